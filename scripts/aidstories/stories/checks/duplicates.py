"""Stories that are nearly another story: the same text in another paper.

Texts are compared by their shingles, runs of eight letters without what stands between them. A
quarter of the shingles, chosen by their hashes, finds the pairs (Manber, Finding Similar Files in a
Large File System, 1994); each story is paired with the first that has the shingle, so the work
grows as the archive does, whatever is the same in it. All shingles then weigh the pairs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aidstories.errors import BadInput, Problem, relative
from aidstories.fields import Field
from aidstories.model import TEXT_ROLES, Story
from aidstories.stories.format.values import texts_of
from aidstories.stories.store.files import read_story, read_text

LEAST = 100
"""Letters of the shorter text: what is shorter is alike by its form, as notices are."""
ALIKE = 0.5
"""Share of the shorter text's shingles that the other has too.

Reprints with one letter in twenty changed, cut to a third, or with another opening have .57 and
more; two of the archive's ten stories at most .02, made-up monthly reports of one form less than
this (tests/stories/test_duplicates.py).
"""
_LENGTH = 8
_SAMPLE = 4
_MAYBE = 0.25
"""Share of the sampled shingles from which a pair is weighed; of short texts there are only 25."""
MOST = 100
"""Pairs that are told at once."""
_QUOTE = 36
_SAYS_SAME = "dcterms:isVersionOf"
"""What Dublin Core calls a field that says that two stories are one text."""
_LETTER = re.compile(r"[^\W_]")
_Hashes = NDArray[np.uint64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The text of a story: its letters alone, and the stories that its fields of stories name.

    ``same`` are those that it is a version of.
    """

    id: str
    file: Path
    letters: str
    named: frozenset[str]
    same: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two stories of one text: ``share`` (0 to 1) of the shorter stands in the other."""

    one: Text
    other: Text
    share: float

    @property
    def certain(self) -> bool:
        """Whether the two are the same to the letter."""
        return self.one.letters == self.other.letters


def text_of(story: Story, file: Path, fields: Iterable[Field]) -> Text:
    """Return what is compared of ``story``."""
    listed = [field for field in fields if field.type == "stories"]
    named = {f.name: frozenset(texts_of(story, f.name)) for f in listed}
    same = (named[field.name] for field in listed if field.dc == _SAYS_SAME)
    return Text(
        id=story.id,
        file=file,
        letters="".join(_LETTER.findall("".join(story.article.texts(*TEXT_ROLES)))),
        named=frozenset().union(*named.values()),
        same=frozenset().union(*same),
    )


def duplicates(texts: Iterable[Text]) -> Iterator[Pair]:
    """Yield the pairs of ``texts`` that are nearly the same and that no editor has settled."""
    compared = [text for text in texts if len(text.letters) >= LEAST]
    settled = _Settled(compared)
    first: dict[str, Text] = {}
    for text in compared:
        before = first.setdefault(text.letters, text)
        if before is not text and not settled.holds(before, text):
            yield Pair(before, text, 1.0)
    distinct = list(first.values())
    for one, other in _candidates([sampled(text.letters) for text in distinct]):
        pair = _weighed(distinct[one], distinct[other])
        if pair.share >= ALIKE and not settled.holds(pair.one, pair.other):
            yield pair


class _Settled:
    """What editors have said of pairs: one names the other, or both are versions of one text."""

    def __init__(self, texts: Iterable[Text]) -> None:
        self._parents: dict[str, str] = {}
        for text in texts:
            for other in text.same:
                self._parents[self._root(text.id)] = self._root(other)

    def holds(self, one: Text, other: Text) -> bool:
        named = other.id in one.named or one.id in other.named
        return named or self._root(one.id) == self._root(other.id)

    def _root(self, id_: str) -> str:
        while (above := self._parents.get(id_, id_)) != id_:
            id_ = above
        return id_


def _hashed(letters: str) -> _Hashes:
    """Return a hash of each shingle of ``letters``."""
    points = np.frombuffer(letters.encode("utf-32-le", "surrogatepass"), np.uint32)
    count = max(len(points) - _LENGTH + 1, 0)
    hashes: _Hashes = np.zeros(count, np.uint64)
    for at in range(_LENGTH):
        hashes = hashes * np.uint64(0x100000001B3) + points[at : at + count].astype(np.uint64)
    hashes ^= hashes >> np.uint64(33)  # the lowest bits then depend on all letters
    hashes *= np.uint64(0xFF51AFD7ED558CCD)
    mixed: _Hashes = hashes ^ (hashes >> np.uint64(33))
    return mixed


def sampled(letters: str) -> _Hashes:
    """Return the shingles by which texts find each other, a quarter of all, the same everywhere."""
    hashes: _Hashes = np.unique(_hashed(letters))
    return hashes[hashes % np.uint64(_SAMPLE) == 0]


def _candidates(samples: list[_Hashes]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of indexes that share a good part of the smaller one's sample."""
    if len(samples) < 2:
        return
    sizes = np.array([len(sample) for sample in samples])
    hashes = np.concatenate(samples)
    owners = np.repeat(np.arange(len(samples)), sizes)
    order = np.argsort(hashes, kind="stable")
    hashes, owners = hashes[order], owners[order]
    starts = np.concatenate(([True], hashes[1:] != hashes[:-1]))
    firsts = owners[np.maximum.accumulate(np.where(starts, np.arange(len(hashes)), 0))]
    met = firsts[~starts] * len(samples) + owners[~starts]
    pairs, counts = np.unique(met, return_counts=True)
    one, other = pairs // len(samples), pairs % len(samples)
    enough = counts >= np.maximum(2, _MAYBE * np.minimum(sizes[one], sizes[other]))
    yield from zip(one[enough].tolist(), other[enough].tolist(), strict=True)


