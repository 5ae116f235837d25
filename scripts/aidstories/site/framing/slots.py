"""Marks for what differs from page to page while a frame is rendered.

They are made of lone surrogates: no text that was read from UTF-8 holds one, nor can UTF-8 write
one, so no title and no body can be taken for a mark.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from mkdocs.structure.toc import AnchorLink, TableOfContents

_BEGIN, _END, _FOLDER = "\ud800", "\udfff", "\ud801"
SLOT = re.compile(f"{_BEGIN}([a-z_0-9]+){_END}")
SURROGATE = re.compile("[\ud800-\udfff]")
CONTENTS = TableOfContents([AnchorLink("正文", "sheet", 1)])
"""The headings of every page that the plugin renders: its sheet alone."""


class Unframable(Exception):
    """The templates of a page ask for more than whether a slot is empty."""


class Slot(str):
    """Stands for a text that differs from page to page: it may be printed, and is not empty."""

    __slots__ = ()

    def __new__(cls, name: str) -> Slot:
        """Return the slot ``name``, of small letters, digits and underscores."""
        return super().__new__(cls, f"{_BEGIN}{name}{_END}")

    def __eq__(self, other: object) -> bool:
        """Refuse: another page's text would compare otherwise."""
        raise Unframable(repr(other))

    __ne__ = __eq__
    __hash__ = str.__hash__

    def __contains__(self, part: object) -> bool:
        """Refuse, as `__eq__` does."""
        raise Unframable(repr(part))


class Withheld(dict[str, Any]):
    """Metadata of a page of which ``withheld`` are no texts: who asks for them is refused."""

    def __init__(self, given: Mapping[str, Any], withheld: frozenset[str]) -> None:
        super().__init__(given)
        self._withheld = withheld

    def __missing__(self, key: str) -> Any:
        """Refuse what is withheld; what no page has is missing here too."""
        if key in self._withheld:
            raise Unframable(key)
        raise KeyError(key)


class StandIn:
    """A page of which only its shape is known; what else templates ask of it is refused."""

    is_homepage = False
    toc = CONTENTS

    def __init__(self, url: str, meta: Mapping[str, Any], *, canonical: bool) -> None:
        self.url, self.meta = url, meta
        self.title, self.content = meta["title"], Slot("content")
        self.canonical_url = Slot("canonical_url") if canonical else None

    def __getattr__(self, name: str) -> Any:
        """Refuse what may differ within a shape."""
        if name.startswith("__"):
            raise AttributeError(name)
        raise Unframable(name)


def made_up(within: str, depth: int) -> str:
    """Return an address ``depth`` folders deep of which only the first ones are known."""
    return within + f"{_FOLDER}/" * (depth - within.count("/"))
