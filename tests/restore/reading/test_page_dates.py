"""The day of an issue stands in its running head, and nowhere else on many a page."""

from __future__ import annotations

import pytest

from aidstories.restore.reading.extraction import LaidBlock, Part
from aidstories.restore.reading.pages.blocks import open_pages

BODY = "医疗队走进牧区，为老人做检查。"


def part(*blocks: tuple[str, bool]) -> Part:
    text, laid = "", []
    for words, running in blocks:
        laid.append(LaidBlock(span=(len(text), len(text) + len(words)), running=running))
        text += words + "\n\n"
    return Part(text=text, blocks=tuple(laid))


@pytest.mark.parametrize(
    "head", ["高原日报 2021年3月4日 星期四 第05版", "高原日报　2021-03-04　05", "2021 年 3 月 4 日"]
)
def test_a_running_head_dates_the_page(head: str) -> None:
    assert open_pages(part((head, True), (BODY, False))).meta["date"] in head


@pytest.mark.parametrize(
    "blocks",
    [
        [("高原日报 第05版", True), ("2021年3月4日，" + BODY, False)],  # the text says so
        [("2021年3月4日", True), (BODY, False), ("2021年3月5日", True)],  # two issues
        [("第2021-3版", True), (BODY, False)],
    ],
)
def test_no_other_date_does(blocks: list[tuple[str, bool]]) -> None:
    assert "date" not in open_pages(part(*blocks)).meta
