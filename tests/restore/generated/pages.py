"""Invented pages: a story set into a layout, as text, Markdown or HTML, with a label per line."""

from __future__ import annotations

import html
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from tests.restore.generated.articles import Item, Story, story
from tests.restore.generated.draw import FAMILIES, WORDS, Draw
from tests.restore.generated.english import english
from tests.restore.generated.heads import (
    Style,
    controls,
    dated,
    figure,
    head,
    note,
    signature,
    style,
)
from tests.restore.generated.tails import tail
from tests.restore.generated.tibetan import tibetan

from aidstories.restore.zones.labels import Zone


class Mark(NamedTuple):
    """``raw[start:end]`` of a page is a line with a label."""

    start: int
    end: int
    label: Zone
    story: int = 0
    """Which of the stories of its page the line belongs to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A generated capture with what is right about it."""

    kind: str
    raw: str
    marks: tuple[Mark, ...]
    title: str
    names: tuple[str, ...]


def page(seed: int, features: float = 0.0) -> Page:
    """Return the page of ``seed``, a share of its articles ``features``."""
    rng = random.Random(seed)
    draw = Draw(rng, FAMILIES[int(rng.random() * len(FAMILIES))], features)
    if draw.maybe(0.1):
        kind, tell = draw.one([("english", english), ("english", english), ("tibetan", tibetan)])
        title, names, items = tell(draw)
        render = draw.one(_ABROAD)
    else:
        told = story(draw)
        kind, build = draw.one(_LAYOUTS)
        items = build(draw, told, style(draw))
        title, names = told.title, told.names
        if draw.maybe(0.1) and kind != "behind":  # such a page was read to its end
            items = cut_off(draw, items)
        render = draw.one(_RENDERERS[kind])
    raw, marks = render(draw, items, title)
    return Page(kind=kind, raw=raw, marks=tuple(marks), title=title, names=names)


def cut_off(draw: Draw, items: Sequence[Item]) -> list[Item]:
    """Return the lines up to the middle of a paragraph, as an excerpt ends."""
    long = [n for n, i in enumerate(items) if i.label is Zone.TEXT and len(i.text) > 30]
    if len(long) < 3:
        return list(items)
    last = draw.one(long[2:])
    kept = items[last]._replace(
        text=items[last].text[: draw.rng.randint(12, 28)].rstrip("，。！？")
    )
    return [*items[:last], kept]


def _site(draw: Draw, told: Story, style: Style) -> list[Item]:
    """A hospital, an office, a portal: head, text with pictures, tail."""
    top = head(draw, told, style)
    signed = any(i.label is Zone.BYLINE for i in top)
    return [*top, *_illustrated(draw, told), *tail(draw, told, style, signed)]


def _bare(draw: Draw, told: Story, style: Style) -> list[Item]:
    """A pasted text: title and date, or nothing, before it."""
    if draw.maybe(0.2):  # a passage, and nothing else
        return list(told.body)[: draw.rng.randint(1, 3)]
    top = [Item(Zone.TITLE, told.title, "title")] if draw.maybe(0.85) else []
    if top and told.below:
        top.append(Item(Zone.SUBTITLE, told.below, "subtitle"))
    if top and draw.maybe(0.4):
        top.append(Item(Zone.SOURCE, f"{told.paper}   {dated(told.day, style)}", "source"))
    if draw.maybe(0.3):
        top.append(Item(Zone.BYLINE, signature(draw, told, style), "p"))
    return [*top, *told.body, *tail(draw, told, style, signed=len(top) > 1)[:2]]


def _account(draw: Draw, told: Story, style: Style) -> list[Item]:
    """A message of a public account."""
    day = dated(told.day, style)
    name = draw.set_name(told.names[0], style.spaced)
    lines = draw.one(
        [
            [f"原创 {name} {told.paper} {day}"],
            [told.paper, day],
            [f"{told.paper} {day} {draw.place()}"],
            [f"{name}  {told.paper}  {day}"],
        ]
    )
    top = [Item(Zone.TITLE, told.title, "title")]
    top += [Item(Zone.SOURCE, line, "source") for line in lines]
    top += controls(draw, 0.5, 2)
    return [*top, *_illustrated(draw, told), *tail(draw, told, style, signed=False)]


