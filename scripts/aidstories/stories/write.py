"""A story → the text of its file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from aidstories.model import Description, Evidence, Passage, Person, Role, Story
from aidstories.stories.blocks import write_body
from aidstories.stories.frontmatter import write_front_matter
from aidstories.stories.markdown import mark_gap
from aidstories.stories.order import (
    EVIDENCE_KEYS,
    FIELDS,
    FIGURE,
    KEYS,
    STATEMENT,
    body_items,
    canonical,
    of,
)

DESCRIBED = frozenset(f.name for f in fields(Description))
"""The fields that hold a story's description."""


def story_text(story: Story) -> str:
    """Return the file that holds ``story``: front matter and body."""
    items = list(body_items(canonical(story.article).passages))
    numbers = {id(figure): n for n, figure in enumerate(_figures(items), 1)}
    blocks = [f"[图{numbers[id(i)]}]" if id(i) in numbers else i[0] for i in items]
    return write_front_matter(story_values(story)) + write_body(blocks)


def story_values(story: Story) -> dict[str, Any]:
    """Return the front matter of ``story`` by the names in ``fields.csv``, empty fields left out.

    Values are texts, whole numbers, lists of texts and lists of mappings such as
    ``{"name": …, "role": …}``.
    """
    passages = canonical(story.article).passages
    return _front_matter(story, passages, _figures(body_items(passages)))


def _figures(items: Iterable[list[Passage]]) -> list[list[Passage]]:
    return [item for item in items if item[0].role in FIGURE]


def _front_matter(
    story: Story, passages: Iterable[Passage], figures: list[list[Passage]]
) -> dict[str, Any]:
    d = story.description
    held = {key: _scalar(_marked(of(passages, {role}))) for role, key in KEYS.items()}
    statement = [_statement(p) for p in of(passages, STATEMENT)]
    values: dict[str, Any] = {
        "id": story.id,
        "title": held["title"],
        "kicker": held["kicker"],
        "subtitle": held["subtitle"],
        "statement": _scalar(statement),
        "byline": _people(d.byline),
        "source": d.source,
        "source_line": held["source_line"],
        "via": d.via,
        "dateline": d.dateline,
        "published": d.published,
        "year": d.year,
        "year_basis": d.year_basis.value,
        "regions": list(d.regions),
        "donors": list(d.donors),
        "programs": list(d.programs),
        "people": _people(d.people),
        "institutions": list(d.institutions),
        "editors_note": _marked(of(passages, {Role.NOTE})),
        "figures": [_figure(f) for f in figures],
        "evidence": [_evidence(e) for e in d.evidence],
        "status": story.status.value,
        "seed": story.seed,
        "seed_sha256": story.seed_sha256,
    }
    return {key: values[key] for key in FIELDS if values[key] not in (None, "", [])}


def _scalar(items: list[Any]) -> Any:
    return items[0] if len(items) == 1 else items


def _marked(passages: Iterable[Passage]) -> list[str]:
    return [mark_gap(p.text, p.gap) for p in passages]


def _statement(passage: Passage) -> str | dict[str, str]:
    text = mark_gap(passage.text, passage.gap)
    return {"dateline": text} if passage.role is Role.DATELINE else text


def _people(people: Iterable[Person]) -> list[dict[str, str]]:
    return [{"name": p.name, "role": p.role} if p.role else {"name": p.name} for p in people]


def _figure(passages: list[Passage]) -> dict[str, Any]:
    captions, credits = of(passages, {Role.CAPTION}), of(passages, {Role.CREDIT})
    figure = {
        "caption": _scalar(_marked(captions)) if captions else None,
        "credit": _scalar(_marked(credits)),
        "src": captions[0].src if captions else None,
    }
    return {key: value for key, value in figure.items() if value not in (None, [])}


def _evidence(evidence: Evidence) -> dict[str, Any]:
    values = {key: getattr(evidence, key) for key in EVIDENCE_KEYS}
    return {key: value for key, value in values.items() if value is not None}
