"""Stories that are nearly another story: the same text in another paper.

Texts are compared by their letters alone, without what stands between them (`shingles`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from aidstories.errors import BadInput, Problem, nearest, nearest_told, relative
from aidstories.fields import Field
from aidstories.model import TEXT_ROLES, Role, Story
from aidstories.stories.checks.facts import Facts
from aidstories.stories.checks.shingles import candidates, longest_run, sampled, share
from aidstories.stories.format.front_matter import read_front_matter
from aidstories.stories.format.layout import FIELDS
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
MOST = 100
"""Pairs that are told at once."""
_QUOTE = 36
_SAYS_SAME = "dcterms:isVersionOf"
"""What Dublin Core calls a field that says that two stories are one text."""
_LETTER, _BETWEEN = re.compile(r"[^\W_]"), re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The text of a story: its letters alone, and the stories that its fields of stories name.

    ``same`` are those that it is a version of.
    """

    id: str
    file: Path
    letters: str
    title: str
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
        """Whether one story stands there twice: text and title are the same to the letter."""
        one, other = self.one, self.other
        return (one.letters, one.title) == (other.letters, other.title)


def text_of(story: Story, file: Path, fields: Iterable[Field]) -> Text:
    """Return what is compared of ``story``."""
    listed = [one for one in fields if one.type == "stories"]
    named = {one.name: frozenset(texts_of(story, one.name)) for one in listed}
    same = (named[one.name] for one in listed if one.dc == _SAYS_SAME)
    letters = _letters("".join(story.article.texts(*TEXT_ROLES)))
    return Text(
        id=story.id,
        file=file,
        letters=letters,
        title=_letters(story.article.first(Role.TITLE) or ""),
        named=frozenset().union(*named.values()),
        same=frozenset().union(*same),
    )


def facts_of(text: Text) -> Facts:
    """Return what is noted of ``text``: two of one ``twin`` are the same to the letter."""
    told = f"{text.title}\n{text.letters}".encode("utf-8", "surrogatepass")
    twin = sha256(told).hexdigest()[:32] if len(text.letters) >= LEAST else ""
    return Facts(twin, tuple(sorted(text.named)))


def _letters(text: str) -> str:
    return _BETWEEN.sub("", text)


def duplicates(texts: Iterable[Text], *, near: bool = True) -> Iterator[Pair]:
    """Yield the pairs of ``texts`` that are the same, and that no editor has settled.

    ``near`` yields those too that are nearly the same.
    """
    compared = [text for text in texts if len(text.letters) >= LEAST]
    settled = _Settled(compared)
    first: dict[str, Text] = {}
    twins: dict[tuple[str, str], Text] = {}
    for text in compared:
        twin = twins.setdefault((text.letters, text.title), text)
        before = first.setdefault(text.letters, text) if twin is text else twin
        if before is not text and not settled.holds(before, text):
            yield Pair(before, text, 1.0)
    distinct = list(first.values())
    samples = [sampled(text.letters) for text in distinct] if near else []
    for one, other in candidates(samples):
        a, b = distinct[one], distinct[other]
        pair = Pair(a, b, share(a.letters, b.letters))
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


# What is said of a pair


def told(
    texts: Iterable[Text], root: Path = Path(), *, near: bool = True
) -> Iterator[tuple[Path, tuple[Problem, ...]]]:
    """Yield each story that is nearly one before it, with both passages side by side.

    The other is named as a file below ``root``. A story that stands there twice is a fault,
    any other an advice (``near``).
    """
    for number, pair in enumerate(duplicates(texts, near=near)):
        if number == MOST:
            zh, en = "同文的还有；这些改好再看", "there are more; settle these first"
            yield pair.other.file, (Problem(file=str(pair.other.file), zh=zh, en=en, advice=True),)
            return
        yield pair.other.file, (_told(pair, root),)


def _told(pair: Pair, root: Path) -> Problem:
    one, other = pair.one, pair.other
    name = relative(str(one.file), root)
    here, there = _side_by_side(pair)
    line, _, quote = here
    percent = f"{pair.share:.0%}"
    how = "标题、正文都相同" if pair.certain else f"几乎同文（短的一篇有 {percent} 在另一篇里）"
    how_en = "the same title and text" if pair.certain else f"nearly the same text ({percent})"
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
    return Problem(file=str(other.file), line=line, zh=zh, en=en, advice=not pair.certain)


def _place(quoted: tuple[int | None, Path, str]) -> tuple[str, str]:
    line = quoted[0]
    return ("", "") if line is None else (f"第 {line} 行", f" in line {line}")


def _side_by_side(
    pair: Pair,
) -> tuple[tuple[int | None, Path, str], tuple[int | None, Path, str]]:
    """Return the longest passage that both have, as each prints it: line, file, quotation."""
    a, b, length = longest_run(pair.other.letters, pair.one.letters)
    return _quoted(pair.other.file, a, length), _quoted(pair.one.file, b, length)


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


def strangers(
    texts: Iterable[Text], ids: Collection[str]
) -> Iterator[tuple[Path, tuple[Problem, ...]]]:
    """Yield the stories that name one in a field of stories which is none of ``ids``, or itself."""
    for text in texts:
        unknown = {name for name in text.named if name not in ids or name == text.id}
        if unknown:
            yield text.file, tuple(_strangers(text, unknown, ids))


def _strangers(text: Text, unknown: Collection[str], ids: Collection[str]) -> Iterator[Problem]:
    matter = read_front_matter(read_text(text.file), str(text.file))
    for key, value in matter.values.items():
        listed = value if isinstance(value, list) else [value]
        for found in listed if key not in FIELDS else ():
            if isinstance(found, str) and found in unknown:
                like, like_en = nearest_told(nearest(found, ids))
                own = found == text.id
                zh = f"没有编号为“{found}”的报道{like}"
                en = f"there is no story '{found}'{like_en}"
                yield Problem(
                    file=matter.file,
                    line=matter.line(key),
                    field=key,
                    zh="这是本篇自己的编号；写另一篇的" if own else zh,
                    en="this is the story's own id" if own else en,
                )
