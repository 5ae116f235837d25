"""Statements of aid as the site tells them: in lines, in cards, in flows.csv, never crosswise."""

import csv
import io
import json
from collections import Counter
from dataclasses import astuple
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import FileSystemLoader

from aidstories.model import AidStatement, Description, Evidence, Origin, Passage, Role, Story
from aidstories.site.addresses import Addresses
from aidstories.site.archive.archive import Archive, build_archive
from aidstories.site.archive.pairs import pair_pages, pairs
from aidstories.site.archive.pictures import matrix
from aidstories.site.fragment_templates import fragment_environment
from aidstories.site.interface.terms import Translator, interface_terms
from aidstories.site.interface.tongues import marked_runs
from aidstories.site.locale import Locale
from aidstories.site.spoken import spoken
from aidstories.site.story.cite import reference
from aidstories.site.story.metadata import news_article
from aidstories.site.story.view import view
from aidstories.site.takeaway.flows import COLUMNS, Flow, flows
from tests.archive import TABLES
from tests.site.aided import (
    APART,
    CHAIN,
    EDITED,
    HALF,
    HANGZHOU,
    HEADED,
    JIAXING,
    JOINT,
    MARKUP,
    NAQU,
    RIKAZE,
    SENI,
    STORIES,
    telling,
    to,
)
from tests.site.conftest import Site

DONORS = ("", HANGZHOU, JIAXING, "山东省", "西藏自治区/那曲市")
REGIONS = ("", NAQU, SENI, RIKAZE, "甘肃省")


def archive_of(*stories: Story) -> Archive:
    return build_archive(stories, Addresses(), TABLES.facets)


def rows(*stories: Story) -> list[Flow]:
    return list(flows(map(view, stories)))


def ends(story: Story) -> list[tuple[str, str]]:
    return [(flow.donor, flow.region) for flow in rows(story)]


def test_a_row_says_what_a_statement_says() -> None:
    first, second = rows(JOINT)
    assert first == Flow(
        story="joint",
        donor=HANGZHOU,
        donor_body="联合医疗队",
        region=SENI,
        recipient_body="色尼区第九医院",
        programme="对口援藏",
        act="进驻",
        when="2025-07",
        year="2025",
        evidence="2025年7月，杭州市和嘉兴市的联合医疗队进驻色尼区第九医院。",
        url="stories/joint/#p2",
    )
    assert (second.donor, second.region) == (JIAXING, SENI)


def test_the_url_is_absolute_where_the_site_has_an_address() -> None:
    (flow, _) = flows([view(JOINT)], "https://a.example/x/")
    assert flow.url == "https://a.example/x/stories/joint/#p2"


@pytest.mark.parametrize(
    ("story", "wanted"),
    [
        (APART, [("辽宁省", NAQU), ("山东省", RIKAZE)]),
        (HALF, [("", NAQU)]),
        (EDITED, [("北京市", "西藏自治区/拉萨市")]),
        (CHAIN, [("山东省", NAQU)]),
        (telling("none", donors=("上海市",), regions=(NAQU,)), []),
    ],
)
def test_no_row_joins_what_no_statement_joins(story: Story, wanted: list[tuple[str, str]]) -> None:
    assert ends(story) == wanted


def test_a_chain_quotes_each_link_and_an_editor_needs_none() -> None:
    assert [flow.evidence for flow in rows(CHAIN)] == ["山东省的队伍又来了。|他们住在那曲市。"]
    assert [(flow.evidence, flow.url) for flow in rows(EDITED)] == [("", "stories/edited/")]


def test_kicker_and_caption_are_places_to_go_to() -> None:
    assert [flow.url.partition("#")[2] for flow in rows(HEADED)] == ["kicker", "fig1"]


def test_an_editors_quotation_finds_its_paragraph() -> None:
    one = to(NAQU, "山东省")
    quoted = Evidence(field="aid", value=one.key, by=Origin.TEXT, quote="帮了那曲")
    told = telling("a", passages=[Passage(role=Role.PARAGRAPH, text="山东帮了那曲很多年。")])
    about = Description(aid=(one,), evidence=(quoted,))
    story = Story(id="a", article=told.article, description=about)
    assert [flow.url for flow in rows(story)] == ["stories/a/#p1"]


