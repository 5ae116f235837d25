"""What the language says: counts of character n-grams, words with their frequencies, weights.

All of it is one data file, ``data/language.bin``, written by ``scripts/train_continuity.py``:
a line of JSON (format, version, sources with their SHA-256, sections), then the sections.
Strings are keyed by the 32 bits of their CRC; 1 in 10,000 unknown strings passes for a known one.
"""

from __future__ import annotations

import json
import math
import sys
from array import array
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate
from zlib import crc32

FORMAT = 1
START = "\x02"
"""Stands before the first character of a paragraph."""
END = "\x03"
"""Stands behind the last character of a paragraph."""
STEP = 0.05
"""A stored byte ``b`` > 0 is the natural logarithm ``(b - 1) * STEP``; 0 is absent."""
BACKOFF = math.log(0.4)
"""Price of leaving out the first character of a context (Brants et al. 2007, section 4)."""
LONGEST_WORD = 8


@dataclass(frozen=True, slots=True)
class Table:
    """Bytes under string keys: buckets by the upper 16 bits of the CRC, lower 16 sorted within."""

    starts: array[int]
    keys: array[int]
    values: bytes

    def get(self, key: str) -> int:
        """Return the byte of ``key``, 0 where it is absent."""
        code = crc32(key.encode("utf-8", "surrogatepass"))
        low, end = code & 0xFFFF, self.starts[(code >> 16) + 1]
        i = bisect_left(self.keys, low, self.starts[code >> 16], end)
        return self.values[i] if i < end and self.keys[i] == low else 0


@dataclass(frozen=True, slots=True)
class Language:
    """The data file in memory.

    ``hashed`` holds the weights of sparse features, ``scale`` units each; ``weights`` those of
    the named features, by model.
    """

    header: Mapping[str, object]
    grams: Table
    words: Table
    hashed: array[int]
    scale: float
    weights: Mapping[str, Mapping[str, float]]
    total: float
    """Natural logarithm of the number of characters counted."""
    word_total: float
    """Natural logarithm of the number of words counted."""

    def char(self, context: str, c: str) -> float:
        """Return the natural logarithm of the likelihood of ``c`` after ``context``.

        Only the last two characters of ``context`` count. The values are scores of a stupid
        backoff model (Brants et al. 2007): comparable, not summing to one.
        """
        price, context = 0.0, context[-2:]
        while context:
            if found := self.grams.get(context + c):
                return price + (found - max(self.grams.get(context), found)) * STEP
            price += BACKOFF
            context = context[1:]
        found = self.grams.get(c)
        return price - self.total + ((found - 1) * STEP if found else -1.0)

    def text(self, context: str, text: str) -> float:
        """Return the sum of :meth:`char` over ``text``, which follows ``context``."""
        total = 0.0
        for i, c in enumerate(text):
            total += self.char((context + text[max(0, i - 2) : i])[-2:], c)
        return total

    def word(self, word: str) -> float | None:
        """Return the natural logarithm of the frequency of ``word``, None where it is none."""
        found = self.words.get(word)
        return (found - 1) * STEP - self.word_total if found else None

    def cut(self, text: str) -> float:
        """Return the log likelihood of the best division of ``text`` into words."""
        unknown = -2 - self.word_total
        best = [0.0] + [-math.inf] * len(text)
        for i in range(len(text)):
            best[i + 1] = max(best[i + 1], best[i] + (self.word(text[i]) or unknown))
            for j in range(i + 2, min(len(text), i + LONGEST_WORD) + 1):
                if found := self.words.get(text[i:j]):
                    best[j] = max(best[j], best[i] + (found - 1) * STEP - self.word_total)
        return best[-1]

    def sparse(self, names: list[str]) -> float:
        """Return the sum of the weights of the sparse features ``names``."""
        mask = len(self.hashed) - 1
        return self.scale * sum(
            self.hashed[crc32(n.encode("utf-8", "surrogatepass")) & mask] for n in names
        )


def _array(code: str, data: bytes) -> array[int]:
    numbers = array(code)
    numbers.frombytes(data)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def parse(data: bytes) -> Language:
    """Read the bytes of a data file. Raises ValueError where the format is another one."""
    line, _, body = data.partition(b"\n")
    header = json.loads(line)
    if header["format"] != FORMAT:
        raise ValueError(f"language.bin: format {header['format']}, expected {FORMAT}")
    parts, at = {}, 0
    for name, size in header["sections"]:
        parts[name] = body[at : at + size]
        at += size

    def table(name: str) -> Table:
        sizes = _array("H", parts[f"{name}.sizes"])
        starts = array("I", accumulate(sizes, initial=0))
        return Table(starts, _array("H", parts[f"{name}.keys"]), parts[f"{name}.values"])

    return Language(
        header=header,
        grams=table("grams"),
        words=table("words"),
        hashed=_array("b", parts["hashed"]),
        scale=header["scale"],
        weights=header["weights"],
        total=header["total"],
        word_total=header["word_total"],
    )


@lru_cache(maxsize=1)
def language() -> Language:
    """Return the language model of the package, read at the first call."""
    return parse(files(__package__).joinpath("data/language.bin").read_bytes())