def _paper(draw: Draw, told: Story, style: Style) -> list[Item]:
    """A page of a newspaper's electronic edition, or of a databank of newspapers."""
    y, m, d = told.day.year, told.day.month, told.day.day
    number = draw.rng.randint(1, 16)
    databank = f"{told.paper}{draw.one(['', '(汉文版)'])}/{y} 年/{m} 月/{d} 日/第 {number:03} 版"
    edition = (
        f"{told.paper} / {y}年{m:02}月{d:02}日 / 第{number:02}版 {draw.one(WORDS['sections'])}"
    )
    top = [Item(Zone.SOURCE, draw.one([databank, edition]), "source")]
    if draw.maybe(0.4):
        top.insert(0, Item(Zone.BANNER, f"第{number:02}版：要闻", "p"))
    top += controls(draw, 0.2, 2)
    rest = [
        i for i in head(draw, told, style) if i.label in (Zone.KICKER, Zone.TITLE, Zone.SUBTITLE)
    ]
    top += rest
    if draw.maybe(0.7):
        top.append(Item(Zone.BYLINE, signature(draw, told, style), "p"))
    if draw.maybe(0.2):
        top = [*note(draw, 2), *top]
    end = (
        [Item(Zone.CONTROL, text, "a") for text in ("上一篇", "下一篇")] if draw.maybe(0.3) else []
    )
    return [*top, *told.body, *end]


def _opened(draw: Draw, told: Story, style: Style) -> list[Item]:
    """The writers stand behind a lead, not in the head."""
    top = [i for i in head(draw, told, style) if i.label is not Zone.BYLINE]
    lead = [Item(Zone.TEXT, draw.paragraph()) for _ in range(draw.rng.randint(1, 3))]
    names = [draw.set_name(n, style.spaced) for n in told.names]
    signed = [f"□首席记者 {names[0]}", *(f"本报记者 {n}" for n in names[1:])]
    lines = [
        Item(Zone.BYLINE, text, "p") for text in draw.one([signed, [signature(draw, told, style)]])
    ]
    return [*top, *lead, *lines, *told.body, *tail(draw, told, style, signed=True)]


_MARKS = [("¹²³", "， "), ("123", "， "), ("   ", "， "), ("*＊ ", "， "), ("」²4", ["", "，"])]
"""Marks behind the names of a paper, and what stands between: the last as recognition has them."""


def _journal(draw: Draw, told: Story, style: Style) -> list[Item]:
    """A paper of a journal: title, writers with their marks, numbers, an abstract."""
    marks, apart = draw.one(_MARKS)
    names = "".join(f"{n}{marks[k % 3]}{draw.one(apart)}" for k, n in enumerate(told.names))
    top = [Item(Zone.TITLE, told.title, "title"), Item(Zone.BYLINE, names.strip("， "))]
    if draw.maybe(0.5):
        top.append(
            Item(
                Zone.SOURCE,
                f"10.12{draw.number()}/j.issn.1007-9572.{told.day.year}.{draw.number()}",
            )
        )
    top.append(
        Item(
            Zone.TEXT,
            f"1 {draw.house()}，{draw.place()}，850000 2 {draw.house()}，{draw.place()}，850001",
        )
    )
    top += [
        Item(Zone.TEXT, f"【摘要】目的：{draw.paragraph()}"),
        Item(Zone.TEXT, f"【关键词】{draw.word('nouns')}；{draw.word('nouns')}"),
    ]
    return [*top, *told.body]


def _several(draw: Draw, told: Story, style: Style) -> list[Item]:
    """Two or three articles of one page of a newspaper, signed each."""
    items: list[Item] = []
    for number, one in enumerate([told, story(draw), story(draw)][: draw.rng.randint(2, 3)]):
        top = [
            i for i in head(draw, one, style) if i.label in (Zone.KICKER, Zone.TITLE, Zone.SUBTITLE)
        ]
        if draw.maybe(0.6):
            top.append(Item(Zone.BYLINE, f"本报记者 {' '.join(one.names)}", "p"))
        body = list(one.body)
        if top[-1].label is not Zone.BYLINE:
            sent = f"本报{draw.place()[:2]}{draw.one(['电', '讯'])}（记者 {' '.join(one.names)}）"
            first = next(n for n, i in enumerate(body) if i.label is Zone.TEXT)
            body[first] = Item(Zone.TEXT, sent + body[first].text)
        if number and draw.maybe(0.4):
            labels = draw.some(
                ["时讯快递", "“风采录”", "简讯", "要闻速览", "【一线】", "各地传真"], 1, 2
            )
            top = [*(Item(Zone.BANNER, text) for text in labels), *top]
        items += [i._replace(story=number) for i in (*top, *body)]
    if draw.maybe(0.3):
        items += [i._replace(story=8) for i in figure(draw)]
    return items


def _behind(draw: Draw, told: Story, style: Style) -> list[Item]:
    """A page of a newspaper whose headline was read behind its text, and the pictures last."""
    top = [Item(Zone.KICKER, f"{draw.phrase()}{draw.one(['', '——'])}", draw.one(["p", "title"]))]
    end = [Item(Zone.TITLE, told.title, "p"), Item(Zone.BYLINE, signature(draw, told, style))]
    for _ in range(draw.rng.randint(0, 5)):
        end += figure(draw)
    behind = [i._replace(story=1) for i in end]
    return [*(top if draw.maybe(0.7) else []), *told.body, *behind]


