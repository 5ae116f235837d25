"""The search's index as part of the site."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from aidstories.errors import BadInput
from aidstories.model import Story
from aidstories.search import build_index, read_documents
from aidstories.search.build import cache_folder, published

INDEX = "search/index"
"""Where the index stands in the site."""


def write_index(config: MkDocsConfig, stories: Sequence[Story]) -> None:
    """Bring the index up to date and copy it into the site. Raises PluginError."""
    root, docs = Path(config.config_file_path).parent, Path(config.docs_dir)
    folder, target = cache_folder(docs), Path(config.site_dir, INDEX)
    try:
        build_index(read_documents(docs, root / "seeds", stories), folder, data=docs / "data")
    except BadInput as error:
        raise PluginError(str(error)) from error
    for path in published(folder):
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / path, target / path)
