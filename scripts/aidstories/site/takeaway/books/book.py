"""A book as an EPUB 3 file (W3C, EPUB 3.3): what is in it, and the container around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from aidstories.characters import NO_XML
from aidstories.site.story.body import BodyBlock
from aidstories.site.takeaway.zipped import Member, deflated, stored, zipped

MEDIA_TYPE = "application/epub+zip"
_CONTAINER = b"""<?xml version="1.0" encoding="utf-8"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""
Render = Callable[..., str]
"""Returns a template of ``overrides/archive/epub`` with values put in."""


class Picture(NamedTuple):
    """A picture of a book: its address in the book, its media type, its bytes."""

    name: str
    media: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A story in a book. ``headings`` are the blocks that divide it.

    ``packed`` is its document, compressed once for every book that it stands in.
    """

    name: str
    title: str
    year: int | None
    headings: tuple[BodyBlock, ...]
    pictures: tuple[Picture, ...]
    packed: Member


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What a book says of itself.

    ``identifier`` is the same in every build; ``url`` is the absolute address of its page, empty
    where the site has none. ``modified`` is a day, ``date`` a year, a month or a day (ISO 8601), or
    empty.
    """

    title: str
    archive: str
    language: str
    identifier: str
    url: str
    modified: str
    chapters: tuple[Chapter, ...]
    several: bool
    authors: tuple[str, ...] = ()
    container: str = ""
    date: str = ""
    subjects: tuple[str, ...] = ()

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """The pictures of all chapters, each once."""
        return tuple({p.name: p for chapter in self.chapters for p in chapter.pictures}.values())

    @property
    def years(self) -> Iterator[tuple[int | None, list[Chapter]]]:
        """Yield the chapters of each year, in the book's order."""
        for year, chapters in groupby(self.chapters, lambda chapter: chapter.year):
            yield year, list(chapters)


CONTENTS = "EPUB/nav.xhtml"
"""The name of the table of contents in the file of a book."""


def member_of(chapter: Chapter) -> str:
    """Return the name of a chapter's document in the file of its book."""
    return f"EPUB/{chapter.name}"


def document(text: str) -> bytes:
    """Return a document as the bytes of XML; what XML does not allow becomes U+FFFD."""
    return NO_XML.sub("\ufffd", text).encode("utf-8")


def epub(book: Book, render: Render) -> bytes:
    """Return ``book`` as a file; the same book gives the same bytes."""
    return b"".join(zipped(_members(book, render)))


def _members(book: Book, render: Render) -> Iterator[tuple[str, Member]]:
    yield "mimetype", stored(MEDIA_TYPE.encode("ascii"))  # EPUB 3.3, 4.2.6.3
    yield "META-INF/container.xml", _shared(_CONTAINER)
    for name, template in (
        ("package.opf", "package"),
        ("nav.xhtml", "nav"),
        ("cover.xhtml", "cover"),
    ):
        yield f"EPUB/{name}", deflated(document(render(template, book=book)))
    yield "EPUB/style.css", _shared(document(render("style")))
    for chapter in book.chapters:
        yield member_of(chapter), chapter.packed
    for picture in book.pictures:
        yield f"EPUB/{picture.name}", stored(picture.data)


_shared = lru_cache(maxsize=8)(deflated)
"""Compresses what every book holds."""
