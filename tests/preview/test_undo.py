"""What undo takes back: to the byte where nothing else changed, else only what was answered."""

import json
from pathlib import Path
from urllib.parse import urlencode

import pytest

from aidstories.paths import proposed_path
from aidstories.preview.desk import ReviewDesk
from aidstories.stories.checks.review_items import Topic, all_review_items
from aidstories.stories.editing import journal
from aidstories.stories.store.record import read_record
from tests.archive import Archive
from tests.preview.ask import fetch, items_of, make_desk, press, request, send


def answer(desk: ReviewDesk, topic: Topic, verdict: str, text: str = "") -> None:
    item = next(i for i in items_of(desk, topic) if "zhiyuan-naqu" not in i.id)
    assert send(desk, key=item.key, verdict=verdict, text=text)[0] == 303


def undo(desk: ReviewDesk) -> tuple[int, str]:
    """Take back the last answer; return the status and what the page says."""
    entry = next(journal.entries(desk.paths))
    status, _, page = send(desk, undo=str(entry.number), when=entry.when)
    return status, page.select_one("#done, #problems").get_text()


ANSWERS = {
    "a flag accepted": (Topic.FLAG, "accepted", ""),
    "a flag corrected": (Topic.FLAG, "corrected", "队医"),
    "a gap filled": (Topic.GAP, "corrected", "好。"),
    "a place": (Topic.PLACE, "corrected", "西藏自治区/那曲市"),
    "no place": (Topic.PLACE, "accepted", ""),
    "a year": (Topic.NO_YEAR, "corrected", "2023"),
}


@pytest.mark.parametrize("given", ANSWERS.values(), ids=ANSWERS)
def test_every_answer_is_taken_back_to_the_byte(
    archive: Archive, desk: ReviewDesk, given: tuple[Topic, str, str]
) -> None:
    before, waiting = archive.files(), all_review_items(desk.paths)
    answer(desk, *given)
    assert archive.files() != before
    status, said = undo(desk)
    assert status == 303 and "一字不差" in said
    assert archive.files() == before and all_review_items(desk.paths) == waiting
    assert not list(journal.entries(desk.paths))


def test_a_contradiction_is_taken_back(archive: Archive, desk: ReviewDesk) -> None:
    path = next(p for p in archive.stories() if "b.txt" in p.read_text("utf-8"))
    other = path.read_text("utf-8").replace("高原，让", "雪域，让")
    proposed_path(path).write_text(other, encoding="utf-8")
    before = archive.files()
    answer(desk, Topic.PROPOSED, "accepted")
    assert not proposed_path(path).exists()
    assert undo(desk)[0] == 303 and archive.files() == before


def test_windows_line_ends_come_back(archive: Archive, desk: ReviewDesk) -> None:
    path = next(p for p in archive.stories() if "b.txt" in p.read_text("utf-8"))
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = archive.files()
    answer(desk, Topic.FLAG, "corrected", "队医")
    assert undo(desk)[0] == 303 and archive.files() == before


def test_several_are_taken_back_one_by_one_in_any_order(archive: Archive, desk: ReviewDesk) -> None:
    before = archive.files()
    answer(desk, Topic.FLAG, "corrected", "队医")
    answer(desk, Topic.GAP, "rejected")
    first = list(journal.entries(desk.paths))[-1]
    status, _, page = send(desk, undo=str(first.number), when=first.when)
    assert status == 303 and "后来的改动都留着" in page.select_one("#done").get_text()
    assert [i.topic for i in items_of(desk, Topic.FLAG)] and not items_of(desk, Topic.GAP)
    assert undo(desk)[0] == 303
    assert archive.run("verify").exit_code == 0
    data = {p: b for p, b in archive.files().items() if p.suffix == ".md"}
    assert data == {p: b for p, b in before.items() if p.suffix == ".md"}
    assert read_record(archive.docs / "ledgers/b.json").settled == ()


def test_bulk_answers_are_taken_back_together(same: Archive) -> None:
    desk, before = make_desk(same), same.files()
    keys = [item.key for item in items_of(desk, Topic.FLAG)]
    assert send(desk, key=keys, verdict="corrected", text="手术")[0] == 303
    assert undo(desk)[0] == 303 and same.files() == before


