"""Scans and photographs → lines of text with their places: recognition (OCR).

The one room that runs engines. What it makes is kept beside the capture
(`restore/reading/pages/recognition.py`), so that nothing else needs them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from aidstories.recognition import lines as found
from aidstories.recognition.lines import Ink
from aidstories.recognition.printed import pictures as printed_pictures
from aidstories.recognition.printed import rules
from aidstories.recognition.rapid import Rapid
from aidstories.recognition.scans import DPI, Scan, scans
from aidstories.recognition.seen import Quad, Read, Reader
from aidstories.recognition.straighten import (
    Grey,
    enlarged,
    ink,
    reduced,
    straighten,
    turned_back,
)
from aidstories.recognition.tesseract import find_tesseract
from aidstories.restore.reading.extraction import Box, Line, Page
from aidstories.restore.reading.pages.pictures import pictures
from aidstories.restore.reading.pages.recognition import UNSURE, Recognition, Sheet, Weak
from aidstories.restore.reading.refusal import Refusal, Unrecognised

VERSION = 1
"""Of the steps of this room: raised when one of them changes what comes out."""

_SPARSE = 0.35
"""Characters for each height of a line under which its script is not Chinese or Latin: these have
.6 and more, of a line of Tibetan the Chinese model sees .05 to .2 (555)."""
_SURE = 0.7
"""Score under which another script is tried: lines of Chinese had .90 and more on photographs,
lines of Tibetan .39 to .95 (thirteen of fourteen under .85)."""
_LEAST = 0.5
"""Score under which a line is no text: a picture's pattern."""
_BO = re.compile("[\u0f40-\u0fbc]")
_TIBETAN = 0.6
"""Share of Tibetan letters and marks in a line of Tibetan."""
_MOST_LINES = 5000
"""Of a page; a broadsheet of small advertisements has 3,000, noise has more."""
_GLANCE = 4_000_000
"""Pixels of a page that is turned to see which way is up."""
_HAN_PAIR = re.compile("(?=[\u3400-\u9fff]{2})")
_BOX = 1.3
"""Heights of a character in the box that the detector draws around a line."""


def recognise(data: bytes) -> Recognition:
    """Recognise the text of a picture (PNG, JPEG, TIFF, WebP) or of a PDF of scans.

    Raises `Unrecognised` where an engine is missing, `Refusal` for what cannot be read or has no
    text.
    """
    engines = _Engines()
    sheets = tuple(engines.sheet(n, scan) for n, scan in enumerate(_scans(data), 1))
    if not any(sheet.page.lines for sheet in sheets):
        raise _nothing()
    return Recognition(
        engine=", ".join(reader.name for reader in engines.used),
        model=", ".join(reader.model for reader in engines.used),
        version=VERSION,
        settings={"dpi": DPI, "sure": _SURE, "unsure": UNSURE},
        sha256=hashlib.sha256(data).hexdigest(),
        sheets=sheets,
    )


def _nothing() -> Refusal:
    return Refusal(
        "图上没有认出文字，请换一张更清楚的扫描件或照片",
        "No text was recognised: take a clearer scan or photograph",
    )


def _scans(data: bytes) -> Iterator[Scan]:
    """Yield the pages of a capture as pictures."""
    if b"%PDF-" in data[:1024]:  # ISO 32000-1, annex H: within the first 1,024 bytes
        yield from scans(data)
    else:
        for picture in pictures(data):
            yield Scan(np.array(picture, np.uint8), 0)


class _Seen(NamedTuple):
    """A line of a page and what it says."""

    quad: Quad
    read: Read


class _Try(NamedTuple):
    """A page as it reads one way up; ``found`` counts its lines, ``on_end`` those set upright."""

    sheet: Sheet
    found: int
    on_end: int

    @property
    def reads_badly(self) -> bool:
        """Whether the page may lie on its side or stand on its head."""
        scores = [line.score for line in self.sheet.page.lines]
        few = len(scores) < self.found / 2 or self.on_end > self.found / 2
        return few or (bool(scores) and float(np.median(scores)) < _SURE)

    @property
    def said(self) -> float:
        """How much the page says, by the engines' own certainty.

        The engine reads lines on end as well as level ones, whichever way they lie.
        """
        said = sum(len(n.text) * max(0.0, n.score - _LEAST) for n in self.sheet.page.lines)
        return said / 2 if self.on_end > self.found / 2 else said


