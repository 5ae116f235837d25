"""The lists of an archive as ids, kept by a whole build: an archive of which only that is read
which is asked for.

Trees of values, entries of names and statements of aid name their stories; a story is read when
a list shows it, or asks what it says.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from aidstories.fields import Facet
from aidstories.model import Story
from aidstories.site.addresses import Addresses, ValuePath
from aidstories.site.archive.archive import Archive, Named, linking_fields
from aidstories.site.archive.index import Entry
from aidstories.site.facets import STORIES, FacetValue
from aidstories.site.locale import Locale
from aidstories.site.patching.kept.lazily import Lazy, Shelf
from aidstories.site.patching.pieces.tables import Unlike
from aidstories.site.patching.sides.heads import head_of, story_of
from aidstories.site.patching.words.filed import Paths
from aidstories.site.story.statements import Line
from aidstories.site.story.view import View
from aidstories.stories.store.days import Days
from aidstories.tables import Tables

TREE, ENTRIES, AID, ABROAD, HEADS = "tree", "entries", "aid", "abroad", "heads"
"""What the parts are called among the values of a build; the first two go by facet."""
Branch = tuple[str, str, tuple[str, ...], tuple[Any, ...]]
"""A value of a tree: its name, its address, the ids of its stories, its own branches."""
Row = tuple[str, str, tuple[str, ...], tuple[str, ...], bool, tuple[str, ...], int, str, str, str]
"""A name: all that an `Entry` has, its stories as ids, of its list whether there is one."""
_Said = Mapping[Named, tuple[tuple[str, int], ...]]
"""Statements of aid by what they name: the story of each, and its number among the story's."""


class Now(NamedTuple):
    """What of the lists is not what the last build left.

    ``order`` are the ids of all stories, newest first; ``trees`` and ``rows``, the names of an
    index, go by the keys of their facets. ``moves`` says that names may stand elsewhere in their
    indexes.
    """

    order: tuple[str, ...]
    trees: Mapping[str, Branch] = {}
    rows: Mapping[str, tuple[Row, ...]] = {}
    moves: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved(Archive):
    """An archive of which a story is read when somebody asks for it."""

    @property
    def stories(self) -> Sequence[View]:
        """All stories, newest first."""
        return Shelf(tuple(self.views), self.views.__getitem__)


class Abroad(NamedTuple):
    """The stories that pages in another language show in it: ``own`` are written in it.

    ``moved`` says where names stand there, by the addresses of the Chinese pages.
    """

    own: tuple[str, ...] = ()
    translated: tuple[str, ...] = ()
    moved: Mapping[str, str] = {}


def shelved(
    archive: Archive, abroad: Locale | None, translated: Collection[str]
) -> Iterator[tuple[Hashable, Any]]:
    """Yield all parts of ``archive`` that are kept, with their names.

    ``abroad`` is the other language, if there is one, ``translated`` the stories that have a
    translation.
    """
    for key, tree in archive.trees.items():
        yield (TREE, key), _branch(tree)
    for key, found in archive.indexes.items():
        yield (ENTRIES, key), tuple(map(row_of, found))
    numbered = {id(line): n for view in archive.stories for n, line in enumerate(view.lines)}
    yield (
        AID,
        {
            named: tuple((line.story.id, numbered[id(line)]) for line in lines)
            for named, lines in archive.aid.items()
        },
    )
    if abroad:
        shown = tuple(id_ for id_ in abroad.translations if id_ not in translated)
        yield ABROAD, tuple(Abroad(shown, tuple(translated), dict(abroad.moved)))
    yield HEADS, tuple(head_of(view.story) for view in archive.stories)


def _branch(value: FacetValue) -> Branch:
    name = value.path[-1] if value.path else ""
    ids = tuple(story.id for story in value.stories)
    return name, value.url, ids, tuple(map(_branch, value.children))


def row_of(entry: Entry) -> Row:
    """Return an entry of an index as it is kept."""
    ids, listed = tuple(story.id for story in entry.stories), entry.value is not None
    head = entry.name, entry.initial, entry.roles, ids, listed
    return *head, entry.at, entry.number, entry.url, entry.place, entry.folder


