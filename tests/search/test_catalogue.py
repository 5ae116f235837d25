"""What a name names, and where its stories stand among the hits."""

from pathlib import Path

import pytest

from aidstories.cli.hits import results
from aidstories.search import Index, search
from aidstories.search.build import no_address
from aidstories.search.documents import Document
from aidstories.search.name_files import NameTable
from aidstories.search.names import values_of
from aidstories.search.spelling import squash
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


def test_an_author_who_is_no_person_of_the_index_is_named_too() -> None:
    """A value that the index of people names already stands in the way of no other."""
    documents = [make(0, "医生来了。", person=["扎西"], author=["扎西", "央金"], status=["未校对"])]
    found = values_of(documents, {"story-0": 0}, {"story-0": ()}, TABLES, no_address)
    assert {(one.facet, one.value) for one in found} == {("person", "扎西"), ("author", "央金")}


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
    table = NameTable(index)
    rows = table.named(squash(name))
    assert [(r.facet, r.value, tuple(sorted(table.numbers(r))[::-1])) for r in rows] == values


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


def test_the_command_marks_what_the_catalogue_alone_says(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    lines = list(results(index, "那曲", by_date=False, most=5))
    assert lines[:2] == ["[region] 那曲市（西藏自治区）  2 stories", "4 stories"]
    marked = [line.split()[0] for line in lines if "[catalogue]" in line]
    assert marked == ["story-0"]
    assert "    医生在那曲。" in lines and "    那曲市" in lines


def test_files_of_names_that_nothing_needs_are_removed(
    many_documents: list[Document], tmp_path: Path
) -> None:
    indexed(many_documents[:200], tmp_path, tables=TABLES)
    before = set(tmp_path.glob("*.bin"))
    index = indexed(corpus(), tmp_path, tables=TABLES)
    indexed(corpus(), tmp_path / "new", tables=TABLES)
    held, wanted = ({path.name for path in f.glob("*.bin")} for f in (tmp_path, tmp_path / "new"))
    assert held == wanted and len(before) > len(held)
    assert search(index, "那曲").hits


def test_a_lost_file_of_names_is_told_and_the_texts_are_searched(tmp_path: Path) -> None:
    indexed(corpus(), tmp_path, tables=TABLES)
    index = Index(tmp_path)
    for name in index.table(index.manifest["names"])["files"]:
        (tmp_path / f"{name.partition(':')[0]}.bin").write_bytes(b"damaged")
    answer = search(Index(tmp_path), "那曲")
    assert [hit.number for hit in answer.hits] == [1, 3, 2]
    assert answer.lost
