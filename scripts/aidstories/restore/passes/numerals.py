"""Headings that are counted: numerals alone over them, 01 | 把科室建起来, or 第一条路：请进来."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from aidstories.model import Role
from aidstories.restore.draft import Block, Draft, Label, Merge, Proposal
from aidstories.restore.lexicon.chars import ends_sentence
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.lists import number_in_words

_NUMERAL = late(
    r"\W*(?:(?:PART|Part|NO|No)\W{0,3})?(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[①-⑨])\W*"
)
_OWN = late(r"\W*(?:\d|[一二三四五六七八九十]{1,3}[、.．])")
"""How a heading opens that has its number already."""
_SERIES = 2
"""Numerals from which they count headings: one alone may be the number of a page."""


_ORDINAL = late(r"\s*+第(?P<nth>[一二三四五六七八九十]{1,3})[^，。：:\s\d]{1,6}[：:\s][^。]{1,30}")
"""A heading that says which it is: 第一条路：请进来."""
_TEXT = 20
"""Characters of the text below a heading, as in `zones.view`."""


def label_counted(draft: Draft) -> Iterator[Proposal]:
    """Label headings that count on from the first, each over text: the first is no subtitle."""
    blocks = draft.blocks
    over = [i for i, (one, other) in enumerate(pairwise(blocks)) if _heads(one, other)]
    numbers = [number_in_words(found["nth"]) for i in over if (found := _nth(blocks[i]))]
    if len(over) > 1 and numbers == list(range(1, len(over) + 1)):
        yield from (Label(block=i, role=Role.HEADING) for i in over)


def _heads(block: Block, below: Block) -> bool:
    text = len(below.text) > _TEXT and ends_sentence(below.text)
    return text and block.role is None and _nth(block) is not None


def _nth(block: Block) -> re.Match[str] | None:
    return _ORDINAL.fullmatch(block.text) if block.text.lstrip().startswith("第") else None


def join_numerals(draft: Draft) -> Iterator[Proposal]:
    """Join each numeral with the heading below it, where the page counts its headings so."""
    blocks = draft.blocks
    over = [
        i
        for i, (one, other) in enumerate(pairwise(blocks))
        if one.role in (Role.PARAGRAPH, Role.HEADING)
        and other.role is Role.HEADING
        and _NUMERAL.fullmatch(one.text)
        and not _OWN.match(other.text)
    ]
    if len({blocks[i].text.strip() for i in over}) < _SERIES:
        return
    for i in over:
        yield Label(block=i, role=Role.HEADING)
        yield Merge(left=i, right=i + 1, reason="title-lines", glue=" ")
