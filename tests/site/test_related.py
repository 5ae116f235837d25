"""Related stories and neighbours."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from aidstories.model import Article, Description, Passage, Person, Role, Story
from aidstories.site.addresses import Addresses
from aidstories.site.archive.archive import Archive, build_archive
from aidstories.site.archive.related import SHOWN, neighbours, related
from aidstories.site.story.view import View
from tests.archive import TABLES
from tests.site.conftest import Site

NAQU, ALI = "西藏自治区/那曲市", "西藏自治区/阿里地区"


def story(story_id: str, title: str = "", **described: Any) -> Story:
    passages = (Passage(role=Role.TITLE, text=title or story_id),)
    return Story(
        id=story_id, article=Article(passages=passages), description=Description(**described)
    )


def archive_of(*stories: Story) -> Archive:
    return build_archive(stories, Addresses(), TABLES.facets)


def ids(views: tuple[View, ...]) -> list[str]:
    return [view.story.id for view in views]


def test_the_rarer_the_shared_feature_the_nearer_the_story() -> None:
    archive = archive_of(
        story("here", regions=(NAQU,), people=(Person(name="郭传家", role="专家"),)),
        story("same-person", regions=(ALI,), people=(Person(name="郭传家", role="医生"),)),
        story("same-region", regions=(ALI,)),
        *(story(f"far-{n}", regions=("甘肃省/酒泉市",)) for n in range(3)),
    )
    assert ids(related(archive)["here"]) == ["same-person", "same-region"]


def test_what_all_share_relates_none() -> None:
    archive = archive_of(*(story(f"{n}", title=f"{n}", programs=("对口援藏",)) for n in "甲乙丙"))
    assert related(archive) == {"甲": (), "乙": (), "丙": ()}


def test_words_of_headlines_relate() -> None:
    titles = {"a": "高原产儿协同中心", "b": "产儿协同救治", "c": "远程会诊"}
    archive = archive_of(*(story(key, title=title) for key, title in titles.items()))
    assert ids(related(archive)["a"]) == ["b"]


def test_neighbours_are_those_of_the_smallest_shared_list() -> None:
    archive = archive_of(
        story("newest", year=2025, regions=(NAQU,)),
        story("middle", year=2024, regions=(ALI,)),
        story("oldest", year=2023, regions=(f"{NAQU}/聂荣县",)),
        story("else", year=2022, programs=("县域综合医改",)),
    )
    newest = neighbours(archive, archive.views["newest"])
    assert newest.older
    assert (newest.value.label, newest.newer, newest.older.story.id) == ("那曲市", None, "oldest")
    oldest = neighbours(archive, archive.views["oldest"])
    assert oldest.newer
    assert (oldest.value.label, oldest.newer.story.id, oldest.older) == ("那曲市", "newest", None)
    assert neighbours(archive, archive.views["middle"]).value.label == "西藏自治区"
    alone = neighbours(archive, archive.views["else"])
    assert alone.newer
    assert (alone.value.label, alone.newer.story.id, alone.older) == ("全部报道", "oldest", None)


regions = st.lists(st.sampled_from([NAQU, ALI, "甘肃省/酒泉市", "西藏自治区"]), max_size=2)


described = st.lists(st.tuples(regions.map(tuple), st.integers(2020, 2022)), max_size=7)


@given(described)
def test_nobody_is_related_to_itself_and_lists_are_short(
    described: list[tuple[tuple[str, ...], int]],
) -> None:
    made = [story(f"s{n}", title="题", regions=r, year=y) for n, (r, y) in enumerate(described)]
    archive = archive_of(*made)
    for story_id, views in related(archive).items():
        assert story_id not in ids(views)
        assert len(set(ids(views))) == len(views) <= SHOWN
    for view in archive.stories:
        around = neighbours(archive, view)
        for other, back in ((around.newer, "older"), (around.older, "newer")):
            listed = [s.id for s in around.value.stories]
            if other:
                step = listed.index(other.story.id) - listed.index(view.story.id)
                assert step == (1 if back == "newer" else -1)


def test_story_pages_lead_on(site: Site, stories: tuple[Story, ...]) -> None:
    for made in stories:
        page = site.page(f"stories/{made.id}/")
        targets = [a["href"] for a in page.select(".onward a")]
        assert targets
        assert f"../{made.id}/" not in targets
