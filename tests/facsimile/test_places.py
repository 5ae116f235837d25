"""Spans of the text → boxes on the page: cut, by column, never beside the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidstories.facsimile.places import Place, Places, cut, lines_of, pieces, raw_spans
from aidstories.model import Edit, Kind, Role, Slot, Span
from aidstories.restore.ledger import apply
from aidstories.restore.reading.extraction import Box, Extraction, Part, PlacedLine
from aidstories.restore.reading.extraction import Kind as CaptureKind
from aidstories.restore.run import restore


def line(
    start: int, end: int, left: float, top: float, right: float = 0, page: int = 1
) -> PlacedLine:
    """Return a line of characters ten wide and ten high."""
    box = Box(left, top, right or left + 10 * (end - start), top + 10)
    return PlacedLine((start, end), page, box)


TWO_COLUMNS = (
    line(0, 4, 20, 100),  # indented
    line(4, 10, 0, 115),
    line(10, 13, 0, 130),  # short
    line(14, 20, 100, 0),
    line(20, 26, 100, 15),
    line(27, 33, 0, 0, page=2),
)


@pytest.mark.parametrize(
    ("spans", "boxes"),
    [
        ([(0, 13)], [(1, (0, 100, 60, 140))]),
        ([(4, 26)], [(1, (0, 115, 60, 140)), (1, (100, 0, 160, 25))]),
        ([(20, 33)], [(1, (100, 15, 160, 25)), (2, (0, 0, 60, 10))]),
        ([(2, 6)], [(1, (0, 100, 60, 125))]),
        ([(14, 20), (0, 4)], [(1, (100, 0, 160, 10)), (1, (20, 100, 60, 110))]),
        ([(13, 14)], []),
        ([(40, 50)], []),
        ([], []),
    ],
    ids=["a column", "two", "two pages", "parts", "moved", "between", "behind", "nothing"],
)
def test_columns(spans: list[Span], boxes: list[tuple[int, tuple[float, ...]]]) -> None:
    found = Places(TWO_COLUMNS).columns(spans)
    assert [(place.page, tuple(place.box)) for place in found] == boxes


def test_an_outline_follows_the_lines() -> None:
    (places,) = Places(TWO_COLUMNS).outline([(2, 11)])
    assert [tuple(place.box) for place in places] == [
        (40, 100, 60, 110),
        (0, 115, 60, 125),
        (0, 130, 10, 140),
    ]
    (block,) = Places(TWO_COLUMNS).outline([(14, 26)])
    assert block == (Place(1, Box(100, 0, 160, 25)),)


def test_a_picture_within_a_column_is_no_part_of_the_text() -> None:
    lines = (line(0, 6, 0, 0), line(6, 12, 0, 15), line(12, 18, 0, 200))
    found = Places(lines).columns([(0, 18)])
    assert [tuple(place.box) for place in found] == [(0, 0, 60, 25), (0, 200, 60, 210)]


def test_pieces_of_one_row_are_one_box_and_columns_are_not() -> None:
    row = (line(0, 3, 0, 0), line(3, 6, 32, 0), line(6, 9, 100, 0))
    found = Places(row).columns([(0, 9)])
    assert [tuple(place.box) for place in found] == [(0, 0, 62, 10), (100, 0, 130, 10)]


def test_a_line_that_knows_its_characters_is_cut_between_them() -> None:
    known = PlacedLine((5, 8), 1, Box(0, 0, 30, 10), edges=(0, 5, 25, 30))
    assert cut(known, (6, 7)) == Box(5, 0, 25, 10)
    assert cut(known._replace(edges=()), (6, 7)) == Box(10, 0, 20, 10)
    assert cut(known, (0, 9)) == known.box
    assert cut(known, (8, 9)) is None and cut(known, (0, 5)) is None
    backwards = known._replace(edges=(30, 25, 5, 0))
    assert cut(backwards, (5, 6)) == Box(25, 0, 30, 10)


def test_a_line_from_top_to_bottom_is_cut_across() -> None:
    vertical = PlacedLine((0, 5), 1, Box(0, 0, 10, 50))
    assert cut(vertical, (1, 3)) == Box(0, 10, 10, 30)
    (column,) = Places([vertical, PlacedLine((5, 8), 1, Box(-15, 0, -5, 30))]).columns([(0, 8)])
    assert column.box == Box(-15, 0, 10, 50)


@given(
    st.lists(st.integers(1, 9), min_size=1, max_size=12),
    st.data(),
)
def test_a_box_lies_within_the_lines_of_its_span(sizes: list[int], data: st.DataObject) -> None:
    lines, at = [], 0
    for number, size in enumerate(sizes):
        column, row = divmod(number, 4)
        lines.append(line(at, at + size, 200 * column, 15 * row))
        at += size + 1
    start = data.draw(st.integers(0, at))
    end = data.draw(st.integers(start, at))
    places = Places(lines)
    touched = [one for one in lines if max(one.span[0], start) < min(one.span[1], end)]
    columns = places.columns([(start, end)])
    assert bool(columns) == bool(touched)
    assert len(columns) == len({one.box.left for one in touched})
    for one in touched:
        assert any(
            place.box.left <= one.box.left + 10 * (len(sizes) + 9)
            and place.box.top <= one.box.top
            and place.box.bottom >= one.box.bottom
            for place in columns
        )
    for place in columns:
        own = [one for one in touched if one.box.left // 200 == place.box.left // 200]
        assert place.box.left >= min(one.box.left for one in own)
        assert place.box.right <= max(one.box.right for one in own)
    outlined = [place for places_ in places.outline([(start, end)]) for place in places_]
    assert len(outlined) <= len(touched)


def test_the_line_around_a_character_with_its_neighbours() -> None:
    places = Places(TWO_COLUMNS)
    assert [place.box.top for place in places.around(5)] == [100, 115, 130]
    assert [place.box.top for place in places.around(13)] == [115, 130]  # behind its line
    assert [place.box.top for place in places.around(15)] == [0, 15]
    assert Places([line(5, 9, 0, 0)]).around(2) == ()


def test_how_high_the_type_is() -> None:
    tall = line(40, 42, 0, 300)._replace(box=Box(0, 300, 60, 340))
    places = Places((*TWO_COLUMNS, tall))
    assert places.type_of(1) == 10 and places.type_of(3) == 0
    assert places and not Places(())


def test_lines_of_later_parts_count_on() -> None:
    parts = (
        Part(text="一二三", lines=(line(0, 3, 0, 0),)),
        Part(text="四五", lines=(line(0, 2, 0, 0),)),
    )
    extraction = Extraction(kind=CaptureKind.PDF, encoding="pdf", parts=parts)
    assert [one.span for one in lines_of(extraction)] == [(0, 3), (3, 5)]


def edit(start: int, old: str, new: str, kind: Kind) -> Edit:
    return Edit(start, start + len(old), old, new, kind, "t", "blank")


EDITS = (
    edit(2, "\n", "", Kind.JOIN),
    edit(4, "", "", Kind.GAP),
    edit(5, "饯", "飨宴", Kind.CORR),
    edit(7, "网页", "", Kind.STRIP),
    edit(10, "", "。", Kind.REG),
)


def test_pieces_know_what_they_were_made_of() -> None:
    made = pieces(Slot(role=Role.PARAGRAPH, spans=((0, 7), (9, 11))), EDITS)
    assert made == (
        ((0, 2), (0, 2)),
        ((2, 4), (3, 5)),
        ((4, 6), (5, 6)),
        ((6, 7), (6, 7)),
        ((7, 8), (9, 10)),
        ((8, 9), (10, 10)),
        ((9, 10), (10, 11)),
    )
    assert raw_spans(made, (0, 10)) == ((0, 2), (3, 7), (9, 11))
    assert raw_spans(made, (1, 3)) == ((1, 2), (3, 4))
    assert raw_spans(made, (5, 6)) == ((5, 6),)  # half of what replaced a character
    assert raw_spans(made, (8, 9)) == ()  # a mark that was added stands nowhere
    assert raw_spans((), (0, 1)) == ()


@given(st.text(alphabet="甲乙。，\n 0", max_size=80))
def test_pieces_are_the_passages_that_the_ledger_makes(text: str) -> None:
    found = restore(text.encode())
    articles = apply(found.raw, found.ledger)
    for article, slots in zip(articles, found.ledger.layout, strict=True):
        for passage, slot in zip(article.passages, slots, strict=True):
            made = pieces(slot, found.ledger.edits)
            assert sum(end - start for (start, end), _ in made) == len(passage.text)
            for (start, end), (first, last) in made:
                kept = found.raw[first:last] == passage.text[start:end]
                assert kept or any(e.start == first and e.end == last for e in found.ledger.edits)
