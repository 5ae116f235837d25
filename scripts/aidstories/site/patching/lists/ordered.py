"""Files of stories newest first, which a story enters or leaves."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import Any

from aidstories.site.archive.browse import DATA, ENTRIES, browsed, date_of, reranked
from aidstories.site.archive.browse import PER_FILE as ENTRIES_PER_FILE
from aidstories.site.archive.browse import URL as BROWSE
from aidstories.site.archive.home_files import DAYS, SHARD
from aidstories.site.offline import NEAR
from aidstories.site.patching.lists.counted import renumber
from aidstories.site.patching.pieces.exchange import Edit
from aidstories.site.patching.pieces.tables import Read, Unlike
from aidstories.site.patching.sides.move import Move

Files = Mapping[str, tuple[str, ...]]
"""The stories of files, by their addresses."""
Html = Callable[[str, str], str]
"""Returns what a file in a language has of a story, by its id."""
_ID, _PLACE = 0, 4
"""Where a story's row in `browse_data` has its id, and its title's place among all."""


def entries_now(order: Sequence[str]) -> Files:
    """Return the files of entries of the stories of ``order``, as `entries_by_file` has them."""
    return _files(f"{BROWSE}{ENTRIES}", order, ENTRIES_PER_FILE)


def features_now(pool: Sequence[str]) -> Files:
    """Return the files of the stories that have days, as `days_by_file` has them."""
    return _files(DAYS, pool, SHARD)


def _files(stem: str, ids: Sequence[str], most: int) -> Files:
    starts = range(0, len(ids), most)
    return {f"{stem}{n // most}.json": tuple(ids[n : n + most]) for n in starts}


def filled(
    move: Move, files: tuple[Files, Files], html: Html, read: Read
) -> Iterator[tuple[str, Edit]]:
    """Yield the files that have other stories now, with what they hold of each."""
    before, after = files
    others = [uri for uri in after if before.get(uri) != after[uri]]
    wanted = {id_ for uri in others for id_ in after[uri]}
    held = [uri for uri, ids in before.items() if not wanted.isdisjoint(ids)]
    for language in move.languages:
        folder = move.sides.words.folder(language)
        shown = dict(
            chain.from_iterable(
                zip(before[uri], json.loads(read(folder + uri)), strict=True) for uri in held
            )
        )
        for uri in others:
            now = [shown.get(id_) or html(language, id_) for id_ in after[uri]]
            yield folder + uri, partial(_now, now=_json(now))


def _now(_: bytes, now: bytes) -> bytes:
    return now


def row_edits(move: Move) -> Iterator[tuple[str, Edit]]:
    """Yield what puts the story's row into the files that scripts read, or takes it out."""
    for language in move.languages:
        folder = move.sides.words.folder(language)
        yield f"{folder}{NEAR}", partial(_near, move=move)
        yield f"{folder}{BROWSE}{DATA}", partial(_refiltered, move=move, language=language)


def _near(data: bytes, move: Move) -> bytes:
    told = json.loads(data)
    view = move.story.after
    told["stories"] = _rows_now(told, [view.story.id, view.title], move)
    return _json(told)


def _rows_now(told: Any, own: list[Any], move: Move) -> list[Any]:
    """Return the rows of stories with ``own``, or without it. Raises `Unlike`."""
    rows, (before, after) = told["stories"], move.orders
    if "more" in told or tuple(row[_ID] for row in rows) != before:
        raise Unlike("rows")
    known = {row[_ID]: row for row in rows} | {move.id: own}
    return [known[id_] for id_ in after]


def _refiltered(data: bytes, move: Move, language: str) -> bytes:
    """Return what scripts filter by with the story, or without it. Raises `Unlike`."""
    told, view, locale = json.loads(data), move.story.after, move.after.renderers[language].locale
    facets, count = browsed(move.after.archive), len(told["stories"])
    own = [view.story.id, view.title, date_of(view, locale), view.source or "", count]
    gone = next((row[_PLACE] for row in told["stories"] if row[_ID] == move.id), count)
    told["stories"] = _rows_now(told, [*own, *([] for _ in facets)], move)
    for row in told["stories"]:
        row[_PLACE] -= row[_PLACE] > gone
    for at, facet in enumerate(facets):
        renumber(told, at, facet, move, locale)
    dated = view.story.description.year is not None
    told["dated"] += dated * (len(told["stories"]) - count)
    if not move.comes:
        return _json(told)
    return reranked(_json(told), move.id, view.title, locale.sort_key)


def _json(told: Any) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