class _Engines:
    """The engines; the one for Tibetan is looked for when a line asks for it."""

    def __init__(self) -> None:
        self._rapid = Rapid()
        self._tesseract = find_tesseract
        self.used: list[Reader] = [self._rapid]

    def sheet(self, number: int, scan: Scan) -> Sheet:
        """Recognise a page; one that reads badly is turned until it reads best."""
        upright = self._sheet(number, scan, 0)
        if not upright.reads_badly:
            return upright.sheet
        small = Scan(reduced(scan.image, _GLANCE)[0], scan.dpi)
        tries = [self._sheet(number, small, turns).said for turns in range(4)]
        best = tries.index(max(tries))
        return self._sheet(number, scan, best).sheet if best else upright.sheet

    def _sheet(self, number: int, scan: Scan, turns: int) -> _Try:
        """Recognise a page turned ``turns`` times to the left."""
        image, factor = reduced(scan.image)
        page, matrix = straighten(np.ascontiguousarray(np.rot90(image, turns)))
        dark = ink(page)
        quads = found.find_lines(page, dark, self._rapid)
        if len(quads) > _MOST_LINES:
            raise _nothing()
        seen = self._read(page, dark, quads)
        lines = [_line(one, dark) for one in seen]
        size = float(np.median([line.size for line in lines])) if lines else 30.0
        sheet = Sheet(
            page=Page(
                number=number,
                width=page.shape[1],
                height=page.shape[0],
                lines=tuple(lines),
                rules=rules(dark, size),
                pictures=printed_pictures(page, [line.box for line in lines], size),
            ),
            to_capture=enlarged(turned_back(matrix, turns, image.shape), factor),
            dpi=scan.dpi,
            weak=tuple(_weak(seen)),
        )
        return _Try(sheet, len(quads), sum(found.is_upright(quad) for quad in quads))

    def _read(self, page: Grey, dark: Ink, quads: Sequence[Quad]) -> list[_Seen]:
        reads = self._rapid.read([found.cut_out(page, quad) for quad in quads])
        open_lines = [n for n, read in enumerate(reads) if is_unread(read, quads[n])]
        if open_lines:
            reads = self._read_tibetan(page, dark, quads, reads, open_lines)
        return [
            _Seen(quad, read)
            for quad, read in zip(quads, reads, strict=True)
            if read.text and read.score >= _LEAST
        ]

    def _read_tibetan(
        self, page: Grey, dark: Ink, quads: Sequence[Quad], reads: list[Read], which: list[int]
    ) -> list[Read]:
        """Return ``reads`` with those of ``which`` that are Tibetan read as such."""
        tesseract = self._tesseract()
        if tesseract is None:
            if len(which) > len(reads) / 2:
                raise Unrecognised(
                    "这一页像是藏文，识别藏文要用 Tesseract 和它的 bod 数据：请运行 make ocr",
                    "This page seems to be in Tibetan, which needs Tesseract and its data bod:"
                    " run make ocr",
                )
            return reads
        crops = [found.alone(page, dark, quads[n], [*quads[:n], *quads[n + 1 :]]) for n in which]
        read = dict(zip(which, tesseract.read(crops), strict=True))
        kept = {n: one for n, one in read.items() if is_tibetan(one)}
        if kept and tesseract.model not in [reader.model for reader in self.used]:
            self.used.append(tesseract)
        return [kept.get(n, one) for n, one in enumerate(reads)]


def is_unread(read: Read, quad: Quad) -> bool:
    """Return whether what the Chinese model read is hardly what the line says."""
    sides = float(np.ptp(quad[:, 0])), float(np.ptp(quad[:, 1]))
    long, short = max(sides), max(1.0, min(sides))
    return read.score < _SURE or len(read.text) < _SPARSE * long / short


def is_tibetan(read: Read) -> bool:
    """Return whether a line that was read as Tibetan is."""
    letters = [char for char in read.text if not char.isspace() and char not in "་།༄༅༎"]
    if not letters or read.score < _LEAST:
        return False
    return sum(bool(_BO.match(char)) for char in letters) >= _TIBETAN * len(letters)


def _line(seen: _Seen, dark: Ink) -> Line:
    """Return a line with its place: the box is as high as its characters, as wide as its ink."""
    quad, read = seen
    left, top = float(quad[:, 0].min()), float(quad[:, 1].min())
    right, bottom = float(quad[:, 0].max()), float(quad[:, 1].max())
    if found.is_upright(quad):
        return Line(
            read.text, Box(left, top, right, bottom), (right - left) / _BOX, score=read.score
        )
    size = _size(read, right - left, bottom - top)
    part = dark[int(top) : int(bottom) + 1, int(left) : int(right) + 1]
    rows, columns = np.flatnonzero(part.mean(axis=1) > 0.02), np.flatnonzero(part.any(axis=0))
    if len(rows) and len(columns):
        middle = int(top) + (float(rows[0]) + float(rows[-1]) + 1) / 2
        start, end = int(left) + float(columns[0]), int(left) + float(columns[-1]) + 1
    else:
        middle, start, end = (top + bottom) / 2, left, right
    if read.centres:  # ink farther off is another line's
        start = max(start, left + read.centres[0] * (right - left) - 0.75 * size)
        end = max(start, min(end, left + read.centres[-1] * (right - left) + 0.75 * size))
    high = size if read.centres else bottom - top
    box = Box(start, middle - high / 2, end, middle + high / 2)
    return Line(read.text, box, size, score=read.score, edges=_edges(read, left, right, start, end))


def _size(read: Read, width: float, height: float) -> float:
    """Return the size of the type: how far neighbouring Chinese characters are apart."""
    usual = height / _BOX
    pairs = [m.start() for m in _HAN_PAIR.finditer(read.text)] if read.centres else []
    if len(pairs) < 4:
        return usual
    step = float(np.mean([read.centres[i + 1] - read.centres[i] for i in pairs])) * width
    return min(max(step, 0.75 * usual), 1.2 * usual)


def _edges(read: Read, left: float, right: float, start: float, end: float) -> tuple[float, ...]:
    """Return the sides of the characters: half-way between their centres."""
    if not read.centres:
        return ()
    places = [left + centre * (right - left) for centre in read.centres]
    middles = [(one + other) / 2 for one, other in pairwise(places)]
    inner = np.clip(np.maximum.accumulate([start, *middles]), start, end)
    return (*(float(x) for x in inner), end)


def _weak(seen: Sequence[_Seen]) -> Iterator[Weak]:
    for n, (_, read) in enumerate(seen):
        for i, score in enumerate(read.scores):
            if score < UNSURE and not read.text[i].isspace():
                yield Weak(n, i, min(1.0, max(0.0, score)))
