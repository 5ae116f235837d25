"""A new row of an authority table: made from what an editor says, written where it passes."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from aidstories.errors import BadInput, Problem, nearest, nearest_told
from aidstories.paths import ArchivePaths
from aidstories.stories.checks.references import check_tables
from aidstories.stories.importing.ids import make_id
from aidstories.stories.store.files import Write, bytes_of, decode_text, write_together
from aidstories.tables import Tables, read_tables, table_path

_BOM = "\ufeff"
_DIVISIONS = ("特别行政区", "自治区", "自治州", "自治县", "自治旗", "地区", "林区")
_LETTERS = {
    "省": "省",
    "市": "地级市",
    "州": "自治州",
    "盟": "盟",
    "县": "县",
    "区": "市辖区",
    "旗": "旗",
}
"""The kind of a division by the last character of its name; 县级市 is said by its parent."""


def place_row(tables: Tables, *, name: str, parent: str, code: str) -> dict[str, str]:
    """Return the row of the division ``name`` under the division at the path ``parent``.

    Raises `BadInput` where there is no such division, or none can be called so.
    """
    above = next((place for place in tables.places if place.path == parent), None)
    if parent and above is None:
        zh, en = nearest_told(nearest(parent, (place.path for place in tables.places)))
        raise _bad("parent", f"没有“{parent}”{zh}", f"no '{parent}'{en}")
    kind = next((d for d in _DIVISIONS if name.endswith(d)), _LETTERS.get(name[-1:], ""))
    if kind == "地级市" and above and above.level > 1:
        kind = "县级市"
    if not kind:
        zh = f"“{name}”要写全称，如 聂荣县、那曲市"
        raise _bad("zh", zh, f"'{name}' must end in the kind of place")
    return {
        "code": code,
        "parent": above.code if above else "",
        "type": kind,
        "zh": name,
        "path": f"{parent}/{name}" if parent else name,
        "pinyin": _pinyin(name, kind),
        "short": _short(name, kind),
    }


def programme_row(tables: Tables, *, name: str, **said: str) -> dict[str, str]:
    """Return the row of the programme ``name``; its name is what it is found by."""
    return {
        "id": make_id(name, "programme", tables),
        "zh": name,
        "patterns": name,
        **{key: text for key, text in said.items() if text},
    }


def add_row(paths: ArchivePaths, table: str, values: Mapping[str, str]) -> Path:
    """Write a row with ``values`` by column at the end of a table; return the table's path.

    ``table`` is an attribute of `Tables`. Raises `BadInput` with every fault that the tables would
    have with it; nothing is written then.
    """
    path = table_path(paths.data, table)
    if long := [name for name, value in values.items() if len(value.splitlines()) > 1]:
        zh, en = "要写在一行里", "it must be one line"
        raise BadInput(Problem(file=str(path), field=name, zh=zh, en=en) for name in long)
    before = bytes_of(path)
    text = decode_text(before or b"", path)
    header = next(csv.reader(io.StringIO(text, newline="")))
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerow([values.get(name, "") for name in header])
    grown = f"{text.rstrip()}\n{written.getvalue()}"
    _hold(paths, path, grown)
    mark = _BOM if (before or b"").startswith(_BOM.encode()) else ""
    data = (mark + grown).encode()
    write_together([Write(path=path, data=data, before=before)])
    return path


def _hold(paths: ArchivePaths, path: Path, text: str) -> None:
    """Raise `BadInput` where the tables have faults when ``path`` holds ``text``."""
    with TemporaryDirectory() as folder:
        trial = ArchivePaths(Path(folder))
        shutil.copytree(paths.data, trial.data)
        (trial.data / path.name).write_text(text, "utf-8")
        try:
            read_tables(trial.data)
            problems = [problem for _, found in check_tables(trial) for problem in found]
        except BadInput as error:
            problems = list(error.problems)
    if problems:
        raise BadInput(replace(p, file=p.file.replace(folder, str(paths.root))) for p in problems)


def _pinyin(name: str, kind: str) -> str:
    """Return the reading of a place, its kind apart: naqu shi."""
    from pypinyin import lazy_pinyin

    short = _short(name, kind)
    return f"{''.join(lazy_pinyin(short))} {''.join(lazy_pinyin(name[len(short) :]))}".strip()


def _short(name: str, kind: str) -> str:
    """Return a name without its kind; a name of one character keeps it (巴县)."""
    ending = kind if name.endswith(kind) else name[-1]
    return name.removesuffix(ending) if len(name) - len(ending) > 1 else name


def _bad(field: str, zh: str, en: str) -> BadInput:
    return BadInput([Problem(file="places.csv", field=field, zh=zh, en=en)])
