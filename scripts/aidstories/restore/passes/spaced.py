"""Names of two characters that print has spaced out in running text: 副县长何 辰 took part."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aidstories.model import Kind
from aidstories.restore.draft import Draft, Proposal, Rewrite
from aidstories.restore.lexicon.byline import SURNAMES
from aidstories.restore.lexicon.chars import HAN, simplified

_OFFICE = (
    "长|主任|书记|委员|主席|常委|院士|教授|医生|医师|护士|专家|队员|队长|记者|通讯员|老师|代表|干事"
    "|经理|干部"
)
_NAME = re.compile(
    rf"(?:{_OFFICE})[{SURNAMES}]([ \u3000]{{1,2}})[{HAN}]"
    "(?=[、，,；;。）)]|(?:等|和|与|在|说|介绍|表示))"
)


def close_names(draft: Draft) -> Iterator[Proposal]:
    """Close up a name of two characters behind an office, where a mark or a verb ends it."""
    for i, block in enumerate(draft.blocks):
        if " " not in block.text and "\u3000" not in block.text:
            continue
        for found in _NAME.finditer(simplified(block.text)):
            start, end = found.span(1)
            yield Rewrite(block=i, start=start, end=end, new="", kind=Kind.JOIN, reason="space")
