"""Fit the weights of the zones on generated pages: scripts/aidstories/restore/data/zones.json.

    PYTHONPATH=scripts:. .venv/bin/python scripts/train_zones.py --pages 4000
    … --pages 4000 --only "opens a headline of two lines" "closes a headline of two lines"

A conditional random field over the blocks of a page (chain.py), fitted by Adam on the
log-likelihood of pages that ``tests/restore/generated`` draws, with a penalty on large weights.
Pages of other numbers measure it. ``--only`` fits some cues and leaves all other weights as they
are: fitted anew, these say the same of generated pages and less of real ones.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from tests.restore.generated.pages import Mark, Page, page

from aidstories.restore.accept import accept
from aidstories.restore.draft import Block, Draft
from aidstories.restore.passes.zones import label_zones
from aidstories.restore.reading.capture import open_capture
from aidstories.restore.run import PASSES
from aidstories.restore.zones.chain import Table, forward_backward
from aidstories.restore.zones.cues import cues
from aidstories.restore.zones.grammar import STATES, Part, State, allowed, openings
from aidstories.restore.zones.labels import Zone
from aidstories.restore.zones.model import limits
from aidstories.restore.zones.view import view

OUT = Path(__file__).parent / "aidstories/restore/data/zones.json"
_FEATURES = 0.3
"""Share of the articles that are features, chosen by hand."""
_BATCH, _RATE, _PENALTY, _RARE = 32, 0.05, 0.3, 8
"""Pages in a step, length of a step, weight of the squares per 1,000 pages, cues seen less often
are left out. Of rates .02, .05, .1 the best on held pages, and of penalties .15 and .4 on 12,000:
123 wrong lines of 27,600 against 147."""


class Drawn(NamedTuple):
    """A page as the chain sees it: numbers of cues by block, and the right states."""

    cues: list[list[int]]
    limits: Table
    states: list[int]


def examples(numbers: range) -> Iterator[tuple[list[list[str]], list[int]]]:
    """Yield the cues and right states of the blocks of each page that the grammar allows."""
    legal, first = allowed(), openings()
    for number in numbers:
        drawn = page(number, _FEATURES)
        draft = before_zones(drawn.raw)
        states = [_state(drawn, block) for block in draft.blocks]
        known = [s for s in states if s is not None]
        said = first[known[:1]].sum() + legal[known[:-1], known[1:]].sum()
        if known and len(known) == len(states) and np.isfinite(said):
            found = list(cues(view(draft)).values())
            if np.isfinite(limits(found)[range(len(known)), known]).all():
                yield found, known


def before_zones(raw: str) -> Draft:
    """Return the draft of a capture as the zones are given it."""
    draft = open_capture(raw)
    for step in PASSES[: PASSES.index(label_zones)]:
        draft = accept(draft, step.__name__, step(draft))
    return draft


def _state(drawn: Page, block: Block) -> int | None:
    """Return the state of the line that a block covers most of, or None."""
    shared = Counter(
        {
            n: sum(max(0, min(e, m.end) - max(s, m.start)) for s, e in block.spans)
            for n, m in enumerate(drawn.marks)
        }
    )
    [(best, size)] = shared.most_common(1)
    if not size:
        return None
    mark = drawn.marks[best]
    return STATES.index(State(_part(drawn.marks, best), mark.label))


def _part(marks: Sequence[Mark], at: int) -> Part:
    """Return the part of a line: before the first text of its story, among it, behind the last.

    Before the text, the first line of the title parts what is above from the head.
    """
    own = [(n, m.label) for n, m in enumerate(marks) if m.story == marks[at].story]
    texts = [n for n, label in own if label in (Zone.TEXT, Zone.HEADING)]
    if texts and at >= texts[0]:
        return Part.BODY if at <= texts[-1] else Part.TAIL
    title = next((n for n, label in own if label is Zone.TITLE), len(marks))
    return Part.ABOVE if at < title else Part.HEAD


def fit(
    pages: Sequence[Drawn], begin: Sequence[Table], rounds: int, free: Sequence[int] | None = None
) -> tuple[Table, Table, Table]:
    """Return the weights of cues, moves and openings that make ``pages`` most probable.

    Where ``free`` gives cues, all weights but theirs stay as they ``begin``.
    """
    legal, first = allowed(), openings()
    parameters = [p.copy() for p in begin]
    held = np.ones(len(begin[0]), dtype=bool)
    held[slice(None) if free is None else list(free)] = False
    means = [np.zeros_like(p) for p in parameters]
    squares = [np.zeros_like(p) for p in parameters]
    rng = np.random.default_rng(1)
    step = 0
    for number in range(rounds):
        loss = 0.0
        order = rng.permutation(len(pages))
        rate = _RATE * (1 - number / rounds)
        for start in range(0, len(order), _BATCH):
            step += 1
            batch = [pages[k] for k in order[start : start + _BATCH]]
            gradients = [_PENALTY / 1000 * len(batch) * p for p in parameters]
            for drawn in batch:
                loss += _add_gradient(drawn, parameters, legal, first, gradients)
            gradients[0][held] = 0
            for table in gradients[1:] if free is not None else ():
                table[:] = 0
            for p, g, m, s in zip(parameters, gradients, means, squares, strict=True):
                m += 0.1 * (g - m)
                s += 0.001 * (g * g - s)
                p -= rate * (m / (1 - 0.9**step)) / (np.sqrt(s / (1 - 0.999**step)) + 1e-8)
        print(f"round {number}: {loss / len(pages):.3f}", flush=True)
    return parameters[0], parameters[1], parameters[2]


def _add_gradient(
    drawn: Drawn, parameters: list[Table], legal: Table, first: Table, gradients: list[Table]
) -> float:
    worth, moves, opening = parameters
    scores = np.array([worth[row].sum(axis=0) for row in drawn.cues]) + drawn.limits
    chain = forward_backward(scores, moves + legal, opening + first)
    for row, probable, right in zip(drawn.cues, chain.states, drawn.states, strict=True):
        difference = probable.copy()
        difference[right] -= 1
        gradients[0][row] += difference
    gradients[1] += chain.pairs
    gradients[2] += chain.states[0]
    gradients[2][drawn.states[0]] -= 1
    said = sum(scores[t, s] for t, s in enumerate(drawn.states)) + opening[drawn.states[0]]
    for one, other in zip(drawn.states, drawn.states[1:], strict=False):
        gradients[1][one, other] -= 1
        said += moves[one, other]
    return chain.log_sum - float(said)


def main() -> None:
    """Fit and write."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--pages", type=int, default=4000)
    ap.add_argument("--rounds", type=int, default=12)
    ap.add_argument("--only", nargs="+", default=[], metavar="CUE")
    asked = ap.parse_args()
    drawn = list(examples(range(asked.pages)))
    if asked.only:
        _fit_only(drawn, asked.only, asked.rounds)
        return
    counts = Counter(c for found, _ in drawn for names in found for c in names)
    names = sorted(c for c, n in counts.items() if n >= _RARE)
    pages = _numbered(drawn, names)
    legal, first = allowed(), openings()
    start = [np.zeros((len(names), len(STATES))), np.zeros_like(legal), np.zeros_like(first)]
    worth, moves, opening = fit(pages, start, asked.rounds)
    data: dict[str, object] = {
        "made_by": "scripts/train_zones.py on generated pages (tests/restore/generated)",
        "pages": len(pages),
        "rounds": asked.rounds,
        "states": [f"{s.part}:{s.label}" for s in STATES],
        "opening": [round(x, 2) for x in opening.tolist()],
        "moves": [[round(x, 2) for x in row.tolist()] for row in moves],
        "cues": dict(zip(names, map(_rounded, worth), strict=True)),
    }
    OUT.write_text(_laid_out(data), encoding="utf-8")


