"""What becomes of a capture, to be read: parts, passages, edits and flags with their places."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import groupby, zip_longest

from tests.approved import cut, shown

from aidstories.model import Article, Edit, Flag, Passage, Restoration, Slot
from aidstories.restore.reading.refusal import Refusal
from aidstories.restore.run import restore


def outcome(name: str, data: bytes, *, placed: bool = True) -> Iterator[str]:
    """Yield what a capture becomes, or why it is refused, under its name.

    Unless it is ``placed``, without the places of passages, and without blanks that go.
    """
    yield f"== {shown(name).strip()}"
    try:
        found = restore(data)
    except Refusal as refused:
        yield f"refused: {shown(str(refused))}"
    else:
        yield from told(found, placed=placed)


def told(found: Restoration, *, placed: bool = True) -> Iterator[str]:
    """Yield a restoration: its parts, each article, the edits, the flags."""
    read = f"{found.encoding} {found.reader}".strip()
    yield f"{read}, {found.ledger.length}"
    for part in found.parts:
        meta = "; ".join(f"{key}={shown(value)}" for key, value in part.meta.items())
        if part.name or meta:
            yield f"part {part.articles} {shown(part.name)} {meta}"
    for article, layout in zip(found.articles, found.ledger.layout, strict=True):
        yield from _article(article, layout if placed else ())
    for other in found.translations:
        yield f"-- {other.language} of {other.article}"
        for passage, origins in zip(other.passages, other.origins, strict=True):
            yield f"{passage.role} {cut(passage.text)} of {' '.join(map(str, origins))}"
    yield from _edits(e for e in found.ledger.edits if placed or e.reason != "blank")
    yield from map(_flag, found.flags)


def brief(text: str, known: Collection[str]) -> str:
    """Return what a text becomes in one line, without its ``known`` passages and its blanks."""
    found = restore(text.encode())
    passages = (
        f"{passage.role} {cut(passage.text)}{_more(passage)}"
        for article in found.articles
        for passage in article.passages
        if passage.text not in known
    )
    edits = (edit for edit in found.ledger.edits if edit.reason != "blank")
    return " | ".join([*passages, *_edits(edits), *map(_flag, found.flags)])


def _article(article: Article, layout: Iterable[Slot]) -> Iterator[str]:
    yield "--"
    for passage, slot in zip_longest(article.passages, layout):
        place = f" {_spans(slot)}" if slot else ""
        yield f"{passage.role}{place} {cut(passage.text)}{_more(passage)}"


def _spans(slot: Slot) -> str:
    return "+".join(f"{start}-{end}" for start, end in slot.spans)


def _more(passage: Passage) -> str:
    gap = f" gap at the {passage.gap}" if passage.gap else ""
    return gap + (f" {passage.src}" if passage.src else "")


def _edits(edits: Iterable[Edit]) -> Iterator[str]:
    """Yield the edits of one kind, pass and reason in one line, each from its place."""

    def why(edit: Edit) -> tuple[str, str, str]:
        return edit.kind, edit.by, edit.reason

    for (kind, by, reason), alike in groupby(sorted(edits, key=why), why):
        yield f"{kind} {by} {reason}: {' '.join(map(_edit, alike))}"


def _edit(edit: Edit) -> str:
    """Return where an edit stands, and what it changes: blank lines that go are known by place."""
    if edit.reason == "blank" and not edit.old.strip("\n"):
        return f"{edit.start}-{edit.end}"
    new = f"→{cut(edit.new)}" if edit.new not in ("", edit.old) else ""
    return f"{edit.start}[{cut(edit.old, 4)}]{new}"


def _flag(flag: Flag) -> str:
    return f"? {flag.start}-{flag.end} {flag.by} {flag.reason} {flag.weight:.3f} {cut(flag.quote)}"
