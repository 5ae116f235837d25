"""A newspaper's page: what its masthead says holds for all its articles."""

from __future__ import annotations

import pytest

from aidstories.describe.describe import describe
from aidstories.describe.masthead import masthead
from aidstories.model import Article, Origin, Passage, Role, YearBasis
from tests.archive import TABLES

HEAD = "2024年5月6日 星期一 海角日报 要闻 03版"
TEXT = "近日，县里的三所卫生院开工建设。"


def article(*lines: tuple[Role, str]) -> Article:
    return Article(passages=tuple(Passage(role=role, text=text) for role, text in lines))


FIRST = article((Role.SOURCE, HEAD), (Role.TITLE, "山里的灯"), (Role.PARAGRAPH, TEXT))
SECOND = article((Role.TITLE, "新楼启用"), (Role.PARAGRAPH, TEXT))


def test_a_masthead_dates_and_signs_every_article() -> None:
    for got in describe([FIRST, SECOND], {}, TABLES):
        assert (got.published, got.source) == ("2024-05-06", "海角日报")
        assert got.year_basis is YearBasis.STATED
    shown = {e.field: e.by for e in got.evidence}
    assert shown["published"] is shown["source"] is Origin.PAGE


def test_an_article_keeps_its_own_day_and_source() -> None:
    own = article((Role.TITLE, "新楼启用"), (Role.SOURCE, "2023-01-02 来源：北山晚报"))
    got = describe([FIRST, own], {}, TABLES)[1]
    assert (got.published, got.source) == ("2023-01-02", "北山晚报")


@pytest.mark.parametrize(
    "line", ["2024-05-06 来源：海角日报", "第3版 海角日报", "2024年5月6日　海角日报"]
)
def test_a_line_of_one_article_is_no_masthead(line: str) -> None:
    alone = article((Role.SOURCE, line), (Role.TITLE, "山里的灯"), (Role.PARAGRAPH, TEXT))
    assert masthead([alone, SECOND]) is None


def test_two_mastheads_or_one_article_share_nothing() -> None:
    assert masthead([FIRST]) is None
    assert masthead([FIRST, FIRST]) is None
    assert masthead([SECOND, FIRST]) is None
