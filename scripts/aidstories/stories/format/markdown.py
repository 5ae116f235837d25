"""The body of a story: passages ↔ Markdown that shows exactly their text.

A body knows paragraphs, headings (``## …``) and the places of figures (``[图1]``), one block
each, separated by blank lines. A newline inside a passage is written ``&#10;``, so that a block
is always one line; an editor may wrap lines freely, they are closed up again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.entities import html5

from aidstories.model import Gap, Passage, Role

GAP_MARK = "〔原文残缺〕"
"""Stands at the start or end of a passage where the capture lacks text."""

_ACTIVE = re.compile(r"[\\`*_\[\]{}]|#\Z")
_NAMED = {"&": "&amp;", "<": "&lt;"}
# Block syntax of Python-Markdown and its usual extensions: ">", "- ", "1. ", "!!!", "???", ": ".
_START = re.compile(r"([#>+\-!]|\d+(?=\.(?:\s|$)))|[:?/~=|%^$@;]")
_HIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]|\A\s+|\s+\Z")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])|&(?:#(\d{1,7});|#[xX]([0-9a-fA-F]{1,6});|(\w+;))")
_CJK = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u2018-\u201d…—]"
_WRAP = re.compile(rf"(?<={_CJK})\n|\n(?={_CJK})|(?<=\u0f0b)\n")  # a line may end with a tsheg
_FIGURE = re.compile(r"\[图(\d+)\]")
# As Python-Markdown reads it: no space is needed, closing hashes are dropped.
_HEADING = re.compile(r"(#{1,6})((?:\\.|[^\\])*?)#*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block of a body: a passage, or the place of figure number ``figure`` (from 1).

    ``line`` counts from 1 within the body; ``level`` is the number of ``#`` of a heading.
    """

    line: int
    passage: Passage | None = None
    figure: int | None = None
    level: int = 0


def escape(text: str) -> str:
    """Return one line of Markdown that renders as ``text``."""
    out = _ACTIVE.sub(r"\\\g<0>", text)
    out = re.sub("[&<]", lambda m: _NAMED[m[0]], out)
    out = _START.sub(_escape_start, out, count=1) if _START.match(out) else out
    return _HIDDEN.sub(lambda m: "".join(f"&#{ord(c)};" for c in m[0]), out)


def _escape_start(match: re.Match[str]) -> str:
    if match[1] is None:
        return f"&#{ord(match[0])};"
    return match[0] + "\\" if match[0].isdigit() else "\\" + match[0]


def unescape(markdown: str) -> str:
    """Return the text that ``markdown`` shows; the inverse of `escape`."""
    return _ESCAPE.sub(_unescaped, markdown)


def _unescaped(match: re.Match[str]) -> str:
    escaped, decimal, hexadecimal, name = match.groups()
    if escaped:
        return str(escaped)
    if name:
        return html5.get(name, str(match[0]))
    number = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else str(match[0])


def mark_gap(text: str, gap: Gap | None) -> str:
    """Return ``text`` with the gap mark at the end that lacks text."""
    if gap is None:
        return text
    return GAP_MARK + text if gap is Gap.START else text + GAP_MARK


def read_gap(marked: str) -> tuple[str, Gap | None]:
    """Return the text without its gap mark, and which end it marks (the start, if both)."""
    if marked.startswith(GAP_MARK):
        return marked.removeprefix(GAP_MARK), Gap.START
    if marked.endswith(GAP_MARK):
        return marked.removesuffix(GAP_MARK), Gap.END
    return marked, None


def write_block(passage: Passage) -> str:
    """Return the Markdown block of a heading or paragraph."""
    block = mark_gap(escape(passage.text), passage.gap)
    return f"## {block}" if passage.role is Role.HEADING else block


def read_blocks(body: str) -> list[Block]:
    """Split a body into its blocks, in order."""
    blocks: list[Block] = []
    wrapped: list[str] = []
    for number, line in enumerate([*body.split("\n"), ""], 1):
        content = line.strip()
        if wrapped and (not content or content.startswith("#")):
            blocks.append(_read_block("\n".join(wrapped), number - len(wrapped)))
            wrapped = []
        if content.startswith("#"):
            blocks.append(_read_block(content, number))
        elif content:
            wrapped.append(content)
    return blocks


def _read_block(source: str, line: int) -> Block:
    if figure := _FIGURE.fullmatch(source):
        return Block(line=line, figure=int(figure[1]))
    role, level = Role.PARAGRAPH, 0
    if heading := _HEADING.fullmatch(source):
        role, level, source = Role.HEADING, len(heading[1]), heading[2].strip()
    text, gap = read_gap(_WRAP.sub("", source).replace("\n", " "))
    return Block(line=line, level=level, passage=Passage(role=role, text=unescape(text), gap=gap))
