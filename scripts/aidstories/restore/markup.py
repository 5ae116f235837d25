"""HTML → blocks: a walk over the DOM that knows where every character stands in the capture.

BeautifulSoup says what belongs to what; the spans come from a second, plain run of the same
tokenizer, because a DOM forgets them. Entities and template remnants are masked, length for
length, before parsing, so both runs see the same characters at the same places.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from urllib.parse import unquote

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PreformattedString
from bs4.exceptions import ParserRejectedMarkup

from aidstories.model import Edit, Kind, Role, Span
from aidstories.restore.draft import Block, block_of
from aidstories.restore.main_text import Piece, is_image_of_article, main_pieces

TEMPLATE = re.compile(r"<\?(?:php|=|xml)?.*?(?:\?>|\Z)|<%.*?%>", re.S | re.I)
"""What is left of PHP and JSP pages: ``<?php … ?>``, ``<%@ … %>``."""

_TAGS = (
    "html head body div p br span table tbody tr td img a ul ol li h1 h2 h3 h4 h5 h6 section "
    "article font strong b em i center meta title script style hr figure figcaption blockquote"
)
_IS_HTML = re.compile(rf"<(?:/?(?:{'|'.join(_TAGS.split())})(?:\s[^<>]*)?/?|!doctype[^<>]*)>", re.I)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?")
_MASK = "\ue000"
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
        "option",
    ]
)
_INNER = re.compile(
    r"(?:https?:)?//\S+?[?&/](?:[\w-]+=)?((?:https?|https?%3[aA])(?::|%3[aA])?(?://|%2[fF]).+)$"
)
_LAZY = ("data-original", "data-src", "data-lazy-src", "data-actualsrc", "src")


def serves_html(raw: str, begin: int = 0) -> bool:
    """Return whether ``raw[begin:]`` is marked up: at least one closing or two opening tags."""
    tags = [m.group() for _, m in zip(range(3), _IS_HTML.finditer(raw, begin), strict=False)]
    return len(tags) > 1 or any(t.startswith(("</", "<p", "<br", "<img")) for t in tags)


def open_html(raw: str, begin: int) -> tuple[list[Block], list[Edit], dict[str, str]]:
    """Return the blocks of the main text, the strips of all else, and the page's own metadata.

    An image of the article becomes an empty CAPTION block with its address as ``src``.
    """
    masked, entities = _masked(raw, begin)
    soup = _soup(masked[begin:])
    if soup is None:
        return [block_of(raw, begin, len(raw))], [], {}
    pieces = list(_pieces(soup, masked, begin))
    meta = _page_meta(soup)
    kept = main_pieces(pieces, meta.get("title", ""))
    blocks, edits = [], []
    for group in _grouped(kept):
        block, changes = _block(raw, group, entities)
        blocks.append(block)
        edits += changes
    edits += _strips(raw, begin, blocks, [p for p in pieces if p not in kept], edits)
    return blocks, edits, meta


def article_image(address: str) -> str:
    """Return the image's own address: the one behind a proxy, percent-decoding undone there.

    ``https://proxy.example/?http://img.example/a.jpeg`` → ``http://img.example/a.jpeg``.
    """
    inner = _INNER.match(address)
    if not inner:
        return address
    found = inner.group(1)
    return article_image(unquote(found) if re.match(r"https?%3[aA]", found) else found)


def _masked(raw: str, begin: int) -> tuple[str, dict[int, tuple[int, str]]]:
    """Mask template remnants and entities in text; return also {offset: (end, character)}."""
    text = TEMPLATE.sub(lambda m: " " * len(m.group()), raw)
    tokens = _Tokenizer(text[begin:])
    entities: dict[int, tuple[int, str]] = {}
    parts: list[str] = []
    done = 0
    for a, b in tokens.text:
        a, b = a + begin, b + begin
        for m in _ENTITY.finditer(text, a, b):
            char = unescape(m.group())
            if char == m.group():
                continue
            entities[m.start()] = (m.end(), char)
            parts += (text[done : m.start()], _MASK * len(m.group()))
            done = m.end()
    parts.append(text[done:])
    return "".join(parts), entities


class _Tokenizer(HTMLParser):
    """Collects the spans of text (not of tags, comments or declarations), merged."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.lines = [0]
        for m in re.finditer("\n", source):
            self.lines.append(m.end())
        self.text: list[list[int]] = []
        try:
            self.feed(source)
            self.close()
        except AssertionError:  # a malformed <![ declaration; BeautifulSoup refuses it too
            self.text = []

    def _add(self, length: int) -> None:
        line, column = self.getpos()
        start = self.lines[line - 1] + column
        if self.text and self.text[-1][1] == start:
            self.text[-1][1] = start + length
        else:
            self.text.append([start, start + length])

    def handle_data(self, data: str) -> None:
        self._add(len(data))

    def handle_entityref(self, name: str) -> None:
        self._add(len(name) + 2)

    def handle_charref(self, name: str) -> None:
        self._add(len(name) + 3)


def _soup(source: str) -> BeautifulSoup | None:
    try:
        return BeautifulSoup(source, "html.parser")
    except (ParserRejectedMarkup, RecursionError):
        return None


