"""A chapter of a book exchanged for another: the rest of the file is copied as it is packed."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import replace

from aidstories.site.patching.tables import Unlike
from aidstories.site.takeaway.books.book import Chapter, member_of
from aidstories.site.takeaway.zipped import Member, zipped

_HEAD = struct.Struct("<4s5H3L2H")
"""What stands before the name of a file (APPNOTE.TXT 6.3.10, 4.3.7)."""


def with_chapter(book: bytes, before: Chapter, after: Chapter) -> bytes:
    """Return ``book`` with ``after`` for ``before``.

    Raises `Unlike` where it does not hold that one, or would hold more of another than its text.
    """
    name, members = member_of(before), dict(_members(book))
    if members.get(name) != before.packed or replace(before, packed=after.packed) != after:
        raise Unlike(name)
    return b"".join(zipped({**members, name: after.packed}.items()))


def _members(book: bytes) -> Iterator[tuple[str, Member]]:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        for one in archive.infolist():
            *_, named, more = _HEAD.unpack_from(book, one.header_offset)
            start = one.header_offset + _HEAD.size + named + more
            packed = book[start : start + one.compress_size]
            yield one.filename, Member(one.compress_type, one.CRC, one.file_size, packed)
