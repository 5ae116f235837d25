"""Captures as somebody would make them who wants `restore` to take for ever, of any size."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from aidstories.cli.restoration import restoration_json
from aidstories.describe import describe_parts
from aidstories.restore.reading.refusal import Refusal
from aidstories.restore.run import restore
from aidstories.stories.format.layout import canonical
from aidstories.stories.store.record import json_text
from tests.archive import TABLES

_LINE = "某县人民医院的医生来到高原，为牧民看病。"
_PAGE = "<html><body>{}</body></html>"


def _many(unit: str, frame: str = "{}") -> Callable[[int], str]:
    return lambda size: frame.format(unit * (size // len(unit)))


def _nested(begins: str, ends: str) -> Callable[[int], str]:
    def made(size: int) -> str:
        deep = size // len(begins + ends)
        return _PAGE.format(begins * deep + _LINE + ends * deep)

    return made


def _titled(size: int) -> str:
    """A page's title as long as all of its lines together."""
    title = f"<title>{'医' * (size // 2)}</title>"
    return f"<html><head>{title}</head><body>{'<p>医院很好</p>' * (size // 22)}</body></html>"


def _folded(size: int) -> str:
    return "{\\rtf1 " + "{" * (size // 2) + "医院" + "}" * (size // 2) + "}"


def _doctors(size: int) -> str:
    """Names, no two of them alike."""
    return "".join(
        f"主任王{chr(0x4E00 + n % 9000)}{chr(0x5000 + n // 9000)}说，" for n in range(size // 7)
    )


def _counties(size: int) -> str:
    """Counties in one sentence of aid, no two of them alike."""
    every = [place.path.replace("/", "") for place in TABLES.places if place.level == 3]
    return "，".join(f"医生在{name}人民医院帮扶" for name in every[: size // 20]) + "。"


def _columned(size: int) -> str:
    many = range(size // 7)
    return f"{','.join(f't{n}' for n in many)}\n{',医' * len(many)}\n"


def _scanned(size: int) -> str:
    return "".join(f"某县人民医院的医生{n % 97}来到高原为牧民\n" for n in range(size // 19))


def _numbered(size: int) -> str:
    """Numbers of three digits: those of four, which come after, are no numbers of a list."""
    return "".join(f"{n % 900 + 100}. 医院\n" for n in range(size // 8))


HOSTILE: Mapping[str, Callable[[int], str]] = MappingProxyType(
    {
        "lines of one cue": _many("一、\n"),
        "lines of a heading": _many("# 医\n"),
        "numbered lines": _numbered,
        "elements nested": _nested("<div>", "</div>"),
        "tables nested": _nested("<table><tr><td>", "</td></tr></table>"),
        "lists nested": _nested("<ol><li>", "</li></ol>"),
        "tables never closed": _many("<table><tr><td>", _PAGE),
        "a long title": _titled,
        "links behind a label": _many("相关新闻\n\n相关链接\n\n"),
        "places": _many("拉萨、日喀则、"),
        "places that give": _many("上海援助日喀则"),
        "counties": _counties,
        "short names": _many("在中山大学附属第七医院（以下简称“中山七院”）"),
        "doctors": _doctors,
        "doctors of one name": _many("院长王敏说，"),
        "bylines of many names": _many("记者王" + "、记者王" * 18 + "\n\n"),
        "misreadings": _many("末来的于木"),
        "quotes doubled in cells": _many('某县,"医""院"\n', "title,content\n{}"),
        "columns": _columned,
        "lines without Chinese": _many("COPY a FROM stdin;\n", "<html><body><p>{}</p>"),
        "groups nested": _folded,
        "brackets": _many("["),
        "joiners": _many("医\u200d"),
        "marks that combine": _many("\u0301"),
        "marks out of order": _many("\u0f72\u0f71", "སྨ{}ན་ཁང་"),
        "closing marks alone": _many("”\n", f"{_LINE}\n{{}}"),
        "paragraphs never closed": _many("<p>", _PAGE),
        "paragraphs": _many(f"<p>{_LINE}</p>", _PAGE),
        "breaks": _many("某县<br>", _PAGE),
        "items": _many("<li>某县医院</li>", "<html><body><ul>{}</ul></body></html>"),
        "comments never closed": _many("<!-- 甲", f"<html><body><p>{_LINE}</p>{{}}"),
        "tags never closed": _many('<p class="', f"<html><body><p>{_LINE}</p>{{}}"),
        "end tags never closed": _many("</p ", f"<html><body><p>{_LINE}</p>{{}}"),
        "attributes": _many('甲="乙" ', f"<html><body><p {{}}>{_LINE}</p>"),
        "scripts never closed": _many("<script>", f"<html><body><p>{_LINE}</p>{{}}"),
        "remnants never closed": _many("<? {!! {% ", f"<html><body><p>{_LINE}</p>{{}}"),
        "entities": _many("&nbsp;&amp;&#20013;", "<html><body><p>{}</p>"),
        "cells": _many("<tr><td>药</td></tr>", "<html><body><table>{}</table></body></html>"),
        "one line": _many(_LINE.strip("。")),
        "one line of spaces": _many(" ", f"{_LINE}{{}}{_LINE}"),
        "empty lines": _many("\n", f"{_LINE}{{}}{_LINE}"),
        "quotes never closed": _many("“某医生说，\n"),
        "quotes that open on one line": _many("“甲"),
        "sentences of one paragraph": _many("西藏那曲市人民医院医疗队来了。"),
        "days of one paragraph": _many("2021年5月6日"),
        "names": _many("王敏、", "本报记者 {}"),
        "lines of a scan": _scanned,
        "Tibetan": _many("སྨན་ཁང་གི་སྨན་པ་ཡོང་བ་རེད།\n"),
    }
)
"""By what they are made of: a function from a number of characters to a text of about so many."""


def printed(data: bytes) -> str:
    """Return what ``aidstories restore --json`` prints of a capture, nothing of a refused one."""
    try:
        restored = restore(data)
    except Refusal:
        return ""
    restored = replace(restored, articles=tuple(map(canonical, restored.articles)))
    described = describe_parts(restored.articles, restored.parts, TABLES)
    return json_text(restoration_json(restored, described))
