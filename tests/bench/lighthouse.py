"""Lighthouse's scores of five pages, and a first visit on a slow phone, at 10 and 1,000 stories.

    python tests/bench/lighthouse.py --stories 10 1000

Lighthouse runs as it comes: a phone, a slow network that it simulates. The other figures are
measured with 400 ms for each request, 50 KB/s and the processor at a quarter. The server speaks
HTTP on localhost, which browsers and Lighthouse take to be secure. The last line is JSON.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench.auditing.server import packed  # noqa: E402
from tests.bench.auditing.vitals import vitals  # noqa: E402
from tests.browser import chromium, find_chromium  # noqa: E402
from tests.search.synthetic import synthetic  # noqa: E402
from tests.site.conftest import build_site, copy_docs  # noqa: E402

FOLDER = ROOT / "tests/bench/auditing"
SCORES = {"accessibility": 100, "best-practices": 100, "seo": 100, "performance": 90}
"""What the site shall have, by the names of Lighthouse."""
LCP, CLS = 2000, 0.05
FIRST = ("home", "story")
"""Where readers come first: for these the bound of the LCP holds."""
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"


def pages(site: Path) -> dict[str, str]:
    """Return the pages by their names; the story is the longest."""
    files = sorted(site.glob("stories/*/index.html"), key=lambda path: path.stat().st_size)
    return {
        "home": "",
        "story": f"stories/{files[-1].parent.name}/",
        "search": "search/?q=%E5%8C%BB%E9%99%A2",
        "browse": "browse/",
        "bo": "bo/",
    }


def audit(address: str) -> dict[str, Any]:
    """Return the scores (0 to 100) by category, and the audits that cost points."""
    command = [str(FOLDER / "node_modules/.bin/lighthouse"), address, "--quiet", "--output=json"]
    command += [f"--chrome-flags={FLAGS}", f"--only-categories={','.join(SCORES)}"]
    environment = {**os.environ, "CHROME_PATH": shutil.which(find_chromium()) or find_chromium()}
    run = subprocess.run(command, capture_output=True, check=True, text=True, env=environment)
    report = json.loads(run.stdout)
    scores = {name: round(100 * report["categories"][name]["score"]) for name in SCORES}
    weighed = {
        one["id"]
        for name, category in report["categories"].items()
        if name != "performance"
        for one in category["auditRefs"]
        if one["weight"]
    }
    costly = [one for one in sorted(weighed) if report["audits"][one]["score"] in (0, 0.5)]
    return {**scores, "faults": costly}


def measured(stories: int) -> Iterator[dict[str, Any]]:
    """Yield the figures of each page of a site of so many stories."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "site")
        build_site(copy_docs(Path(folder, "docs"), synthetic(stories)), site)
        with packed(site) as address:
            with chromium() as browser:
                slow = {name: vitals(browser, address + url) for name, url in pages(site).items()}
            for name, url in pages(site).items():
                start = time.monotonic()
                row = {"stories": stories, "page": name, **audit(address + url), **slow[name]}
                yield row | {"seconds": round(time.monotonic() - start, 1)}


def line(row: Mapping[str, Any]) -> str:
    """Return a row of the table; what falls short is marked with an exclamation mark."""
    cells = [f"{row['stories']:>7}  {row['page']:<8}"]
    cells += [mark(row[name], row[name] >= least, 15) for name, least in SCORES.items()]
    cells += [mark(round(row["lcp"]), row["lcp"] <= LCP or row["page"] not in FIRST, 8)]
    cells += [mark(round(row["cls"], 3), row["cls"] <= CLS, 8), f"{row['bytes'] / 1e3:>8.1f}"]
    return "".join([*cells, "  ", ", ".join(row["faults"])]).rstrip()


def mark(value: float, good: bool, width: int) -> str:
    return f"{value}{'' if good else '!'}".rjust(width)


def install() -> bool:
    """Install Lighthouse from its lock; return whether it is there."""
    if not (FOLDER / "node_modules").is_dir() and shutil.which("npm"):
        command = ["npm", "ci", "--silent", "--ignore-scripts"]
        subprocess.run(command, cwd=FOLDER, check=False)
    return (FOLDER / "node_modules").is_dir()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--stories", type=int, nargs="+", default=[10, 1000])
    options = parser.parse_args()
    if not install():
        print("lighthouse is left out: npm is not here or found no packages", file=sys.stderr)
        return
    names = "".join(f"{name:>15}" for name in SCORES)
    print(f"stories  page    {names}  LCP ms     CLS      KB  costs points")
    rows = []
    for count in options.stories:
        for row in measured(count):
            rows.append(row)
            print(line(row), flush=True)
    print(json.dumps(rows))


if __name__ == "__main__":
    main()
