"""The page of results as the tests see it, over a few stories with all that a story may have."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from playwright.sync_api import Page

from aidstories.search.documents import Document
from aidstories.search.raw import RawRun
from tests.search.corpus import make

PLACES = ("西藏自治区/那曲市/聂荣县", "西藏自治区/拉萨市", "西藏自治区/那曲市")


def corpus() -> Iterator[Document]:
    for n in range(25):
        yield make(
            n,
            f"第{n}篇，援藏医生在高原做手术。" + "患者康复。" * 30 + "又一次手術。",
            titles=[f"故事{n}"],
            region=[PLACES[n % 3]],
            year=[str(2020 + n % 2)],
            author=["央金"] if n == 3 else [],
        )
    yield make(25, "甲<b>乙</b>", titles=["<img src=x onerror=document.title='bad'>"])
    yield make(26, "次旺白玛说。", titles=["人物"], author=["次旺白玛"])
    yield make(
        27, "原文之事", titles=["原文"], raw=[RawRun(before="远程指导", text="于木", after="》")]
    )
    yield make(28, "专家来了，“组团式”援藏在继续。", titles=["专家"])


def named(documents: Iterable[Document]) -> Iterator[Document]:
    """Give the documents' authors a place in the index of people."""
    for d in documents:
        yield replace(d, facets={**d.facets, "person": d.facets["author"]})


def settled(page: Page) -> None:
    """Wait until the page shows what its address says."""
    page.wait_for_function(
        """() => {
          const { failed, total, ready = "" } = document.querySelector("[data-search-page]").dataset
          const same = text => text.replaceAll("+", "%20")
          return failed || (total !== undefined && same(ready) === same(location.search))
        }"""
    )


def total(page: Page) -> int:
    return int(page.get_attribute("[data-search-page]", "data-total") or "")


def hits(page: Page) -> list[str]:
    return [e.get_attribute("data-hit") or "" for e in page.query_selector_all("[data-hit]")]


def marks(page: Page, where: str = "[data-search-found]") -> list[str]:
    return page.locator(f"{where} mark").all_inner_texts()
