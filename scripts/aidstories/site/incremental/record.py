"""The dependency record on the disk: what the last whole build was made from, and what it made.

It is one SQLite file. What changed is written in one transaction, so that a build that is killed
leaves the record of the build before. One that is damaged is taken for none.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property, partial
from itertools import chain
from pathlib import Path
from secrets import token_bytes
from typing import Any, TypeVar

from aidstories.site.incremental.blobs import Foreign, dumped, loaded
from aidstories.site.incremental.dependencies import Dependencies, Held, Lost, Made
from aidstories.site.incremental.digests import SIZE, digest_of
from aidstories.site.incremental.snapshot import Seen, Stamp

K = TypeVar("K")
V = TypeVar("V")
FORMAT = 1
_TABLES = (
    "meta (name TEXT PRIMARY KEY, told BLOB)",
    "input (path TEXT PRIMARY KEY, inode INTEGER, size INTEGER, changed INTEGER, digest BLOB)",
    "file (uri TEXT PRIMARY KEY, inode INTEGER, size INTEGER, changed INTEGER)",
    "output (uri TEXT PRIMARY KEY, basis BLOB, asked BLOB, needs BLOB)",
    "question (id INTEGER PRIMARY KEY, asked BLOB, answer BLOB)",
    "value (name TEXT PRIMARY KEY, called BLOB, basis BLOB, held BLOB, digest BLOB)",
)
_FAULTS = (sqlite3.Error, Foreign, ValueError, TypeError, KeyError, IndexError, OverflowError)
_DAMAGE = frozenset(
    {
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_CONSTRAINT,
        sqlite3.SQLITE_READONLY,
    }
)
"""What SQLite says of a write into a file that is not as it left it; a head may say “read only”."""


class Damaged(Exception):
    """The file is no record, or does not hold what was written into it."""


class Record:
    """The record in the file at ``path``, which need not exist.

    Raises `Damaged` where what is there is none. ``meta`` is what builds note beside it, ``files``
    are all files of the site that the last whole build left.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._file = sqlite3.connect(path, isolation_level=None)
            self._begin()
        except _FAULTS as error:
            raise Damaged(str(error)) from error
        self._outputs: dict[str, Made] = {}
        self._answers: Mapping[Hashable, bytes] = {}
        self._questions: dict[Hashable, int] = {}
        self._values: dict[str, bytes] = {}

    def _begin(self) -> None:
        run = self._file.execute
        run("PRAGMA synchronous=FULL")
        version = run("PRAGMA user_version").fetchone()[0]
        if version not in (0, FORMAT):
            raise ValueError(version)
        if version == 0:
            for table in _TABLES:
                run(f"CREATE TABLE {table}")
            run(f"PRAGMA user_version={FORMAT}")
        self.meta: dict[str, bytes] = dict(run("SELECT name, told FROM meta").fetchall())

    @cached_property
    def files(self) -> dict[str, Stamp]:
        """All files of the site that the last whole build left. Raises `Damaged`."""
        try:
            found = self._file.execute("SELECT uri, inode, size, changed FROM file")
            return {uri: Stamp(*stamp) for uri, *stamp in found}
        except _FAULTS as error:
            raise Damaged(str(error)) from error

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def inputs(self) -> dict[str, Seen]:
        """Return the files that the last build was made from. Raises `Damaged`."""
        try:
            found = self._file.execute("SELECT path, inode, size, changed, digest FROM input")
            return {path: Seen(Stamp(*stamp), digest) for path, *stamp, digest in found}
        except _FAULTS as error:
            raise Damaged(str(error)) from error

    def dependencies(self) -> Dependencies:
        """Return what the last build was made from. Raises `Damaged`."""
        try:
            self._read_outputs()
            values = _Values(self._file)
        except _FAULTS as error:
            raise Damaged(str(error)) from error
        self._values = {name: basis for name, (_, basis) in values.listed.items()}
        return Dependencies(values.held(), self._outputs, self._answers)

    def _read_outputs(self) -> None:
        told = self._file.execute("SELECT id, asked, answer FROM question").fetchall()
        names = {number: _plain(asked) for number, asked, _ in told}
        self._answers = {names[number]: answer for number, _, answer in told}
        self._questions = {question: number for number, question in names.items()}
        for uri, basis, asked, needs in self._file.execute("SELECT * FROM output"):
            questions = tuple(map(names.__getitem__, array("I", asked)))
            self._outputs[uri] = Made(basis, questions, needs and _plain(needs))

    def value(self, name: Hashable) -> Any:
        """Return one value as the last build kept it, without the others. Raises `Lost`."""
        return _One(self._file).fetch(repr(name))

    def patch(
        self,
        files: Mapping[str, Stamp | None],
        inputs: Mapping[str, Seen | None],
        values: Mapping[Hashable, object],
    ) -> None:
        """Note what was put into the site since the last whole build; None for a file that is gone.

        The next build that looks at these ``files``, or at what was made from ``inputs``, makes
        them anew. ``values`` are for `value` alone. Raises `sqlite3.Error` and OSError.
        """
        run, many = self._file.execute, self._file.executemany
        run("BEGIN IMMEDIATE")
        try:
            many("DELETE FROM output WHERE uri = ?", [(uri,) for uri in files])
            many("DELETE FROM file WHERE uri = ?", [(uri,) for uri in files])
            rows = ((uri, *stamp) for uri, stamp in files.items() if stamp)
            many("INSERT INTO file VALUES (?, ?, ?, ?)", rows)
            many("DELETE FROM input WHERE path = ?", [(path,) for path in inputs])
            there = ((path, each) for path, each in inputs.items() if each)
            seen = ((path, *each.stamp, each.digest) for path, each in there)
            many("INSERT INTO input VALUES (?, ?, ?, ?, ?)", seen)
            many("INSERT OR REPLACE INTO value VALUES (?, ?, ?, ?, ?)", map(_row, values.items()))
            run("COMMIT")
            vars(self).pop("files", None)  # read again if it is asked for
        except BaseException:
            with suppress(sqlite3.Error):
                run("ROLLBACK")
            raise

    def save(
        self,
        dependencies: Dependencies,
        meta: Mapping[str, bytes],
        inputs: Mapping[str, Seen],
        files: Mapping[str, Stamp],
    ) -> None:
        """Write what a whole build was made from and all ``files`` of its site, or nothing.

        Raises `Damaged`, `sqlite3.Error` and OSError.
        """
        run = self._file.execute
        run("BEGIN IMMEDIATE")
        try:
            self._save_values(dependencies.values)
            self._save_questions(dependencies.answers)
            self._save_outputs(dependencies.outputs)
            self._change("file", self.files, files, lambda _, stamp: stamp)
            run("DELETE FROM input")
            rows = ((path, *each.stamp, each.digest) for path, each in inputs.items())
            self._file.executemany("INSERT INTO input VALUES (?, ?, ?, ?, ?)", rows)
            run("DELETE FROM meta")
            self._file.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
            run("COMMIT")
        except BaseException as error:
            with suppress(sqlite3.Error):
                run("ROLLBACK")
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGE:
                raise Damaged(str(error)) from error
            raise
        self.files, self.meta = dict(files), dict(meta)

    def _save_values(self, values: Mapping[Hashable, Held]) -> None:
        after = {repr(name): (name, held) for name, held in values.items()}
        places = {id(held.value): (key, held.basis) for key, (_, held) in after.items()}
        fresh = {key for key, (_, held) in after.items() if self._values.get(key) != held.basis}

        def rows() -> Any:
            for key in fresh:
                name, held = after[key]
                data = dumped(held.value, places)
                if data is not None:
                    yield key, _bytes(name), held.basis, data, digest_of(data)

        gone = [(key,) for key in self._values if key not in after or key in fresh]
        self._file.executemany("DELETE FROM value WHERE name = ?", gone)
        self._file.executemany("INSERT INTO value VALUES (?, ?, ?, ?, ?)", rows())
        self._values = {key: held.basis for key, (_, held) in after.items()}

    def _save_questions(self, answers: Mapping[Hashable, bytes]) -> None:
        ids = {question: id_ for question, id_ in self._questions.items() if question in answers}
        free = max(self._questions.values(), default=0) + 1
        for id_, question in enumerate(answers.keys() - ids.keys(), free):
            ids[question] = id_
        before, known = self._answers, self._questions
        gone = ((known[one],) for one, told in before.items() if answers.get(one) != told)
        self._file.executemany("DELETE FROM question WHERE id = ?", gone)
        fresh = ((one, told) for one, told in answers.items() if before.get(one) != told)
        rows = ((ids[one], _bytes(one), told) for one, told in fresh)
        self._file.executemany("INSERT INTO question VALUES (?, ?, ?)", rows)
        self._questions, self._answers = ids, answers

    def _save_outputs(self, outputs: Mapping[str, Made]) -> None:
        def row(_: str, made: Made) -> tuple[object, ...]:
            asked = array("I", map(self._questions.__getitem__, made.asked)).tobytes()
            return made.basis, asked, None if made.needs is None else _bytes(made.needs)

        self._change("output", self._outputs, outputs, row)
        self._outputs = dict(outputs)

    def _change(
        self,
        table: str,
        before: Mapping[K, V],
        after: Mapping[K, V],
        row: Callable[[K, V], tuple[object, ...]],
    ) -> None:
        """Bring the rows of ``table`` from ``before`` to ``after``: those alone that differ."""
        gone = [(each,) for each in before if after.get(each) != before[each]]
        self._file.executemany(f"DELETE FROM {table} WHERE uri = ?", gone)
        fresh = (name for name in after if before.get(name) != after[name])
        new: Iterator[tuple[object, ...]] = ((name, *row(name, after[name])) for name in fresh)
        if first := next(new, None):  # one after the other
            marks = ", ".join("?" * len(first))
            self._file.executemany(f"INSERT INTO {table} VALUES ({marks})", chain((first,), new))


