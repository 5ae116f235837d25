"""One changed text put into the site, without asking what all else is made from.

Where the words of one story changed and nothing else can show that (`outside`), its own page, the
books, the tables and the index that hold whole texts are all that changes. Each is taken as the
last build left it, and what the story was is exchanged for what it is; an output in which that
is not found, once, is no such output, and the whole change is left to a build.
"""

from __future__ import annotations

import sqlite3
import struct
import zlib
from collections.abc import Collection, Hashable, Iterator, Mapping
from contextlib import closing, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from zipfile import BadZipFile

from jinja2 import TemplateError

from aidstories.errors import BadInput
from aidstories.model import Story
from aidstories.paths import ArchivePaths
from aidstories.search.documents import document
from aidstories.search.exchange import Changed, exchange
from aidstories.search.raw import RawRun
from aidstories.site.incremental.dependencies import Lost
from aidstories.site.incremental.outcome import Outcome
from aidstories.site.incremental.record import Damaged, Record
from aidstories.site.incremental.snapshot import Seen, Stamp, seen, stamp
from aidstories.site.incremental.standing import Look
from aidstories.site.incremental.tree import WRITING
from aidstories.site.patching.kept.ground import NAME, Ground, Parts
from aidstories.site.patching.kept.outside import outside
from aidstories.site.patching.pieces.books import with_chapter
from aidstories.site.patching.pieces.captured import Captured, captured
from aidstories.site.patching.pieces.exchange import exchanged
from aidstories.site.patching.pieces.tables import (
    Part,
    Place,
    Unlike,
    csv_row,
    descriptor_with,
    json_row,
    once,
    page_of,
    page_with,
    part_with,
)
from aidstories.site.patching.words.filed import (
    Paths,
    named_otherwise,
    quoted_alike,
    redated,
    refiled_paths,
    unfiled,
)
from aidstories.site.patching.words.shown import exchanges
from aidstories.site.patching.words.story import Both, Words
from aidstories.site.story.view import View, view
from aidstories.site.takeaway.books.shelf import chapter_name
from aidstories.site.takeaway.package import DESCRIPTOR
from aidstories.site.takeaway.tables import columns
from aidstories.stories.format.evidence import with_evidence
from aidstories.stories.store.days import read_day
from aidstories.stories.store.files import bytes_of, read_story
from aidstories.tables import Tables, read_tables

if TYPE_CHECKING:
    from aidstories.site.patching.refiling import Refiling

INDEX = "search/index"
"""Where the index stands in the site."""
_FAULTS = (
    *(Unlike, Lost, Damaged, BadInput, TemplateError, sqlite3.Error, OSError, ValueError),
    *(BadZipFile, zlib.error, struct.error, EOFError, LookupError, TypeError, AttributeError),
)
"""What may come of an output, a record or a story that is not as foreseen."""


class Known(Protocol):
    """What the last build left: a `Record`, or what a process still has in its memory."""

    def value(self, name: Hashable) -> Any:
        """Return a value that the build has kept. Raises `Lost`."""

    def patch(
        self,
        files: Mapping[str, Stamp | None],
        inputs: Mapping[str, Seen | None],
        values: Mapping[Hashable, object],
    ) -> None:
        """Note what has been done, as `Record.patch` does."""


def patched(paths: ArchivePaths, found: Look, file: Path) -> Outcome | None:
    """Put the one story that changed since the last build into the site.

    ``found`` is what a look at the site found, ``file`` the record's. None where a build has to
    do it: what this may have done until then, that build makes anew.
    """
    try:
        with closing(Record(file)) as record:
            return patched_by(paths, found, record, coming=True)
    except (Damaged, OSError):
        return None


def patched_by(
    paths: ArchivePaths, found: Look, known: Known, *, coming: bool = False
) -> Outcome | None:
    """Do what `patched` does, ``known`` being what the last build left.

    A story that is new, or gone, is left to a build unless it may be ``coming``: a preview shows
    its pages before, by what its build knows of all stories.
    """
    path = _only_story(paths, found.changed)
    try:
        return _patch(paths, known, found, path, coming=coming).done() if path else None
    except _FAULTS:
        return None


def _only_story(paths: ArchivePaths, changed: Collection[str]) -> Path | None:
    """Return the one file that changed if it is that of a story without a translation."""
    if len(changed) != 1:
        return None
    path = Path(next(iter(changed)))
    within = path.parent.parent.resolve() == paths.stories.resolve()
    story = path.suffix == ".md" and within and "." not in path.stem
    alone = story and not any(paths.stories.glob(f"*/{path.stem}.*.md"))
    return path if alone else None


def _patch(paths: ArchivePaths, known: Known, found: Look, path: Path, *, coming: bool) -> Patch:
    """Return what puts the story of the file at ``path`` into the site, or takes it out."""
    given: Ground = known.value(NAME)
    if path.is_file() and path.stem in given.order:
        return Patch(paths, known, found, path)
    if not coming:
        raise Unlike(path.stem)
    from aidstories.site.patching.presence import Presence  # with most of what a build loads

    return Presence(paths, known, found, path)


