"""The masthead of a newspaper's page: its day and its paper are those of every article on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from aidstories.model import Article, Role
from aidstories.restore.lexicon.late import late

_PAGE_OF_DAY = late(r"(?:星期|周)[一二三四五六日天](?!刊)|(?<!\d)\d{1,3}\s*+版")
"""What a masthead has beside its day and no article's own line does: 星期一, 03版."""
_DAY = late(r"\d{4}\s*+[年./-]\s*+\d{1,2}\s*+[月./-]\s*+\d{1,2}")


def masthead(articles: Sequence[Article]) -> Article | None:
    """Return the masthead over several articles as an article of that line alone, else None.

    It stands with the first of them: 2024年5月6日 星期一 海角日报 要闻 03版. A page that prints
    two is of two days, and has none.
    """
    if len(articles) < 2:
        return None
    found = [
        (article, passage)
        for article in articles
        for passage in article.passages
        if passage.role is Role.SOURCE
        and _DAY.search(passage.text)
        and _PAGE_OF_DAY.search(passage.text)
    ]
    if len(found) != 1 or found[0][0] is not articles[0]:
        return None
    return replace(articles[0], passages=(found[0][1],))
