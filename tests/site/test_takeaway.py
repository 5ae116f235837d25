"""What researchers take away, read back by parsers that know nothing of us."""

import csv
import gzip
import hashlib
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidstories.model import Article, Description, Passage, Role, Story
from aidstories.site.addresses import Addresses
from aidstories.site.archive.archive import build_archive
from aidstories.site.takeaway.export_context import ExportContext
from aidstories.site.takeaway.exports import references
from aidstories.site.takeaway.oai import oai_repository
from aidstories.site.takeaway.tables import columns, harmless, record, stories_rows, table_csv
from aidstories.site.takeaway.tables import table as written
from aidstories.stories.store.days import Days
from tests.archive import TABLES
from tests.site.conftest import Site, build_site, copy_docs

DATA = Path(__file__).parents[2] / "docs/data"
DC = "{http://purl.org/dc/elements/1.1/}"
OAI = "{http://www.openarchives.org/OAI/2.0/}"
STATIC = "{http://www.openarchives.org/OAI/2.0/static-repository}"
OAI_DC = "{http://www.openarchives.org/OAI/2.0/oai_dc/}"
DC_ELEMENTS = {
    *("title", "creator", "subject", "description", "publisher", "contributor", "date", "type"),
    *("format", "identifier", "source", "language", "relation", "coverage", "rights"),
}
FIELDS = TABLES.fields
TEXT = {"type": "string", "minLength": 1}
DESCRIPTOR = {
    "type": "object",
    "required": ["name", "resources"],
    "properties": {
        "profile": {"const": "data-package"},
        "name": {"type": "string", "pattern": "^([-a-z0-9._/])+$"},
        "title": TEXT,
        "homepage": {"type": "string", "format": "uri"},
        "created": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT00:00:00Z$"},
        "resources": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["name", "path", "profile", "format", "bytes", "hash"],
                "properties": {
                    "name": {"type": "string", "pattern": "^([-a-z0-9._/])+$"},
                    "path": {"type": "string", "pattern": r"^(?!/|.*\.\.)"},
                    "profile": {"enum": ["data-resource", "tabular-data-resource"]},
                    "hash": {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"},
                    "schema": {
                        "type": "object",
                        "required": ["fields"],
                        "properties": {
                            "fields": {
                                "type": "array",
                                "minItems": 1,
                                "items": {
                                    "required": ["name"],
                                    "properties": {
                                        "type": {"enum": ["string", "integer"]},
                                        "rdfType": {"type": "string", "format": "uri"},
                                    },
                                },
                            }
                        },
                    },
                },
                "if": {"properties": {"profile": {"const": "tabular-data-resource"}}},
                "then": {"required": ["schema"]},
            },
        },
    },
}
"""The rules of the Data Package and Table Schema (1.0) that our descriptor can break."""


def faults(rows: list[list[str]], schema: dict[str, Any]) -> Iterator[str]:
    """Yield what breaks the Table Schema in ``rows``, the first of which is the header."""
    header, *body = rows
    if header != [field["name"] for field in schema["fields"]]:
        yield "header"
    for number, field in enumerate(schema["fields"]):
        limits = field.get("constraints", {})
        if any(len(row) != len(header) for row in body):
            yield "ragged"
            return
        values = [row[number] for row in body]
        if limits.get("required") and "" in values:
            yield f"{field['name']}: required"
        if limits.get("unique") and len(set(values)) < len(values):
            yield f"{field['name']}: unique"
        for value in filter(None, values):
            if field["type"] == "integer" and not re.fullmatch(r"-?\d+", value):
                yield f"{field['name']}: {value}"
            if "enum" in limits and value not in limits["enum"]:
                yield f"{field['name']}: {value}"


def table(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text("utf-8").removeprefix("\ufeff"))))


def shelf_of(*stories: Story, url: str = "") -> ExportContext:
    archive = build_archive(stories, Addresses(), TABLES.facets)
    return ExportContext(
        archive=archive,
        references=references(archive, url or None),
        data=DATA,
        tables=TABLES,
        name="档案 & 案",
        description="",
        url=url,
        date="2025-01-02",
    )


