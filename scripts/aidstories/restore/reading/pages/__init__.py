"""Pages with a place for every line → text in reading order: PDF, and what recognition saw."""

from __future__ import annotations

from aidstories.restore.draft import Draft
from aidstories.restore.reading.extraction import Part


def is_image(data: bytes) -> bool:
    """Return whether ``data`` is a picture."""
    return False


def open_pages(part: Part) -> Draft:
    """Return the draft of a part that was read off pages."""
    raise NotImplementedError
