"""The index of names: who and what stands in which story, as at the back of a book."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil

from aidstories.fields import Facet
from aidstories.model import Story
from aidstories.site.addresses import ValuePath
from aidstories.site.facets import FacetValue, people_of
from aidstories.site.interface import pinyin
from aidstories.site.story.naming import same_sentence

NAMES_PER_PAGE = 200
"""Names on one page of an index, a half more at most: 60 to 90 KB of HTML."""
IN_INDEX = 4
"""Stories of a name that its entry lists by itself. One with more has a list of its own.

A list is a page in each language: at 1,000 stories 362 of 513 names with a list had 2 to 4, .7
files a story, for what as many lines of the index say (docs/decisions/0022).
"""
_OTHER = "#"
Where = Callable[[Story, str], str]
"""Returns the address of the passage of a story that names somebody."""
Locate = Callable[[str], tuple[ValuePath, ...]]
"""Returns the places that an institution's name says it lies in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A name with what its stories call it.

    Who or what bears the same name elsewhere has an entry of its own: ``at`` says where this one
    belongs, ``number`` counts them. ``value`` is the list of the name's stories; None where the
    index itself lists them (`IN_INDEX`). ``url`` is the address of that list, of the passage in the
    only story, or else the entry's ``place`` in the index. ``folder`` is where a list of the name
    stands, or would.
    """

    name: str
    initial: str
    roles: tuple[str, ...]
    stories: Sequence[Story]
    value: FacetValue | None
    at: tuple[str, ...] = ()
    number: int = 1
    url: str = ""
    place: str = ""
    folder: str = ""

    @property
    def alone(self) -> Story | None:
        """The bearer's only story; None where it has several."""
        return self.stories[0] if len(self.stories) == 1 else None

    @property
    def anchor(self) -> str:
        """The entry's ``id`` in the page of the index."""
        number = "" if self.number == 1 else f"-{self.number}"
        return "name-" + "-".join(self.name.split()) + number


def entries(tree: FacetValue, located: Locate, where: Where) -> tuple[Entry, ...]:
    """Return an entry for everyone whom ``tree`` names, sorted by pinyin."""
    found = [entry for value in tree.children for entry in bearing(value, located)]
    found.sort(key=_place)
    starts = page_starts([entry.initial for entry in found])
    pages = (page_url(tree.url, bisect(starts, n)) for n in range(len(found)))
    return tuple(
        replace(entry, url=url_of_entry(entry, place, where), place=place)
        for entry, page in zip(found, pages, strict=True)
        for place in (f"{page}#{entry.anchor}",)
    )


def page_starts(initials: Sequence[str]) -> list[int]:
    """Return the numbers of the first names of an index's pages.

    There are as many pages as the names fill, whatever their letters: letters with few names
    share one, and one with many has several. A page begins with a letter where one begins within
    a quarter of a page of where pages of one size would.
    """
    total = len(initials)
    count = max(1, ceil(total / NAMES_PER_PAGE))
    size = total / count
    letters = [n for n in range(1, total) if initials[n] != initials[n - 1]]
    starts = [0]
    for even in (size * n for n in range(1, count)):
        nearest = min(letters, key=lambda n: abs(n - even), default=0)
        starts.append(nearest if abs(nearest - even) < size / 4 else round(even))
    return starts


def url_of_entry(entry: Entry, place: str, where: Where) -> str:
    """Return the address of a bearer's stories, or of the entry's place in the index."""
    if entry.alone:
        return where(entry.alone, entry.name)
    if entry.value is None:
        return place
    return entry.value.url if entry.number == 1 else f"{entry.value.url}#{entry.anchor}"


def page_url(url: str, number: int) -> str:
    """Return the address of a page of the list at ``url``, counted from 1."""
    return url if number == 1 else f"{url}page/{number}/"


def recurring(tree: FacetValue, listed: Iterable[Entry]) -> FacetValue:
    """Return the tree with the names that someone bears in many stories: they need a list."""
    kept = {entry.name for entry in listed if entry.value}
    return replace(tree, children=tuple(v for v in tree.children if v.label in kept))


