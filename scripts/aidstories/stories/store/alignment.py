"""Which paragraph of a translation says what which paragraph of the original says.

Before a paragraph of ``<id>.bo.md`` a line ``[原文 2025年，自治区人民医院]`` quotes how its
original begins. A quotation finds its paragraph wherever an editor has moved it, whatever was put
before it, and however it goes on now. Behind it a checksum may say how the whole paragraph read
when it was translated: ``[原文 2025年，自治区人民医院 @3f9a1c]``.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import NamedTuple

from aidstories.model import TEXT_ROLES, Passage, Role

BODY = (*TEXT_ROLES, Role.CAPTION)
"""Passages that are set beside each other."""
_MARKER = re.compile(
    r"\[原文\s++((?>(?:[^\]\s@]|@(?![0-9a-f]{6}\s*+\]))*)(?>(?:\s++(?>(?:[^\]\s@]|@(?![0-9a-f]{6}\s*+\]))+))*))"
    r"(?:\s*+@([0-9a-f]{6}))?\s*+\]\s*+"
)
_LIKE = 0.6
"""How alike an edited beginning must be: a third of its characters may have changed."""
_QUOTE = 12
"""Characters quoted at least; longer where two passages begin alike."""


class Marker(NamedTuple):
    """What a line ``[原文 …]`` says: how a paragraph begins, and a checksum of it, if any."""

    quotation: str
    checksum: str = ""


class Marked(NamedTuple):
    """A passage of a translation with the markers before it.

    Several, side by side in one line, mean that it translates several paragraphs as one. The text
    is empty where a marker waits for its translation.
    """

    markers: tuple[Marker, ...]
    passage: Passage


def unmark(passages: Sequence[Passage]) -> Iterator[Marked]:
    """Yield the passages of a translation's body, each with the markers before it."""
    waiting: Marked | None = None
    for passage in passages:
        if passage.role not in BODY:
            continue
        markers, text = _markers(passage.text)
        passage = replace(passage, text=text)
        if waiting and not markers:
            markers, waiting = waiting.markers, None
        if waiting:
            yield waiting
        marked = Marked(markers, passage)
        waiting = None if text else marked
        if text:
            yield marked
    if waiting:
        yield waiting


def _markers(text: str) -> tuple[tuple[Marker, ...], str]:
    found: list[Marker] = []
    while match := _MARKER.match(text):
        found.append(Marker(match.group(1), match.group(2) or ""))
        text = text[match.end() :]
    return tuple(found), text


def align(
    originals: Sequence[str], quotations: Sequence[str | None], waiting: Iterable[str] = ()
) -> tuple[int | None, ...]:
    """Return, for each passage of a translation, the index of its original in ``originals``.

    ``quotations`` has an entry for each passage. One without a quotation goes with the next
    original that no other claims, or with the one before it; one that quotes what is not there
    goes with the one before it. None where there is none. What ``waiting`` quotes is claimed too:
    its translation is still to come.
    """
    named = list(_named(originals, quotations))
    claimed = {*named, *_named(originals, tuple(waiting))}
    found: list[int | None] = []
    last = -1
    for index, quotation in zip(named, quotations, strict=True):
        if index is None:
            free = last + 1 < len(originals) and last + 1 not in claimed and not quotation
            index = last + 1 if free else (last if last >= 0 else None)
        last = last if index is None else index
        found.append(index)
    return tuple(found)


def _named(originals: Sequence[str], quotations: Sequence[str | None]) -> Iterator[int | None]:
    last = -1
    for quotation in quotations:
        index = None if not quotation else find(originals, quotation, after=last)
        last = last if index is None else index
        yield index


def find(originals: Sequence[str], quotation: str, *, after: int = -1) -> int | None:
    """Return the index of the original that begins with ``quotation``, or nearly so.

    Among several it is the first behind ``after``. None where none is alike.
    """
    exact = [n for n, text in enumerate(originals) if text.startswith(quotation)]
    if exact:
        return next((n for n in exact if n > after), exact[0])
    ratios = [_likeness(text, quotation) for text in originals]
    best = max(range(len(ratios)), key=ratios.__getitem__, default=None)
    return best if best is not None and ratios[best] >= _LIKE else None


def _likeness(text: str, quotation: str) -> float:
    return SequenceMatcher(None, text[: len(quotation)], quotation, autojunk=False).ratio()


def quotations(originals: Sequence[str]) -> Iterator[str]:
    """Yield for each original a beginning of it that no other shares, as far as there is one."""
    for n, text in enumerate(originals):
        others = [other for m, other in enumerate(originals) if m != n]
        length = min(_QUOTE, len(text))
        while length < len(text) and any(other.startswith(text[:length]) for other in others):
            length += 1
        yield re.split(r"[\]\n]", text[:length])[0].strip()


def marker(quotation: str, original: str = "") -> str:
    """Return the line that stands before a translated paragraph; ``original`` is all of it."""
    return f"[原文 {quotation}{f' @{checksum(original)}' if original else ''}]"


def checksum(original: str) -> str:
    """Return what tells whether a paragraph still reads as it did: six hexadecimal digits."""
    return hashlib.sha256(original.encode("utf-8", "surrogatepass")).hexdigest()[:6]
