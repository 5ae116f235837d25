"""What pages asked of the archive: an answer that rests on others is not asked again."""

from __future__ import annotations

import pickle
from collections.abc import Hashable

import pytest

from aidstories.site.incremental.dependencies import Dependencies
from aidstories.site.incremental.questions import ADDRESSES, MOVES, NAMES, rests_on

TAGS, VIEW, OTHERS = ("zh", "tags", "a"), ("zh", "view", "a"), ("zh", "others", "a")
URL, ALL = ("zh", "url_of", "region", ("那曲市",)), ("zh", ADDRESSES)


class Archive:
    """Answers questions, and counts how often it was asked."""

    def __init__(self) -> None:
        self.told: dict[Hashable, object] = dict.fromkeys((TAGS, VIEW, URL, OTHERS, ALL), "x")
        self.asked: list[Hashable] = []

    def answer(self, question: Hashable) -> object:
        self.asked.append(question)
        return self.told[question]


@pytest.fixture
def archive() -> Archive:
    return Archive()


def built(archive: Archive) -> Dependencies:
    """Return what is known behind a build with one page, which asked all questions but one."""
    found = Dependencies()
    assert not found.stands("page", "basis", archive.answer)
    found.note("page", dict.fromkeys((TAGS, URL, OTHERS), archive.answer))
    found.rest("zh", archive.answer)
    found.settle()
    archive.asked.clear()
    return found


def test_only_what_answers_rest_on_is_asked_again(archive: Archive) -> None:
    known = built(archive)
    assert known.stands("page", "basis", archive.answer)
    assert sorted(map(repr, archive.asked)) == sorted(map(repr, (VIEW, ALL, OTHERS)))
    known.rest("zh", archive.answer)
    known.settle()
    assert known.stands("page", "basis", archive.answer), "and so in every build"


@pytest.mark.parametrize("moved", [VIEW, ALL])
def test_where_that_changed_the_question_itself_decides(archive: Archive, moved: Hashable) -> None:
    known = built(archive)
    archive.told[moved] = "y"
    assert known.stands("page", "basis", archive.answer)
    assert TAGS in archive.asked


@pytest.mark.parametrize("changed", [(TAGS, VIEW), (URL, ALL), (OTHERS, OTHERS)])
def test_another_answer_makes_the_page_anew(
    archive: Archive, changed: tuple[Hashable, Hashable]
) -> None:
    known = built(archive)
    archive.told.update(dict.fromkeys(changed, "y"))
    assert not known.stands("page", "basis", archive.answer)


def test_what_is_about_one_thing_alone_rests_on_nothing() -> None:
    assert rests_on(("zh", "whole")) == rests_on(ALL) == rests_on(OTHERS) == ()
    assert rests_on(("bo", "bearer", "people", "王甲", "a")) == (("bo", NAMES, "people"),)
    assert rests_on(("bo", "moved", "people/#name-x")) == (("bo", MOVES),)


def test_a_question_from_other_processes_is_kept_once(archive: Archive) -> None:
    """Each process pickles its own, and a page of each asks for the same places."""
    told = []
    for uri in ("one", "two"):
        elsewhere = Dependencies()
        elsewhere.stands(uri, "basis")
        elsewhere.note(uri, {URL: archive.answer})
        told.append(pickle.loads(pickle.dumps(elsewhere.told([uri]))))
    known = Dependencies()
    for each in told:
        known.hear(each)
    known.settle()
    (one,), (two,), (answered,) = (
        known.outputs["one"].asked,
        known.outputs["two"].asked,
        known.answers,
    )
    assert one == URL and one is two is answered
