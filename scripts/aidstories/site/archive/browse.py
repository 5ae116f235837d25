"""The page ``/browse/``: every story's facets as one compact file, filtered in the browser."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Sequence
from operator import itemgetter
from typing import Any
from urllib.parse import quote, urlencode

from aidstories.fields import Facet
from aidstories.model import Story
from aidstories.site.addresses import ValuePath
from aidstories.site.archive.archive import Archive
from aidstories.site.facets import STORIES, UNDATED, UNSTATED, FacetValue, grow, paths_of
from aidstories.site.generated_page import GeneratedPage
from aidstories.site.incremental.dependencies import Dependencies
from aidstories.site.locale import Locale
from aidstories.site.render import Fragments
from aidstories.site.story.view import View, story_url

URL = "browse/"
DATA = "facets.json"
"""The file that the page loads, beside it: each language has its own."""
ENTRIES = "entries/"
"""The folder of the stories' entries, beside it."""
PER_FILE = 50
"""Entries in one file: about 45 KB, 8 behind gzip; a screen shows six."""
_TITLE, _PLACE = 1, 4
"""Where a story's row in `browse_data` has its title, and the title's place among all."""


def browse_page(archive: Archive) -> GeneratedPage:
    """Return the page that filters; without scripts it leads to the lists."""
    return GeneratedPage(
        url=URL,
        title="筛选",
        description="按地区、项目、年份、援助方、来源和校对状态组合筛选全部报道",
        template="browse",
        whole=True,
        values={
            "data": DATA,
            "entries": ENTRIES,
            "per_file": PER_FILE,
            "facets": browsed(archive),
            "lists": (*archive.ways, STORIES),
        },
    )


def browsed(archive: Archive) -> tuple[Facet, ...]:
    """Return the facets that narrow the page: ``?region=西藏自治区&-donor=山东省``."""
    return tuple(facet for facet in archive.facets.values() if facet.browsed)


def browse_url(**chosen: str | Sequence[str]) -> str:
    """Return the address of the page with ``chosen`` values, relative to the site's root."""
    return f"{URL}?{urlencode(chosen, doseq=True, safe='/', quote_via=quote)}"


def chosen_url(value: FacetValue) -> str | None:
    """Return the address of the page with ``value`` chosen; None where it has no such facet."""
    facet = value.facet
    if not facet.browsed or facet is STORIES:
        return None
    name = "/".join(value.path)
    return browse_url(**{facet.key: year_token(name) if facet.type == "year" else name})


def opening(stories: Collection[Story], **chosen: str | Sequence[str]) -> str:
    """Return where ``stories``, those of ``chosen``, are read: one alone on its own page."""
    return story_url(next(iter(stories))) if len(stories) == 1 else browse_url(**chosen)


