"""Bytes → the text that a capture's ledger speaks of: sniff, then read.

A reader, and the library behind it, is imported when a capture of its kind comes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from importlib.metadata import version

from aidstories.restore.decode import Decoded, decode
from aidstories.restore.reading.extraction import NO_MAPPING, Extraction, Kind, Part
from aidstories.restore.reading.refusal import Refusal, Unrecognised
from aidstories.restore.reading.sniff import sniff, sniff_text

_OWN = f"aidstories {version('aidstories')}"
"""The reader of what no library reads."""


def extract(
    data: bytes, *, recognition: str | None = None, mapping: Mapping[str, str] = NO_MAPPING
) -> Extraction:
    """Open a capture. Pure: the same arguments give the same text with the same libraries.

    ``recognition`` is what recognition saw on a picture, as kept beside the capture (JSON);
    ``mapping`` says which column or key of a capture of records holds a field (``title`` →
    ``biaoti``). Raises `Refusal` where the capture is of a kind that is not read, or damaged, and
    `Unrecognised` where it is a picture without ``recognition``.
    """
    kind = sniff(data)
    if kind is None:
        decoded = decode(data)
        return _text(decoded, sniff_text(decoded, mapping), mapping)
    parts, reader = _parts(kind, data, recognition, mapping)
    return Extraction(kind=kind, encoding=kind.value, parts=parts, reader=reader)


def extract_text(data: bytes) -> Extraction:
    """Open a capture as text, Markdown or HTML, whatever its bytes. Never raises."""
    decoded = decode(data)
    parts = (Part(text=decoded.text),)
    return Extraction(kind=Kind.TEXT, encoding=decoded.encoding, parts=parts)


def _text(decoded: Decoded, kind: Kind, mapping: Mapping[str, str]) -> Extraction:
    text = decoded.text
    reader = _OWN
    match kind:
        case Kind.FEED:
            from aidstories.restore.reading.records import feed

            parts, reader = feed.read_feed(text), f"lxml {version('lxml')}"
        case Kind.JSON:
            from aidstories.restore.reading.records import json_records

            parts = json_records.read_json(text, mapping)
        case Kind.SQL:
            from aidstories.restore.reading.records import sql

            parts = sql.read_sql(text, mapping)
        case Kind.TABLE:
            from aidstories.restore.reading.records import table

            parts = table.read_table(text, mapping)
        case _:
            parts, reader = _one(text), ""
    return Extraction(kind=kind, encoding=decoded.encoding, parts=parts, reader=reader)


def _parts(
    kind: Kind, data: bytes, recognition: str | None, mapping: Mapping[str, str]
) -> tuple[tuple[Part, ...], str]:
    """Return the parts of a capture that is no text, and what read it."""
    match kind:
        case Kind.DOCX:
            from aidstories.restore.reading.documents import docx

            return _one(docx.read_docx(data)), docx.READER
        case Kind.ODT:
            from aidstories.restore.reading.documents import odt

            return _one(odt.read_odt(data)), odt.READER
        case Kind.RTF:
            from aidstories.restore.reading.documents import rtf

            return _one(rtf.read_rtf(data)), _OWN
        case Kind.EPUB:
            from aidstories.restore.reading.documents import epub

            return epub.read_epub(data), epub.READER
        case Kind.MAIL:
            from aidstories.restore.reading.documents import mail

            return mail.read_mail(data), mail.READER
        case Kind.PDF if recognition is None:
            from aidstories.restore.reading.pages import layout, pdf

            return (layout.lay_out(pdf.read_pdf(data)),), f"pypdfium2 {version('pypdfium2')}"
        case Kind.PDF | Kind.IMAGE:
            return _recognised(data, recognition)
        case Kind.WARC:
            from aidstories.restore.reading.records import warc

            return warc.read_warc(data), f"warcio {version('warcio')}"
        case Kind.ZIP:
            return _zip(data, mapping, 1), _OWN
    raise AssertionError(kind)


def _recognised(data: bytes, recognition: str | None) -> tuple[tuple[Part, ...], str]:
    """Return what recognition saw on a picture, and the engine.

    Raises `Unrecognised` where nobody has looked yet, and `Refusal` where ``recognition`` is that
    of other bytes.
    """
    from aidstories.restore.reading.pages.layout import lay_out
    from aidstories.restore.reading.pages.recognition import low_scores, read_recognition

    if recognition is None:
        raise Unrecognised(
            "图片还没有识别出文字。", "Nobody has recognised the text of this picture yet."
        )
    seen = read_recognition(recognition)
    if seen.sha256 != sha256(data).hexdigest():
        raise Refusal(
            "旁边的识别结果（.ocr.json）不是这份原稿的。请删去它再导入。",
            "The recognition beside it (.ocr.json) is of another file. Delete it.",
        )
    part = lay_out(seen.pages, recognised=True)
    return (replace(part, flags=tuple(low_scores(part, seen))),), seen.engine


def _zip(data: bytes, mapping: Mapping[str, str], depth: int) -> tuple[Part, ...]:
    """Return the parts of all files in a ZIP; one in it is ``depth`` + 1 deep."""
    from aidstories.restore.reading.records.zip_archive import read_zip

    def member(data: bytes) -> Extraction:
        if sniff(data) is not Kind.ZIP:
            return extract(data, mapping=mapping)
        parts = _zip(data, mapping, depth + 1)
        return Extraction(kind=Kind.ZIP, encoding=Kind.ZIP.value, parts=parts)

    return read_zip(data, member, depth=depth)


def _one(text: str) -> tuple[Part, ...]:
    return (Part(text=text),)
