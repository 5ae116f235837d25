"""A changed title put where it stands: on the story's pages, in links to it, in files of titles."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from markupsafe import escape

from aidstories.site.archive.browse import DATA, reranked
from aidstories.site.archive.browse import URL as BROWSE
from aidstories.site.incremental.questions import ANY
from aidstories.site.interface.terms import CHINESE
from aidstories.site.offline import NEAR
from aidstories.site.patching.kept.ground import Holders
from aidstories.site.patching.pieces.exchange import (
    Edit,
    Exchange,
    Pieces,
    exchanged,
    holding,
    in_html,
    in_json,
    keyed,
    pair,
    xml,
)
from aidstories.site.patching.pieces.links import in_links
from aidstories.site.patching.pieces.tables import Read, Unlike, once, page_of
from aidstories.site.patching.words.own import own_page
from aidstories.site.patching.words.story import Both, Words
from aidstories.site.story.cite import FORMATS
from aidstories.site.takeaway import feeds, oai
from aidstories.site.takeaway.cards import NAME, Press, story_card
from aidstories.site.takeaway.exports import REFERENCES

Edits = Iterator[tuple[str, Edit]]


def retitled(story: Both, words: Words, holders: Holders, read: Read) -> Edits:
    """Yield all outputs that show the title of ``story``, each with what exchanges it.

    Tables, books and the index are not among them. ``read`` returns what the site holds.
    """
    page, id_ = page_of(story.after.url), story.after.story.id
    own = {f"{words.folder(language)}{page}": language for language in words.ground.languages}
    for uri, language in own.items():
        yield uri, partial(own_page, story=story, words=words, language=language)
    for uri in dict.fromkeys((*holders.get(id_, ()), *holders.get(ANY, ()))):
        if uri not in own:
            yield uri, _links(story, uri)
    yield from _read_by_scripts(story, words)
    yield from _fed(story, words)
    yield from cited(story, words, read)
    yield f"{story.after.url}{NAME}", partial(carded, story=story, words=words)


def carded(_: bytes, story: Both, words: Words) -> bytes:
    """Return the story's share card. Raises `Unlike` where it cannot be drawn."""
    press = Press(Path(words.ground.templates[0]), words.ground.name)
    card = story_card(story.after, words.locale(CHINESE), press, words.paths)
    if card is None:
        raise Unlike(story.after.title)
    return card.read_bytes()


def _links(story: Both, uri: str) -> Edit:
    """Return what exchanges the title in the links to its story."""
    html = [str(escape(view.title)) for view in story]
    titles = in_json(html) if uri.endswith(".json") else in_html(html)
    return partial(in_links, id_=story.after.story.id, titles=titles)


def _read_by_scripts(story: Both, words: Words) -> Edits:
    """Yield what scripts read, in each language."""
    given, after = words.ground, story.after
    id_ = after.story.id
    near = pair(_row(id_, view.title) for view in story)
    html = [*holding(given.entries, after), *holding(given.features, after)]
    for language in given.languages:
        folder, key = words.folder(language), words.locale(language).sort_key
        yield f"{folder}{NEAR}", partial(once, before=near[0], after=near[1])
        ranked = partial(reranked, id_=id_, title=after.title, key=key)
        yield f"{folder}{BROWSE}{DATA}", ranked
        yield from ((f"{folder}{uri}", _links(story, uri)) for uri in html)


def _row(*told: str) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _fed(story: Both, words: Words) -> Edits:
    """Yield the feeds and the records for harvesters that have the story."""
    given, after = words.ground, story.after
    urn = feeds.urn(after.url)
    for uri in holding(given.feeds, after):
        if uri.endswith(".json"):
            told = pair(keyed({"title": view.title}) for view in story)
            yield uri, _exchange(uri, told, keyed({"id": urn}), b'"date_modified"')
        else:
            told = pair(xml(feeds.heading(view)) for view in story)
            yield uri, _exchange(uri, told, f"<id>{urn}</id>".encode(), b"</entry>")
    known = f">{oai.identifier(after.story.id, given.url)}<".encode()
    for uri in holding(given.records, after):
        told = pair(xml(oai.heading(view)) for view in story)
        yield uri, _exchange(uri, told, known, b"</oai:record>")


def _exchange(uri: str, told: Pieces, behind: bytes, until: bytes) -> Edit:
    return partial(exchanged, of=Exchange(uri, *told, behind, until))


def cited(story: Both, words: Words, read: Read) -> Edits:
    """Yield the files of references that change: of each format the one that has the story."""
    refs, folder = [words.reference(view) for view in story], REFERENCES.rpartition("/")[0]
    for end, names in json.loads(read(REFERENCES)).items():
        old, new = (FORMATS[end].entry(ref).encode("utf-8") for ref in refs)
        if old == new:
            continue
        held = [uri for name in names if old in read(uri := f"{folder}/{name}")]
        if len(held) != 1:
            raise Unlike(end)
        yield held[0], partial(once, before=old, after=new)
