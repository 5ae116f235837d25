"""WARC → a part for each page of HTML or text that a server answered with."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from aidstories.restore.decode import decode
from aidstories.restore.lexicon.late import late
from aidstories.restore.reading.extraction import Part
from aidstories.restore.reading.records.fields import MOST_RECORDS
from aidstories.restore.reading.records.parts import part_of
from aidstories.restore.reading.refusal import Refusal

MOST_RESPONSES = 10 * MOST_RECORDS
"""Records in an archive: a page comes with some ten images, scripts and style sheets."""
LARGEST_PAGE = 16 << 20
"""Bytes of a page: four times the characters of the longest record, at four bytes each."""
MOST_BYTES = 1 << 26
"""Bytes of all pages together, 64 MB: 640 pages of 100 KB, which memory holds at once."""
_CHUNK = 1 << 16
_GZIP = b"\x1f\x8b"
_PAGE = late(r"\s*+(?:text/html|application/xhtml\+xml|text/plain)\b", re.I)
_FAULTS = (
    *(ArchiveLoadFailed, zlib.error, EOFError, OSError, ValueError, LookupError),
    *(AttributeError, TypeError),
)
"""What warcio raises at bytes that are no sound archive; the last two where a header lacks."""


def is_warc(data: bytes) -> bool:
    """Return whether ``data`` is a WARC, packed with gzip or not."""
    if data.startswith(_GZIP):
        try:
            return zlib.decompressobj(31).decompress(data[:4096], 8).startswith(b"WARC/")
        except zlib.error:
            return False
    return data.startswith(b"WARC/")


def read_warc(data: bytes) -> tuple[Part, ...]:
    """Return a part for each page in the archive that its server gave whole (status 200).

    The key of a part is its address, with a number behind it where the same was fetched again and
    had changed. The day of the capture is no day of publication and stays out. Raises Refusal
    where the archive is damaged or past a limit, and where it holds no page.
    """
    parts: list[Part] = []
    seen: set[tuple[str, bytes]] = set()
    times: Counter[str] = Counter()
    size = 0
    for url, body in _pages(data):
        stamp = (url, sha256(body).digest())
        if stamp in seen:
            continue
        seen.add(stamp)
        size += len(body)
        if size > MOST_BYTES:
            raise _too_large(f"网页超过 {MOST_BYTES >> 20} MB", f"{MOST_BYTES >> 20} MB of pages")
        times[url] += 1
        key = url if times[url] == 1 else f"{url}#{times[url]}"
        parts.append(part_of({"url": url}, decode(body).text, key))
        if len(parts) > MOST_RECORDS:
            raise _too_large(f"网页超过 {MOST_RECORDS} 个", f"{MOST_RECORDS} pages")
    if not parts:
        raise Refusal(
            "这个 WARC 文件里没有网页。请检查采集时是否保存了 HTML。",
            "This WARC holds no page. See whether the crawl kept the HTML.",
        )
    return tuple(parts)


def _pages(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the address and the bytes of each page."""
    try:
        for count, record in enumerate(ArchiveIterator(BytesIO(data)), 1):
            if count > MOST_RESPONSES:
                raise _too_large(f"记录超过 {MOST_RESPONSES} 条", f"{MOST_RESPONSES} records")
            url = record.rec_headers.get_header("WARC-Target-URI") or ""
            if _is_page(record, url) and (body := _body(record)).strip():
                yield url, body
    except _FAULTS as e:
        if isinstance(e, Refusal):
            raise
        raise Refusal(
            "这个 WARC 文件已损坏或没有下载完整，无法读取。请重新下载。",
            "This WARC is damaged or incomplete. Download it again.",
        ) from e


def _is_page(record: ArcWarcRecord, url: str) -> bool:
    """Return whether a record is a page of text, given whole."""
    if record.rec_type not in ("response", "resource") or urlsplit(url).path == "/robots.txt":
        return False
    headers = record.http_headers
    if record.rec_type == "response" and (headers is None or headers.get_statuscode() != "200"):
        return False
    kind = (headers or record.rec_headers).get_header("Content-Type") or ""
    return bool(_PAGE.match(kind))


def _body(record: ArcWarcRecord) -> bytes:
    """Return the bytes of a page, as its server packed them no more."""
    body, stream = bytearray(), record.content_stream()
    while chunk := stream.read(_CHUNK):
        body += chunk
        if len(body) > LARGEST_PAGE:
            raise _too_large(
                f"有一个网页超过 {LARGEST_PAGE >> 20} MB", f"{LARGEST_PAGE >> 20} MB in a page"
            )
    if getattr(record.raw_stream, "limit", 0) > 0:
        raise EOFError("the record is cut off")
    return bytes(body)


def _too_large(zh: str, en: str) -> Refusal:
    return Refusal(
        f"这个 WARC 文件的{zh}，没有读取。请分成几个较小的文件。",
        f"This WARC has more than {en}. Divide it into smaller files.",
    )
