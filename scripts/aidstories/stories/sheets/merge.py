"""A sheet merged into the stories: what was exported, what the file says now, what the sheet says.

A cell that nobody touched changes nothing. Where the sheet and the file both changed, the two
are merged item by item; where they contradict, the file stays and the cell is told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from aidstories.errors import BadInput, Problem, faults, nearest, nearest_told
from aidstories.fields import Field
from aidstories.model import Person, YearBasis
from aidstories.paths import ArchivePaths
from aidstories.stories.checks.stories import Rules, check_story, read_rules
from aidstories.stories.editing.edit import StoryEdit
from aidstories.stories.format.editable import EditableText, read_editable
from aidstories.stories.format.front_matter import read_front_matter
from aidstories.stories.format.layout import canonical
from aidstories.stories.format.parse import story_of
from aidstories.stories.format.serialize import serialize
from aidstories.stories.format.values import values_of
from aidstories.stories.importing.merge3 import merge3
from aidstories.stories.sheets.cells import ELSEWHERE, cell_of, holds_several, pieces, value_of
from aidstories.stories.sheets.export import cells_of
from aidstories.stories.sheets.habits import edtf_of, lost_letters, same_cell
from aidstories.stories.sheets.read import Sheet, SheetRow
from aidstories.stories.store.files import bytes_of, decode_text
from aidstories.stories.store.index import StoryIndex
from aidstories.table_reader import BadCell


@dataclass(frozen=True, slots=True, kw_only=True)
class CellChange:
    """A field of a story that changes, as cells show it."""

    row: int
    id: str
    header: str
    old: str
    new: str


@dataclass(slots=True, kw_only=True)
class SheetPlan:
    """What importing a sheet will do; nothing of it where there are ``problems``.

    ``conflicts`` are cells that sheet and file both changed, and differently: they stay.
    """

    edits: list[StoryEdit] = field(default_factory=list)
    cells: list[CellChange] = field(default_factory=list)
    conflicts: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    rows: int = 0


def plan_sheet(sheet: Sheet, paths: ArchivePaths) -> SheetPlan:
    """Return what the sheet will change. Raises `BadInput` where the tables have faults."""
    rules, index = read_rules(paths), StoryIndex(paths)
    ids = [path.stem for path in paths.story_files()]
    plan = SheetPlan(problems=list(sheet.problems), rows=len(sheet.rows))
    for row in sheet.rows:
        try:
            path = index.find_only(row.id)
        except BadInput as error:
            plan.problems += error.problems
            continue
        if path is None:
            like, like_en = nearest_told(nearest(row.id, ids))
            zh, en = f"没有编号为“{row.id}”的报道{like}", f"no story '{row.id}'{like_en}"
            plan.problems.append(sheet.problem(row.number, "id", zh, en))
            continue
        try:
            _Merger(sheet, row, path, rules, plan).merge()
        except BadInput as error:
            plan.problems += error.problems
    return plan


class _Merger:
    """Merges one row into its story's file."""

    def __init__(
        self, sheet: Sheet, row: SheetRow, path: Path, rules: Rules, plan: SheetPlan
    ) -> None:
        self.sheet, self.row, self.path, self.rules, self.plan = sheet, row, path, rules, plan
        self.before = bytes_of(path) or b""
        self.text = decode_text(self.before, path)
        self.ours = cells_of(self.text, str(path), rules.fields)
        exported = row.version.is_of(self.text)
        self.base = row.version.cells or (self.ours if exported else {})

    def merge(self) -> None:
        """Add to the plan what becomes of the story."""
        wanted = dict(self._wanted())
        if not wanted:
            return
        matter = read_editable(self.text)
        if matter is None:
            self._wrong(
                None, f"{self.path} 的资料区读不了，请先改正", "mend the front matter first"
            )
            return
        text = _changed(matter, wanted, str(self.path), self.ours)
        faults = list(self._faults(text))
        self.plan.problems += faults
        if not faults and text != self.text:
            self.plan.edits.append(StoryEdit(path=self.path, before=self.before, text=text))
            now = cells_of(text, str(self.path), self.rules.fields)
            self.plan.cells += [
                CellChange(
                    row=self.row.number,
                    id=self.row.id,
                    header=self.sheet.headers.get(name, name),
                    old=self.ours[name],
                    new=cell,
                )
                for name, cell in now.items()
                if cell != self.ours[name]
            ]

    def _wanted(self) -> Iterator[tuple[str, Any]]:
        """Yield each field that the sheet changes with its value."""
        for name, cell in self.row.cells.items():
            exported, ours = self.base.get(name), self.ours[name]
            if exported is not None and self._untouched(name, exported, cell):
                continue
            field_ = self.rules.fields[name]
            if self.sheet.ansi and lost_letters(exported or "", cell):
                zh = "存盘时丢了字（变成 ?）；请另存为“CSV UTF-8”"
                self._wrong(name, zh, "letters became ?: save it as CSV UTF-8")
                continue
            try:
                theirs = _read(cell, field_)
            except BadCell as error:
                self._wrong(name, error.zh, error.en)
                continue
            if cell_of(theirs, field_) == _again(ours, field_):
                continue
            if exported == ours:
                yield name, theirs
                continue
            merged = _merged(exported, ours, cell_of(theirs, field_), field_)
            if merged is None:
                self._conflict(name, ours, cell)
            else:
                yield name, merged

    def _untouched(self, name: str, exported: str, cell: str) -> bool:
        typed = name in self.row.typed
        return same_cell(exported, cell, typed=typed, ansi=self.sheet.ansi)

    def _faults(self, text: str) -> Iterator[Problem]:
        """Yield the faults that the file has not already, each at its cell."""
        new = faults(check_story(self.path, self.rules, text)[0])
        old = check_story(self.path, self.rules, self.text)[0] if new else ()
        known = {(problem.field, problem.zh) for problem in old}
        for problem in new:
            if (problem.field, problem.zh) not in known:
                name = (problem.field or "").partition(".")[0]
                at = name if name in self.sheet.headers else problem.field
                yield self.sheet.problem(self.row.number, at, problem.zh, problem.en)

    def _conflict(self, name: str, ours: str, cell: str) -> None:
        zh = f"两边都改了，没有写：报道里现在是“{ours}”，表里是“{cell}”"
        en = f"changed on both sides, not written: the file has '{ours}', the sheet '{cell}'"
        self.plan.conflicts.append(self.sheet.problem(self.row.number, name, zh, en))

    def _wrong(self, name: str | None, zh: str, en: str) -> None:
        self.plan.problems.append(self.sheet.problem(self.row.number, name, zh, en))


