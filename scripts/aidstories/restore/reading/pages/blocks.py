"""A part read off pages → draft."""

from __future__ import annotations

from aidstories.restore.draft import Draft
from aidstories.restore.reading.extraction import Part


def open_pages(part: Part) -> Draft:
    """Return the draft of a part that was read off pages."""
    raise NotImplementedError
