"""What a page says of itself outside its text: ``<meta>``, ``<title>``, a paper's own comments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from bs4 import Tag
from bs4.element import PageElement

_META = {
    "title": ("og:title", "title", "articletitle", "headline"),
    "author": ("author", "article:author", "dc.creator"),
    "date": (
        "article:published_time", "pubdate", "publishdate", "publish_time", "og:release_date",
        "datepublished", "dc.date",
    ),
    "source": ("contentsource", "source", "mediaid", "article:publisher", "og:site_name"),
    "url": ("og:url",),
}  # fmt: skip
_FOUNDER = re.compile(r"<!--\s*enpproperty(.*?)(?:/enpproperty)?\s*-->", re.S | re.I)
_FOUNDER_FIELD = re.compile(r"<(title|author|date)>\s*([^<]+?)\s*</\1>", re.I)


def page_meta(nodes: Sequence[PageElement], raw: str) -> dict[str, str]:
    """Return what a page says of itself: title, author, date, source, url.

    ``nodes`` are all nodes of the page, in document order.

    Newspaper sites of the Founder system say it in a comment, ``<!--enpproperty …-->``.
    """
    said: dict[str, str] = {}
    tags = [node for node in nodes if isinstance(node, Tag) and node.name in ("meta", "title")]
    for tag in tags:
        name = str(tag.get("name") or tag.get("property") or tag.get("itemprop") or "").lower()
        content = unescape(str(tag.get("content") or "")).strip()
        if name and content:
            said.setdefault(name, content)
    meta = {
        k: v for k, names in _META.items() if (v := next((said[n] for n in names if n in said), ""))
    }
    title = next((tag.string for tag in tags if tag.name == "title"), None)
    if "title" not in meta and title and title.strip():
        meta["title"] = title.strip()
    if founder := _FOUNDER.search(raw):
        meta |= {k.lower(): unescape(v) for k, v in _FOUNDER_FIELD.findall(founder[1])}
    return meta
