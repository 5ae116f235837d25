"""Statements of responsibility: who wrote, who took the pictures, for which paper.

A byline is a line of its own (本报记者 文凤). Its words are of few kinds (`byline_words`): what one
is, what one did, offices, names, and the page's staff, who sign no text. One grammar over their
kinds says which lines are bylines, and which names stand with which word. Patterns read the
simplified form of a text, so 新華社記者 counts as 新华社记者; names come out as printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from aidstories.model import Person, Span
from aidstories.restore.lexicon import english_heads, tibetan_heads
from aidstories.restore.lexicon.byline_words import TRADE, Kind, Word, words
from aidstories.restore.lexicon.chars import IS_BO, simplified
from aidstories.restore.lexicon.dateline import opening
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.person_names import (
    ANONYMOUS,
    HAN,
    OF_PAGE,
    SURNAMES,
    are_names,
    is_house,
)

_LONGEST = 80
"""Characters of a byline."""
_AROUND = " \t\n\u3000（）()【】[]〔〕□■●○◎◆◇▲△★☆⊙◉—-:：/／|｜·•・"
_SET_APART = "（(【[〔□■●○◎◆◇▲△★☆⊙◉"
"""What a line opens with that an office or a name alone may sign."""
_MOST = 60
"""Names of a list, and words of a line that is read as a whole: a journal's article has 20."""
_NAMES = rf"[Nwl](?>(?:,?[Nwl]){{0,{_MOST}}})"
_SURE = rf"N(?>(?:,?N){{0,{_MOST}}})"
_OF = "[UH]{0,6}+"
_WRITERS = rf"{_OF}(?:W(?>(?:[:/]?{_OF}W)?)[:/]?[UH]?{_NAMES}|V[UH]?[:/]?{_SURE})"
_RULES = {
    # 记者 段敏 摄影报道, 记者 段敏 海角报道
    "reporters": late(rf"{_WRITERS}(?:[:/]?[DPp]|/?F)"),
    # 记者 段敏, 采写：海角日报记者 段敏, N海角记者 段敏
    "writers": late(_WRITERS),
    # 作者：宣传科
    "unsigned": late(r"[WD][:/][UH]"),
    # 文/图：段敏, 供稿：宣传科 段敏, 采写：海角记者 段敏, 文/图 记者 段敏, 统筹、文字：段敏
    "doers": late(
        rf"(?:S,)?(?=[DPp]{{0,6}}D)[DPp]{{1,7}}+(?:[:/]{_OF}[WV]?|{_OF}W[:/]?){_NAMES}"
        rf"|[DPp]{{1,7}}+[UH]?N(?>(?:,?[Nwl]){{0,{_MOST}}})"
    ),
    # 摄影：王燕, 摄影：某报记者 王燕, 摄影 本报记者 王燕; 图：岩某 behind who wrote
    "shooters": late(
        rf"[Pp]{{1,7}}+(?:[:/](?:{_OF}W{_NAMES}|[UH]?{_SURE})|{_OF}W{_SURE})"
        rf"|(?<=[Nwl,])[Pp]{{1,7}}+[:/]{_NAMES}"
    ),
    # 段敏 王燕 摄影报道, 段某/文
    "signers": late(rf"[UH]?(?=[wl,]{{0,{_MOST}}}N){_NAMES}[DPp]|[UH]?{_NAMES}/[DPp]"),
    # 制图 何青, behind who wrote
    "drawers": late(rf"(?<=[NwlDP])p[:/]?{_NAMES}"),
    # 编辑：何青, 宣传科供稿
    "staff": late(
        rf"{_SURE}/S|S[:/]?(?>(?:,?[NwlUH]){{1,{_MOST}}})|[UH](?>(?:,?[UH]){{0,{_MOST}}})[DPp]"
    ),
    # 某县人民医院 段敏, 海角新闻段敏、SNG台北报导
    "members": late(rf"[UH]{{1,6}}+[:/]?{_SURE}(?:[,/]?F)?|Hw"),
    # 段敏 王燕, before 编辑 何青; 何青 编辑 王燕 审核 names what each is
    "edited": late(rf"^{_SURE}(?=,?S[:/]?(?>(?:,?[NwlUHS:/]){{0,{_MOST}}})(?<=[Nwl])$)"),
    # 段敏, before 海角日报记者 何青
    "bare": late(rf"N(?>(?:,?[Nwl]){{0,{_MOST}}})(?=,?{_OF}[WV])"),
}
"""How the kinds of words stand together: each rule takes all the names that it can."""
_LABELLED = ("reporters", "writers", "doers", "shooters", "signers")
"""Rules that need no more than the words of their own."""
_SIGNS = late(
    "reporters|writers|unsigned|edited|(?:doers|shooters|signers) .*(?:D|P[:/W]|/P|/p)"
    "|members .*(?:HN|/N)"
)
"""Rules, with the kinds they read, that make a byline of a line that nothing sets apart."""
_SPEAKS = late(
    r"[^\w\s、，,;；&*＊†‡#」\\:：/／|｜丨()（）【】\[\]〔〕□■●○◎◆◇▲△★☆⊙◉—《》·•‧・⁰.-]|//"
)
"""What no byline has: 手术成功了！, http://."""
_MAY_SIGN = late(
    rf"{TRADE}|作\s*+者|[撰供投来]\s*+稿|主笔|发表者|^[{_SET_APART}]|[/／]|[文图摄]\s*+[/／|｜丨:：、]"
    r"|[\s/／|｜丨:：、][文图摄]|撰\s*+文|执\s*+笔|[编撰]写|\s(?:责任)?编\s*+辑\s"
    r"|(?:摄影|图[文片]|文[图字稿案]|报[道导]|[讲口自]述|整理|采[写访]|编译|翻译|[朗诵]诵|诵读|演播|稿件|记录|视频"
    r")[人者]?(?:[\s:：/／|｜丨)）】]|\Z)|[院心学校队员生师部处室科办体媒][\s:：/／|｜丨]"
)
"""What one of a byline's lines has: it saves most lines the rest of the question."""
_ENGLISH = late(
    r"(?:^|\s)(?:By(?:\s*+:)?|Author\s*+:)\s+([A-Z][\w'’.-]+(?:\s(?!Time|Date|Editor|Source|Updated)[A-Z][\w'’.-]+)"
    r"{1,3})(?![^\s·|,(])"
)
_LATIN = late(
    r"作\s*+者\s*+[:：]\s*+(?P<name>(?!Editor|Admin|Root|Robot|Web|News)[A-Z][a-z][A-Za-z'’-]{0,14}"
    r"(?:\s[A-Z][A-Za-z.'’-]{0,14}){0,3})"
)
"""A writer in a Chinese page who goes by a name in Latin letters: 作者：Lin Wei."""
_POST = "医生|[医护药技]师|护士长?|教师|教授|主任|院长|队员|队长|干部|专家|职工|书记"
"""What a writer may be."""
_NOTE = late(
    rf"(?<=[{HAN}])\s*+[（(](?:[{HAN}]{{1,16}}[部科处室办系所队院会局组社中心报台网]"
    rf"|[{HAN}、，]{{0,40}}(?:{_POST})"
    r"|[a-z0-9-]{2,24}(?:\.[a-z]{2,8}){1,3})[)）]"
)
"""Where a writer works, in brackets behind the name: 作者：段敏（党委办公室）; a paper's address:
本报（example.net）记者段敏."""
_WHO_IS = late(
    rf"(?<=[{HAN}]{{2}})[，,]?\s*+(?:系|现任|现为)[{HAN}]{{4,40}}"
    rf"|(?:(?<=[人者][：:][{HAN}]{{2}})|(?<=[人者][：:][{HAN}]{{3}}))[，,\s]\s*+[{HAN}]{{2,20}}(?:医院|医疗队)[{HAN}、]{{0,20}}(?:{_POST})\Z"
)
"""What a writer is, behind the name: 作者段敏系某县医院院长, 讲述人：段敏，某县医院护士."""
_POSTS = "医院|医疗队|援|队员|医师|医生|护士|主任|教授|院长|工作"
_BECAME = r"(?:\d{4}年|成为)"
"""Says what somebody's life was, so of whom a text tells: （段敏，1968年成为赤脚医生）."""
_WHO_SIGNS = late(
    rf"[（(]\s*+(?P<name>(?!作者)[{HAN}]{{2,4}})(?:[，,]|(?P<blank>\s)\s*+)(?![^（）()。]*{_BECAME})(?=[^（）()。]*(?:{_POSTS}))[^（）()。]{{4,60}}[)）]"
)
"""Who wrote and what he is, in brackets around a text: （段敏，某县医院医生）."""
_WHO_IS_BEHIND = late(
    rf"[（(]\s*+(?:本文)?作者\s*+(?:[系为是]|[:：])[^（）()。]{{4,60}}?[\s，,]\s*+(?P<name>[{HAN}]{{2,4}})\s*+[)）]"
)
"""The same with the name behind: （作者系某县医院护士长 段敏）."""
_PROGRAMME = late("新闻|调查|直播|视点|联播|访谈|关注")
"""What brackets behind an agency name instead of a writer: 某某电视台消息（新闻调查）."""
_SIGN_ON = r"[^\s，。；：@“”《》]"
_POSTED = late(
    rf"本文由\s*+@?(?P<name>{_SIGN_ON}(?: ?{_SIGN_ON}){{1,15}}?)\s*+(?:原创|投稿)(?:作品)?"
    r"[，,]?\s*+(?:首?发[布表][于在至到]|授权)[^。]{2,24}(?:。[^。]{0,30}){0,2}"
)
"""Who posted a text on a platform: 本文由 @山里的鹿 原创发布于某某网。未经许可，禁止转载。"""
_SENT_FROM = late(
    rf"\s*+发自\s*+(?!内心|心底|肺腑)[{HAN}]{{2,12}}(?:\s++\d{{1,2}}月(?:\d{{1,2}}日)?)?\s*+"
)
"""A line of its own that says where a text was sent from: 发自某省某县."""


