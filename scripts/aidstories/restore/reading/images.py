"""Addresses of images."""

from __future__ import annotations

import re
from urllib.parse import unquote

from aidstories.restore.lexicon.late import late

_INNER = late(
    r"(?:https?:)?//\S+?[?&/](?:[\w-]+=)?((?:https?|https?%3[aA])(?::|%3[aA])?(?://|%2[fF]).+)$"
)


def article_image(address: str) -> str:
    """Return the image's own address: the one behind a proxy, percent-decoding undone there.

    ``https://proxy.example/?http://img.example/a.jpeg`` → ``http://img.example/a.jpeg``.
    """
    inner = _INNER.match(address)
    if not inner:
        return address
    found = inner.group(1)
    return article_image(unquote(found) if re.match(r"https?%3[aA]", found) else found)
