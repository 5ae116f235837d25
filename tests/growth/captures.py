"""Captures as somebody would make them who wants `restore` to take for ever, of any size."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

_LINE = "某县人民医院的医生来到高原，为牧民看病。"
_PAGE = "<html><body>{}</body></html>"


def _many(unit: str, frame: str = "{}") -> Callable[[int], str]:
    return lambda size: frame.format(unit * (size // len(unit)))


def _nested(size: int) -> str:
    deep = size // 11
    return _PAGE.format("<div>" * deep + _LINE + "</div>" * deep)


def _scanned(size: int) -> str:
    return "".join(f"某县人民医院的医生{n % 97}来到高原为牧民\n" for n in range(size // 19))


def _numbered(size: int) -> str:
    return "".join(f"{n}. 医院\n" for n in range(size // 9))


HOSTILE: Mapping[str, Callable[[int], str]] = MappingProxyType(
    {
        "lines of one cue": _many("一、\n"),
        "lines of a heading": _many("# 医\n"),
        "numbered lines": _numbered,
        "elements nested": _nested,
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
        "names": _many("王敏、", "本报记者 {}"),
        "lines of a scan": _scanned,
        "Tibetan": _many("སྨན་ཁང་གི་སྨན་པ་ཡོང་བ་རེད།\n"),
    }
)
"""By what they are made of: a function from a number of characters to a text of about so many."""
