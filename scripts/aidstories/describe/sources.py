"""Who published first, and who passed it on."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from aidstories.describe.authority import Authorities
from aidstories.describe.evidence import in_capture, in_text, on_page
from aidstories.describe.publishers import agency_of, place_of, prints, publisher, same_publisher
from aidstories.describe.rights import of_rights
from aidstories.describe.site_before import site_before
from aidstories.describe.source_lines import READERS, REPORTER, labelled
from aidstories.model import Article, Evidence, Origin, Passage, Role
from aidstories.restore.lexicon.houses import OWN_PAPER, names_body
from aidstories.restore.lexicon.late import late
from aidstories.restore.reading.images import article_image

_LEARNT = late(
    r"(?<![\u4e00-\u9fff])(?P<name>[\u4e00-\u9fff]{2,8}?(?:[报网社台]|客户端))(?:全媒体)?记者"
    r"(?:从|在|近日|日前|昨日|今日|了解到|获悉|采访|来到|走进|看到)"
)
"""A paper that speaks of its own reporter: 海角报记者获悉."""
_LEADS = 3
"""Paragraphs among which a paper speaks so, chosen by hand."""
_CRUMB = late(
    r"\W*(?:您|你)?(?:现在|当前|目前)?(?:所在|所处)?的?(?:当前)?位置(?:是|为)?\s*+[:：]\s*+"
    r"(?:[\u4e00-\u9fff]{0,4}首页\s*+[>＞»›/-]+\s*+)?(?P<name>[\u4e00-\u9fff]{2,12})\s*+(?:[>＞»›/-]|$)"
)
"""Where the reader is: the site that a crumb opens with, or the paper that it ends in."""
_OWN_TEAM = late(
    r"《([^《》]{2,16})》(?:全媒体|融媒体|特派)?(?:采访|报道|调研)(?:团队?|组|小组|小分队)"
)
"""The writers of a text speak of themselves: 《某某报》采访团队来到南疆."""
_RUNNING = (Role.CAPTION, Role.PARAGRAPH)
_SIGNED = late(r"[(（]([A-Z][A-Za-z]{2,12})/[A-Z][A-Za-z.' ]{2,40}[)）]\s*+$")
"""The agency that a caption in English ends with: (Xinhua/Lin Wei)."""
_SENT = late(r"[（(]?([\u4e00-\u9fff]{2,8}?社)发\s*+[（(]")
"""The agency that sent a picture taken by another: 新华社发（段敏 摄）."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """``source`` published first, ``via`` passed it on; ``place`` is the last publisher's."""

    source: Evidence | None = None
    via: Evidence | None = None
    place: str | None = None


def find_provenance(
    article: Article,
    meta: Mapping[str, str],
    lists: Authorities,
    *,
    over: Article | None = None,
    lines: Sequence[str] = (),
) -> Provenance:
    """Return who published ``article``; None in a field where nothing says so.

    The text goes before the capture's own words: 来源：中国新闻网 is the source, and the platform
    that the capture names as its author only passed it on. Where neither says who published it,
    the writers may have said who they are, the masthead ``over`` several articles whose page it
    is, or the crumb over the text whose site (``lines`` are those of the page).
    """
    inner = _from_text(article, lists)
    if inner and (first := _printed_first(article, inner, lists)):
        passed_on = replace(inner, field="via")
        return Provenance(source=first, via=passed_on, place=place_of(inner.value, lists))
    outer = _from_meta(meta, lists)
    own = _own_paper(article, lists)
    if inner and own and inner.value != own.value:
        return Provenance(source=inner, via=own, place=place_of(own.value, lists))
    if inner and outer and outer.value[1:].endswith(inner.value):
        inner = outer  # a house short on its own pages: 新闻网 of 海角大学新闻网
    if inner:
        other = outer and not same_publisher(outer.value, inner.value, lists)
        via = replace(outer, field="via") if outer and other else site_before(article, inner)
        return Provenance(source=inner, via=via, place=place_of(inner.value, lists))
    if outer is None:
        ours = any(map(OWN_PAPER.search, article.texts(Role.BYLINE, Role.DATELINE)))
        team = _own_team(article, lists) or _of_page(over, lists) or _of_site(lines, lists)
        team = team or of_rights(lines, lists, own=ours)
        return Provenance(source=team, place=place_of(team.value, lists)) if team else Provenance()
    entry = lists.publishers.get(outer.value)
    if entry and entry.kind == "platform":
        return Provenance(via=replace(outer, field="via"))
    return Provenance(source=outer, place=place_of(outer.value, lists))


def _printed_first(article: Article, inner: Evidence, lists: Authorities) -> Evidence | None:
    """Return the paper that the page's last label of a source names, where its first names none.

    A site that names itself over a text, 某某行署网, says below it whose it is: 来源：某某日报.
    """
    if prints(inner.value, lists):
        return None
    for index, passage in reversed(list(enumerate(article.passages))):
        if found := labelled(passage, lists):
            name, span = found
            other = not same_publisher(name, inner.value, lists) and prints(name, lists)
            return in_text(article, "source", name, index, span) if other else None
    return None


