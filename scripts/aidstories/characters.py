"""Characters that no text of the archive has, and one form of those in several codes.

Of controls and what turns the direction of writing a reader sees nothing; a title with U+202E in it
turns round what stands behind it on a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import Literal
from unicodedata import category, name, normalize

UNSEEN = re.compile(
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\u200e\u200f\u2028\u2029\u202a-\u202e"
    "\u2066-\u2069\u115f\u1160\u3164\uffa0\ufff9-\ufffb\ufffe\uffff\U000e0001\U000e0020-\U000e007f]"
)
"""Controls but tab and line ends; marks, embeddings, overrides and isolates of direction;
separators of lines and paragraphs; fillers of Korean, which are letters of no width; interlinear
marks; tags, in which a text can be hidden; no characters."""
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 allows in no document (2.2); captures may hold it."""
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


def is_blank(text: str) -> bool:
    """Return whether nothing of ``text`` is seen: it is empty, or spaces and joiners alone."""
    return all(category(c) in ("Cc", "Cf", "Zs", "Zl", "Zp") for c in text)


def told(character: str) -> tuple[str, str]:
    """Return what is said of an `unseen` character, in Chinese and English."""
    zh = f"有看不见的字符 {character}；删去它（删去前后各一个字，重新输入即可）"
    return zh, f"an unseen character, {character}: delete it"


_MARKED = range(0x300, 0x1F000), range(0xE0100, 0xE01F0)
"""Where Unicode has marks that combine (16.0): asking all planes takes ten times as long."""
_ROW, _STEP = 1000, 32
"""Marks in a row that are put in order together, 2 ms; one character of so many is looked at to
see whether there may be as many."""


def normalized(form: Literal["NFC", "NFKC"], text: str) -> str:
    """Return ``text`` in a normal form of Unicode, in time that grows as the text does.

    Each mark that combines is moved before those that it must precede: of 100,000 in a row, 80 s.
    As many as 1,000 are therefore put in order a thousand by a thousand (no word has so many: the
    Stream-Safe Text Format of UAX #15 allows 30). ``fold.js`` does the same.
    """
    if len(text) < _ROW or not _marks(_ROW // _STEP).search(text[::_STEP]):
        return normalize(form, text)
    return "".join(normalize(form, piece) for piece in _pieces(text))


def _pieces(text: str) -> Iterator[str]:
    """Yield what stands between long rows of marks, and these by the thousand."""
    end = 0
    for row in _marks(_ROW).finditer(text):
        yield text[end : row.start()]
        end = row.end()
        yield from (text[at : min(at + _ROW, end)] for at in range(row.start(), end, _ROW))
    yield text[end:]


@cache
def _marks(least: int) -> re.Pattern[str]:
    """Return what finds all of ``least`` or more marks in a row."""
    marks = "".join(filter(_is_mark, map(chr, chain(*_MARKED))))
    return re.compile(f"(?<![{marks}])[{marks}]{{{least},}}")


def _is_mark(character: str) -> bool:
    return category(character).startswith("M")