def story(story_id: str = "a", *paragraphs: str, title: str = "题", **described: Any) -> Story:
    passages = (
        Passage(role=Role.TITLE, text=title),
        *(Passage(role=Role.PARAGRAPH, text=text) for text in paragraphs),
    )
    return Story(
        id=story_id, article=Article(passages=passages), description=Description(**described)
    )


@pytest.fixture(scope="module")
def package(site: Site) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((site.folder / "data/datapackage.json").read_text("utf-8"))
    return found


def test_the_data_package_is_valid(site: Site, package: dict[str, Any]) -> None:
    jsonschema.validate(package, DESCRIPTOR)
    names = [resource["name"] for resource in package["resources"]]
    assert len(set(names)) == len(names)
    for resource in package["resources"]:
        data = (site.folder / "data" / resource["path"]).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"


def test_every_table_is_in_the_package_and_keeps_to_its_schema(
    site: Site, package: dict[str, Any]
) -> None:
    tables = {r["path"]: r["schema"] for r in package["resources"] if "schema" in r}
    assert set(tables) == {path.name for path in (site.folder / "data").glob("*.csv")}
    for path, schema in tables.items():
        assert list(faults(table(site.folder / "data" / path), schema)) == [], path
    ids = {row[0] for row in table(site.folder / "data/stories.csv")[1:]}
    assert {row[0] for row in table(site.folder / "data/flows.csv")[1:]} <= ids


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"year": "二〇二五"}, "year: 二〇二五"),
        ({"id": ""}, "id: required"),
        ({"status": "完成"}, "status: 完成"),
    ],
)
def test_a_wrong_table_is_found_out(
    package: dict[str, Any], change: dict[str, str], fault: str
) -> None:
    schema = package["resources"][0]["schema"]
    names = [field["name"] for field in schema["fields"]]
    good = {"id": "a", "title": "题", "year_basis": "stated", "status": "未校对"}
    row = [{**good, **change}.get(name, "") for name in names]
    assert fault in list(faults([names, row], schema))


def test_the_table_of_stories_holds_their_descriptions(
    site: Site, stories: tuple[Story, ...]
) -> None:
    file = io.StringIO((site.folder / "data/stories.csv").read_text("utf-8-sig"))
    rows = {row["id"]: row for row in csv.DictReader(file)}
    assert rows.keys() == {made.id for made in stories}
    for made in stories:
        row, known = rows[made.id], made.description
        assert row["title"] == made.article.first(Role.TITLE)
        assert row["year"] == str(known.year or "")
        assert row["regions"] == "|".join(known.regions)
        assert row["byline"] == "|".join(f"{p.name}/{p.role}" for p in known.byline)
        assert row["url"] == f"stories/{made.id}/"


def records_of(folder: Path) -> list[dict[str, Any]]:
    """Return the records of all stories from the files that ``stories.json`` names."""
    parts = json.loads((folder / "data/stories.json").read_text("utf-8"))["parts"]
    texts = [gzip.decompress((folder / "data" / part).read_bytes()) for part in parts]
    return [json.loads(line) for text in texts for line in text.decode("utf-8").splitlines()]


def test_json_lines_hold_the_descriptions_and_the_text(
    site: Site, stories: tuple[Story, ...], package: dict[str, Any]
) -> None:
    records = records_of(site.folder)
    assert [r["compression"] for r in package["resources"] if r["format"] == "jsonl"] == ["gz"]
    known = FIELDS.keys() | {"characters", "url", "text"}
    by_id = {item["id"]: item for item in records}
    for made in stories:
        item = by_id[made.id]
        assert item.keys() <= known
        shown = [re.sub("〔原文残缺〕", "", block["text"]) for block in item["text"]]
        assert shown == list(made.article.texts(Role.HEADING, Role.PARAGRAPH))
        assert item["characters"] == sum(map(len, shown))


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=3))
def test_any_text_survives_the_table(texts: list[str]) -> None:
    made = story("a", source="|".join(texts) or None, institutions=tuple(texts))
    context = shelf_of(made)
    item = record(context.archive.views["a"], context.tables.fields, context.url)
    names = columns(FIELDS.values())
    back = list(
        csv.reader(io.StringIO(written(names, stories_rows([item], names))[1:], newline=""))
    )
    assert back == [names, [harmless(flat(item.get(name, ""))) for name in names]]


