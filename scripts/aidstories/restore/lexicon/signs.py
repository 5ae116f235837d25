"""Which of many patterns a text can have at all, by the characters that each cannot do without."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Signs(NamedTuple):
    """The signs of patterns: characters of which every text that has the pattern holds one."""

    signs: re.Pattern[str]
    by_sign: Mapping[str, Sequence[int]]
    """The numbers of the patterns that a sign calls for."""
    signless: frozenset[int]

    def called(self, text: str) -> list[int]:
        """Return the numbers of the patterns that ``text`` may have, in order."""
        held = set(self.signs.findall(text))
        return sorted(self.signless.union(*map(self.by_sign.__getitem__, held)))


def signs_of(rows: Sequence[str]) -> Signs:
    """Return the signs of patterns; one without any is called for by every text."""
    by_sign: defaultdict[str, list[int]] = defaultdict(list)
    for n, row in enumerate(rows):
        for sign in row:
            by_sign[sign].append(n)
    return Signs(
        signs=re.compile(f"[{re.escape(''.join(by_sign))}]" if by_sign else "(?!)"),
        by_sign=dict(by_sign),
        signless=frozenset(n for n, row in enumerate(rows) if not row),
    )
