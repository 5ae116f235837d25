"""The lists that a story leaves, enters or stands in, where it is filed under other values."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import NamedTuple, cast

from aidstories.model import Story
from aidstories.site.archive.answers import Item, Items
from aidstories.site.archive.browse import URL as BROWSE
from aidstories.site.archive.listings import Listing, pages_of
from aidstories.site.facets import FacetValue
from aidstories.site.framing.frame import encoded
from aidstories.site.page_renderer import PageRenderer
from aidstories.site.patching.kept.ground import Listed
from aidstories.site.patching.kept.outside import Named
from aidstories.site.patching.pieces.exchange import (
    Edit,
    Exchange,
    exchanged,
    holding,
    in_html,
    in_json,
)
from aidstories.site.patching.pieces.tables import Unlike, page_of
from aidstories.site.patching.sides.leaving import ids_on, listed_on, quoted_on
from aidstories.site.patching.sides.move import Move
from aidstories.site.patching.sides.pages import Page, Where, page, relisted
from aidstories.site.patching.sides.sides import CUT
from aidstories.site.story.view import View
from aidstories.site.takeaway.feeds import feed_files

Quoted = Mapping[str, Mapping[Named, tuple[tuple[str, int], ...]]]


class Lists(NamedTuple):
    """The pages of the lists that a story leaves, enters or stays in, as they were and are.

    Pages that ``came`` were not there before, those that are ``gone`` are no more; each is the last
    of its list, or one of the last.
    """

    before: tuple[Listing, ...]
    after: tuple[Listing, ...]
    came: tuple[Listing, ...] = ()
    gone: tuple[Listing, ...] = ()


def moved_lists(move: Move) -> Lists:
    """Return the pages of the values that hold a story or held it.

    Raises `Unlike` where a feed comes or goes.
    """
    found = [Lists((), ()), *(_pages(move, old, new) for old, new in move.values())]
    for old, new in move.led_values():
        before, after, *_ = _pages(move, old, new)
        found.append(Lists(before[:1], after[:1]))  # which alone says whom its stories name
    joined = (tuple(chain.from_iterable(pages)) for pages in zip(*found, strict=True))
    return Lists(*joined)


def list_edits(move: Move, lists: Lists) -> Iterator[tuple[str, Edit]]:
    """Yield what exchanges the pages of ``lists``, and the story on the pages of all others."""
    for old, new in zip(lists.before, lists.after, strict=True):
        for language in move.languages:
            edit = _moved(move, language, old, new)
            if edit:
                yield f"{move.sides.words.folder(language)}{page_of(new.url)}", edit
    given = move.sides.words.ground
    moved = {listing.url for listing in (*lists.before, *lists.gone)}
    for url, listed in given.lists.items():
        if url not in moved and move.id in (*listed.ids, *listed.quoted):
            for language in move.languages:
                yield from _staying(move, language, url, listed.level)
    if move.told:  # see `shifted_edits`
        return
    for uri in holding(given.entries, move.story.after):
        for language in move.languages:
            entries = (
                str(side.renderers[language].fragments.entry(BROWSE, view))
                for side, view in zip(move.both, move.story, strict=True)
            )
            told = Exchange("", *in_json(entries))
            yield f"{move.sides.words.folder(language)}{uri}", partial(exchanged, of=told)


def _pages(move: Move, old: FacetValue, new: FacetValue) -> Lists:
    if feed_files(old) != feed_files(new):
        raise Unlike(old.url)
    before = tuple(pages_of(old, move.before.archive, _as_they_are))
    after = tuple(pages_of(new, move.after.archive, _as_they_are))
    both = min(len(before), len(after))
    return Lists(before[:both], after[:both], after[both:], before[both:])


def _as_they_are(items: Sequence[Item]) -> Sequence[Item]:
    return items


def _moved(move: Move, language: str, old: Listing, new: Listing) -> Edit | None:
    """Return what exchanges a page of a list that the story moves in; None where it stays.

    What it shows of others on both is taken from the page as it is.
    """
    before, after = (side.renderers[language] for side in move.both)
    ids = ids_on(old), ids_on(new)
    if ids[0] == ids[1] and move.id not in ids[0] and _around(before, old) == _around(after, new):
        return None
    levels = [_levels(listing) for listing in (old, new)]
    alike = {id_ for id_ in ids[1] if levels[0].get(id_) == levels[1].get(id_)}
    stay = {*ids[0]} & alike - {move.id}
    where = Where(new.url, language, move.sides.letters, own=False)
    return relisted(_page(before, old, stay), _page(after, new, stay), where)


def _levels(listing: Listing) -> dict[str, int]:
    """Return the level of each story's heading on a page of a list."""
    if isinstance(listing.items, Items):
        ids = ids_on(listing)
        return dict.fromkeys(ids, listing.level(listing.items[0])) if ids else {}
    return {item.view.story.id: listing.level(item) for item in listing.items}


def _around(renderer: PageRenderer, listing: Listing) -> object:
    """Return what a page of a list is made from, but for its stories."""
    return renderer.basis(replace(listing, items=()))


def _page(renderer: PageRenderer, listing: Listing, stay: Collection[str]) -> Page:
    items, views = listing.items, renderer.archive.views
    if isinstance(items, Items):
        left = ((story, cast(View, _Left(story))) for story in items.stories)
        items = [Item(view=one if s.id in stay else views[s.id]) for s, one in left]
    shown = replace(listing, items=items)
    with renderer.fragments.leaving_out(stay):
        return page(renderer.body(shown), renderer.meta(shown), CUT)


class _Left(NamedTuple):
    """Stands for the view of a story that a list leaves out, of which only the head is read."""

    story: Story


def _staying(move: Move, language: str, url: str, level: int) -> Iterator[tuple[str, Edit]]:
    """Yield what exchanges the values of the story at its place in a list that it stays in."""
    fragments = [side.renderers[language].fragments for side in move.both]
    told = [
        each.macro("tags", url, view, each.watched)
        for each, view in zip(fragments, move.story, strict=True)
    ]
    if told[0] != told[1]:
        uri = f"{move.sides.words.folder(language)}{page_of(url)}"
        head = encoded(fragments[1].macro("headline", url, move.story.after, level))
        yield uri, partial(exchanged, of=Exchange(uri, *in_html(told), head, b"</li>"))


def listed_now(lists: Lists, before: Mapping[str, Listed]) -> dict[str, Listed]:
    """Return what pages of lists show, of which ``lists`` are others than ``before``."""
    gone = {listing.url for listing in (*lists.before, *lists.gone)}
    kept = {url: listed for url, listed in before.items() if url not in gone}
    return kept | {page.url: listed_on(page) for page in (*lists.after, *lists.came) if page.items}


def quoted_now(lists: Lists, before: Quoted) -> Quoted:
    """Return which pages quote stories, of which ``lists`` are others than ``before``."""
    gone = {listing.url for pages in lists for listing in pages}
    found: dict[str, dict[Named, tuple[tuple[str, int], ...]]] = {}
    for id_, named in before.items():
        found[id_] = {
            name: kept
            for name, pages in named.items()
            if (kept := tuple(one for one in pages if one[0] not in gone))
        }
    for id_, named in quoted_on((*lists.after, *lists.came)).items():
        for name, pages in named.items():
            own = found.setdefault(id_, {})
            own[name] = own.get(name, ()) + pages
    return found
