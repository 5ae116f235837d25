"""Numbers that decide where the files of an index end, and when all of it is numbered anew."""

from __future__ import annotations

from itertools import count

import pytest

from aidstories.search.build import IndexState, _numbers
from aidstories.search.forms import Inside
from aidstories.search.match import spans
from aidstories.search.name_files import Row, _cut, _together
from aidstories.search.postings import PostingList
from aidstories.search.query import Phrase
from aidstories.search.shards import Cutter, _cut_positions, _is_border
from aidstories.search.update import ShardFiles
from tests.bounds import Bound
from tests.search.corpus import make


def _list(second: str = "甲", documents: int = 0, positions: int = 0) -> PostingList:
    return PostingList("一", second, (2, 0, 0), bytes(documents), bytes(positions))


BORDER = next(one for one in (_list(f"b{n}") for n in count()) if _is_border(one))
NO_BORDER = next(one for one in (_list(f"n{n}") for n in count()) if not _is_border(one))


def _ends(size: int, *, before: PostingList, lists: int = 1) -> bool:
    """Return whether a shard of ``size`` bytes, its tokens with them, ends before one more."""
    cutter = Cutter()
    for number in range(lists):
        cutter.push(_list("甲乙", (size - 10 * lists) * (number == 0)))
    return cutter.ends_before(before)


def _row(key: str, size: int) -> Row:
    """Return a row of so many characters."""
    return Row(key, "", "甲" * (size - len(key) - len("0[]0")), 0, "", [], Inside.ANY, "")


ROW_BORDER = next(
    key for key in map(str, count()) if len([*_cut([_row("x", 12_000), _row(key, 99)])]) > 1
)
ROW_NONE = next(
    key for key in map(str, count()) if len([*_cut([_row("x", 12_000), _row(key, 99)])]) == 1
)


def _renumbered(changed: int, of: int) -> bool:
    """Return whether all documents are numbered anew where so many have other words."""
    documents = [make(n) for n in range(of)]
    state = IndexState(
        documents={document.id: (7 + n, "old") for n, document in enumerate(documents)},
        shards=(ShardFiles(token=("a", "b"), name="c", length=1),),
        mentions={},
        sought=(),
    )
    digests = {d.id: "new" if n < changed else "old" for n, d in enumerate(documents)}
    found = _numbers(documents, state, digests)
    kept = found == {document.id: 7 + n for n, document in enumerate(documents)}
    assert kept or found == {document.id: n for n, document in enumerate(documents)}
    return not kept


BOUNDS = {
    "bytes of a shard at a border": Bound(
        lambda n: _ends(n, before=BORDER), (3_999, False), (4_000, True)
    ),
    "bytes of a shard": Bound(
        lambda n: _ends(n, before=NO_BORDER), (10_999, False), (11_000, True)
    ),
    "its tokens count": Bound(
        lambda n: _ends(n, before=BORDER, lists=40), (3_999, False), (4_000, True)
    ),
    "bytes of a piece of positions": Bound(
        lambda n: len([*_cut_positions([_list(positions=3_000), _list(positions=n)])]),
        (3_000, 1),
        (3_001, 2),
    ),
    "characters of names at a border": Bound(
        lambda n: len([*_cut([_row("x", n), _row(ROW_BORDER, 99)])]), (11_999, 1), (12_000, 2)
    ),
    "characters of names": Bound(
        lambda n: len([*_cut([_row("x", n), _row(ROW_NONE, 99)])]), (23_999, 1), (24_000, 2)
    ),
    "bytes of a file of pieces": Bound(
        lambda n: len({name.partition(":")[0] for name in _together([bytes(n), b"x"], str)}),
        (63_998, 1),
        (63_999, 2),
    ),
    "changed documents of few": Bound(lambda n: _renumbered(n, 10), (1, False), (2, True)),
    "changed documents of many": Bound(lambda n: _renumbered(n, 60), (3, False), (4, True)),
}


def test_a_phrase_stands_where_its_units_are_as_far_apart() -> None:
    """Nearer is another phrase: 组，团 has two places between, 组团 one."""
    near, apart = (Phrase(units=("组", "团"), places=(0, at)) for at in (1, 2))
    assert spans("组团", [near]) == [(0, 2)]
    assert spans("组团", [apart]) == []


@pytest.mark.parametrize("name", BOUNDS)
def test_a_number_decides_where_it_stands(name: str) -> None:
    BOUNDS[name].holds()


def test_of_64_tokens_about_one_may_end_a_shard_and_of_8_names() -> None:
    borders = sum(_is_border(_list(f"{n}")) for n in range(6_400))
    assert 70 < borders < 130
    cuts = sum(len([*_cut([_row("x", 12_000), _row(f"{n}", 99)])]) == 2 for n in range(800))
    assert 70 < cuts < 130


def test_documents_that_come_are_numbered_behind_all_others() -> None:
    documents = [make(n) for n in range(40)]
    state = IndexState(
        documents={document.id: (n, "old") for n, document in enumerate(documents[:39])},
        shards=(ShardFiles(token=("a", "b"), name="c", length=1),),
        mentions={},
        sought=(),
    )
    found = _numbers(documents[::-1], state, {document.id: "old" for document in documents})
    assert found[documents[39].id] == 39 and found[documents[0].id] == 0
