"""An index of names by its letters: where its pages begin, in the order of each language."""

from __future__ import annotations

import json
from bisect import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from aidstories.site.archive.archive import Archive
from aidstories.site.archive.index import Entry, page_starts, page_url
from aidstories.site.interface import tibetan
from aidstories.site.locale import Locale

NAMES = "names.json"
"""The file with all names of an index, beside it: the box above the index reads it."""


class Letter(NamedTuple):
    """A link of the bar: ``here`` where it stands on the page itself."""

    name: str
    url: str
    here: bool


@dataclass(frozen=True, kw_only=True)
class NameIndex:
    """The index at ``url`` in one language. It has as many pages in all: addresses are shared.

    Each page has the bar of all letters, which is worked out once: for each page anew it took 3 %
    of a build of 10,000 stories.
    """

    url: str
    entries: tuple[Entry, ...]
    starts: tuple[int, ...]

    def page(self, number: int) -> tuple[Entry, ...]:
        """Return the entries of a page, counted from 1."""
        return self.entries[slice(*(*self.starts, None)[number - 1 : number + 1])]

    def letters(self, number: int) -> list[Letter]:
        """Return every letter of the index, for the bar of a page."""
        here = {entry.initial for entry in self.page(number)}
        return [Letter(name, url, name in here) for name, url in self._letters.items()]

    def parts(self, number: int) -> list[tuple[str, list[Letter]]]:
        """Return the letters of a page that stand on several, each with its part of every page.

        A part is called by the first characters of its first and last name: 李–刘.
        """
        here = dict.fromkeys(entry.initial for entry in self.page(number))
        found = ((name, self._parts[name]) for name in here)
        return [
            (name, [Letter(*part, at == number) for at, part in parts.items()])
            for name, parts in found
            if len(parts) > 1
        ]

    @cached_property
    def _letters(self) -> dict[str, str]:
        """Every letter with the address of its first name."""
        firsts = {entry.initial: n for n, entry in reversed([*enumerate(self.entries)])}
        names = dict.fromkeys(entry.initial for entry in self.entries)
        return {name: f"{self._url_at(firsts[name])}#{letter_id(name)}" for name in names}

    @cached_property
    def _parts(self) -> dict[str, dict[int, tuple[str, str]]]:
        """By letter and page, what the part that stands there is called, and its address."""
        found: dict[str, dict[int, tuple[str, str]]] = {}
        for number in range(1, len(self.starts) + 1):
            names: dict[str, list[str]] = {}
            for entry in self.page(number):
                names.setdefault(entry.initial, []).append(entry.name[0])
            for letter, these in names.items():
                label = "–".join(dict.fromkeys((these[0], these[-1])))
                url = f"{page_url(self.url, number)}#{letter_id(letter)}"
                found.setdefault(letter, {})[number] = label, url
        return found

    def label(self, number: int) -> str:
        """Return the letters of a page: ``B–C``, or an empty text for a page that is not there."""
        if not 1 <= number <= len(self.starts) or not self.entries:
            return ""
        page = self.page(number)
        return "–".join(dict.fromkeys((page[0].initial, page[-1].initial)))

    def _url_at(self, at: int) -> str:
        return page_url(self.url, bisect(self.starts, at))


def letter_id(letter: str) -> str:
    """Return the ``id`` of a letter's heading."""
    return f"letter-{letter if letter.isalpha() else 'other'}"


def name_indexes(archive: Archive, locale: Locale) -> Mapping[str, NameIndex]:
    """Return the indexes of names in the order of a language, by their facets' keys."""
    return {
        key: name_index(archive.trees[key].url, entries, locale)
        for key, entries in archive.indexes.items()
    }


def name_index(url: str, entries: Sequence[Entry], locale: Locale) -> NameIndex:
    """Return the index at ``url`` in the order of a language."""
    ordered = _in_tibetan_order(entries, locale) if locale.names else tuple(entries)
    starts = page_starts([entry.initial for entry in ordered])
    return NameIndex(url=url, entries=ordered, starts=tuple(starts))


def _in_tibetan_order(entries: Sequence[Entry], locale: Locale) -> tuple[Entry, ...]:
    """Return those with a Tibetan name first, by the letters that Tibetan dictionaries go by."""
    called = {(entry.name,): locale.names.get((entry.name,), "") for entry in entries}
    own = [entry for entry in entries if tibetan.is_tibetan(called[entry.name,])]
    rest = [entry for entry in entries if not tibetan.is_tibetan(called[entry.name,])]
    own.sort(key=lambda entry: (*tibetan.dictionary_key(called[entry.name,]), entry.number))
    named = (replace(e, initial=tibetan.root_letter(called[e.name,])) for e in own)
    return (*named, *rest)


def moved(own: Mapping[str, NameIndex]) -> Mapping[str, str]:
    """Return where the names stand in a language whose order differs, by their Chinese addresses.

    A name with a list of its own has one address in all languages, and is left out.
    """
    found: dict[str, str] = {}
    for index in own.values():
        for number in range(1, len(index.starts) + 1):
            at = page_url(index.url, number)
            listed = (entry for entry in index.page(number) if entry.value is None)
            found |= {entry.place: f"{at}#{entry.anchor}" for entry in listed}
    return {before: after for before, after in found.items() if before != after}


def names_data(index: NameIndex, locale: Locale) -> str:
    """Return the JSON of an index for the box that filters it.

    ``starts``: the numbers of the first names of its pages. ``names``: ``[name, what is said of
    it, stories, folder, where it leads, Chinese name]``, texts left empty at the end left out.
    It leads to its list in the folder (1), to its only story, or to its place in the index (an
    empty text): then the folder is where a list stood once or may stand, by which ``404.html``
    finds the name.
    """
    names = [row_of(index, entry, locale) for entry in index.entries]
    data = {"starts": index.starts, "names": names}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def row_of(index: NameIndex, entry: Entry, locale: Locale) -> list[str | int]:
    """Return what `names_data` has of one name."""
    called, _ = locale.called((entry.name,))
    row: list[str | int] = [
        called,
        "、".join(entry.at + entry.roles),
        len(entry.stories),
        entry.folder.removeprefix(index.url),
        1 if entry.value else _leads(index, entry, locale),
        entry.name if called != entry.name else "",
    ]
    while row[-1] == "":
        row.pop()
    return row


def _leads(index: NameIndex, entry: Entry, locale: Locale) -> str:
    """Return the address of the only story of an entry from its index; empty for several.

    Only the Chinese page has the passages of the original.
    """
    if entry.alone is None:
        return ""
    page, _, _ = entry.url.partition("#")
    target = page if locale.folder else entry.url
    return "../" * index.url.count("/") + target
