"""PDFs written by hand: a few objects, a cross-reference table, Chinese set in STSong-Light."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

FONT = b"""<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /%s
/DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000
/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >>
/FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /ItalicAngle 0
/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 /FontBBox [0 -120 1000 880] >> >>] >>"""
LATIN = b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>"


FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842]"


def words(text: str, x: float, y: float, size: float = 12, *, more: str = "") -> bytes:
    """Return the operators that print ``text`` with its baseline at ``y`` from the bottom."""
    code = text.encode("utf-16-be").hex()
    return f"BT /F1 {size} Tf {more} 1 0 0 1 {x} {y} Tm <{code}> Tj ET\n".encode()


def latin(text: bytes, x: float, y: float, size: float = 12) -> bytes:
    """Return the operators that print bytes in Helvetica."""
    return b"BT /F2 %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET\n" % (size, x, y, text)


def document(
    *contents: bytes,
    box: Sequence[float] = (0, 0, 595, 842),
    page: bytes = b"",
    encoding: bytes = b"UniGB-UCS2-H",
    latin_font: bytes = b"Helvetica",
    extra: Sequence[bytes] = (),
    resources: bytes = b"",
    trailer: bytes = b"",
) -> bytes:
    """Return a PDF with a page for each of ``contents``; ``extra`` are objects from number 20."""
    kids = b" ".join(b"%d 0 R" % (1000 + 2 * n) for n in range(len(contents)))
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(contents)),
        3: FONT % encoding,
        4: LATIN % latin_font,
    }
    objects |= {20 + n: body for n, body in enumerate(extra)}
    for n, content in enumerate(contents):
        objects[1000 + 2 * n] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents %d 0 R %s"
            b" /Resources << /Font << /F1 3 0 R /F2 4 0 R >> %s >> >>"
        ) % (b" ".join(b"%g" % x for x in box), 1001 + 2 * n, page, resources)
        objects[1001 + 2 * n] = stream(content)
    return assembled(objects, trailer)


def stream(content: bytes, head: bytes = b"", *, packed: bool = False) -> bytes:
    """Return a stream object."""
    data = zlib.compress(content, 9) if packed else content
    filters = b"/Filter /FlateDecode" if packed else b""
    return b"<< /Length %d %s %s >>\nstream\n%s\nendstream" % (len(data), filters, head, data)


def assembled(objects: dict[int, bytes], trailer: bytes = b"") -> bytes:
    """Return the file that the objects make."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n"
    for number, place in sorted(places.items()):
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    size = max(objects) + 1
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        trailer,
        start,
    )
    return bytes(out)


def picture(width: int, height: int) -> bytes:
    """Return an image object of grey pixels."""
    head = (
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8"
        b" /ColorSpace /DeviceGray"
    ) % (width, height)
    return stream(b"\x99" * (width * height), head, packed=True)


def nested(depth: int) -> bytes:
    """Return a PDF whose form prints itself twice, or one that ends after ``depth`` levels."""
    extra = []
    for k in range(depth):
        last = k == depth - 1
        inner = b"/Resources << /XObject << /X %d 0 R >> >>" % (20 if last else 21 + k)
        extra.append(stream(b"/X Do /X Do", FORM + inner))
    return document(b"/X Do", extra=extra, resources=b"/XObject << /X 20 0 R >>")


def locked() -> bytes:
    """Return a PDF with a password."""
    key = b"/ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (
        b"ab" * 32,
        b"cd" * 32,
    )
    return document(words("援藏", 60, 700), trailer=key)


def of_pages(kids: bytes, count: int) -> bytes:
    """Return a PDF whose tree of pages has ``kids`` and says that it has ``count`` pages."""
    return assembled(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count),
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
        }
    )
