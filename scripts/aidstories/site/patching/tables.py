"""A row of the tables of stories exchanged for another, and what the data package says of them."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from aidstories.site.patching.ground import Parts
from aidstories.site.takeaway.package import DESCRIPTOR, gzipped, length_of_row
from aidstories.site.takeaway.parts import in_parts, length_of
from aidstories.site.takeaway.tables import json_line, stories_rows, table

Read = Callable[[str], bytes]
"""Returns what a file of the site holds, by its address. Raises OSError."""


class Unlike(Exception):
    """An output is not what a patch would begin from: a build makes it."""


def page_of(url: str) -> str:
    """Return the address of the file of a page."""
    return f"{url}index.html"


class Row(NamedTuple):
    """A story in a table as it was and is: as bytes, and what each takes of a part."""

    before: bytes
    after: bytes
    sizes: tuple[int, int]


def csv_row(before: Mapping[str, object], after: Mapping[str, object], names: list[str]) -> Row:
    """Return the row of a story in ``stories.csv``, from its records."""
    rows = stories_rows([before, after], names)
    head = len(table(names, []))
    old, new = (table(names, [row])[head:].encode("utf-8") for row in rows)
    return Row(old, new, (length_of_row(rows[0]), length_of_row(rows[1])))


def json_row(before: Mapping[str, object], after: Mapping[str, object]) -> Row:
    """Return the line of a story in ``stories.jsonl``, from its records."""
    old, new = json_line(before), json_line(after)
    return Row(old.encode("utf-8"), new.encode("utf-8"), (length_of(old), length_of(new)))


class Part(NamedTuple):
    """A part with another row: its address, its bytes, by how many it grew; and all parts now."""

    uri: str
    data: bytes
    grown: int
    parts: Parts


def part_with(row: Row, place: int, parts: Parts, read: Read) -> Part:
    """Return the part that holds ``row``, with what it is now in the place of what it was.

    ``place`` is the story's among all. Raises `Unlike`, and OSError.
    """
    sizes = (*parts.sizes[:place], row.sizes[1], *parts.sizes[place + 1 :])
    cut = [len(part) for part in in_parts(parts.sizes, int)]
    if parts.sizes[place] != row.sizes[0] or cut != [len(part) for part in in_parts(sizes, int)]:
        raise Unlike("parts")
    number, left = 0, len(sizes) - 1 - place
    while left >= cut[number]:
        left -= cut[number]
        number += 1
    uri = parts.uris[number]
    before = read(uri)
    data = _exchanged(before, row, packed=uri.endswith(".gz"))
    return Part(uri, data, len(data) - len(before), Parts(parts.uris, sizes))


def _exchanged(data: bytes, row: Row, *, packed: bool) -> bytes:
    text = gzip.decompress(data) if packed else data
    text = once(text, row.before, row.after)
    return gzipped(text) if packed else text


def once(data: bytes, before: bytes, after: bytes) -> bytes:
    """Return ``data`` with ``after`` for ``before``. Raises `Unlike` where it is not there once."""
    if data.count(before) != 1:
        raise Unlike(before[:40].decode("utf-8", "replace"))
    return data.replace(before, after)


class Grown(NamedTuple):
    """A resource of the package that grew: its last file, and the bytes of all before and after."""

    path: str
    before: int
    after: int


def descriptor_with(changed: Mapping[str, Part], read: Read) -> tuple[bytes, tuple[Grown, ...]]:
    """Return the descriptor of the package with other files, and how its resources grew.

    ``changed`` goes by the names of resources. Raises OSError.
    """
    package, grown = json.loads(read(DESCRIPTOR)), []
    for each in package["resources"]:
        if part := changed.get(each["name"]):
            path, size = each["path"], each["bytes"]
            each["bytes"] = size + part.grown
            if "hash" in each:
                each["hash"] = f"sha256:{hashlib.sha256(part.data).hexdigest()}"
            grown.append(Grown(path if isinstance(path, str) else path[-1], size, each["bytes"]))
    text = json.dumps(package, ensure_ascii=False, indent=1) + "\n"
    return text.encode("utf-8"), tuple(grown)


def page_with(grown: Iterable[Grown], page: bytes) -> bytes:
    """Return the page of the data with other sizes: ``stories.csv</a><small>3 篇，812 字节``.

    Raises `Unlike` where one would be told in another unit.
    """
    for each in grown:
        old, new = _shown(each.before), _shown(each.after)
        if old.unit != new.unit:
            raise Unlike(each.path)
        before, link, after = page.partition(f"{each.path}</a><small>".encode())
        told, end, rest = after.partition(b"</small>")
        told = once(told, f"，{old.number} ".encode(), f"，{new.number} ".encode())
        page = before + link + told + end + rest
    return page


class _Size(NamedTuple):
    number: str
    unit: str


def _shown(size: int) -> _Size:
    """Return a size as ``data.html`` shows it."""
    if size < 1024:
        return _Size(str(size), "")
    if size < 1024 * 1024:
        return _Size(f"{size / 1024:.0f}", "KB")
    return _Size(f"{size / 1024 / 1024:.1f}", "MB")
