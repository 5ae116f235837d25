"""What opening a capture yields: the text that its ledger speaks of, in one part or many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from aidstories.model import Flag, Span

NO_MAPPING: Mapping[str, str] = MappingProxyType({})
"""Which column or key holds a field, where nobody says so."""


class Kind(StrEnum):
    """What a capture is, by its content."""

    TEXT = "text"
    """Plain text, Markdown or HTML: the bytes are text already."""
    DOCX = "docx"
    ODT = "odt"
    RTF = "rtf"
    EPUB = "epub"
    MAIL = "mail"
    """MHTML, EML: a message with parts."""
    PDF = "pdf"
    IMAGE = "image"
    """PNG, JPEG, TIFF, WebP."""
    FEED = "feed"
    """RSS, RDF or Atom."""
    JSON = "json"
    """JSON, a JSON value on each line, or a program that writes out objects."""
    TABLE = "table"
    """CSV or TSV with a row of names."""
    SQL = "sql"
    """A dump with INSERT statements."""
    WARC = "warc"
    ZIP = "zip"


class Box(NamedTuple):
    """A rectangle on a page, origin top left, in the page's own unit (points or pixels)."""

    left: float
    top: float
    right: float
    bottom: float


class Line(NamedTuple):
    """A line as it stands on a page, before anybody knows in which order lines are read.

    A line never crosses the white space between columns. ``edges`` are the x of the left side of
    each character and of the right side of the last: ``len(text) + 1`` numbers; empty where only
    the box is known. ``size`` is the height of the type in the page's unit.
    """

    text: str
    box: Box
    size: float
    bold: bool = False
    score: float = 1.0
    """How sure recognition is, 0 to 1; 1 where the file itself says so."""
    edges: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page with its lines in no particular order; ``number`` counts from 1.

    ``rules`` are printed lines, as thin boxes; ``pictures`` are images set on the page.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...] = ()
    rules: tuple[Box, ...] = ()
    pictures: tuple[Box, ...] = ()


class PlacedLine(NamedTuple):
    """Where a stretch of a part's text stands on a page.

    ``span`` counts characters of the part's text; ``edges`` as in `Line`, for these characters.
    """

    span: Span
    page: int
    box: Box
    edges: tuple[float, ...] = ()
    score: float = 1.0


class LaidBlock(NamedTuple):
    """A block that the layout of a page shows; ``span`` counts characters of the part's text.

    ``level`` is the rank of a headline by size, 1 for the largest of its article, 0 for none.
    ``begins`` says that an article begins here.
    """

    span: Span
    level: int = 0
    caption: bool = False
    running: bool = False
    """A running head, a page number: the same place on page after page."""
    begins: bool = False
    hard: bool = False
    """The block is bounded hard above: nothing goes on over that border."""
    continues: bool = False
    """The block surely goes on with the paragraph before it, over the end of a page."""
    note: bool = False
    """A note at the foot of a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The text of one record of a capture; most captures are one.

    ``text`` is what the ledger speaks of. ``name`` tells the record from the others of its
    capture (a number, a guid, a name in a ZIP), empty where the capture is one. ``meta`` is what
    is known of it outside the text, as front matter would say. ``lines`` and ``blocks`` are there
    where the text was read off pages, in the order of the text.
    """

    text: str
    name: str = ""
    meta: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    lines: tuple[PlacedLine, ...] = ()
    blocks: tuple[LaidBlock, ...] = ()
    pages: tuple[Page, ...] = ()
    """The pages that ``lines`` stand on; their own lines are left out."""
    recognised: bool = False
    """Recognition (OCR) made the characters."""
    flags: tuple[Flag, ...] = ()
    """What recognition is not sure of; offsets are those of ``text``."""
    unread: str = ""
    """Why there is no text: a file of an archive that is refused. The others are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """An opened capture. The ledger speaks of ``text``, the parts' texts one after another.

    ``encoding`` is the codec of a capture that is text, else the name of its kind. ``reader``
    names the library and version that made the text (``mammoth 1.11.0``), empty where the text is
    the file's own.
    """

    kind: Kind
    encoding: str
    parts: tuple[Part, ...]
    reader: str = ""

    @property
    def text(self) -> str:
        """The text of all parts."""
        return "".join(part.text for part in self.parts)