def bearing(value: FacetValue, located: Locate) -> Iterator[Entry]:
    """Yield an entry for everyone who bears the name ``value``, of which no place is known."""
    bearers = _bearers(value, located)
    for number, bearer in enumerate(bearers, 1):
        yield Entry(
            name=value.label,
            initial=_initial(value.label),
            roles=tuple(_roles(value.facet, value.label, bearer.stories)),
            stories=bearer.stories,
            value=value if len(bearer.stories) > IN_INDEX else None,
            folder=value.url,
            at=bearer.known if len(bearers) > 1 else (),
            number=number,
        )


@dataclass(frozen=True, slots=True)
class _Bearer:
    """One of those who bear a name: the stories, the institutions and the places known of it."""

    stories: Sequence[Story]
    houses: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()

    @property
    def known(self) -> tuple[str, ...]:
        """What tells it from its namesakes: its institutions, or else its places."""
        return tuple(sorted(self.houses) or sorted(path.split("/")[-1] for path in self.places))[:2]

    def may_be(self, other: _Bearer) -> bool:
        """Return whether nothing says that the two are not the same.

        Institutions decide; where one of them has none, places do.
        """
        if self.houses and other.houses:
            return not self.houses.isdisjoint(other.houses)
        if self.places and other.places:
            return any(_related(a, b) for a in self.places for b in other.places)
        return True


def _bearers(value: FacetValue, located: Locate) -> list[_Bearer]:
    """Divide the stories of a name among those who bear it, in the stories' order.

    An institution whose name says where it lies is one; so is what stands in one story.
    """
    if len(value.stories) == 1 or located(value.label):
        return [_Bearer(value.stories)]
    order = {story.id: number for number, story in enumerate(value.stories)}
    found: list[_Bearer] = []
    for story in value.stories:
        here = _seen(value.facet, value.label, story)
        same = [bearer for bearer in found if bearer.may_be(here)]
        shared = [bearer for bearer in same if not bearer.houses.isdisjoint(here.houses)]
        joined = shared or same[:1]  # more than one: the story names the institutions of both
        found = [bearer for bearer in found if bearer not in joined]
        found.append(_together([*joined, here], order))
    return sorted(found, key=lambda bearer: order[bearer.stories[0].id])


def _together(found: Sequence[_Bearer], order: Mapping[str, int]) -> _Bearer:
    stories = [story for bearer in found for story in bearer.stories]
    return _Bearer(
        tuple(sorted(stories, key=lambda story: order[story.id])),
        frozenset().union(*(bearer.houses for bearer in found)),
        frozenset().union(*(bearer.places for bearer in found)),
    )


def _seen(facet: Facet, name: str, story: Story) -> _Bearer:
    """Return what ``story`` says of the bearer of ``name``.

    A person belongs to the institutions of the sentences that name them, or else to the story's;
    who only signs, to the paper.
    """
    about = story.description
    places = frozenset((*about.regions, *about.donors))
    if facet.type != "people":
        return _Bearer((story,), places=places)
    if name in {person.name for person in about.people}:
        near = same_sentence(story, name, about.institutions) or about.institutions
        return _Bearer((story,), frozenset(near), places)
    return _Bearer((story,), frozenset(filter(None, [about.source])))


def _related(a: str, b: str) -> bool:
    """Return whether one of two places lies in the other."""
    return f"{a}/".startswith(f"{b}/") or f"{b}/".startswith(f"{a}/")


def by_story(listed: Iterable[Entry]) -> Mapping[tuple[str, str], Entry]:
    """Return the entries by name and story."""
    return {(entry.name, story.id): entry for entry in listed for story in entry.stories}


def _place(entry: Entry) -> tuple[bool, str, tuple[str, ...], int]:
    return entry_place(entry.initial, pinyin.sort_key(entry.name), entry.number)


def entry_place(
    initial: str, key: tuple[str, ...], number: int
) -> tuple[bool, str, tuple[str, ...], int]:
    """Return what an entry sorts by; ``key`` is its name's."""
    return initial == _OTHER, initial, key, number


def _initial(name: str) -> str:
    first = pinyin.sort_key(name)[0][:1].upper()
    return first if first.isascii() and first.isalpha() else _OTHER


def _roles(facet: Facet, name: str, stories: Iterable[Story]) -> dict[str, None]:
    people = (person for story in stories for person in people_of(facet, story))
    return dict.fromkeys(person.role for person in people if person.name == name and person.role)
