"""The body of a story: passages ↔ blocks of Markdown.

A block is separated from the next by a blank line: a paragraph, a heading (``## …``), the place of
a figure (``[图1]``), a quotation (``> …``), a stanza (a ``\\`` at the end of each line but the
last). The items of a list (``- …``, ``1. …``) and the rows of a table (``| … | … |``) stand in
lines that follow each other. What Markdown has no sign for has a name behind it: ``{.问}``,
``{.答}``, ``{.称呼}``, ``{.落款}``. A newline inside a passage is written ``&#10;``; an editor may
wrap lines freely, they are closed up again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from aidstories.model import Gap, Passage, Role
from aidstories.stories.format.markdown import escape, mark_gap, read_gap, unescape

NAMED = {
    "问": Role.QUESTION,
    "答": Role.ANSWER,
    "称呼": Role.SALUTATION,
    "落款": Role.SIGNATURE,
}
"""Roles by the name that stands behind their text."""
_NAMES = {role: name for name, role in NAMED.items()}
_TOGETHER = (Role.ITEM, Role.ROW)
"""Passages that stand in lines without a blank line between them."""
_CJK = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u2018-\u201d…—]"
_WRAP = re.compile(rf"(?<={_CJK})\n|\n(?={_CJK})|(?<=\u0f0b)\n")  # a line may end with a tsheg
_FIGURE = re.compile(r"\[图(\d{1,6})\]")
# As Python-Markdown reads it: no space is needed, closing hashes are dropped.
_HEADING = re.compile(r"(#{1,6})((?>(?:\\.|[^\\#]++|#++(?!\Z))*))#*")
_NAMED = re.compile(rf"(.*?)(?>(?:(?<!\s)\s++)?)(?<!\\)\{{\.({'|'.join(NAMED)})\}}", re.S)
_NUMBERED = re.compile(r"(\d{1,9}\. )(?=\S)")
_ITEM = re.compile(r"(?:[-*+]|(\d{1,9}\.))[ \t]+(?=\S)")
_QUOTE = re.compile(r">\s?")
_CELL = re.compile(r"((?:\\.|[^\\|])*)(?:\||\Z)", re.S)
_RULE = re.compile(r"\|(?:\s*+:?-{1,}:?\s*+\|)+")
_BROKEN = re.compile(r"(?<!\\)(?:\\\\)*\\\Z")
"""A line that ends in one more backslash than escape each other."""
_OPENS = re.compile(r"[-*+][ \t]+\S|\d{1,9}\.[ \t]+\S|\||>")


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkdownBlock:
    """One block of a body: a passage, or the place of figure number ``figure`` (from 1).

    ``line`` counts from 1 within the body; ``level`` is the number of ``#`` of a heading.
    """

    line: int
    passage: Passage | None = None
    figure: int | None = None
    level: int = 0


def write_body(blocks: Iterable[Passage | str]) -> str:
    """Return the Markdown of passages, and of the places of figures, which come as texts."""
    groups = groupby(blocks, key=_kept_together)
    parts = [part for (role, _), group in groups for part in _written(role, list(group))]
    return "".join(f"\n{part}\n" for part in parts)


def _kept_together(block: Passage | str) -> tuple[Role | None, bool]:
    """Return what the lines of one list or table have in common."""
    if isinstance(block, str) or block.role not in _TOGETHER:
        return None, False
    return block.role, block.role is Role.ITEM and bool(_NUMBERED.match(block.text))


def _written(role: Role | None, group: list[Passage | str]) -> Iterator[str]:
    lines = [block if isinstance(block, str) else write_block(block) for block in group]
    if role is Role.ROW:
        cells = group[0].text.count("\t") + 1 if isinstance(group[0], Passage) else 0
        lines.insert(1, "|" + " --- |" * cells)
    yield from lines if role is None else ["\n".join(lines)]


def write_block(passage: Passage) -> str:
    """Return the Markdown of one passage of the text."""
    role, text, gap = passage.role, passage.text, passage.gap
    if role is Role.ROW:
        return "| " + mark_gap(" | ".join(map(_cell, text.split("\t"))), gap) + " |"
    if role is Role.VERSE:
        return mark_gap("\\\n".join(map(escape, text.split("\n"))), gap)
    if role is Role.ITEM and (number := _NUMBERED.match(text)) and gap is not Gap.START:
        return number[1] + mark_gap(escape(text[number.end() :]), gap)
    sign = {Role.HEADING: "## ", Role.ITEM: "- ", Role.QUOTE: "> "}.get(role, "")
    name = f" {{.{_NAMES[role]}}}" if role in _NAMES else ""
    return sign + mark_gap(escape(text), gap) + name


def _cell(text: str) -> str:
    return escape(text).replace("|", r"\|")


def read_blocks(body: str) -> list[MarkdownBlock]:
    """Split a body into its blocks, in order."""
    return [block for line, lines in _gathered(body) if (block := _read_block(lines, line))]


def opens_block(line: str) -> bool:
    """Return whether a line has the sign of an item, a row or a quotation."""
    return bool(_OPENS.match(line))


def _gathered(body: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines of each block, with the number of its first."""
    gathered: list[str] = []
    first = 0
    for number, line in enumerate([*body.split("\n"), ""], 1):
        content = line.strip()
        if gathered and (not content or _starts(content, gathered)):
            yield first, gathered
            gathered = []
        if content:
            first = first if gathered else number
            gathered.append(content + "\\" if _breaks(line) else content)
            if content.startswith("#"):
                yield first, gathered
                gathered = []


