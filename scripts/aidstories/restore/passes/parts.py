"""Rows, items and quotations: the roles that the reader of a capture knew.

And the lines that head the days of a diary, which are no sentence's beginning.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from aidstories.model import Kind, Role
from aidstories.restore.draft import Block, Draft, Label, Listed, Proposal, Rewrite
from aidstories.restore.lexicon.byline import is_byline
from aidstories.restore.lexicon.chars import ends_sentence, is_prose, simplified
from aidstories.restore.lexicon.imprint import is_imprint
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.lists import BULLET, counted, number_of
from aidstories.restore.lexicon.source_line import What, items
from aidstories.restore.passes.heads import is_head
from aidstories.restore.zones.cues import says

_LONGEST = 200
"""Characters of an item that prints no mark; a frame of list elements holds whole paragraphs."""

_NAMES = 40
"""Characters of a cell that names the table below it, chosen by hand."""

_NOTE = ("opens an editor's note", "is the label of a note")
_NUMBER = "[0-9０-９一二三四五六七八九十百〇○两]"
_DAY = late(
    rf"(?:(?:第{_NUMBER}{{1,4}}[天日夜周月年站课章节回]|(?:{_NUMBER}{{4}}年)?{_NUMBER}{{1,3}}月"
    rf"(?:{_NUMBER}{{1,3}}[日号])?|星期[一二三四五六日天])[\s，,·:：—-]*)+"
    rf"|第{_NUMBER}{{1,4}}[次趟回批轮场例][\u4e00-\u9fff]{{0,4}}[\s，,·]+(?:{_NUMBER}{{4}}年)?{_NUMBER}{{1,3}}月{_NUMBER}{{1,3}}[日号]"
)
"""A line of ordinal and date, as in a diary: 第三课, 第九天，9月26日, 第三次出诊，12月9日."""


def label_parts(draft: Draft) -> Iterator[Proposal]:
    """Label rows, items, quotations and days; strip the bullet of an item."""
    apart = any(is_prose(b.text) and not _quoted(b) for b in draft.blocks)
    numbered, bulleted = _numbered(draft.blocks), _bulleted(draft.blocks)
    listed = _under_title(draft.blocks, bulleted)
    if listed and draft.blocks[0].role is None and not is_imprint(draft.blocks[0].text):
        yield Label(block=0, role=Role.TITLE)
    prose = noted = False
    for i, block in enumerate(draft.blocks):
        prose = prose or is_prose(block.text) or block.text.endswith(("：", ":"))
        if block.role is not None or block.level:
            continue
        if is_imprint(block.text) and not (prose and block.hints.row):
            continue
        if block.hints.row and ("\t" in block.text or _names_table(draft.blocks, i)):
            yield Label(block=i, role=Role.ROW)
        elif _DAY.fullmatch(block.text) and _opens_text(draft.blocks, i):
            yield Label(block=i, role=Role.HEADING)
        elif i in numbered or i in listed or (prose and (i in bulleted or _is_item(block))):
            yield Label(block=i, role=Role.ITEM)
            unordered = i in bulleted or block.hints.listed is Listed.UNORDERED
            if unordered and (m := BULLET.match(block.text)):
                yield Rewrite(i, 0, m.end(), "", Kind.STRIP, "list-mark")
        elif apart and not prose and _quoted(block) and _explains_title(draft.blocks, i):
            yield Label(block=i, role=Role.SUBTITLE)
        elif apart and _quoted(block) and not (noted := _is_note(draft.blocks, i, noted)):
            yield Label(block=i, role=Role.QUOTE)


def _names_table(blocks: Sequence[Block], i: int) -> bool:
    """Return whether a row of one cell over rows of several says what their table shows."""
    below = blocks[i + 1 : i + 2]
    named = len(blocks[i].text) <= _NAMES and not ends_sentence(blocks[i].text)
    return named and any(b.hints.row and "\t" in b.text for b in below)


def _explains_title(blocks: Sequence[Block], i: int) -> bool:
    """Return whether a phrase set as a quotation stands between a headline and the line of source.

    Nobody is quoted there: # 山里的药房, > 六名队员将工作半年.
    """
    if not 0 < i < len(blocks) - 1 or blocks[i - 1].level != 1:
        return False
    text = blocks[i].text.strip()
    phrase = len(text) <= _NAMES and not ends_sentence(text) and not is_byline(text)
    return phrase and is_imprint(blocks[i + 1].text)


def _opens_text(blocks: Sequence[Block], i: int) -> bool:
    """Return whether block ``i`` stands between two others, running text behind it."""
    return 0 < i < len(blocks) - 1 and is_prose(blocks[i + 1].text)


def _is_note(blocks: Sequence[Block], i: int, noted: bool) -> bool:
    """Return whether a quotation is an editor's note, or goes on in one that is (``noted``)."""
    return (noted and _quoted(blocks[i - 1])) or says(simplified(blocks[i].text), _NOTE)


