"""Pieces of a page → the groups that make a block each: an element, a row, a line of source."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from aidstories.restore.lexicon.chars import ends_sentence, simplified
from aidstories.restore.lexicon.continuity import continuity
from aidstories.restore.lexicon.controls import CONTROLS
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.lists import ORDINAL
from aidstories.restore.reading.headline import names
from aidstories.restore.reading.pieces import Piece
from aidstories.restore.reading.printed import COLON

_LABEL = late(
    r"\s*+(?:[来來稿]\s*+源|作\s*+者|撰\s*+[稿文]|供\s*+稿|发布|發布|人气|时间|時間|日期|编辑|編輯|责编|浏览|点击|阅读|字[体号])\w{0,4}\s*+[:：]"
    r"|\s*+\d{4}[-年/.]\d"
)
"""Where a line of source starts anew: 来源：, 浏览次数：, 2019-07-31."""


_AUTHOR = late(r"author|writer|reporter|zuozhe", re.I)
_NAME = 16
"""Characters of a name, a person's or a paper's, as the mark-up of its element says."""


def grouped(kept: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Group pieces into blocks: by block-level element; an image is a block of its own."""
    place = {p.span[0]: i for i, p in enumerate(sorted(kept, key=lambda p: p.span))}
    group: list[Piece] = []
    image: Piece | None = None
    for piece in kept:
        last = group[-1] if group else None
        gap = last is not None and place[piece.span[0]] - place[last.span[0]] != 1
        if last and (piece.src is not None or gap or _apart(last, piece)):
            yield from _shown(group, image)
            image, group = None, []
        if piece.src is not None:
            image = piece
            yield [piece]
        else:
            group.append(piece)
    yield from _shown(group, image)


def _shown(group: list[Piece], image: Piece | None) -> Iterator[list[Piece]]:
    """Yield a group in two, if its first line stands below the ``image`` of its own element.

    Such a line is short and open, and a paragraph follows: <img><br>段医生在查房<br>……。 It is none
    where a sentence goes on in the next: <img><br>手艺已经有了质的飞<br>跃，……。
    """
    at = 0
    if image and group and group[0].home is image.home and group[0].row is None:
        held = next((i for i, p in enumerate(group) if p.text.strip()), len(group))
        at = next((i for i in range(held, len(group)) if group[i].newline), 0)
    line, rest = ("".join(p.text for p in part).strip() for part in (group[:at], group[at:]))
    shows = 0 < len(line) <= _CAPTION < len(rest) and not ends_sentence(line)
    if shows and continuity(line, rest.partition("\n")[0], "") <= _BROKEN:
        yield from _trimmed(group[:at])
        group = group[at:]
    yield from _trimmed(group)


def _apart(one: Piece, other: Piece) -> bool:
    """Return whether two neighbours belong to two blocks; a row of a table is one block."""
    if (one.title, one.source) != (other.title, other.source):
        return True
    if one.row is not None or other.row is not None:
        return one.row is not other.row
    if other.printed == COLON:
        return False
    if one.printed:
        return all(element.near[0] is not one.near[0] for element in other.around.outward())
    if one.home is other.home:
        anew = _starts_anew(one.text, other.text) or _is_control(one) or _is_control(other)
        return one.near[0] is not other.near[0] and (anew or _are_signed(one, other))
    return True


def _starts_anew(one: str, other: str) -> bool:
    """Return whether a line of source starts anew in an element of its own.

    A label waits for what follows: 时间： before 2019-07-31.
    """
    if not 0 < len(one) <= 40 or ends_sentence(one) or one.rstrip().endswith((":", "：")):
        return False
    return bool(_LABEL.match(other))


def _are_signed(one: Piece, other: Piece) -> bool:
    """Return whether two elements of a line hold a name each: the writer's, the paper's."""
    named = any(
        _AUTHOR.search(f"{names(p.near[0])} {p.near[0].get('itemprop')}") for p in (one, other)
    )
    short = all(0 < len(p.text.strip()) <= _NAME and p.near[0] is not p.home for p in (one, other))
    return named and short and not one.text.rstrip().endswith((":", "："))


def _is_control(piece: Piece) -> bool:
    """Return whether a piece is a link that says nothing but what the page does: 举报, 打印."""
    return piece.inside("a") and simplified(piece.text.strip()).lower() in CONTROLS


_CAPTION = 40
"""Characters of a line behind an image that no stop ends, as in `markup._is_caption`."""
_BROKEN = 0.995
"""Probability from which a line certainly goes on in the next, as in `passes.breaks`."""
_HEADING = 45
"""Characters of a heading, as in `passes.heads`."""


def _bold_apart(group: Sequence[Piece]) -> list[list[Piece]]:
    """Return a group in parts, before and behind each short line of it that is all bold.

    A page that parts its paragraphs by ``<br>`` alone sets its headings so; empty where none is.
    """
    if not any(p.newline for p in group) or any(p.row is not None for p in group):
        return []
    parts: list[list[Piece]] = [[]]
    last = False
    for breaks, run in itertools.groupby(group, key=lambda p: p.newline):
        line = list(run)
        words = [p for p in line if p.text.strip()]
        length = sum(len(p.text.strip()) for p in words)
        bold = bool(words) and length <= _HEADING and all(p.inside("strong", "b") for p in words)
        if not breaks and words:
            if bold is not last and parts[-1]:
                parts.append([])
            last = bold
        parts[-1] += line
    return parts if len(parts) > 1 else []


def _trimmed(group: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Yield a group without the breaks at its ends, if text is left.

    A row keeps the borders of its empty cells; an item keeps its number, unless it prints one
    itself.
    """
    held = [i for i, p in enumerate(group) if p.text]
    if not held:
        return
    if parts := _bold_apart(group):
        for part in parts:
            yield from _trimmed(part)
        return
    first, last = held[0], held[-1]
    marks = [i for i, p in enumerate(group[:first]) if p.printed]
    if group[first].row is not None:
        first = marks[0] if marks else first
        last = max(i for i, p in enumerate(group) if p.text or p.printed)
    elif marks and not ORDINAL.match(group[first].text):
        yield [group[marks[-1]], *group[first : last + 1]]
        return
    yield list(group[first : last + 1])
