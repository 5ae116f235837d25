"""Texts on which a regular expression is slow, made from its own parts.

Each repeat of a pattern gives texts: what leads to it, many of what it repeats, and then nothing
that lets it end. Near misses are whole matches without their last character, over and over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

NEVER = "\ue0ff\n"
"""An end that no pattern of text expects, and the end of the line."""
_CANDIDATES = [
    *map(chr, range(32, 127)),
    *"\t\n\u3000\xa0，。、：；？！”“（）《》〔〕一二十年月日的人医院讯记者དངའ་།①éÀ０Ａ\u200b\ufeff",
]


def texts(pattern: re.Pattern[str], size: int) -> dict[str, str]:
    """Return texts of about ``size`` characters, each by what it is made of, whatever its size."""
    return {
        f"{lead!r} + {body!r} × n + {end!r}": lead
        + body * max(1, (size - len(lead)) // len(body))
        + end
        for lead, body in seeds(pattern)
        if body
        for end in ("", NEVER)
    }


def seeds(pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    """Return what may come first, and what is then repeated, each pair once."""
    parsed = _parser.parse(pattern.pattern, pattern.flags)
    whole = _sample(parsed, pattern.flags)
    out = [("", whole), ("", whole[:-1]), ("", whole + "\n"), ("", " "), ("", "\n"), ("", "一")]
    for lead, body in _repeats(parsed, "", pattern.flags):
        out += [("", body), (lead, body), ("", lead + body), ("", lead)]
    return list(dict.fromkeys(_least(lead, body) for lead, body in out))


def _least(lead: str, body: str) -> tuple[str, str]:
    """Return the shortest that make the same text: ab before abab over and over is ab alone."""
    once = body[: (body + body).find(body, 1)]
    return ("" if once and not lead.replace(once, "") else lead), once


def _repeats(parsed: Any, lead: str, flags: int) -> Iterator[tuple[str, str]]:
    """Yield for each repeat what leads to it and one sample of what it repeats."""
    for code, given in parsed:
        inner = _inner(code, given)
        if code in _REPEATS and given[1] > 1:
            yield lead, _sample(given[2], flags)
        for one in inner:
            yield from _repeats(one, lead, flags)
        if code not in (op.ASSERT, op.ASSERT_NOT):
            lead += _sample([(code, given)], flags)


_REPEATS = {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}


def _inner(code: Any, given: Any) -> list[Any]:
    if code in _REPEATS:
        return [given[2]]
    if code is op.SUBPATTERN:
        return [given[3]]
    if code is op.BRANCH:
        return list(given[1])
    if code is op.ATOMIC_GROUP:
        return [given]
    if code in (op.ASSERT, op.ASSERT_NOT):
        return [given[1]]
    return []


def _sample(parsed: Any, flags: int) -> str:
    """Return a shortest text that the parts of a pattern match, as far as can be said simply."""
    out = []
    for code, given in parsed:
        if code is op.LITERAL:
            out.append(chr(given))
        elif code in (op.IN, op.NOT_LITERAL, op.ANY):
            out.append(_char(code, given, flags))
        elif code in _REPEATS:
            out.append(_sample(given[2], flags) * (given[0] or min(1, given[1])))
        elif code is op.BRANCH:
            out.append(max((_sample(b, flags) for b in given[1][:8]), key=bool))
        elif code is op.SUBPATTERN:
            out.append(_sample(given[3], flags))
        elif code is op.ATOMIC_GROUP:
            out.append(_sample(given, flags))
        elif code is op.ASSERT and given[0] > 0:
            pass
    return "".join(out)


def _char(code: Any, given: Any, flags: int) -> str:
    """Return a character of a class: one that stands in it, or one that it does not rule out."""
    if code is op.IN:
        for kind, value in given:
            if kind is op.LITERAL:
                return chr(value)
            if kind is op.RANGE:
                return chr(value[0])
    return next((c for c in _CANDIDATES if _fits(code, given, c)), "x")


def _fits(code: Any, given: Any, char: str) -> bool:
    if code is op.ANY:
        return char != "\n"
    if code is op.NOT_LITERAL:
        return bool(ord(char) != given)
    negated = bool(given) and given[0][0] is op.NEGATE
    return any(_has(kind, value, char) for kind, value in given) != negated


def _has(kind: Any, value: Any, char: str) -> bool:
    if kind is op.LITERAL:
        return bool(ord(char) == value)
    if kind is op.RANGE:
        return bool(value[0] <= ord(char) <= value[1])
    if kind is op.CATEGORY:
        return bool(re.match(_CATEGORIES[value], char))
    return False


_CATEGORIES = {
    op.CATEGORY_DIGIT: r"\d",
    op.CATEGORY_NOT_DIGIT: r"\D",
    op.CATEGORY_SPACE: r"\s",
    op.CATEGORY_NOT_SPACE: r"\S",
    op.CATEGORY_WORD: r"\w",
    op.CATEGORY_NOT_WORD: r"\W",
}
