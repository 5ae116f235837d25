"""The dependency record: from what each value and each output of a build was made.

A *basis* is all that something is made from, as values that compare equal where it would come out
the same. An output whose basis equals that of the last whole build stands, and is not made again.
What a page asks of the archive while it is rendered (`watched.py`) is part of its basis: questions
with their answers, which are asked again before the page is taken to stand.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import NamedTuple, TypeVar, cast

T = TypeVar("T")
Answers = Mapping[Hashable, object]
"""Questions to the archive, each with what it answered."""


class Made(NamedTuple):
    """What an output was made from: its basis, and what its templates asked."""

    basis: object
    answers: Answers = {}


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

    def stands(
        self,
        uri: str,
        basis: object,
        answer: Callable[[Hashable], object] = lambda question: None,
    ) -> bool:
        """Return whether the output at ``uri`` need not be made; ``answer`` is asked again.

        Where it must be, it counts as made from ``basis`` from now on.
        """
        before = self._outputs.get(uri)
        if (
            before is not None
            and before.basis == basis
            and all(answer(asked) == told for asked, told in before.answers.items())
        ):
            self._standing[uri] = Made(basis, before.answers)  # the older basis is let go
            return True
        self._made[uri] = Made(basis)
        return False

    def asked(self, uri: str, answers: Answers) -> None:
        """Note what was asked while the output at ``uri`` was made."""
        self._made[uri] = Made(self._made[uri].basis, answers)

    @property
    def standing(self) -> Iterable[str]:
        """The addresses of the outputs of the last build that are left as they are."""
        return self._standing.keys()

    def settle(self) -> None:
        """Take the build that is under way as whole; what it did not ask for is forgotten."""
        self._values, self._asked = self._asked, {}
        self._outputs = {**self._standing, **self._made}
        self._standing, self._made = {}, {}

    def void(self) -> None:
        """Forget the outputs of a build that failed; its values are right all the same."""
        self._values.update(self._asked)
        self._asked, self._standing, self._made = {}, {}, {}