def test_flows_csv_has_a_row_for_each_statement_of_each_story(aided: Site) -> None:
    text = (aided.folder / "data/flows.csv").read_text("utf-8-sig")
    header, *found = csv.reader(io.StringIO(text, newline=""))
    assert tuple(header) == COLUMNS
    said = Counter(flow.story for flow in rows(*STORIES))
    assert Counter(row[0] for row in found) == said
    package = json.loads((aided.folder / "data/datapackage.json").read_text("utf-8"))
    (resource,) = (r for r in package["resources"] if r["name"] == "flows")
    assert [field["name"] for field in resource["schema"]["fields"]] == header
    assert all(field["description"] for field in resource["schema"]["fields"])
    for row in found:
        page, _, anchor = row[-1].partition("#")
        assert not anchor or aided.page(page).find(id=anchor), row[-1]


def test_the_matrix_pairs_what_a_statement_joins_and_quotes() -> None:
    found = {cell.names for cell in matrix(archive_of(*STORIES)).cells}
    assert {("辽宁省", "那曲市"), ("山东省", "日喀则市"), ("浙江省", "那曲市")} < found
    crosswise = {("辽宁省", "日喀则市"), ("江苏省", "那曲市"), ("江苏省", "西藏自治区")}
    unquoted = {("北京市", "拉萨市"), ("北京市", "西藏自治区")}
    assert not found & (crosswise | unquoted)


statement = st.builds(
    AidStatement,
    donor=st.sampled_from(DONORS),
    donor_body=st.sampled_from(("", "医疗队")),
    recipient=st.sampled_from(REGIONS),
    act=st.sampled_from(("", "义诊")),
    when=st.sampled_from(("", "2024", "2024-05/2025-06", "XXXX-03")),
).filter(lambda one: bool(one.donor or one.donor_body or one.recipient))
telling_any = st.lists(
    st.lists(
        st.tuples(st.sampled_from(("", "甲句。", "乙句。", "丙句。")), statement),
        max_size=6,
        unique_by=lambda said: said[1],
    ),
    max_size=5,
)


@given(telling_any)
def test_nothing_is_joined_that_no_statement_joins(told: list[list[Any]]) -> None:
    stories = [telling(f"s{n}", *said, year=2025) for n, said in enumerate(told)]
    archive = archive_of(*stories)
    for story in archive.stories:
        said = {(one.donor, one.recipient) for one in story.story.description.aid}
        assert set(ends(story.story)) == said
        lines = [
            (line.program, line.act, line.when, donor, recipient)
            for line in story.lines
            for donor in line.donors
            for recipient in line.recipients
        ]
        kept = [(o.program, o.act, o.when) for o in story.story.description.aid]
        assert Counter(about[:3] for about in lines) == Counter(kept)
        carded = {
            ("/".join(donor.place), "/".join(recipient.place))
            for card in story.cards
            for donor in card.donors
            for recipient in card.recipients
        }
        assert carded <= said


@given(telling_any)
def test_each_pair_has_a_statement_with_both_ends_and_a_quotation(told: list[list[Any]]) -> None:
    stories = [telling(f"s{n}", *said, year=2025) for n, said in enumerate(told)]
    archive = archive_of(*stories)
    found = pairs(archive)
    assert {cell.paths for cell in matrix(archive).cells} == set(found)
    for (donor, region), lines in found.items():
        for line in lines:
            assert line.quotations
            assert any(
                one.donor.startswith(donor[0]) and f"{one.recipient}/".startswith("/".join(region))
                for one in line.story.description.aid
            )
    said = {
        (tuple(one.donor.split("/"))[:1], tuple(one.recipient.split("/"))[:1])
        for _, one in (said for these in told for said in these if said[0])
        if one.donor and one.recipient and one.donor != one.recipient
    }
    assert {pair for pair in found if len(pair[1]) == 1} == said


def test_a_cell_opens_what_it_counts() -> None:
    archive = archive_of(*STORIES)
    pages = {page.url: page for page in pair_pages(archive)}
    for cell in matrix(archive).cells:
        lines = pairs(archive)[cell.paths[0], cell.paths[1]]
        assert cell.count == len({line.story.id for line in lines})
        if cell.count > 1:
            shown = [one for _, these in pages[cell.url].values["groups"] for one in these]
            assert shown == list(lines)
        else:
            assert cell.url == f"stories/{lines[0].story.id}/#{lines[0].anchor}"
        assert cell.told == ("" if cell.count > 1 else lines[0].story.id)


