"""Invented printed pages: known articles set by Chromium, as PDF and PNG, with every place.

`newspaper`, `report`, `journal`, `english` and `tibetan` draw a `Sheet` from a seed; `render`
sets it. The truth of a sheet are its `Piece`s in reading order, story by story.
"""

from __future__ import annotations

import base64
import contextlib
import html
import math
import random
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2 as pdfium
from playwright.sync_api import Browser, Page
from tests.restore.generated.draw import FAMILIES, HEADINGS, WORDS, Draw

from aidstories.restore.reading.extraction import Box

FONTS = Path(__file__).parents[3] / "overrides" / "assets" / "fonts"
POINTS = 0.75
"""Points in a CSS pixel: a box of the truth times this is a box of the PDF."""
NOTO_ABOVE, NOTO_BELOW = 0.28, 0.168
"""By how many em the line box of Noto CJK stands above and below the character's square."""


class Place(NamedTuple):
    """Where a piece, or the part of it in one column, stands: page from 1, box in CSS pixels."""

    page: int
    box: Box


class Piece(NamedTuple):
    """A printed passage: what it is, which story it belongs to (0: none), and where it stands.

    ``role`` is one of kicker, title, subtitle, byline, dateline, heading, text, caption, note
    (of the foot), running.
    """

    role: str
    text: str
    story: int = 0
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Pages before they are set: HTML whose elements ``#p0``, ``#p1`` … are the pieces."""

    name: str
    html: str
    pieces: tuple[Piece, ...]
    width: int
    height: int
    """CSS pixels of a page; 0: as high as what stands on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """Pages as set. ``width`` and ``height`` are CSS pixels; ``pieces`` know their places."""

    name: str
    pdf: bytes
    pngs: tuple[bytes, ...]
    """One for each page, where a resolution was asked for."""
    pieces: tuple[Piece, ...]
    width: float
    height: float

    def of(self, story: int, *roles: str) -> list[str]:
        """Return the texts of a story's pieces that have one of ``roles``, in order."""
        return [p.text for p in self.pieces if p.story == story and p.role in roles]

    @property
    def stories(self) -> tuple[int, ...]:
        """The numbers of the stories, in reading order."""
        return tuple(sorted({p.story for p in self.pieces if p.story}))


def render(browser: Browser, sheet: Sheet, *, dpi: int = 0) -> Printed:
    """Set a sheet; ``dpi`` asks for a picture of each page at that resolution as well."""
    context = browser.new_context(
        viewport={"width": sheet.width, "height": sheet.height or 1200},
        device_scale_factor=dpi / 96 if dpi else 1,
    )
    try:
        page = context.new_page()
        page.emulate_media(media="print")
        page.set_content(sheet.html)
        page.evaluate("document.fonts.ready")
        page.evaluate(_FLOW)
        height = sheet.height or 8 + math.ceil(page.evaluate(_HEIGHT))
        pdf = page.pdf(
            width=f"{sheet.width}px", height=f"{height}px", print_background=True, page_ranges=""
        )
        sheets = len(page.query_selector_all(".page"))
        with contextlib.closing(pdfium.PdfDocument(pdf)) as made:
            assert len(made) == sheets, f"{sheet.name}: {len(made)} pages of {sheets}"
        pngs = [p.screenshot(type="png") for p in page.query_selector_all(".page")] if dpi else []
        return Printed(
            name=sheet.name,
            pdf=pdf,
            pngs=tuple(pngs),
            pieces=_placed(page, sheet),
            width=sheet.width,
            height=height,
        )
    finally:
        context.close()


def _placed(page: Page, sheet: Sheet) -> tuple[Piece, ...]:
    found: dict[str, list[Any]] = page.evaluate(_PLACES)
    above, below = (0.0, 0.0) if sheet.name == "tibetan" else (NOTO_ABOVE, NOTO_BELOW)
    pieces = []
    for n, piece in enumerate(sheet.pieces):
        places = (
            Place(int(number), Box(left, top + above * em, right, bottom - below * em))
            for number, left, top, right, bottom, em in found.get(f"p{n}", ())
        )
        pieces.append(piece._replace(places=tuple(places)))
    return tuple(p for p in pieces if p.places)  # the heads of pages that stayed empty go


