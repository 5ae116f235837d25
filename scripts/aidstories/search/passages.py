"""Which passages show a story among the results: where most of the query stands close together.

``passages.js`` chooses the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from typing import Any, NamedTuple

from aidstories.model import Role
from aidstories.search.match import occurrences
from aidstories.search.query import Phrase
from aidstories.search.units import Unit, units_of

BEFORE, MOST, PASSAGES = 28, 110, 2
"""Characters before the first match, and of a whole excerpt; excerpts of a story."""


class Standing(IntEnum):
    """How well a passage speaks for its story, best first."""

    RUNNING = 0
    BESIDE = 1
    """Titles, headings, captions, rows of tables."""
    ASIDE = 2
    """Who wrote, took or published it, and where: shown where nothing else has the words."""
    RAW = 3
    """What only the capture says."""


_STANDING = {
    **dict.fromkeys((Role.KICKER, Role.TITLE, Role.SUBTITLE), Standing.BESIDE),
    **dict.fromkeys((Role.HEADING, Role.CAPTION, Role.ROW, Role.SALUTATION), Standing.BESIDE),
    **dict.fromkeys((Role.BYLINE, Role.DATELINE, Role.CREDIT, Role.SOURCE), Standing.ASIDE),
    Role.SIGNATURE: Standing.ASIDE,
}


def standing(role: Role) -> Standing:
    """Return how a passage of ``role`` stands; an editor's note is running text too."""
    return _STANDING.get(role, Standing.RUNNING)


class Window(NamedTuple):
    """A place of a passage, from ``start`` to ``end``, that holds ``phrases``; ``passage`` is its
    number.
    """

    passage: int
    start: int
    end: int
    phrases: frozenset[Phrase]


def passages_of(record: Mapping[str, Any]) -> list[tuple[str, Standing]]:
    """Return what of a document's record may be shown, beside its title."""
    titles = [(text, Standing.BESIDE) for text in record["titles"] if text != record["title"]]
    texts = zip(record["texts"], map(Standing, record["standing"]), strict=True)
    return [*titles, *texts, *((text, Standing.RAW) for _, text, _ in record["raw"])]


def chosen(passages: Sequence[tuple[str, Standing]], phrases: Iterable[Phrase]) -> list[Window]:
    """Return the best windows, each with phrases that those before it have not.

    There are at most `PASSAGES`, and those of the capture where it alone has a phrase. A passage
    that stands aside comes late; else the window with most phrases is best, then running text,
    then the narrowest, then the first.
    """
    missing = set(phrases)
    windows = [list(_windows(units_of(text), n, missing)) for n, (text, _) in enumerate(passages)]

    def worth(window: Window) -> tuple[int, ...]:
        stands = passages[window.passage][1]
        new, width = len(window.phrases & missing), window.end - window.start
        return max(stands, Standing.BESIDE), -new, stands, width, window.passage, window.start

    found: list[Window] = []
    while missing:
        open_ = (
            window
            for n, (_, stands) in enumerate(passages)
            for window in windows[n]
            if window.phrases & missing and (len(found) < PASSAGES or stands is Standing.RAW)
        )
        best = min(open_, key=worth, default=None)
        if best is None:
            break
        found.append(best)
        missing -= best.phrases
    return found


def excerpt(text: str, window: Window) -> str:
    """Return the piece of ``text`` to show, `BEFORE` characters before the window's start."""
    start = max(0, window.start - BEFORE)
    end = max(start + MOST, window.end)
    return ("……" if start else "") + text[start:end] + ("……" if end < len(text) else "")


def _windows(units: Sequence[Unit], passage: int, phrases: Iterable[Phrase]) -> Iterator[Window]:
    """Yield the window that begins with each match in a passage: what an excerpt there shows."""
    matches = [(span, phrase) for phrase in phrases for span in occurrences(units, phrase)]
    matches.sort(key=lambda match: match[0])
    for n, ((start, end), _) in enumerate(matches):
        most = max(end, max(0, start - BEFORE) + MOST)
        held: dict[Phrase, int] = {}
        for (_, other), phrase in matches[n:]:
            if other <= most:
                held.setdefault(phrase, other)
        yield Window(passage, start, max(held.values()), frozenset(held))