def _read(cell: str, field_: Field) -> Any:
    if cell.strip() == ELSEWHERE:
        raise BadCell("这一项只能在报道的文件里改", "edit this value in the story's file")
    return value_of(edtf_of(cell) if field_.type == "edtf" else cell, field_)


def _again(cell: str, field_: Field) -> str:
    """Return a cell as it would be written, blanks around its items gone."""
    return cell_of(value_of(cell, field_), field_) if cell != ELSEWHERE else cell


def _merged(exported: str | None, ours: str, theirs: str, field_: Field) -> Any:
    """Return the list that both sides make of the one exported, None where they contradict."""
    if exported is None or not holds_several(field_) or ELSEWHERE in (exported, ours):
        return None
    items: list[str] = []
    for hunk in merge3(*map(pieces, (exported, ours, theirs))):
        if hunk.agreed is None:
            return None
        items += hunk.agreed
    return value_of("|".join(items), field_)


def _changed(
    matter: EditableText, wanted: Mapping[str, Any], file: str, ours: Mapping[str, str]
) -> str:
    """Return the file with other values, in the form in which the program writes them."""
    values = dict(wanted)
    if "year" in values and "year_basis" not in values:
        basis = YearBasis.STATED if values["year"] else YearBasis.UNKNOWN
        if not values["year"] or ours.get("year_basis") in ("", YearBasis.UNKNOWN):
            values["year_basis"] = basis.value
    for name, value in values.items():
        matter = matter.with_value(name, value)
    matter = _with_form(matter, values, file)
    return _without_stale_evidence(matter, values, file).text


def _with_form(matter: EditableText, values: Iterable[str], file: str) -> EditableText:
    """Return the fields as the serializer has them: one kicker as a text, a year as a number."""
    read = read_front_matter(matter.text, file)
    story = story_of(read)
    if read.problems:
        return matter
    story = replace(story, article=canonical(story.article))
    written = serialize(story).values
    for name in values:
        if name in written:
            matter = matter.with_value(name, written[name])
    return matter


def _without_stale_evidence(
    matter: EditableText, values: Collection[str], file: str
) -> EditableText:
    """Take out what an editor gave as evidence for values that are gone."""
    asserted = matter.value("evidence")
    read = read_front_matter(matter.text, file)
    story = story_of(read)
    if not isinstance(asserted, list) or read.problems:
        return matter

    def stands(item: Any) -> bool:
        name = item.get("field") if isinstance(item, dict) else None
        if name not in values:
            return True
        now = (v.name if isinstance(v, Person) else v for v in values_of(story, str(name)))
        return str(item.get("value", "")) in {*now, ""}

    kept = [item for item in asserted if stands(item)]
    return matter if kept == asserted else matter.with_value("evidence", kept)
