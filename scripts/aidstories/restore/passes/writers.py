"""Who wrote a text or told it, said under its title: names with a footnote, and their labels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aidstories.model import Role
from aidstories.restore.draft import Block, Cut, Draft, Label, Proposal
from aidstories.restore.lexicon.byline import is_byline
from aidstories.restore.lexicon.chars import HAN, ends_sentence, simplified
from aidstories.restore.lexicon.imprint import is_imprint
from aidstories.restore.lexicon.journals import FOOTNOTE
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.person_names import are_names
from aidstories.restore.passes.page_top import HEAD_LINES, TITLE_LINES

_FOOTNOTED = late(
    rf"(?P<names>[{HAN}·]{{2,4}}(?:[，,、；;\s]++[{HAN}·]{{2,4}}){{0,14}})(?P<mark>\s*+\\?[*＊△#]?\s*+)"
    rf"(?={FOOTNOTE}\s*+[:：]"
    r"|[（(]\s*+(?:\d[.．]?)?[^（）()。]{4,120}?\d{6}\s*+[)）]\s*+$)"
)
"""The writers of a paper, to whom its footnote is glued: 段敏，王燕\\*基金项目：…; or where they
work, with the post's code: 段敏，王燕（某大学，某省某市 100000）."""
_WORDS = late(r"[^，,、；;\s]+")


def cut_writers(draft: Draft) -> Iterator[Proposal]:
    """Cut the writers below the title of a paper from the footnote on their line."""
    for i, block in enumerate(draft.blocks[1:TITLE_LINES], 1):
        found = _FOOTNOTED.match(block.text) if block.role is None else None
        if found and all(map(are_names, _WORDS.findall(simplified(found["names"])))):
            yield Cut(block=i, at=found.start("mark"), role=Role.BYLINE)


_TOLD_BY = late(r"\s*+(?:口述|讲述|采访|采写|访谈|整理|记录|执笔)[人者]?\s*+[:：]")
"""The label of who told a story, or wrote down what was told."""


def label_tellers(draft: Draft) -> Iterator[Proposal]:
    """Label the lines, two or more, that say who told a story and who wrote it down.

    口述：段敏 over 采访：何青 王燕 over 整理：何青; the text may begin above them with who tells.
    """
    blocks = draft.blocks[:HEAD_LINES]
    told = [
        block.role is None
        and bool(_TOLD_BY.match(simplified(block.text)))
        and is_byline(block.text)
        for block in blocks
    ]
    for i, one in enumerate(told):
        if one and any(told[max(0, i - 1) : i] + told[i + 1 : i + 2]):
            yield Label(block=i, role=Role.BYLINE)


_SAYS_WRITER = late(
    rf"\W*(?:作者(?:简介)?\s*+[:：]\s*+|作者系[^。]{{2,60}}[\s，,])(?P<name>[{HAN}]{{2,4}})(?=[，,。）)\s]|$)"
)
"""A note behind the text that says who wrote it: 作者简介：段敏，某市援疆医生."""
_NOTES = 2
"""Lines from the end among which such a note stands, chosen by hand."""


def label_writer(draft: Draft) -> Iterator[Proposal]:
    """Label the name under a title that a note behind the text says is the writer's.

    A poem has no other line that tells it from the titles of its parts.
    """
    blocks = draft.blocks
    if len(blocks) <= TITLE_LINES + _NOTES:
        return
    notes = (_SAYS_WRITER.match(simplified(b.text)) for b in blocks[-_NOTES:])
    named = {found["name"] for found in notes if found}
    for i, block in enumerate(blocks[1:TITLE_LINES], 1):
        own = "".join(simplified(block.text).split())
        if block.role is None and own in named:
            yield Label(block=i, role=Role.BYLINE)
            over = blocks[0]
            if i == 1 and over.role is None and not is_imprint(over.text) and "。" not in over.text:
                yield Label(block=0, role=Role.TITLE)
            parts = [k for k in range(i + 1, len(blocks)) if _heads_part(blocks, k)]
            if len(parts) > 1 and parts[0] == i + 1:
                yield from (Label(block=k, role=Role.HEADING) for k in parts)
            return


def _heads_part(blocks: Sequence[Block], i: int) -> bool:
    """Return whether a short line without a stop stands over one that has it: 甲湖."""
    pair = blocks[i : i + 2]
    plain = len(pair) > 1 and all(b.role is None for b in pair) and len(pair[0].text) <= _TITLED
    return plain and not ends_sentence(pair[0].text) and ends_sentence(pair[1].text)


_TITLED = 12
"""Characters of the title of a poem's part at most, chosen by hand."""
