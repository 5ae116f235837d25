"""Restoring: milliseconds a page beside trafilatura and readability, stories a second, memory.

    make bench
    PYTHONPATH=scripts .venv-bench/bin/python tests/bench/restore.py --documents 100000 --workers 2

The peers read the same HTML in the same run; make bench installs them by themselves. Start-up is
not counted: every tool has read every page once before. Each page is new in every paragraph, so
that no cache answers; the tools take turns at each page, so that all see the machine alike. The
last line is JSON.
"""

from __future__ import annotations

import argparse
import html
import json
import random
import statistics
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

try:
    import readability
    import trafilatura
except ImportError:
    sys.exit("trafilatura and readability-lxml are missing: run make bench")

from aidstories.cli.progress import progress
from aidstories.restore.run import restore
from tests.bench.memory import megabytes

HOME = Path(__file__).parents[2]
ROUNDS = 30
ORDINARY = "一是在不了有和中大为上个国我以要他时来用们生到作地于出就年会"
"""Rare characters would make ordinary pages look like damaged ones."""
Tool = Callable[[str], object]
TOOLS: dict[str, Tool] = {
    "aidstories": lambda page: restore(page.encode()),
    "trafilatura": lambda page: trafilatura.extract(page),
    "trafilatura with metadata": lambda page: trafilatura.bare_extraction(page, with_metadata=True),
    "readability-lxml": lambda page: readability.Document(page).summary(),
}


def pages() -> dict[str, str]:
    """Return the HTML that all tools read: the post among the seeds, and the gold as web pages."""
    post = next((HOME / "tests/captures").glob("003_*.txt")).read_text(encoding="utf-8")
    found = {"seed 003": f"<html><body>{post[post.index('<div>') :]}</body></html>"}
    for path in sorted((HOME / "tests/gold").glob("00?.json")):
        for n, story in enumerate(json.loads(path.read_text(encoding="utf-8"))):
            found[f"gold {path.stem}/{n}"] = web_page(story)
    return found


def web_page(story: dict[str, object]) -> str:
    """Return a plain news page: navigation, headline, source, paragraphs, footer."""
    title = html.escape(str(story["title"]))
    body = story["body"]
    assert isinstance(body, list)
    text = "\n".join(f"<p>{html.escape(b['text'])}</p>" for b in body)
    links = "".join(f'<li><a href="/{n}.html">栏目{n}</a></li>' for n in range(12))
    return f"""<!DOCTYPE html>
<html lang="zh"><head><meta charset="utf-8"><title>{title}_卫生频道</title></head>
<body><div class="nav"><ul>{links}</ul></div>
<div class="article"><h1>{title}</h1><div class="info">2025-08-19 09:30 来源：卫生日报</div>
<div class="content">{text}</div></div>
<div class="footer">版权所有 未经许可不得转载</div></body></html>"""


def renewed(text: str, n: int) -> str:
    """Return ``text`` with three of its commonest characters replaced by other common ones."""
    others = {ord(c): ORDINARY[(n + 11 * k) % len(ORDINARY)] for k, c in enumerate("的医人")}
    return text.translate(others)


def milliseconds(page: str) -> dict[str, float]:
    """Return by tool the median processor time of one reading of ``page``."""
    times: dict[str, list[float]] = {name: [] for name in TOOLS}
    for n in range(ROUNDS + 1):
        fresh = renewed(page, n)
        for name, tool in TOOLS.items():
            start = time.process_time()
            assert tool(fresh), f"{name} found nothing"
            times[name].append(1000 * (time.process_time() - start))
    return {name: round(statistics.median(found[1:]), 2) for name, found in times.items()}


def stories_a_second() -> float:
    """Restore the seeds again and again; return stories by second of processor time."""
    seeds = [path.read_text("utf-8") for path in sorted((HOME / "tests/captures").glob("*.txt"))]
    captures = [renewed(seed, n).encode() for n in range(ROUNDS + 1) for seed in seeds]
    for capture in captures[: len(seeds)]:
        restore(capture)
    start = time.process_time()
    stories = sum(len(restore(capture).articles) for capture in captures[len(seeds) :])
    return stories / (time.process_time() - start)


def captures(count: int) -> Iterator[bytes]:
    """Yield captures of paragraphs of the seeds in any order, one by one."""
    rng = random.Random(1)
    texts = [
        p.read_text(encoding="utf-8")
        for p in sorted((HOME / "tests/captures").glob("00[0124]*.txt"))
    ]
    blocks = [b for text in texts for b in text.split("\n\n") if b.strip()]
    for n in range(count):
        yield "\n\n".join([f"# 第{n}期简报", *rng.sample(blocks, 12)]).encode()


def restored(capture: bytes) -> float:
    """Restore a capture; return the memory of the process that did it, in MB."""
    restore(capture)
    return megabytes()


def memory(count: int, workers: int) -> list[float]:
    """Restore ``count`` captures; return the most memory of a process in each tenth, in MB."""
    rows = [0.0] * 10
    for n, used in enumerate(progress(answers(count, workers), "restored", count)):
        tenth = 10 * n // count
        rows[tenth] = max(rows[tenth], round(used, 1))
    return rows


def answers(count: int, workers: int) -> Iterator[float]:
    """Yield what each capture answers, in order; few captures are on the way at any time."""
    if workers < 2:
        yield from map(restored, captures(count))
        return
    waiting: deque[Future[float]] = deque()
    with ProcessPoolExecutor(workers) as pool:
        for capture in captures(count):
            waiting.append(pool.submit(restored, capture))
            if len(waiting) >= 8 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def main(documents: int, workers: int) -> None:
    """Print a row for each tool, then the rest, then everything as JSON."""
    read = pages()
    by_page = {page: milliseconds(text) for page, text in read.items()}
    times = {name: {page: row[name] for page, row in by_page.items()} for name in TOOLS}
    for name, row in times.items():
        mean = statistics.mean(row.values())
        print(f"{name:<26} seed 003 {row['seed 003']:6.2f} ms   {len(row)} pages {mean:6.2f} ms")
    speed = stories_a_second()
    print(f"{speed:.0f} stories a second on one core")
    start = time.perf_counter()
    rows = memory(documents, workers)
    seconds = time.perf_counter() - start
    print(f"{documents} captures in {seconds:.1f} s with {workers} workers; MB by tenths: {rows}")
    result = {
        "milliseconds": times,
        "stories_a_second": round(speed, 1),
        "documents": documents,
        "workers": workers,
        "seconds": round(seconds, 1),
        "megabytes": rows,
    }
    print(json.dumps(result, ensure_ascii=False))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=500)
    parser.add_argument("--workers", type=int, default=1)
    options = parser.parse_args()
    main(options.documents, options.workers)
