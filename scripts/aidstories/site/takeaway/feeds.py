"""Atom (RFC 4287) of all stories and of what may bring more; JSON Feed 1.1 of all stories.

Stories come in the order in which the archive added or corrected them, which ``updated`` says;
``published`` is when the paper printed them, where that is known to the day.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

from mkdocs.utils import get_build_date, get_relative_url

from aidstories.characters import NO_XML
from aidstories.model import Story
from aidstories.site.archive.archive import PER_PAGE, Archive
from aidstories.site.facets import STORIES, FacetValue, all_values
from aidstories.site.incremental.dependencies import Stands, never
from aidstories.site.story.cite import Reference
from aidstories.site.story.view import View
from aidstories.site.takeaway.exports import Files
from aidstories.site.takeaway.stamps import newest_first, stamps

_ATOM = "http://www.w3.org/2005/Atom"


NEWEST = 10
"""Stories in the feed of a value; that of all stories has as many as a page of theirs."""


def feed_files(value: FacetValue) -> Files:
    """Return the names and addresses of a value's feeds.

    A place, a donor or a programme has one where two stories show that more may come. Indexes of
    names have none, nor has a year, which is over; a whole facet has the same stories as all.
    """
    atom = ("Atom", f"{value.url}feed.atom")
    if value.facet is STORIES:
        return atom, ("JSON Feed", f"{value.url}feed.json")
    lasting = value.path and not value.facet.indexed and value.facet.type != "year"
    return (atom,) if lasting and len(value.stories) > 1 else ()


def write_feeds(
    archive: Archive,
    refs: Mapping[str, Reference],
    site: str,
    site_url: str | None,
    built: str | None = None,
    stands: Stands = never,
) -> Iterator[tuple[str, str]]:
    """Yield the address and text of every feed that does not stand.

    It has the newest stories: `NEWEST`, or of all stories as many as a page lists.

    Where the site has no address, Atom's links are relative to the feed, as RFC 4287 has it;
    JSON Feed knows no relative ones, and has none. Ids are permanent either way. ``built`` is
    the day of the build (ISO 8601), for an archive that knows no other.
    """
    built = built or get_build_date()
    stamped = stamps(archive, built)
    for value, newest in fed(archive, stamped):
        views = [archive.views[story.id] for story in newest]
        title = feed_title(value, site)
        told = [(view, refs[view.story.id], stamped[view.story.id]) for view in views]
        for _, url in feed_files(value):
            if stands(url, (value.path, title, site_url, told, built if not views else "")):
                continue
            yield url, feed_text(value, title, url, site_url, refs, stamped, views, built)


def fed(archive: Archive, stamped: Mapping[str, str]) -> Iterator[tuple[FacetValue, list[Story]]]:
    """Yield the values that have feeds with the stories in these; ``stamped`` is `stamps`'."""
    for value in all_values(archive.trees.values()):
        if feed_files(value):
            yield value, fed_by(value, stamped)


def fed_by(value: FacetValue, stamped: Mapping[str, str]) -> list[Story]:
    """Return the stories in the feeds of ``value``; ``stamped`` is `stamps`'."""
    most = PER_PAGE if value.facet is STORIES else NEWEST
    return newest_first(value.stories, stamped)[:most]


def feed_title(value: FacetValue, site: str) -> str:
    """Return what a feed is called."""
    return f"{site} · {value.label}" if value.path else site


def feed_text(
    value: FacetValue,
    title: str,
    url: str,
    site_url: str | None,
    refs: Mapping[str, Reference],
    stamped: Mapping[str, str],
    views: list[View],
    built: str = "",
) -> str:
    """Return the feed of ``views`` at ``url``: Atom, or JSON by the end of its address."""
    feed = _Feed(value, title, url, site_url, refs, stamped, built)
    return feed.json(views) if url.endswith(".json") else feed.atom(views)


def heading(view: View) -> ET.Element:
    """Return the title of a story in an Atom feed."""
    said = ET.Element("title")
    said.text = _legal(view.title)
    return said


def summary(view: View) -> ET.Element:
    """Return what an Atom feed says of a story."""
    said = ET.Element("summary")
    said.text = _legal(view.excerpt)
    return said


class _Feed:
    def __init__(
        self,
        value: FacetValue,
        title: str,
        url: str,
        site_url: str | None,
        refs: Mapping[str, Reference],
        stamped: Mapping[str, str],
        built: str,
    ) -> None:
        self.value, self.title, self.url = value, title, url
        self.site_url, self.refs, self.stamped, self.built = site_url, refs, stamped, built

    def to(self, target: str) -> str:
        return self.absolute(target) or self.relative(target)

    def absolute(self, target: str) -> str:
        return urljoin(self.site_url, target) if self.site_url else ""

    def relative(self, target: str) -> str:
        folder = self.url.rpartition("/")[0] + "/"
        return get_relative_url(target, folder)

    def atom(self, views: list[View]) -> str:
        dates = [_time(self.stamped[view.story.id]) for view in views]
        feed = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "zh-Hans"})
        _text(feed, "id", urn(self.value.url))
        _text(feed, "title", self.title)
        _text(feed, "updated", dates[0] if dates else _time(self.built))
        ET.SubElement(feed, "link", rel="self", href=self.to(self.url))
        ET.SubElement(feed, "link", rel="alternate", type="text/html", href=self.to(self.value.url))
        _text(ET.SubElement(feed, "author"), "name", self.title)
        for view, date in zip(views, dates, strict=True):
            ref = self.refs[view.story.id]
            entry = ET.SubElement(feed, "entry")
            _text(entry, "id", urn(view.url))
            _text(entry, "title", view.title)
            _text(entry, "updated", date)
            if printed := _printed(ref):
                _text(entry, "published", printed)
            ET.SubElement(entry, "link", rel="alternate", type="text/html", href=self.to(view.url))
            for name in ref.authors:
                _text(ET.SubElement(entry, "author"), "name", name)
            for word in ref.keywords:
                ET.SubElement(entry, "category", term=_legal(word))
            entry.append(summary(view))
        return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(feed, encoding="unicode")

    def json(self, views: list[View]) -> str:
        items = [self._item(view, self.refs[view.story.id]) for view in views]
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.title,
            "home_page_url": self.absolute(self.value.url),
            "feed_url": self.absolute(self.url),
            "language": "zh-Hans",
            "items": items,
        }
        return json.dumps(_filled(feed), ensure_ascii=False, indent=1)

    def _item(self, view: View, ref: Reference) -> dict[str, object]:
        item = {
            "id": urn(view.url),
            "url": self.absolute(view.url),
            "title": view.title,
            "content_text": view.excerpt,
            "date_published": _printed(ref),
            "date_modified": _time(self.stamped[view.story.id]),
            "authors": [{"name": name} for name in ref.authors],
            "tags": list(ref.keywords),
        }
        return _filled(item)


def _filled(values: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in values.items() if value not in ("", [])}


def urn(url: str) -> str:
    """Return what feeds know the page at ``url`` by, for good."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"aidstories:{url}").urn


def _printed(ref: Reference) -> str:
    """Return when the paper printed a story; empty where that is not certain to the day."""
    year, month, day = ref.date if len(ref.date) == 3 and not ref.doubtful else (0, 0, 0)
    return _time(f"{year:04}-{month:02}-{day:02}") if year else ""


def _time(day: str) -> str:
    return f"{day}T00:00:00Z"


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _legal(text)


def _legal(text: str) -> str:
    return NO_XML.sub("\ufffd", text)
