"""Who published a text and when, however its page sets that line."""

from __future__ import annotations

from typing import Any

import pytest

from aidstories.describe import describe
from aidstories.model import Role
from aidstories.restore.run import restore
from tests.archive import TABLES
from tests.restore.cases import cases

_Shown = tuple[str | None, str | None, str | None, list[str]]
_TITLE = "海角县人民医院开展首例腹腔镜手术"
_TEXT = (
    "5月6日，海角县人民医院外科在援助专家指导下完成首例腹腔镜手术，患者术后恢复良好，已经可以下床。",
    "近年来，医院通过“师带徒”的方式培养本地骨干二十余人，群众在家门口就能看上病、看好病。",
    "医院负责人表示，下一步将继续加强学科建设，不断提升医疗服务水平，更好地服务当地各族群众。",
)
_PAPERS = ("天涯晚报", "健康海角", "海角县人民医院", "海角发布", "海角县融媒体中心", "新华社")
_DAYS = ("2019-08-26", "2019年8月26日", "2019/08/26 10:20", "2019年08月26日 星期一", "2019.08.26")


def _set_in(form: str, n: int) -> tuple[str, str]:
    paper, day = _PAPERS[n % len(_PAPERS)], _DAYS[n % len(_DAYS)]
    return form.replace("{S}", paper).replace("{D}", day).replace("{A}", "段敏"), paper


def _shown(page: str) -> _Shown:
    """Return the title, the source, the day and the text of the one story on a page."""
    (article,) = restore(page.encode()).articles
    (found,) = describe((article,), {}, TABLES)
    title = article.first(Role.TITLE)
    return title, found.source, found.published, [*article.texts(Role.PARAGRAPH)]


@pytest.mark.parametrize("n", range(3))
@pytest.mark.parametrize("case", cases("source_forms", "head"))
def test_over_a_text(case: dict[str, Any], n: int) -> None:
    line, paper = _set_in(case["raw"], n)
    body = "".join(f"<p>{text}</p>" for text in _TEXT)
    page = f"<html><body><h1>{_TITLE}</h1><div>{line}</div><div>{body}</div></body></html>"
    for shown in (_shown(page), _shown("\n\n".join((_TITLE, line, *_TEXT)))):
        _holds(shown, case["says"], paper)


@pytest.mark.parametrize("n", range(3))
@pytest.mark.parametrize("case", cases("source_forms", "tail"))
def test_below_a_text(case: dict[str, Any], n: int) -> None:
    line, paper = _set_in(case["raw"], n)
    _holds(_shown("\n\n".join((_TITLE, *_TEXT, line))), case["says"], paper)


def _holds(shown: _Shown, says: list[str], paper: str) -> None:
    title, source, published, texts = shown
    assert title == _TITLE
    assert source == (paper if "source" in says else None)
    assert published == ("2019-08-26" if "day" in says else None)
    assert [text for text in texts if text in _TEXT] == [*_TEXT]


@pytest.mark.parametrize(
    ("short", "account", "source"),
    [
        ("新闻网", "海角大学新闻网", "海角大学新闻网"),
        ("天涯晚报", "海角大学新闻网", "天涯晚报"),
    ],
)
def test_a_house_short_on_its_own_pages(short: str, account: str, source: str) -> None:
    page = "\n\n".join((_TITLE, f"来源：{short}", *_TEXT))
    (article,) = restore(page.encode()).articles
    (found,) = describe((article,), {"source": account}, TABLES)
    assert found.source == source


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("天涯晚报：https://example.com/a/1.html", "天涯晚报"),
        ("天涯晚报 http://example.com/a/1.html", "天涯晚报"),
        ("原文链接：https://example.com/a/1.html", None),
        ("本文来源于天涯晚报", "天涯晚报"),
        ("文章来源于：海角县卫健委", "海角县卫健委"),
    ],
)
def test_a_line_with_an_address_or_in_words(line: str, source: str | None) -> None:
    title, found, _, texts = _shown("\n\n".join((_TITLE, *_TEXT, line)))
    assert (title, found, texts) == (_TITLE, source, [*_TEXT])


@pytest.mark.parametrize(
    "said",
    [
        "天涯晚报说，稿件全文在https://example.com/a/1.html可以读到，欢迎转给身边的人。",
        "来源于生活，又高于生活，这是队长常挂在嘴边的一句话。",
        "文章来源于他在海角的三百个日夜，每一个字都是在值班室里写下的。",
    ],
)
def test_a_sentence_with_an_address_is_text(said: str) -> None:
    title, found, _, texts = _shown("\n\n".join((_TITLE, *_TEXT, said)))
    assert (title, found, texts) == (_TITLE, None, [*_TEXT, said])
