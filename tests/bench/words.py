"""Right words stay, misread ones are found: corrections in clean text and in the same text damaged.

    python tests/bench/words.py [FILE] [--size 2000] [--seeds 1 2 3] [--show]

FILE holds clean text, a paragraph a line; without it the gold is read. It is restored in captures
of ``--size`` characters: as it is, then misread (``damage.misread``) as plain paragraphs, in narrow
columns, with half-width marks. Each certain correction of clean text is wrong; one of damaged text
is right where it gives the character back. ``--show`` prints what was wrong.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from aidstories.model import Kind, Restoration
from aidstories.restore.run import restore
from tests.restore.damage import HALF, articles, misread, wrapped

LAYOUTS = ("plain", "columns", "half")


def captures(lines: Sequence[str], size: int) -> Iterator[list[str]]:
    """Yield the paragraphs in groups of about ``size`` characters."""
    group: list[str] = []
    for line in filter(None, map(str.strip, lines)):
        group.append(line)
        if sum(map(len, group)) >= size:
            yield group
            group = []
    if group:
        yield group


def laid_out(paragraphs: Sequence[str], layout: str, rng: random.Random) -> str:
    """Return a capture of the paragraphs."""
    if layout == "columns":
        width = rng.randint(10, 20)
        paragraphs = [wrapped(p, width, " ") for p in paragraphs]
    raw = "\n\n".join(paragraphs)
    return raw.translate(HALF) if layout == "half" else raw


def corrected(found: Restoration) -> list[tuple[int, int, str]]:
    """Return what was corrected with certainty: start, end, new characters."""
    return [(e.start, e.end, e.new) for e in found.ledger.edits if e.kind is Kind.CORR]


def flagged(found: Restoration) -> list[tuple[int, int]]:
    """Return what was flagged as perhaps misread."""
    return [(f.start, f.end) for f in found.flags if f.reason == "confusion"]


def clean(groups: Sequence[Sequence[str]], show: bool) -> str:
    """Return the figures of clean text."""
    count: Counter[str] = Counter()
    for raw in map("\n\n".join, groups):
        found = restore(raw.encode())
        count.update(size=len(raw), certain=len(corrected(found)), flags=len(flagged(found)))
        for start, end, new in corrected(found) if show else ():
            print("  clean", around(raw, start, end), "→", new)
    million = count["size"] / 1e6
    return (
        f"clean: {million:.2f} million characters, certain {count['certain'] / million:.1f} and"
        f" flagged {count['flags'] / million:.0f} a million"
    )


def damaged(
    groups: Sequence[Sequence[str]], layout: str, seeds: Sequence[int], show: bool
) -> Counter[str]:
    """Count what was misread, corrected, corrected rightly, and seen, in one layout."""
    count: Counter[str] = Counter()
    for seed in seeds:
        for number, group in enumerate(groups):
            rng = random.Random(f"{seed} {number}")
            raw = laid_out(group, layout, rng)
            spoilt, places = misread(raw, rng)
            found = restore(spoilt.encode())
            changed = corrected(found)
            right = [(a, b) for a, b, new in changed if raw[a:b] == new]
            back = {i for a, b in right for i in range(a, b)}
            seen = back | {i for a, b in flagged(found) for i in range(a, b)}
            count.update(
                misread=len(places),
                certain=len(changed),
                right=len(right),
                healed=sum(at in back for at, _ in places),
                seen=sum(at in seen for at, _ in places),
            )
            for a, b, new in changed if show else ():
                if raw[a:b] != new:
                    print(f"  {layout}", around(spoilt, a, b), "→", new)
    return count


def around(text: str, start: int, end: int) -> str:
    """Return ``text[start:end]`` with a few characters on either side."""
    return text[max(0, start - 6) : end + 6].replace("\n", "|")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--size", type=int, default=2000)
    parser.add_argument("--seeds", type=int, nargs="*", default=[1, 2, 3])
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    lines = (
        args.file.read_text(encoding="utf-8").splitlines()
        if args.file
        else [p for a in articles() for p in a.paragraphs]
    )
    groups = list(captures(lines, args.size))
    print(clean(groups, args.show))
    for layout in LAYOUTS:
        n = damaged(groups, layout, args.seeds, args.show)
        made, certain = max(1, n["misread"]), max(1, n["certain"])
        print(
            f"{layout}: {n['misread']} misread, {n['certain']} corrected, right"
            f" {n['right'] / certain:.4f}; healed {n['healed'] / made:.3f},"
            f" healed or flagged {n['seen'] / made:.3f}"
        )


if __name__ == "__main__":
    main()
