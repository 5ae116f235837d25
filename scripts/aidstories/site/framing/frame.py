"""A page without what differs from page to page, cut at its slots."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import NamedTuple

from aidstories.site.fonts.stacks import shown_stacks
from aidstories.site.framing.slots import SLOT, SURROGATE, Slot, Unframable

LETTERS = "letters"
"""The slot at the end of the head, for the letters that a page needs."""
SEEN = frozenset({"content", "code", "address", "canonical_url", "url"})
"""What may fill a slot in the body with something to read."""


def encoded(text: str) -> bytes:
    """Return ``text`` as MkDocs writes it."""
    return text.encode("utf-8", "xmlcharrefreplace")


class Frame(NamedTuple):
    """The texts between the slots, one more than these; ``stacks`` is what they show in Tibetan."""

    texts: tuple[bytes, ...]
    slots: tuple[str, ...]
    stacks: frozenset[str]

    def fill(self, values: Mapping[str, bytes]) -> bytes:
        """Return the page with ``values`` in the slots."""
        filled = zip(self.texts, map(values.__getitem__, self.slots), strict=False)
        return b"".join((*chain.from_iterable(filled), self.texts[-1]))


def cut(html: str, url: str) -> Frame:
    """Return the frame of ``html``, which was rendered for a page at the made-up ``url``.

    Raises `Unframable` where a mark was changed by a template.
    """
    head, end, body = html.replace(url, Slot("url")).partition("</head>")
    marked = f"{head}{Slot(LETTERS)}{end}{body}"
    texts, slots = SLOT.split(marked)[::2], SLOT.findall(marked)
    if any(map(SURROGATE.search, texts)):
        raise Unframable("a slot")
    stacks = shown_stacks(SLOT.sub(" ", marked))
    return Frame(tuple(map(encoded, texts)), tuple(slots), stacks)
