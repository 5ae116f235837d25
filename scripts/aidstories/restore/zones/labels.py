"""What a block of a page can be, and which part of the page it stands in."""

from __future__ import annotations

from enum import StrEnum

from aidstories.model import Role


class Zone(StrEnum):
    """What a block is."""

    BANNER = "banner"
    """Name of a site, a section, a column; its menu."""
    CRUMB = "crumb"
    """Where the reader is: 首页 > 新闻 > 正文."""
    CONTROL = "control"
    """Sharing, size of letters, counters of readers, printing."""
    KICKER = "kicker"
    TITLE = "title"
    SUBTITLE = "subtitle"
    BYLINE = "byline"
    SOURCE = "source"
    """Who published, and when."""
    NOTE = "note"
    """An editor's note."""
    TEXT = "text"
    HEADING = "heading"
    CAPTION = "caption"
    CREDIT = "credit"
    """Of a picture."""
    STAFF = "staff"
    """Editors and proof-readers of the page."""
    RELATED = "related"
    """Other articles, and the label over them."""
    FOOT = "foot"
    """Rights, addresses, registration, subscription."""


HEADLINES = (Zone.KICKER, Zone.TITLE, Zone.SUBTITLE)
ROLES = {
    Zone.KICKER: Role.KICKER,
    Zone.TITLE: Role.TITLE,
    Zone.SUBTITLE: Role.SUBTITLE,
    Zone.BYLINE: Role.BYLINE,
    Zone.SOURCE: Role.SOURCE,
    Zone.NOTE: Role.NOTE,
    Zone.CAPTION: Role.CAPTION,
    Zone.CREDIT: Role.CREDIT,
}
"""The role of what an article keeps, text and headings apart."""
REASONS = {
    Zone.BANNER: "section",
    Zone.CRUMB: "boilerplate",
    Zone.CONTROL: "controls",
    Zone.STAFF: "staff",
    Zone.RELATED: "boilerplate",
    Zone.FOOT: "boilerplate",
}
"""Why what is no part of an article is dropped (``docs/data/reasons.csv``)."""