_HEIGHT = "document.querySelector('.page').getBoundingClientRect().height"
_PLACES = """() => {
  const found = {};
  const pages = [...document.querySelectorAll('.page')];
  for (const element of document.querySelectorAll('[data-p]')) {
    const page = element.closest('.page'), origin = page.getBoundingClientRect();
    const range = document.createRange();
    range.selectNodeContents(element);
    const em = parseFloat(getComputedStyle(element).fontSize);
    const places = found[element.dataset.p] ??= [];
    let last = null;
    for (const r of range.getClientRects()) {
      if (r.width < 1) continue;
      const box = [r.left - origin.left, r.top - origin.top,
                   r.right - origin.left, r.bottom - origin.top];
      const here = last && box[1] > last[2] - 3 * em && Math.min(box[2], last[3]) >
                   Math.max(box[0], last[1]);
      if (here) {
        last[1] = Math.min(last[1], box[0]); last[2] = Math.min(last[2], box[1]);
        last[3] = Math.max(last[3], box[2]); last[4] = Math.max(last[4], box[3]);
      } else {
        last = [pages.indexOf(page) + 1, ...box, em];
        places.push(last);
      }
    }
  }
  return found;
}"""
"""Boxes of the lines of each piece, those of one column made one."""

_FLOW = """() => {
  const source = document.querySelector('#story');
  if (!source) return;
  const flows = [...document.querySelectorAll('.flow')];
  const full = f => f.scrollHeight > f.clientHeight + 1 || f.scrollWidth > f.clientWidth + 1;
  let at = 0;
  for (const block of [...source.children]) {
    flows[at].append(block);
    if (!full(flows[at])) continue;
    const text = block.textContent;
    if (block.tagName != 'P') { flows[++at].append(block); continue; }
    const words = /[\\u0f00-\\u0fff]+?[\\u0f0b\\u0f0d]+\\s*|[!-~\\u00ad]+\\s*|./gs;
    const units = [...text.matchAll(words)];
    let low = 0, high = units.length;
    while (low < high - 1) {
      const mid = (low + high) >> 1;
      block.textContent = text.slice(0, units[mid].index);
      if (full(flows[at])) high = mid; else low = mid;
    }
    while (low > 0 && /^[，。、；：？！”’）》…—]/.test(text.slice(units[low].index))) low--;
    const rest = block.cloneNode();
    rest.textContent = low ? text.slice(units[low].index) : text;
    block.textContent = low ? text.slice(0, units[low].index).trimEnd() : '';
    if (low) { block.classList.add('cut'); rest.classList.add('rest'); } else block.remove();
    flows[++at].append(rest);
  }
  source.remove();
  for (const page of [...document.querySelectorAll('.page')])
    if (page.querySelector('.flow') && !page.querySelector('.flow').children.length) page.remove();
}"""
"""Fills the pages one after the other; a paragraph that does not fit is cut where its line ends."""

_STYLE = """
@page { margin: 0 }
* { box-sizing: border-box; margin: 0; padding: 0 }
body { font-family: "Noto Serif CJK SC", "Noto Serif Tibetan", serif; color: #111 }
.page { position: relative; overflow: hidden; break-after: page; break-inside: avoid }
.page:last-child { break-after: auto }
p { text-indent: 2em; text-align: justify }
p.cut { text-align-last: justify }
p.rest { text-indent: 0 }
.body { line-height: 1.55 }
figure { break-inside: avoid; margin: .4em 0 }
figure div { background: linear-gradient(135deg, #9ab, #456) }
img { display: block; width: 100% }
figcaption { font-family: "Noto Sans CJK SC", sans-serif; font-size: 11px; line-height: 1.4;
  padding-top: 4px }
h1, h2 { font-weight: 700; line-height: 1.25 }
h3 { font-size: inherit; font-weight: 700; font-family: "Noto Sans CJK SC", sans-serif }
.running { position: absolute; font-size: 12px; white-space: nowrap }
"""


# ---------------------------------------------------------------- articles


class Told(NamedTuple):
    """An invented article, its lines by role."""

    kicker: str
    title: str
    subtitle: str
    byline: str
    dateline: str
    body: tuple[tuple[str, str], ...]
    captions: tuple[str, ...]


def _draw(seed: int) -> Draw:
    rng = random.Random(seed)
    return Draw(rng, rng.choice(FAMILIES))


