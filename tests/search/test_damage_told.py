"""Damage of the index: told, or of no effect, never a wrong answer; mended by the next build."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from aidstories.search import Index, build_index, search
from aidstories.search.build import published
from aidstories.search.documents import Document
from aidstories.search.sums import Damaged, Sums
from tests.archive import TABLES
from tests.browser import served
from tests.search.corpus import described
from tests.search.site import make_site, opened
from tests.search.synthetic import synthetic

QUERIES = ["那曲 手术", "医疗队", "地区:那曲", '"医院"', "扎西", "lasa", "手术 -那曲"]
DAMAGED = """async ([files, damages, queries]) => {
  const base = new URL("../", document.baseURI)
  const { Index } = await import(base + "assets/javascripts/search/index.js")
  const { Engine } = await import(base + "assets/javascripts/search/engine.js")
  const real = window.fetch
  const held = new Map()
  for (const file of files) {
    const answer = await real(new URL("search/index/" + file, base))
    held.set(file, new Uint8Array(await answer.arrayBuffer()))
  }
  let hit = null
  window.fetch = async (address, { headers } = {}) => {
    const name = decodeURIComponent(new URL(address).pathname.split("/search/index/")[1])
    let bytes = held.get(name)
    if (!bytes) return new Response("", { status: 404 })
    if (hit?.file === name) {
      bytes = bytes.slice(0, hit.end ?? bytes.length)
      if (hit.end === undefined) bytes[hit.at] ^= hit.flip
    }
    const range = /bytes=(\\d+)-(\\d+)/.exec(headers?.Range ?? "")
    if (!range) return new Response(bytes)
    return new Response(bytes.slice(Number(range[1]), Number(range[2]) + 1), { status: 206 })
  }
  const ask = async () => {
    const engine = new Engine(await Index.open(new URL("search/index/", base)))
    const answers = []
    for (const query of queries) {
      const { hits, lost, unsure } = await engine.search(query)
      const id = ({ number }) => engine.index.record(number).then(record => record.id, () => null)
      const records = await Promise.all(hits.slice(0, 5).map(id))
      const told = lost.length > 0 || unsure || records.includes(null)
      answers.push({ said: JSON.stringify([hits.map(h => h.number), records]), told })
    }
    return answers
  }
  const right = await ask()
  const wrong = []
  let told = 0
  for (const one of damages) {
    hit = one
    try {
      const answers = await ask()
      answers.forEach((answer, n) => {
        told += answer.told
        if (answer.said !== right[n].said && !answer.told) wrong.push([one, queries[n]])
      })
    } catch (error) {
      told += 1 // the page says that there is no search
    }
  }
  window.fetch = real
  return { wrong, told, right }
}"""


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return sorted(map(described, synthetic(60)), key=lambda d: (d.date, d.id))


@pytest.fixture(scope="module")
def folder(documents: list[Document], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_site(tmp_path_factory.mktemp("damage"), documents)


def damages(index: Path, count: int) -> list[dict[str, Any]]:
    rng = random.Random(19)
    files = published(index)
    found: list[dict[str, Any]] = []
    for n in range(count):
        path = rng.choice(files)
        size = (index / path).stat().st_size
        if n % 4 == 0:
            found.append({"file": path, "end": rng.randrange(size)})
        else:
            at = rng.randrange(min(size, 24)) if n % 4 == 1 else rng.randrange(size)
            found.append({"file": path, "at": at, "flip": 1 << rng.randrange(8)})
    return found


@pytest.mark.browser
def test_damage_in_the_browser_is_told(browser: Browser, folder: Path) -> None:
    index = folder / "search/index"
    files = published(index)
    with served(folder) as address, opened(browser, address) as page:
        found = ask(page, files, damages(index, 600))
    assert found["wrong"] == []
    assert found["told"] > 300 and any(answer["said"] != "[[],[]]" for answer in found["right"])


def ask(page: Page, files: list[str], hits: list[dict[str, Any]]) -> dict[str, Any]:
    answer: dict[str, Any] = page.evaluate(DAMAGED, [files, hits, QUERIES])
    return answer


@pytest.mark.browser
def test_a_page_finds_what_was_published_since_it_was_opened(
    browser: Browser, documents: list[Document], tmp_path: Path
) -> None:
    """Pieces are named by what they hold, so those of the index that it opened are gone."""
    folder, wanted = make_site(tmp_path, documents[:40]), documents[40]
    with served(folder) as address, opened(browser, address, "search/?q=医生") as page:
        page.locator("[data-search-found] .hit").first.wait_for()
        shutil.rmtree(folder / "search/index")
        build_index(documents[1:41], folder / "search/index", TABLES)
        page.locator("input[name=q]").fill(f'"{wanted.texts[0]}"')
        page.keyboard.press("Enter")
        page.locator(f"[data-search-found] .hit a[href*='{wanted.id}']").first.wait_for()


def damage_file(path: Path, damage: str) -> None:
    data = bytearray(path.read_bytes())
    path.unlink()
    if damage == "folder":
        path.mkdir()
    elif damage != "gone":
        data[len(data) // 2] ^= 0x55
        path.write_bytes(bytes(data) if damage == "flip" else b"")


@pytest.mark.parametrize("damage", ["flip", "empty", "gone", "folder"])
@pytest.mark.parametrize("kind", ["shard", "text", "manifest", "state", "sums", "all"])
def test_a_damaged_cache_is_made_anew(
    documents: list[Document], folder: Path, tmp_path: Path, damage: str, kind: str
) -> None:
    whole, cache = folder / "search/index", tmp_path / "index"
    shutil.copytree(whole, cache)
    shard = max(cache.glob("*.bin"), key=lambda path: path.stat().st_size)
    names = {"text": "texts/0.bin", "manifest": "manifest.json", "state": "state.json"}
    path = shard if kind == "shard" else cache / names.get(kind, "sums.json")
    for each in [p for p in cache.rglob("*") if p.is_file()] if kind == "all" else [path]:
        damage_file(each, damage)
    build_index(documents, cache, TABLES)
    assert {p: (cache / p).read_bytes() for p in published(cache)} == {
        p: (whole / p).read_bytes() for p in published(whole)
    }
    assert search(Index(cache), QUERIES[0]).hits == search(Index(whole), QUERIES[0]).hits


def test_bytes_that_change_behind_our_back_are_not_copied(folder: Path, tmp_path: Path) -> None:
    cache = shutil.copytree(folder / "search/index", tmp_path / "index")
    path = published(cache)[0]
    data = (cache / path).read_bytes()
    assert Sums(cache).read(path) == data
    (cache / path).write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    with pytest.raises(Damaged, match=Path(path).name):
        Sums(cache).read(path)


def test_a_file_that_an_older_one_replaced_is_noted_anew(tmp_path: Path) -> None:
    file = tmp_path / "a.bin"
    file.write_bytes(b"new")
    Sums(tmp_path).note([file.name])
    file.write_bytes(b"old")
    os.utime(file, (0, 0))
    Sums(tmp_path).note([file.name])
    assert Sums(tmp_path).read(file.name) == b"old"
