"""Where a sentence ends: for excerpts, and for what a reader taps."""

from __future__ import annotations

import re

from aidstories.model import Span

SENTENCE_END = re.compile(r"[。！？][”’）》]*|(?<!།)།++(?=\s|$)")
"""Chinese marks with what closes behind them; in Tibetan a shad before a space."""


def sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences of ``text``; together they are all of it."""
    ends = [found.end() for found in SENTENCE_END.finditer(text)]
    if not ends or ends[-1] < len(text):
        ends.append(len(text))
    return tuple(zip([0, *ends[:-1]], ends, strict=True)) if text else ()
