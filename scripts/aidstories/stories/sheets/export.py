"""Stories → rows of a spreadsheet, each with the version that it shows."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from string import hexdigits

from aidstories.bounded import read_json
from aidstories.errors import BadInput, Problem
from aidstories.fields import Field
from aidstories.paths import ArchivePaths
from aidstories.stories.format.front_matter import read_front_matter
from aidstories.stories.sheets.cells import ELSEWHERE, LONGEST, cell_of
from aidstories.stories.sheets.columns import editable, headers
from aidstories.stories.store.files import read_text
from aidstories.stories.store.record import sha256
from aidstories.tables import read_tables

_DIGITS = 16
"""Hexadecimal digits of a hash that tell versions of one story apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """The rows of the sheet, the first with what stands above the columns.

    ``elsewhere`` says which values no cell can hold: they are edited in the story's file.
    """

    rows: tuple[tuple[str, ...], ...]
    elsewhere: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What was exported: the beginning of the hash of the file, and the cells by field."""

    digest: str
    cells: Mapping[str, str]

    def is_of(self, text: str) -> bool:
        """Return whether it is that of a file with ``text``."""
        return sha256(text)[:_DIGITS] == self.digest


def export(paths: ArchivePaths) -> Exported:
    """Return all stories as rows, by id. Raises `BadInput` with all files that cannot be read."""
    fields = read_tables(paths.data).fields
    rows, elsewhere, faults = list[tuple[str, ...]](), list[Problem](), list[Problem]()
    for path in sorted(paths.story_files(), key=lambda path: path.stem):
        try:
            text = read_text(path)
            cells = cells_of(text, str(path), fields)
        except BadInput as error:
            faults += error.problems
            continue
        elsewhere += [_elsewhere(str(path), name) for name, c in cells.items() if c == ELSEWHERE]
        rows.append((path.stem, *cells.values(), version_cell(text, cells)))
    if faults:
        raise BadInput(faults)
    return Exported(rows=(tuple(headers(fields)), *rows), elsewhere=tuple(elsewhere))


def cells_of(text: str, file: str, fields: Mapping[str, Field]) -> dict[str, str]:
    """Return the cells of a story's file by field. Raises `BadInput`."""
    values = read_front_matter(text, file).values
    return {field.name: cell_of(values.get(field.name), field) for field in editable(fields)}


def version_cell(text: str, cells: Mapping[str, str]) -> str:
    """Return the cell that says which version of a story its row shows.

    It has the hash alone where the cells do not go into one.
    """
    digest = sha256(text)[:_DIGITS]
    packed = zlib.compress(json.dumps(dict(cells), ensure_ascii=False).encode("utf-8"), 9)
    whole = f"{digest}:{base64.b64encode(packed).decode('ascii')}"
    return whole if len(whole) <= LONGEST else f"{digest}:"


def read_version(cell: str) -> Version | None:
    """Return what a version's cell says, None where it is none any more."""
    digest, colon, packed = cell.strip().partition(":")
    if len(digest) != _DIGITS or not colon or set(digest) - set(hexdigits):
        return None
    try:
        cells = (
            read_json(zlib.decompress(base64.b64decode(packed, validate=True))) if packed else {}
        )
    except (ValueError, zlib.error):
        return None
    return Version(digest=digest, cells={**cells} if isinstance(cells, dict) else {})


def _elsewhere(file: str, name: str) -> Problem:
    zh = f"这一项放不进表格的一格（最多 {LONGEST} 字，不含控制字符），表里写着“{ELSEWHERE}”"
    en = f"no cell can hold this value ({LONGEST} characters, no control characters)"
    return Problem(file=file, field=name, zh=zh, en=en)
