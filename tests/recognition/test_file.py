"""The file of a recognition: written and read again, and nothing else is read."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidstories.restore.reading.extraction import Box, Line, Page, Part, PlacedLine
from aidstories.restore.reading.pages.recognition import (
    UNSURE,
    UNSURE_LINE,
    Recognition,
    Sheet,
    Weak,
    low_scores,
    on_capture,
    read_recognition,
    recognition_json,
)
from aidstories.restore.reading.refusal import Refusal

LINE = Line(
    "医疗队来到那曲",
    Box(10, 20, 150, 40),
    20,
    score=0.97,
    edges=(10, 30, 50, 70, 90, 110, 130, 150),
)
TIBETAN = Line("བོད་ལྗོངས།", Box(10, 60, 150, 90.5), 20.5, score=0.55)
SHEET = Sheet(
    page=Page(
        number=1, width=200, height=100, lines=(LINE, TIBETAN),
        rules=(Box(0, 50, 200, 51),), pictures=(Box(150, 0, 200, 40),),
    ),
    to_capture=(0.99, -0.03, 4.5, 0.03, 0.99, -2, 1e-6, 0, 1),
    dpi=300,
    weak=(Weak(0, 2, 0.61), Weak(0, 3, 0.7), Weak(0, 6, 0.5)),
)  # fmt: skip
SEEN = Recognition(
    engine="rapidocr 3.10.0",
    model="PP-OCRv6",
    version=1,
    settings={"dpi": 300, "unsure": 0.8, "mode": "x"},
    sha256="0f" * 32,
    sheets=(SHEET,),
)


def test_what_is_written_is_read() -> None:
    text = recognition_json(SEEN)
    assert read_recognition(text) == SEEN
    assert SEEN.pages == (SHEET.page,)
    json.loads(text)


def test_a_printed_line_is_a_line_of_the_file() -> None:
    rows = [row for row in recognition_json(SEEN).splitlines() if '"text"' in row]
    assert [json.loads(row.strip(" ,"))["text"] for row in rows] == [LINE.text, TIBETAN.text]
    assert all(row.startswith("    {") for row in rows)


def test_numbers_are_rounded() -> None:
    line = LINE._replace(box=Box(10.04, 20.06, 150, 40), score=0.97049)
    page = Page(number=1, width=200, height=100, lines=(line,))
    sheet = Sheet(page=page)
    text = recognition_json(Recognition(**{**_fields(SEEN), "sheets": (sheet,)}))
    assert '"box": [10, 20.1, 150, 40], "size": 20, "score": 0.97,' in text


def _fields(seen: Recognition) -> dict[str, Any]:
    return {name: getattr(seen, name) for name in seen.__slots__}


def changed(path: str, value: object) -> str:
    """Return the file of `SEEN` with another value at ``path``, without it where it is ``...``."""
    root = json.loads(recognition_json(SEEN))
    *above, last = path.split("/")
    inner = root
    for key in above:
        inner = inner[int(key) if isinstance(inner, list) else key]
    if value is ...:
        del inner[last]
    else:
        inner[int(last) if isinstance(inner, list) else last] = value
    return json.dumps(root)


LINE_AT = "pages/0/lines/0"
MALFORMED = [
    ("format", 2), ("format", ...), ("format", "1"), ("format", True),
    ("engine", 3), ("engine", "x" * 201), ("engine", "a\nb"), ("model", None),
    ("version", 1.5), ("version", 0), ("settings", []), ("settings", {"a": []}),
    ("settings", {"a": 1e300}), ("sha256", "0F" * 32), ("sha256", "ab"),
    ("pages", {}), ("pages/0", None), ("pages/0/number", 2), ("pages/0/width", 0),
    ("pages/0/height", 1e9), ("pages/0/dpi", -1), ("pages/0/lines", ...),
    ("pages/0/to_capture", [1, 0, 0, 0, 1, 0, 0, 0]),
    ("pages/0/to_capture", [1, 0, 0, 0, 1, 0, -1, 0, 1]),
    ("pages/0/rules/0", [0, 0, 1]), ("pages/0/pictures/0", [5, 0, 1, 1]),
    (LINE_AT, []), (f"{LINE_AT}/text", " "), (f"{LINE_AT}/text", "\ud800"),
    (f"{LINE_AT}/text", "x" * 2001), (f"{LINE_AT}/box", [0, 5, 1, 1]),
    (f"{LINE_AT}/box", [0, "1", 1, 2]), (f"{LINE_AT}/size", -1), (f"{LINE_AT}/score", 1.01),
    (f"{LINE_AT}/edges", [1, 2]), (f"{LINE_AT}/edges", [8, 7, 6, 5, 4, 3, 2, 1]),
    (f"{LINE_AT}/weak", [[7, 0.5]]), (f"{LINE_AT}/weak", [[3, 0.5], [2, 0.5]]),
    (f"{LINE_AT}/weak", [3, 0.5]),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value"), MALFORMED)
def test_what_is_malformed_is_refused_with_its_place(path: str, value: object) -> None:
    with pytest.raises(Refusal) as refused:
        read_recognition(changed(path, value))
    assert "/" in refused.value.zh and "请重新识别" in refused.value.zh


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "NaN", '{"format": NaN}', "9" * 5000])
def test_what_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(Refusal):
        read_recognition(text)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)
PATHS = sorted({path for path, _ in MALFORMED})


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(PATHS), VALUES)
def test_any_value_anywhere_is_read_or_refused(path: str, value: object) -> None:
    try:
        found = read_recognition(changed(path, value))
    except Refusal:
        return
    again = recognition_json(found)
    assert recognition_json(read_recognition(again)) == again


SIDES = st.floats(0, 2000).map(lambda x: round(x, 1))


@st.composite
def lines(draw: st.DrawFn) -> Line:
    said = st.characters(exclude_categories=["C", "Z"], exclude_characters="\x85")
    text = draw(st.text(said, min_size=1, max_size=12))
    left, right = sorted((draw(SIDES), draw(SIDES)))
    top, bottom = sorted((draw(SIDES), draw(SIDES)))
    count = len(text) + 1
    edges = draw(st.just([]) | st.lists(SIDES, min_size=count, max_size=count))
    score = round(draw(st.floats(0, 1)), 3)
    return Line(
        text, Box(left, top, right, bottom), draw(SIDES), score=score, edges=tuple(sorted(edges))
    )


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(lines(), max_size=4), min_size=1, max_size=3), st.data())
def test_any_recognition_is_written_and_read(pages: list[list[Line]], data: st.DataObject) -> None:
    sheets = []
    for n, page in enumerate(pages, 1):
        weak = [
            Weak(i, data.draw(st.integers(0, len(line.text) - 1)), 0.25)
            for i, line in enumerate(page)
            if data.draw(st.booleans())
        ]
        made = Page(number=n, width=2000, height=1500.5, lines=tuple(page))
        sheets.append(Sheet(page=made, weak=tuple(weak)))
    seen = Recognition(**{**_fields(SEEN), "sheets": tuple(sheets)})
    assert read_recognition(recognition_json(seen)) == seen


def part(placed: list[tuple[Line, Box]]) -> Part:
    text, found = "", []
    for line, box in placed:
        start = len(text)
        text += line.text + "\n"
        found.append(PlacedLine((start, len(text) - 1), 1, box, line.edges, line.score))
    return Part(text=text, lines=tuple(found), recognised=True)


def test_weak_characters_are_flagged_together_and_a_weak_line_whole() -> None:
    assert TIBETAN.score < UNSURE_LINE < UNSURE
    laid = part([(TIBETAN, TIBETAN.box), (LINE, LINE.box)])
    flags = list(low_scores(laid, SEEN))
    assert [(f.quote, f.weight) for f in flags] == [
        (TIBETAN.text, 0.45),
        ("队来", 0.39),
        ("曲", 0.5),
    ]
    assert all(laid.text[f.start : f.end] == f.quote and f.reason == "recognition" for f in flags)


def test_a_line_of_the_same_words_elsewhere_is_not_flagged() -> None:
    elsewhere = LINE._replace(box=Box(10, 70, 150, 90))
    laid = part([(elsewhere, elsewhere.box), (LINE, Box(10.5, 21, 150.5, 41))])
    assert [f.start for f in low_scores(laid, SEEN)] == [10, 14]


def test_boxes_are_mapped_to_the_capture() -> None:
    aside = Sheet(page=SHEET.page, to_capture=(0, -1, 100, 1, 0, 0, 0, 0, 1))
    assert on_capture(aside, Box(10, 20, 30, 50)) == Box(50, 10, 80, 30)
