"""Numbers of an index on both sides of a bound of its format, and what is left where files fail."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from aidstories.search import Index, search, varint
from aidstories.search.fold import fold, simplified
from aidstories.search.forms import Inside, ala_lc
from aidstories.search.name_files import NameTable, Row
from aidstories.search.postings import document_list
from aidstories.search.shards import LEAST, MOST, Cutter
from aidstories.search.splice import _edges, _zone
from tests.archive import TABLES
from tests.search.corpus import indexed, make
from tests.search.test_bounds import BORDER, _list


@pytest.mark.parametrize("more", [0, 1, 126, 127, 128, 129, 255, 256, 16_383, 16_384])
def test_where_positions_of_documents_end(more: int) -> None:
    """Each begins with how many follow: 128 is the first of two bytes."""
    one, other = (varint.encode([n, *range(n)]) for n in (more, 2))
    assert _edges(one + other, range(3)) == [0, len(one), len(one + other)]
    assert _edges(other + one, range(3)) == [0, len(other), len(one + other)]
    assert _edges(one + other, [0, 2]) == [0, len(one + other)]
    assert _edges(b"", [0]) == [0]


@pytest.mark.parametrize("most", [LEAST, MOST])
def test_a_shard_begins_as_empty_as_the_first(most: int) -> None:
    cutter = Cutter()
    for size, ends in ((most - 1, False), (most, True)):
        for _ in range(2):
            cutter.push(_list("甲乙", size - 10))
            assert cutter.ends_before(BORDER) is (ends or most == MOST)
            assert [len(one.documents) for one in cutter.take()] == [size - 10]
            assert not cutter.ends_before(BORDER) and not cutter.pending


@pytest.mark.parametrize(
    "wylie, read",
    [
        ("gzhis ka rtse", ("gźis ka rtse", "gzis ka rtse")),
        ("nya lam", ("ña lam", "na lam")),
        ("shing", ("śiṅ", "sin")),
        ("tshwa", ()),
        ("lha sa", ()),
        ("", ()),
    ],
)
def test_a_name_in_the_letters_of_libraries(wylie: str, read: tuple[str, ...]) -> None:
    assert ala_lc(wylie) == read


def test_a_record_says_how_its_own_characters_fold() -> None:
    """A character and what it is folded to, one behind the other, in order."""
    folds = simplified()
    record = make(0, "醫療隊", titles=["門診"]).record()
    told = str(record["fold"])
    assert {*told[::2]} == {"醫", "療", "隊", "門", "診"}
    assert all(folds[a] == b for a, b in zip(told[::2], told[1::2], strict=True))
    assert [*told[::2]] == sorted(told[::2])


def test_texts_are_read_where_the_index_lost_a_file(tmp_path: Path) -> None:
    documents = [make(0, "医生来到那曲。"), make(1, "病人来到医院。"), make(2, "手术")]
    index = indexed(documents, tmp_path)
    whole = [hit.number for hit in search(index, "来到").hits]
    for _, name, _ in index.directory:
        (tmp_path / f"{name}.bin").unlink()
    lost = Index(tmp_path)
    assert [hit.number for hit in search(lost, "来到").hits] == whole == [1, 0]
    assert lost.lost


@pytest.mark.parametrize(
    "code, kept",
    [
        *((0xFDFF, True), (0xFE00, False), (0xFE0F, False)),
        *((0xE00FF, True), (0xE0100, False), (0xE01EF, False), (0xE01F0, True)),
    ],
)
def test_selectors_of_variants_are_no_letters(code: int, kept: bool) -> None:
    assert fold(f"字{chr(code)}体") == (f"字{chr(code)}体" if kept else "字体")
    assert fold(f"字{chr(0xFE10)}体") == "字,体"


@pytest.mark.parametrize(
    "facet, value, name, label",
    [
        ("", "西藏自治区/林芝市", "林芝", "林芝"),
        ("", "西藏自治区/林芝市", "", "linzhi"),
        ("region", "西藏自治区/林芝市", "林芝", "林芝市"),
        ("institution", "甲/乙医院", "", "甲/乙医院"),
    ],
)
def test_what_a_value_is_called(
    tmp_path: Path, facet: str, value: str, name: str, label: str
) -> None:
    table = NameTable(indexed([make(0)], tmp_path, tables=TABLES))
    row = Row("linzhi", facet, value, 1, "", [0], Inside.ANY, name)
    assert table.label(row) == label


@pytest.mark.parametrize(
    "numbers",
    [
        *([last] for last in (0, 7, 8, 63, 64, 5_000)),
        *([*range(last, -1, -1)] for last in (0, 7, 8, 15, 16, 17, 80)),
        [80, 40, 3],
    ],
    ids=lambda numbers: f"{len(numbers)} to {numbers[0]}",
)
def test_a_list_of_documents_ends_where_it_was_written(numbers: list[int]) -> None:
    """Whether it is packed as gaps or as bits, something else follows it."""
    code, data = document_list(np.array(numbers, dtype=np.int64))
    found = _zone(code, data + b"\x01\xff")
    assert (found.numbers.tolist(), found.packed) == (numbers, (code, data))
