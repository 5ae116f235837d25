"""A field that an archive adds to its table of fields arrives everywhere, with no line of code."""

import csv
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from aidstories.fields import Shape, ways_of
from aidstories.paths import ArchivePaths
from aidstories.search.query import Filter, parse, query_words
from aidstories.site.editor import configuration
from aidstories.stories.checks.schema import make_schema
from aidstories.stories.format.parse import parse_story
from aidstories.stories.format.serialize import serialize
from aidstories.stories.importing.merge import merge
from aidstories.tables import Tables, read_tables
from tests.archive import HOME, Archive, make_archive
from tests.site.conftest import build_site
from tests.site.test_takeaway import records_of

HEADER = (HOME / "docs" / "data" / "fields.csv").read_text("utf-8").split("\n")[0].split(",")
ADDED = {
    "diseases": {
        "zh": "病种",
        "bo": "ནད་རིགས།",
        "type": "texts",
        "dc": "dcterms:subject",
        "schema": "about",
        "facet": "disease",
        "shape": "list",
        "order": "4",
    },
    "nurses": {
        "zh": "护士",
        "type": "people",
        "schema": "mentions/Person",
        "facet": "nurse",
        "shape": "index",
    },
    "grade": {"zh": "级别", "type": "choice", "values": "甲|乙", "note": "甲 一等；乙 二等"},
    "founded": {"zh": "建院", "type": "year", "values": "1900..2100", "dc": "dcterms:created"},
}
HEAD = """---
id: {id}
title: {id}的标题
year: 2024
year_basis: stated
regions: [西藏自治区/那曲市]
{own}status: 未校对
---

正文说，医疗队来了。
"""
OWN = """diseases: [包虫病, 白内障]
nurses:
- {name: 央金, role: 护士长}
grade: 甲
founded: 1962
"""


def add_rows(table: Path, rows: dict[str, dict[str, str]]) -> None:
    with table.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEADER, restval="", lineterminator="\n")
        writer.writerows({"name": name, **row} for name, row in rows.items())


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """An archive of three stories whose table of fields has four more than this repository's."""
    made = make_archive(tmp_path_factory.mktemp("other") / "archive")
    add_rows(made.docs / "data" / "fields.csv", ADDED)
    folder = made.docs / "stories" / "2024"
    folder.mkdir(parents=True)
    for id_, own in (("a", OWN), ("b", "diseases: 白内障\n"), ("c", "")):
        (folder / f"{id_}.md").write_text(HEAD.format(id=id_, own=own), "utf-8")
    return made


@pytest.fixture(scope="module")
def tables(archive: Archive) -> Tables:
    return read_tables(archive.docs / "data")


@pytest.fixture(scope="module")
def site(archive: Archive) -> Path:
    """The folder of the built site."""
    ours = shutil.ignore_patterns("stories", "ledgers", "data")
    shutil.copytree(HOME / "docs", archive.docs, ignore=ours, dirs_exist_ok=True)
    build_site(archive.docs, archive.root / "site")
    return archive.root / "site"


def page(site: Path, url: str) -> Any:
    return BeautifulSoup((site / url / "index.html").read_text("utf-8"), "html.parser")


def test_the_check_accepts_the_values(archive: Archive) -> None:
    done = archive.run("check")
    assert done.exit_code == 0, done.stderr


@pytest.mark.parametrize(
    ("own", "told"),
    [
        ("disease: [包虫病]\n", "没有“disease”这个字段；是不是“diseases”"),
        ("diseases: [{name: 包虫病}]\n", "diseases"),
        ("nurses: [央金]\n", "nurses"),
        ("nurses: [{name: 央金, rank: 一}]\n", "不认识的键“rank”"),
        ("grade: 丙\n", "没有“丙”这个值；可用：甲、乙"),
        ("grade: [甲]\n", "grade"),
        ("founded: 早年\n", "应为整数"),
        ("founded: 1800\n", "应在 1900 与 2100 之间"),
    ],
)
def test_the_check_refuses_what_the_table_does_not_say(
    archive: Archive, own: str, told: str
) -> None:
    path = archive.docs / "stories" / "2024" / "bad.md"
    path.write_text(HEAD.format(id="bad", own=own), "utf-8")
    done = archive.run("check")
    path.unlink()
    assert done.exit_code == 1 and told in done.stderr
    assert done.stderr.count("bad.md:") == 1


