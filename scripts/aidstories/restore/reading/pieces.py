"""A page as pieces: text nodes, line breaks and images, each with its span in the capture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bs4 import NavigableString, Tag
from bs4.element import PageElement, PreformattedString

from aidstories.model import Span
from aidstories.restore.lexicon.chars import LINE_ENDS
from aidstories.restore.lexicon.late import late
from aidstories.restore.reading.images import article_image
from aidstories.restore.reading.printed import (
    CELLS,
    COLON,
    TABLES,
    TERMS,
    Columns,
    Numbers,
    frames,
    holds_data,
    labels_source,
    row_of,
)

_BLOCKS = frozenset(
    """address article aside blockquote body caption center dd details div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html li main nav ol option p pre
    section table tbody td tfoot th thead title tr ul""".split()  # noqa: SIM905
)
_LAZY = ("data-original", "data-src", "data-lazy-src", "data-actualsrc", "src")
_ADDRESS = late(r"(?:https?:)?//|[\w%./-]+\.(?:jpe?g|png|gif|webp|bmp)", re.I)
_FURNITURE_IMAGE = late(
    r"picsum\.photos|placeholder|spacer|blank\.|loading|logo|icon|avatar|qrcode|erweima|wechat"
    r"|weixin|share|btn|button|banner|(?:^|/)ad[_/.]|\.(?:svg|ico)(?:\?|$)",
    re.I,
)
_HIDDEN = late(r"display\s*+:\s*+none|font-size\s*+:\s*+0(?:px|pt|em|rem)?\s*+(?:;|$)", re.I)
_UNSEEN = late(r"visibility\s*+:\s*+hidden", re.I)
_LINES = frozenset(["p", "span", "font", "em", "strong", "b", "i", "a", "li"])
"""Elements of a line; a wider one may be hidden until a script has run (``js_content``)."""
_NEAR = 6
"""Elements around a piece whose names and kinds anything asks."""
_NESTED = 200
"""Elements within each other; what nests deeper stands beside the last. Browsers do so from 512:
a page whose ``<p>`` are never closed nests as deep as it has paragraphs."""
_SET = late(r"vertical-align\s*+:\s*+(sup|sub)(?:er)?\b", re.I)
"""A figure that a style raises or lowers as ``<sup>`` and ``<sub>`` do."""
_SMALLEST = 80
"""Pixels below which an image is a sign of the page."""


@dataclass(frozen=True, slots=True, eq=False)
class Ancestors:
    """The elements around a piece, inner first; worked out once for all that an element holds."""

    near: tuple[Tag, ...] = ()
    """The innermost ones."""
    names: frozenset[str] = frozenset()
    home: Tag | None = None
    """The nearest block-level element."""
    outer: Ancestors | None = None
    """The ancestors of the innermost element itself."""
    tabular: bool = False
    """The nearest table holds data in rows; it is no frame of a page."""
    row: Tag | None = None
    """The row of such a table."""
    hidden: bool = False
    """No reader of the page sees what stands here."""
    deleted: bool = False
    """The page has struck out what stands here (``<del>``)."""
    depth: int = 0
    silent: bool = False
    """Not read aloud (``aria-hidden``): an ornament, or a copy of text beside it."""

    def outward(self) -> Iterator[Ancestors]:
        """Yield these, then those of each element around, to the page itself."""
        here: Ancestors | None = self
        while here:
            yield here
            here = here.outer

    def and_in(self, tag: Tag, *, data: bool = False) -> Ancestors:
        """Return the ancestors of what ``tag``, a table of ``data`` or not, holds in these."""
        name, attributes = tag.name, tag.attrs
        style = str(attributes.get("style") or "")
        tabular = data if name in TABLES else self.tabular
        around = self.outer if self.depth >= _NESTED and self.outer else self
        return Ancestors(
            near=(tag, *around.near[: _NEAR - 1]),
            names=_with_kinds(around.names, name, style),
            home=tag if name in _BLOCKS else self.home,
            outer=around if around.near else None,
            depth=around.depth + 1,
            tabular=tabular,
            row=self._row(tag) if tabular else None,
            hidden=self.hidden or "hidden" in attributes or _hides(name, style),
            deleted=self.deleted or name == "del",
            silent=self.silent or attributes.get("aria-hidden") == "true",
        )

    def _row(self, tag: Tag) -> Tag | None:
        """Return the row that what ``tag`` holds stands in, of a table of data."""
        if tag.name in TERMS:
            return row_of(tag)
        return tag if tag.name == "tr" else self.row


class Piece(NamedTuple):
    """A text node, a line break or an image, and what it stands in."""

    span: Span
    around: Ancestors
    text: str = ""
    """The characters of a text node, entities masked; empty for breaks and images."""
    newline: bool = False
    src: str | None = None
    title: bool = False
    source: bool = False
    """The page's own mark-up says that this is a line of source, author or date."""
    printed: str | None = None
    """What the browser prints for a tag: the tabs before a cell, the number of an item."""

    @property
    def row(self) -> Tag | None:
        """The row of a table of data that the piece stands in."""
        return self.around.row

    @property
    def home(self) -> Tag | None:
        """The block-level element that the piece stands in."""
        return self.around.home

    @property
    def near(self) -> tuple[Tag, ...]:
        """The innermost elements around the piece, inner first."""
        return self.around.near

    def inside(self, *names: str) -> bool:
        """Return whether the piece stands in an element of one of these names."""
        return not self.around.names.isdisjoint(names)


