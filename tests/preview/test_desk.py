"""The review page: what it shows, what an answer does, and whom it answers."""

import re
from pathlib import Path
from unittest.mock import Mock

import pytest

from aidstories.errors import BadInput
from aidstories.model import Description
from aidstories.paths import proposed_path
from aidstories.preview.desk import ReviewDesk
from aidstories.stories.checks.review_items import ReviewItem, Topic, all_review_items
from aidstories.stories.editing.answers import Answer, answer_items
from aidstories.stories.store.files import read_story
from aidstories.stories.store.record import Verdict
from tests.archive import Archive
from tests.preview.ask import HOST, fetch, request


def answer(desk: ReviewDesk, topic: Topic, verdict: str, text: str = "") -> int:
    """Give an answer to the first doubt of a topic, as its form does, and return the status."""
    item = next(d for d in review_items(desk) if d.topic == topic)
    form = {"token": desk.token, "key": item.key, "verdict": verdict, "text": text}
    status, _, page = request(desk, form)
    assert status in (303, 422), page.get_text()
    return status


def review_items(desk: ReviewDesk) -> list[ReviewItem]:
    """Return the review items of the story that has them of all kinds."""
    return [d for d in all_review_items(desk.paths) if "zhiyuan-naqu" not in d.id]


def topics(desk: ReviewDesk) -> set[Topic]:
    return {item.topic for item in review_items(desk)}


def story(archive: Archive) -> tuple[Path, str, Description]:
    path = next(p for p in archive.stories() if "b.txt" in p.read_text("utf-8"))
    return path, path.read_text("utf-8"), read_story(path).description


def test_the_most_important_come_first(desk: ReviewDesk) -> None:
    status, headers, page = request(desk)
    assert status == 200 and "'none'" in headers["Content-Security-Policy"]
    shown = [card.select_one(".topic").get_text() for card in page.select(".card")]
    assert [s[:4] for s in shown] == ["文字存疑", "原文残缺", "受援地区", "年份不明", "年份系推"]
    assert page.select_one(".card mark").get_text() == "队长"
    assert "医疗队" in page.select_one(".card pre").get_text()
    assert not page.select("script[src^=http], link[href^=http], img[src^=http]")


def test_an_answer_that_does_not_come_whole_is_refused(
    desk: ReviewDesk,
) -> None:
    late = Mock(read=Mock(side_effect=TimeoutError("timed out")))
    files = Archive(desk.paths.root).files()
    status, _, text = fetch(desk, {"token": desk.token}, **{"wsgi.input": late})
    assert status == 408 and "再试" in text.decode()
    assert Archive(desk.paths.root).files() == files


def test_filters(desk: ReviewDesk) -> None:
    _, _, page = request(desk, query="topic=no_year")
    assert len(page.select(".card")) == 1
    _, _, page = request(desk, query="story=none")
    assert not page.select(".card")


def test_a_flag_accepted(archive: Archive, desk: ReviewDesk) -> None:
    _, before, _ = story(archive)
    assert answer(desk, Topic.FLAG, "accepted") == 303
    assert story(archive)[1] == before and Topic.FLAG not in topics(desk)
    archive.run("import")
    assert Topic.FLAG not in topics(desk)


def test_a_flag_corrected_is_an_editors_edit(archive: Archive, desk: ReviewDesk) -> None:
    _, before, _ = story(archive)
    assert answer(desk, Topic.FLAG, "corrected", "队医*") == 303
    path, text, _ = story(archive)
    assert text == before.replace("队长", "队医\\*")
    assert archive.run("verify").exit_code == 0
    assert "保留编者改动 1" in archive.run("import").stdout
    assert path.read_text("utf-8") == text


@pytest.mark.parametrize(
    "verdict, typed, ends",
    [
        ("accepted", "", "都说〔原文残缺〕"),
        ("rejected", "", "都说"),
        ("corrected", "好。", "都说好。"),
    ],
)
def test_a_gap(archive: Archive, desk: ReviewDesk, verdict: str, typed: str, ends: str) -> None:
    assert answer(desk, Topic.GAP, verdict, typed) == 303
    assert f"{ends}\n\n" in story(archive)[1] and Topic.GAP not in topics(desk)
    archive.run("import")
    assert archive.run("verify").exit_code == 0 and Topic.GAP not in topics(desk)


