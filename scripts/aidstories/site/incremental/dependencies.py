"""The dependency record: from what each value and each output of a build was made.

A *basis* is all that something is made from, as values that compare equal where it would come out
the same. An output whose basis equals that of the last whole build stands, and is not made again.
What a page asks of the archive while it is rendered (`watched.py`) is part of its basis: questions
with their answers, which are asked again before the page is taken to stand.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from types import MappingProxyType
from typing import NamedTuple, Protocol, TypeVar, cast

T = TypeVar("T")
Answers = Mapping[Hashable, object]
"""Questions to the archive, each with what it answered."""
Answer = Callable[[Hashable], object]


class Stands(Protocol):
    """Says whether an output need not be made: see `Dependencies.stands`."""

    def __call__(self, uri: str, basis: object, answer: Answer | None = None) -> bool:
        """Return whether the output at ``uri`` stands."""


class Made(NamedTuple):
    """What an output was made from: its basis, and what its templates asked.

    ``needs`` is what it wants beside it, such as a font.
    """

    basis: object
    answers: Answers = MappingProxyType({})
    needs: object = None


def never(uri: str, basis: object, answer: Answer | None = None) -> bool:
    """Say of every output that it does not stand."""
    return False


class Dependencies:
    """The record of the last whole build and of the one that is under way.

    A new one knows nothing: with it everything is made.
    """

    def __init__(self) -> None:
        self._values: dict[Hashable, tuple[object, object]] = {}
        self._asked: dict[Hashable, tuple[object, object]] = {}
        self._outputs: dict[str, Made] = {}
        self._standing: dict[str, Made] = {}
        self._made: dict[str, Made] = {}

    def value(self, name: Hashable, basis: object, make: Callable[[], T]) -> T:
        """Return the value ``name``, made by ``make`` unless one of an equal basis is at hand."""
        held = self._asked.get(name) or self._values.get(name)
        if held is None or held[0] != basis:
            held = basis, make()
        self._asked[name] = held
        return cast(T, held[1])

    def stands(self, uri: str, basis: object, answer: Answer | None = None) -> bool:
        """Return whether the output at ``uri`` need not be made; ``answer`` is asked again.

        Where it must be, it counts as made from ``basis`` from now on.
        """
        before = self._outputs.get(uri)
        if (
            before is not None
            and before.basis == basis
            and all(answer and answer(asked) == told for asked, told in before.answers.items())
        ):
            self._standing[uri] = before._replace(basis=basis)  # the older one is let go
            return True
        self._made[uri] = Made(basis)
        return False

    def note(self, uri: str, answers: Answers, needs: object = None) -> None:
        """Note what was asked while the output at ``uri`` was made, and what it needs."""
        self._made[uri] = Made(self._made[uri].basis, answers, needs)

    @property
    def standing(self) -> Mapping[str, object]:
        """What the outputs need that are left as they are, by their addresses."""
        return {uri: made.needs for uri, made in self._standing.items()}

    def settle(self) -> None:
        """Take the build that is under way as whole; what it did not ask for is forgotten."""
        self._values, self._asked = self._asked, {}
        self._outputs = {**self._standing, **self._made}
        self._standing, self._made = {}, {}

    def void(self) -> None:
        """Forget the outputs of a build that failed; its values are right all the same."""
        self._values.update(self._asked)
        self._asked, self._standing, self._made = {}, {}, {}
