"""Which places can help which: by the schemes of the lists, within a province by their ranks."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from aidstories.describe.authority import Authorities
from aidstories.describe.mentions import prefecture
from aidstories.describe.roles import Weighed, sentence_spans
from aidstories.model import Article


def sentences_of(
    article: Article, weighed: Sequence[Weighed]
) -> Iterator[tuple[str, Sequence[Weighed]]]:
    """Yield the sentences that name places, with these, in the order of the text."""
    for passage, group in groupby(weighed, key=lambda w: w.mention.passage):
        text, left = article.passages[passage].text, deque(group)
        for start, end in sentence_spans(text):
            here: list[Weighed] = []
            while left and left[0].mention.start < end:
                here.append(left.popleft())
            if here:
                yield text[start:end], here


def sides_of(sentence: Sequence[Weighed], lists: Authorities) -> tuple[set[str], set[str]]:
    """Return the provinces of a sentence that schemes bring aid from, and those it goes to."""
    provinces = {province(w) for w in sentence}
    if len(provinces) < 2:
        return set(), set()
    helpers = provinces - lists.receiving - set(lists.aided)
    known = provinces & set(lists.aided) or provinces & lists.receiving  # 河南 helps 青海, too
    helped = {p for p in known if any(lists.receives_from(p, other) for other in helpers)}
    return {p for p in helpers if any(lists.receives_from(q, p) for q in helped)}, helped


def ends_of(sentence: Sequence[Weighed], lists: Authorities) -> tuple[set[str], set[str]]:
    """Return the places of a sentence that help, and those helped, by the lists or by their ranks.

    Within a province, a county is helped by a city that it does not belong to.
    """
    paths = {w.mention.path for w in sentence}
    if len(paths) < 2:
        return set(), set()
    helpers, helped = sides_of(sentence, lists)
    cities, counties = _by_rank(paths)
    return (
        {p for p in paths if p.split("/")[0] in helpers} | cities,
        {p for p in paths if p.split("/")[0] in helped} | counties,
    )


def _by_rank(paths: Collection[str]) -> tuple[set[str], set[str]]:
    """Return the cities beside a county of their province that is not theirs, and such counties."""
    cities = {p for p in paths if p.count("/") == 1 and not _is_county(p)}
    counties = {p for p in paths if _is_county(p)}
    near = _grouped(cities), _grouped(map(prefecture, counties))
    return (
        {p for p in cities if near[1].get(p.split("/")[0], set()) - {p}},
        {p for p in counties if near[0].get(p.split("/")[0], set()) - {prefecture(p)}},
    )


def _grouped(paths: Iterable[str]) -> Mapping[str, set[str]]:
    """Return paths by their provinces."""
    found = defaultdict[str, set[str]](set)
    for path in paths:
        found[path.split("/")[0]].add(path)
    return found


def province(w: Weighed) -> str:
    """Return the province that a mention lies in."""
    return w.mention.path.split("/")[0]


def is_helped(path: str, by: str, lists: Authorities) -> bool:
    """Return whether of two places the first is the one that aid goes to."""
    if path.split("/")[0] != by.split("/")[0]:
        return lists.receives_from(path, by)
    return _is_county(path) and not _is_county(by)


def _is_county(path: str) -> bool:
    return "/" in path and path.endswith(("县", "旗"))
