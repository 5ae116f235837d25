"""Evidence: what an editor asserted stands in the story's file, the rest in the record.

The machine's quotations find their place again in a text that an editor has changed; a value that
the story has no longer needs none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from aidstories.model import DESCRIBED, Article, Description, Evidence, Origin, Person, Story


def is_asserted(evidence: Evidence) -> bool:
    """Return whether an editor gave ``evidence``: by name, or by a quotation without a place."""
    return evidence.by is Origin.EDITOR or (evidence.by is Origin.TEXT and evidence.passage is None)


def machine_evidence(description: Description) -> tuple[Evidence, ...]:
    """Return the evidence of ``description`` that no editor gave."""
    return tuple(e for e in description.evidence if not is_asserted(e))


def with_evidence(story: Story, recorded: Iterable[Evidence]) -> Story:
    """Return ``story``, as its file has it, with what its record holds of evidence.

    A field for which an editor gave evidence keeps that alone; so does a statement of aid, which
    says nothing of the others beside it.
    """
    description = story.description
    asserted = {_asserted(e) for e in description.evidence}
    values = values_by_field(description)
    standing = (
        e for e in recorded if _asserted(e) not in asserted and e.value in values.get(e.field, ())
    )
    found = (anchored(e, story.article) for e in standing)
    evidence = (*(e for e in found if e is not None), *description.evidence)
    return replace(story, description=replace(description, evidence=evidence))


def _asserted(evidence: Evidence) -> tuple[str, str]:
    return evidence.field, evidence.value if evidence.field == "aid" else ""


def anchored(evidence: Evidence, article: Article) -> Evidence | None:
    """Return ``evidence`` at the place of its quotation in ``article`` nearest to the old one.

    None where the article has the quotation no longer.
    """
    if evidence.passage is None or evidence.start is None:
        return evidence
    texts = [passage.text for passage in article.passages]
    before = (evidence.passage, evidence.start)
    places = [
        (abs(number - before[0]), abs(at - before[1]), number, at)
        for number, text in enumerate(texts)
        for at in _occurrences(text, evidence.quote)
    ]
    if not places:
        return None
    _, _, passage, start = min(places)
    return replace(evidence, passage=passage, start=start, end=start + len(evidence.quote))


def evidence_values(evidence: Evidence) -> dict[str, Any]:
    """Return ``evidence`` as JSON-ready values, without what is None."""
    keys = ("field", "value", "by", "quote", "passage", "start", "end")
    values = {key: getattr(evidence, key) for key in keys}
    return {key: value for key, value in values.items() if value is not None}


def evidence_of(values: Mapping[str, Any]) -> Evidence:
    """Return the evidence that ``values`` hold. Raises ValueError and TypeError."""
    return Evidence(**{**values, "by": Origin(values["by"])})


def values_by_field(description: Description) -> dict[str, frozenset[str]]:
    """Return for each field its values as evidence names them."""
    listed = {name: description.values(name) for name in (*DESCRIBED, *dict(description.other))}
    return {
        name: frozenset(one.name if isinstance(one, Person) else one for one in values)
        for name, values in listed.items()
    }


def _occurrences(text: str, quote: str) -> Iterator[int]:
    at = text.find(quote) if quote else -1
    while at >= 0:
        yield at
        at = text.find(quote, at + 1)
