"""What holds for any text: no error, honest spans, one description for each article."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aidstories.describe import describe
from aidstories.describe.dates import find_dates, parse_stamp
from aidstories.model import Article, Passage, Role
from tests.archive import TABLES

PIECES = (
    *("西藏", "拉萨市", "城关区", "聂荣县", "朝阳", "海南州", "北京", "浙江杭嘉", "自治区人民医院"),
    *("上海市第一人民医院", "酒泉医院", "援藏", "医疗队", "对口支援", "“组团式”", "选派", "帮扶"),
    *("赴", "考察", "主任", "教授", "李", "次仁", "说", "，", "。", "、", "《", "》", "（", "）"),
    *("2024年", "8月", "15日", "今年", "两年多来", "第十批", "来源：", "新华社", "电", "\n", " "),
    *("🏔", "བོད་", "0", "\x00"),
    *("进驻", "医疗队深入", "签署协议", "援藏医疗队", "分别", "医生李明远", "援长医疗队", "由"),
    *(
        "援宁医疗队",
        "两人是",
        "在巴西",
        "Dr. ",
        "doctors from ",
        "Nagqu",
        "Tibet",
        " and ",
        "Lhasa ",
    ),
    *("ཡུལ་ཤུལ", "་", "ལྷ་ས", "འི", "ནས་", "སྨན་ཁང་", "།"),
)
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=24).map("".join)
passages = st.builds(Passage, role=st.sampled_from(Role), text=texts)
articles = st.builds(Article, passages=st.lists(passages, max_size=6).map(tuple))
meta = st.dictionaries(st.sampled_from(["title", "author", "date", "url", "source"]), texts)


@given(st.lists(articles, max_size=3), meta)
def test_any_capture(captured: list[Article], about: dict[str, str]) -> None:
    """Any articles are described, and every span of evidence reads its quote."""
    got = describe(captured, about, TABLES)
    assert len(got) == len(captured)
    for article, description in zip(captured, got, strict=True):
        for e in description.evidence:
            if e.by == "text":
                assert e.passage is not None
                assert article.passages[e.passage].text[e.start : e.end] == e.quote
        for made in description.aid:
            quoted = [e for e in description.evidence if (e.field, e.value) == ("aid", made.key)]
            assert 1 <= len(quoted) <= 3
            assert all(e.quote for e in quoted)
        assert len(set(description.values("aid"))) == len(description.aid)
        assert len(set(description.regions)) == len(description.regions)
        assert len(set(description.donors)) == len(description.donors)
        assert (description.year is None) == (description.year_basis.value == "unknown")


@given(st.lists(articles, max_size=2), meta)
def test_the_same_again(captured: list[Article], about: dict[str, str]) -> None:
    """Describing depends on nothing but its arguments."""
    assert describe(captured, about, TABLES) == describe(captured, about, TABLES)


@given(texts | st.text())
def test_any_date(text: str) -> None:
    """Dates are of the calendar and inside the text; a stamp is EDTF or nothing."""
    for found in find_dates(text):
        assert 0 <= found.start < found.end <= len(text)
        assert found.year or found.day
    stamp = parse_stamp(text)
    assert stamp is None or stamp[:4].isdigit()
