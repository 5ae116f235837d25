"""What only the capture says: words that the restored text does not have."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from aidstories.model import Kind, Ledger
from aidstories.search.units import Unit, units, units_of

_UNSEEN = frozenset(
    {"control", "entity", "front-matter", "line-break", "markup", "template", "undecodable"}
)
"""Reasons of strips whose characters no reader of the captured page saw."""
_CONTEXT = 24
_NEAR = 4
"""Characters between two words of one stretch at most: a full stop, a line's end, its indent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRun:
    """A stretch of the capture with up to 24 characters before and after it."""

    before: str
    text: str
    after: str


def raw_runs(
    raw: str, ledger: Ledger, restored: Sequence[Sequence[str]]
) -> list[tuple[RawRun, ...]]:
    """Return, for each article of ``ledger``, the stretches of ``raw`` that its text does not have.

    ``restored`` holds the folded passages of each article. A word ends where a mark or a blank
    stands; it belongs to the article whose passage it touches, or else stands behind. A word that
    the article does not have makes a stretch with the words beside it, so that a phrase is found
    which only a mark parts.
    """
    joined = [_joined(passages) for passages in restored]
    starts, owners = _owners(ledger)
    seen = _seen(raw, ledger)
    words = list(_words(seen)) if joined else []
    owned = [
        owners[max(0, bisect_right(starts, word[-1].end - 1) - 1)] if starts else 0
        for word in words
    ]
    lacking = [_key(word) not in joined[owner] for word, owner in zip(words, owned, strict=True)]
    found: list[dict[str, RawRun]] = [{} for _ in restored]
    for first, last in _stretches(words, owned, lacking):
        start, end = words[first][0].start, words[last][-1].end
        text = _line(seen[start:end])
        found[owned[first]][text] = RawRun(
            before=_line(seen[max(0, start - _CONTEXT) : start]),
            text=text,
            after=_line(seen[end : end + _CONTEXT]),
        )
    return [tuple(runs.values()) for runs in found]


def _stretches(
    words: Sequence[Sequence[Unit]], owned: Sequence[int], lacking: Sequence[bool]
) -> Iterator[tuple[int, int]]:
    """Yield the first and the last word of each stretch: those that lack, and those beside them."""

    near = [
        owner == other and after[0].start - word[-1].end <= _NEAR
        for (word, owner), (after, other) in pairwise(zip(words, owned, strict=True))
    ]
    before = [False, *(beside and lacks for beside, lacks in zip(near, lacking, strict=False))]
    behind = [*(beside and lacks for beside, lacks in zip(near, lacking[1:], strict=True)), False]
    kept = [any(three) for three in zip(lacking, before, behind, strict=False)]
    first = 0
    for n in range(len(words)):
        if not kept[n]:
            first = n + 1
        elif n + 1 == len(words) or not (near[n] and kept[n + 1]):
            yield first, n
            first = n + 1


def _owners(ledger: Ledger) -> tuple[list[int], list[int]]:
    spans = sorted(
        (span[0], number)
        for number, slots in enumerate(ledger.layout)
        for slot in slots
        for span in slot.spans
    )
    return [start for start, _ in spans], [number for _, number in spans]


def _seen(raw: str, ledger: Ledger) -> str:
    parts: list[str] = []
    done = 0
    for edit in ledger.edits:
        if edit.kind is Kind.STRIP and edit.reason in _UNSEEN:
            parts += (raw[done : edit.start], " " * (edit.end - edit.start))
            done = edit.end
    return "".join((*parts, raw[done:]))


def _words(text: str) -> Iterator[list[Unit]]:
    """Yield the units of ``text`` in groups without a mark in them, but for tsheg."""
    word: list[Unit] = []
    for unit in units_of(text):
        if word and text[word[-1].end : unit.start].strip("་༌"):
            yield word
            word = []
        word.append(unit)
    if word:
        yield word


def _joined(passages: Sequence[str]) -> str:
    return "\n".join(_key(units(passage)) for passage in passages)


def _key(word: Sequence[Unit]) -> str:
    return "\0" + "\0".join(unit.text for unit in word) + "\0"


def _line(text: str) -> str:
    return " ".join(text.split())
