"""PDF of newspaper pages: errors in the text and seconds, beside markitdown, in one run.

    make bench
    .venv/bin/python tests/bench/pages.py --peers .venv-bench/bin

Both read the same files as commands, start included. The rate counts the characters of the
articles' bodies to insert, delete or replace, over all characters of the bodies: of ours the
restored articles, of the peer all that it prints, in its order, for it tells no articles apart;
`found` is therefore given as well: the share of paragraphs that stand whole in the output. A
dateline that we cut off the text, and a footnote that we leave in it, count against us.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.browser import chromium
from tests.restore.reading.measure import bare, distance
from tests.restore.reading.newspaper import Printed, english, journal, newspaper, render, report

BODY = ("dateline", "text", "heading")


def truth(printed: Printed) -> list[str]:
    """Return the passages of all bodies in reading order, without white space."""
    return [bare(text) for story in printed.stories for text in printed.of(story, *BODY)]


def ours(path: Path) -> str:
    """Return the bodies that ``aidstories restore`` makes of a file, without white space."""
    command = [sys.executable, "-m", "aidstories", "restore", str(path), "--json"]
    stories = json.loads(_run(command))["stories"]
    return bare("".join(block["text"] for story in stories for block in story["body"]))


def _run(command: Sequence[str]) -> str:
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


def row(printed: Printed, file: Path, peers: Path | None) -> Iterator[str]:
    """Yield the figures of one file for each reader."""
    passages = truth(printed)
    whole = "".join(passages)
    readers = {"aidstories": ours}
    if peers:
        readers["markitdown"] = lambda path: bare(_run([str(peers / "markitdown"), str(path)]))
    for name, read in readers.items():
        start = time.perf_counter()
        text = read(file)
        seconds = time.perf_counter() - start
        found = sum(passage in text for passage in passages) / len(passages)
        rate = distance(whole, text) / len(whole)
        yield f"{printed.name:14} {name:12} {rate:.4f}  {found:.3f}  {seconds:5.2f} s"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--peers", type=Path, help="the folder of the peers' commands")
    options = parser.parse_args()
    sheets = [newspaper(options.seed, columns) for columns in (2, 4, 6)]
    sheets += [make(options.seed) for make in (report, journal, english)]
    print("page           reader       rate    found  time")
    with chromium() as browser, tempfile.TemporaryDirectory() as folder:
        for sheet in sheets:
            printed = render(browser, sheet)
            file = Path(folder, f"{sheet.name}.pdf")
            file.write_bytes(printed.pdf)
            for line in row(printed, file, options.peers):
                print(line, flush=True)


if __name__ == "__main__":
    main()
