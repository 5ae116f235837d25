"""What is drawn on a page of a PDF: its rules, frames and pictures, as they are seen."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from aidstories.restore.reading.extraction import Box
from aidstories.restore.reading.pages.space import Frame

_THIN, _LONG = 3.0, 24.0
"""Points: a rule is at most so thick and at least so long."""
MAX_OBJECTS = 100_000
"""Drawn objects of a page that are looked at: a map has tens of thousands."""
_SPECK = 8.0
"""Points of a picture's side below which it is an ornament."""
_DEPTH = 8
"""Levels of forms within forms."""


def drawn_on(page: pdfium.PdfPage, frame: Frame) -> tuple[list[Box], list[Box]]:
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


def _clipped(box: Box, frame: Frame) -> Box | None:
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
