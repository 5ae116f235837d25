"""A small site for the search in a browser: its scripts, its page, an index."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from playwright.sync_api import Browser, Page

from aidstories.fields import ways_of
from aidstories.search import build_index
from aidstories.search.build import no_address
from aidstories.search.documents import Document
from aidstories.search.names import Address
from aidstories.search.query import query_words
from aidstories.site.interface.script_words import SCRIPTS, word_modules
from aidstories.site.interface.terms import Translator, interface_terms
from aidstories.site.takeaway.pack import SERVER
from tests.archive import TABLES
from tests.browser import goto

ROOT = Path(__file__).parents[2]
PAGE = """<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8"><title>检索 - 档案</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'self'">
</head><body>{body}{scripts}</body></html>"""
STORY = '<article class="story"><h1>标题</h1><p>{body}</p></article>'


def make_site(folder: Path, documents: list[Document], address: Address = no_address) -> Path:
    """Write the site to ``folder`` and return it. Its policy forbids inline scripts and eval."""
    copy_scripts(folder)
    build_index(documents, folder / "search/index", TABLES, address=address)
    templates = Environment(loader=FileSystemLoader(ROOT / "overrides"), autoescape=True)
    voice = Translator(terms=interface_terms(TABLES))
    template = templates.get_template("archive/search.html")
    given = {"t": voice, "zh": voice.zh, "ways": ways_of(TABLES.facets)}
    page = template.render(to=lambda url: f"../{url}", server=SERVER, **given)
    write(folder / "search", page, "page", "box")
    for document in documents[:200]:
        text = "</p><p>".join(document.texts).replace("甲<b>", "甲&lt;b&gt;")
        write(folder / "stories" / document.id, STORY.format(body=text), "mark")
    return folder


def copy_scripts(folder: Path) -> None:
    """Copy the search's scripts into ``folder``, with the words that they say."""
    scripts = ROOT / "overrides" / SCRIPTS
    for room in ("search", "facets"):
        shutil.copytree(scripts / room, folder / SCRIPTS / room, dirs_exist_ok=True)
    for name in ("place.js", "words.js"):
        shutil.copy(scripts / name, folder / SCRIPTS)
    (folder / SCRIPTS / "words").mkdir(exist_ok=True)
    for path, text in word_modules(interface_terms(TABLES), scripts, query_words(TABLES.facets)):
        (folder / SCRIPTS / path).write_text(text, encoding="utf-8")


def write(folder: Path, body: str, *modules: str) -> None:
    source = '<script type="module" src="../{up}assets/javascripts/search/{name}.js"></script>'
    up = "" if folder.name == "search" else "../"
    tags = "".join(source.format(name=name, up=up) for name in modules)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(PAGE.format(body=body, scripts=tags), encoding="utf-8")


@contextmanager
def opened(browser: Browser, address: str, url: str = "search/") -> Iterator[Page]:
    """Open a page; errors of its scripts fail the test."""
    page = browser.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    goto(page, address + url)
    yield page
    page.close()
    assert errors == []


ASK = """async queries => {
  const site = new URL("../assets/javascripts/search/site.js", document.baseURI)
  const { engine } = await import(site)
  const searching = await engine()
  const answers = []
  for (const query of queries) {
    const { hits, lost, unsure } = await searching.search(query)
    const found = hits.map(h => [h.number, h.titles, h.named, h.raw, h.read ?? false])
    answers.push({ hits: found, lost, unsure })
  }
  return answers
}"""


# For each query how many requests wait for one another, from an index that is open to the first
# answer and to the exact one. A request waits for those that were answered before it was made.
ROUNDS = """async queries => {
  const base = new URL("../assets/javascripts/search/", document.baseURI)
  const { Engine } = await import(base + "engine.js")
  const { Index } = await import(base + "index.js")
  const fetched = globalThis.fetch
  let answered = 0
  let rounds = 0
  globalThis.fetch = async (...given) => {
    const round = answered + 1
    rounds = Math.max(rounds, round)
    const response = await fetched(...given)
    answered = Math.max(answered, round)
    return response
  }
  const found = []
  for (const query of queries) {
    const searching = new Engine(await Index.open(new URL("index/", document.baseURI)))
    answered = rounds = 0
    let first = null
    await searching.search(query, { preview: () => (first ??= rounds) })
    found.push({ first: first ?? rounds, exact: rounds })
  }
  globalThis.fetch = fetched
  return found
}"""
