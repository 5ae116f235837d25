"""What a reader says of its blocks: their borders, and what the mark-up hints at."""

from __future__ import annotations

from typing import Any

import pytest

from aidstories.restore.draft import Border, Draft, Listed
from aidstories.restore.reading.capture import open_capture

PAGE = """<article>
<h2 class="big">两年的路</h2>
<p id="lead">援助医生在县医院工作了一年半，带出了队伍。</p>
<p><strong>第一课</strong></p>
<p><strong>第一课</strong>上了三天，来的人很多，坐不下。</p>
<ol class="steps"><li>查视力，送药箱</li></ol>
<ul><li><a href="/a">去看病，也去送药。</a></li></ul>
<blockquote><p>明年我还来，后年也来。</p></blockquote>
<p align="center">县医院大厅，人很多，很热闹</p>
</article>"""


def hinted(text: str) -> Any:
    [block] = [b for b in open_capture(PAGE).blocks if b.text.startswith(text)]
    return block


def test_every_block_of_a_page_has_hard_borders() -> None:
    blocks = open_capture(PAGE).blocks
    assert len(blocks) == 8
    assert {border for b in blocks for border in (b.before, b.after)} == {Border.HARD}


def test_a_blank_line_of_a_broken_text_is_soft() -> None:
    draft: Draft = open_capture("援助医生在县医院工作了一\n\n年半，带出了队伍。")
    assert [(b.before, b.after) for b in draft.blocks] == [(Border.SOFT, Border.SOFT)] * 2


@pytest.mark.parametrize(
    ("text", "hint", "value"),
    [
        ("两年的路", "tag", "h2"),
        ("两年的路", "names", "big"),
        ("援助医生", "tag", "p"),
        ("援助医生", "names", "lead"),
        ("援助医生", "strong", False),
        ("第一课上", "strong", False),
        ("1. 查视力", "listed", Listed.ORDERED),
        ("1. 查视力", "linked", False),
        ("去看病", "listed", Listed.UNORDERED),
        ("去看病", "linked", True),
        ("明年", "listed", None),
        ("县医院大厅", "centred", True),
        ("明年", "centred", False),
    ],
)
def test_hints(text: str, hint: str, value: object) -> None:
    assert getattr(hinted(text).hints, hint) == value


def test_a_bold_line_and_a_quotation() -> None:
    [bold] = [b for b in open_capture(PAGE).blocks if b.text == "第一课"]
    assert bold.hints.strong
    assert "blockquote" in hinted("明年").hints.within
    assert "blockquote" not in hinted("援助医生").hints.within
