"""A story → the text of its file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from aidstories.model import (
    DESCRIBED,
    AidStatement,
    Evidence,
    Passage,
    Person,
    Role,
    Story,
    Value,
)
from aidstories.stories.format.blocks import write_body
from aidstories.stories.format.evidence import is_asserted
from aidstories.stories.format.front_matter import write_front_matter
from aidstories.stories.format.layout import (
    EVIDENCE_KEYS,
    FIELDS,
    FIGURE,
    KEYS,
    STATEMENT,
    body_items,
    with_roles,
)
from aidstories.stories.format.markdown import mark_gap


@dataclass(frozen=True, slots=True, kw_only=True)
class Serialized:
    """A story as its file holds it: the values of the front matter, and the whole text.

    ``values`` go by the names in ``fields.csv``, empty ones left out: texts, whole numbers, lists
    of texts and lists of mappings such as ``{"name": …, "role": …}``.
    """

    values: Mapping[str, Any]
    text: str

    @property
    def described(self) -> dict[str, Any]:
        """The values that describe the story, those of fields with no name in the code too."""
        kept = {*DESCRIBED, "evidence"}
        return {k: value for k, value in self.values.items() if k in kept or k not in FIELDS}


def serialize(story: Story) -> Serialized:
    """Return the file of ``story``, whose article is canonical (see `layout.canonical`).

    Of its evidence the file holds what an editor asserted; the rest is the record's.
    """
    items = list(body_items(story.article.passages))
    figures = [item for item in items if item[0].role in FIGURE]
    numbers = {id(figure): n for n, figure in enumerate(figures, 1)}
    blocks = [f"[图{numbers[id(i)]}]" if id(i) in numbers else i[0] for i in items]
    values = _front_matter(story, figures)
    return Serialized(values=values, text=write_front_matter(values) + write_body(blocks))


def story_values(story: Story) -> dict[str, Any]:
    """Return the front matter of ``story``, whose article is canonical."""
    figures = [i for i in body_items(story.article.passages) if i[0].role in FIGURE]
    return _front_matter(story, figures)


def _front_matter(story: Story, figures: list[list[Passage]]) -> dict[str, Any]:
    passages = story.article.passages
    d = story.description
    printed = {key: _scalar(_marked(with_roles(passages, {role}))) for role, key in KEYS.items()}
    statement = [_statement(p) for p in with_roles(passages, STATEMENT)]
    values: dict[str, Any] = {
        "id": story.id,
        "title": printed["title"],
        "kicker": printed["kicker"],
        "subtitle": printed["subtitle"],
        "statement": _scalar(statement),
        "byline": _people(d.byline),
        "source": d.source,
        "source_line": printed["source_line"],
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
        "aid": [_aid(one) for one in d.aid],
        "editors_note": _marked(with_roles(passages, {Role.NOTE})),
        "figures": [_figure(f) for f in figures],
        "evidence": [_evidence(e) for e in d.evidence if is_asserted(e)],
        "status": story.status.value,
        "seed": story.capture,
        "seed_sha256": story.capture_sha256,
        "seed_part": story.part,
    }
    ordered = {key: values[key] for key in FIELDS} | {key: _other(v) for key, v in d.other}
    return {key: value for key, value in ordered.items() if value not in (None, "", [])}


def _other(value: Value) -> Any:
    return value if isinstance(value, str) else [_item(one) for one in value]


def _item(value: str | Person) -> Any:
    return _people([value])[0] if isinstance(value, Person) else value


def _scalar(items: list[Any]) -> Any:
    return items[0] if len(items) == 1 else items


def _marked(passages: Iterable[Passage]) -> list[str]:
    return [mark_gap(p.text, p.gap) for p in passages]


def _statement(passage: Passage) -> str | dict[str, str]:
    text = mark_gap(passage.text, passage.gap)
    return {"dateline": text} if passage.role is Role.DATELINE else text


def _people(people: Iterable[Person]) -> list[dict[str, str]]:
    return [{"name": p.name, "role": p.role} if p.role else {"name": p.name} for p in people]


def _aid(statement: AidStatement) -> dict[str, str]:
    return {key: value for key, value in asdict(statement).items() if value}


def _figure(passages: list[Passage]) -> dict[str, Any]:
    captions, credits = with_roles(passages, {Role.CAPTION}), with_roles(passages, {Role.CREDIT})
    figure = {
        "caption": _scalar(_marked(captions)) if captions else None,
        "credit": _scalar(_marked(credits)),
        "src": captions[0].src if captions else None,
    }
    return {key: value for key, value in figure.items() if value not in (None, [])}


def _evidence(evidence: Evidence) -> dict[str, str]:
    values = {key: str(getattr(evidence, key)) for key in EVIDENCE_KEYS}
    return {key: value for key, value in values.items() if value or key != "quote"}
