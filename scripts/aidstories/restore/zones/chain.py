"""A linear chain: how probable each state is at each step, given all steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Table: TypeAlias = "NDArray[np.float64]"


class Chain(NamedTuple):
    """A chain run through forwards and backwards; each table has a row for each step."""

    emit: Table
    move: Table
    ahead: Table
    behind: Table
    norms: Table
    top: Table

    @property
    def states(self) -> Table:
        """The states' probabilities by step."""
        return self.ahead * self.behind

    @property
    def pairs(self) -> Table:
        """The probability of each pair of neighbours, summed over the steps."""
        if len(self.emit) == 1:
            return np.zeros_like(self.move)
        right = self.emit[1:] * self.behind[1:] / self.norms[1:, None]
        return self.move * (self.ahead[:-1].T @ right)

    @property
    def log_sum(self) -> float:
        """The logarithm of the sum over all ways through the chain."""
        return float(np.log(self.norms).sum() + self.top.sum())


def forward_backward(scores: Table, moves: Table, opening: Table) -> Chain:
    """Return the chain of ``scores`` (steps × states), at least one step.

    ``moves`` (states × states) and ``opening`` (states) are scores too; minus infinity forbids.
    """
    return run_through(scores, np.exp(moves), np.exp(opening))


def run_through(scores: Table, move: Table, opening: Table) -> Chain:
    """Return the chain of ``scores``; ``move`` and ``opening`` are likelihoods, no logarithms."""
    top = scores.max(axis=1, keepdims=True)
    emit = np.exp(scores - top)
    ahead, behind, norms = np.empty_like(emit), np.ones_like(emit), []
    before = opening
    for likely, row in zip(emit, ahead, strict=True):
        np.multiply(before, likely, out=row)
        norms.append(norm := np.add.reduce(row))
        row /= norm
        before = row.dot(move)
    scale = np.array(norms)
    idle = ahead <= 0  # what nothing leads to grows beyond bounds
    leads = np.where(idle, 0, emit / scale[:, None])
    rows = list(behind)
    for lead, after, row in zip(leads[:0:-1], rows[:0:-1], rows[-2::-1], strict=True):
        move.dot(lead * after, out=row)
    behind[:-1][idle[:-1]] = 0
    return Chain(emit, move, ahead, behind, scale, top)