_TRADE = late(TRADE)


_OF_PICTURE = late(
    rf"[UHWV,]{{0,12}}[Nw](?>(?:,?[Nw]){{0,{_MOST}}})[Pp]|P{_SURE}|[Pp][:/](?:{_OF}W)?[Nw](?>(?:,?[Nw]){{0,{_MOST}}})"
    rf"|[Pp][:/]{_OF}W[Nwl](?>(?:,?[Nwl]){{0,{_MOST}}})"
    rf"|[UH]{{1,6}}+p|p[:/]?[NwlUH](?>(?:,?[NwlUH]){{0,{_MOST}}})"
)
"""Kinds of the words that credit a picture: 段敏 摄, 图/段敏, 某县人民医院供图."""
_BY_AGENCY = late(r"[（(]?\s*+(?:新华|中新)社发\s*+[)）]?")
"""The credit of a picture that an agency sent and nobody signs: 新华社发."""
_SHOT_ON = late(rf"(?<=[{HAN}])\s*+\d{{1,2}}月\d{{1,2}}日\s*+(?=摄)")
"""The day between who took a picture and that he did: 海角社记者段敏6月3日摄."""
_SHOWN_BY = late("P[:/][Nwl](?>(?:,?[Nwl]){0,3})")
"""The kinds of a line below a byline, which alone says too little: 摄影：岩某."""
_SHOWS = late("[摄视图照撰]|社发")
"""What every credit of a picture has one of; words are read only where it is found."""
_MAY_CREDIT = late("[摄图影源据][/／:：影 ]|供图|(?:[摄图影]|社发)\\W*$")
_BEHIND_CAPTION = late(
    r"(?<=[。！？”）)])\s*+|\s++|(?=[（(][^（）()]{2,30}[)）]\s*+$)"
    rf"|(?<=[，,])(?=[{HAN}·]{{2,4}}(?:摄影?|供图)。?\s*+$)"
)
"""Where a credit may begin behind the words of a caption, be it a comma: 手术现场，段敏摄。"""
EVENT = late(
    r"(?:揭[牌幕]|开[诊班营工业幕机]|启[动用程]|签约|[义巡]诊|活动|仪式|现场|出征|合影|服务|项目)(?![\u4e00-\u9fff])"
)
"""What goes on behind a quotation, and is no name there: “水乡院区”揭牌 段敏 摄."""
_CAPTION, _SHORT, _CREDIT = 4, 2, 40
"""Characters of a caption at least, before a credit in brackets too, and of a credit at most."""


