"""References to take away: of a story in its page, of all stories as files."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from math import ceil
from typing import NamedTuple
from urllib.parse import quote, urljoin

from aidstories.fields import Facet
from aidstories.site.archive.archive import Archive
from aidstories.site.archive.tags import story_tags
from aidstories.site.facets import STORIES
from aidstories.site.incremental.dependencies import Stands, never
from aidstories.site.story.cite import FORMATS, Reference, reference
from aidstories.site.story.view import View
from aidstories.site.takeaway.parts import in_parts, part_names

Files = tuple[tuple[str, str], ...]
"""Files of one page: the format's name and the address, relative to the site's root."""
REFERENCES = f"{STORIES.folder}/references.json"
"""Says in which files the references of all stories stand, by their endings."""
PER_FILE = 2_000
"""Stories in a file of references: 1.9 MB, .2 behind gzip."""


_ESCAPED = {ord(c): quote(c) for c in '%#\n\r\t"'}
"""What an address cannot hold, or drops (WHATWG URL, "opaque path" and "strip newlines"); and the
quotation mark, of which HTML makes five characters (``&#34;``), an address three."""


class Download(NamedTuple):
    """A file that stands in the page itself: the format's name, what it is saved as, its address.

    Three files beside each page were three fifths of what a story may take (docs/decisions/0022).
    """

    format: str
    file: str
    url: str


def references(archive: Archive, site_url: str | None, name: str = "") -> dict[str, Reference]:
    """Return the reference of every story by its id; ``name`` is the archive's."""
    facets = archive.facets
    return {v.story.id: reference_of(v, facets, site_url, name) for v in archive.stories}


def reference_of(
    view: View, facets: Mapping[str, Facet], site_url: str | None, name: str
) -> Reference:
    """Return the reference of one story; ``facets`` are the archive's by key."""
    url = urljoin(site_url, view.url) if site_url else None
    return reference(view.story, story_tags(view.story, facets), url, name)


def downloads(ref: Reference) -> tuple[Download, ...]:
    """Return the reference in each format as addresses of ``data:``, which need no script."""
    return tuple(
        Download(one.name, f"{ref.id}.{end}", _data(one.media, one.file([one.entry(ref)])))
        for end, one in FORMATS.items()
    )


def _data(media: str, text: str) -> str:
    """Return ``text`` as an address. Chinese stands as it is: base64 makes it a third longer."""
    return f"data:{media};charset=utf-8,{text.translate(_ESCAPED)}"


def write_references(
    archive: Archive, refs: Mapping[str, Reference], stands: Stands = never
) -> Iterator[tuple[str, str]]:
    """Yield the address and text of every file of references that does not stand.

    Each format has all stories, newest first, in parts; ``references.js`` takes those of a list.
    """
    listed = [refs[view.story.id] for view in archive.stories]
    parts = in_parts(listed, lambda _: 1, PER_FILE)
    for end, uris in reference_files(archive).items():
        one = FORMATS[end]
        for uri, these in zip(uris, parts, strict=True):
            if not stands(uri, these):
                yield uri, one.file(map(one.entry, these))
    names = {
        end: [uri.rpartition("/")[2] for uri in uris]
        for end, uris in reference_files(archive).items()
    }
    yield REFERENCES, json.dumps(names)


def reference_files(archive: Archive) -> dict[str, tuple[str, ...]]:
    """Return the addresses of the files of all references by their formats' endings."""
    count = max(1, ceil(len(archive.views) / PER_FILE))
    stem = REFERENCES.removesuffix(".json")
    return {end: part_names(stem, end, count) for end in FORMATS}
