"""The people that an article names by their work, with the role that the text gives them.

Precision comes first: a name counts where a title stands beside it (主任武海波, 陈克能教授), or in
a list that such a name is in. Patients and passers-by are not indexed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from aidstories.describe.evidence import in_text
from aidstories.describe.mentions import SILENT, Mention
from aidstories.describe.names import (
    ACTS,
    CLOSED,
    DEPARTMENT,
    END_OF_NAME,
    FUNCTION,
    LISTED,
    LISTED_HERE,
    LISTED_IN_TURN,
    NAMELY,
    OFFICE,
    OFFICES,
    PARTNERS,
    PAUSE,
    SAYS,
    SURNAME,
    TITLE,
    TITLE_BEHIND,
    TITLE_LEFT,
    TITLED,
    UNIT,
    VERBS,
)
from aidstories.describe.said import Said
from aidstories.model import Article, Evidence, Person, Role
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.person_names import (
    COMPOUND,
    DOTTED,
    OF_OTHERS,
    RARE,
    SOUNDS,
    TIBETAN_NAME,
    WORDS,
    is_person,
)
from aidstories.restore.lexicon.person_names import SURNAMES as SIGNING
from aidstories.restore.lexicon.shapes import COMMON, KNOWN, WELL_KNOWN, level

_SURNAME = late(SURNAME)
_WHOLE = late(f"{DOTTED}|{TIBETAN_NAME}")
"""A name that no surname opens."""
_LINKS = "为在对把将给"
_WHEN = "已曾又也都才"
_AS_TOLD = ("所言", "所说", "所写", "所述")
"""What stands behind a name for what somebody told: 正如段敏所言."""
_MEASURES = tuple("上下天早直起行家人边年个夜周手遍")
"""What 一 stands before that is no end of a name."""
_GOES_ON = late("[和及与等]")
_GOES_ON_SIGNS = "和及与等在对"
_IN_TIBET = late(TIBETAN_NAME)
_DOUBLE = late(COMPOUND)
_OF_OTHERS = late(OF_OTHERS)
_OF_SOUNDS = late(rf"[{SOUNDS}]{{2}}")
_LAST_SOUND = late("(?<=[买麦]提)明(?![天年确显白早晚])")
"""What ends 买买提明, though a word may open with it: 买买提明说."""
_BEHIND = late("[等和与及也到在为对把将向从是的]|(?<!阿[不布])都")
"""What a name of two parts is followed by: 尼牙孜·买买提和; 阿不都 is all of the name."""
_ACTING = late("[\u4e00-\u9fff][着了过出进起完]")
"""A verb of one character with what says how far it is: 踩着, 追出; no dictionary has them."""
_NOT_SO = (
    r"应[邀当该]|全[程体面力员部国院县市省]|连[夜续忙日同]|相[继互约关]|来[到院京自]|时[常时而候]|由[衷此于]|平[时均日]|[从那但若于都]"
    r"|初步|索性|国[内家]|公[开布司]|代[表为]|战[略士]|信[心任息]|权威|强[调化]|展|计划|保[证障]|成功|门诊|定期|首[次先]"
    r"|向(?:[大记患病队医护家群同学学代来专村牧社全各在其他她本我对])"
)
_GIVEN = (
    rf"(?!{_NOT_SO})[{SIGNING}](?!科|室|部|处|局|办)[\u4e00-\u9fff]{{1,2}}?"
    r"(?<![等和及与在为对将把也就都已])"
)
_NEXT = (
    r"[、，和]\s*+(?:[\u4e00-\u9fff]{0,14}?|[\u4e00-\u9fff]{1,8}、[\u4e00-\u9fff]{0,8}?)"
    rf"(?:{OFFICES})(?=[{SIGNING}])"
)
_OFFICER = late(
    rf"(?P<name>{_GIVEN})(?={_NEXT}|等[，、参出陪领一同人]|出席|主持|致辞|致欢|讲话|宣读|陪同|汇报"
    r"|作(?:动员|总结|表态|专题|交流)|参加(?:座谈|会议|活动|仪式)|(?:说|表示|介绍)[，：。]"
    r"|也?(?:来|到)[^，。；]{0,8}?(?:送行|调研|迎接|慰问|看望))"
)
"""A name behind an office, before the next one's or before what is done at a meeting: 院长段敏、
主任何青, 书记向小青出席. So told, it may open as words do: 向, 时, 成."""
_NEXT_OFFICER = late(rf"[\u4e00-\u9fff]{{0,10}}?(?:{OFFICES})(?=[{SIGNING}])")
_WHOLE_BEFORE = late(f"(?:{_WHOLE.pattern})$")


_CALLED = late(
    rf"[她他]叫(?P<name>{SURNAME}[\u4e00-\u9fff]{{1,2}})[，,][^。；！？]{{0,28}}?"
    r"(?P<role>医生|医师|助产士|护士长?|药师|麻醉师|队长)(?=[。，,；！])"
)
"""Who is told by name, then by trade: 她叫段小敏，某市的一名助产士。"""
_CAME = late(
    r"(?:来自[\u4e00-\u9fff“”（）]{2,24}?(?:医院|保健院|卫生院|卫生服务中心|医疗队)"
    r"|医院[\u4e00-\u9fff]{0,6}?科)的"
    rf"(?={SURNAME})"
)
"""Whose house is told before the name: 来自某市第二医院的段小敏，在县里待了四年。"""
_LEADING = late(
    rf"由(?P<name>(?:{SURNAME}|和)[\u4e00-\u9fff]{{1,2}})(?=主持|主刀|主讲|带队|领队|授课)"
)
"""Who does what one person does: 会议由段小敏主持."""
_RARELY = late(
    rf"(?:{TITLE})(?P<name>[{RARE}][\u4e00-\u9fff]{{2}})(?=[{PAUSE}]|$|来到|赴|{SAYS.pattern})"
)
"""Who has a surname that opens words rather: 医生区家豪来到. In 540,000 characters of hospitals'
news two stand so that hold no word, and both are names."""
_IN_TURN = late(
    "(?:分别|先后|依次|相继|轮流)(?:作了?|做了?)?[^，。；]{0,6}?"
    "(?:发言|致辞|讲话|汇报|交流|授课|讲解|演示)"
)
"""What each of those listed before it does: 段敏、何青分别发言."""
_APPOINTED = late(rf"(?<![主责担现历兼连出就时原信胜上前后继留卸离调新聘])任(?={TITLE}|护理部)")
"""What stands behind whom a post is given to: 段小敏任副院长; not in 责任护士, 段敏主任医师."""
_LABELLED = late(
    r"\s*+(?:会议)?(?P<role>主持人?|主讲人?|领队|队长|组长|带队(?:领导|专家))\s*+[:：]\s*+(?P<name>\S{2,12})\s*+"
)
"""A field that says who led: 主持人：段小敏."""
_TALKED_WITH = late(rf"(?:对话|专访|对谈)(?P<name>{SURNAME}[\u4e00-\u9fff]{{1,2}})[:：|｜]")
"""Whom the headline of an interview names."""
_SPEAKER = late(rf"(?P<name>{SURNAME}[\u4e00-\u9fff]{{1,2}})[:：]")
"""Who answers in an interview."""


class _NamedPerson(NamedTuple):
    passage: int
    start: int
    end: int
    name: str
    role: str
    sure: bool = False
    """What stands around the name makes it one, though it were a word or a place."""


def find_people(
    article: Article, mentions: Sequence[Mention]
) -> tuple[tuple[Person, ...], tuple[Evidence, ...]]:
    """Return the people and their evidence, each once, in the order of the text."""
    whole = Said("\n".join(p.text for p in article.passages if p.role not in SILENT))
    places = [(m.passage, m.start, m.end) for m in mentions]
    named: dict[str, _NamedPerson] = {}
    for index, passage in enumerate(article.passages):
        if passage.role in SILENT:
            continue
        for found in _in_text(index, passage.text, whole):
            if found.name in named and (named[found.name].role or not found.role):
                continue
            here = (start <= found.start < end for p, start, end in places if index == p)
            if found.sure or not any(here):
                named[found.name] = found
    for found in _answering(article):
        named.setdefault(found.name, found)
    persons = (n for n in named.values() if n.sure or n.name not in whole.places)
    order = sorted(persons, key=lambda n: (n.passage, n.start))
    people = tuple(Person(name=n.name, role=n.role) for n in order)
    return people, tuple(
        in_text(article, "people", n.name, n.passage, (n.start, n.end)) for n in order
    )


def _in_text(index: int, text: str, whole: Said) -> Iterator[_NamedPerson]:
    """Yield the names in one passage: behind a title, before one, and in lists with them."""
    for hit in OFFICE.finditer(text):
        found = _OFFICER.match(text, hit.end())
        if found and _may_hold(found["name"], text, found.end()):
            left = TITLE_LEFT.search(text, max(0, hit.start() - 24), hit.start())
            role = (left[0] if left else "") + hit[0]
            yield _NamedPerson(index, *found.span("name"), found["name"], role, sure=True)
    for hit in TITLED.finditer(text):
        name = _name_at(text, hit.end(), whole)
        if name:
            left = TITLE_LEFT.search(text, max(0, hit.start() - 24), hit.start())
            role = (left[0] if left else "") + hit[0]
            yield from _with_list(index, text, hit.end(), name, role, whole)
    for rare in _RARELY.finditer(text):
        if _is_nothing_else(rare["name"]) and not _holds_word(rare["name"]):
            yield _NamedPerson(index, *rare.span("name"), rare["name"], "")
    if (led := _LABELLED.fullmatch(text)) and is_person(led["name"]):
        yield _NamedPerson(index, *led.span("name"), led["name"], led["role"])
    yield from _partners(index, text)
    for turn in _IN_TURN.finditer(text):
        listed = LISTED_IN_TURN.search(text, max(0, turn.start() - 32), turn.start())
        each = list(_each(index, listed[0], listed.start())) if listed else []
        yield from each if all(is_person(found.name) for found in each) else ()
    for said in NAMELY.finditer(text):
        listed = LISTED_HERE.match(text, said.end())
        yield from _each(index, listed[0], said.end()) if listed else ()
    for told in _CALLED.finditer(text):
        if _is_name(told["name"]):
            yield _NamedPerson(index, *told.span("name"), told["name"], told["role"])
    for post in _APPOINTED.finditer(text):
        name = _name_before(text, post.start())
        if name and (_WHOLE.fullmatch(name) or _is_nothing_else(name)):
            yield _NamedPerson(index, post.start() - len(name), post.start(), name, "")
    for led in _LEADING.finditer(text):
        name = led["name"]
        if _of_naxi(name) if name[0] == "和" else _is_nothing_else(name):
            yield _NamedPerson(index, *led.span("name"), name, "")
    for came in _CAME.finditer(text):
        name = _name_at(text, came.end(), whole)
        end = came.end() + len(name or "")
        if name and level(name) < KNOWN and text[end : end + 1] in END_OF_NAME | {"在"}:
            yield _NamedPerson(index, came.end(), end, name, "")
    for hit in UNIT.finditer(text):
        yield from _after_unit(index, text, hit.end(), whole)
    for hit in TITLE_BEHIND.finditer(text):
        name = _name_before(text, hit.start())
        if name:
            start = hit.start() - len(name)
            yield _NamedPerson(index, start, hit.start(), name, hit[0])
            yield from _list_around(index, text, start, hit.start(), whole)


def _holds_word(name: str) -> bool:
    """Return whether two of three characters are a word, or one that goes on behind a name."""
    return max(level(name[:2]), level(name[1:])) >= KNOWN or not FUNCTION.isdisjoint(name[1:])


def _answering(article: Article) -> Iterator[_NamedPerson]:
    """Yield who answers in an interview, more than once: 段小敏：我还会再去。

    So is who its headline talks with: 对话段小敏：我还会再去.
    """
    answers = [(i, p.text) for i, p in enumerate(article.passages) if p.role is Role.ANSWER]
    spoken = [(i, said) for i, text in answers if (said := _SPEAKER.match(text))]
    times = Counter(said["name"] for _, said in spoken)
    for index, said in spoken:
        name = said["name"]
        if times[name] > 1 and _is_nothing_else(name):
            yield _NamedPerson(index, *said.span("name"), name, "")
    titles = enumerate(article.passages) if answers else ()
    for index, passage in titles:
        talk = _TALKED_WITH.search(passage.text) if passage.role is Role.TITLE else None
        if talk and _is_nothing_else(talk["name"]):
            yield _NamedPerson(index, *talk.span("name"), talk["name"], "")


def _may_hold(name: str, text: str, end: int) -> bool:
    """Return whether an office's holder may be called so: a word, too, where others are listed.

    院长解放、主任何青, but not 院长查房，主任何青也在.
    """
    if name[0] == "和":
        return _of_naxi(name)
    word = WORDS.match(name) or SAYS.match(name) or ACTS.match(name)
    listed = text.startswith(("、", "等", "出席", "主持"), end)
    return _is_name(name) and (listed or not word)


def _of_naxi(name: str) -> bool:
    """Return whether 和 is a surname: 院长和丽芳说, but not 院长和大家, 院长和段敏, 院长和次仁."""
    given = name[1:]
    if len(given) != 2 or given[0] in SIGNING or level(given) >= WELL_KNOWN:
        return False
    return _is_name(given) and not (_WHOLE.match(given) or _OF_SOUNDS.match(given))


def _partners(index: int, text: str) -> Iterator[_NamedPerson]:
    """Yield the names of a list that is said to be of experts: 刘宏新、郭勇两人是…专家."""
    for said in PARTNERS.finditer(text):
        listed = LISTED.search(text, max(0, said.start() - 32), said.start())
        yield from _each(index, listed[0], listed.start()) if listed else ()
        name = None if listed or said[0][0] != "等" else _name_before(text, said.start())
        if name and _is_nothing_else(name):  # 段小敏等九名同志
            yield _NamedPerson(index, said.start() - len(name), said.start(), name, "")


def _each(index: int, listed: str, at: int) -> Iterator[_NamedPerson]:
    """Yield the names of a list that begins at ``at``."""
    for name in re.split("、|(?<=.)和", listed):
        own = _of_naxi(name) if name[:1] == "和" else not WORDS.match(name)
        if _is_name(name) and own:
            yield _NamedPerson(index, at, at + len(name), name, "")
        at += len(name) + 1


def _after_unit(index: int, text: str, at: int, whole: Said) -> Iterator[_NamedPerson]:
    """Yield who stands right behind a hospital or department: …第七医学中心周山，…

    One name counts where it speaks elsewhere (周山表示), a list where it holds two or more.
    """
    name = _name_at(text, at, whole)
    if not name or text[at + len(name) : at + len(name) + 1] not in END_OF_NAME:
        return
    others = list(_list_around(index, text, at, at + len(name), whole))
    speaks = name in whole.speakers
    if speaks or (others and any(len(n) == 3 for n in (name, *(o.name for o in others)))):
        yield _NamedPerson(index, at, at + len(name), name, "")
        yield from others


def _name_at(text: str, at: int, whole: Said) -> str | None:
    """Return the name that begins at ``at``, its length judged by what follows, or None."""
    if hit := _WHOLE.match(text, at):
        return _without_verb(hit[0])
    surname = _SURNAME.match(text, at)
    if not surname:
        return _of_others(text, at)
    best, most = None, 0
    for given in (2, 1):
        name = text[at : surname.end() + given]
        if len(name) < len(surname[0]) + given or not _is_name(name) or WORDS.match(name):
            continue
        if given > 1 and name[-1] == "副" and TITLE_BEHIND.match(text, at + len(name) - 1):
            continue  # 段由副教授: 由 is of the name
        score = _ends(text, at + len(name), name, whole)
        if score > most or (best and score == most and best[-1] in VERBS):
            best, most = name, score
    return best or _of_others(text, at)


def _of_others(text: str, at: int) -> str | None:
    """Return a Uyghur, Mongolian or Yi name at ``at`` that something ends: 阿依努尔, 曲木阿牛."""
    found = _OF_OTHERS.match(text, at)
    for end in range(at + 2, found.end() + 1) if found else ():
        words = (SAYS, ACTS, TITLE_BEHIND)
        if _opens_word(text, end) or any(word.match(text, end) for word in words):
            return text[at:end]
    closed = found and text[found.end() : found.end() + 1] in ("", *PAUSE, *FUNCTION)
    return found[0] if found and closed else None


def _opens_word(text: str, at: int) -> bool:
    """Return whether a word begins at ``at`` that is not made of the sounds of names."""
    own = _OF_SOUNDS.match(text, at) or _LAST_SOUND.match(text, at)
    return level(text[at : at + 2]) >= COMMON and not own


def _without_verb(name: str) -> str:
    """Return a name of two parts without what its pattern read on into: …尼牙孜说, …尼牙孜同志."""
    dot = max(map(name.find, "·•"))
    if dot >= 0 and (own := _IN_TIBET.match(name, dot + 1)):
        return name[: own.end()]
    cuts = (words.search(name, dot + 3) for words in (SAYS, ACTS, _BEHIND) if dot >= 0)
    end = min((cut.start() for cut in cuts if cut), default=len(name))
    opens = (k for k in range(dot + 3, end) if dot >= 0 and _opens_word(name, k))
    return name[: next(opens, end)]


def _ends(text: str, end: int, name: str, whole: Said) -> int:
    """Return how surely a name ends at ``end``: 0 (no sign) to 5."""
    rest = text[end : end + 2]
    if name[-1] in "等了着" or (len(name) > 2 and ACTS.match(text, end - 1)):
        return 0  # 段敏等参加, 车坏了, 段敏陪同
    if name[-1] == "和" and _NEXT_OFFICER.match(text, end):
        return 0  # 段敏和骨科主任何青
    if name[-1] in _LINKS and rest and rest[0] not in PAUSE:
        return 0  # 陈明为牧民看病: 为 is no part of the name
    if name[-1] in _WHEN and rest[:1] in FUNCTION and name not in whole.speakers:
        return 0  # 段敏已在县医院工作两年
    if name[-1] == "一" and rest[:1] in _MEASURES:
        return 0  # 段敏一上午看了四十个病人
    behind = (SAYS, TITLE_BEHIND, ACTS)
    if rest in _AS_TOLD or not rest or rest[0] in PAUSE or any(w.match(text, end) for w in behind):
        sure = 3
    elif rest[0] in FUNCTION:
        sure = 1
    else:
        sure = 0
    if sure < 3 and not _word_parts(text, end, name):
        sure = 2 if _word_opens(text, end, name) else sure
    elif sure < 3:
        sure = 0
    again = whole.count(name)
    longer = whole.count(text[end - len(name) : end + 1])
    if not sure:
        return int(again > 2 * longer or name in whole.speakers)
    if name[-1] in VERBS:
        sure -= 2  # 廖威说，: the verb ends no name unless the name comes back with it
    return sure + (again > 1) + (again > longer)


def _word_opens(text: str, end: int, name: str) -> bool:
    """Return whether a word begins at ``end``, and the name is none: 段敏亲自, not 成长计划."""
    opens = level(text[end : end + 2])
    own = level(name[:2]) < COMMON or bool(_DOUBLE.match(name))
    own = own and not (len(name) > 2 and name[-1] in FUNCTION)  # 段敏作总结
    if _ACTING.match(text, end):
        opens = max(opens, KNOWN)
    own = own and not _LAST_SOUND.match(text, end)
    return own and KNOWN <= opens > level(text[end - 1 : end + 1])


def _word_parts(text: str, end: int, name: str) -> bool:
    """Return whether ``end`` lies amid a word that the last of three characters opens: 何一首先."""
    parted = text[end - 1 : end + 1]
    return len(name) == 3 and parted[1:] not in _GOES_ON_SIGNS and level(parted) >= WELL_KNOWN


def _name_before(text: str, end: int) -> str | None:
    """Return the name that ends at ``end``, where something closes before it, or None."""
    if hit := _WHOLE_BEFORE.search(text[max(0, end - 14) : end]):
        return hit[0]
    for length in (3, 2, 4):
        name = text[max(0, end - length) : end]
        surname = _SURNAME.match(name)
        if not surname or len(name) - len(surname[0]) not in (1, 2) or len(name) != length:
            continue
        before = text[max(0, end - length - 1) : end - length]
        closed = not before or before in PAUSE + CLOSED
        if closed and _is_name(name) and not WORDS.search(name):
            return name
    return None


def _with_list(
    index: int, text: str, start: int, name: str, role: str, whole: Said
) -> Iterator[_NamedPerson]:
    end = start + len(name)
    yield _NamedPerson(index, start, end, name, role)
    yield from _list_around(index, text, start, end, whole)


def _list_around(
    index: int, text: str, start: int, end: int, whole: Said
) -> Iterator[_NamedPerson]:
    """Yield the names that a list goes on with: 孟元光、商微、王晶、顾成磊，…"""
    while end < len(text) and text[end] in "、和":
        name = _name_at(text, end + 1, whole)
        behind = end + 1 + len(name or "")
        if not name or not _closes_list(text, behind, listed=text[end] == "、"):
            return
        start, end = end + 1, end + 1 + len(name)
        yield _NamedPerson(index, start, end, name, "")


def _closes_list(text: str, end: int, *, listed: bool) -> bool:
    """Return whether a name of a list may end at ``end``: a mark, 和, or what all of them do."""
    if text[end : end + 1] in END_OF_NAME:
        return True
    goes_on = _GOES_ON.match(text, end) or ACTS.match(text, end)
    return listed and bool(goes_on or level(text[end : end + 2]) >= COMMON)


def _is_nothing_else(name: str) -> bool:
    """Return whether ``name`` is no word, no title behind a surname (段院长), no department."""
    titled = TITLE_BEHIND.match(name, 1) or TITLE_BEHIND.match(name, 2)
    return _is_name(name) and level(name) < KNOWN and not (titled or WORDS.match(name))


def _is_name(text: str) -> bool:
    """Return whether ``text`` can be a name by its characters and is no department: 药剂科."""
    return all("\u4e00" <= c <= "\u9fff" for c in text) and not DEPARTMENT.fullmatch(text)