class Signed(NamedTuple):
    """Names of a line, and the words that say what these people are or did; none: nothing says."""

    names: Sequence[Word]
    label: Sequence[Word]


@lru_cache(maxsize=1024)
def is_byline(text: str) -> bool:
    """Return whether ``text`` is a byline and nothing else (of `_LONGEST` characters at most)."""
    if len(text) > _LONGEST or ("。" in text and not _POSTED.fullmatch(text)):
        return False
    if IS_BO.search(text):
        return tibetan_heads.is_byline(text)
    plain = simplified(text).strip()
    if plain[:1].isascii() and english_heads.is_byline(plain):
        return True
    if _LATIN.fullmatch(plain):
        return True
    if (_SPEAKS.search(plain) or not _MAY_SIGN.search(plain)) and not _POSTED.fullmatch(plain):
        return bool(_SENT_FROM.fullmatch(plain))
    if found := _who_signs(plain):
        return not is_house(plain[slice(*found)])
    kinds = _kinds(_words(plain))
    apart = plain[0] in _SET_APART
    if apart and kinds.strip("N,") == "":
        return "N" in kinds
    return any(
        _SIGNS.match(f"{item.rule} {kinds[item.start : item.end]}")
        or (apart and item.rule == "members")
        for item in _parsed(kinds)
    )


