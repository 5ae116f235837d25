"""The search's index as part of the site."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from mkdocs.exceptions import PluginError

from aidstories.errors import BadInput
from aidstories.model import Story
from aidstories.paths import ArchivePaths
from aidstories.search import build_index, read_documents
from aidstories.search.build import published
from aidstories.stories.store.record import Record
from aidstories.tables import Tables

INDEX = "search/index"
"""Where the index stands in the site."""


def write_index(
    paths: ArchivePaths,
    site: Path,
    stories: Sequence[Story],
    records: Mapping[str, Record],
    tables: Tables,
) -> None:
    """Bring the index up to date and copy it into the folder ``site``. Raises PluginError."""
    cache, target = paths.search_cache, site / INDEX
    try:
        build_index(read_documents(paths, stories, records, tables.facets), cache, tables)
    except BadInput as error:
        raise PluginError(str(error)) from error
    for path in published(cache):
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(cache / path, target / path)
