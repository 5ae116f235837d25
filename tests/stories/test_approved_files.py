"""What is said of files, and how they are read, as it was read and approved (tests/approved)."""

from __future__ import annotations

import copy
import json
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from aidstories.errors import BadInput
from aidstories.stories.format.blocks import read_blocks, write_body
from aidstories.stories.format.front_matter import read_front_matter
from aidstories.stories.sheets.cells import cell_of, value_of
from aidstories.stories.sheets.habits import edtf_of, lost_letters, same_cell
from aidstories.stories.store.catalogue import read_catalogue
from aidstories.stories.store.record import parse_record
from tests.approved import approve, cut, shown
from tests.archive import HOME, PAPER, TABLES, Archive
from tests.stories.test_check import CASES, _source
from tests.stories.test_damaged import places

FAULTS = tomllib.loads((HOME / "tests/cases/yaml_faults.toml").read_text("utf-8"))
_WRONG: tuple[Any, ...] = (None, "x")
SAID = tomllib.loads((HOME / "tests/cases/said_of_files.toml").read_text("utf-8"))
TEXT = "医疗队来到聂荣县人民医院，为牧民做检查，送去药品，还办了三期培训班，教会本地医生做手术。"


def _checks(archive: Archive) -> Iterator[str]:
    """Yield what `check` says of many stories at once, in both languages, and of two alike."""
    archive.add()
    folder = archive.docs / "stories" / "2024"
    folder.mkdir(parents=True)
    for number, case in enumerate(CASES):
        text = _source(case).replace("id: good", f"id: s{number:03}")
        (folder / f"s{number:03}.md").write_text(text, "utf-8")
    for number, fault in enumerate([*FAULTS["fault"], *FAULTS["right"]]):
        text = fault["text"] if isinstance(fault, dict) else fault
        (folder / f"y{number:03}.md").write_text(f"---\n{text}\n---\n\n一段。\n", "utf-8")
    for name, body in (("x1", TEXT), ("x2", TEXT), ("x3", f"{TEXT[:20]}也来了。{TEXT[20:]}")):
        story = _source({"body": f"{body}\n"}).replace("id: good", f"id: {name}")
        (folder / f"{name}.md").write_text(story, "utf-8")
    for lang in ("zh_CN.UTF-8", "en_US.UTF-8"):
        done = archive.run("check", lang=lang)
        lines = done.stderr.splitlines() + done.stdout.splitlines()
        yield from (cut(line.replace(str(archive.root), "…"), 90) for line in lines)
        yield f"exit status {done.exit_code}"


def _catalogue(archive: Archive) -> Iterator[str]:
    """Yield how entries and decisions of the catalogue are read, or what is said of them."""
    path = archive.seeds / "seeds.toml"
    whole = '[[seed]]\nfile = "a.txt"\nsha256 = "0"\n\n[[seed.decision]]\n'
    for text in (
        *(f"[[seed]]\n{entry}\n" for entry in SAID["entries"]),
        *(whole + d for d in SAID["decisions"]),
    ):
        path.write_text(f"{text}\n", "utf-8")
        yield f"== {shown(text.removeprefix(whole))}"
        try:
            yield from (f"{entry}" for entry in read_catalogue(path).values())
        except BadInput as error:
            for p in error.problems:
                yield f"{p.line} {p.field}: {p.zh} | {p.en}"


def _records(archive: Archive) -> Iterator[str]:
    """Yield what becomes of a record in which one value is another."""
    archive.add(text=PAPER)
    assert archive.run("import", "--workers", 1).exit_code == 0
    values = json.loads(archive.paths.record("a.txt").read_text("utf-8"))
    for path in places(values):
        said: defaultdict[str, list[str]] = defaultdict(list)
        for wrong in _WRONG:
            said[_said(values, path, wrong)].append(f"{wrong}")
        yield f"{'.'.join(map(str, path))}: " + "; ".join(
            f"{', '.join(which)} {what}" for what, which in said.items()
        )


def _said(values: Any, path: tuple[Any, ...], wrong: Any) -> str:
    changed = copy.deepcopy(values)
    if not path:
        changed = wrong
    else:
        holder = changed
        for key in path[:-1]:
            holder = holder[key]
        holder[path[-1]] = wrong
    try:
        parse_record(json.dumps(changed), Path("a.json"))
    except BadInput as error:
        return " ".join(cut(p.zh.split("：")[-1], 20) for p in error.problems)
    return "read"


def _bodies(_: Archive) -> Iterator[str]:
    """Yield the blocks that Markdown is read as, and how they are written again."""
    for body in SAID["bodies"]:
        blocks = read_blocks(body)
        yield f"== {shown(body)}"
        for block in blocks:
            told = block.passage and f"{block.passage.role} {block.passage.text}"
            gap = block.passage and block.passage.gap
            yield shown(f"{block.line} {told} {gap or ''} {block.figure or ''} {block.level}")
        written = [block.passage or f"[图{block.figure}]" for block in blocks]
        yield f"→ {shown(write_body(written))}"


def _cells(_: Archive) -> Iterator[str]:
    """Yield which cells are one though a program changed them, and what cells mean."""
    for exported in SAID["cells"]:
        same = [cell for cell in SAID["cells"] if cell != exported and same_cell(exported, cell)]
        ansi = [
            cell
            for cell in SAID["cells"]
            if same_cell(exported, cell, ansi=True) and cell not in same
        ]
        lost = [cell for cell in SAID["cells"] if lost_letters(exported, cell)]
        told = f"{shown(exported)}: {edtf_of(exported)!r} same {same} ansi {ansi} lost {lost}"
        yield shown(told)
    for name in ("title", "regions", "byline", "aid"):
        for value in SAID["values"]:
            yield f"{name} {value!r}: {_value(name, value)}"


def _value(name: str, value: str) -> str:
    field = TABLES.fields[name]
    try:
        read = value_of(value, field)
        return f"{read!r} → {cell_of(read, field)!r}"
    except ValueError as error:
        return f"{type(error).__name__} {error}"


def _matters(_: Archive) -> Iterator[str]:
    """Yield what front matter is read as, with its faults."""
    for fault in [*FAULTS["fault"], *FAULTS["right"]]:
        text = fault["text"] if isinstance(fault, dict) else fault
        yield f"== {shown(text)}"
        try:
            matter = read_front_matter(f"---\n{text}\n---\n\n一段。\n", "a.md")
        except BadInput as error:
            yield from (f"{p.line} {p.field}: {p.zh} | {p.en}" for p in error.problems)
        else:
            yield f"{matter.values}"


OUTCOMES: Mapping[str, Callable[[Archive], Iterator[str]]] = {
    "stories/checks": _checks,
    "stories/catalogue": _catalogue,
    "stories/records": _records,
    "stories/bodies": _bodies,
    "stories/cells": _cells,
    "stories/matters": _matters,
}


@pytest.mark.parametrize("name", OUTCOMES)
def test_what_is_said_of_files_is_what_was_approved(name: str, archive: Archive) -> None:
    approve(name, OUTCOMES[name](archive))
