"""Variable-length numbers (LEB128): seven bits a byte, the lowest first."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Ints = NDArray[np.int64]


def encode(values: Iterable[int]) -> bytes:
    """Return the bytes of ``values``, each at least 0."""
    out = bytearray()
    for value in values:
        while value > 0x7F:
            out.append(value & 0x7F | 0x80)
            value >>= 7
        out.append(value)
    return bytes(out)


def encode_array(values: Ints) -> tuple[bytes, Ints]:
    """Return the bytes of ``values`` and the offset behind each of them."""
    lengths = np.ones(len(values), dtype=np.int64)
    longest = int(values.max()).bit_length() if len(values) else 0
    for bits in range(7, longest, 7):
        lengths += values >= 1 << bits
    ends = np.cumsum(lengths)
    starts = ends - lengths
    out = np.zeros(int(ends[-1]) if len(ends) else 0, dtype=np.uint8)
    for byte in range(max(1, -(-longest // 7))):
        longer = lengths > byte
        low = (values[longer] >> 7 * byte) & 0x7F
        low |= np.where(lengths[longer] > byte + 1, 0x80, 0)
        out[starts[longer] + byte] = low
    return out.tobytes(), ends


class Reader:
    """Reads numbers and pieces from bytes, one after the other."""

    def __init__(self, data: bytes, at: int = 0) -> None:
        self.data, self.at = data, at

    def number(self) -> int:
        """Return the next number. Raises IndexError at the end."""
        value = shift = 0
        while True:
            byte = self.data[self.at]
            self.at += 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
            shift += 7

    def numbers(self, count: int) -> list[int]:
        """Return the next ``count`` numbers."""
        return [self.number() for _ in range(count)]

    def piece(self, length: int) -> bytes:
        """Return the next ``length`` bytes. Raises IndexError where there are fewer."""
        if self.at + length > len(self.data):
            raise IndexError("index out of range")
        self.at += length
        return self.data[self.at - length : self.at]


def decode_array(data: bytes) -> Ints:
    """Return all numbers in ``data``."""
    if not data:
        return np.zeros(0, dtype=np.int64)
    raw = np.frombuffer(data, dtype=np.uint8)
    ends = np.flatnonzero(raw < 0x80)
    starts = np.concatenate(([0], ends[:-1] + 1))
    within = np.arange(len(raw)) - np.repeat(starts, ends - starts + 1)
    parts = (raw.astype(np.int64) & 0x7F) << 7 * within
    return np.add.reduceat(parts, starts)
