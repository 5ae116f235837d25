"""Right words stay, misread ones are found: corrections in clean text and in the same text damaged.

    PYTHONPATH=scripts:tests/restore python tests/bench/words.py FILE [--size 2000] [--seeds 1 2 3]

FILE holds clean text, a paragraph a line. It is restored in captures of ``--size`` characters as it
is, then misread (``damage.misread``) as plain paragraphs, in narrow columns, and with half-width
marks. Every certain correction of clean text is wrong; one of damaged text is right where it gives
the character back. ``--show`` prints what was wrong.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "restore"))

from damage import HALF, misread, wrapped

from aidstories.model import Kind, Restoration
from aidstories.restore import restore

LAYOUTS = ("plain", "columns", "half")


def captures(text: str, size: int) -> Iterator[list[str]]:
    """Yield the paragraphs of ``text`` in groups of about ``size`` characters."""
    group: list[str] = []
    for line in filter(str.strip, text.splitlines()):
        group.append(line.strip())
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


def words_changed(found: Restoration) -> list[tuple[int, int, str]]:
    """Return what was corrected with certainty: start, end, new characters."""
    return [(e.start, e.end, e.new) for e in found.ledger.edits if e.kind is Kind.CORR]


def words_flagged(found: Restoration) -> list[tuple[int, int]]:
    """Return what was flagged as perhaps misread."""
    return [(f.start, f.end) for f in found.flags if f.reason == "confusion"]


def clean(groups: Sequence[Sequence[str]], show: bool) -> str:
    """Return the figures of clean text."""
    raws = ["\n\n".join(g) for g in groups]
    certain = flagged = 0
    for raw in raws:
        found = restore(raw.encode())
        certain += len(words_changed(found))
        flagged += len(words_flagged(found))
        for start, end, new in words_changed(found) if show else ():
            print("   clean", raw[start - 6 : end + 6].replace("\n", "|"), "→", new)
        for start, end in words_flagged(found) if show else ():
            print(
                "   flag ", raw[start - 6 : start] + "<" + raw[start:end] + ">" + raw[end : end + 6]
            )
    size = sum(map(len, raws)) / 1e6
    return (
        f"clean: {size:.2f} million characters, certain {certain} ({certain / size:.1f}/M),"
        f" flagged {flagged} ({flagged / size:.0f}/M)"
    )


def damaged(
    groups: Sequence[Sequence[str]], layout: str, seeds: Sequence[int], show: bool, pairs: bool
) -> str:
    """Return the figures of damaged text in one layout."""
    count: Counter[str] = Counter()
    by_pair: Counter[tuple[str, str]] = Counter()
    for n, group in ((n, g) for n in seeds for g in enumerate(groups)):
        rng = random.Random(f"{n} {group[0]}")
        raw = laid_out(group[1], layout, rng)
        spoilt, places = misread(raw, rng)
        found = restore(spoilt.encode())
        changed, doubts = words_changed(found), words_flagged(found)
        back = {i for a, b, new in changed for i in range(a, b) if raw[a:b] == new}
        seen = back | {i for a, b in doubts for i in range(a, b)}
        for a, b, new in changed:
            right = raw[a:b] == new
            count["right" if right else "wrong"] += 1
            if show and not right:
                print(f"   {layout}", spoilt[a - 6 : b + 6].replace("\n", "|"), "→", new)
        for at, old in places:
            count["made"] += 1
            count["healed"] += at in back
            count["seen"] += at in seen
            by_pair[old, "seen" if at in seen else "missed"] += 1
            if show and at not in seen:
                print(f"   {layout} missed", spoilt[at - 6 : at + 6].replace("\n", "|"))
        count["false flags"] += sum(all(raw[a:b] == spoilt[a:b] for a, b in [d]) for d in doubts)
    certain = count["right"] + count["wrong"]
    made, exact = max(1, count["made"]), count["right"] / max(1, certain)
    line = (
        f"{layout}: {count['made']} misread; certain {certain}, right {exact:.4f};"
        f" healed {count['healed'] / made:.3f}, healed or flagged {count['seen'] / made:.3f};"
        f" false flags {count['false flags']}"
    )
    if pairs:
        line += "\n  " + " ".join(
            f"{old} {by_pair[old, 'seen']}/{by_pair[old, 'seen'] + by_pair[old, 'missed']}"
            for old in sorted({o for o, _ in by_pair})
        )
    return line


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--size", type=int, default=2000)
    parser.add_argument("--seeds", type=int, nargs="*", default=[1, 2, 3])
    parser.add_argument("--layouts", nargs="*", default=LAYOUTS)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--pairs", action="store_true")
    args = parser.parse_args()
    groups = list(captures(args.file.read_text(encoding="utf-8"), args.size))
    print(clean(groups, args.show))
    for layout in args.layouts:
        print(damaged(groups, layout, args.seeds, args.show, args.pairs))


if __name__ == "__main__":
    main()
