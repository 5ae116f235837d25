"""What happens seldom: files that change meanwhile, a clock that goes back, forms nobody writes."""

from __future__ import annotations

import os
import time
from datetime import date, datetime
from datetime import time as clock
from pathlib import Path
from typing import Any

import pytest

from aidstories.errors import BadInput
from aidstories.paths import ArchivePaths
from aidstories.stories.bags.format import DECLARATION, declared
from aidstories.stories.bags.write import hold_place
from aidstories.stories.checks.duplicates import _quoted
from aidstories.stories.checks.marks import _meaningless
from aidstories.stories.editing.fields import corrected, decided, editable
from aidstories.stories.editing.paragraphs import _in_order
from aidstories.stories.editing.places import moved
from aidstories.stories.editing.remove import _in_seeds
from aidstories.stories.editing.structure import goes_on, passages
from aidstories.stories.editing.work import Changed, carry_out
from aidstories.stories.format.editable import read_editable
from aidstories.stories.format.parse import parse_story
from aidstories.stories.importing.merge import BODY, merge
from aidstories.stories.sheets.cells import value_of
from aidstories.stories.sheets.csv_file import first_row
from aidstories.stories.sheets.workbook import text_of
from aidstories.stories.store import fixity
from aidstories.stories.store.catalogue import _pair, read_catalogue
from aidstories.stories.store.files import discard
from aidstories.stories.store.kept import Kept
from aidstories.stories.store.manifest import kept_files
from aidstories.stories.store.translations import read_translations
from aidstories.table_reader import BadCell
from tests.archive import TABLES, Archive

HEAD = "---\nid: a\ntitle: 早班\n"
STORY = f"{HEAD}year_basis: unknown\nstatus: 未校对\n---\n\n值班医生查房。\n"


@pytest.mark.parametrize(
    "value, text",
    [
        (None, ""),
        (True, "TRUE"),
        (2024.0, "2024"),
        (999_999_999_999_999.0, "999999999999999"),
        (1e15, "1000000000000000.0"),
        (-1e15, "-1000000000000000.0"),
        (2.5, "2.5"),
        (datetime(2024, 5, 1), "2024/5/1"),
        (date(2024, 5, 1), "2024/5/1"),
        ("上\r\n下", "上\n下"),
    ],
)
def test_what_a_cell_of_a_workbook_says(value: Any, text: str) -> None:
    assert text_of(value) == text


@pytest.mark.parametrize("value", [datetime(2024, 5, 1, 8), datetime(2024, 5, 1, 0, 1), clock(8)])
def test_a_time_is_no_text(value: Any) -> None:
    assert isinstance(text_of(value), BadCell)


def test_a_person_whom_an_editor_types_is_named_in_the_evidence() -> None:
    text = corrected(STORY, Path("a.md"), TABLES.fields["people"], "段敏/医生|王燕")
    assert "name: 段敏" in text and text.count("by: editor") == 2
    assert "value: 段敏" in text and "value: 王燕" in text


def test_one_kicker_is_a_text_and_several_are_a_list() -> None:
    kicker = TABLES.fields["kicker"]
    assert "kicker: 山里\n" in corrected(STORY, Path("a.md"), kicker, "山里")
    assert "kicker: [山里, 远方]\n" in corrected(STORY, Path("a.md"), kicker, "山里|远方")


def test_what_cannot_be_read_is_a_fault_of_its_field() -> None:
    with pytest.raises(BadInput) as caught:
        corrected(STORY, Path("a.md"), TABLES.fields["people"], "{a: b")
    assert [problem.field for problem in caught.value.problems] == ["people"]


def test_a_field_that_is_emptied_says_so_in_the_evidence() -> None:
    assert "value: ''" in decided(STORY, Path("a.md"), "regions", None)


@pytest.mark.parametrize("text", ["正文", "---\nid: a\n", f"{HEAD}id: b\n---\n"])
def test_a_file_that_cannot_be_cut_into_fields(text: str) -> None:
    assert read_editable(text) is None
    with pytest.raises(BadInput, match="资料区读不了"):
        editable(text, Path("a.md"))


