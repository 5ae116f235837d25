"""RSS (0.9x, 1.0, 2.0) and Atom → a part for each item.

lxml reads the XML, without DOCTYPE, entities of its own or network; nothing is sanitised, so the
text of an item stands as its publisher wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5

from lxml import etree

from aidstories.characters import NO_XML
from aidstories.restore.lexicon.houses import names_house
from aidstories.restore.lexicon.late import late
from aidstories.restore.reading.extraction import Part
from aidstories.restore.reading.records.fields import articles
from aidstories.restore.reading.refusal import Refusal

DEEPEST = 200
"""Elements within each other; lxml follows 256, a feed of XHTML pages has some twenty."""
_PROLOGUE = late(
    r"\ufeff?\s*+(?>(?:<\?.*?\?>\s*+|<!--.*?-->\s*+|<!DOCTYPE[^>\[]*+(?:\[[^\]]*+\]\s*+)?>\s*+)*)",
    re.S | re.I,
)
_SWELLS = late(r"<!ENTITY\s+[^\s%]+\s+(?:\"[^\"&]*+&[^#\"]|'[^'&]*+&[^#'])")
"""An entity made of others, of which bombs are made; older feeds declare ``nbsp`` by its number."""
_ROOT = late(r"<(?:[\w.-]+:)?(?P<name>rss|feed|RDF)(?=[\s>])(?P<said>[^<>]*)>")
_NAMESPACES = {
    "feed": ("http://www.w3.org/2005/Atom", "http://purl.org/atom/"),
    "RDF": ("http://purl.org/rss/", "http://my.netscape.com/rdf/", "http://purl.org/net/rss"),
}
_CDATA = late(r"(<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z))", re.S)
_ENTITY = late(r"&(?:(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos);|([A-Za-z]\w*;))?")
_DEPTH = late(r"<(?:(?P<end>/)|(?=[\w:]))[^<>]*?(?P<empty>/)?>")

_NAMES = {
    "title": ("title", "dc:title"),
    "author": ("author", "dc:creator", "itunes:author"),
    "date": ("pubDate", "published", "issued", "dcterms:issued", "dc:date"),
    "updated": ("updated", "modified", "dcterms:modified"),
    "url": ("link",),
    "id": ("guid", "id"),
    "source": ("source", "dc:source"),
    "body": ("content:encoded", "content", "xhtml:body", "fullText"),
    "summary": ("description", "summary"),
}
"""The elements of an item that say what a field is; of several the first that says something."""
_PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dcterms:",
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
    "http://www.w3.org/1999/xhtml": "xhtml:",
    "http://search.yahoo.com/mrss/": "media:",
}
_MAILBOX = late(r"(?<![^\s@])[^\s@]+@[^\s@()]++\s*+\(([^()\n]*+(?>(?:\([^()\n]*+\)[^()\n]*+)*))\)")


_ITEMS = late(r"[\s\ufeff]*+<(?P<name>item|entry)>\s*+<(?:title|link|guid|id|pubDate)\b")
"""Items without the feed around them, as an excerpt has them."""


def is_feed(text: str) -> bool:
    """Return whether ``text`` opens as RSS or Atom does, or with an item of one."""
    text = _in_feed(text)
    if not text[:200].lstrip("\ufeff \t\r\n").startswith("<"):
        return False
    root = _root(text)
    if root is None:
        return False
    spaces = _NAMESPACES.get(root["name"])
    return spaces is None or any(space in root["said"] for space in spaces)


def read_feed(text: str) -> tuple[Part, ...]:
    """Return a part for each item of a feed.

    Its body is the whole text where the feed gives it, else its summary; its date is the day in
    China. Raises Refusal where the feed is cut off or no XML, where it declares entities made of
    others, and where its items have no text.
    """
    text = _in_feed(text)
    root = _root(text)
    if root is None or not is_feed(text):
        raise _damaged()
    if _SWELLS.search(text, 0, root.start()):
        raise Refusal(
            "这个订阅源里声明了层层相套的实体，像是压缩炸弹，没有读取。请把报道的网页保存下来。",
            "This feed declares entities made of others: it looks like a bomb. Save the pages.",
        )
    source = text[root.start() :]
    if not re.search(
        rf"</(?:[\w.-]+:)?{root['name']}\s*+>\s*+(?:<!--.*?-->\s*+)*\Z", source[-4096:]
    ):
        raise _damaged()
    feed = _parsed(source)
    channel = next((c for c in feed if _name(c) == "channel"), feed)
    paper = _text(next((c for c in channel if _name(c) == "title"), None))
    items = [e for e in feed.iter() if _name(e) in ("item", "entry")]
    rows = [_row(item, paper) for item in items]
    if not any(row["body"] or row["summary"] for row in rows):
        raise Refusal(
            "这个订阅源只有标题和链接，没有正文。请打开各篇报道，把网页保存下来。",
            "This feed has titles and links and no text. Open its stories and save the pages.",
        )
    return articles(rows)


def _in_feed(text: str) -> str:
    """Return whole items that stand alone within a feed, any other text as it is."""
    found = _ITEMS.match(text)
    if not found or not text.rstrip().endswith(f"</{found['name']}>"):
        return text
    return f'<rss version="2.0"><channel>{text.strip()}</channel></rss>'


def _root(text: str) -> re.Match[str] | None:
    prologue = _PROLOGUE.match(text)
    return _ROOT.match(text, prologue.end() if prologue else 0)


def _parsed(source: str) -> etree._Element:
    """Parse a feed whose first element is its root; small faults are passed over."""
    pieces = _CDATA.split(NO_XML.sub("", source))
    pieces[::2] = [_ENTITY.sub(_numbered, piece) for piece in pieces[::2]]
    if _depth(pieces[::2]) > DEEPEST:
        raise Refusal(
            f"这个订阅源的元素嵌套超过 {DEEPEST} 层，没有读取。请把报道的网页保存下来。",
            f"The elements of this feed nest more than {DEEPEST} deep. Save the pages instead.",
        )
    parser = etree.XMLParser(
        *(), encoding="utf-8", recover=True, resolve_entities=False, no_network=True,
        huge_tree=True, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    root = etree.fromstring("".join(pieces).encode(), parser)
    if root is None:
        raise _damaged()
    return root


def _numbered(found: re.Match[str]) -> str:
    """Return a reference that XML knows: HTML's by number, a bare ampersand as one."""
    if found[1]:
        return found[0]
    char = html5.get(found[2] or "")
    return "".join(f"&#{ord(c)};" for c in char) if char else f"&amp;{found[0][1:]}"


