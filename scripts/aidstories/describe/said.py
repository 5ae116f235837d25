"""What an article says again: how often a name stands in it, and who speaks in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from operator import add

from aidstories.describe.names import SAYS
from aidstories.restore.lexicon.late import late

_LONGEST = 13
"""Characters of a name: two parts of six, and the point between them."""
_COUNTED = 5
"""Characters of what is looked up in a table: a name of four with what follows it."""
_FEW = 1_000
"""Questions that the text itself answers: articles of real captures ask 364 at most. To count all
that may be asked takes as long as 1,700 in 3,000 characters, as 6,500 in 300,000."""
_SPEAKING = late("|".join(f"{word[0]}(?={word[1:]})" for word in SAYS.pattern.split("|")))
"""Where a verb of saying begins, be it in another one's end: 讲解释."""

_KIND = late("[市县区省州](?![长委])")
"""A kind of place; 江城县长 is an office."""


class Said:
    """The text of an article. However many questions are put, it is read a few times."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._asked = 0

    def count(self, words: str) -> int:
        """Return how often ``words`` stand in the text, none overlapping another."""
        self._asked += 1
        if self._asked <= _FEW or len(words) > _COUNTED:
            return self.text.count(words)
        return self._counts.get(words, 0)

    @cached_property
    def _counts(self) -> Mapping[str, int]:
        found, pieces = dict[str, int](), list(self.text)
        for size in range(2, _COUNTED + 1):
            pieces = list(map(add, pieces, self.text[size - 1 :]))
            found |= Counter(pieces)
            found |= _apart(pieces, size)
        return found

    @cached_property
    def speakers(self) -> frozenset[str]:
        """What stands before a verb of saying: 周山 in 周山表示, among other pieces of text."""
        text = self.text
        return frozenset(
            text[said.start() - size : said.start()]
            for said in _SPEAKING.finditer(text)
            for size in range(2, min(_LONGEST, said.start()) + 1)
        )

    @cached_property
    def places(self) -> frozenset[str]:
        """What stands before a kind of place: 江城 in 江城市, which makes 江城医生 no person."""
        text = self.text
        return frozenset(
            text[kind.start() - size : kind.start()]
            for kind in _KIND.finditer(text)
            for size in range(2, min(_COUNTED, kind.start() + 1))
        )


def _apart(pieces: Sequence[str], size: int) -> Mapping[str, int]:
    """Return how often the pieces stand in a text of which one overlaps itself: 人人 in 人人人.

    ``pieces`` are all of ``size`` characters, in order.
    """
    steps = range(1, size)
    ends = {p: 0 for n in steps for p, q in zip(pieces, pieces[n:], strict=False) if p == q}
    found = Counter[str]()
    for at, piece in enumerate(pieces) if ends else ():
        if ends.get(piece, at + 1) <= at:
            found[piece] += 1
            ends[piece] = at + size
    return found
