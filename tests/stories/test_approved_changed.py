"""What one change of an archive's files changes in what is said of them (tests/approved).

A sign or a word of a file is gone or stands there twice, a value of a record is another: where a
reader, a check or a merge decides by it, what it says is other, too.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from aidstories.errors import BadInput, Problem
from aidstories.stories.bags.format import declared, oxum, read_sums
from aidstories.stories.checks.stories import check_story, read_rules
from aidstories.stories.checks.verify import verify
from aidstories.stories.editing.changes import changes, take_back
from aidstories.stories.importing.merge import merge
from aidstories.stories.sheets.csv_file import write_csv
from aidstories.stories.sheets.export import export
from aidstories.stories.sheets.merge import plan_sheet
from aidstories.stories.sheets.read import is_sheet, read_sheet
from aidstories.stories.sheets.table import Unreadable
from aidstories.stories.store.catalogue import read_catalogue
from aidstories.stories.store.manifest import entry_of, manifest_bytes, read_manifest
from aidstories.stories.store.revisions import compare
from tests.approved import approve, approved, cut, shown
from tests.archive import Archive
from tests.changes import changed, lines_of, signs
from tests.stories.scenes import SECOND
from tests.stories.test_damaged import places

STORY = """---
id: good
title: 杭州医生来到那曲
byline:
- name: 段敏
  role: 记者
source: 西藏日报
date: 2024-05-06
year: 2024
year_basis: stated
regions: [西藏自治区/那曲市/色尼区, 西藏自治区/拉萨市]
donors: [浙江省/杭州市]
programs: [组团式援藏]
people:
- name: 次仁
  role: 院长
institutions: [那曲市人民医院]
aid:
- donor: 浙江省/杭州市
  recipient: 西藏自治区/那曲市/色尼区
  program: 组团式援藏
  act: 进驻
  quote: 杭州市的医生来到色尼区
evidence:
- field: year
  value: '2024'
  by: text
  quote: 2024年5月
- field: donors
  value: 浙江省/杭州市
  by: editor
  quote: ''
status: 未校对
---

## 来了医生

2024年5月，杭州市的医生来到色尼区，带出了一支队伍。

![义诊现场](../../images/a.jpg)

> 院长次仁说：〔原文残缺〕今后看病不用再跑远路。

1. 门诊
2. 手术
"""
CATALOGUE = """[[seed]]
file = "a.txt"
sha256 = "0000000000000000000000000000000000000000000000000000000000000000"
url = "https://example.org/a"
publisher = "西藏日报"
retrieved = "2024-05-06"
rights = "link-only"
note = "甲"

[[seed.decision]]
kind = "correct"
old = "手朮"
new = "手术"
context = "做手朮。"
note = "乙"

[[seed.decision]]
kind = "field"
story = "hangzhou"
field = "year"
value = "2024"
note = "丙"

[[seed]]
file = "b.html"
sha256 = "1111111111111111111111111111111111111111111111111111111111111111"
"""
BAG = """BagIt-Version: 1.0
Tag-File-Character-Encoding: UTF-8
"""
SUMS = f"{'0' * 64}  data/a.txt\n{'a' * 64} *data/b%0A.txt\n\n{'b' * 63}  data/c.txt\n"


def _said(problems: Sequence[Problem]) -> Iterator[str]:
    for p in problems:
        kind = "advice" if p.advice else "fault"
        yield f"{kind} {p.line} {p.field}: {cut(shown(p.zh), 30)} | {cut(shown(p.en), 20)}"


def _told(read: Callable[[], Iterator[str]]) -> Iterator[str]:
    """Yield what is read, or why it is refused."""
    try:
        yield from [*read()]
    except BadInput as error:
        yield from _said(error.problems)
    except (Unreadable, ValueError) as error:
        yield f"{type(error).__name__}: {cut(shown(str(error)), 40)}"


def _story(archive: Archive) -> Iterator[str]:
    """Yield what is said of a story in which a line or a sign is another."""
    rules, path = read_rules(archive.paths), Path("docs/stories/2024/good.md")

    def outcome(text: str) -> Iterator[str]:
        problems, found = check_story(path, rules, text)
        yield found
        yield from _said(problems)

    yield from changed(STORY, lines_of(STORY), outcome)
    yield from changed(STORY, signs(STORY, 9), outcome)


def _catalogue(archive: Archive) -> Iterator[str]:
    path = archive.seeds / "seeds.toml"

    def read(text: str) -> Iterator[str]:
        path.write_text(text, "utf-8")
        yield from (cut(f"{entry}", 200) for entry in read_catalogue(path).values())

    def outcome(text: str) -> Iterator[str]:
        return _told(lambda: read(text))

    yield from changed(CATALOGUE, lines_of(CATALOGUE), outcome)
    yield from changed(CATALOGUE, signs(CATALOGUE, 9), outcome)


def _record(archive: Archive) -> Iterator[str]:
    """Yield what `verify` says of a record in which a number is one more, a text reversed."""
    archive.add(text=SECOND)
    assert archive.run("import", "--workers", 1).exit_code == 0
    path = archive.paths.record("a.txt")
    values = json.loads(path.read_text("utf-8"))

    def outcome(values: Any) -> Iterator[str]:
        path.write_text(json.dumps(values), "utf-8")
        for _, problems in verify(archive.paths):
            yield from (cut(line.replace(str(archive.root), "…"), 90) for line in _said(problems))

    yield from changed(values, _others(values), outcome)


def _others(values: Any) -> Iterator[tuple[str, Any]]:
    for path in places(values):
        if path:
            other = copy.deepcopy(values)
            holder = other
            for key in path[:-1]:
                holder = holder[key]
            holder[path[-1]] = _other(holder[path[-1]])
            yield ".".join(map(str, path)), other


def _other(value: Any) -> Any:
    """Return a value of the same type."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    if isinstance(value, str):
        return value[::-1]
    return value[:-1] if isinstance(value, list) else {**value, "x": 1}


