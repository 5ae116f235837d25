"""The donors that an article's statements complete."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aidstories.describe.evidence import in_text
from aidstories.describe.mentions import Mention, within
from aidstories.model import AidStatement, Article, Evidence


def completed_donors(
    article: Article,
    donors: Sequence[Evidence],
    statements: Sequence[AidStatement],
    quoted: Sequence[Evidence],
    mentions: Sequence[Mention],
) -> tuple[Evidence, ...]:
    """Return the evidence for ``donors``, and for each donor that ``statements`` alone name.

    ``quoted`` are the quotations of the statements. A place above or below one of the list says
    nothing new.
    """
    found = list(donors)
    for statement in statements:
        path = statement.donor
        if path and not any(within(e.value, path) or within(path, e.value) for e in found):
            words = [e for e in quoted if e.value == statement.key]
            found += [e for w in words for e in _named(article, path, w, mentions)][:1]
    return tuple(found)


def _named(
    article: Article, path: str, quoted: Evidence, mentions: Sequence[Mention]
) -> Iterator[Evidence]:
    """Yield where the quotation names the place."""
    start, end = quoted.start or 0, quoted.end or 0
    for m in mentions:
        if m.path == path and m.passage == quoted.passage and start <= m.start < m.end <= end:
            yield in_text(article, "donors", path, m.passage, (m.start, m.end))
