"""The index of names: who and what stands in which story, as at the back of a book."""

from __future__ import annotations

from dataclasses import dataclass, replace

from aidstories.model import Story
from aidstories.site.facets import FacetValue, people_of
from aidstories.site.interface import pinyin

_OTHER = "#"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A name with what its stories call it.

    ``value`` is the list of its stories; None where there is one story, which the index names.
    """

    name: str
    initial: str
    roles: tuple[str, ...]
    stories: tuple[Story, ...]
    value: FacetValue | None

    @property
    def anchor(self) -> str:
        """The entry's ``id`` in the page of the index."""
        return "name-" + "-".join(self.name.split())


def entries(tree: FacetValue) -> tuple[Entry, ...]:
    """Return an entry for every name in ``tree``, sorted by pinyin."""
    found = [_entry(value) for value in tree.children]
    return tuple(sorted(found, key=_place))


def recurring(tree: FacetValue) -> FacetValue:
    """Return the tree with the names of two stories or more: only they need a list."""
    return replace(tree, children=tuple(v for v in tree.children if len(v.stories) > 1))


def _entry(value: FacetValue) -> Entry:
    return Entry(
        name=value.label,
        initial=_initial(value.label),
        roles=tuple(_roles(value)),
        stories=value.stories,
        value=value if len(value.stories) > 1 else None,
    )


def _place(entry: Entry) -> tuple[bool, str, tuple[str, ...]]:
    return entry.initial == _OTHER, entry.initial, pinyin.sort_key(entry.name)


def _initial(name: str) -> str:
    first = pinyin.sort_key(name)[0][:1].upper()
    return first if first.isascii() and first.isalpha() else _OTHER


def _roles(value: FacetValue) -> dict[str, None]:
    people = (person for story in value.stories for person in people_of(value.facet, story))
    return dict.fromkeys(
        person.role for person in people if person.name == value.label and person.role
    )
