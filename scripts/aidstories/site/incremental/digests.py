"""Digests of what things are made from: equal where they would come out the same.

A digest is taken of the value as bytes without references, marshalled or pickled, so that it does
not matter which parts are the same objects. Where two equal values should have two digests all the
same, something is made that need not be, never the other way round.
"""

from __future__ import annotations

import marshal
import pickle
from collections.abc import Callable
from dataclasses import fields
from enum import Enum
from functools import cache
from hashlib import blake2b
from io import BytesIO
from operator import attrgetter
from secrets import token_bytes
from types import MappingProxyType
from typing import Any

SIZE = 16
"""Bytes of a digest: two of 10^9 different values share one with odds of 1 to 10^20."""
MARSHAL = 2
"""The format of `marshal` without references: it does not matter which are the same objects."""
_PROTOCOL, _FIELDS = 5, "__dataclass_fields__"


class Digests:
    """Digests of values; a part of the archive that many values hold is digested once."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, bytes]] = {}
        self._before: dict[int, tuple[object, bytes]] = {}

    def of(self, value: object) -> bytes:
        """Return the digest of ``value``; of what cannot be pickled one that is never equal."""
        if type(value) is bytes:
            return _hash(b"bytes" + value)
        try:
            plain = self._plain(value)
            return _hash(_marshalled(plain) or self._pickled(plain))
        except (pickle.PicklingError, TypeError, AttributeError, RecursionError, ValueError):
            return token_bytes(SIZE)

    def _pickled(self, plain: object) -> bytes:
        into = BytesIO()
        _Canonical(into, self).dump(plain)
        return into.getvalue()

    def part(self, value: object) -> bytes:
        """Return the digest of a dataclass, taken once for as long as it is at hand."""
        held = self._known.get(id(value)) or self._before.get(id(value))
        if held is None:
            kind: Any = type(value)
            held = value, self.of((kind.__qualname__, _told(kind)(value)))
        self._known[id(value)] = held
        return held[1]

    def _plain(self, value: Any) -> Any:
        """Return ``value`` with the digests of parts, which the pickler would ask for one by one.

        Its sets are in order: that of their parts is another in each process.
        """
        kind = type(value)
        if kind in _ATOMS:
            return value
        if kind not in _NESTED:
            if isinstance(value, Enum):
                return kind.__qualname__, value.name
            return self.part(value) if hasattr(value, _FIELDS) and kind is not type else value
        if kind is frozenset or kind is set:
            return "set", sorted(map(repr, value))
        if kind is dict:
            return {name: self._plain(part) for name, part in value.items()}
        if _ATOMS.issuperset(map(type, value)):
            return value
        return [part if type(part) in _ATOMS else self._plain(part) for part in value]

    def learn(self, value: object, name: object, digest: bytes) -> None:
        """Let ``name`` and ``digest``, of all that ``value`` was made from, stand for it."""
        if hasattr(value, _FIELDS):
            self._known[id(value)] = value, _hash(repr(name).encode() + digest)

    def forget(self) -> None:
        """Let go of the parts that were not met since this was called last."""
        self._before, self._known = self._known, {}


class _Canonical(pickle.Pickler):
    def __init__(self, into: BytesIO, digests: Digests) -> None:
        super().__init__(into, _PROTOCOL)
        self.fast = True
        self._digests = digests

    def reducer_override(self, value: Any) -> Any:
        if hasattr(value, _FIELDS):
            return (
                NotImplemented if isinstance(value, type) else (bytes, (self._digests.part(value),))
            )
        if isinstance(value, MappingProxyType):
            return dict, (dict(value),)
        return NotImplemented


_ATOMS = frozenset({str, int, float, bool, bytes, type(None)})
_NESTED = frozenset({tuple, list, dict, set, frozenset})


def _marshalled(plain: Any) -> bytes | None:
    """Return builtin values as bytes, in half the time; None where others are among them."""
    try:
        return marshal.dumps(plain, MARSHAL)
    except ValueError:
        return None


@cache
def _told(kind: Any) -> Callable[[object], object]:
    """Return what takes the values of all fields of a dataclass of ``kind``."""
    names = [each.name for each in fields(kind)]
    return attrgetter(*names) if names else (lambda value: ())


def _hash(data: bytes | memoryview) -> bytes:
    return blake2b(data, digest_size=SIZE).digest()


def digest_of(data: bytes | memoryview) -> bytes:
    """Return the digest of bytes."""
    return _hash(data)
