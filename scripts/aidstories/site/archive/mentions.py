"""Whom and what the stories of a place name: its institutions, and the people who work there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from aidstories.model import Person, Story
from aidstories.site.addresses import ValuePath
from aidstories.site.archive.archive import Archive
from aidstories.site.archive.index import Entry
from aidstories.site.facets import FacetValue, paths_of
from aidstories.site.story.naming import naming, same_sentence
from aidstories.site.story.statements import Line, Quotation
from aidstories.site.story.view import View
from aidstories.stories.format.values import texts_of, values_of

_SHOWN = 12
"""Institutions, and people, on a page: what a telephone shows on two screens."""
INSTITUTIONS, PEOPLE = "institutions", "people"
"""The fields whose values are mentioned."""
ENDS = {"regions": "recipients", "donors": "donors"}
"""Which end of a statement of aid the values of a field are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Somebody or something that the stories of a value name.

    ``view`` is the newest of the ``count`` stories that do, ``quotation`` its first sentence that
    names it.
    """

    entry: Entry
    count: int
    view: View
    quotation: Quotation | None
    role: str = ""

    @property
    def anchor(self) -> str:
        """The block of the sentence, or an empty text."""
        return self.quotation.anchor if self.quotation else ""


Mentions = tuple[Mention, ...]


def institutions_of(value: FacetValue, lines: Iterable[Line], archive: Archive) -> Mentions:
    """Return the institutions of a place: those that lie there, and those that aid names."""
    field = value.facet.field
    if field not in ENDS:
        return ()
    ends = (end for line in lines for end in getattr(line, ENDS[field]))
    bodies = {end.body for end in ends if _inside(end.place, value)}

    def here(entry: Entry, _: Sequence[Story]) -> bool:
        places = archive.authority.located(entry.name)
        return entry.name in bodies or any(_inside(path, value) for path in places)

    return _mentions(value, archive, INSTITUTIONS, here)


def people_of(value: FacetValue, archive: Archive) -> Mentions:
    """Return the people of a place's stories.

    Of a story about several places, those whom a sentence names with this one, or with an
    institution that lies here.
    """
    places = archive.authority.within.get(value.path, ())

    def near(entry: Entry, stories: Sequence[Story]) -> bool:
        return value.facet.field not in ENDS or any(
            all(_inside(path, value) for path in paths_of(value.facet, story))
            or same_sentence(story, entry.name, (*_houses(story, value, archive), *places))
            for story in stories
        )

    return _mentions(value, archive, PEOPLE, near)


def _inside(path: ValuePath, value: FacetValue) -> bool:
    return path[: len(value.path)] == value.path


def _houses(story: Story, value: FacetValue, archive: Archive) -> Iterator[str]:
    """Yield the institutions of ``story`` that lie in the value."""
    for name in story.description.institutions:
        if any(_inside(path, value) for path in archive.authority.located(name)):
            yield name


Wanted = Callable[[Entry, Sequence[Story]], bool]


def _mentions(value: FacetValue, archive: Archive, field: str, wanted: Wanted) -> Mentions:
    """Return the names of ``field`` that most stories have, the newest of these first."""
    facet = next((facet for facet in archive.names_of if facet.field == field), None)
    if facet is None:
        return ()
    bearers = archive.bearers[facet.key]
    found: dict[tuple[str, int], tuple[Entry, list[Story]]] = {}
    for story in value.stories:
        for name in texts_of(story, field):
            entry = bearers[name, story.id]
            found.setdefault((name, entry.number), (entry, []))[1].append(story)
    ranked = sorted(found.values(), key=lambda pair: -len(pair[1]))
    kept = islice((pair for pair in ranked if wanted(*pair)), _SHOWN)
    return tuple(_mention(entry, stories, field, archive) for entry, stories in kept)


def _mention(entry: Entry, stories: Sequence[Story], field: str, archive: Archive) -> Mention:
    view = archive.views[stories[0].id]
    said = values_of(stories[0], field)
    roles = (p.role for p in said if isinstance(p, Person) and p.name == entry.name and p.role)
    return Mention(
        entry=entry,
        count=len(stories),
        view=view,
        quotation=next(iter(naming(view, field, entry.name)), None),
        role=next(roles, ""),
    )
