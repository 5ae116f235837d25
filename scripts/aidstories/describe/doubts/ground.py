"""What doubts are weighed by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from aidstories.describe.authority import Authorities
from aidstories.describe.doubts.page_lines import PageLine
from aidstories.describe.programmes import NamedProgramme
from aidstories.describe.roles import Weighed
from aidstories.model import Article, Description


class Ground(NamedTuple):
    """A described article with all that its description was made from.

    ``printed`` is the article as printed, ``article`` the same in the characters of the lists,
    ``lines`` are those of its page, ``meta`` what its part of the capture says of itself.
    """

    printed: Article
    article: Article
    found: Description
    lines: Sequence[PageLine]
    meta: Mapping[str, str]
    weighed: Sequence[Weighed]
    schemes: Sequence[NamedProgramme]
    lists: Authorities

    def words(self, w: Weighed) -> str:
        """Return the words that name a place, as printed."""
        return self.printed.passages[w.mention.passage].text[w.mention.start : w.mention.end]
