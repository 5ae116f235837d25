"""What a reader types → phrases and filters. ``query.js`` reads the same language.

Words apart are all wanted; ``"…"`` keeps words together; ``-`` excludes; ``地区:那曲`` narrows.
Marks count for nothing: 组团式·援藏 and “组团式”援藏 are 组团式援藏. Marks that list part a word,
那曲、手术 as a blank would, but not between quotes nor between two figures (3,000).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from aidstories.fields import Facet
from aidstories.search.fold import fold
from aidstories.search.particles import stems
from aidstories.search.units import joined, units

_BLANKS = r" \t\n\r\f\v\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_LISTED = r",、;。!?|/\u0f08\u0f0d-\u0f12"
"""Marks that list or end, folded: 、 and shad among them."""
_AFTER = rf"{_BLANKS}{_LISTED}，；！？\"“"
"""What may follow a closing quotation mark that keeps words together."""
_STRAIGHT = rf"\"[^\"]*\"|[^{_BLANKS}]"
"""A part of a word behind “ that nothing closes: nothing closes another one behind it either."""


def _item(word: str) -> re.Pattern[str]:
    return re.compile(
        rf"[{_BLANKS}]*(?P<minus>[-−－]?)"
        rf"(?:(?P<key>[^{_BLANKS}\"“:：]{{1,12}})[:：])?"
        rf"(?:\"(?P<straight>[^\"]*)(?:\"(?=[{_AFTER}])|\"?$)"
        rf"|“(?P<curved>[^”]*)(?:”(?=[{_AFTER}])|”?$)|(?P<word>(?=[^{_BLANKS}]){word}))"
    )


_ITEM = _item(rf"(?:\"[^\"]*\"|“[^”]*”|[^{_BLANKS}“])*(?:“(?:{_STRAIGHT})*)?")
"""What stands in quotes and goes on behind them is a word with marks in it: “组团式”援藏."""
_ITEM_BEHIND = _item(rf"(?:{_STRAIGHT})*")
"""The same behind the last ”: each “ would look for one to the end, 100,000 for a minute."""
_LISTING = re.compile(rf"(?<![0-9])[{_LISTED}]+|[{_LISTED}]+(?![0-9])|\.\.+|[”」』》][“「『《]")
"""Where a folded word is parted. What is quoted or titled needs no other mark between it in a list:
《甲》《乙》 (GB/T 15834-2011, 4.5.3.5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Units with their places relative to the first, as `aidstories.search.units` counts them.

    ``quoted`` keeps a phrase whole: it is a name, or holds none. Outside quotes units are without
    Tibetan particles. A text has a unit also where a particle is fused to it.
    """

    units: tuple[str, ...]
    places: tuple[int, ...]
    exclude: bool = False
    quoted: bool = False

    @property
    def name(self) -> str:
        """The phrase as it is written for readers."""
        return joined(stems(self.units), self.places)

    @property
    def key(self) -> str:
        """The phrase as names are written, in one (`aidstories.search.spelling.squash`)."""
        return "".join(stems(self.units) if self.quoted else self.units)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A facet's values that contain ``value`` (folded), or are to be left out."""

    facet: str
    value: str
    exclude: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """All phrases and all filters must hold."""

    phrases: tuple[Phrase, ...] = ()
    filters: tuple[Filter, ...] = ()

    @property
    def wanted(self) -> tuple[Phrase, ...]:
        """The phrases that a hit contains."""
        return tuple(p for p in self.phrases if not p.exclude)


def query_words(facets: Iterable[Facet]) -> dict[str, str]:
    """Return what may stand before a colon, folded, with the key of the facet that it means.

    Keys had a plural once (``regions:``, ``?regions=``), which is understood for good.
    """
    searched = [facet for facet in facets if facet.searched]
    labels = {fold(facet.label): facet.key for facet in searched}
    plurals = {f"{facet.key.removesuffix('s')}s": facet.key for facet in searched}
    return plurals | {facet.key: facet.key for facet in searched} | labels


def parse(text: str, words: Mapping[str, str]) -> Query:
    """Return the query that ``text`` is; ``words`` narrow it. Any text is a query."""
    phrases: dict[Phrase, None] = {}
    filters: dict[Filter, None] = {}
    for item in _items(text):
        exclude = bool(item["minus"])
        facet = words.get(fold(item["key"] or ""))
        quoted = item["straight"] if item["curved"] is None else item["curved"]
        value = item["word"] if quoted is None else quoted
        if facet:
            if fold(value).strip():
                filters[Filter(facet=facet, value=fold(value).strip(), exclude=exclude)] = None
            continue
        if item["key"]:
            phrases.update(dict.fromkeys(_phrases(item["key"], exclude=exclude, whole=exclude)))
        whole = exclude or quoted is not None
        phrases.update(dict.fromkeys(_phrases(value, exclude=exclude, whole=whole)))
    return Query(phrases=tuple(phrases), filters=tuple(filters))


def _items(text: str) -> Iterator[re.Match[str]]:
    """Yield what is asked for, each with its minus and its key."""
    last, at = text.rfind("”"), 0
    while item := _ITEM.match(text, at) if at <= last else _ITEM_BEHIND.match(text, at):
        yield item
        at = item.end()


def _phrases(text: str, *, exclude: bool, whole: bool) -> Iterator[Phrase]:
    folded = fold(text)
    for part in [folded] if whole else _LISTING.split(folded):
        if found := units(part):
            texts = tuple(unit.text for unit in found)
            yield Phrase(
                units=texts if whole else stems(texts),
                places=tuple(unit.place for unit in found),
                exclude=exclude,
                quoted=whole and not exclude,
            )
