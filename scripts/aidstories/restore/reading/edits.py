"""Edits that opening a capture makes, before any pass."""

from __future__ import annotations

from aidstories.model import Edit, Kind, Span


def opening_edit(raw: str, span: Span, reason: str, new: str = "") -> Edit:
    """Return the edit that strips ``raw[start:end]``, or reads ``new`` there (an entity, a tag)."""
    start, end = span
    kind = Kind.REG if new else Kind.STRIP
    return Edit(start, end, raw[start:end], new, kind, "capture", reason)
