"""A row of the tables of stories exchanged for another, and what the data package says of them."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from aidstories.site.patching.kept.ground import Parts
from aidstories.site.takeaway.package import DESCRIPTOR, FOLDER, gzipped, length_of_row
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
    """A table with another row: its ``files`` that are others by their addresses, by how many
    bytes it grew, and all its parts now."""

    files: Mapping[str, bytes]
    grown: int
    parts: Parts


class Place(NamedTuple):
    """Where a story stood and stands among all, None where it is not there; ``row`` returns what
    stands at a place now."""

    before: int | None
    after: int | None
    row: Callable[[int], bytes]


def part_with(row: Row, place: Place, parts: Parts, read: Read) -> Part:
    """Return the table that holds ``row``, with what it is now, and where, for what it was.

    Raises `Unlike`, and OSError.
    """
    sizes = _sizes_now(row, place, parts)
    cuts = [[len(part) for part in in_parts(each, int)] for each in (parts.sizes, sizes)]
    if len(cuts[0]) != len(cuts[1]):
        raise Unlike("parts")
    before = {uri: read(uri) for uri in parts.uris}
    if (number := _alone(place, cuts)) is not None:
        uri = parts.uris[number]
        after = {uri: _exchanged(before[uri], row, place, cuts[1], packed=uri.endswith(".gz"))}
    else:
        after = _cut_anew(before, row, place, cuts[1])
    grown = sum(len(data) - len(before[uri]) for uri, data in after.items())
    return Part(after, grown, Parts(parts.uris, sizes))


def _sizes_now(row: Row, place: Place, parts: Parts) -> tuple[int, ...]:
    """Return what each row takes of a part now, newest first. Raises `Unlike`."""
    sizes = list(parts.sizes)
    if place.before is not None and sizes.pop(place.before) != row.sizes[0]:
        raise Unlike("parts")
    if place.after is not None:
        sizes.insert(place.after, row.sizes[1])
    return tuple(sizes)


def _alone(place: Place, cuts: Sequence[list[int]]) -> int | None:
    """Return the number of the part that alone is another; None where there are several."""
    others, numbers = [list(cut) for cut in cuts], set[int]()
    for at, cut, rest in zip((place.before, place.after), cuts, others, strict=True):
        if at is not None:
            numbers.add(number := _part_at(at, cut))
            rest[number] -= 1
    return numbers.pop() if others[0] == others[1] and len(numbers) == 1 else None


def _part_at(place: int, cut: Sequence[int]) -> int:
    """Return in which part the item at a place stands; -1 where there is none."""
    left = sum(cut) - 1 - place
    return sum(left >= end for end in accumulate(cut)) if 0 <= left < sum(cut) else -1


def _exchanged(data: bytes, row: Row, place: Place, cut: Sequence[int], *, packed: bool) -> bytes:
    text = gzip.decompress(data) if packed else data
    if place.before == place.after:
        text = once(text, row.before, row.after)
    else:
        text = text if place.before is None else taken_out(text, row.before)
        text = text if place.after is None else put_in(text, row.after, _beside(place, cut))
    return gzipped(text) if packed else text


def _beside(place: Place, cut: Sequence[int]) -> Beside:
    """Return the rows beside the story in its part."""
    at = place.after or 0
    own = _part_at(at, cut)
    rows = (place.row(n) if _part_at(n, cut) == own else None for n in (at - 1, at + 1))
    return Beside(next(rows), next(rows))


def _cut_anew(
    files: Mapping[str, bytes], row: Row, place: Place, cut: Sequence[int]
) -> dict[str, bytes]:
    """Return the parts of lines that are others where the story, or one beside it, is in another.

    Raises `Unlike` for a table whose rows may have several lines.
    """
    texts = {uri: gzip.decompress(data) for uri, data in files.items() if uri.endswith(".gz")}
    lines = [line for text in reversed(texts.values()) for line in text.splitlines(keepends=True)]
    stood, stands = (at is not None for at in (place.before, place.after))
    if len(lines) != sum(cut) + stood - stands:
        raise Unlike("lines")
    if place.before is not None and lines.pop(place.before) != row.before:
        raise Unlike("lines")
    if place.after is not None:
        lines.insert(place.after, row.after)
    ends = [len(lines) - end for end in accumulate(cut, initial=0)]
    now = {
        uri: b"".join(lines[end:start])
        for uri, start, end in zip(texts, ends, ends[1:], strict=False)
    }
    return {uri: gzipped(text) for uri, text in now.items() if text != texts[uri]}


def once(data: bytes, before: bytes, after: bytes) -> bytes:
    """Return ``data`` with ``after`` for ``before``. Raises `Unlike` where it is not there once."""
    if data.count(before) != 1:
        raise Unlike(before[:40].decode("utf-8", "replace"))
    return data.replace(before, after)


class Beside(NamedTuple):
    """What stands before a piece in an output, and behind it; None where nothing does."""

    before: bytes | None
    behind: bytes | None


def put_beside(data: bytes, old: bytes, new: bytes, beside: Beside, between: bytes = b"") -> bytes:
    """Return ``data`` without ``old``, and with ``new`` where it stands ``beside``.

    ``between`` stands between any two pieces. Raises `Unlike`.
    """
    return put_in(taken_out(data, old, between), new, beside, between)


def taken_out(data: bytes, old: bytes, between: bytes = b"") -> bytes:
    """Return ``data`` without ``old``, as `put_beside` does."""
    head, found, tail = data.partition(old)
    if not found or old in tail or not (tail.startswith(between) or head.endswith(between)):
        raise Unlike(old[:40].decode("utf-8", "replace"))
    rest = tail.removeprefix(between) if tail.startswith(between) else tail
    return (head if tail.startswith(between) else head.removesuffix(between)) + rest


def put_in(data: bytes, new: bytes, beside: Beside, between: bytes = b"") -> bytes:
    """Return ``data`` with ``new``, as `put_beside` does."""
    if beside.behind is not None:
        return once(data, beside.behind, new + between + beside.behind)
    if beside.before is not None:
        return once(data, beside.before, beside.before + between + new)
    raise Unlike("alone")


class Grown(NamedTuple):
    """A resource of the package that grew: its last file, and the bytes of all before and after."""

    path: str
    before: int
    after: int


def descriptor_with(
    changed: Mapping[str, Part], read: Read, created: str = ""
) -> tuple[bytes, tuple[Grown, ...]]:
    """Return the descriptor of the package with other files, and how its resources grew.

    ``changed`` goes by the names of resources; ``created`` is the package's day, if that is
    another. Raises OSError.
    """
    package, grown = json.loads(read(DESCRIPTOR)), []
    package |= {"created": f"{created}T00:00:00Z"} if created else {}
    for each in package["resources"]:
        if part := changed.get(each["name"]):
            path, size = each["path"], each["bytes"]
            each["bytes"] = size + part.grown
            if "hash" in each:
                (data,) = part.files.values() or [read(f"{FOLDER}{path}")]
                each["hash"] = f"sha256:{hashlib.sha256(data).hexdigest()}"
            grown.append(Grown(path if isinstance(path, str) else path[-1], size, each["bytes"]))
    text = json.dumps(package, ensure_ascii=False, indent=1) + "\n"
    return text.encode("utf-8"), tuple(grown)


def page_with(grown: Iterable[Grown], page: bytes, counts: tuple[int, int] = (0, 0)) -> bytes:
    """Return the page of the data with other sizes: ``stories.csv</a><small>3 篇，812 字节``.

    ``counts`` are those of all stories, as they were and are. Raises `Unlike` where a size would be
    told in another unit.
    """
    before, now = (b"%d " % count for count in counts)
    for each in grown:
        old, new = _shown(each.before), _shown(each.after)
        if old.unit != new.unit:
            raise Unlike(each.path)
        head, link, after = page.partition(f"{each.path}</a><small>".encode())
        told, end, rest = after.partition(b"</small>")
        told = once(told, f"，{old.number} ".encode(), f"，{new.number} ".encode())
        if before != now and not told.startswith(before):
            raise Unlike(each.path)
        told = now + told.removeprefix(before) if before != now else told
        page = head + link + told + end + rest
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
