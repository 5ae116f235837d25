"""The pages that show the whole archive at once: the home page and the overview."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from aidstories.site.archive.home import NEW, Feature, Home, most_named, strength, stride
from aidstories.site.archive.overview import URL as OVERVIEW
from aidstories.site.archive.overview import overview_page
from aidstories.site.archive.pictures import flows, tiles, years
from aidstories.site.archive.pictures.spans import by_year
from aidstories.site.patching.pieces.exchange import Edit
from aidstories.site.patching.pieces.tables import Unlike, page_of
from aidstories.site.patching.sides.move import Move
from aidstories.site.patching.sides.pages import Page, Where, page, paged
from aidstories.site.patching.sides.sides import CUT, Side

_FIGURES = '<dl class="figures">'
"""Where the numbers of the home page begin: what stands before, an editor wrote."""
_END = "</div>"


class Front(NamedTuple):
    """What leads the home page: a story, and those of which each day shows one, by their ids."""

    lead: Feature
    pool: tuple[str, ...]
    first: Feature

    def leading(self, order: Sequence[str]) -> tuple[str, ...]:
        """Return what `Home.leading` does."""
        shown = (one.view.story.id for one in (self.lead, self.first))
        return tuple(dict.fromkeys((*order[:NEW], *shown)))


def front_of(
    order: Sequence[str], pool: frozenset[str], featured: Callable[[str], Feature]
) -> Front:
    """Return what leads the home page of the stories of ``order``, newest first.

    ``pool`` are those with a sentence, but for the newest few, of which that is asked. Raises
    `Unlike` where none has a sentence, so all have their days.
    """
    newest = {id_: featured(id_) for id_ in order[:NEW]}
    lead = max(newest.values(), key=strength)
    said = [
        id_
        for id_ in order
        if id_ != lead.view.story.id and (newest[id_].sentence if id_ in newest else id_ in pool)
    ]
    first = featured(said[0]) if said else None
    if first is None or not first.sentence:
        raise Unlike("home")
    return Front(lead, tuple(said), first)


def front_edits(move: Move, fronts: tuple[Front, Front]) -> Iterator[tuple[str, Edit]]:
    """Yield what exchanges these pages."""
    homes = [_home(side, front) for side, front in zip(move.both, fronts, strict=True)]
    for language in move.languages:
        where = partial(Where, language=language, letters=move.sides.letters, own=True)
        pages = [_numbers(side, one, language) for side, one in zip(move.both, homes, strict=True)]
        drawn = [_overview(side, language) for side in move.both]
        for url, (before, after) in (("", pages), (OVERVIEW, drawn)):
            if edit := paged(before, after, where(url)):
                yield f"{move.sides.words.folder(language)}{page_of(url)}", edit


def _home(side: Side, front: Front) -> Home:
    archive = side.archive
    dated = sorted(by_year(archive.trees["year"]))
    return Home(
        lead=front.lead,
        pool=(front.first,) * len(front.pool),  # of the others the page asks how many they are
        step=stride(len(front.pool)),
        tiles=tiles(archive),
        years=years(archive),
        flows=flows(archive),
        named={facet.key: most_named(archive, facet.key) for facet in archive.names_of},
        span=(dated[0], dated[-1]) if len(dated) > 1 else (),
    )


def _numbers(side: Side, home: Home, language: str) -> Page:
    """Return the home page from its numbers on, without what it says of repairs at its end."""
    renderer = replace(side.renderers[language], front=home)
    _, figures, shown = renderer.home(CUT).partition(_FIGURES)
    if not figures:
        raise Unlike(_FIGURES)
    return Page((f"{figures}{shown}".rstrip().removesuffix(_END),), {})


def _overview(side: Side, language: str) -> Page:
    return page(side.renderers[language].body(overview_page(side.archive)), {}, CUT)
