"""PDF → pages with their lines, rules and pictures, by pypdfium2, in this process.

PDFium may not be called from several threads at once.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from aidstories.restore.lexicon.late import late
from aidstories.restore.reading.extraction import Page
from aidstories.restore.reading.pages.drawn import drawn_on
from aidstories.restore.reading.pages.glyphs import lines, once, shared
from aidstories.restore.reading.pages.space import Character, Frame
from aidstories.restore.reading.refusal import Refusal, Unrecognised

MAX_PAGES = 2_000
"""Pages: the thickest yearbooks have 1,500; at 20 ms each that is half a minute."""
MAX_CHARACTERS = 2_000_000
"""Characters: 2,000 pages of 1,000, or 400 of a newspaper; each million takes 40 s."""
MAX_SIDE = 20_000.0
"""Points of a side: Acrobat's own limit is 14,400."""
_LOCKED = 4
"""``FPDF_ERR_PASSWORD``."""
_BROKEN = 0.2
"""Share of characters without a meaning from which the text of a PDF is none."""
_FOREIGN = 0.4
"""Share of Latin-1's upper half from which text is mojibake: French has .05, Icelandic .12."""
_STAMP = 40
"""Characters up to which text on a page that is a picture is the scanner's: 扫描全能王 创建."""
_COVERED = 0.6
"""Share of a page from which a picture is the page."""
_BOLD = late(r"bold|black|heavy|semibold|demi|heiti|simhei", re.I)


def pages_of(data: bytes) -> tuple[Page, ...]:
    """Return the pages of a PDF with a text layer; a point is the unit of every place.

    A line that recognition put invisibly over a scan has the score .9. Where pages with text and
    scanned ones are mixed, the greater number says what the PDF is; scanned pages of a PDF with
    text are pages without lines.

    Raises `Unrecognised` where the pages are pictures or drawings, or the characters have no
    meaning, and `Refusal` where the PDF is damaged, locked, blank or past a limit. A hostile file
    may take any time and memory, and end the process: `pdf.read_pdf` calls this in one of its own.
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == _LOCKED:
            raise Refusal(
                "PDF 有密码，打不开。请用密码打开后另存为没有密码的 PDF。",
                "The PDF has a password. Open it with the password and save it without one.",
            ) from error
        raise damaged() from error
    try:
        sheets = tuple(_pages(document))
    except pdfium.PdfiumError as error:
        raise damaged() from error
    finally:
        document.close()
    pages = tuple(sheet.page for sheet in sheets)
    _check_text(pages, drawn=any(sheet.drawn for sheet in sheets))
    return pages


def is_scan(page: Page) -> bool:
    """Return whether a picture is all of the page, but for a stamp of the scanner's."""
    area = page.width * page.height
    covered = sum((p.right - p.left) * (p.bottom - p.top) for p in page.pictures)
    return covered >= _COVERED * area and sum(len(n.text) for n in page.lines) <= _STAMP


def damaged() -> Refusal:
    """Return the refusal of a file that is broken."""
    return Refusal(
        "PDF 已损坏，打不开。请重新下载，或从原文件另存一份。",
        "The PDF is damaged. Download it again, or save a new copy from its original.",
    )


def too_large(zh: str, en: str) -> Refusal:
    """Return the refusal of a file that is past a limit, named in both languages."""
    return Refusal(f"PDF {zh}，不读取。请拆开后分别保存。", f"The PDF {en}. Save it in parts.")


class _Sheet(NamedTuple):
    """A page; ``drawn`` says that something is printed on it, if only lines and curves."""

    page: Page
    drawn: bool


def _pages(document: pdfium.PdfDocument) -> Iterator[_Sheet]:
    count = len(document)
    if count > MAX_PAGES:
        raise too_large(f"多于 {MAX_PAGES} 页", f"has over {MAX_PAGES} pages")
    if count < 1:
        raise damaged()
    total = 0
    for number in range(count):
        try:
            page = document[number]
        except pdfium.PdfiumError:  # one page cannot be loaded: the others can
            yield _Sheet(Page(number=number + 1, width=0, height=0), drawn=False)
            continue
        try:
            made = _page(page, number + 1, MAX_CHARACTERS - total)
        finally:
            page.close()
        total += sum(len(line.text) for line in made.page.lines)
        yield made


def _page(page: pdfium.PdfPage, number: int, room: int) -> _Sheet:
    if max(page.get_size()) > MAX_SIDE:
        raise too_large("页面过大", "has a page of over 7 metres")
    textpage = page.get_textpage()
    try:
        count = raw.FPDFText_CountChars(textpage.raw)
        if count > room:
            raise too_large(
                f"多于 {MAX_CHARACTERS // 10000} 万字", f"has over {MAX_CHARACTERS} characters"
            )
        found = list(_characters(textpage.raw, count))
    finally:
        textpage.close()
    frame = _frame(page, found)
    rules, pictures = drawn_on(page, frame)
    glyphs = [frame.glyph(c) for c in found]
    seen = [g for g in glyphs if frame.holds(g)]
    made = Page(
        number=number,
        width=frame.width,
        height=frame.height,
        lines=tuple(lines(list(once(shared(seen))), rules)),
        rules=tuple(rules),
        pictures=tuple(pictures),
    )
    return _Sheet(made, drawn=raw.FPDFPage_CountObjects(page.raw) > 0)


