"""A piece of an output exchanged for another, as XML, JSON and HTML hold it."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import NamedTuple
from xml.etree import ElementTree

from aidstories.site.framing.frame import encoded
from aidstories.site.patching.pieces.tables import Unlike, once
from aidstories.site.story.view import View

Edit = Callable[[bytes], bytes]
"""Returns what an output is to hold instead. Raises `Unlike`."""
Pieces = tuple[bytes, bytes]
"""What stands in an output, and what is to."""


class Exchange(NamedTuple):
    """A piece of the output at ``uri`` as it was and is.

    It stands there once, after the text ``behind`` and before the next ``until``; where it is one
    of ``all``, as often as it is shown.
    """

    uri: str
    before: bytes
    after: bytes
    behind: bytes = b""
    until: bytes = b""
    all: bool = False


def exchanged(data: bytes, of: Exchange) -> bytes:
    """Return ``data`` with a piece exchanged. Raises `Unlike` where it does not hold that."""
    if of.all and of.before in data:
        return data.replace(of.before, of.after)
    if not of.behind:
        return once(data, of.before, of.after)
    head, behind, rest = data.partition(of.behind)
    piece, until, tail = rest.partition(of.until)
    return b"".join((head, behind, once(piece, of.before, of.after), until, tail))


def whole(data: bytes, both: Pieces) -> bytes:
    """Return an output that is made as a whole. Raises `Unlike` where it is not what it was."""
    if data != both[0]:
        raise Unlike("whole")
    return both[1]


def holding(outputs: Mapping[str, Collection[str]], view: View) -> Iterator[str]:
    """Yield the addresses of ``outputs`` that hold a story."""
    return (uri for uri, ids in outputs.items() if view.story.id in ids)


def pair(pieces: Iterable[bytes]) -> Pieces:
    """Return two pieces."""
    before, after = pieces
    return before, after


def in_html(pieces: Iterable[str]) -> Pieces:
    """Return two pieces of HTML as pages hold them."""
    return pair(map(encoded, pieces))


def in_json(pieces: Iterable[str]) -> Pieces:
    """Return two texts as they stand within a string of JSON."""
    return pair(json.dumps(piece, ensure_ascii=False)[1:-1].encode("utf-8") for piece in pieces)


def keyed(told: Mapping[str, str]) -> bytes:
    """Return a key with its value as they stand in JSON."""
    return json.dumps(told, ensure_ascii=False)[1:-1].encode("utf-8")


def xml(element: ElementTree.Element) -> bytes:
    """Return an element as XML."""
    return ElementTree.tostring(element, encoding="unicode").encode("utf-8")