def moved_trees(
    paths: Mapping[str, Paths],
    id_: str,
    order: tuple[str, ...],
    value: Callable[[Hashable], Any],
) -> dict[str, Branch]:
    """Return the trees in which a story stands elsewhere by ``paths``, or by the ``order`` of all.

    ``value`` returns what the last build kept. Raises `Unlike` where a value would come or go.
    """
    places = {each: place for place, each in enumerate(order)}
    return {key: refiled(value((TREE, key)), id_, both[:2], places) for key, both in paths.items()}


def refiled(
    branch: Branch,
    id_: str,
    paths: tuple[Collection[ValuePath], Collection[ValuePath]],
    places: Mapping[str, int],
) -> Branch:
    """Return a tree in which a story stands under the second of ``paths``, no more the first.

    ``places`` are those of all stories in the archive. Raises `Unlike` where a value would come or
    go with it.
    """
    old, new = ({path[:n] for path in each for n in range(len(path) + 1)} for each in paths)
    return _refiled(branch, (), (id_, old, new, places))


_Move = tuple[str, Collection[ValuePath], Collection[ValuePath], Mapping[str, int]]


def _refiled(branch: Branch, path: ValuePath, move: _Move) -> Branch:
    name, url, ids, children = branch
    id_, old, new, places = move
    inside = {value[-1] for value in new if value and value[:-1] == path}
    if not inside <= {child[0] for child in children}:
        raise Unlike(url)
    touched = {*old, *new}
    below = tuple(
        _refiled(child, here, move) if (here := (*path, child[0])) in touched else child
        for child in children
    )
    if path in old:
        ids = tuple(each for each in ids if each != id_)
    if path in new:
        at = bisect_left(ids, places[id_], key=places.__getitem__)
        ids = (*ids[:at], id_, *ids[at:])
    if not ids:
        raise Unlike(url)
    return name, url, ids, below


class Shelves:
    """The archive of the last build, of which ``known`` returns what it kept.

    ``order`` are the ids of all stories, newest first, ``days`` when each came in and changed.
    """

    def __init__(
        self,
        known: Callable[[Hashable], Any],
        tables: Tables,
        authority: Addresses,
        order: tuple[str, ...],
        days: Mapping[str, tuple[str, str]],
    ) -> None:
        self._known, self._tables, self._authority = known, tables, authority
        self.facets = {facet.key: facet for facet in tables.facets}
        self.order = order
        self.places = {id_: place for place, id_ in enumerate(order)}
        self._days = {id_: Days(added=told[0], changed=told[1]) for id_, told in days.items()}
        self._views = Lazy(self.places, lambda id_: self._view(id_))
        heads = Lazy(["all"], lambda _: self._known(HEADS))
        self._heads = Lazy(
            self.places,
            lambda id_: story_of(heads["all"][self.places[id_]], lambda: self.view(id_).story),
        )
        self._rows = Lazy(self.indexed(), lambda key: self._entries(key))

    def branch(self, key: str) -> Branch:
        """Return the tree of a facet."""
        found: Branch = self._known((TREE, key))
        return found

    def abroad(self) -> Abroad:
        """Return what another language shows."""
        return Abroad(*self._known(ABROAD))

    def head(self, id_: str) -> Story:
        """Return a story of which only the description is read."""
        return self._heads[id_]

    def view(self, id_: str) -> View:
        """Return a story as the last build had it."""
        return self._views[id_]

    def rows(self, key: str) -> tuple[Row, ...]:
        """Return the names of an index."""
        return self._rows[key]

    def archive(self, own: View, now: Now) -> Archive:
        """Return the archive with one story as it is ``own``, and with the lists of ``now``."""

        def view(id_: str) -> View:
            return own if id_ == own.story.id else self._views[id_]

        def read(id_: str) -> Story:
            return own.story if id_ == own.story.id else self._heads[id_]

        def tree(key: str) -> FacetValue:
            facet = STORIES if key == STORIES.key else self.facets[key]
            return _value(facet, now.trees.get(key) or self.branch(key), (), read)

        def rows(key: str) -> tuple[Row, ...]:
            return now.rows.get(key) or self._rows[key]

        paged = (facet.key for facet in self.facets.values() if facet.paged)
        trees = Lazy([*paged, STORIES.key, *self.indexed()], tree)
        said: _Said = self._known(AID)
        entries = Lazy(self.indexed(), lambda key: Entries(rows(key), self.facets[key], read))
        linking, unsaid = linking_fields(self._tables.fields.values())
        return Shelved(
            facets=self.facets,
            views=Lazy(now.order, view),
            positions={id_: place for place, id_ in enumerate(now.order)},
            trees=trees,
            indexes=Lazy(self.indexed(), lambda key: entries[key].all()),
            names=Lazy(self.indexed(), lambda key: _names(rows(key))),
            bearers=entries,
            addresses=Lazy(trees.keys(), lambda key: {v.path: v.url for v in trees[key].walk()}),
            aid=Lazy(said, lambda named: _lines(said[named], view)),
            authority=self._authority,
            days=self._days,
            linking=linking,
            unsaid=unsaid,
        )

    def indexed(self) -> list[str]:
        """Return the facets that are indexes of names."""
        return [facet.key for facet in self.facets.values() if facet.indexed]

    def _entries(self, key: str) -> tuple[Row, ...]:
        found: tuple[Row, ...] = self._known((ENTRIES, key))
        return found

    def _view(self, id_: str) -> View:
        found: View = self._known(("view", id_))
        return found


