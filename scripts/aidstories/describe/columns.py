"""Who helps whom by the columns of a table: 支援医院 over one, 受援医院 over another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from aidstories.describe.cues import SENDS, SERVED, Part
from aidstories.describe.roles import Weighed
from aidstories.model import Article, Role
from aidstories.restore.lexicon.late import late

CELL = "\t"
"""What stands between two cells of a row."""
_WHO = "(?:单位|医院|机构|省份|省市|城市|地区|地点|县区|[方地省市县])?(?:名称)?$"
_GIVES = late(r"(?:对口|结对|组团式?)?(?:支援|援助|帮扶|派出|选派|援派|捐赠|援建|输出)" + _WHO)
_RECEIVES = late(
    r"(?:受|被)(?:援|助|赠|帮扶|支援|援助|捐)" + _WHO + "|(?:派[驻往]|援助对象)" + _WHO
)
_WEIGHTS = {Part.GIVES: SENDS, Part.RECEIVES: SERVED}


def by_columns(article: Article, weighed: Sequence[Weighed]) -> tuple[Weighed, ...]:
    """Return the mentions, those in the cells of such columns with the part that these give."""
    parts = dict(_columns(article))
    return tuple(_in_cell(article, w, parts.get(w.mention.passage, {})) for w in weighed)


def _columns(article: Article) -> Iterator[tuple[int, Mapping[int, Part]]]:
    """Yield the rows below a head that tells parts, each with the parts of its cells."""
    told: Mapping[int, Part] = {}
    for index, passage in enumerate(article.passages):
        if passage.role is not Role.ROW:
            told = {}
        elif head := dict(_parts(passage.text)):
            told = head
        elif told:
            yield index, told


def _parts(row: str) -> Iterator[tuple[int, Part]]:
    for column, cell in enumerate(row.split(CELL)):
        if _GIVES.match(cell.strip()):
            yield column, Part.GIVES
        elif _RECEIVES.match(cell.strip()):
            yield column, Part.RECEIVES


def _in_cell(article: Article, w: Weighed, parts: Mapping[int, Part]) -> Weighed:
    text = article.passages[w.mention.passage].text
    part = parts.get(text.count(CELL, 0, w.mention.start)) if parts else None
    return w if part is None else w._replace(part=part, weight=_WEIGHTS[part])
