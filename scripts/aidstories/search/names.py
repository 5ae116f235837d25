"""Names to suggest, and how they are typed: pinyin, initials, Tibetan, Wylie."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pypinyin import lazy_pinyin

from aidstories.search.documents import Document
from aidstories.search.fold import fold
from aidstories.tables import Place, Tables

_SURNAMES = {
    "单": "shan", "仇": "qiu", "曾": "zeng", "解": "xie", "查": "zha", "区": "ou", "任": "ren",
    "朴": "piao", "盖": "ge", "覃": "qin", "尉": "yu", "乐": "yue", "重": "chong", "翟": "zhai",
}  # fmt: skip
"""Surnames that are read otherwise than the word."""
_LETTERS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A name of the archive; ``keys`` are what readers may type for it, folded."""

    name: str
    kind: str
    keys: tuple[str, ...]
    count: int


def suggestions(documents: Sequence[Document], tables: Tables | None) -> list[Suggestion]:
    """Return the names that ``documents`` hold, the most frequent first.

    ``tables`` know places, and what names are in Tibetan.
    """
    counted: Counter[tuple[str, str]] = Counter()
    for document in documents:
        counted.update({*document.names, *_others(document)})
    places = list(_places(tables, documents)) if tables else []
    tibetan = dict(_tibetan(tables)) if tables else {}
    named = [
        Suggestion(
            name=name,
            kind=kind,
            keys=tuple(dict.fromkeys((*_spelled(name, kind), *tibetan.get(name, ())))),
            count=count,
        )
        for (name, kind), count in counted.items()
    ]
    return sorted((*places, *named), key=lambda n: (-n.count, n.name, n.kind))


def rows(names: Iterable[Suggestion]) -> list[list[object]]:
    """Return the names as the browser reads them."""
    return [[n.name, n.kind, n.count, " ".join(n.keys)] for n in names]


def named(typed: str, table: Iterable[Sequence[object]]) -> Iterator[str]:
    """Yield the names whose key is exactly ``typed`` (lasa → 拉萨), the most frequent first."""
    key = squash(typed)
    for name, _, _, keys in table:
        if key and key in str(keys).split(" "):
            yield str(name)


def squash(typed: str) -> str:
    """Return ``typed`` folded, without blanks and tsheg, as keys are written."""
    return re.sub(r"[\s་།'·-]+", "", fold(typed))


def _others(document: Document) -> Iterator[tuple[str, str]]:
    for key in ("program", "source"):
        for value in document.facets.get(key, ()):
            yield value, f"{key}s"


def _tibetan(tables: Tables) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the names of people, institutions and programmes with their keys in Tibetan."""
    yield from ((row.zh, (squash(row.bo),) if row.bo else ()) for row in tables.programmes)
    for name in tables.names:
        yield name.zh, tuple(squash(text) for text in (name.wylie, name.bo) if text)


def _places(tables: Tables, documents: Sequence[Document]) -> Iterator[Suggestion]:
    used = Counter(path for document in documents for path in _paths(document))
    for place in tables.places:
        count = used[place.path] or (_mentions(place.short, documents) if place.bo else 0)
        if count:
            keys = tuple(dict.fromkeys(_place_keys(place)))
            yield Suggestion(name=place.short, kind="places", keys=keys, count=count)


def _paths(document: Document) -> set[str]:
    """Return the places of a document, with those that they lie in."""
    values = (*document.facets.get("region", ()), *document.facets.get("donor", ()))
    parts = [value.split("/") for value in values]
    return {"/".join(names[:depth]) for names in parts for depth in range(1, len(names) + 1)}


def _mentions(name: str, documents: Sequence[Document]) -> int:
    return sum(any(name in text for text in (*d.titles, *d.texts)) for d in documents)


def _place_keys(place: Place) -> Iterator[str]:
    if place.pinyin:
        yield squash(place.pinyin.split(" ")[0])
        yield squash(place.pinyin)
    yield from _latin(lazy_pinyin(place.short))
    for whole in filter(None, (place.wylie, place.bo)):
        yield squash(whole)
        kind = r"\s(?:grong khyer|rdzong|chus|sa khul)$|་(?:གྲོང་ཁྱེར|རྫོང|ཆུས|ས་ཁུལ)།?$"
        yield squash(re.sub(kind, "", whole.strip()))


def _spelled(name: str, kind: str) -> Iterator[str]:
    syllables = lazy_pinyin(name, errors="ignore")
    if kind == "people" and name[:1] in _SURNAMES:
        syllables = [_SURNAMES[name[0]], *lazy_pinyin(name[1:], errors="ignore")]
    return _latin(syllables)


def _latin(syllables: Sequence[str]) -> Iterator[str]:
    whole = _LETTERS.sub("", "".join(syllables))
    if whole:
        yield whole
    if len(syllables) > 1:
        yield _LETTERS.sub("", "".join(s[:1] for s in syllables))
