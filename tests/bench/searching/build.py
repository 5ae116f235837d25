"""Builds one engine's index of synthetic stories, in a process of its own.

    python -m tests.bench.searching.build ours 1000 FOLDER

Prints JSON: seconds, seconds of processors, megabytes of memory at most, bytes of the index. Writes
to ``names.json`` the ids of the stories by what the engine calls them.
"""

import gzip
import json
import logging
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from aidstories.model import Role, Story
from aidstories.search import build_index
from aidstories.tables import read_tables
from tests.search.corpus import described
from tests.search.site import copy_scripts
from tests.search.synthetic import ROOT, synthetic

HERE = Path(__file__).parent
Built = tuple[float, float, Path, dict[str, str]]
"""Seconds, megabytes at most, the index, and the ids of the stories by its names for them."""
SEPARATOR = r"[\s\u200b\u3000\-、。，．？！；：“”‘’（）《》〔〕]+"


def ours(stories: list[Story], folder: Path) -> Built:
    documents = sorted(map(described, stories), key=lambda d: (d.date, d.id))
    copy_scripts(folder)
    start = time.perf_counter()
    build_index(documents, folder / "search/index", read_tables(ROOT / "docs/data"))
    seconds = time.perf_counter() - start
    (folder / "search/index/state.json").unlink()  # not for browsers
    names = {str(number): d.id for number, d in enumerate(documents)}
    return seconds, own_memory(), folder / "search", names


def material(stories: list[Story], folder: Path) -> Built:
    """Feed the plugin's own index as MkDocs would, and write what its worker reads."""
    import material
    from material.plugins.search.plugin import SearchIndex

    logging.getLogger("jieba").setLevel(logging.WARNING)
    fields = {"title": {"boost": 1e3}, "text": {"boost": 1e0}, "tags": {"boost": 1e6}}
    start = time.perf_counter()
    index = SearchIndex(lang=["zh"], separator=SEPARATOR, pipeline=["stemmer"], fields=fields)
    for story in stories:
        index.add_entry_from_context(Page(story))
    target = folder / "search/search_index.json"
    target.parent.mkdir(parents=True)
    target.write_text(index.generate_search_index(None), encoding="utf-8")
    seconds = time.perf_counter() - start
    scripts = Path(material.__file__).parent / "templates/assets/javascripts"
    for part in ("workers", "lunr"):
        shutil.copytree(scripts / part, folder / "assets/javascripts" / part)
    worker = next((folder / "assets/javascripts/workers").glob("search.*.js"))
    worker.rename(worker.with_name("search.js"))
    return seconds, own_memory(), folder / "search", {f"{s.id}/": s.id for s in stories}


class Page:
    """As much of a MkDocs page as the search plugin reads."""

    def __init__(self, story: Story) -> None:
        self.meta: dict[str, Any] = {}
        self.toc: list[Any] = []
        self.url = f"{story.id}/"
        self.title = story.article.first(Role.TITLE)
        self.content = html(story)


def pagefind(stories: list[Story], folder: Path) -> Built:
    pages = folder / "pages"
    for story in stories:
        path = pages / f"{story.id}/index.html"
        path.parent.mkdir(parents=True)
        page = f"<!doctype html><html lang=zh><title>x</title><body>{html(story)}</body></html>"
        path.write_text(page, encoding="utf-8")
    command: list[str | Path] = [
        "npx",
        "--no-install",
        "pagefind",
        "--site",
        pages,
        "--output-path",
    ]
    start = time.perf_counter()
    subprocess.run([*command, folder / "pagefind"], cwd=HERE, check=True, stdout=subprocess.DEVNULL)
    seconds = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    shutil.rmtree(pages)
    return seconds, memory, folder / "pagefind", dict(fragments(folder / "pagefind/fragment"))


def fragments(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield name and story of Pagefind's fragments; its search knows the names alone."""
    for path in folder.iterdir():
        data = gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd")
        yield path.stem, json.loads(data)["url"].strip("/").split("/")[0]


def html(story: Story) -> str:
    title, *texts = [p.text for p in story.article.passages]
    paragraphs = "".join(f"<p>{escape(text)}</p>" for text in texts)
    return f"<h1>{escape(title)}</h1>{paragraphs}"


def cpu() -> float:
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(of.ru_utime + of.ru_stime for of in used)


def own_memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(engine: str, count: int, folder: Path) -> None:
    stories = synthetic(count)
    before = cpu()
    seconds, memory, index, names = globals()[engine](stories, folder)
    used = cpu() - before
    size = sum(path.stat().st_size for path in index.rglob("*") if path.is_file())
    (folder / "names.json").write_text(json.dumps(names), encoding="utf-8")
    print(json.dumps({"seconds": seconds, "cpu_seconds": used, "memory": memory, "size": size}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
