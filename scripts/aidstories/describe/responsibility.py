"""Who wrote an article and where it was sent from: its statement of responsibility."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from aidstories.describe.authority import Authorities
from aidstories.describe.evidence import in_text
from aidstories.describe.languages import Language
from aidstories.describe.mentions import within
from aidstories.describe.names import DEPARTMENT, SURNAME
from aidstories.describe.publishers import publisher
from aidstories.describe.source_lines import writer_of_account
from aidstories.model import Article, Evidence, Person, Role
from aidstories.restore.lexicon import tibetan_heads
from aidstories.restore.lexicon.byline import parse_byline
from aidstories.restore.lexicon.chars import IS_BO
from aidstories.restore.lexicon.controls import CONTROLS
from aidstories.restore.lexicon.dateline import parse_place
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.person_names import (
    ANONYMOUS,
    DOTTED,
    OF_PAGE,
    TIBETAN_NAME,
    are_names,
    is_house,
)
from aidstories.restore.lexicon.source_line import PAPER, Item, What, bare_words, items

_BODY = late(r"(?:中心|编辑部|新闻部|[报网社台院局委办部处组]|摄影|摄像|编辑|责编|管理员|小编)$")
_NAME = late(
    rf"{SURNAME}[\u4e00-\u9fff]{{1,2}}|{TIBETAN_NAME}|{DOTTED}"
    rf"|(?=.{{4}}$)(?!记者|编辑|作者|责编|文字|摄影|实习|通讯|供稿|医生)[\u4e00-\u9fff]{{2}}{TIBETAN_NAME}"
)
"""A writer's name; in a field for writers one word of two that is Tibetan tells: 罗桑卓玛."""

_IN_LETTERS = late(
    r"(?!.*\b(?i:admin\w*|editor\w*|staff|news\w*|team|office|hospital|department|reporters?|daily|media|online|web\w*|test|user)\b)"
    r"[A-Z][a-z'’-]+(?: [A-Z]\.?)?(?: [A-Z][a-z'’-]+){1,2}"
)
"""A writer's name in a record in English: Lin Wei, but not Site Admin."""
_SHORT = late(
    r"(?!(?:[本我]|医院|院[部办方]|综合|网站|单位|学校|工会|团委|党委|支部|转|投稿|测试|系统|后台|平台|客服|用户))"
    r"(?:[\u4e00-\u9fff]{2,3}|(?:阿依|古丽|买买提|努尔|艾山|热依|阿不都|阿卜|玛依|帕提|再努|吐尔|哈丽|巴哈|迪丽|叶尔|居马|肉孜)[\u4e00-\u9fff]{2,3})"
)
"""A word as long as a name, 段敏 or 阿依古丽, and none of those that systems put where nobody
signs."""
_AFTER_PAPER = late(
    r"(?:来源\s*+[:：]\s*+《[^》]{2,16}》\s*+[/／]|来源于[^，,。]{2,20}[，,]\s*+作者\s*+[:：]?)"
    r"\s*+([\u4e00-\u9fff]{2,4})\s*+[)）]?\s*+$"
)
"""Who wrote, behind the paper: （来源：《某某日报》/段敏）, 以下文章来源于健康海角，作者段敏."""
_FIGURE = late(r"\d")
"""What no name has: behind it stands the day."""
_OFFICE = late(r"[\u4e00-\u9fff]{2,14}?[部科处室办院社局委]")
_WORD = late(r"\S+")
_BY_NAME = late(r"(?:^|\s)(?i:by)\s+([\u4e00-\u9fff·]{2,8})(?=[\s·|｜,，]|$)")
"""A Chinese name behind By, as templates set it: By 段敏 · 3 月 21 日."""
_BY = late(r"(?:^|\s)By(?:\s*+:)?\s+[A-Z]")
_NAME_ONLY = late(
    rf"{DOTTED}|{TIBETAN_NAME}|{SURNAME}[\u4e00-\u9fff]{{1,2}}?(?=[、\s]|$|{SURNAME})|{SURNAME}[\u4e00-\u9fff]{{1,2}}"
)
_IN_TIBET = late(TIBETAN_NAME)
_DAY = late(r"\d{4}\s*+[-/.年]\s*+\d|[一二][〇零○九].{2}年")
_BRACKETED = late(r"([^（()）]{2,16}?)\s*+[（(]\s*+([^（()）]{2,24}?)\s*+[)）]")
"""An account and who writes for it, or a writer and his office: 海角健康（段敏）."""
_BETWEEN = late(r"(?>(?:(?<!\s)\s++)?)[,，;；、&|]\s*+")
"""What stands between the authors of a record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility:
    """``place`` is the dateline's as printed, ``path`` the division that it means."""

    byline: tuple[Person, ...] = ()
    place: str | None = None
    path: str | None = None
    evidence: tuple[Evidence, ...] = ()


