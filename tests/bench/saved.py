"""A saved story: seconds of CPU until its own pages are shown, and until all that shows it is.

    python tests/bench/saved.py [--sizes 10 1000] [--rounds 5]

Both are measured in one run beside the first build of the same archive, and given as shares of
it: medians of ``--rounds`` texts and titles changed in turn. The last line is JSON.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[2]))

from mkdocs.config import load_config

from aidstories.paths import ArchivePaths
from aidstories.site.incremental.build import Build, plugin_of
from aidstories.site.incremental.tree import Tree
from tests.bench.memory import megabytes
from tests.search.synthetic import synthetic
from tests.site.conftest import ROOT, copy_docs


def cost(act: Callable[[], object]) -> float:
    """Return the seconds of CPU that ``act`` takes."""
    start = time.process_time()
    act()
    return time.process_time() - start


def measured(count: int, rounds: int, folder: Path) -> dict[str, float]:
    """Return the figures of an archive with ``count`` stories below ``folder``."""
    docs, tree = copy_docs(folder / "docs", synthetic(count)), Tree(folder / "site")
    mkdocs = str(ROOT / "mkdocs.yml")
    config = load_config(mkdocs, docs_dir=str(docs), site_dir=str(tree.stage))
    config.plugins.on_startup(command="serve", dirty=False)
    build, dependencies = Build(config), plugin_of(config).dependencies

    def all_of_it() -> None:
        tree.begin()
        build.run()
        tree.commit(dependencies.standing)
        dependencies.settle()

    def alone() -> None:
        tree.begin()
        build.show(saved)
        assert tree.take()

    full = cost(all_of_it)
    shown, followed = [], []
    paths = list(ArchivePaths(docs.parent).story_files())
    for number in range(rounds):
        saved = paths[number * len(paths) // rounds]
        text = saved.read_text("utf-8")
        mark = "\ntitle: " if number % 2 else "\n---\n\n"
        saved.write_text(text.replace(mark, f"{mark}改{number}", 1), "utf-8")
        shown.append(cost(alone))
        followed.append(cost(all_of_it))
    return {
        "stories": count,
        "full": round(full, 2),
        "shown": round(median(shown), 3),
        "followed": round(median(followed), 2),
        "shown/full": round(median(shown) / full, 4),
        "followed/full": round(median(followed) / full, 3),
        "MB": round(megabytes()),
    }


def main() -> None:
    """Print a row for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=[10, 1000])
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    found = []
    for count in given.sizes:
        with tempfile.TemporaryDirectory() as folder:
            found.append(measured(count, given.rounds, Path(folder)))
        print("  ".join(f"{name} {value}" for name, value in found[-1].items()))
    print(json.dumps(found))


if __name__ == "__main__":
    main()
