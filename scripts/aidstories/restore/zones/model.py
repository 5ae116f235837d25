"""The fitted weights, and what they make of a page."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain
from typing import NamedTuple

import numpy as np

from aidstories.model import TEXT_ROLES, Role
from aidstories.restore.data import data_file
from aidstories.restore.zones.chain import Table, run_through
from aidstories.restore.zones.cues import cues
from aidstories.restore.zones.grammar import STATES, Part, allowed, openings
from aidstories.restore.zones.labels import HEADLINES, REASONS, Zone
from aidstories.restore.zones.view import View


class Decision(NamedTuple):
    """What a block is; ``sure`` is the probability of the label, whatever the part.

    ``gone`` is the probability that the block is no part of an article, whatever it is instead,
    ``heads`` that it is a line of a headline: kicker, title or subtitle.
    """

    label: Zone
    part: Part
    sure: float
    gone: float
    heads: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What a cue is worth for each state, and how likely one follows another or opens a page.

    ``cues`` are the numbers of the rows of ``worth`` (cues × states).
    """

    cues: Mapping[str, int]
    worth: Table
    move: Table
    opening: Table


@lru_cache(maxsize=1)
def weights() -> Weights:
    """Return the weights of ``zones.json``, which ``scripts/train_zones.py`` wrote."""
    data = json.loads(data_file("zones.json").read_text("utf-8"))
    return Weights(
        cues={name: n for n, name in enumerate(data["cues"])},
        worth=np.array(list(data["cues"].values())),
        move=np.exp(np.array(data["moves"]) + allowed()),
        opening=np.exp(np.array(data["opening"]) + openings()),
    )


def decide(seen: View) -> list[Decision]:
    """Return what each block of a draft is, decided for all blocks at once."""
    asked = cues(seen, all_blocks=False)
    if not asked:
        return [RUNNING] * len(seen.blocks)
    known, found = weights(), list(asked.values())
    scores = _scores(known, found) + limits(found)
    rows = run_through(scores, known.move, known.opening).states
    made = dict(zip(asked, _decisions(rows), strict=True))
    return [made.get(i, RUNNING) for i in range(len(seen.blocks))]


RUNNING = Decision(Zone.TEXT, Part.BODY, sure=1.0, gone=0.0, heads=0.0)
"""What a paragraph is that no cue was asked for: running text stands around it."""


def _scores(known: Weights, found: Sequence[Sequence[str]]) -> Table:
    number = known.cues.get
    rows = [[n for n in map(number, names) if n is not None] for names in found]
    starts = list(accumulate(map(len, rows[:-1]), initial=0))
    return np.add.reduceat(
        known.worth.take(list(chain.from_iterable(rows)), axis=0), starts, axis=0
    )


_ONLY = {
    "is the only title": (Zone.TITLE,),
    "opens the text": (Zone.TEXT,),
    "tells under the title": (Zone.TEXT, Zone.NOTE, Zone.CAPTION),
    "is quoted under the title": (*HEADLINES, Zone.TEXT, Zone.HEADING, Zone.NOTE, Zone.CAPTION),
    "signs by a label": (Zone.BYLINE, Zone.SOURCE, Zone.STAFF, Zone.CREDIT, Zone.TEXT),
    "furniture boilerplate": tuple(zone for zone in Zone if zone not in HEADLINES),
    "recommended": (Zone.RELATED, Zone.FOOT, Zone.CONTROL, Zone.STAFF),
    "prose": (Zone.TEXT, Zone.NOTE, Zone.CAPTION, Zone.RELATED, Zone.FOOT),
    "role caption": (Zone.CAPTION, Zone.CREDIT),
    "role kicker": (Zone.KICKER,),
    "role title": (Zone.TITLE, Zone.KICKER, Zone.SUBTITLE, Zone.BANNER),
    **dict.fromkeys(
        [f"role {r}" for r in TEXT_ROLES if r not in (Role.ITEM, Role.HEADING)],
        (Zone.TEXT,),
    ),
    "role heading": (Zone.HEADING, Zone.TEXT, Zone.SOURCE),
    "role credit": (Zone.CREDIT, Zone.BYLINE, Zone.SOURCE, Zone.STAFF, Zone.FOOT),
}
"""Cues that leave few labels: running text heads nothing."""
_LIMITS = {
    cue: np.array([0.0 if s.label in labels else -np.inf for s in STATES])
    for cue, labels in _ONLY.items()
}


def limits(found: Sequence[Sequence[str]]) -> Table:
    """Return minus infinity for the states that a block's cues leave no room for, 0 for others."""
    nothing = np.zeros(len(STATES))
    return np.array([next((_LIMITS[c] for c in names if c in _LIMITS), nothing) for names in found])


_LABELS = tuple(dict.fromkeys(s.label for s in STATES))
_OF_LABEL = np.array([[s.label is label for label in _LABELS] for s in STATES], dtype=float)
_IS_OF = _OF_LABEL.T > 0
"""Which states a label has (labels × states)."""
_GONE = np.array([label in REASONS for label in _LABELS], dtype=float)
_HEADS = np.array([label in HEADLINES for label in _LABELS], dtype=float)


def _decisions(rows: Table) -> Iterator[Decision]:
    """Yield the most probable label of each row of states, and its most probable part."""
    each = rows[:, None] @ _OF_LABEL  # row by row: what else is on the page rounds no number
    sums, gone, heads = each[:, 0], (each @ _GONE)[:, 0], (each @ _HEADS)[:, 0]
    best = sums.argmax(axis=1)
    states = np.where(_IS_OF[best], rows, -1).argmax(axis=1)
    columns = (c.tolist() for c in (best, states, sums.max(axis=1), gone, heads))
    for label, state, sure, out, head in zip(*columns, strict=True):
        yield Decision(_LABELS[label], STATES[state].part, sure, out, head)
