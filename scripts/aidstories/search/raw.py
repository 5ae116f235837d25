"""What only the capture says: runs of units that the restored text does not have."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aidstories.model import Kind, Ledger
from aidstories.search.units import Unit, units, units_of

_UNSEEN = frozenset(
    {"control", "entity", "front-matter", "line-break", "markup", "template", "undecodable"}
)
"""Reasons of strips whose characters no reader of the captured page saw."""
_CONTEXT = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRun:
    """A run of the capture with up to 24 characters before and after it."""

    before: str
    text: str
    after: str


def raw_runs(
    raw: str, ledger: Ledger, restored: Sequence[Sequence[str]]
) -> list[tuple[RawRun, ...]]:
    """Return, for each article of ``ledger``, the runs of ``raw`` that its text does not have.

    ``restored`` holds the folded passages of each article. A run ends where a mark or a blank
    stands; it belongs to the article whose passage it touches, or else stands behind. As a word
    without marks never leaves its run, a word of the capture is in the article or in one of these.
    """
    joined = [_joined(passages) for passages in restored]
    starts, owners = _owners(ledger)
    found: list[list[RawRun]] = [[] for _ in restored]
    seen = _seen(raw, ledger)
    for run in _runs(seen) if joined else ():
        start, end = run[0].start, run[-1].end
        owner = owners[max(0, bisect_right(starts, end - 1) - 1)] if starts else 0
        if _key(run) not in joined[owner]:
            found[owner].append(
                RawRun(
                    before=_line(seen[max(0, start - _CONTEXT) : start]),
                    text=raw[start:end],
                    after=_line(seen[end : end + _CONTEXT]),
                )
            )
    return [tuple({run.text: run for run in article_runs}.values()) for article_runs in found]


def _owners(ledger: Ledger) -> tuple[list[int], list[int]]:
    spans = sorted(
        (span[0], number)
        for number, slots in enumerate(ledger.layout)
        for slot in slots
        for span in slot.spans
    )
    return [start for start, _ in spans], [number for _, number in spans]


def _seen(raw: str, ledger: Ledger) -> str:
    parts: list[str] = []
    done = 0
    for edit in ledger.edits:
        if edit.kind is Kind.STRIP and edit.reason in _UNSEEN:
            parts += (raw[done : edit.start], " " * (edit.end - edit.start))
            done = edit.end
    return "".join((*parts, raw[done:]))


def _runs(text: str) -> Iterator[list[Unit]]:
    """Yield the units of ``text`` in groups without a mark in them, but for tsheg."""
    run: list[Unit] = []
    for unit in units_of(text):
        if run and text[run[-1].end : unit.start].strip("་༌"):
            yield run
            run = []
        run.append(unit)
    if run:
        yield run


def _joined(passages: Sequence[str]) -> str:
    return "\n".join(_key(units(passage)) for passage in passages)


def _key(run: Sequence[Unit]) -> str:
    return "\0" + "\0".join(unit.text for unit in run) + "\0"


def _line(text: str) -> str:
    return " ".join(text.split())
