"""Where the pages of stories lead on to, where one story stands in other lists than before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping

from aidstories.site.archive.related import Neighbours, neighbours
from aidstories.site.facets import STORIES, UNSTATED, FacetValue
from aidstories.site.interface.terms import CHINESE
from aidstories.site.page_renderer import PageRenderer
from aidstories.site.patching.kept.lazily import ids_of
from aidstories.site.patching.pieces.exchange import Edit
from aidstories.site.patching.pieces.tables import page_of
from aidstories.site.patching.sides.move import Move
from aidstories.site.patching.sides.pages import Page, Where, page, paged
from aidstories.site.patching.sides.sides import CUT, Side
from aidstories.site.patching.words.relating import Lists
from aidstories.site.story.view import View, url_of

_NEIGHBOURING = ("region", "program", STORIES.key)
"""The facets in whose lists stories have neighbours: see `neighbours`."""


def own_pages(move: Move) -> Iterator[tuple[str, Edit]]:
    """Yield what exchanges the pages of the story itself but for its text."""
    for language in move.languages:
        before, after = (
            page(side.renderers[language].body(view), side.renderers[language].meta(view), CUT)
            for side, view in zip(move.both, move.story, strict=True)
        )
        if edit := paged(before, after, _where(move, language, move.story.after.url)):
            uri = page_of(move.story.after.url)
            yield f"{move.sides.words.folder(language)}{uri}", edit


def onward_edits(move: Move, related: Mapping[str, Lists]) -> Iterator[tuple[str, Edit]]:
    """Yield what exchanges where the pages of others lead on to.

    ``related`` are the stories that have other related ones now.
    """
    beside = {id_ for pair in move.values() for id_ in _beside(move, *pair)} - {move.id}
    changed = [id_ for id_ in sorted(beside) if _neighboured(move, id_)]
    for id_ in dict.fromkeys((*related, *changed)):
        if id_ == move.id:
            continue
        for language in move.languages:
            sides = (side.renderers[language] for side in move.both)
            before, after = (_onward(renderer, renderer.archive.views[id_]) for renderer in sides)
            url = url_of(id_)
            if edit := paged(before, after, _where(move, language, url)):
                yield f"{move.sides.words.folder(language)}{page_of(url)}", edit


def led_to(move: Move, related: Mapping[str, Lists]) -> Iterator[tuple[str, str]]:
    """Yield the stories that others lead on to now, each with that other."""
    for id_, lists in related.items():
        yield from ((other, id_) for other in lists.after)
    beside = {id_ for pair in move.values() for id_ in _beside(move, *pair)}
    for id_ in (beside | {move.id}) & move.after.archive.views.keys():
        around = neighbours(move.after.archive, move.after.archive.views[id_])
        for other in (around.newer, around.older):
            if other:
                yield other.story.id, id_


def _beside(move: Move, before: FacetValue, after: FacetValue) -> Iterator[str]:
    """Yield the stories that stand beside the story in a list, or did.

    Where a list has one story or two, another one may be the smallest that holds others.
    """
    some = before.path and UNSTATED not in before.path
    if before.facet.key not in _NEIGHBOURING or not (some or before.facet is STORIES):
        return
    for side, value in zip(move.both, (before, after), strict=True):
        ids = ids_of(value.stories)
        yield from ids if len(ids) < 3 else ()
        at = _place(move, side, value)
        yield from ids[max(0, at - 1) : at + 2]


def _place(move: Move, side: Side, value: FacetValue) -> int:
    places = side.archive.positions
    return bisect_left(value.stories, move.place(side), key=lambda story: places[story.id])


def _neighboured(move: Move, id_: str) -> bool:
    """Return whether a story has other neighbours now."""
    told = (_told(neighbours(side.archive, side.archive.views[id_])) for side in move.both)
    before, after = told
    return before != after


def _told(around: Neighbours) -> object:
    value, near = around.value, (around.newer, around.older)
    return value.facet.key, value.path, tuple(view.story.id if view else None for view in near)


def _onward(renderer: PageRenderer, view: View) -> Page:
    """Return the part of a page that leads on."""
    shown = not renderer.only_described(view)
    html = renderer.fragments.render(
        "onward",
        view.url,
        related=renderer.related[view.story.id],
        neighbours=neighbours(renderer.archive, view) if shown else None,
    )
    return page(html, {}, CUT)


def _where(move: Move, language: str, url: str) -> Where:
    return Where(url, language, move.sides.letters, own=language == CHINESE)