def test_what_an_editor_wrote_since_stays(archive: Archive, desk: ReviewDesk) -> None:
    answer(desk, Topic.FLAG, "corrected", "队医")
    path = next(p for p in archive.stories() if "b.txt" in p.read_text("utf-8"))
    path.write_text(path.read_text("utf-8") + "\n编者后来加的一段。\n", "utf-8")
    status, said = undo(desk)
    assert status == 303 and "后来的改动都留着" in said
    text = path.read_text("utf-8")
    assert "队长" in text and "队医" not in text and "编者后来加的一段。" in text
    assert items_of(desk, Topic.FLAG)
    assert archive.run("import").exit_code == 0 and archive.run("verify").exit_code == 0
    assert path.read_text("utf-8") == text


def test_where_the_place_itself_was_changed_nothing_is_taken_back(
    archive: Archive, desk: ReviewDesk
) -> None:
    answer(desk, Topic.FLAG, "corrected", "队医")
    path = next(p for p in archive.stories() if "b.txt" in p.read_text("utf-8"))
    path.write_text(path.read_text("utf-8").replace("队医", "队员们"), "utf-8")
    before = archive.files()
    status, said = undo(desk)
    assert status == 422 and "后来又改过" in said
    assert archive.files() == before and len(list(journal.entries(desk.paths))) == 1


def test_a_story_that_is_gone_since(archive: Archive, desk: ReviewDesk) -> None:
    answer(desk, Topic.PLACE, "corrected", "西藏自治区/那曲市")
    entry = next(journal.entries(desk.paths))
    path = next(c.path for c in (journal.find(desk.paths, entry.number) or entry).changes)
    path.unlink()
    before = archive.files()
    status, said = undo(desk)
    assert status == 422 and "没有撤销" in said and archive.files() == before


def test_what_an_editor_took_back_by_hand_stays_so(archive: Archive, desk: ReviewDesk) -> None:
    before = {path: path.read_bytes() for path in archive.stories()}
    answer(desk, Topic.GAP, "corrected", "好。")
    for path, data in before.items():
        path.write_bytes(data)
    assert undo(desk)[0] == 303
    assert {path: path.read_bytes() for path in archive.stories()} == before
    assert archive.run("verify").exit_code == 0


def test_an_answer_whose_record_is_gone_stays(archive: Archive, desk: ReviewDesk) -> None:
    answer(desk, Topic.FLAG, "corrected", "队医")
    (archive.docs / "ledgers/b.json").unlink()
    files = archive.files()
    status, says = undo(desk)
    assert status == 422 and "校勘记录后来不见了" in says and archive.files() == files


def test_an_answer_is_taken_back_once(archive: Archive, desk: ReviewDesk) -> None:
    answer(desk, Topic.FLAG, "accepted")
    entry = next(journal.entries(desk.paths))
    fields = {"undo": str(entry.number), "when": entry.when}
    assert send(desk, **fields)[0] == 303
    before = archive.files()
    for wrong in (
        fields,
        fields | {"undo": "x"},
        fields | {"undo": "²"},
        fields | {"undo": "9" * 5_000},
    ):
        status, _, page = send(desk, **wrong)
        assert status == 422 and "撤销过" in page.get_text()
    assert archive.files() == before


def test_another_answer_with_the_number_of_one_taken_back_stays(
    archive: Archive, desk: ReviewDesk
) -> None:
    answer(desk, Topic.FLAG, "accepted")
    old = next(journal.entries(desk.paths))
    undo(desk)
    answer(desk, Topic.GAP, "accepted")
    assert next(journal.entries(desk.paths)).number == old.number
    assert send(desk, undo=str(old.number), when="1970-01-01T00:00:00+00:00")[0] == 422


def test_the_page_offers_it_at_once_and_later(archive: Archive, desk: ReviewDesk) -> None:
    before = archive.files()
    page = request(desk)[2]
    form = next(f for f in page.select(".card form.answer") if f.select("[value=accepted]"))
    _, _, shown = press(desk, page, form, verdict="accepted")
    assert "原文无误" in shown.select_one("#done").get_text()
    listed = request(desk, query="settled=1")[2]
    (row,) = listed.select(".settled li")
    assert "原文无误" in row.get_text() and "队长" in row.get_text() and row.select_one("a[href]")
    status, where, again = press(desk, listed, row.select_one("form.undo"))
    assert status == 303 and "settled=1" in where and not again.select(".settled li")
    assert archive.files() == before