def browse_data(archive: Archive, locale: Locale) -> str:
    """Return the JSON that the page loads, in the language of ``locale``.

    ``facets``: ``{key, label, values: [[name, parent, token?]]}``; ``parent`` is the number of
    the value above, or -1, ``token`` what the address says where it is not the name: addresses
    are the same in all languages. ``stories``, newest first: ``[id, title, date, source, place by
    title, [numbers of its values] …]`` with one list for each facet; the first ``dated`` of them
    have a year.
    """
    facets, numbers = [], []
    for facet in browsed(archive):
        values, number = numbered_values(archive, facet, locale)
        label = locale.translator.plain(f"facet.{facet.key}")
        facets.append({"key": facet.key, "label": label, "values": values})
        numbers.append((facet, number))
    by_title = sorted(
        map(locale.own, archive.stories), key=lambda view: locale.sort_key(view.title)
    )
    place = {view.story.id: at for at, view in enumerate(by_title)}
    stories = [
        [
            view.story.id,
            locale.own(view).title,
            date_of(view, locale),
            view.source or "",
            place[view.story.id],
            *([number[path] for path in paths_of(f, view.story)] for f, number in numbers),
        ]
        for view in archive.stories
    ]
    dated = sum(view.story.description.year is not None for view in archive.stories)
    data = {"facets": facets, "stories": stories, "dated": dated}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def reranked(data: bytes, id_: str, title: str, key: Callable[[str], Any]) -> bytes:
    """Return what `browse_data` would with another title of a story; ``key`` sorts titles.

    Of one title, the newest comes first. Raises ValueError where the story is not there, or where
    there is more.
    """
    told = json.loads(data)
    own = next((row for row in told["stories"] if row[0] == id_), None)
    others = [row for row in told["stories"] if row[0] != id_]
    others.sort(key=itemgetter(_PLACE))
    if own is None or "more" in told:
        raise ValueError(id_)
    newest = {row[0]: at for at, row in enumerate(told["stories"])}
    now = key(title), newest[id_]
    place = bisect_left(others, now, key=lambda row: (key(row[_TITLE]), newest[row[0]]))
    own[_TITLE] = title
    for at, row in enumerate((*others[:place], own, *others[place:])):
        row[_PLACE] = at
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def entry_files(
    archive: Archive, fragments: Fragments, dependencies: Dependencies
) -> Iterator[tuple[str, str]]:
    """Yield the address and the JSON of each file of entries that does not stand.

    The page shows what lists show, by the same template, newest first.
    """
    witness = fragments.witness
    for url, views in entries_by_file(archive):
        uri = fragments.locale.folder + url
        if dependencies.stands(uri, witness.basis(views), witness.answer):
            continue
        fragments.asked()
        html = [str(fragments.entry(URL, view)) for view in views]
        dependencies.note(uri, fragments.asked())
        yield uri, json.dumps(html, ensure_ascii=False, separators=(",", ":"))


def entries_by_file(archive: Archive) -> Iterator[tuple[str, Sequence[View]]]:
    """Yield the address of each file of entries, as it is in Chinese, with its stories."""
    for start in range(0, len(archive.stories), PER_FILE):
        views = archive.stories[start : start + PER_FILE]
        yield f"{URL}{ENTRIES}{start // PER_FILE}.json", views


def _tree(archive: Archive, facet: Facet) -> FacetValue:
    if facet.key in archive.trees:
        return archive.trees[facet.key]
    return grow(facet, archive.trees[STORIES.key].stories, {})


def value_names(archive: Archive, locale: Locale) -> str:
    """Return the JSON of what values are called in the language of ``locale``: ``{value: name}``.

    A value with a Chinese name alone is not in it; the page of results shows it as it stands.
    """
    trees = [_tree(archive, facet) for facet in browsed(archive)]
    names = {
        "/".join(value.path): locale.plain_name(value)
        for tree in trees
        for value in tree.walk()
        if value.path and locale.has_name(value)
    }
    return json.dumps(names, ensure_ascii=False, separators=(",", ":"))


def date_of(view: View, locale: Locale) -> str:
    """Return when a story came out as `browse_data` has it."""
    mark = locale.translator.plain("date.inferred.mark") if view.inferred else ""
    return locale.date(view).striptags() + mark


def numbered_values(
    archive: Archive, facet: Facet, locale: Locale
) -> tuple[list[list[Any]], dict[ValuePath, int]]:
    """Return the values of a facet as `browse_data` has them, and their numbers."""
    return _values(_tree(archive, facet), locale)


def _values(tree: FacetValue, locale: Locale) -> tuple[list[list[Any]], dict[ValuePath, int]]:
    numbers: dict[ValuePath, int] = {(): -1}
    values: list[list[Any]] = []
    for value in _walk(tree):
        numbers[value.path] = len(values)
        token = year_token(value.label) if value.facet.type == "year" else value.label
        name = locale.plain_name(value)
        own = [] if token == name else [token]
        values.append([name, numbers[value.path[:-1]], *own])
    return values, numbers


def _walk(tree: FacetValue) -> Iterator[FacetValue]:
    """Yield all values; those that most stories have come first, years stay in their order."""
    children = list(tree.children)
    if tree.facet.type != "year":
        children.sort(key=lambda value: (value.label == UNSTATED, -len(value.stories)))
    for value in children:
        yield value
        yield from _walk(value)


def year_token(label: str) -> str:
    """Return a year as the address has it: ``2021年`` is ``2021``."""
    return label if label == UNDATED else label.removesuffix("年")
