"""A story opened and saved in the editor: the same bytes where nothing was changed."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings

from aidstories.model import Role, Story
from aidstories.site.editor import SINGLE
from aidstories.stories.format.parse import parse_story
from aidstories.stories.format.serialize import serialize
from tests.archive import HOME, TABLES
from tests.site.gold import gold_stories
from tests.stories.strategies import stories

RUN = """
import { storyFormat } from "%s"
import { readFileSync } from "node:fs"
const { fields, texts } = JSON.parse(readFileSync(0, "utf8"))
const { fromFile, toFile } = storyFormat(fields)
const twice = text => toFile(fromFile(text.trim().replace(/\\r\\n?/g, "\\n")))
console.log(JSON.stringify(texts.map(twice)))
"""
FIELDS = [
    {"name": field.name, "type": field.type, "single": field.name in SINGLE}
    for field in TABLES.fields.values()
]


@pytest.fixture(scope="module")
def saved(packages: Path) -> Callable[[list[str]], Any]:
    """Return a function from files to the same files, opened and saved."""
    script = RUN % (HOME / "admin" / "format.js").as_uri()
    command = ["node", "--input-type=module", "--eval", script]

    def saved(texts: list[str]) -> Any:
        given = json.dumps({"fields": FIELDS, "texts": texts})
        done = subprocess.run(command, input=given, capture_output=True, text=True, check=True)
        return json.loads(done.stdout)

    return saved


def test_real_stories_keep_their_bytes(saved: Callable[[list[str]], Any]) -> None:
    texts = [serialize(story).text for story in gold_stories()]
    assert texts and saved(texts) == texts


def wraps(story: Story) -> bool:
    """Return whether a credit has lines of its own: the form has a line for each credit."""
    return any("\n" in text for text in story.article.texts(Role.CREDIT))


def draw(count: int) -> list[Story]:
    """Return random stories, drawn at once: a program of another language is asked about all."""
    drawn = []

    @settings(max_examples=count, phases=[Phase.generate], database=None)
    @given(stories)
    def collect(story: Story) -> None:
        drawn.append(story)

    collect()
    return drawn


def test_any_story_stays_the_same(saved: Callable[[list[str]], Any]) -> None:
    texts = [serialize(story).text for story in draw(60) if not wraps(story)]
    assert len(texts) > 30
    for before, after in zip(texts, saved(texts), strict=True):
        assert parse_story(after, "after.md") == parse_story(before, "before.md")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("kicker: 甲", "kicker: 甲"),
        ("kicker: [甲]", "kicker: 甲"),
        ("kicker: []\nsource:", ""),
        ("published: 2021", "published: '2021'"),
        ("year: '2021'", "year: 2021"),
        ("tags: [甲, 乙]", "tags: [甲, 乙]"),
        ("title: 'CT: 走进县医院'", "title: 'CT: 走进县医院'"),
        ('title: "甲\\u0086乙\\u2028丙"', 'title: "甲\\u0086乙\\u2028丙"'),
    ],
)
def test_shapes_of_values(saved: Callable[[list[str]], Any], before: str, after: str) -> None:
    head = "id: a\ntitle: 义诊\n" if "title" not in before else "id: a\n"
    (text,) = saved([f"---\n{head}{before}\nstatus: 未校对\n---\n\n正文。\n"])
    lines = text.split("---\n")[1].split("\n")
    assert (after in lines) if after else (set(lines) == {*head.split("\n"), "status: 未校对"})
