"""What a page says of itself outside its text, and who is believed."""

from __future__ import annotations

import pytest
from tests.archive import TABLES

from aidstories.describe import describe
from aidstories.model import Role
from aidstories.restore.run import restore

BODY = (
    "<p>援助医生在县医院工作了一年半，带出了一支能独立手术的队伍。</p>"
    "<p>病人们说，家门口有了好医生，看病不用再跑几百公里。</p>"
)
LINKED = (
    '<script type="application/ld+json">{"@type":"NewsArticle","headline":"乙县的新门诊",'
    '"datePublished":"2023-06-05T08:00:00+08:00","author":{"name":"段敏"},'
    '"publisher":{"name":"甲市日报"}}</script>'
)


def meta(head: str, body: str = "") -> dict[str, str]:
    page = f"<html><head>{head}</head><body><h1>乙县的新门诊</h1>{body}{BODY}</body></html>"
    return dict(restore(page.encode()).parts[0].meta)


def test_json_ld_is_believed_first() -> None:
    said = meta(LINKED + '<meta name="author" content="管理员">')
    assert (said["author"], said["source"]) == ("段敏", "甲市日报")
    assert said["date"].startswith("2023-06-05")


def test_json_ld_names_by_another_object_of_its_graph() -> None:
    graph = (
        '{"@graph":[{"@type":"Person","@id":"#p","name":"段敏"},{"@type":["Article","NewsArticle"],'
        '"author":[{"@id":"#p"}],"publisher":{"@id":"#o"}}]}'
    )
    said = meta(f'<script type="application/ld+json">{graph}</script>')
    assert (said["author"], said.get("source")) == ("段敏", None)


def test_json_ld_of_a_story_comes_before_that_of_its_page() -> None:
    page = '{"@type":"WebPage","name":"乙县的新门诊","dateModified":"2024-01-01"}'
    story = '{"@type":["Article"],"datePublished":"2023-06-05","author":[{"name":"段敏"}]}'
    graph = f'<script type="application/ld+json">{{"@graph":[{page},{story}]}}</script>'
    apart = "".join(f'<script type="application/ld+json">{d}</script>' for d in (page, story))
    for said in map(meta, (graph, apart)):
        assert (said["author"], said["date"]) == ("段敏", "2023-06-05")
    alone = '{"@type":"WebPage","datePublished":"2023-06-05"}'
    assert meta(f'<script type="application/ld+json">{alone}</script>')["date"] == "2023-06-05"


def test_json_ld_names_every_writer() -> None:
    data = '{"@type":"NewsArticle","author":[{"name":"段敏"},"何青",{"@id":"#x"}]}'
    page = f'<script type="application/ld+json">{data}</script><h1>乙县的新门诊</h1>{BODY}'
    found = restore(page.encode())
    (known,) = describe(found.articles, found.parts[0].meta, TABLES)
    assert [p.name for p in known.byline] == ["段敏", "何青"]


def test_json_ld_may_have_a_comma_too_many() -> None:
    data = '{"@type":"NewsArticle","author":["段敏", ],"headline":"一,} 二", \n}'
    said = meta(f'<script type="application/ld+json">{data}</script>')
    assert (said["author"], said["title"]) == ("段敏", "一,} 二")
    broken = meta('<script type="application/ld+json">{"@type":"Article",,"author":"段"}</script>')
    assert "author" not in broken


@pytest.mark.parametrize("hidden", ["//<![CDATA[\n{}\n//]]>", "<!--\n{}\n-->", "{}"])
def test_json_ld_is_read_however_it_is_hidden(hidden: str) -> None:
    data = '{"@type":"NewsArticle","author":"段敏","description":"一行\n两行 -->"}'
    said = meta(f'<script type="application/ld+json">{hidden.format(data)}</script>')
    assert said.get("author") == "段敏"


def test_the_elements_of_a_line_hold_a_name_each() -> None:
    line = '<p><span itemprop="author">段敏</span> <span itemprop="publisher">甲市日报</span></p>'
    found = restore(f"<h1>乙县的新门诊</h1>{line}{BODY}".encode())
    (known,) = describe(found.articles, found.parts[0].meta, TABLES)
    assert ([p.name for p in known.byline], known.source) == (["段敏"], "甲市日报")


def test_the_label_of_a_writer_waits_for_the_name_in_the_next_element() -> None:
    line = '<p><span class="author">作者：</span><span class="name">段敏</span></p>'
    found = restore(f"<h1>乙县的新门诊</h1>{line}{BODY}".encode())
    (known,) = describe(found.articles, found.parts[0].meta, TABLES)
    assert [p.name for p in known.byline] == ["段敏"]


def test_broken_json_ld_says_nothing() -> None:
    said = meta('<script type="application/ld+json">{"@type":</script><title>乙县的新门诊</title>')
    assert said == {"title": "乙县的新门诊"}


def test_the_publishing_system_goes_before_the_title_element() -> None:
    said = meta(
        '<title>某某网</title><meta name="ArticleTitle" content="乙县的新门诊">'
        '<meta name="PubDate" content="2021-06-03"><meta name="ContentSource" content="甲市日报">'
    )
    assert said == {"title": "乙县的新门诊", "date": "2021-06-03", "source": "甲市日报"}


def test_a_time_element_dates_a_page() -> None:
    assert meta("", '<time datetime="2022-03-04T10:00">3月4日</time>')["date"] == "2022-03-04T10:00"
    assert "date" not in meta("", "<time>昨天</time>")


