"""Search against exact truth: ours, Material with jieba, Pagefind 1.5, side by side.

    python tests/bench/search.py --stories 10 1000 10000

Bytes are those sent, gzipped where servers gzip, with 250 for each response. The first query is
that of a reader with an empty cache, until the exact stories are known, the engine's code
included; excerpts are not counted. The last line is JSON.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from aidstories.search.documents import document  # noqa: E402
from tests.bench.searching.measure import measure  # noqa: E402
from tests.search.synthetic import queries, synthetic  # noqa: E402
from tests.search.truth import Truth  # noqa: E402

ENGINES = ("ours", "material", "pagefind")
LINES = (
    ("recall", "recall", "{:.3f}", 1),
    ("precision", "precision", "{:.3f}", 1),
    ("queries answered exactly", "exact_queries", "{:.0f}", 1),
    ("first query, KB", "first_bytes", "{:.1f}", 1e3),
    ("of it the index, KB", "first_index_bytes", "{:.1f}", 1e3),
    ("first query, ms", "first_ms", "{:.0f}", 1),
    ("later queries, median KB", "later_bytes_median", "{:.1f}", 1e3),
    ("later queries, mean KB", "later_bytes_mean", "{:.1f}", 1e3),
    ("warm, median ms", "warm_ms_median", "{:.1f}", 1),
    ("warm, p95 ms", "warm_ms_p95", "{:.0f}", 1),
    ("+80 ms: first answer, ms", "slow_first_answer_ms", "{:.0f}", 1),
    ("+80 ms: exact answer, ms", "slow_exact_ms", "{:.0f}", 1),
    ("time to build, s", "seconds", "{:.1f}", 1),
    ("of processors, s", "cpu_seconds", "{:.1f}", 1),
    ("memory to build, MB", "memory", "{:.0f}", 1),
    ("size, MB", "size", "{:.1f}", 1e6),
)


def compare(count, engines):
    """Return the figures of each engine over ``count`` stories."""
    stories = synthetic(count)
    asked = queries(stories)
    truth = Truth(map(document, stories))
    wanted = [truth.matching(words) for words in asked]
    figures = {}
    for engine in engines:
        with tempfile.TemporaryDirectory() as folder:
            print(f"{count} stories: {engine} …", file=sys.stderr, flush=True)
            built = build(engine, count, folder)
            measured = measure(engine, Path(folder), built.pop("names"), asked, wanted)
            figures[engine] = built | measured
            print(json.dumps({count: {engine: figures[engine]}}), file=sys.stderr, flush=True)
    return figures


def build(engine, count, folder):
    command = [sys.executable, "-m", "tests.bench.searching.build", engine, str(count), folder]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def table(count, figures):
    print(f"\n{count} stories, {next(iter(figures.values()))['queries']} queries")
    print(f"{'':28}" + "".join(f"{engine:>12}" for engine in figures))
    for label, key, form, unit in LINES:
        cells = "".join(f"{form.format(of[key] / unit):>12}" for of in figures.values())
        print(f"{label:28}{cells}", flush=True)


def install():
    """Install Pagefind from its lock; return whether it is there."""
    folder = ROOT / "tests/bench/searching"
    if not (folder / "node_modules").is_dir() and shutil.which("npm"):
        subprocess.run(["npm", "ci", "--silent"], cwd=folder, check=False)
    return (folder / "node_modules").is_dir()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, nargs="+", default=[10, 1000])
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=list(ENGINES))
    chosen = parser.parse_args()
    if "pagefind" in chosen.engines and not install():
        print("pagefind is left out: npm is not here or found no packages", file=sys.stderr)
        chosen.engines.remove("pagefind")
    results = {}
    for count in chosen.stories:
        results[count] = compare(count, chosen.engines)
        table(count, results[count])
    print(json.dumps(results))


if __name__ == "__main__":
    main()
