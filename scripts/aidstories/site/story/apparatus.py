"""校勘记: which part of a capture became which story, and every repair at its place.

`shares` divides a capture among the passages of its stories without a remainder: each character
and each edit of the ledger belongs to one passage. The browser joins the pieces again.
"""

from __future__ import annotations

import json
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from aidstories.model import Article, Edit, Gap, Kind, Ledger, Passage, Slot, Span
from aidstories.site.story.changes import Change, revise
from aidstories.site.story.edited import edited
from aidstories.stories.format.layout import canonical
from aidstories.tables import Reason

_MARKS = (Kind.MOVE, Kind.GAP)
"""Kinds that change no text: each is a point in it."""
_UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})


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


EDITOR = "editor"
"""What an editor's own edit is counted as and shown as, whatever its kind."""
WHITE = "white"
"""What an edit of white space alone is counted as."""


def sort_of(edit: Edit) -> str:
    """Return what readers are told that an edit is: its kind, `WHITE` or `EDITOR`."""
    if edit.by == EDITOR:
        return EDITOR
    return WHITE if is_white(edit) else edit.kind.value


def is_white(edit: Edit) -> bool:
    """Return whether an edit changes nothing but white space and characters that print nothing."""
    return edit.kind not in _MARKS and _printed(edit.old) == _printed(edit.new)


def _printed(text: str) -> str:
    # Cc, Cf, Z*: of a control or format character, such as U+FEFF, nothing is seen.
    return "".join(c for c in text if unicodedata.category(c) not in _UNSEEN)


