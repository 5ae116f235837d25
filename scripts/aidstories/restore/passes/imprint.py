"""Who published a text and when, in lines of their own, and who signs it at its end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aidstories.model import Role
from aidstories.restore.draft import Cut, Draft, Label, Proposal
from aidstories.restore.lexicon.byline import are_names
from aidstories.restore.lexicon.chars import simplified
from aidstories.restore.lexicon.imprint import is_imprint

_SIGNED = re.compile(
    r"(?<=[。！？”…])\s*([（(]\s*(?:"
    r"[^（）()，。]{0,8}?(?:记者|通讯员|作者|特约|供稿|撰文|[文图]\s*[/／]|采写)[^（）()，。]{2,40}"
    r"|(?P<names>[^（）()，。]{2,16}))[)）])\s*$"
)

_CREDITED = re.compile("摄|供图|配图|制图")


def label_sources(draft: Draft) -> Iterator[Proposal]:
    """Label lines that say where a text comes from: 来源：中国新闻网, 2024-05-06 10:30 央视网."""
    for i, block in enumerate(draft.blocks):
        if block.role is None and is_imprint(block.text):
            yield Label(block=i, role=Role.SOURCE)


def cut_end_bylines(draft: Draft) -> Iterator[Proposal]:
    """Cut a byline in brackets from the end of a paragraph: …了掌声。（记者 张三）."""
    for i, block in enumerate(draft.blocks):
        if block.role is not None or not block.text.rstrip().endswith((")", "）")):
            continue
        m = _SIGNED.search(simplified(block.text))
        if not m or _CREDITED.search(m.group(1)):
            continue
        if not m["names"] or (are_names(m["names"]) and len(m["names"]) > 3):
            yield Cut(block=i, at=m.start(1), role=None)
