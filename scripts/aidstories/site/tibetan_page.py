"""The page that says where the Tibetan of the site comes from, to read and to print for review."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from aidstories.site.generated_page import GeneratedPage
from aidstories.site.interface.tibetan_names import PARTS, SOUND
from aidstories.site.tibetan_share import Share
from aidstories.stories.sheets.review import MADE, ReviewRow, review_rows
from aidstories.tables import Tables

URL = "about/tibetan/"
_MOST, _FRAME, _ROW = 90_000, 18_000, 220
"""Bytes of a page, of what stands around its rows, and of the tags of a row with marks of language:
the largest page is 67 KB, and may grow."""
STATUSES = {
    "exact": "出处里就是这个意思",
    "near": "意思相近，或取自词组",
    "two-sources": "两处互不抄录的出处",
    "one-source": "一处出处",
    "composed": "由有出处的词拼成（试用）",
    PARTS: "照规则由有出处的词拼成（试用）",
    SOUND: "照规则按读音转写（试用）",
    "unattested": "没有出处，页面上显示中文",
}
_KINDS = {
    MADE: "在用的名称里照规则拼写的",
    "places": "地名",
    "names": "报刊、项目、机构名",
    "terms": "界面用语",
    "reasons": "校勘的名称",
    "parts": "拼写名称的规则",
}


_TEXTS = {
    "title": "藏文的出处",
    "lead": "藏文的词和名称都从公开的文字里来，各注出处和把握；拼成的是试用，等母语编者审订。"
    "没有出处的地名、机构名和报刊名照下面的规则拼写，页面上有虚线，不替代有出处的："
    "有出处的词照出处，专名照音转写。人名、涉藏州县的地名不拼。",
    "review": "审订的表：运行 aidstories export 审订.csv --tibetan，填好后两列，再用 import 导入。"
    "也可以把这一页打印出来，写在纸上。",
    "count": "各有多少",
    "remaining": "藏文页面上仍是汉文的",
    "columns": ("中文", "藏文", "出处", "把握", "用处", "审订"),
}


class Stretch(NamedTuple):
    """Rows of one kind that stand together on a page; ``opens`` says whether they are its first."""

    kind: str
    title: str
    rows: tuple[ReviewRow, ...]
    opens: bool


def tibetan_pages(tables: Tables, share: Share) -> Iterator[GeneratedPage]:
    """Yield the pages of sources: how many values are how sure, the rules, every value.

    ``share`` tells of the names in use. None of the pages is larger than 100 KB.
    """
    rows = list(review_rows(tables, share.made))
    of_kind = {kind: [row for row in rows if row.table == kind] for kind in _KINDS}
    pages = list(_paged(of_kind))
    begins = {
        stretch.kind: _url(number)
        for number, page in enumerate(pages, 1)
        for stretch in page
        if stretch.opens
    }
    for number, page in enumerate(pages, 1):
        yield GeneratedPage(
            url=_url(number),
            title="藏文的出处" + (f"（{number}）" if number > 1 else ""),
            description="藏文界面每个词、每个名称的出处、把握和拼写规则，供母语编者审订",
            template="tibetan",
            values={
                "parts": page,
                "kinds": _KINDS,
                "begins": begins,
                "counts": {k: Counter(row.status for row in found) for k, found in of_kind.items()},
                "statuses": STATUSES,
                "remaining": tables.remaining if number == 1 else (),
                "share": share.said() if number == 1 else "",
                "texts": _TEXTS,
                "here": _url(number),
                "pages": [_url(n) for n in range(1, len(pages) + 1)],
            },
        )


def _url(number: int) -> str:
    return URL if number == 1 else f"{URL}{number}/"


def _paged(of_kind: Mapping[str, Sequence[ReviewRow]]) -> Iterator[list[Stretch]]:
    """Yield the rows of each page, kind by kind, in their order."""
    page: list[Stretch] = []
    size = _FRAME
    for kind, rows in of_kind.items():
        taken: list[ReviewRow] = []
        opens = True
        for row in rows:
            if taken and size + _size(row) > _MOST:
                yield [*page, Stretch(kind, _KINDS[kind], tuple(taken), opens)]
                page, taken, size, opens = [], [], _FRAME, False
            taken.append(row)
            size += _size(row)
        page.append(Stretch(kind, _KINDS[kind], tuple(taken), opens))
    yield page


def _size(row: ReviewRow) -> int:
    """Return about how many bytes a row takes on a page."""
    return _ROW + sum(len(cell.encode()) for cell in row)
