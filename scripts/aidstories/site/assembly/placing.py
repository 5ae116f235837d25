"""Where pages stand: stories at permanent addresses, and the pages that no file stands behind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fnmatch import fnmatch

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from aidstories.site.archive.archive import Archive
from aidstories.site.archive.listings import Listing
from aidstories.site.generated_page import GeneratedPage
from aidstories.site.page_address import Content
from aidstories.site.story.view import View

STORIES = "stories/*/*.md"


def place_stories(files: Files, archive: Archive) -> Iterator[tuple[str, View]]:
    """Move the stories among ``files`` to their addresses; yield each with its source."""
    for file in [file for file in files if fnmatch(file.src_uri, STORIES)]:
        view = archive.views.get(file.name)
        files.remove(file)
        if view:  # else a translation (<id>.bo.md), or no story at all
            files.append(story_file(file, view))
            yield file.src_uri, view


def story_file(file: File, view: View) -> File:
    """Return ``file`` at the address of its story."""
    return File(
        file.src_uri,
        file.src_dir,
        file.dest_dir,
        use_directory_urls=True,
        dest_uri=f"{view.url}index.html",
        inclusion=InclusionLevel.NOT_IN_NAV,
    )


def place_pages(
    pages: Iterable[Listing | GeneratedPage], files: Files, config: MkDocsConfig
) -> Iterator[tuple[str, Content]]:
    """Add an empty file for each of ``pages`` to ``files``; yield each with its source."""
    for page in pages:
        uri = f"{page.url}index.md"
        files.append(File.generated(config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV))
        yield uri, page
