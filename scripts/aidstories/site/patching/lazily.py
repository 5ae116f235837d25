"""What is read or made when somebody asks for it first, and once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TypeVar, overload

from aidstories.model import Story

K = TypeVar("K")
V = TypeVar("V")


class Lazy(Mapping[K, V]):
    """A mapping of ``keys``, in their order, to what ``make`` returns for each."""

    def __init__(self, keys: Collection[K], make: Callable[[K], V]) -> None:
        self._keys = dict.fromkeys(keys)
        self._make = make
        self._made: dict[K, V] = {}

    def __getitem__(self, key: K) -> V:
        """Return the value of ``key``. Raises `KeyError`, and what making it raises."""
        if key not in self._made:
            if key not in self._keys:
                raise KeyError(key)
            self._made[key] = self._make(key)
        return self._made[key]

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __iter__(self) -> Iterator[K]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


class Shelf(Sequence[Story]):
    """The stories of a list by their ``ids``, each of which ``read`` returns."""

    def __init__(self, ids: tuple[str, ...], read: Callable[[str], Story]) -> None:
        self.ids, self._read = ids, read

    @overload
    def __getitem__(self, at: int) -> Story: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Story, ...]: ...

    def __getitem__(self, at: int | slice) -> Story | tuple[Story, ...]:
        """Return a story, or some."""
        if isinstance(at, slice):
            return tuple(map(self._read, self.ids[at]))
        return self._read(self.ids[at])

    def __len__(self) -> int:
        return len(self.ids)
