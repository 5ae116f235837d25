"""What Zotero makes of a page: the rules of its translators, as far as our pages meet them.

Source: zotero/translators, ``Embedded Metadata.js`` (the statements, what is added, the byline)
and ``RDF.js`` (the type, the fields); the fields of a type are Zotero's schema's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple

DC, DCTERMS = "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"
OG, ARTICLE = "http://ogp.me/ns#", "http://ogp.me/ns/article#"
PRISM = "http://prismstandard.org/namespaces/1.2/basic/"
Z = "http://www.zotero.org/namespaces/export#"
PREFIXES = {"dc": DC, "dcterms": DCTERMS, "og": OG, "article": ARTICLE, "prism": PRISM, "z": Z}
TYPES = {"newspaperArticle", "journalArticle", "magazineArticle", "webpage", "document", "report"}
FIELDS = {
    *("title", "abstractNote", "publicationTitle", "place", "edition", "date", "section", "pages"),
    *("language", "shortTitle", "ISSN", "url", "archive", "archiveLocation", "rights", "extra"),
}
"""The fields of a newspaper article."""


class Creator(NamedTuple):
    first: str
    last: str
    type: str = "author"


@dataclass
class Item:
    type: str
    creators: list[Creator] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)


def item_of(page: Any, url: str) -> Item:
    """Return the item that Zotero saves of ``page``, seen at ``url``."""
    said = list(statements(page))
    first = dict(reversed(said))

    def told(*names: str) -> str:
        return next((first[name] for name in names if name in first), "")

    item = Item(type=item_type(page, first))
    names = [DC + "creator", DCTERMS + "creator", DC + "contributor", DCTERMS + "contributor"]
    chosen = next((name for name in names if name in first), None)
    item.creators = [clean_author(value) for name, value in said if name == chosen]
    item.fields = {
        "title": told(DC + "title", DCTERMS + "title", OG + "title"),
        "publicationTitle": told(
            PRISM + "publicationName", DC + "source", DCTERMS + "source", OG + "site_name"
        ),
        "publisher": told(DC + "publisher", DCTERMS + "publisher"),
        "date": told(
            PRISM + "publicationDate",
            OG + "published_time",
            DCTERMS + "issued",
            DC + "date",
            DCTERMS + "date",
            DCTERMS + "dateSubmitted",
        ),
        "url": told(OG + "url") or url,
        "archiveLocation": told(DC + "coverage", DCTERMS + "coverage"),
        "abstractNote": told(OG + "description", DCTERMS + "abstract"),
        "language": told(DC + "language", DCTERMS + "language"),
        "rights": told(PRISM + "copyright", DC + "rights", DCTERMS + "rights"),
        **{name.removeprefix(Z): value for name, value in said if name.startswith(Z)},
    }
    item.fields = {k: v for k, v in item.fields.items() if v and k in FIELDS}
    if not item.creators:
        item.creators = byline(page)
    return item


def statements(page: Any) -> Any:
    """Yield the property and value of each ``meta`` whose prefix Zotero knows."""
    for meta in page.head.find_all("meta"):
        tags = meta.get("name") or meta.get("property") or ""
        for tag in tags.split():
            prefix, _, rest = re.sub("[.:_]", "\0", tag, count=1).partition("\0")
            if meta.get("content") and rest and prefix.lower() in PREFIXES:
                yield PREFIXES[prefix.lower()] + rest[0].lower() + rest[1:], meta["content"]


def item_type(page: Any, first: dict[str, str]) -> str:
    """Return the type: Zotero's own, one of Dublin Core, then what stands for any page with RDF."""
    named = {meta.get("name") for meta in page.head.find_all("meta")}
    if first.get(Z + "itemType") in TYPES:
        return first[Z + "itemType"]
    if first.get(OG + "type") in ("book", "website"):
        return {"book": "book", "website": "webpage"}[first[OG + "type"]]
    dc = first.get(DC + "type") or first.get(DCTERMS + "type") or ""
    if dc in TYPES:
        return dc
    if dc.lower().replace(" ", "") == "newsitem":
        return "newspaperArticle"
    return "journalArticle" if "citation_title" in named else "webpage"


def clean_author(name: str) -> Creator:
    """Divide a name at its comma, or before its last word; a Chinese name has no such place."""
    name = re.sub(r"\s+", " ", name.strip(" .,/[]:\u00a0"), count=1)
    if "," in name:
        last, first = re.split(", ?", name)[:2]
        return Creator(first, last)
    first, _, last = name.rpartition(" ")
    return Creator(first, last)


def byline(page: Any) -> list[Creator]:
    """Return whom Zotero guesses to be the authors, where the head names none."""
    found = page.select(".byline, .vcard")
    return [clean_author(found[0].get_text(" ", strip=True))] if len(found) == 1 else []
