"""The site that a portal names before the paper whose text it passes on: 海角网-海角日报."""

from __future__ import annotations

from aidstories.describe.evidence import in_text
from aidstories.model import Article, Evidence
from aidstories.restore.lexicon.late import late

_SITE = late(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{2,10}(?:网|在线|客户端))[-—－]{1,2}《?$")


def site_before(article: Article, paper: Evidence) -> Evidence | None:
    """Return the site right before the ``paper`` in its line, None where there is none."""
    if paper.passage is None or not paper.start:
        return None
    hit = _SITE.search(article.passages[paper.passage].text[: paper.start])
    return in_text(article, "via", hit[1], paper.passage, hit.span(1)) if hit else None
