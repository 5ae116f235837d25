"""Characters that no text of the archive has: controls, and what turns the direction of writing.

A reader never sees them; a title with U+202E in it turns round what stands behind it on a page.
"""

from __future__ import annotations

import re
from unicodedata import name

UNSEEN = re.compile(
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\u200e\u200f\u2028\u2029\u202a-\u202e"
    "\u2066-\u2069\ufff9-\ufffb\ufffe\uffff]"
)
"""Controls but tab and line ends; marks, embeddings, overrides and isolates of direction;
separators of lines and paragraphs; interlinear marks; no characters."""
_CONTROLS = {0: "NULL", 7: "BELL", 8: "BACKSPACE", 0x1B: "ESCAPE", 0x7F: "DELETE"}


def unseen(text: str) -> str | None:
    """Return the first character of ``text`` that it should not have, by number and name.

    ``U+202E RIGHT-TO-LEFT OVERRIDE``; None where there is none.
    """
    found = UNSEEN.search(text)
    if found is None:
        return None
    code = ord(found[0])
    return f"U+{code:04X} {name(found[0], _CONTROLS.get(code, 'CONTROL CHARACTER'))}"


def told(character: str) -> tuple[str, str]:
    """Return what is said of an `unseen` character, in Chinese and English."""
    zh = f"有看不见的字符 {character}；删去它（删去前后各一个字，重新输入即可）"
    return zh, f"an unseen character, {character}: delete it"
