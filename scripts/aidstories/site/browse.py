"""The page ``/browse/``: every story's facets as one compact file, filtered in the browser."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any
from urllib.parse import quote, urlencode

from aidstories.model import Story

from . import pinyin
from .archive import Archive
from .authorities import ValuePath
from .facets import (
    DIMENSIONS,
    DONORS,
    PROGRAMS,
    REGIONS,
    SOURCES,
    STATUSES,
    STORIES,
    UNDATED,
    UNSTATED,
    YEARS,
    Dimension,
    Facet,
    grow,
)
from .made import Made
from .view import story_url

URL = "browse/"
DATA = f"{URL}facets.json"
PARAMETERS: Mapping[str, Dimension] = {
    "region": REGIONS,
    "program": PROGRAMS,
    "year": YEARS,
    "donor": DONORS,
    "source": SOURCES,
    "status": STATUSES,
}
"""What a part of the address is called: ``?region=西藏自治区&-donor=山东省``."""


def browse_page(archive: Archive) -> Made:
    """Return the page that filters; without scripts it leads to the lists."""
    return Made(
        url=URL,
        title="筛选",
        description="按地区、项目、年份、援助方、来源和校对状态组合筛选全部报道",
        template="browse",
        values={
            "data": DATA,
            "facets": [(key, dimension.label) for key, dimension in PARAMETERS.items()],
            "lists": (*DIMENSIONS, STORIES),
        },
    )


def browse_url(**chosen: str) -> str:
    """Return the address of the page with ``chosen`` values, relative to the site's root."""
    return f"{URL}?{urlencode(chosen, safe='/', quote_via=quote)}"


def opening(stories: Collection[Story], **chosen: str) -> str:
    """Return where ``stories``, those of ``chosen``, are read: one alone on its own page."""
    return story_url(next(iter(stories))) if len(stories) == 1 else browse_url(**chosen)


def browse_data(archive: Archive) -> str:
    """Return the JSON that the page loads.

    ``facets``: ``{key, label, values: [[name, parent, token?]]}``; ``parent`` is the number of
    the value above, or -1, ``token`` what the address says where it is not the name. ``stories``,
    newest first: ``[id, title, date, source, place by title, [numbers of its values] …]`` with
    one list for each facet.
    """
    facets, numbers = [], []
    for key, dimension in PARAMETERS.items():
        tree = archive.trees.get(dimension.key) or grow(dimension, _ordered(archive), {})
        values, number = _values(tree)
        facets.append({"key": key, "label": dimension.label, "values": values})
        numbers.append((dimension, number))
    by_title = sorted(archive.stories, key=lambda view: pinyin.sort_key(view.title))
    place = {view.story.id: at for at, view in enumerate(by_title)}
    stories = [
        [
            view.story.id,
            view.title,
            view.date + ("（推断）" if view.date_note else ""),
            view.source or "",
            place[view.story.id],
            *([number[path] for path in d.paths(view.story)] for d, number in numbers),
        ]
        for view in archive.stories
    ]
    data = {"facets": facets, "stories": stories}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _ordered(archive: Archive) -> list[Any]:
    return [view.story for view in archive.stories]


def _values(tree: Facet) -> tuple[list[list[Any]], dict[ValuePath, int]]:
    numbers: dict[ValuePath, int] = {(): -1}
    values: list[list[Any]] = []
    for facet in _walk(tree):
        numbers[facet.path] = len(values)
        token = year_token(facet.label) if facet.dimension is YEARS else facet.label
        own = [] if token == facet.label else [token]
        values.append([facet.label, numbers[facet.path[:-1]], *own])
    return values, numbers


def _walk(tree: Facet) -> Iterator[Facet]:
    """Yield all values; those that most stories have come first, years stay in their order."""
    children = list(tree.children)
    if tree.dimension is not YEARS:
        children.sort(key=lambda facet: (facet.label == UNSTATED, -len(facet.stories)))
    for facet in children:
        yield facet
        yield from _walk(facet)


def year_token(label: str) -> str:
    """Return a year as the address has it: ``2021年`` is ``2021``."""
    return label if label == UNDATED else label.removesuffix("年")
