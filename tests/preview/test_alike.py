"""The same answer to equal doubts: shown first, written at once or not at all."""

from pathlib import Path

import pytest

from aidstories.preview.desk import ReviewDesk
from aidstories.stories.checks.review_items import Topic
from aidstories.stories.editing import journal
from tests.archive import Archive
from tests.preview.ask import items_of, make_desk, press, request, send


@pytest.fixture
def desk(same: Archive) -> ReviewDesk:
    return make_desk(same)


def texts(archive: Archive) -> str:
    return "".join(path.read_text("utf-8") for path in archive.stories())


def test_they_are_shown_before_they_are_answered(same: Archive, desk: ReviewDesk) -> None:
    before = same.files()
    page = request(desk)[2]
    link = page.select_one(".card a.same")
    assert link.get_text() == "这 9 处都这样…"
    listed = request(desk, query=link["href"].removeprefix("?"))[2]
    assert len(listed.select(".alike input[type=checkbox][checked]")) == 9
    assert {mark.get_text() for mark in listed.select(".alike mark")} == {"于木"}
    assert same.files() == before


def test_all_are_corrected_in_one_write(same: Archive, desk: ReviewDesk) -> None:
    before = texts(same)
    one = items_of(desk, Topic.FLAG)[0]
    page = request(desk, query=f"same={one.anchor}")[2]
    status, _, shown = press(
        desk, page, page.select_one(".alike"), verdict="corrected", text="手术"
    )
    assert status == 303 and not items_of(desk, Topic.FLAG)
    assert texts(same) == before.replace("于木", "手术")
    assert "等 9 处" in shown.select_one("#done").get_text()
    assert len(list(journal.entries(same.paths))) == 1
    assert same.run("import").exit_code == 0 and same.run("verify").exit_code == 0
    assert texts(same) == before.replace("于木", "手术")


def test_those_left_out_stay(same: Archive, desk: ReviewDesk) -> None:
    before = texts(same)
    items = items_of(desk, Topic.FLAG)
    one, *rest = items
    keys = [item.key for item in rest]
    assert send(desk, key=keys, verdict="corrected", text="手术")[0] == 303
    assert [item.key for item in items_of(desk, Topic.FLAG)] == [one.key]
    assert texts(same).count("手术") == len(rest) == before.count("于木") - 1


def test_one_of_several_in_a_story_is_the_one_that_changes(same: Archive, desk: ReviewDesk) -> None:
    last = max(items_of(desk, Topic.FLAG), key=lambda i: (i.id, i.start or 0))
    text = last.path.read_text("utf-8")
    assert send(desk, key=last.key, verdict="corrected", text="手术")[0] == 303
    assert last.path.read_text("utf-8") == text.replace("于木以后", "手术以后")


def test_it_is_found_behind_an_editors_changes(same: Archive, desk: ReviewDesk) -> None:
    last = max(items_of(desk, Topic.FLAG), key=lambda i: (i.id, i.start or 0))
    text = last.path.read_text("utf-8").replace("2024年5月，", "当年五月，一台于木刚完，")
    last.path.write_text(text, "utf-8")
    assert send(desk, key=last.key, verdict="corrected", text="手术")[0] == 303
    assert last.path.read_text("utf-8") == text.replace("于木以后", "手术以后")


def test_where_one_cannot_be_written_none_is(same: Archive, desk: ReviewDesk) -> None:
    items = items_of(desk, Topic.FLAG)
    gone = items[-1].path
    gone.write_text(gone.read_text("utf-8").replace("于木", "手朮"), "utf-8")
    before = same.files()
    status, _, page = send(desk, key=[i.key for i in items], verdict="corrected", text="手术")
    assert status == 422 and "找不到" in page.select_one("#problems").get_text()
    assert same.files() == before and not list(journal.entries(same.paths))


def test_where_somebody_writes_meanwhile_none_is_written(
    same: Archive, desk: ReviewDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = [item.key for item in items_of(desk, Topic.FLAG)]
    last = same.stories()[-1]
    entry = journal._entry

    def meanwhile(*given: object) -> journal.Entry:
        last.write_text(last.read_text("utf-8") + "\n又写一段。\n", "utf-8")
        return entry(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(journal, "_entry", meanwhile)
    before = texts(same)
    status, _, page = send(desk, key=keys, verdict="corrected", text="手术")
    assert status == 422 and "刚刚有人改过" in page.get_text()
    assert texts(same) == before + "\n又写一段。\n" and len(items_of(desk, Topic.FLAG)) == 9


def test_a_killed_answer_is_finished_by_the_next(
    same: Archive, desk: ReviewDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = items_of(desk, Topic.FLAG)
    before = texts(same)

    def killed(_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(journal, "carry_out", killed)
        with pytest.raises(KeyboardInterrupt):
            send(desk, key=[i.key for i in items], verdict="corrected", text="手术")
    assert texts(same) == before
    assert send(desk, id=items[0].id, status="已校对")[0] == 303
    assert texts(same).count("手术") == 9 and "于木" not in texts(same)
    assert len(list(journal.entries(same.paths))) == 2


def test_contradictions_are_settled_one_by_one(same: Archive, desk: ReviewDesk) -> None:
    for path in same.stories()[:2]:
        other = path.read_text("utf-8").replace("牧民", "农民")
        Path(f"{path}.proposed").write_text(other, "utf-8")
    items = items_of(desk, Topic.PROPOSED)
    page = request(desk, query="topic=proposed")[2]
    assert len(items) == 2 and not page.select(".card a.same")
    before = same.files()
    status, _, page = send(desk, key=[i.key for i in items], verdict="accepted")
    assert status == 422 and "要一处一处地定" in page.get_text()
    assert same.files() == before


def test_a_form_with_nothing_chosen(same: Archive, desk: ReviewDesk) -> None:
    before = same.files()
    key = items_of(desk, Topic.FLAG)[0].key
    assert send(desk)[0] == 422
    assert send(desk, key=key)[0] == 422
    assert send(desk, key=key, verdict="corrected", text=" ")[0] == 422
    assert send(desk, key=key, verdict="accepted", seen="d0")[0] == 422
    other = items_of(desk, Topic.YEAR)[0].key
    for keys in ([key, other], [other, key]):
        status, _, page = send(desk, key=keys, verdict="accepted")
        assert status == 422 and "不是同一类" in page.get_text()
    assert same.files() == before


def test_a_full_disk_is_said_and_nothing_written(
    same: Archive, desk: ReviewDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, before = items_of(desk, Topic.FLAG)[0].key, same.files()

    def full(_: object) -> None:
        raise OSError(28, "No space left on device", "x.md")

    monkeypatch.setattr(journal, "carry_out", full)
    status, _, page = send(desk, key=key, verdict="corrected", text="手术")
    said = page.select_one("#problems").get_text()
    assert status == 422 and "没有写入" in said and "磁盘满了" in said
    assert same.files() == before
