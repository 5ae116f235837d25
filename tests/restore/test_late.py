"""Patterns that are compiled when they are first asked."""

from __future__ import annotations

import copy
import re

import pytest

from aidstories.restore.lexicon.late import Late, late


def test_nothing_is_compiled_before_it_is_asked() -> None:
    unasked = late("(")
    with pytest.raises(re.error):
        unasked.search("")


def test_it_answers_as_the_pattern_does() -> None:
    pattern, text = late("A(b)", re.I), "ab AB"
    assert [m.group(1) for m in pattern.finditer(text)] == ["b", "B"]
    assert pattern.sub("", text) == " "
    assert pattern.fullmatch(text) is None
    assert pattern.groups == 1
    assert pattern.search is pattern.search  # no second look for the pattern


def test_what_no_pattern_has_it_has_not() -> None:
    with pytest.raises(AttributeError):
        _ = late("a").nothing  # type: ignore[attr-defined]
    held = copy.copy(late("a"))
    assert isinstance(held, Late)
    assert held.search("a")
