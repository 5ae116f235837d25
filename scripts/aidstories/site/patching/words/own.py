"""The pages of a story with another title, which stands there in a dozen places."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import escape

from aidstories.site.interface.terms import CHINESE
from aidstories.site.patching.pieces.exchange import Pieces, in_html
from aidstories.site.patching.pieces.links import in_links
from aidstories.site.patching.pieces.tables import once
from aidstories.site.patching.words.story import Both, Words
from aidstories.site.story.cite import citations
from aidstories.site.story.metadata import dublin_core, json_ld, news_article, open_graph
from aidstories.site.story.report import report_address
from aidstories.site.story.view import View
from aidstories.site.takeaway.cards.wording import wording
from aidstories.site.takeaway.exports import downloads

Texts = Iterator[str]
_CUT = b"\0"


def own_page(page: bytes, story: Both, words: Words, language: str) -> bytes:
    """Return the page of ``story`` in a language with its new title.

    Raises `Unlike` where the old one stands outside these places, the text and links to others.
    """
    text = words.texts(story)[1] if language == CHINESE else b""
    head, _, tail = page.partition(text) if text else (page, b"", b"")
    around = rest = head + _CUT + tail
    for before, after in _pieces(story, words, language):
        rest, around = once(rest, before, _CUT), once(around, before, after)
    in_links(rest, story.after.story.id, in_html(str(escape(view.title)) for view in story))
    return around.replace(_CUT, text)


def _pieces(story: Both, words: Words, language: str) -> Iterator[Pieces]:
    """Yield the pieces of the page that differ, as they were and are."""
    told = _in_chinese if language == CHINESE else _described
    both = (told(view, words) for view in story)
    yield from (in_html(one) for one in zip(*both, strict=True) if one[0] != one[1])


def _in_chinese(view: View, words: Words) -> Texts:
    ref, fields, given = words.reference(view), words.tables.fields, words.ground
    chinese = words.locale(CHINESE)
    yield from _titled(view, words)
    for name, value in dublin_core(view, ref, fields):
        yield f'<meta name="{name}" content="{escape(value)}">'
    for name, value in open_graph(view, ref, given.name):
        yield f'<meta property="{name}" content="{escape(value)}">'
    yield json_ld(news_article(view, ref, fields))
    if not view.pictured:
        yield f' alt="{escape(wording(view, chinese).alt)}" loading='
    for cited in citations(ref):
        yield f">{escape(cited.before)}<"
        yield f'data-online="{escape(cited.online)}">{escape(cited.printed)}'
        yield f"</span>{escape(cited.after)}</span>"
    for one in downloads(ref):
        yield f'href="{escape(one.url)}"'
    if given.report:
        told = report_address(given.report, chinese.translator, view, ref.url or view.url)
        yield f'href="{escape(told)}"'


def _described(view: View, words: Words) -> Texts:
    """Yield what a page shows that has no translation."""
    yield from _titled(view, words)
    yield f'<meta name="description" content="{escape(view.title)}">'
    yield f'<meta property="og:title" content="{escape(view.title)}">'


def _titled(view: View, words: Words) -> Texts:
    title = escape(view.title)
    yield f"<title>{title} - "
    yield f">{title}</h1>"
    if words.ground.url:
        alt = escape(wording(view, words.locale(CHINESE)).alt)
        yield f'<meta property="og:image:alt" content="{alt}">'
