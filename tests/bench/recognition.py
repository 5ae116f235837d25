"""Newspaper pages and Tibetan, recognised from clean and from poor scans, beside Tesseract.

    python tests/bench/recognition.py [--seeds 1] [--dpi 200 300]

Error rates are of characters (of syllables in Tibetan), half-width marks taken as full-width:
of the lines whatever their order, and of the bodies of the articles that are restored from them.
Tesseract reads with ``chi_sim`` (Debian: tesseract-ocr-chi-sim) where that is installed. Seconds
are of the processor.
"""

from __future__ import annotations

import argparse
import csv
import io
import resource
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[2]))

from aidstories.recognition import recognise
from aidstories.recognition.straighten import Grey
from aidstories.restore.reading.extraction import Box, Line
from aidstories.restore.reading.pages.layout import lay_out
from tests.browser import chromium
from tests.recognition.degrade import SKEW, scanned
from tests.recognition.measure import (
    Errors,
    before_skew,
    distance,
    errors,
    first_page,
    seen_lines,
    syllables,
)
from tests.restore.reading.measure import restored, score
from tests.restore.reading.newspaper import Printed, newspaper, render, tibetan


def picture(printed: Printed) -> Grey:
    """Return the first page of a sheet in grey."""
    return np.array(Image.open(io.BytesIO(printed.pngs[0])).convert("L"), np.uint8)


def png(image: Grey) -> bytes:
    """Return an image as PNG."""
    return cv2.imencode(".png", image)[1].tobytes()


def tesseract(image: Grey) -> list[Line]:
    """Return the lines that Tesseract sees with its model of Chinese."""
    command = ["tesseract", "stdin", "stdout", "-l", "chi_sim", "--psm", "3", "tsv"]
    said = subprocess.run(command, input=png(image), capture_output=True, check=True).stdout
    words: defaultdict[tuple[str, ...], list[dict[str, str]]] = defaultdict(list)
    table = io.StringIO(said.decode())
    for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] == "5":
            words[row["block_num"], row["par_num"], row["line_num"]].append(row)
    return [_line(row) for row in words.values()]


def _line(words: list[dict[str, str]]) -> Line:
    left = min(int(w["left"]) for w in words)
    right = max(int(w["left"]) + int(w["width"]) for w in words)
    top = min(int(w["top"]) for w in words)
    bottom = max(int(w["top"]) + int(w["height"]) for w in words)
    return Line("".join(w["text"] for w in words), Box(left, top, right, bottom), bottom - top)


def seconds() -> float:
    """Return the seconds of the processor, of this process and of its children."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)


def rows(printed: Printed, dpi: int, peer: bool) -> Iterator[str]:
    """Yield the figures of a newspaper page, as a clean and as a poor scan."""
    clean = picture(printed)
    for name, image, degrees in (("clean", clean, 0.0), ("poor", scanned(clean), SKEW)):
        start = seconds()
        seen = recognise(png(image))
        ours = seconds() - start
        found = errors(
            printed.pieces, before_skew(seen_lines(seen), clean.shape, degrees), dpi / 96
        )
        body = score(printed, restored(lay_out(seen.pages, recognised=True)))
        row = f"{printed.name:12} {dpi} {name:6} {found.rate:.4f}  {body.cer:.4f}  {ours:5.1f} s"
        if peer:
            start = seconds()
            theirs = before_skew(tesseract(image), clean.shape, degrees)
            rate = errors(printed.pieces, theirs, dpi / 96).rate
            row += f"    {rate:.4f}  {seconds() - start:5.1f} s"
        yield row


def tibetan_rows(printed: Printed, dpi: int) -> Iterator[str]:
    """Yield the figures of a page in Tibetan."""
    clean = picture(printed)
    for name, image in (("clean", clean), ("poor", scanned(clean))):
        start = seconds()
        seen = recognise(png(image))
        found = tibetan_errors(printed, [line.text for line in _down(seen.pages[0].lines)])
        yield f"{'tibetan':12} {dpi} {name:6} {found.rate:.4f}          {seconds() - start:5.1f} s"


def _down(lines: tuple[Line, ...]) -> list[Line]:
    return sorted(lines, key=lambda line: line.box.top + line.box.bottom)


def tibetan_errors(printed: Printed, texts: list[str]) -> Errors:
    """Compare a page in Tibetan; its last paragraph may go on over the page."""
    said = [one for one in syllables(" ".join(texts)) if not one.isdigit()]
    meant = syllables(" ".join(p.text for p in first_page(printed.pieces) if p.role != "running"))
    ends = range(max(1, len(said) - 8), min(len(meant), len(said) + 8) + 1)
    return min((Errors(distance(meant[:n], said), n) for n in ends), key=lambda e: e.rate)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    parser.add_argument("--dpi", type=int, nargs="+", default=[200, 300])
    options = parser.parse_args()
    program = shutil.which("tesseract")
    listed = [program, "--list-langs"] if program else ["true"]
    peer = b"chi_sim" in subprocess.run(listed, capture_output=True, check=True).stdout
    print("page         dpi scan    lines  articles  time" + "    chi_sim: lines, time" * peer)
    with chromium() as browser:
        for seed in options.seeds:
            for dpi in options.dpi:
                for columns in (2, 4, 6):
                    printed = render(browser, newspaper(seed, columns), dpi=dpi)
                    for row in rows(printed, dpi, peer):
                        print(row, flush=True)
                for row in tibetan_rows(render(browser, tibetan(seed), dpi=dpi), dpi):
                    print(row, flush=True)


if __name__ == "__main__":
    main()
