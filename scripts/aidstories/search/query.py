"""What a reader types → phrases and filters. ``query.js`` reads the same language.

Words apart are all wanted; ``"…"`` keeps words together; ``-`` excludes; ``地区:那曲`` narrows.
Punctuation inside a word parts it; between quotes it stands for any punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from aidstories.fields import Facet
from aidstories.search.fold import fold
from aidstories.search.units import Run, runs

_BLANKS = r" \t\n\r\f\v\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_ITEM = re.compile(
    rf"(?P<minus>[-−－]?)"
    rf"(?:(?P<key>[^{_BLANKS}\"“:：]{{1,12}})[:：])?"
    rf"(?:\"(?P<straight>[^\"]*)(?:\"|$)|“(?P<curved>[^”]*)(?:”|$)|(?P<word>[^{_BLANKS}]+))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Units with their places relative to the first; a break leaves one place free."""

    units: tuple[str, ...]
    places: tuple[int, ...]
    exclude: bool = False


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
    for item in _ITEM.finditer(text):
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


def _phrases(text: str, *, exclude: bool, whole: bool) -> Iterator[Phrase]:
    found = list(runs(fold(text)))
    for group in [found] if whole and found else ([run] for run in found):
        yield _phrase(group, exclude)


def _phrase(group: list[Run], exclude: bool) -> Phrase:
    units: list[str] = []
    places: list[int] = []
    for run in group:
        start = places[-1] + 2 if places else 0
        units += run.units
        places += range(start, start + len(run.units))
    return Phrase(units=tuple(units), places=tuple(places), exclude=exclude)
