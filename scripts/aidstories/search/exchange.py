"""One text of the index exchanged for another, where nothing but its words differs; one put in,
or taken out.

`aidstories.search.build.build_index` makes the same files; it looks at all documents for that.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from aidstories.errors import BadInput
from aidstories.search.build import (
    STATE,
    IndexState,
    Named,
    digest_of,
    directory_of,
    published,
    read_state,
    renamed,
    state_json,
    summed,
    sweep,
    texts_of,
    write_texts,
)
from aidstories.search.documents import Document, Filing
from aidstories.search.index import MANIFEST, text_file
from aidstories.search.names import Address, Shorts, Spoken
from aidstories.search.sums import Damaged, Sums
from aidstories.search.update import change
from aidstories.stories.store.files import write_atomically
from aidstories.tables import Place, Tables

Changed = tuple[set[str], set[str]]
"""The files of an index that are new or others now, and those that are gone."""


class Renamed(NamedTuple):
    """What names of values are made of: all documents' ``filings``, oldest first, the archive's
    ``tables``, where values have pages, and what these call them: see `build_index`."""

    filings: Sequence[Filing]
    tables: Tables
    address: Address
    spoken: Spoken


def exchange(
    folder: Path,
    before: Document,
    after: Document,
    places: Iterable[Place],
    again: Renamed | None = None,
) -> Changed | None:
    """Put ``after`` in the place of ``before`` in the index in ``folder``.

    Returns the files that are new or others now, and those that are gone, relative to the folder.
    None, and nothing is done, where it cannot be: the index is not of ``before``, more than texts
    differs, or another of ``places`` is named. Values and dates may differ where names are made
    ``again``.
    """
    state = read_state(folder)
    number, digest = state.documents.get(before.id, (-1, ""))
    if digest != digest_of(before) or not _alike(before, after, places, filed=again is not None):
        return None
    documents = {**state.documents, after.id: (number, digest_of(after))}
    return _changed(folder, state, replace(state, documents=documents), (number, after), again)


def put_in(folder: Path, document: Document, again: Renamed) -> Changed | None:
    """Put ``document``, which is new, into the index in ``folder``; returns what `exchange` does.

    Names of values are made ``again``, of it too.
    """
    state = read_state(folder)
    if not state.shards or document.id in state.documents:
        return None
    number = 1 + max(number for number, _ in state.documents.values())
    documents = {**state.documents, document.id: (number, digest_of(document))}
    told = {**state.mentions, document.id: Shorts(state.sought).mentioned(document)}
    new = _of(again, replace(state, documents=documents, mentions=told))
    return _changed(folder, state, new, (number, document), again)


def taken_out(folder: Path, document: Document, again: Renamed) -> Changed | None:
    """Take ``document`` out of the index in ``folder``; returns what `exchange` does.

    Names of values are made ``again``, without it.
    """
    state = read_state(folder)
    number, digest = state.documents.get(document.id, (-1, ""))
    if digest != digest_of(document) or len(state.documents) == 1:
        return None
    return _changed(folder, state, _of(again, state), (number, None), again)


def _of(again: Renamed, state: IndexState) -> IndexState:
    """Return ``state`` with the documents that are filed, in their order."""
    ids = [one.id for one in again.filings]
    documents = {id_: state.documents[id_] for id_ in ids}
    return replace(state, documents=documents, mentions={id_: state.mentions[id_] for id_ in ids})


def _changed(
    folder: Path,
    before: IndexState,
    after: IndexState,
    of: tuple[int, Document | None],
    again: Renamed | None,
) -> Changed | None:
    """Put one document, by its number, in the place of what was there; None takes that out."""
    number, document = of
    sums, listed = Sums(folder), set(published(folder))
    replaced = {one for one, _ in before.documents.values()} & {number}
    added = [(number, document)] if document else []
    try:
        sums.hold({*listed, *map(text_file, replaced)})
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
        shards = tuple(change(folder, before.shards, replaced, added, Named(folder).add))
    except (Damaged, BadInput, OSError, ValueError):
        return None
    new = replace(after, shards=shards)
    write_texts(folder, {number: document}, anew=False)
    _note(folder, manifest, before, new, again)
    files = published(folder)
    sums.note(files)
    now = set(files)
    return {*(now - listed), *({text_file(number)} & now), MANIFEST}, listed - now


def _alike(before: Document, after: Document, places: Iterable[Place], *, filed: bool) -> bool:
    """Return whether nothing differs but words and title, none of which is the name of a place.

    Names of places that stand in a text are listed with the stories that name them.
    """
    told = ("title", "published", "year", "basis") if filed else ("title",)
    card = {key: value for key, value in after.card.items() if key in told}
    if filed:
        before = replace(before, facets=after.facets, date=after.date)
    worded = replace(before, titles=after.titles, texts=after.texts, raw=after.raw)
    if replace(worded, card={**before.card, **card}) != after:
        return False
    old, new = ("\n".join((*each.titles, *each.texts)) for each in (before, after))
    return all((place.short in old) == (place.short in new) for place in places if place.bo)


def _note(
    folder: Path,
    manifest: dict[str, object],
    before: IndexState,
    after: IndexState,
    again: Renamed | None,
) -> None:
    """Write down what the index is now; remove the files that it does not name any more."""
    directory, files = manifest["directory"], Named(folder)
    manifest |= {"directory": files.add(directory_of(after.shards)), "texts": texts_of(after)}
    manifest.pop("sum")
    named = None
    if again:
        numbers = [number for number, _ in after.documents.values()]
        manifest |= {"documents": len(numbers), "numbers": max(numbers) + 1}
        asked = again.address, again.spoken
        named = renamed(again.filings, after, again.tables, asked, files)
        manifest |= named.manifest
    write_atomically(folder / STATE, state_json(after))
    write_atomically(folder / MANIFEST, summed(json.dumps(manifest, indent=1)))
    if named:
        sweep(folder, after, manifest, named.others)
        return
    shards = {shard.name for shard in before.shards} - {shard.name for shard in after.shards}
    others = {str(directory)} - {str(manifest["directory"])}
    for name in shards | others:
        (folder / f"{name}.bin").unlink(missing_ok=True)
