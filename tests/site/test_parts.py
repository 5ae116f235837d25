"""The plain objects behind the pages: dates, addresses, trees, excerpts."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidstories.model import (
    TEXT_ROLES,
    Article,
    Description,
    Evidence,
    Gap,
    Origin,
    Passage,
    Person,
    Role,
    Story,
    YearBasis,
)
from aidstories.paths import archived_picture
from aidstories.site.addresses import Addresses, addresses
from aidstories.site.archive.archive import PER_PAGE, build_archive
from aidstories.site.archive.listings import listings
from aidstories.site.archive.tags import story_tags
from aidstories.site.facets import UNSTATED, ancestry, grow, paths_of
from aidstories.site.interface.dates import date_text, is_inferred
from aidstories.site.interface.pinyin import slugs
from aidstories.site.interface.terms import Translator, interface_terms
from aidstories.site.story.body import ANCHORS, anchors_of, blocks, grounds
from aidstories.site.story.view import opening, view
from tests.archive import TABLES

ROOT = Path(__file__).parents[2]
FACETS = {facet.key: facet for facet in TABLES.facets}
CHINESE = Translator(terms=interface_terms(TABLES))
DATES = tomllib.loads((ROOT / "tests/cases/dates.toml").read_text("utf-8"))["case"]


def story(story_id: str = "a", *passages: Passage, **described: Any) -> Story:
    return Story(
        id=story_id, article=Article(passages=passages), description=Description(**described)
    )


def paragraph(text: str, gap: Gap | None = None) -> Passage:
    return Passage(role=Role.PARAGRAPH, text=text, gap=gap)


@pytest.mark.parametrize("case", DATES, ids=[case["text"] for case in DATES])
def test_dates(case: dict[str, Any]) -> None:
    known = Description(
        published=case.get("published"),
        year=case.get("year"),
        year_basis=YearBasis(case["basis"]),
    )
    assert date_text(known, CHINESE.plain) == case["text"]
    assert is_inferred(known) == case.get("inferred", False)


@pytest.mark.parametrize(
    ("names", "addresses"),
    [
        ({"西藏自治区": "", "那曲市": "", "阿里地区": ""}, ["xizang", "naqu", "ali"]),
        ({"单县": "", "南市区": ""}, ["danxian", "nanshi"]),
        ({"长治市": "changzhi shi", "六安市": "lu'an shi"}, ["changzhi", "luan"]),
        ({"和田市": "hetian shi", "和田县": "hetian xian"}, ["hetian-shi", "hetian-xian"]),
        ({"山西省": "", "陕西省": ""}, ["shan1xi1", "shan3xi1"]),
        ({"2025年": "", "年份不详": "undated"}, ["2025", "undated"]),
        ({"5G+医疗": "", "བོད": ""}, ["5g-yiliao", "f56-f7c-f51"]),
    ],
)
def test_addresses(names: dict[str, str], addresses: list[str]) -> None:
    assert list(map(slugs(names).get, names)) == addresses


@given(st.dictionaries(st.text(min_size=1, max_size=6), st.just(""), max_size=8))
def test_addresses_are_ascii_and_no_two_the_same(names: dict[str, str]) -> None:
    found = slugs(names)
    assert found.keys() == names.keys()
    assert len(set(found.values())) == len(found)
    assert all(s and s.isascii() and "/" not in s and s.strip(".-") for s in found.values())


def test_addresses_of_the_authorities_are_one_to_one() -> None:
    names = addresses(TABLES)
    assert names.places[("西藏自治区", "那曲市")] == "naqu"
    assert names.places[("西藏自治区", "昌都市")] == "changdu"
    assert (names.places[("山西省",)], names.places[("陕西省",)]) == ("shanxi", "shaanxi")
    for known in (names.places, names.programmes):
        placed = [(path[:-1], address) for path, address in known.items()]
        assert len(set(placed)) == len(placed)


def test_the_dictionary_has_names_long_and_short() -> None:
    words = addresses(TABLES).dictionary().split("\n")
    assert {"墨竹工卡县", "墨竹工卡", "组团式援藏"} <= set(words)
    assert "" not in words[:-1]


def test_what_only_looks_like_a_path_of_many_is_no_deeper_than_pages_are() -> None:
    """``check`` refuses it; a site that is built despite that ended as a fault of the program."""
    far = story("a", regions=("西藏自治区/" * 5000,))
    (top,) = grow(FACETS["region"], [far], {}).children
    assert top.label == "西藏自治区" and 3 < max(len(v.path) for v in top.walk()) <= 12
    assert paths_of(FACETS["region"], far)[0] in {v.path for v in top.walk()}


def test_a_place_lists_the_stories_below_it_once() -> None:
    both = story("both", regions=("西藏自治区/那曲市/聂荣县", "西藏自治区/那曲市/色尼区"))
    whole = story("whole", regions=("西藏自治区",))
    none = story("none")
    tree = grow(FACETS["region"], [both, whole, none], {})
    assert [child.label for child in tree.children] == ["西藏自治区", UNSTATED]
    tibet = tree.children[0]
    assert tibet.stories == (both, whole)
    naqu = ancestry(tree, ("西藏自治区", "那曲市"))[-1]
    assert naqu.stories == (both,)
    assert naqu.url == "regions/xizang/naqu/"
    assert [child.stories for child in naqu.children] == [(both,), (both,)]


def test_newest_first_and_undated_last() -> None:
    made = [
        story("old", published="2019-01-02", year=2019),
        story("undated"),
        story("new", published="2021-12-20", year=2021),
        story("newer", year=2025),
    ]
    archive = build_archive(made, Addresses(), TABLES.facets)
    assert list(archive.views) == ["newer", "new", "old", "undated"]
    years = [value.label for value in archive.trees["year"].children]
    assert years == ["2025年", "2021年", "2019年", "年份不详"]
    assert archive.years == "2019–2025"


def test_an_empty_archive_has_its_pages() -> None:
    archive = build_archive([], Addresses(), TABLES.facets)
    assert archive.years == ""
    roots = archive.trees.values()
    assert {page.url for page in listings(archive)} == {root.url for root in roots}


def test_long_lists_are_cut_into_pages() -> None:
    made = [story(f"s{n}", year=2025) for n in range(PER_PAGE + 1)]
    archive = build_archive(made, Addresses(), TABLES.facets)
    pages = [page for page in listings(archive) if page.value.label == "2025年"]
    assert [page.url for page in pages] == ["years/2025/", "years/2025/page/2/"]
    assert [len(page.stories) for page in pages] == [PER_PAGE, 1]
    assert sorted(v.story.id for page in pages for v in page.stories) == sorted(s.id for s in made)


def test_tags_are_names_of_all_levels_once() -> None:
    tagged = story(
        regions=("西藏自治区/那曲市", "西藏自治区/山南市"), programs=("对口援藏",), year=2025
    )
    assert story_tags(tagged, FACETS) == ["西藏自治区", "那曲市", "山南市", "对口援藏", "2025年"]


@pytest.mark.parametrize(
    ("paragraphs", "text"),
    [
        ([], ""),
        ([paragraph("一句话。")], "一句话。"),
        ([paragraph("断头的话。", Gap.START), paragraph("完整的话。")], "完整的话。"),
        ([paragraph("只有断头的话。", Gap.START)], "只有断头的话。"),
        ([paragraph("长" * 40 + "。" + "长" * 60)], "长" * 40 + "。"),
        ([paragraph("“" + "长" * 40 + "。”" + "长" * 60)], "“" + "长" * 40 + "。”"),
        ([paragraph("长" * 87 + "，" + "长" * 9)], "长" * 87 + "……"),
    ],
)
def test_excerpts(paragraphs: list[Passage], text: str) -> None:
    assert opening(Article(passages=tuple(paragraphs))) == text


@pytest.mark.parametrize(
    ("src", "shown"),
    [
        ("/stories/2024/a/b.webp", "stories/2024/a/b.webp"),
        ("assets/images/a.jpg", "assets/images/a.jpg"),
        ("a.jpg", None),
        ("/upload/2024/a.jpg", None),
        ("stories/../../secret.png", None),
        ("http://static.example/a.jpg", None),
        ("HTTPS://static.example/a.jpg", None),
        ("//static.example/a.jpg", None),
        ("data:image/png;base64,AA", None),
        (None, None),
    ],
)
def test_only_images_of_the_archive_are_shown(src: str | None, shown: str | None) -> None:
    assert archived_picture(src) == shown


def test_figures_stand_where_the_text_has_them() -> None:
    shown = view(
        story(
            "a",
            paragraph("一"),
            Passage(role=Role.CAPTION, text="图一"),
            Passage(role=Role.CREDIT, text="央金 摄"),
            Passage(role=Role.HEADING, text="题"),
            paragraph("二"),
            Passage(role=Role.CAPTION, text="图二"),
        )
    )
    assert [block.anchor for block in shown.blocks] == ["p1", "fig1", "h1", "p2", "fig2"]
    assert [b.figure.credit for b in shown.blocks if b.figure] == ["央金 摄", ""]
    assert shown.length == 3


@pytest.mark.parametrize(
    ("printed", "place", "shown"),
    [
        ("中新网太原12月20日电", "太原", "中新网太原12月20日电"),
        ("本报山南电（记者 武沛涛）", "山南", "山南电"),
        ("本报讯（记者 武沛涛）", None, None),
        (None, "太原", "太原电"),
        (None, None, None),
    ],
)
def test_a_dateline_does_not_name_the_reporter_twice(
    printed: str | None, place: str | None, shown: str | None
) -> None:
    lines = [Passage(role=Role.DATELINE, text=printed)] if printed else []
    reporter = (Person(name="武沛涛", role="记者"),)
    assert view(story("a", *lines, dateline=place, byline=reporter)).dateline == shown


def test_a_credit_without_a_caption_is_not_lost() -> None:
    shown = blocks(Article(passages=(paragraph("一"), Passage(role=Role.CREDIT, text="央金 摄"))))
    assert [b.figure.credit for b in shown if b.figure] == ["央金 摄"]


def test_evidence_points_at_the_block_that_shows_it() -> None:
    def evidence(field: str, passage: int | None, by: Origin = Origin.TEXT) -> Evidence:
        return Evidence(field=field, value="a/b", by=by, quote="引文", passage=passage)

    article = Article(
        passages=(
            Passage(role=Role.TITLE, text="题"),
            paragraph("一"),
            Passage(role=Role.CAPTION, text="图"),
            Passage(role=Role.CREDIT, text="摄"),
            paragraph("二"),
        )
    )
    items = [
        evidence("year", 0),
        evidence("regions", 1),
        evidence("donors", 3),
        evidence("programs", 4),
        evidence("source", None, Origin.EDITOR),
        evidence("people", 1),
    ]
    found = grounds(items, anchors_of(article, blocks(article)))
    assert [ground.anchor for ground in found] == ["title", "p1", "fig1", "p2", None]
    assert found[0].value == "a › b"


def test_each_kind_of_block_has_anchors_of_its_own() -> None:
    roles = [
        *(Role.PARAGRAPH, Role.ITEM, Role.ITEM, Role.ROW, Role.VERSE, Role.QUOTE),
        *(Role.QUESTION, Role.ANSWER, Role.SALUTATION, Role.SIGNATURE, Role.PARAGRAPH),
    ]
    article = Article(passages=tuple(Passage(role=role, text="甲\t乙") for role in roles))
    anchors = ["p1", "li1", "li2", "tr1", "v1", "q1", "qa1", "qa2", "s1", "s2", "p2"]
    assert [block.anchor for block in blocks(article)] == anchors
    assert blocks(article)[3].cells == ("甲", "乙")


@pytest.mark.parametrize(
    ("text", "numbered"),
    [
        ("1. 查视力", True),
        ("（2）送药箱", True),
        ("③查房", True),
        ("3.5天", False),
        ("查视力", False),
    ],
)
def test_an_item_that_prints_its_number(text: str, numbered: bool) -> None:
    [block] = blocks(Article(passages=(Passage(role=Role.ITEM, text=text),)))
    assert block.numbered is numbered


def test_a_story_of_a_table_alone_has_an_excerpt() -> None:
    assert opening(Article(passages=(Passage(role=Role.ROW, text="医院\t科室"),))) == "医院\t科室"


@pytest.mark.parametrize("kind", sorted(set(ANCHORS.values())))
def test_every_kind_of_block_can_be_linked_and_reported(kind: str) -> None:
    for term in (f"link.{kind}", f"report.{kind}"):
        assert "7" in CHINESE.plain(term, number="7")


def test_every_passage_of_the_text_is_shown() -> None:
    assert set(TEXT_ROLES) <= set(ANCHORS)
