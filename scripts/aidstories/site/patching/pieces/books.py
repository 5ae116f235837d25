"""A chapter of a book exchanged for another: the rest of the file is copied as it is packed."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace

from markupsafe import escape

from aidstories.site.patching.pieces.tables import Unlike, once
from aidstories.site.takeaway.books.book import CONTENTS, Chapter, document, member_of
from aidstories.site.takeaway.zipped import Member, deflated, zipped

_HEAD = struct.Struct("<4s5H3L2H")
"""What stands before the name of a file (APPNOTE.TXT 6.3.10, 4.3.7)."""


def with_chapter(book: bytes, before: Chapter, after: Chapter) -> bytes:
    """Return ``book`` with ``after`` for ``before``.

    Raises `Unlike` where it does not hold that one, or would hold more of another than its title
    and text.
    """
    name, members = member_of(before), dict(_members(book))
    alike = replace(before, title=after.title, packed=after.packed) == after
    if members.get(name) != before.packed or not alike:
        raise Unlike(name)
    members[name] = after.packed
    if before.title != after.title:
        listed = zlib.decompress(members[CONTENTS].packed, -zlib.MAX_WBITS)
        members[CONTENTS] = deflated(once(listed, *map(_listed, (before, after))))
    return b"".join(zipped(members.items()))


def _listed(chapter: Chapter) -> bytes:
    """Return the line of a chapter in the table of contents."""
    return document(f'<a href="{chapter.name}">{escape(chapter.title)}</a>')


def _members(book: bytes) -> Iterator[tuple[str, Member]]:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        for one in archive.infolist():
            *_, named, more = _HEAD.unpack_from(book, one.header_offset)
            start = one.header_offset + _HEAD.size + named + more
            packed = book[start : start + one.compress_size]
            yield one.filename, Member(one.compress_type, one.CRC, one.file_size, packed)
