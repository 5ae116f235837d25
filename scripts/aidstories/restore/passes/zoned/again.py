"""Which phrases amid text open another article, as the page's first opens."""

from __future__ import annotations

from collections.abc import Sequence

from aidstories.model import Role
from aidstories.restore.draft import Block
from aidstories.restore.lexicon.chars import ends_sentence
from aidstories.restore.lexicon.imprint import is_imprint
from aidstories.restore.lexicon.late import late
from aidstories.restore.passes.heads import is_head
from aidstories.restore.passes.zoned.page import Page

_DIGITS = late(r"\d+")
_DAY = late(r"(?:19|20)\d{2}|\d月\d")


def set_again(page: Page) -> list[int]:
    """Return the headlines over a line of source with its day that is set as the page's first is.

    药房里的红纸 over 海角网 2024/5/11 between two texts, where another such day stands under the
    title.
    """
    blocks = page.blocks
    under = page.title + 1
    if not 0 < under < len(blocks) or not _is_source(blocks[under].text):
        return []
    shape = _shape(blocks[under].text)
    return [
        i
        for i in range(page.top + 1, len(blocks) - 2)
        if _is_source(blocks[i + 1].text)
        and _shape(blocks[i + 1].text) == shape
        and _may_open(blocks, i)
    ]


def _may_open(blocks: Sequence[Block], i: int) -> bool:
    """Return whether a phrase stands between a whole sentence and, two lines below, another."""
    told = ends_sentence(blocks[i - 1].text) and ends_sentence(blocks[i + 2].text)
    free = blocks[i].role in (None, Role.HEADING, Role.TITLE) and is_head(blocks[i].text.strip())
    return told and free and not is_imprint(blocks[i].text)


def _is_source(text: str) -> bool:
    return is_imprint(text) and bool(_DAY.search(text))


def _shape(text: str) -> str:
    """Return a line with its numbers alike: 2024-05-11 09:20 来源：海角网 has that of any day."""
    return _DIGITS.sub("0", "".join(text.split()))
