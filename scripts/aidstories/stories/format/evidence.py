"""Where the quotations of a story's evidence stand, after its text has changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from aidstories.errors import BadInput
from aidstories.stories.format.parse import parse_story


def evidence_key(evidence: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what an item of evidence says, without its place in the text."""
    return tuple(str(evidence.get(key, "")) for key in ("field", "value", "by", "quote"))


def anchored(evidence: Iterable[Mapping[str, Any]], text: str) -> list[dict[str, Any]]:
    """Return ``evidence`` with the places that its quotations have in the story ``text``.

    A quotation that stands nowhere keeps its place: the check names it.
    """
    listed = [dict(item) for item in evidence]
    try:
        passages = [p.text for p in parse_story(text, "").article.passages]
    except BadInput:
        return listed
    return [_anchored(item, passages) for item in listed]


def _anchored(item: dict[str, Any], passages: Sequence[str]) -> dict[str, Any]:
    quote, number, start = item.get("quote"), item.get("passage"), item.get("start")
    if not quote or not isinstance(number, int) or not isinstance(start, int):
        return item
    places = [
        (abs(n - number), abs(at - start), n, at)
        for n, text in enumerate(passages)
        for at in _occurrences(text, str(quote))
    ]
    if not places:
        return item
    _, _, number, start = min(places)
    return item | {"passage": number, "start": start, "end": start + len(str(quote))}


def _occurrences(text: str, quote: str) -> Iterable[int]:
    at = text.find(quote)
    while at >= 0:
        yield at
        at = text.find(quote, at + 1)
