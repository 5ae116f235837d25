"""Carry out what a pass proposes: the only place where a draft changes."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, groupby
from operator import itemgetter
from typing import Any

from aidstories.model import Edit, Flag, Gap, Kind, Span
from aidstories.restore.draft import (
    Begin,
    Block,
    Cut,
    Doubt,
    Draft,
    Drop,
    Label,
    Lacuna,
    Merge,
    Place,
    Proposal,
    Rewrite,
)


def accept(draft: Draft, by: str, proposals: Iterable[Proposal]) -> Draft:
    """Return the draft with all proposals of the pass ``by`` carried out.

    Raises ValueError where two proposals contradict each other (overlapping rewrites).
    """
    sorted_out: defaultdict[type, list[Proposal]] = defaultdict(list)
    for proposal in proposals:
        sorted_out[type(proposal)].append(proposal)
    if not sorted_out:
        return draft
    work = _Work(draft, by)
    for kind, carry_out in _STEPS:
        if kind in sorted_out:
            carry_out(work, sorted_out[kind])
    return work.result()


class _Work:
    """The state of one `accept`: blocks by their number in the given draft."""

    def __init__(self, draft: Draft, by: str) -> None:
        self.draft, self.by = draft, by
        self.blocks = [[block] for block in draft.blocks]
        self.order = list(range(len(draft.blocks)))
        self.edits = list(draft.edits)
        self.flags = list(draft.flags)

    def edit(self, start: int, end: int, new: str, kind: Kind, reason: str) -> None:
        old = self.draft.raw[start:end]
        self.edits.append(Edit(start, end, old, new, kind, self.by, reason))

    def result(self) -> Draft:
        blocks = tuple(chain.from_iterable(map(self.blocks.__getitem__, self.order)))
        given, edits, flags = self.draft, tuple(self.edits), tuple(self.flags)
        return Draft(
            raw=given.raw,
            blocks=blocks,
            edits=edits,
            flags=flags,
            meta=given.meta,
            origin=given.origin,
            others=given.others,
        )


def _rewrite(work: _Work, proposals: Sequence[Rewrite]) -> None:
    in_order = sorted(proposals, key=itemgetter(0, 1))
    for number, rewrites in groupby(in_order, key=itemgetter(0)):
        [block] = work.blocks[number]
        work.blocks[number] = [_rewritten(work, block, rewrites)]


def _rewritten(work: _Work, block: Block, rewrites: Iterable[Rewrite]) -> Block:
    raw = work.draft.raw
    text: list[str] = []
    starts, ends = array("l"), array("l")
    done = placed = set_to = 0
    for number, start, end, new, kind, reason in rewrites:
        if start < done or end <= start:
            raise ValueError(f"{work.by}: overlapping or empty rewrite in block {number}")
        text += (block.text[done:start], new)
        low, high = block.starts[start], block.ends[end - 1]
        first, last = _set_at_once(block, start, end)
        whole = f"{block.text[first:start]}{new}{block.text[end:last]}"
        if first < set_to:  # the rewrite before this one changed another part of it
            low, _, _, begun, *_ = work.edits.pop()
            whole = f"{begun[: len(begun) - (set_to - start)]}{new}{block.text[end:last]}"
        edit = Edit(low, high, raw[low:high], whole, kind, work.by, reason)
        work.edits.append(_as_set(work, edit) if whole != new and kind is not Kind.CORR else edit)
        done, set_to = end, last
        if not end - start == len(new) == 1:  # one for one keeps its place
            starts += block.starts[placed:start]
            ends += block.ends[placed:start]
            placed = done
            if new:  # few rewrites set anything in place of what they take out
                starts.extend([low] * len(new))
                ends.extend([high] * len(new))
    text.append(block.text[done:])
    starts += block.starts[placed:]
    ends += block.ends[placed:]
    return block._replace(text="".join(text), starts=starts, ends=ends)


def _as_set(work: _Work, edit: Edit) -> Edit:
    """Return ``edit`` with the reason for which an earlier one set the same characters."""
    alike = (e for e in reversed(work.edits) if e[:2] == edit[:2] and e.kind is Kind.REG)
    set_by = next(alike, edit._replace(kind=Kind.REG))
    return edit._replace(kind=set_by.kind, by=set_by.by, reason=set_by.reason)


def _set_at_once(block: Block, start: int, end: int) -> tuple[int, int]:
    """Return ``start, end`` widened to all that earlier edits set at once with it.

    ``$( 1 1 \\%$`` became ``(11%``: who widens the bracket has to say that the formula is
    ``（11%``, or the figure would be lost.
    """
    starts, ends = block.starts, block.ends
    while start and starts[start - 1] == starts[start] and ends[start - 1] == ends[start]:
        start -= 1
    while end < len(starts) and starts[end] == starts[end - 1] and ends[end] == ends[end - 1]:
        end += 1
    return start, end


def _label(work: _Work, proposals: Sequence[Label]) -> None:
    for p in proposals:
        first, *rest = work.blocks[p.block]
        work.blocks[p.block] = [first._replace(role=p.role), *rest]


def _begin(work: _Work, proposals: Sequence[Begin]) -> None:
    for p in proposals:
        first, *rest = work.blocks[p.block]
        work.blocks[p.block] = [first._replace(begins=True), *rest]


def _cut(work: _Work, proposals: Sequence[Cut]) -> None:
    for number, group in groupby(sorted(proposals, key=lambda p: (p.block, p.at)), _block):
        block, *rest = work.blocks[number]
        starts = work.draft.blocks[number].starts
        cuts = [(bisect_left(block.starts, starts[p.at]), p) for p in group]
        work.blocks[number] = [*_pieces(block, cuts), *rest]


def _block(cut: Cut) -> int:
    return cut.block


def _pieces(block: Block, cuts: Sequence[tuple[int, Cut]]) -> list[Block]:
    """Return a block in pieces, cut at places in its text that ascend.

    The piece before a cut gets its role, or else that of the piece behind it.
    """
    made: list[Block] = []
    last, role, after = len(block.text), block.role, block.after
    for at, cut in [*reversed(cuts), (0, None)]:
        own = {"lead": 0, "begins": False, "before": cut.border} if cut is not None else {}
        made.append(_stretch(block, at, last, role=role, after=after, **own))
        if cut is not None:
            last, after = at, cut.border
            role = cut.role if cut.role is not None else role
    return made[::-1]


def _stretch(block: Block, start: int, stop: int, **own: Any) -> Block:
    """Return a block with ``text[start:stop]`` alone, and other fields of its own."""
    low = block.starts[start] if 0 < start < len(block.text) else block.spans[-1][1] * bool(start)
    high = block.starts[stop] if stop < len(block.text) else block.spans[-1][1]
    spans = tuple((max(a, low), min(b, high)) for a, b in block.spans if a < high and b > low)
    text, starts, ends = block.text, block.starts, block.ends
    return block._replace(
        text=text[start:stop], starts=starts[start:stop], ends=ends[start:stop], spans=spans, **own
    )


def _drop(work: _Work, proposals: Sequence[Drop]) -> None:
    for p in proposals:
        for block in work.blocks[p.block]:
            for start, end in block.spans:
                work.edit(start, end, "", Kind.STRIP, p.reason)
        work.blocks[p.block] = []


def _merge(work: _Work, proposals: Sequence[Merge]) -> None:
    """Merge from the end, so that a chain of merges adds up to one block."""
    own = (start for block in work.draft.blocks for start, _ in block.spans)
    starts = sorted((*own, *work.draft.others))
    dropped = sorted(e.start for e in work.edits if e.kind is Kind.STRIP and e.reason != "markup")
    for p in sorted(proposals, key=lambda p: -p.left):
        [left] = work.blocks[p.left]
        [right] = work.blocks[p.right]
        between = [b for i in range(p.left + 1, p.right) for b in work.blocks[i]]
        low = left.spans[-1][1]
        high = _seam(work, low, starts, dropped)
        glue = p.glue if low < high else ""
        work.edit(low, high, glue, Kind.JOIN, p.reason)
        n = len(glue)
        work.blocks[p.left] = [
            left._replace(
                text=left.text + glue + right.text,
                starts=left.starts + array("l", [low] * n) + right.starts,
                ends=left.ends + array("l", [high] * n) + right.ends,
                spans=_continued(left.spans, high, right.spans),
                gap=right.gap,
                src=left.src or right.src,
                after=right.after,
            )
        ]
        work.blocks[p.right] = []
        for block in between:
            for start, end in block.spans:
                work.edit(start, end, work.draft.raw[start:end], Kind.MOVE, "inset")


def _seam(work: _Work, low: int, starts: Sequence[int], dropped: Sequence[int]) -> int:
    """Return how far a join at ``low`` reaches: over white space and markup only.

    A passage that stands there in the capture keeps its characters, wherever it was moved; text
    that another pass dropped keeps its own edit and its own reason.
    """
    following = bisect_left(starts, low)
    high = starts[following] if following < len(starts) else len(work.draft.raw)
    first = bisect_left(dropped, low)
    return min([high, *dropped[first : first + 1]])


def _continued(left: tuple[Span, ...], seam: int, right: tuple[Span, ...]) -> tuple[Span, ...]:
    reach = (left[-1][0], seam)
    if seam == right[0][0]:
        return (*left[:-1], (reach[0], right[0][1]), *right[1:])
    return (*left[:-1], reach, *right)


def _place(work: _Work, proposals: Sequence[Place]) -> None:
    for p in proposals:
        for block in work.blocks[p.block]:
            for start, end in block.spans:
                work.edit(start, end, work.draft.raw[start:end], Kind.MOVE, p.reason)
        work.order.remove(p.block)
        at = work.order.index(p.before) if p.before in work.order else len(work.order)
        work.order.insert(at, p.block)


def _lacuna(work: _Work, proposals: Sequence[Lacuna]) -> None:
    for p in proposals:
        *rest, block = work.blocks[p.block]
        at = block.spans[0][0] if p.gap is Gap.START else block.spans[-1][1]
        work.edit(at, at, "", Kind.GAP, p.reason)
        work.blocks[p.block] = [*rest, block._replace(gap=p.gap)]


_PLACES = 6
"""Of a flag's weight: its seventeenth was another one on another processor, and records changed."""


def _doubt(work: _Work, proposals: Sequence[Doubt]) -> None:
    for p in proposals:
        block = work.draft.blocks[p.block]
        work.flags.append(
            Flag(
                start=block.starts[p.start],
                end=block.ends[p.end - 1],
                by=work.by,
                reason=p.reason,
                quote=block.text[p.start : p.end],
                weight=round(p.weight, _PLACES),
            )
        )


_STEPS: tuple[tuple[type, Callable[[_Work, Sequence[object]], None]], ...] = (
    (Doubt, _doubt),  # type: ignore[assignment]
    (Rewrite, _rewrite),
    (Label, _label),
    (Begin, _begin),
    (Cut, _cut),
    (Drop, _drop),
    (Lacuna, _lacuna),
    (Merge, _merge),
    (Place, _place),
)
