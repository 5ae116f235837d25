"""The page ``/overview/``: the archive in three pictures, each with its table."""

from __future__ import annotations

from typing import Any

from aidstories.site.archive.archive import Archive
from aidstories.site.archive.pictures import matrix, tiles, timeline
from aidstories.site.generated_page import GeneratedPage

URL = "overview/"
_ROWS_AT_HOME = 4


def overview_page(archive: Archive) -> GeneratedPage:
    """Return the page of pictures."""
    return GeneratedPage(
        url=URL,
        title="总览",
        description="全部报道的年表、援助方与受援地的往来、各地报道的多少",
        template="overview",
        whole=True,
        values=pictures(archive),
    )


def pictures(archive: Archive, *, small: bool = False) -> dict[str, Any]:
    """Return the three pictures for a template; the small ones are for the home page."""
    return {
        "overview": URL,
        "timeline": timeline(archive, _ROWS_AT_HOME if small else None),
        "matrix": matrix(archive),
        "tiles": tiles(archive),
    }
