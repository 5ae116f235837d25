"""What recognition saw in a capture, kept beside it in ``<capture>.ocr.json``.

Importing and verifying need this file only, not the engine. One printed line is one line of the
file, so that a change of engine reads well in a diff.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from aidstories.model import Flag
from aidstories.restore.reading.extraction import Box, Line, Page, Part
from aidstories.restore.reading.refusal import Refusal

SUFFIX = ".ocr.json"
FORMAT = 1
UNSURE = 0.8
"""A character less sure than this is flagged.

On five poor scans of newspaper pages (8,391 characters at 80 to 120 dpi, blurred, noisy, JPEG of
quality 40 to 60; 19 wrong) 9 of 1,000 are flagged; .16 of these are wrong, and .63 of the wrong
are flagged. At .9 it is .10 and .74, at .7 .22 and .53."""
UNSURE_LINE = 0.6
"""A line less sure than this is flagged as a whole where single characters have no score: of
Tesseract's lines of rendered Tibetan, those with .62 and more had at most one syllable wrong."""

MOST_BYTES = 64 * 1024 * 1024
"""Of a file; a newspaper page of 10,000 characters has 150,000."""
MOST_PAGES = 1000
MOST_LINES = 20_000
"""Of a page; a broadsheet of small advertisements has 3,000."""
MOST_CHARACTERS = 2000
"""Of a line."""
MOST_SIDE = 100_000
"""Pixels of a page's side."""

Matrix = tuple[float, float, float, float, float, float, float, float, float]
"""A projective map of the plane, row by row; the last number is 1."""
IDENTITY: Matrix = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)


class Weak(NamedTuple):
    """A character of a page that recognition is not sure of; lines and characters count from 0."""

    line: int
    char: int
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page as it was recognised: straightened, in pixels.

    ``to_capture`` maps its pixels to those of the capture's picture as a viewer shows it, turned
    as its EXIF says; for a PDF, to those of the page drawn at ``dpi``.
    """

    page: Page
    to_capture: Matrix = IDENTITY
    dpi: int = 0
    """The resolution at which a page of a PDF was drawn, 0 for a picture."""
    weak: tuple[Weak, ...] = ()
    """The characters with a score below `UNSURE`, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """What engines saw in a capture, and all that decided what they saw."""

    engine: str
    """Names and versions: ``rapidocr 3.10.0, tesseract 5.3.0``."""
    model: str
    """Names of the models: ``PP-OCRv6_det_small, PP-OCRv6_rec_small, bod``."""
    version: int
    """Of our own steps before and after the engines."""
    settings: Mapping[str, str | int | float]
    sha256: str
    """Of the capture's bytes, in hexadecimal."""
    sheets: tuple[Sheet, ...]

    @property
    def pages(self) -> tuple[Page, ...]:
        """The pages, for `lay_out`."""
        return tuple(sheet.page for sheet in self.sheets)


