"""Where doubtful words of a capture stand in the story's file of now, edited or not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import NamedTuple

from aidstories.model import TEXT_ROLES, Article, Role, Span
from aidstories.restore import ledger as ledgers
from aidstories.stories.format.editable import read_editable
from aidstories.stories.format.layout import FIGURE, KEYS, STATEMENT
from aidstories.stories.format.markdown import escape
from aidstories.stories.store.record import Record, machine_text

_BODY = frozenset(TEXT_ROLES)


class Words(NamedTuple):
    """Where words stand in a file; in its ``body`` they are Markdown."""

    start: int
    end: int
    body: bool

    def replaced(self, text: str, new: str) -> str:
        """Return ``text`` with ``new`` in the place of the words."""
        made = escape(new) if self.body else new
        return text[: self.start] + made + text[self.end :]


class _Part(NamedTuple):
    """A part of a file: the ``roles`` of what stands in it, and the field, None for the body."""

    roles: frozenset[Role]
    key: str | None


def words_at(
    text: str, quote: str, at: int, record: Record, articles: tuple[Article, ...], number: int
) -> Words | None:
    """Return where ``quote``, which the machine read at ``at`` of the capture, stands in ``text``.

    ``text`` is the file of story ``number`` of ``record``, ``articles`` what its ledger makes. Of
    words that stand there several times it is those that come from that place. None where they
    are not there any more.
    """
    place = ledgers.place_of(record.ledger, number, at)
    if place is None:
        return None
    passages = articles[number].passages
    part = _part(passages[place[0]].role)
    written = quote if part.key else escape(quote)
    here = list(_found(text, written, part))
    if len(here) == 1:
        return Words(here[0], here[0] + len(written), part.key is None)
    base = machine_text(record, number, articles[number])
    before = [p.text for p in passages[: place[0]] if p.role in part.roles]
    nth = sum(t.count(quote) for t in (*before, passages[place[0]].text[: place[1]]))
    every = [] if base is None else list(_found(base, written, part))
    if base is None or len(every) != sum(
        p.text.count(quote) for p in passages if p.role in part[0]
    ):
        return None
    span = moved(base, text, (every[nth], every[nth] + len(written)))
    return Words(*span, part.key is None) if span and text[slice(*span)] == written else None


def _part(role: Role) -> _Part:
    if role in _BODY:
        return _Part(_BODY, None)
    for roles, key in ((STATEMENT, "statement"), (FIGURE, "figures")):
        if role in roles:
            return _Part(roles, key)
    return _Part(frozenset([role]), KEYS[role])


def _found(text: str, written: str, part: _Part) -> Iterable[int]:
    """Return where ``written`` stands in a part of a file."""
    source = read_editable(text)
    if source is None:
        return ()
    lines = source.body if part.key is None else source.fields.get(part.key, "")
    start = len(text) - len(source.body) if part.key is None else text.find(lines)
    return (start + m.start() for m in re.finditer(re.escape(written), lines))


def moved(base: str, text: str, span: Span) -> Span | None:
    """Return where the characters ``span`` of ``base`` stand in ``text``, a later version of it.

    None where they were changed. They stand in one line.
    """
    old, new = base.splitlines(keepends=True), text.splitlines(keepends=True)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        low, high = sum(map(len, old[:i1])), sum(map(len, old[:i2]))
        if not low <= span[0] < high or span[1] > high:
            continue
        there = sum(map(len, new[:j1]))
        if tag == "equal":
            return span[0] - low + there, span[1] - low + there
        return _within("".join(old[i1:i2]), "".join(new[j1:j2]), span, low, there)
    return None


def _within(old: str, new: str, span: Span, low: int, there: int) -> Span | None:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for a, b, size in matcher.get_matching_blocks():
        if a <= span[0] - low and span[1] - low <= a + size:
            start = span[0] - low - a + b + there
            return start, start + span[1] - span[0]
    return None
