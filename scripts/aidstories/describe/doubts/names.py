"""Doubts about the people and the institutions that a story names."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from aidstories.describe.doubts.ground import Ground
from aidstories.describe.doubts.line_words import is_place, is_word
from aidstories.describe.mentions import SILENT
from aidstories.describe.names import (
    AFTER,
    FUNCTION,
    NOT_HAN,
    SURNAME,
    SURNAME_OPENS,
    TITLE_BEHIND,
    TITLE_HEAD,
    VERBS,
)
from aidstories.model import FieldDoubt
from aidstories.restore.lexicon.chars import IS_BO
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.person_names import TIBETAN_NAME, are_names

_CALLED = late(
    rf"(?=[“{SURNAME_OPENS}])(?:(?<![\u4e00-\u9fff])(?P<surname>{SURNAME})(?:{AFTER})"
    rf"|“(?P<own>{SURNAME})(?:医生|大夫|主任|老师)”)"
)
"""Somebody by surname and title alone, where a sentence or a clause begins: ，李医生."""
_SPEAKS = late(
    rf"(?=[{SURNAME_OPENS}SsD])(?:"
    rf"(?<![^。！？；，”\n])(?P<name>{SURNAME}[\u4e00-\u9fff]{{1,2}}?)(?:说|表示|介绍|告诉|回忆|坦言)[，：:,道]"
    r"|(?:[Ss]aid|Dr\.?|Doctor) (?P<abroad>[A-Z][a-z]+ [A-Z][a-z]+))"
)
"""Somebody who speaks, without a title: 。段小敏说，; said Duan Min."""
_ACTS = late(
    rf"(?<![^。！？；，：、“”\n的叫])(?=[{SURNAME_OPENS}])(?P<name>{SURNAME}[\u4e00-\u9fff]{{1,2}}?)"
    r"(?=[在把从又给拿站每走是的等和与有被带将向对已也就正踩坐握蹲抱](?![人民族]))"
)
"""What may be somebody of no title, where a clause begins: ，段小敏把门打开."""
_TRADE = f"(?:{TITLE_HEAD}|技师|教师|助手)"
_TITLED = late(
    rf"{_TRADE}(?P<name>{SURNAME}[\u4e00-\u9fff]{{1,2}}|(?:{TIBETAN_NAME})(?<=..))"
    rf"|(?:医院|医疗队|卫生院)的(?P<of>{SURNAME}[\u4e00-\u9fff]{{1,2}}?)(?=[，在是])"
    r"|(?:^|\n)(?:主持人?|主讲人?|记录人?|联系人)[:：]\s*(?P<does>[\u4e00-\u9fff]{2,5})$"
)
"""Somebody behind a title, 队员段小敏, or a house, 某县医院的段小敏，, or who did what: 主持：."""
_TELLS = late(
    rf"{_TRADE}(?![们的也都等还在就又曾与对则是均自常便却再同把被让给着了这那其他她我你一不为])"
    r"(?P<name>[\u4e00-\u9fff]{2,6}[·•][\u4e00-\u9fff]{2,6}?|[\u4e00-\u9fff]{1,3}?[^\W着地得也都又就还常曾们者员师生长士的等在是均则])"
    r"(?=说[，：:。]|表示[，：]|介绍[，：]|告诉|(?P<acts>授课|查房|带教|送行))"
)
"""Somebody behind a title who speaks, of whatever people: 院长岩温说."""
_GOES_ON = FUNCTION | VERBS | frozenset("等们的是医主教说")
"""Characters that are no second one of a name behind a title: 医生高也."""
_NO_PERSON = frozenset("市县区省州镇乡村盟旗院医站家堡国洲生师")
"""What ends a place or a trade, and hardly a name."""
_PERSON = late(rf"{SURNAME}[\u4e00-\u9fff]{{1,2}}")
_HOUSE = late(
    r"(?<![\u4e00-\u9fff])(?:(?![在到于了来去的])[\u4e00-\u9fff]){3,12}?(?:人民医院|中心医院|藏医院|中医院|妇幼保健院|医学院)"
)
_KIND = 3
"""Characters of what kind of house it is, the least that two names may have in common."""
_LONGEST = 24
"""Characters of an institution's name, chosen by hand."""


