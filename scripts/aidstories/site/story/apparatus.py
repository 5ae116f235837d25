"""校勘记: which part of a capture became which story, and every repair at its place.

`shares` divides a capture among the passages of its stories without a remainder: each character
and each edit of the ledger belongs to one passage. The browser joins the pieces again.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aidstories.model import Article, Edit, Gap, Kind, Ledger, Passage, Slot
from aidstories.stories.format.layout import canonical
from aidstories.tables import Reason

_MARKS = (Kind.MOVE, Kind.GAP)
"""Kinds that change no text: each is a point in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A span of the capture that was kept whole, or one edit, by its number in the ledger."""

    start: int
    end: int
    edit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A span of a passage with the dropped text behind it; ``follows`` says that the share of the
    same story before it is its neighbour in the capture too.
    """

    story: int
    slot: int
    order: int
    follows: bool
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    start: int
    end: int
    story: int
    slot: int
    order: int
    gap: Gap | None


def shares(ledger: Ledger) -> tuple[Share, ...]:
    """Return the shares of all stories of ``ledger``, in the order of the capture.

    What lies between two passages belongs to the one before it, what lies before the first
    passage to that one.
    """
    places = sorted(_places(ledger), key=lambda place: (place.start, place.end))
    if not places:
        return ()
    starts = [place.start for place in places]
    by_place: list[list[Piece]] = [[] for _ in places]
    for number, edit in enumerate(ledger.edits):
        at = _place_of(edit, places, starts)
        end = edit.start if edit.kind in _MARKS else edit.end
        by_place[at].append(Piece(start=edit.start, end=end, edit=number))
    found: list[Share] = []
    for at, place in enumerate(places):
        follows = at == 0 or places[at - 1].story == place.story
        pieces = tuple(_with_kept(place, by_place[at], ledger.edits))
        found.append(
            Share(
                story=place.story,
                slot=place.slot,
                order=place.order,
                follows=follows,
                pieces=pieces,
            )
        )
    return tuple(found)


def _places(ledger: Ledger) -> Iterator[_Place]:
    for story, slots in enumerate(ledger.layout):
        for number, slot in enumerate(slots):
            for order, (start, end) in enumerate(slot.spans):
                yield _Place(
                    start=start,
                    end=end,
                    story=story,
                    slot=number,
                    order=order,
                    gap=_gap_at(slot, order),
                )


def _gap_at(slot: Slot, order: int) -> Gap | None:
    ends = {Gap.START: 0, Gap.END: len(slot.spans) - 1}
    return slot.gap if slot.gap and ends[slot.gap] == order else None


def _place_of(edit: Edit, places: Sequence[_Place], starts: Sequence[int]) -> int:
    at = max(0, bisect_right(starts, edit.start) - 1)
    if edit.kind is not Kind.GAP or places[at].gap is Gap.START:
        return at
    # A gap at the end of a passage may stand where the next passage begins.
    before = at - 1 if at and places[at - 1].end == edit.start else at
    return before if places[before].gap is Gap.END else at


def _with_kept(place: _Place, edited: list[Piece], edits: Sequence[Edit]) -> Iterator[Piece]:
    """Yield the edits of a place with the kept text around them; marks cut it."""
    done = place.start
    edited.sort(key=lambda p: (p.start, p.end, edits[p.edit or 0].kind not in _MARKS))
    for piece in edited:
        if done < piece.start and done < place.end:
            until = min(piece.start, place.end)
            yield Piece(start=done, end=until)
            done = until
        yield piece
        done = max(done, piece.end)
    if done < place.end:
        yield Piece(start=done, end=place.end)


def counts(ledger: Ledger) -> tuple[Counter[Kind], ...]:
    """Return how many edits of each kind each story of ``ledger`` has."""
    found: tuple[Counter[Kind], ...] = tuple(Counter() for _ in ledger.layout)
    for share in shares(ledger):
        found[share.story].update(
            ledger.edits[p.edit].kind for p in share.pieces if p.edit is not None
        )
    return found


def apparatus(
    raw: str,
    ledger: Ledger,
    number: int,
    article: Article,
    reasons: Mapping[str, Reason],
    sentences: Sequence[Any] = (),
) -> dict[str, Any]:
    """Return the apparatus of story ``number`` as JSON-ready values.

    ``raw`` is the story's share of the capture: kept text, the number of an edit, or None where
    another story's text stands between. ``edits``: ``[old, new, kind, reason]``; a move repeats
    no text. ``passages``, in reading order: ``[index into article.passages or None, [[from, to)
    of raw …]]``; None where ``article``, the story as it is published, has no such text.
    ``reasons``: the name and explanation of each reason used. ``sentences``: where the sentences
    of each passage stand on the pages, where readers may see them (`Facsimile.sentences`).
    """
    own = [share for share in shares(ledger) if share.story == number]
    text: list[str | int | None] = []
    used: list[Edit] = []
    ranges: dict[tuple[int, int], list[int]] = {}
    for share in own:
        if text and not share.follows:
            text.append(None)
        start = len(text)
        for piece in share.pieces:
            if piece.edit is None:
                text.append(raw[piece.start : piece.end])
            else:
                text.append(len(used))
                used.append(ledger.edits[piece.edit])
        ranges[share.slot, share.order] = [start, len(text)]
    slots = ledger.layout[number]
    spans = [[ranges[n, k] for k in range(len(slot.spans))] for n, slot in enumerate(slots)]
    restored = [
        Passage(role=slot.role, text=_text(ranges_of_slot, text, used), gap=slot.gap, src=slot.src)
        for slot, ranges_of_slot in zip(slots, spans, strict=True)
    ]
    return {
        "raw": text,
        "edits": [_edit(edit) for edit in used],
        "passages": [list(pair) for pair in zip(published(restored, article), spans, strict=True)],
        "reasons": {e.reason: _explained(e.reason, reasons) for e in used},
        **({"sentences": list(sentences)} if sentences else {}),
    }


def _explained(key: str, reasons: Mapping[str, Reason]) -> list[str]:
    """Return the name and the explanation of a reason."""
    reason = reasons.get(key)
    return [reason.zh, reason.why] if reason else [key, ""]


def _edit(edit: Edit) -> list[str]:
    old, new = ("", "") if edit.kind is Kind.MOVE else (edit.old, edit.new)
    return [old, new, edit.kind.value, edit.reason]


def _text(ranges: list[list[int]], text: Sequence[str | int | None], used: Sequence[Edit]) -> str:
    pieces = (piece for start, end in ranges for piece in text[start:end])
    return "".join(
        piece if isinstance(piece, str) else _new(used[piece])
        for piece in pieces
        if piece is not None
    )


def _new(edit: Edit) -> str:
    return "" if edit.kind in _MARKS else edit.new


def published(restored: Sequence[Passage], article: Article) -> list[int | None]:
    """Return, for each passage as the machine made it, where it is published unchanged."""
    free: dict[tuple[str, Gap | None], list[int]] = {}
    for index, passage in enumerate(article.passages):
        free.setdefault((passage.text, passage.gap), []).append(index)
    found: list[int | None] = []
    for passage in restored:
        plain = canonical(Article(passages=(passage,))).passages
        at = free.get((plain[0].text, plain[0].gap)) if plain else None
        same = bool(plain) and plain[0].text == passage.text
        found.append(at.pop(0) if at and same else None)
    return found


def to_text(values: dict[str, Any]) -> str:
    """Return ``values`` as compact JSON; characters that UTF-8 cannot write are escaped."""
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return "".join(f"\\u{ord(c):04x}" if "\ud800" <= c <= "\udfff" else c for c in text)
