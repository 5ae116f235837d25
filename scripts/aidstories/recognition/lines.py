"""Lines of a page: found at the size that the detector likes, cut at gutters, cut out."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from aidstories.recognition.seen import Detector, Quad
from aidstories.recognition.straighten import Grey

_TYPE = 22
"""Pixels at which a character is looked for; PP-OCR was trained on 15 to 60."""
_STRIP = 1_500_000
"""Pixels of an image that the detector sees at once: it takes 230 bytes for each."""
_LOOKED_AT = 16_000_000
"""Pixels of a page that is looked at, some 25 s: type of 8 points on 42 × 59 cm has 19."""
_OVERLAP = 160
"""Rows that two strips share: a headline of seven lines' height lies whole in one of them."""
_GUTTER = 0.6
"""White space between columns, in heights of a line's box: gutters have 1 em or more, and the box
is 1.3 em high."""
_AROUND = 2.5
"""Heights above and below a line within which its gutter is white as well."""
_SPECK = 0.02
"""Share of dark pixels in what counts as white."""
_RULE = 0.9
"""Share of dark pixels in a printed rule between columns."""
_UPRIGHT = 1.5
"""Height by width from which a line is set from top to bottom."""

_DOT = 0.001
"""Area of the smallest mark, in squares of a line's height; the dot between syllables has .004."""

Ink = npt.NDArray[np.bool_]


def find_lines(page: Grey, dark: Ink, detector: Detector) -> list[Quad]:
    """Return the lines of a page; none crosses the gutter between two columns."""
    if not dark.any():
        return []
    scale = min(detection_scale(dark), (_LOOKED_AT / dark.size) ** 0.5)
    size = max(32, round(page.shape[1] * scale)), max(32, round(page.shape[0] * scale))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    small = np.asarray(cv2.resize(page, size, interpolation=how), np.uint8)
    ratio = np.array([page.shape[1] / size[0], page.shape[0] / size[1]], np.float32)
    quads = [quad * ratio for quad in _by_strips(small, detector)]
    calm = cv2.medianBlur(dark.astype(np.uint8), 3).astype(bool)  # one speck in 40 rows is .025
    cut = [part for quad in quads for part in at_gutters(quad, calm)]
    return sorted(cut, key=lambda quad: (float(quad[:, 1].min()), float(quad[:, 0].min())))