class _Values:
    """The values of a record, each read when it is asked for first, and once."""

    def __init__(self, file: sqlite3.Connection) -> None:
        self._file = file
        rows = file.execute("SELECT name, called, basis FROM value")
        self.listed: dict[str, tuple[Hashable, bytes]] = {
            name: (_plain(called), basis) for name, called, basis in rows
        }
        self._read: dict[str, object] = {}

    def held(self) -> dict[Hashable, Held]:
        """Return all values by their names."""
        return {
            called: Held(basis, None, partial(self._fetch, name, basis))
            for name, (called, basis) in self.listed.items()
        }

    def _fetch(self, name: str, basis: bytes) -> object:
        """Return a value. Raises `Lost` where it is not there as it was kept."""
        if name not in self._read:
            if self.listed.get(name, (None, b""))[1] != basis:
                raise Lost(name)
            self._read[name] = self._fetched(name)
        return self._read[name]

    def _fetched(self, name: str) -> object:
        asked = "SELECT held, digest FROM value WHERE name = ?"
        try:
            data, digest = self._file.execute(asked, (name,)).fetchone()
            if digest_of(data) != digest:
                raise Lost(name)
            return loaded(data, self._fetch)
        except _FAULTS as error:
            raise Lost(name) from error


class _One:
    """A value of a record, and what it names, without a list of all."""

    def __init__(self, file: sqlite3.Connection) -> None:
        self._file = file

    def fetch(self, name: str, basis: bytes | None = None) -> object:
        """Return the value ``name``, of ``basis`` if that is given. Raises `Lost`."""
        asked = "SELECT basis, held, digest FROM value WHERE name = ?"
        try:
            there, data, digest = self._file.execute(asked, (name,)).fetchone()
            if digest_of(data) != digest or basis not in (None, there):
                raise Lost(name)
            return loaded(data, self.fetch)
        except _FAULTS as error:
            raise Lost(name) from error


def _row(of: tuple[Hashable, object]) -> tuple[str, bytes, bytes, bytes, bytes]:
    """Return the row of a value that no basis is known of. Raises TypeError."""
    name, value = of
    data = _bytes(value)
    return repr(name), _bytes(name), token_bytes(SIZE), data, digest_of(data)


def _bytes(told: object) -> bytes:
    """Return a question, a name or a need as bytes. Raises TypeError for what cannot be kept."""
    data = dumped(told, {})
    if data is None:
        raise TypeError(told)
    return data


def _plain(data: bytes) -> Any:
    return loaded(data, _nothing)


def _nothing(name: str, basis: bytes) -> object:
    raise Foreign(name)
