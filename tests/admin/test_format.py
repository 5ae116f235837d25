"""A story opened and saved in the editor: the same bytes where nothing was changed."""

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from hypothesis import Phase, given, settings

from aidstories.model import Role, Story
from aidstories.paths import ArchivePaths
from aidstories.stories.format.parse import parse_story
from aidstories.stories.format.serialize import serialize
from tests.admin.conftest import Node
from tests.archive import HOME
from tests.stories.strategies import stories

TWICE = """
const twice = text => format.toFile(format.fromFile(text.trim().replace(/\\r\\n?/g, "\\n")))
const answer = given.texts.map(twice)
"""
SHAPES = (
    ("kicker: 甲", "kicker: 甲"),
    ("kicker: [甲]", "kicker: 甲"),
    ("kicker: []\nsource:", ""),
    ("published: 2021", "published: '2021'"),
    ("year: '2021'", "year: 2021"),
    ("tags: [甲, 乙]", "tags: [甲, 乙]"),
    ("title: 'CT: 走进县医院'", "title: 'CT: 走进县医院'"),
    ('title: "甲\\u0086乙\\u2028丙"', 'title: "甲\\u0086乙\\u2028丙"'),
)


@pytest.fixture(scope="module")
def saved(node: Node) -> Callable[[list[str]], Any]:
    """Return a function from files to the same files, opened and saved."""
    return lambda texts: node(TWICE, texts=texts)


def test_the_archives_stories_keep_their_bytes(saved: Callable[[list[str]], Any]) -> None:
    texts = [path.read_text("utf-8") for path in ArchivePaths(HOME).story_files()]
    assert texts and saved(texts) == texts


def wraps(story: Story) -> bool:
    """Return whether a credit has lines of its own: the form has a line for each credit."""
    return any("\n" in text for text in story.article.texts(Role.CREDIT))


@cache
def draw() -> tuple[Story, ...]:
    """Return random stories, drawn at once: a program of another language is asked about all."""
    drawn = []

    @settings(max_examples=60, phases=[Phase.generate], database=None)
    @given(stories)
    def collect(story: Story) -> None:
        drawn.append(story)

    collect()
    return tuple(drawn)


def test_any_story_stays_the_same(saved: Callable[[list[str]], Any]) -> None:
    texts = [serialize(story).text for story in draw() if not wraps(story)]
    assert len(texts) > 30
    for before, after in zip(texts, saved(texts), strict=True):
        assert parse_story(after, "after.md") == parse_story(before, "before.md")


def test_shapes_of_values(saved: Callable[[list[str]], Any]) -> None:
    heads = ["id: a\ntitle: 义诊\n" if "title" not in before else "id: a\n" for before, _ in SHAPES]
    files = [
        f"---\n{head}{before}\nstatus: 未校对\n---\n\n正文。\n"
        for head, (before, _) in zip(heads, SHAPES, strict=True)
    ]
    for head, text, (before, after) in zip(heads, saved(files), SHAPES, strict=True):
        lines = text.split("---\n")[1].split("\n")
        whole = {*head.split("\n"), "status: 未校对"}
        assert (after in lines) if after else (set(lines) == whole), before
