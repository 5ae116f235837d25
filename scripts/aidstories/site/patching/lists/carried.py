"""What is carried away of a story that stands in other lists: feeds, books, references, records."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from xml.etree import ElementTree

from mkdocs.utils import get_build_date

from aidstories.site.archive.listings import Listing
from aidstories.site.archive.search import YEARS, listed_years
from aidstories.site.facets import STORIES, FacetValue
from aidstories.site.page_address import page_addresses
from aidstories.site.patching.kept.lazily import ids_of
from aidstories.site.patching.lists.listed import Lists
from aidstories.site.patching.pieces.exchange import (
    Edit,
    Exchange,
    exchanged,
    holding,
    in_html,
    pair,
    whole,
)
from aidstories.site.patching.pieces.tables import Unlike, once, page_of
from aidstories.site.patching.sides.move import Move
from aidstories.site.patching.sides.sides import Side
from aidstories.site.patching.words.filed import redated
from aidstories.site.takeaway import oai
from aidstories.site.takeaway.books.shelf import Shelf, chapter_name, value_book
from aidstories.site.takeaway.feeds import fed_by, feed_text, feed_title
from aidstories.site.takeaway.package import FOLDER
from aidstories.site.takeaway.sitemap import SITEMAP, entries
from aidstories.site.takeaway.stamps import stamps

_BOOK = '<a href="{{ to(address) }}" download>{{ name(value) }}</a>（{{ value.stories | length }}）'


def carried_edits(move: Move, lists: Lists) -> Iterator[tuple[str, Edit]]:
    """Yield what exchanges all of it. Raises `Unlike`."""
    yield from _feeds(move)
    yield from _books(move)
    yield from _records(move)
    yield YEARS, partial(_years, move=move, lists=lists)
    yield from _sitemap(move, lists)


def _feeds(move: Move) -> Iterator[tuple[str, Edit]]:
    """Yield the feeds that have the story or had it, and are others now."""
    given, built = move.sides.words.ground, get_build_date()
    stamped = [stamps(side.archive, built) for side in move.both]
    values = _values_by_url(move)
    for uri, ids in given.feeds.items():
        value = values.get(_folder(uri))
        if value is None and move.id in ids:
            raise Unlike(uri)
        if value is not None:
            both = pair(_feed(move, n, value[n], uri, stamped[n]) for n in (0, 1))
            if both[0] != both[1]:
                yield uri, partial(whole, both=both)


def _values_by_url(move: Move) -> dict[str, tuple[FacetValue, FacetValue]]:
    """Return the values of whose feeds the story is or was one, and of lists that it moves in."""
    moved = {old.url for old, _ in move.values()}
    feeds = move.sides.words.ground.feeds.items()
    wanted = moved | {_folder(uri) for uri, ids in feeds if move.id in ids}
    before, after = (side.archive.trees for side in move.both)
    keys = [key for key in before if key == STORIES.key or before[key].facet.paged]
    both = chain.from_iterable(
        zip(before[key].walk(), after[key].walk(), strict=True) for key in keys
    )
    return {old.url: (old, new) for old, new in both if old.url in wanted}


def _folder(uri: str) -> str:
    return uri.rpartition("/")[0] + "/"


def _feed(
    move: Move, number: int, value: FacetValue, uri: str, stamped: Mapping[str, str]
) -> bytes:
    given, side = move.sides.words.ground, (move.before, move.after)[number]
    views = [side.archive.views[story.id] for story in fed_by(value, stamped)]
    title = feed_title(value, given.name)
    text = feed_text(value, title, uri, given.url, side.chinese.references, stamped, views)
    return text.encode("utf-8")


def feeds_now(move: Move) -> dict[str, tuple[str, ...]]:
    """Return the stories in each feed now."""
    given, values = move.sides.words.ground, _values_by_url(move)
    stamped = stamps(move.after.archive, "")
    now = dict(given.feeds)
    for uri in given.feeds:
        if both := values.get(_folder(uri)):
            now[uri] = tuple(story.id for story in fed_by(both[1], stamped))
    return now


def _books(move: Move) -> Iterator[tuple[str, Edit]]:
    """Yield the books that the story enters or leaves, and what the page of the data counts."""
    held = [_held(side.chinese.volumes) for side in move.both]
    if held[0].keys() != held[1].keys() or _found_by(move, 0) != _found_by(move, 1):
        raise Unlike("books")
    for uri, value in held[1].items():
        before, after = (_ids(each[uri]) for each in held)
        if before != after or (redated(move.story) and move.id in after):
            yield uri, partial(_book, move=move, value=value)
            if len(before) != len(after) and value.path:  # no number stands at the book of all
                yield from _counted(move, held[0][uri], value)


def _found_by(move: Move, side: int) -> dict[str, str]:
    own = move.story.after.url
    held = move.both[side].chinese.volumes.items()
    return {url: book.url for url, book in held if url != own}


def _held(found: Mapping[str, FacetValue]) -> dict[str, FacetValue]:
    return {value_book(value): value for value in found.values()}


def _ids(value: FacetValue) -> tuple[str, ...]:
    return ids_of(value.stories)


def _book(_: bytes, move: Move, value: FacetValue) -> bytes:
    renderer, words, given = move.after.chinese, move.sides.words, move.sides.words.ground
    shelf = Shelf(
        archive=move.after.archive,
        references=renderer.references,
        docs=words.paths.docs,
        name=given.name,
        url=given.url,
        days={id_: days.latest for id_, days in move.after.archive.days.items() if days.latest},
    )
    chapters = (
        shelf.chapter(renderer.fragments, move.story.after)
        if story.id == move.id
        else move.sides.value(chapter_name(story.id))
        for story in value.stories
    )
    return shelf.book(renderer.fragments, value, tuple(chapters))


def _counted(move: Move, before: FacetValue, after: FacetValue) -> Iterator[tuple[str, Edit]]:
    for language in move.languages:
        told = (
            side.renderers[language].fragments.snippet(
                _BOOK, FOLDER, address=value_book(value), value=value
            )
            for side, value in zip(move.both, (before, after), strict=True)
        )
        old, new = in_html(told)
        uri = f"{move.sides.words.folder(language)}{page_of(FOLDER)}"
        yield uri, partial(once, before=old, after=new)


def books_now(move: Move) -> dict[str, tuple[str, ...]]:
    """Return the stories of each book now."""
    return {uri: _ids(value) for uri, value in _held(move.after.chinese.volumes).items()}


def _records(move: Move) -> Iterator[tuple[str, Edit]]:
    """Yield the records for harvesters that tell of the story."""
    words, given = move.sides.words, move.sides.words.ground
    told = pair(
        b"".join(
            ElementTree.tostring(each, encoding="unicode").encode("utf-8")
            for each in oai.description(view, words.reference(view), words.tables.fields)
        )
        for view in move.story
    )
    known = f">{oai.identifier(move.id, given.url)}<".encode()
    for uri in holding(given.records, move.story.after):
        if told[0] != told[1]:
            yield uri, partial(exchanged, of=Exchange(uri, *told, known, b"</oai:record>"))


def _years(data: bytes, move: Move, lists: Lists) -> bytes:
    """Return where lists tell of years, with ``lists`` as they are now. Raises `Unlike`."""
    told: dict[str, str] = json.loads(data)
    before, after = map(listed_years, (lists.before, lists.after))
    moved = {page.value.url for page in lists.before}
    if before != {usual: url for usual, url in told.items() if _page(usual) in moved}:
        raise Unlike(YEARS)
    if before == after:
        return data
    trees = move.after.archive.trees
    values = chain.from_iterable(trees[key].walk() for key in trees if trees[key].facet.paged)
    order = {value.url: number for number, value in enumerate(values)}
    kept = ((usual, url) for usual, url in told.items() if usual not in before)
    now = sorted((*kept, *after.items()), key=lambda pair: order[_page(pair[0])])
    return json.dumps(dict(now), separators=(",", ":")).encode("utf-8")


def _page(address: str) -> str:
    return address.partition("#")[0]


def _sitemap(move: Move, lists: Lists) -> Iterator[tuple[str, Edit]]:
    """Yield the sitemap where the days of lists are others."""
    given = move.sides.words.ground
    if not given.url:
        return
    told = (
        [each.encode() for each in _mapped(side, pages, given.url)]
        for side, pages in zip(move.both, (lists.before, lists.after), strict=True)
    )
    changed = [both for both in zip(*told, strict=True) if both[0] != both[1]]
    gone = [(each.encode(), b"") for each in _mapped(move.before, lists.gone, given.url)]
    came = [each.encode() for each in _mapped(move.after, lists.came, given.url)]
    last = {page.value.url: page for page in lists.after if page.number < page.total}
    behind = (
        each.encode()
        for each in _mapped(move.after, (last[page.value.url] for page in lists.came), given.url)
    )
    put = [(each, each + new) for each, new in zip(behind, came, strict=True)]
    if changed or gone or put:
        yield SITEMAP, partial(_redated, changed=[*changed, *gone, *put])


def _mapped(side: Side, pages: Iterable[Listing], url: str) -> Iterator[str]:
    """Yield what the sitemap says of each page."""
    locales = {code: renderer.locale for code, renderer in side.renderers.items()}
    found = page_addresses(((page.url, page) for page in pages), side.archive, locales)
    return ("".join(entries([address], url)) for address in found.values())


def _redated(data: bytes, changed: list[tuple[bytes, bytes]]) -> bytes:
    for old, new in changed:
        data = once(data, old, new)
    return data