def test_a_place_and_a_year(archive: Archive, desk: ReviewDesk) -> None:
    assert answer(desk, Topic.PLACE, "corrected", "西藏自治区/那曲") == 422
    assert answer(desk, Topic.PLACE, "corrected", "西藏自治区/那曲市") == 303
    assert answer(desk, Topic.NO_YEAR, "corrected", "2023") == 303
    known = story(archive)[2]
    assert (known.regions, known.year, known.year_basis) == (("西藏自治区/那曲市",), 2023, "stated")
    assert {(e.field, e.by) for e in known.evidence if e.by == "editor"} == {
        ("regions", "editor"),
        ("year", "editor"),
    }
    assert topics(desk) == {Topic.FLAG, Topic.GAP}
    assert archive.run("check").exit_code == 0 and archive.run("verify").exit_code == 0


def test_what_nobody_knows(archive: Archive, desk: ReviewDesk) -> None:
    answer(desk, Topic.PLACE, "accepted")
    answer(desk, Topic.NO_YEAR, "accepted")
    assert topics(desk) == {Topic.FLAG, Topic.GAP}
    assert archive.run("check").exit_code == 0 and archive.run("verify").exit_code == 0


@pytest.fixture
def inferred(archive: Archive) -> Archive:
    path, text, _ = story(archive)
    path.write_text(
        text.replace("year_basis: unknown", "year: 2023\nyear_basis: inferred"), "utf-8"
    )
    archive.run("import")
    return archive


@pytest.mark.parametrize(
    "verdict, year", [("accepted", (2023, "inferred")), ("rejected", (None, "unknown"))]
)
def test_an_inferred_year(
    inferred: Archive, desk: ReviewDesk, verdict: str, year: tuple[int | None, str]
) -> None:
    assert Topic.YEAR in topics(desk)
    answer(desk, Topic.YEAR, verdict)
    known = story(inferred)[2]
    assert (known.year, known.year_basis) == year
    assert not {Topic.YEAR, Topic.NO_YEAR} & topics(desk)
    assert inferred.run("verify").exit_code == 0


@pytest.fixture
def proposed(archive: Archive) -> Archive:
    path, text, _ = story(archive)
    other = text.replace("高原，让", "雪域，让").replace("title: 甲市", "title: 乙市")
    proposed_path(path).write_text(other, encoding="utf-8")
    return archive


def test_contradictions_are_settled_one_by_one(proposed: Archive, desk: ReviewDesk) -> None:
    path, before, _ = story(proposed)
    answer(desk, Topic.PROPOSED, "accepted")
    assert story(proposed)[1] == before.replace("title: 甲市", "title: 乙市")
    assert proposed_path(path).exists()
    answer(desk, Topic.PROPOSED, "rejected")
    assert story(proposed)[1] == before.replace("title: 甲市", "title: 乙市")
    assert not proposed_path(path).exists() and proposed.run("verify").exit_code == 0


@pytest.mark.parametrize("number", range(3))
def test_any_of_three_contradictions_is_settled_alone(
    proposed: Archive, desk: ReviewDesk, number: int
) -> None:
    path, before, _ = story(proposed)
    beside = proposed_path(path)
    beside.write_text(f"{beside.read_text('utf-8')}\n又一段。\n", "utf-8")
    items = [item for item in review_items(desk) if item.topic is Topic.PROPOSED]
    assert len(items) == 3
    form = {"token": desk.token, "key": items[number].key, "verdict": "rejected"}
    assert request(desk, form)[0] == 303
    left = [item.quote for item in review_items(desk) if item.topic is Topic.PROPOSED]
    assert left == [item.quote for item in items if item is not items[number]]
    assert story(proposed)[1] == before


def test_a_contradiction_is_not_answered_with_another_doubt(proposed: Archive) -> None:
    items = all_review_items(proposed.paths)
    one = next(item for item in items if item.topic is Topic.PROPOSED)
    with pytest.raises(BadInput) as refused:
        answer_items(proposed.paths, [one, items[-1]], Answer(verdict=Verdict.REJECTED))
    assert "一处一处" in refused.value.problems[0].zh
    assert proposed_path(one.path).exists()


def test_a_contradiction_settled_otherwise(proposed: Archive, desk: ReviewDesk) -> None:
    answer(desk, Topic.PROPOSED, "corrected", "title: 丙市医疗队支援")
    answer(desk, Topic.PROPOSED, "accepted")
    path, text, _ = story(proposed)
    assert "title: 丙市医疗队支援" in text and "雪域，让" in text
    assert not proposed_path(path).exists()