def test_what_was_settled_elsewhere_is_opened_again(archive: Archive, desk: ReviewDesk) -> None:
    answer(desk, Topic.FLAG, "corrected", "队医")
    journal.forget(desk.paths, 1)  # as in the clone of another editor
    texts = [p.read_text("utf-8") for p in archive.stories()]
    page = request(desk, query="settled=1")[2]
    (row,) = page.select(".settled li")
    assert row.select_one("button").get_text() == "重新打开" and "改正" in row.get_text()
    assert press(desk, page, row.select_one("form"))[0] == 303
    assert [i.quote for i in items_of(desk, Topic.FLAG)] == ["队长"]
    assert [p.read_text("utf-8") for p in archive.stories()] == texts
    assert press(desk, page, row.select_one("form"))[0] == 422


@pytest.mark.parametrize("page", ["²", "-1", "x", "9" * 5_000])
def test_a_page_that_is_no_number_is_none(desk: ReviewDesk, page: str) -> None:
    assert fetch(desk, query=urlencode({"page": page}))[0] == 404


def test_a_page_behind_the_last_is_shown(desk: ReviewDesk) -> None:
    assert fetch(desk, query="page=999")[0] == 200


@pytest.mark.parametrize(
    "damaged",
    [
        "{",
        "[]",
        '{"number": 1e999, "when": "", "said": [], "changes": []}',
        '{"number": 1, "when": "2026", "said": [{"id": [1], "topic": 2, "quote": "", '
        '"verdict": "accepted"}], "changes": []}',
        '{"number": 1, "when": "2026", "said": [], "changes": [{}]}',
    ],
)
def test_a_damaged_entry_of_the_journal_is_passed_over(
    archive: Archive, desk: ReviewDesk, damaged: str
) -> None:
    answer(desk, Topic.FLAG, "accepted")
    file: Path = next(archive.paths.answers.glob("*.json"))
    file.write_text(damaged, "utf-8")
    (archive.paths.answers / "000009.open").write_text("{", "utf-8")
    assert request(desk, query="settled=1")[0] == 200
    answer(desk, Topic.GAP, "accepted")
    assert len(list(journal.entries(desk.paths))) == 1


@pytest.mark.parametrize("name", ["notes", "1 copy", "999999999"])
def test_a_file_of_another_name_is_no_answer(archive: Archive, desk: ReviewDesk, name: str) -> None:
    archive.paths.answers.mkdir(parents=True, exist_ok=True)
    (archive.paths.answers / f"{name}.json").write_text("x", "utf-8")
    answer(desk, Topic.FLAG, "accepted")
    answer(desk, Topic.GAP, "rejected")
    first, second = (entry.number for entry in journal.entries(desk.paths))
    assert first == second + 1
    assert undo(desk)[0] == undo(desk)[0] == 303


@pytest.mark.parametrize("path", ["../new.txt", "{home}/new.txt", "docs/../../new.txt", 1, [[]]])
def test_an_answer_writes_nothing_outside(archive: Archive, desk: ReviewDesk, path: object) -> None:
    home = archive.root.parent
    path = path.replace("{home}", str(home)) if isinstance(path, str) else path
    change = {"path": path, "before": None, "after": "eJzLzcxLBQAENAGq"}
    whole = {"number": 1, "when": "2026-01-01T00:00:00+08:00", "said": []}
    archive.paths.answers.mkdir(parents=True, exist_ok=True)
    open_ = archive.paths.answers / "000001.open"
    open_.write_text(json.dumps({**whole, "changes": [change]}), "utf-8")
    answer(desk, Topic.FLAG, "accepted")
    assert not (home / "new.txt").exists() and not open_.exists()


def test_the_oldest_are_forgotten(
    archive: Archive, desk: ReviewDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "KEPT", 2)
    path = archive.stories()[0]
    for status in ("已校对", "已核实", "未校对"):
        assert send(desk, id=path.stem, status=status)[0] == 303
    assert [e.number for e in journal.entries(desk.paths)] == [3, 2]
    assert sum(f.stat().st_size for f in archive.paths.answers.iterdir()) < 2 * 8192


def test_a_status_and_a_story_brought_back_are_taken_back(
    archive: Archive, desk: ReviewDesk
) -> None:
    path = archive.stories()[0]
    path.unlink()
    archive.run("import")
    other = archive.stories()[0]
    for fields in ({"back": path.stem}, {"id": other.stem, "status": "已核实"}):
        before = archive.files()
        assert send(desk, **fields)[0] == 303 and archive.files() != before
        assert undo(desk)[0] == 303 and archive.files() == before
