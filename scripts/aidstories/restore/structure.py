"""An editor's decisions about what the passages of a capture are, carried out as the editor's.

They come after all passes and quote the text that these restored. Each is carried out by `accept`
like any proposal, so that the ledger still gives every character one fate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from aidstories.model import (
    TEXT_ROLES,
    Edit,
    Flag,
    Gap,
    Joined,
    Kind,
    Retyped,
    Role,
    Split,
    Structure,
)
from aidstories.restore.accept import accept
from aidstories.restore.draft import Begin, Block, Cut, Draft, Label, Merge, Proposal
from aidstories.restore.lexicon.chars import ends_sentence

_T = TypeVar("_T")
EDITOR = "editor"
"""The ``by`` of an editor's own edits."""
REASON = "decision"
_KINDS = frozenset({"zone", "inset", "caption"})
"""Reasons of the flags that ask what a line is."""


class StructureError(LookupError):
    """A decision does not fit the text.

    ``quote`` stands in no place or, where ``several`` says so, in more than one. ``begins`` are
    the beginnings of the passages that there are.
    """

    def __init__(
        self, decision: Structure, quote: str, begins: Sequence[str] = (), *, several: bool = False
    ) -> None:
        self.decision, self.quote, self.several = decision, quote, several
        self.begins = tuple(begins)
        super().__init__(f"{quote!r} {'several times' if several else 'not found'}")


def restructured(draft: Draft, decisions: Sequence[Structure]) -> Draft:
    """Return the draft with ``decisions`` carried out one after another.

    What is so already stays so: a later version of a pass may have come to see it. Raises
    StructureError where a decision does not fit.
    """
    for decision in decisions:
        if isinstance(decision, Retyped):
            draft = _retyped(draft, decision)
        elif isinstance(decision, Split):
            draft = _split(draft, decision)
        else:
            draft = _joined(draft, decision)
    return draft


def following(roles: Sequence[Role], number: int) -> int | None:
    """Return which passage of an article goes on with passage ``number``, None without one.

    Text goes on in text, around captions; a title or a caption in the next of its kind.
    """
    alike = TEXT_ROLES if roles[number] in TEXT_ROLES else (roles[number],)
    return next((n for n in range(number + 1, len(roles)) if roles[n] in alike), None)


def _retyped(draft: Draft, decision: Retyped) -> Draft:
    i = _begun(draft.blocks, decision.line, decision)
    block = draft.blocks[i]
    labels: list[Proposal] = [Label(block=i, role=decision.role)]
    if decision.role is Role.TITLE:
        labels += _other_titles(draft.blocks, i)
    done = accept(draft, EDITOR, labels)
    return replace(done, flags=tuple(f for f in done.flags if not _asks_what(f, block)))


def _other_titles(blocks: Sequence[Block], title: int) -> Iterator[Label]:
    """Say what the line was that passed for the title: a kicker before it, a subtitle behind."""
    for k in _article(blocks, title):
        if blocks[k].role is Role.TITLE and k != title:
            yield Label(block=k, role=Role.KICKER if k < title else Role.SUBTITLE)


def _asks_what(flag: Flag, block: Block) -> bool:
    inside = any(start <= flag.start and flag.end <= end for start, end in block.spans)
    return flag.reason in _KINDS and inside


def _split(draft: Draft, decision: Split) -> Draft:
    i, at = _place(draft.blocks, decision)
    if at > 0:
        draft = accept(draft, EDITOR, [Cut(block=i, at=at)])
        i += 1
    if decision.story:
        draft = accept(draft, EDITOR, [Begin(block=i), *_first_title(draft.blocks, i)])
    return draft


def _first_title(blocks: Sequence[Block], begin: int) -> Iterator[Label]:
    """Have the line that begins a story be its title, where no line behind it is one."""
    rest = [k for k in _article(blocks, begin) if k >= begin]
    if all(blocks[k].role is not Role.TITLE for k in rest) and not ends_sentence(
        blocks[begin].text
    ):
        yield Label(block=begin, role=Role.TITLE)


def _joined(draft: Draft, decision: Joined) -> Draft:
    i = _begun(draft.blocks, decision.first, decision)
    left = draft.blocks[i]
    later = [k for k in _article(draft.blocks, i) if k > i]
    j = next((k for k in later if draft.blocks[k].text.startswith(decision.second)), None)
    if j is None and decision.second in left.text[len(decision.first) :]:
        return draft
    if j is None:
        begins = [draft.blocks[k].text for k in later]
        raise StructureError(decision, decision.second, begins)
    right = draft.blocks[j]
    done = accept(draft, EDITOR, [Merge(left=i, right=j, reason=REASON, glue=_glue(left, right))])
    blocks = list(done.blocks)
    blocks[i] = blocks[i]._replace(gap=_outer_gap(left, right))
    return replace(
        done,
        blocks=tuple(blocks),
        edits=tuple(e for e in done.edits if not _gap_between(e, left, right)),
        flags=tuple(f for f in done.flags if not (f.reason == "break" and f.end == left.ends[-1])),
    )


def _glue(left: Block, right: Block) -> str:
    """Return what stands between two joined passages: a space in a title and between words."""
    title = left.role is Role.TITLE and not re.search(r"[！？，：!?,:、]$", left.text)
    words = re.search(r"[0-9A-Za-z.,;:]$", left.text) and re.match(r"[0-9A-Za-z]", right.text)
    return " " if title or words else ""


def _outer_gap(left: Block, right: Block) -> Gap | None:
    if left.gap is Gap.START:
        return left.gap
    return right.gap if right.gap is Gap.END else None


def _gap_between(edit: Edit, left: Block, right: Block) -> bool:
    ends = left.gap is Gap.END and edit.start == left.spans[-1][1]
    begins = right.gap is Gap.START and edit.start == right.spans[0][0]
    return edit.kind is Kind.GAP and (ends or begins)


def _article(blocks: Sequence[Block], number: int) -> range:
    """Return the blocks of the article that block ``number`` belongs to."""
    start = next((k for k in range(number, 0, -1) if blocks[k].begins), 0)
    end = next((k for k in range(number + 1, len(blocks)) if blocks[k].begins), len(blocks))
    return range(start, end)


def _begun(blocks: Sequence[Block], quote: str, decision: Structure) -> int:
    """Return the block that is ``quote`` or, without one, begins so."""
    found = [i for i in _beside(blocks, decision) if blocks[i].text.startswith(quote)]
    return _only([i for i in found if blocks[i].text == quote] or found, quote, decision, blocks)


def _place(blocks: Sequence[Block], decision: Split) -> tuple[int, int]:
    """Return the block and the place in its text where the words of ``decision`` stand."""
    beside = _beside(blocks, decision)
    found = [
        (i, m.start()) for i in beside for m in re.finditer(re.escape(decision.at), blocks[i].text)
    ]
    first = [place for place in found if place[1] == 0]
    return _only(first or found, decision.at, decision, blocks)


def _beside(blocks: Sequence[Block], decision: Structure) -> list[int]:
    """Return the blocks that stand beside one which begins as ``near`` says."""
    near = decision.near
    return [
        i
        for i in range(len(blocks))
        if near is None
        or any(b.text.startswith(near) for k in (i - 1, i + 1) if k >= 0 for b in blocks[k : k + 1])
    ]


def _only(found: list[_T], quote: str, decision: Structure, blocks: Sequence[Block]) -> _T:
    if len(found) != 1 or not quote:
        begins = [block.text for block in blocks]
        raise StructureError(decision, quote, begins, several=len(found) > 1)
    return found[0]
