"""Numerals that stand alone over the headings they count: 01 | 把科室建起来."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from aidstories.model import Role
from aidstories.restore.draft import Draft, Label, Merge, Proposal
from aidstories.restore.lexicon.late import late

_NUMERAL = late(
    r"\W*(?:(?:PART|Part|NO|No)\W{0,3})?(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[①-⑨])\W*"
)
_OWN = late(r"\W*(?:\d|[一二三四五六七八九十]{1,3}[、.．])")
"""How a heading opens that has its number already."""
_SERIES = 2
"""Numerals from which they count headings: one alone may be the number of a page."""


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