def test_a_wechat_page_names_its_account_and_day() -> None:
    account = '<a id="js_name"> 乙县卫健 \n</a>'
    said = meta('<meta property="og:site_name" content="微信公众平台">', account)
    assert said["source"] == "乙县卫健"
    said = meta("", account + '<script>var ct = "1581517074";</script>')
    assert said["date"] == "2020-02-12"
    assert meta("", '<a id="post-user">乙县卫健</a>')["source"] == "乙县卫健"
    assert "source" not in meta("", '<a id="post-users">乙县卫健</a>')


@pytest.mark.parametrize("seconds, day", [(1714924799, "2024-05-05"), (1714924800, "2024-05-06")])
def test_the_day_of_a_wechat_page_begins_as_in_china(seconds: int, day: str) -> None:
    account = '<a id="js_name">某县医院</a>'
    said = meta("", f'{account}<script>var ct = "{seconds}";</script>')
    assert said["date"] == day


def test_a_wechat_page_names_its_writer_between_day_and_account() -> None:
    line = (
        '<em id="post-date" class="rich_media_meta rich_media_meta_text">2019-07-31</em>'
        '{}<a id="post-user" class="rich_media_meta rich_media_meta_nickname">乙县卫健</a>'
        '<span class="rich_media_meta_text rich_media_meta_nickname">乙县卫健</span>'
    )
    writer = '<em class="rich_media_meta rich_media_meta_text">段敏</em>'
    assert meta("", line.format(writer))["author"] == "段敏"
    assert "author" not in meta("", line.format(""))
    original = writer.replace("<em", '<em id="copyright_logo"').replace("段敏", "原创")
    assert "author" not in meta("", line.format(original))


def test_a_variable_of_another_page_is_no_date() -> None:
    assert "date" not in meta("", '<script>var ct = "1581517074";</script>')


def test_the_name_of_the_site_is_no_title() -> None:
    page = (
        f'<html><head><title>甲方新闻网</title></head><body><div class="logo"><h1>甲方新闻网</h1>'
        f'</div><div class="detail"><h2>乙县的新门诊</h2>{BODY}</div></body></html>'
    )
    assert restore(page.encode()).articles[0].first(Role.TITLE) == "乙县的新门诊"


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("发布时间：2024-05-06 来源：甲市日报", "2024-05-06"),
        ("更新时间：2024-05-09 发布时间：2024-05-06", "2024-05-06"),
        ("更新时间：2024-05-09 来源：甲市日报", None),
        ("二〇二三年六月五日　甲市日报", "2023-06-05"),
        ("Source : Valley News  Author : Anna Meyer  Time : 05/06/2020", "2020"),
        ("Source : Valley News  Author : Anna Meyer  Time : May 6, 2020", "2020-05-06"),
        ("Source : Valley News  Author : Anna Meyer  Time : 25/06/2020", "2020-06-25"),
    ],
)
def test_dates_of_a_line_of_source(line: str, published: str | None) -> None:
    page = f"<html><body><h1>乙县的新门诊</h1><p class='source'>{line}</p>{BODY}</body></html>"
    found = restore(page.encode())
    [known] = describe(found.articles, found.parts[0].meta, TABLES)
    assert known.published == published


def test_a_person_is_named_once() -> None:
    raw = (
        "乙县的新门诊\n\n本报记者 段敏\n\n"
        "援助医生在县医院工作了一年半，带出了一支能手术的队伍。\n\n"
        "病人们说，家门口有了好医生。（通讯员 段敏）"
    )
    found = restore(raw.encode())
    [known] = describe(found.articles, found.parts[0].meta, TABLES)
    assert [p.name for p in known.byline] == ["段敏"]


@pytest.mark.parametrize(
    ("author", "names"),
    [("段敏", ["段敏"]), ("拉珍", ["拉珍"]), ("管理员", []), ("甲市日报", []), ("admin", [])],
)
def test_an_author_that_the_page_names_signs_where_it_is_a_person(
    author: str, names: list[str]
) -> None:
    page = f'<head><meta name="author" content="{author}"></head><h1>乙县的新门诊</h1>{BODY}'
    found = restore(page.encode())
    (description,) = describe(found.articles, found.parts[0].meta, TABLES)
    assert [person.name for person in description.byline] == names


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("二〇二三年六月五日　乐山日报", "乐山日报"),
        ("2023-06-05 乐山日报", "乐山日报"),
        ("二〇二三年六月五日", None),
        ("二〇二三年六月五日　星期一　乐山日报", "乐山日报"),
        ("乐山日报 2023年6月5日 第3版", "乐山日报"),
        ("《乐山日报》（2023年06月05日 03版）", "乐山日报"),
        ("[乐山日报] [2023-06-05]", "乐山日报"),
        ("2023年6月5日 第3版", None),
    ],
)
def test_a_paper_behind_a_date_in_either_figures(line: str, source: str | None) -> None:
    found = restore(f"<h1>乙县的新门诊</h1><p>{line}</p>{BODY}".encode())
    (description,) = describe(found.articles, found.parts[0].meta, TABLES)
    assert description.source == source


def test_a_page_tells_baidu_of_itself() -> None:
    data = '{"@context":"https://ziyuan.baidu.com/contexts/cambrian.jsonld","pubDate":"2021-05-06"}'
    script = f'<script type="application/ld+json">{data}</script>'
    assert meta(script)["date"] == "2021-05-06"
    assert "date" not in meta(script.replace("cambrian", "other"))


@pytest.mark.parametrize("name", ["firstpublishedtime", "apub:time", "og:time "])
def test_publishing_systems_name_the_day_in_their_own_way(name: str) -> None:
    assert meta(f'<meta name="{name}" content="2021-05-06 09:00:00">')["date"][:10] == "2021-05-06"


def test_the_day_of_a_change_is_not_that_of_publication() -> None:
    said = meta('<meta itemprop="dateUpdate" content="2021-05-06 22:46:13">')
    assert "date" not in said
    assert said["updated"] == "2021-05-06 22:46:13"
