"""Tibetan text on pages: order, and where a line may break."""

from __future__ import annotations

import functools
import re
from typing import Any

from pyuca import Collator

from aidstories.restore.lexicon.tibetan import canonical

TSHEG, FIRM_TSHEG, NBSP = "\u0f0b", "\u0f0c", "\u00a0"
_SHAD = "\u0f0d-\u0f12\u0f14"
_KIND = re.compile("(?<=.)་(?:གྲོང་ཁྱེར|རྫོང|ཆུས|ས་ཁུལ|རང་སྐྱོང་(?:ལྗོངས|ཁུལ|རྫོང))(?=།?$)")
_BLANKS = re.compile(rf"(?<=[{_SHAD}])[ \u00a0]+(?=[{_SHAD}])")
_BEFORE_SHAD = re.compile(rf"\u0f0b(?=[ \u00a0]*[{_SHAD}])")


@functools.cache
def _collator() -> Any:
    return Collator()


def sort_key(text: str) -> tuple[int, ...]:
    """Return the key of ``text`` in the order of the Unicode Collation Algorithm (DUCET)."""
    key: tuple[int, ...] = _collator().sort_key(canonical(text))
    return key


def is_tibetan(text: str) -> bool:
    """Return whether ``text`` begins with a Tibetan letter, blanks and marks aside."""
    first = next((c for c in text if c.isalpha()), "")
    return "\u0f40" <= first <= "\u0fbc"


def without_kind(name: str) -> str:
    """Return the name of a place without its kind: ནག་ཆུ་གྲོང་ཁྱེར། is ནག་ཆུ།"""
    return _KIND.sub("", name)


def unbroken(text: str) -> str:
    """Return ``text`` with what keeps a line from beginning with a shad.

    The tsheg before a shad becomes U+0F0C and blanks between two shad U+00A0 (W3C, Tibetan
    Layout Requirements): both look the same and forbid a break. ``ང་།  །`` stays on one line.
    """
    firm = _BEFORE_SHAD.sub(FIRM_TSHEG, text)
    return _BLANKS.sub(lambda found: NBSP * len(found.group()), firm)
