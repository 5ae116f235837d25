"""Head and tail: every line around the running text gets its label in one decision.

What is no part of an article is dropped, what the model is unsure of is flagged and stays. Between
the first and the last running text only what certainly is none goes; which short lines there are
headings, and where another article begins, `heads.label_heads` says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aidstories.model import Role
from aidstories.restore.draft import Block, Draft, Drop, Proposal
from aidstories.restore.lexicon.days import day_of_event, goes_forward
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.tibetan_heads import is_head
from aidstories.restore.passes.furniture import why
from aidstories.restore.passes.zoned.drops.dropped import dropped
from aidstories.restore.passes.zoned.headlines import headlines, later, opening
from aidstories.restore.passes.zoned.labels import labelled
from aidstories.restore.passes.zoned.page import Page, doubt, doubted, read
from aidstories.restore.zones.cues import speaks_of_page
from aidstories.restore.zones.grammar import HEADS
from aidstories.restore.zones.labels import ROLES
from aidstories.restore.zones.model import RUNNING


def label_zones(draft: Draft) -> Iterator[Proposal]:
    """Label head and tail; drop what a page carries beside its articles."""
    page = read(draft)
    gone = dropped(page)
    page = page._replace(kept=[i for i, reason in enumerate(gone) if not reason])
    days = _days(draft.blocks)
    for i, (block, reason) in enumerate(zip(draft.blocks, gone, strict=True)):
        if page.decisions[i] is RUNNING or _says_by_label(block) or i in days:
            continue
        yield from _gone(page, i, reason) if reason else labelled(page, i)
    yield from opening(page)
    yield from later(page)
    yield from headlines(page)


def _days(blocks: Sequence[Block]) -> frozenset[int]:
    """Return the lines that head the days of a diary or parts alike; one day may date the page.

    So are those of a chronicle, whose days go forward, wherever they stand.
    """
    days = [i for i, block in enumerate(blocks) if block.role is Role.HEADING]
    styled = (i for i in days if blocks[i].level or blocks[i].hints.strong)
    listed = [
        i
        for i, block in enumerate(blocks)
        if block.role is Role.ITEM and not _may_lead(block) and day_of_event(block.text)
    ]
    chronicle = listed if goes_forward([day_of_event(blocks[i].text) for i in listed]) else ()
    return frozenset((*(days if len(days) > 1 else styled), *chronicle))


def _may_lead(block: Block) -> bool:
    """Return whether an element that is no paragraph, or a link, may lead to another article."""
    return bool(block.hints.leads or block.hints.tag not in ("", "p"))


def _gone(page: Page, i: int, reason: str) -> Iterator[Proposal]:
    """Drop a line, and flag it where it may have been one of the article, or has so many words."""
    made, text = page.decisions[i], page.blocks[i].text.strip()
    if text and (made.label in ROLES or made.part in HEADS):
        yield from doubted(page, i, made.gone)
    elif _may_tell(page, i) and not why(page.blocks, i):
        yield doubt(page, i, 1 - made.gone)
    yield Drop(block=i, reason=reason)


def _may_tell(page: Page, i: int) -> bool:
    """Return whether a line that goes by its label alone is as long as a sentence."""
    text, block = page.blocks[i].text.strip(), page.blocks[i]
    plain = not (block.hints.linked or block.hints.leads or i in page.recommended)
    told = _PAUSE.search(text) or len(text.split()) >= _WORDS
    return plain and len(text) > _TOLD and bool(told) and not speaks_of_page(text)


_TOLD, _WORDS, _PAUSE = 40, 10, late(r"[，,；;。.]\s?[\w“]")
"""Characters that such a line has more than, words of a language of letters, chosen by hand, and a
mark in it."""


def _says_by_label(block: Block) -> bool:
    """Return whether a line is labelled already: the front matter's subtitle, or one in Tibetan by
    the labels that it prints itself."""
    if block.role is Role.SUBTITLE:
        return True
    return block.role in (Role.SOURCE, Role.BYLINE) and is_head(block.text)
