"""Files to take away: the references of each story and of each list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urljoin

from aidstories.site.archive.archive import Archive
from aidstories.site.archive.tags import story_tags
from aidstories.site.facets import all_values
from aidstories.site.incremental.dependencies import Stands, never
from aidstories.site.story.cite import FORMATS, Reference, reference

Files = tuple[tuple[str, str], ...]
"""Files of one page: the format's name and the address, relative to the site's root."""


def references(archive: Archive, site_url: str | None, name: str = "") -> dict[str, Reference]:
    """Return the reference of every story by its id; ``name`` is the archive's."""
    return {
        view.story.id: reference(
            view.story,
            story_tags(view.story, archive.facets),
            urljoin(site_url, view.url) if site_url else None,
            name,
        )
        for view in archive.stories
    }


def reference_files(url: str, stem: str) -> Files:
    """Return the files of references that lie beside the page at ``url``."""
    return tuple((name, f"{url}{stem}.{end}") for end, (name, _) in FORMATS.items())


def write_references(
    archive: Archive, refs: Mapping[str, Reference], stands: Stands = never
) -> Iterator[tuple[str, str]]:
    """Yield the address and text of every file of references that does not stand."""
    for end, (_, write) in FORMATS.items():
        for view in archive.stories:
            own = [refs[view.story.id]]
            if not stands(uri := f"{view.url}{view.story.id}.{end}", own):
                yield uri, write(own)
        for value in all_values(archive.trees.values()):
            listed = [refs[story.id] for story in value.stories]
            if not stands(uri := f"{value.url}references.{end}", listed):
                yield uri, write(listed)
