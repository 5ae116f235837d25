"""Search against exact truth: ours, Material with jieba, Pagefind 1.5, side by side.

    python tests/bench/search.py --stories 10 1000 10000
    python tests/bench/search.py --stories 10000 --only ours

Bytes are those sent, gzipped where servers gzip, with 250 for each response. The first query is
that of a reader with an empty cache, until the exact stories are known, our code included (Material
and Pagefind send theirs before); excerpts are not counted. Later ones are asked one after the other
on one page. An engine that passes a limit is stopped, and the table says so. The last line is JSON.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench.searching.limited import run  # noqa: E402

ENGINES = ("ours", "material", "pagefind")
LINES = (
    ("recall", "recall", "{:.3f}", 1),
    ("precision", "precision", "{:.3f}", 1),
    ("queries answered exactly", "exact_queries", "{:.0f}", 1),
    ("first query, median KB", "first_bytes", "{:.1f}", 1e3),
    ("  of it code, KB", "first_code_bytes", "{:.1f}", 1e3),
    ("first query, p95 KB", "first_bytes_p95", "{:.1f}", 1e3),
    ("first query, median ms", "first_ms", "{:.0f}", 1),
    ("  first queries measured", "first_queries", "{:.0f}", 1),
    ("later queries, median KB", "later_bytes_median", "{:.1f}", 1e3),
    ("later queries, mean KB", "later_bytes_mean", "{:.1f}", 1e3),
    ("warm, median ms", "warm_ms_median", "{:.1f}", 1),
    ("warm, p95 ms", "warm_ms_p95", "{:.0f}", 1),
    ("+80 ms: first answer, ms", "slow_first_ms", "{:.0f}", 1),
    ("+80 ms: first answer, p95", "slow_first_ms_p95", "{:.0f}", 1),
    ("+80 ms: exact answer, ms", "slow_exact_ms", "{:.0f}", 1),
    ("  requests, median", "slow_requests", "{:.0f}", 1),
    ("  one after the other, most", "slow_rounds", "{:.0f}", 1),
    ("time to build, s", "seconds", "{:.1f}", 1),
    ("of processors, s", "cpu_seconds", "{:.1f}", 1),
    ("memory to build, MB", "memory", "{:.0f}", 1),
    ("size, MB", "size", "{:.1f}", 1e6),
    ("stopped", "stopped", "{}", None),
)


def compare(
    count: int, engines: list[str], limited: Callable[[list[str]], dict[str, Any]]
) -> dict[str, Any]:
    """Return the figures of each engine over ``count`` stories."""
    figures = {}
    for engine in engines:
        start = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            found: dict[str, Any] = {}
            for part in ("build", "measure"):
                say(f"{count} stories: {engine}: {part} …")
                module = f"tests.bench.searching.{part}"
                command = [sys.executable, "-m", module, engine, str(count), folder]
                found |= limited(command)
                if "stopped" in found:
                    found["stopped"] = f"{part} {found['stopped']}"
                    break
        figures[engine] = found
        say(f"{count} stories: {engine}: {time.monotonic() - start:.0f} s: {json.dumps(found)}")
    return figures


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def table(count: int, figures: dict[str, Any]) -> None:
    width = max(14, *(len(of.get("stopped", "")) + 2 for of in figures.values()))
    print(f"\n{count} stories, {max(of.get('queries', 0) for of in figures.values())} queries")
    print(f"{'':28}" + "".join(f"{engine:>{width}}" for engine in figures))
    for label, key, form, unit in LINES:
        values = [of.get(key) for of in figures.values()]
        if any(value is not None for value in values):
            cells = (cell(value, form, unit) for value in values)
            print(f"{label:28}" + "".join(f"{text:>{width}}" for text in cells), flush=True)


def cell(value: float | None, form: str, unit: float | None) -> str:
    if value is None:
        return "-"
    return form.format(value / unit if unit else value)


def install() -> bool:
    """Install Pagefind from its lock; return whether it is there."""
    folder = ROOT / "tests/bench/searching"
    if not (folder / "node_modules").is_dir() and shutil.which("npm"):
        subprocess.run(["npm", "ci", "--silent"], cwd=folder, check=False)
    return (folder / "node_modules").is_dir()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--stories", type=int, nargs="+", default=[10, 1000])
    parser.add_argument("--only", nargs="+", choices=ENGINES, default=list(ENGINES))
    parser.add_argument("--seconds", type=int, default=1200, help="limit of each engine's part")
    parser.add_argument("--gigabytes", type=float, default=12, help="limit of memory")
    chosen = parser.parse_args()
    if "pagefind" in chosen.only and not install():
        say("pagefind is left out: npm is not here or found no packages")
        chosen.only.remove("pagefind")
    limited = partial(run, cwd=ROOT, seconds=chosen.seconds, gigabytes=chosen.gigabytes)
    results = {}
    for count in chosen.stories:
        results[count] = compare(count, chosen.only, limited)
        table(count, results[count])
    print(json.dumps(results))


if __name__ == "__main__":
    main()
