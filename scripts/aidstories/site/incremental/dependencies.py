"""The dependency record: from what each value and each output of a build was made.

A *basis* is all that something is made from. An output whose basis has the digest that it had in
the last whole build stands, and is not made again. What a page asks of the archive while it is
rendered (`watched.py`) is part of its basis: questions with their answers, which are asked again
before the page is taken to stand.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from secrets import token_bytes
from typing import NamedTuple, Protocol, TypeVar, cast

from aidstories.site.incremental.digests import SIZE, Digests
from aidstories.site.incremental.questions import rests_on, story_of

T = TypeVar("T")
Answer = Callable[[Hashable], object]
Asked = Mapping[Hashable, Answer]
"""Questions to the archive, each with what answers it."""


class Stands(Protocol):
    """Says whether an output need not be made: see `Dependencies.stands`."""

    def __call__(self, uri: str, basis: object, answer: Answer | None = None) -> bool:
        """Return whether the output at ``uri`` stands."""


class Made(NamedTuple):
    """What an output was made from: its basis' digest, and which questions its templates asked.

    ``needs`` is what it wants beside it, such as a font.
    """

    basis: bytes
    asked: tuple[Hashable, ...] = ()
    needs: object = None


class Told(NamedTuple):
    """What another process noted: outputs by their addresses, and the answers that they had."""

    made: Mapping[str, Made]
    answered: Mapping[Hashable, bytes]


class Held(NamedTuple):
    """A value that is kept: the digest of its basis, and the value or what fetches it."""

    basis: bytes
    value: object
    fetch: Callable[[], object] | None = None


class Lost(Exception):
    """A value that was kept cannot be had any more."""


def never(uri: str, basis: object, answer: Answer | None = None) -> bool:
    """Say of every output that it does not stand."""
    return False


class Dependencies:
    """The record of the last whole build and of the one that is under way.

    A new one knows nothing: with it everything is made. ``values`` go by names, ``outputs`` by
    addresses, ``answers`` by questions, each with the digest of what it was answered.
    """

    def __init__(
        self,
        values: Mapping[Hashable, Held] | None = None,
        outputs: Mapping[str, Made] | None = None,
        answers: Mapping[Hashable, bytes] | None = None,
    ) -> None:
        self.values = dict(values or {})
        self.outputs = dict(outputs or {})
        self.answers = dict(answers or {})
        self.digests = Digests()
        self._asked: dict[Hashable, Held] = {}
        self._answered: dict[Hashable, bytes] = {}
        self._alike: set[Hashable] = set()
        self._questions: dict[Hashable, Hashable] = {}
        self._standing: dict[str, Made] = {}
        self._made: dict[str, Made] = {}
        self.held: dict[str, tuple[str, ...]] = {}
        """The stories, by id, that the bases of the build under way hold, by their outputs."""

    def value(self, name: Hashable, basis: object, make: Callable[[], T]) -> T:
        """Return the value ``name``, made by ``make`` unless one of an equal basis is at hand."""
        digest = self.digests.of(basis)
        held = self._fetched(self._asked.get(name) or self.values.get(name), digest)
        if held is None:
            held = Held(digest, make())
        self._asked[name] = held
        self.digests.learn(held.value, name, digest)
        return cast(T, held.value)

    def know(self, name: Hashable, basis: object, value: object) -> None:
        """Take ``value`` for what `value` would make of ``basis``: somebody has made it."""
        self.values[name] = Held(self.digests.of(basis), value)

    def kept(self, name: Hashable) -> object:
        """Return the value ``name`` of the last whole build. Raises `Lost`."""
        held = self.values.get(name)
        if held is None:
            raise Lost(name)
        return held.fetch() if held.fetch else held.value

    def put(self, name: Hashable, value: object) -> None:
        """Have ``value`` be the one of the last whole build, of a basis that no other has."""
        self.values[name] = Held(token_bytes(SIZE), value)

    def hold(self, name: Hashable) -> None:
        """Keep the value ``name``, if there is one, though this build may not ask for it."""
        if name in self.values:
            self._asked.setdefault(name, self.values[name])

    def _fetched(self, held: Held | None, digest: bytes) -> Held | None:
        if held is None or held.basis != digest:
            return None
        try:
            return Held(digest, held.fetch()) if held.fetch else held
        except Lost:
            return None

    def stands(self, uri: str, basis: object, answer: Answer | None = None) -> bool:
        """Return whether the output at ``uri`` need not be made; ``answer`` is asked again.

        Where it must be, it counts as made from ``basis`` from now on.
        """
        digest, before = self.digests.of(basis), self.outputs.get(uri)
        if before is not None and before.basis == digest and self._all_same(before.asked, answer):
            self._standing[uri] = before
            return True
        self._made[uri] = Made(digest)
        return False

    def _all_same(self, asked: Collection[Hashable], answer: Answer | None) -> bool:
        if self._alike.issuperset(asked):  # of nearly all pages: 50,000 questions in .03 s
            return True
        return answer is not None and all(
            each in self._alike or self._same(each, answer) for each in asked
        )

    def _same(self, question: Hashable, answer: Answer) -> bool:
        """Return whether ``question`` is answered as it was in the last whole build."""
        now, before = self._answered.get(question), self.answers.get(question)
        if now is None:
            rests = rests_on(question)
            if rests and before and self._all_same(rests, answer):
                now = before
            else:
                now = self.digests.of(answer(question))
            self._answered[question] = now
        if now == before:
            self._alike.add(question)
        return now == before

    def rest(self, language: str, answer: Answer) -> None:
        """Note also what the answers in ``language`` rest on."""
        asked = [each for each in self._answered if isinstance(each, tuple) and each[0] == language]
        for question in {one for each in asked for one in rests_on(each)}:
            if question not in self._answered:
                self._answered[question] = self.digests.of(answer(question))

    def note(self, uri: str, asked: Asked, needs: object = None) -> None:
        """Note what was asked while the output at ``uri`` was made, and what it needs.

        Of an answer its digest is kept, of equal questions one: pages ask the same 50 times over.
        """
        for question, answer in asked.items():
            if question not in self._answered:
                self._answered[question] = self.digests.of(answer(question))
            self._questions.setdefault(question, question)
        questions = tuple(map(self._questions.__getitem__, asked))
        self._made[uri] = Made(self._made[uri].basis, questions, needs)

    def told(self, uris: Iterable[str]) -> Told:
        """Return what was noted of the outputs at ``uris``, for `hear` in another process."""
        made = {uri: self._made[uri] for uri in uris}
        asked = {question for each in made.values() for question in each.asked}
        return Told(made, {question: self._answered[question] for question in asked})

    def hear(self, told: Told) -> None:
        """Take over what another process, forked from this one, noted of what it made."""
        same = self._questions.setdefault
        for uri, made in told.made.items():
            self._made[uri] = made._replace(asked=tuple(same(one, one) for one in made.asked))
        for question, answer in told.answered.items():
            self._answered.setdefault(same(question, question), answer)

    def spoil(self, uris: Iterable[str]) -> None:
        """Forget the outputs at ``uris``: something has happened to them."""
        for uri in uris:
            self.outputs.pop(uri, None)

    @property
    def standing(self) -> Mapping[str, object]:
        """What the outputs need that are left as they are, by their addresses."""
        return {uri: made.needs for uri, made in self._standing.items()}

    def told_of(self) -> Iterator[tuple[str, frozenset[str]]]:
        """Yield the outputs whose bases `held` knows, each with all stories that it may show."""
        for uri, held in self.held.items():
            made = self._made.get(uri) or self._standing[uri]
            asked = (id_ for id_ in map(story_of, made.asked) if id_ is not None)
            yield uri, frozenset((*held, *asked))

    @property
    def made(self) -> Collection[str]:
        """The outputs that the build under way has made from a basis."""
        return self._made.keys()

    def settle(self) -> None:
        """Take the build that is under way as whole; what it did not ask for is forgotten."""
        self.values, self._asked = self._asked, {}
        self.outputs = {**self._standing, **self._made}
        self._alike, self._questions = set(), {}
        self._standing, self._made, self.held = {}, {}, {}
        self.digests.forget()
        asked = set[Hashable]().union(*(made.asked for made in self.outputs.values()))
        asked.update(*{rests_on(question) for question in asked})
        answers = ChainMap(self._answered, self.answers)
        self.answers = {one: answers[one] for one in asked if one in answers}
        self._answered = {}

    def void(self) -> None:
        """Forget the outputs of a build that failed; its values are right all the same."""
        self.values.update(self._asked)
        self._asked, self._answered, self._alike, self._standing = {}, {}, set(), {}
        self._made, self.held = {}, {}
