"""Each side of what a program decides by several conditions, and each error that it takes in."""

from __future__ import annotations

import sys
from collections.abc import Callable
from io import BytesIO, TextIOWrapper
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from aidstories.errors import BadInput, Problem
from aidstories.model import Article, Edit, Evidence, Gap, Kind, Origin, Passage, Role, Slot
from aidstories.restore import ledger
from aidstories.stories.bags.check import _text
from aidstories.stories.bags.source import Source
from aidstories.stories.checks import duplicates, verify
from aidstories.stories.checks.grounds import check_grounds
from aidstories.stories.checks.review_items import _beside
from aidstories.stories.checks.translations import check_translations
from aidstories.stories.editing import journal
from aidstories.stories.editing.journal import Said
from aidstories.stories.format.evidence import is_asserted
from aidstories.stories.importing import captures
from aidstories.stories.importing.plan import _moved, _three_ways
from aidstories.stories.importing.translating import _blocks
from aidstories.stories.sheets.read import is_sheet
from aidstories.stories.store.alignment import find
from aidstories.stories.store.kept import Kept
from aidstories.stories.store.record import Record, RecordedStory, sha256
from tests.archive import TABLES, Archive
from tests.stories.test_duplicates import changed, report, text


@pytest.mark.parametrize(
    "by, passage, asserted",
    [
        (Origin.EDITOR, None, True),
        (Origin.EDITOR, 0, True),
        (Origin.TEXT, None, True),
        (Origin.TEXT, 0, False),
        (Origin.TEXT, 3, False),
        (Origin.PAGE, None, False),
        (Origin.CAPTURE, None, False),
    ],
)
def test_who_gave_evidence(by: Origin, passage: int | None, asserted: bool) -> None:
    evidence = Evidence(field="year", value="2024", by=by, quote="2024年", passage=passage)
    assert is_asserted(evidence) is asserted


BASE, OURS, THEIRS = (f"---\ntitle: {t}\n---\n\n正文。\n" for t in ("甲", "乙", "丙"))
OTHER = f"{BASE}又一段。\n"


@pytest.mark.parametrize(
    "recorded, base, theirs, text, proposed, conflicts",
    [
        pytest.param(True, BASE, BASE, OURS, OURS, (), id="the machine writes what it wrote"),
        pytest.param(True, None, BASE, OURS, OURS, (), id="and nobody has that"),
        pytest.param(True, BASE, OTHER, f"{OURS}又一段。\n", None, (), id="each another place"),
        pytest.param(True, BASE, THEIRS, OURS, THEIRS, ("title",), id="both the same"),
        pytest.param(True, None, THEIRS, OURS, THEIRS, ("body",), id="nothing can be merged"),
        pytest.param(False, None, THEIRS, OURS, OURS, (), id="a file of the editor's"),
        pytest.param(False, BASE, BASE, OURS, None, (), id="no record, and the same"),
    ],
)
def test_what_the_machine_and_an_editor_made_of_a_story(
    recorded: bool,
    base: str | None,
    theirs: str,
    text: str,
    proposed: str | None,
    conflicts: tuple[str, ...],
) -> None:
    story = RecordedStory(id="a", base_sha256=sha256(BASE)) if recorded else None
    merged = _three_ways(story, base, OURS, theirs)
    assert (merged.text, merged.conflicts) == (text, conflicts)
    assert merged.proposed == (text if proposed is None else proposed)


@pytest.mark.parametrize(
    "folder, text, moves",
    [
        ("2023", "year: 2023\n", True),
        ("2024", "year: 2023\n", False),
        ("undated", "title: 甲\n", True),
        ("2023", "title: 甲\n", False),
        ("2023", "title: year: 2024\nyear: 2023\n", True),
    ],
)
def test_an_untouched_story_goes_with_its_year(folder: str, text: str, moves: bool) -> None:
    found, target = Path(folder, "a.md"), Path("2025", "a.md")
    assert _moved(found, text, target) == (target if moves else found)


def test_a_capture_that_is_too_large_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(captures, "MOST_BYTES", 3)
    path = tmp_path / "a.txt"
    path.write_bytes(b"abc")
    assert captures.read_capture(path) == captures._bytes(path) == b"abc"
    path.write_bytes(b"abcd")
    assert captures._bytes(path) is None
    with pytest.raises(BadInput, match="超过"):
        captures.read_capture(path)


