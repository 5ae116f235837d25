"""The page that says where the Tibetan of the site comes from, to read and to print for review."""

from __future__ import annotations

from collections import Counter

from aidstories.site.generated_page import GeneratedPage
from aidstories.stories.sheets.review import ReviewRow, review_rows
from aidstories.tables import Tables

URL = "about/tibetan/"
STATUSES = {
    "exact": "出处里就是这个意思",
    "near": "意思相近，或取自词组",
    "two-sources": "两处互不抄录的出处",
    "one-source": "一处出处",
    "composed": "由有出处的词拼成（试用）",
    "unattested": "没有出处，页面上显示中文",
}
_KINDS = {
    "places": "地名",
    "names": "报刊、项目、机构名",
    "terms": "界面用语",
    "reasons": "校勘的名称",
    "parts": "拼写名称的规则",
}


_TEXTS = {
    "title": "藏文的出处",
    "lead": "藏文的词和名称都从公开的文字里来，各注出处和把握；拼成的是试用，等母语编者审订。"
    "没有出处的地名和机构名照下面的规则拼写，页面上有虚线，不替代有出处的。人名不拼。",
    "review": "审订的表：运行 aidstories export 审订.csv --tibetan，填好后两列，再用 import 导入。"
    "也可以把这一页打印出来，写在纸上。",
    "count": "各有多少",
    "remaining": "藏文页面上仍是汉文的",
    "columns": ("中文", "藏文", "出处", "把握", "用处", "审订"),
}


def tibetan_page(tables: Tables) -> GeneratedPage:
    """Return the page of sources: how many values are how sure, the rules, every value."""
    rows = list(review_rows(tables))
    parts: list[tuple[str, str, list[ReviewRow]]] = [
        (kind, title, [row for row in rows if row.table == kind]) for kind, title in _KINDS.items()
    ]
    return GeneratedPage(
        url=URL,
        title="藏文的出处",
        description="藏文界面每个词、每个名称的出处、把握和拼写规则，供母语编者审订",
        template="tibetan",
        values={
            "parts": parts,
            "counts": {kind: Counter(row.status for row in found) for kind, _, found in parts},
            "statuses": STATUSES,
            "remaining": tables.remaining,
            "texts": _TEXTS,
        },
    )
