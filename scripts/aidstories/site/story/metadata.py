"""What a story's page tells machines: Dublin Core, Open Graph and schema.org.

Which term of Dublin Core and schema.org says which field stands in ``docs/data/fields.csv``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from aidstories.fields import Field
from aidstories.model import Person
from aidstories.site.story.cite import Reference
from aidstories.site.story.statements import Stated
from aidstories.site.story.view import View
from aidstories.stories.format.layout import KEYS
from aidstories.stories.format.values import values_of

Pairs = Iterator[tuple[str, str]]
Values = tuple[str | Person, ...]
_MANY = frozenset({"texts", "people", "places", "programs", "stories"})
"""Types of fields whose values schema.org lists, even one; of what is printed it has one text."""
_DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?")
"""What EDTF and ISO 8601 write alike: a year, a month or a day without a doubt."""
_PROPERTIES = (
    *("identifier", "headline", "alternativeHeadline", "author", "publisher"),
    *("provider", "datePublished", "dateline", "spatialCoverage", "about", "mentions"),
    *("keywords", "creativeWorkStatus", "isPartOf"),
)
"""The order in which a page says them; the table's others come behind."""


def dublin_core(view: View, ref: Reference, fields: Mapping[str, Field]) -> Pairs:
    """Yield ``DCTERMS`` names and values; an uncertain date carries EDTF's question mark."""
    dated = (_day(ref) + ("?" if ref.doubtful else ""),) if ref.date else ()
    for field in fields.values():
        if field.dc and field.type != "id":
            values = dated if field.name == "published" else _field_values(field, view, ref)
            for value in values:
                yield _dcterms(field), value.name if isinstance(value, Person) else value
    yield "DCTERMS.language", "zh-Hans"
    for field in (field for field in fields.values() if field.dc and field.type == "id"):
        yield _dcterms(field), ref.url or ref.id
    yield "DCTERMS.type", "Text"


def _dcterms(field: Field) -> str:
    return f"DCTERMS.{field.dc.removeprefix('dcterms:')}"


def _field_values(field: Field, view: View, ref: Reference) -> Values:
    """Return what pages say of a field: texts as pages show them, authors as one cites them."""
    by_name: dict[str, Values] = {
        "title": (view.title,),
        "kicker": (view.kicker or "",),
        "subtitle": (view.subtitle or "",),
        "byline": ref.authors,
    }
    values = by_name[field.name] if field.name in by_name else values_of(view.story, field.name)
    return tuple(filter(None, values))


def zotero(ref: Reference) -> Pairs:
    """Yield what makes Zotero take the page for an article of its newspaper, held by the archive.

    Source of the rules: zotero/translators, ``Embedded Metadata.js`` and ``RDF.js``. A type of
    Zotero's own goes before all that it guesses; the name of the publication is PRISM's.
    """
    yield "z:itemType", "newspaperArticle"
    if ref.container:
        yield "prism.publicationName", ref.container
    if ref.archive:
        yield "z:archive", ref.archive


def open_graph(view: View, ref: Reference, site_name: str) -> Pairs:
    """Yield Open Graph properties and values; `PageAddress.open_graph` has the rest.

    The description is the page's own, which who reads Open Graph falls back on. Zotero takes the
    name of the site for that of a newspaper which nobody knows: it is left out then.
    """
    yield "og:type", "article"
    yield "og:title", view.title
    if ref.container:
        yield "og:site_name", site_name
    if ref.date and not ref.doubtful:
        yield "article:published_time", _day(ref)