def tell(draw: Draw, *, least: int, headed: bool = False, captions: int = 1) -> Told:
    """Draw an article of at least ``least`` characters."""
    body: list[tuple[str, str]] = []
    while sum(len(text) for _, text in body) < least:
        if headed and len(body) % 4 == 2:
            said = draw.heading(len(body) // 4, draw.one(range(HEADINGS)))
            body.append(("heading", said.replace("”", "").replace("“", "")))
        sentences = (draw.sentence() for _ in range(draw.rng.randint(1, 6)))
        body.append(("text", "".join(sentences)))
    names = draw.names(1, 2)
    dateline = f"本报{draw.place()[:2]}{draw.rng.randint(1, 12)}月{draw.rng.randint(1, 28)}日电"
    return Told(
        kicker=f"{draw.place()}{draw.word('nouns')}工作纪实——" if draw.maybe(0.4) else "",
        title=_title(draw),
        subtitle=f"——{draw.place()}{draw.word('nouns')}见闻" if draw.maybe(0.3) else "",
        byline=f"本报记者 {' '.join(names)}" if draw.maybe(0.7) else "",
        dateline=f"{dateline}（记者{names[0]}）" if draw.maybe(0.3) else "",
        body=tuple(body),
        captions=tuple(
            f"图为{draw.word('who')}{draw.word('where')}{draw.word('did')}。"
            for _ in range(captions)
        ),
    )


def _title(draw: Draw) -> str:
    one, other = draw.word("nouns"), draw.word("nouns")
    return draw.one(
        [
            f"{draw.place()}{draw.word('then')}",
            f"{one}连着{draw.place()}的{other}",
            f"{draw.word('who')}{draw.word('did')}",
            f"一路{one} 一路{other}",
        ]
    )


class _Press:
    """Collects pieces while the HTML is written."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []

    def __call__(self, role: str, text: str, story: int, tag: str = "p", css: str = "") -> str:
        n = len(self.pieces)
        self.pieces.append(Piece(role, text.replace("\u00ad", ""), story))
        style = f' style="{css}"' if css else ""
        return f'<{tag} data-p="p{n}"{style}>{html.escape(text)}</{tag}>'


def _figure(press: _Press, caption: str, story: int, height: int, css: str = "") -> str:
    said = press("caption", caption, story, "figcaption")
    picture = f'<img src="data:image/png;base64,{_PICTURE}" style="height:{height}px">'
    return f'<figure style="{css}">{picture}{said}</figure>'


_PICTURE = base64.b64encode(
    b"\x89PNG\r\n\x1a\n"
    + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in (
            (b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 0)),
            (b"IDAT", zlib.compress(b"\0\x55\xaa\0\xaa\x77")),
            (b"IEND", b""),
        )
    )
).decode()
"""A picture of two by two grey pixels."""


def _head(press: _Press, told: Told, story: int, size: int) -> str:
    small = round(size * 0.55)
    lines = [
        press("kicker", told.kicker, story, "div", f"font-size:{small}px") if told.kicker else "",
        press("title", told.title, story, "h1", f"font-size:{size}px;margin:4px 0"),
        press("subtitle", told.subtitle, story, "div", f"font-size:{small}px")
        if told.subtitle
        else "",
        press("byline", told.byline, story, "div", "font-size:14px;margin-top:6px")
        if told.byline
        else "",
    ]
    return f'<header style="margin-bottom:10px">{"".join(lines)}</header>'


def _body(press: _Press, told: Told, story: int, figures: Sequence[tuple[int, int]]) -> str:
    """Return the paragraphs; ``figures`` says behind which one a picture stands, and how high."""
    parts = []
    at = dict(figures)
    for n, (role, text) in enumerate(told.body):
        if role == "heading":
            parts.append(press("heading", text, story, "h3"))
        elif n == 0 and told.dateline:
            lead = f"{told.dateline}　{text}"
            parts.append(press("text", lead, story))
        else:
            parts.append(press("text", text, story))
        if n in at:
            parts.append(
                _figure(press, told.captions[len(parts) % len(told.captions)], story, at[n])
            )
    return "".join(parts)


# ---------------------------------------------------------------- layouts


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a newspaper page is set."""

    columns: int
    beside: bool
    """Two articles stand side by side, each in half of the columns, else one over the other."""
    ruled: bool
    """A rule parts the articles, else white space alone."""
    column_rules: bool
    figures: str
    """``none``, ``column`` or ``wide``."""
    boxed: bool
    """A third, small article stands in a frame under the others."""
    folio: bool
    """The number of the page stands at its foot."""


def plan(draw: Draw, columns: int) -> Plan:
    """Draw a plan."""
    return Plan(
        columns=columns,
        beside=draw.maybe(0.4),
        ruled=draw.maybe(0.6),
        column_rules=draw.maybe(0.3),
        figures=draw.one(["none", "column", "column", "wide"]),
        boxed=draw.maybe(0.35),
        folio=draw.maybe(0.5),
    )


_EM = 14
_GAP = 22
_MARGIN = 48


def newspaper(seed: int, columns: int, made: Plan | None = None) -> Sheet:
    """Draw a newspaper page of two articles, or three, in ``columns`` columns (2, 4 or 6)."""
    draw = _draw(seed * 7 + columns)
    made = made or plan(draw, columns)
    measure = {2: 22, 4: 15, 6: 12}[columns] * _EM
    inner = columns * measure + (columns - 1) * _GAP
    press = _Press()
    day = draw.day()
    week = "一二三四五六日"[day.weekday()]
    paper, section = draw.one(WORDS["papers"]), draw.one(["要闻", "综合", "健康", "地方"])
    number = draw.rng.randint(2, 16)
    date = f"{day.year}年{day.month}月{day.day}日 星期{week}"
    top = [
        _running(press, paper, f"left:{_MARGIN}px;top:22px;font-size:16px"),
        _running(press, date, f"left:{_MARGIN + inner // 2 - 80}px;top:24px"),
        _running(press, f"第{number:02}版 {section}", f"right:{_MARGIN}px;top:24px"),
        f'<div style="position:absolute;left:{_MARGIN}px;top:48px;width:{inner}px;height:1.5px;'
        'background:#111"></div>',
    ]
    if made.folio:
        top.append(_running(press, f"{number}", f"left:{_MARGIN + inner // 2}px;bottom:18px"))
    halves = (columns // 2, columns - columns // 2) if made.beside else (columns, columns)
    if made.beside and columns == 6 and draw.maybe(0.5):
        halves = (4, 2)
    blocks = [_article(draw, press, made, n + 1, wide, measure) for n, wide in enumerate(halves)]
    if made.beside:
        middle = "border-left:1px solid #111;padding-left:22px" if made.ruled else ""
        gap = 22 if made.ruled else 44
        inner += 44 - _GAP
        page = (
            f'<div style="display:flex;gap:{gap}px">{blocks[0]}'
            f'<div style="{middle}">{blocks[1]}</div></div>'
        )
    else:
        between = (
            '<div style="height:1.5px;background:#111;margin:18px 0"></div>'
            if made.ruled
            else '<div style="height:40px"></div>'
        )
        page = between.join(blocks)
    if made.boxed:
        told = tell(draw, least=260, captions=0)
        told = told._replace(kicker="", subtitle="", byline="", dateline="")
        wide = f"columns:{max(2, columns // 2)};column-gap:{_GAP}px"
        page += (
            '<section style="border:1.5px solid #111;padding:14px;margin-top:22px">'
            + _head(press, told, 3, 24)
            + f'<div class="body" style="font-size:{_EM}px;{wide}">'
            + _body(press, told, 3, ())
            + "</div></section>"
        )
    width = inner + 2 * _MARGIN
    return Sheet(
        name=f"newspaper-{columns}",
        html=_document(
            f'<div class="page" style="width:{width}px;padding:66px {_MARGIN}px 48px">'
            + "".join(top)
            + f"{page}</div>"
        ),
        pieces=tuple(press.pieces),
        width=width,
        height=0,
    )


def _article(draw: Draw, press: _Press, made: Plan, story: int, wide: int, measure: int) -> str:
    told = tell(draw, least=wide * draw.rng.randint(170, 330), headed=draw.maybe(0.4), captions=2)
    width = wide * measure + (wide - 1) * _GAP
    size = 40 if story == 1 else 30
    size = min(size, int(width / max(8, len(told.title)) * 0.98)) if wide == 1 else size
    head = _head(press, told, story, max(22, size))
    figures: tuple[tuple[int, int], ...] = ()
    picture = ""
    if made.figures == "column":
        figures = ((len(told.body) // 2, round(measure * 0.6)),)
    elif made.figures == "wide" and wide > 1:
        picture = _figure(press, told.captions[0], story, 240, "margin-bottom:12px")
    rule = "column-rule:1px solid #555;" if made.column_rules else ""
    body = _body(press, told, story, figures)
    return (
        f'<section style="width:{width}px">{head}{picture}<div class="body" style="'
        f'font-size:{_EM}px;columns:{wide};column-gap:{_GAP}px;{rule}">{body}</div></section>'
    )


def _running(press: _Press, text: str, css: str) -> str:
    return press("running", text, 0, "div", css).replace("<div ", '<div class="running" ', 1)


def _document(body: str, lang: str = "zh-CN", css: str = "") -> str:
    return (
        f'<!doctype html><html lang="{lang}"><meta charset="utf-8">'
        f"<style>{_STYLE}{css}</style><body>{body}</body></html>"
    )


_A4 = (794, 1123)


class _Frame(NamedTuple):
    """The pages of a report or a journal."""

    heads: tuple[str, ...]
    """The running head of each page, none where empty."""
    folio: str
    """The folio, ``{n}`` its number."""
    columns: int
    size: int
    note: str = ""
    """A note at the foot of the first page."""


def _pages(press: _Press, frame: _Frame, title: str, story: str, name: str, **how: str) -> Sheet:
    """Return a sheet whose pages are filled one after the other by ``_FLOW``."""
    pages = []
    width, height = _A4
    inner = width - 2 * 84
    columns = f"columns:{frame.columns};column-gap:28px;column-fill:auto;" * (frame.columns > 1)
    for n, head in enumerate(frame.heads):
        top = title if n == 0 else ""
        note = frame.note if n == 0 else ""
        running = _running(press, head, "left:84px;top:40px") if head else ""
        if frame.folio:
            text = frame.folio.format(n=n + 1, all=len(frame.heads))
            running += _running(press, text, f"left:{width // 2 - 20}px;bottom:40px")
        if note:
            note = (
                '<div style="position:absolute;left:84px;bottom:86px;width:40%;border-top:1px solid'
                f' #111;padding-top:6px">{press("note", note, 1, "div", "font-size:11px")}</div>'
            )
        room = height - 2 * 90 - (150 if top else 0) - (60 if note else 0)
        pages.append(
            f'<div class="page" style="width:{width}px;height:{height}px;padding:90px 84px">'
            f'{running}<div style="height:{150 if top else 0}px">{top}</div>'
            f'<div class="flow body" style="width:{inner}px;height:{room}px;'
            f'font-size:{frame.size}px;{columns}">'
            f"</div>{note}</div>"
        )
    return Sheet(
        name=name,
        html=_document("".join(pages) + f'<div id="story">{story}</div>', **how),
        pieces=tuple(press.pieces),
        width=width,
        height=height,
    )


def report(seed: int) -> Sheet:
    """Draw a report as Word sets it: one column, headings, numbered pages."""
    draw = _draw(seed)
    press = _Press()
    told = tell(draw, least=2300, headed=True, captions=1)
    title = press("title", told.title, 1, "h1", "font-size:26px;text-align:center;margin-top:20px")
    if told.byline:
        title += press("byline", told.byline, 1, "div", "text-align:center;margin-top:12px")
    story = _body(press, told._replace(dateline=""), 1, ((3, 180),) if draw.maybe(0.5) else ())
    folio = draw.one(["— {n} —", "{n}", "第 {n} 页 共 {all} 页", "- {n} -", "{n} / {all}"])
    head = draw.one(["", f"{draw.place()}工作简报　第{draw.rng.randint(2, 40)}期"])
    frame = _Frame(heads=(head,) * 3, folio=folio, columns=1, size=16)
    return _pages(press, frame, title, story, "report")


def journal(seed: int) -> Sheet:
    """Draw an article of a journal: A4, two columns, a note at the foot, running heads."""
    draw = _draw(seed)
    press = _Press()
    told = tell(draw, least=3600, headed=True, captions=1)
    title = press("title", told.title, 1, "h1", "font-size:28px;text-align:center")
    title += press("byline", f"{draw.name()}　{draw.name()}", 1, "div", "text-align:center")
    story = _body(press, told._replace(dateline=""), 1, ((4, 150),) if draw.maybe(0.5) else ())
    paper, year = f"{draw.place()[:2]}医学", draw.day().year
    heads = (f"{paper} {year}年第{draw.rng.randint(1, 12)}期", told.title) * 2
    note = f"* 通讯作者：{draw.name()}，{draw.house()}，研究方向为{draw.word('nouns')}。"
    frame = _Frame(heads=heads, folio="· {n} ·", columns=2, size=14, note=note)
    return _pages(press, frame, title, story, "journal")


def english(seed: int) -> Sheet:
    """Draw a report in English in two columns, justified, words divided at line ends."""
    draw = _draw(seed)
    press = _Press()
    who, did = WORDS["english_who"], WORDS["english_did"]
    where, then = WORDS["english_where"], WORDS["english_then"]

    def sentence() -> str:
        time = draw.one(["Last spring", "This year", "In the second winter", "Since then"])
        first = f"{time}, {draw.one(who).lower()} {draw.one(did)} {draw.one(where)}"
        return f"{first}, and {draw.one(then)}, said {draw.one(WORDS['english_name'])}."

    title = f"{draw.one(who)} {draw.one(did)} {draw.one(where)}"
    head = press("title", title, 1, "h1", "font-size:26px")
    head += press("byline", f"By {draw.one(WORDS['english_name'])}", 1, "div", "margin-top:10px")
    texts: list[str] = []
    while sum(map(len, texts)) < 5600:
        texts.append(" ".join(sentence() for _ in range(draw.rng.randint(1, 4))))
    story = "".join(press("text", _divided(text), 1) for text in texts)
    frame = _Frame(heads=("Plateau Daily",) * 3, folio="Page {n}", columns=2, size=15)
    css = "p{text-indent:1.5em} body{font-family:'Noto Serif CJK SC'}"
    return _pages(press, frame, head, story, "english", lang="en", css=css)


_DIVIDED = {
    "patients": "pa\u00adtients", "hospital": "hos\u00adpital", "colleagues": "col\u00adleagues",
    "children": "chil\u00addren", "teachers": "teach\u00aders", "boarding": "board\u00ading",
    "Volunteers": "Vol\u00adun\u00adteers", "volunteers": "vol\u00adun\u00adteers",
    "plateau": "pla\u00adteau", "northern": "north\u00adern", "evening": "eve\u00adning",
    "repaired": "re\u00adpaired", "library": "li\u00adbrary", "doctors": "doc\u00adtors",
}  # fmt: skip


def _divided(text: str) -> str:
    for word, parts in _DIVIDED.items():
        text = text.replace(word, parts)
    return text


def tibetan(seed: int) -> Sheet:
    """Draw a report in Tibetan, in one column; the font is the site's own."""
    draw = _draw(seed)
    press = _Press()
    syllables = WORDS["tibetan_syllables"]

    def words(count: int) -> str:
        return "་".join(draw.one(syllables) for _ in range(count))

    head = press("title", f"{words(7)}།", 1, "h1", "font-size:26px;line-height:1.6")
    texts = []
    for _ in range(9):
        sentences = [f"{words(draw.rng.randint(8, 30))}།" for _ in range(draw.rng.randint(2, 5))]
        texts.append(" ".join(sentences))
    story = "".join(press("text", text, 1) for text in texts)
    frame = _Frame(heads=("",) * 2, folio="{n}", columns=1, size=18)
    faces = "".join(
        f"@font-face{{font-family:'Noto Serif Tibetan';font-weight:{weight};"
        f"src:url(data:font/woff2;base64,{_font(weight)})}}"
        for weight in (400, 700)
    )
    css = f"{faces} body{{font-family:'Noto Serif Tibetan'}} p{{text-align:left}}"
    sheet = _pages(
        press, frame, head, story, "tibetan", lang="bo", css=css + ".body{line-height:2}"
    )
    return replace(sheet, name="tibetan")


def _font(weight: int) -> str:
    file = FONTS / f"noto-serif-tibetan-tibetan-{weight}-normal.woff2"
    return base64.b64encode(file.read_bytes()).decode()


def sheets(seed: int) -> Iterator[Sheet]:
    """Yield a sheet of every kind."""
    yield from (newspaper(seed, columns) for columns in (2, 4, 6))
    yield from (make(seed) for make in (report, journal, english, tibetan))
