"""A title exchanged in the links to its story, and where it stands among others."""

from __future__ import annotations

import json

import pytest

from aidstories.site.archive.browse import reranked
from aidstories.site.archive.related import Likeness
from aidstories.site.patching.pieces.links import in_links
from aidstories.site.patching.pieces.tables import Unlike

TITLES = "甲去了".encode(), "乙去了".encode()


def changed(html: str) -> str:
    return in_links(html.encode(), "jia", TITLES).decode()


@pytest.mark.parametrize(
    "link",
    [
        '<a href="stories/jia/">{}</a>',
        '<a href="../jia/#p2" lang="zh-Hans">{}</a>',
        r"<a href=\"../stories/jia/\">{}</a>",
        '<a href="../../stories/jia/#p1">“去了” <small>《{}》</small></a>',
        '<a href="../yi/">甲去了</a><a href="../jia/"><small>上一篇</small><span>{}</span></a>',
        '<h1>甲去了</h1><p>甲去了。</p><a href="../jia/">{}</a>',
        '<title>甲去了没有</title><h1 id="title">甲去了没有</h1><a href="../jia/">{}</a>',
    ],
    ids=[
        "link",
        "passage",
        "JSON",
        "statement",
        "twin beside it",
        "page of a twin",
        "page of a longer one",
    ],
)
def test_a_title_is_exchanged_in_links_to_its_story(link: str) -> None:
    assert changed(link.format("甲去了")) == link.format("乙去了")


@pytest.mark.parametrize(
    "html",
    [
        "<p>甲去了</p>",
        '<p>甲去了</p><a href="../jia/">甲去了</a>',
        '<h1>甲</h1><p>甲去了</p><a href="../jia/">甲去了</a>',
        '<a name="x">甲去了</a>',
        '<a href="../jia/">后来甲去了</a>',
        '<a href="../jia/">甲去了<b>甲去了</b></a>',
    ],
    ids=["text", "text and link", "page of a shorter one", "no target", "within words", "twice"],
)
def test_a_title_anywhere_else_is_left_to_a_build(html: str) -> None:
    with pytest.raises(Unlike):
        changed(html)


@pytest.mark.parametrize("link", ['<a href="../jiajia/">甲去了</a>', '<a href="../jia/">丙</a>'])
def test_other_links_stand(link: str) -> None:
    assert changed(link) == link


def listed(*titles: str) -> bytes:
    """Return the rows of stories named by numbers, of which each has the place of its title."""
    order = sorted((title, n) for n, title in enumerate(titles))
    rows = [[str(n), title, "", "", order.index((title, n))] for n, title in enumerate(titles)]
    return json.dumps({"stories": rows}, separators=(",", ":")).encode()


def test_a_new_title_takes_its_place_among_all() -> None:
    for new in ("a", "c", "e", "g", "b", "d"):  # of one title, the newest comes first
        assert reranked(listed("b", "f", "d"), "1", new, str) == listed("b", new, "d")


def test_a_title_of_no_story_takes_no_place() -> None:
    with pytest.raises(ValueError):
        reranked(listed("b", "f", "d"), "9", "x", str)


def test_rows_in_several_files_take_no_place() -> None:
    data = listed("b").replace(b'{"stories"', b'{"more":[],"stories"')
    with pytest.raises(ValueError):
        reranked(data, "0", "x", str)


def test_who_shares_what_is_rare_is_nearest() -> None:
    told = ({"rare", "common"}, {"common"}, {"rare", "common"}, {"common"}, {"alone"})
    likeness = Likeness([tuple(sorted(one)) for one in told])
    assert likeness.best(0) == (2, 1, 3)
    assert likeness.best(4) == ()