def _pieces(soup: BeautifulSoup, masked: str, begin: int) -> Iterator[Piece]:
    """Yield text, breaks and images in document order, each with its place in the capture."""
    offsets = [begin]
    for m in re.finditer("\n", masked[begin:]):
        offsets.append(begin + m.end())
    cursor = begin
    for node in soup.descendants:
        if isinstance(node, Tag):
            at = offsets[(node.sourceline or 1) - 1] + (node.sourcepos or 0)
            cursor = max(cursor, masked.find(">", at) + 1)
            if node.name == "img":
                src = next((str(node[k]) for k in _LAZY if node.get(k)), "")
                if is_image_of_article(node, article_image(src)):
                    yield Piece(span=(at, cursor), node=node, src=article_image(src))
            elif node.name == "br":
                yield Piece(span=(at, cursor), node=node, newline=True)
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            text = str(node)
            if not text.strip():
                continue
            at = masked.find(text, cursor)
            if at < 0:  # merged around a stray end tag: take the words one by one
                for word in text.split():
                    at = masked.find(word, cursor)
                    if at >= 0:
                        cursor = at + len(word)
                        yield Piece(span=(at, cursor), node=node)
                continue
            cursor = at + len(text)
            yield Piece(span=(at, cursor), node=node)


def _home(piece: Piece) -> Tag | None:
    """Return the block-level element that a piece stands in."""
    return next((t for t in piece.node.parents if t.name in _BLOCKS), None)


def _grouped(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """Group pieces into blocks: by block-level element; an image is a block of its own."""
    group: list[Piece] = []
    for piece in pieces:
        if piece.src is not None or (group and _home(group[-1]) is not _home(piece)):
            if any(not p.newline for p in group):
                yield group
            group = []
        if piece.src is not None:
            yield [piece]
        else:
            group.append(piece)
    if any(not p.newline for p in group):
        yield group


def _block(
    raw: str, group: list[Piece], entities: Mapping[int, tuple[int, str]]
) -> tuple[Block, list[Edit]]:
    """Return one block; inline tags inside it are stripped, ``<br>`` becomes a newline."""
    first = group[0]
    if first.src is not None:
        span = first.span
        empty = Block(
            text="", starts=array("l"), ends=array("l"), spans=(span,), role=Role.CAPTION,
            src=first.src,
        )  # fmt: skip
        return empty, [_edit(raw, span, "", Kind.STRIP, "markup")]
    while group[0].newline:
        group = group[1:]
    while group[-1].newline:
        group = group[:-1]
    text, starts, ends = [], array("l"), array("l")
    edits: list[Edit] = []
    done = group[0].span[0]

    def put(chars: str, start: int, end: int) -> None:
        text.append(chars)
        starts.extend([start] * len(chars))
        ends.extend([end] * len(chars))

    for piece in group:
        a, b = piece.span
        if a > done:
            edits.append(_edit(raw, (done, a), "", Kind.STRIP, "markup"))
        if piece.newline:
            put("\n", a, b)
            edits.append(_edit(raw, (a, b), "\n", Kind.REG, "line-break"))
        else:
            for at, end, chars in _characters(raw, (a, b), entities):
                if chars is None:
                    text.append(raw[at:end])
                    starts.extend(range(at, end))
                    ends.extend(range(at + 1, end + 1))
                else:
                    put(chars, at, end)
                    edits.append(_edit(raw, (at, end), chars, Kind.REG, "entity"))
        done = b
    home = _home(group[0])
    level = int(home.name[1]) if home and re.fullmatch(r"h[1-6]", home.name) else 0
    block = Block(
        text="".join(text), starts=starts, ends=ends, spans=((group[0].span[0], done),), level=level
    )
    return replace(block, role=Role.TITLE) if group[0].title else block, edits


def _characters(
    raw: str, span: Span, entities: Mapping[int, tuple[int, str]]
) -> Iterator[tuple[int, int, str | None]]:
    """Yield (start, end, None) for plain text and (start, end, character) for an entity."""
    a, b = span
    done = a
    for at in sorted(k for k in entities if a <= k < b):
        if at > done:
            yield done, at, None
        end, char = entities[at]
        yield at, end, char
        done = end
    if done < b:
        yield done, b, None


def _strips(
    raw: str, begin: int, blocks: list[Block], dropped: list[Piece], edits: list[Edit]
) -> list[Edit]:
    """Strip all that is in no block: text of the page around the article, and the markup."""
    covered = [s for b in blocks for s in b.spans]
    out = [
        _edit(raw, p.span, "", Kind.STRIP, "boilerplate")
        for p in dropped
        if not p.newline and p.src is None
    ]
    covered += [(e.start, e.end) for e in out]
    done = begin
    for a, b in [*sorted(covered), (len(raw), len(raw))]:
        gap = raw[done:a]
        if gap.strip():
            lead = len(gap) - len(gap.lstrip())
            out.append(
                _edit(raw, (done + lead, done + len(gap.rstrip())), "", Kind.STRIP, "markup")
            )
        done = max(done, b)
    return out


def _edit(raw: str, span: Span, new: str, kind: Kind, reason: str) -> Edit:
    a, b = span
    return Edit(start=a, end=b, old=raw[a:b], new=new, kind=kind, by="capture", reason=reason)


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


def _page_meta(soup: BeautifulSoup) -> dict[str, str]:
    """Return what the page's head says: title, author, date, source, url."""
    said: dict[str, str] = {}
    for tag in soup.find_all("meta"):
        name = str(tag.get("name") or tag.get("property") or tag.get("itemprop") or "").lower()
        content = unescape(str(tag.get("content") or "")).strip()
        if name and content:
            said.setdefault(name, content)
    meta = {
        k: v for k, names in _META.items() if (v := next((said[n] for n in names if n in said), ""))
    }
    if "title" not in meta and soup.title and soup.title.string:
        meta["title"] = soup.title.string.strip()
    return meta
