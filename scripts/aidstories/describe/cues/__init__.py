"""The cues of ``roles``: what the words around a place say of its part in the aid.

In an example the place stands between two bars; a cue is read before the first and behind the
second. The first cue that fits decides, so the special ones come first. ``chinese``, ``english``
and ``tibetan`` hold them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.signs import Signs, signs_of


class Part(StrEnum):
    """What a place does in the story."""

    GIVES = "gives"
    RECEIVES = "receives"
    NAMED = "named"


SCHEME = 5.0
"""The weight of a scheme's own words for a donor (南京援藏医疗队); no other cue has as much."""
SENDS = 4.0
"""The weight from which a cue says by itself that a place sends: 14 of the 19 cues for donors
in Chinese have it. With 5, 37 donors of 300 made-up articles (tests/describe/aid.py) are missed.
"""
SERVED = 3.0
"""The weight from which a cue says by itself that aid arrives; others need a second one."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Words before a place, behind it or both, with the part that they give it.

    ``weight`` counts against the floors of ``places``: 5 names a donor in a scheme's own words,
    4 reaches a donor's floor alone, 3 a region's, 2 needs another cue, 0 takes the place out.
    """

    name: str
    part: Part
    weight: float
    example: str
    counter: str
    before: re.Pattern[str] | None = None
    behind: re.Pattern[str] | None = None
    across: bool = False
    """Whether ``behind`` reads on over the next place; the others stop before it."""
    signs: str = ""
    """Characters of which the words before and behind a place hold one wherever the cue fits."""


class Cues(NamedTuple):
    """Cues in order, with the signs by which most of them are passed over."""

    rows: Sequence[Cue]
    signs: Signs

    def first_fit(self, before: str, behind: str, alone: str) -> tuple[Cue, int] | None:
        """Return the first that fits and where it ends in ``behind``, None without one.

        ``alone`` is ``behind`` up to the next place.
        """
        for cue in map(self.rows.__getitem__, self.signs.called(before + behind)):
            if cue.before is not None and not cue.before.search(before):
                continue
            if cue.behind is None:
                return cue, 0
            if found := cue.behind.match(behind if cue.across else alone):
                return cue, found.end()
        return None


def cues_of(rows: Sequence[Cue]) -> Cues:
    """Return ``rows`` with their signs."""
    return Cues(rows, signs_of([cue.signs for cue in rows]))


def cue(
    name: str,
    part: Part,
    weight: float,
    example: str,
    counter: str,
    *,
    before: str = "",
    behind: str = "",
    across: bool = False,
    signs: str = "",
) -> Cue:
    """Return a cue of its patterns; ``before`` ends where the place begins."""
    return Cue(
        name,
        part,
        weight,
        example,
        counter,
        late(f"(?:{before})$") if before else None,
        late(behind) if behind else None,
        across,
        signs,
    )


AID = r"援[藏疆青琼黔滇川宁桂甘蒙陕贵鄂沪吉黑](?!春|年|高原)"
