"""What a whole build leaves for the next one to patch: who holds the text of a story, and how."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from aidstories.site.patching.kept.outside import Named

NAME, HOLDERS = "ground", "holders"
"""What it is called among the values of the record, and what says which pages may show a story."""
Holders = Mapping[str, tuple[str, ...]]
"""The outputs that may show the title of a story, by its id; by `ANY` those that may show any."""


class Parts(NamedTuple):
    """A table of stories in parts, the oldest first: where each is, and the size of each item.

    ``sizes`` go as the archive does, newest first.
    """

    uris: tuple[str, ...]
    sizes: tuple[int, ...]


class Listed(NamedTuple):
    """The stories of a page of a list, and the level of their headings.

    Of those in ``ids`` it shows how they begin, of ``quoted`` sentences that name somebody.
    """

    level: int
    ids: tuple[str, ...]
    quoted: tuple[str, ...]


class Ground(NamedTuple):
    """The site's ``name``, ``description`` and ``url``, its folders of ``templates``; the stories.

    ``report`` is the pattern of the address that takes reports of mistakes, ``scripts`` the folder
    of the scripts, ``tagging`` are the pages with the index of tags.

    ``pages`` are those of the data in all ``languages``, ``books`` the stories of each book by its
    address, ``parts`` the tables of stories by the names of their resources; ``order`` holds the
    ids of all stories, newest first, ``days`` when each came in and was changed, ``pictured`` those
    that are shown beside the pages of their captures; ``quoted`` are, by story, the values for
    which a page quotes its sentences, with the addresses of these pages and how many they show.

    How stories begin show, by address, the pages of ``lists``, the files of ``entries``, the
    ``feeds`` and the ``records`` for harvesters; ``features`` are the files with the sentences that
    stand for stories, ``leading`` the stories that decide how the home page begins. All addresses
    are those in Chinese.
    """

    name: str
    description: str
    url: str
    report: str
    scripts: str
    tagging: tuple[str, ...]
    templates: tuple[str, ...]
    languages: tuple[str, ...]
    pages: tuple[str, ...]
    order: tuple[str, ...]
    days: Mapping[str, tuple[str, str]]
    pictured: tuple[str, ...]
    quoted: Mapping[str, Mapping[Named, tuple[tuple[str, int], ...]]]
    books: Mapping[str, tuple[str, ...]]
    parts: Mapping[str, Parts]
    lists: Mapping[str, Listed]
    entries: Mapping[str, tuple[str, ...]]
    feeds: Mapping[str, tuple[str, ...]]
    records: Mapping[str, tuple[str, ...]]
    features: Mapping[str, tuple[str, ...]]
    leading: tuple[str, ...]
