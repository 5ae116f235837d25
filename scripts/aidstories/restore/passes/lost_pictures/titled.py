"""Pictures that are lost but for the title of the page, which each of them had for its name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from aidstories.model import Role
from aidstories.restore.draft import Block, Doubt, Draft, Drop, Label, Proposal
from aidstories.restore.lexicon.chars import bare, ends_sentence
from aidstories.restore.lexicon.imprint import is_imprint
from aidstories.restore.passes.figures.words import SHORT, is_single_sentence
from aidstories.restore.passes.furniture import furniture

_TIMES = 4
"""Lines of a page that say its title, itself among them: a page may say it thrice over its text."""
_AMID = 2
"""Of these, lines behind a sentence at least, chosen by hand."""
_LEAST, _LONGEST = 8, 60
"""Characters of such a title, chosen by hand."""


def label_titled(draft: Draft) -> Iterator[Proposal]:
    """Label the title that a page says again for each picture, and what stands below each.

    What is said of a picture stands there: 队员在义诊。; a long paragraph is text.
    """
    blocks = draft.blocks
    title, *pictures = _said_again(blocks) or _said_amid(blocks) or (-1,)
    shown = [i + 1 for i in pictures if i + 1 < len(blocks) and _may_show(blocks[i + 1])]
    if title < 0:
        return
    yield Label(block=title, role=Role.TITLE)
    yield from (Drop(block=i, reason="repeat") for i in pictures)
    for i in shown if 2 * len(shown) > len(pictures) else ():
        yield Label(block=i, role=Role.CAPTION)
        yield Doubt(block=i, start=0, end=len(blocks[i].text), reason="caption")


def _said_again(blocks: Sequence[Block]) -> list[int]:
    """Return the lines of a title that a page says over its text and again and again amid it."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for i, block in enumerate(blocks):
        text = block.text.strip()
        free = block.role in (None, Role.TITLE) and not block.level and not text.endswith("。")
        if free and len(text) <= _LONGEST and len(bare(text)) >= _LEAST:
            places[bare(text)].append(i)
    for found in places.values():
        over = all(furniture(b.text.strip()) or is_imprint(b.text) for b in blocks[: found[0]])
        amid = sum(ends_sentence(blocks[i - 1].text) for i in found[1:])
        if len(found) >= _TIMES and over and amid >= _AMID:
            return found
    return []


def _said_amid(blocks: Sequence[Block]) -> list[int]:
    """Return a headline and where it stands once more, between a paragraph and a sentence which
    another paragraph stands below: one picture's name over its caption."""
    heads = {bare(b.text): i for i, b in reversed(list(enumerate(blocks[:_HEAD])))}
    for i in range(1, len(blocks) - 2):
        title = heads.get(bare(blocks[i].text), i)
        over, shown, below = blocks[i - 1].text, blocks[i + 1].text, blocks[i + 2].text
        told = all(len(text) > _LONGEST and ends_sentence(text) for text in (over, below))
        named = title < i and blocks[i].role is None and not ends_sentence(blocks[i].text)
        if named and told and len(bare(blocks[i].text)) >= _LEAST and is_single_sentence(shown):
            return [title, i]
    return []


_HEAD = 6
"""Lines of a page among which its headline stands, chosen by hand."""


def _may_show(block: Block) -> bool:
    """Return whether a line below a picture may say what it shows: a sentence, or a phrase."""
    text = block.text.strip()
    phrase = 1 < len(text) <= SHORT and not ends_sentence(text)
    return block.role is None and (phrase or (len(text) <= _LONGEST and is_single_sentence(text)))
