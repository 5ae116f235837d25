"""All pages and files beside stories and lists, for the plugin to add."""

from __future__ import annotations

from collections.abc import Iterator

from .archive import Archive
from .browse import DATA, browse_data, browse_page
from .made import Made
from .overview import overview_page


def made_pages(archive: Archive) -> Iterator[Made]:
    """Yield every page that is neither a story nor a list."""
    yield browse_page(archive)
    yield overview_page(archive)


def made_files(archive: Archive) -> Iterator[tuple[str, str]]:
    """Yield the address and text of every file that belongs to those pages."""
    yield DATA, browse_data(archive)
