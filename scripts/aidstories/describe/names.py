"""What names are made of: surnames, Tibetan names, titles, and words that only look like names."""

from __future__ import annotations

from aidstories.restore.data import table
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.person_names import (
    COMPOUND,
    DOTTED,
    OF_OTHERS,
    OF_WORDS,
    TIBETAN_NAME,
)
from aidstories.restore.lexicon.person_names import SURNAMES as SIGNING

SURNAMES = "".join(each for each in SIGNING if each not in OF_WORDS)
"""Surnames that open names in running text."""
_PERSONS = table("persons.toml")
"""The lists of what stands around names, each with what it is."""


def _any(*lists: str) -> str:
    """Return the alternatives of ``lists``."""
    return "|".join(word for name in lists for word in _PERSONS[name])


BEFORE_TITLE = _any("before_title")
TITLE_HEAD = _any("title_heads")
OFFICES = _any("offices")
"""Posts that one person holds, whose name follows."""
OFFICE = late(rf"(?:{OFFICES})(?=[{SIGNING}])")
TITLE = rf"(?:{BEFORE_TITLE}){{0,6}}(?:{TITLE_HEAD})"
_POSTS, _HEADS = _any("posts_after"), _any("heads_after")
AFTER = f"副(?:{_POSTS}|{_HEADS})|{_POSTS}|{_HEADS}|常务副?(?:{_HEADS})|{_any('trades_after')}"
"""A search passes over characters that open none of its alternatives where each opens with one,
not with an optional one or a class: 副?(?:主任|…) took five times as long."""
TITLE_BEHIND = late(rf"(?:{AFTER})")
SURNAME = rf"(?:{COMPOUND}|[{SURNAMES}])"
SURNAME_OPENS = SURNAMES + "".join(name[0] for name in COMPOUND.split("|"))
"""What a surname begins with, for a class."""
NOT_HAN = late(rf"{TIBETAN_NAME}|{DOTTED}|[A-Z][\w.'’ -]+")
"""A whole name of no Chinese form: 次仁曲珍, 阿依古丽·买买提, Duan Min."""
TITLED = late(rf"(?:{TITLE_HEAD})(?=(?:{DOTTED}|{TIBETAN_NAME}|{SURNAME}|{OF_OTHERS}))")
TITLE_LEFT = late(rf"(?:{TITLE}[、兼]){{0,4}}(?:{BEFORE_TITLE}){{0,4}}$")
"""What belongs to a title before its head: 党委书记、总 before 院长."""
SAYS = late(_any("says"))
PAUSE = "，。、；：！？”’）（《“ 　\n"
CLOSED: str = _PERSONS["closed"]
"""Characters that end the word right before a name: 院, 室."""
FUNCTION = frozenset(_PERSONS["function"])
"""Characters that go on behind a name: 段敏在, 段敏等."""
ACTS = late(_any("acts"))
"""What a person does right behind the name: 副县长刘丽调研."""
DEPARTMENT = late(
    rf"[纪卫发][委办]|.{{1,3}}[委部办处室局厅组站所系]|(?:{_any('departments')})科|.{{0,2}}[内外儿骨眼]科"
)
"""A part of a hospital or an office, whose first character may be a surname: 药剂科, 纪委."""
PARTNERS = late(
    r"(?=[等两二三四五六七八九十\d])"
    rf"(?:[两二三四五六七八九十]人(?:都|均)?是[^，。；]{{0,16}}?{TITLE}"
    rf"|等?[两二三四五六七八九十\d]{{1,2}}[位名](?:{TITLE}|同志|老师|(?:医疗|专业|优秀)*人才))"
)
"""What says of those before it that they are of a profession: 两人是第三批援疆专家, 3位博士."""
_GIVEN = r"[\u4e00-\u9fff]{1,2}(?=[、和]|$)"
_ONE_OF = rf"(?>{SURNAME}{_GIVEN}|[{SURNAMES}]{_GIVEN})"
"""A name of a list, the longest: 欧阳一 is not tried again as 欧 and 阳一."""
LISTED = late(rf"{_ONE_OF}(?>(?:[、和]{_ONE_OF}){{1,40}})$")
_ONE_IN_TURN = rf"(?:{COMPOUND}|[{SIGNING}])[\u4e00-\u9fff]{{1,2}}(?=[、和]|$)"
LISTED_IN_TURN = late(rf"(?<![\u4e00-\u9fff]){_ONE_IN_TURN}(?>(?:[、和]{_ONE_IN_TURN}){{1,12}})$")
"""A list of which no other word is told, whatever the surnames: ，和丽军、木琼华."""
NAMELY = late(
    r"[两二三四五六七八九十\d][两二三四五六七八九十\d]?[位名]"
    rf"(?:{TITLE}|医务人员|同志|队员|人员)(?:分别)?(?:[为是]|[:：])"
)
"""What says whom a number of people are: 三位医务人员分别为徐怡、王建国和周宇."""
_GIVEN_HERE = r"[\u4e00-\u9fff]{1,2}(?=[、和，。；）等])"
_ONE_HERE = rf"(?>{SURNAME}{_GIVEN_HERE}|[{SURNAMES}]{_GIVEN_HERE})"
LISTED_HERE = late(rf"{_ONE_HERE}(?>(?:[、和]{_ONE_HERE}){{1,40}})")
"""The names behind such words."""
END_OF_NAME = set("、，。；）")
UNIT = late(rf"(?:{_any('units')})(?={SURNAME})")
VERBS = frozenset(_PERSONS["verbs"])
"""Characters that are a verb sooner than the end of a name: 段敏说."""
