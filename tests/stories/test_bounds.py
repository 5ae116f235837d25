"""Numbers that decide: what stands just below and just above each."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np
import pytest

from aidstories.stories.bags.format import declared
from aidstories.stories.checks.duplicates import facts_of
from aidstories.stories.checks.grounds import _problem
from aidstories.stories.checks.references import _Seeker
from aidstories.stories.checks.review_index import _around
from aidstories.stories.checks.shingles import candidates
from aidstories.stories.checks.translations import _named
from aidstories.stories.editing.paragraphs import Group, paired
from aidstories.stories.editing.structure import _beginning
from aidstories.stories.format.front_matter import read_front_matter
from aidstories.stories.format.yaml_reader import Unbounded, read_yaml
from aidstories.stories.importing.decisions import NamedArticle
from aidstories.stories.importing.ids import make_id
from aidstories.stories.importing.workers import _is_small
from aidstories.stories.sheets.cells import ELSEWHERE, cell_of
from aidstories.stories.sheets.columns import headers, lost_column
from aidstories.stories.sheets.export import read_version
from aidstories.stories.store.alignment import find, quotations
from aidstories.stories.store.record_values import Place
from tests.archive import TABLES
from tests.bounds import Bound
from tests.stories.test_duplicates import text


def _whole(number: int) -> list[str]:
    matter = read_front_matter(f"---\nid: a\nyear: {number}\n---\n\n正文\n", "a.md")
    matter.integer("year")
    return [problem.field or "" for problem in matter.problems]


def _is_deep(depth: int) -> bool:
    try:
        read_yaml("[" * depth + "x" + "]" * depth)
    except Unbounded as error:
        return "嵌套超过 10 层" in error.zh
    return False


def _is_place(number: int) -> bool:
    try:
        msgspec.convert(number, Place)
    except msgspec.ValidationError:
        return False
    return True


def _are_weighed(common: int, size: int) -> bool:
    """Return whether two texts of ``size`` sampled shingles are that have so many in common."""
    one, other = range(size), range(size - common, 2 * size - common)
    return [*candidates([np.array(each, np.uint64) for each in (one, other)])] == [(0, 1)]


def _quoted(length: int) -> int:
    """Return the length of the quotation of a passage that is told from another behind so many."""
    same = "甲" * length
    return len(next(quotations([f"{same}乙丙丁", f"{same}子丑寅"])))


WHOLE = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌"
OTHER = "天地玄黄宇宙洪荒日月盈"
"""Letters none of which `WHOLE` has. Eleven are eleven pairs, the first with what stands before."""


def _rewritten(pairs: int) -> bool:
    """Return whether a paragraph is one of which so many pairs are the same."""
    now = WHOLE[: pairs + 1] + OTHER[pairs + 1 :]
    return Group((0,), (0,)) in paired([WHOLE[:11]], [now])


def _moved(pairs: int) -> bool:
    """Return the same of one that stands before what it stood behind."""
    now = WHOLE[: pairs + 1] + OTHER[pairs + 1 :]
    return Group((1,), (0,), moved=True) in paired(["早上。", WHOLE[:11]], [now, "早上。"])


def _split(pairs: int) -> bool:
    """Return whether a paragraph was split whose second part has so many of its eleven pairs."""
    second = WHOLE[12 : 12 + pairs + 1] + OTHER[pairs + 1 :]
    return Group((0,), (0, 1)) in paired([WHOLE], [WHOLE[:12], second])


def _unsupported(length: int) -> str:
    """Return what a message quotes of what so many characters said, and the text has no longer."""
    matter = read_front_matter("---\nid: a\n---\n\n正文\n", "a.md")
    return _problem(matter, "source", "甲报", "乙" * length).zh.split("“")[2].split("”")[0]


TEN = "一二三四五六七八九十"
HEADERS = headers(TABLES.fields)
BOUNDS = {
    "digits of a year that the program reads": Bound(
        _whole, (999_999_999, []), (1_000_000_000, ["year"])
    ),
    "levels of front matter": Bound(_is_deep, (10, False), (11, True)),
    "offset in a capture": Bound(_is_place, (2**31 - 1, True), (2**31, False)),
    "offset from the start": Bound(_is_place, (0, True), (-1, False)),
    "characters of a cell": Bound(
        lambda n: cell_of("甲" * n, TABLES.fields["source"]) == ELSEWHERE,
        (32_767, False),
        (32_768, True),
    ),
    "letters of a text that is compared": Bound(
        lambda n: bool(facts_of(text("a", "甲" * n)).twin), (99, False), (100, True)
    ),
    "letters of the words of an id": Bound(
        lambda n: len(make_id(f"{'a' * 20} {'b' * n}", "x", TABLES)), (19, 40), (20, 20)
    ),
    "letters of the first word of an id": Bound(
        lambda n: len(make_id("a" * n, "x", TABLES)), (40, 40), (41, 40)
    ),
    "sampled shingles of short texts": Bound(lambda n: _are_weighed(n, 4), (1, False), (2, True)),
    "sampled shingles of long texts": Bound(lambda n: _are_weighed(n, 12), (2, False), (3, True)),
    "characters of what declares no bag": Bound(
        lambda n: len(declared("x" * n) or ""), (60, 60), (61, 60)
    ),
    "paragraphs named in a message": Bound(
        lambda n: _named(["甲"] * n).endswith("……"), (5, False), (6, True)
    ),
    "characters by which a decision names a text": Bound(
        lambda n: NamedArticle(frozenset(), ("一二三四五六七",)).begins("一二三四五六七"[:n]),
        (5, False),
        (6, True),
    ),
    "headers by which a sheet is known": Bound(
        lambda n: lost_column(HEADERS[1 : 1 + n], TABLES.fields), (2, False), (3, True)
    ),
    "digits of a version": Bound(
        lambda n: read_version("a" * n + ":") is not None, (15, False), (16, True)
    ),
    "no more digits of a version": Bound(
        lambda n: read_version("a" * n + ":") is not None, (16, True), (17, False)
    ),
    "characters of a passage that a decision quotes": Bound(
        lambda n: len(_beginning(TEN, [TEN[:n], TEN])),
        (7, 8),
        (8, 9),
    ),
    "pairs of letters of a rewritten paragraph": Bound(_rewritten, (3, False), (4, True)),
    "pairs of letters of a moved paragraph": Bound(_moved, (6, False), (7, True)),
    "pairs of letters of a part of one": Bound(_split, (7, False), (8, True)),
    "characters of a quotation that is not cut": Bound(
        _unsupported, (24, "乙" * 24), (25, "乙" * 24 + "……")
    ),
    "characters of a passage that a translation quotes": Bound(_quoted, (11, 12), (12, 13)),
    "letters of a quotation that may have changed": Bound(
        lambda n: find([TEN], "子丑寅卯辰巳"[:n] + TEN[n:]),
        (4, 0),
        (5, None),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BOUNDS)
def test_a_number_decides_where_it_stands(name: str) -> None:
    BOUNDS[name].holds()


@pytest.mark.parametrize("size, small", [(65_536, True), (65_537, False)])
def test_how_large_a_capture_is_that_the_writer_prepares(
    tmp_path: Path, size: int, small: bool
) -> None:
    (tmp_path / "a.txt").write_bytes(bytes(size))
    assert _is_small(tmp_path / "a.txt") is small


@pytest.mark.parametrize(
    "start, before", [(0, ""), (23, "甲" * 23), (24, "甲" * 24), (30, "甲" * 24)]
)
def test_how_much_of_a_capture_stands_beside_a_doubt(start: int, before: str) -> None:
    raw = "甲" * start + "疑" + "乙" * 30
    assert _around(raw, start, start + 1) == (before, "乙" * 24)


def test_a_hundred_lines_of_a_table_are_looked_for(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name\n甲\n乙\n", "utf-8")
    seeker = _Seeker()
    assert [seeker.line(tmp_path / "a.csv", "乙") for _ in range(101)] == [3] * 100 + [None]
