"""Captures of many articles: feeds, exports, dumps, crawls."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from html import escape

from tests.restore.reading.made.texts import body, running
from tests.restore.reading.stories import Story
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter


def rss(stories: Iterable[Story]) -> str:
    """Return a feed in RSS 2.0; an item's guid is its number, ``a-1`` and so on."""
    items = "".join(
        f"<item><title>{s.title}</title><guid>a-{n}</guid><dc:creator>{s.name}</dc:creator>"
        f"<source url='https://a.example/'>{s.paper}</source>"
        f"<pubDate>{s.date}T08:00:00+08:00</pubDate>"
        f"<description><![CDATA[{body(s)}]]></description></item>"
        for n, s in enumerate(stories, 1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>甲市网</title>'
        f"{items}</channel></rss>"
    )


def atom(stories: Iterable[Story]) -> str:
    """Return a feed in Atom; the ids are ``urn:1`` and so on."""
    entries = "".join(
        f"<entry><title>{s.title}</title><id>urn:{n}</id><author><name>{s.name}</name></author>"
        f"<published>{s.date}T08:00:00+08:00</published>"
        f"<content type='html'>{escape(body(s))}</content></entry>"
        for n, s in enumerate(stories, 1)
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>甲市日报</title>{entries}</feed>'


def listed(stories: Iterable[Story]) -> str:
    """Return JSON with a list of articles, their numbers from 101."""
    rows = [
        {"id": 100 + n, "title": s.title, "author": s.name, "source": s.paper, "date": s.date}
        | {"content": body(s)}
        for n, s in enumerate(stories, 1)
    ]
    return json.dumps({"code": 0, "data": {"list": rows}}, ensure_ascii=False, indent=1)


def lines(stories: Iterable[Story]) -> str:
    """Return JSON Lines with Chinese keys."""
    return "".join(
        json.dumps(
            {"编号": f"L{n}", "标题": s.title, "作者": s.name, "来源": s.paper}
            | {"发布时间": s.date, "正文": body(s)}
        )
        + "\n"
        for n, s in enumerate(stories, 1)
    )


def table(stories: Iterable[Story], delimiter: str = ",", *, marked_up: bool = False) -> str:
    """Return a table with a row for each article, numbered from 1."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(["编号", "标题", "作者", "来源", "日期", "正文"])
    for n, s in enumerate(stories, 1):
        text = body(s) if marked_up else running(s)
        writer.writerow([n, s.title, s.name, s.paper, s.date, text])
    return out.getvalue()


def dump(stories: Iterable[Story]) -> str:
    """Return a dump of MySQL, its ids from 1."""

    def quoted(text: str) -> str:
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"

    rows = ",\n".join(
        f"({n},{','.join(map(quoted, (s.title, s.name, s.paper, s.date, body(s))))})"
        for n, s in enumerate(stories, 1)
    )
    return (
        "-- MySQL dump 10.13\nDROP TABLE IF EXISTS `news`;\nCREATE TABLE `news` (\n"
        "  `id` int(11) NOT NULL,\n  `title` varchar(200),\n  `author` varchar(20),\n"
        "  `source` varchar(20),\n  `pubdate` date,\n  `content` longtext,\n"
        f"  PRIMARY KEY (`id`)\n);\nINSERT INTO `news` VALUES {rows};\n"
    )


def crawl(pages: Iterable[tuple[str, str]]) -> bytes:
    """Return a WARC of pages by address."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "test"}))
    for url, page in pages:
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], "HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                url, "response", io.BytesIO(page.encode()), http_headers=headers
            )
        )
    return out.getvalue()
