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
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from zlib import crc32

import numpy as np

from aidstories.restore.data import data_file

FORMAT = 3
START = "\x02"
"""Stands before the first character of a paragraph."""
END = "\x03"
"""Stands behind the last character of a paragraph."""
STEP = 0.05
"""The byte ``b`` > 0 of an n-gram: its count has the natural logarithm ``(b - 1) * STEP``."""
WORD_STEP = 0.45
"""The byte of a word: its class in the upper three bits, below them the same with this step."""
CLASSES = "?nNvdtpu"
"""Classes of words: other, noun, name, verb, adverb or adjective, numeral or time, preposition,
particle or pronoun. What is not Han is its own class."""
BACKOFF = math.log(0.4)
"""Price of leaving out the first character of a context (Brants et al. 2007, section 4)."""
UNKNOWN = -2.0
"""The logarithm of a single character's count that is no word."""
LONGEST_WORD = 5
_KEPT = 1 << 14
"""Answers that a table keeps, 2 MB: on 700 pages 77 of 100 n-grams had been asked for before."""


@dataclass(frozen=True, slots=True)
class Table:
    """Bytes under string keys: buckets by the upper 16 bits of the CRC, lower 16 sorted within."""

    starts: array[int]
    keys: array[int]
    values: bytes
    get: Callable[[str], int] = field(init=False, repr=False, compare=False)
    """Return the byte of a key, 0 where it is absent; the last `_KEPT` answers are kept."""
    begins: Callable[[str], int | None] = field(init=False, repr=False, compare=False)
    """Return the same, None where it is absent or no Han character ends it: no word begins so."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "get", lru_cache(maxsize=_KEPT)(self._find))
        object.__setattr__(self, "begins", lru_cache(maxsize=_KEPT)(self._begins))

    def _find(self, key: str) -> int:
        return self._at(key.encode("utf-8", "surrogatepass")) or 0

    def _begins(self, key: str) -> int | None:
        code = key.encode("utf-8", "surrogatepass")
        return self._at(code) if len(code) == 3 * len(key) else None

    def _at(self, key: bytes) -> int | None:
        code = crc32(key)
        low, end = code & 0xFFFF, self.starts[(code >> 16) + 1]
        i = bisect_left(self.keys, low, self.starts[code >> 16], end)
        return self.values[i] if i < end and self.keys[i] == low else None


@dataclass(frozen=True, slots=True)
class Language:
    """The data file in memory.

    ``words`` also holds the beginnings of words that are none, with byte 0. ``total`` is the
    natural logarithm of the number of characters counted, ``levels`` the log frequency of a word
    by the lower bits of its byte, first that of no word. ``hashed`` holds weights of sparse
    features, in units of ``scale``; ``weights`` those of named features, by model.
    """

    header: Mapping[str, object]
    grams: Table
    words: Table
    total: float
    levels: Sequence[float]
    hashed: array[int]
    scale: float
    weights: Mapping[str, Mapping[str, float]]

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
        whole = context[-2:] + text
        at = len(whole) - len(text)
        return sum(self.char(whole[max(0, i - 2) : i], whole[i]) for i in range(at, len(whole)))

    def word(self, word: str) -> float | None:
        """Return the natural logarithm of the frequency of ``word``, None where it is none."""
        level = self.words.get(word) & 31
        return self.levels[level] if level else None

    def word_class(self, word: str) -> str:
        """Return one of :data:`CLASSES`, or ``word`` where it is no Han character."""
        found = self.words.get(word)
        return CLASSES[found >> 5] if found or "\u3400" <= word[:1] <= "\u9fff" else word

    def cut(self, text: str) -> float:
        """Return the log likelihood of the likeliest division of ``text`` into words."""
        return divide(text, self.prices(text))[0]

    def prices(self, text: str) -> list[list[tuple[int, float]]]:
        """Return, for each place of ``text``, the words that start there: length, log frequency.

        A single character is always a word; longer ones are of Han characters.
        """
        known, levels, single = self.words.begins, self.levels, (1, self.levels[0])
        found = []
        for i in range(len(text)):
            row = [single]
            for n in range(1, min(LONGEST_WORD, len(text) - i) + 1):
                byte = known(text[i : i + n])
                if byte is None:
                    break
                if level := byte & 31:
                    row.append((n, levels[level]))
            found.append(row)
        return found

    def sparse(self, names: Iterable[str]) -> float:
        """Return the sum of the weights of the sparse features ``names``."""
        hashed, mask = self.hashed, len(self.hashed) - 1
        return self.scale * sum(
            [hashed[crc32(name.encode("utf-8", "surrogatepass")) & mask] for name in names]
        )


def divide(text: str, prices: Sequence[Sequence[tuple[int, float]]]) -> tuple[float, list[str]]:
    """Return the likeliest division of ``text`` into words, its log likelihood first.

    ``prices`` are those of :meth:`Language.prices` for ``text`` and what may follow it.
    """
    best, come = paths(prices, len(text))
    return best[-1], words_to(text, come, len(text))


def paths(
    prices: Sequence[Sequence[tuple[int, float]]], size: int
) -> tuple[list[float], list[int]]:
    """Return, for each place up to ``size``, the likeliest way there and its last word's start."""
    best, come = [0.0] + [-math.inf] * size, [0] * (size + 1)
    for i in range(size):
        so_far = best[i]
        for n, price in prices[i]:
            j = i + n
            if j <= size and so_far + price > best[j]:
                best[j], come[j] = so_far + price, i
    return best, come


def words_to(text: str, come: Sequence[int], end: int) -> list[str]:
    """Return the words of the likeliest way to ``end``."""
    words = []
    while end:
        words.append(text[come[end] : end])
        end = come[end]
    return words[::-1]


def sparse_key(name: str) -> int:
    """Return the number whose lower bits are the place of a sparse feature's weight."""
    return crc32(name.encode("utf-8", "surrogatepass"))


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
        sizes = np.frombuffer(parts[f"{name}.sizes"], dtype="<u2")
        starts = array("I", bytes(4))
        starts.frombytes(np.cumsum(sizes, dtype=np.uint32).tobytes())
        return Table(starts, _numbers("H", parts[f"{name}.keys"]), parts[f"{name}.values"])

    return Language(
        header=header,
        grams=table("grams"),
        words=table("words"),
        total=header["total"],
        levels=[n - header["word_total"] for n in (UNKNOWN, *(k * WORD_STEP for k in range(31)))],
        hashed=_numbers("b", parts["hashed"]),
        scale=header["scale"],
        weights=header["weights"],
    )


def _numbers(code: str, data: bytes) -> array[int]:
    numbers = array(code)
    numbers.frombytes(data)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


@lru_cache(maxsize=1)
def language() -> Language:
    """Return the language data of the package, read at the first call."""
    return parse(data_file("language.bin").read_bytes())
