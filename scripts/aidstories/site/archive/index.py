"""The index of names: who and what stands in which story, as at the back of a book."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from aidstories.model import Story
from aidstories.site.facets import PEOPLE, Facet, named_people
from aidstories.site.interface import pinyin

_OTHER = "#"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A name with what its stories call it.

    ``facet`` is the list of its stories; None where there is one story, which the index names.
    """

    name: str
    initial: str
    roles: tuple[str, ...]
    stories: tuple[Story, ...]
    facet: Facet | None

    @property
    def anchor(self) -> str:
        """The entry's ``id`` in the page of the index."""
        return "name-" + "-".join(self.name.split())


def entries(tree: Facet) -> tuple[Entry, ...]:
    """Return an entry for every name in ``tree``, sorted by pinyin."""
    found = [_entry(facet) for facet in tree.children]
    return tuple(sorted(found, key=_place))


def recurring(tree: Facet) -> Facet:
    """Return the tree with the names of two stories or more: only they need a list."""
    return replace(tree, children=tuple(f for f in tree.children if len(f.stories) > 1))


def _entry(facet: Facet) -> Entry:
    return Entry(
        name=facet.label,
        initial=_initial(facet.label),
        roles=tuple(_roles(facet.label, facet.stories)) if facet.dimension is PEOPLE else (),
        stories=facet.stories,
        facet=facet if len(facet.stories) > 1 else None,
    )


def _place(entry: Entry) -> tuple[bool, str, tuple[str, ...]]:
    return entry.initial == _OTHER, entry.initial, pinyin.sort_key(entry.name)


def _initial(name: str) -> str:
    first = pinyin.sort_key(name)[0][:1].upper()
    return first if first.isascii() and first.isalpha() else _OTHER


def _roles(name: str, stories: Iterable[Story]) -> dict[str, None]:
    people = (person for story in stories for person in named_people(story.description))
    return dict.fromkeys(person.role for person in people if person.name == name and person.role)
