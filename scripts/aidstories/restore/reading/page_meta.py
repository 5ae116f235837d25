"""What a page says of itself outside its text: title, author, date, source, address.

Who is believed first: JSON-LD, the ``meta`` elements of its publishing system, ``<time>``, the
variables of a WeChat page, a paper's own comments, and the ``<title>`` where nothing else says
what the title is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import NamedTuple

from bs4 import Tag
from bs4.element import PageElement

from aidstories.restore.lexicon.late import late

_META = {
    "title": ("articletitle", "og:title", "title", "headline"),
    "author": ("author", "article:author", "dc.creator"),
    "date": (
        "article:published_time", "pubdate", "publishdate", "publish_time", "og:release_date",
        "datepublished", "firstpublishedtime", "apub:time", "og:time", "weibo: article:create_at",
        "bytedance:published_time", "publishtime", "pubtime", "dc.date",
    ),
    "updated": ("article:modified_time", "dateupdate", "datemodified", "lastmodifiedtime"),
    "source": ("contentsource", "source", "mediaid", "article:publisher"),
    "url": ("og:url",),
}  # fmt: skip
_SCRIPT, _SCRIPT_ENDS = late(r"<script\b([^<>]*+)>", re.I), late("</script>", re.I)
_STORIES = frozenset({"article", "newsarticle", "reportagenewsarticle", "blogposting"})
_PAGES = frozenset({"webpage"})
"""What may say of a story what no description of a story says: a graph lists its page first."""
_CAMBRIAN = "/contexts/cambrian.jsonld"
"""The context by which a page tells Baidu of itself: ``{"@context": "https://…", "title": …}``."""
_HIDING = late(
    r"\A\s*+(?:<!--[^\n]{0,80}|//[^\n]{0,40}<!\[CDATA\[[^\n]{0,20}|<!\[CDATA\[)|(?://[^\n]{0,20})?(?:-->|\]\]>)[^\n\"]{0,20}\s*+\Z"
)
"""What hides a script from browsers that know none, around JSON-LD: ``//<![CDATA[`` … ``//]]>``."""
_COMMA = late(r'("(?>(?:[^"\\]|\\.)*)(?:"|\\?\Z))|,(?=\s*+[\]}])', re.S)
"""A string, to pass over it, or a comma behind the last of a list, as templates print them.

A string that nothing closes goes to the end: it is read once, not from each of its quotes.
"""
_WECHAT = {
    "date": late(r"var\s+(?:ct|publish_time)\s*+=\s*+[\"']([\d :-]{8,})[\"']"),
    "source": late(r"var(?<!\wvar)\s+nickname\s*+=\s*+(?:htmlDecode\()?[\"']([^\"'\n]{1,40})[\"']"),
}
_NAME = 24
"""Characters of a writer's name, chosen by hand."""
_WECHAT_WRITER = "js_author_name"
"""The id of the element that names the writer; an older page has none there."""
_ACCOUNT = ("js_name", "profileBt", "post-user")
"""Ids of the element that names the account of a WeChat page."""
_CHINA = timedelta(hours=8)
_FOUNDER = late(r"<!--\s*+enpproperty((?>(?:(?!<!--|-->).)*))-->", re.S | re.I)
_FOUNDER_FIELD = late(r"<(title|author|date)>\s*+([^<]+?)\s*+</\1>", re.I)


def page_meta(nodes: Sequence[PageElement], raw: str) -> dict[str, str]:
    """Return what a page says of itself: title, author, date, source, url, when it was changed.

    ``nodes`` are all nodes of the page, in document order, ``raw`` its text.
    """
    tags = [node for node in nodes if isinstance(node, Tag)]
    said = _said(tags)
    meta: dict[str, str] = {}
    for found in (
        _json_ld(raw),
        _meta_tags(said),
        _time(tags),
        _microdata(tags),
        _wechat(tags, raw),
        {"source": said.get("og:site_name", "")},
        {"title": _page_title(tags)},
    ):
        meta |= {k: v for k, v in found.items() if v and k not in meta}
    if founder := _FOUNDER.search(raw):
        meta |= {k.lower(): unescape(v) for k, v in _FOUNDER_FIELD.findall(founder[1])}
    return meta


def _said(tags: Sequence[Tag]) -> dict[str, str]:
    """Return the content of each ``meta`` element by its lower-case name; the first counts."""
    said: dict[str, str] = {}
    for tag in tags:
        if tag.name == "meta":
            called = tag.get("name") or tag.get("property") or tag.get("itemprop") or ""
            name = str(called).lower().strip()
            content = unescape(str(tag.get("content") or "")).strip()
            if name and content:
                said.setdefault(name, content)
    return said


def _meta_tags(said: Mapping[str, str]) -> dict[str, str]:
    return {k: next((said[n] for n in names if n in said), "") for k, names in _META.items()}


def _page_title(tags: Sequence[Tag]) -> str:
    title = next((tag.string for tag in tags if tag.name == "title"), None)
    return (title or "").strip()


def _time(tags: Sequence[Tag]) -> dict[str, str]:
    """Return the date of the first ``<time>`` that says a machine's date."""
    stamps = (str(tag.get("datetime") or "") for tag in tags if tag.name == "time")
    return {"date": next((s for s in stamps if re.match(r"\d{4}-\d\d", s)), "")}


def _microdata(tags: Sequence[Tag]) -> dict[str, str]:
    """Return the writer whom an element names by its ``itemprop``, not in the page's head."""
    author = next((t for t in tags if t.get("itemprop") == "author" and t.name != "meta"), None)
    named = author and (author.find(itemprop="name") or author)
    said = named.get_text().strip() if isinstance(named, Tag) else ""
    return {"author": said if len(said) <= _NAME else ""}


