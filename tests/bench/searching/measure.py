"""Asks one engine in Chromium: what it finds, what it loads, how long it takes."""

import shutil
import statistics
from pathlib import Path

from tests.bench.searching.server import counted
from tests.browser import chromium

HERE = Path(__file__).parent
DELAY = 0.08
COLD = {"ours": 5, "pagefind": 3, "material": 1}
ASK = """async text => {
  const engine = await import("/adapter.js")
  const start = performance.now()
  const answer = await engine.ask(text)
  return { ...answer, ms: performance.now() - start }
}"""
CODE = """() => performance.getEntriesByType("resource")
  .filter(({ name }) => name.includes("/assets/javascripts/search/"))
  .reduce((sum, { encodedBodySize }) => sum + encodedBodySize + 250, 0)"""
INIT = """async () => {
  const start = performance.now()
  await (await import("/adapter.js")).init()
  return performance.now() - start
}"""


def measure(engine, folder, names, asked, truth):
    """Return the figures of one engine whose index stands in ``folder``."""
    shutil.copy(HERE / f"{engine}.js", folder / "adapter.js")
    (folder / "blank.html").write_text("<!doctype html><html lang=zh><title>-</title></html>")
    with counted(folder) as (address, counter), chromium() as browser:
        cold = [
            _cold(browser, address, counter, words)
            for words in asked[:: max(1, len(asked) // COLD[engine])][: COLD[engine]]
        ]
        warm = _warm(browser, address, counter, asked)
        slow = _slow(browser, address, counter, asked[30:60:6])
    found = [{names[name] for name in answer["names"]} for answer in warm]
    return {
        **_quality(found, truth),
        "first_bytes": _median(cold, "bytes"),
        "first_index_bytes": statistics.median(a["bytes"] - a["code"] for a in cold),
        "first_ms": _median(cold, "ms"),
        "later_bytes_median": _median(warm, "bytes"),
        "later_bytes_mean": statistics.fmean(a["bytes"] for a in warm),
        "warm_ms_median": _median(warm, "ms"),
        "warm_ms_p95": _p95([a["ms"] for a in warm]),
        "slow_first_answer_ms": _median(slow, "first"),
        "slow_first_answer_ms_most": max(a["first"] for a in slow),
        "slow_exact_ms": _median(slow, "ms"),
    }


def _quality(found, truth):
    recalls = [len(f & t) / len(t) for f, t in zip(found, truth, strict=True) if t]
    precisions = [len(f & t) / len(f) for f, t in zip(found, truth, strict=True) if f]
    return {
        "queries": len(truth),
        "recall": statistics.fmean(recalls),
        "precision": statistics.fmean(precisions) if precisions else 0.0,
        "exact_queries": sum(f == t for f, t in zip(found, truth, strict=True)),
    }


def _page(browser, address):
    page = browser.new_context().new_page()
    page.set_default_timeout(600_000)
    page.goto(f"{address}blank.html")
    return page


def _cold(browser, address, counter, words):
    """The first query of a reader who has nothing in the cache; our own code counted apart."""
    page = _page(browser, address)
    page.evaluate("() => import('/adapter.js')")
    start, before = page.evaluate("performance.now()"), counter.sent
    page.evaluate(INIT)
    page.evaluate(ASK, " ".join(words))
    ms = page.evaluate("performance.now()") - start
    code = page.evaluate(CODE)
    page.context.close()
    return {"bytes": counter.sent - before, "code": code, "ms": ms}


def _warm(browser, address, counter, asked):
    page = _page(browser, address)
    page.evaluate(INIT)
    answers = []
    for words in asked:
        before = counter.sent
        answer = page.evaluate(ASK, " ".join(words))
        answers.append(answer | {"bytes": counter.sent - before})
    page.context.close()
    return answers


def _slow(browser, address, counter, asked):
    """Queries after the start, each with an empty cache and 80 ms added to every request."""
    answers = []
    for words in asked[:1] if counter.sent > 50_000_000 else asked:
        page = _page(browser, address)
        page.evaluate(INIT)
        counter.delay = DELAY
        answers.append(page.evaluate(ASK, " ".join(words)))
        counter.delay = 0.0
        page.context.close()
    return answers


def _median(answers, key):
    return statistics.median(answer[key] for answer in answers)


def _p95(values):
    return sorted(values)[int(len(values) * 0.95)]
