"""What the text says again: a headline's words come back in it, a banner's hardly do."""

from __future__ import annotations

import re

from aidstories.describe.doubts.ground import Ground
from aidstories.model import TEXT_ROLES, Role
from aidstories.restore.lexicon.late import late

_STOP = late(r"[。！？…”.!?]")
_RUNNING = frozenset(TEXT_ROLES) - {Role.HEADING}
_HAN = late(r"[\u4e00-\u9fff]+")
_WORD = late(r"[A-Za-z]{4,}")


def prose(ground: Ground) -> str:
    """Return the running text of an article, in simplified script."""
    passages = ground.article.passages
    return "".join(p.text for p in passages if p.role in _RUNNING and _STOP.search(p.text))


def told(line: str, text: str) -> float:
    """Return which share (0 to 1) of a line's pairs of Chinese characters ``text`` has too.

    Of a line in letters it is the share of its words.
    """
    own = "".join(_HAN.findall(line))
    pairs = [own[n : n + 2] for n in range(len(own) - 1)] or _WORD.findall(line)
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0


def bare(text: str) -> str:
    """Return a line without space and punctuation."""
    return re.sub(r"\W", "", text)
