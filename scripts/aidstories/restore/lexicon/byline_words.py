"""The words that a byline is made of: what one is, what one did, staff, offices, names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from aidstories.restore.lexicon.dateline import RANK
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.person_names import (
    COMPOUND,
    HAN,
    NAME,
    OF_PAGE,
    SURNAMES,
    is_house,
    is_in_sounds,
    is_name,
    is_person,
    unglued,
)


class Kind(StrEnum):
    """What a word is, as a letter, so that a line is a string that a grammar reads."""

    WRITER = "W"
    """What somebody is who writes: 记者, 海角日报特约通讯员, 作者."""
    VAGUE = "V"
    """The same behind a house that nothing says is one: N海角记者."""
    DEED = "D"
    """What somebody did for a text: 文/图, 采写, 供稿."""
    PICTURE = "P"
    """What somebody did for a picture alone: 摄影."""
    SUPPLY = "p"
    """Who let a picture be printed; no byline by itself: 供图."""
    STAFF = "S"
    OFFICE = "U"
    HOUSE = "H"
    """An office whose people sign without brackets: 某县人民医院 段敏."""
    FROM = "F"
    """Where a text was sent from: 海角报道, 综合报道."""
    NAME = "N"
    WORD = "w"
    """What may be a name where a label says so: 央某."""
    LONG = "l"
    """The same of four characters and more: 古丽巴哈尔."""
    PAUSE = ","
    COLON = ":"
    MARK = "/"
    OTHER = "x"


class Word(NamedTuple):
    """A word of a line, from ``start`` to ``end``."""

    kind: Kind
    start: int
    end: int


_MARK = r"(?:[:：/／|｜丨]|(?<=[者员影稿文])[】\]](?=\s*+[\u4e00-\u9fff]))"
TRADE = r"记者|采访人员|通讯员|评论员|实习生"
_WRITER = (
    rf"{TRADE}|(?:撰稿|供稿|投稿|来稿|执笔|口述|讲述|整理|记录|采写|编写|撰文)[人者]"
    r"|撰稿|作者|发表者|主笔"
)
_DID = (
    r"(?:摄影|图文|文图|采访|综合|现场)?报[道导]|供稿|来稿|投稿|口述|讲述|自述|采访|采写|编写|整理|记录|编译|翻译"
    r"|撰稿|撰文|撰写|执笔|文字|文稿|稿件|图文|文图|朗诵|诵读|演播|文案|文"
)
_SHOWED = r"摄影|摄像|视频|图片|照片|摄|图"
_SUPPLIED = r"供图|制图|绘图|配图|图源|图据|图片来源"
_ANY = rf"(?:{_DID}|{_SHOWED}|{_SUPPLIED})"
_DEEDS = rf"{_ANY}{{1,2}}(?>(?:\s*+[/／、及和并&]\s*+{_ANY}(?![{HAN}]))*)"
"""What those did who made a text together: 采访/整理, 文、图, 口述."""
_WROTE = late(_DID)
_PICTURED = late(_SHOWED)
_STAFF = (
    r"(?:执行|责任|本期|网络|值班|文字|图片|视频|助理|新媒体|版式|特约)?(?:编辑|责编|美编|编审|编校|编发)"
    r"|[初复终一二三]审|审[核校读定阅签稿]|[校核]对|核稿|校审|监制|排版|制作人?|值班|统筹|策划|签发|总?主编|总编"
    r"|视觉(?:设计)?|网页(?:制作|设计)|后期(?:制作|剪辑)?|剪辑|编导"
)
_SPACED = "|".join(
    "[ \u3000]{1,3}".join(word)
    for word in [
        "作者",
        "记者",
        "供稿",
        "撰稿",
        "撰文",
        "执笔",
        "摄影",
        "编辑",
        "责编",
        "审核",
        "校对",
    ]
)
_PRESS = (
    r"(?:报|社|网|台|刊|[央卫]视|客户端|杂志|在线|新闻|融媒体?(?:中心)?|全媒体?|传媒|广电|云"
    r"|本[报刊网台社站院])"
)
_PREFIX = (
    rf"(?:《[{HAN}A-Za-z0-9·]{{2,14}}》|[{HAN}A-Za-z0-9·《》-]{{0,14}}?{_PRESS}》?)??"
    rf"(?:{RANK}|本[文期篇版])*"
)
_LABELLED = late(rf"{_PREFIX}(?P<label>{_WRITER})(?P<names>.*)")
_BEFORE = late(rf"(?!{RANK})[{HAN}]{{2,4}}?(?=通讯员|记者|实习生)")
_GLUED = late(
    rf"[{SURNAMES}][{HAN}]{{1,2}}(?=[{HAN}]{{2,6}}?(?:[日晚早晨]报社?|都市报|报社|网|电视台)(?:全媒体|融媒体|首席)?记者[{HAN}]"
    rf"|本[报刊网台](?:特约|见习|实习|首席)?(?:记者|通讯员)[{HAN}])"
)
"""A name right before the paper of the next: 通讯员段小敏某某日报记者何青,
本报记者段敏本报通讯员何青."""
_VAGUE = late(
    rf"[A-Z]?(?:(?![的了是在把被对向我你他她们和])[{HAN}]){{2,12}}?(?>(?:{RANK})*)(?:记者|通讯员)"
)
_FROM = late(
    rf"(?!{TRADE})(?:(?:SNG)?[{HAN}]{{2,6}}?(?:摄影)?|综合|\d{{1,2}}月\d{{1,2}}日)报[道导]|发自[{HAN}]{{2,12}}"
)
_SENT = late(
    rf"(?P<name>[{HAN}]{{2}}(?=[{HAN}]{{2}}报)|[{HAN}]{{3}}(?=[{HAN}]{{2,3}}报))(?P<sent>[{HAN}]{{2,3}}报[道导])"
)
"""A name, where from, and that it is told, in one run: 林志明台北报导."""
_GLUED_DEED = (
    r"(?:摄影|图文|文图|采访)?报[道导]|供稿|口述|讲述|自述|采写|整理|撰文?|摄影?|供图|提供"
)
_DONE = late(rf"(?P<names>[{HAN}·•‧・]{{2,}}?)(?P<did>{_GLUED_DEED}|发自[{HAN}]{{2,12}})")
_WRITES = late(
    rf"(?P<names>[{HAN}·]{{2,}}?)(?P<did>文)(?=\s*+[/／、]\s*+[{HAN}·\s、]{{2,20}}?(?:摄影?|图)\W*\Z)"
)
"""Names that what was done is glued to; 文 is told where a photographer follows: 王燕文/何青摄."""
_DID_FIRST = late(
    rf"(?P<did>图文|文图|摄影|供稿|撰[稿文]|(?:编辑|责编|审核|校对)|[文图摄](?=.{{3}}))(?P<names>[{HAN}]{{2,3}})"
)
_OFFICE = late(
    rf"[{HAN}\d·]+(?:[科室部处办局委组队院会所站厅社台报网刊]|中心|融媒体?|支部|公司|集团|学校|大学|客户端|新闻|频道|在线|[社网]发)"
)
"""An office, be it an agency that sends a picture: 海角网发 段敏 摄."""
_JOINT = late(rf"[{HAN}]{{2,8}}[报社网台][·•][{HAN}]{{2,8}}")
"""A paper and its app in one: 海角晚报·海角壹点."""
_SHORT_OFFICE = late(".[科办部处室]")
_POST = late(
    rf"[{HAN}\d]*(?:医生|医师|护士长?|主任|队[长员]|教授|专家|干部|书记|院长|博士|教师|老师)|受访者|院方"
)
_HOUSE = late(
    rf"[{HAN}\d]{{2,24}}?(?:医院|卫生院|大学|学院|学校|中心|医疗队|融媒体?)(?:[{HAN}]{{1,10}}[科室部处办系])?"
    rf"|(?:[{HAN}\d]{{0,12}}[批期省市队])?(?:援[藏疆青外]|支援)[{HAN}]{{0,12}}(?:医生|医师|护士|队[长员]|专家|干部|教师)"
)
_OF_HOUSE = late(
    rf"(?P<house>[{HAN}]{{0,16}}?(?:医院|卫生院|医疗队|[日晚晨早商]报|(?<=[{HAN}]{{2}})新闻))"
    rf"(?P<names>[{HAN}]{{2,4}})"
)
_BOTH = rf"文\s*+[/／、]\s*+(?:图片?|摄影?)(?![{HAN}])|图\s*+[/／、]\s*+文(?![{HAN}])"
_SPACED_NAME = rf"[{HAN}][ \u3000]{{1,3}}[{HAN}](?:(?![{HAN}])|(?=(?:{_GLUED_DEED})(?![{HAN}])))"
_NOTED = r"\d{1,2}(?=[\s、，,;；*\\]|\Z)"
"""The figure behind a name that leads to a note: 段敏1 王燕2."""
_IN_RUN = rf"(?!{_BOTH}|{_NOTED}|\d{{1,2}}月)[{HAN}·•‧・《》A-Za-z0-9]"
_TOKEN = late(
    rf"(?P<pause>[、，,;；]\s*+|[)）】]\s*+[(（【]|(?<=[{HAN}])\s++[和与及]\s++(?=[{HAN}]{{2}}))|(?P<gap>[\s&*＊†‡#」\\¹²³⁰-⁹-]++|\"(?=[、，,;；\s]|\Z))"
    r"|(?P<sent>\d{1,2}月\d{1,2}日(?:报[道导]|[讯电](?=\Z)))"
    rf"|(?P<mark>{_MARK}\s*+)|(?P<writer>[{HAN}]{{0,14}}?(?:{TRADE}|作者)(?={_SPACED_NAME}))"
    rf"|(?:(?P<staff>{_STAFF}|[编审校核](?=\s*+[/／])|(?<=[/／])[编审校核](?=\W|\Z))|(?P<deed>{_DEEDS})|(?P<label>{_SPACED}))(?![{HAN}])"
    rf"|(?P<spaced>{_SPACED_NAME})|(?P<both>{_BOTH})|(?P<note>{_NOTED})"
    rf"|(?P<run>(?:(?:{COMPOUND}|[{HAN}])(?={_BOTH})[文图]|{_IN_RUN})(?>(?:{_IN_RUN})*))|(?P<other>.)"
)
_AND = late(rf"(?<=[{HAN}]{{2}})[和及](?=[{HAN}]{{2}})")


def words(line: str) -> Iterator[Word]:
    """Yield the words of a line in simplified script, in their order."""
    before = None
    for token in _TOKEN.finditer(line):
        for word in _read(token, before):
            yield word
            before = word.kind


def _read(token: re.Match[str], before: Kind | None) -> Iterator[Word]:
    text, (at, end) = token[0], token.span()
    match token.lastgroup:
        case "mark":
            yield Word(Kind.COLON if text[0] in ":：】]" else Kind.MARK, at, end)
        case "pause":
            yield Word(Kind.PAUSE, at, end)
        case "staff":
            yield Word(Kind.STAFF, at, end)
        case "writer":
            yield Word(Kind.WRITER, at, end)
        case "sent":
            yield Word(Kind.FROM, at, end)
        case "deed" | "both":
            yield Word(_deed(text), at, end)
        case "label":
            yield Word(_label("".join(text.split())), at, end)
        case "spaced":
            closed = text[0] + text[-1]
            yield Word(Kind.NAME if is_name(closed) else Kind.WORD, at, end)
        case "run":
            behind = before in (Kind.NAME, Kind.WORD, Kind.MARK) or text.startswith("SNG")
            if behind and _FROM.fullmatch(text):
                yield Word(Kind.FROM, at, end)
            else:
                yield from _run(token.string, at, end, glued=before in _OPEN)
        case "other":
            yield Word(Kind.OTHER, at, end)


def _deed(text: str) -> Kind:
    if _WROTE.search(text):
        return Kind.DEED
    return Kind.PICTURE if _PICTURED.match(text) else Kind.SUPPLY


def _label(text: str) -> Kind:
    if text in ("作者", "记者", "通讯员"):
        return Kind.WRITER
    return Kind.DEED if _WROTE.fullmatch(text) else Kind.PICTURE if text == "摄影" else Kind.STAFF


_OPEN = (Kind.WRITER, Kind.NAME, Kind.WORD, Kind.PAUSE)
"""Words that a name goes on from."""


def _run(line: str, at: int, end: int, *, glued: bool = False) -> Iterator[Word]:
    """Yield the words of characters that nothing parts: 海角日报记者段敏, 段敏供稿.

    A name may be ``glued`` to the next writer's label, behind others: 记者 段敏通讯员何青.
    """
    if glued and (name := _BEFORE.match(line, at, end)) and is_person(name[0]):
        yield Word(Kind.NAME, *name.span())
        at = name.end()
    text = line[at:end]
    if found := _LABELLED.fullmatch(text):
        yield Word(Kind.WRITER, at, at + found.end("label"))
        start = at + found.start("names")
        if other := _GLUED.match(line, start, end):
            yield Word(Kind.NAME, *other.span())
            yield from _run(line, other.end(), end)
        elif (name := _BEFORE.match(line, start, end)) and is_person(name[0]):
            yield Word(Kind.NAME, *name.span())
            yield from _run(line, name.end(), end)
        elif found["names"]:
            yield from _behind(line, start, end)
    elif _VAGUE.fullmatch(text):
        yield Word(Kind.VAGUE, at, end)
    else:
        yield from _behind(line, at, end)


def _behind(line: str, at: int, end: int) -> Iterator[Word]:
    """Yield what a run says without a label, or behind one: 段敏, 段敏供稿, 县医院段敏."""
    text = line[at:end]
    done = _DONE.fullmatch(text) or _WRITES.match(line, at)
    if done and (_names(done["names"]) or _is_office(done["names"])):
        middle = at + len(done["names"])
        office = _is_office(done["names"])
        yield from [Word(Kind.OFFICE, at, middle)] if office else _each(done["names"], at)
        sent = done["did"].startswith("发自")
        yield Word(
            Kind.FROM if sent else _deed(done["did"]), middle, at + done.end() - done.start()
        )
    elif (found := _SENT.fullmatch(text)) and is_person(found["name"]):
        yield Word(Kind.NAME, at, middle := at + len(found["name"]))
        yield Word(Kind.FROM, middle, end)
    elif (found := _DID_FIRST.fullmatch(text)) and _called(found["names"]) is Kind.NAME:
        kind = (
            Kind.STAFF if found["did"] in ("编辑", "责编", "审核", "校对") else _deed(found["did"])
        )
        yield Word(kind, at, middle := at + len(found["did"]))
        yield Word(Kind.NAME, middle, end)
    elif (found := _OF_HOUSE.fullmatch(text)) and is_person(found["names"]):
        yield Word(Kind.OFFICE, at, middle := at + len(found["house"]))
        yield Word(Kind.NAME, middle, end)
    elif _is_office(text):
        yield Word(Kind.HOUSE if _HOUSE.fullmatch(text) else Kind.OFFICE, at, end)
    else:
        yield from _each(text, at)


def _is_office(text: str) -> bool:
    """Return whether a run is an office or a post: 宣传科, 院办, 援藏医生, but not 段泽科."""
    if is_house(text) or _POST.fullmatch(text) or _JOINT.fullmatch(text):
        return True
    return bool(_OFFICE.fullmatch(text)) and (
        not _names(text) or bool(_SHORT_OFFICE.fullmatch(text))
    )


def _names(text: str) -> bool:
    """Return whether a run is names by their form and nothing else."""
    return all(is_person(name) for part in _AND.split(text) for name in unglued(part))


def _each(text: str, at: int) -> Iterator[Word]:
    for part in _AND.split(text):
        for name in unglued(part):
            start = text.index(name)
            yield Word(_called(name), at + start, at + start + len(name))


def _called(name: str) -> Kind:
    if len(name) == 1 or OF_PAGE.search(name) or not _MAY_BE.fullmatch(name):
        return Kind.OTHER
    if is_person(name) or is_in_sounds(name):
        return Kind.NAME
    return Kind.WORD if len(name) <= _SHORT else Kind.LONG


_MAY_BE = late(NAME)
_SHORT = 3
"""Characters of nearly all Chinese names."""
