"""The health institutions that an article names, each once, in the order of the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aidstories.describe.authority import Authorities
from aidstories.describe.evidence import in_text
from aidstories.describe.mentions import SILENT, Mention
from aidstories.model import Article, Evidence
from aidstories.restore.lexicon.late import late

_VILLAGE = late(
    r"(?:(?<=[、，。；：“”（(\s在由从到了与和赴向为])|^)"
    r"(?![在由从到了与和赴向为各该本全多家联])([\u4e00-\u9fff]{2,4}(?<!乡)[乡镇村](?:中心)?卫生[院室])"
)
_CARE = late(r"医院|卫生|保健|疾控|疾病预防|急救|血液|血站|医学|医疗|康复|医科|医药|妇产")
_OFFICE = late(r"(?:委|局|会|部|系|办)$")
_GOOD = "妇产医学部"


def find_institutions(
    article: Article, mentions: Sequence[Mention], lists: Authorities
) -> tuple[Evidence, ...]:
    """Return evidence for each hospital, health centre or medical school that is named.

    Names are as printed, from the division that opens them: 山西省忻州市河曲县人民医院 is
    河曲县人民医院. Offices of the administration are no institutions of care.
    """
    found: dict[str, Evidence] = {}
    for m in mentions:
        name = lists.institutions.get(m.institution or "", m.institution)
        if not name or not _CARE.search(name) or (_OFFICE.search(name) and _GOOD not in name):
            continue
        start = max(m.start, m.end - len(m.institution or ""))
        evidence = in_text(article, "institutions", name, m.passage, (start, m.end))
        found.setdefault(name, evidence)
    for evidence in _villages(article):
        if not any(evidence.quote in e.quote for e in found.values()):
            found.setdefault(evidence.value, evidence)
    return tuple(sorted(found.values(), key=lambda e: (e.passage or 0, e.start or 0)))


def _villages(article: Article) -> Iterator[Evidence]:
    """Yield clinics of towns and villages, which no list holds: 巴嘎乡卫生院."""
    for index, passage in enumerate(article.passages):
        if passage.role not in SILENT and "卫生" in passage.text:
            for hit in _VILLAGE.finditer(passage.text):
                yield in_text(article, "institutions", hit[1], index, hit.span(1))