def test_the_status_is_the_editors(
    archive: Archive, desk: ReviewDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, before, _ = story(archive)
    form = {"token": desk.token, "id": path.stem, "status": "已核实"}
    assert request(desk, form)[0] == 303
    assert path.read_text("utf-8") == before.replace("status: 未校对", "status: 已核实")
    archive.run("import")
    assert archive.run("verify").exit_code == 0
    assert read_story(path).status == "已核实"
    status, _, page = request(desk, form | {"status": "已校"})
    assert status == 422 and "没有“已校”这个状态；最接近的是“已校对”" in page.get_text()
    status, _, page = request(desk, form | {"status": "xyz"})
    assert status == 422 and "最接近的是“未校对、已校对、已核实”" in page.get_text()
    assert request(desk, form | {"id": "../../x"})[0] == 422


def test_a_story_is_brought_back(archive: Archive, desk: ReviewDesk) -> None:
    path, before, _ = story(archive)
    path.unlink()
    archive.run("import")
    page = request(desk)[2]
    assert page.select_one(".left-out code").get_text() == path.stem
    assert request(desk, {"token": desk.token, "back": path.stem})[0] == 303
    assert path.read_text("utf-8") == before


REFUSED = {
    "another machine": {"REMOTE_ADDR": "192.168.0.7"},
    "another name for this machine": {"HTTP_HOST": "evil.example:8000"},
    "a name that begins alike": {"HTTP_HOST": "127.0.0.1.evil.example"},
    "another page": {"HTTP_ORIGIN": "http://evil.example"},
    "another port": {"HTTP_ORIGIN": "http://127.0.0.1:9999"},
    "a page without an origin": {"HTTP_ORIGIN": "null"},
    "an origin that is no address": {"HTTP_ORIGIN": "http://["},
    "another site": {"HTTP_SEC_FETCH_SITE": "cross-site"},
}


@pytest.mark.parametrize("environ", REFUSED.values(), ids=REFUSED)
def test_who_is_refused(archive: Archive, desk: ReviewDesk, environ: dict[str, str]) -> None:
    files = archive.files()
    item = all_review_items(desk.paths)[0]
    form = {"token": desk.token, "key": item.key, "verdict": "corrected", "text": "队医"}
    assert request(desk, form, **environ)[0] == 403
    assert archive.files() == files


@pytest.mark.parametrize("token", ["", "x"])
def test_a_form_without_the_token(archive: Archive, desk: ReviewDesk, token: str) -> None:
    files = archive.files()
    form = {"token": token, "id": story(archive)[0].stem, "status": "已核实"}
    assert request(desk, form)[0] == 403 and archive.files() == files


def test_a_form_on_a_page_that_is_none_writes_nothing(archive: Archive, desk: ReviewDesk) -> None:
    path, before, _ = story(archive)
    form = {"token": desk.token, "id": path.stem, "status": "已核实", "query": "page=²"}
    status, _, page = request(desk, form)
    assert status == 422 and "没有这一页" in page.select_one("#problems").get_text()
    assert path.read_text("utf-8") == before


ALLOWED = {
    "by name": {"HTTP_HOST": "localhost:8000", "HTTP_ORIGIN": "http://localhost:8000"},
    "by IPv6": {"HTTP_HOST": "[::1]:8000", "REMOTE_ADDR": "::1"},
    "a browser": {"HTTP_ORIGIN": f"http://{HOST}", "HTTP_SEC_FETCH_SITE": "same-origin"},
}


@pytest.mark.parametrize("environ", ALLOWED.values(), ids=ALLOWED)
def test_who_is_not(archive: Archive, desk: ReviewDesk, environ: dict[str, str]) -> None:
    form = {"token": desk.token, "id": story(archive)[0].stem, "status": "已校对"}
    assert request(desk, form, **environ)[0] == 303


def test_an_answer_to_what_has_changed(archive: Archive, desk: ReviewDesk) -> None:
    item = all_review_items(desk.paths)[0]
    form = {"token": desk.token, "key": item.key, "verdict": "accepted"}
    assert request(desk, form)[0] == 303
    status, _, page = request(desk, form)
    assert status == 422 and "处理过" in page.get_text()


def test_text_of_a_capture_is_no_markup(archive: Archive, desk: ReviewDesk) -> None:
    archive.add(
        "c.txt", "# 医疗队开展义诊<script>alert(1)</script>\n\n开展义诊，为当地群众看病。\n"
    )
    archive.run("import")
    page = request(desk)[2]
    assert not re.search("<script>alert", str(page))
