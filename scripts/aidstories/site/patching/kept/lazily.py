"""What is read or made when somebody asks for it first, and once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TypeVar, overload

from aidstories.model import Story

K = TypeVar("K")
V = TypeVar("V")
V_co = TypeVar("V_co", covariant=True)


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


class Shelf(Sequence[V_co]):
    """The stories of a list by their ``ids``, each of which ``read`` returns, or what shows it."""

    def __init__(self, ids: tuple[str, ...], read: Callable[[str], V_co]) -> None:
        self.ids, self._read = ids, read

    @overload
    def __getitem__(self, at: int) -> V_co: ...

    @overload
    def __getitem__(self, at: slice) -> Shelf[V_co]: ...

    def __getitem__(self, at: int | slice) -> V_co | Shelf[V_co]:
        """Return a story, or some."""
        if isinstance(at, slice):
            return Shelf(self.ids[at], self._read)
        return self._read(self.ids[at])

    def without(self, ids: Collection[str]) -> Shelf[V_co]:
        """Return the stories but for some."""
        return Shelf(tuple(id_ for id_ in self.ids if id_ not in ids), self._read)

    def __len__(self) -> int:
        return len(self.ids)


def ids_of(stories: Sequence[Story]) -> tuple[str, ...]:
    """Return the ids of ``stories``, of which none is read for that."""
    return stories.ids if isinstance(stories, Shelf) else tuple(story.id for story in stories)


def without(stories: Sequence[Story], ids: Collection[str]) -> Sequence[Story]:
    """Return ``stories`` but for those of ``ids``, of which none is read for that."""
    if isinstance(stories, Shelf):
        return stories.without(ids)
    return [story for story in stories if story.id not in ids]
