"""Revisions lead from the machine's text to the editor's and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidstories.stories.store.revisions import Revision, RevisionError, compare, redo, undo

texts = st.lists(st.sampled_from(["", "一", "二", "三", "——"]), max_size=8).map("\n".join)


@given(texts, texts)
def test_there_and_back(base: str, current: str) -> None:
    revisions = compare(base, current)
    assert redo(base, revisions) == current
    assert undo(current, revisions) == base
    assert bool(revisions) == (base != current)


@given(texts)
def test_nothing_changed(text: str) -> None:
    assert compare(text, text) == ()


def test_a_revision_names_lines() -> None:
    assert compare("甲\n乙\n丙", "甲\n己\n丙") == (Revision(line=2, old=("乙",), new=("己",)),)


def test_what_does_not_fit_is_refused() -> None:
    revisions = compare("甲\n乙", "甲\n己")
    with pytest.raises(RevisionError):
        undo("甲\n庚", revisions)
    with pytest.raises(RevisionError):
        redo("甲\n庚", revisions)
