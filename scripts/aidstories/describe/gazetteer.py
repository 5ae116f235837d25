"""The names of places and institutions, and where they stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from aidstories.tables import Place, Tables


class Form(StrEnum):
    """What a name in the gazetteer stands for."""

    FULL = "full"
    """A division with its type: 聂荣县."""
    SHORT = "short"
    """A division without it: 聂荣."""
    COMMON = "common"
    """The same where it is a word first, 文昌: one right behind the division that it lies in."""
    INSTITUTION = "institution"
    OTHER = "other"
    """No place, though one is in it: 长治久安, 西藏日报."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name and the divisions that it may mean.

    ``guarded`` names set nothing alone: they are words too (白银), or several divisions share
    them (城关区), or they are short names of counties (和平).
    """

    text: str
    form: Form
    paths: tuple[str, ...] = ()
    guarded: bool = False
    word: bool = False
    """Whether the list of other readings has it: 白银. It is guarded, wherever it stands."""


class Gazetteer:
    """Finds names in a text in one pass, the longest at each place, none overlapping."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._names = {name.text: name for name in names}
        lengths: dict[str, set[int]] = {}
        for text in self._names:
            lengths.setdefault(text[:2], set()).add(len(text))
        self._lengths = {head: sorted(found, reverse=True) for head, found in lengths.items()}
        self._opens = _opening(head for head in lengths if len(head) > 1)

    def find(self, text: str) -> Iterator[tuple[int, Name]]:
        """Yield ``(start, name)`` for each name in ``text``, in order.

        A guarded name gives way to a sure one that begins inside it: 莅临西峡县 holds 西峡县,
        not 临西.
        """
        end = 0
        for at in map(re.Match.start, self._opens.finditer(text)):
            opens = at >= end and text[at : at + 2] in self._lengths
            name = self._at(text, at) if opens else None
            if name and name.form is Form.COMMON and not 0 < at == end:
                continue
            if name and not (name.guarded and self._inside(text, at, name)):
                yield at, name
                end = at + len(name.text)

    def _at(self, text: str, at: int) -> Name | None:
        """Return the longest name that begins at ``at``."""
        for length in self._lengths.get(text[at : at + 2], ()):
            if name := self._names.get(text[at : at + length]):
                return name
        return None

    def _inside(self, text: str, at: int, name: Name) -> bool:
        later = (self._at(text, i) for i in range(at + 1, at + len(name.text)))
        return any(
            n and not n.guarded and len(n.text) > len(name.text) and n.form is not Form.OTHER
            for n in later
        )


def _opening(heads: Iterable[str]) -> re.Pattern[str]:
    """Return what finds where a name may begin: nine places in ten open none."""
    pairs = list(heads)
    first, second = (re.escape("".join(sorted({head[n] for head in pairs}))) for n in (0, 1))
    return re.compile(f"[{first}](?=[{second}])" if pairs else "(?!)")


def gazetteer_names(tables: Tables) -> list[Name]:
    """Return every name of the tables once.

    What is certain to be something else hides the place in it (西藏日报).
    """
    names: dict[str, Name] = {}
    guarded = {phrase.text for phrase in tables.phrases if phrase.reading == "guarded"}
    for text, (form, paths, high) in _place_names(tables.places, guarded).items():
        # 和县 and 聂荣 turn up across words; 墨竹工卡 and 长治 do not.
        plain = form is not Form.COMMON and (len(text) > 2 or (form is Form.SHORT and high))
        sure = plain and len(paths) == 1 and text not in guarded
        word = text in guarded
        names[text] = Name(text=text, form=form, paths=paths, guarded=not sure, word=word)
    for house in tables.institutions:
        for text in (house.name, *house.aliases):
            names[text] = Name(text=text, form=Form.INSTITUTION, paths=(house.place,))
    publishers = (text for paper in tables.publishers for text in (paper.name, *paper.aliases))
    others = (phrase.text for phrase in tables.phrases if phrase.reading == "other")
    for text in (*publishers, *others):
        if len(text) > 1:
            names[text] = Name(text=text, form=Form.OTHER)
    return list(names.values())


def _place_names(
    places: Sequence[Place], guarded: set[str]
) -> dict[str, tuple[Form, tuple[str, ...], bool]]:
    """Return ``(form, paths, whether a province or prefecture has it)`` by name.

    A short name that divisions of two levels share is the higher one's (吉林, 长沙), unless it
    is guarded (朝阳).
    """
    found: dict[str, tuple[Form, tuple[str, ...], bool]] = {}
    levels: dict[str, int] = {}
    taken = {place.zh for place in places}
    taken |= {name for place in places if place.level == 1 for name in place.shorts}
    taken |= {f"{name}县" for place in places if place.level < 3 for name in place.shorts}
    for place in sorted(places, key=lambda place: place.level):
        once = (*_county_once(place, taken), *_prefecture_once(place, taken))
        full = dict.fromkeys((place.zh, *place.former, *once))
        short = [name for name in place.shorts if name not in full]
        for form, texts in (
            (Form.FULL, full),
            (Form.COMMON if place.common else Form.SHORT, short),
        ):
            for text in texts:
                old = found.get(text)
                weaker = old is not None and old[0] is Form.COMMON
                if old is None or (weaker and form is not Form.COMMON):
                    found[text] = (form, (place.path,), place.level < 3)
                    levels[text] = place.level
                elif form is Form.COMMON and not weaker:
                    continue
                elif form is Form.FULL or levels[text] == place.level or text in guarded:
                    found[text] = (old[0], (*old[1], place.path), old[2])
    return found


def _county_once(place: Place, taken: set[str]) -> tuple[str, ...]:
    """Return the county's name that a division had or goes by, 水城县 or 贡山县, if it is its own.

    河南县 is not: in 河南县域医改 it is the province's.
    """
    if place.type not in ("市辖区", "县级市", "自治县") or len(place.shorts) != 1:
        return ()
    once = f"{place.short}县"
    return () if once in taken or len(once) < 3 else (once,)


def _prefecture_once(place: Place, taken: set[str]) -> tuple[str, ...]:
    """Return what a city with counties was called before it was one: 丽江地区, 丽江专区.

    吉林地区 is not: it may be the province.
    """
    if place.type != "地级市" or len(place.shorts) != 1 or place.short in taken:
        return ()
    return tuple(name for kind in ("地区", "专区") if (name := place.short + kind) not in taken)
