"""The pinyin of the characters in names, for the boxes that filter names as one types."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from aidstories.site.archive.archive import Archive
from aidstories.site.facets import STORIES, paths_of
from aidstories.site.interface import pinyin

READINGS = "search/pinyin.json"
"""The file that ``facets/readings.js`` loads when Latin letters are typed; all languages share it.

It holds characters, not names, so it grows with the script and not with the archive: at 1,000
stories with 4,600 names it has 7 KB.
"""


def readings(names: Iterable[str]) -> str:
    """Return the JSON of how characters are read in ``names``: ``{"重": ["chong", "zhong"]}``.

    A name finds where it sorts: 重庆 is read as `pinyin.sort_key` reads it, and ü is ``v``.
    """
    found: dict[str, set[str]] = {}
    for name in names:
        for character, read in pinyin.spelled(name):
            if not character.isascii() and read != character:
                found.setdefault(character, set()).add(read)
    listed = {character: sorted(found[character]) for character in sorted(found)}
    return json.dumps(listed, ensure_ascii=False, separators=(",", ":"))


def names_of(archive: Archive) -> Iterator[str]:
    """Yield every name that a facet or an index shows, once for each part of a path."""
    shown = (facet for facet in archive.facets.values() if facet.searched)
    stories = archive.trees[STORIES.key].stories
    values = {path for facet in shown for story in stories for path in paths_of(facet, story)}
    yield from {name for path in values for name in path}
    for entries in archive.indexes.values():
        yield from dict.fromkeys(entry.name for entry in entries)