def test_a_required_field_is_missed(archive: Archive) -> None:
    table = archive.docs / "data" / "fields.csv"
    before = table.read_text("utf-8")
    table.write_text(
        before.replace("grade,级别,,,choice,甲|乙,", "grade,级别,,,choice,甲|乙,yes"), "utf-8"
    )
    done = archive.run("check")
    table.write_text(before, "utf-8")
    assert done.exit_code == 1 and "缺少“级别”" in done.stderr


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"type": "textes"}, "没有“textes”这个值"),
        ({"facet": "Ward"}, "“Ward”不能作网址里的名称"),
        ({"facet": "page"}, "“page”不能作网址里的名称"),
        ({"facet": "ward", "shape": "round"}, "没有“round”这个值"),
        ({"facet": "ward", "order": "二"}, "应为整数，现为“二”"),
        ({"facet": "region"}, "“region”已是“regions”的"),
        ({"facet": "datum", "name": "data"}, "网站已有 data/"),
    ],
)
def test_a_row_that_cannot_be_is_named(tmp_path: Path, row: dict[str, str], told: str) -> None:
    made = make_archive(tmp_path)
    given = {"zh": "病房", "type": "texts", **row}
    add_rows(made.docs / "data" / "fields.csv", {given.pop("name", "wards"): given})
    done = made.run("check")
    assert done.exit_code == 1 and told in done.stderr and "fields.csv:" in done.stderr


def test_a_story_is_written_as_it_was_read(archive: Archive) -> None:
    path = archive.docs / "stories" / "2024" / "a.md"
    story = parse_story(path.read_text("utf-8"), "a.md")
    assert story.description.values("diseases") == ("包虫病", "白内障")
    written = serialize(story)
    assert parse_story(written.text, "a.md") == story
    assert list(written.values)[-4:] == list(ADDED)
    assert written.values["grade"] == "甲"
    assert hash(story.description) == hash(parse_story(written.text, "a.md").description)


def test_an_import_merges_both_sides_changes() -> None:
    base = HEAD.format(id="a", own="diseases: [包虫病]\n")
    ours = base.replace("[包虫病]", "[包虫病, 骨折]")
    theirs = base.replace("[包虫病]", "[白内障, 包虫病]").replace("来了。", "到了。")
    merged = merge(base, ours, theirs)
    assert merged.conflicts == ()
    assert "diseases: [白内障, 包虫病, 骨折]\n" in merged.text and "到了。" in merged.text


def test_an_editor_decides_it_in_the_catalogue(tmp_path: Path) -> None:
    made = make_archive(tmp_path)
    add_rows(made.docs / "data" / "fields.csv", ADDED)
    told = '[[seed.decision]]\nfield = "{}"\nvalue = {}\n'
    made.add(decisions=told.format("diseases", '["包虫病"]') + told.format("grade", '"乙"'))
    assert made.run("import").exit_code == 0
    (path,) = made.stories()
    story = parse_story(path.read_text("utf-8"), "a.md")
    assert story.description.other == (("diseases", ("包虫病",)), ("grade", "乙"))
    assert {"diseases", "grade"} <= {e.field for e in story.description.evidence}
    path.write_text(path.read_text("utf-8").replace("[包虫病]", "[包虫病, 骨折]"), "utf-8")
    assert made.run("import").exit_code == 0 and made.run("verify").exit_code == 0
    assert "diseases: [包虫病, 骨折]" in path.read_text("utf-8")
    assert made.run("check").exit_code == 0


def test_an_unknown_field_is_not_decided(tmp_path: Path) -> None:
    made = make_archive(tmp_path)
    made.add(decisions='[[seed.decision]]\nfield = "diseases"\nvalue = ["包虫病"]\n')
    done = made.run("import")
    assert done.exit_code == 1 and "不能决定“diseases”" in done.stderr


def test_the_schema_has_it(tables: Tables) -> None:
    made = make_schema(tables.fields)["properties"]
    assert made["diseases"]["title"] == "病种" and made["grade"]["enum"] == ["甲", "乙"]
    assert made["founded"]["minimum"] == 1900


