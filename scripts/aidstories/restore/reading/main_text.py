"""The main text of a page: which pieces are the article, which the page around it.

The article is the smallest element that holds nearly all running text (long pieces with Chinese
punctuation outside links), with the lines between its headline and its text. Everything in it
counts, also text outside ``<p>``; lists of links and the page's own controls do not.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from bs4 import Tag

from aidstories.restore.lexicon.byline import is_byline
from aidstories.restore.lexicon.chars import bare, ends_sentence
from aidstories.restore.lexicon.houses import names_house
from aidstories.restore.lexicon.imprint import is_imprint
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.person_names import are_names
from aidstories.restore.reading.headline import (
    find_headline,
    is_kicker,
    is_labelled,
    is_named_kicker,
    names,
    opens_note,
    says_source,
)
from aidstories.restore.reading.pieces import Ancestors, Piece

_NEVER = (
    "script", "style", "noscript", "template", "svg", "button", "select", "option", "textarea",
    "iframe",
)  # fmt: skip
_AROUND = frozenset(["nav", "footer", "aside", "form"])
_ROLES = ("navigation", "banner", "contentinfo", "complementary", "search")
_AROUND_NAME = late(
    r"(?:^|[-_ ])(?:nav|menu|foot|footer|(?<!no-)sidebar(?![-_](?:less|none|off))|aside"
    r"|breadcrumbs?|crumbs?|share|related?"
    r"|recommend|comments?|copyright|disclaimer|pager|pagination|friendlink|qrcode|jiathis|bdshare\w*"
    r"|daohang|mianbaoxie|fenxiang|tuijian|xiangguan|pinglun|paihang|shengming|mianze|banquan|yejiao"
    r"|\w*(?:right|left)-?bar)"
    r"(?:[-_ ]|\d|$)",
    re.I,
)
"""Names that say what an element is for, in English or in pinyin (``tuijian`` is 推荐)."""
_MAYBE_NAME = late(
    r"(?:^|[-_ ])(?:bottom|side|position|tools?|toolbar|banner|advert|ads?|login|search|hot|rank"
    r"|links?|ewm|keywords?|tags?)(?:[-_ ]|\d|$)",
    re.I,
)
"""Names that may only say where it stands: they count where no running text does, or links, and
for what stands in the body itself (``<div id="bottom">``)."""
_LINKED = 0.3
"""Share of links from which such an element is a list of them, chosen by hand."""
_RUNNING = late(r"[，。；！？、：“”་།,]")
_BRACKETS = late(r"[（(](.+)[）)]")
_ALIKE = 3
"""Elements alike that make a list of teasers, chosen by hand."""
_ENOUGH = 0.8
_ADDRESS = late(r"\s*+https?://\S+\s*+$")
"""A link that prints where it leads tells whence a text came; no list of articles has such."""
_STAYS = late(r"^\s*+(?:#|javascript:)|\.(?:jpe?g|png|gif|webp|bmp)(?:[?#]|$)", re.I)
"""A link that leads to no other page."""
_ROWS = ("table", "tbody", "thead", "tr", "td", "th")
_SOME = 30
"""Characters of running text that make a short article."""
_LINES = 2
"""Lines over the headline that may belong to it: a kicker, and a title's first line."""
_OVER = 3
"""Lines over what was found as the headline: two more where that is its subtitle."""
_LEAST = 0.2
"""Characters below a headline for each over it at least, chosen by hand: a note may be longer."""
_NEAR = 5
"""Pieces of text behind the article among which its source may stand."""
_PHRASING = frozenset(
    ["p", "span", "font", "strong", "b", "em", "i", "u", "a", "li", "h1", "h2", "h3", "h4"]
)


@dataclass(frozen=True, slots=True)
class _Measures:
    """Characters in each element that holds a piece: all, in links, running text (and in all).

    The keys stand in document order, each behind the element around it.
    """

    text: dict[Ancestors, int]
    links: dict[Ancestors, int]
    running: dict[Ancestors, int]
    total: int
    lists: frozenset[Ancestors] = frozenset()
    """The lists of links, and what stands in them."""