@pytest.mark.parametrize(
    "make, says",
    [
        pytest.param(lambda path: None, "没有这个文件", id="missing"),
        pytest.param(lambda path: path.write_bytes(b""), "文件是空的", id="empty"),
        pytest.param(lambda path: path.write_bytes(b" \n\t"), "文件是空的", id="blank"),
        pytest.param(lambda path: path.mkdir(), "", id="a folder"),
    ],
)
def test_what_is_no_capture(tmp_path: Path, make: Callable[[Path], object], says: str) -> None:
    make(tmp_path / "a.txt")
    with pytest.raises(BadInput, match=says or "."):
        captures.read_capture(tmp_path / "a.txt")


def test_standard_input_is_a_capture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO("医生".encode())))
    assert captures.read_capture(Path("-")) == "医生".encode()
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(BadInput, match="没有标准输入"):
        captures.read_capture(Path("-"))


@pytest.mark.parametrize("name", ["missing.csv", "folder"])
def test_what_cannot_be_opened_is_no_sheet(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    assert not is_sheet(tmp_path / name, TABLES.fields)


def test_a_workbook_that_is_none_is_no_sheet(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 and nothing more")
    assert not is_sheet(tmp_path / "a.xlsx", TABLES.fields)


@pytest.mark.parametrize("error", [TypeError, ValueError, LookupError, AttributeError])
def test_a_record_that_a_reader_stumbles_over_is_damaged(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    archive.add()
    assert archive.run("import", "--workers", 1).exit_code == 0

    def stumble(*_: object) -> None:
        raise error("a value of another type")

    monkeypatch.setattr(ledger, "apply", stumble)
    [(path, (problem,))] = verify.verify(archive.paths)
    assert path == archive.paths.record("a.txt") and "校勘记录损坏" in problem.zh


def test_a_record_that_cannot_be_read_is_told(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.add()
    assert archive.run("import", "--workers", 1).exit_code == 0

    def refuse(path: Path) -> None:
        raise PermissionError(13, "denied", str(path))

    monkeypatch.setattr(verify, "read_record", refuse)
    [(path, problems)] = verify.verify(archive.paths)
    assert path == archive.paths.record("a.txt") and len(problems) == 1


class Held:
    """A bag of one file, which is read so."""

    def __init__(self, read: bytes | Exception) -> None:
        self.sizes = {"bagit.txt": 1}
        self._read = read

    def read(self, path: str) -> bytes:
        if isinstance(self._read, Exception):
            raise self._read
        return self._read


@pytest.mark.parametrize(
    "read, text",
    [
        ("版本".encode(), "版本"),
        (b"\xff\xfe", ""),
        (OSError(5, "no"), ""),
        (BadInput([Problem(file="a", zh="坏", en="bad")]), ""),
    ],
)
def test_a_file_of_a_bag_that_cannot_be_read_is_empty(read: bytes | Exception, text: str) -> None:
    source = cast(Source, Held(read))
    assert _text(source, "bagit.txt") == text
    assert _text(source, "other.txt") == ""


def test_what_was_typed_comes_back_though_it_is_half_a_character(archive: Archive) -> None:
    """A form may send half of a pair of code units, which UTF-8 has no bytes for."""
    typed = Said(id="a", topic="title", quote="甲", verdict="corrected", text="\ud842\n医 ")
    entry = journal.note(archive.paths, [typed], [])
    assert (listed := journal.find(archive.paths, entry.number)) is not None
    assert [*listed.said] == [typed] and [*journal.entries(archive.paths)] == [listed]


def test_that_there_are_more_alike_is_an_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duplicates, "MOST", 2)
    texts = [text(f"s{n}", report(7)) for n in range(5)]
    told = [problem for _, found in duplicates.told(texts) for problem in found]
    assert [p.advice for p in told] == [False, False, True]
    assert "同文的还有" in told[-1].zh


def test_of_one_title_and_text_is_a_fault_and_nearly_so_an_advice() -> None:
    same, near = report(7), changed(report(7), 0.05)
    [(_, (problem,))] = duplicates.told([text("a", same), text("b", same)])
    assert not problem.advice and "标题、正文都相同" in problem.zh
    [(_, (problem,))] = duplicates.told([text("a", same), text("b", near)])
    assert problem.advice and "几乎同文" in problem.zh


TWO = """[
{"title": "甲市医生来到那曲", "content": "2021年5月，辽宁省的医生来到那曲市色尼区。病人很多。"},
{"title": "乙市医生来到聂荣", "content": "2022年6月，湖北省的医生来到那曲市聂荣县。病人很多。"}
]
"""


@pytest.mark.parametrize("edited", [0, 1])
def test_a_story_is_held_against_its_evidence_whatever_stands_beside_it(
    archive: Archive, edited: int
) -> None:
    archive.add("two.json", TWO)
    assert archive.run("import", "--workers", 1).exit_code == 0
    files = archive.stories()
    assert len(files) == 2
    text = files[edited].read_text("utf-8")
    gone = text.replace("那曲市色尼区。", "某地。").replace("那曲市聂荣县。", "某地。")
    files[edited].write_text(gone, "utf-8")
    found = [*check_grounds(archive.paths, [("two.json", file) for file in files])]
    assert [file for file, _ in found] == [files[edited]]


SPAN, LONG = (10, 40), "".join(chr(0x4E00 + n) for n in range(30))


@pytest.mark.parametrize(
    "gap, at, quoted",
    [
        (Gap.START, 10, LONG[:24]),
        (Gap.END, 40, LONG[-24:]),
        (Gap.START, 40, ""),
        (Gap.END, 10, ""),
        (None, 10, ""),
    ],
)
def test_a_gap_is_shown_with_what_stands_beside_it(gap: Gap | None, at: int, quoted: str) -> None:
    layout = ((Slot(role=Role.PARAGRAPH, spans=(SPAN,), gap=gap),),)
    record = cast(Record, SimpleNamespace(ledger=SimpleNamespace(layout=layout)))
    article = Article(passages=(Passage(role=Role.PARAGRAPH, text=LONG, gap=gap),))
    edit = Edit(start=at, end=at, old="", new="", kind=Kind.GAP, by="mark_gaps", reason="cut-off")
    assert _beside(edit, record, [article]) == quoted


@pytest.mark.parametrize("after, found", [(-1, 1), (0, 1), (1, 3), (2, 3), (3, 1), (9, 1)])
def test_a_quotation_is_that_of_the_next_paragraph_that_begins_so(after: int, found: int) -> None:
    originals = ("医生来了", "病人说：好", "学生来了", "病人说：好多了")
    assert find(originals, "病人说", after=after) == found


def test_of_a_file_as_a_whole_its_first_line_is_named(archive: Archive) -> None:
    archive.add()
    assert archive.run("import", "--workers", 1).exit_code == 0
    (story,) = archive.stories()
    for name in (f"{story.stem}.tib.md", "other.bo.md"):
        text = f"---\nid: {name.partition('.')[0]}\ntitle: 题\nprogress: draft\n---\n\n正文。\n"
        story.with_name(name).write_text(text, "utf-8")
    found = {
        path.name: [p.line for p in problems if not p.field][-1:]
        for path, problems in check_translations(archive.paths, [story.stem])
    }
    assert found == {f"{story.stem}.tib.md": [1], "other.bo.md": [1]}


@pytest.mark.parametrize("most, made", [(None, "abc"), (3, "abc"), (2, "abcab")])
def test_what_was_asked_for_last_is_kept(tmp_path: Path, most: int | None, made: str) -> None:
    asked: list[str] = []

    def make(path: Path) -> tuple[str, tuple[Path, ...]]:
        asked.append(path.name)
        return path.name, ()

    kept = Kept(make, most=most)
    for name in "aabbcaabb":
        (tmp_path / name).touch()
        assert kept.of(tmp_path / name) == name
    assert "".join(asked) == made


def test_originals_without_a_translation_stand_in_their_order() -> None:
    """Before what is told of a later one; the last behind all."""
    originals = ("甲来了。", "乙来了。", "丙来了。", "丁来了。", "戊来了。")
    body = [(Passage(role=Role.PARAGRAPH, text=t), (n,)) for t, n in (("བོད་གཉིས", 2), ("བོད་གསུམ", 3))]
    written = [one if isinstance(one, str) else one.text for one in _blocks(body, originals)]
    order = ["甲", "乙", "丙", "བོད་གཉིས", "丁", "བོད་གསུམ", "戊"]
    assert [next(sign for sign in order if sign in one) for one in written] == order
