"""A run of title lines: which is kicker, title, subtitle, or a second line of the title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from aidstories.model import Role
from aidstories.restore.draft import Draft, Drop, Label, Merge, Proposal
from aidstories.restore.lexicon.chars import bare

_SECTION = 8
"""Characters up to which a line before kicker and title is a section label of the page."""


def arrange(draft: Draft, titles: Sequence[int]) -> Iterator[Proposal]:
    """Say which of the title lines is kicker, title, subtitle, or a second line of the title."""
    blocks = draft.blocks
    lines = [blocks[i].text.strip() for i in titles]
    given = next((k for k, i in enumerate(titles) if blocks[i].role is Role.TITLE), None)
    if given is None:
        given = next((k for k, i in enumerate(titles) if blocks[i].level == 1), None)
    joined = next(
        (
            k
            for k in range(len(lines) - 1)
            if given is None and _one_title(lines[k], lines[k + 1], draft.raw)
        ),
        None,
    )
    if joined is not None:
        glue = "" if re.search(r"[！？，：!?,:、]$", lines[joined]) else " "
        yield Merge(left=titles[joined], right=titles[joined + 1], reason="title-lines", glue=glue)
        given = joined
    title = given if given is not None else _title_of(lines)
    for k, i in enumerate(titles):
        if k == title or (joined is not None and k == joined + 1):
            yield Label(block=i, role=Role.TITLE)
        elif joined is None and bare(lines[k]) == bare(lines[title]):
            yield Drop(block=i, reason="repeat")
        elif k > title:
            yield Label(
                block=i,
                role=Role.SUBTITLE if k == title + 1 + (joined is not None) else Role.HEADING,
            )
        elif k == title - 1 or len(lines[k]) > _SECTION:
            yield Label(block=i, role=Role.KICKER)
        else:
            yield Drop(block=i, reason="section")


def _one_title(first: str, second: str, raw: str) -> bool:
    """Return whether two lines are one title: it says so itself, or stands whole elsewhere."""
    if re.search(r"[！？，、!?,]$", first):
        return True
    return _bare(raw).count(bare(first + second)) > 1


@lru_cache(maxsize=4)
def _bare(raw: str) -> str:
    return bare(raw)


def _title_of(lines: Sequence[str]) -> int:
    """Return which line is the title, of lines that say nothing of themselves.

    A kicker is shorter than its title or ends in ——; a subtitle is shorter or opens with ——.
    """
    if not lines:
        return 0
    marked = [k for k, line in enumerate(lines) if re.search(r"(?:—|-){1,2}$|[:：]$", line)]
    if marked and marked[-1] + 1 < len(lines):
        return marked[-1] + 1
    last = next((k for k, line in enumerate(lines) if k and re.match(r"—|--", line)), len(lines))
    window = range(max(0, last - 3), last)
    return max(window, key=lambda k: (len(lines[k]), k))