def says_who_writes(text: str) -> bool:
    """Return whether a line says in brackets who wrote and what he is."""
    return _who_signs(simplified(text).strip()) is not None


def says_who_posted(text: str) -> bool:
    """Return whether a line says who posted a text on a platform."""
    return text.startswith("本文由") and _who_signs(text.strip()) is not None


def _who_signs(plain: str) -> Span | None:
    """Return where the name stands in brackets that say who wrote and what he is."""
    if found := _WHO_SIGNS.fullmatch(plain):
        return found.span("name") if not found["blank"] or are_names(found["name"]) else None
    if posted := _POSTED.fullmatch(plain):
        return None if is_house(posted["name"]) else posted.span("name")
    found = _WHO_IS_BEHIND.fullmatch(plain)
    return found.span("name") if found and are_names(found["name"]) else None


def _words(plain: str) -> list[Word]:
    """Return the words of a line, but for what writers are and where they work."""
    for pattern in (_NOTE, _WHO_IS):
        plain = pattern.sub(lambda found: " " * len(found[0]), plain)
    start = len(plain) - len(plain.lstrip(_AROUND))
    return [
        Word(word.kind, word.start + start, word.end + start)
        for word in words(plain.strip(_AROUND))
    ]


def _kinds(found: Sequence[Word]) -> str:
    return "".join(word.kind for word in found)


class _Item(NamedTuple):
    """What a ``rule`` reads of the kinds of a line, from ``start`` to ``end``."""

    rule: str
    start: int
    end: int


def _parsed(kinds: str) -> list[_Item]:
    """Return the items of a line that is nothing but a byline, none where it is more."""
    if len(kinds) > _MOST:
        return []
    steps: list[_Item | None] = [None] * len(kinds)
    ends = {len(kinds)}
    for at in range(len(kinds) - 1, -1, -1):
        steps[at] = next((i for i in _items_at(kinds, at, _RULES) if i.end in ends), None)
        parts = kinds[at] in ",/" and 0 < at < len(kinds) - 1  # two items
        if steps[at] or (parts and at + 1 in ends):
            ends.add(at)
    items, at = [], 0
    while at in ends and at < len(kinds):
        if step := steps[at]:
            items.append(step)
        at = step.end if step else at + 1
    return items if at == len(kinds) else []


def _items_at(kinds: str, at: int, rules: Iterable[str]) -> Iterator[_Item]:
    for rule in rules:
        if found := _RULES[rule].match(kinds, at):
            yield _Item(rule, at, found.end())


def _labelled(kinds: str) -> Iterator[_Item]:
    """Yield the items of a line that is more than a byline: those that a label tells."""
    at = 0
    while at < len(kinds):
        item = next(_items_at(kinds, at, _LABELLED), None)
        if item:
            yield item
        at = item.end if item else at + 1


def _signed(found: Sequence[Word]) -> Iterator[Signed]:
    """Yield who signs among the words of a line."""
    kinds = _kinds(found)
    for rule, start, end in _parsed(kinds) or _labelled(kinds):
        if rule not in ("unsigned", "staff", "drawers"):
            part = found[start:end]
            yield Signed(
                [word for word in part if word.kind in _NAMED],
                [word for word in part if word.kind in _LABELS],
            )


_NAMED = (Kind.NAME, Kind.WORD, Kind.LONG)
_LABELS = (Kind.WRITER, Kind.VAGUE, Kind.DEED, Kind.PICTURE, Kind.SUPPLY)


@lru_cache(maxsize=256)
def credits_picture(text: str) -> bool:
    """Return whether ``text`` says who took or gave a picture, and nothing else."""
    plain = simplified(text)
    if not may_credit_picture(plain):
        return False
    line = _SHOT_ON.sub("", plain.strip())
    return bool(_BY_AGENCY.fullmatch(line) or _OF_PICTURE.fullmatch(_kinds(_words(line))))


def may_credit_picture(plain: str) -> bool:
    """Return whether a simplified line has a character of those that every credit has one of."""
    return bool(_SHOWS.search(plain))