def test_a_file_that_cannot_be_cut_is_one_conflict() -> None:
    merged = merge(STORY, "没有资料区", STORY.replace("查房", "接诊"))
    assert (merged.text, merged.conflicts) == ("没有资料区", (BODY,))
    assert "接诊" in merged.proposed


def test_evidence_that_is_no_list_is_left_as_it_is() -> None:
    ours = STORY.replace("status", "evidence: 听说\nstatus")
    merged = merge(STORY, ours, STORY.replace("查房", "接诊"))
    assert "evidence: 听说" in merged.text


@pytest.mark.parametrize("cell", ["{a: b", "{a: b}\nx: 5", "{[a]: b}"])
def test_a_cell_that_only_begins_as_a_mapping(cell: str) -> None:
    with pytest.raises(BadCell, match="cannot read"):
        value_of(cell, TABLES.fields["people"])


def test_bytes_that_no_encoding_reads_have_no_first_row() -> None:
    assert first_row(b"\xff\xff\xff,a\n") == ()


@pytest.mark.parametrize("text", ["BagIt", "BagIt-Version: 1.0\n"])
def test_what_declares_no_bag(text: str) -> None:
    assert declared(text) == text


def test_a_bag_may_be_put_where_nothing_is(tmp_path: Path) -> None:
    hold_place(tmp_path / "new", replace=False)
    (tmp_path / "empty").mkdir()
    hold_place(tmp_path / "empty", replace=False)
    (tmp_path / "empty" / "a").touch()
    with pytest.raises(BadInput):
        hold_place(tmp_path / "empty", replace=True)
    (tmp_path / "empty" / DECLARATION).touch()
    hold_place(tmp_path / "empty", replace=True)
    with pytest.raises(BadInput):
        hold_place(tmp_path / "empty", replace=False)


