"""Raised and lowered figures: m<sup>2</sup> is printed m², SpO<sub>2</sub> SpO₂."""

from __future__ import annotations

RAISED = ("sup", "sub")
_PLAIN = "0123456789+-=()"
_HIGH = str.maketrans(_PLAIN + "n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOW = str.maketrans(_PLAIN, "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


def raised(text: str, above: bool) -> str | None:
    """Return ``text`` in raised figures, lowered where not ``above``; None where it has others.

    A note such as ``[1]`` or a whole word stays as it is.
    """
    table = _HIGH if above else _LOW
    return text.translate(table) if text and all(ord(c) in table for c in text) else None
