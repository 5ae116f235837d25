"""What other pages show of a story in its own words: exchanged where it stands, piece by piece.

Lists and feeds show how a story begins, lists quote the sentences that name somebody, the home
page's files the one that stands for it; its own page says how long it takes to read.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from xml.etree import ElementTree

from markupsafe import escape

from aidstories.site.archive.browse import URL as BROWSE
from aidstories.site.archive.home import Feature, feature
from aidstories.site.archive.home_files import lean
from aidstories.site.fonts.stacks import stacks
from aidstories.site.framing.frame import encoded
from aidstories.site.interface.terms import CHINESE
from aidstories.site.patching.ground import Ground
from aidstories.site.patching.story import Both, Words
from aidstories.site.patching.tables import Unlike, once
from aidstories.site.render import UNDER
from aidstories.site.story.naming import naming
from aidstories.site.story.statements import Quotation
from aidstories.site.story.view import View
from aidstories.site.takeaway import feeds, oai


class Exchange(NamedTuple):
    """A piece of the output at ``uri`` as it was and is.

    It stands there once, after the text ``behind`` and before the next ``until``; where it is one
    of ``all``, as often as it is shown.
    """

    uri: str
    before: bytes
    after: bytes
    behind: bytes = b""
    until: bytes = b""
    all: bool = False


_Pieces = tuple[bytes, bytes]


def exchanged(data: bytes, of: Exchange) -> bytes:
    """Return ``data`` with a piece exchanged. Raises `Unlike` where it does not hold that."""
    if of.all and of.before in data:
        return data.replace(of.before, of.after)
    if not of.behind:
        return once(data, of.before, of.after)
    head, behind, rest = data.partition(of.behind)
    piece, until, tail = rest.partition(of.until)
    return b"".join((head, behind, once(piece, of.before, of.after), until, tail))


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
        yield Exchange(page_of(after.url), *_encoded(pieces))
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
    atom, urn = _two(_xml(feeds.summary(view)) for view in story), feeds.urn(after.url)
    for uri in _holding(given.feeds, after):
        if uri.endswith(".json"):
            told = _two(_json({"content_text": text}) for text in texts)
            yield Exchange(uri, *told, _json({"id": urn}), b'"date_modified"')
        else:
            yield Exchange(uri, *atom, f"<id>{urn}</id>".encode(), b"</entry>")
    described = _two(_xml(oai.excerpt(view)) for view in story)
    known = f">{oai.identifier(after.story.id, given.url)}<".encode()
    for uri in _holding(given.records, after):
        yield Exchange(uri, *described, known, b"</oai:record>")


def _begun(story: Both, words: Words, given: Ground) -> Iterator[Exchange]:
    """Yield the beginnings that lists show in Chinese; no other language has them."""
    for url, (level, ids) in given.lists.items():
        if story.after.story.id in ids:
            pieces = words.begun(url, story, level)
            yield Exchange(page_of(url), *_encoded(pieces))
    for uri in _holding(given.entries, story.after):
        yield Exchange(uri, *_within_json(words.begun(BROWSE, story, UNDER)))


def _features(words: Words, given: Ground, found: Sequence[Feature]) -> Iterator[Exchange]:
    before, after = found
    if _told(before) == _told(after):
        return
    if after.view.story.id in given.leading or bool(before.sentence) != bool(after.sentence):
        raise Unlike("home")
    for language in given.languages:
        pieces = words.pieces("", "featured", ((one,) for one in found), language)
        told = _within_json(map(lean, pieces))
        for uri in _holding(given.features, after.view):
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
            yield Exchange(uri, *_encoded(pieces), all=True)


def _holding(outputs: Mapping[str, Collection[str]], view: View) -> Iterator[str]:
    """Yield the addresses of ``outputs`` that hold a story."""
    return (uri for uri, ids in outputs.items() if view.story.id in ids)


def page_of(url: str) -> str:
    """Return the address of the file of a page."""
    return f"{url}index.html"


def _encoded(pieces: Iterable[str]) -> _Pieces:
    return _two(map(encoded, pieces))


def _within_json(pieces: Iterable[str]) -> _Pieces:
    return _two(json.dumps(piece, ensure_ascii=False)[1:-1].encode("utf-8") for piece in pieces)


def _two(pieces: Iterable[bytes]) -> _Pieces:
    before, after = pieces
    return before, after


def _json(told: Mapping[str, str]) -> bytes:
    """Return a key with its value as they stand in JSON."""
    return json.dumps(told, ensure_ascii=False)[1:-1].encode("utf-8")


def _xml(element: ElementTree.Element) -> bytes:
    return ElementTree.tostring(element, encoding="unicode").encode("utf-8")
