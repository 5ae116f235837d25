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

from aidstories.restore.reading.extraction import Box, Page
from aidstories.restore.reading.pages.glyphs import Glyph, lines, once, shared
from aidstories.restore.reading.refusal import Refusal, Unrecognised

MAX_PAGES = 2_000
"""Pages: the thickest yearbooks have 1,500; at 20 ms each that is half a minute."""
MAX_CHARACTERS = 2_000_000
"""Characters: 2,000 pages of 1,000, or 400 of a newspaper; each million takes 40 s."""
MAX_SIDE = 20_000.0
"""Points of a side: Acrobat's own limit is 14,400."""
MAX_OBJECTS = 100_000
"""Drawn objects of a page that are looked at: a map has tens of thousands."""
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
_THIN, _LONG = 3.0, 24.0
"""Points: a rule is at most so thick and at least so long."""
_SPECK = 8.0
"""Points of a picture's side below which it is an ornament."""
_DEPTH = 8
"""Levels of forms within forms."""
_BOLD = re.compile(r"bold|black|heavy|semibold|demi|heiti|simhei", re.I)


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
    rules, pictures = _drawn(page, frame)
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


class _Character(NamedTuple):
    """A character in the space of the PDF: y grows upwards."""

    char: str
    x: float
    y: float
    left: float
    right: float
    top: float
    bottom: float
    size: float
    angle: int
    run: int
    bold: bool
    hidden: bool


class _Style(NamedTuple):
    size: float
    angle: int
    bold: bool
    hidden: bool


def _characters(textpage: object, count: int) -> Iterator[_Character]:
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
            yield _Character(
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


class _Frame(NamedTuple):
    """What is seen of a page: the crop box, turned clockwise by ``turn`` degrees."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    @property
    def width(self) -> float:
        return self.top - self.bottom if self.turn % 180 else self.right - self.left

    @property
    def height(self) -> float:
        return self.right - self.left if self.turn % 180 else self.top - self.bottom

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the PDF stands, from the top left."""
        if self.turn == 90:
            return y - self.bottom, x - self.left
        if self.turn == 180:
            return self.right - x, y - self.bottom
        if self.turn == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Return where a rectangle of the PDF stands."""
        (a, b), (c, d) = self.at(left, bottom), self.at(right, top)
        return Box(min(a, c), min(b, d), max(a, c), max(b, d))

    def glyph(self, c: _Character) -> Glyph:
        """Return a character in its place; a full-width one is as wide as it is high."""
        x, base = self.at(c.x, c.y)
        box = self.box(c.left, c.bottom, c.right, c.top)
        wide = ord(c.char) >= 0x2E80
        right = max(box.right, x + c.size) if wide and c.angle == self.turn else box.right
        return Glyph(
            char=c.char,
            left=min(x, box.left) if c.angle == self.turn else box.left,
            right=max(right, x),
            base=base,
            top=box.top,
            bottom=box.bottom,
            size=c.size,
            run=c.run,
            bold=c.bold,
            hidden=c.hidden,
            turned=(c.angle - self.turn) % 360,
        )

    def holds(self, g: Glyph) -> bool:
        """Return whether a character stands on the page."""
        x, y = (g.left + g.right) / 2, g.base - g.size / 3
        return -1 <= x <= self.width + 1 and -1 <= y <= self.height + 1


def _frame(page: pdfium.PdfPage, found: Sequence[_Character]) -> _Frame:
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
    return _Frame(left, bottom, max(right, left + 1), max(top, bottom + 1), turn)


def _drawn(page: pdfium.PdfPage, frame: _Frame) -> tuple[list[Box], list[Box]]:
    """Return the rules and the pictures of a page."""
    rules: list[Box] = []
    pictures: list[Box] = []
    for n, (kind, box) in enumerate(_objects(page.raw, (1, 0, 0, 1, 0, 0), 0)):
        if n >= MAX_OBJECTS:
            break
        seen = _clipped(frame.box(*box), frame)
        if seen is None:
            continue
        width, height = seen.right - seen.left, seen.bottom - seen.top
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            if min(width, height) >= _SPECK:
                pictures.append(seen)
        elif min(width, height) <= _THIN:
            if max(width, height) >= _LONG:
                rules.append(seen)
        elif min(width, height) >= _LONG and width * height < 0.7 * frame.width * frame.height:
            rules += _sides(seen)
    return rules, pictures


def _sides(box: Box) -> list[Box]:
    """Return the four sides of a frame."""
    left, top, right, bottom = box
    return [
        Box(left, top, right, top),
        Box(left, bottom, right, bottom),
        Box(left, top, left, bottom),
        Box(right, top, right, bottom),
    ]


def _clipped(box: Box, frame: _Frame) -> Box | None:
    left, top = max(box.left, 0), max(box.top, 0)
    right, bottom = min(box.right, frame.width), min(box.bottom, frame.height)
    return Box(left, top, right, bottom) if right >= left and bottom >= top else None


_Matrix = tuple[float, float, float, float, float, float]
_Rectangle = tuple[float, float, float, float]


def _objects(parent: object, matrix: _Matrix, depth: int) -> Iterator[tuple[int, _Rectangle]]:
    """Yield kind and bounds of the paths and pictures of a page, or of a form on it."""
    count = raw.FPDFFormObj_CountObjects if depth else raw.FPDFPage_CountObjects
    get = raw.FPDFFormObj_GetObject if depth else raw.FPDFPage_GetObject
    for i in range(max(0, count(parent))):
        thing = get(parent, i)
        kind = raw.FPDFPageObj_GetType(thing) if thing else 0
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
            own = raw.FS_MATRIX()
            if raw.FPDFPageObj_GetMatrix(thing, own):
                inner = _product((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
                yield from _objects(thing, inner, depth + 1)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE or (
            kind == raw.FPDF_PAGEOBJ_PATH and _is_printed(thing)
        ):
            bounds = [ctypes.c_float() for _ in range(4)]
            if raw.FPDFPageObj_GetBounds(thing, *bounds):
                left, bottom, right, top = (b.value for b in bounds)
                yield kind, _turned((left, bottom, right, top), matrix)


def _is_printed(path: object) -> bool:
    """Return whether a path is drawn, and not in white."""
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(path, mode, stroke):
        return False
    if not mode.value and not stroke.value:
        return False
    colour = [ctypes.c_uint() for _ in range(4)]
    get = raw.FPDFPageObj_GetStrokeColor if stroke.value else raw.FPDFPageObj_GetFillColor
    if not get(path, *colour):
        return True
    red, green, blue, alpha = (c.value for c in colour)
    return alpha > 8 and min(red, green, blue) < 245


def _product(one: _Matrix, other: _Matrix) -> _Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
        e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip


def _turned(bounds: _Rectangle, matrix: _Matrix) -> _Rectangle:
    """Return the bounds of a rectangle that a matrix moved."""
    a, b, c, d, e, f = matrix
    left, bottom, right, top = bounds
    corners = [(x, y) for x in (left, right) for y in (bottom, top)]
    xs = [a * x + c * y + e for x, y in corners]
    ys = [b * x + d * y + f for x, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


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