def _linked_data(raw: str) -> Iterator[str]:
    """Yield what stands in each script of JSON-LD that is closed, each character read once."""
    at = 0
    while begins := _SCRIPT.search(raw, at):
        at = begins.end()
        if "application/ld+json" in begins[1].lower():
            ends = _SCRIPT_ENDS.search(raw, at)
            if not ends:
                return
            yield raw[at : ends.start()]
            at = ends.end()


def _json_ld(raw: str) -> dict[str, str]:
    """Return what JSON-LD says of the first story it describes, of the page where it has none."""
    found = [said for script in _described(raw) if (said := _story(script))]
    return next((said for said in found if said.story), found[0]).fields if found else {}


def _described(raw: str) -> Iterator[list[Mapping[str, object]]]:
    """Yield the objects of each script of JSON-LD that can be read."""
    for script in _linked_data(raw) if "ld+json" in raw else ():
        plain = _COMMA.sub(lambda found: found[1] or "", _HIDING.sub("", script))
        try:
            yield list(_items(json.loads(plain, strict=False)))
        except (ValueError, RecursionError):
            continue


class _Described(NamedTuple):
    """What a script says, and whether it says it of a ``story`` or only of its page."""

    story: bool
    fields: dict[str, str]


def _story(items: Sequence[Mapping[str, object]]) -> _Described | None:
    """Return what the first story among ``items`` says of itself, else what a page says."""
    named = {_words(i.get("@id")): i for i in items if "@id" in i and "name" in i}
    for kinds in (_STORIES, _PAGES):
        for item in items:
            if _kinds(item) & kinds:
                return _Described(
                    kinds is _STORIES,
                    {
                        "title": _name(item.get("headline"), named),
                        "date": _words(item.get("datePublished")),
                        "updated": _words(item.get("dateModified")),
                        "author": _names(item.get("author"), named),
                        "source": _name(item.get("publisher"), named),
                    },
                )
            if kinds is _STORIES and _CAMBRIAN in _words(item.get("@context")):
                return _Described(
                    True,
                    {
                        "title": _words(item.get("title")),
                        "date": _words(item.get("pubDate")),
                        "updated": _words(item.get("upDate")),
                    },
                )
    return None


def _items(data: object) -> Iterator[Mapping[str, object]]:
    """Yield the objects at the top of JSON-LD, alone, in a list or in a graph."""
    if isinstance(data, Mapping):
        yield data
        yield from _items(data.get("@graph"))
    elif isinstance(data, list):
        for item in data:
            yield from (item for item in [item] if isinstance(item, Mapping))


def _kinds(item: Mapping[str, object]) -> set[str]:
    """Return what JSON-LD says that an object is, one kind or several, in lower case."""
    kinds = item.get("@type")
    return {str(kind).lower() for kind in (kinds if isinstance(kinds, list) else [kinds])}


def _name(value: object, named: Mapping[str, Mapping[str, object]]) -> str:
    """Return a name given as text, as an object with a name, or as the first of a list.

    An object may only say which of ``named``, the others of its page by their ``@id``, it is.
    """
    if isinstance(value, list):
        return _name(value[0], named) if value else ""
    if isinstance(value, Mapping):
        known = named.get(_words(value.get("@id")), {})
        return _words(value.get("name")) or _words(known.get("name"))
    return _words(value)


def _names(value: object, named: Mapping[str, Mapping[str, object]]) -> str:
    """Return all names of a list as a line of writers lists them (`_name` has the forms)."""
    listed = value if isinstance(value, list) else [value]
    return "、".join(dict.fromkeys(name for each in listed if (name := _name(each, named))))


def _words(value: object) -> str:
    """Return ``value`` unescaped where it is text, else nothing."""
    return unescape(value).strip() if isinstance(value, str) else ""


def _wechat(tags: Sequence[Tag], raw: str) -> dict[str, str]:
    """Return the account and the day of a WeChat page: ``js_name``, ``nickname``, ``var ct``."""
    account = next((t for t in tags if t.get("id") in _ACCOUNT), None)
    if account is None and "nickname" not in raw:
        return {}
    found = {key: m[1].strip() for key, p in _WECHAT.items() if (m := p.search(raw))}
    if account is None and "source" not in found:
        return {}
    lines = account.get_text().strip().splitlines() if account else []
    named = lines[0].strip() if lines else ""
    date = found.get("date", "")
    return {
        "author": _wechat_writer(tags),
        "source": named or unescape(found.get("source", "")),
        "date": _day(int(date)) if date.isdigit() and len(date) == 10 else date,
    }


def _wechat_writer(tags: Sequence[Tag]) -> str:
    """Return who wrote, as the line under a title of WeChat says: neither its day nor its account.

    ``<em id="post-date" …>…</em> <em class="rich_media_meta rich_media_meta_text">段敏</em>``.
    """
    said = (
        t.get_text().strip()
        for t in tags
        if "rich_media_meta_text" in (kinds := str(t.get("class") or "").split())
        and "rich_media_meta_nickname" not in kinds
        and t.get("id") in (None, _WECHAT_WRITER)
    )
    return next((name for name in said if 2 <= len(name) <= _NAME), "")


def _day(seconds: int) -> str:
    """Return the day in China of a Unix time."""
    return (datetime.fromtimestamp(seconds, UTC) + _CHINA).date().isoformat()
