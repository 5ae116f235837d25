"""RSS and Atom: items with their fields, and feeds that are none or damaged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidstories.model import Role
from aidstories.restore.reading.records.feed import is_feed, read_feed
from aidstories.restore.reading.refusal import Refusal
from aidstories.restore.run import restore

BODY = "九月一日，医疗队抵达县医院，八名队员当天就开始查房。"
OTHER = "一周之后，医疗队开出第一张带教清单，二十名本地医生认领了题目。"
SPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
)


def rss(*items: str) -> str:
    inner = "".join(f"<item>{item}</item>" for item in items)
    return (
        f'<?xml version="1.0" encoding="GBK"?>\n<!-- 甲 -->\n<rss version="2.0" {SPACES}>'
        f"<channel><title>高原晚报</title><link>http://a.example/</link>{inner}</channel></rss>\n"
    )


def atom(*entries: str) -> str:
    inner = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>高原晚报</title>{inner}</feed>'


def test_instructions_for_programs_are_no_text() -> None:
    atoms = f"<title>医疗队<?cut here?>抵达</title><content>{BODY}<?ad 甲?>{OTHER}</content>"
    [part] = read_feed(atom(atoms))
    assert dict(part.meta)["title"] == "医疗队抵达"
    assert part.text.endswith(f"{BODY}{OTHER}\n")


def test_items_of_rss() -> None:
    one = (
        "<title>医疗队抵达</title><link>http://a.example/1</link><guid>a-1</guid>"
        f"<author>bjb@a.example (何青)</author><pubDate>Tue, 31 Aug 2021 16:30:00 GMT</pubDate>"
        f"<description><![CDATA[<p>{BODY}</p><p>{OTHER}</p>]]></description>"
    )
    two = (
        f"<title>带教清单</title><guid>a-2</guid><source url='x'>雪山日报</source>"
        f"<dc:creator>李文</dc:creator><dc:creator>何青</dc:creator>"
        f"<description>短讯</description><content:encoded>&lt;p&gt;{OTHER}&lt;/p&gt;"
        "</content:encoded>"
    )
    text = rss(one, two)
    assert is_feed(text)
    first, second = read_feed(text)
    assert (first.name, dict(first.meta)) == (
        "a-1",
        {
            "title": "医疗队抵达",
            "author": "何青",
            "source": "高原晚报",
            "date": "2021-09-01",
            "url": "http://a.example/1",
        },
    )
    assert first.text.endswith(f"---\n<p>{BODY}</p><p>{OTHER}</p>\n")
    assert (second.meta["author"], second.meta["source"]) == ("李文 何青", "雪山日报")
    assert second.text.endswith(f"---\n<p>{OTHER}</p>\n")
    (article,) = restore(first.text.encode()).articles
    assert article.first(Role.TITLE) == "医疗队抵达"
    assert article.texts(Role.PARAGRAPH) == (BODY, OTHER)


def test_two_descriptions_are_one_text() -> None:
    item = f"<title>甲</title><description>{BODY}</description><description>{OTHER}</description>"
    (part,) = read_feed(rss(item))
    assert part.text.endswith(f"{BODY}\n{OTHER}\n")
    (again,) = read_feed(rss(item.replace(OTHER, BODY)))
    assert again.text.count(BODY) == 1


def test_entries_of_atom() -> None:
    entry = (
        "<title type='html'>医疗队&lt;b&gt;抵达&lt;/b&gt;</title><id>urn:1</id>"
        "<link rel='self' href='http://a.example/self'/><link href='http://a.example/1'/>"
        "<author><name>何青</name><email>a@b.example</email></author><author><name>李文</name>"
        "</author><published>2021-08-31T20:00:00Z</published><updated>2022-01-01T00:00:00Z"
        "</updated><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>"
        f"<p>{BODY}<br/>{OTHER}</p></div></content>"
    )
    text = atom(entry)
    assert is_feed(text)
    (part,) = read_feed(text)
    assert dict(part.meta) == {
        "title": "医疗队抵达",
        "author": "何青 李文",
        "source": "高原晚报",
        "date": "2021-09-01",
        "url": "http://a.example/1",
    }
    assert part.text.endswith(f"---\n<div><p>{BODY}<br>{OTHER}</p></div>\n")


@pytest.mark.parametrize(
    ("author", "source"),
    [("雪山日报", "雪山日报"), ("李文", "高原晚报"), ("某县人民医院李文", "高原晚报")],
)
def test_a_house_that_signs_an_item_is_its_source(author: str, source: str) -> None:
    """A channel may be called after its matter: 时政频道."""
    (part,) = read_feed(
        rss(f"<title>甲</title><author>{author}</author><description>{BODY}</description>")
    )
    assert part.meta["source"] == source


def test_an_update_is_no_publication() -> None:
    (part,) = read_feed(atom(f"<updated>2022-01-01</updated><summary>{BODY}</summary>"))
    assert "date" not in part.meta


def test_rss_1_of_rdf() -> None:
    text = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        f'xmlns="http://purl.org/rss/1.0/" {SPACES}><channel><title>高原晚报</title></channel>'
        f"<item><title>甲</title><dc:date>2021-09-01T08:00+08:00</dc:date>"
        f"<description>{BODY}</description></item></rdf:RDF>"
    )
    assert is_feed(text)
    (part,) = read_feed(text)
    assert (part.meta["source"], part.meta["date"]) == ("高原晚报", "2021-09-01")


def test_small_faults_lose_no_character() -> None:
    """A bare ampersand, HTML's own entities, controls, an unknown prefix."""
    (part,) = read_feed(rss(f"<title>A & B &ldquo;甲&rdquo;\x01</title><x:y>1</x:y><description>"
                            f"{BODY}&nbsp;&hellip;&unknown; &#x201c;</description>"))  # fmt: skip
    assert part.meta["title"] == "A & B “甲”"
    assert f"{BODY}\xa0…&unknown; “" in part.text


