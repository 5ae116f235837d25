"""Which lines go by those beside them: among controls, items, counters and players."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from aidstories.model import Role
from aidstories.restore.draft import Block
from aidstories.restore.lexicon.byline import is_byline
from aidstories.restore.lexicon.chars import ends_sentence
from aidstories.restore.lexicon.imprint import is_imprint
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.lists import BULLET
from aidstories.restore.lexicon.person_names import are_names
from aidstories.restore.passes.breaks import opens_only
from aidstories.restore.passes.furniture import why
from aidstories.restore.passes.zoned.page import (
    Page,
    is_sentence,
)

WORD = 4
"""Characters of a control that no list knows, chosen by hand."""
ASKED = 16
"""Characters of a line among controls behind the text, chosen by hand."""
PLAYED = late(r"\d{1,2}:\d{2}(?::\d{2})?")
"""Where a player stands, or how long what it plays is."""
_COUNTER = late(r"(\d{1,2})\s*+[/／]\s*+(\d{1,2})")


def among_others(page: Page, gone: list[str | None], last: int) -> list[str | None]:
    """Return for each line why it goes, by the controls, items and counters beside it, too."""
    if "controls" in gone:
        gone = [_among_controls(page.blocks, gone, i, i > last) for i in range(len(gone))]
    gone = [told or _among_items(page.blocks, gone, i) for i, told in enumerate(gone)]
    for i in range(_OVER, len(gone)):
        gone[i] = gone[i] or _ends_menu(page.blocks, gone, i)
    shown = _counters(page.blocks)
    return [
        told or ("controls" if i in shown else _of_player(page.blocks, i))
        for i, told in enumerate(gone)
    ]


def is_amid_text(page: Page, gone: Sequence[str | None], i: int) -> bool:
    """Return whether a lone line before a sentence of the text leads to no other article.

    A list of such has more than one, and a rule or a link tells; a picture's caption has neither.
    """
    alone = not (gone[i - 1] or gone[i + 1])
    return alone and not page.blocks[i].hints.linked and why(page.blocks, i) is None


def _counters(blocks: Sequence[Block]) -> frozenset[int]:
    """Return the lines that count the pictures of a page, all of them: 1/3, 2/3, 3/3."""
    found = [(i, _COUNTER.fullmatch(b.text.strip())) for i, b in enumerate(blocks)]
    pairs = [(i, int(m[1]), int(m[2])) for i, m in found if m]
    whole = [(nth, of) for _, nth, of in pairs] == [
        (n, len(pairs)) for n in range(1, len(pairs) + 1)
    ]
    first = len(pairs) == 1 and pairs[0][1] == 1 < pairs[0][2]  # of pictures that are not here
    return frozenset(i for i, _, _ in pairs) if first or (whole and pairs) else frozenset()


def _of_player(blocks: Sequence[Block], i: int) -> str | None:
    """Return why a time goes that stands beside another: 00:00 over 02:10, of a player."""
    if blocks[i].role is not None or not PLAYED.fullmatch(blocks[i].text.strip()):
        return None
    beside = (*blocks[max(0, i - 1) : i], *blocks[i + 1 : i + 2])
    return "controls" if any(PLAYED.fullmatch(b.text.strip()) for b in beside) else None


def _among_controls(
    blocks: Sequence[Block], gone: Sequence[str | None], i: int, behind: bool
) -> str | None:
    """Return why a line is dropped; between two controls a short link is one: 放大 正常 缩小.

    So is a short line ``behind`` the text that signs nothing: 关注“某某融媒” below 长按二维码.
    """
    block, beside = blocks[i], {*gone[max(0, i - 1) : i], *gone[i + 1 : i + 2]}
    text = block.text.strip()
    if gone[i] or beside != {"controls"}:
        return gone[i]
    plain = behind and block.role is None and len(text) <= ASKED and not ends_sentence(text)
    plain = plain and not opens_only(text)
    asks = plain and not (is_byline(text) or is_imprint(text) or are_names(text))
    return "controls" if asks or (block.hints.linked and len(text) <= WORD) else None


_OVER = 2
"""Items of a menu over its last one, chosen by hand."""


def _ends_menu(blocks: Sequence[Block], gone: Sequence[str | None], i: int) -> str | None:
    """Return why the last word of a menu goes, whose others with its bullet do: · 视频."""
    marks = {b.text.lstrip()[:1] for b in blocks[i - _OVER : i + 1]}
    over = {*gone[i - _OVER : i]}
    text = blocks[i].text.strip()
    bullet = len(marks) == 1 and blocks[i].role is None and BULLET.match(text)
    short = bullet and len(text[bullet.end() :]) <= WORD
    return "controls" if short and over == {"controls"} else None


_ITEMS = 4
"""Items beside it by which a list's last one is judged, chosen by hand."""


def _among_items(blocks: Sequence[Block], gone: Sequence[str | None], i: int) -> str | None:
    """Return why an item is dropped that no sentence is, where all others of its list are."""
    if blocks[i].role is not Role.ITEM or is_sentence(blocks[i].text):
        return None
    over = takewhile(lambda k: blocks[k].role is Role.ITEM, range(i - 1, -1, -1))
    below = takewhile(lambda k: blocks[k].role is Role.ITEM, range(i + 1, len(blocks)))
    beside = [gone[k] for k in (*over, *below)]
    return beside[0] if len(beside) >= _ITEMS and all(beside) else None
