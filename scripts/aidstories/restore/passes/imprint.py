"""Who signs a text at its end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aidstories.restore.draft import Cut, Draft, Proposal
from aidstories.restore.lexicon.byline import are_names, is_byline
from aidstories.restore.lexicon.chars import simplified

_BRACKETED = re.compile(r"(?<=[。！？”…!?\"])\s*([（(【]([^（）()【】。]{2,60})[)）】])\s*$")
_CREDITED = re.compile("[摄攝]|供图|配图|制图")
_GAP = re.compile(r"\s")
_WRITER = re.compile(r"记者|通讯员|作者|撰文|供稿|文\s*[/／]|[/／]\s*文")
_SHORTEST = 4
"""Characters of names alone: one name in brackets may be what a word stands for (李某)."""


def cut_end_bylines(draft: Draft) -> Iterator[Proposal]:
    """Cut a byline in brackets from the end of a paragraph: …了掌声。（记者 张三）."""
    for i, block in enumerate(draft.blocks):
        if block.role is not None or not block.text.rstrip().endswith((")", "）", "】")):
            continue
        m = _BRACKETED.search(simplified(block.text))
        if m and _signs(m[2].strip()):
            yield Cut(block=i, at=m.start(1), role=None)


def _signs(text: str) -> bool:
    """Return whether what stands in brackets names the writers, and no photographer alone."""
    if _CREDITED.search(text) and not _WRITER.search(text):
        return False
    if are_names(text):
        return len(text) >= _SHORTEST or bool(_GAP.search(text))
    return is_byline(f"（{text}）") or is_byline(text)