def test_entities_of_a_doctype_are_not_expanded() -> None:
    doctype = '<!DOCTYPE rss [<!ENTITY b "甲甲甲甲"><!ENTITY f SYSTEM "file:///etc/hostname">]>'
    text = doctype + rss(f"<title>&b;&f;</title><description>{BODY}</description>").split("-->")[1]
    assert is_feed(text)
    (part,) = read_feed(text)
    assert part.meta["title"] == "&b;&f;"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "rss 是什么",
        "<p>rss</p>",
        "<html xmlns='http://www.w3.org/1999/xhtml'><feed></html>",
        "<feed>饲料</feed>",
        "<rssx></rssx>",
        "<?xml version='1.0'?><urlset></urlset>",
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'></rdf:RDF>",
        "说明：<rss></rss>",
    ],
)
def test_what_is_no_feed(text: str) -> None:
    assert not is_feed(text)
    with pytest.raises(Refusal):
        read_feed(text)


WHOLE = rss(f"<title>甲</title><description>{BODY}</description>")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (WHOLE[: WHOLE.index("</channel>")], "没有下载完整"),
        (WHOLE[: WHOLE.index(BODY) + 5], "没有下载完整"),
        (rss("<title>甲</title><link>http://a.example/1</link>"), "没有正文"),
        (rss(), "没有正文"),
        (rss("<a>" * 50_000 + "</a>" * 50_000), "嵌套"),
        (rss("<a><b/>" * 300 + "</a>" * 300), "嵌套"),  # an empty element closes none
        (rss("<![CDATA[" * 50_000), "没有正文"),
    ],
)
def test_feeds_that_are_refused(text: str, reason: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_feed(text)
    assert reason in caught.value.zh


@given(st.text(), st.integers(0, len(WHOLE)), st.integers(0, len(WHOLE)))
def test_any_text_is_read_or_refused(noise: str, start: int, end: int) -> None:
    for text in (noise, WHOLE[:start] + noise + WHOLE[end:]):
        is_feed(text)
        try:
            read_feed(text)
        except Refusal:
            continue


@pytest.mark.parametrize("quote", ["'", '"'])
def test_entities_made_of_others_are_refused(quote: str) -> None:
    def feed(value: str) -> str:
        doctype = f"<!DOCTYPE rss [<!ENTITY a {quote}{value}{quote}>]>"
        return rss(f"<title>甲</title><description>{BODY}&nbsp;</description>").replace(
            "<rss", f"{doctype}<rss", 1
        )

    assert "炸弹" in refused_feed(feed("&b;&b;"))
    assert read_feed(feed("&#160;"))
    assert read_feed(feed("A/B"))


def refused_feed(text: str) -> str:
    with pytest.raises(Refusal) as caught:
        read_feed(text)
    return caught.value.zh


_DAY = "<pubDate>Wed, 01 Sep 2021 00:00:00 GMT</pubDate>"
_ITEM = f"<title>甲</title>{_DAY}<description>{BODY}</description>"


@pytest.mark.parametrize("count", [1, 2])
def test_whole_items_are_read_without_their_feed(count: int) -> None:
    items = (_ITEM.replace("甲", f"甲{n}") for n in range(count))
    text = "".join(f"<item>\n{item}</item>\n" for item in items)
    assert is_feed(text)
    parts = read_feed(text)
    assert [part.meta["date"] for part in parts] == ["2021-09-01"] * count
    assert all(part.text.endswith(f"{BODY}\n") for part in parts)


@pytest.mark.parametrize(
    "text",
    [
        f"<item>{_ITEM}</item><item>{_ITEM[:40]}",
        f"<item>{BODY}</item>",
        f"<p>{BODY}</p><item>{_ITEM}</item>",
    ],
)
def test_other_excerpts_are_no_feed(text: str) -> None:
    assert not is_feed(text)