def news_article(view: View, ref: Reference, fields: Mapping[str, Field]) -> dict[str, Any]:
    """Return the story as a schema.org ``NewsArticle``; a doubtful date is left out.

    It is part of its newspaper and of the archive, which provides it.
    """
    item: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        **dict.fromkeys(_PROPERTIES),
        "keywords": list(ref.keywords),
    }
    for field in fields.values():
        if field.schema and field.type == "aid":
            name, _, kind = field.schema.partition("/")
            actions = [_action(one, kind, view, ref) for one in view.statements]
            item[name] = [*(item.get(name) or []), *actions]
        elif field.schema:
            _put(item, field, view, ref)
    item["provider"] = _one_or_more([*filter(None, (item["provider"],)), *_archive(view, ref)])
    newspaper = [{"@type": "Newspaper", "name": ref.container}] if ref.container else []
    parts = [*_listed(item.get("isPartOf")), *newspaper, *_archive(view, ref, "Collection")]
    item |= {"isPartOf": _one_or_more(parts)}
    item |= {"inLanguage": "zh-Hans", "isAccessibleForFree": True, "url": ref.url}
    return {key: value for key, value in item.items() if value not in (None, "", [])}


def _put(item: dict[str, Any], field: Field, view: View, ref: Reference) -> None:
    """Add a field to ``item`` under its property, whose values may have a class."""
    dated = (_day(ref),) if ref.date and not ref.doubtful else ()
    values: Values = dated if field.name == "published" else _field_values(field, view, ref)
    name, _, kind = field.schema.partition("/")
    texts = [value.name if isinstance(value, Person) else value for value in values]
    made = _within if field.type == "places" else _thing
    items: list[Any] = [made(kind, text) if kind else text for text in texts]
    if field.type == "stories":
        items = [{"@type": kind} | _where(text, view, ref) for text in texts]
    if field.type in _MANY and field.name not in KEYS.values():
        item[name] = [*(item.get(name) or []), *items]
    elif items:
        item[name] = item.get(name) or items[0]


def _action(one: Stated, kind: str, view: View, ref: Reference) -> dict[str, Any]:
    """Return a statement of aid as an action of schema.org, of the class ``kind``.

    A place is no agent there (an organization or a person is): it is where the action starts
    or ends. ``description`` is the words that say so.
    """
    said, program = one.said, one.said.program
    start, _, end = said.when.partition("/")
    action = {
        "@type": kind,
        "name": said.act,
        "description": " … ".join(quotation.text for quotation in one.quotations),
        "agent": _thing("Organization", said.donor_body),
        "fromLocation": _within("AdministrativeArea", said.donor),
        "toLocation": _within("AdministrativeArea", said.recipient),
        "recipient": _thing("Organization", said.recipient_body),
        "instrument": _thing("Thing", program),
        "startTime": start if _DAY.fullmatch(start) else "",
        "endTime": end if _DAY.fullmatch(end) else "",
        "url": f"{ref.url}#{one.anchor}" if ref.url and one.anchor else ref.url,
    }
    return {key: value for key, value in action.items() if value}


def _where(id_: str, view: View, ref: Reference) -> dict[str, str]:
    """Return what tells another story: its id, and its address where the archive has one."""
    home = ref.url.removesuffix(view.url) if ref.url else ""
    return {"identifier": id_} | ({"url": f"{home}stories/{id_}/"} if home else {})


def _thing(kind: str, name: str) -> dict[str, Any]:
    return {"@type": kind, "name": name} if name else {}


def _within(kind: str, path: str) -> dict[str, Any]:
    """Return a place by its path, each in the one that contains it: 聂荣县 in 那曲市 in 西藏."""
    place: dict[str, Any] = {}
    for name in filter(None, path.split("/")):
        place = _thing(kind, name) | ({"containedInPlace": place} if place else {})
    return place


def _archive(view: View, ref: Reference, kind: str = "ArchiveOrganization") -> list[dict[str, Any]]:
    home = {"url": ref.url.removesuffix(view.url)} if ref.url else {}
    return [_thing(kind, ref.archive) | home] if ref.archive else []


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def _one_or_more(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


def json_ld(item: dict[str, Any]) -> Markup:
    """Return ``item`` as JSON that may stand in a ``script`` element."""
    text = json.dumps(item, ensure_ascii=False, separators=(",", ":"))
    for mark in "<>&\u2028\u2029":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return Markup(text)


def _day(ref: Reference) -> str:
    return "-".join(f"{part:02}" for part in ref.date)
