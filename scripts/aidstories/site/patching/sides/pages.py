"""A page exchanged for what it is now: what it shows, and what its head says of that."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from aidstories.site.fonts.stacks import stacks
from aidstories.site.framing.frame import encoded
from aidstories.site.hoisted import hoisted
from aidstories.site.patching.pieces.exchange import Edit
from aidstories.site.patching.pieces.tables import Unlike, once
from aidstories.site.patching.sides.letters import Letters
from aidstories.site.render import LEFT

_LEFT = re.compile(f"{LEFT}([^{LEFT}]+){LEFT}".encode())
_TOLD = ("title", "description", "head", "author")
"""What a page's metadata say that stands in its head."""


class Page(NamedTuple):
    """A page of the site: the pieces of its body, between which stands what stays, and its head."""

    pieces: tuple[str, ...]
    told: Mapping[str, str]


def page(body: str, meta: Mapping[str, Any], cut: str) -> Page:
    """Return a page of ``body`` and ``meta`` as they are rendered; ``cut`` marks what stays."""
    sheets, shown = hoisted(body)
    told = {name: str(meta[name]) for name in _TOLD if meta.get(name)}
    if sheets:
        told["head"] = told.get("head", "") + sheets
    return Page(tuple(shown.split(cut)), told)


class Where(NamedTuple):
    """The page at ``url`` in a language, and the ``letters`` of the site.

    ``own`` says whether it may have a font of its own.
    """

    url: str
    language: str
    letters: Letters
    own: bool


def paged(before: Page, after: Page, where: Where) -> Edit | None:
    """Return what exchanges a page, None where it stays. Raises `Unlike` for other letters."""
    return _edit(before, after, where, _exchanged)


def _edit(
    before: Page, after: Page, where: Where, exchange: Callable[[bytes, Page, Page], bytes]
) -> Edit | None:
    if before == after:
        return None
    others = _letters(before) ^ _letters(after)
    # a font of its own has what the page shows, whatever other pages share
    relink = bool(others) if where.own else where.letters.hold(others, where.language)

    def edit(data: bytes) -> bytes:
        now = exchange(data, before, after)
        if not relink:
            return now
        return where.letters.relinked(data, now, where.url, where.language, own=where.own)

    return edit


def _letters(one: Page) -> frozenset[str]:
    return stacks(" ".join((*one.pieces, one.told.get("title", ""))))


def _exchanged(data: bytes, before: Page, after: Page) -> bytes:
    """Return a page with other pieces. Raises `Unlike` where it has not those, once each."""
    if len(before.pieces) != len(after.pieces) or before.told.keys() != after.told.keys():
        raise Unlike("pieces")
    kept: list[bytes] = []
    for number, pieces in enumerate(zip(before.pieces, after.pieces, strict=True)):
        old, new = (encoded(piece.strip()) for piece in pieces)
        if old:
            data = once(data, old, mark := b"\0%d\0" % number)
            kept += (mark, new)
    for name, told in before.told.items():
        if told != after.told[name]:
            data = _retold(data, encoded(told), encoded(after.told[name]))
    for mark, new in zip(kept[::2], kept[1::2], strict=True):
        data = data.replace(mark, new)
    return data


def _retold(data: bytes, old: bytes, new: bytes) -> bytes:
    if old not in data:
        raise Unlike(old[:40].decode("utf-8", "replace"))
    return data.replace(old, new)


def relisted(before: Page, after: Page, where: Where) -> Edit | None:
    """Return what exchanges a page of a list, as `paged` does.

    Stories that its pieces leave out (`Fragments.leaving_out`) are shown as the page has them.
    """
    if before.told.keys() != after.told.keys():
        raise Unlike("list")
    return _edit(before, after, where, _relisted)


def _relisted(data: bytes, before: Page, after: Page) -> bytes:
    old, new = (_LEFT.split(encoded("".join(one.pieces).strip())) for one in (before, after))
    start = data.find(old[0])
    if start < 0:
        raise Unlike("list")
    shown, end = {}, start + len(old[0])
    for id_, behind in zip(old[1::2], old[2::2], strict=True):
        at = data.find(behind, end)
        if at < 0 or not behind:
            raise Unlike(id_.decode())
        shown[id_], end = data[end:at], at + len(behind)
    body = b"".join(shown[each] if n % 2 else each for n, each in enumerate(new))
    head, tail = data[:start], data[end:]
    for name, told in before.told.items():
        if told != after.told[name]:
            head = _retold(head, encoded(told), encoded(after.told[name]))
    return head + body + tail
