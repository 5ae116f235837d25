"""Which division each place name of an article means, and which institution it opens.

A name that may mean several divisions, or that is a word too, counts only with support from the
rest of the article: 城关区 where 拉萨市 is named, 聂荣 where 聂荣县 or 那曲 is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from aidstories.describe.authority import Authorities
from aidstories.describe.gazetteer import Form, Name
from aidstories.model import Article, Role

MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")
SILENT = (Role.BYLINE, Role.SOURCE, Role.CREDIT, Role.DATELINE)
"""Passages that speak of the publication, not of the aid."""

_STREET = re.compile(
    r"[东南西北中]{1,2}路|[新老]?[一二三四五]?(?:路(?!上|途|遥|线|程|过|径|桥|演)|大街|街(?!道|头)|大道|巷|胡同|里弄)"
    r"|(?:大厦|饭店|宾馆|酒店|机场|火车站|高铁站|海关|银行|啤酒|矿业|药业|电力|石油|话|菜|味|籍|户籍"
    r"|日报|晚报|早报|晨报|商报|都市报|新闻网|广播电视台|电视台|卫视|出版社|公司|路社区)"
)
_MIDDLE = (
    r"(?:(?![的在与和及等是为将对从向到由了派选援赴我本该某已并让使被把])"
    r"(?!帮扶|支援|专家|医生|干部|人员|团队|联合|组织|开展|签约|携手|各|两|多家|所有|院长)"
    r"[\u4e00-\u9fff·]){0,14}?"
)
_KIND = (
    r"(?:医院(?!校)|卫生院|卫生室|卫生所|卫生服务中心|卫生服务站|保健院|保健计划生育服务中心"
    r"|疾病预防控制中心|疾控中心|急救中心|血液中心|中心血站|医学中心|医疗中心|康复中心|医疗集团"
    r"|医学院|医科大学|医药大学|中医药研究院|藏医院)"
)
_TAIL = (
    r"(?:(?:附属|第[一二三四五六七八九十\d]+|中心|中医|总|人民|口腔|肿瘤|妇产|儿童|妇幼|临床)+"
    r"(?:医院|医学中心|保健院))?"
)
_INSTITUTION = re.compile(_MIDDLE + _KIND + _TAIL)
_TAIL_RE = re.compile(_TAIL)
_SCHOOL = re.compile(r"(?:大学|学院|科学院|军区|研究所)$")
_INNER = re.compile(r"(?:医院|大学|学院|附属)$")
_GENERIC = re.compile(
    r".*(?:县级|市级|省级|州级|乡镇|公立|受援|基层|三甲|三级|当地|本地|农村|定点|社区|县|区|市|乡|村)"
    r"(?:医院|卫生院|卫生室|卫生服务中心|卫生服务站|医疗集团)"
)
_SIGNS = re.compile(
    r"([\u4e00-\u9fff]{2,4}?)(?:两市|两地)?"
    r"(?=(?:第[一二三四五六七八九十]+批)?[“”]?(?:医疗|卫生|教育|人才|对口|组团式|[“”])*"
    r"(?:援[藏疆青琼黔滇川宁桂甘蒙陕]|对口(?:合作|协作|支援|帮扶)|协作))"
)
_PLAIN = re.compile(
    r"(?:第[一二三四五六七八九十]+批)?[“”]?(?:医疗|教育|人才|对口|组团式|[“”])*援[藏疆青]"
    r"|医科大学|医学院|市?(?:第[一二三四五六七八九]|中心)?人民医院|市?中心医院|市?中医院"
)
"""Words that a division's name opens and a word (白银, 安康) does not."""
_AUTONOMOUS = re.compile(
    r"(?<![\u4e00-\u9fff])自治区((?:第[一二三四五]|人民|藏|中|维吾尔|蒙|妇产|儿童|妇幼)+(?:医|保健)院)"
    r"|(?<=[^族尔古藏])自治区((?:第[一二三四五]|人民|藏|妇产|儿童)+医院)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
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


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    name: Name


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
    texts = [(i, p.text) for i, p in enumerate(article.passages) if p.role not in SILENT]
    hits = {i: _hits(text, lists) for i, text in texts}
    known = _certain(hits.values(), hints)
    found: list[Mention] = []
    for i, text in texts:
        here = [*_chains(i, text, hits[i], known, lists), *_own(i, text, known)]
        found += sorted(here, key=lambda m: m.start)
    return tuple(found)


def _hits(text: str, lists: Authorities) -> list[_Hit]:
    """Return the names in ``text`` that can be places: 西藏路 and 长治日报 are none."""
    found = []
    for start, name in lists.gazetteer.find(text):
        end = start + len(name.text)
        if name.form is not Form.OTHER and not _STREET.match(text, end):
            found.append(_Hit(start, end, name))
    return found


def _certain(hits: Iterable[list[_Hit]], hints: Iterable[str]) -> set[str]:
    """Return the divisions that the article names beyond doubt, with those above them."""
    known = {above for path in hints for above in parents(path)}
    for passage in hits:
        for hit in passage:
            if not hit.name.guarded:
                known.update(parents(hit.name.paths[0]))
    return known


def _resolve(
    hit: _Hit, text: str, before: str | None, near: set[str], known: set[str]
) -> str | None:
    """Return what ``hit`` means: below the name just before it, else below one that is known.

    ``near`` holds the divisions named in the same passage; they come before the rest.
    """
    paths = hit.name.paths
    if before and (below := [p for p in paths if p != before and within(p, before)]):
        return below[0] if len(below) == 1 else None
    if not hit.name.guarded:
        return paths[0]
    if hit.name.form is Form.SHORT and _PLAIN.match(text, hit.end):
        high = [p for p in paths if prefecture(p) == p]
        if len(high or paths) == 1:
            return (high or list(paths))[0]
    for scope in (near, known):
        fit = [p for p in paths if _supported(p, hit.name, scope)]
        fit = fit or [p for p in paths if hit.name.form is Form.FULL and parents(p)[-1] in scope]
        if len(fit) == 1:
            return fit[0]
        if fit:
            return None
    return None


def _supported(path: str, name: Name, known: set[str]) -> bool:
    """Return whether ``known`` holds ``path``, or for a county its prefecture."""
    return path in known or any(above in known for above in parents(path)[1:2])


def _chains(
    passage: int, text: str, hits: list[_Hit], known: set[str], lists: Authorities
) -> Iterator[Mention]:
    """Yield the mentions of one passage; 山西省忻州市河曲县 is one, and opens 河曲县人民医院."""
    near: set[str] = set()
    for hit in hits:
        if not hit.name.guarded:
            near.update(parents(hit.name.paths[0]))
    at = 0
    while at < len(hits):
        start, path = hits[at].start, _resolve(hits[at], text, None, near, known)
        clear = not hits[at].name.guarded
        while (
            path
            and at + 1 < len(hits)
            and hits[at + 1].start == hits[at].end
            and (lower := _resolve(hits[at + 1], text, path, near, known))
            and within(lower, path)
        ):
            at, path, clear = at + 1, lower, True
        head = hits[at]
        if path:
            mention = _institution(passage, text, start, head, path, hits[at + 1 :], clear)
            yield mention
            members = tuple(_members(text, mention, lists))
            yield from members
            end = members[-1].end if members else mention.end
            while at + 1 < len(hits) and hits[at + 1].start < end:
                at += 1
        at += 1


def _institution(
    passage: int, text: str, start: int, head: _Hit, path: str, later: list[_Hit], clear: bool
) -> Mention:
    """Return the mention, grown over the institution that its last name opens."""
    known = head.name.form is Form.INSTITUTION
    grow = _TAIL_RE if known and not _SCHOOL.search(head.name.text) else _INSTITUTION
    grown = grow.match(text, head.end)
    end = grown.end() if grown else head.end
    for inner in later:
        if inner.start > end or len(inner.name.paths) > 1:
            continue
        tail = _INSTITUTION.match(text, inner.end)
        if tail and _INNER.search(text[head.start : inner.start]) and end > head.end:
            # 上海市第一人民医院酒泉医院 stands in 酒泉, whatever opens its name.
            end, path = max(end, tail.end()), inner.name.paths[0]
        elif inner.start < end and not known:
            end = head.end
    bare = head.name.form is Form.SHORT and text[head.end : end] == "医院"
    if bare and head.name.guarded and "/" in path:
        path = parents(path)[1]  # 北京朝阳医院: the name says 北京, not which district
    if not known and (bare or end == head.end or _GENERIC.fullmatch(text, head.end, end)):
        return Mention(passage=passage, start=start, end=head.end, path=path, clear=clear)
    name = text[head.start : end]
    return Mention(passage=passage, start=start, end=end, path=path, institution=name, clear=clear)


def _members(text: str, mention: Mention, lists: Authorities) -> Iterator[Mention]:
    """Yield the cities that one character each names: 浙江杭嘉援藏医疗队 is of two cities."""
    signs = _SIGNS.match(text, mention.end) if "/" not in mention.path else None
    if not signs:
        return
    cities = [lists.city_by_sign(sign, mention.path) for sign in signs[1]]
    if all(cities):
        for at, city in enumerate(cities, mention.end):
            yield Mention(passage=mention.passage, start=at, end=signs.end(1), path=city or "")


def _own(passage: int, text: str, known: set[str]) -> Iterator[Mention]:
    """Yield 自治区人民医院, whose region the rest of the article names."""
    regions = {p for p in known if "/" not in p and p.endswith("自治区")}
    if len(regions) != 1:
        return
    region = regions.pop()
    for found in _AUTONOMOUS.finditer(text):
        yield Mention(
            passage=passage,
            start=found.start(),
            end=found.end(),
            path=region,
            institution=region + (found[1] or found[2]),
        )
