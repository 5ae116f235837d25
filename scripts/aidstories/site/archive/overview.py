"""The page ``/overview/``: the archive in three pictures."""

from __future__ import annotations

from aidstories.site.archive.archive import Archive
from aidstories.site.archive.pictures import matrix, tiles, timeline
from aidstories.site.generated_page import GeneratedPage

URL = "overview/"


def overview_page(archive: Archive) -> GeneratedPage:
    """Return the page of pictures."""
    return GeneratedPage(
        url=URL,
        title="总览",
        description="全部报道的年表、援助方与受援地的往来、各地报道的多少",
        template="overview",
        whole=True,
        values={
            "timeline": timeline(archive),
            "matrix": matrix(archive),
            "tiles": tiles(archive),
        },
    )
