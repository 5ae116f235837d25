"""Which lines of a page go: what it carries beside its articles."""

from __future__ import annotations

from aidstories.restore.passes.furniture import why
from aidstories.restore.passes.zoned.drops.alone import Known, by_themselves
from aidstories.restore.passes.zoned.drops.behind import drop_behind
from aidstories.restore.passes.zoned.drops.beside import among_others, is_amid_text
from aidstories.restore.passes.zoned.drops.over import drop_over
from aidstories.restore.passes.zoned.page import (
    CERTAIN,
    Page,
    goes_on_elsewhere,
    is_sentence,
)
from aidstories.restore.zones.labels import REASONS, Zone


def dropped(page: Page) -> list[str | None]:
    """Return for each line why it goes, None where it stays."""
    titles = [
        made.sure
        for i, made in enumerate(page.decisions)
        if made.label is Zone.TITLE and not (why(page.blocks, i) or i in page.form)
    ]
    told = (i for i, b in enumerate(page.blocks) if is_sentence(b.text))
    known = Known(
        titled=bool(titles),
        headed=max(titles, default=0) >= CERTAIN,
        opened=next(told, len(page.blocks)),
    )
    gone = by_themselves(page, known)
    sentences = (i for i, b in enumerate(page.blocks) if is_sentence(b.text) and not gone[i])
    last = max(sentences, default=-1)
    for i in range(known.opened + 1, last):
        if gone[i] == REASONS[Zone.RELATED] and is_amid_text(page, gone, i):
            gone[i] = None
    gone = among_others(page, gone, last)
    drop_behind(page, gone, last, known)
    drop_over(page, gone)
    return [
        None if i in page.form or (reason == "section" and goes_on_elsewhere(page, i)) else reason
        for i, reason in enumerate(gone)
    ]
