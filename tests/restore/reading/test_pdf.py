"""PDFs by hand: what stands on a page, where, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.restore.reading.handmade import (
    FORM,
    assembled,
    document,
    latin,
    locked,
    nested,
    of_pages,
    picture,
    stream,
    words,
)

from aidstories.restore.reading.extraction import Box, Line, Page
from aidstories.restore.reading.pages import pdf, pdfium
from aidstories.restore.reading.pages.pdf import read_pdf
from aidstories.restore.reading.pages.pdfium import is_scan, pages_of
from aidstories.restore.reading.refusal import Refusal, Unrecognised

TEXT = "医疗队来到那曲，开展义诊。"


def lines(data: bytes) -> list[str]:
    return [line.text for page in pages_of(data) for line in page.lines]


def only(data: bytes) -> Line:
    [page] = pages_of(data)
    [line] = page.lines
    return line


def near(box: Box, other: tuple[float, float, float, float], by: float = 0.6) -> bool:
    return all(abs(a - b) <= by for a, b in zip(box, other, strict=True))


def test_a_line_knows_its_characters_and_their_places() -> None:
    line = only(document(words("援藏医疗", 100, 700)))
    assert (line.text, line.size, line.bold, line.score) == ("援藏医疗", 12, False, 1.0)
    assert near(line.box, (100, 842 - 700 - 0.88 * 12, 148, 842 - 700 + 0.12 * 12))
    assert [round(x) for x in line.edges] == [100, 112, 124, 136, 148]


@pytest.mark.parametrize(
    ("turn", "place"),
    [
        (b"", (100, 131, 148, 143)),
        (b"/CropBox [50 0 595 800]", (50, 89, 98, 101)),
        (b"/CropBox [50 40 595 800]", (50, 89, 98, 101)),
    ],
)
def test_places_count_from_the_top_left_of_what_is_seen(
    turn: bytes, place: tuple[float, float, float, float]
) -> None:
    assert near(only(document(words("援藏医疗", 100, 700), page=turn)).box, place, 1.5)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_shown_turned_is_read_as_shown(turn: int) -> None:
    cos, sin = {90: (0, 1), 180: (-1, 0), 270: (0, -1)}[turn]
    code = TEXT.encode("utf-16-be").hex()
    text = f"BT /F1 12 Tf {cos} {sin} {-sin} {cos} 300 400 Tm <{code}> Tj ET".encode()
    [page] = pages_of(document(text, page=b"/Rotate %d" % turn))
    assert [line.text for line in page.lines] == [TEXT]
    [line] = page.lines
    assert line.box.right - line.box.left == pytest.approx(12 * len(TEXT), abs=1)
    assert (page.width > page.height) is (turn != 180)


def test_text_beyond_the_crop_box_is_not_seen() -> None:
    data = document(
        words("看得见", 100, 700) + words("裁切线外", 100, 830), page=b"/CropBox [0 0 595 800]"
    )
    assert lines(data) == ["看得见"]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        pytest.param(words("重复", 60, 700) + words("重复", 60.4, 700), "重复", id="feigned bold"),
        pytest.param(
            words("重复", 60, 700) + words("重复", 60.4, 700.3, 12.5),
            "重复",
            id="feigned bold, larger",
        ),
        pytest.param(words("天天", 60, 700), "天天", id="a character twice"),
        pytest.param(
            words("天", 60, 700) + words("天", 72, 700), "天天", id="a character twice, apart"
        ),
        pytest.param(words("⽅⾯", 60, 700), "方面", id="radicals"),
        pytest.param(words("of\ufb01cer", 60, 700), "officer", id="ligature"),
        pytest.param(latin(b"mid\\255", 60, 700), "mid-", id="soft hyphen"),
        pytest.param(latin(b"one two", 60, 700), "one two", id="blank"),
        pytest.param(latin(b"a", 60, 700) + latin(b"b", 71, 700), "a b", id="blank by place"),
        pytest.param(latin(b"on", 60, 700) + latin(b"e", 73.4, 700), "one", id="two parts"),
        pytest.param(words("义诊", 60, 700) + words("活动", 84, 700), "义诊活动", id="two strings"),
        pytest.param(
            words("增800m", 60, 700) + words("2", 120, 704.7, 10) + words("，", 130, 700),
            "增800m²，",
            id="a raised figure",
        ),
        pytest.param(words("CO", 60, 700) + words("2", 84, 697, 10), "CO₂", id="a lowered one"),
        pytest.param(words("CO", 60, 700) + words("2", 84, 700, 10), "CO2", id="a smaller one"),
        pytest.param(words("CO", 60, 700) + words("2", 84, 703), "CO2", id="a tilted line"),
        pytest.param(words("王", 60, 700) + words("敏", 78, 700), "王 敏", id="a name spaced out"),
        pytest.param(
            b"".join(words(c, 60 + 15 * n, 700) for n, c in enumerate("医者仁心")),
            "医者仁心",
            id="a line spaced out",
        ),
    ],
)  # fmt: skip
def test_characters_make_a_line(content: bytes, text: str) -> None:
    assert lines(document(content)) == [text]


def test_a_gutter_parts_lines_and_so_does_a_rule() -> None:
    gutter = words("左栏的一行", 60, 700) + words("右栏的一行", 136, 700)
    narrow = words("左栏的一行", 60, 700) + words("右栏的一行", 124, 700)
    rule = b"0.5 w 122 600 m 122 800 l S\n"
    assert sorted(lines(document(gutter))) == ["右栏的一行", "左栏的一行"]
    assert lines(document(narrow)) == ["左栏的一行 右栏的一行"]
    assert sorted(lines(document(rule + narrow))) == ["右栏的一行", "左栏的一行"]


def test_a_small_line_above_and_beside_another_is_no_raised_figure() -> None:
    apart = words("增800m", 60, 700) + words("2", 126, 704.7, 10)
    higher = words("增800m", 60, 700) + words("2", 120, 708, 10)
    assert sorted(lines(document(apart))) == ["2", "增800m"]
    assert sorted(lines(document(higher))) == ["2", "增800m"]


def test_bold_is_told_by_the_font() -> None:
    assert only(document(latin(b"Bold", 60, 700), latin_font=b"Helvetica-Bold")).bold
    assert not only(document(latin(b"Plain", 60, 700))).bold


def test_the_size_counts_what_the_page_scales() -> None:
    scaled = b"q 0.5 0 0 0.5 0 0 cm\n" + words("半号", 120, 1400, 24) + b"Q"
    assert only(document(scaled)).size == pytest.approx(12)


def test_hidden_text_over_a_scan_was_made_by_recognition() -> None:
    scan = b"q 595 0 0 842 0 0 cm /I Do Q\n"
    extra: dict[str, Any] = {"extra": [picture(59, 84)], "resources": b"/XObject << /I 20 0 R >>"}
    hidden = b"".join(words(TEXT, 60, 700 - 20 * n, more="3 Tr") for n in range(6))
    [page] = pages_of(document(scan + hidden, **extra))
    assert {line.score for line in page.lines} == {0.9}
    assert len(page.lines) == 6
    with pytest.raises(Unrecognised, match="scanned"):
        pages_of(document(scan, **extra))
    with pytest.raises(Unrecognised):  # the stamp of a scanner is no text
        pages_of(document(scan + words("扫描全能王 创建", 60, 20), **extra))


def test_scans_among_pages_of_text() -> None:
    scan = b"q 595 0 0 842 0 0 cm /I Do Q\n"
    extra: dict[str, Any] = {"extra": [picture(59, 84)], "resources": b"/XObject << /I 20 0 R >>"}
    pages = pages_of(document(words(TEXT, 60, 700), scan, words(TEXT, 60, 700), **extra))
    assert [is_scan(page) for page in pages] == [False, True, False]
    with pytest.raises(Unrecognised):
        pages_of(document(words(TEXT, 60, 700), scan, **extra))


def test_rules_frames_and_pictures_are_seen() -> None:
    content = (
        b"1 w 60 500 m 500 500 l S\n"  # a rule
        b"100 100 200 80 re S\n"  # a frame
        b"1 1 1 rg 0 0 595 842 re f\n"  # the paper
        b"0 0 0 rg 60 400 5 5 re f\n"  # a speck
        b"q 120 0 0 90 300 600 cm /I Do Q\n"
    )
    [page] = pages_of(
        document(
            content + words(TEXT, 60, 700),
            extra=[picture(12, 9)],
            resources=b"/XObject << /I 20 0 R >>",
        )
    )
    assert len(page.rules) == 5
    assert near(page.rules[0], (60, 342, 500, 342), 1.1)
    assert near(page.pictures[0], (300, 152, 420, 242))


def test_a_picture_in_a_form_stands_where_the_form_puts_it() -> None:
    form = stream(
        b"q 100 0 0 50 10 10 cm /I Do Q",
        FORM + b" /Matrix [2 0 0 2 0 0] /Resources << /XObject << /I 21 0 R >> >>",
    )
    [page] = pages_of(
        document(
            b"q 1 0 0 1 50 300 cm /X Do Q\n" + words(TEXT, 60, 700),
            extra=[form, picture(10, 5)],
            resources=b"/XObject << /X 20 0 R >>",
        )
    )
    assert near(page.pictures[0], (70, 842 - 420, 270, 842 - 320), 1)


def test_vertical_text_makes_vertical_lines() -> None:
    content = b"".join(
        words(c, 400 - 30 * k, 700 - 14 * n) for k in range(3) for n, c in enumerate(TEXT)
    )
    [page] = pages_of(document(content))
    assert [line.text for line in page.lines] == [TEXT] * 3
    assert all(n.box.bottom - n.box.top > 10 * (n.box.right - n.box.left) for n in page.lines)
    assert {line.score for line in page.lines} == {1.0}


def test_vertical_text_over_a_scan_was_made_by_recognition() -> None:
    scan = b"q 595 0 0 842 0 0 cm /I Do Q\n"
    extra: dict[str, Any] = {"extra": [picture(59, 84)], "resources": b"/XObject << /I 20 0 R >>"}
    columns = ((c, 400 - 30 * k, 700 - 14 * n) for k in range(6) for n, c in enumerate(TEXT))
    hidden = b"".join(words(c, x, y, more="3 Tr") for c, x, y in columns)
    [page] = pages_of(document(scan + hidden, **extra))
    assert [(line.text, line.score) for line in page.lines] == [(TEXT, 0.9)] * 6


def test_codes_without_a_meaning_are_no_text() -> None:
    with pytest.raises(Unrecognised, match="garbage"):
        pages_of(document(words("\ue123\ue124\ue125文字", 60, 700)))
    with pytest.raises(Unrecognised, match="garbage"):
        pages_of(document(latin(bytes(range(0xC0, 0xE0)), 60, 700)))
    with pytest.raises(Unrecognised, match="garbage"):  # a byte that no code was given for
        pages_of(document(latin(b"\xff" * 12, 60, 700)))
    assert lines(document(words("文字里有一个\ue123符号", 60, 700)))
    assert lines(document(latin(b"\\340 Lhasa, l\\264\\351t\\351", 60, 700))) == ["à Lhasa, l´été"]


GOOD = document(words(TEXT, 60, 700), words("第二页", 60, 700))
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "损坏"),
    "no PDF": (lambda: b"%PDF-1.7\n" + b"\0" * 999, "损坏"),
    "truncated": (lambda: GOOD[: len(GOOD) // 2], "损坏"),
    "without its table": (lambda: GOOD[:-200], "损坏"),
    "locked": (locked, "密码"),
    "100,000 pages said": (lambda: of_pages(b"3 0 R", 100_000), "页"),
    "100,000 pages": (lambda: of_pages(b"3 0 R " * 100_000, 100_000), "页"),
    "pages in a circle": (lambda: of_pages(b"2 0 R 2 0 R", 5), "空白"),
    "blank": (lambda: document(b""), "空白"),
    "a page of 7 km": (lambda: document(words(TEXT, 60, 700), box=(0, 0, 2e7, 2e7)), "PDF"),
    "places beyond all": (lambda: document(words(TEXT, 1e30, 1e30, 1e20)), "PDF"),
    "nested arrays": (lambda: document(b"[" * 200_000 + b"] TJ"), "PDF"),
    "nested dictionaries": (
        lambda: assembled({1: b"<< /Type /Catalog /A " + b"<< /A " * 50_000}),
        "PDF",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused(name: str) -> None:
    make, reason = HOSTILE[name]
    with pytest.raises(Refusal) as refused:
        pages_of(make())
    assert reason in refused.value.zh
    assert refused.value.zh.endswith("。")
    assert refused.value.en.endswith(".")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(GOOD.replace(b"/Root", b"/Prev 9 /Root"), id="a broken older table"),
        pytest.param(
            GOOD.replace(b"/Root", b"/Prev %d /Root" % GOOD.rindex(b"xref\n", 0, -60)),
            id="tables in a circle",
        ),
        pytest.param(b"PK\x03\x04" + GOOD, id="a ZIP's first bytes"),
        pytest.param(GOOD + b"PK\x05\x06" + b"\0" * 18, id="a ZIP's last bytes"),
        pytest.param(b"GIF89a\n" + GOOD, id="a picture's first bytes"),
    ],
)
def test_odd_files_are_read(data: bytes) -> None:
    assert lines(data) == [TEXT, "第二页"]


def test_reading_has_a_process_of_its_own() -> None:
    assert read_pdf(GOOD) == pages_of(GOOD)
    with pytest.raises(Refusal, match="password"):
        read_pdf(locked())
    with pytest.raises(Unrecognised):
        read_pdf(document(words("\ue123\ue124", 60, 700)))


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: nested(1), id="a form that prints itself"),
        pytest.param(lambda: nested(40), id="forms that print each other"),
        pytest.param(
            lambda: document(
                b"/X Do",
                extra=[stream(b"q Q " * (250 << 20), FORM, packed=True)],
                resources=b"/XObject << /X 20 0 R >>",
            ),
            id="a gigabyte in a megabyte",
        ),
    ],
)
def test_what_would_take_all_memory_is_refused(make: Callable[[], bytes]) -> None:
    with pytest.raises(Refusal, match="print it as a PDF"):
        read_pdf(make())


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdfium, "MAX_PAGES", 1)
    with pytest.raises(Refusal, match="over 1 pages"):
        pages_of(GOOD)
    monkeypatch.setattr(pdfium, "MAX_PAGES", 9)
    monkeypatch.setattr(pdfium, "MAX_CHARACTERS", len(TEXT))
    with pytest.raises(Refusal, match="characters"):
        pages_of(GOOD)
    monkeypatch.setattr(pdf, "MAX_BYTES", 10)
    with pytest.raises(Refusal, match="larger"):
        read_pdf(GOOD)
    monkeypatch.setattr(pdf, "MAX_BYTES", 1 << 20)
    monkeypatch.setattr(pdf, "MAX_SECONDS", 0.01)
    with pytest.raises(Refusal, match="seconds"):
        read_pdf(GOOD)


@settings(max_examples=60)
@given(st.data())
def test_any_damage_is_refused_or_read(data: st.DataObject) -> None:
    broken = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 12))):
        at = data.draw(st.integers(0, len(broken) - 1))
        broken[at : at + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=9))
    try:
        pages = pages_of(bytes(broken))
    except Refusal:
        return
    assert all(isinstance(page, Page) for page in pages)


@settings(max_examples=40)
@given(st.binary(max_size=300))
def test_any_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(Refusal):
        pages_of(b"%PDF-1.4\n" + data)