def detection_scale(dark: Ink) -> float:
    """Return how a page is scaled for the detector, by the size of its type."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(dark.astype(np.uint8), connectivity=8)
    if count < 2:
        return 1.0
    wide, high = stats[1:, cv2.CC_STAT_WIDTH], stats[1:, cv2.CC_STAT_HEIGHT]
    like_type = (high >= 5) & (wide >= 5) & (high < 3 * wide) & (wide < 3 * high)
    if like_type.sum() < 5:
        return 1.0
    # Parts of characters are smaller, headlines larger: the upper quartile is the body's type.
    type_height = float(np.percentile(high[like_type], 75))
    return float(np.clip(_TYPE / type_height, 0.2, 2.0))


def _by_strips(image: Grey, detector: Detector) -> list[Quad]:
    """Return the lines of an image that is looked at strip by strip, each line once."""
    height, width = image.shape
    step = max(_OVERLAP, _STRIP // width - _OVERLAP)
    tops = list(range(0, max(1, height - _OVERLAP), step))
    found: list[Quad] = []
    for top in tops:
        bottom = height if top == tops[-1] else top + step + _OVERLAP
        least = top + _OVERLAP / 3 if top else -1.0  # nearer to the edge a line may be cut
        most = float("inf") if top == tops[-1] else bottom - _OVERLAP / 3
        above = [quad for quad in found if quad[:, 1].max() > top]
        for quad in detector.find(image[top:bottom]):
            quad = quad + np.array([0, top], np.float32)
            within = least <= quad[:, 1].mean() < most
            if within and not any(_is_same(quad, other) for other in above):
                found.append(quad)
    return found


def _is_same(one: Quad, other: Quad) -> bool:
    """Return whether two strips found one line: its middle lies within the other, either way."""
    return _holds(one, other) and _holds(other, one)


def _holds(quad: Quad, other: Quad) -> bool:
    x, y = other.mean(axis=0)
    return bool(quad[:, 0].min() < x < quad[:, 0].max() and quad[:, 1].min() < y < quad[:, 1].max())


def at_gutters(quad: Quad, dark: Ink) -> list[Quad]:
    """Return the parts of a line that lie in different columns.

    A gutter is white in the lines above and below as well; a blank in the line is not.
    """
    left, right = int(quad[:, 0].min()), int(np.ceil(quad[:, 0].max()))
    top, bottom = int(quad[:, 1].min()), int(np.ceil(quad[:, 1].max()))
    height = bottom - top
    if right - left < 4 * height:
        return [quad]
    reach = round(_AROUND * height)
    window = dark[max(0, top - reach) : bottom + reach, left:right]
    shares = window.mean(axis=0)
    own = dark[top:bottom, left:right].mean(axis=0)
    white = (shares <= _SPECK) & (own <= _SPECK) | (shares >= _RULE)
    gaps = [gap for gap in _runs(white) if gap[1] - gap[0] >= _GUTTER * height]
    # Parts narrower than half a character are slivers of the next column.
    ends = [0, *(x for gap in gaps for x in gap), right - left]
    parts = [(a, b) for a, b in zip(ends[::2], ends[1::2], strict=True) if b - a > height / 2]
    span = right - left
    return [_part(quad, a / span, b / span) for a, b in parts] if gaps and parts else [quad]


def _runs(white: Ink) -> list[tuple[int, int]]:
    changes = np.flatnonzero(np.diff(np.concatenate(([0], white.astype(np.int8), [0]))))
    return [(int(a), int(b)) for a, b in zip(changes[::2], changes[1::2], strict=True)]


def _part(quad: Quad, start: float, end: float) -> Quad:
    """Return the part of a line between two shares of its width."""
    upper, lower = quad[1] - quad[0], quad[2] - quad[3]
    corners = [quad[0] + start * upper, quad[0] + end * upper]
    corners += [quad[3] + end * lower, quad[3] + start * lower]
    return np.asarray(corners, np.float32)


def cut_out(page: Grey, quad: Quad) -> Grey:
    """Return the picture of a line, a line set from top to bottom turned to the left."""
    wide = max(1, round(max(_apart(quad[0], quad[1]), _apart(quad[3], quad[2]))))
    high = max(1, round(max(_apart(quad[0], quad[3]), _apart(quad[1], quad[2]))))
    target = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    matrix = cv2.getPerspectiveTransform(quad.astype(np.float32), target)
    line = cv2.warpPerspective(
        page, matrix, (wide, high), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    turned = np.rot90(line) if is_upright(quad) else line
    return np.ascontiguousarray(turned, np.uint8)


def is_upright(quad: Quad) -> bool:
    """Return whether a line is set from top to bottom."""
    return _apart(quad[0], quad[3]) >= _UPRIGHT * _apart(quad[0], quad[1])


def _apart(one: npt.NDArray[np.float32], other: npt.NDArray[np.float32]) -> float:
    return float(np.linalg.norm(one - other))


def alone(page: Grey, dark: Ink, quad: Quad, others: Sequence[Quad]) -> Grey:
    """Return the picture of a line without what hangs into it from its neighbours.

    Vowel signs and stacks of Tibetan reach into the lines above and below: a piece of ink belongs
    to the line whose middle is nearest. The picture ends where its ink does.
    """
    left, right, top, bottom = _bounds(quad)
    middle, high = (top + bottom) / 2, bottom - top
    x, y = max(0, int(left - high / 5)), max(0, int(top - high / 4))
    part = page[y : int(bottom + high / 4) + 1, x : int(right + high / 5) + 1].copy()
    inked = dark[y : y + part.shape[0], x : x + part.shape[1]].astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(inked, connectivity=8)
    mids = y + stats[:, cv2.CC_STAT_TOP] + stats[:, cv2.CC_STAT_HEIGHT] / 2
    away = np.abs(mids - middle)
    own = (away <= 0.7 * high) & (stats[:, cv2.CC_STAT_AREA] >= _DOT * high**2)
    for other in others:
        o_left, o_right, o_top, o_bottom = _bounds(other)
        if o_left < right and o_right > left:
            own &= away <= np.abs(mids - (o_top + o_bottom) / 2)
    own[0] = False
    kept = own[labels]
    if not kept.any():
        return part
    square = np.ones((3, 3), np.uint8)
    foreign = cv2.dilate(((labels > 0) & ~kept).astype(np.uint8), square).astype(bool)
    near = cv2.dilate(kept.astype(np.uint8), square).astype(bool)
    part[foreign & ~near] = int(np.percentile(part, 90))
    rows, columns = np.flatnonzero(kept.any(axis=1)), np.flatnonzero(kept.any(axis=0))
    return part[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _bounds(quad: Quad) -> tuple[float, float, float, float]:
    xs, ys = quad[:, 0], quad[:, 1]
    return float(xs.min()), float(xs.max()), float(ys.min()), float(ys.max())
