"""A title exchanged in the links that lead to its story; other stories may have the same one."""

from __future__ import annotations

import re

from aidstories.site.framing.frame import encoded
from aidstories.site.patching.pieces.exchange import Pieces
from aidstories.site.patching.pieces.tables import Unlike

_TARGET = re.compile(rb'href=\\?"([^"\\#]*)')
_OWN = re.compile(rb"<h1[^<>]*>([^<]*)</h1>")
_AROUND = (">", "<"), ("《", "》")
"""What stands around a title in a link."""


def in_links(data: bytes, id_: str, titles: Pieces) -> bytes:
    """Return HTML, or JSON of it, with another title in each link to a story.

    Raises `Unlike` where the old one stands outside links, on a page whose own title has not these
    words: 援藏日记 stands in that of 援藏日记（二）, whose page shows it in ten places.
    """
    pieces, twin = data.split(b"</a>"), any(titles[0] in own for own in _OWN.findall(data))
    for number, piece in enumerate(pieces):
        if titles[0] in piece:
            before, tag, link = piece.rpartition(b"<a ")
            target = _TARGET.match(link)
            if (target is None or titles[0] in before) and not twin:
                raise Unlike(id_)
            if target and (b"/" + target[1]).endswith(f"/{id_}/".encode()):
                pieces[number] = before + tag + _in_link(link, titles)
    return b"</a>".join(pieces)


def _in_link(link: bytes, titles: Pieces) -> bytes:
    """Return a link, without its end, with another title. Raises `Unlike`."""
    whole = link + b"<"
    for around in _AROUND:
        old, new = (encoded(around[0]) + title + encoded(around[1]) for title in titles)
        if old in whole and whole.count(titles[0]) == 1:
            return whole.replace(old, new)[:-1]
    raise Unlike(link[:40].decode("utf-8", "replace"))
