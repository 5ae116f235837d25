"""Doubtful fields on the review page: shown with the words of the page, answered, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from aidstories.model import FieldDoubt
from aidstories.preview.desk import ReviewDesk
from aidstories.stories.checks.review_items import Topic
from aidstories.stories.editing import journal
from aidstories.stories.editing.undo import take_back
from aidstories.stories.store.files import read_story
from aidstories.stories.store.record import read_record, record_json
from tests.archive import Archive
from tests.preview.ask import items_of, request, send

DONOR = "浙江省/杭州市/西湖区"


def doubt(archive: Archive, *doubts: FieldDoubt) -> None:
    """Have the record of the first capture say that fields of its story are doubtful."""
    path = archive.paths.record("a.txt")
    record = read_record(path)
    stories = (replace(record.stories[0], doubts=doubts), *record.stories[1:])
    path.write_text(record_json(replace(record, stories=stories)), "utf-8")


@pytest.fixture
def doubted(archive: Archive) -> Archive:
    doubt(archive, FieldDoubt("donors", "西湖区", DONOR), FieldDoubt("figures", "图为山口"))
    return archive


def donors(archive: Archive) -> tuple[str, ...]:
    (path,) = [p for p in archive.stories() if "a.txt" in p.read_text("utf-8")]
    return read_story(path).description.donors


def waiting(desk: ReviewDesk) -> list[str]:
    return [item.reason for item in items_of(desk, Topic.FIELD)]


def test_they_are_shown_with_what_speaks_against_them(doubted: Archive, desk: ReviewDesk) -> None:
    assert waiting(desk) == ["donors", "figures"]
    page = request(desk, query="topic=field")[2]
    card, figures = page.select(".card")
    assert "支援方存疑" in card.h2.get_text() and card.select_one(".now q").get_text() == "西湖区"
    assert (
        card.select_one(".suggested button")["value"] == DONOR
    )  # in place of 杭州市, which holds it
    assert card.select_one("input[name=text]")["value"] == "浙江省/杭州市"
    assert not figures.select("input[name=text]") and figures.select_one("details.shape[open]")


@pytest.mark.parametrize(
    ("given", "becomes"),
    [
        ({"verdict": "accepted"}, ("浙江省/杭州市",)),
        ({"suggested": DONOR}, (DONOR,)),
        ({"verdict": "corrected", "text": f"{DONOR}|上海市"}, (DONOR, "上海市")),
        ({"verdict": "rejected"}, ()),
    ],
)
def test_an_answer_is_the_editors_and_can_be_undone(
    doubted: Archive, desk: ReviewDesk, given: dict[str, str], becomes: tuple[str, ...]
) -> None:
    before, (item, _) = doubted.files(), items_of(desk, Topic.FIELD)
    assert send(desk, key=item.key, **given)[0] == 303
    assert donors(doubted) == becomes and waiting(desk) == ["figures"]
    assert doubted.run("check").exit_code == 0 and doubted.run("verify").exit_code == 0
    assert take_back(doubted.paths, next(iter_whole(doubted)))
    assert doubted.files() == before


def iter_whole(archive: Archive) -> Iterator[journal.Entry]:
    for entry in journal.entries(archive.paths):
        whole = journal.find(archive.paths, entry.number)
        assert whole is not None
        yield whole


def test_what_is_no_value_is_refused(doubted: Archive, desk: ReviewDesk) -> None:
    before, items = doubted.files(), items_of(desk, Topic.FIELD)
    assert send(desk, key=items[0].key, verdict="corrected", text="杭洲市")[0] == 422
    assert send(desk, key=items[1].key, verdict="corrected", text="图为山口")[0] == 422
    assert doubted.files() == before


def test_an_editors_own_value_is_not_doubted(doubted: Archive, desk: ReviewDesk) -> None:
    (path,) = [p for p in doubted.stories() if "a.txt" in p.read_text("utf-8")]
    text = path.read_text("utf-8")
    path.write_text(text.replace("在家门口", "在自家门口"), "utf-8")
    assert "donors" in waiting(desk)  # another line of the story is no answer
    path.write_text(text.replace("浙江省/杭州市", "上海市"), "utf-8")
    assert waiting(desk) == ["figures"]


def test_what_the_story_lacks_is_asked_once(archive: Archive, desk: ReviewDesk) -> None:
    assert "year" not in waiting(desk) and items_of(desk, Topic.NO_YEAR)


def test_an_import_keeps_them(archive: Archive, desk: ReviewDesk) -> None:
    text = "# 甲市医疗队支援那曲\n\n本报记者 央金\n\n2024年5月，援藏队员来到那曲市色尼区看病。\n"
    archive.add("d.txt", text)
    assert "著录存疑" in archive.run("import").stdout
    (story,) = read_record(archive.paths.record("d.txt")).stories
    assert "donors" in {one.field for one in story.doubts}
    assert any(i.reason == "donors" and i.id == story.id for i in items_of(desk, Topic.FIELD))
