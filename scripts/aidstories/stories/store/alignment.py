"""Which paragraph of a translation says what which paragraph of the original says.

Before a paragraph of ``<id>.bo.md`` a line ``[原文 2025年，自治区人民医院]`` quotes how its
original begins. A quotation finds its paragraph wherever an editor has moved it, whatever was put
before it, and however it goes on now.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from aidstories.model import TEXT_ROLES, Passage, Role

BODY = (*TEXT_ROLES, Role.CAPTION)
"""Passages that are set beside each other."""
_MARKER = re.compile(r"\[原文\s+([^\]]*)\]\s*")
_LIKE = 0.6
"""How alike an edited beginning must be: a third of its characters may have changed."""
_QUOTE = 12
"""Characters quoted at least; longer where two passages begin alike."""


def unmark(passages: Sequence[Passage]) -> Iterator[tuple[str | None, Passage]]:
    """Yield the passages of a translation's body, each with the quotation before it, if any."""
    waiting: str | None = None
    for passage in passages:
        if passage.role not in BODY:
            continue
        found = _MARKER.match(passage.text)
        if found:
            waiting = found.group(1).strip()
            passage = replace(passage, text=passage.text[found.end() :])
        if passage.text:
            yield waiting, passage
            waiting = None


def align(originals: Sequence[str], quotations: Sequence[str | None]) -> tuple[int | None, ...]:
    """Return, for each passage of a translation, the index of its original in ``originals``.

    ``quotations`` has an entry for each passage. One without a quotation goes with the next
    original that no other claims, or with the one before it; one that quotes what is not there
    goes with the one before it. None where there is none.
    """
    named = list(_named(originals, quotations))
    claimed = set(named)
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


def marker(quotation: str) -> str:
    """Return the line that stands before a translated paragraph."""
    return f"[原文 {quotation}]"