def find_responsibility(
    article: Article, meta: Mapping[str, str], lists: Authorities
) -> Responsibility:
    """Return who signs ``article`` and its dateline.

    A source line may name the writer too (来源：西藏日报 作者：段敏); the capture's own author
    counts where the text names nobody and the author is a person.
    """
    people: list[Person] = []
    place: str | None = None
    evidence: tuple[Evidence, ...] = ()
    for index, passage in enumerate(article.passages):
        here = _people(passage.role, passage.text, lists)
        people += [
            p for p in here if not (passage.role is Role.DATELINE and _is_sent_from(p, lists))
        ]
        signs = passage.role in (Role.DATELINE, Role.BYLINE)
        found = parse_place(passage.text) if signs else None
        if found and place is None:
            place, start = found, passage.text.find(found)
            evidence = (in_text(article, "dateline", found, index, (start, start + len(found))),)
    if not people:
        people = list(_in_title(article, lists))
    if not people:
        said, source = (meta.get(key, "").strip() for key in ("author", "source"))
        own = said.startswith(f"{source} ") and len(source) > 1  # 海角发布 段敏
        people = _authors(said[len(source) :].strip() if own else said, lists)
    byline = [
        p for p in people if not _BODY.search(lists.fold(p.name)) and not publisher(p.name, lists)
    ]
    return Responsibility(
        byline=_once(byline),
        place=place,
        path=_path(place, lists) if place else None,
        evidence=evidence,
    )


def _once(people: Sequence[Person]) -> tuple[Person, ...]:
    """Return each of ``people`` once, with the first role that is said of him."""
    found: dict[str, Person] = {}
    for person in people:
        known = found.get(person.name)
        if known is None or (person.role and not known.role):
            found[person.name] = person
    return tuple(found.values())


_TITLED = late(
    r"(?:日记|手记|随笔|家书|札记|杂记|游记|诗抄)[^（）()]{0,6}[（(](?P<after>[\u4e00-\u9fff·]{2,8})[)）]"
    r"|\A\s*+(?P<before>[\u4e00-\u9fff]{2,3})[:：][^：:？！]{8,60}(?:研究|探析|探讨|分析|思考|述评|综述|启示|对策)\s*+$"
)
"""Who wrote, in the title: 援藏日记（段敏）, or before it, a study: 段敏：县医院人才培养研究."""


def _in_title(article: Article, lists: Authorities) -> Iterator[Person]:
    """Yield the writer whom the title names."""
    for title in article.texts(Role.TITLE)[:1]:
        found = _TITLED.search(lists.fold(title))
        which = found and found.lastgroup
        if found and which and are_names(found[which]) and not _is_place(found[which], lists):
            yield Person(name=title[slice(*found.span(which))], role="")


def _authors(author: str, lists: Authorities) -> list[Person]:
    """Return the people whom a capture calls its author: 何青, 何青,李文 or 记者 何青.

    Where one of them is no person (宣传科, admin), the capture says who keyed it in.
    """
    if not author or publisher(author, lists) or DEPARTMENT.fullmatch(author):
        return []
    if found := _BRACKETED.fullmatch(author):
        return _authors(found[1], lists) or _authors(found[2], lists)
    if IS_BO.search(author):
        return [Person(name=name, role="作者") for name in tibetan_heads.names(author)]
    author = author.removeprefix("By ")
    if _IN_LETTERS.fullmatch(author):
        return [Person(name=author, role="作者")]
    if _NAME.fullmatch(author):
        return [Person(name=author, role="作者")]
    if _may_be_written_so(lists.fold(author), lists):
        return [Person(name=author, role="作者")]
    listed = _BETWEEN.sub("、", author)
    people = parse_byline(listed)
    named = [p for p in people if p.role or _NAME.fullmatch(p.name)]
    beside = [p for p in people if p not in named]
    if not named or not all(_may_be_written_so(lists.fold(p.name), lists) for p in beside):
        return []  # 段敏、宣传科, not 段敏、冬至
    return [p if p.role else Person(name=p.name, role="作者") for p in people]


def _may_be_written_so(author: str, lists: Authorities) -> bool:
    """Return whether a field for writers holds a name that no form of names tells: 更尕, 青禾."""
    plain = _SHORT.fullmatch(author) and author not in ANONYMOUS and author not in CONTROLS
    nobody = plain and (_BODY.search(author) or is_house(author) or OF_PAGE.search(author))
    return bool(plain) and not nobody and not _is_place(author, lists)


