"""The ledger: the only thing that turns a capture into articles, and back.

``revert(apply(raw, ledger), ledger) == raw`` holds for every ledger that `settle` makes. Kept
characters are not stored in the ledger: `revert` takes them from the articles.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from aidstories.model import Article, Edit, Gap, Kind, Ledger, Passage, Role, Slot, Span
from aidstories.restore.conservation import MARKS, LedgerError, check


def apply(raw: str, ledger: Ledger) -> tuple[Article, ...]:
    """Return the articles that ``ledger`` makes of ``raw``.

    Raises LedgerError where an edit's ``old`` does not stand in ``raw``, where edits overlap,
    or where a character of ``raw`` has no fate or two.
    """
    check(raw, ledger)
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


def place_of(ledger: Ledger, article: int, at: int) -> tuple[int, int] | None:
    """Return which passage of an article holds the character ``at`` of the capture, and where.

    The second is a place in the passage's text; within what an edit changed, where that begins.
    None where no passage of the article holds it.
    """
    patch = _Patch(ledger.edits)
    for number, slot in enumerate(ledger.layout[article]):
        done = 0
        for start, end in slot.spans:
            if start <= at < end:
                return number, done + patch.length((start, at))
            done += patch.length((start, end))
    return None


def to_json(ledger: Ledger) -> dict[str, Any]:
    """Return the ledger as JSON-ready values; `from_json` reads it back."""
    return {
        "length": ledger.length,
        "counts": dict(ledger.counts),
        "edits": [e._asdict() for e in ledger.edits],
        "layout": [[_slot_json(slot) for slot in article] for article in ledger.layout],
    }


def from_json(data: Mapping[str, Any]) -> Ledger:
    """Return the ledger that `to_json` wrote. Raises LedgerError where the shape is wrong."""
    try:
        return Ledger(
            length=int(data["length"]),
            counts={str(k): int(v) for k, v in data["counts"].items()},  # proxies leave no process
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
        self.text_edits = [e for e in edits if e.kind not in MARKS]
        self.starts = [e.start for e in self.text_edits]

    def within(self, span: Span) -> Sequence[Edit]:
        """Return the edits inside ``span``, in order."""
        start, end = span
        first = bisect_left(self.starts, start)
        return self.text_edits[first : bisect_left(self.starts, end, first)]

    def text(self, raw: str, span: Span) -> str:
        parts: list[str] = []
        done = span[0]
        for start, end, _, new, *_ in self.within(span):
            parts += (raw[done:start], new)
            done = end
        parts.append(raw[done : span[1]])
        return "".join(parts)

    def length(self, span: Span) -> int:
        """Return how many characters ``span`` has in the articles, but for an edit it cuts."""
        start, end = span
        size = end - start
        for e in self.within(span):
            size += len(e.new) - (e.end - e.start) if e.end <= end else e.start - end
        return size


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
