"""What a story's page tells machines: Dublin Core, Open Graph and schema.org.

Which term of Dublin Core and schema.org says which field stands in ``docs/data/fields.csv``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from aidstories.site.story.cite import Reference
from aidstories.site.story.view import View

Pairs = Iterator[tuple[str, str]]


def dublin_core(view: View, ref: Reference) -> Pairs:
    """Yield ``DCTERMS`` names and values; an uncertain date carries EDTF's question mark."""
    known = view.story.description
    yield "DCTERMS.title", view.title
    for alternative in filter(None, (view.kicker, view.subtitle)):
        yield "DCTERMS.alternative", alternative
    for name in ref.authors:
        yield "DCTERMS.creator", name
    if known.source:
        yield "DCTERMS.publisher", known.source
    if known.via:
        yield "DCTERMS.provenance", known.via
    if ref.date:
        yield "DCTERMS.issued", _day(ref) + ("?" if ref.inferred else "")
    for place in known.regions:
        yield "DCTERMS.spatial", place
    for donor in known.donors:
        yield "DCTERMS.contributor", donor
    for programme in known.programs:
        yield "DCTERMS.subject", programme
    yield "DCTERMS.language", "zh-Hans"
    yield "DCTERMS.identifier", ref.url or ref.id
    yield "DCTERMS.type", "Text"


def open_graph(view: View, ref: Reference, site_name: str) -> Pairs:
    """Yield Open Graph properties and values."""
    yield "og:type", "article"
    yield "og:title", view.title
    yield "og:description", view.excerpt
    yield "og:locale", "zh_CN"
    yield "og:site_name", site_name
    if ref.url:
        yield "og:url", ref.url
    if ref.date and not ref.inferred:
        yield "article:published_time", _day(ref)
    for word in ref.keywords:
        yield "article:tag", word


def news_article(view: View, ref: Reference) -> dict[str, Any]:
    """Return the story as a schema.org ``NewsArticle``; an inferred date is left out."""
    known = view.story.description
    item = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "identifier": ref.id,
        "headline": view.title,
        "alternativeHeadline": view.kicker or view.subtitle,
        "description": view.excerpt,
        "author": [{"@type": "Person", "name": name} for name in ref.authors],
        "publisher": _organization(known.source),
        "provider": _organization(known.via),
        "datePublished": _day(ref) if ref.date and not ref.inferred else None,
        "dateline": known.dateline,
        "spatialCoverage": [{"@type": "Place", "name": name} for name in known.regions],
        "sponsor": [{"@type": "AdministrativeArea", "name": name} for name in known.donors],
        "about": list(known.programs),
        "mentions": [
            *({"@type": "Person", "name": person.name} for person in known.people),
            *(_organization(name) for name in known.institutions),
        ],
        "keywords": list(ref.keywords),
        "creativeWorkStatus": view.story.status.value,
        "inLanguage": "zh-Hans",
        "isAccessibleForFree": True,
        "url": ref.url,
    }
    return {key: value for key, value in item.items() if value not in (None, "", [])}


def json_ld(item: dict[str, Any]) -> Markup:
    """Return ``item`` as JSON that may stand in a ``script`` element."""
    text = json.dumps(item, ensure_ascii=False)
    for mark in "<>&\u2028\u2029":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return Markup(text)


def _organization(name: str | None) -> dict[str, str] | None:
    return {"@type": "Organization", "name": name} if name else None


def _day(ref: Reference) -> str:
    return "-".join(f"{part:02}" for part in ref.date)
