"""What a share card says."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from aidstories.site.interface.dates import date_text
from aidstories.site.locale import Locale
from aidstories.site.story.statements import End
from aidstories.site.story.view import View

_LONGEST = 200
"""Characters of a title that are looked at; four lines of a card hold fewer than a hundred."""
_ENDS = 3
"""Places on one side of an arrow; with more the line would be longer than the card is wide."""
_LINES = 2


class Wording(NamedTuple):
    """The texts of a card: a headline, who helped whom (``浙江 → 那曲``), paper and date."""

    title: str
    aid: tuple[str, ...]
    imprint: str

    @property
    def alt(self) -> str:
        """What somebody who does not see the card is told."""
        return "，".join(filter(None, (self.title, *self.aid, self.imprint)))


def of_all(about: str, name: str) -> Wording:
    """Return what the card of an archive says, which is called ``name``."""
    return Wording(title=printable(about) or name, aid=(), imprint="")


def wording(view: View, locale: Locale) -> Wording:
    """Return what the card of a story says in a language; names are the tables'."""
    shown = locale.own(view)
    lines = (
        f"{_names(card.donors, locale)} → {_names(card.recipients, locale)}"
        for card in view.cards
        if all(card.donors) and all(card.recipients)
    )
    said = locale.translator.plain
    dated = view.story.description.published or view.story.description.year
    date = date_text(view.story.description, said) if dated else ""
    source = locale.called((view.source,))[0] if view.source else ""
    inferred = said("date.inferred.mark") if view.inferred else ""
    return Wording(
        title=printable(shown.title),
        aid=tuple(printable(line) for line in dict.fromkeys(lines))[:_LINES],
        imprint="　".join(filter(None, (printable(source), date + inferred))),
    )


def _names(ends: tuple[End, ...], locale: Locale) -> str:
    named = [
        locale.called(end.place or (end.body,), short=0 < len(end.place) < 3)[0] for end in ends
    ]
    names = list(dict.fromkeys(named))
    between, more = ("、", "等") if not locale.translator.zh else (" ", " སོགས།")
    return between.join(names[:_ENDS]) + (more if len(names) > _ENDS else "")


def printable(text: str) -> str:
    """Return ``text`` as one line of signs that can be set: no control characters, no marks of
    direction, blanks single, at most `_LONGEST` code points.
    """
    kept = (" " if c.isspace() else c for c in unicodedata.normalize("NFC", text))
    seen = "".join(c for c in kept if not unicodedata.category(c).startswith("C"))
    return re.sub("  +", " ", seen).strip()[:_LONGEST]
