"""The headline of a page, and the line of source and date beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bs4 import NavigableString, Tag

from aidstories.restore.lexicon.chars import bare, ends_sentence
from aidstories.restore.lexicon.counts import count
from aidstories.restore.lexicon.houses import names_house
from aidstories.restore.lexicon.late import late
from aidstories.restore.reading.pieces import Piece

_TITLE_NAME = late(
    r"(?<!sub)(?<!sub[-_])(?:title|headline|biaoti|(?<![a-z])(?:tit|bt)(?![a-z]))(?!\w{0,40}(?:bar|list))",
    re.I,
)
_SOURCE_NAME = late(
    r"(?:^|[-_ ])(?:\w*source|laiyuan|from|origin|\w*date|\w*time|info|metas?|author|byline)"
    r"(?:[-_ ]|\d|$)",
    re.I,
)
_KICKER_NAME = late(r"pre-?title|\bpre\b|yinti|kicker|shoulder|intro-?title", re.I)
_LABELLED = late(
    r"\d{4}\s*+[-年/.]\s*+\d{1,2}\s*+[-月/.]\s*+\d{1,2}"
    r"|(?:来\s*+源|來\s*+源|作\s*+者|编\s*+辑|編\s*+輯|时间|時間|日期|浏览|点击|字\s*+[体體号號])\s*+[:：]"
)
_SITE = late(
    r"(?>(?:(?<!\s)\s++)?)(?:[_|｜]|(?<=\s)[-–—]+\s|-{1,2}(?=(?:[\u4e00-\u9fff]{2,8}-{1,2})?[^-]{2,16}$))\s*+"
)
"""What parts a title from its channel and its site: 山里的医生-综合新闻-海角医院."""
_SITE_FIRST = late(r"^[^-–—_|｜]{2,20}(?:[-–—_|｜])")
_HOUSE_BEHIND = late(r"(?<=\S{6})[ \u3000\xa0]{2,}(\S{4,20})\s*+$")
_HEADINGS = {"h1": 4, "h2": 3, "h3": 2, "h4": 2}
_LOGO = late(r"(?:^|[-_ ])(?:logo|site-?(?:name|title)|brand|masthead)", re.I)
_SECTION = 12
"""Characters of the longest name of a section, chosen by hand."""
_FONT_SIZE = late(r"font-size\s*+:\s*+(\d{1,2}(?:\.\d{1,2})?)(px|pt)", re.I)
_POINT = 4 / 3
"""Pixels of a point, as CSS has it."""
_LARGER = 1.3
"""Times the text's size of type from which a line stands out: 18 and 24 over 14 and 16 pixels are
headlines, 16 over 14 is a line of the text."""
_RUNNING = 30
"""Characters of a piece that shows the text's size of type, chosen by hand."""
_NOTE = late(r"[\s【\[（(]*(?:编者按|编者的话|编前语|编前话|开栏的话|开栏语|開欄的話|編者按)")
_LONGEST = 90
_ENOUGH = 2
_TYPE = ("i", "em", "b", "strong", "font", "span")
"""Elements that only set their text in another type, unless they have a name."""
_CELLS = ("td", "th")
_NEAR = 6
"""Elements that are looked at around a piece, chosen by hand."""


def find_headline(shown: Sequence[Piece], body: Sequence[Piece], page: str) -> Piece | None:
    """Return the piece that heads the article, or what the page's ``<title>`` says, or None.

    Before the first running text, the page's title, heading tags, class names like ``news_title``
    and nearness speak for a piece; a name that is also a link is a section of the site, but for the
    last step of a crumb, the page itself.
    """
    start = next((p.span[0] for p in body if _is_prose(p, page)), 1 << 60)
    linked = {bare(p.text) for p in shown if p.inside("a") and not p.inside("h1", "h2")}
    own = bare(_SITE.split(page)[0])
    if len(own) > _SECTION:
        linked.discard(own)
    usual = _usual_size(body)
    best, most = None, _ENOUGH - 0.5
    for p in shown:
        if p.span[0] >= start or p.inside("head", "title") or bare(p.text) in linked:
            continue
        if (points := _points(p, page) or _stands_out(p, usual)) >= most:
            best, most = p, points
    return best or _from_page(shown, body, page, linked) or _named_as_house(shown, page, start)


def _named_as_house(shown: Sequence[Piece], page: str, start: int) -> Piece | None:
    """Return the ``h1`` that reads as a house's name, where the page has no other headline.

    走进某县人民医院 is one where the page's title ends so behind the name of the site.
    """
    said = [p for p in shown if p.span[0] < start and p.inside("h1") and not p.inside("a")]
    told = [p for p in said if _SITE_FIRST.sub("", page).strip() == p.text.strip()]
    return told[0] if len(said) == 1 and told and told[0].text.strip() != page.strip() else None


def says_source(piece: Piece) -> bool:
    """Return whether the page's mark-up names a short line as source, author or date."""
    text = piece.text.strip()
    if not text or len(text) > 80 or ends_sentence(text) or "。" in text or not piece.home:
        return False
    return any(_names_source(t) or _is_day_alone(t) for t in _telling(piece))


def _names_source(tag: Tag) -> bool:
    """Return whether an element's names tell a source, and no cell before it what its value is."""
    if not _SOURCE_NAME.search(names(tag)):
        return False
    before = tag.find_previous_sibling(_CELLS) if tag.name in _CELLS else None
    if not isinstance(before, Tag) or not before.get_text(strip=True):
        return True
    return bool(_SOURCE_NAME.search(names(before)))


