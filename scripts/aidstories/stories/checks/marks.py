"""Marks of Markdown in a story's own text that mean nothing there, and would be printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from aidstories.stories.format.blocks import NAMED, opens_block, read_blocks
from aidstories.stories.format.typed import FrontMatter

_MARK = re.compile(
    r"""(?<!\\)(?:
        !?\[[^\[\]\n]+\]\([^()\s]+(?:\s"[^"\n]{0,200}")?\)   # a link or an image
      | ^\s{0,3}\[[^\[\]\n]{1,80}\]:\s{1,4}<?https?://\S*$    # where a link leads
      | ^\s{0,3}(?:!{3}\+?|\?{3}\+?|:{3,})(?:\s{1,4}\w[^\n]*)?$  # a box
      | ^\s{0,3}(?:={3,}|\[TOC\])\s*$        # a heading's line, a table of contents
      | <!--(?:(?!<!--)[^\n]){0,400}?--> | <https?://[^<>\s]{1,400}>
      | (\*\*|__|~~)(?=[^\s*_~])[^\n]{0,1000}?[^\s\\]\1    # bold, struck out
      | (?<![*\w])\*(?=[^\s*])[^*\n]*[^\s*\\]\*(?!\*)  # emphasis
      | `[^`\n]+`                               # code
      | ^\s{0,3}(?:`{3}|~{3})[^`\n]*$           # the bounds of a block of code
      | \[\^[^\[\]\s]{1,40}\]                   # a note
      | &(?:[A-Za-z]{2,8}|\#\d{1,7}|\#[xX][0-9A-Fa-f]{1,6});
      | </?[A-Za-z][A-Za-z0-9]*(?:\s[^<>\n]*)?/?>
    )""",
    re.X,
)
_SIGNS = "[*_~`<&!?:="
"""What `_MARK` begins with."""
_RULE = re.compile(r"(?:-[ ]*){3,}|(?:\*[ ]*){3,}|(?:_[ ]*){3,}")
_LEFT = re.compile(r"(?:<{7}|>{7}|\|{7}) \S[^\n]*|={7}")
"""What git leaves around the lines of two editors: seven signs, at the start of a line."""
_BEGUN = re.compile(r"^<{7} \S", re.M)
_PLACE = re.compile(r"(?<!\\)\[图\d+\]")
_NAME = re.compile(r"(?<!\\)\{\.([^{}]*)\}\s*+$")


_ITEM = re.compile(r"(?:[-*+]|\d{1,3}[.)])\s")
_INNER = re.compile(rf"(?: {{2,8}}|\t){_ITEM.pattern}")
"""An item set below the one on the line above it, as lists of lists have them."""


def left_by_merge(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield each line that a merge of git left in ``text``: its number, what to say of it.

    Seven = alone are none: they underline a heading of Markdown.
    """
    lines = list(enumerate(text.split("\n"), 1)) if _BEGUN.search(text) else ()
    for number, line in lines:
        if _LEFT.fullmatch(line):
            yield number, *_of_merge(line)


def _of_merge(line: str) -> tuple[str, str]:
    zh = f"“{line[:24]}”是 git 合并时留下的记号；留下对的文字，删去记号"
    return zh, f"'{line[:24]}' was left by a merge of git: keep one text"


def check_marks(matter: FrontMatter) -> None:
    """Say of each mark in the body that means nothing what it is and what to do."""
    lines = matter.body.split("\n")
    for number, line in enumerate(lines):
        at = matter.body_line + number
        if _LEFT.fullmatch(line):
            matter.wrong(None, *_of_merge(line), at)
            continue
        for found in _meaningless(line):
            zh = f"“{found}”的记号不起作用，会照样印出；删去记号，或者在它前面加 \\"
            matter.wrong(None, zh, f"'{found}' would be printed as typed: drop its marks", at)
        if "[图" in line and (place := _PLACE.search(line)) and line.strip() != place[0]:
            zh = f"“{place[0]}”要单独成段，前后空一行；夹在文字里会照样印出"
            matter.wrong(None, zh, f"'{place[0]}' must stand in a paragraph of its own", at)
        if "{." in line and (named := _NAME.search(line)) and named[1] not in NAMED:
            names = "、".join(f"{{.{name}}}" for name in NAMED)
            zh = f"没有“{{.{named[1]}}}”这个记号；可以用 {names}"
            matter.wrong(None, zh, f"no such mark: {{.{named[1]}}}", at)
    for (_, before), (number, line) in pairwise(enumerate(lines)):
        if _INNER.match(line) and _ITEM.match(before):
            zh = f"“{line.strip()[:12]}”缩进了；列表只有一层，会与上一项同级；删去缩进"
            en = "indented: lists have one level, drop the indent"
            matter.wrong(None, zh, en, matter.body_line + number)
    for line, at in _glued(matter.body, lines):
        zh = f"“{line[:12]}”会接在上一行后面；列表、表格和引文前面要空一行"
        matter.wrong(None, zh, "put a blank line before it", matter.body_line + at)


def _meaningless(line: str) -> Iterator[str]:
    if _RULE.fullmatch(line.strip()):
        yield line.strip()
        return
    if not any(sign in line for sign in _SIGNS):  # nearly every line: a pattern asks each place
        return
    for found in _MARK.finditer(line):
        yield found[0] if len(found[0]) <= 24 else f"{found[0][:23]}…"


def _glued(body: str, lines: list[str]) -> Iterator[tuple[str, int]]:
    """Yield lines that look like an item, a row or a quotation, and stand inside of a block."""
    signed = [
        (line.strip(), at)
        for (_, before), (at, line) in pairwise(enumerate(lines))
        if not _LEFT.fullmatch(line)
        and opens_block(line.strip())
        and before.strip()
        and not opens_block(before.strip())
    ]
    starts = {block.line - 1 for block in read_blocks(body)} if signed else ()
    yield from ((line, at) for line, at in signed if at not in starts)
