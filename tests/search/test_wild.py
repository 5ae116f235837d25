"""Queries that no one should type, files that should not be so: an answer, or a clear message."""

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from aidstories.errors import BadInput
from aidstories.search import Index, search
from aidstories.search.index import text_file
from tests.browser import goto, ranged, served
from tests.search.pages import hits, settled, total
from tests.search.site import opened

WILD = {
    "a word of 10,000 characters": ("手术" * 5000, 0),
    "a sentence of 10,000 characters": ("第一篇文章" + "字词句段" * 2500, 0),
    "4,940 words": (" ".join("abcdefghijklmnopqrstuvwxyz" * 190), 0),
    "10,000 times one word": ("手术 " * 10000, 25),
    "HTML": ("<b>", 1),
    "a script": ("<script>alert(1)</script>", 0),
    "an entity": ("&lt;b&gt;", 0),
    "signs of regular expressions": (".*+?^${}()|[]\\", 0),
    "a regular expression": ("[手](术|$).*", 25),
    "a bad regular expression": ("手术(?", 25),
    "minus signs": ("-" * 10000, 0),
    "quotes": ('"' * 9999, 0),
    "an open quote": ('"手术', 25),
    "fields": ("地区:" * 3000, 0),
    "names of the language": ("__proto__:x constructor:y toString", 0),
    "a lone surrogate": ("手术 \ud800", 25),
    "a lone surrogate in a word": ("手\udfff术", 25),
    "only lone surrogates": ("\udfff\ud800", 0),
    "controls": ("手术\x00\x08\x1b", 25),
    "invisible signs": ("手\u200b术\ufeff", 25),
}


@pytest.mark.parametrize(("query", "count"), WILD.values(), ids=WILD)
def test_python_answers(site: Path, query: str, count: int) -> None:
    answer = search(Index(site / "search/index"), query)
    assert len(answer.hits) == count
    assert not answer.lost


@pytest.fixture(scope="module")
def page(browser: Browser, address: str) -> Iterator[Page]:
    """One page for all: no query may spoil it for the next."""
    with opened(browser, address) as page:
        page.wait_for_selector("[data-search-page][data-ready]")
        yield page


@pytest.mark.browser
@pytest.mark.parametrize(("query", "count"), WILD.values(), ids=WILD)
def test_the_page_answers(page: Page, query: str, count: int) -> None:
    page.evaluate(
        """units => {
          delete document.querySelector("[data-search-page]").dataset.total
          document.querySelector("#search-words").value = String.fromCharCode(...units)
        }""",
        [*_utf16(query)],
    )
    page.press("#search-words", "Enter")
    page.wait_for_selector("[data-search-page][data-total]")
    assert total(page) == count
    assert page.locator("[data-search-found] script, [data-search-found] b").count() == 0


def _utf16(text: str) -> Iterator[int]:
    data = text.encode("utf-16-le", "surrogatepass")
    return (int.from_bytes(data[n : n + 2], "little") for n in range(0, len(data), 2))


@pytest.mark.browser
def test_html_is_text(ask: Callable[..., Page]) -> None:
    page = ask("<b>")
    assert hits(page) == ["story-25"]
    assert page.title() != "bad"
    assert "<img src=x" in page.inner_text("[data-hit=story-25] h2")
    assert page.locator("[data-search-found] img").count() == 0


def damaged(site: Path, folder: Path, change: Callable[[Path], object]) -> Path:
    """Copy the site and let ``change`` do what it will to the index."""
    shutil.copytree(site, folder, copy_function=os.link)
    change(folder / "search/index")
    return folder


def write(path: Path, data: bytes) -> None:
    path.unlink()  # the file is shared with the site that is whole
    path.write_bytes(data)


def shard_of(index: Path) -> Path:
    found = Index(index).find(("手", "术"))
    assert found
    name, _ = found
    return index / f"{name}.bin"


def truncate(index: Path) -> None:
    write(shard_of(index), shard_of(index).read_bytes()[:-40])


def remove(index: Path) -> None:
    shard_of(index).unlink()


def garble(index: Path) -> None:
    write(shard_of(index), b"<html>no such file</html>")


def shorten(index: Path) -> None:
    """Leave a file that unzips to nothing."""
    write(shard_of(index), b"")


DAMAGES = (truncate, remove, garble, shorten)