def _sheet(archive: Archive) -> Iterator[str]:
    """Yield what importing an exported sheet will do, with one of its cells another."""
    archive.add(text=SECOND)
    assert archive.run("import", "--workers", 1).exit_code == 0
    rows = [list(row) for row in export(archive.paths).rows]
    path = archive.root / "sheet.csv"
    fields = read_rules(archive.paths).fields

    def read(rows: list[list[str]]) -> Iterator[str]:
        path.write_bytes(write_csv(rows))
        if not is_sheet(path, fields):
            yield "no exported sheet"
            return
        plan = plan_sheet(read_sheet(path, fields), archive.paths)
        yield from (f"{c.row} {c.id} {c.header}: {cut(c.old)} → {cut(c.new)}" for c in plan.cells)
        yield from _said(plan.conflicts)
        yield from _said(plan.problems)
        yield f"{len(plan.edits)} edits, {plan.rows} rows"

    yield from changed(rows, _cells(rows), lambda rows: _told(lambda: read(rows)))


def _cells(rows: list[list[str]]) -> Iterator[tuple[str, list[list[str]]]]:
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            for new in ("", f"{cell}；乙", cell[:-1], "=1", "2024/5/6")[(x + y) % 2 :: 2]:
                if new != cell:
                    others = [*rows[:y], [*row[:x], new, *row[x + 1 :]], *rows[y + 1 :]]
                    yield f"{y} {rows[0][x]} {cut(new)}", others


BASE = STORY.replace("未校对", "已校对")


def _merged(_: Archive) -> Iterator[str]:
    """Yield what becomes of an editor's change and of the machine's, of lines near and far."""
    ours, theirs = [*lines_of(BASE)], [*signs(BASE, 23)]
    for n, (name, text) in enumerate(ours):
        other, new = theirs[(7 * n) % len(theirs)]
        found = merge(BASE, text, new)
        yield f"== {name}; {other}: {found.conflicts}"
        for kind, made in (("text", found.text), ("proposed", found.proposed)):
            for r in compare(BASE, made):
                old, became = ("⏎".join(map(cut, each)) for each in (r.old, r.new))
                yield f"{kind} {r.line} {old} → {became}"


def _changes(_: Archive) -> Iterator[str]:
    """Yield what an editor changed, and whether all and each of it can be taken back."""
    for name, text in [*lines_of(BASE), *signs(BASE, 17)]:
        found = changes(BASE, text)
        yield f"== {name}: {take_back(BASE, text, found) == BASE}"
        for one in found:
            kept = take_back(BASE, text, [c for c in found if c != one])
            before, after = (shown(cut(each or "—")) for each in (one.before, one.after))
            lines = [r.line for r in compare(BASE, kept)]
            yield f"{one.keys} {one.line}-{one.end} {before} → {after} {lines}"


def _bag(archive: Archive) -> Iterator[str]:
    """Yield how a bag's files and a manifest are read, with a sign other."""

    def sums(text: str) -> Iterator[str]:
        return (cut(f"{line}", 20) for line in read_sums(text))

    yield from changed(SUMS, signs(SUMS, 2), sums)
    yield from changed(BAG, signs(BAG, 2), lambda text: iter([f"{declared(text)}"]))
    yield from changed("12.34", signs("12.34", 1), lambda text: iter([f"{oxum(text)}"]))
    path = archive.paths.manifest
    files = {"seeds/a.txt": "医生", "docs/stories/2024/a.md": "正文", "docs/data/b.csv": "a,b"}
    entries = {name: entry_of(text.encode()) for name, text in files.items()}
    text = manifest_bytes(entries).decode()

    def manifest(text: str) -> Iterator[str]:
        path.write_text(text, "utf-8")
        return (cut(f"{name} {entry}", 60) for name, entry in (read_manifest(path) or {}).items())

    yield from changed(text, signs(text, 4), lambda text: _told(lambda: manifest(text)))


OUTCOMES: Mapping[str, Callable[[Archive], Iterator[str]]] = {
    "changed-stories/story": _story,
    "changed-stories/catalogue": _catalogue,
    "changed-stories/record": _record,
    "changed-stories/sheet": _sheet,
    "changed-stories/merged": _merged,
    "changed-stories/changes": _changes,
    "changed-stories/bag": _bag,
}


@pytest.mark.parametrize("name", OUTCOMES)
def test_what_a_change_changes_is_what_was_approved(name: str, archive: Archive) -> None:
    approve(name, OUTCOMES[name](archive))


def test_nothing_else_is_approved() -> None:
    assert approved("changed-stories") == {*OUTCOMES}