def _depth(pieces: list[str]) -> int:
    """Return how deep elements nest."""
    deepest = depth = 0
    for piece in pieces:
        for tag in _DEPTH.finditer(piece):
            depth += -1 if tag["end"] else 0 if tag["empty"] else 1
            deepest = max(deepest, depth)
    return deepest


def _row(item: etree._Element, paper: str) -> dict[str, str]:
    """Return what an item says of itself, by field."""
    said: dict[str, list[str]] = {}
    for child in item:
        value = _value(child)
        if value.strip():
            said.setdefault(_name(child), []).append(value)
    row = {f: next((said[n][0] for n in names if n in said), "") for f, names in _NAMES.items()}
    for field in ("body", "summary"):  # two <description> are one text in two parts
        values = next((said[n] for n in _NAMES[field] if n in said), [])
        row[field] = "\n".join(dict.fromkeys(values))
    authors = next((said[n] for n in _NAMES["author"] if n in said), [])
    row["author"] = " ".join(_MAILBOX.sub(r"\1", author.strip()) for author in authors)
    house = row["author"] if names_house(row["author"]) else ""
    row["source"] = row["source"] or house or paper  # a channel may be called 时政频道
    return row


def _name(element: etree._Element) -> str:
    """Return the name of an element with its usual prefix; those of feeds have none."""
    space, _, name = str(element.tag).rpartition("}")
    return _PREFIXES.get(space[1:], "") + name


def _value(element: etree._Element) -> str:
    """Return what an element of an item says."""
    name = _name(element)
    if name == "link" and element.get("href"):
        return element.get("href", "") if element.get("rel", "alternate") == "alternate" else ""
    if name in ("author", "source") and len(element):
        kind = "name" if name == "author" else "title"
        return _text(next((c for c in element if _name(c) == kind), None))
    if len(element) and (name in _NAMES["body"] or name in _NAMES["summary"]):
        return "".join(_inner(element))
    return _text(element)


def _inner(element: etree._Element) -> Iterator[str]:
    """Yield the mark-up within an element, without the namespaces of its document."""
    for child in element.iter():
        child.tag = str(child.tag).rpartition("}")[2]
    alone = etree.Element("alone")
    alone.extend(list(element))
    etree.cleanup_namespaces(alone)
    yield str(element.text or "")
    for child in alone:
        yield str(etree.tostring(child, encoding="unicode", method="html"))


def _text(element: etree._Element | None) -> str:
    return "" if element is None else "".join(map(str, element.itertext()))


def _damaged() -> Refusal:
    return Refusal(
        "这个订阅源（RSS 或 Atom）已损坏或没有下载完整，无法读取。请重新下载。",
        "This feed (RSS or Atom) is damaged or incomplete. Download it again.",
    )
