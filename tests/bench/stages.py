"""CPU of a full build by stage: what stands beside the pages, cold and warm.

    .venv/bin/python tests/bench/stages.py --stories 1000
    .venv/bin/python tests/bench/stages.py --docs DOCS --scripts OTHER/scripts

Seconds of user and system time of the process and of those that it started, each stage without
the stages within it; cold is the first build, with an empty ``.cache``, warm the second. Each
build is a process of its own, which has its peak of memory. ``--scripts`` runs the code of another
tree, so that before and after can be measured by turns.
"""

from __future__ import annotations

import argparse
import functools
import importlib
import inspect
import json
import logging
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
STAGES = {
    "tables": ("aidstories.site.plugin", "read_setting"),
    "stories": ("aidstories.site.model", "read_archive"),
    "translations": ("aidstories.site.model", "read_translations"),
    "days": ("aidstories.site.model", "read_days"),
    "archive": ("aidstories.site.model", "build_archive"),
    "indexes": ("aidstories.site.model", "name_indexes"),
    "model, other": ("aidstories.site.assembly.assembly", "read_model"),
    "places of pages": ("aidstories.site.assembly.assembly", "place_pages"),
    "addresses": ("aidstories.site.assembly.assembly", "_addresses"),
    "data, oai": ("aidstories.site.assembly.assembly", "extras"),
    "references": ("aidstories.site.assembly.assembly", "references"),
    "related": ("aidstories.site.assembly.renderers", "related"),
    "home": ("aidstories.site.assembly.renderers", "home"),
    "repairs": ("aidstories.site.assembly.renderers", "repairs"),
    "cards": ("aidstories.site.assembly.renderers", "_cards"),
    "letters": ("aidstories.site.fonts.site_letters", "SiteLetters.links"),
    "shared letters": ("aidstories.site.fonts.site_letters", "SiteLetters.__init__"),
    "written letters": ("aidstories.site.fonts.site_letters", "SiteLetters.write"),
    "static files": ("aidstories.site.incremental.build", "Build._copy"),
    "cite files": ("aidstories.site.assembly.files", "write_references"),
    "feeds": ("aidstories.site.assembly.files", "write_feeds"),
    "readings": ("aidstories.site.assembly.files", "readings"),
    "browse data": ("aidstories.site.assembly.files", "browse_data"),
    "near": ("aidstories.site.assembly.files", "near_stories"),
    "names": ("aidstories.site.assembly.files", "names_data"),
    "sitemap": ("aidstories.site.assembly.files", "sitemap_files"),
    "files, other": ("aidstories.site.plugin", "add_files"),
    "index": ("aidstories.site.assembly.finish", "write_index"),
    "apparatus": ("aidstories.site.assembly.finish", "_write_apparatus"),
    "books": ("aidstories.site.assembly.finish", "write_files"),
    "finish, other": ("aidstories.site.plugin", "finish"),
}
"""Where the functions of each stage are called from; what is no longer there is left out."""


def cpu() -> float:
    """Return seconds of CPU of this process, its threads and the processes that it ended."""
    ran = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in ran)


class Clock:
    """Counts CPU by stage; what a stage calls of another counts as that one's."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self._open: list[str] = []
        self._since = cpu()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count what is done meanwhile as ``name``."""
        self._turn()
        self._open.append(name)
        try:
            yield
        finally:
            self._turn()
            self._open.pop()

    def _turn(self) -> None:
        now = cpu()
        if self._open:
            self.spent[self._open[-1]] = self.spent.get(self._open[-1], 0) + now - self._since
        self._since = now

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return ``function``, counted as ``name``; of a generator each step."""

        @functools.wraps(function)
        def run(*args: Any, **options: Any) -> Any:
            with self.stage(name):
                found = function(*args, **options)
            return self._steps(name, found) if inspect.isgenerator(found) else found

        return run

    def _steps(self, name: str, steps: Iterator[Any]) -> Iterator[Any]:
        end = object()
        while True:
            with self.stage(name):
                step = next(steps, end)
            if step is end:
                return
            yield step


def build(docs: Path, site: Path, config_file: Path) -> dict[str, float]:
    """Build once, and return CPU by stage, the whole build's, and the peak of memory in MB."""
    from mkdocs.config import load_config

    from aidstories.site.incremental.build import Build

    site.mkdir(parents=True, exist_ok=True)
    clock = Clock()
    for name, (module, path) in STAGES.items():
        owner: Any = importlib.import_module(module)
        *outer, last = path.split(".")
        for part in outer:
            owner = getattr(owner, part, None)
        if function := getattr(owner, last, None):
            setattr(owner, last, clock.timed(name, function))
    start = cpu()
    config = load_config(str(config_file), docs_dir=str(docs), site_dir=str(site))
    config.plugins.on_startup(command="build", dirty=False)
    Build(config).run()
    whole = cpu() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    beside = sum(clock.spent.values())
    return {**clock.spent, "all beside pages": beside, "whole build": whole, "peak MB": peak}


def measured(docs: Path, site: Path, scripts: Path) -> dict[str, float]:
    """Return what `build` does, in a process of its own, of the code in ``scripts``."""
    command = [sys.executable, str(Path(__file__)), "--one", str(docs), str(site), str(scripts)]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join((str(scripts), str(scripts.parent)))}
    done = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def synthetic_docs(folder: Path, count: int) -> Path:
    """Write an archive of ``count`` stories, and return where its ``docs`` are."""
    sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]
    from tests.search.synthetic import synthetic
    from tests.site.conftest import copy_docs

    return copy_docs(folder / "docs", synthetic(count))


def table(cold: dict[str, float], warm: dict[str, float]) -> Iterator[str]:
    """Yield the lines of the table."""
    yield f"{'stage':20}{'cold':>8}{'warm':>8}"
    for name in dict.fromkeys((*STAGES, *cold)):
        if name in cold or name in warm:
            yield f"{name:20}{cold.get(name, 0):8.2f}{warm.get(name, 0):8.2f}"


def main() -> None:
    """Print the table and, as the last line, the same as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=1000)
    parser.add_argument("--docs", type=Path, help="an archive's docs in place of synthetic ones")
    parser.add_argument("--scripts", type=Path, default=ROOT / "scripts")
    parser.add_argument("--one", nargs=3, type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        logging.basicConfig(level=logging.ERROR)
        docs, site, scripts = options.one
        print(json.dumps(build(docs, site, scripts.parent / "mkdocs.yml")))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        docs = folder / "docs"
        if options.docs:
            docs.symlink_to(options.docs.resolve())
        else:
            synthetic_docs(folder, options.stories)
        cold, warm = (measured(docs, folder / f"site-{n}", options.scripts) for n in range(2))
    print("\n".join(table(cold, warm)))
    print(json.dumps({"cold": cold, "warm": warm}))


if __name__ == "__main__":
    main()