def test_the_editor_has_a_form_for_it(tables: Tables) -> None:
    config = configuration(tables, {}, "x", None)
    forms = {form["name"]: form for form in config["collections"][0]["fields"]}
    assert forms["diseases"]["label"] == "病种" and forms["diseases"]["widget"] == "list"
    assert [o["label"] for o in forms["grade"]["options"]] == ["一等", "二等"]
    assert [field["name"] for field in config["fields"]][-4:] == list(ADDED)


def test_the_page_of_a_story_tells_machines(site: Path) -> None:
    shown = page(site, "stories/a")
    subjects = [m["content"] for m in shown.select('meta[name="DCTERMS.subject"]')]
    assert subjects == ["包虫病", "白内障"]
    item = json.loads(shown.select_one('script[type="application/ld+json"]').string)
    assert item["about"] == ["包虫病", "白内障"]
    assert item["mentions"] == [{"@type": "Person", "name": "央金"}]
    assert "about" not in page(site, "stories/c").select_one('script[type*="ld+json"]').string


def test_the_page_of_a_story_shows_readers(site: Path) -> None:
    rows = {r.dt.get_text(): r for r in page(site, "stories/a").select(".record dl > div")}
    assert [a["href"] for a in rows["病种"].select("dd a")] == [
        "../../diseases/baochongbing/",
        "../../diseases/baineizhang/",
    ]
    assert rows["护士"].select_one("a")["href"] == "../../nurses/#name-央金"
    assert rows["级别"].dd.get_text(strip=True) == "甲"


def test_oai_tells_it_in_plain_dublin_core(site: Path) -> None:
    tree = ElementTree.parse(site / "oai-static.xml")
    dc = "{http://purl.org/dc/elements/1.1/}"
    records = tree.findall(".//{http://www.openarchives.org/OAI/2.0/oai_dc/}dc")
    (found,) = (r for r in records if r.findtext(f"{dc}title") == "a的标题")
    assert [s.text for s in found.findall(f"{dc}subject")] == ["包虫病", "白内障"]
    assert "1962" in [date.text for date in found.findall(f"{dc}date")]