def _people(role: Role, text: str, lists: Authorities) -> tuple[Person, ...]:
    if role in (Role.BYLINE, Role.DATELINE):
        return parse_byline(text)
    if role is not Role.SOURCE:
        return ()
    if IS_BO.search(text):
        return tibetan_heads.people(text)
    plain = lists.fold(text)
    writers = [item for item in items(plain) if item.what is What.WRITER and item.end > item.start]
    if people := tuple(p for item in writers for p in _signed(item, text)):
        return people
    if span := writer_of_account(text):
        return (Person(name=text[slice(*span)], role=""),)
    found = _AFTER_PAPER.search(plain) or _BY_NAME.search(plain)
    if found and _may_sign(found[1]):
        return (Person(name=text[slice(*found.span(1))], role=""),)
    if people := tuple(_behind_houses(text, plain, lists)):
        return people
    if writers:
        return ()
    if "uthor" in plain or _BY.search(plain):
        return parse_byline(text)
    return _beside_day(text, lists)


def _behind_houses(text: str, plain: str, lists: Authorities) -> Iterator[Person]:
    """Yield who is named behind a paper or an office: 来源：海角网 段敏, 来源：党委宣传部 段敏."""
    for item in items(plain):
        words = list(_WORD.finditer(plain, item.start, item.end))
        if item.what is not What.SOURCE or len(words) < 2:
            continue
        house, *rest = words
        names = list(takewhile(lambda word: not _FIGURE.search(word[0]), rest))
        first, *others = [name[0] for name in names] or [""]
        signs = _may_sign(first) and not _is_place(first, lists)
        beside = all(
            (_may_sign(name) and not _is_place(name, lists)) or _may_be_written_so(name, lists)
            for name in others  # 来源：《海角日报》 段敏 小岛
        )
        published = publisher(house[0], lists) or PAPER.fullmatch(house[0].strip("《》"))
        if signs and beside and (_OFFICE.fullmatch(house[0]) or published):
            yield from (Person(name=text[slice(*name.span())], role="") for name in names)


def _signed(item: Item, text: str) -> tuple[Person, ...]:
    """Return whom a label of writers names; bylines may not have the label: 编写：段敏."""
    words = text[item.start : item.end]
    return parse_byline(f"{item.label}：{words}") or tuple(
        replace(p, role=item.label) for p in parse_byline(f"作者：{words}")
    )


def _beside_day(text: str, lists: Authorities) -> tuple[Person, ...]:
    """Return whom a source line with a day or a paper names without a label beside it.

    A place there (江苏 2024-05-06) is nobody, and nobody is sure beside words of another kind.
    """
    plain = lists.fold(text)
    words = bare_words(plain)
    if not _DAY.search(plain) and not any(PAPER.fullmatch(w[0]) for w in words):
        return ()
    named = [w for w in words if not _BODY.search(w[0]) and not publisher(w[0], lists)]
    hits = [hit for w in named for hit in _names_in(w)]
    if "".join(hit[0] for hit in hits) != "".join(w[0] for w in named):
        return ()
    if any(_is_place(hit[0], lists) or not _may_sign(hit[0]) for hit in hits):
        return ()
    return tuple(Person(name=text[slice(*hit.span())], role="") for hit in hits)


def _names_in(word: re.Match[str]) -> Iterator[re.Match[str]]:
    """Yield the names of a word: itself, though it may end in a surname (段永安), or several."""
    yield from (word,) if _may_sign(word[0]) else _NAME_ONLY.finditer(word.string, *word.span())


def _may_sign(name: str) -> bool:
    return are_names(name) or bool(_IN_TIBET.fullmatch(name))


def _is_place(name: str, lists: Authorities) -> bool:
    """Return whether a word is one that the gazetteer has: 金山, 常州."""
    found = lists.gazetteer.find(f"{lists.fold(name)}\n")
    return any(at == 0 and len(n.text) == len(name) for at, n in found)


def _is_sent_from(person: Person, lists: Authorities) -> bool:
    """Return whether brackets of a dateline say where it was sent from: 海角报讯（石家庄）."""
    return not person.role and len(person.name) > 2 and _is_place(person.name, lists)


def _path(place: str, lists: Authorities) -> str | None:
    """Return the division that a dateline names, or None where several have the name.

    The name may stand behind those above it: 青海玛沁.
    """
    if IS_BO.search(place):
        named = list(lists.other_names[Language.TIBETAN].find(place))
        return named[0][2] if [n[:2] for n in named] == [(0, len(place))] else None
    end, path = 0, None
    for start, name in lists.gazetteer.find(f"{lists.fold(place)}\n"):
        below = [p for p in name.paths if path is None or within(p, path)]
        if start != end or len(below) != 1:
            return None
        end, path = start + len(name.text), below[0]
    return path if end == len(place) else None
