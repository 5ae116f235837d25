"""Check the tables of ``docs/data`` against each other: what one names, another holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from aidstories.errors import Problem, nearest, nearest_told
from aidstories.paths import ArchivePaths
from aidstories.tables import Tables, read_tables, table_path

_OWN_FOLDERS = frozenset(
    {
        *("about", "admin", "apparatus", "assets", "bo", "browse", "data", "guide", "ledgers"),
        *("overview", "search", "stories", "tags"),
    }
)
"""Folders of the site that hold no values of a facet."""
_SOUGHT = 100
"""Faults of a table whose line and nearest value are told; looking for these takes longest."""
_Reference = tuple[str, str, str]
"""Table, column and value that another table must hold."""


def made_folders(tables: Tables) -> frozenset[str]:
    """Return the folders of the site whose first page is made of the stories."""
    facets = (each.folder for each in tables.facets if each.paged or each.indexed)
    return _OWN_FOLDERS.union(facets)


def check_tables(paths: ArchivePaths) -> Iterator[tuple[Path, tuple[Problem, ...]]]:
    """Yield every table that has problems.

    Raises `BadInput` where tables cannot be read: nothing can be checked without them.
    """
    found: defaultdict[str, list[Problem]] = defaultdict(list)
    tables, seek = read_tables(paths.data), _Seeker()
    faults = (_unknown, _misnamed, _facets, _shared)
    for table, problem in (one for find in faults for one in find(tables, paths.data, seek)):
        found[table].append(problem)
    yield from ((table_path(paths.data, name), tuple(faults)) for name, faults in found.items())


def _unknown(tables: Tables, data: Path, seek: _Seeker) -> Iterator[tuple[str, Problem]]:
    """Yield the references of the tables that lead nowhere."""
    places = {place.path for place in tables.places}
    codes = {place.code for place in tables.places}
    programmes = {programme.zh for programme in tables.programmes}
    for allowed, references in (
        (places, _places(tables)),
        (codes, (("places", "parent", p.parent) for p in tables.places if p.parent)),
        (programmes, (("programmes", "broader", b) for p in tables.programmes for b in p.broader)),
    ):
        for table, column, value in references:
            if value and value not in allowed:
                yield table, _problem(table_path(data, table), column, value, allowed, seek)


def _misnamed(tables: Tables, data: Path, seek: _Seeker) -> Iterator[tuple[str, Problem]]:
    """Yield the places whose path is not that of the division above with their own name."""
    paths = {place.code: place.path for place in tables.places}
    seen: set[str] = set()
    table = table_path(data, "places")
    for place in tables.places:
        right = "/".join(filter(None, [paths.get(place.parent, ""), place.zh]))
        fault = None
        if place.path in seen:
            fault = f"“{place.path}”写了两次", f"'{place.path}' stands twice"
        elif place.path != right and (not place.parent or place.parent in paths):
            fault = (
                f"应为“{right}”，现为“{place.path}”",
                f"expected '{right}', found '{place.path}'",
            )
        seen.add(place.path)
        if fault:
            line = seek.row(table, place.code)
            yield (
                "places",
                Problem(file=str(table), line=line, field="path", zh=fault[0], en=fault[1]),
            )


def _facets(tables: Tables, data: Path, seek: _Seeker) -> Iterator[tuple[str, Problem]]:
    """Yield the fields whose facet cannot be: taken by another, in a folder of the site's own."""
    owners: dict[str, str] = {}
    path = table_path(data, "fields")
    for facet in tables.facets:
        owner = owners.setdefault(facet.key, facet.field)
        fault = None
        if owner != facet.field:
            zh = f"“{facet.key}”已是“{owner}”的，请换一个"
            fault = zh, f"'{facet.key}' is the facet of '{owner}' already"
        elif (facet.paged or facet.indexed) and facet.folder in _OWN_FOLDERS:
            zh = f"网站已有 {facet.folder}/，请换一个字段名"
            fault = zh, f"the site has {facet.folder}/ already; give the field another name"
        if fault:
            line = seek.row(path, facet.field)
            problem = Problem(file=str(path), line=line, field="facet", zh=fault[0], en=fault[1])
            yield "fields", problem


def _places(tables: Tables) -> Iterator[_Reference]:
    yield from (("programmes", "region", p.region) for p in tables.programmes)
    yield from (("programmes", "donor", p.donor) for p in tables.programmes)
    yield from (("publishers", "place", p.place) for p in tables.publishers)
    yield from (("institutions", "place", i.place) for i in tables.institutions)
    yield from (("place_names", "path", n.path) for n in tables.place_names)


def _shared(tables: Tables, data: Path, seek: _Seeker) -> Iterator[tuple[str, Problem]]:
    """Yield the other names that two have: whoever reads one cannot tell which of them is meant."""
    for table in ("institutions", "publishers"):
        path, rows = table_path(data, table), getattr(tables, table)
        owners = {row.name: row.name for row in rows}
        for row in rows:
            for alias in row.aliases:
                owner = owners.setdefault(alias, row.name)
                if owner != row.name or alias == row.name:
                    line = seek.row(path, row.name)
                    zh = f"“{row.name}”的别名“{alias}”已是“{owner}”的名称；"
                    zh += "一个名称只能指一家，删去其中一处"
                    en = f"'{alias}' of '{row.name}' is a name of '{owner}' already: "
                    en += "one name, one house"
                    yield table, Problem(file=str(path), line=line, field="aliases", zh=zh, en=en)


def _problem(path: Path, column: str, value: str, allowed: Iterable[str], seek: _Seeker) -> Problem:
    line = seek.line(path, value)
    like, like_en = nearest_told(nearest(value, allowed) if line else None)
    zh, en = f"没有“{value}”{like}", f"no '{value}'{like_en}"
    return Problem(file=str(path), line=line, field=column, zh=zh, en=en)


class _Seeker:
    """Finds lines of tables: of so many that a broken table of any length is soon told."""

    def __init__(self) -> None:
        self._left: dict[Path, int] = {}
        self._lines: dict[Path, list[str]] = {}

    def line(self, path: Path, value: str) -> int | None:
        """Return the first line that holds ``value``; None where a hundred were found before."""
        return self._first(path, lambda line: value in line)

    def row(self, path: Path, key: str) -> int | None:
        """Return the line of the row that begins with ``key``, as `line` does."""
        return self._first(path, lambda line: line.startswith(f"{key},"))

    def _first(self, path: Path, is_it: Callable[[str], bool]) -> int | None:
        self._left[path] = self._left.get(path, _SOUGHT) - 1
        if self._left[path] < 0:
            return None
        if path not in self._lines:
            self._lines[path] = path.read_text("utf-8-sig").split("\n")
        return next((n for n, line in enumerate(self._lines[path], 1) if is_it(line)), None)