def _is_day_alone(tag: Tag) -> bool:
    """Return whether an element is a ``<time>`` that stands in no sentence."""
    beside = (tag.previous_sibling, tag.next_sibling) if tag.name == "time" else ()
    words = (s for s in beside if isinstance(s, NavigableString) and s.strip())
    return bool(beside) and next(words, None) is None


def _telling(piece: Piece) -> list[Tag]:
    """Return the two nearest elements around a piece that are more than its type: no ``<i>``."""
    near = piece.near[:_NEAR]
    return [t for t in near if t.name not in _TYPE or names(t)][:2]


def opens_note(text: str) -> bool:
    """Return whether a text opens an editor's note, which may stand over the headline."""
    return bool(_NOTE.match(text))


def is_labelled(text: str) -> bool:
    """Return whether a text holds a day, or the label of a source, of readers or of staff."""
    return bool(_LABELLED.search(text))


def is_kicker(piece: Piece, title: Piece) -> bool:
    """Return whether a line right before the headline may be its kicker, by its mark-up.

    So may a line in an element beside that of the headline.
    """
    if piece.inside("a", "head", "title") or len(piece.text.strip()) > 40:
        return False
    if _in_logo(piece) or (_in_bar(piece) and not _in_bar(title)):
        return False
    if piece.home and title.home and piece.home.parent is title.home.parent:
        return True
    return any(t.name in _HEADINGS for t in piece.near[:2]) or is_named_kicker(piece)


def is_named_kicker(piece: Piece) -> bool:
    """Return whether a page's mark-up calls a line a kicker: ``<div class="yinti">``."""
    return any(_KICKER_NAME.search(f"{t.name} {names(t)}") for t in piece.near[:2])


def names(tag: Tag) -> str:
    """Return the class names and the id of an element."""
    return " ".join(f"{tag.get('class', '')} {tag.get('id', '')}".split())


def _in_logo(piece: Piece) -> bool:
    return any(_LOGO.search(names(t)) for t in piece.near[:4])


def _in_bar(piece: Piece) -> bool:
    """Return whether a piece stands in the header of the page, and of no article in it."""
    return piece.inside("header") and not piece.inside("article", "main")


def _is_site(piece: Piece, text: str, page: str) -> bool:
    """Return whether a piece is the site's name, as a logo's ``h1`` has it, and no headline."""
    if _in_logo(piece):
        return True
    title = bare(page)
    told = title != text and title.startswith(text)
    if _in_bar(piece) and title and len(text) <= _SECTION and text not in title:
        return True  # the bar over a page that calls itself otherwise
    return not told and names_house(text)


def _points(piece: Piece, page: str) -> float:
    text = bare(piece.text)
    if _is_site(piece, text, page):
        return 0
    if not 3 < len(text) <= _LONGEST or _LABELLED.search(piece.text):
        return 0
    tags = piece.near[:4]
    points = float(max((_HEADINGS.get(t.name, 0) for t in tags), default=0))
    named = any(_TITLE_NAME.search(names(t)) for t in tags[:2])
    points = max(points, 3.0) + 0.5 * (points >= _ENOUGH) if named else points
    told = text in (bare(page), bare(_SITE.split(page)[0]))
    told = told or (len(text) > 5 and text[:12] in bare(page))
    return 4 + points if told else 0 if count(piece.text) else points


def _usual_size(body: Sequence[Piece]) -> float:
    """Return the size of type of most of the running text; 0 where the page does not say it."""
    sizes: dict[float, int] = {}
    for p in body:
        if len(p.text.strip()) > _RUNNING and (size := _size(p)):
            sizes[size] = sizes.get(size, 0) + len(p.text)
    return max(sizes, key=lambda size: sizes[size], default=0.0)


def _size(piece: Piece) -> float:
    """Return the size of type that the elements around a piece state, in pixels; 0: none does."""
    for tag in piece.near:
        if found := _FONT_SIZE.search(str(tag.get("style") or "")):
            return float(found[1]) * (1 if found[2].lower() == "px" else _POINT)
    return 0.0


def _stands_out(piece: Piece, usual: float) -> float:
    """Return points for a centred line in type larger than the text's, of a page without names."""
    text = piece.text.strip()
    if not usual or not piece.home or not _SECTION // 2 < len(bare(text)) <= _LONGEST // 2:
        return 0
    larger = _size(piece) >= _LARGER * usual and "center" in str(piece.home.get("style"))
    said = ends_sentence(text) and text.endswith("。")
    return _ENOUGH if larger and not said and not _LABELLED.search(text) else 0


def _is_prose(piece: Piece, page: str) -> bool:
    text = piece.text.strip()
    if piece.inside("h1", "h2") or opens_note(text) or (page and bare(text)[:12] in bare(page)):
        return False
    return len(text) > 15 and (ends_sentence(text) or (len(text) > 30 and "，" in text))


def _without_site(name: str) -> str:
    """Return a page's title without the house behind wide blanks: 山里的医生  某县人民医院."""
    found = _HOUSE_BEHIND.search(name)
    return name[: found.start()] if found and names_house(found[1]) else name


def _from_page(
    shown: Sequence[Piece], body: Sequence[Piece], page: str, linked: set[str]
) -> Piece | None:
    """Return the ``<title>`` without the name of the site, where the body has no title itself."""
    if any(bare(p.text) and bare(p.text)[:10] in bare(page) for p in body[:6]):
        return None
    for p in shown:
        if not p.inside("title") or not p.text.strip():
            continue
        lead = len(p.text) - len(p.text.lstrip())
        name = _without_site(_SITE.split(p.text.strip())[0])
        if len(bare(name)) > 5 and bare(name) not in linked:
            start = p.span[0] + lead
            return p._replace(span=(start, start + len(name)), text=name, title=True)
    return None
