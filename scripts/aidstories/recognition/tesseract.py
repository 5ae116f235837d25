"""Tesseract with Debian's ``bod``: reads lines of Tibetan."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np
from PIL import Image

from aidstories.recognition.seen import Read
from aidstories.recognition.straighten import Grey

_SIZES = (40, 48, 56)
"""Heights in pixels at which a line is read; the reading that Tesseract is most sure of counts.

Of 310 to 442 syllables in three typefaces, clean and as poor scans, one height alone got .000 to
.029 wrong, the surest of the three .000 to .019. At 64 and more ``bod`` does worse (.005 more)."""
_MARGIN = 8
"""White pixels around a line."""
_SECONDS = 600
_BO = "\u0f00-\u0fff"


class Tesseract:
    """The command ``tesseract`` with the model ``bod``."""

    def __init__(self, program: str) -> None:
        said = _run([program, "--version"], b"").split()
        self._program = program
        self.name = f"tesseract {said[1]}" if len(said) > 1 else "tesseract"
        self.model = "bod"

    def read(self, crops: list[Grey]) -> list[Read]:
        """Return what each of ``crops``, a line each, says."""
        if not crops:
            return []
        tries = [self._read_at(height, crops) for height in _SIZES]
        return [max(reads, key=lambda read: read.score) for reads in zip(*tries, strict=True)]

    def _read_at(self, height: int, crops: Sequence[Grey]) -> list[Read]:
        pages = [Image.fromarray(_set(crop, height)) for crop in crops]
        file = io.BytesIO()
        pages[0].save(file, "TIFF", save_all=True, append_images=pages[1:])
        # 13: a line as it is, without the search for blocks, words and baselines that
        # takes Tibetan stacks for two lines (7 and 3 got up to .25 wrong).
        options = ["-l", "bod", "--psm", "13", "--dpi", "300", "tsv"]
        said = _run([self._program, "stdin", "stdout", *options], file.getvalue())
        words = _words(said)
        return [_read(words[number + 1]) for number in range(len(crops))]


class _Word(NamedTuple):
    text: str
    score: float


def find_tesseract() -> Tesseract | None:
    """Return Tesseract, None where it or its model ``bod`` is not installed."""
    program = shutil.which("tesseract")
    if program is None or "bod" not in _run([program, "--list-langs"], b"").split():
        return None
    return Tesseract(program)


def _run(command: list[str], given: bytes) -> str:
    done = subprocess.run(
        command,
        input=given,
        capture_output=True,
        check=False,
        timeout=_SECONDS,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},  # threads on lines so small: 3 s for 0.5
    )
    return done.stdout.decode("utf-8", "replace")


def _words(tsv: str) -> dict[int, list[_Word]]:
    """Return the words of each page; level 5 of Tesseract's table is a word."""
    found: defaultdict[int, list[_Word]] = defaultdict(list)
    for row in csv.DictReader(io.StringIO(tsv), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row.get("level") == "5" and row["text"].strip():
            found[int(row["page_num"])].append(_Word(row["text"], float(row["conf"]) / 100))
    return found


def _read(words: Sequence[_Word]) -> Read:
    text = tibetan_text(" ".join(word.text for word in words))
    length = sum(len(word.text) for word in words)
    score = sum(word.score * len(word.text) for word in words) / length if length else 0.0
    return Read(text, min(1.0, max(0.0, score)))


def tibetan_text(text: str) -> str:
    """Return a line without the blanks that Tesseract sees within Tibetan; one stands after ``།``.

    「དང་ འདུ།」 → 「དང་འདུ།」; 「། །ཁ」 → 「། ཁ」 was one mark seen twice.
    """
    text = re.sub(r"\s+", " ", text).strip()
    text = re.sub(rf"(?<=[{_BO}])(?<![།༎༑]) (?=[{_BO}])", "", text)
    return re.sub(r"(?<=[^།]།) ?།(?=[^ །])", " ", text)


def _set(crop: Grey, height: int) -> Grey:
    """Return a line at a height, with white around it."""
    scale = height / crop.shape[0]
    size = max(1, round(crop.shape[1] * scale)), height
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    line = cv2.resize(crop, size, interpolation=how)
    m = _MARGIN
    return np.asarray(cv2.copyMakeBorder(line, m, m, m, m, cv2.BORDER_CONSTANT, value=(255,)))
