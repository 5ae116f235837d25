"""Which lines go behind the last sentence, by what closes a page there."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile

from aidstories.restore.draft import Block
from aidstories.restore.lexicon.byline import is_byline
from aidstories.restore.lexicon.imprint import is_day, is_imprint
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.person_names import are_names
from aidstories.restore.passes.furniture import furniture
from aidstories.restore.passes.lost_pictures.places import is_picture
from aidstories.restore.passes.zoned.drops.alone import Known
from aidstories.restore.passes.zoned.drops.beside import WORD
from aidstories.restore.passes.zoned.page import (
    Page,
)
from aidstories.restore.zones.labels import REASONS, Zone


def drop_behind(page: Page, gone: list[str | None], last: int, known: Known) -> None:
    """Say in ``gone`` what goes behind the ``last`` sentence by what closes the page there."""
    closed = next((i for i in range(last + 1, len(gone)) if _closes(page, gone, i)), len(gone))
    for i in range(closed + 1, len(gone)):
        gone[i] = gone[i] or _stands_behind(page, i)
    for i in range(closed + 2, len(gone) - 1):
        gone[i] = gone[i] or (
            _stands_among(page.blocks[i]) if all(gone[i - 1 : i + 2 : 2]) else None
        )
    for i in (*_parted(page, last + 1), *_days_of_others(page, last + 1)):
        gone[i] = gone[i] or REASONS[Zone.RELATED]
    for i in range(last + 1, len(gone)) if known.headed else ():
        gone[i] = gone[i] or _files(page, i)


_DASH = late(r"\s*+[-–—·•*]\s*+")
_PARTED = 3
"""Dashes that part the lines of a list, and days of its lines, chosen by hand."""


def _parted(page: Page, start: int) -> range:
    """Return the lines from ``start`` on, behind the text, that a dash alone parts each from the
    next: a list of other articles."""
    marks = [i for i in range(start, len(page.blocks)) if _DASH.fullmatch(page.blocks[i].text)]
    even = all(other == one + 2 for one, other in pairwise(marks))
    return range(marks[0], marks[-1] + 2) if len(marks) >= _PARTED and even else range(0)


def _days_of_others(page: Page, start: int) -> range:
    """Return the days behind the text that stand one below the other: of a list of other articles
    that the capture has lost. One alone is the text's own."""
    days = [is_day(page.blocks[i].text) for i in range(start, len(page.blocks))]
    end = len(days) - days[::-1].index(True) if any(days) else 0
    row = len(list(takewhile(bool, reversed(days[:end]))))
    return range(start + end - row, start + end) if row >= _PARTED else range(0)


_LINK = late(r"[\u4e00-\u9fff\w“”·]{2,16}")
"""A phrase without a mark or a blank, of as many characters as `ASKED` says."""


def _closes(page: Page, gone: Sequence[str | None], i: int) -> bool:
    """Return whether a line closes a page's text: its editor, or its notice of rights."""
    block = page.blocks[i]
    return gone[i] == "staff" or (
        gone[i] is not None
        and furniture(block.text.strip()) == "boilerplate"
        and not is_picture(block)
    )


def _stands_among(block: Block) -> str | None:
    """Return why a word of a name's form goes between two sections of a site: 楼市."""
    text = block.text.strip()
    plain = block.role is None and not is_byline(text) and _LINK.fullmatch(text)
    return REASONS[Zone.RELATED] if plain and len(text) <= WORD else None


def _stands_behind(page: Page, i: int) -> str | None:
    """Return why a phrase is dropped behind the line of a page's editor, which closes its text.

    Such are the names of its sections: 精选专题. A field (附件：日程表) and a sentence have marks.
    """
    block, text = page.blocks[i], page.blocks[i].text.strip()
    plain = block.role is None and block.src is None and not block.level
    pictured = page.decisions[i].label is Zone.CAPTION
    if not plain or pictured or not _LINK.fullmatch(text):
        return None
    signs = is_byline(text) or is_imprint(text) or are_names(text)
    return None if signs else REASONS[Zone.RELATED]


_TAG = late(r"[\u4e00-\u9fff]{2,12}")
_TAGS = 3
"""Words of which a line behind the text files it, chosen by hand."""


def _files(page: Page, i: int) -> str | None:
    """Return why a line behind the text is dropped that has words under which a page is filed.

    Each is a word of the text, one perhaps not: 人民医院 医疗 东西部协作.
    """
    words = page.blocks[i].text.split()
    if len(words) < _TAGS or not all(map(_TAG.fullmatch, words)) or is_byline(" ".join(words)):
        return None
    said = "".join(b.text for b in page.blocks[:i])
    told = sum(word in said for word in words)
    named = are_names(page.blocks[i].text)
    return "boilerplate" if told >= max(_TAGS, len(words) - 1) and not named else None