_BREAKS = [
    "pagebreak",
    "（下转第2版）",
    "（上接第一版）",
    "— 3 —",
    "分享到：",
    "第 2 页",
    "打印本页",
]


def _illustrated(draw: Draw, told: Story) -> list[Item]:
    """Return the body with pictures, and now and then with what a page's break leaves in it."""
    items = list(told.body)
    if draw.maybe(0.08):
        broken = Item(Zone.CONTROL, draw.one(_BREAKS), "control")
        items.insert(_gap(draw, items), broken)
    for _ in range(draw.one([0, 0, 1, 2])):
        at = _gap(draw, items)
        items[at:at] = figure(draw)
    return items


def _gap(draw: Draw, items: Sequence[Item]) -> int:
    """Return a place between two lines, not within a table or a stanza, nor below a heading."""
    tight = ("tr", "verse")
    free = [
        n
        for n in range(1, len(items))
        if items[n - 1].label is Zone.TEXT
        and not (items[n - 1].kind in tight and items[n].kind == items[n - 1].kind)
    ]
    return draw.one([*free, len(items)])


Layout = Callable[[Draw, Story, Style], list[Item]]
_LAYOUTS: tuple[tuple[str, Layout], ...] = (
    ("site", _site), ("site", _site), ("site", _site), ("account", _account), ("paper", _paper),
    ("bare", _bare), ("opened", _opened), ("several", _several),
    ("several", _several), ("journal", _journal), ("behind", _behind),
)  # fmt: skip


