"""Fields of records by their usual names, and the front matter that says them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidstories.model import Role
from aidstories.restore.reading.capture import open_capture
from aidstories.restore.reading.records import fields
from aidstories.restore.reading.records.dates import day_of
from aidstories.restore.reading.records.fields import Row, articles, columns_of, field_of, running
from aidstories.restore.reading.records.parts import one_line, part_of
from aidstories.restore.reading.refusal import Refusal
from aidstories.restore.run import restore

BODY = "九月一日，医疗队抵达县医院，八名队员当天就开始查房。"
OTHER = "一周之后，医疗队开出第一张带教清单，二十名本地医生认领了题目。"


def said(row: Row, **mapping: str) -> dict[str, str]:
    """Return what the front matter of the only part of a row says."""
    (part,) = articles([row], mapping)
    return dict(part.meta)


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("标题", "title"),
        ("標題", "title"),
        ("\ufeffPost_Title", "title"),
        ("Post Title", "title"),
        ("dc:creator", "author"),
        ("作者", "author"),
        ("來源", "source"),
        ("见报日期", "date"),
        ("INPUTTIME", "date"),
        ("content:encoded", "body"),
        ("摘要", "summary"),
        ("原文链接", "url"),
        ("_id", "id"),
        ("news_author", "author"),
        ("稿件作者", "author"),
        ("Article-Time", "date"),
        ("news_editor", ""),
        ("postcode", ""),
        ("更新时间", ""),
        ("modified", ""),
        ("editor", ""),
        ("contentious", ""),
        ("", ""),
    ],
)
def test_usual_names(name: str, field: str) -> None:
    assert field_of(name) == field


def test_no_name_means_two_fields() -> None:
    names = [name for row in fields._DATA["names"].values() for name in row]
    assert sorted(names) == sorted({*names})
    assert [name for name in names if fields.bare_name(name) != name] == []


def test_a_mapping_goes_before_the_table() -> None:
    row = {"title": "栏目", "biaoti": "夜间门诊", "neirong2": BODY, "content": OTHER}
    (part,) = articles([row], {"title": "biaoti", "body": "neirong2"})
    assert part.meta["title"] == "夜间门诊" and BODY in part.text and OTHER not in part.text
    found = columns_of(["title", "content"], {"body": "Title"})
    assert {field: names for field, names in found.items() if names} == {"body": ("title",)}


def test_the_body_is_the_column_with_most_running_text() -> None:
    rows = [{"text": "夜间门诊", "content": BODY, "title": title} for title in "甲乙丙"]
    assert all(BODY in part.text for part in articles(rows))
    swapped = [{"text": BODY * 2, "content": OTHER[:12], "title": "甲"}]
    assert BODY in articles(swapped)[0].text


def test_of_two_columns_with_the_same_text_the_better_name_counts() -> None:
    row = {"content_text": BODY, "content_html": f"<p>{BODY}</p>", "title": "甲"}
    assert f"<p>{BODY}</p>" in articles([row])[0].text


def test_a_summary_is_the_body_only_where_there_is_no_other() -> None:
    rows = [{"title": "甲", "summary": OTHER, "content": BODY}, {"title": "乙", "summary": OTHER}]
    one, two = articles(rows)
    assert BODY in one.text and OTHER not in one.text and OTHER in two.text
    with pytest.raises(Refusal):
        articles([{"title": "甲", "summary": "县医院"}])


def test_a_summary_in_paragraphs_opens_a_body_that_does_not_repeat_it() -> None:
    row = {"title": "甲", "summary": f"<p>{OTHER}</p>", "content": f"<p>{BODY}</p>"}
    assert articles([row])[0].text.endswith(f"<p>{OTHER}</p>\n<p>{BODY}</p>\n")
    again = row | {"content": f"<p>{OTHER}{BODY}</p>"}
    assert articles([again])[0].text.count(OTHER) == 1


def test_another_text_beside_the_body_is_told() -> None:
    rows = [{"title": "甲", "content": BODY, "body": OTHER}, {"title": "乙", "content": BODY}]
    one, two, note = articles(rows)
    assert BODY in one.text and OTHER not in one.text and BODY in two.text
    assert (note.text, "“body”" in note.unread, OTHER[:10] in note.unread) == ("", True, True)
    assert len(articles([{"content": BODY, "html": f"<div><p>{BODY}</p></div>"}])) == 1
    assert len(articles([{"content": BODY, "body": "夜间门诊"}])) == 1
    assert [OTHER in part.text for part in articles(rows, {"body": "body"})] == [True, False]


def test_records_without_a_body_are_passed_over_and_counted() -> None:
    rows = [{"title": "甲", "content": ""}, {"title": "乙", "content": BODY}, {"title": "丙"}]
    part, note = articles(rows)
    assert (part.name, part.meta["title"]) == ("2", "乙")
    assert note.text == "" and "2" in note.unread
    assert len(articles(rows[1:2])) == 1


@pytest.mark.parametrize("body", ["", " \n", "<p>&nbsp;</p>", "<img src='a.jpg'>", "2021", "\0"])
def test_no_body_is_refused_with_the_columns(body: str) -> None:
    with pytest.raises(Refusal) as caught:
        articles([{"编码": "1", "biaoti": "甲", "content": body}])
    assert "编码、biaoti、content" in caught.value.zh and "seeds.toml" in caught.value.zh


def test_rows_beside_the_articles_are_left_out() -> None:
    rows = [
        {"post_type": kind, "post_title": kind, "post_content": BODY}
        for kind in ("post", "revision", "attachment")
    ]
    assert [part.meta["title"] for part in articles(rows) if part.text] == ["post"]


@pytest.mark.parametrize(
    ("rows", "keys"),
    [
        ([{"id": "7"}, {"id": "9"}], ["7", "9"]),
        ([{"id": "7"}, {"id": "7"}], ["1", "2"]),
        ([{"id": "7"}, {"id": ""}], ["1", "2"]),
        ([{"id": "7", "url": "/a"}, {"id": "7", "url": "/b"}], ["/a", "/b"]),
        ([{"id": "7" * 300}, {"id": "9"}], ["1", "2"]),
    ],
)
def test_keys_of_records(rows: list[dict[str, str]], keys: list[str]) -> None:
    assert [p.name for p in articles([{**row, "content": BODY} for row in rows])] == keys


def test_escaped_html_is_unescaped_once() -> None:
    (part,) = articles([{"content": f"&lt;p&gt;{BODY}&lt;/p&gt;&lt;p&gt;A &amp;lt; B&lt;/p&gt;"}])
    assert part.text == f"<p>{BODY}</p><p>A &lt; B</p>\n"
    (part,) = articles([{"content": f"<p>{BODY}</p>&lt;p&gt;"}])
    assert "&lt;p&gt;" in part.text
    escaped = f"&lt;p&gt;{BODY}&lt;/p&gt;" * 2
    (part,) = articles([{"content": f'{escaped}<img src="a.jpg">'}])
    assert "&lt;" not in part.text and "<img" in part.text


def test_attributes_that_alone_are_escaped_are_unescaped() -> None:
    quoted = f"<p>{BODY} a=&quot;b&quot;</p><img src&#x3D;&quot;a.jpg&quot; alt=&quot;图&quot;>"
    (part,) = articles([{"content": quoted}])
    assert part.text == f'<p>{BODY} a=&quot;b&quot;</p><img src="a.jpg" alt="图">\n'


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("http://news.example/20210901/50ea713a/c.html", "2021-09-01"),
        ("http://news.example/zh/2021-09/01/c_1.htm", "2021-09-01"),
        ("http://news.example/n1/2021/0901/c14.html", "2021-09-01"),
        ("http://news.example/2021/13/01/c.html", None),
        ("http://news.example/item/202109015", None),
        ("http://news.example/c.html?day=/20210901/", None),
    ],
)
def test_the_day_of_an_address_is_kept_to_be_doubted(url: str, day: str | None) -> None:
    assert said({"title": "甲", "content": BODY, "url": url}).get("created") == day


def test_a_day_that_dates_no_article_is_kept_to_be_doubted() -> None:
    row = {"title": "甲", "content": BODY, "updated_at": "2021-09-02 08:00:00"}
    assert said(row) == {"title": "甲", "created": "2021-09-02"}
    assert said({**row, "date": "2021-09-01"})["date"] == "2021-09-01"
    assert "created" not in said({**row, "date": "2021-09-01"})
    assert "created" not in said({**row, "updated_at": "never", "format": "2021"})


@pytest.mark.parametrize("src", ["/upload/a.jpg", "https://example.com/a", "img/a.png?v=1"])
def test_an_address_is_no_source(src: str) -> None:
    row = {"title": "甲", "content": BODY, "src": src}
    assert "source" not in said(row)
    assert said({**row, "src": "海角体育"})["source"] == "海角体育"


def test_values_of_the_front_matter() -> None:
    row = {
        "title": "<b>医疗队</b> &amp; 县医院\n的一天",
        "author": "3",
        "writer": "何青",
        "copyfrom": "高原晚报",
        "inputtime": "1630454400",
        "副题": "八人当天查房",
        "url": "/a?b=1&amp;c=2&copy=3",
        "content": BODY,
    }
    assert said(row) == {
        "title": "医疗队 & 县医院 的一天",
        "subtitle": "八人当天查房",
        "author": "何青",
        "source": "高原晚报",
        "date": "2021-09-01",
        "url": "/a?b=1&c=2&copy=3",
    }


@pytest.mark.parametrize("title", ["2021", "-", "null", "a: b", "'", '"', "It's “甲”", "\\n"])
def test_the_title_of_a_record_is_that_of_its_story(title: str) -> None:
    (part,) = articles([{"title": title, "content": BODY}])
    result = restore(part.text.encode())
    assert result.parts[0].meta["title"] == title
    if any(c.isalnum() for c in title):
        (article,) = result.articles
        assert article.first(Role.TITLE) == title
        assert article.texts(Role.PARAGRAPH) == (BODY,)


KEYS = st.sampled_from(["title", "author", "date", "source", "url", "subtitle"])


@given(st.dictionaries(KEYS, st.text()), st.text())
def test_front_matter_is_read_back_exactly(meta: dict[str, str], body: str) -> None:
    part = part_of(meta, body, "1")
    assert part.meta == {key: line for key, value in meta.items() if (line := one_line(value))}
    part.text.encode()
    if part.meta:
        assert open_capture(part_of(meta, BODY, "1").text).meta == part.meta


def test_what_no_file_can_hold_goes_from_a_body() -> None:
    assert part_of({}, "甲\0乙\ud800丙", "1").text == "甲乙\ufffd丙\n"


def test_limits() -> None:
    row = {"content": BODY}
    with pytest.raises(Refusal, match="20001 records"):
        articles([row] * 20_001)
    long = {"content": "甲" * (fields.LONGEST_RECORD + 1)}
    with pytest.raises(Refusal, match="Record 1 "):
        articles([long])
    with pytest.raises(Refusal, match="Record 2 "):
        articles([row, long])


def test_all_bodies_together_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fields, "MOST_CHARACTERS", 2 * len(BODY))
    assert len(articles([{"content": BODY}] * 2)) == 2
    with pytest.raises(Refusal, match="texts of this file"):
        articles([{"content": BODY}] * 3)


def test_running_text() -> None:
    assert running(f"<p class='a,b'>{BODY}</p>") == len(BODY)
    assert running("值班表") == running("3.14") == 0


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2021-09-01", "2021-09-01"),
        ("2021-09-01 08:00:00", "2021-09-01"),
        ("2021/9/1 8:00", "2021-09-01"),
        ("2021.9.1", "2021-09-01"),
        ("2021年9月1日 星期三", "2021-09-01"),
        ("2021年9月", "2021-09"),
        ("２０２１年９月１日", "2021-09-01"),
        ("20210901", "2021-09-01"),
        ("20210901080000", "2021-09-01"),
        ("202109010800", "2021-09-01"),
        ("2021090108", "2021-09-01"),
        ("202109", "2021-09"),
        ("2021", "2021"),
        ("1630425600", "2021-09-01"),
        ("1630425599", "2021-08-31"),
        ("1630425600000", "2021-09-01"),
        ("1630425600.0", "2021-09-01"),
        ("/Date(1630425600000+0800)/", "2021-09-01"),
        ("2021-08-31T16:00:00Z", "2021-09-01"),
        ("2021-08-31T15:59:59Z", "2021-08-31"),
        ("2021-08-31T16:00:00.000+00:00", "2021-09-01"),
        ("2021-09-01T00:30:00+08:00", "2021-09-01"),
        ("2021-08-31T20:00:00-05:00", "2021-09-01"),
        ("2021-09-01 02:00:00 UTC", "2021-09-01"),
        ("Tue, 31 Aug 2021 16:00:00 GMT", "2021-09-01"),
        ("Tue, 31 Aug 2021 16:00:00 -0000", "2021-09-01"),
        ("Wed, 01 Sep 2021 23:00:00 +0800", "2021-09-01"),
        ("Wed, 01 Sep 2021 23:00:00 CST", "2021-09-01"),
        ("Wed Sep 01 2021 08:00:00 GMT+0800 (中国标准时间)", "2021-09-01"),
        ("二〇二一年九月一日", "二〇二一年九月一日"),
        ("", ""),
        ("0", ""),
        ("0000-00-00 00:00:00", ""),
        ("2021-13-45", ""),
        ("2021-02-30", ""),
        ("20211345", ""),
        ("99999999999999999999", ""),
        ("9" * 5000, ""),
        ("昨天", ""),
        ("第3版", ""),
        ("2021-09-02 更新", ""),
        ("updated 2021-09-02", ""),
        ("0001-01-01T00:00:00+23:59", ""),
        ("9999-12-31T23:59:59-12:00", ""),
    ],
)
def test_days(value: str, day: str) -> None:
    assert day_of(value) == day


@given(st.one_of(st.text(), st.from_regex(r"[\d年月日:TZ /.+-]{1,30}", fullmatch=True)))
def test_any_text_is_a_day_or_none(value: str) -> None:
    assert isinstance(day_of(value), str)


@pytest.mark.parametrize(
    ("body", "read"),
    [
        ("测试一下", False),
        ("<p>sadsad</p>", False),
        ("&lt;p&gt;a啊啊&lt;/p&gt;", False),
        ("义诊", True),
        ("县医院开了夜间门诊", True),
        ("医疗队到了。", True),
        ("<img src='a.jpg'>甲", True),
    ],
)
def test_a_row_that_tries_out_a_system_is_told(body: str, read: bool) -> None:
    rows = [{"title": "医疗队", "content": BODY}, {"title": "233", "content": body}]
    told = [part for part in articles(rows) if part.unread]
    assert [part.text for part in told] == [""] * (not read)
    assert len(articles(rows)) == 2


def test_rows_of_few_words_alone_are_read() -> None:
    assert [part.unread for part in articles([{"title": "甲", "content": "测试一下"}])] == [""]


@pytest.mark.parametrize(
    ("other", "kept"),
    [
        ({"content": f"<p>　　{BODY}</p>"}, False),
        ({"content": f"{BODY}又及。"}, True),
        ({"date": "2021-10-01"}, True),
        ({"title": "甲"}, True),
    ],
)
def test_a_row_that_says_again_what_one_did_is_told(other: Row, kept: bool) -> None:
    row = {"title": "医疗队", "date": "2021-09-01", "content": BODY}
    first, second = articles([row, {**row, **other}])
    assert (first.unread, bool(second.text)) == ("", kept)
    assert kept or second.unread.endswith("第 2 条。")