def test_tables_to_take_away_have_it(site: Path) -> None:
    data = site / "data"
    with (data / "stories.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert rows["a"]["diseases"] == "包虫病|白内障" and rows["a"]["nurses"] == "央金/护士长"
    assert rows["c"]["diseases"] == ""
    records = {record["id"]: record for record in records_of(site)}
    assert records["a"]["founded"] == 1962 and records["b"]["diseases"] == ["白内障"]
    package = json.loads((data / "datapackage.json").read_text("utf-8"))
    columns = {c["name"]: c for c in package["resources"][0]["schema"]["fields"]}
    assert columns["diseases"]["title"] == "病种"
    assert columns["diseases"]["rdfType"] == "http://purl.org/dc/terms/subject"
    assert columns["grade"]["constraints"]["enum"] == ["甲", "乙"]
    assert columns["founded"]["type"] == "integer"


def test_a_key_that_the_table_does_not_have_is_not_published(archive: Archive, site: Path) -> None:
    records = records_of(site)
    names = {*read_tables(archive.docs / "data").fields, "characters", "url", "text"}
    assert all(record.keys() <= names for record in records)


def test_it_is_browsed(site: Path) -> None:
    data = json.loads((site / "browse" / "facets.json").read_text("utf-8"))
    keys = [facet["key"] for facet in data["facets"]]
    assert keys == ["region", "program", "year", "donor", "disease", "source", "status"]
    disease = data["facets"][keys.index("disease")]
    assert disease["label"] == "病种"
    assert [value[0] for value in disease["values"]] == ["白内障", "包虫病", "未注明"]
    assert page(site, "browse").select_one('[data-facet="disease"] legend').get_text() == "病种"


def test_it_has_lists_and_feeds(site: Path) -> None:
    whole = page(site, "diseases")
    assert whole.h1.get_text().startswith("病种")
    assert {a["href"] for a in whole.select(".list__below a")} == {
        "baineizhang/",
        "baochongbing/",
        "unstated/",
    }
    stories = [a["href"] for a in page(site, "diseases/baineizhang").select(".entry :is(h2, h3) a")]
    assert sorted(stories) == ["../../stories/a/", "../../stories/b/"]
    feed = ElementTree.parse(site / "diseases" / "baineizhang" / "feed.atom").getroot()
    atom = "{http://www.w3.org/2005/Atom}"
    assert len(feed.findall(f"{atom}entry")) == 2
    assert "白内障" in (feed.findtext(f"{atom}title") or "")
    assert page(site, "").select_one(".way--diseases")


def test_names_have_an_index(site: Path) -> None:
    shown = page(site, "nurses")
    assert shown.select_one("#name-央金 small").get_text() == "护士长"
    assert not (site / "nurses" / "feed.atom").exists()
    assert page(site, "people").select_one("#name-央金")  # an index of people has them all


def test_the_tibetan_pages_call_it_by_its_tibetan_name(site: Path) -> None:
    assert page(site, "bo/diseases").h1.get_text().startswith("ནད་རིགས།")
    data = json.loads((site / "bo" / "browse" / "facets.json").read_text("utf-8"))
    assert "ནད་རིགས།" in [facet["label"] for facet in data["facets"]]
    legend = page(site, "bo/nurses").h1.find("span", lang="zh-Hans")
    assert legend.get_text() == "护士"  # what has no Tibetan name says that it is Chinese


def test_the_search_narrows_by_it(archive: Archive, site: Path, tables: Tables) -> None:
    words = query_words(tables.facets)
    assert parse("病种:白内障", words).filters == (Filter(facet="disease", value="白内障"),)
    assert "2 篇" in archive.run("search", "病种:白内障").stdout
    assert "[病种] 白内障  2 篇" in archive.run("search", "谁得了白内障").stdout
    assert "[病种] 白内障  2 篇" in archive.run("search", "bnz").stdout
    assert "1 篇" in archive.run("search", "-病种:白内障 医疗队").stdout
    index = json.loads((site / "search" / "index" / "manifest.json").read_text("utf-8"))
    assert "disease" in index["facets"] and index["words"]["病种"] == "disease"


def test_scripts_know_its_words(site: Path) -> None:
    for language, label in (("zh", "病种"), ("bo", "ནད་རིགས།")):
        (module,) = site.glob(f"assets/javascripts.*/words/{language}.js")
        source = module.read_text("utf-8")
        said = dict(re.findall(r"^export const (\w+) = (.*)$", source, re.M))
        assert json.loads(said["fields"])["病种"] == "disease"
        assert json.loads(said["own"])["facet.disease"] == label


def test_the_page_of_results_chooses_it(site: Path) -> None:
    """``state.js`` reads the address; old plurals of keys mean the same."""
    (site / "package.json").write_text('{"type": "module"}', "utf-8")
    (module,) = site.glob("assets/javascripts.*/search/state.js")
    script = f"""
    globalThis.document = {{ documentElement: {{ lang: "zh-Hans" }} }}
    const {{ readState, writeState }} = await import("./{module.relative_to(site).as_posix()}")
    const read = readState("?q=a&disease=白内障&regions=西藏自治区&status=未校对")
    console.log(JSON.stringify([read.chosen, decodeURIComponent(writeState(read))]))
    """
    command = ["node", "--input-type=module", "-e", script]
    done = subprocess.run(command, cwd=site, capture_output=True, text=True, check=True)
    chosen, written = json.loads(done.stdout)
    assert {c["key"]: c["value"] for c in chosen} == {
        "region": "西藏自治区",
        "disease": "白内障",
        "status": "未校对",
    }
    assert written == "?q=a&region=西藏自治区&disease=白内障&status=未校对"


def test_facets_have_one_definition(tables: Tables) -> None:
    assert [facet.key for facet in tables.facets] == [
        *("region", "program", "year", "donor", "disease", "source", "author", "status"),
        *("person", "institution", "nurse"),
    ]
    pages = [facet.key for facet in ways_of(tables.facets)]
    assert pages == ["region", "donor", "program", "year", "disease"]
    folders = {facet.key: facet.folder for facet in tables.facets}
    assert folders["year"] == "years" and folders["person"] == "people"
    filters = (Shape.TREE, Shape.LIST, Shape.FILTER)
    assert all(facet.browsed == (facet.shape in filters) for facet in tables.facets)
    assert all(facet.searched or facet.shape is Shape.INDEX for facet in tables.facets)


def test_the_facets_of_this_repository() -> None:
    keys = {facet.key for facet in read_tables(ArchivePaths(HOME).data).facets}
    assert keys == {
        *("region", "donor", "program", "year", "source", "author", "status"),
        *("person", "institution"),
    }
