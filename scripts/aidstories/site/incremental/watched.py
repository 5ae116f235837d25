"""What templates ask of the archive, one question at a time, so that it can be asked again."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any

from aidstories.fields import Facet
from aidstories.model import Story
from aidstories.site.addresses import ValuePath
from aidstories.site.archive.archive import Archive
from aidstories.site.archive.index import IN_INDEX, Entry
from aidstories.site.archive.letters import NameIndex
from aidstories.site.facets import FacetValue
from aidstories.site.incremental import questions
from aidstories.site.incremental.digests import MARSHAL, digest_of
from aidstories.site.locale import Locale
from aidstories.site.story.cite import Reference
from aidstories.site.story.facsimile import Facsimile
from aidstories.site.story.repairs import Repairs
from aidstories.site.story.statements import Card, Line, Stated
from aidstories.site.story.view import View

_WHOLE = ("whole",)
_PLAIN = frozenset({str, int, float, bool, type(None)})
_ATOMS = (str, int, float, Story, Line, Card, Stated, Facet, Reference, Repairs, Facsimile)
"""What is compared as it is: parts of one story, which stay the same objects while it does."""
Asked = dict[Hashable, Callable[[Hashable], object]]
"""Questions, each with what answers it: most answers were given before, and are not worked out."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What can be seen of a value that many pages show; it is digested once."""

    told: object


class Witness:
    """Knows what questions are answered now, in one language.

    A question is a tuple of the language, its name and what it is about; one that nobody foresaw
    is about the whole archive.
    """

    def __init__(self, archive: Archive, locale: Locale) -> None:
        self.archive, self.locale = archive, locale
        self.language = locale.translator.language
        self._shared: dict[int, tuple[object, Shared]] = {}
        self._entries: dict[int, tuple[Entry, bytes]] = {}
        self._held_stories: set[str] = set()

    def held(self) -> tuple[str, ...]:
        """Return the stories, by id, that bases held since this was called last.

        `questions.ANY` is among them where one was of the whole archive.
        """
        found, self._held_stories = tuple(self._held_stories), set()
        return found

    def forget(self) -> None:
        """Let go of the bases that pages share, which are worked out again if one is asked for."""
        self._shared.clear()
        self._entries.clear()

    def answer(self, question: Hashable) -> object:
        """Return what ``question`` is answered now."""
        assert isinstance(question, tuple)
        match question[1:]:
            case "url_of", key, path:
                return self.archive.url_of(key, path)
            case "view", id_:
                view = self.archive.views.get(id_)
                return view and self.basis(view)
            case "tags", id_:
                view = self.archive.views.get(id_)
                return view and tuple(
                    (facet.key, tuple(tuple(map(linked, chain)) for chain in chains))
                    for facet, chains in self.archive.tags(view)
                )
            case "others", id_:
                view = self.archive.views.get(id_)
                return view and self.basis(tuple(self.archive.others(view)))
            case "bearer", key, name, id_:
                entry = self.archive.bearers.get(key, {}).get((name, id_))
                return entry and self.basis(entry)
            case "moved", target:
                return self.locale.moved.get(target)
            case (questions.ADDRESSES,):
                return {key: dict(found) for key, found in self.archive.addresses.items()}
            case questions.NAMES, key:
                entries = self.archive.indexes.get(key, ())
                whose = tuple(tuple(story.id for story in entry.stories) for entry in entries)
                return self.basis(tuple(entries)), whose
            case (questions.MOVES,):
                return dict(self.locale.moved)
        return self.whole()

    def whole(self) -> object:
        """Return the basis of what is made of the whole archive."""
        self._held_stories.add(questions.ANY)
        views = tuple(self.archive.views.values())
        return views, tuple(self.locale.translations.values()), dict(self.archive.days)

    def basis(self, value: Any) -> object:
        """Return what a template can see of ``value``: of a list of stories only how long it is."""
        kind: Any = type(value)
        sort = _sort(kind)
        if sort is None:
            return value
        if sort is Sequence:
            return self._of_all(value)
        if sort is View:
            self._held_stories.add(value.story.id)
            return value, self.locale.translations.get(value.story.id)
        if sort is FacetValue:
            below = tuple(map(self.basis, value.children))
            return *linked(value), len(value.stories), below
        if sort is Entry:
            return self._of_entry(value)
        if sort is Mapping:
            return tuple((key, self.basis(one)) for key, one in value.items())
        if sort is NameIndex:
            return self._once(value)
        return self._held(value)

    def _once(self, value: NameIndex) -> Shared:
        """Return the basis of what many pages show, for as long as it is at hand."""
        if id(value) not in self._shared:
            self._shared[id(value)] = value, Shared(self._held(value))
        return self._shared[id(value)][1]

    def _of_entry(self, entry: Entry) -> bytes:
        """Return the digest of what is shown of ``entry``, worked out once."""
        if id(entry) not in self._entries:
            self._entries[id(entry)] = entry, _told_of(entry)
        return self._entries[id(entry)][1]

    def _held(self, value: Any) -> object:
        kind: Any = type(value)
        return kind.__name__, *self._of_all(map(value.__getattribute__, _names(kind)))

    def _of_all(self, values: Iterable[Any]) -> tuple[object, ...]:
        return tuple([one if type(one) in _PLAIN else self.basis(one) for one in values])


