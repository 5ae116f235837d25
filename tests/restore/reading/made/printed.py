"""Printed pages set by hand: columns, headlines, pictures, running heads, upright type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.restore.reading.handmade import document, latin, picture, words
from tests.restore.reading.stories import Story, story

_EM, _PITCH = 10.0, 16.0
_IMAGE = b"q %g 0 0 %g %g %g cm /I Do Q\n"
_RULE = b"0.5 w %g %g m %g %g l S\n"


def _column(texts: Sequence[str], x: float, top: float, wide: int, size: float = _EM) -> bytes:
    """Return paragraphs in a column of ``wide`` characters, from ``top`` down."""
    out, y = b"", top
    for text in texts:
        rows = [text[: wide - 2], *(text[n : n + wide] for n in range(wide - 2, len(text), wide))]
        for n, row in enumerate(rows):
            out += words(row, x + 2 * size * (n == 0), y, size)
            y -= _PITCH * size / _EM
    return out


def _long(first: int, count: int = 4) -> list[str]:
    return [text for n in range(first, first + count) for text in story(n).paragraphs]


def _headed(told: Story, x: float, y: float) -> bytes:
    head = words("甲市援藏十年", x, y + 34, 12) + words(told.title, x, y, 24)
    return head + words("——一支医疗队的两年", x + 60, y - 26, 14) + words(told.byline, x, y - 48)


def _paper() -> bytes:
    """Two articles over columns, the second below a rule, with a picture and its caption."""
    one, two = story(11), story(12)
    body = _long(11)
    page = words("高原日报", 60, 812, 9) + words("2021年9月1日 星期三", 200, 812, 9)
    page += words("责任编辑：王燕", 420, 812, 9) + _headed(one, 60, 750)
    page += _column(body[:2], 60, 670, 14) + _column(body[2:4], 215, 670, 14)
    page += _IMAGE % (140, 90, 370, 590) + words("义诊现场。 何青 摄", 380, 578, 8)
    page += _column(body[4:5], 370, 550, 14) + _RULE % (60, 420, 520, 420)
    page += words(two.title, 60, 380, 20) + words(two.byline, 60, 356)
    page += _column(_long(21, 2), 60, 330, 22) + _column(_long(23, 2), 300, 330, 22)
    return document(page, extra=[picture(14, 9)], resources=b"/XObject << /I 20 0 R >>")


def _report() -> bytes:
    """Three pages with running heads, folios, a heading, a list, notes and a raised figure."""
    told, pages = story(13), []
    texts = _long(31, 9)
    for number in range(3):
        page = words("甲市援藏工作报告", 60, 812, 9) + latin(b"%d" % (number + 7), 290, 40, 9)
        page += words(told.title, 60, 770, 22) if number == 0 else b""
        page += words("一、把本领留在当地", 60, 730, 13) if number == 1 else b""
        page += _column(texts[9 * number : 9 * number + 6], 60, 700, 40)
        rows = (*told.items, "新增800m")
        for n, item in enumerate(rows):
            page += words(f"{n + 1}. {item}", 80, 330 - 18 * n)
        page += words("2", 188, 280, 7)
        page += _RULE % (60, 110, 200, 110) + words(f"① 据县志第{number + 2}卷。", 60, 96, 8)
        pages.append(page)
    return document(*pages)


def _framed() -> bytes:
    """An article with another in a frame, a table, a spaced name, English."""
    told, aside = story(14), story(18)
    page = words(told.title, 60, 780, 20) + words("王", 60, 756) + words("敏", 78, 756)
    page += _column(_long(14, 2), 60, 730, 24) + b"1 w 320 520 220 200 re S\n"
    page += words(aside.title[:12], 330, 696, 14) + _column(aside.paragraphs[:2], 330, 670, 19)
    for n, row in enumerate(told.rows):
        for k, cell in enumerate(row):
            page += words(cell, 80 + 90 * k, 300 - 20 * n)
    page += latin(b"A doctor came to the county hos-", 60, 200) + latin(b"pital.", 60, 184)
    return document(page, latin_font=b"Helvetica-Bold")


def _upright() -> bytes:
    """A page of upright type, its title in larger one to the right."""
    told, page = story(17), b""
    lines = [told.title, *(text[n : n + 30] for text in told.paragraphs for n in range(0, 60, 30))]
    for k, text in enumerate(filter(None, lines)):
        size = 20 if k == 0 else 12
        for n, character in enumerate(text):
            page += words(character, 500 - 30 * k, 780 - (size + 1) * n, size)
    return document(page)


def _scan() -> bytes:
    """A scan of one column with the text that recognition put over it, a little crooked."""
    page = b"q 595 0 0 842 0 0 cm /I Do Q\n"
    for n, text in enumerate(_long(16, 2)):
        for k in range(0, len(text), 30):
            y = 780 - 60 * n - 16 * k / 30
            page += words(text[k : k + 30], 60 + 0.2 * n, y, 11.5, more="3 Tr")
    return document(page, extra=[picture(59, 84)], resources=b"/XObject << /I 20 0 R >>")


def printed() -> Iterator[tuple[str, bytes]]:
    """Yield PDFs, each with a name."""
    yield "a page of a newspaper", _paper()
    yield "a report of three pages", _report()
    yield "a frame, a table, English", _framed()
    yield "upright type", _upright()
    yield "a scan with its text", _scan()