SPREADSHEETS = [
    *("=1+1", "+86 10", "-cmd", "@SUM(A1)", "\t=1", "\r1", " =1", "\n@a", "＝1", "'=1", "－2"),
    *("--1", "-1e3", "+-1", '=HYPERLINK("http://x.example","看")'),
]
HARMLESS = [
    "",
    "1",
    "-1",
    "+2.50",
    "-10.25",
    "a=b",
    "援藏—那曲",
    "—",
    "'甲",
    "《题》",
    "2021-12-20",
    " 甲",
]


@pytest.mark.parametrize("cell", SPREADSHEETS)
def test_a_spreadsheet_runs_nothing(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", HARMLESS)
def test_what_is_no_formula_stays_as_it_is(cell: str) -> None:
    assert harmless(cell) == cell


def test_tables_open_in_excel_on_chinese_windows(site: Site, package: dict[str, Any]) -> None:
    """A mark at the start, RFC 4180's line ends, and the package says how they are written."""
    for resource in package["resources"]:
        if resource["format"] != "csv":
            assert "dialect" not in resource
            continue
        data = (site.folder / "data" / resource["path"]).read_bytes()
        assert data.startswith(b"\xef\xbb\xbf") and data.count(b"\xef\xbb\xbf") == 1
        text = data.decode("utf-8-sig")
        dialect = resource["dialect"]
        assert text.endswith(dialect["lineTerminator"])
        rows = list(
            csv.reader(
                io.StringIO(text, newline=""),
                delimiter=dialect["delimiter"],
                quotechar=dialect["quoteChar"],
                doublequote=dialect["doubleQuote"],
                strict=True,
            )
        )
        assert rows[0] == [column["name"] for column in resource["schema"]["fields"]]
        assert resource["encoding"] == "utf-8"


def test_a_table_of_the_archive_is_downloaded_with_its_rows(site: Site) -> None:
    ours = list(csv.reader((DATA / "fields.csv").open(encoding="utf-8", newline="")))
    assert table(site.folder / "data/fields.csv") == ours
    assert not (DATA / "fields.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_table_that_has_a_mark_gets_no_second() -> None:
    assert table_csv("\ufeffa,b\n1,=2\n") == table_csv("a,b\n1,=2\n") == "\ufeffa,b\r\n1,'=2\r\n"


def flat(value: int | list[str] | str) -> str:
    return "|".join(map(flat, value)) if isinstance(value, list) else str(value)


# OAI-PMH


def repository(text: str) -> Element:
    root = ElementTree.fromstring(text)
    assert root.tag == f"{STATIC}Repository"
    return root


def check_repository(root: Element) -> None:
    """Assert what static-repository.xsd, OAI-PMH.xsd and oai_dc.xsd ask of our elements."""
    parts = [child.tag.removeprefix(STATIC) for child in root]
    assert parts in (
        ["Identify", "ListMetadataFormats", "ListRecords"],
        ["Identify", "ListMetadataFormats"],
    )
    about = {child.tag.removeprefix(OAI): child.text or "" for child in root[0]}
    about.pop("description", None)  # may follow, any number of times
    assert list(about) == [
        "repositoryName",
        "baseURL",
        "protocolVersion",
        "adminEmail",
        "earliestDatestamp",
        "deletedRecord",
        "granularity",
    ]
    assert urlsplit(about["baseURL"]).scheme in ("http", "https")
    assert about["protocolVersion"] == "2.0"
    assert re.fullmatch(r"\S+@(\S+\.)+\S+", about["adminEmail"])
    assert about["deletedRecord"] == "no"
    assert about["granularity"] == "YYYY-MM-DD"
    assert [child.text for child in root[1][0]] == [
        "oai_dc",
        "http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
        "http://www.openarchives.org/OAI/2.0/oai_dc/",
    ]
    for item in root.iter(f"{OAI}record"):
        assert [child.tag.removeprefix(OAI) for child in item] == ["header", "metadata"]
        identifier, stamp = item[0]
        assert re.fullmatch(r"oai:[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+:\S+", identifier.text or "")
        assert date.fromisoformat(stamp.text or "") >= date.fromisoformat(
            about["earliestDatestamp"]
        )
        (described,) = item[1]
        assert described.tag == f"{OAI_DC}dc"
        assert {child.tag.removeprefix(DC) for child in described} <= DC_ELEMENTS
        assert all(child.text for child in described)


def test_the_static_repository_holds_every_story(site: Site, stories: tuple[Story, ...]) -> None:
    root = repository((site.folder / "oai-static.xml").read_text("utf-8"))
    check_repository(root)
    records = root.findall(f".//{OAI}record")
    ids = {(r[0][0].text or "").rpartition(":")[2]: r[1][0] for r in records}
    assert len(records) == len(ids)
    assert ids.keys() == {made.id for made in stories}
    for made in stories:
        shown: dict[str, list[str | None]] = {}
        for element in ids[made.id]:
            shown.setdefault(element.tag.removeprefix(DC), []).append(element.text)
        assert shown["title"][0] == made.article.first(Role.TITLE)
        assert shown.get("coverage", []) == list(made.description.regions)
        about = (*made.description.donors, *made.description.programs)
        assert shown.get("subject", []) == list(about)


def test_each_record_bears_the_day_of_its_last_change() -> None:
    days = {"a": Days(added="2023-05-01", changed="2024-06-02"), "b": Days(added="2023-07-01")}
    context = shelf_of(story("a"), story("b"), story("c"))
    context = replace(context, archive=replace(context.archive, days=days))
    ((_, text),) = oai_repository(context)
    root = repository(text)
    check_repository(root)
    stamps = {
        (item.findtext(f"{OAI}identifier") or "")[-1]: item.findtext(f"{OAI}datestamp")
        for item in root.iter(f"{OAI}header")
    }
    assert stamps == {"a": "2024-06-02", "b": "2023-07-01", "c": "2023-05-01"}
    assert root[0][4].text == "2023-05-01"


def test_an_empty_repository_lists_no_records() -> None:
    ((_, text),) = oai_repository(shelf_of())
    root = repository(text)
    check_repository(root)
    assert root.find(f"{STATIC}ListRecords") is None


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_title_makes_well_formed_xml(title: str) -> None:
    made = story("a", "正文。", title=f"x{title}]]><!--&")
    ((_, text),) = oai_repository(shelf_of(made))
    check_repository(repository(text))


def test_a_long_repository_is_several_that_name_each_other() -> None:
    context = shelf_of(*(story(name) for name in "abcde"), url="https://archive.example/a/")
    made = dict(oai_repository(context, 2))
    assert list(made) == ["oai-static.xml", "oai-static-2.xml", "oai-static-3.xml"]
    roots = {path: repository(text) for path, text in made.items()}
    held = {
        path: {(one.text or "")[-1] for one in root.iter(f"{OAI}identifier")}
        for path, root in roots.items()
    }
    assert sorted(map(len, held.values())) == [1, 2, 2]
    assert set.union(*held.values()) == set("abcde")
    for path, root in roots.items():
        check_repository(root)
        bases = {one.text for one in root.iter(f"{OAI[:-1]}friends/}}baseURL")}
        assert bases == {f"https://archive.example/a/{other}" for other in made if other != path}


def test_with_an_address_everything_is_absolute(tmp_path: Path) -> None:
    url = "https://archive.example/a/"
    made = story("only", "正文。", year=2025, regions=("西藏自治区/那曲市",))
    build_site(copy_docs(tmp_path / "docs", [made]), tmp_path / "site", site_url=url)
    folder = tmp_path / "site"
    root = repository((folder / "oai-static.xml").read_text("utf-8"))
    check_repository(root)
    assert root[0][1].text == f"{url}oai-static.xml"
    assert root.findtext(f".//{OAI}identifier") == "oai:archive.example:only"
    assert records_of(folder)[0]["url"] == f"{url}stories/only/"
    assert json.loads((folder / "data/datapackage.json").read_text())["homepage"] == url

    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    sitemap = ElementTree.parse(folder / "sitemap.xml").getroot()
    listed = {element.text for element in sitemap.iter(f"{space}loc")}
    assert len(listed) > 20  # test_heads.py says which
    assert f"{url}regions/xizang/naqu/" in listed