@pytest.mark.parametrize(
    ("told", "address", "there"),
    [
        ("s1", "stories/s1/#p3", "../stories/s1/#p3"),
        ("s1", "stories/s1/#fig1", "../stories/s1/#fig1"),
        ("translated", "stories/translated/#p3", "stories/translated/"),
        ("s1", "stories/s1/", "stories/s1/"),
        ("", "stories/#y-2025", "stories/#y-2025"),
        ("", "aid/beijing/xizang/", "aid/beijing/xizang/"),
        ("", "institutions/#name-某院", "institutions/#name-某院"),
    ],
)
def test_a_cell_of_another_language_opens_the_words_where_they_stand(
    told: str, address: str, there: str
) -> None:
    terms = interface_terms(TABLES)
    shown = {"translated": view(JOINT)}
    tibetan = Locale(translator=Translator(terms=terms, language="bo"), translations=shown)
    assert tibetan.opened(address, told) == there
    assert Locale(translator=Translator(terms=terms)).opened(address, told) == address


def test_the_pictures_of_another_language_open_what_cells_do() -> None:
    archive = archive_of(*STORIES)
    locale = Locale(translator=Translator(terms=interface_terms(TABLES), language="bo"))
    templates = FileSystemLoader(Path(__file__).parents[2] / "overrides")
    environment = fragment_environment(templates, None)
    environment.globals.update(spoken(locale), runs=marked_runs)
    drawn = '{% import "archive/pictures.html" as pictures %}{{ pictures.flows(cells, to) }}'
    cells = matrix(archive).cells
    html = environment.from_string(drawn).render(cells=cells, to=locale.links_from("overview/"))
    alone = [cell.url for cell in cells if "#" in cell.url]
    assert alone
    for url in alone:
        assert f'href="../../{url}"' in html


def article(story: Story) -> dict[str, Any]:
    made = view(story)
    return news_article(made, reference(story, (), f"https://a.example/{made.url}"), TABLES.fields)


def place(first: str, *below: str) -> dict[str, Any]:
    found: dict[str, Any] = {"@type": "AdministrativeArea", "name": first}
    for name in below:
        found = {"@type": "AdministrativeArea", "name": name, "containedInPlace": found}
    return found


def test_aid_is_what_a_story_is_about_and_nobody_sponsors_it() -> None:
    item = article(JOINT)
    actions = [one for one in item["about"] if isinstance(one, dict)]
    assert actions[0] == {
        "@type": "DonateAction",
        "name": "进驻",
        "description": "2025年7月，杭州市和嘉兴市的联合医疗队进驻色尼区第九医院。",
        "agent": {"@type": "Organization", "name": "联合医疗队"},
        "fromLocation": place(*HANGZHOU.split("/")),
        "toLocation": place(*SENI.split("/")),
        "recipient": {"@type": "Organization", "name": "色尼区第九医院"},
        "instrument": {"@type": "Thing", "name": "对口援藏"},
        "startTime": "2025-07",
        "url": "https://a.example/stories/joint/#p2",
    }
    assert len(actions) == 2
    assert "sponsor" not in item


def test_an_unstated_end_is_left_out() -> None:
    (action,) = article(HALF)["about"]
    assert action.keys() == {"@type", "description", "toLocation", "url"}


@pytest.mark.parametrize(
    ("when", "times"),
    [
        ("2025-07-02", {"startTime": "2025-07-02"}),
        ("2024/2025-06", {"startTime": "2024", "endTime": "2025-06"}),
        ("2025-21", {}),
        ("202X", {}),
        ("2025?", {}),
    ],
)
def test_only_plain_dates_are_times(when: str, times: dict[str, str]) -> None:
    (action,) = article(telling("a", ("援助。", to(NAQU, when=when))))["about"]
    assert {key: action[key] for key in ("startTime", "endTime") if key in action} == times


def test_hostile_values_stay_text(aided: Site) -> None:
    urls = ("stories/hostile-aid/", "regions/xizang/naqu/", "stories/", "people/", "overview/")
    for url in (*urls, *(f"bo/{url}" for url in urls)):
        page = aided.page(url)
        assert not page.find("script", string='alert("1")'), url
        assert not page.select("main b, main script:not([type])"), url
    assert MARKUP in aided.page("stories/hostile-aid/").select_one(".record__aid").get_text()
    assert Path(aided.folder / "data/flows.csv").read_text("utf-8").count("<b>省") == 1
    assert astuple(rows(STORIES[-1])[0])[2] == MARKUP