class _Sheet:
    """A page as it is put together."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.marks: list[Mark] = []

    def add(self, text: str, item: Item | None = None) -> None:
        if item is not None:
            end = self.length + len(text)
            self.marks.append(Mark(self.length, end, item.label, item.story))
        self.parts.append(text)
        self.length += len(text)

    def done(self) -> tuple[str, list[Mark]]:
        return "".join(self.parts), self.marks


def _text(draw: Draw, items: Sequence[Item], title: str) -> tuple[str, list[Mark]]:
    """Blank lines part the lines; the lines of a table or of verse stand close."""
    sheet = _Sheet()
    indent = draw.one(["", "", "　　", "  ", "    "])
    wide, far = draw.one([2, 2, 2, 3]), draw.maybe(0.6)  # a picture leaves blank lines behind
    before = ""
    for item in items:
        if sheet.parts:
            close = item.kind in ("tr", "verse") and before == item.kind
            pictures = {item.kind, before}
            apart = "plain caption" in pictures or (far and "caption" in pictures)
            sheet.add("\n" * (1 if close else 4 if apart else 2 if item.kind == "p" else wide))
        before = item.kind
        sheet.add(indent if item.label is Zone.TEXT else "")
        sheet.add(item.text, item)
    return sheet.done()


def _lines(draw: Draw, items: Sequence[Item], title: str) -> tuple[str, list[Mark]]:
    """A line to a line, as a pasted page has them; an indent or a blank line may stand between.

    Rows stay together, and a picture leaves blank lines around a caption that says nothing.
    """
    sheet = _Sheet()
    indent = draw.one(["", "　　", "    "])
    before = ""
    for item in items:
        if sheet.parts:
            apart = "plain caption" in (item.kind, before)
            row = item.kind == before == "tr"
            sheet.add("\n" * (4 if apart else 1 + (not row and draw.maybe(0.15))))
        before = item.kind
        sheet.add(indent if item.label is Zone.TEXT else "")
        sheet.add(item.text, item)
    return sheet.done()


def _markdown(draw: Draw, items: Sequence[Item], title: str) -> tuple[str, list[Mark]]:
    sheet = _Sheet()
    if draw.maybe(0.3):
        sheet.add(f'---\ntitle: "{title.replace(chr(34), "")}"\ndate: "2020-04-07"\n---\n\n')
    before = ""
    for item in items:
        hashes = {"title": "# ", "h1": "# ", "h2": "## ", "h3": "### "}.get(item.kind, "")
        bold = "**" if item.kind == "strong" else ""
        close = item.kind in ("tr", "verse") and before == item.kind
        sheet.add(("\n" if close else "\n\n") * bool(before) + hashes + bold)
        sheet.add(item.text, item)
        sheet.add(bold)
        before = item.kind
    return sheet.done()


_ELEMENTS = {
    "title": ["h1", "h2", "h1", "h3", "div", "p"],
    "kicker": ["h3", "p", "div"],
    "subtitle": ["h2", "h3", "p", "div"],
    "source": ["div", "p", "span"],
    "crumb": ["div", "p"],
    "control": ["div", "p"],
    "a": ["li"],
    "foot": ["p", "div"],
    "caption": ["p", "figcaption"],
    "plain caption": ["p", "figcaption"],
    "strong": ["p"],
    "verse": ["p"],
}
_CLASSES = {
    "title": [
        "title",
        "article-title",
        "bt",
        "main_tit",
        "con_title",
        "arti_title",
        "detail-title",
        "",
    ],
    "subtitle": ["subtitle", "ftitle", ""],
    "kicker": ["pretitle", "yinti", ""],
    "source": ["source", "info", "article-info", "arti_metas", "laiyuan", "con_time", "mes", ""],
    "crumb": ["crumb", "position", "location", "dqwz", "path", ""],
    "control": ["share", "tools", "fontsize", "bdsharebuttonbox", ""],
    "foot": ["footer", "copyright", "foot", "bottom", ""],
    "a": ["", "list"],
    "h1": ["logo", "site-name", "", ""],
}


def _html(draw: Draw, items: Sequence[Item], title: str) -> tuple[str, list[Mark]]:
    sheet = _Sheet()
    elements = {kind: draw.one(names) for kind, names in _ELEMENTS.items()}
    if elements["source"] == "span":  # one line of the page, whatever parts it has
        items = [*_in_one_line(items)]
    houses = [i.text for i in items if i.label is Zone.BANNER and i.kind == "h1"]
    site = draw.one(houses or WORDS["sites"])
    said = html.escape(title)
    whole = draw.one([said, f"{said}_{site}", f"{said} - {site}", f"{site}-{said}", site])
    sheet.add(f"<html><head><meta charset='utf-8'><title>{whole}</title>")
    if draw.maybe(0.3):
        sheet.add(f'<meta name="ArticleTitle" content="{said}">')
    sheet.add("</head><body>\n")
    classes = {kind: draw.one(names) for kind, names in _CLASSES.items()}
    first = next(n for n, i in enumerate(items) if i.label is Zone.TEXT)
    inside = (Zone.TEXT, Zone.CAPTION, Zone.CREDIT)
    last = max(n for n, i in enumerate(items) if i.label in inside)
    body = draw.one(["content", "article-body", "TRS_Editor", "con", "text", "wp_articlecontent"])
    for n, item in enumerate(items):
        if n == first:
            sheet.add(f'<div class="{body}">\n')
        row = item.kind == "tr"
        if item.label is Zone.CAPTION:
            sheet.add('<p><img src="/upload/1.jpg"></p>\n')
        sheet.add("<table>\n" * (row and items[n - 1].kind != "tr"))
        _element(sheet, item, elements, classes)
        sheet.add("</table>\n" * (row and items[n + 1].kind != "tr"))
        if n == last:
            sheet.add("</div>\n")
    sheet.add("</body></html>\n")
    return sheet.done()


def _in_one_line(items: Sequence[Item]) -> Iterator[Item]:
    """Yield the lines; parts of a line of source that stand in one are all source."""
    for alike, group in groupby(items, key=lambda i: i.kind == "source"):
        parts = list(group)
        one = alike and len(parts) > 1 and any(i.label is Zone.SOURCE for i in parts)
        yield from (i._replace(label=Zone.SOURCE) if one else i for i in parts)


def _element(sheet: _Sheet, item: Item, elements: dict[str, str], classes: dict[str, str]) -> None:
    if item.kind == "tr":
        _row(sheet, item)
        return
    tag = elements.get(item.kind, item.kind)
    named = classes.get(item.kind, "")
    opening = f'<{tag} class="{named}">' if named else f"<{tag}>"
    inner = {"a": ('<a href="/x.html">', "</a>"), "strong": ("<strong>", "</strong>")}
    before, after = inner.get(item.kind, ("", ""))
    sheet.add(opening + before)
    sheet.add(html.escape(item.text, quote=False), item)
    sheet.add(f"{after}</{tag}>\n")


def _row(sheet: _Sheet, item: Item) -> None:
    """Add a row of a table; its cells are one line, marked from the first to the last."""
    sheet.add("<tr><td>")
    cells = html.escape(item.text, quote=False).replace("\t", "</td><td>")
    sheet.add(cells, item)
    sheet.add("</td></tr>\n")


Renderer = Callable[[Draw, Sequence[Item], str], tuple[str, list[Mark]]]
_ABROAD: Sequence[Renderer] = [_text, _lines, _html]
_RENDERERS: dict[str, Sequence[Renderer]] = {
    "site": [_text, _text, _lines, _html, _html],
    "account": [_text, _lines, _html],
    "paper": [_text, _lines],
    "bare": [_text, _text, _lines, _markdown],
    "opened": [_text, _html],
    "several": [_text],
    "journal": [_text, _markdown],
    "behind": [_text, _text, _lines],
}
