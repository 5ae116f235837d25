"""Captions that hang in the blanks which their lost pictures left."""

from __future__ import annotations

from itertools import takewhile

from aidstories.model import Role
from aidstories.restore.lexicon.byline import is_byline
from aidstories.restore.lexicon.chars import ends_sentence
from aidstories.restore.lexicon.imprint import is_imprint
from aidstories.restore.lexicon.lists import counted, number_of
from aidstories.restore.passes.zoned.page import HEADING, Page
from aidstories.restore.zones.cues import speaks_of_picture
from aidstories.restore.zones.labels import REASONS

_RUN, _BLANK = 3, 2
"""Lines of such a run at least, and the blank lines over each, chosen by hand."""


def hangs(page: Page, i: int) -> bool:
    """Return whether a line is one of a run, each in blanks of its own, of which one says what a
    lost picture shows: a heading would have its text below it.
    """
    if not page.top < i < len(page.blocks) - 1 or not _stands_apart(page, i):
        return False
    reach = 2 * _RUN
    over = takewhile(lambda k: _stands_apart(page, k), range(i - 1, max(page.top, i - reach), -1))
    end = min(len(page.blocks), i + reach)
    below = takewhile(lambda k: _stands_apart(page, k), range(i + 1, end))
    run = [*over, i, *below]
    return len(run) >= _RUN and any(speaks_of_picture(page.blocks[k].text) for k in run)


def _stands_apart(page: Page, i: int) -> bool:
    """Return whether a short line without a stop or a number has blank lines over it."""
    block = page.blocks[i]
    short = 1 < len(block.text) <= HEADING and not ends_sentence(block.text)
    plain = block.role in (None, Role.CAPTION) and short and block.lead >= _BLANK
    signs = is_byline(block.text) or is_imprint(block.text)
    numbered = number_of(block.text) is not None or counted(block.text) is not None
    return plain and not (signs or numbered) and page.decisions[i].label not in REASONS
