"""The ledger: the only thing that turns a capture into articles, and back.

``revert(apply(raw, ledger), ledger) == raw`` holds for every ledger that `settle` makes. Kept
characters are not stored in the ledger: `revert` takes them from the articles.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from types import MappingProxyType
from typing import Any

from aidstories.model import Article, Edit, Gap, Kind, Ledger, Passage, Role, Slot, Span
from aidstories.restore.draft import Block, Draft

_MARKS = (Kind.MOVE, Kind.GAP)
"""Kinds that change no character."""
_FIELDS = tuple(f.name for f in fields(Edit))
BLANK = "blank"
"""Reason of the strips that `settle` makes: white space between passages."""


class LedgerError(ValueError):
    """The ledger does not fit the text: an ``old`` is not there, or edits overlap."""


def settle(draft: Draft) -> Ledger:
    """Return the ledger of a finished draft; white space between blocks becomes strips.

    Raises LedgerError where characters other than white space have no fate.
    """
    layout = tuple(
        tuple(
            Slot(role=b.role or Role.PARAGRAPH, spans=b.spans, gap=b.gap, src=b.src)
            for b in article
        )
        for article in _articles(draft)
    )
    edits = _effective(draft.edits)
    covered = [span for article in layout for slot in article for span in slot.spans]
    covered += [(e.start, e.end) for e in edits if e.kind in (Kind.STRIP, Kind.JOIN)]
    for start, end in _uncovered(covered, len(draft.raw)):
        old = draft.raw[start:end]
        if not old.isspace():
            raise LedgerError(f"characters {start}–{end} have no fate: {old[:40]!r}")
        edits.append(
            Edit(start=start, end=end, old=old, new="", kind=Kind.STRIP, by="settle", reason=BLANK)
        )
    edits.sort(key=lambda e: (e.start, e.end))
    moved = [span for article in layout for slot in article for span in slot.spans]
    edits = [e for e in edits if e.kind is not Kind.MOVE or _inside((e.start, e.end), moved)]
    ledger = Ledger(length=len(draft.raw), edits=tuple(edits), layout=layout)
    return Ledger(
        length=ledger.length, edits=ledger.edits, layout=layout, counts=count(draft.raw, ledger)
    )


def apply(raw: str, ledger: Ledger) -> tuple[Article, ...]:
    """Return the articles that ``ledger`` makes of ``raw``.

    Raises LedgerError where an edit's ``old`` does not stand in ``raw``, where edits overlap,
    or where a character of ``raw`` has no fate or two.
    """
    _check(raw, ledger)
    patch = _Patch(ledger.edits)
    return tuple(
        Article(
            passages=tuple(
                Passage(
                    role=slot.role,
                    text="".join(patch.text(raw, span) for span in slot.spans),
                    gap=slot.gap,
                    src=slot.src,
                )
                for slot in article
            )
        )
        for article in ledger.layout
    )


def revert(articles: Sequence[Article], ledger: Ledger) -> str:
    """Return the raw text that ``ledger`` made ``articles`` of.

    Raises LedgerError where the articles are not what the ledger yields.
    """
    patch = _Patch(ledger.edits)
    pieces: dict[int, str] = {e.start: e.old for e in patch.text_edits if e.old}
    if [len(a.passages) for a in articles] != [len(slots) for slots in ledger.layout]:
        raise LedgerError("the articles have other passages than the ledger's layout")
    for article, slots in zip(articles, ledger.layout, strict=True):
        for passage, slot in zip(article.passages, slots, strict=True):
            pieces.update(_kept(passage.text, slot, patch))
    raw = "".join(pieces[at] for at in sorted(pieces))
    if len(raw) != ledger.length:
        raise LedgerError(f"reverted to {len(raw)} characters, not {ledger.length}")
    return raw


def count(raw: str, ledger: Ledger) -> Mapping[str, int]:
    """Return how many characters met which fate; the values add up to ``len(raw)``."""
    fates: Counter[str] = Counter()
    moved = [(e.start, e.end) for e in ledger.edits if e.kind is Kind.MOVE]
    edited = 0
    for e in ledger.edits:
        n = e.end - e.start
        if e.kind in (Kind.STRIP, Kind.JOIN):
            fates[f"dropped:{e.reason}"] += n
        elif e.kind is Kind.REG:
            fates["folded"] += n
        elif e.kind is Kind.CORR:
            fates["corrected"] += n
        else:
            continue
        edited += n
    fates["moved"] = sum(b - a for a, b in moved) - sum(
        e.end - e.start
        for e in ledger.edits
        if moved and e.kind not in _MARKS and _inside((e.start, e.end), moved)
    )
    fates["kept"] = len(raw) - edited - fates["moved"]
    return MappingProxyType(dict(sorted((k, v) for k, v in fates.items() if v)))


def to_json(ledger: Ledger) -> dict[str, Any]:
    """Return the ledger as JSON-ready values; `from_json` reads it back."""
    return {
        "length": ledger.length,
        "counts": dict(ledger.counts),
        "edits": [{name: getattr(e, name) for name in _FIELDS} for e in ledger.edits],
        "layout": [[_slot_json(slot) for slot in article] for article in ledger.layout],
    }


def from_json(data: Mapping[str, Any]) -> Ledger:
    """Return the ledger that `to_json` wrote. Raises LedgerError where the shape is wrong."""
    try:
        return Ledger(
            length=int(data["length"]),
            counts=MappingProxyType({str(k): int(v) for k, v in data["counts"].items()}),
            edits=tuple(Edit(**{**e, "kind": Kind(e["kind"])}) for e in data["edits"]),
            layout=tuple(tuple(_slot(s) for s in article) for article in data["layout"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise LedgerError(f"not a ledger: {error}") from error


def _slot_json(slot: Slot) -> dict[str, Any]:
    whole = {"role": slot.role, "spans": [list(s) for s in slot.spans]}
    return whole | {k: v for k in ("gap", "src") if (v := getattr(slot, k)) is not None}


def _slot(data: Mapping[str, Any]) -> Slot:
    return Slot(
        role=Role(data["role"]),
        spans=tuple((int(a), int(b)) for a, b in data["spans"]),
        gap=Gap(data["gap"]) if "gap" in data else None,
        src=data.get("src"),
    )


class _Patch:
    """The edits that change text, by place."""

    def __init__(self, edits: Iterable[Edit]) -> None:
        self.text_edits = [e for e in edits if e.kind not in _MARKS]
        self.starts = [e.start for e in self.text_edits]

    def within(self, span: Span) -> Iterator[Edit]:
        """Yield the edits inside ``span``, in order."""
        start, end = span
        at = bisect_left(self.starts, start)
        while at < len(self.starts) and self.starts[at] < end:
            yield self.text_edits[at]
            at += 1

    def text(self, raw: str, span: Span) -> str:
        parts: list[str] = []
        done = span[0]
        for e in self.within(span):
            parts += (raw[done : e.start], e.new)
            done = e.end
        parts.append(raw[done : span[1]])
        return "".join(parts)


def _kept(text: str, slot: Slot, patch: _Patch) -> Iterator[tuple[int, str]]:
    """Yield the raw pieces that a passage kept: (raw offset, characters)."""
    at = 0
    for span in slot.spans:
        done = span[0]
        for e in patch.within(span):
            n = e.start - done
            if n:
                yield done, text[at : at + n]
            at += n
            if text[at : at + len(e.new)] != e.new:
                raise LedgerError(f"{e.new!r} of the edit at {e.start} is not in the article")
            at += len(e.new)
            done = e.end
        if span[1] > done:
            yield done, text[at : at + span[1] - done]
            at += span[1] - done
    if at != len(text):
        raise LedgerError(f"a passage has {len(text)} characters, the ledger says {at}")


def _check(raw: str, ledger: Ledger) -> None:
    if len(raw) != ledger.length:
        raise LedgerError(f"the capture has {len(raw)} characters, the ledger {ledger.length}")
    end = 0
    for e in ledger.edits:
        if e.end > len(raw) or raw[e.start : e.end] != e.old:
            raise LedgerError(f"{e.old!r} does not stand at {e.start}")
        if e.kind in _MARKS:
            continue
        if e.start < end:
            raise LedgerError(f"edits overlap at {e.start}")
        end = e.end
    spans = [span for article in ledger.layout for slot in article for span in slot.spans]
    fates = spans + [(e.start, e.end) for e in ledger.edits if e.kind in (Kind.STRIP, Kind.JOIN)]
    if next(_uncovered(fates, len(raw)), None):
        raise LedgerError("a character of the capture has no fate")
    ordered = sorted(spans)
    if any(a[1] > b[0] for a, b in itertools.pairwise(ordered)):
        raise LedgerError("two passages claim the same characters")
    edges = [*itertools.chain.from_iterable(ordered), len(raw)]
    for e in ledger.edits:
        if e.end - e.start > 1 and edges[bisect_right(edges, e.start)] < e.end:
            raise LedgerError(f"the edit at {e.start} reaches beyond its passage")


def _uncovered(spans: Iterable[Span], length: int) -> Iterator[Span]:
    done = 0
    for start, end in sorted(spans):
        if start > done:
            yield done, start
        done = max(done, end)
    if done < length:
        yield done, length


def _effective(edits: Sequence[Edit]) -> list[Edit]:
    """Return the edits without those that a later edit of the same or a wider span took in."""
    marks = dict.fromkeys(e for e in edits if e.kind in _MARKS)
    text = [e for e in reversed(edits) if e.kind not in _MARKS]
    kept: list[Edit] = []
    for edit in sorted(text, key=lambda e: (e.start, -e.end)):
        if not kept or edit.end > kept[-1].end or edit.start >= kept[-1].end:
            kept.append(edit)
    return [*kept, *marks]


def _inside(span: Span, spans: Sequence[Span]) -> bool:
    return any(a <= span[0] and span[1] <= b for a, b in spans)


def _articles(draft: Draft) -> list[list[Block]]:
    articles: list[list[Block]] = []
    for block in draft.blocks:
        if block.begins or not articles:
            articles.append([])
        articles[-1].append(block)
    return articles