def main_pieces(pieces: Sequence[Piece], page_title: str) -> list[Piece]:
    """Return the pieces of the article in document order, the headline marked as title."""
    seen = visible(_rendered(pieces))
    sizes = _measure(seen)
    shown = _outside_furniture(seen, sizes)
    if len(shown) < len(seen):
        sizes = _measure(shown)
    if not sizes.total:
        return [p for p in shown if not p.inside("head", "title")]
    root = _root(shown, sizes)
    inside, listed = _held_by(root, sizes), _link_lists(sizes, root)
    body = [
        p
        for p in shown
        if p.around in inside and not p.inside("head", "title") and not _in_link_list(p, listed)
    ]
    sizes = replace(sizes, lists=_link_lists(sizes, None))
    title = find_headline(shown, body, page_title)
    if title and _heads_least(title, body):
        title = None
    if title is None or title.inside("head", "title"):
        return _unheaded(shown, body, title, root, sizes)
    return _headed(shown, body, title, sizes)


def _unheaded(
    shown: Sequence[Piece],
    body: Sequence[Piece],
    title: Piece | None,
    root: Ancestors,
    sizes: _Measures,
) -> list[Piece]:
    """Return the article of a page that shows no headline: its ``title`` is the page's at most."""
    first = body[0].span[0] if body else 0
    before = [p for p in shown if p.span[0] < first and p.text.strip()]
    head = [title] if title and title.span[0] < first else []
    unnamed = title is None or names_house(title.text)  # the site, in the page's title
    told = _from_date(before, _LINES) or (_beside(before[-_NEAR:], root) if unnamed else [])
    head += [p for p in told if _may_head(p, sizes)]
    return _ordered([*head, *map(_marked, body), *_signed(shown, body)])


def _headed(
    shown: Sequence[Piece], body: Sequence[Piece], title: Piece, sizes: _Measures
) -> list[Piece]:
    """Return the article under its headline, with what stands over that and between the two."""
    texts = [p for p in shown if p.text.strip() and p.span[0] < title.span[0]]
    kicker = _kickers(texts, title)
    behind = [p for p in body if p.span[0] > title.span[0]]
    between = _between(shown, behind, title, sizes)
    above = [p for p in _from_date(texts[-_NEAR:]) if p not in kicker and _may_head(p, sizes)]
    above += [p for p in _noted(texts) if p not in kicker and p not in above]
    found = [
        *map(_marked, above),
        *kicker,
        title._replace(title=True),
        *map(_marked, [*between, *behind]),
    ]
    return _ordered([*found, *_signed(shown, found)])


