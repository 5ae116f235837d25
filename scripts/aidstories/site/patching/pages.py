"""A page exchanged for what it is now: what it shows, and what its head says of that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

from aidstories.site.fonts.stacks import stacks
from aidstories.site.framing.frame import encoded
from aidstories.site.patching.exchange import Edit
from aidstories.site.patching.tables import Unlike, once
from aidstories.site.styles import hoisted

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


def paged(before: Page, after: Page, shared: Callable[[], frozenset[str]]) -> Edit | None:
    """Return what exchanges a page, None where it stays.

    ``shared`` are the Tibetan letters of which it may show more or fewer: see `Words`. Raises
    `Unlike` where it shows others.
    """
    if before == after:
        return None
    letters = _letters(before) ^ _letters(after)
    if letters and not letters <= shared():
        raise Unlike("letters")
    return partial(_exchanged, before=before, after=after)


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
