"""What engines see on a page: lines with the place and the score of each character."""

from __future__ import annotations

from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from aidstories.recognition.straighten import Grey

Quad = npt.NDArray[np.float32]
"""Corners of a line, clockwise from the upper left: 4 × 2 pixels."""


class Read(NamedTuple):
    """The text of a line; ``centres`` are places of its characters, as shares of its width.

    ``scores`` are how sure the engine is of each character. Both are as long as the text, or
    ``centres`` is empty where the engine does not say.
    """

    text: str
    score: float
    centres: tuple[float, ...] = ()
    scores: tuple[float, ...] = ()


class Detector(Protocol):
    """Finds lines of any script."""

    def find(self, image: Grey) -> list[Quad]:
        """Return the lines of an image."""


class Reader(Protocol):
    """Reads lines of its script."""

    name: str
    """Engine and version."""
    model: str

    def read(self, crops: list[Grey]) -> list[Read]:
        """Return what each of ``crops``, a line each, says."""