def of_people(ground: Ground) -> Iterator[FieldDoubt]:
    """Doubt a name that is none by its characters, and somebody whose whole name is nowhere."""
    names = [p.name for p in ground.found.people]
    for name in names:
        if not (IS_BO.search(name) or NOT_HAN.fullmatch(name) or _is_name(name)):
            yield FieldDoubt("people", name)
    names += [p.name for p in ground.found.byline]
    known = {name[:length] for name in names for length in (1, 2)}
    whole = "\n".join(names)
    for text in _spoken(ground):
        for hit in _CALLED.finditer(text):
            if (hit["surname"] or hit["own"]) not in known:
                yield FieldDoubt("people", hit[0])
        for hit in _SPEAKS.finditer(text):
            name = hit["name"] or hit["abroad"]
            if name not in whole and (hit["abroad"] or are_names(name)):
                yield FieldDoubt("people", hit[0], name)
    for name in chain.from_iterable(map(_acting, _spoken(ground))):
        other = name not in whole and not any(known.startswith(name[:2]) for known in names)
        if other and not is_place(name, ground.lists):
            yield FieldDoubt("people", name, name)


def _acting(text: str) -> Iterator[str]:
    """Yield the names of those who act in a text, and that are no words of the language."""
    for hit in _ACTS.finditer(text):
        name = hit["name"]
        parts = (name, name[:2], name[1:] if len(name) > 2 else name)
        if _may_be(name) and not any(map(is_word, parts)):
            yield name
    for hit in _TITLED.finditer(text):
        name = hit["name"] or hit["of"] or hit["does"]
        behind = len(name) > 2 and TITLE_BEHIND.fullmatch(name[1:])
        if name[1] not in _GOES_ON and not is_word(name[:2]) and not behind:
            yield name
    for hit in _TELLS.finditer(text):
        name = hit["name"]
        if (hit["acts"] and are_names(name)) or not (is_word(name[:2]) or is_word(name[1:])):
            yield name


def _may_be(name: str) -> bool:
    return name[-1] not in _NO_PERSON and are_names(name)


def _is_name(name: str) -> bool:
    return are_names(name) or bool(_PERSON.fullmatch(name))


def of_institutions(ground: Ground) -> Iterator[FieldDoubt]:
    """Doubt a name that lacks its city, and a house that is not listed."""
    found = ground.found.institutions
    yield from (FieldDoubt("institutions", name, name) for name in _cut_short(ground))
    quoted = (e.quote for e in ground.found.evidence if e.field == "institutions")
    known = {name[n:] for name in (*found, *quoted) for n in range(len(name))}
    for text in _spoken(ground):
        for hit in _HOUSE.finditer(text) if "院" in text else ():
            if not any(hit[0][n:] in known for n in range(len(hit[0]) - _KIND)):
                yield FieldDoubt("institutions", hit[0], hit[0])


def _cut_short(ground: Ground) -> Iterator[str]:
    """Yield the names of houses of a city's district with their city: 乙市丙区人民医院."""
    for e in ground.found.evidence:
        if e.field == "institutions" and e.passage is not None and e.start:
            text = ground.article.passages[e.passage].text
            over = text[max(0, e.start - _LONGEST) : e.start]
            for at, name in ground.lists.gazetteer.find(over):
                city = over.endswith("市") and at + len(name.text) == len(over)
                if city and _DISTRICT.match(text, e.start):
                    yield name.text + text[e.start : e.end]


_DISTRICT = late(r"[\u4e00-\u9fff]{2,3}区(?:第.)?(?:人民|中心|妇幼|中医)")


def _spoken(ground: Ground) -> Iterator[str]:
    return (p.text for p in ground.article.passages if p.role not in SILENT)
