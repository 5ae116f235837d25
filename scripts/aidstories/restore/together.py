"""The drafts of a capture in two languages → one draft, and what it says in the second."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from aidstories.model import (
    Article,
    Edit,
    Flag,
    Kind,
    Ledger,
    Passage,
    Role,
    TranslatedArticle,
)
from aidstories.restore.beside import BODY, Pair, Told, align
from aidstories.restore.draft import Block, Draft
from aidstories.restore.settle import articles_of
from aidstories.restore.tongues import Tongue

_HEAD = (Role.KICKER, Role.TITLE, Role.SUBTITLE, Role.NOTE)
_QUOTE = 24
"""Characters quoted of a paragraph whose place is not sure."""
_DOUBT = 0.6


class Restored(NamedTuple):
    """A part of a capture behind all passes; ``second`` are its articles in a second language."""

    draft: Draft
    second: tuple[tuple[Block, ...], ...] = ()


class Doubted(NamedTuple):
    """A translated article with the flags of paragraphs whose originals are not sure."""

    article: TranslatedArticle
    flags: tuple[Flag, ...]


def together(drafts: Sequence[Draft]) -> Restored:
    """Return one draft of those of a part, one for each language.

    As many articles in both are translations, and their blocks leave the draft; else the second
    language's are articles of their own.
    """
    first, *others = drafts
    if not others:
        return Restored(first)
    [other] = others
    edits = (*first.edits, *other.edits)
    theirs = tuple(tuple(article) for article in articles_of(other))
    if len(theirs) == len(articles_of(first)):
        dropped = tuple(_dropped(first.raw, block) for block in other.blocks)
        gone = tuple(edit for edits in dropped for edit in edits)
        return Restored(replace(first, edits=(*edits, *gone), others=()), theirs)
    opened = (other.blocks[0]._replace(begins=True), *other.blocks[1:])
    blocks = (*first.blocks, *opened)
    flags = (*first.flags, *other.flags)
    return Restored(replace(first, blocks=blocks, edits=edits, flags=flags, others=()))


def _dropped(raw: str, block: Block) -> Iterator[Edit]:
    for start, end in block.spans:
        yield Edit(start, end, raw[start:end], "", Kind.STRIP, "tell_apart", "translation")


def translated(
    second: Sequence[Block], by: int, number: int, article: Article, ledger: Ledger
) -> Doubted:
    """Return what ``second``, blocks of a part that begins at ``by``, says of article ``number``.

    ``article`` is what the ledger of the whole capture makes of that.
    """
    body = [n for n, p in enumerate(article.passages) if p.role in BODY]
    slots = ledger.layout[number]
    originals = [
        Told(article.passages[n].role, article.passages[n].text, slots[n].spans[0][0]) for n in body
    ]
    texts = [b for b in second if b.text and (b.role or Role.PARAGRAPH) in BODY]
    told = [Told(b.role or Role.PARAGRAPH, b.text, b.spans[0][0] + by) for b in texts]
    pairs = align(originals, told)
    origin = {j: tuple(body[i] for i in pair.originals) for pair in pairs for j in pair.translated}
    head = [b for b in second if b.role in _HEAD and b.text]
    return Doubted(
        TranslatedArticle(
            article=number,
            language=Tongue.TIBETAN,
            passages=tuple(map(_passage, (*head, *texts))),
            origins=(*(() for _ in head), *(origin[j] for j in range(len(texts)))),
        ),
        tuple(_doubts(texts, pairs, by)),
    )


def _passage(block: Block) -> Passage:
    return Passage(role=block.role or Role.PARAGRAPH, text=block.text, gap=block.gap, src=block.src)


def _doubts(texts: Sequence[Block], pairs: Sequence[Pair], by: int) -> Iterator[Flag]:
    for block in (texts[j] for pair in pairs if not pair.sure for j in pair.translated):
        yield Flag(
            start=block.starts[0] + by,
            end=block.ends[-1] + by,
            by="align",
            reason="alignment",
            quote=block.text[:_QUOTE],
            weight=_DOUBT,
        )