@pytest.mark.parametrize("change", DAMAGES)
def test_python_tells_of_a_damaged_shard_and_reads_the_texts(
    site: Path, tmp_path: Path, change: Callable[[Path], object]
) -> None:
    index = Index(damaged(site, tmp_path / "site", change) / "search/index")
    answer = search(index, "做手术")
    assert len(answer.hits) == 25
    assert answer.lost == {shard_of(site / "search/index").stem}
    assert search(index, "次旺白玛").hits


@pytest.mark.browser
@pytest.mark.parametrize("change", DAMAGES)
def test_the_page_tells_of_a_damaged_shard_and_the_rest_goes_on(
    site: Path, browser: Browser, tmp_path: Path, change: Callable[[Path], object]
) -> None:
    folder = damaged(site, tmp_path / "site", change)
    with served(folder) as url, opened(browser, url, f"search/?q={quote('援藏医生')}") as page:
        settled(page)
        assert total(page) == 25
        assert re.search("索引有 . 个文件读不到", page.inner_text("[data-search-notice]"))
        goto(page, f"{url}search/?q={quote('年份:2021')}")
        settled(page)
        assert total(page) == 12
        assert page.inner_text("[data-search-notice]") == ""


@pytest.mark.browser
@pytest.mark.parametrize("lost", ["beginnings", "names"])
def test_the_page_tells_of_lost_names_and_searches_the_texts(
    site: Path, browser: Browser, tmp_path: Path, lost: str
) -> None:
    def lose(index: Path) -> None:
        manifest = json.loads((index / "manifest.json").read_text("utf-8"))
        (index / f"{manifest[lost]}.bin").unlink()

    folder = damaged(site, tmp_path / "site", lose)
    with served(folder) as url, opened(browser, url, f"search/?q={quote('次旺白玛')}") as page:
        settled(page)
        assert hits(page) == ["story-26"]
        assert re.search("索引有 . 个文件读不到", page.inner_text("[data-search-notice]"))


@pytest.mark.browser
def test_a_missing_text_is_told(site: Path, browser: Browser, tmp_path: Path) -> None:
    folder = damaged(site, tmp_path / "site", lambda index: (index / text_file(24)).unlink())
    with served(folder) as url, opened(browser, url, f"search/?q={quote('手术')}") as page:
        settled(page)
        assert total(page) == 25
        assert "读不到" in page.inner_text("[data-search-found]")


def other_version(index: Path) -> None:
    path = index / "manifest.json"
    write(path, json.dumps(json.loads(path.read_text()) | {"format": 999}).encode())


def no_index(index: Path) -> None:
    shutil.rmtree(index)


@pytest.mark.parametrize("change", [other_version, no_index])
def test_python_refuses_an_index_that_cannot_be_used(
    site: Path, tmp_path: Path, change: Callable[[Path], object]
) -> None:
    with pytest.raises(BadInput, match="999" if change is other_version else "manifest"):
        Index(damaged(site, tmp_path / "site", change) / "search/index")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("change", "words"), [(other_version, "版本与这一页不同"), (no_index, "检索索引读不到")]
)
def test_the_page_tells_of_an_index_that_cannot_be_used(
    site: Path, browser: Browser, tmp_path: Path, change: Callable[[Path], object], words: str
) -> None:
    folder = damaged(site, tmp_path / "site", change)
    with served(folder) as url, opened(browser, url, "search/?q=a") as page:
        page.wait_for_selector("[data-failed]")
        assert words in page.inner_text("[data-search-notice]")
        assert page.locator("[data-search-still] a:visible").first.is_visible()


@pytest.mark.browser
def test_a_server_that_sends_ranges_is_asked_for_pieces(site: Path, browser: Browser) -> None:
    """The answer is the same, and of files with several pieces none is fetched whole."""
    index = Index(site / "search/index")
    told = {f"{name}.bin" for _, name, _ in index.directory} | {"0.bin", "1.bin"}
    with ranged(site) as (url, asked):
        whole: list[str] = []
        page = browser.new_page(service_workers="block")
        page.on(
            "response",
            lambda r: (
                whole.append(r.url.rpartition("/")[2].partition("?")[0])
                if r.status == 200
                else None
            ),
        )
        goto(page, f"{url}search/?q={quote('做手术')}")
        settled(page)
        assert total(page) == 25
        assert page.inner_text("[data-search-notice]") == ""
        page.close()
    files = {one.partition(" ")[0] for one in asked}
    assert told & files and not told.intersection(whole)
