"""Where doubtful words of a capture stand in the story's file of now, edited or not."""

from __future__ import annotations

from difflib import SequenceMatcher

from aidstories.model import TEXT_ROLES, Article, Span
from aidstories.restore import ledger as ledgers
from aidstories.stories.format.editable import read_editable
from aidstories.stories.format.layout import canonical
from aidstories.stories.format.markdown import escape
from aidstories.stories.store.record import Record, machine_text


def words_at(
    text: str, quote: str, at: int, record: Record, articles: tuple[Article, ...], number: int
) -> Span | None:
    """Return where ``quote``, which the machine read at ``at`` of the capture, stands in ``text``.

    ``text`` is the file of story ``number`` of ``record``, ``articles`` what its ledger makes.
    Words that stand there once need no more; of several, the one that comes from that place.
    """
    written = escape(quote)
    if text.count(written) == 1:
        start = text.index(written)
        return start, start + len(written)
    base = machine_text(record, number, articles[number])
    nth = _nth(quote, at, record, articles[number], number)
    first = None if base is None or nth is None else _start(base, quote, nth, articles[number])
    if base is None or first is None:
        return None
    span = moved(base, text, (first, first + len(written)))
    return span if span and text[span[0] : span[1]] == written else None


def _nth(quote: str, at: int, record: Record, article: Article, number: int) -> int | None:
    """Return how many times the running text has ``quote`` before this one."""
    place = ledgers.place_of(record.ledger, number, at)
    if place is None or article.passages[place[0]].role not in TEXT_ROLES:
        return None
    before = [p.text for p in article.passages[: place[0]] if p.role in TEXT_ROLES]
    here = article.passages[place[0]].text[: place[1]]
    return sum(text.count(quote) for text in (*before, here))


def _start(base: str, quote: str, nth: int, article: Article) -> int | None:
    """Return where the ``nth`` ``quote`` of the body stands in ``base``, the machine's file."""
    source, written = read_editable(base), escape(quote)
    texts = [p.text for p in canonical(article).passages if p.role in TEXT_ROLES]
    if source is None or source.body.count(written) != sum(t.count(quote) for t in texts):
        return None
    start = len(base) - len(source.body)
    for _ in range(nth + 1):
        found = base.index(written, start)
        start = found + len(written)
    return found


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