class Patch:
    """Puts the story of the file at ``path`` into a site of which ``known`` is what was left."""

    def __init__(self, paths: ArchivePaths, known: Known, found: Look, path: Path) -> None:
        self._paths, self._known, self._found, self._path = paths, known, found, path
        self._seen = seen([str(path)], found.began)  # before it is read
        self._given: Ground = known.value(NAME)
        self._stood = self._given.order
        self._parts: dict[str, Parts] = {}
        self._refiling: Refiling | None = None
        self._edited: Mapping[str, bytes] = {}
        self._values: dict[Hashable, object] = {}

    def done(self) -> Outcome:
        """Do it, and return what was done. Raises one of `_FAULTS`."""
        made = dict(self._made())
        index = self._exchanged()
        made |= {uri: data for uri, data in index.items() if data is not None}
        gone = {uri for uri, data in index.items() if data is None} | self._gone
        changed = {uri for uri, data in made.items() if self._put(uri, data)}
        for uri in gone:
            self._remove(self._found.site / uri)
        self._note(changed, gone)
        count = len((self._found.files.keys() | changed) - gone)
        return Outcome(changed=changed, gone=gone, files=count, whole=False)

    @cached_property
    def _captured(self) -> Captured | None:
        return captured(self._parsed, self._paths)

    @cached_property
    def _parsed(self) -> Story:
        """The story as its file has it."""
        return read_story(self._path)

    @cached_property
    def _story(self) -> Both:
        """The story as it was and is. Raises `Unlike` where more than its words changed."""
        capture, given = self._captured, self._given
        after = view(with_evidence(self._parsed, capture.evidence if capture else ()))
        both = Both(self._known.value(("view", self._path.stem)), after)
        days = read_day(self._paths, self._path, capture.recorded if capture else None)
        shown = map(unfiled, both) if self._filed_otherwise(both) else both
        before, now = (outside(each, self._tables.facets) for each in shown)
        dated = (days.added, days.changed) == given.days.get(self._path.stem)
        if before != now or not dated or self._path.stem in given.pictured:
            raise Unlike(self._path.stem)
        return both

    def _filed_otherwise(self, both: Both) -> bool:
        """Return whether a story that says the same stands in other lists than before."""
        texts = (view.story.article for view in both)
        alike = len(dict.fromkeys(texts)) == 1 and quoted_alike(both)
        return alike and self._refiled(both)

    def _refiled(self, both: Both) -> bool:
        return redated(both) or named_otherwise(both) or bool(self._paths_of(both))

    def _paths_of(self, both: Both) -> dict[str, Paths]:
        return refiled_paths(both, {facet.key: facet for facet in self._tables.facets})

    @cached_property
    def _tables(self) -> Tables:
        return read_tables(self._paths.data)

    def _made(self) -> Iterator[tuple[str, bytes]]:
        """Yield every output with a whole text but for the index, with its address."""
        story, id_ = self._story, self._path.stem
        words = Words(self._paths, self._tables, self._given, self._known.value("templates"))
        yield from self._worded(words)
        chapters = words.chapters(story)
        self._values[chapter_name(id_)] = chapters[1]
        for uri, ids in self._given.books.items():
            if id_ in ids and chapters[0] != chapters[1] and uri not in self._edited:
                yield uri, with_chapter(self._read(uri), *chapters)
        yield from self._data(words)
        if self._captured:
            reasons, both = (
                self._tables.reasons_of("reason"),
                (story.before.story, story.after.story),
            )
            yield from self._captured.files(*both, reasons, self._read)

    def _worded(self, words: Words) -> Iterator[tuple[str, bytes]]:
        """Yield what shows the story in its own words: its page first, then those of others."""
        story, page = self._story, page_of(self._story.after.url)
        made = {page: once(self._with_repairs(words, self._read(page)), *words.texts(story))}
        doubtful = self._captured.doubtful if self._captured else ()
        for each in exchanges(story, words, self._given, doubtful):
            made[each.uri] = exchanged(made.get(each.uri) or self._read(each.uri), each)
        if story.before.title != story.after.title:
            self._retitle(words, made)
        if self._refiled(story):
            self._refile(words, self._paths_of(story), made)
        self._edited = made
        yield from made.items()

    def _retitle(self, words: Words, made: dict[str, bytes]) -> None:
        """Put the new title into all that shows it, as it stands in the site or is ``made`` now."""
        from aidstories.site.patching.words.retitling import retitling  # with pictures and readings

        edits, values = retitling(self._story, words, self._known.value, self._read)
        for uri, edit in edits:
            made[uri] = edit(made.get(uri) or self._read(uri))
        self._values |= values

    def _refile(self, words: Words, paths: Mapping[str, Paths], made: dict[str, bytes]) -> None:
        """Put the story into the lists that it stands in now, and out of the others."""
        from aidstories.site.incremental import spelt
        from aidstories.site.patching.refiling import Refiling
        from aidstories.site.patching.sides.sides import Sides

        capture, story = self._captured, self._story.after.story
        repairs = capture.repairs(story, self._paths) if capture else None
        sides = Sides(self._story, words, self._known.value, self._found.site, repairs)
        with suppress(Lost):  # a first preview has written nothing down yet
            spelt.carry(self._known.value(spelt.NAME))
        doubtful = capture.doubtful if capture else ()
        self._refiling = Refiling(sides, paths, self._read, doubtful)
        for uri, edit in self._refiling.edits():
            made[uri] = edit(made.get(uri) or self._read(uri))
        self._values |= self._refiling.values
        self._given = self._refiling.ground(self._given)

    def _with_repairs(self, words: Words, page: bytes) -> bytes:
        """Return ``page`` with what it says of the story's repairs now."""
        if (capture := self._captured) is None:
            return page
        told = [capture.repairs(each.story, self._paths) for each in self._story]
        return once(page, *words.repairs(self._story, told))

    def _data(self, words: Words) -> Iterator[tuple[str, bytes]]:
        parts = self._tables_now(words)
        self._parts = {name: part.parts for name, part in parts.items()}
        for part in parts.values():
            yield from part.files.items()
        package, grown = descriptor_with(parts, self._read, self._created)
        yield DESCRIPTOR, package
        for page in self._given.pages:
            yield page, page_with(grown, self._edited.get(page) or self._read(page), self._counts)

    def _tables_now(self, words: Words) -> Mapping[str, Part]:
        """Return the tables of stories as they are now. Raises `Unlike`."""
        records = words.records(self._story)
        names = columns(self._tables.fields.values())
        rows = {"stories": csv_row(*records, names), "stories-jsonl": json_row(*records)}
        return {
            name: part_with(row, self._place(words, name), self._given.parts[name], self._read)
            for name, row in rows.items()
        }

    @property
    def _created(self) -> str:
        """The day of the data package, if that is another one."""
        return ""

    @property
    def _counts(self) -> tuple[int, int]:
        """How many stories there were and are, if that is not as many."""
        return 0, 0

    @property
    def _gone(self) -> frozenset[str]:
        """The outputs that are no more, but for those of the index."""
        return frozenset()

    def _place(self, words: Words, name: str) -> Place:
        """Return where the story stood and stands in the table ``name``."""
        now, names = self._given.order, columns(self._tables.fields.values())

        def row(at: int) -> bytes:
            other = self._known.value(("view", now[at]))
            records = words.records(Both(other, other))
            made = csv_row(*records, names) if name == "stories" else json_row(*records)
            return made.before

        id_ = self._path.stem
        before, after = (each.index(id_) if id_ in each else None for each in (self._stood, now))
        return Place(before, after, row)

    def _exchanged(self) -> dict[str, bytes | None]:
        """Exchange the text in the index; return its files that changed, None for those gone."""
        cache, facets = self._paths.search_cache, tuple(self._tables.facets)
        before, after = (document(each.story, facets, self._runs(each)) for each in self._story)
        names = self._refiling.names(self._tables) if self._refiling else None
        return self._index(exchange(cache, before, after, self._tables.places, names))

    def _index(self, done: Changed | None) -> dict[str, bytes | None]:
        """Return the files of the index that changed, None for those gone. Raises `Unlike`."""
        if done is None:
            raise Unlike(INDEX)
        changed, gone = done
        cache = self._paths.search_cache
        new = {f"{INDEX}/{name}": (cache / name).read_bytes() for name in changed}
        return {**new, **dict.fromkeys(f"{INDEX}/{name}" for name in gone)}

    def _runs(self, one: View) -> tuple[RawRun, ...]:
        return self._captured.runs(one.story) if self._captured else ()

    def _read(self, uri: str) -> bytes:
        return (self._found.site / uri).read_bytes()

    def _put(self, uri: str, data: bytes) -> bool:
        """Have the site hold ``data`` at ``uri``; return whether it held anything else."""
        path = self._found.site / uri
        if bytes_of(path) == data:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f"{WRITING}{path.name}")
        beside.write_bytes(data)
        beside.replace(path)
        return True

    def _remove(self, path: Path) -> None:
        """Remove a file of the site, and the folders that only it stood in."""
        path.unlink(missing_ok=True)
        for folder in path.relative_to(self._found.site).parents[:-1]:
            with suppress(OSError):  # it holds more
                (self._found.site / folder).rmdir()

    def _note(self, changed: Collection[str], gone: Collection[str]) -> None:
        """Write down what was done; a whole build makes these outputs anew, to the same bytes."""
        stamps: dict[str, Stamp | None] = dict.fromkeys(gone)
        stamps |= {uri: stamp(self._found.site / uri) for uri in changed}
        ground = self._given._replace(parts={**self._given.parts, **self._parts})
        values: dict[Hashable, object] = {
            ("view", self._path.stem): self._story.after,
            NAME: ground,
            **self._values,
        }
        self._known.patch(stamps, self._inputs, values)

    @property
    def _inputs(self) -> Mapping[str, Seen | None]:
        """The files that were read, as they were."""
        return self._seen
