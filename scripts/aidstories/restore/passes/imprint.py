"""Who signs a text at its end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aidstories.restore.draft import Cut, Draft, Proposal
from aidstories.restore.lexicon.byline import are_names
from aidstories.restore.lexicon.chars import simplified

_SIGNED = re.compile(
    r"(?<=[。！？”…])\s*([（(]\s*(?:"
    r"[^（）()，。]{0,8}?(?:记者|通讯员|作者|特约|供稿|撰文|[文图]\s*[/／]|采写)[^（）()，。]{2,40}"
    r"|(?P<names>[^（）()，。]{2,16}))[)）])\s*$"
)

_CREDITED = re.compile("摄|供图|配图|制图")


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
