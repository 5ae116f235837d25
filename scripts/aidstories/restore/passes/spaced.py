"""What print has spaced out: a name of two characters in running text, a headline's letters."""

from __future__ import annotations

from collections.abc import Iterator

from aidstories.model import Kind
from aidstories.restore.draft import Draft, Proposal, Rewrite
from aidstories.restore.lexicon.chars import HAN, simplified
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.person_names import SURNAMES, are_names

_OFFICE = (
    "长|主任|书记|委员|主席|常委|院士|教授|医生|医师|护士|专家|队员|队长|记者|通讯员|老师|代表|干事"
    "|经理|干部"
)
_NAME = late(
    rf"(?:{_OFFICE})[{SURNAMES}]([ \u3000]{{1,2}})[{HAN}]"
    "(?=[、，,；;。）)]|(?:等|和|与|在|说|介绍|表示))"
)
_LONGEST = 120
"""Characters of such a line, chosen by hand: a headline of sixty."""
_BLANK = "[ \\u3000\\xa0]"
_LETTERS = late(
    rf"{_BLANK}*+(?:[{HAN}，、：？！“”《》—·0-9](?:{_BLANK}++|(?<=[、：])|(?=[、：]))){{4,59}}[{HAN}，、：？！“”》]{_BLANK}*+"
)
"""A line whose every character has blanks around it, but for marks that take none: 山 城 医 院 的
一 天, 一、山 里 的 路."""
_OVER_DAY = late(
    rf"{_BLANK}*+(?P<name>[{HAN}](?:{_BLANK}[{HAN}]){{2,9}})(?={_BLANK}{{0,8}}(?:19|20)\d\d{_BLANK}?[-年./])"
)
"""A paper set so before its day: 高 原 周 末 2014 年 12 月 19 日."""
_ONE_BLANK = late(rf"(?<!{_BLANK}){_BLANK}(?!{_BLANK})")


def close_letters(draft: Draft) -> Iterator[Proposal]:
    """Close up a line that is set letter by letter; wider blanks part its words and stay.

    So is the name of a paper before its day. Names of two characters are set so beside each
    other: 段 敏 王 燕.
    """
    for i, block in enumerate(draft.blocks):
        text = block.text
        paper = _OVER_DAY.match(text)
        said = paper["name"] if paper else text.strip()
        whole = paper or _LETTERS.fullmatch(text)
        if len(text) > _LONGEST or not whole or are_names(said):
            continue
        begin = text.index(said)
        inner = range(begin, begin + len(said))
        for found in _ONE_BLANK.finditer(text):
            if found.start() in inner:
                yield Rewrite(i, found.start(), found.end(), "", Kind.JOIN, "space")


def close_names(draft: Draft) -> Iterator[Proposal]:
    """Close up a name of two characters behind an office, where a mark or a verb ends it."""
    for i, block in enumerate(draft.blocks):
        if " " not in block.text and "\u3000" not in block.text:
            continue
        for found in _NAME.finditer(simplified(block.text)):
            start, end = found.span(1)
            yield Rewrite(block=i, start=start, end=end, new="", kind=Kind.JOIN, reason="space")
