"""A restored capture as JSON, and as a text to read at the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from aidstories.model import (
    DESCRIBED,
    TEXT_ROLES,
    AidStatement,
    Article,
    Description,
    Evidence,
    Passage,
    Person,
    Restoration,
    RestoredPart,
    Role,
)
from aidstories.restore import ledger as ledgers
from aidstories.stories.format.layout import FIGURE, body_items
from aidstories.stories.format.markdown import mark_gap


def restoration_json(
    restored: Restoration, descriptions: tuple[Description, ...]
) -> dict[str, Any]:
    """Return JSON-ready values: stories with body and fields, ledger, flags, encoding, parts.

    The articles must be canonical.
    """
    return {
        "stories": [
            _story_json(a, d) for a, d in zip(restored.articles, descriptions, strict=True)
        ],
        "ledger": ledgers.to_json(restored.ledger),
        "flags": [asdict(flag) for flag in restored.flags],
        "encoding": restored.encoding,
        "parts": [_part_json(part) for part in restored.parts],
    }


def _part_json(part: RestoredPart) -> dict[str, Any]:
    return {"name": part.name, "articles": part.articles, "meta": dict(part.meta)}


def _story_json(article: Article, description: Description) -> dict[str, Any]:
    passages = article.passages
    return {
        "title": article.first(Role.TITLE),
        "kicker": _one(article, Role.KICKER),
        "subtitle": _one(article, Role.SUBTITLE),
        **_described(description),
        "editors_note": list(article.texts(Role.NOTE)),
        "figures": [_figure(item) for item in body_items(passages) if item[0].role in FIGURE],
        "body": [_block(p) for p in passages if p.role in TEXT_ROLES],
    }


def _described(description: Description) -> dict[str, Any]:
    """Return the fields of a description by name, those of the archive's own table too."""
    values = asdict(description)
    aid = [_aid(statement, description.evidence) for statement in description.aid]
    return {k: v for k, v in values.items() if k != "other"} | dict(values["other"]) | {"aid": aid}


def _aid(statement: AidStatement, evidence: Iterable[Evidence]) -> dict[str, Any]:
    quotes = [e.quote for e in evidence if e.field == "aid" and e.value == statement.key]
    return {**asdict(statement), "quotes": quotes}


def _one(article: Article, role: Role) -> str | None:
    return "\n".join(article.texts(role)) or None


def _figure(item: list[Passage]) -> dict[str, str | None]:
    credits = [p.text for p in item if p.role is Role.CREDIT]
    first = item[0]
    return {
        "caption": first.text if first.role is Role.CAPTION else None,
        "credit": "\n".join(credits) or None,
        "src": first.src,
    }


def _block(passage: Passage) -> dict[str, str]:
    block = {"type": passage.role.value, "text": passage.text}
    return block | ({"gap": passage.gap.value} if passage.gap else {})


def reading(restored: Restoration, descriptions: tuple[Description, ...]) -> Iterator[str]:
    """Yield the lines of a readable rendering: stories, what is known of them, flags, counts."""
    for number, (article, facts) in enumerate(zip(restored.articles, descriptions, strict=True), 1):
        yield f"━━ {number}/{len(restored.articles)}"
        yield from map(_line, article.passages)
        yield from (f"   {name}: {value}" for name, value in _facts(facts))
        yield ""
    for flag in sorted(restored.flags, key=lambda f: -f.weight):
        yield f"? {flag.start}–{flag.end} {flag.reason} ({flag.by}): {flag.quote}"
    counts = ", ".join(f"{fate} {n}" for fate, n in restored.ledger.counts.items())
    yield f"{restored.encoding}, {restored.ledger.length}: {counts}"


_MARKS = {
    Role.TITLE: "# ",
    Role.HEADING: "## ",
    Role.CAPTION: "[图] ",
    Role.NOTE: "> ",
    Role.QUOTE: "> ",
    Role.ITEM: "- ",
}


def _line(passage: Passage) -> str:
    return _MARKS.get(passage.role, "") + mark_gap(passage.text, passage.gap)


def _facts(description: Description) -> Iterator[tuple[str, str]]:
    for name in (*DESCRIBED, *dict(description.other)):
        if values := description.values(name):
            texts = (f"{v.name}（{v.role}）" if isinstance(v, Person) else v for v in values)
            yield name, "、".join(texts)
