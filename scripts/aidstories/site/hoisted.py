"""The style sheets that a fragment asks for, taken out of it."""

from __future__ import annotations

import re

_LINK = '<link rel="stylesheet" href="'
_SHEET = re.compile(rf'(?>(?:(?<!\s)\s++)?){_LINK}[^"]*">')


def hoisted(html: str) -> tuple[str, str]:
    """Return the sheets that a fragment asks for, and the fragment without them.

    In the head of a page they are fetched at once; in its body, after the first paint.
    """
    if _LINK not in html:  # nor do most: to look for white space before one takes its time
        return "", html
    return "".join(_SHEET.findall(html)), _SHEET.sub("", html)
