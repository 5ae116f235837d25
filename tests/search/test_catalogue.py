"""What a name names: read from files of names, in Python and in the browser."""

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page

from aidstories.search import Index, search
from aidstories.search.catalogue import Catalogue, Row, Value, file_of, files, key
from aidstories.search.documents import Document
from tests.archive import TABLES
from tests.search.corpus import ids, indexed, make

NAQU, LHASA = "西藏自治区/那曲市", "西藏自治区/拉萨市"


def corpus() -> list[Document]:
    return [
        make(
            0, "医生来了。", region=[f"{NAQU}/聂荣县"], program=["对口援藏"], person=["扎西·次仁"]
        ),
        make(1, "医生到那曲。", titles=["那曲的医生"], region=[LHASA], year=["2025"]),
        make(2, "医生在那曲。", region=[NAQU], donor=["湖北省"], institution=["那曲市人民医院"]),
        make(3, "那曲在北方，那曲下雪。", source=["那曲报"], author=["央金"]),
    ]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return indexed(corpus(), tmp_path_factory.mktemp("index"), tables=TABLES)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("那曲", [("region", NAQU, (2, 0))]),
        ("那曲市", [("region", NAQU, (2, 0))]),
        ("聂荣县", [("region", f"{NAQU}/聂荣县", (0,))]),
        ("西藏", [("region", "西藏自治区", (2, 1, 0))]),
        ("湖北", [("donor", "湖北省", (2,))]),
        ("扎西次仁", [("person", "扎西·次仁", (0,))]),
        ("扎西・次仁", [("person", "扎西·次仁", (0,))]),
        ("那曲市人民醫院", [("institution", "那曲市人民医院", (2,))]),
        ("2025", [("year", "2025", (1,))]),
        ("那", []),
        ("人民医院", []),
        ("未校对", []),
        ("", []),
        ("龥", []),
    ],
)
def test_a_name_names_values(
    index: Index, name: str, values: list[tuple[str, str, tuple[int, ...]]]
) -> None:
    assert list(Catalogue(index).named(key(name))) == [Value(*value) for value in values]


def test_a_value_has_its_stories(index: Index) -> None:
    assert Catalogue(index).value("region", NAQU) == Value("region", NAQU, (2, 0))
    assert Catalogue(index).value("donor", NAQU) is None
    assert Catalogue(index).value("region", "西藏自治区/昌都市") is None


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("那曲", [1, 2, 0, 3]),  # in a title, in the catalogue, and only in the text
        ("对口援藏", [0]),
        ("湖北 医生", [2]),
        ("医生 那曲", [1, 2, 0]),
        ("医生 -那曲", []),
        ("那曲 -湖北", [1, 0, 3]),
        ("下雪 湖北", []),
        ("人民医院", []),
    ],
)
def test_stories_that_the_catalogue_names_are_hits(
    index: Index, query: str, found: list[int]
) -> None:
    assert ids(index, query) == [f"story-{n}" for n in found]


def test_a_hit_tells_that_the_catalogue_names_it(index: Index) -> None:
    hits = {hit.number: hit for hit in search(index, "那曲 医生").hits}
    assert {number: hit.catalogue for number, hit in hits.items()} == {0: True, 1: False, 2: True}
    assert [hit.number for hit in search(index, "那曲", by_date=True).hits] == [3, 2, 1, 0]


MORE = {"naqu": [("region", NAQU), ("region", "西藏自治区/昌都市")], "下雪": [("donor", "湖北省")]}


def test_what_else_a_phrase_names_widens_it(index: Index) -> None:
    assert ids(index, "naqu") == []
    assert ids(index, "naqu", values=MORE) == ["story-2", "story-0"]
    assert ids(index, "下雪", values=MORE) == ["story-2", "story-3"]
    assert ids(index, "下雪 naqu", values=MORE) == ["story-2"]
    assert search(index, "naqu", values=MORE).values["naqu"] == (Value("region", NAQU, (2, 0)),)


ASK_MORE = """async () => {
  const base = new URL("../assets/javascripts/search/", document.baseURI)
  const { engine } = await import(base + "site.js")
  const searching = await engine()
  const given = new Map([["xyz", [["region", "西藏自治区"], ["region", "西藏自治区/别处"]]]])
  const all = searching.index.manifest.documents
  const { hits, values } = await searching.search("xyz", { values: given })
  const alone = await searching.search("xyz")
  return [
    hits.length === all && hits.every(hit => hit.named === 1 && hit.titles === 0 && !hit.raw),
    values.get("xyz").map(({ value, numbers }) => [value, numbers.length === all]),
    alone.hits.length,
  ]
}"""


@pytest.mark.browser
def test_the_browser_widens_a_phrase_too(many_page: Page) -> None:
    assert many_page.evaluate(ASK_MORE) == [True, [["西藏自治区", True]], 0]


@given(
    st.lists(st.tuples(st.text("甲乙丙a ", min_size=1), st.sets(st.integers(0, 3000))), max_size=80)
)
def test_files_hold_every_row_and_part_no_name(listed: list[tuple[str, set[int]]]) -> None:
    rows = sorted(Row(n, Value("f", n, tuple(sorted(s, reverse=True)))) for n, s in listed)
    parts = list(files(rows))
    assert sorted(row for part in parts for row in part) == rows
    assert len(parts).bit_count() == 1
    assert all(file_of(row.name, len(parts)) == n for n, part in enumerate(parts) for row in part)


def test_every_name_of_many_is_found_in_its_file(many_index: Index) -> None:
    catalogue, count = Catalogue(many_index), many_index.manifest["catalogue"]["files"]
    assert count > 8
    rows: list[Any] = [row for n in range(count) for row in many_index.table(f"catalogue/{n}")]
    for name, facet, value, _ in random.Random(1).sample(rows, 200):
        assert (facet, value) in {(v.facet, v.value) for v in catalogue.named(name)}


CRC = """async texts => {
  const base = new URL("../assets/javascripts/search/", document.baseURI)
  const { crc } = await import(base + "catalogue.js")
  return texts.map(crc)
}"""


@pytest.mark.browser
def test_both_look_into_the_same_file(many_page: Page) -> None:
    names = ["", "那曲", "ལྷ་ས", "covid 19", "𠮷"]
    assert many_page.evaluate(CRC, names) == [file_of(name, 1 << 32) for name in names]


def test_files_of_names_that_nothing_needs_are_removed(
    many_documents: list[Document], tmp_path: Path
) -> None:
    indexed(many_documents[:200], tmp_path, tables=TABLES)
    index = indexed(corpus(), tmp_path, tables=TABLES)
    held = {path.name for path in (tmp_path / "catalogue").iterdir()}
    assert held == {f"{n}.bin" for n in range(index.manifest["catalogue"]["files"])} == {"0.bin"}


def test_a_lost_file_of_names_is_told_and_the_texts_are_searched(tmp_path: Path) -> None:
    indexed(corpus(), tmp_path, tables=TABLES)
    for path in (tmp_path / "catalogue").iterdir():
        path.write_bytes(b"damaged")
    answer = search(Index(tmp_path), "那曲")
    assert [hit.number for hit in answer.hits] == [1, 3, 2]
    assert answer.lost
