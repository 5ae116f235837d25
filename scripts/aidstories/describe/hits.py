"""Where the names of places stand in an article that may be places there, and no persons.

吴川说 names a person, 西藏路 a road, “小上海” a market town that is likened to one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from aidstories.describe.gazetteer import Form, Gazetteer, Name
from aidstories.describe.names import FUNCTION, PAUSE, SAYS, SURNAMES, TITLE_BEHIND, TITLED
from aidstories.describe.place_rules import LIKE_PERSON, NICKNAME, NO_PLACE_BEHIND
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.person_names import is_of_sounds

_CLOSING = ("”", "」", "’", '"')


class Hit(NamedTuple):
    """A name of the gazetteer, from ``start`` to ``end``."""

    start: int
    end: int
    name: Name


def find_hits(texts: Sequence[tuple[int, str]], gazetteer: Gazetteer) -> Mapping[int, list[Hit]]:
    """Return the names that may be places by the number of the text that they stand in."""
    hits = _without_speakers(texts, {i: _hits(text, gazetteer) for i, text in texts})
    return _without_shortened(texts, hits)


_SURNAME = frozenset(SURNAMES) - frozenset("于和向任从同经由连")
"""Surnames that are no prepositions: 向长春医生学习 names a city."""
_BEFORE_NAME = late(
    r"(?:[^\u4e00-\u9fff]|院长|主任|教授|医[师生]|书记|[局县市区处科部队]长|专家|记者)$"
)
"""What stands before the name of a person with a post behind it."""


def _hits(text: str, gazetteer: Gazetteer) -> list[Hit]:
    """Return the names in ``text`` that can be places: 西藏路, 长治日报 and “小上海” are none."""
    found: list[Hit] = []
    for start, name in gazetteer.find(text):
        end = start + len(name.text)
        likened = text[end : end + 1] in _CLOSING and NICKNAME.match(text, max(0, start - 2), start)
        if name.form is Form.SHORT and _is_in_name(text, start, end):
            continue
        if name.form is Form.SHORT and _is_patient(text, start, name) and _goes_on(text, end):
            continue
        if name.form is Form.SHORT and name.guarded and _joins_houses(text, start, end):
            continue
        if name.form is Form.COMMON and not (found and _lies_in(name, found[-1])):
            continue
        if name.form is not Form.OTHER and not (likened or NO_PLACE_BEHIND.match(text, end)):
            found.append(Hit(start, end, name))
    return found


def _without_speakers(
    texts: Sequence[tuple[int, str]], hits: Mapping[int, list[Hit]]
) -> Mapping[int, list[Hit]]:
    """Return the hits but short names that are persons' here: 吴川说, 患者阿里."""
    speak, whole = set[str](), set[tuple[str, ...]]()
    for index, text in texts:
        for hit in hits[index]:
            if hit.name.form is Form.FULL:
                whole.add(hit.name.paths)
            elif hit.name.form is Form.SHORT and _is_person(text, hit):
                speak.add(hit.name.text)
    if not speak:
        return hits
    return {
        index: [h for h in found if h.name.text not in speak or h.name.paths in whole]
        for index, found in hits.items()
    }


def _is_person(text: str, hit: Hit) -> bool:
    """Return whether a short name speaks, or stands where a patient's does."""
    speaks = _may_be_person(hit.name) and SAYS.match(text, hit.end)
    return bool(speaks) or _is_patient(text, hit.start, hit.name)


def _is_patient(text: str, start: int, name: Name) -> bool:
    """Return whether a short name that sounds as a person's stands behind what a person is."""
    end = start + len(name.text)
    before = (LIKE_PERSON.fullmatch(text, max(0, start - n), start) for n in (2, 3))
    return is_of_sounds(name.text) and any(before) and not _KIND.match(text, end)


def _goes_on(text: str, end: int) -> bool:
    """Return whether such a name goes on: 牧民阿里木 is nobody's 阿里."""
    return is_of_sounds(text[end : end + 1]) and end < len(text)


_KIND = late("[市县区州省旗]|地区|高原|人(?!民)|籍")
"""What makes a place of a name, whatever stands before it."""
_SHORTENED = late(
    r"([\u4e00-\u9fff]{4,30})\s*+[（(](?:以?下)?简称(?:为|：|:)?\s*+[“\"「]?([\u4e00-\u9fff]{2,10})[”\"」]?\s*+[)）]"
)


def _without_shortened(
    texts: Sequence[tuple[int, str]], hits: Mapping[int, list[Hit]]
) -> Mapping[int, list[Hit]]:
    """Return the hits but those in a short name that the article gives a house of another place.

    中山七院 is short for 中山大学附属第七医院, which names no 中山市.
    """
    strange = {
        found[2]
        for i, text in texts
        if "简称" in text
        for found in _SHORTENED.finditer(text)
        if _is_elsewhere(hits[i], found)
    }
    if not strange:
        return hits
    lengths = {len(name) for name in strange}
    return {
        i: [h for h in hits[i] if all(text[h.start : h.start + n] not in strange for n in lengths)]
        for i, text in texts
    }


def _is_elsewhere(hits: Sequence[Hit], found: re.Match[str]) -> bool:
    """Return whether a short name opens with a place, and the whole names others alone."""
    first, behind = (bisect_left(hits, at, key=_start) for at in found.span(1))
    whole = {path for hit in hits[first:behind] for path in hit.name.paths}
    own = bisect_left(hits, found.start(2), lo=behind, key=_start)
    opens = own < len(hits) and hits[own].start == found.start(2)
    return bool(whole) and opens and whole.isdisjoint(hits[own].name.paths)


def _start(hit: Hit) -> int:
    return hit.start


def _may_be_person(name: Name) -> bool:
    return name.guarded and name.form is Form.SHORT and name.text[0] in _SURNAME


def _lies_in(name: Name, last: Hit) -> bool:
    """Return whether a name that is a word first may lie in the one before it: 海南省文昌."""
    return any(path.rpartition("/")[0] in last.name.paths for path in name.paths)


def _is_in_name(text: str, start: int, end: int) -> bool:
    """Return whether a short name is of a person's: 副院长施长春教授, 医生闵行之，."""
    if text[start] in _SURNAME and _opens_name(text, start, end):
        return True
    before = text[max(0, start - 1) : start]
    if before not in _SURNAME or not TITLE_BEHIND.match(text, end):
        return False
    return start < 2 or bool(_BEFORE_NAME.search(text, max(0, start - 4), start - 1))


def _opens_name(text: str, start: int, end: int) -> bool:
    """Return whether a name of three characters opens with it, behind a title."""
    last, behind = text[end : end + 1], text[end + 1 : end + 2]
    whole = end - start == 2 and last not in FUNCTION and not _KIND.match(text, end)
    closed = behind in ("", *PAUSE) and last not in PAUSE
    return whole and closed and bool(TITLED.match(text, start - 2) or TITLED.match(text, start - 3))


_BEHIND_HOUSE = late(r"(?:医院|卫生院|大学|学院|中心|研究[院所])$")
_NEXT_HOUSE = late(r"[\u4e00-\u9fff]{1,6}?(?:医院|卫生院|大学|学院|中心)")


def _joins_houses(text: str, start: int, end: int) -> bool:
    """Return whether a short name is a word that joins two houses: 甲医院和安贞医院."""
    if text[start] not in "和与及同" or not _BEHIND_HOUSE.search(text, max(0, start - 4), start):
        return False
    return bool(_NEXT_HOUSE.match(text, end))
