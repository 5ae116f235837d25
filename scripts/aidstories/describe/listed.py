"""Lists of places that end in a number or go on without one: 阿里、那曲等地, 疏勒、莎车等两县."""

from __future__ import annotations

from aidstories.describe.mentions import Mention
from aidstories.restore.lexicon.late import late

_GOES_ON = late(r"(?:[、和及与][^，。；]{0,30})?等(?:地|[\d一二三四五六七八九十]*[省市县区州个])")
_COUNTED = late(r"等([二三四五六七八九十])个?[市县区州]$")
_JOINED = ("和", "及", "与")
_AND_OTHERS = late(r"等(?:\d{1,2}|[一二两三四五六七八九十]{1,3})?(?:地|个?省|个?市|省市)")
_OF_MANY = late(
    r"(?:[、和及与][^，。；]{0,30}?)?等(?:[1-3]\d|二?十[一二三四五六七八九]?)个?(?:对口)?(?:支援|援助)?省"
)
_STOPS = "，。；：\n"


def goes_on(text: str, mention: Mention) -> str:
    """Return the rest of a list that goes on behind a place, up to 等地; empty where none does."""
    found = _GOES_ON.match(text, mention.end)
    return found[0] if found else ""


def closes_list(text: str, mention: Mention) -> bool:
    """Return whether a list ends with a place and words that speak of all: 甲、乙、丙等地."""
    return _AND_OTHERS.match(text, mention.end) is not None


def is_of_many(text: str, mention: Mention) -> bool:
    """Return whether a list that names a province counts ten or more: 北京、上海等17省市."""
    return "/" not in mention.path and _OF_MANY.match(text, mention.end) is not None


def names_all(text: str, mention: Mention) -> bool:
    """Return whether the list around a place has as many members as it says: 等四县."""
    rest = goes_on(text, mention)
    told = _COUNTED.search(rest)
    if not told:
        return False
    opens = max(text.rfind(mark, 0, mention.start) for mark in _STOPS) + 1
    joined = any(word in rest for word in _JOINED) or text.endswith(_JOINED, opens, mention.start)
    members = text.count("、", opens, mention.end + len(rest)) + joined + 1
    return members == "一二三四五六七八九十".index(told[1]) + 1