def _told_of(entry: Entry) -> bytes:
    """Return the digest of what is shown of ``entry``: five names of a story are 2 KB in full."""
    told = entry.name, entry.initial, entry.roles, entry.at, entry.number, entry.url
    shown = tuple(story.id for story in entry.stories[:IN_INDEX])
    where = entry.place, linked(entry.value) if entry.value else None
    return digest_of(marshal.dumps((*told, len(entry.stories), shown, *where), MARSHAL))


@cache
def _sort(kind: Any) -> Any:
    """Return as what `Witness.basis` takes values of ``kind``; None for what stands for itself."""
    if kind is type(None) or issubclass(kind, (*_ATOMS, bytes)):
        return None
    known = (View, FacetValue, Entry, Mapping, Sequence, NameIndex)
    own = object if is_dataclass(kind) else None
    return next((sort for sort in known if issubclass(kind, sort)), own)


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))


def linked(value: FacetValue) -> tuple[str, ValuePath, str]:
    """Return what a link to ``value`` shows."""
    return value.facet.key, value.path, value.url


class Watched:
    """An archive as templates have it, which notes what they ask."""

    def __init__(self, witness: Witness, note: Callable[[Asked], None]) -> None:
        self._witness, self._archive, self._told = witness, witness.archive, note
        self._answer = witness.answer  # one object for all questions

    def _note(self, *about: Hashable) -> None:
        question = self._witness.language, *about
        self._told({question: self._answer})

    def url_of(self, key: str, path: ValuePath) -> str:
        """Return what `Archive.url_of` does."""
        self._note("url_of", key, path)
        return self._archive.url_of(key, path)

    def tags(self, story: View) -> list[tuple[Facet, list[tuple[FacetValue, ...]]]]:
        """Return what `Archive.tags` does."""
        self._note("tags", story.story.id)
        return self._archive.tags(story)

    def others(self, story: View) -> list[tuple[str, list[tuple[str, str]]]]:
        """Return what `Archive.others` does."""
        self._note("others", story.story.id)
        return list(self._archive.others(story))

    @property
    def views(self) -> _Views:
        """The stories by id."""
        return _Views(self)

    @property
    def bearers(self) -> dict[str, _Bearers]:
        """Who bears a name in a story, by facet."""
        return {key: _Bearers(self, key) for key in self._archive.bearers}

    def __getattr__(self, name: str) -> Any:
        self._note(*_WHOLE)
        return getattr(self._archive, name)


class _Views:
    def __init__(self, watched: Watched) -> None:
        self._watched = watched

    def __getitem__(self, id_: str) -> View:
        self._watched._note("view", id_)
        return self._watched._archive.views[id_]


class _Bearers:
    def __init__(self, watched: Watched, key: str) -> None:
        self._watched, self._key = watched, key

    def __getitem__(self, of: tuple[str, str]) -> Entry:
        self._watched._note("bearer", self._key, *of)
        return self._watched._archive.bearers[self._key][of]
