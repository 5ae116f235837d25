"""Fit logistic weights, sparse and dense, and measure them."""

from __future__ import annotations

import math
import random
from array import array
from collections.abc import Sequence


def logistic(total: float) -> float:
    """Return the logistic of ``total``, 0 to 1."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def fit_sparse(
    rows: Sequence[tuple[Sequence[int], bool, float]], size: int, scale: float, rng: random.Random
) -> array[int]:
    """Fit one weight for each of ``size`` places by AdaGrad (Duchi et al. 2011), three rounds.

    A row gives its places, its goal and what it counts. The weights are in units of ``scale``.
    """
    weights, squares = [0.0] * size, [1e-2] * size
    order = list(rows)
    for _ in range(3):
        rng.shuffle(order)
        for places, goal, weight in order:
            error = weight * (goal - logistic(sum(weights[p] for p in places)))
            for p in places:
                slope = error - 2e-4 * weights[p]
                squares[p] += slope * slope
                weights[p] += 0.1 * slope / math.sqrt(squares[p])
    return array("b", (max(-127, min(127, round(w / scale))) for w in weights))


def fit_dense(
    rows: Sequence[dict[str, float]], goal: Sequence[bool], weight: Sequence[float]
) -> dict[str, float]:
    """Fit one weight for each name by Newton's method, with a small ridge."""
    names = list(rows[0])
    data = [[r[n] for n in names] for r in rows]
    size, whole = len(names), sum(weight)
    found = [0.0] * size
    for _ in range(12):
        slope = [-1e-5 * x for x in found]
        curve = [[1e-5 * (i == j) for j in range(size)] for i in range(size)]
        for x, y, share in zip(data, goal, weight, strict=True):
            p = logistic(sum(map(float.__mul__, found, x)))
            for i in range(size):
                if x[i]:
                    slope[i] += share / whole * (y - p) * x[i]
                    step = share / whole * p * (1 - p) * x[i]
                    curve[i] = [a + step * b for a, b in zip(curve[i], x, strict=True)]
        found = [a + b for a, b in zip(found, _solve(curve, slope), strict=True)]
    return dict(zip(names, (round(x, 4) for x in found), strict=True))


def _solve(matrix: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    """Return x of ``matrix · x = right`` by Gaussian elimination."""
    size = len(right)
    rows = [[*row, b] for row, b in zip(matrix, right, strict=True)]
    for i in range(size):
        pivot = max(range(i, size), key=lambda k: abs(rows[k][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for k in range(size):
            if k != i and rows[k][i]:
                factor = rows[k][i] / rows[i][i]
                rows[k] = [a - factor * b for a, b in zip(rows[k], rows[i], strict=True)]
    return [rows[i][size] / rows[i][i] for i in range(size)]


def auc(scores: Sequence[float], goal: Sequence[bool]) -> float:
    """Return the area under the ROC curve, 0 to 1."""
    below = wins = 0
    for _, yes in sorted(zip(scores, goal, strict=True)):
        wins += below * yes
        below += not yes
    return wins / max(1, below * (len(goal) - below))
