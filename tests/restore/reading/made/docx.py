"""Word files that the tests write."""

from __future__ import annotations

import io
import struct
import zlib

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from tests.restore.reading.stories import Story


def saved(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def png(width: int = 200, height: int = 100) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        checked = kind + data
        return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes((width + 1) * height))
    chunks = chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def written(s: Story, *, style: str | None) -> Document:
    """Put an article into a file, its title by a style, or by its look where that is None."""
    document = docx.Document()
    if style:
        document.add_paragraph(s.title, style=style)
    else:
        title = document.add_paragraph()
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        title.add_run(s.title).font.size = Pt(22)
    for line in (s.byline, s.source):
        document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text in s.paragraphs[:2]:
        paragraph = document.add_paragraph()
        before, raised, after = text.partition("²")
        paragraph.add_run(before)
        if raised:
            paragraph.add_run("2").font.superscript = True
            paragraph.add_run(after)
    document.add_paragraph(s.heading, style="Heading 2")
    for item in s.items:
        document.add_paragraph(item, style="List Number")
    table = document.add_table(len(s.rows), 3)
    for cells, row in zip(table.rows, s.rows, strict=True):
        for cell, text in zip(cells.cells, row, strict=True):
            cell.text = text
    document.add_picture(io.BytesIO(png()))
    document.add_paragraph(s.caption, style="Caption")
    document.add_paragraph(s.paragraphs[2])
    return document
