"""The main text of a page: which pieces of a DOM are the article, which the page around it.

The article is the smallest element that holds nearly all running text (long pieces with Chinese
punctuation outside links). Everything in it counts, also text outside ``<p>``; lists of links
and the page's own controls do not. The headline may stand before it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from bs4 import NavigableString, Tag
from bs4.element import PageElement

from aidstories.model import Span

_NEVER = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "button",
        "select",
        "option",
        "textarea",
        "iframe",
    ]
)
_AROUND = frozenset(["nav", "footer", "aside", "form"])
_AROUND_NAME = re.compile(
    r"(?:^|[-_ ])(?:nav|menu|footer|sidebar|aside|breadcrumb|crumb|share|related|recommend|comment"
    r"|toolbar|copyright|pager|pagination|banner|advert|ad|ads|login|search|hot|rank|friendlink)"
    r"(?:[-_ ]|\d|$)",
    re.I,
)
_RUNNING = re.compile(r"[，。；！？、：“”་།]")
_ENOUGH = 0.8
_FURNITURE_IMAGE = re.compile(
    r"picsum\.photos|placeholder|spacer|blank\.|loading|logo|icon|avatar|qrcode|wechat|weixin|share"
    r"|btn|button|(?:^|/)ad[_/.]|\.(?:svg|ico)(?:\?|$)",
    re.I,
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Piece:
    """A text node, a line break or an image, with its span in the capture."""

    span: Span
    node: PageElement
    newline: bool = False
    src: str | None = None
    title: bool = False

    @property
    def text(self) -> str:
        """The characters of a text node; empty for breaks and images."""
        return str(self.node) if isinstance(self.node, NavigableString) else ""


def is_image_of_article(tag: Tag, src: str) -> bool:
    """Return whether an image may illustrate the article: no placeholder, icon or data URI."""
    if not re.match(r"(?:https?:)?//|[\w./-]+\.(?:jpe?g|png|gif|webp)", src, re.I):
        return False
    sizes = [
        int(v)
        for k in ("width", "height")
        if (v := re.sub(r"px$", "", str(tag.get(k, "")))).isdigit()
    ]
    return not _FURNITURE_IMAGE.search(src) and all(size >= 80 for size in sizes)


def main_pieces(pieces: list[Piece], page_title: str) -> list[Piece]:
    """Return the pieces of the article in document order, the headline marked as title."""
    shown = [p for p in pieces if not _hidden(p)]
    weights = Counter[Tag]()
    total = 0
    for p in shown:
        n = _running_weight(p)
        total += n
        for tag in p.node.parents if n else ():
            weights[tag] += n
    if not total:
        return [p for p in shown if not _is_head(p)]
    root = _root(shown, weights, total)
    inside = [p for p in shown if root in p.node.parents]
    body = [p for p in inside if not _is_link_list(p, root)]
    head = _headline(shown, body, page_title)
    return [*([replace(head, title=True)] if head and head not in body else []), *body]


def _hidden(piece: Piece) -> bool:
    for tag in piece.node.parents:
        if tag.name in _NEVER or tag.name in _AROUND:
            return True
        if tag.name in ("body", "html", "article", "main"):
            continue
        names = " ".join([*(tag.get("class") or ()), str(tag.get("id") or "")])
        if names and _AROUND_NAME.search(names) and _is_small(tag):
            return True
    return False


def _is_small(tag: Tag) -> bool:
    """A wrapper may be named ``main-sidebar-left`` and still hold the article."""
    return len(_RUNNING.findall(tag.get_text())) < 20


def _running_weight(piece: Piece) -> int:
    text = piece.text.strip()
    marks = len(_RUNNING.findall(text))
    if marks < 2 or any(t.name in ("a", "title", "head") for t in piece.node.parents):
        return 0
    return len(text)


def _root(pieces: list[Piece], weights: Counter[Tag], total: int) -> Tag:
    """Return the deepest element that holds nearly all of the running text."""
    best = max(
        (t for t, n in weights.items() if n >= _ENOUGH * total),
        key=lambda t: (len(list(t.parents)), -weights[t]),
    )
    while best.name in ("p", "span", "font", "strong", "b", "em") and isinstance(best.parent, Tag):
        best = best.parent
    return best


def _is_link_list(piece: Piece, root: Tag) -> bool:
    """A list whose items are links, as in 相关阅读; a link inside a sentence stays."""
    for tag in piece.node.parents:
        if tag is root:
            return False
        if tag.name in ("ul", "ol", "table", "dl", "div"):
            links = sum(len(a.get_text(strip=True)) for a in tag.find_all("a"))
            if links and links > 0.6 * len(tag.get_text(strip=True)):
                return True
    return False


def _is_head(piece: Piece) -> bool:
    return any(t.name in ("head", "title") for t in piece.node.parents)


def _headline(shown: list[Piece], body: list[Piece], page_title: str) -> Piece | None:
    """Return the heading before the article, or the page's title where it stands nowhere else."""
    first = body[0].span[0] if body else 0
    named = _bare(page_title)
    headings = [
        p for p in shown
        if p.text.strip() and any(t.name in ("h1", "h2") for t in p.node.parents)
        and p.span[0] < first and (not named or _bare(p.text)[:12] in named)
    ]  # fmt: skip
    if headings:
        return headings[-1]
    within = body[:6] and any(_bare(p.text) and _bare(p.text)[:10] in named for p in body[:6])
    before = [p for p in shown if p.span[0] < first and not _is_head(p) and len(_bare(p.text)) > 6
              and _bare(p.text) in named]  # fmt: skip
    if before and not within:
        return before[-1]
    heads = [p for p in shown if _is_head(p) and p.text.strip()]
    return heads[0] if heads and not within else None


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)
