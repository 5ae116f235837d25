"""Asks one engine in Chromium: what it finds, what it loads, how long it takes.

    python -m tests.bench.searching.measure ours 1000 FOLDER

``FOLDER`` holds the index that ``build`` made. Prints a line of JSON for each part of the work.
"""

import json
import shutil
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests.bench.searching.server import Counter, counted
from tests.browser import chromium
from tests.search.corpus import described
from tests.search.synthetic import queries, synthetic
from tests.search.truth import Truth

HERE = Path(__file__).parent
DELAY = 0.08
"""Seconds that a slow network adds to every request."""
PATIENCE = 30
"""Seconds after which no further cold start is made."""
# rounds: how many requests had to wait for one another
ASK = """async text => {
  const engine = await import("/adapter.js")
  const start = performance.now()
  const answer = await engine.ask(text)
  const ms = performance.now() - start
  const sent = performance.getEntriesByType("resource").filter(of => of.startTime >= start)
  const rounds = []
  for (const { startTime, responseEnd } of sent) {
    const before = rounds.filter(round => round.end <= startTime)
    rounds.push({ end: responseEnd, depth: 1 + Math.max(0, ...before.map(round => round.depth)) })
  }
  const deepest = Math.max(0, ...rounds.map(round => round.depth))
  return { ...answer, ms, sent: sent.length, rounds: deepest }
}"""
CODE = """() => performance.getEntriesByType("resource")
  .filter(({ name }) => name.includes("/assets/javascripts"))
  .reduce((sum, { encodedBodySize }) => sum + encodedBodySize + 250, 0)"""
INIT = "async () => (await import('/adapter.js')).init()"


def measure(
    engine: str, folder: Path, asked: list[list[str]], truth: list[set[str]]
) -> Iterator[dict[str, Any]]:
    """Yield the figures of one engine whose index stands in ``folder``, part by part."""
    names = json.loads((folder / "names.json").read_text("utf-8"))
    shutil.copy(HERE / f"{engine}.js", folder / "adapter.js")
    page = "<!doctype html><html lang=zh-Hans><title>-</title></html>"
    (folder / "blank.html").write_text(page, encoding="utf-8")
    texts = [" ".join(words) for words in asked]
    with counted(folder) as (address, counter), chromium() as browser:
        cold = list(_cold(browser, address, counter, _spread(texts)))
        yield _first(cold)
        warm = _warm(browser, address, counter, texts)
        found = [{names[name] for name in answer["names"]} for answer in warm]
        yield _quality(found, truth) | _later(warm)
        if cold[0]["ms"] < PATIENCE * 1000:
            yield _slow(list(_delayed(browser, address, counter, _spread(texts))))


def _spread(texts: list[str]) -> list[str]:
    """Return ``texts`` in an order whose every beginning has queries of all kinds."""
    return sorted(texts, key=lambda text: (texts.index(text) * 37) % len(texts))


def _quality(found: list[set[str]], truth: list[set[str]]) -> dict[str, Any]:
    recalls = [len(f & t) / len(t) for f, t in zip(found, truth, strict=True) if t]
    precisions = [len(f & t) / len(f) for f, t in zip(found, truth, strict=True) if f]
    return {
        "queries": len(truth),
        "recall": statistics.fmean(recalls),
        "precision": statistics.fmean(precisions) if precisions else 0.0,
        "exact_queries": sum(f == t for f, t in zip(found, truth, strict=True)),
    }


def _page(browser: Browser, address: str) -> Page:
    page = browser.new_context().new_page()
    page.set_default_timeout(0)  # the limits of this process hold
    page.goto(f"{address}blank.html")
    return page


def _cold(
    browser: Browser, address: str, counter: Counter, texts: list[str]
) -> Iterator[dict[str, Any]]:
    """Yield the first query of readers who have nothing in the cache; our code counted apart."""
    until = time.monotonic() + PATIENCE
    for text in texts:
        page = _page(browser, address)
        page.evaluate("() => import('/adapter.js')")
        start, before = page.evaluate("performance.now()"), counter.sent
        page.evaluate(INIT)
        page.evaluate(ASK, text)
        ms = page.evaluate("performance.now()") - start
        code = page.evaluate(CODE)
        page.context.close()
        yield {"bytes": counter.sent - before, "code": code, "ms": ms}
        if time.monotonic() > until:
            return


def _first(answers: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "first_queries": len(answers),
        "first_bytes": _median(answers, "bytes"),
        "first_bytes_p95": _p95([a["bytes"] for a in answers]),
        "first_code_bytes": _median(answers, "code"),
        "first_ms": _median(answers, "ms"),
    }


def _warm(
    browser: Browser, address: str, counter: Counter, texts: list[str]
) -> list[dict[str, Any]]:
    page = _page(browser, address)
    page.evaluate(INIT)
    answers = []
    for text in texts:
        before = counter.sent
        answer = page.evaluate(ASK, text)
        answers.append(answer | {"bytes": counter.sent - before})
    page.context.close()
    return answers


def _later(answers: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "later_bytes_median": _median(answers, "bytes"),
        "later_bytes_mean": statistics.fmean(a["bytes"] for a in answers),
        "warm_ms_median": _median(answers, "ms"),
        "warm_ms_p95": _p95([a["ms"] for a in answers]),
    }


def _delayed(
    browser: Browser, address: str, counter: Counter, texts: list[str]
) -> Iterator[dict[str, Any]]:
    """Yield queries after the start, each with an empty cache and a slow network."""
    until = time.monotonic() + PATIENCE
    for text in texts:
        page = _page(browser, address)
        page.evaluate(INIT)
        before, counter.delay = counter.requests, DELAY
        answer = page.evaluate(ASK, text)
        counter.delay = 0.0
        yield answer | {"requests": counter.requests - before}
        page.context.close()
        if time.monotonic() > until:
            return


def _slow(answers: list[dict[str, Any]]) -> dict[str, Any]:
    seen = all(a["sent"] == a["requests"] for a in answers)  # not those of a worker
    return {
        "slow_queries": len(answers),
        "slow_first_ms": _median(answers, "first"),
        "slow_first_ms_p95": _p95([a["first"] for a in answers]),
        "slow_exact_ms": _median(answers, "ms"),
        "slow_requests": _median(answers, "requests"),
        "slow_rounds": max(a["rounds"] for a in answers) if seen else None,
    }


def _median(answers: list[dict[str, Any]], key: str) -> float:
    return float(statistics.median(answer[key] for answer in answers))


def _p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


def main(engine: str, count: int, folder: Path) -> None:
    stories = synthetic(count)
    asked = queries(stories)
    truth = Truth(map(described, stories))
    wanted = [truth.matching(words) for words in asked]
    for figures in measure(engine, folder, asked, wanted):
        print(json.dumps(figures), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
