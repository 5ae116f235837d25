"""Atom (RFC 4287) and JSON Feed 1.1 of all stories and of every value readers browse by."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator, Mapping
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

from mkdocs.utils import get_relative_url

from aidstories.site.archive.archive import PER_PAGE, Archive
from aidstories.site.facets import FacetValue, all_values
from aidstories.site.story.cite import Reference
from aidstories.site.story.view import View
from aidstories.site.takeaway.exports import Files

_ATOM = "http://www.w3.org/2005/Atom"
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_UNKNOWN = (1970, 1, 1)
"""Atom demands a date of every entry; readers see it only where the archive knows none."""


def feed_files(value: FacetValue) -> Files:
    """Return the names and addresses of a value's feeds; indexes of names have none."""
    if value.facet.indexed:
        return ()
    return ("Atom", f"{value.url}feed.atom"), ("JSON Feed", f"{value.url}feed.json")


def write_feeds(
    archive: Archive, refs: Mapping[str, Reference], site: str, site_url: str | None
) -> Iterator[tuple[str, str]]:
    """Yield the address and text of every feed: the newest stories, as many as a page lists.

    Without ``site_url`` links are relative to the feed; ids are permanent either way.
    """
    for value in all_values(archive.trees.values()):
        views = [archive.views[story.id] for story in value.stories[:PER_PAGE]]
        title = f"{site} · {value.label}" if value.path else site
        for name, url in feed_files(value):
            feed = _Feed(value, title, url, site_url, refs)
            yield url, feed.atom(views) if name == "Atom" else feed.json(views)


class _Feed:
    def __init__(
        self,
        value: FacetValue,
        title: str,
        url: str,
        site_url: str | None,
        refs: Mapping[str, Reference],
    ) -> None:
        self.value, self.title, self.url, self.site_url = value, title, url, site_url
        self.refs = refs

    def to(self, target: str) -> str:
        if self.site_url:
            return urljoin(self.site_url, target)
        folder = self.url.rpartition("/")[0] + "/"
        return get_relative_url(target, folder)

    def atom(self, views: list[View]) -> str:
        dates = [_stamp(self.refs[view.story.id]) for view in views]
        feed = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "zh-Hans"})
        _text(feed, "id", _urn(self.value.url))
        _text(feed, "title", self.title)
        _text(feed, "updated", max(dates, default=_stamp(None)))
        ET.SubElement(feed, "link", rel="self", href=self.to(self.url))
        ET.SubElement(feed, "link", rel="alternate", type="text/html", href=self.to(self.value.url))
        _text(ET.SubElement(feed, "author"), "name", self.title)
        for view, date in zip(views, dates, strict=True):
            ref = self.refs[view.story.id]
            entry = ET.SubElement(feed, "entry")
            _text(entry, "id", _urn(view.url))
            _text(entry, "title", view.title)
            _text(entry, "updated", date)
            if ref.date and not ref.inferred:
                _text(entry, "published", date)
            ET.SubElement(entry, "link", rel="alternate", type="text/html", href=self.to(view.url))
            for name in ref.authors:
                _text(ET.SubElement(entry, "author"), "name", name)
            for word in ref.keywords:
                ET.SubElement(entry, "category", term=_legal(word))
            _text(entry, "summary", view.excerpt)
        return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(feed, encoding="unicode")

    def json(self, views: list[View]) -> str:
        items = [self._item(view, self.refs[view.story.id]) for view in views]
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.title,
            "home_page_url": self.to(self.value.url),
            "feed_url": self.to(self.url),
            "language": "zh-Hans",
            "items": items,
        }
        return json.dumps(feed, ensure_ascii=False, indent=1)

    def _item(self, view: View, ref: Reference) -> dict[str, object]:
        dated = ref.date and not ref.inferred
        item = {
            "id": _urn(view.url),
            "url": self.to(view.url),
            "title": view.title,
            "content_text": view.excerpt,
            "date_published": _stamp(ref) if dated else None,
            "authors": [{"name": name} for name in ref.authors],
            "tags": list(ref.keywords),
        }
        return {key: value for key, value in item.items() if value not in (None, [])}


def _urn(url: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"aidstories:{url}").urn


def _stamp(ref: Reference | None) -> str:
    date = tuple(ref.date) if ref else ()
    year, month, day = (*date, *_UNKNOWN[len(date) :])[:3]
    return f"{year:04}-{month:02}-{day:02}T00:00:00Z"


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _legal(text)


def _legal(text: str) -> str:
    return _ILLEGAL.sub("\ufffd", text)