def _weighed(one: Text, other: Text) -> Pair:
    a, b = np.unique(_hashed(one.letters)), np.unique(_hashed(other.letters))
    both = len(np.intersect1d(a, b, assume_unique=True))
    return Pair(one, other, both / min(len(a), len(b)))


# What is said of a pair


def told(texts: Iterable[Text], root: Path = Path()) -> Iterator[tuple[Path, tuple[Problem, ...]]]:
    """Yield each story that is nearly one before it, with both passages side by side.

    The other is named as a file below ``root``. A text that is the same to the letter is a fault,
    any other a hint.
    """
    for number, pair in enumerate(duplicates(texts)):
        if number == MOST:
            zh, en = "同文的还有；这些改好再看", "there are more; settle these first"
            yield pair.other.file, (Problem(file=str(pair.other.file), zh=zh, en=en, hint=True),)
            return
        yield pair.other.file, (_told(pair, root),)


def _told(pair: Pair, root: Path) -> Problem:
    one, other = pair.one, pair.other
    name = relative(str(one.file), root)
    here, there = _side_by_side(pair)
    line, _, quote = here
    percent = f"{pair.share:.0%}"
    how = "正文完全相同" if pair.certain else f"几乎同文（短的一篇有 {percent} 在另一篇里）"
    how_en = "the same text" if pair.certain else f"nearly the same text ({percent})"
    beside, beside_en = _place(there)
    zh = (
        f"与 {name} {how}：这里“{quote}”｜那里{beside}“{there[2]}”。"
        f"是转载，写 reprint_of: {one.id}；是两回事，写 distinct_from: {one.id}；"
        f"重复收了，aidstories remove {other.id}"
    )
    en = (
        f"{how_en} as {name}: here '{quote}' | there{beside_en} '{there[2]}'. A reprint: "
        f"write reprint_of: {one.id}; another matter: distinct_from: {one.id}; "
        f"taken in twice: aidstories remove {other.id}"
    )
    return Problem(file=str(other.file), line=line, zh=zh, en=en, hint=not pair.certain)


def _place(quoted: tuple[int | None, Path, str]) -> tuple[str, str]:
    line = quoted[0]
    return ("", "") if line is None else (f"第 {line} 行", f" in line {line}")


def _side_by_side(
    pair: Pair,
) -> tuple[tuple[int | None, Path, str], tuple[int | None, Path, str]]:
    """Return the longest passage that both have, as each prints it: line, file, quotation."""
    a, b, length = longest_run(pair.other.letters, pair.one.letters)
    return _quoted(pair.other.file, a, length), _quoted(pair.one.file, b, length)


def longest_run(one: str, other: str) -> tuple[int, int, int]:
    """Return where the longest run that both texts have begins in each, and its length.

    Runs of less than a shingle are not seen; of a shingle that stands in ``one`` twice the first
    counts.
    """
    places: dict[str, int] = {}
    for at in range(len(one) - _LENGTH, -1, -1):
        places[one[at : at + _LENGTH]] = at
    best, at = (0, 0, 0), 0
    while at + _LENGTH <= len(other):
        begin = places.get(other[at : at + _LENGTH])
        length = 0
        if begin is not None:
            while one[begin + length : begin + length + 1] == other[at + length : at + length + 1]:
                if begin + length >= len(one) or at + length >= len(other):
                    break
                length += 1
            best = max(best, (begin, at, length), key=lambda run: run[2])
        at += max(1, length - _LENGTH + 1)
    return best


def _quoted(file: Path, start: int, length: int) -> tuple[int | None, Path, str]:
    """Return the letters from ``start`` as the file prints them, and the line where they begin."""
    try:
        texts, source = read_story(file).article.texts(*TEXT_ROLES), read_text(file)
    except BadInput:  # changed meanwhile
        return None, file, ""
    whole = "\n".join(texts)
    letters = [found.start() for found in _LETTER.finditer(whole)][start : start + length]
    if not letters:
        return None, file, ""
    printed = whole[letters[0] : letters[-1] + 1]
    cut = printed.split("\n")[0]
    quote = cut if len(cut) <= _QUOTE else f"{cut[:_QUOTE]}……"
    lines = enumerate(source.split("\n"), 1)
    line = next((n for n, text in lines if cut[:_QUOTE] in text), None)
    return line, file, quote
