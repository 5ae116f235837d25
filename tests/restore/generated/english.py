"""Invented pages in English."""

from __future__ import annotations

from collections.abc import Iterator

from tests.restore.generated.articles import Item
from tests.restore.generated.draw import WORDS, Draw

from aidstories.restore.zones.labels import Zone

_WHO: list[str] = WORDS["english_who"]
_DID: list[str] = WORDS["english_did"]
_WHERE: list[str] = WORDS["english_where"]
_THEN: list[str] = WORDS["english_then"]
_PAPER: list[str] = WORDS["english_paper"]
_NAME: list[str] = WORDS["english_name"]


def english(draw: Draw) -> tuple[str, tuple[str, ...], list[Item]]:
    """Return the title, the writers' names and the lines of a page in English."""
    title = f"{draw.one(_WHO)} {draw.one(_DID)} {draw.one(_WHERE)}"
    name, paper, day = draw.one(_NAME), draw.one(_PAPER), draw.day()
    date = draw.one(
        [f"{day}", f"{day:%m/%d/%Y}", f"{day:%B} {day.day}, {day.year}", f"{day:%d %B %Y}"]
    )
    items = []
    if draw.maybe(0.6):
        arrow = draw.one([" > ", ">>", " / ", " » "])
        label = draw.one(["", "location: ", "You are here: "])
        items.append(
            Item(
                Zone.CRUMB,
                label + arrow.join(["HOME", "News", draw.one(["Health", "Local"])]),
                "crumb",
            )
        )
    items.append(Item(Zone.TITLE, title, "title"))
    parts = [
        f"Source : {paper}",
        f"Author : {name}",
        f"Time : {date}",
        f"Editor : {draw.one(_NAME)}",
    ]
    forms = [
        [Item(Zone.SOURCE, "  ".join(parts), "source")],
        [Item(Zone.BYLINE, f"By {name}", "p"), Item(Zone.SOURCE, f"{paper} | {date}", "source")],
        [Item(Zone.SOURCE, f"Updated: {date}", "source")],
        [Item(Zone.SOURCE, date, "source")],
    ]
    items += draw.one(forms)
    if draw.maybe(0.3):
        items.append(
            Item(
                Zone.CONTROL,
                draw.one(["Share", "Print", "Share | Print | Email", "A A A"]),
                "control",
            )
        )
    if draw.maybe(0.4):
        items.append(
            Item(Zone.CAPTION, f"{_sentence(draw)} [Photo provided to {paper}]", "caption")
        )
    items += [
        Item(Zone.TEXT, " ".join(_sentence(draw) for _ in range(3)))
        for _ in range(draw.rng.randint(2, 6))
    ]
    items += _tail(draw)
    return title, (name,), items


def _sentence(draw: Draw) -> str:
    when = draw.one(["May", "week", "year"])
    said = f"{draw.one(_WHO)} {draw.one(_DID)} {draw.one(_WHERE)} last {when}"
    return f"{said}, so that {draw.one(_THEN)}."


def _tail(draw: Draw) -> Iterator[Item]:
    if draw.maybe(0.3):
        yield Item(Zone.STAFF, f"Editor: {draw.one(_NAME)}", "p")
    if draw.maybe(0.3):
        yield Item(Zone.RELATED, draw.one(["Related News", "Related articles", "More"]), "h3")
        for _ in range(draw.rng.randint(2, 4)):
            yield Item(Zone.RELATED, f"• {draw.one(_WHO)} {draw.one(_DID)}", "a")
    if draw.maybe(0.3):
        yield Item(
            Zone.FOOT,
            draw.one(
                ["Copyright 2024 Plateau Daily. All rights reserved.", "Contact us | About | Terms"]
            ),
            "foot",
        )
