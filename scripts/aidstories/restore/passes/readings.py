"""Pinyin notes that a databank puts behind rare characters: 王赟(yūn) → 王赟.

A note goes only where it is a reading of the character before it; （CT） and （App） stay.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from aidstories.model import Kind
from aidstories.restore.draft import Draft, Proposal, Rewrite
from aidstories.restore.lexicon.chars import HAN
from aidstories.restore.lexicon.late import late

_NOTE = late(rf"(?<=[{HAN}])\s?[（(]\s?([a-züāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ]{{1,7}}[1-5]?)\s?[)）]")


def strip_readings(draft: Draft) -> Iterator[Proposal]:
    """Strip pinyin notes."""
    for i, block in enumerate(draft.blocks):
        if "(" not in block.text and "（" not in block.text:
            continue
        for m in _NOTE.finditer(block.text):
            if is_reading(m.group(1), block.text[m.start() - 1]):
                yield Rewrite(
                    block=i,
                    start=m.start(),
                    end=m.end(),
                    new="",
                    kind=Kind.STRIP,
                    reason="reading",
                )


def is_reading(note: str, char: str) -> bool:
    """Return whether ``note`` is a reading of ``char`` (one Han character), tones left aside."""
    from pypinyin import Style, pinyin  # heavy, and hardly ever needed

    found = pinyin(char, style=Style.NORMAL, heteronym=True, v_to_u=False)
    return _toneless(note) in {_toneless(r) for readings in found for r in readings}


def _toneless(reading: str) -> str:
    plain = unicodedata.normalize("NFD", reading.replace("ü", "v").replace("ǚ", "v"))
    return re.sub(r"[^a-z]", "", plain)
