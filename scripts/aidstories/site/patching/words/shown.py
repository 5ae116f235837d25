"""What other pages show of a story in its own words: exchanged where it stands, piece by piece.

Lists and feeds show how a story begins, lists quote the sentences that name somebody, the home
page's files the one that stands for it; its own page says how long it takes to read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from markupsafe import escape

from aidstories.site.archive.browse import URL as BROWSE
from aidstories.site.archive.home import Feature, feature
from aidstories.site.archive.home_files import lean
from aidstories.site.fonts.stacks import stacks
from aidstories.site.framing.frame import encoded
from aidstories.site.interface.terms import CHINESE
from aidstories.site.patching.kept.ground import Ground
from aidstories.site.patching.pieces.exchange import (
    Exchange,
    holding,
    in_html,
    in_json,
    keyed,
    pair,
    xml,
)
from aidstories.site.patching.pieces.tables import Unlike, page_of
from aidstories.site.patching.words.story import Both, Words
from aidstories.site.render import UNDER
from aidstories.site.story.naming import naming
from aidstories.site.story.statements import Quotation
from aidstories.site.story.view import View
from aidstories.site.takeaway import feeds, oai


def exchanges(
    story: Both, words: Words, given: Ground, doubtful: Collection[str]
) -> Iterator[Exchange]:
    """Yield what others show of ``story`` that is not what it was.

    ``doubtful`` are words of its capture that are flagged. Raises `Unlike` where more changes than
    these pieces: what leads the home page, how many sentences a list has, the letters of a page.
    """
    before, after = story
    if before.minutes != after.minutes:
        pieces = words.pieces(after.url, "reading", ((view,) for view in story), CHINESE)
        yield Exchange(page_of(after.url), *in_html(pieces))
    if before.excerpt != after.excerpt:
        yield from _excerpts(story, words, given)
    yield from _features(words, given, [feature(view, doubtful) for view in story])
    yield from _quotations(story, words, given)


def _excerpts(story: Both, words: Words, given: Ground) -> Iterator[Exchange]:
    after, texts = story.after, [view.excerpt for view in story]
    if not all(texts) or stacks(texts[0]) != stacks(texts[1]):
        raise Unlike("excerpt")
    old, new = (f'<meta name="description" content="{escape(text)}">' for text in texts)
    yield Exchange(page_of(after.url), encoded(old), encoded(new))
    yield from _begun(story, words, given)
    atom, urn = pair(xml(feeds.summary(view)) for view in story), feeds.urn(after.url)
    for uri in holding(given.feeds, after):
        if uri.endswith(".json"):
            told = pair(keyed({"content_text": text}) for text in texts)
            yield Exchange(uri, *told, keyed({"id": urn}), b'"date_modified"')
        else:
            yield Exchange(uri, *atom, f"<id>{urn}</id>".encode(), b"</entry>")
    described = pair(xml(oai.excerpt(view)) for view in story)
    known = f">{oai.identifier(after.story.id, given.url)}<".encode()
    for uri in holding(given.records, after):
        yield Exchange(uri, *described, known, b"</oai:record>")


def _begun(story: Both, words: Words, given: Ground) -> Iterator[Exchange]:
    """Yield the beginnings that lists show in Chinese; no other language has them."""
    for url, listed in given.lists.items():
        if story.after.story.id in listed.ids:
            pieces = words.begun(url, story, listed.level)
            yield Exchange(page_of(url), *in_html(pieces))
    for uri in holding(given.entries, story.after):
        yield Exchange(uri, *in_json(words.begun(BROWSE, story, UNDER)))


def _features(words: Words, given: Ground, found: Sequence[Feature]) -> Iterator[Exchange]:
    before, after = found
    if _told(before) == _told(after):
        return
    if after.view.story.id in given.leading or bool(before.sentence) != bool(after.sentence):
        raise Unlike("home")
    for language in given.languages:
        pieces = words.pieces("", "featured", ((one,) for one in found), language)
        told = in_json(map(lean, pieces))
        for uri in holding(given.features, after.view):
            yield Exchange(f"{words.folder(language)}{uri}", *told)


def _told(one: Feature) -> object:
    return one.sentence, one.points, None if one.sentence else one.view.excerpt


def _quotations(story: Both, words: Words, given: Ground) -> Iterator[Exchange]:
    """Yield the sentences that pages quote: of each name by the place among those that name it."""
    changed: dict[str, dict[Quotation, Quotation]] = {}
    for named, pages in given.quoted.get(story.after.story.id, {}).items():
        before, after = (naming(view, *named) for view in story)
        if [one.anchor for one in before] != [one.anchor for one in after]:
            raise Unlike(named[1])
        for url, most in pages if before != after else ():
            told = changed.setdefault(url, {})
            for old, new in zip(before[:most], after[:most], strict=True):
                if told.setdefault(old, new) != new:  # which of them is shown where?
                    raise Unlike(old.text)
    for url, told in changed.items():
        yield from _quoted(story.after, words, given, url, told)


def _quoted(
    view: View, words: Words, given: Ground, url: str, told: Mapping[Quotation, Quotation]
) -> Iterator[Exchange]:
    others = {old: new for old, new in told.items() if old != new}
    if not others.keys().isdisjoint(others.values()):
        raise Unlike("sentences")
    for language in given.languages:
        for both in others.items():
            pieces = words.pieces(url, "named", ((view, one) for one in both), language)
            uri = f"{words.folder(language)}{page_of(url)}"
            yield Exchange(uri, *in_html(pieces), all=True)
