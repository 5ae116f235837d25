"""Places that the review page suggests."""

import pytest

from aidstories.model import Article, Passage, Role
from aidstories.preview.suggest import named_places, nearest_places, texts_of
from aidstories.stories.checks.review_items import Topic
from aidstories.stories.store.files import read_story
from tests.archive import TABLES, Archive
from tests.preview.ask import items_of, make_desk, press, request, send


def article(text: str) -> Article:
    return Article(passages=(Passage(role=Role.PARAGRAPH, text=text),))


@pytest.mark.parametrize(
    "text, first",
    [
        ("杭州市的医生到了那曲市聂荣县。", "西藏自治区/那曲市/聂荣县"),
        ("医疗队来到聂荣县，聂荣县的牧民来看病；那曲市的医生也来了。", "西藏自治区/那曲市/聂荣县"),
        ("杭州市的医生说起家乡。", "浙江省/杭州市"),
    ],
)
def test_places_that_the_text_names(text: str, first: str) -> None:
    assert named_places(article(text), TABLES)[0] == first


def test_a_name_that_many_have_gives_them_all() -> None:
    found = named_places(article("医疗队来到城关区，在社区义诊。"), TABLES)
    assert "西藏自治区/拉萨市/城关区" in found and len(found) > 1


def test_a_text_without_places_suggests_none() -> None:
    assert named_places(article("医疗队义诊，群众欢迎。"), TABLES) == ()


@pytest.mark.parametrize(
    "typed, meant",
    [
        ("聂荣", "西藏自治区/那曲市/聂荣县"),
        ("聂容县", "西藏自治区/那曲市/聂荣县"),
        ("西藏自治区/那曲", "西藏自治区/那曲市"),
        ("西藏自治区/那曲市、聂荣", "西藏自治区/那曲市/聂荣县"),
    ],
)
def test_names_near_what_was_typed(typed: str, meant: str) -> None:
    assert nearest_places(typed, TABLES)[0] == meant


@pytest.mark.parametrize("typed", ["", "西藏自治区/那曲市", "＊＊＊＊＊＊"])
def test_what_is_right_or_like_nothing_has_none(typed: str) -> None:
    assert nearest_places(typed, TABLES) == ()


def test_several_places_are_typed_with_a_mark_between() -> None:
    assert texts_of(" 甲、乙\n\n丙 ") == ["甲", "乙", "丙"]


def test_a_mistyped_place_is_kept_and_the_nearest_one_press_away(archive: Archive) -> None:
    desk = make_desk(archive)
    (item,) = items_of(desk, Topic.PLACE)
    assert request(desk, query="topic=place")[2].select("datalist#places option[value]")
    status, _, page = send(
        desk, "topic=place", key=item.key, verdict="corrected", text="西藏自治区/聂荣"
    )
    assert status == 422
    field = page.select_one(f"#t{item.anchor}")
    assert field["value"] == "西藏自治区/聂荣" and field.has_attr("autofocus")
    form = page.select_one("form.suggested")
    assert form.select_one("button")["value"] == "西藏自治区/那曲市/聂荣县"
    status, _, _ = press(desk, page, form, suggested="西藏自治区/那曲市/聂荣县")
    assert status == 303 and not items_of(desk, Topic.PLACE)
    assert read_story(item.path).description.regions == ("西藏自治区/那曲市/聂荣县",)