def _of_page(over: Article | None, lists: Authorities) -> Evidence | None:
    found = _from_text(over, lists) if over else None
    return on_page(found) if found else None


def _from_text(article: Article, lists: Authorities) -> Evidence | None:
    """Return the source by its own line, else by the editor's note, else by the dateline."""
    for reader in READERS:
        for index, passage in enumerate(article.passages):
            if found := reader(passage, lists):
                name, span = found
                return in_text(article, "source", name, index, span)
    return _learnt(article, lists) or _of_pictures(article, lists)


def _learnt(article: Article, lists: Authorities) -> Evidence | None:
    """Return the one paper that the lead calls its reporter's: 海角报记者获悉."""
    running = (i for i, p in enumerate(article.passages) if p.role is Role.PARAGRAPH)
    found = [
        (index, hit)
        for index in itertools.islice(running, _LEADS)
        for hit in _LEARNT.finditer(article.passages[index].text)
        if publisher(hit["name"], lists) and not OWN_PAPER.fullmatch(hit["name"])
    ]
    if len({hit["name"] for _, hit in found}) != 1:
        return None
    index, hit = found[0]
    return in_text(article, "source", hit["name"], index, hit.span("name"))


def _of_pictures(article: Article, lists: Authorities) -> Evidence | None:
    """Return the one agency that took the pictures of a story that is little more than these."""
    credits = [
        (i, p.text)
        for i, p in enumerate(article.passages)
        if p.role is Role.CREDIT or (p.role in _RUNNING and _SIGNED.search(p.text))
    ]
    if not credits or len(article.texts(Role.PARAGRAPH)) > 2 * len(credits):
        return None
    hits = [
        (i, REPORTER.match(text) or _SENT.match(lists.fold(text)) or _SIGNED.search(text))
        for i, text in credits
    ]
    names = {agency_of(hit[1], lists) if hit else "" for _, hit in hits}
    index, hit = hits[0]
    if len(names) != 1 or hit is None or "" in names:
        return None
    return in_text(article, "source", names.pop(), index, hit.span(1))


def _from_meta(meta: Mapping[str, str], lists: Authorities) -> Evidence | None:
    """Return the publisher that the capture names: its source, author or address."""
    for key in ("source", "author", "publisher", "site_name"):
        value = meta.get(key, "").strip()
        if key == "source" and {*value} & {*":："}:  # 转自：海角网
            told = labelled(Passage(role=Role.SOURCE, text=value), lists)
            value = told[0] if told else value
        if value and (entry := publisher(value, lists)):
            return in_capture("source", entry.name, key)
        filed = repr(value) in meta.get("categories", "")  # by a site, under itself
        if value and (key == "source" or (key == "author" and (filed or names_body(value)))):
            return in_capture("source", value, key)
    host = urlsplit(article_image(meta.get("url", ""))).hostname or ""
    for publisher_host, entry in lists.hosts.items() if host else ():
        if host == publisher_host or host.endswith(f".{publisher_host}"):
            return in_capture("source", entry.name, "url")
    return None


def _own_team(article: Article, lists: Authorities) -> Evidence | None:
    """Return who 本报 in a byline is, where the text names one paper's team as its writers."""
    if not any(OWN_PAPER.search(t) for t in article.texts(Role.BYLINE, Role.DATELINE)):
        return None
    found = [
        (index, hit)
        for index, passage in enumerate(article.passages)
        if passage.role in (Role.PARAGRAPH, Role.NOTE)
        for hit in _OWN_TEAM.finditer(passage.text)
    ]
    if len({hit[1] for _, hit in found}) != 1:
        return None
    index, hit = found[0]
    entry = publisher(hit[1], lists)
    return in_text(article, "source", entry.name if entry else hit[1], index, hit.span(1))


def _of_site(lines: Sequence[str], lists: Authorities) -> Evidence | None:
    """Return whose site a page says that the reader is on: 位置：某某新闻网 > 要闻."""
    found = next((hit for hit in map(_CRUMB.match, map(lists.fold, lines)) if hit), None)
    if found is None or not (publisher(found["name"], lists) or prints(found["name"], lists)):
        return None
    return Evidence(field="source", value=found["name"], by=Origin.PAGE, quote=found["name"])


def _own_paper(article: Article, lists: Authorities) -> Evidence | None:
    """Return who 本报 is, where the article speaks of itself as passing on another's text.

    Its pictures name it: 图片由长治日报视觉中心提供.
    """
    notes = " ".join(article.texts(Role.NOTE))
    if not (OWN_PAPER.search(notes) and re.search(r"转载|转发|摘编|编发", notes)):
        return None
    for index, passage in enumerate(article.passages):
        if passage.role in (Role.CREDIT, Role.CAPTION, Role.SOURCE):
            for name, entry in lists.publishers.items():
                at = passage.text.find(name)
                if at >= 0:
                    return in_text(article, "via", entry.name, index, (at, at + len(name)))
    return None
