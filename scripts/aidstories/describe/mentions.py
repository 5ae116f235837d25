"""Which division each place name of an article means, and which institution it opens.

A name that may mean several divisions, or that is a word too, counts only with support from the
rest of the article: 城关区 where 拉萨市 is named, 聂荣 where 聂荣县 or 那曲 is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from aidstories.describe.authority import Authorities
from aidstories.describe.gazetteer import Form, Name
from aidstories.describe.hits import Hit, find_hits
from aidstories.describe.languages import find_names
from aidstories.describe.place_rules import (
    GENERIC,
    INNER,
    INSTITUTION,
    OF_COMERS,
    OF_PLACE,
    OF_SUPPORT,
    OPENS,
    OPENS_TEAM,
    OWN_HOSPITAL,
    PAIR_OF_PLACES,
    PLACED,
    SCHOOL,
    SIGN,
    TAIL,
)
from aidstories.model import Article, Passage, Role
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.person_names import COMMON_SURNAMES
from aidstories.restore.lexicon.shapes import KNOWN, level

MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")
SILENT = (Role.BYLINE, Role.SOURCE, Role.CREDIT, Role.DATELINE)
"""Passages that speak of the publication, not of the aid."""
_SAYS_WHO = late(r"\s*+[（(]\s*+(?:本文)?作者\s*+(?:[系为是]|[:：])")
"""What opens a byline that says what its writer is: （作者系某县医院护士长 段敏）."""
_HOUSES = ("医院", "卫生院", "中心")
_BEFORE = 12
"""Characters read before a short name: 不远万里来到了边城 has nine."""


def is_silent(passage: Passage) -> bool:
    """Return whether a passage speaks of the publication, and not of who came where."""
    return passage.role in SILENT and not _SAYS_WHO.match(passage.text)


class Mention(NamedTuple):
    """A division named at ``passage``, ``start`` to ``end`` (characters of that passage).

    ``institution`` is the name of the institution that the span names, if it does.
    """

    passage: int
    start: int
    end: int
    path: str
    institution: str | None = None
    clear: bool = True
    """False where the name needed support: it is weaker evidence."""


@cache
def parents(path: str) -> tuple[str, ...]:
    """Return ``path`` and the divisions above it, the nearest first."""
    parts = path.split("/")
    return tuple("/".join(parts[:n]) for n in range(len(parts), 0, -1))


def prefecture(path: str) -> str:
    """Return the prefecture of ``path``, or the municipality or province where there is none."""
    parts = path.split("/")
    return parts[0] if parts[0] in MUNICIPALITIES else "/".join(parts[:2])


def within(path: str, territory: str) -> bool:
    """Return whether ``path`` is ``territory`` or lies in it."""
    return path == territory or path.startswith(f"{territory}/")


def find_mentions(
    article: Article, lists: Authorities, hints: Iterable[str] = ()
) -> tuple[Mention, ...]:
    """Return the places that ``article`` names, in order of passage and start.

    ``hints`` are paths known from outside its text (the publisher's place, the dateline's).
    """
    texts = [(i, p.text) for i, p in enumerate(article.passages) if not is_silent(p)]
    hits = find_hits(texts, lists.gazetteer)
    certain = _certain(hits.values(), hints)
    certain |= _repeated(texts, hits) | _reached(texts, hits, certain, lists)
    found: list[Mention] = []
    others = find_names(texts, lists.other_names)
    for i, text in texts:
        here = [*_chains(i, text, hits[i], certain, lists), *_own(i, text, certain)]
        here = here or [Mention(i, *named) for named in others[i]]
        found += sorted(here, key=lambda m: m.start)
    return tuple(found)


def _certain(hits: Iterable[list[Hit]], hints: Iterable[str]) -> set[str]:
    """Return the divisions that the article names beyond doubt, with those above them."""
    certain = {above for path in hints for above in parents(path)}
    for passage in hits:
        for hit in passage:
            if not hit.name.guarded:
                certain.update(parents(hit.name.paths[0]))
    return certain


def _repeated(texts: Iterable[tuple[int, str]], hits: Mapping[int, list[Hit]]) -> set[str]:
    """Return the counties whose names of two characters open a word twice: 到索县, 索县农牧局."""
    named = Counter(
        hit.name.paths[0]
        for index, text in texts
        for hit in hits[index]
        if hit.name.guarded and len(hit.name.paths) == 1 and _opens_word(text, hit)
    )
    return {path for path, count in named.items() if count > 1}


def _reached(
    texts: Iterable[tuple[int, str]],
    hits: Mapping[int, list[Hit]],
    certain: set[str],
    lists: Authorities,
) -> set[str]:
    """Return the counties that people come to by short names: 裕民, 朗县, 从烟台到聂拉木.

    They lie in a certain province, or in the only one with such a county, to which schemes bring
    aid from a place that is certain, or that people come from.
    """
    found: set[str] = set()
    homes = certain | {
        hit.name.paths[0]
        for index, text in texts
        for hit in hits[index]
        if len(hit.name.paths) == 1 and _come_from(text, hit)
    }
    for index, text in texts:
        for at, hit in enumerate(hits[index]):
            name = hit.name
            if not name.guarded or name.form not in (Form.SHORT, Form.FULL) or name.word:
                continue
            fit = [path for path in name.paths if parents(path)[-1] in certain]
            aided = not fit and any(lists.receives_from(name.paths[0], c) for c in homes)
            if aided and len(name.paths) == 1:
                fit = [name.paths[0]]
            if len(fit) == 1 and (_placed(text, hit) or (aided and _paired(text, hits[index], at))):
                found.update(fit)
            elif not fit and _is_no_word(text, hit) and _is_scene(text, hit):
                found.add(name.paths[0])
    return found


def _is_no_word(text: str, hit: Hit) -> bool:
    """Return whether a short name is no word, and no end of one and the next one's: 修改则.

    Of 43 that stood so in 540,000 characters of hospitals' news, words across its ends tell 36.
    """
    name, behind = hit.name.text, text[hit.end : hit.end + 1]
    before = text[max(0, hit.start - 1) : hit.start]
    one = hit.name.form is Form.SHORT and len(name) == 2 and len(hit.name.paths) == 1
    return one and max(level(name), level(before + name[0]), level(name[1] + behind)) < KNOWN


def _is_scene(text: str, hit: Hit) -> bool:
    """Return whether people come here to work, or something is of here that is of no person."""
    if hit.name.text[0] in COMMON_SURNAMES:
        return text[hit.start - 1 : hit.start] in _TO and _placed(text, hit)
    return _placed(text, hit) or bool(OF_PLACE.match(text, hit.end))


_TO = tuple("到在赴往抵")
"""What stands right before a place that people come to: 赴囊谦义诊."""


def _paired(text: str, hits: Sequence[Hit], at: int) -> bool:
    """Return whether the name is joined to a sure one beside it: 烟台·聂拉木."""
    beside = ((i, at) if i < at else (at, i) for i in (at - 1, at + 1) if 0 <= i < len(hits))
    return any(
        not (hits[a].name.guarded and hits[b].name.guarded)
        and PAIR_OF_PLACES.fullmatch(text, hits[a].end, hits[b].start)
        for a, b in beside
    )


def _placed(text: str, hit: Hit) -> bool:
    lo = max(0, hit.start - _BEFORE)
    return any(
        before.fullmatch(text, lo, hit.start) and behind.match(text, hit.end)
        for before, behind in PLACED
    )


def _resolve(
    hit: Hit, text: str, before: str | None, near: set[str], certain: set[str]
) -> str | None:
    """Return what ``hit`` means: below the name just before it, else below one of ``certain``.

    ``near`` holds the divisions named in the same passage; they come before the rest.
    """
    paths = hit.name.paths
    if hit.name.form is Form.COMMON:
        return next((p for p in paths if parents(p)[1:2] == (before,)), None)
    if before and (below := [p for p in paths if p != before and within(p, before)]):
        return below[0] if len(below) == 1 else None
    if not hit.name.guarded:
        return paths[0]
    alone = len(paths) == 1 and (OPENS_TEAM.match(text, hit.end) or _come_from(text, hit))
    if hit.name.form is Form.SHORT and (alone or OPENS.match(text, hit.end)):
        high = [p for p in paths if prefecture(p) == p]
        if len(high or paths) == 1:
            return (high or list(paths))[0]
    whole = len(paths) == 1 and hit.name.form is Form.FULL
    if whole and (_opens_house(text, hit) or _is_worked_in(text, hit)):
        return paths[0]
    for scope in (near, certain):
        fit = [p for p in paths if _supported(p, hit.name, scope)]
        fit = fit or [p for p in paths if hit.name.form is Form.FULL and parents(p)[-1] in scope]
        if len(fit) == 1:
            return fit[0]
        if fit:
            return None
    return None


def _come_from(text: str, hit: Hit) -> bool:
    """Return whether people of aid come from here: 来自镇海的医生, 从昆山来的护士."""
    if text.endswith("在", 0, hit.start) or _CAME.search(text, max(0, hit.start - 7), hit.start):
        return bool(OF_SUPPORT.match(text, hit.end))
    return text.endswith(_FROM, 0, hit.start) and bool(OF_COMERS.match(text, hit.end))


_FROM = ("来自", "从")
_CAME = late("(?:医[生师]|护士长?|专家|队员|大夫|[药技]师|工程师|老师)们?从$")
_HOUSE = late("(?:人民医|中心医|藏医医?|中医医?)院")
_ALONE = late(r"(?:^|[，。；：、“”（(《\s在于到赴往向给为对由从与是来])$")
_PREPOSITIONS = "和应代任与同及"
"""How names of two characters begin that are words before 县 as well: 应县人民医院邀请."""


def _opens_house(text: str, hit: Hit) -> bool:
    """Return whether a county's name of two characters opens a hospital's: 索县人民医院."""
    return bool(_HOUSE.match(text, hit.end)) and _opens_word(text, hit)


def _is_worked_in(text: str, hit: Hit) -> bool:
    """Return whether people work in a county of a name of two characters: 在朗县工作, 于索县."""
    return (
        len(hit.name.text) == 2
        and text[max(0, hit.start - 1) : hit.start] in ("在", "于", "赴", "到")
        and bool(_WORKED.match(text, hit.end))
        and _opens_word(text, hit)
    )


_WORKED = late("(?:工作|支援|帮扶|援藏|义诊|巡诊|带教|挂职|待了|生活)|[，。；]|$")


def _opens_word(text: str, hit: Hit) -> bool:
    """Return whether a county's name of two characters is no end of a word and the next one's."""
    whole = hit.name.form is Form.FULL and hit.name.text[0] not in _PREPOSITIONS
    before = text[max(0, hit.start - 1) : hit.start]
    return whole and not hit.name.word and bool(_ALONE.match(before))


def _supported(path: str, name: Name, scope: set[str]) -> bool:
    """Return whether ``scope`` holds ``path``, or for a county its prefecture."""
    return path in scope or any(above in scope for above in parents(path)[1:2])


def _chains(
    passage: int, text: str, hits: list[Hit], certain: set[str], lists: Authorities
) -> Iterator[Mention]:
    """Yield the mentions of one passage; 山西省忻州市河曲县 is one, and opens 河曲县人民医院."""
    near: set[str] = set()
    for hit in hits:
        if not hit.name.guarded:
            near.update(parents(hit.name.paths[0]))
    at = 0
    while at < len(hits):
        start, path = hits[at].start, _resolve(hits[at], text, None, near, certain)
        clear = not hits[at].name.guarded
        while (
            path
            and at + 1 < len(hits)
            and hits[at + 1].start == hits[at].end
            and (lower := _resolve(hits[at + 1], text, path, near, certain))
            and within(lower, path)
        ):
            at, path, clear = at + 1, lower, True
        head = hits[at]
        if path:
            mention = _institution(passage, text, start, head, path, _from(hits, at + 1), clear)
            yield mention
            members = tuple(_members(text, mention, lists))
            yield from members
            end = members[-1].end if members else mention.end
            while at + 1 < len(hits) and hits[at + 1].start < end:
                at += 1
        at += 1


def _from(hits: Sequence[Hit], at: int) -> Iterator[Hit]:
    """Yield the hits from ``at`` on, which nobody reads to their end."""
    return (hits[n] for n in range(at, len(hits)))


def _institution(
    passage: int, text: str, start: int, head: Hit, path: str, later: Iterable[Hit], clear: bool
) -> Mention:
    """Return the mention, grown over the institution that its last name opens."""
    listed = head.name.form is Form.INSTITUTION
    grow = TAIL if listed and not SCHOOL.fullmatch(head.name.text) else INSTITUTION
    grown = grow.match(text, head.end)
    end = grown.end() if grown else head.end
    for inner in later:
        if inner.start > end:
            break
        if len(inner.name.paths) > 1:
            continue
        tail = INSTITUTION.match(text, inner.end)
        if _stands_apart(text, inner):
            break
        own = _may_stand_in(inner.name, path) and INNER.fullmatch(text, head.start, inner.start)
        if tail and own and end > head.end:
            # 上海市第一人民医院酒泉医院 stands in 酒泉, whatever opens its name.
            end, path = max(end, tail.end()), inner.name.paths[0]
        elif inner.start < end and not listed:
            end = head.end
    bare = head.name.form in (Form.SHORT, Form.COMMON) and text[head.end : end] == "医院"
    if bare and head.name.guarded and "/" in path:
        path = parents(path)[1]  # 北京朝阳医院: the name says 北京, not which district
    if not listed and (bare or end == head.end or GENERIC.fullmatch(text, head.end, end)):
        return Mention(passage=passage, start=start, end=head.end, path=path, clear=clear)
    name = text[head.start : end]
    return Mention(passage=passage, start=start, end=end, path=path, institution=name, clear=clear)


def _may_stand_in(name: Name, path: str) -> bool:
    """Return whether a house of ``path`` may stand in what a name inside of its own names.

    某大学附属连山医院 is of no county that happens to be called so in another province.
    """
    return not name.guarded or within(name.paths[0], parents(path)[-1])


def _stands_apart(text: str, inner: Hit) -> bool:
    """Return whether ``inner`` opens a house of its own behind another, as a cell beside a cell.

    苏州市第三医院色尼区人民医院 are two, 上海市第一人民医院酒泉医院 is one.
    """
    return inner.name.form is Form.FULL and text.endswith(_HOUSES, 0, inner.start)


def _members(text: str, mention: Mention, lists: Authorities) -> Iterator[Mention]:
    """Yield the cities that one character each names: 浙江杭嘉援藏医疗队 is of two cities."""
    signs = SIGN.match(text, mention.end) if "/" not in mention.path else None
    if not signs:
        return
    cities = [lists.city_by_sign(sign, mention.path) for sign in signs[1]]
    if all(cities):
        for at, city in enumerate(cities, mention.end):
            yield Mention(passage=mention.passage, start=at, end=signs.end(1), path=city or "")


def _own(passage: int, text: str, certain: set[str]) -> Iterator[Mention]:
    """Yield 自治区人民医院, whose region the rest of the article names."""
    if "自治区" not in text:
        return
    regions = {p for p in certain if "/" not in p and p.endswith("自治区")}
    if len(regions) != 1:
        return
    region = regions.pop()
    for found in OWN_HOSPITAL.finditer(text):
        yield Mention(
            passage=passage,
            start=found.start(),
            end=found.end(),
            path=region,
            institution=region + (found[1] or found[2]),
        )
