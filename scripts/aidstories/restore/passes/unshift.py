"""Half-GBK shifts: one lost byte, and every pair behind it is cut wrong.

”談到來內蒙 without its first byte reads 闭劦絹韮让晒. The pairs fall right again at the next
ASCII character, or where a wrong pair is none (U+FFFD).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from aidstories.restore.lexicon.chars import simplified
from aidstories.restore.lexicon.language import language
from aidstories.restore.lexicon.late import late

_RUN = late("[^\x00-\x7f\ufffd]{5,}\ufffd?")
_PAIRS = b"\n".join(
    bytes([first, second])
    for first in (*range(0x81, 0xA1), *range(0xAA, 0xB0), *range(0xD8, 0xFF))
    for second in range(0x40, 0xFF)
)
_RARE = f"[{''.join(c for c in _PAIRS.decode('gbk', 'ignore') if not c.isascii())}]"
_NEAR = 6
"""Characters within which two rare ones are close: of cut pairs, half begin with such a byte."""
_TWO_RARE = late(f"{_RARE}.{{0,{_NEAR - 1}}}?{_RARE}", re.S)
_GAIN, _TOTAL = 3.0, 15.0
"""Natural logarithms by which the text must become likelier, per character and as a whole."""
_NO_PAIR = -30.0
_RAREST, _WIDE = -11.0, -6.0
"""Log likelihoods of a character never counted, and of one whose width the counts fold."""


def is_suspect(text: str) -> bool:
    """Return whether ``text`` may hold a shifted run at all: most text does not."""
    return bool(_TWO_RARE.search(text))


def unshift(text: str) -> str | None:
    """Return ``text`` with half-shifted runs decoded again, None where there is none.

    A run is decoded only where that is likelier by far. What the shift has destroyed, the first
    character and the last, becomes U+FFFD; the rest is exact.
    """
    fixed = _RUN.sub(lambda match: _repaired(match[0]), text)
    return fixed if fixed != text else None


def _repaired(run: str) -> str:
    body = run.rstrip("\ufffd")
    try:
        data = body.encode("gbk")
    except UnicodeEncodeError:
        return run
    if not is_suspect(body):
        return run
    pairs = ["", *(_character(data[i : i + 2]) for i in range(1, len(data) - 1, 2))]
    old, new = _likelihoods(body), _likelihoods(pairs)
    # Pair i takes the second byte of character i - 1 and the first of character i.
    start, end = _heaviest([_NO_PAIR, *(new[i] - old[i - 1] for i in range(1, len(old)))])
    while start < end and new[end - 1] - old[end - 1] < _GAIN:
        end -= 1
    gain = sum(new[start:end]) - sum(old[start:end])
    if gain < max(_TOTAL, _GAIN * (end - start)) or len(set(pairs[start:end])) < 3:
        return run
    rest = "" if end == len(body) else body[end:]
    return f"{body[: start - 1]}\ufffd{''.join(pairs[start:end])}\ufffd{rest}"


def _character(pair: bytes) -> str:
    try:
        return pair.decode("gbk")
    except UnicodeDecodeError:
        return ""


def _likelihoods(characters: Sequence[str]) -> list[float]:
    """Return the log likelihood of each character after the one before it."""
    plain = [simplified(c) for c in characters]
    return [
        _likelihood(plain[i - 1] if i else "", c) if c else _NO_PAIR for i, c in enumerate(plain)
    ]


def _likelihood(before: str, c: str) -> float:
    return _WIDE if "０" <= c <= "ｚ" else max(_RAREST, language().char(before, c))


def _heaviest(gains: Sequence[float]) -> tuple[int, int]:
    """Return start and end of the stretch with the greatest sum (Kadane's algorithm)."""
    best, most, start, total = (0, 0), 0.0, 0, 0.0
    for i, gain in enumerate(gains):
        if total <= 0:
            start, total = i, 0.0
        total += gain
        if total > most:
            best, most = (start, i + 1), total
    return best
