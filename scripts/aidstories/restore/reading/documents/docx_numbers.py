"""The numbers that Word prints before the paragraphs of a list, and that no text holds."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

from aidstories.restore.reading.documents.docx_styles import W, value

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LEVELS = 9
"""Levels of a list in Word."""


class _Level(NamedTuple):
    form: str = "decimal"
    pattern: str = "%1."
    start: int = 1
    suffix: str = "tab"


class Numbering:
    """Counts the paragraphs of the lists of a file, in the order of its text."""

    def __init__(self, root: Element | None) -> None:
        self._lists: dict[str, str] = {}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._restarts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        for abstract in () if root is None else root.findall(f"{W}abstractNum"):
            self._levels[abstract.get(f"{W}abstractNumId", "")] = _levels(abstract)
        for num in () if root is None else root.findall(f"{W}num"):
            key = num.get(f"{W}numId", "")
            self._lists[key] = value(num.find(f"{W}abstractNumId")) or ""
            for override in num.findall(f"{W}lvlOverride"):
                start = value(override.find(f"{W}startOverride"))
                if start and start.isdecimal():
                    depth = _depth(override)
                    self._restarts[key, depth] = int(start[:6])

    def label(self, number: str, depth: int) -> str | None:
        """Return what stands before the next paragraph of a list: ``一、``, ``1. ``.

        Empty for a bullet; None where ``number`` names no list or one that prints nothing.
        """
        key = self._lists.get(number, "")
        levels = self._levels.get(key)
        if levels is None or not 0 <= depth < _LEVELS:
            return None
        counts = self._counts[key]
        level = levels.get(depth, _Level())
        start = self._restarts.pop((number, depth), None)
        again = depth not in counts or start is not None
        counts[depth] = (level.start if start is None else start) if again else counts[depth] + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        if level.form == "bullet":
            return ""
        if level.form == "none" or not level.pattern:
            return None
        text = re.sub(r"%([1-9])", lambda m: _printed(levels, counts, int(m[1]) - 1), level.pattern)
        return text if level.suffix == "nothing" or not text[-1:].isascii() else f"{text} "


def _levels(abstract: Element) -> dict[int, _Level]:
    return {_depth(level): _level(level) for level in abstract.findall(f"{W}lvl")}


def _level(level: Element) -> _Level:
    start = value(level.find(f"{W}start")) or "1"
    return _Level(
        form=value(level.find(f"{W}numFmt")) or "decimal",
        pattern=value(level.find(f"{W}lvlText")) or "",
        start=int(start[:6]) if start.isdecimal() else 1,
        suffix=value(level.find(f"{W}suff")) or "tab",
    )


def _depth(element: Element) -> int:
    depth = element.get(f"{W}ilvl", "0")
    return int(depth) if re.fullmatch(r"\d", depth) else 0


def _printed(levels: Mapping[int, _Level], counts: Mapping[int, int], depth: int) -> str:
    level = levels.get(depth, _Level())
    return number_in(level.form, counts.get(depth, level.start))


def number_in(form: str, number: int) -> str:
    """Return a number in one of Word's forms: ``chineseCounting`` 3 → 三 (ECMA-376, 17.18.59)."""
    if form in ("chineseCounting", "chineseCountingThousand", "japaneseCounting"):
        return _counted(number, _DIGITS, "十百千") if number < 10_000 else str(number)
    if form in ("taiwaneseCounting", "taiwaneseCountingThousand"):
        return _counted(number, _DIGITS, "十百千") if number < 10_000 else str(number)
    if form == "chineseLegalSimplified":
        return _counted(number, _FORMAL, "拾佰仟") if number < 10_000 else str(number)
    if form in ("ideographDigital", "taiwaneseDigital"):
        return "".join(_DIGITS[int(d)] for d in str(number))
    if form == "ideographTraditional" and 1 <= number <= 10:
        return _STEMS[number - 1]
    if form.startswith("decimalEnclosedCircle") and 1 <= number <= 20:
        return chr(ord("①") + number - 1)
    if form in ("lowerLetter", "upperLetter") and 1 <= number <= 26:
        letter = chr(ord("a") + number - 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and 1 <= number <= 39:
        roman = ""
        for worth, letters in _ROMAN:
            roman += letters * (number // worth)
            number %= worth
        return roman.upper() if form == "upperRoman" else roman
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _counted(number: int, digits: str, units: str) -> str:
    """Return a number below 10,000 in words: 12 → 十二, 105 → 一百〇五."""
    out, pending = "", False
    for place, digit in zip(range(len(str(number)) - 1, -1, -1), str(number), strict=True):
        if digit == "0":
            pending = bool(out)
            continue
        out += (
            (digits[0] if pending else "")
            + digits[int(digit)]
            + (units[place - 1] if place else "")
        )
        pending = False
    if 10 <= number < 20 and digits is _DIGITS:
        return out[1:]
    return out or digits[0]
