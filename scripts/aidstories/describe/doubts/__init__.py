"""Fields of a description that an editor should look at: what is lacking, or may be wrong.

A field is doubtful where the page has a rival for its value (a county beside the prefecture that
was chosen, a second day in the head), where little speaks for it (the text never says the
title again, no label names the writer), or where a cue of it stands in the page and it is empty.
A flag is of the field's own name, so an editor knows what to look at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aidstories.describe.doubts.days import of_published, of_year
from aidstories.describe.doubts.figures import of_figures
from aidstories.describe.doubts.ground import Ground
from aidstories.describe.doubts.headlines import of_title
from aidstories.describe.doubts.houses import of_source
from aidstories.describe.doubts.names import of_institutions, of_people
from aidstories.describe.doubts.page_lines import PageLine, page_lines
from aidstories.describe.doubts.places import of_donors, of_programmes, of_regions
from aidstories.describe.doubts.writers import of_byline
from aidstories.model import TEXT_ROLES, FieldDoubt, Flag, Restoration

__all__ = ["Ground", "PageLine", "field_flags", "find_doubts", "page_lines"]

_FIELDS = (
    *(of_title, of_figures, of_byline, of_source, of_published, of_year),
    *(of_regions, of_donors, of_programmes, of_people, of_institutions),
)
"""What doubts each field; the first doubt is shown."""
_OF_PAGE = ("byline", "source", "published", "year")
"""Fields that a page says, whatever its story is of."""


def find_doubts(ground: Ground) -> tuple[FieldDoubt, ...]:
    """Return the doubtful fields of a described article, each once, with what tells most."""
    found = [next(iter(of_field(ground)), None) for of_field in _FIELDS]
    doubts = tuple(doubt for doubt in found if doubt)
    return (*doubts, *_without_text(ground, {doubt.field for doubt in doubts}))


def _without_text(ground: Ground, doubted: set[str]) -> Iterator[FieldDoubt]:
    """Doubt what is lacking where a title is all that there is: the text was not read with it."""
    if not ground.printed.texts(*TEXT_ROLES):
        lacking = (f for f in _OF_PAGE if not getattr(ground.found, f) and f not in doubted)
        yield from (FieldDoubt(field, "") for field in lacking)


def field_flags(
    restored: Restoration, doubts: Sequence[tuple[FieldDoubt, ...]]
) -> tuple[Flag, ...]:
    """Return the doubts of each article of ``restored`` as flags where it begins in the capture."""
    return tuple(
        Flag(start=start, end=end, by="describe", reason=one.field, quote=one.quote, weight=0.4)
        for slots, own in zip(restored.ledger.layout, doubts, strict=True)
        for start, end in [slots[0].spans[0]]
        for one in own
    )