def _fit_only(
    drawn: Sequence[tuple[list[list[str]], list[int]]], only: Sequence[str], rounds: int
) -> None:
    """Fit the cues ``only`` on the pages that have them, and write them among the others."""
    data = json.loads(OUT.read_text(encoding="utf-8"))
    worth = {**data["cues"], **{name: [0.0] * len(STATES) for name in only}}
    names = list(worth)
    having = [
        (found, states)
        for found, states in drawn
        if any(not set(only).isdisjoint(row) for row in found)
    ]
    start = [np.array(t) for t in (list(worth.values()), data["moves"], data["opening"])]
    free = [names.index(name) for name in only]
    fitted, _, _ = fit(_numbered(having, names), start, rounds, free)
    worth |= {name: _rounded(fitted[names.index(name)]) for name in only}
    data["cues"] = dict(sorted(worth.items()))
    OUT.write_text(_laid_out(data), encoding="utf-8")


def _numbered(
    drawn: Sequence[tuple[list[list[str]], list[int]]], names: Sequence[str]
) -> list[Drawn]:
    """Return drawn pages with the numbers of their cues among ``names``."""
    number = {name: n for n, name in enumerate(names)}
    return [
        Drawn([[number[c] for c in row if c in number] for row in found], limits(found), states)
        for found, states in drawn
    ]


def _rounded(row: Table) -> list[float]:
    return [round(x, 2) for x in row.tolist()]


def _laid_out(data: dict[str, object]) -> str:
    """Return JSON with one cue to a line, so that a change can be read."""
    lines = [
        f"{json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}"
        for k, v in data.items()
        if k != "cues"
    ]
    worth = data["cues"]
    assert isinstance(worth, dict)
    rows = [f"  {json.dumps(k, ensure_ascii=False)}: {json.dumps(v)}" for k, v in worth.items()]
    return "{\n" + ",\n".join([*lines, '"cues": {\n' + ",\n".join(rows) + "\n}"]) + "\n}\n"


if __name__ == "__main__":
    main()
