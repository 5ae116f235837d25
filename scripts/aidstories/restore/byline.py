"""Statements of responsibility: who wrote, from where, for which agency.

A byline stands on a line of its own (本报记者 文凤); a dateline opens the first sentence
(本报山南电（记者 武沛涛）). Both name people by a label with the names behind it.
"""

from __future__ import annotations

import re

from aidstories.model import Person

HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
_PAPER = rf"(?:本报|本刊|本网|本台|本社|[{HAN}]{{2,8}}?(?:报|社|网|台|刊|客户端|杂志))"
_RANK = (
    r"(?:全媒体|融媒体|新媒体|见习|特约|特派|特派驻藏|实习|首席|高级|资深|前方|外派"
    rf"|驻[{HAN}]{{1,4}}?|评论|摄影|文字|视频)"
)
LABEL = (
    rf"(?:{_PAPER}?\s*{_RANK}{{0,2}}\s*(?:记者|通讯员|撰稿人|撰稿|评论员|实习生)"
    r"|作\s*者|撰\s*文|执\s*笔|文\s*[/／|｜]\s*图|图\s*[/／|｜]\s*文|[文图]\s*[/／|｜]|摄影报道|供稿)"
)
_LABEL_RE = re.compile(LABEL)
_NAME = rf"[{HAN}]{{1,8}}(?:[·•‧・][{HAN}]{{1,8}}){{0,3}}"
_NAME_RE = re.compile(_NAME)
_SEPARATORS = r"[\s、，,;；/／|｜和及&:：]"
_DISPATCH = re.compile(
    rf"发自\s*([{HAN}]{{2,12}})|[（(]?\s*综合报道\s*[)）]?|报道$|摄$|摄影$|整理$|撰$"
)
_NOT_NAMES = re.compile(r"(?:编辑|责编|责任编辑|审核|校对|监制|来源|编审|美编|值班)\s*[:：]?.*$")

BYLINE = re.compile(
    rf"^[\s（(□■●○◎◆◇▲△★☆【\[—-]*{LABEL}\s*[:：]?\s*{_NAME}"
    rf"(?:{_SEPARATORS}+(?:{LABEL}\s*[:：]?\s*)?{_NAME})*"
    rf"\s*(?:文\s*[/／]?\s*图|[/／]?\s*(?:文|摄影报道|报道|撰文|整理|综合报道))?\s*[】\])）]?\s*$"
)
_AGENCY = (
    r"本报|本刊|本网|本台|本社|新华社|新华网|中新社|中新网|中国新闻网|人民网|央视网|央广网|光明网"
    rf"|中国西藏网|中国经济网|[{HAN}]{{2,8}}?(?:日报|晚报|早报|晨报|商报|都市报|时报|法制报|法治报"
    rf"|健康报|医师报|医学报|青年报|工人报|农民报|科技报|新闻网|新闻社|广播网|客户端|融媒体?|网|报|社)"
)
_DATE = r"(?:\d{4}\s*年\s*)?(?:\d{1,2}\s*月\s*)?\d{1,2}\s*日"
_PAREN = rf"[（(](?=[^（）()]{{0,60}}(?:记者|通讯员|作者|{_RANK}))[^（）()]{{2,90}}[)）]"
DATELINE = re.compile(
    rf"^\s*[【\[]?\s*(?P<agency>{_AGENCY})\s*"
    rf"(?:(?P<place>(?!通讯|快讯|简讯|短讯|综合)[{HAN}]{{1,12}}?)?\s*(?P<date>{_DATE})?\s*(?:专?电|消息|讯))"
    rf"(?!员|视|力|话|子|影|网|脑|商|台|动|池|站|器|梯|价|缆|息|号|问|速|道)\s*[】\]]?"
    rf"\s*(?P<who>{_PAREN})?\s*(?:[:：]\s*)?"
)
_DATELINE_BARE = re.compile(rf"^\s*(?P<who>{_PAREN})\s*")


def dateline_end(text: str) -> int:
    """Return how many characters of ``text`` are a dateline at its start (0: none).

    本报讯 and 本报山南电（记者 武沛涛） are; a sentence about 电视 or 电力 is not.
    """
    found = DATELINE.match(text) or _DATELINE_BARE.match(text)
    return found.end() if found else 0


def is_byline(text: str) -> bool:
    """Return whether ``text`` is a byline and nothing else (at most 80 characters)."""
    return len(text) <= 80 and bool(BYLINE.match(text)) and "。" not in text


def parse_byline(text: str) -> tuple[Person, ...]:
    """Return the people that a byline or dateline names, with their role as printed.

    The paper's own 本报 is left out of the role unless several papers share the byline
    (北京日报记者 … 本报记者 …).
    """
    body = _statement(text)
    labels = list(_LABEL_RE.finditer(body))
    people: list[Person] = []
    for i, label in enumerate(labels):
        end = labels[i + 1].start() if i + 1 < len(labels) else len(body)
        role = _role(label.group())
        people += [Person(name=n, role=role) for n in _names(body[label.end() : end])]
    papers = {re.sub(r"记者.*", "", p.role) for p in people if p.role.endswith("记者")}
    if len(papers) == 1:
        people = [Person(name=p.name, role=_plain_role(p.role)) for p in people]
    return tuple(dict.fromkeys(people))


def parse_place(text: str) -> str | None:
    """Return the place that a dateline was sent from, or None: 本报山南电 → 山南."""
    found = DATELINE.match(text)
    if found and found.group("place"):
        return found.group("place")
    sent = re.search(rf"发自\s*([{HAN}]{{2,12}})", text)
    return sent.group(1) if sent else None


def _statement(text: str) -> str:
    """Return the part of a dateline that names people: what stands in its brackets."""
    found = DATELINE.match(text)
    if found:
        text = found.group("who") or ""
    text = _NOT_NAMES.sub("", re.sub(r"发自[^)）]*", "", text))
    return text.strip(" \t\n\u3000（）()【】[]□■●○◎◆◇▲△★☆—-")


def _role(label: str) -> str:
    role = re.sub(r"\s+", "", label)
    return {"文/": "文", "图/": "图"}.get(role, role)


def _plain_role(role: str) -> str:
    plain = re.search(r"(记者|通讯员|评论员|实习生|撰稿人?)$", role)
    return plain.group(1) if plain else role


def _names(text: str) -> list[str]:
    """Split names; a two-character name may be set with a space inside (王 敏)."""
    text = _DISPATCH.sub(" ", text.strip(" 　:："))
    tokens = [t for t in re.split(_SEPARATORS + "+", text) if t]
    names: list[str] = []
    for token in tokens:
        if len(token) == 1 and names and len(names[-1]) == 1:
            names[-1] += token
        else:
            names.append(token)
    return [n for n in names if _NAME_RE.fullmatch(n) and len(n) > 1]
