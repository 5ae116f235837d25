"""Bytes → the text that a capture's ledger speaks of: sniff, then read.

A reader, and the library behind it, is imported when a capture of its kind comes.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version
from types import MappingProxyType

from aidstories.restore.decode import Decoded, decode
from aidstories.restore.reading.extraction import Extraction, Kind, Part
from aidstories.restore.reading.refusal import Refusal
from aidstories.restore.reading.sniff import sniff, sniff_text

NO_MAPPING: Mapping[str, str] = MappingProxyType({})


def extract(
    data: bytes, *, recognition: str | None = None, mapping: Mapping[str, str] = NO_MAPPING
) -> Extraction:
    """Open a capture. Pure: the same arguments give the same text with the same libraries.

    ``recognition`` is what recognition saw on a picture, as kept beside the capture (JSON);
    ``mapping`` says which field a column or key of a capture of records holds (``biaoti`` →
    ``title``). Raises `Refusal` where the capture is of a kind that is not read, or damaged, and
    `Unrecognised` where it is a picture without ``recognition``.
    """
    kind = sniff(data)
    if kind is None:
        decoded = decode(data)
        return _text(decoded, sniff_text(decoded), mapping)
    parts, reader = _parts(kind, data, recognition, mapping)
    return Extraction(kind=kind, encoding=kind.value, parts=parts, reader=reader)


def extract_text(data: bytes) -> Extraction:
    """Open a capture as text, Markdown or HTML, whatever its bytes. Never raises."""
    decoded = decode(data)
    parts = (Part(text=decoded.text),)
    return Extraction(kind=Kind.TEXT, encoding=decoded.encoding, parts=parts)


def _text(decoded: Decoded, kind: Kind, mapping: Mapping[str, str]) -> Extraction:
    from aidstories.restore.reading import records

    text = decoded.text
    match kind:
        case Kind.FEED:
            parts = records.read_feed(text)
        case Kind.JSON:
            parts = records.read_json(text, mapping)
        case Kind.SQL:
            parts = records.read_sql(text, mapping)
        case Kind.TABLE:
            parts = records.read_table(text, mapping)
        case _:
            parts = (Part(text=text),)
    return Extraction(kind=kind, encoding=decoded.encoding, parts=parts)


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

            return _one(rtf.read_rtf(data)), rtf.READER
        case Kind.EPUB:
            from aidstories.restore.reading.documents import epub

            return epub.read_epub(data), epub.READER
        case Kind.MAIL:
            from aidstories.restore.reading.documents import mail

            return _one(mail.read_mail(data)), mail.READER
        case Kind.PDF:
            from aidstories.restore.reading.pages import layout, pdf

            return (layout.lay_out(pdf.read_pdf(data)),), f"pypdfium2 {version('pypdfium2')}"
    raise Refusal("还读不了这一类文件", f"{kind} is not read yet")


def _one(text: str) -> tuple[Part, ...]:
    return (Part(text=text),)