def _breaks(line: str) -> bool:
    """Return whether a line ends in two spaces, which break it as a backslash does."""
    return line.rstrip("\r").endswith("  ") and bool(line.strip())


def _starts(content: str, gathered: list[str]) -> bool:
    """Return whether a line starts a block behind the lines of another.

    A heading always does; an item behind an item, a row behind a row.
    """
    if content.startswith("#"):
        return True
    before = gathered[0]
    if before.startswith("|"):
        return True
    if before.startswith(">"):
        return content == ">"
    return bool(_ITEM.match(before) and _ITEM.match(content))


def _read_block(lines: list[str], line: int) -> MarkdownBlock | None:
    source = "\n".join(lines)
    if figure := _FIGURE.fullmatch(source):
        return MarkdownBlock(line=line, figure=int(figure[1]))
    if _RULE.fullmatch(source) or source == ">":
        return None
    if heading := _HEADING.fullmatch(source):
        passage = _passage(Role.HEADING, heading[2].strip())
        return MarkdownBlock(line=line, level=len(heading[1]), passage=passage)
    return MarkdownBlock(line=line, passage=_read_passage(source, lines))


def _read_passage(source: str, lines: list[str]) -> Passage:
    if source.startswith("|"):
        return _row(source)
    if source.startswith(">"):
        return _passage(Role.QUOTE, "\n".join(_QUOTE.sub("", each, count=1) for each in lines))
    if item := _ITEM.match(source):
        passage = _passage(Role.ITEM, source[item.end() :])
        number = f"{item[1]} " if item[1] else ""
        return replace(passage, text=number + passage.text)
    if source.endswith("}") and (named := _NAMED.fullmatch(source)):
        return _passage(NAMED[named[2]], named[1])
    broken = any(map(_BROKEN.search, lines[:-1]))
    return _passage(Role.VERSE if broken else Role.PARAGRAPH, source)


def _row(source: str) -> Passage:
    inner = source[1:].rstrip()
    cells = [m[1].strip() for m in _CELL.finditer(inner) if m.start() < len(inner)]
    text, gap = read_gap("\t".join(cells))
    return Passage(role=Role.ROW, text="\t".join(map(unescape, text.split("\t"))), gap=gap)


def _passage(role: Role, source: str) -> Passage:
    """Return a passage; its lines are closed up, but where a stanza breaks them."""
    verses = re.split(r"(?<!\\)((?:\\\\)*)\\\n", source) if role is Role.VERSE else [source]
    stanza = [a + b for a, b in zip(verses[::2], [*verses[1::2], ""], strict=True)]
    closed = "\n".join(_closed(part) for part in stanza)
    text, gap = read_gap(closed)
    return Passage(role=role, text="\n".join(map(unescape, text.split("\n"))), gap=gap)


def _closed(part: str) -> str:
    """Return the lines of ``part`` in one; nearly every paragraph is one."""
    return _WRAP.sub("", part).replace("\n", " ") if "\n" in part else part
