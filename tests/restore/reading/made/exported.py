"""Captures of systems: records in every dialect, crawls, archives, saved pages and their heads."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator

from tests.restore.reading.archives import packed
from tests.restore.reading.made import docx, mail, records, texts
from tests.restore.reading.stories import story

TOLD = tuple(map(story, range(1, 4)))
_TEXT = tuple("".join(told.paragraphs) for told in TOLD)
_ONE = {"title": TOLD[0].title, "content": _TEXT[0]}
_TWO = {"title": TOLD[1].title, "content": _TEXT[1]}
_DAYS = (
    *("1630454400", "1630454400000", "2021-09-01T23:30:00Z", "20210901", "2021090108"),
    *("Wed, 01 Sep 2021 22:00:00 GMT", "Wed Sep 01 2021 08:00:00 GMT+0800", "2021/9/1 8:00"),
    *("2021年9月", "二〇二一年九月一日", "2021", "/Date(1630454400000)/", "更新于 2021-09-01"),
    *("0000-00-00", "2021-02-30", "昨天", "2021-09-01 01:00 -0500", "2021-09-01T08:00+0800"),
)
"""Days as systems write them, and what is none."""


def exports() -> Iterator[tuple[str, str]]:
    """Yield captures of records, each with a name."""
    for make in (records.rss, records.atom, records.listed, records.lines, records.dump):
        yield make.__name__, make(TOLD[:2])
    yield "table of commas", records.table(TOLD[:2])
    yield "table of tabs, marked up", records.table(TOLD[:2], "\t", marked_up=True)
    titles = (f"{_ONE['title']}（{n}）" for n in range(len(_DAYS)))
    rows = enumerate(zip(titles, _DAYS, strict=True))
    yield "days", _json([{**_ONE, "id": str(n), "title": t, "date": day} for n, (t, day) in rows])
    yield from ((f"json: {name}", _json(value)) for name, value in _objects())
    yield "json in a script", f"var news = {_json([_ONE, _TWO])};"
    yield "json cut off", _json([_ONE, _TWO])[:-9]
    yield "feed of every element", _feed()
    yield "atom of every element", _atom()
    yield "dump of MySQL", _mysql()
    yield "dump of PostgreSQL", _postgres()
    yield "dump of SQL Server", _mssql()
    yield (
        "table that nobody quoted",
        f'title\tcontent\tauthor\n甲乙\t"夜间"开了，{_TEXT[0]}\t何青\n',
    )
    yield "table of other names", f"编号;文章标题;文章内容;状态\n7;带教;{_TEXT[1]};1\n8;空的;;1\n"
    yield "columns without a body", "a,b,c\n1,2,3\n4,5,6\n"
    yield "records of a draft", _json([{**_ONE, "status": "draft"}, {**_TWO, "status": "publish"}])


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _objects() -> Iterator[tuple[str, object]]:
    comments = [{"user": "甲", "content": "写得真好，读了三遍。" * 9}]
    yield "hits", {"hits": {"hits": [{"_id": "1", "_source": _ONE}, {"_source": _TWO}]}}
    yield "pages", {"pages": [{"page": "01", "articles": [_ONE]}, {"articles": [_TWO]}]}
    yield "numbered", {"101": _ONE, "102": _TWO}
    yield "comments", [{**_ONE, "comments": comments}, {**_TWO, "comments": comments}]
    yield "related", [{**_ONE, "related": [_TWO, _TWO]}, _TWO]
    yield "rendered", [{name: {"rendered": text} for name, text in _ONE.items()}]
    yield "one", {"code": 0, "data": _ONE}
    yield (
        "a feed",
        {"version": "https://jsonfeed.org/version/1.1", "title": "晚报", "items": [_ONE]},
    )
    authors = {"author": ["何青", {"name": "李文"}], "source": 12, "url": "https://a.example/1?a=1"}
    yield "authors", [{**_ONE, **authors, "_id": {"$oid": "5f"}, "keywords": ["医", "院"]}]
    yield "escaped", [{"title": "<b>甲</b>&amp;乙", "body": "&lt;p&gt;" + _TEXT[0] + "&lt;/p&gt;"}]
    yield "two bodies", [{"title": "甲", "content": _TEXT[0][:40], "content_html": _TEXT[0]}]
    yield "summary", [{"title": "甲", "summary": _TEXT[0]}, {"title": "乙", "summary": "无句"}]
    yield "nothing", {"code": 404, "message": "没有找到。"}


def _feed() -> str:
    named = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    content = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    items = [
        f"<title>{TOLD[0].title}</title><link>http://a.example/1</link>"
        "<author>bjb@a.example (何青)</author><pubDate>Tue, 31 Aug 2021 16:30:00 GMT</pubDate>"
        f"<description><![CDATA[<p>{_TEXT[0]}</p>]]></description>",
        f"<title>乙&amp;丙</title><guid>a-2</guid><source url='x'>雪山日报</source>"
        "<dc:creator>李文</dc:creator><dc:creator>何青</dc:creator><description>短讯</description>"
        f"<content:encoded>&lt;p&gt;{_TEXT[1]}&lt;/p&gt;</content:encoded>",
        "<title>空</title>",
    ]
    inner = "".join(f"<item>{item}</item>" for item in items)
    return (
        f'<rss version="2.0" {named} {content}><channel><title>晚报</title>{inner}</channel></rss>'
    )


def _atom() -> str:
    entries = [
        f"<title type='html'>&lt;b&gt;甲&lt;/b&gt;</title><id>urn:1</id><link href='http://a.example'/>"
        f"<updated>2021-09-02T00:00:00Z</updated><content type='text'>{_TEXT[0]}</content>",
        "<title>乙</title><author><name>何青</name></author><published>2021-09-01</published>"
        "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>"
        f"<p>{_TEXT[1]}</p></div></content>",
        f"<title>丙</title><summary>{_TEXT[2]}</summary><source><title>雪山日报</title></source>",
    ]
    inner = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>晚报</title>{inner}</feed>'


def _mysql() -> str:
    return rf"""-- MySQL dump 10.13
