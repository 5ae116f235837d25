"""Files of stories newest first, in which one stands elsewhere that came out at another time."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from aidstories.site.archive.browse import URL as BROWSE
from aidstories.site.archive.home import feature
from aidstories.site.archive.home_files import in_language, lean
from aidstories.site.offline import NEAR
from aidstories.site.patching.pieces.exchange import Edit, holding
from aidstories.site.patching.pieces.tables import Beside, Read, Unlike, put_beside
from aidstories.site.patching.sides.move import Move
from aidstories.site.patching.sides.placed import beside, same_part
from aidstories.site.patching.words.titled import carded
from aidstories.site.story.cite import FORMATS
from aidstories.site.takeaway import exports, oai
from aidstories.site.takeaway.cards import NAME
from aidstories.site.takeaway.cards.wording import wording

Files = Mapping[str, tuple[str, ...]]
"""The stories of files, by their addresses."""
Html = Callable[[str], tuple[str, str]]
"""Returns what a file in a language holds of the story, as it was and is."""


def shifted_edits(move: Move, read: Read, doubtful: Collection[str]) -> Iterator[tuple[str, Edit]]:
    """Yield what puts the story into its place in all files that go by the order of stories.

    ``doubtful`` are words of its capture that are flagged. Raises `Unlike`.
    """
    given = move.sides.words.ground
    entry, featured = partial(_entry, move), partial(_featured, move, doubtful)
    yield from _files(move, given.entries, entry, read)
    yield from _files(move, given.features, featured, read)
    for language in move.languages:
        yield f"{move.sides.words.folder(language)}{NEAR}", partial(_near, move=move)
    yield from _records(move)
    yield from _references(move, read)
    chinese = [side.chinese.locale for side in move.both]
    told = (wording(view, locale) for view, locale in zip(move.story, chinese, strict=True))
    if len(dict.fromkeys(told)) > 1:
        card = partial(carded, story=move.story, words=move.sides.words)
        yield f"{move.story.after.url}{NAME}", card


def shifted_now(move: Move) -> dict[str, Any]:
    """Return what of the ground goes by the order of stories, as it is now."""
    given, order = move.sides.words.ground, move.orders[1]
    places = {id_: place for place, id_ in enumerate(order)}
    records = {
        uri: tuple(sorted(ids, key=places.__getitem__)) for uri, ids in given.records.items()
    }
    return {
        "order": order,
        "entries": _resorted(given.entries, places),
        "features": _resorted(given.features, places),
        "records": records,
    }


def _resorted(files: Files, places: Mapping[str, int]) -> Files:
    """Return the stories of files now, as many in each as before."""
    left = iter(sorted((id_ for ids in files.values() for id_ in ids), key=places.__getitem__))
    return {uri: tuple(next(left) for _ in ids) for uri, ids in files.items()}


def _files(move: Move, before: Files, html: Html, read: Read) -> Iterator[tuple[str, Edit]]:
    after = _resorted(before, move.after.archive.positions)
    uris = [uri for uri in before if before[uri] != after[uri] or move.id in after[uri]]
    for language in move.languages if uris else ():
        folder = move.sides.words.folder(language)
        shown: dict[str, str] = {}
        for uri in uris:
            shown |= zip(before[uri], json.loads(read(folder + uri)), strict=True)
        old, new = html(language)
        if shown[move.id] != old:
            raise Unlike(move.id)
        shown[move.id] = new
        for uri in uris:
            now = json.dumps(
                [shown[id_] for id_ in after[uri]], ensure_ascii=False, separators=(",", ":")
            )
            yield folder + uri, partial(_now, now=now.encode("utf-8"))


def _now(_: bytes, now: bytes) -> bytes:
    return now


def _entry(move: Move, language: str) -> tuple[str, str]:
    before, after = (
        str(side.renderers[language].fragments.entry(BROWSE, view))
        for side, view in zip(move.both, move.story, strict=True)
    )
    return before, after


def _featured(move: Move, doubtful: Collection[str], language: str) -> tuple[str, str]:
    fragments = [side.renderers[language].fragments for side in move.both]
    before, after = (
        lean(each.render("feature", "", found=in_language(feature(view, doubtful), each)))
        for each, view in zip(fragments, move.story, strict=True)
    )
    return before, after


def _near(data: bytes, move: Move) -> bytes:
    told, places = json.loads(data), move.after.archive.positions
    if "more" in told:
        raise Unlike(NEAR)
    told["stories"].sort(key=lambda row: places[row[0]])
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _records(move: Move) -> Iterator[tuple[str, Edit]]:
    """Yield what puts the records for harvesters into their order."""
    given = move.sides.words.ground
    near = _near_by(move, oai.PER_FILE)
    if near:
        for uri in holding(given.records, move.story.after):
            yield uri, partial(_with_record, id_=move.id, near=near, url=given.url)


def _with_record(data: bytes, id_: str, near: Sequence[str | None], url: str) -> bytes:
    own, before, behind = (one and _record(data, one, url) for one in (id_, *near))
    return put_beside(data, own or b"", own or b"", Beside(before or None, behind or None))


def _record(data: bytes, id_: str, url: str) -> bytes:
    """Return the record of a story. Raises `Unlike`."""
    head = f"<oai:record><oai:header><oai:identifier>{oai.identifier(id_, url)}<".encode()
    start = data.find(head)
    if start < 0:
        raise Unlike(id_)
    return data[start : data.index(end := b"</oai:record>", start) + len(end)]


def _references(move: Move, read: Read) -> Iterator[tuple[str, Edit]]:
    """Yield what puts references into their order; they are those of the story now."""
    near = _near_by(move, exports.PER_FILE)
    if not near:
        return
    words, views = move.sides.words, move.after.archive.views
    folder = exports.REFERENCES.rpartition("/")[0]
    for end, names in json.loads(read(exports.REFERENCES)).items():
        form = FORMATS[end]
        own, *others = (
            form.entry(words.reference(views[id_])).encode("utf-8") if id_ else None
            for id_ in (move.id, *near)
        )
        old = form.entry(words.reference(move.story.before)).encode("utf-8")
        held = [uri for name in names if old in read(uri := f"{folder}/{name}")]
        if len(held) != 1 or own is None:
            raise Unlike(end)
        between = form.file("\1\2").partition("\1")[2].partition("\2")[0].encode("utf-8")
        yield (
            held[0],
            partial(put_beside, old=own, new=own, beside=Beside(*others), between=between),
        )


def _near_by(move: Move, most: int) -> tuple[str | None, str | None] | None:
    """Return what stands beside the story in a part of ``most`` stories; None where it stays.

    Raises `Unlike` where it goes into another part.
    """
    before, after = move.orders
    if before == after:
        return None
    if not same_part(before, after, move.id, most):
        raise Unlike(move.id)
    return beside(after, move.id, most)
