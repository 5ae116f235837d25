"""The search's index as part of the site."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from mkdocs.exceptions import PluginError

from aidstories.errors import BadInput
from aidstories.paths import ArchivePaths
from aidstories.search import build_index, read_documents
from aidstories.search.build import published
from aidstories.search.names import Address
from aidstories.site.archive.archive import Archive
from aidstories.site.archive.browse import browse_url, year_token
from aidstories.stories.store.record import Record
from aidstories.tables import Tables

INDEX = "search/index"
"""Where the index stands in the site."""


def write_index(
    paths: ArchivePaths,
    site: Path,
    archive: Archive,
    records: Mapping[str, Record],
    tables: Tables,
) -> None:
    """Bring the index up to date and copy it into the folder ``site``. Raises PluginError."""
    cache, target = paths.search_cache, site / INDEX
    stories = [view.story for view in archive.stories]
    try:
        documents = read_documents(paths, stories, records, tables.facets)
        build_index(documents, cache, tables, address=page_of(archive))
    except BadInput as error:
        raise PluginError(str(error)) from error
    for path in published(cache):
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(cache / path, target / path)


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
