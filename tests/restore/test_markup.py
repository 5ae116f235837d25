"""Pages: the article comes out whole, the page around it stays out."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.restore.cases import cases, only

from aidstories.model import Passage, Role
from aidstories.restore import ledger
from aidstories.restore.reading.images import article_image
from aidstories.restore.run import restore

TEXT = st.sampled_from(
    [
        "援助医生在县医院工作了一年半，带出了队伍。",
        "县医院",
        "，",
        " ",
        "\n\n",
        "&nbsp;",
        "&#1",
        "{{ x }}",
        "<?",
        "<",
    ]
)
NAMES = st.sampled_from(
    [
        "div",
        "p",
        "span",
        "a",
        "h1",
        "ul",
        "li",
        "table",
        "td",
        "form",
        "title",
        "script",
        "b",
        "font",
    ]
)


def page(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def element(name: str, mark: str, inner: list[str], closed: bool) -> str:
        return f"<{name}{mark}>{''.join(inner)}" + (f"</{name}>" if closed else "")

    marks = st.sampled_from(["", " class='nav'", " id=c", " class='title'", " class='date'"])
    return st.builds(element, NAMES, marks, st.lists(children, max_size=4), st.booleans())


PAGES = st.recursive(TEXT, page, max_leaves=25)


def shown(passage: Passage) -> list[str]:
    return [str(passage.role), passage.text, *([passage.src] if passage.src else [])]


@pytest.mark.parametrize("case", cases("markup", "case", "negative"))
def test_markup(case: dict[str, Any]) -> None:
    assert [shown(p) for p in only(case["raw"]).passages] == case["passages"]


@pytest.mark.parametrize(
    ("address", "image"),
    [
        ("https://proxy.example/?http://img.example/a.jpeg", "http://img.example/a.jpeg"),
        (
            "https://proxy.example/?url=https%3A%2F%2Fimg.example%2Fa.jpeg",
            "https://img.example/a.jpeg",
        ),
        ("https://web.example/2021im_/https://img.example/a.png", "https://img.example/a.png"),
        ("http://img.example/a.jpeg?x=1", "http://img.example/a.jpeg?x=1"),
    ],
)
def test_images_behind_proxies(address: str, image: str) -> None:
    assert article_image(address) == image


@settings(max_examples=300, deadline=None)
@given(PAGES)
@example("<span>，。<title>一支带不走的队伍</span>他")
def test_every_page_is_conserved(raw: str) -> None:
    result = restore(raw.encode())
    assert ledger.revert(result.articles, result.ledger) == raw
    assert sum(result.ledger.counts.values()) == len(raw)


OWN, NEWS = "山里的医生又回来了", "走进乡村的门诊一天"
PROSE = "援助医生在县医院工作了一年半，带出了一支能独立手术的队伍，病人们不用再跑几百公里。"


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (f"<div>{OWN}</div><h1>{NEWS}</h1>", NEWS),
        (f"<h1>{NEWS}</h1><div>{OWN}</div>", OWN),
        (f"<div>{OWN}</div><h2>{NEWS}</h2>", OWN),
        (f"<h2>{NEWS}</h2><div>{OWN}</div>", OWN),
        (f"<h1>{NEWS}</h1><h2>{OWN}</h2>", OWN),
    ],
)
def test_the_headline_is_what_the_page_calls_itself_or_its_largest(lines: str, title: str) -> None:
    body = "".join(f"<p>{PROSE}{n}</p>" for n in ("", "他们说好。", "又来了。"))
    head = f"<head><title>{OWN}_河谷新闻网</title></head>"
    page = f"<html>{head}<body>{lines}<div>{body}</div></body></html>"
    assert only(page).first(Role.TITLE) == title


def test_many_pieces_take_time_in_proportion() -> None:
    """Work grows with the page, not with its square: 3,000 paragraphs with stray end tags."""
    one = "<p>援助医生在县医院工作了一年半，</i>带出了一支队伍。</p>"
    [article] = restore((one * 3000).encode()).articles
    assert len(article.passages) == 3000
