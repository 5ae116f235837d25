"""The search's index as part of the site."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

from mkdocs.exceptions import PluginError

from aidstories.errors import BadInput
from aidstories.paths import ArchivePaths
from aidstories.search import build_index, read_documents
from aidstories.search.build import clear, published
from aidstories.search.names import Address, Spoken
from aidstories.search.sums import Damaged, Sums
from aidstories.site.archive.answers import anchor_of
from aidstories.site.archive.archive import Archive
from aidstories.site.archive.browse import browse_url, year_token
from aidstories.site.archive.listings import Listing
from aidstories.site.incremental.dependencies import Stands, never
from aidstories.stories.store.files import stamp_of
from aidstories.stories.store.keep import Keep, afresh
from aidstories.stories.store.record import Record
from aidstories.tables import Tables

INDEX = "search/index"
"""Where the index stands in the site."""
YEARS = "search/years.json"
"""Where it stands on which page a value tells of a year."""


def write_index(
    paths: ArchivePaths,
    site: Path,
    archive: Archive,
    records: Mapping[str, Record],
    tables: Tables,
    spoken: Spoken,
    stands: Stands = never,
    keep: Keep = afresh,
) -> None:
    """Bring the index up to date and copy it into the folder ``site``. Raises PluginError.

    ``spoken`` says what pages call values in Tibetan.
    """
    cache, target = paths.search_cache, site / INDEX
    stories = [view.story for view in archive.stories]
    try:
        documents = read_documents(paths, stories, records, tables.facets)
    except BadInput as error:
        raise PluginError(str(error)) from error
    build = partial(build_index, documents, cache, tables, address=page_of(archive), spoken=spoken)
    build(keep=keep)
    try:
        _copy(cache, target, stands)
    except Damaged:  # a disk that changes bytes behind our back: made anew once
        clear(cache)
        build()
        _copy(cache, target, stands)


def _copy(cache: Path, target: Path, stands: Stands) -> None:
    """Copy what does not stand of an index. Raises `Damaged` where it is not what was written."""
    sums = Sums(cache)
    for path in published(cache):
        if not stands(f"{INDEX}/{path}", stamp_of(cache / path)):
            data = sums.read(path)
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            (target / path).write_bytes(data)


def page_of(archive: Archive) -> Address:
    """Return what says where a value of the archive has its page.

    A name with one story has its place in the index, a value of a filter the page that filters.
    """
    pages = {
        (tree.facet.key, year_token(name) if tree.facet.type == "year" else name): value.url
        for tree in archive.trees.values()
        for value in tree.walk()
        if (name := "/".join(value.path))
    }
    pages |= {(key, name): url for key, urls in archive.names.items() for name, url in urls.items()}

    def address(facet: str, value: str) -> str:
        """Return the address of the page of ``value`` from the site's root, empty for none."""
        filtered = archive.facets[facet].browsed
        return pages.get((facet, value)) or (browse_url(**{facet: value}) if filtered else "")

    return address


def year_pages(listings: Iterable[Listing]) -> str:
    """Return the JSON of where values tell of a year: ``{"…/#y-2025": "…/page/2/#y-2025"}``.

    It holds those that do not stand where one would look, on the value's first page by the anchor
    of the year's statements.
    """
    found = listed_years(listings)
    return json.dumps(found, separators=(",", ":"))


def listed_years(listings: Iterable[Listing]) -> dict[str, str]:
    """Return where values tell of years, as `year_pages` has it."""
    years = (
        (f"{listing.value.url}#{anchor_of(year.year)}", year.url)
        for listing in listings
        if listing.answer and listing.number == 1
        for year in listing.answer.years
    )
    return {usual: url for usual, url in years if url != usual}
