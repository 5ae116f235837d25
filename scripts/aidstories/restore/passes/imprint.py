"""Who signs a text at its end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aidstories.restore.draft import Cut, Draft, Proposal
from aidstories.restore.lexicon.byline import are_names, is_byline
from aidstories.restore.lexicon.chars import simplified

_BRACKETED = re.compile(r"(?<=[。！？”…!?\"])\s*+([（(【]([^（）()【】。]{2,60})[)）】])\s*+$")
_CREDITED = re.compile("[摄攝]|供图|配图|制图")
_GAP = re.compile(r"\s")
_WRITER = re.compile(r"记者|通讯员|作者|撰文|供稿|文\s*+[/／]|[/／]\s*+文")
_PROSE = 20
"""Characters from which a sentence is running text, as in `passes.furniture`."""
_SHORTEST = 4
"""Characters of names alone: one name in brackets may be what a word stands for (李某)."""


def cut_end_bylines(draft: Draft) -> Iterator[Proposal]:
    """Cut a byline in brackets from the end of a paragraph: …了掌声。（记者 张三）.

    One name alone signs only at the end of the whole text.
    """
    last = max((i for i, b in enumerate(draft.blocks) if _is_text(b.text)), default=-1)
    for i, block in enumerate(draft.blocks):
        if block.role is not None or not block.text.rstrip().endswith((")", "）", "】")):
            continue
        m = _BRACKETED.search(simplified(block.text))
        if m and (_signs(m[2].strip()) or (i == last and are_names(m[2]))):
            yield Cut(block=i, at=m.start(1), role=None)


def _is_text(text: str) -> bool:
    return len(text) > _PROSE and "。" in text


def _signs(text: str) -> bool:
    """Return whether what stands in brackets names the writers, and no photographer alone."""
    if _CREDITED.search(text) and not _WRITER.search(text):
        return False
    if are_names(text):
        return len(text) >= _SHORTEST or bool(_GAP.search(text))
    return is_byline(f"（{text}）") or is_byline(text)