def _with_kinds(names: frozenset[str], name: str, style: str) -> frozenset[str]:
    """Return ``names`` with that of an element and of the one that its style makes of it."""
    found = _SET.search(style) if "vertical-align" in style else None
    kinds = (name, found[1].lower()) if found else (name,)
    return names if names.issuperset(kinds) else names.union(kinds)


def _hides(name: str, style: str) -> bool:
    """Return whether the ``style`` of an element hides what it holds."""
    if not style:
        return False
    return bool(_HIDDEN.search(style) or (name in _LINES and _UNSEEN.search(style)))


def nodes_of(soup: Tag) -> list[PageElement]:
    """Return all that stands in a parsed page, in document order."""
    found: list[PageElement] = []
    node: PageElement | None = soup.contents[0] if soup.contents else None
    while node is not None:
        found.append(node)
        node = node.next_element
    return found


def pieces(nodes: Sequence[PageElement], masked: str, begin: int) -> Iterator[Piece]:
    """Yield the pieces of a page, given all its nodes in document order.

    The parser keeps the order of the source, so a text node stands between the tag before it
    and the tag behind it; that window bounds every search.
    """
    limits = _limits(nodes, masked, begin)
    root = nodes[0].parent if nodes else None
    held = {id(root): Ancestors().and_in(root)} if root else {}
    numbers, columns, framing = Numbers(), Columns(), frames(nodes)
    cursor = begin
    for node, limit in zip(nodes, limits, strict=True):
        around = held[id(node.parent)]
        if isinstance(node, Tag):
            data = node.name in TABLES and id(node) not in framing and holds_data(node)
            held[id(node)] = around.and_in(node, data=data)
            columns = Columns() if data else columns
            at, cursor = limit, max(cursor, masked.find(">", limit) + 1)
            if node.name == "br":
                yield Piece(span=(at, cursor), around=around, newline=True)
            elif node.name == "img" and (src := _source(node)):
                yield Piece(span=(at, cursor), around=around, src=src)
            elif printed := _printed(node, held[id(node)], numbers, columns):
                yield Piece(span=(at, cursor), around=held[id(node)], printed=printed)
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            words = str(node).strip() if _is_indented(node, around) else str(node)
            for span in _places(words, masked, cursor, limit):
                cursor = span[1]
                yield Piece(span=span, around=around, text=masked[span[0] : span[1]])


_INDENTED = late(rf"[{LINE_ENDS}].*[{LINE_ENDS}][ \t]*", re.S)
_INLINE = frozenset(("a", "b", "em", "font", "i", "span", "strong", "u"))


def _is_indented(text: NavigableString, around: Ancestors) -> bool:
    """Return whether a program that indents mark-up broke the line around a paragraph's words.

    ``<span>⏎ 段敏⏎ </span>`` holds one word of its line, and no line.
    """
    tag, home = text.parent, around.home
    if tag is None or home is None or tag.name not in _INLINE or home.name != "p":
        return False
    return len(tag.contents) == 1 and bool(_INDENTED.fullmatch(text))


def _limits(nodes: Sequence[PageElement], masked: str, begin: int) -> list[int]:
    """Return for each tag where it starts, for each text where the next tag does."""
    offsets = [begin]
    for line in masked[begin:].split("\n")[:-1]:
        offsets.append(offsets[-1] + len(line) + 1)
    limits = [len(masked)] * len(nodes)
    following = len(masked)
    for i in range(len(nodes) - 1, -1, -1):
        node = nodes[i]
        if isinstance(node, Tag):
            following = offsets[(node.sourceline or 1) - 1] + (node.sourcepos or 0)
        limits[i] = following
    return limits


def _places(text: str, masked: str, cursor: int, limit: int) -> Iterator[Span]:
    """Yield where a text node stands; word by word where a stray end tag lies in between."""
    if not text.strip():
        return
    at = masked.find(text, cursor, limit)
    if at >= 0:
        yield at, at + len(text)
        return
    for word in text.split():
        at = masked.find(word, cursor, limit)
        if at >= 0:
            cursor = at + len(word)
            yield at, cursor


def _printed(tag: Tag, around: Ancestors, numbers: Numbers, columns: Columns) -> str | None:
    """Return what a browser prints where ``tag`` stands, None for most tags."""
    if tag.name in (*CELLS, *TERMS) and around.row is not None:
        return columns.before(tag, around.row)
    if tag.name == "dd" and labels_source(tag):
        return COLON
    return numbers.of(tag) if tag.name == "li" else None


def _source(tag: Tag) -> str | None:
    """Return the address of an image that may illustrate the article: no icon, no data URI."""
    given = next((str(tag[k]).strip() for k in _LAZY if tag.get(k)), "")
    src = article_image(given)
    if not _ADDRESS.match(src) or _FURNITURE_IMAGE.search(src):
        return None
    sizes = [re.sub(r"px$", "", str(tag.get(k, ""))) for k in ("width", "height")]
    return None if any(s.isdigit() and int(s) < _SMALLEST for s in sizes) else src