def counts(ledger: Ledger) -> tuple[Counter[str], ...]:
    """Return how many edits of each sort (`sort_of`) each story of ``ledger`` has."""
    found: tuple[Counter[str], ...] = tuple(Counter() for _ in ledger.layout)
    for share in shares(ledger):
        found[share.story].update(
            sort_of(ledger.edits[p.edit]) for p in share.pieces if p.edit is not None
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
    another story's text stands between. ``edits``: ``[old, new, kind, reason]``, with 1 behind
    them where nothing but white space changed; a move repeats no text, an editor's is of the kind
    ``editor``. ``passages``, in reading order: ``[index into article.passages or None, [[from, to)
    of raw …]]``; None where ``article``, the story as it is published, has no such text.
    ``reasons``: the name and explanation of each reason used. ``sentences``: where the sentences
    of each passage stand on the pages, where readers may see them (`Facsimile.sentences`).

    Only where an editor changed the text: ``changes``, ``[how, old, new]``, and ``published``, the
    passages as they are published: ``[index or None, passage or None, parts]``. A part is
    ``[from, to)`` of raw, or ``{"change": number, "raw": [[from, to) …]}``: what raw has there
    reads differently.
    """
    own = [share for share in shares(ledger) if share.story == number]
    slots = ledger.layout[number]
    restored = _restored(raw, ledger, number, own)
    revised = revise(restored, article, _made_spans(own, ledger.edits, len(slots)))
    cuts: list[set[int]] = [set() for _ in slots]
    for one in revised:
        if one.slot is not None:
            cuts[one.slot].update(at for c in one.changes for at in (c.start, c.end))
    laid = _laid(raw, ledger, own, cuts)
    spans = [[laid.ranges[n, k] for k in range(len(slot.spans))] for n, slot in enumerate(slots)]
    made = [len(_new(laid.used[p]) if isinstance(p, int) else p or "") for p in laid.text]
    return {
        "raw": laid.text,
        "edits": [_edit(edit) for edit in laid.used],
        "passages": [list(pair) for pair in zip(published(restored, article), spans, strict=True)],
        "reasons": {e.reason: _explained(e.reason, reasons) for e in laid.used},
        **edited(revised, spans, made),
        **({"sentences": list(sentences)} if sentences else {}),
    }


class _Laid(NamedTuple):
    """A story's share of the capture as `apparatus` has it, the edits in it, and where of it each
    span of each slot lies.
    """

    text: list[str | int | None]
    used: list[Edit]
    ranges: dict[tuple[int, int], list[int]]


def _laid(raw: str, ledger: Ledger, own: Sequence[Share], cuts: Sequence[Collection[int]]) -> _Laid:
    """Lay the shares of a story one behind another, divided where ``cuts`` has their slots so."""
    laid = _Laid([], [], {})
    lengths = _lengths(own, ledger.edits)
    for share in own:
        if laid.text and not share.follows:
            laid.text.append(None)
        start = len(laid.text)
        at = sum(lengths[share.slot, order] for order in range(share.order))
        for piece in share.pieces:
            if piece.edit is None:
                laid.text.extend(_cut(raw[piece.start : piece.end], at, cuts[share.slot]))
                at += piece.end - piece.start
            else:
                laid.text.append(len(laid.used))
                laid.used.append(ledger.edits[piece.edit])
                at += len(_new(laid.used[-1]))
        laid.ranges[share.slot, share.order] = [start, len(laid.text)]
    return laid


def changes(raw: str, ledger: Ledger, number: int, article: Article) -> tuple[Change, ...]:
    """Return what an editor changed of story ``number``, published as ``article``."""
    own = [share for share in shares(ledger) if share.story == number]
    spans = _made_spans(own, ledger.edits, len(ledger.layout[number]))
    revised = revise(_restored(raw, ledger, number, own), article, spans)
    return tuple(change for one in revised for change in one.changes)


def decided(ledger: Ledger) -> Mapping[int, tuple[Edit, ...]]:
    """Return the edits of each story that an editor decided, by its number."""
    if not any(edit.by == EDITOR for edit in ledger.edits):
        return {}
    found: dict[int, tuple[Edit, ...]] = {}
    for share in shares(ledger):
        edits = (ledger.edits[p.edit] for p in share.pieces if p.edit is not None)
        own = tuple(edit for edit in edits if edit.by == EDITOR)
        found[share.story] = (*found.get(share.story, ()), *own)
    return found


def _restored(raw: str, ledger: Ledger, number: int, own: Iterable[Share]) -> list[Passage]:
    """Return the passages of a story as the machine made them, ``own`` being its shares."""
    texts = {
        (share.slot, share.order): "".join(
            raw[p.start : p.end] if p.edit is None else _new(ledger.edits[p.edit])
            for p in share.pieces
        )
        for share in own
    }
    return [
        Passage(
            role=slot.role,
            text="".join(texts[n, order] for order in range(len(slot.spans))),
            gap=slot.gap,
            src=slot.src,
        )
        for n, slot in enumerate(ledger.layout[number])
    ]


def _made(piece: Piece, edits: Sequence[Edit]) -> int:
    """Return how many characters of a passage a piece makes."""
    return piece.end - piece.start if piece.edit is None else len(_new(edits[piece.edit]))


def _lengths(own: Iterable[Share], edits: Sequence[Edit]) -> dict[tuple[int, int], int]:
    return {(s.slot, s.order): sum(_made(p, edits) for p in s.pieces) for s in own}


def _made_spans(own: Sequence[Share], edits: Sequence[Edit], slots: int) -> list[list[Span]]:
    """Return, for each slot, where in its passage the text stands that an edit made."""
    found: list[list[Span]] = [[] for _ in range(slots)]
    lengths = _lengths(own, edits)
    for share in own:
        at = sum(lengths[share.slot, order] for order in range(share.order))
        for piece in share.pieces:
            made = _made(piece, edits)
            if piece.edit is not None and made:
                found[share.slot].append((at, at + made))
            at += made
    return found


def _cut(text: str, at: int, cuts: Iterable[int]) -> Iterator[str]:
    """Yield ``text``, which begins at ``at`` of its passage, cut at ``cuts``."""
    borders = [0, *sorted(c - at for c in cuts if 0 < c - at < len(text)), len(text)]
    yield from (text[start:end] for start, end in pairwise(borders))


def _explained(key: str, reasons: Mapping[str, Reason]) -> list[str]:
    """Return the name and the explanation of a reason."""
    reason = reasons.get(key)
    return [reason.zh, reason.why] if reason else [key, ""]


def _edit(edit: Edit) -> list[str | int]:
    old, new = ("", "") if edit.kind is Kind.MOVE else (edit.old, edit.new)
    sort = sort_of(edit)
    kind = EDITOR if sort == EDITOR else edit.kind.value
    return [old, new, kind, edit.reason, *([1] if sort == WHITE else [])]


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
