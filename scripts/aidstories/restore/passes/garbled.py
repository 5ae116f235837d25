"""Characters that a conversion lost before the capture was made: they stay, with a flag."""

from __future__ import annotations

from collections.abc import Iterator

from aidstories.restore.draft import Doubt, Draft, Proposal
from aidstories.restore.lexicon.late import late

_LOST = late(
    r"[\u4e00-\u9fff]?(?:\ufffd+[\u4e00-\u9fff]{1,2}(?=\ufffd))*\ufffd+[\u4e00-\u9fff]?"
    r"|(?:锟斤拷?)+|(?:烫烫){2,}"
    r"|\?(?=[a-zü]{0,5}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ])[a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ]{1,6}\)[^，。；：！？、\n]{0,24}"
    r"|\?/[a-z]{1,6}\d?>"
)
"""U+FFFD; the same read as GBK; a note of a reading whose character is gone, and what is shifted
by a byte behind it, 當?shù)厝罕姷; what is left of a tag, ?/p>."""
_SIGNS = ("\ufffd", "锟斤", "烫烫", "?")


def doubt_garbled(draft: Draft) -> Iterator[Proposal]:
    """Doubt what no writer wrote."""
    for i, block in enumerate(draft.blocks):
        if any(sign in block.text for sign in _SIGNS):
            for hit in _LOST.finditer(block.text):
                yield Doubt(block=i, start=hit.start(), end=hit.end(), reason="garbled")
