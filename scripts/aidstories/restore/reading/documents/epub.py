"""EPUB → a part for each chapter, in the order of the book."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from platform import python_version
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit
from xml.etree.ElementTree import Element

from aidstories.restore.decode import decode
from aidstories.restore.lexicon.late import late
from aidstories.restore.reading.documents.page import html_page, printed_title, text_of
from aidstories.restore.reading.documents.xml import damaged, parse_xml, too_large, without_text
from aidstories.restore.reading.extraction import Part
from aidstories.restore.reading.refusal import Refusal
from aidstories.restore.reading.unzip import Members, open_zip

READER = f"zipfile (Python {python_version()})"
LARGEST_CHAPTER = 4 << 20
"""Bytes of one chapter: a book of 500,000 characters in one file has 2 MB."""
LARGEST_BOOK = 32 << 20
"""Bytes of all chapters: the collected works of a prolific author."""
_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_PACKAGE = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_ENCRYPTED = "{http://www.w3.org/2001/04/xmlenc#}CipherReference"
_BODY = late(r"<body\b([^<>]*)>(.*?)(?:</body\s*+>|\Z)", re.S | re.I)
_TITLE = late(r"<title\b[^<>]*+>([^<]*+)", re.I)
_AROUND = late(
    r"epub:type\s*+=\s*+[\"'][^\"']*\b(?:toc|landmarks|page-list|cover|titlepage|copyright-page)\b"
)
"""What a chapter says it is, if it is none of the text (EPUB 3 Structural Semantics)."""
_GUIDE = ("cover", "toc", "title-page", "copyright-page")
"""The same in the guide of EPUB 2."""
_LINK = late(r"<a\b[^<>]{0,400}>(.{0,400}?)</a\s*+>", re.S | re.I)
_MOSTLY = 0.6
"""Share of its characters that stand in links from which a chapter is a table of contents."""
_SOURCE = late(r"""(<img\b[^<>]{0,400}?\ssrc\s*+=\s*+)(["'])([^"']*)\2""", re.I)
_DATE = late(r"(?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?")
"""A date of publication; programs that do not know it write 0101-01-01."""


class _Book(NamedTuple):
    """What the package says: names of the chapters in their order, and of the book."""

    chapters: tuple[str, ...]
    meta: Mapping[str, str]


def read_epub(data: bytes) -> tuple[Part, ...]:
    """Return the chapters of a book as pages of HTML, one part each; ``name`` is the file's name.

    A chapter may be an article of its own, as in a yearbook or a collection. Contents, covers and
    pages of imprint are left out. What the package says of the book goes to ``meta``: author, date,
    and the book as source. Raises Refusal.
    """
    members = open_zip(data)
    try:
        book = _book(members)
    except RecursionError as e:
        raise damaged() from e
    _check_open(members, book)
    if sum(members.size(name) for name in book.chapters) > LARGEST_BOOK:
        raise too_large()
    parts = tuple(_parts(members, book))
    if not parts:
        raise without_text("EPUB")
    return parts


def _book(members: Members) -> _Book:
    container = parse_xml(_member(members, "META-INF/container.xml"))
    path = next((r.get("full-path", "") for r in container.iter(f"{_CONTAINER}rootfile")), "")
    package = parse_xml(_member(members, path))
    folder = posixpath.dirname(path)
    left_out = {
        _resolved(folder, r.get("href", ""))
        for r in package.iter(f"{_PACKAGE}reference")
        if r.get("type", "").lower() in _GUIDE
    }
    items: dict[str, str] = {}
    for item in package.iter(f"{_PACKAGE}item"):
        name = _resolved(folder, item.get("href", ""))
        page = "html" in item.get("media-type", "") and name in members
        if page and name not in left_out and "nav" not in item.get("properties", "").split():
            items[item.get("id", "")] = name
    spine = [
        items[ref.get("idref", "")]
        for ref in package.iter(f"{_PACKAGE}itemref")
        if ref.get("idref") in items and ref.get("linear") != "no"
    ]
    return _Book(tuple(dict.fromkeys(spine)), MappingProxyType(_said(package)))


def _said(package: Element) -> dict[str, str]:
    """Return what the package says of the book: title, author, date, publisher."""
    first = {}
    for key, name in (("title", "title"), ("date", "date"), ("publisher", "publisher")):
        first[key] = next((t for t in _texts(package, name)), "")
    authors = list(_texts(package, "creator"))
    date = _DATE.match(first["date"])
    return {
        "title": first["title"],
        "author": authors[0] if len(authors) == 1 else "",
        "date": date[0] if date else "",
        "publisher": first["publisher"],
    }


def _texts(package: Element, name: str) -> Iterator[str]:
    return (t for e in package.iter(f"{_DC}{name}") if (t := " ".join((e.text or "").split())))


def _member(members: Members, name: str) -> bytes:
    if name not in members:
        raise damaged()
    return members[name]


def _resolved(folder: str, href: str) -> str:
    """Return the name in the ZIP of what ``href`` leads to from ``folder``."""
    try:
        path = unquote(urlsplit(href).path)
    except ValueError:
        return ""
    return posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")


def _check_open(members: Members, book: _Book) -> None:
    """Refuse a book whose chapters are locked; fonts alone are often scrambled."""
    if "META-INF/encryption.xml" not in members:
        return
    root = parse_xml(members["META-INF/encryption.xml"])
    locked = {_resolved("", e.get("URI", "")) for e in root.iter(_ENCRYPTED)}
    if not locked.isdisjoint(book.chapters):
        raise Refusal(
            "这本电子书有版权保护（DRM），无法读取。请向出版者要一份没有加密的文件。",
            "This book is locked by DRM. Ask its publisher for a file that is not.",
        )


def _parts(members: Members, book: _Book) -> Iterator[Part]:
    bodies = [(name, *_chapter(members, name)) for name in book.chapters]
    kept = [(name, title, body) for name, title, body in bodies if text_of(body).strip()]
    whole = len(kept) == 1
    said = {
        "author": book.meta["author"],
        "date": book.meta["date"],
        "source": book.meta["publisher" if whole else "title"],
    }
    said = {key: text for key, text in said.items() if text}
    for name, title, body in kept:
        head = printed_title(title, body) or printed_title(book.meta["title"], body)
        names = {"date": "pubdate"}
        meta = {names.get(key, key): text for key, text in said.items()}
        page = html_page(body, title=head, meta=meta)
        yield Part(text=page, name=name, meta=MappingProxyType(said))


def _chapter(members: Members, name: str) -> tuple[str, str]:
    """Return the title and the body of a chapter; an empty body where it is none of the text."""
    if members.size(name) > LARGEST_CHAPTER:
        raise too_large()
    text = decode(members[name]).text
    found = _BODY.search(text)
    attributes, body = (found[1], found[2]) if found else ("", "")
    opening = f"<body{attributes}>{body[:400]}"
    linked = sum(len(text_of(m[1]).strip()) for m in _LINK.finditer(body))
    if _AROUND.search(opening) or linked > _MOSTLY * len(text_of(body).strip()):
        return "", ""
    title = _TITLE.search(text)
    folder = posixpath.dirname(name)
    body = _SOURCE.sub(lambda m: f"{m[1]}{m[2]}{_image(folder, m[3])}{m[2]}", body)
    return title[1] if title else "", body


def _image(folder: str, address: str) -> str:
    """Return the name of an image in the book; an address elsewhere stays as it is."""
    if re.match("[a-z]+:|//", address, re.I):
        return address
    return re.sub(r"[\s\"'<>&#?%]", lambda m: quote(m[0]), _resolved(folder, address))
