"""The queries against a thousand stories: recall and precision are 1, in Python and in Chromium."""

import pytest

from aidstories.search import Index, search
from tests.search.site import ASK, opened
from tests.search.synthetic import queries
from tests.search.truth import Truth


@pytest.fixture(scope="module")
def asked(many):
    found = queries(many)
    assert len(found) >= 96
    return found


@pytest.fixture(scope="module")
def index(many_site):
    return Index(many_site / "search/index")


@pytest.fixture(scope="module")
def expected(asked, many_documents):
    truth = Truth(many_documents)
    return [truth.matching(words) for words in asked]


def test_python_finds_all_and_nothing_else(asked, index, expected):
    ids = list(_ids(index))
    for words, wanted in zip(asked, expected, strict=True):
        assert {ids[hit.number] for hit in search(index, " ".join(words)).hits} == wanted, words


@pytest.mark.browser
def test_the_browser_finds_all_and_nothing_else(asked, index, expected, browser, many_address):
    ids = list(_ids(index))
    with opened(browser, many_address) as page:
        answers = page.evaluate(ASK, [" ".join(words) for words in asked])
    for words, wanted, answer in zip(asked, expected, answers, strict=True):
        assert {ids[number] for number, *_ in answer["hits"]} == wanted, words


@pytest.mark.browser
def test_both_engines_give_the_same_hits_in_the_same_order(asked, index, browser, many_address):
    texts = [" ".join(words) for words in asked[::4]]
    texts += [f"{a[0]} -{b[0]}" for a, b in zip(asked[30:40], asked[10:20], strict=True)]
    texts += [
        "地区:那曲 手术",
        "年份:2020 -癌",
        "来源:日报 作者:扎西",
        '"患者，医"',
        "-医生",
        "lasa",
    ]
    with opened(browser, many_address) as page:
        answers = page.evaluate(ASK, texts)
    for text, answer in zip(texts, answers, strict=True):
        hits = [[h.number, h.titles, h.raw] for h in search(index, text).hits]
        assert answer["hits"] == hits, text


def _ids(index):
    return (index.record(number)["id"] for number in range(index.numbers))