/*!40101 SET NAMES utf8mb4 */;
CREATE TABLE `user` (`id` int, `name` varchar(9));
INSERT INTO `user` VALUES (1,'甲'),(2,'乙');
CREATE TABLE `news` (
  `id` int(11) NOT NULL, -- 编号, 自增
  `title` varchar(200) COMMENT '标题, it\'s',
  `price` decimal(10,2),
  content longtext,
  PRIMARY KEY (`id`)
) COMMENT='新闻; 表';
INSERT INTO `news` VALUES (1,'甲\'乙',-1.50,'<p class=\"a\">{_TEXT[0]}</p>\r\n完'),
(2,'it''s; \\n',NULL,"{_TEXT[1]}") , (3,'空',0x00,NULL);
"""


def _postgres() -> str:
    return rf"""--
-- PostgreSQL database dump
--
SET standard_conforming_strings = on;
CREATE FUNCTION f() RETURNS trigger AS $_$ BEGIN INSERT INTO log VALUES (';'); END $_$;
COPY public.news (id, title, content, "time") FROM stdin;
1	甲\t乙	{_TEXT[0]}\n完。	2021-09-01
2	C:\\n	{_TEXT[1]}	\N
\.
INSERT INTO public.news (id, title, content) VALUES (3, E'丙\n丁', '{_TEXT[2]}\n'::text),
(4, '戊', '{_TEXT[0]}' || chr(10) || '完。');
"""


def _mssql() -> str:
    insert = "INSERT [dbo].[News] ([Id], [Title], [Content], [AddTime]) VALUES"
    return (
        f"USE [cms]\nGO\nSET IDENTITY_INSERT [dbo].[News] ON\n{insert} (1, N'甲', N'{_TEXT[0]}', "
        f"CAST(N'2021-09-01T08:00:00' AS DateTime))\n{insert} (2, N'it''s', N'{_TEXT[1]}', "
        "CAST(0x00 AS DateTime))\nGO\n"
    )


def pages() -> Iterator[tuple[str, str]]:
    """Yield pages whose heads say who wrote and when, in every vocabulary."""
    told = "".join(f"<p>{text}</p>" for text in TOLD[0].paragraphs)
    graph = {
        "@graph": [
            {"@type": "Person", "@id": "#p", "name": "段敏"},
            {"@type": ["NewsArticle"], "headline": "甲", "datePublished": "2021-09-01T08:00:00Z"}
            | {"dateModified": "2022-01-01", "author": [{"@id": "#p"}, {"name": "何青"}]}
            | {"publisher": {"name": "海角日报"}},
        ]
    }
    cambrian = {"@context": "https://ziyuan.baidu.com/contexts/cambrian.jsonld", "title": "甲"}
    ld = "<script type='application/ld+json'>{}</script>".format
    heads = {
        "open graph": "<meta property='og:title' content='甲'><meta property='og:site_name' "
        "content='海角网'><meta property='article:published_time' content='2021-09-01'>",
        "names": "<meta name='author' content='段敏'>"
        "<meta name='PubDate' content='2021-09-01 08:00'>"
        "<meta name='ContentSource' content='海角日报'><meta name='ArticleTitle' content='甲'>",
        "linked data": ld(_json(graph)),
        "linked data, broken": ld('{"@type":"NewsArticle","headline":"甲",}') + ld("{"),
        "cambrian": ld(
            _json({**cambrian, "pubDate": "2021-09-01T08:00:00", "upDate": "2022-01-01"})
        ),
        "time": "<time datetime='2021-09-01'>昨天</time><span itemprop='author'><b>段敏</b></span>",
        "title": "<title>甲乙丙丁戊己庚_新闻_海角网</title><link rel=canonical href='http://a.example/'>",
    }
    for name, head in heads.items():
        yield name, f"<html><head>{head}</head><body><h1>甲乙丙丁戊己庚</h1>{told}</body></html>"
    account = (
        "<h1 class='rich_media_title'>甲乙丙丁</h1><span class='rich_media_meta "
        "rich_media_meta_text'>段敏</span><a id='js_name'>海角医院</a><em id='publish_time'></em>"
        f"<div id='js_content'>{told}</div><script>var ct = '1630454400';var nickname = "
        "htmlDecode('海角医院');</script>"
    )
    yield "an account", f"<html><body>{account}</body></html>"


def archives() -> Iterator[tuple[str, bytes]]:
    """Yield captures that hold files, and files of mail."""
    html = texts.html(TOLD[0])
    crawled = [(f"https://a.example/{n}.html", texts.html(told)) for n, told in enumerate(TOLD)]
    yield "crawl", records.crawl([*crawled, crawled[0], ("https://a.example/e.html", "<p></p>")])
    files = {
        "甲/一.html": html.encode("gb18030"),
        "甲/二.txt": texts.plain(TOLD[1]).encode(),
        "三.docx": docx.saved(docx.written(TOLD[2], style="Title")),
        "坏.docx": b"PK\x03\x04 no archive",
        "图.png": docx.png(),
        "__MACOSX/._一.html": b"\0",
        "内.zip": packed({"四.md": texts.markdown(TOLD[0]).encode()}),
    }
    yield "archive", packed(files)
    yield "archive of nothing", packed({"图.png": docx.png()})
    yield "gzip", gzip.compress(html.encode(), mtime=0)
    for charset, coded in (("utf-8", "quoted-printable"), ("gb18030", "base64")):
        saved = mail.saved(mail.page(TOLD[0]), charset, coded=coded, subject=TOLD[0].title)
        yield f"saved page, {charset}", saved
    plain = "\n\n".join([TOLD[1].title, TOLD[1].byline, *TOLD[1].paragraphs])
    yield "letter", mail.letter("Fwd: 投稿", plain=plain).as_bytes()
    yield "letter of both", mail.letter(TOLD[0].title, plain=plain, html=html).as_bytes()
    yield "picture", docx.png()
    for code in ("utf-16", "big5", "gb18030", "utf-8-sig"):
        yield f"text in {code}", "醫療隊來到縣醫院，為老人看病。\n\n病人們都說好。".encode(code)
    yield "a letter in Latin", "Le médecin est arrivé à l’hôpital.".encode("cp1252")
    yield "bytes of a program", bytes(range(256)) * 4
    yield "nothing", b""
