"""What values of the catalogue are called, as readers type it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from enum import IntEnum
from typing import NamedTuple

from aidstories.fields import Facet, Shape
from aidstories.search.fold import fold
from aidstories.search.spelling import spelled, squash
from aidstories.tables import Place, Tables

_KIND = re.compile(r"\s(?:grong khyer|rdzong|chus|sa khul)$|་(?:གྲོང་ཁྱེར|རྫོང|ཆུས|ས་ཁུལ)་?།?$")
"""The kind of a place behind its name, in Wylie and in Tibetan: city, county, district, region."""
_HAN = re.compile("[\u3400-\u9fff]")
_SYLLABLE = re.compile("[\u0f40-\u0fbc]+")

_MARKED = {"ng": "ṅ", "ny": "ñ", "zh": "ź", "sh": "ś"}
_SOUNDS = re.compile(r"ng|ny|zh|(?<!t)sh")
"""What ALA-LC writes with a mark where Wylie has two letters; their tsh is the same letter."""


class Inside(IntEnum):
    """Where a name counts that stands inside a word."""

    ANY = 0
    """Among other names and the words of a question."""
    QUESTION = 1
    """In a question alone: it is a word of the language too (和平, a district), or one of many."""
    PERSON = 2
    """In a question alone, and not beside another person's."""


class Form(NamedTuple):
    """A name as it is typed, squashed; ``name`` is the one that it is read as, folded, if any."""

    key: str
    inside: Inside
    name: str = ""


class Forms:
    """The names of values, by the authorities of ``tables``."""

    def __init__(self, tables: Tables) -> None:
        self._places = {place.path: place for place in tables.places}
        self._others: Mapping[str, Mapping[str, tuple[str, ...]]] = {
            "places": {place.path: place.former for place in tables.places},
            "programmes": {row.zh: (row.bo, row.en) for row in tables.programmes},
            "publishers": {row.name: row.aliases for row in tables.publishers},
            "institutions": {row.name: row.aliases for row in tables.institutions},
        }
        self._tibetan = {row.zh: (row.bo, row.wylie) for row in tables.names}
        self._foreign: dict[str, list[str]] = {}
        for row in tables.place_names:
            self._foreign.setdefault(row.path, []).extend(row.names)

    def of(self, facet: Facet, value: str, spoken: str = "") -> tuple[Form, ...]:
        """Return all names of ``value``, each once; ``spoken`` is one that no table has."""
        place = self._places.get(value) if facet.authority == "places" else None
        inside = _inside(facet)
        found: dict[str, Form] = {}
        name = fold(place.short if place else own_name(facet, value))
        made = (Form(squash(text), inside, name) for text in _with_short(spoken))
        for form in (*made, *self._written(facet, value, inside), *self._of_place(place, inside)):
            found[form.key] = form
        if facet.type != "year":
            own = own_name(facet, value)
            name = fold(own)
            for key in spelled(own, person=facet.type == "people"):
                found.setdefault(key, Form(key, inside, name))
        return tuple(form for key, form in found.items() if key)

    def mentioned(self, place: Place) -> tuple[Form, ...]:
        """Return the names of a place that texts mention and no story is about."""
        return tuple(form for form in self._of_place(place, Inside.ANY) if form.key)

    def _written(self, facet: Facet, value: str, inside: Inside) -> Iterator[Form]:
        name = own_name(facet, value)
        others = self._others[facet.authority or "institutions"].get(value, ())
        year = (f"{value}年",) if facet.type == "year" else ()
        bo, wylie = self._tibetan.get(value, ("", ""))
        for text in filter(None, (value, name, *others, *year, bo, wylie, *ala_lc(wylie))):
            own = _is_chinese(text) or squash(text) == squash(value)
            yield Form(squash(text), inside, "" if own else fold(name))

    def _of_place(self, place: Place | None, inside: Inside) -> Iterator[Form]:
        if place is None:
            return
        for short in place.shorts:
            yield Form(squash(short), Inside.QUESTION if place.common else inside)
        romans = (place.wylie, *ala_lc(place.wylie), *ala_lc(_short(place.wylie)))
        for text in (*romans, place.bo, *self._foreign.get(place.path, ())):
            for name in (text, _short(text), _each_once(text)):
                yield Form(squash(name), inside, fold(place.short))
        read = [place.pinyin.split(" ")[0], place.pinyin]
        for key in (*map(squash, read), *(k for short in place.shorts for k in spelled(short))):
            yield Form(key, inside, fold(place.short))


def own_name(facet: Facet, value: str) -> str:
    """Return the name of a value without what it lies in: 那曲市."""
    return value.rpartition("/")[2] if facet.shape is Shape.TREE else value


def _with_short(name: str) -> tuple[str, ...]:
    return (name, _short(name)) if name else ()


def _short(name: str) -> str:
    """Return a name without its kind. One syllable of Tibetan is a word before it is a place: སྒར
    of སྒར་རྫོང་། is a camp, as 索县 is not called 索."""
    name = name.strip()
    short = _KIND.sub("", name)
    return name if _SYLLABLE.fullmatch(short) else short


def ala_lc(wylie: str) -> tuple[str, ...]:
    """Return a name in ALA-LC, with its marks and typed without: gźis ka rtse, gzis ka rtse.

    None where it reads as in Wylie.
    """
    marked = _SOUNDS.sub(lambda m: _MARKED[m[0]], wylie)
    plain = unicodedata.normalize("NFD", marked).encode("ascii", "ignore").decode()
    return (marked, plain) if marked != wylie else ()


def _each_once(text: str) -> str:
    """Return ``text`` as a query has it, each word once: bod rigs chang rigs is bod rigs chang."""
    return " ".join(dict.fromkeys(text.split()))


def _inside(facet: Facet) -> Inside:
    if facet.shape is not Shape.INDEX:
        return Inside.ANY
    return Inside.PERSON if facet.type == "people" else Inside.QUESTION


def _is_chinese(text: str) -> bool:
    return _HAN.search(text) is not None
