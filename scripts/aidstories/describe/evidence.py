"""Evidence for a value: a span of the text, or a field of the capture."""

from __future__ import annotations

from dataclasses import replace

from aidstories.model import Article, Evidence, Origin


def in_text(
    article: Article, field: str, value: str, passage: int, span: tuple[int, int]
) -> Evidence:
    """Return evidence that ``span`` (characters) of the passage shows ``value``."""
    start, end = span
    quote = article.passages[passage].text[start:end]
    return Evidence(
        field=field, value=value, by=Origin.TEXT, quote=quote, passage=passage, start=start, end=end
    )


def on_page(evidence: Evidence) -> Evidence:
    """Return what another article of the capture shows as evidence for one that stood beside it.

    The words stay; the passage, which is not the article's own, goes.
    """
    if evidence.by is not Origin.TEXT:
        return evidence
    return replace(evidence, by=Origin.PAGE, passage=None, start=None, end=None)


def in_capture(field: str, value: str, key: str) -> Evidence:
    """Return evidence that the capture's own field ``key`` shows ``value``."""
    return Evidence(field=field, value=value, by=Origin.CAPTURE, quote=key)
