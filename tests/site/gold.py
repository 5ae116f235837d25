"""Stories made from the gold articles, so that the site is tested whatever has been imported."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from aidstories.model import (
    Article,
    Description,
    Gap,
    Passage,
    Person,
    Role,
    Story,
    YearBasis,
)
from aidstories.stories.format.layout import canonical

GOLD = Path(__file__).parents[1] / "gold"
NAMED = json.loads((GOLD / "labels/people_institutions.json").read_text("utf-8"))
HEAD = {"kicker": Role.KICKER, "title": Role.TITLE, "subtitle": Role.SUBTITLE}


def gold_stories() -> Iterator[Story]:
    for path in sorted(GOLD.glob("[0-9]*.json")):
        for number, article in enumerate(json.loads(path.read_text("utf-8")), 1):
            yield gold_story(f"gold-{path.stem}-{number}", article)


def gold_story(story_id: str, article: dict[str, Any]) -> Story:
    return Story(
        id=story_id,
        article=canonical(Article(passages=tuple(passages(article)))),
        description=description(article),
        capture=f"{article['seed']}.txt",
    )


def passages(article: dict[str, Any]) -> Iterator[Passage]:
    for key, role in HEAD.items():
        if article[key]:
            yield Passage(role=role, text=article[key])
    for block in article["body"]:
        gap = Gap(block["gap"]) if block.get("gap") else None
        yield Passage(role=Role(block["type"]), text=block["text"], gap=gap)
    for figure in article["figures"]:
        yield Passage(role=Role.CAPTION, text=figure["caption"], src=figure.get("src"))
        if figure.get("credit"):
            yield Passage(role=Role.CREDIT, text=figure["credit"])


def description(article: dict[str, Any]) -> Description:
    named = NAMED[article["title"]]
    return Description(
        byline=tuple(Person(**person) for person in article["byline"]),
        source=article["source"],
        via=article["via"],
        dateline=article["dateline"],
        published=article["published"],
        year=article["year"],
        year_basis=YearBasis(article["year_basis"]),
        regions=tuple(article["regions"]),
        donors=tuple(article["donors"]),
        programs=tuple(article["programs"]),
        people=tuple(Person(name=name, role="") for name in named["people"]),
        institutions=tuple(named["institutions"]),
    )
