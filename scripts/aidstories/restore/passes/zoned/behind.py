"""A headline that stands behind its text."""

from __future__ import annotations

from collections.abc import Sequence

from aidstories.restore.lexicon.byline import is_byline
from aidstories.restore.lexicon.chars import bare
from aidstories.restore.lexicon.houses import names_house
from aidstories.restore.lexicon.imprint import is_imprint
from aidstories.restore.lexicon.late import late
from aidstories.restore.passes.heads import is_head
from aidstories.restore.passes.zoned.page import CERTAIN, Page, is_sentence
from aidstories.restore.zones.labels import Zone
from aidstories.restore.zones.view import PHRASE


def closes(page: Page) -> bool:
    """Return whether a headline stands behind the last text: it is that text's (seed 000).

    One over the text is so, unless it is less sure than the one behind.
    """
    labels = [d.label for d in page.decisions]
    behind = len(labels) - _index(labels[::-1], Zone.TEXT)
    closing = max((d.sure for d in page.decisions[behind:] if d.label is Zone.TITLE), default=0)
    over = (d.sure for d in page.decisions[: page.top] if d.label is Zone.TITLE)
    return closing > 0 and max(over, default=0) < min(CERTAIN, closing)


def over_its_source(page: Page) -> int | None:
    """Return the headline behind the last text that stands right over a line of source and day.

    A gallery shows its picture and the words below it first, and what it is called at last.
    """
    blocks, kept = page.blocks, page.kept
    if len(kept) < _LINES or kept[0] < page.top:
        return None
    text, over, under = kept[-3:]
    said = blocks[under].text if under == over + 1 else ""
    published = is_imprint(said) and _DATED.search(said) and not is_byline(said)
    phrase = blocks[over].text.strip()
    heads = len(bare(phrase)) >= PHRASE and is_head(phrase) and not names_house(phrase)
    plain = blocks[over].role is None and not (is_imprint(phrase) or is_byline(phrase))
    return over if published and heads and plain and is_sentence(blocks[text].text) else None


_LINES = 3
"""Lines of such a page at least: its text, its headline, its source."""
_DATED = late(r"[:：].{0,30}(?:19|20)\d{2}\s?[-/.年]\s?\d{1,2}.{0,40}\d:\d\d")
"""A source by its label, its day and the hour."""


def _index(labels: Sequence[Zone], label: Zone) -> int:
    return labels.index(label) if label in labels else len(labels)
