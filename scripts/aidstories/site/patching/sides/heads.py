"""Stories of which only what describes them is at hand; the rest is read when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from aidstories.model import Article, Description, Person, Status, Story, YearBasis

_LONG = ("evidence", "aid")
"""Fields of a description that say where in the text, or what in many words."""
_DESCRIBED = tuple(each.name for each in fields(Description) if each.name not in _LONG)
_OWN = tuple(
    each.name for each in fields(Story) if each.name not in ("article", "description", "status")
)
Head = tuple[Any, ...]
"""What stands before the text of a story, as plain values."""


class _Described(Description):
    __slots__ = ("_whole",)
    _whole: Callable[[], Story]

    @property
    def evidence(self) -> Any:
        """The evidence of the whole story."""
        return self._whole().description.evidence

    @property
    def aid(self) -> Any:
        """The statements of the whole story."""
        return self._whole().description.aid


class _Headed(Story):
    __slots__ = ("_whole",)
    _whole: Callable[[], Story]

    @property
    def article(self) -> Article:
        """The article of the whole story."""
        return self._whole().article


def head_of(story: Story) -> Head:
    """Return the head of ``story``."""
    own = tuple(getattr(story, name) for name in _OWN)
    described = (_plain(name, getattr(story.description, name)) for name in _DESCRIBED)
    return *own, story.status.value, *described


def _plain(name: str, value: Any) -> Any:
    if name == "other":
        return tuple((each, _people(told)) for each, told in value)
    return value.value if name == "year_basis" else _people(value)


def _people(value: Any) -> Any:
    """Return a value with each person as a list: no text is one."""
    if isinstance(value, tuple):
        return tuple([v.name, v.role] if isinstance(v, Person) else v for v in value)
    return value


def story_of(head: Head, whole: Callable[[], Story]) -> Story:
    """Return the story of ``head``; ``whole`` reads what that lacks."""
    story, told = object.__new__(_Headed), object.__new__(_Described)
    object.__setattr__(story, "_whole", whole)
    object.__setattr__(told, "_whole", whole)
    own, (status, *described) = head[: len(_OWN)], head[len(_OWN) :]
    for name, value in zip(_OWN, own, strict=True):
        object.__setattr__(story, name, value)
    for name, value in zip(_DESCRIBED, described, strict=True):
        object.__setattr__(told, name, _told(name, value))
    object.__setattr__(story, "status", Status(status))
    object.__setattr__(story, "description", told)
    return story


def _told(name: str, value: Any) -> Any:
    if name == "other":
        return tuple((each, _persons(told)) for each, told in value)
    return YearBasis(value) if name == "year_basis" else _persons(value)


def _persons(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(Person(name=v[0], role=v[1]) if type(v) is list else v for v in value)
    return value
