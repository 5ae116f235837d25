"""What everything to take away is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from aidstories.site.archive.archive import Archive
from aidstories.site.story.cite import Reference
from aidstories.site.tibetan_share import Share
from aidstories.tables import Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportContext:
    """An archive with what is said of it as a whole.

    ``data`` is the folder of ``tables``; ``url`` the site's absolute address or empty;
    ``date`` the day of the build (ISO 8601), which stands in where no other is known; ``packed``
    the address of the site's ZIP file, empty where none is made.
    """

    archive: Archive
    references: Mapping[str, Reference]
    data: Path
    tables: Tables
    name: str
    description: str
    url: str
    date: str
    packed: str = ""
    tibetan: Share | None = None
    """How many names in use have a Tibetan one; None where the interface has no Tibetan pages."""
