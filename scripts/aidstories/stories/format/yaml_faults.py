"""What is wrong in front matter that is no YAML, said for the line where an editor sees it.

A parser stops where it can go no further, often lines below the fault, and speaks of tokens. The
faults that editors make have their own look in a line; only what shows none of them is left to
the parser's own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import yaml

_KEY = r"[A-Za-z_][\w-]*"
_TEXT = "整句用单引号括起"


class YamlFault(NamedTuple):
    """A fault on ``line``, counted from 1 within the front matter's text."""

    line: int
    zh: str
    en: str


class Look(NamedTuple):
    """How a fault looks, in a line or in a parser's words, and what is said of it.

    ``{0}`` is what was found.
    """

    pattern: re.Pattern[str]
    zh: str
    en: str


_OPENS = f"文字不能以“{{0}}”开头；{_TEXT}", "a text cannot begin with '{0}'; put it in quotes"
_LOOKS = (
    Look(
        re.compile(r"^[ ]*+(\t+)"),
        "行首有制表符（Tab）；改成空格",
        "a tab stands at the start of the line; use spaces",
    ),
    Look(
        re.compile(rf"^[ ]*+(?:-[ ]++)?({_KEY})[ ]*+："),
        "“{0}”后面的冒号是全角的；写成半角冒号加空格：“{0}: ”",
        "the colon behind '{0}' is full-width; write '{0}: '",
    ),
    Look(
        re.compile(rf"^[ ]*+(?:-[ ]++)?({_KEY}):(?![\s/])\S"),
        "“{0}:”后面缺一个空格",
        "a space is missing behind '{0}:'",
    ),
    Look(
        re.compile(rf"^[ ]*+(?:-[ ]++)?(?:{_KEY}:[ ]++)?([@`%,}}\]])"),
        *_OPENS,
    ),
    Look(
        re.compile(rf"^[ ]*+(?:-[ ]++)?{_KEY}:[ ]++([-?&])(?=[ ]|$)"),
        *_OPENS,
    ),
    Look(
        re.compile(rf"^[ ]*+(?:-[ ]++)?({_KEY}):(?=[^\S \t\r\n])"),
        "“{0}:”后面的空格不是普通空格（全角的，或不换行的）；换成一个普通空格",
        "the space behind '{0}:' is no plain one (wide, or non-breaking); write a plain space",
    ),
    Look(
        re.compile(rf"^[ ]*+(?:-[ ]++)?(?:{_KEY}:[ ]++)?([*&!])(?=\S)"),
        f"以“{{0}}”开头的文字在 YAML 里另有含义；{_TEXT}",
        "a text that begins with '{0}' means something else in YAML; put it in quotes",
    ),
    Look(
        re.compile(rf"^[ ]*+(?:-[ ]++)?{_KEY}:[ ]++(?![\"'\[{{|>])[^#]*?(:)[ ]"),
        f"文字里有冒号加空格；{_TEXT}",
        "the text holds a colon and a space; put it in quotes",
    ),
)
_QUOTED = re.compile(rf"^[ ]*+(?:-[ ]++)?{_KEY}:[ ]++(['\"])(.*)$|^[ ]*+-[ ]++(['\"])(.*)$")
_CLOSED = {"'": re.compile(r"(?:[^']|'')*'(.*)"), '"': re.compile(r'(?:[^"\\]|\\.)*"(.*)')}
_BRACKETS = {"[": "]", "{": "}"}


def explain(error: yaml.YAMLError, text: str) -> YamlFault:
    """Return the fault of ``text``, front matter without its fences, at which a parser stopped.

    The first line up to there with a look of its own names it, else the line of the parser.
    """
    mark = getattr(error, "problem_mark", None)
    last = mark.line + 1 if mark else 1
    lines = text.split("\n")
    seen = next(_seen(lines[:last]), None)
    return seen or YamlFault(last, *_said(getattr(error, "problem", None) or str(error)))


def no_mapping(text: str) -> YamlFault:
    """Return why ``text`` holds no keys."""
    zh, en = "资料区应为“键: 值”", "the front matter must be 'key: value' lines"
    return next(_seen(text.split("\n")), YamlFault(1, zh, en))


def _seen(lines: Sequence[str]) -> Iterator[YamlFault]:
    for number, line in enumerate(lines, 1):
        for look in _LOOKS:
            if found := look.pattern.search(line):
                yield YamlFault(number, look.zh.format(found[1]), look.en.format(found[1]))
        yield from _open_quote(line, number)
        yield from _open_bracket(line, number)


def _open_quote(line: str, number: int) -> Iterator[YamlFault]:
    found = _QUOTED.match(line)
    if not found:
        return
    sign, rest = (found[1], found[2]) if found[1] else (found[3], found[4])
    closed = _CLOSED[sign].fullmatch(rest)
    if closed is None:
        yield YamlFault(number, f"引号 {sign} 没有结束", f"the quote {sign} is never closed")
    elif closed[1].strip() and not closed[1].lstrip().startswith("#"):
        zh = f"引号 {sign} 结束以后还有文字；文字里的引号写两遍，或用“”"
        yield YamlFault(number, zh, f"text behind the closing {sign}")


def _open_bracket(line: str, number: int) -> Iterator[YamlFault]:
    value = re.sub(rf"^[ ]*+(?:-[ ]++)?(?:{_KEY}:[ ]++)?", "", line)
    opened = value[:1]
    if opened in _BRACKETS and value.count(opened) != value.count(_BRACKETS[opened]):
        zh, en = f"“{opened}”与“{_BRACKETS[opened]}”不成对", f"'{opened}' is not closed"
        yield YamlFault(number, zh, en)


def _said(problem: str) -> tuple[str, str]:
    zh = f"资料区不是合规的 YAML（{problem}）；含有冒号、引号、# 的文字请用引号括起"
    return zh, f"the front matter is not YAML ({problem})"
