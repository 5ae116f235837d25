"""Builds: ours, MkDocs with Material, Hugo; the same stories, by turns in one run.

    python tests/bench/builds.py [--at 100 1000 10000] [--rounds 3] [--only ours hugo]

Ours is the whole product: two languages, search, data, books. Material has the stories outside the
navigation, its search with jieba and its tags; Hugo has bare pages and taxonomies. ``full`` begins
with nothing, ``kept`` with what ours keeps in .cache; ``change`` is one story with another text,
``title`` with another title too, by each one's own fast way (`mkdocs build --dirty`, which leaves
lists and search as they were); ``served`` are the seconds from a save until a running preview shows
it. All are medians. Hugo is Debian's package: ``scripts/ensure_hugo``. The last line is JSON.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.bench.building.engines import ENGINES, Engine
from tests.bench.building.measure import Used, changed, full, served, size
from tests.search.synthetic import synthetic

Figures = dict[str, float]
COLUMNS = {
    "full_cpu": "full: CPU s",
    "full_wall": "clock s",
    "full_mb": "MB",
    "kept_cpu": "kept: CPU s",
    "change_cpu": "change: CPU s",
    "change_wall": "clock s",
    "title_cpu": "title: CPU s",
    "served": "served s",
    "files": "files",
    "files_a_story": "a story",
    "bytes": "bytes",
    "kb_a_story": "KB a story",
}
"""The columns of the table, by the names of the figures in JSON."""


def measured(
    count: int, rounds: int, engines: Sequence[Engine], folder: Path
) -> dict[str, Figures]:
    """Return the figures of each engine at ``count`` stories; they take turns in each round."""
    stories = synthetic(count)
    homes = {engine.name: folder / engine.name for engine in engines}
    for engine in engines:
        homes[engine.name].mkdir()
        engine.prepare(homes[engine.name], stories)
    used: dict[str, dict[str, list[Used]]] = {name: {} for name in homes}
    sizes: dict[str, tuple[int, int]] = {}
    for turn in range(rounds):
        for engine in engines if turn % 2 else reversed(engines):
            home, rows = homes[engine.name], used[engine.name]
            rows.setdefault("full", []).append(full(engine, home))
            sizes[engine.name] = size(engine, home)
            if engine.kept:
                rows.setdefault("kept", []).append(full(engine, home, kept=True))
            rows.setdefault("change", []).append(changed(engine, home, 2 * turn))
            rows.setdefault("title", []).append(changed(engine, home, 2 * turn + 1, title=True))
    seconds = {e.name: served(e, homes[e.name], range(2 * rounds, 3 * rounds)) for e in engines}
    return {name: figures(used[name], seconds[name], *sizes[name], count) for name in homes}


def figures(
    used: Mapping[str, Sequence[Used]], seconds: Sequence[float], files: int, size: int, count: int
) -> Figures:
    """Return medians of the rounds, and what a site of ``count`` stories holds for each."""
    found = {
        f"{kind}_{unit}": round(median(getattr(one, unit) for one in rows), 3)
        for kind, rows in used.items()
        for unit in Used._fields
    }
    own = {"files_a_story": round(files / count, 2), "kb_a_story": round(size / 1000 / count, 1)}
    return found | {"served": round(median(seconds), 3), "files": files, "bytes": size} | own


def ratios(found: Mapping[str, Figures]) -> dict[str, Figures]:
    """Return ours by each other's, where both have a figure that is not nothing.

    What ours does with all that it ``kept`` is held against a full build of one that keeps nothing.
    """
    ours = found.get("ours", {})
    return {
        f"ours/{name}": {
            key: round(ours[key] / theirs[same], 3)
            for key in ours
            for same in (key if key in theirs else key.replace("kept_", "full_"),)
            if theirs.get(same)
        }
        for name, theirs in found.items()
        if name != "ours" and ours
    }


def table(count: int, found: Mapping[str, Figures]) -> str:
    """Return the table of one size."""
    heads = "".join(f"{head:>14}" for head in COLUMNS.values())
    lines = [f"{count} stories".ljust(16) + heads]
    for name, row in [*found.items(), *ratios(found).items()]:
        cells = (f"{row[key]:,.6g}" if key in row else "" for key in COLUMNS)
        lines.append(f"{name:16}" + "".join(f"{cell:>14}" for cell in cells))
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a table for each size, then all figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--at", type=int, nargs="+", default=[100, 1000, 10000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="+", choices=ENGINES, default=list(ENGINES))
    given = parser.parse_args(arguments)
    engines = [ENGINES[name] for name in given.only]
    if not shutil.which("hugo"):
        engines = [engine for engine in engines if engine.name != "hugo"]
        print("hugo is left out: it is not here (scripts/ensure_hugo)", file=sys.stderr)
    result: dict[str, dict[str, Figures]] = {}
    for count in given.at:
        with tempfile.TemporaryDirectory() as folder:
            found = measured(count, given.rounds, engines, Path(folder))
        print(table(count, found), flush=True)
        result[str(count)] = found | ratios(found)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
