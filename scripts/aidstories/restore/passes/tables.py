"""Rows of tables: a tab between two cells, whatever the capture put there."""

from __future__ import annotations

from collections.abc import Iterator

from aidstories.model import Kind
from aidstories.restore.draft import Draft, Drop, Proposal, Rewrite
from aidstories.restore.lexicon.chars import HAN
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.lists import RULE
from aidstories.restore.lexicon.person_names import SURNAMES

_EDGE = late(r"^\s*+\|\s*+(?=\S)|(?<=\S)\s*+\|\s*+$")
_BORDER = late(r"(?>(?:(?<![^\S\t])[^\S\t]++)?)(?:\||\t)[^\S\t]*+")
_LOOSE = late(r"(?<=\S)(?:\s*+｜\s*+|[ \xa0]{2,}|\u3000{2,}|\s/\s)(?=\S)")
"""What parts the cells of a row that has neither bar nor tab."""
_NAME = late(rf"(?<!\S)[{SURNAMES}]([ \xa0\u3000]{{1,3}})[{HAN}](?!\S)")
"""A name of two characters that is as wide as those of three: 段  敏."""
_BLANK = late(r"^[^\S\t]+|(?<![^\S\t])[^\S\t]+$")
_SPACE = late(r"[^\S\t]{2,}|[^\S\t ]")


def set_cells(draft: Draft) -> Iterator[Proposal]:
    """Set one tab between the cells of a row; drop the rule under the head of a Markdown table."""
    for i, block in enumerate(draft.blocks):
        if not block.hints.row:
            continue
        if RULE.fullmatch(block.text):
            yield Drop(block=i, reason="markdown")
            continue
        piped = block.text.lstrip().startswith("|")
        for start, end, new in _borders(block.text, piped):
            if block.text[start:end] != new:
                kind = Kind.REG if new else Kind.STRIP
                reason = "cell" if new else "markdown" if piped else "blank"
                yield Rewrite(i, start, end, new, kind, reason)


def _borders(text: str, piped: bool) -> list[tuple[int, int, str]]:
    """Return (start, end, new) of the edges, the borders and the white space inside of cells."""
    edges = [m.span() for m in (_EDGE if piped else _BLANK).finditer(text)]
    low = edges[0][1] if edges and not edges[0][0] else 0
    high = edges[-1][0] if edges and edges[-1][1] == len(text) else len(text)
    inner = [(m.start(), m.end(), "\t") for m in _BORDER.finditer(text, low, high)]
    names = {m.start(1) for m in _NAME.finditer(text, low, high)}
    inner = inner or [
        (m.start(), m.end(), "" if m.start() in names else "\t")
        for m in _LOOSE.finditer(text, low, high)
    ]
    spaces = [(m.start(), m.end(), " ") for m in _SPACE.finditer(text, low, high)]
    clear = [s for s in spaces if not any(a < s[1] and s[0] < b for a, b, _ in inner)]
    return sorted([*((a, b, "") for a, b in edges), *inner, *clear])