def _value(
    facet: Facet, branch: Branch, path: ValuePath, read: Callable[[str], Story]
) -> FacetValue:
    _, url, ids, children = branch
    below = tuple(_value(facet, child, (*path, child[0]), read) for child in children)
    return FacetValue(facet=facet, path=path, url=url, stories=Shelf(ids, read), children=below)


def _lines(said: Iterable[tuple[str, int]], view: Callable[[str], View]) -> tuple[Line, ...]:
    return tuple(view(id_).lines[number] for id_, number in said)


def _names(rows: tuple[Row, ...]) -> dict[str, str]:
    return {row[0]: row[7] for row in reversed(rows)}


class Entries(Mapping[tuple[str, str], Entry]):
    """The entries of an index by name and story."""

    def __init__(self, rows: tuple[Row, ...], facet: Facet, read: Callable[[str], Story]) -> None:
        self.rows, self._facet, self._read = rows, facet, read
        self._by_name: dict[str, list[Row]] = {}
        for row in rows:
            self._by_name.setdefault(row[0], []).append(row)
        self._made: dict[str, list[Entry]] = {}

    def all(self) -> tuple[Entry, ...]:
        """Return all entries in their order."""
        return tuple(map(self._entry, self.rows))

    def __getitem__(self, of: tuple[str, str]) -> Entry:
        name, id_ = of
        for row, entry in zip(self._by_name[name], self.named(name), strict=True):
            if id_ in row[3]:
                return entry
        raise KeyError(of)

    def named(self, name: str) -> list[Entry]:
        """Return whoever bears a name."""
        if name not in self._made:
            self._made[name] = list(map(self._entry, self._by_name[name]))
        return self._made[name]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return ((row[0], id_) for row in self.rows for id_ in row[3])

    def __len__(self) -> int:
        return sum(len(row[3]) for row in self.rows)

    def _entry(self, row: Row) -> Entry:
        name, initial, roles, ids, listed, at, number, url, place, folder = row
        stories = Shelf(ids, self._read)
        value = FacetValue(
            facet=self._facet, path=(name,), url=folder, stories=stories, children=()
        )
        return Entry(
            name=name,
            initial=initial,
            roles=roles,
            stories=stories,
            value=value if listed else None,
            at=at,
            number=number,
            url=url,
            place=place,
            folder=folder,
        )
