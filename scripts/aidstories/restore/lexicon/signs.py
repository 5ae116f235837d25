"""Which of many patterns a text can have at all, by the characters that each cannot do without."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Signs(NamedTuple):
    """The signs of patterns: characters of which every text that has the pattern holds one."""

    signs: frozenset[str]
    by_sign: Mapping[str, frozenset[int]]
    """The numbers of the patterns that a sign calls for."""
    signless: frozenset[int]

    def called(self, text: str) -> list[int]:
        """Return the numbers of the patterns that ``text`` may have, in order."""
        held = self.signs.intersection(text)
        return sorted(self.signless.union(*map(self.by_sign.__getitem__, held)))


def signs_of(rows: Sequence[str]) -> Signs:
    """Return the signs of patterns; one without any is called for by every text."""
    by_sign: defaultdict[str, list[int]] = defaultdict(list)
    for n, row in enumerate(rows):
        for sign in row:
            by_sign[sign].append(n)
    return Signs(
        signs=frozenset(by_sign),
        by_sign={sign: frozenset(numbers) for sign, numbers in by_sign.items()},
        signless=frozenset(n for n, row in enumerate(rows) if not row),
    )
