"""Edits that opening a capture makes, before any pass."""

from __future__ import annotations

from aidstories.model import Edit, Kind, Span


def opening_edit(raw: str, span: Span, reason: str, new: str = "") -> Edit:
    """Return the edit that strips ``raw[start:end]``, or reads ``new`` there (an entity, a tag)."""
    start, end = span
    return Edit(
        start=start,
        end=end,
        old=raw[start:end],
        new=new,
        kind=Kind.REG if new else Kind.STRIP,
        by="capture",
        reason=reason,
    )