def test_a_story_that_became_shorter_meanwhile_is_not_quoted(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(STORY, "utf-8")
    assert _quoted(tmp_path / "a.md", 2, 4) == (8, tmp_path / "a.md", "医生查房")
    assert _quoted(tmp_path / "a.md", 7, 4) == (None, tmp_path / "a.md", "")
    (tmp_path / "a.md").write_text("没有资料区", "utf-8")
    assert _quoted(tmp_path / "a.md", 0, 4) == (None, tmp_path / "a.md", "")


def test_what_is_gone_already_need_not_be_taken_away(tmp_path: Path) -> None:
    carry_out((Changed(path=tmp_path / "a.md.proposed", before=b"x", after=None),))
    assert not [*tmp_path.iterdir()]


def test_what_may_be_removed_of_the_captures(tmp_path: Path) -> None:
    (tmp_path / "seeds" / "folder").mkdir(parents=True)
    for name in ("b.png", "b.png.ocr.json", ".hidden", "seeds.toml", "a.txt"):
        (tmp_path / "seeds" / name).touch()
    assert [*_in_seeds(ArchivePaths(tmp_path))] == ["a.txt", "b.png"]
    assert [*_in_seeds(ArchivePaths(tmp_path / "none"))] == []


@pytest.mark.parametrize("length, said", [(60, "/" * 60), (61, "/" * 60)])
def test_so_much_of_a_name_that_is_none_is_said(tmp_path: Path, length: int, said: str) -> None:
    path = tmp_path / "seeds.toml"
    path.write_text(f'[[seed]]\nfile = "{"/" * length}"\nsha256 = ""\n', "utf-8")
    with pytest.raises(BadInput) as refused:
        read_catalogue(path)
    assert refused.value.problems[0].zh.startswith(f"“{said}”")


def test_so_many_rewritten_paragraphs_are_not_compared() -> None:
    ours = [f"第{n}段的原话" for n in range(201)]
    assert [*_in_order(ours, [f"{text}。" for text in ours[:200]])] == []


def test_what_is_hidden_or_no_file_is_not_listed(tmp_path: Path) -> None:
    for folder in ("b", ".e"):
        (tmp_path / "seeds" / folder).mkdir(parents=True)
    for name in (".a", "c", "b/d", ".e/f"):
        (tmp_path / "seeds" / name).touch()
    os.mkfifo(tmp_path / "seeds" / "e")
    assert [name for name, _ in kept_files(ArchivePaths(tmp_path))] == ["seeds/c", "seeds/b/d"]


def test_what_changes_while_it_is_read_is_not_kept(tmp_path: Path) -> None:
    path, made = tmp_path / "a", []

    def make(path: Path) -> tuple[str, tuple[Path, ...]]:
        made.append(text := path.read_text("utf-8"))
        path.write_text("new", "utf-8")
        return text, ()

    path.write_text("old", "utf-8")
    kept = Kept(make)
    assert [kept.of(path), kept.of(path), kept.of(path)] == ["old", "new", "new"]
    assert made == ["old", "new"]


def test_a_clock_that_went_back_hides_nothing_that_is_written(tmp_path: Path) -> None:
    paths = ArchivePaths(tmp_path)
    paths.written.parent.mkdir(parents=True, exist_ok=True)
    paths.written.touch()
    tomorrow = time.time_ns() + 86_400 * 10**9
    os.utime(paths.written, ns=(tomorrow, tomorrow))
    fixity.begin(paths)
    assert paths.written.stat().st_mtime_ns < tomorrow


def test_a_translation_of_no_story_is_none(archive: Archive) -> None:
    folder = archive.paths.stories / "undated"
    folder.mkdir(parents=True)
    (folder / "a.bo.md").write_text(
        "---\nid: a\ntitle: བོད\nstatus: 翻译中\n---\n\nབོད་ཡིག\n", "utf-8"
    )
    assert read_translations(archive.paths, []) == {}


def test_a_capture_without_a_record_has_no_passages(archive: Archive) -> None:
    assert passages(archive.paths, "none.txt") == []


def test_a_doubtful_place_of_which_no_paragraph_is_known_does_not_go_on(archive: Archive) -> None:
    archive.add()
    archive.run("import")
    assert goes_on(archive.paths, "a.txt", 10**6) is None
    archive.paths.capture("a.txt").unlink()
    assert passages(archive.paths, "a.txt") == [] and goes_on(archive.paths, "a.txt", 0) is None


@pytest.mark.parametrize(
    "line, field", [("figures: [早班]", "figures.0"), ("evidence: [听说]", "evidence.0")]
)
def test_a_text_in_place_of_several_values_is_named(line: str, field: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_story(STORY.replace("status", f"{line}\nstatus"), "a.md")
    assert [(problem.field, problem.line) for problem in caught.value.problems] == [(field, 5)]


LINES = "早上。\n医生查房。\n晚上。\n"


@pytest.mark.parametrize(
    "now, found",
    [
        (LINES, (6, 8)),
        ("下雪。\n" + LINES, (10, 12)),
        (LINES.replace("医生", "值班医生"), (8, 10)),
        (LINES.replace("查房", "接诊"), None),
        ("", None),
    ],
)
def test_where_words_stand_in_a_later_version(now: str, found: tuple[int, int] | None) -> None:
    assert moved(LINES, now, (6, 8)) == found


@pytest.mark.parametrize("span", [(2, 6), (99, 100)])
def test_what_stands_in_no_line_stands_nowhere_later(span: tuple[int, int]) -> None:
    assert moved(LINES, LINES.replace("早上", "下午"), span) is None


@pytest.mark.parametrize("line", ["---", "***", "- - -", " ___ "])
def test_a_line_that_would_be_a_rule_is_told(line: str) -> None:
    assert [*_meaningless(line)] == [line.strip()]


@pytest.mark.parametrize("line", ["--", "——", "-*-"])
def test_a_line_that_is_no_rule_is_not(line: str) -> None:
    assert line not in [*_meaningless(line)]


def test_what_is_discarded_is_the_link_and_not_what_it_leads_to(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a").touch()
    (tmp_path / "link").symlink_to(tmp_path / "folder")
    discard(tmp_path / "link")
    assert not (tmp_path / "link").is_symlink() and (tmp_path / "folder" / "a").exists()
    discard(tmp_path / "folder")
    discard(tmp_path / "folder")
    assert not (tmp_path / "folder").exists()


@pytest.mark.parametrize(
    "value", [[], ["甲"], ["甲", ""], ["甲", "乙", "丙"], ["甲", 2], "甲乙", None]
)
def test_what_is_no_pair_of_texts(value: Any) -> None:
    assert not _pair(value)


def test_a_pair_of_texts() -> None:
    assert _pair(["甲", "乙"])
