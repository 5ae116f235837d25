"""Texts in two languages: each run of letters says which language it is in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import Markup, escape

from aidstories.site.interface.terms import CHINESE, TAGS, TIBETAN

_HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LETTERS = {TAGS[TIBETAN]: "\u0f00-\u0fff", TAGS[CHINESE]: _HAN}
_BETWEEN = {
    TAGS[TIBETAN]: "[ \u00a0]*",
    TAGS[CHINESE]: f"[^{_HAN}\u0f00-\u0fff\n]{{0,12}}",  # punctuation and numbers: 2021年，3人
}
_RUNS = {tag: re.compile(f"[{own}]+(?:{_BETWEEN[tag]}[{own}]+)*") for tag, own in _LETTERS.items()}

_TAG = re.compile("(<[^<>]*>)")

_OTHER = {
    tag: re.compile(f"[{own}]")
    for tag, own in zip(_LETTERS, reversed(_LETTERS.values()), strict=True)
}
"""The letters that are not those of a language, by its tag."""


def marked_runs(text: str, tag: str) -> Markup:
    """Return ``text`` as HTML for an element in the language ``tag``, other runs marked.

    Tibetan in a Chinese sentence says so, and so does Chinese in a Tibetan one; Latin letters,
    numbers and punctuation go with what stands around them.
    """
    if not _OTHER[tag].search(text):
        return escape(text)
    return Markup(
        "".join(
            escape(piece) if own == tag else f'<span lang="{own}">{escape(piece)}</span>'
            for own, piece in _pieces(text, tag)
        )
    )


def marked_html(html: str) -> str:
    """Return the HTML of a Chinese page, its Tibetan marked where the element does not say so."""
    own, before, pieces = TAGS[TIBETAN], "", list[str]()
    if not _OTHER[TAGS[CHINESE]].search(html):
        return html
    for piece in _TAG.split(html):
        if piece.startswith("<"):
            before = piece
        elif f'lang="{own}"' not in before and not before.startswith(("<script", "<style")):
            piece = _RUNS[own].sub(rf'<span lang="{own}">\g<0></span>', piece)
        pieces.append(piece)
    return "".join(pieces)


def block_language(text: str, tag: str) -> str:
    """Return the language of a block that stands in a text in ``tag``.

    It is the other one where all its letters are: a Tibetan verse in a Chinese report.
    """
    (other,) = (own for own in _LETTERS if own != tag)
    return other if _OTHER[tag].search(text) and not _OTHER[other].search(text) else tag


def _pieces(text: str, tag: str) -> Iterator[tuple[str, str]]:
    (other,) = (own for own in _LETTERS if own != tag)
    done = 0
    for found in _RUNS[other].finditer(text):
        if found.start() > done:
            yield tag, text[done : found.start()]
        yield other, found.group()
        done = found.end()
    if done < len(text):
        yield tag, text[done:]
