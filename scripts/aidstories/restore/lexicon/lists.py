"""The marks before the items of a list: numbers, and bullets."""

from __future__ import annotations

import re

ORDINAL = re.compile(
    r"\s*+(?:(?P<plain>\d{1,3})[.．、)）](?!\d)|[（(](?P<round>\d{1,3})[)）]|(?P<ring>[①-⑳]))\s*+"
)
"""1. 2、 3） （4） ⑤, and no decimal such as 3.5."""
BULLET = re.compile(r"(?:(?<!\s)\s++)?+(?:[•●○■□◆◇▪‣∙·]|[-*+](?=[ \t\u3000]))\s*+(?=\S)")


def number_of(text: str) -> int | None:
    """Return the number that ``text`` begins with as an item of a list does."""
    found = ORDINAL.match(text)
    if not found:
        return None
    return (
        ord(found["ring"]) - ord("①") + 1
        if found["ring"]
        else int(found["plain"] or found["round"])
    )