_WRITER_FIRST = late(rf"[（(]\s*+[{SURNAMES}][{HAN}·]{{1,7}}\s++(?:图片|照片|配图)")
"""Who wrote a text, before who gave its pictures: （段敏 图片由医院提供）."""


def credit_start(text: str) -> int:
    """Return where the credit begins behind a caption's words (手术现场 段敏 摄: 5), else 0."""
    if not may_credit_picture(text[-_CREDIT:]) or not _MAY_CREDIT.search(text[-_CREDIT:]):
        return 0
    if credits_picture(text) or is_byline(text):
        return 0
    least = _SHORT if text.rstrip().endswith(("）", ")")) else _CAPTION
    for gap in _BEHIND_CAPTION.finditer(text, max(least, len(text) - _CREDIT)):
        behind = text[gap.end() :]
        if text[gap.start() - 1] in "，,":
            behind = behind.rstrip().removesuffix("。")
        if not gap[0] and EVENT.match(behind):
            continue
        if _WRITER_FIRST.match(behind):
            return 0
        whole = sum(map(behind.count, "（(")) == sum(map(behind.count, "）)"))
        if behind and whole and credits_picture(behind):
            return gap.end()
    return 0


@lru_cache(maxsize=256)
def parse_byline(text: str) -> tuple[Person, ...]:
    """Return the people that a byline or dateline names, with their role as printed.

    The paper's own 本报 is left out of the role unless several papers share the byline
    (北京日报记者 … 本报记者 …). A name without a label has an empty role.
    """
    if IS_BO.search(text):
        return tibetan_heads.people(text)
    if signs := _who_signs(simplified(text).strip()):
        return (Person(name="".join(text.strip()[slice(*signs)].split()), role=""),)
    if latin := _LATIN.fullmatch(text.strip()):
        return (Person(name=latin["name"], role="作者"),)
    body, listed = _statement(text)
    found = _words(simplified(body))
    if text.lstrip()[:1].isascii() and (writers := english_heads.people(text.strip())):
        return writers
    if english := _ENGLISH.search(body):
        return (Person(name=english[1], role="By"),)
    people = [
        Person(name=name, role=_role(body, signed.label))
        for signed in _signed(found)
        for name in _printed(body, signed.names)
    ]
    kinds = _kinds(found)
    if not people and _SHOWN_BY.fullmatch(kinds):
        people = [
            Person(name=name, role=_role(body, found[:1])) for name in _printed(body, found[2:])
        ]
    listed = listed and not _PROGRAMME.search(simplified(body))
    if not people and not kinds.strip("Nwl,/") and (listed or "N" in kinds):
        people = [Person(name=name, role="") for name in _printed(body, found)]
    papers = {
        _OFFICE.sub("", p.role) for p in people if p.role.endswith(("记者", "記者", "采访人员"))
    }
    if len(papers) == 1:
        people = [Person(name=p.name, role=_plain_role(p.role)) for p in people]
    return tuple(dict.fromkeys(people))


def _statement(text: str) -> tuple[str, bool]:
    """Return the part of a text that names people, and whether an agency's own words sent it."""
    found = opening(text)
    if found is None:
        return text, False
    return (text[slice(*found.span("who"))], True) if found["who"] else ("", False)


def _printed(body: str, names: Sequence[Word]) -> Iterator[str]:
    """Yield names as printed, but for blanks in them and what stands for nobody's."""
    for word in names:
        name = "".join(body[word.start : word.end].split())
        if len(name) > 1 and name not in ANONYMOUS and not OF_PAGE.search(name):
            yield name


def _role(body: str, label: Sequence[Word]) -> str:
    """Return a role as printed: what one is by trade (记者), else what one did."""
    is_what = [word for word in label if word.kind in (Kind.WRITER, Kind.VAGUE)][-1:]
    did = [word for word in label if word.kind not in (Kind.WRITER, Kind.VAGUE)]
    trade = is_what and _TRADE.search(simplified(body[is_what[0].start : is_what[0].end]))
    said = is_what if trade or not did else did
    role = body[said[0].start : said[-1].end] if said else ""
    return re.sub(r"^本[文期篇版]|\s+|[（(][^（(）)]*+[)）]", "", role)


_OFFICE = late("(?:[记記]者|采访人员).*")


def _plain_role(role: str) -> str:
    plain = re.search(r"([记記]者|采访人员|通[讯訊]员|通訊員|评论员|評論員|实习生|撰稿人?)$", role)
    return plain.group(1) if plain else role