def _quoted(block: Block) -> bool:
    return "blockquote" in block.hints.within


def _is_item(block: Block) -> bool:
    listed = block.hints.listed
    return listed is Listed.ORDERED or (listed is not None and len(block.text) <= _LONGEST)


def _numbered(blocks: Sequence[Block]) -> set[int]:
    """Return the blocks that are items by their numbers: two or more that follow each other."""
    numbers = [_number(b) if b.role is None else None for b in blocks]
    pairs = [
        (i, i + 1)
        for i, (one, other) in enumerate(pairwise(numbers))
        if one is not None and other == one + 1
    ]
    return {i for pair in pairs for i in pair}


def _number(block: Block) -> int | None:
    """Return the number of an item, also one in words where the capture sets it as a list."""
    number = number_of(block.text)
    listed = number is None and block.hints.listed is Listed.ORDERED
    return counted(block.text) if listed else number


def _bulleted(blocks: Sequence[Block]) -> set[int]:
    """Return the blocks that are items by their bullets: two or more with the same one.

    So is one alone below a heading of the capture's, where the same bullet marks others.
    """
    marks = [_bullet(block) for block in blocks]
    pairs = [i for i, (one, other) in enumerate(pairwise(marks)) if one and one == other]
    used = {marks[i] for i in pairs}
    alone = (i for i in range(1, len(blocks)) if marks[i] in used and blocks[i - 1].level > 1)
    return {*pairs, *(i + 1 for i in pairs), *alone}


def _under_title(blocks: Sequence[Block], bulleted: set[int]) -> range:
    """Return the items right under the headline, or its source, where sentences alone stand below.

    A list of three and more: a menu has the headline below it.
    """
    start = next((i for i in range(1, len(blocks)) if not _signs(blocks[i])), len(blocks))
    opens = bool(blocks) and is_head(blocks[0].text.strip())
    listed = bulleted | {
        i for i, b in enumerate(blocks) if opens and _is_item(b) and not b.hints.linked
    }
    run = range(start, next((i for i in range(start, len(blocks)) if i not in listed), start))
    below = blocks[run.stop :]
    told = bool(below) and all(b.hints.row or ends_sentence(b.text) for b in below)
    return run if len(run) >= _FEWEST and told and 0 not in bulleted else range(0)


_MARKED = late(r"\s*+[\u4e00-\u9fff]{2,6}\s*+[:：]")
"""A label with its colon: 撰稿：."""


def _signs(block: Block) -> bool:
    """Return whether a line says who wrote or published, and is no item."""
    plain = block.role is None and block.hints.listed is None and not ends_sentence(block.text)
    label = next(items(simplified(block.text)), None)
    writer = label is not None and label.what is What.WRITER
    named = is_byline(block.text) or (writer and _MARKED.match(block.text))
    return plain and bool(is_imprint(block.text) or named)


_FEWEST = 3
"""Items of such a list at least, chosen by hand."""


def _bullet(block: Block) -> str:
    mark = block.text.lstrip()[:1] if block.role is None and len(block.text) <= _LONGEST else ""
    return mark if mark and not mark.isalnum() and BULLET.match(block.text) else ""