def mapped(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Return where ``matrix`` maps a point.

    Raises `ZeroDivisionError` for a point that it maps to infinity.
    """
    a, b, c, d, e, f, g, h, i = matrix
    w = g * x + h * y + i
    return (a * x + b * y + c) / w, (d * x + e * y + f) / w


def on_capture(sheet: Sheet, box: Box) -> Box:
    """Return the upright box around ``box`` in the pixels of the capture."""
    corners = [(x, y) for x in (box.left, box.right) for y in (box.top, box.bottom)]
    xs, ys = zip(*(mapped(sheet.to_capture, x, y) for x, y in corners), strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def low_scores(part: Part, recognition: Recognition) -> Iterator[Flag]:
    """Yield a flag for each stretch of ``part`` that recognition is not sure of.

    Offsets count characters of the part's text; ``weight`` is higher the less sure.
    """
    weak: defaultdict[tuple[int, str], list[tuple[Box, list[Weak]]]] = defaultdict(list)
    for sheet in recognition.sheets:
        for number, group in groupby(sheet.weak, key=lambda w: w.line):
            line = sheet.page.lines[number]
            weak[sheet.page.number, line.text].append((line.box, list(group)))
    for placed in part.lines:
        start, end = placed.span
        known = weak.get((placed.page, part.text[start:end]), ())
        chars = next((chars for box, chars in known if _is_one(box, placed.box)), [])
        if not chars and placed.score < UNSURE_LINE:
            chars = [Weak(0, i, placed.score) for i in range(end - start)]
        for run in _runs(chars):
            a, b = start + run[0].char, start + run[-1].char + 1
            score = min(w.score for w in run)
            yield Flag(
                start=a,
                end=b,
                by="low_scores",
                reason="recognition",
                quote=part.text[a:b],
                weight=round(1 - score, 2),
            )


def _is_one(box: Box, other: Box) -> bool:
    """Return whether two boxes are those of one line: layout may set a page upright."""
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return other.left <= x <= other.right and other.top <= y <= other.bottom


def _runs(chars: Sequence[Weak]) -> Iterator[list[Weak]]:
    """Yield neighbours together."""
    run: list[Weak] = []
    for w in chars:
        if run and w.char != run[-1].char + 1:
            yield run
            run = []
        run.append(w)
    if run:
        yield run


# ---------------------------------------------------------------- writing


def recognition_json(recognition: Recognition) -> str:
    """Return the text of the file: the same for the same recognition, ends with a newline."""
    head = {
        "format": FORMAT,
        "engine": recognition.engine,
        "model": recognition.model,
        "version": recognition.version,
        "settings": dict(sorted(recognition.settings.items())),
        "sha256": recognition.sha256,
    }
    pages = ",\n".join(_page_json(sheet) for sheet in recognition.sheets)
    fields = "".join(f" {_dump(key)}: {_dump(value)},\n" for key, value in head.items())
    return f'{{\n{fields} "pages": [\n{pages}\n ]\n}}\n'


def _page_json(sheet: Sheet) -> str:
    page = sheet.page
    weak: dict[int, list[list[float]]] = defaultdict(list)
    for w in sheet.weak:
        weak[w.line].append([w.char, _short(w.score, 2)])
    head = {
        "number": page.number,
        "width": _short(page.width, 1),
        "height": _short(page.height, 1),
        "dpi": sheet.dpi,
        "to_capture": [float(f"{number:.9g}") for number in sheet.to_capture],
        "rules": [_numbers(box) for box in page.rules],
        "pictures": [_numbers(box) for box in page.pictures],
    }
    lines = ",\n".join(f"    {_line_json(n, weak[i])}" for i, n in enumerate(page.lines))
    said = ", ".join(f"{_dump(key)}: {_dump(value)}" for key, value in head.items())
    return f'  {{{said}, "lines": [\n{lines}\n  ]}}'


def _line_json(line: Line, weak: list[list[float]]) -> str:
    fields: dict[str, Any] = {
        "text": line.text,
        "box": _numbers(line.box),
        "size": _short(line.size, 1),
        "score": _short(line.score, 3),
    }
    if line.edges:
        fields["edges"] = _numbers(line.edges)
    if weak:
        fields["weak"] = weak
    return _dump(fields)


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))


def _numbers(values: Sequence[float]) -> list[float]:
    return [_short(value, 1) for value in values]


def _short(value: float, digits: int) -> float:
    rounded = round(float(value), digits)
    return int(rounded) if rounded.is_integer() else rounded


# ---------------------------------------------------------------- reading


def read_recognition(text: str) -> Recognition:
    """Read the file; `recognition_json` is its inverse.

    Raises `Refusal` for anything that `recognition_json` would not have written.
    """
    if len(text) > MOST_BYTES:
        raise _malformed("", f"> {MOST_BYTES}")
    try:
        value = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise _malformed("", "JSON") from None
    return _recognition(_Field(value, ""))


def _no_number(name: str) -> float:
    raise ValueError(name)


def _malformed(where: str, what: str) -> Refusal:
    place = where or "/"
    return Refusal(
        f"识别结果文件（{SUFFIX}）有误，在 {place}：{what}。请重新识别该原稿",
        f"The file of recognition ({SUFFIX}) is malformed at {place}: {what}."
        " Recognise the capture again",
    )


class _Field(NamedTuple):
    """A value of the file with its place, for errors."""

    value: Any
    where: str

    def fail(self, wanted: str) -> Refusal:
        return _malformed(self.where, wanted)

    def __call__(self, key: str) -> _Field:
        where = f"{self.where}/{key}"
        if not isinstance(self.value, dict) or key not in self.value:
            raise _malformed(where, "missing")
        return _Field(self.value[key], where)

    def maybe(self, key: str) -> _Field:
        self.keyed()
        return _Field(self.value.get(key, []), f"{self.where}/{key}")

    def keyed(self) -> dict[str, Any]:
        if not isinstance(self.value, dict):
            raise self.fail("object")
        return self.value

    def items(self, most: int) -> list[_Field]:
        if not isinstance(self.value, list) or len(self.value) > most:
            raise self.fail(f"list of ≤ {most}")
        return [_Field(value, f"{self.where}/{i}") for i, value in enumerate(self.value)]

    def text(self, most: int) -> str:
        value = self.value
        if not isinstance(value, str) or len(value) > most or not _is_writable(value):
            raise self.fail(f"text of ≤ {most} characters")
        return value

    def number(self, least: float, most: float) -> float:
        value = self.value
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.fail("number")
        if not least <= value <= most:
            raise self.fail(f"{least} … {most}")
        return float(value)

    def whole(self, least: int, most: int) -> int:
        if isinstance(self.value, float):
            raise self.fail("whole number")
        return int(self.number(least, most))

    def box(self) -> Box:
        left, top, right, bottom = (f.number(-MOST_SIDE, MOST_SIDE) for f in self.exactly(4))
        if left > right or top > bottom:
            raise self.fail("left ≤ right, top ≤ bottom")
        return Box(left, top, right, bottom)

    def exactly(self, count: int) -> list[_Field]:
        found = self.items(count)
        if len(found) != count:
            raise self.fail(f"list of {count}")
        return found


def _is_writable(text: str) -> bool:
    return not re.search("[\ud800-\udfff\n\r\0]", text)


def _recognition(root: _Field) -> Recognition:
    root("format").whole(FORMAT, FORMAT)
    sha256 = root("sha256").text(64)
    if not re.fullmatch(r"[0-9a-f]{64}", sha256):
        raise root("sha256").fail("64 hexadecimal digits")
    sheets = tuple(_sheet(field) for field in root("pages").items(MOST_PAGES))
    if [sheet.page.number for sheet in sheets] != list(range(1, len(sheets) + 1)):
        raise root("pages").fail("number: 1, 2, 3 …")
    return Recognition(
        engine=root("engine").text(200),
        model=root("model").text(400),
        version=root("version").whole(1, 10**6),
        settings=_settings(root("settings")),
        sha256=sha256,
        sheets=sheets,
    )


def _settings(field: _Field) -> dict[str, str | int | float]:
    found: dict[str, str | int | float] = {}
    for key, value in sorted(field.keyed().items()):
        one = _Field(value, f"{field.where}/{key}")
        if len(found) > 100 or not _is_writable(key):
            raise field.fail("≤ 100")
        if isinstance(value, str):
            found[key] = one.text(200)
        else:
            one.number(-1e9, 1e9)
            found[key] = value
    return found


def _sheet(field: _Field) -> Sheet:
    lines, weak = [], []
    for n, one in enumerate(field("lines").items(MOST_LINES)):
        lines.append(_line(one))
        weak += _weak(one.maybe("weak"), n, len(lines[-1].text))
    page = Page(
        number=field("number").whole(1, MOST_PAGES),
        width=field("width").number(1, MOST_SIDE),
        height=field("height").number(1, MOST_SIDE),
        lines=tuple(lines),
        rules=tuple(f.box() for f in field("rules").items(MOST_LINES)),
        pictures=tuple(f.box() for f in field("pictures").items(MOST_LINES)),
    )
    return Sheet(
        page=page,
        to_capture=_matrix(field("to_capture"), page),
        dpi=field("dpi").whole(0, 10_000),
        weak=tuple(weak),
    )


def _matrix(field: _Field, page: Page) -> Matrix:
    a, b, c, d, e, f, g, h, i = (one.number(-1e9, 1e9) for one in field.exactly(9))
    matrix: Matrix = (a, b, c, d, e, f, g, h, i)
    signs = (g * x + h * y + i for x in (0, page.width) for y in (0, page.height))
    if min(signs) <= 0:  # else a point of the page is mapped to infinity, or behind it
        raise field.fail("projective")
    return matrix


def _line(field: _Field) -> Line:
    text = field("text").text(MOST_CHARACTERS)
    if not text.strip():
        raise field("text").fail("text")
    edges = tuple(
        f.number(-MOST_SIDE, MOST_SIDE) for f in field.maybe("edges").items(MOST_CHARACTERS + 1)
    )
    if edges and (len(edges) != len(text) + 1 or list(edges) != sorted(edges)):
        raise field("edges").fail(f"{len(text) + 1} numbers that rise")
    return Line(
        text=text,
        box=field("box").box(),
        size=field("size").number(0, MOST_SIDE),
        score=field("score").number(0, 1),
        edges=edges,
    )


def _weak(field: _Field, line: int, length: int) -> list[Weak]:
    found: list[Weak] = []
    for one in field.items(MOST_CHARACTERS):
        char, score = one.exactly(2)
        found.append(Weak(line, char.whole(0, length - 1), score.number(0, 1)))
        if len(found) > 1 and found[-2].char >= found[-1].char:
            raise field.fail("numbers that rise")
    return found