class _Style(NamedTuple):
    size: float
    angle: int
    bold: bool
    hidden: bool


def _characters(textpage: object, count: int) -> Iterator[Character]:
    box = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    run, last, style = 0, None, _Style(0, 0, False, False)
    for i in range(count):
        if raw.FPDFText_IsGenerated(textpage, i) == 1:
            continue
        code = raw.FPDFText_GetUnicode(textpage, i)
        thing = raw.FPDFText_GetTextObject(textpage, i)
        address = ctypes.cast(thing, ctypes.c_void_p).value if thing else None
        if address != last or not i:
            run, last, style = run + 1, address, _style(textpage, i, thing)
        raw.FPDFText_GetLooseCharBox(textpage, i, box)
        raw.FPDFText_GetCharOrigin(textpage, i, x, y)
        unknown = raw.FPDFText_HasUnicodeMapError(textpage, i) == 1
        char = "\ufffd" if unknown and code not in _HYPHENS else _char(code)
        if char:
            yield Character(
                char, x.value, y.value, box.left, box.right, box.top, box.bottom,
                style.size, style.angle, run, style.bold, style.hidden,
            )  # fmt: skip


_HYPHENS = (0x02, 0xAD, 0x2010)
"""How PDFium gives a hyphen at the end of a line, and how fonts do."""


def _char(code: int) -> str:
    """Return the character of a code point; none for a control or a mark without width."""
    if code in _HYPHENS:
        return "-"
    if code < 0x20 or 0xD800 <= code < 0xE000 or code in (0x7F, 0xFEFF, 0x200B, 0x200C, 0x200D):
        return "\ufffd" if 0xD800 <= code < 0xE000 or 0 < code < 9 else ""
    return chr(code) if code < 0x110000 else "\ufffd"


def _style(textpage: object, i: int, thing: object) -> _Style:
    matrix = raw.FS_MATRIX()
    size = raw.FPDFText_GetFontSize(textpage, i)
    if raw.FPDFText_GetMatrix(textpage, i, matrix):
        size *= math.hypot(matrix.c, matrix.d)
        angle = round(math.degrees(math.atan2(matrix.b, matrix.a))) % 360
    else:
        angle = 0
    weight = raw.FPDFText_GetFontWeight(textpage, i)
    bold = 600 <= weight <= 1000 or bool(thing and _BOLD.search(_font(thing)))
    mode = raw.FPDFTextObj_GetTextRenderMode(thing) if thing else 0
    hidden = mode == raw.FPDF_TEXTRENDERMODE_INVISIBLE
    return _Style(abs(size) or 1.0, angle, bold, hidden)


def _font(thing: object) -> str:
    font = raw.FPDFTextObj_GetFont(thing)
    if not font:
        return ""
    name = ctypes.create_string_buffer(128)
    size = raw.FPDFFont_GetBaseFontName(font, name, 128)
    return name.raw[: min(size, 128)].decode("latin-1") if size else ""


def _frame(page: pdfium.PdfPage, found: Sequence[Character]) -> Frame:
    """Return what is seen of a page; one whose text lies on its side is turned upright."""
    crop, media = page.get_cropbox(), page.get_mediabox()
    left, bottom = max(crop[0], media[0]), max(crop[1], media[1])
    right, top = min(crop[2], media[2]), min(crop[3], media[3])
    if right <= left or top <= bottom:
        left, bottom, right, top = media
    turn = page.get_rotation() % 360
    turned = [c.angle for c in found if c.angle % 90 == 0]
    usual = max(set(turned), key=turned.count) if turned else turn
    if turned.count(usual) > 0.5 * len(found):
        turn = usual
    return Frame(left, bottom, max(right, left + 1), max(top, bottom + 1), turn)


def _check_text(pages: Sequence[Page], *, drawn: bool) -> None:
    """Raise `Unrecognised` where the pages are pictures, or their characters have no meaning."""
    scans = sum(map(is_scan, pages))
    texts = sum(bool(page.lines) and not is_scan(page) for page in pages)
    if not texts and not drawn:
        raise Refusal(
            "PDF 是空白的，没有可读的内容。请查看原文件，重新保存。",
            "The PDF is blank. Look at its original and save it anew.",
        )
    if scans >= texts:
        raise Unrecognised(
            "PDF 是扫描的图片，没有文字。请先识别（make ocr），或保存带文字的 PDF。",
            "The PDF is made of scanned pictures without text. Have it recognised (make ocr), "
            "or save a PDF with text.",
        )
    text = "".join(line.text for page in pages for line in page.lines)
    if _is_meaningless(text):
        raise Unrecognised(
            "PDF 里的文字没有编码，复制出来是乱码。请先识别（make ocr），或从原文件另存一份。",
            "The characters of the PDF have no code: copied, they are garbage. Have it "
            "recognised (make ocr), or save it anew from its original.",
        )


def _is_meaningless(text: str) -> bool:
    unknown = foreign = 0
    for char in text:
        code = ord(char)
        if code == 0xFFFD or 0xE000 <= code < 0xF900 or code >= 0xF0000:
            unknown += 1
        elif 0xA1 <= code <= 0xFF and code not in (0xB7, 0xD7):
            foreign += 1
    return unknown > _BROKEN * len(text) or foreign > _FOREIGN * len(text)
