"""A linear chain: how probable each state is at each step, given all steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Table: TypeAlias = "NDArray[np.float64]"


class Chain(NamedTuple):
    """The states' probabilities by step, and of each pair of neighbours summed over the steps."""

    states: Table
    pairs: Table
    log_sum: float


def forward_backward(scores: Table, moves: Table, opening: Table) -> Chain:
    """Return the probabilities of states by ``scores`` (steps × states), at least one step.

    ``moves`` (states × states) and ``opening`` (states) are scores too; minus infinity forbids.
    """
    steps, count = scores.shape
    top = scores.max(axis=1, keepdims=True)
    emit, move = np.exp(scores - top), np.exp(moves)
    ahead, behind, norms = np.empty_like(emit), np.ones_like(emit), np.empty(steps)
    row = np.exp(opening) * emit[0]
    for t in range(steps):
        if t:
            row = (ahead[t - 1] @ move) * emit[t]
        norms[t] = row.sum()
        ahead[t] = row / norms[t]
    for t in range(steps - 2, -1, -1):
        row = move @ (emit[t + 1] * behind[t + 1]) / norms[t + 1]
        behind[t] = np.where(ahead[t] > 0, row, 0)  # what nothing leads to grows beyond bounds
    pairs = np.zeros((count, count))
    if steps > 1:
        right = emit[1:] * behind[1:] / norms[1:, None]
        pairs = move * (ahead[:-1].T @ right)
    return Chain(ahead * behind, pairs, float(np.log(norms).sum() + top.sum()))
