"""Where a story stands that came out at another time: in the order of all, and in files."""

from __future__ import annotations

import gzip
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidstories.site.interface.terms import TIBETAN
from aidstories.site.patching.kept.ground import Parts
from aidstories.site.patching.pieces.tables import Beside, Place, Row, Unlike, part_with, put_beside
from aidstories.site.patching.sides.letters import Letters
from aidstories.site.patching.sides.pages import Page, Where, paged
from aidstories.site.patching.sides.placed import beside, same_part
from aidstories.site.takeaway.package import gzipped
from aidstories.site.takeaway.parts import PART, in_parts, length_of

ORDER = ("e", "d", "c", "b", "a")


@pytest.mark.parametrize(
    ("id_", "most", "found"),
    [
        ("c", 5, ("d", "b")),
        ("e", 5, (None, "d")),
        ("a", 5, ("b", None)),
        ("c", 2, ("d", None)),  # the oldest two are a part
        ("e", 2, (None, None)),
    ],
)
def test_what_stands_beside_a_story_is_in_its_part(
    id_: str, most: int, found: tuple[str | None, str | None]
) -> None:
    assert beside(ORDER, id_, most) == found


def test_a_story_may_go_into_another_part() -> None:
    assert same_part(ORDER, ("e", "c", "d", "b", "a"), "c", 2)
    assert not same_part(ORDER, ("e", "d", "b", "c", "a"), "c", 2)


@pytest.mark.parametrize(
    ("near", "found"),
    [
        (Beside(None, b"one"), b"NEW,one,three"),
        (Beside(b"three", None), b"one,three,NEW"),
        (Beside(b"one", b"three"), b"one,NEW,three"),
    ],
)
@pytest.mark.parametrize("text", [b"one,two,three", b"one,three,two", b"two,one,three"])
def test_a_piece_is_put_beside_others(text: bytes, near: Beside, found: bytes) -> None:
    assert put_beside(text, b"two", b"NEW", near, b",") == found


@pytest.mark.parametrize(
    ("text", "near"),
    [
        (b"one,three", Beside(None, b"one")),  # it is not there
        (b"two,one,two", Beside(None, b"one")),  # nor twice
        (b"one,two;three", Beside(None, b"three;")),
        (b"onetwothree", Beside(None, b"one")),  # nothing stands between
        (b"one,two", Beside(None, None)),
        (b"one,two,one", Beside(None, b"one")),
    ],
)
def test_a_file_that_holds_something_else_is_left(text: bytes, near: Beside) -> None:
    with pytest.raises(Unlike):
        put_beside(text, b"two", b"NEW", near, b",")


@given(st.data())
def test_a_moved_row_gives_the_parts_that_all_rows_make(data: st.DataObject) -> None:
    """Four parts of lines at most; some are longer than all others of their part."""
    sizes = data.draw(st.lists(st.sampled_from((1, PART // 3, PART // 2)), min_size=2, max_size=6))
    lines = [f"{n:07}".ljust(size, "x") + "\n" for n, size in enumerate(sizes)]
    before, after = (data.draw(st.integers(0, len(lines) - 1)) for _ in range(2))
    new = f"{before:07}new\n"
    now = [line for n, line in enumerate(lines) if n != before]
    now.insert(after, new)
    old, wanted = (_files(each) for each in (lines, now))
    row = Row(lines[before].encode(), new.encode(), (length_of(lines[before]), length_of(new)))
    place = Place(before, after, lambda at: now[at].encode())
    parts = Parts(tuple(old), tuple(map(length_of, lines)))
    if len(old) != len(wanted):
        with pytest.raises(Unlike):
            part_with(row, place, parts, old.__getitem__)
        return
    found = part_with(row, place, parts, old.__getitem__)
    assert {**old, **found.files} == wanted
    assert found.parts.sizes == tuple(map(length_of, now))
    assert found.grown == sum(map(len, wanted.values())) - sum(map(len, old.values()))


def test_a_table_of_cells_is_not_cut_anew() -> None:
    """Its rows may have several lines."""
    lines = ["x" * (PART // 2 + 1) + "\n", "y" * (PART // 2 + 1) + "\n", "z\n"]
    old = {f"{n}.csv": "".join(part).encode() for n, part in enumerate(in_parts(lines, length_of))}
    row = Row(b"z\n", b"new\n", (2, 4))
    parts = Parts(tuple(old), tuple(map(length_of, lines)))
    with pytest.raises(Unlike):
        part_with(row, Place(2, 0, lambda at: lines[at].encode()), parts, old.__getitem__)


class _Shared:
    """Letters of which all pages have the same ones."""

    def hold(self, others: frozenset[str], language: str) -> bool:
        return False

    def relinked(self, *given: object, own: bool) -> bytes:
        raise Unlike("letters")


@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize(("now", "same"), [("<p>བོད</p>", True), ("<p>སྨན</p>", False)])
def test_a_page_with_a_font_of_its_own_has_other_letters(own: bool, now: str, same: bool) -> None:
    was = "<b>བོད</b>"
    where = Where("", TIBETAN, cast(Letters, _Shared()), own)
    edit = paged(Page((was,), {}), Page((now,), {}), where)
    assert edit is not None
    if own and not same:
        with pytest.raises(Unlike):
            edit(was.encode())
    else:
        assert edit(was.encode()) == now.encode()


def _files(lines: list[str]) -> dict[str, bytes]:
    parts = enumerate(in_parts(lines, length_of))
    return {f"{n}.jsonl.gz": gzipped("".join(part).encode()) for n, part in parts}


def test_what_is_packed_is_read_again() -> None:
    (data,) = _files(["a\n"]).values()
    assert gzip.decompress(data) == b"a\n"