def _rendered(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces that a browser renders.

    The source of a component has all its text in <template>, which its script fills in.
    """
    shown = [p for p in pieces if not p.inside(*_NEVER)]
    if any(_RUNNING.search(p.text) for p in shown):
        return shown
    never = [name for name in _NEVER if name != "template"]
    return [p for p in pieces if not p.inside(*never)]


def _beside(pieces: Sequence[Piece], root: Ancestors) -> Sequence[Piece]:
    """Return the pieces that stand in elements beside the article's own, right before it.

    Of a page that names no headline they may be one: ``<div>山里的医生</div>``.
    """
    around = root.near[0].parent
    return [p for p in pieces if p.home and p.home.parent is around and not p.inside("a")]


def _heads_least(title: Piece, body: Sequence[Piece]) -> bool:
    """Return whether a text stands over what was found as its headline: Related News."""
    sizes = [(len(p.text.strip()), p.span[0] < title.span[0]) for p in body]
    over, below = (sum(size for size, above in sizes if above is up) for up in (True, False))
    return below < _LEAST * over


def _may_head(piece: Piece, sizes: _Measures) -> bool:
    """Return whether a piece between a line of source and the text may be a line of the head."""
    listed = piece.inside("head", "title") or _in_link_list(piece, sizes.lists)
    return piece.src is None and not listed


def visible(seen: Sequence[Piece]) -> list[Piece]:
    """Return the pieces that a reader of the page sees.

    Left out are hidden and deleted elements and silent copies (``aria-hidden``) of text that stands
    beside them. Where most of the running text is hidden, a script would have shown it.
    """
    shown = [p for p in seen if not (p.around.hidden or p.around.deleted)]
    if len(shown) < len(seen) and _most_is_hidden(shown, seen):
        shown = list(seen)
    if not any(p.around.silent for p in shown):
        return shown
    read = {bare(p.text) for p in shown if not p.around.silent}
    return [p for p in shown if not (p.around.silent and p.text and bare(p.text) in read)]


def _most_is_hidden(shown: Sequence[Piece], seen: Sequence[Piece]) -> bool:
    """Return whether most of a page's running text is hidden, and most of its characters too.

    The text of a small page may have no clauses: an advertisement that is hidden may have some.
    """
    told = [p for p in seen if not p.inside("a", "title", "head")]
    plain = sum(len(p.text.strip()) for p in told if not (p.around.hidden or p.around.deleted))
    most = 2 * plain < sum(len(p.text.strip()) for p in told)
    return most and 2 * sum(_weights(shown)) < sum(_weights(seen))


def _kickers(texts: Sequence[Piece], title: Piece) -> Sequence[Piece]:
    """Return the line right before the headline, and those over it that are of its kind.

    A headline may stand on two lines, each in an element alike, with its kicker over both; what
    was found may be the subtitle below.
    """
    found: list[Piece] = []
    for p in reversed(texts[-_OVER:]):
        beside = not found or _alike(found[-1], title) or _alike(p, found[-1])
        if not (is_kicker(p, title) and (beside or is_named_kicker(p))):
            break
        found.append(p)
    return found[::-1]


def _alike(one: Piece, other: Piece) -> bool:
    """Return whether two lines stand in elements of one name and class."""
    both = one.home, other.home
    return all(both) and len({(t.name, names(t)) for t in both if t}) == 1


def _from_date(pieces: Sequence[Piece], more: int = 0) -> Sequence[Piece]:
    """Return the pieces from the first line of source and date on, and ``more`` before it."""
    first = next((n for n, p in enumerate(pieces) if _dates(p)), len(pieces) + more)
    return pieces[max(0, first - more) :]


def _dates(piece: Piece) -> bool:
    """Return whether a line over the headline is one of source and date, or names the writer."""
    named = is_imprint(piece.text) or says_source(piece) or is_byline(piece.text.strip())
    named = named or (is_labelled(piece.text) and not ends_sentence(piece.text.strip()))
    return named and not piece.inside("a", "head", "title", "h1", "h2")


def _noted(texts: Sequence[Piece]) -> Sequence[Piece]:
    """Return the editor's note over the headline: from its label on, running text at its end."""
    start = next((n for n, p in enumerate(texts) if opens_note(p.text)), len(texts))
    said = [p for p in texts[start:] if not p.inside("a", "head", "title", "h1", "h2")]
    ends = [n for n, p in enumerate(said, 1) if ends_sentence(p.text.strip())]
    return said[: ends[-1]] if ends else ()


def _ordered(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces in document order, on which every later pass relies."""
    return sorted(pieces, key=lambda p: p.span)


def _marked(piece: Piece) -> Piece:
    return piece._replace(source=True) if says_source(piece) else piece


def _signed(shown: Sequence[Piece], found: Sequence[Piece]) -> list[Piece]:
    """Return lines of source or of the writer shortly behind the article: 来源：某某日报."""
    last = found[-1].span[1] if found else 0
    behind = itertools.islice(_lines([p for p in shown if p.span[0] >= last]), _NEAR)
    return [
        p._replace(source=True)
        for line in behind
        if not any(p.inside("a") for p in line) and _signs("".join(p.text for p in line))
        for p in line
    ]


def _lines(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Yield the lines of text that pieces make: comments may part 发布日期： from its day."""
    for _, block in groupby(pieces, key=lambda p: id(p.home)):
        for breaks, line in groupby(block, key=lambda p: p.newline):
            words = [p for p in line if p.text.strip()]
            if words and not breaks:
                yield words


def _signs(text: str) -> bool:
    """Return whether a line behind the text says who published or wrote it, be it by name alone."""
    names = _BRACKETS.fullmatch(text.strip())
    return is_imprint(text) or is_byline(text) or are_names(names[1] if names else text)


def _between(
    shown: Sequence[Piece], behind: Sequence[Piece], title: Piece, sizes: _Measures
) -> list[Piece]:
    """Return what stands between the headline and the article: subtitle, author, date, source.

    A picture is the article's in an element that holds text and no headline.
    """
    first = behind[0].span[0] if behind else title.span[1]
    near = {*behind[0].around.outward()} - {*title.around.outward()} if behind else set()
    return [
        p
        for p in shown
        if title.span[1] <= p.span[0] < first
        and (p.src is None or not near.isdisjoint(p.around.outward()))
        and (not _in_link_list(p, sizes.lists) or _links_source(p))
    ]


def _links_source(piece: Piece) -> bool:
    """Return whether a piece among links says when or by whom, and is no item of a list.

    ``<a class="post-date">2021年05月06日</a>``.
    """
    return says_source(piece) and not piece.inside("li", "dd", "td")


def _measure(shown: Sequence[Piece]) -> _Measures:
    elements = _elements(shown)
    text, links, running = (dict.fromkeys(elements, 0) for _ in range(3))
    total = 0
    for p, weight in zip(shown, _weights(shown), strict=True):
        length = len(p.text.strip())
        text[p.around] += length
        links[p.around] += length if p.inside("a") and not _ADDRESS.match(p.text) else 0
        running[p.around] += weight
        total += weight
    for inner in reversed(elements):
        if inner.outer:
            text[inner.outer] += text[inner]
            links[inner.outer] += links[inner]
            running[inner.outer] += running[inner]
    return _Measures(text, links, running, total)


def _elements(shown: Sequence[Piece]) -> list[Ancestors]:
    """Return the elements that hold a piece, each behind the one around it."""
    found: dict[Ancestors, None] = {}
    for p in shown:
        fresh = []
        around: Ancestors | None = p.around
        while around and around not in found:
            fresh.append(around)
            around = around.outer
        found |= dict.fromkeys(reversed(fresh))
    return list(found)


def _weights(shown: Sequence[Piece]) -> Iterator[int]:
    """Yield how much running text each piece holds: its length where its block has clauses."""
    for _, group in groupby(shown, key=lambda p: id(p.home)):
        block = list(group)
        own = [p.text.strip() if not p.inside("a", "title", "head") else "" for p in block]
        running = len(_RUNNING.findall("".join(own))) > 1
        yield from (len(text) if running else 0 for text in own)


def _outside_furniture(seen: Sequence[Piece], sizes: _Measures) -> list[Piece]:
    """Return the pieces outside of what the page calls navigation, footer, comments and such.

    A wrapper may be named ``main-sidebar-left`` or be one form, and still hold the article:
    most of the running text, unless the first headline and some text stand outside it.
    """
    headline = next((p for p in seen if p.inside("h1")), None)
    over = set(headline.around.outward()) if headline else set()
    left_out: set[Ancestors] = set()
    teasers = _teasers(seen)
    for element, own in sizes.running.items():
        tag = element.near[0]
        if element.outer in left_out:
            left_out.add(element)
        elif _is_around(tag, _may_be_around(element, sizes)) or element in teasers:
            apart = headline and element not in over and sizes.total - own >= _SOME
            if apart or own <= 0.5 * sizes.total:
                left_out.add(element)
    return [p for p in seen if p.around not in left_out]


def _teasers(seen: Sequence[Piece]) -> frozenset[Ancestors]:
    """Return the elements that hold teasers of other articles: alike, each opening with a link.

    ``<dl><dt><a><img></a></dt><dd><a>headline</a></dd><dd>its first sentence</dd></dl>``, thrice.
    Rows of a table and pictures that lead to themselves, only larger, are none.
    """
    opened: set[Ancestors] = set()
    alike: dict[tuple[Ancestors, str, str], int] = {}
    for p in seen:
        if not (p.src or p.text.strip()):
            continue
        leads = p.inside("a") and _leads(p)
        for around in p.around.outward():
            if around in opened:
                break
            opened.add(around)
            tag = around.near[0]
            plain = tag.name in _PHRASING and not (p.src and tag.name == "li")
            if leads and around.outer and not plain and tag.name not in _ROWS:
                key = around.outer, tag.name, names(tag)
                alike[key] = alike.get(key, 0) + 1
    return frozenset(key[0] for key, count in alike.items() if count >= _ALIKE)


def _leads(piece: Piece) -> bool:
    """Return whether a piece leads to another page, neither to a picture nor to a place."""
    link = next((tag for tag in piece.near if tag.name == "a"), None)
    return link is not None and not _STAYS.search(str(link.get("href") or "#"))


def _may_be_around(element: Ancestors, sizes: _Measures) -> bool:
    """Return whether a vague name counts: without running text, with links, or in the body."""
    linked = sizes.links[element] > _LINKED * sizes.text[element]
    in_body = element.outer is not None and element.outer.near[0].name == "body"
    return not sizes.running[element] or linked or in_body


def _is_around(tag: Tag, bare_of_text: bool) -> bool:
    """Return whether a page calls an element navigation, footer or the like."""
    if tag.name in ("body", "html", "article", "main"):
        return False
    called = names(tag)
    if tag.name in _AROUND or tag.get("role") in _ROLES or _AROUND_NAME.search(called):
        return True
    return bare_of_text and bool(_MAYBE_NAME.search(called))


def _root(shown: Sequence[Piece], sizes: _Measures) -> Ancestors:
    """Return the deepest element that holds nearly all of the running text.

    A single paragraph is not yet an article: its container may hold shorter ones.
    """
    enough = _ENOUGH * sizes.total
    best = max((a for a in sizes.running if sizes.running[a] >= enough), key=lambda a: a.depth)
    several = _holding_several(best, shown, sizes)
    while best.outer:
        if best.near[0].name not in _PHRASING and best in several:
            break
        best = best.outer
    return best


def _holding_several(
    inner: Ancestors, shown: Sequence[Piece], sizes: _Measures
) -> frozenset[Ancestors]:
    """Return those around ``inner``, itself included, that hold two blocks of running text.

    Text and a line break will do, too.
    """
    around = list(inner.outward())
    nearest = {a: a for a in around}
    for a in sizes.running:
        if a not in nearest and a.outer:
            nearest[a] = nearest[a.outer]
    homes: dict[Ancestors, set[int]] = {a: set() for a in around}
    breaks = dict.fromkeys(around, 0)
    for p in shown:
        if p.text and sizes.running[p.around]:
            homes[nearest[p.around]].add(id(p.home))
        breaks[nearest[p.around]] += p.newline
    held, count, found = set[int](), 0, []
    for a in around:
        held |= homes[a]
        count += breaks[a]
        if len(held) + count > 1:
            found.append(a)
    return frozenset(found)


def _held_by(root: Ancestors, sizes: _Measures) -> frozenset[Ancestors]:
    """Return an element and all that it holds."""
    found = {root}
    for a in sizes.text:  # those around come first
        if a.outer in found:
            found.add(a)
    return frozenset(found)


def _link_lists(sizes: _Measures, root: Ancestors | None) -> frozenset[Ancestors]:
    """Return the elements in lists whose items are links; ``root`` is none, nor within one."""
    found: set[Ancestors] = set()
    for a, length in sizes.text.items():
        name = a.near[0].name
        holds = name not in _PHRASING or name in ("p", "li")
        holds = holds and not (a.tabular and name in ("tr", "td", "th"))
        if a is not root and (a.outer in found or (holds and sizes.links[a] > 0.6 * length)):
            found.add(a)
    return frozenset(found)


def _in_link_list(piece: Piece, listed: frozenset[Ancestors]) -> bool:
    """A list whose items are links, as in 相关阅读; a link inside a sentence stays."""
    return piece.around in listed and piece.src is None and not ends_sentence(piece.text)
