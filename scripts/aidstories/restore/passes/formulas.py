"""Formulas in TeX, set as characters: ``$…$``, ``$$…$$``, ``\\(…\\)``, ``\\[…\\]``."""

from __future__ import annotations

from collections.abc import Iterator

from aidstories.model import Kind
from aidstories.restore.draft import Doubt, Draft, Proposal, Rewrite
from aidstories.restore.lexicon.chars import HAN
from aidstories.restore.lexicon.formulas import printed
from aidstories.restore.lexicon.late import late

_RIGHT = {"$$": "$$", "$": "$", r"\[": r"\]", r"\(": r"\)"}
_LEFT = late(r"\$\$?|\\[\[(]")
_LONGEST = {"$": 400}
"""Characters between two ``$`` of a line; other signs may enclose a longer formula."""
_MOST = 2000
_BLANK_LINE = late(r"\n[ \t\r]*\n")
_TEX = late(r"\\[A-Za-z]+|\\%|[\^_]\s*+\{")
"""What only TeX writes."""
_SHORT = late(r"(?<![A-Za-z]{2})[A-Za-z0-9)\]]\s*+[\^_]\s*+[A-Za-z0-9](?![A-Za-z])")
"""A raised or lowered character without brackets: x_i, 10^9; no name of a variable: $HOME_DIR."""
_SPACED = 3
"""Signs apart by which a recognised formula is told, P ( 0 . 0 5 ), chosen by hand."""
_AMOUNT = late(r"[A-Za-z0-9]\$")
"""US$10."""
_CHINESE = late(f"[{HAN}，。；]")
_PROSE = late("[，。；！？]")


def set_formulas(draft: Draft) -> Iterator[Proposal]:
    """Set formulas as the characters that print them; flag one that a line cannot hold.

    ``$5 … $10`` in prose are prices: what stands between two ``$`` has a sign of TeX, or is one
    short word in a capture that writes such formulas.
    """
    texts = [b.text for b in draft.blocks]
    if not any("$" in t or r"\[" in t or r"\(" in t for t in texts):
        return
    known = any(_TEX.search(text[a:b]) for text in texts for _, _, a, b in _enclosed(text, False))
    for i, text in enumerate(texts):
        for start, end, a, b in _enclosed(text, known):
            if new := printed(text[a:b]):
                yield Rewrite(
                    block=i, start=start, end=end, new=new, kind=Kind.REG, reason="formula"
                )
            else:
                yield Doubt(block=i, start=start, end=end, reason="formula")


def _enclosed(text: str, known: bool) -> Iterator[tuple[int, int, int, int]]:
    """Yield where each formula stands, with its signs and without them.

    ``known``: the capture writes formulas, so that ``$n$`` is one.
    """
    at = 0
    while found := _LEFT.search(text, at):
        left, a = found.group(), found.end()
        right = _RIGHT[left]
        b = text.find(right, a, a + _LONGEST.get(left, _MOST))
        at, end = a, b + len(right)
        if left == "$" and _is_escaped_by_mistake(text[a:b]):
            b -= 1
        if b > a and _is_formula(text, left, a, b, known):
            at = end
            yield found.start(), at, a, b


def _is_escaped_by_mistake(inner: str) -> bool:
    r"""Return whether the sign behind a formula was escaped: ``$( 7 \pm 2 ) \$`` of a converter."""
    return inner.endswith(" \\") and bool(_TEX.search(inner[:-1]))


def _is_formula(text: str, left: str, a: int, b: int, known: bool) -> bool:
    inner = text[a:b]
    if _BLANK_LINE.search(inner) or (left == "$" and not _may_enclose(text, a, b)):
        return False
    if _TEX.search(inner):
        return not _PROSE.search(inner)
    if _CHINESE.search(inner):
        return False
    if left == "$" and (inner != inner.strip() or _AMOUNT.match(text, a - 2)):
        return False
    signs = inner.split()
    spaced = len(signs) > _SPACED and all(len(sign) == 1 for sign in signs)
    return bool(_SHORT.search(inner)) or (known and left == "$" and (len(signs) == 1 or spaced))


def _may_enclose(text: str, a: int, b: int) -> bool:
    """Return whether two ``$`` stand in one line, none of them escaped or before a figure."""
    escaped = "\\" in (text[a - 2 : a - 1], text[b - 1 : b])
    return not (escaped or "\n" in text[a:b] or text[b + 1 : b + 2].isdecimal())
