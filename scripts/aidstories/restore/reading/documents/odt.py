"""ODT (OpenDocument 1.3, of LibreOffice and others) → HTML."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from platform import python_version
from typing import NamedTuple
from xml.etree.ElementTree import Element

from aidstories.restore.lexicon.lists import ORDINAL
from aidstories.restore.reading.documents.docx_numbers import number_in
from aidstories.restore.reading.documents.headings import Line, heading_ranks, role_of_style
from aidstories.restore.reading.documents.page import html_page, printed_title, text_of
from aidstories.restore.reading.documents.xml import damaged, parse_xml, too_large, without_text
from aidstories.restore.reading.refusal import Refusal
from aidstories.restore.reading.unzip import Members, open_zip

READER = f"zipfile (Python {python_version()})"
_NS = "urn:oasis:names:tc:opendocument:xmlns"
_OFFICE, _STYLE, _TEXT = f"{{{_NS}:office:1.0}}", f"{{{_NS}:style:1.0}}", f"{{{_NS}:text:1.0}}"
_TABLE, _DRAW = f"{{{_NS}:table:1.0}}", f"{{{_NS}:drawing:1.0}}"
_FO = f"{{{_NS}:xsl-fo-compatible:1.0}}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_SILENT = frozenset(
    [
        *(f"{_TEXT}{name}" for name in ("tracked-changes", "ruby-text", "number", "bibliography")),
        *(f"{_OFFICE}{name}" for name in ("annotation", "annotation-end", "forms")),
        *(f"{_TEXT}{name}" for name in ("sequence-decls", "variable-decls", "hidden-text")),
    ]
)
"""What is not printed: deleted text stands in ``tracked-changes``, outside the text itself."""
_DEEPEST_STYLE = 12
_MOST_SPACES = 100
"""Spaces or empty cells that one element may stand for; more are a bomb or an empty page."""
_MOST_REPEATED = 1_000_000
"""The same for all elements together."""
_LONGEST_CELL = 120
"""Characters of a cell whose paragraphs are lines of one datum; a longer one frames a text."""
_FORMS = (
    *(("一", "chineseCounting"), ("壹", "chineseLegalSimplified"), ("甲", "ideographTraditional")),
    *(("①", "decimalEnclosedCircle"), ("a", "lowerLetter"), ("A", "upperLetter")),
    *(("i", "lowerRoman"), ("I", "upperRoman")),
)
"""The forms of numbers, by what the name of each begins with: ``一, 二, 三, ...``."""


class _Look(NamedTuple):
    """What a style says; None where it says nothing."""

    bold: bool | None = None
    size: float | None = None
    centred: bool | None = None
    hidden: bool | None = None
    raised: str | None = None
    """``sup`` or ``sub``."""

    def over(self, other: _Look) -> _Look:
        return other._replace(**{k: v for k, v in self._asdict().items() if v is not None})


class _Styles:
    """The styles of a document, what they are based on included."""

    def __init__(self, roots: Sequence[Element]) -> None:
        self._defined = {
            (s.get(f"{_STYLE}family", ""), s.get(f"{_STYLE}name", "")): s
            for root in roots
            for s in root.iter(f"{_STYLE}style")
        }
        self._looks: dict[tuple[str, str], _Look] = {}
        self.lists = {
            s.get(f"{_STYLE}name", ""): s for root in roots for s in root.iter(f"{_TEXT}list-style")
        }
        defaults = (s for root in roots for s in root.iter(f"{_STYLE}default-style"))
        of_text = (s for s in defaults if s.get(f"{_STYLE}family") == "paragraph")
        self._default = next((_look(s) for s in of_text), _Look())

    def _chain(self, family: str, name: str) -> Iterator[Element]:
        for _ in range(_DEEPEST_STYLE):
            style = self._defined.get((family, name))
            if style is None:
                return
            yield style
            name = style.get(f"{_STYLE}parent-style-name", "")

    def look(self, family: str, name: str) -> _Look:
        """Return the look of a style of paragraphs or of text."""
        key = (family, name)
        if key not in self._looks:
            look = _Look()
            for style in self._chain(family, name):
                look = look.over(_look(style))
            self._looks[key] = look.over(self._default) if family == "paragraph" else look
        return self._looks[key]

    def role(self, name: str) -> str:
        """Return what a style of paragraphs is for, by its name or of what it is based on."""
        names = [name]
        for style in self._chain("paragraph", name):
            names += [style.get(f"{_STYLE}display-name", ""), style.get(f"{_STYLE}name", "")]
            names.append(style.get(f"{_STYLE}parent-style-name", ""))
        plain = (re.sub("_([0-9a-f]{2,4})_", lambda m: chr(int(m[1], 16)), n) for n in names)
        return next(filter(None, map(role_of_style, plain)), "")


def _look(style: Element) -> _Look:
    text = style.find(f"{_STYLE}text-properties")
    paragraph = style.find(f"{_STYLE}paragraph-properties")
    bold = size = hidden = raised = None
    if text is not None:
        weight = text.get(f"{_STYLE}font-weight-asian") or text.get(f"{_FO}font-weight")
        bold = None if weight is None else weight in ("bold", "600", "700", "800", "900")
        points = text.get(f"{_STYLE}font-size-asian") or text.get(f"{_FO}font-size") or ""
        size = float(points[:-2]) if re.fullmatch(r"\d{1,3}(?:\.\d{1,3})?pt", points) else None
        shown = text.get(f"{_TEXT}display")
        hidden = None if shown is None else shown == "none"
        place = (text.get(f"{_STYLE}text-position") or "").split(" ")[0]
        below = place == "sub" or place.startswith("-")
        raised = None if place in ("", "0%") else "sub" if below else "sup"
    align = None if paragraph is None else paragraph.get(f"{_FO}text-align")
    return _Look(bold, size, None if align is None else align == "center", hidden, raised)


def read_odt(data: bytes) -> str:
    """Return an OpenDocument text as a page of HTML.

    Deletions, comments, hidden text and running heads are left out. Images have the names that
    they have in the file. Raises Refusal.
    """
    members = open_zip(data)
    if b"encryption-data" in members.get("META-INF/manifest.xml", b""):
        raise Refusal(
            "这个文档设了密码，无法读取。请打开后去掉密码，另存一份。",
            "This document is locked by a password. Open it and save it without one.",
        )
    content = _xml(members, "content.xml")
    text = None if content is None else content.find(f"{_OFFICE}body/{_OFFICE}text")
    if content is None or text is None:
        raise damaged()
    shared = _xml(members, "styles.xml")
    styles = _Styles([content] if shared is None else [shared, content])
    body = _Writer(styles, text).page()
    if not text_of(body).strip():
        raise without_text("ODT")
    about = _xml(members, "meta.xml")
    titles = () if about is None else about.iter(_TITLE)
    title = next((t.text or "" for t in titles), "")
    return html_page(body, title=printed_title(title, body))


def _xml(members: Members, name: str) -> Element | None:
    return parse_xml(members[name]) if name in members else None


class _Writer:
    """Writes the text of a document as HTML, in its order; notes come at the end."""

    def __init__(self, styles: _Styles, text: Element) -> None:
        self._styles = styles
        self._text = text
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._notes: list[str] = []
        self._spaces = 0
        top = list(_paragraphs(text))
        ranks = heading_ranks([self._line(p) for p in top])
        self._ranks = {id(p): rank for p, rank in zip(top, ranks, strict=True)}

    def page(self) -> str:
        blocks = [b for child in self._text for b in self._blocks(child)]
        notes = [f"<li>{n}. {note}</li>" for n, note in enumerate(self._notes, 1)]
        lines = "\n".join([*blocks, *(["<ol>", *notes, "</ol>"] if notes else [])])
        return re.sub(r"</(ol|ul)>\n<\1>\n", "", lines)

    def _role(self, p: Element) -> str:
        role = self._styles.role(p.get(f"{_TEXT}style-name", ""))
        if p.tag == f"{_TEXT}h" and role[:1] != "h" and role != "title":
            level = p.get(f"{_TEXT}outline-level", "1")
            return f"h{min(int(level), 6)}" if re.fullmatch("[1-9]", level) else "h1"
        return role

    def _line(self, p: Element) -> Line:
        base = self._styles.look("paragraph", p.get(f"{_TEXT}style-name", ""))
        runs = list(self._runs(p, base))
        sizes = Counter({look.size or 0: 0 for _, look in runs})
        for words, look in runs:
            sizes[look.size or 0] += len(words.strip())
        printed = [(words, look) for words, look in runs if words.strip()]
        return Line(
            "".join(words for words, _ in runs).strip(),
            self._role(p),
            sizes.most_common(1)[0][0] if sizes else 0,
            bool(printed) and all(look.bold for _, look in printed),
            bool(base.centred),
        )

    def _runs(self, element: Element, look: _Look) -> Iterator[tuple[str, _Look]]:
        """Yield what a paragraph itself prints, with its look."""
        if element.tag in _SILENT or look.hidden:
            return
        yield element.text or "", look
        for child in element:
            if child.tag not in (f"{_DRAW}frame", f"{_TEXT}note"):
                named = child.get(f"{_TEXT}style-name") if child.tag == f"{_TEXT}span" else None
                own = self._styles.look("text", named).over(look) if named else look
                yield from self._runs(child, own)
            yield child.tail or "", look

    def _blocks(self, element: Element) -> Iterator[str]:
        """Yield the blocks of HTML that an element of the text makes."""
        if element.tag in _SILENT or element.get(f"{_TEXT}display") == "none":
            return
        if element.tag in (f"{_TEXT}p", f"{_TEXT}h"):
            yield from self._paragraph(element)
        elif element.tag == f"{_TEXT}list":
            yield from self._list(element, element.get(f"{_TEXT}style-name", ""), 1)
        elif element.tag == f"{_TABLE}table":
            yield from self._table(element)
        elif element.tag == f"{_DRAW}frame":
            yield from self._frame(element)
        else:
            for child in element:
                yield from self._blocks(child)

    def _paragraph(self, p: Element, label: str | None = None) -> Iterator[str]:
        base = self._styles.look("paragraph", p.get(f"{_TEXT}style-name", ""))
        if base.hidden:
            return
        line = self._line(p)
        words = self._inline(p).strip()
        role, rank = line.role, self._ranks.get(id(p), 0)
        frames = [b for f in _frames(p) for b in self._frame(f)]
        if line.bold and words:
            words = f"<strong>{words}</strong>"
        if label and words:
            words = escape(label) + words
        if rank or role[:1] == "h":
            rank = rank or int(role[1])
            written = f"<h{rank}>{words}</h{rank}>"
        elif label is not None and (not label or ORDINAL.fullmatch(label)):
            kind = "ol" if label else "ul"
            written = f"<{kind}>\n<li>{words}</li>\n</{kind}>"
        else:
            named = role if role in ("caption", "subtitle") else "center" if line.centred else ""
            written = f'<p class="{named}">{words}</p>' if named else f"<p>{words}</p>"
        if role != "caption" and words:
            yield written
        yield from frames
        if role == "caption" and words:
            yield written

    def _inline(self, element: Element) -> str:
        """Return what an element holds as HTML on one line."""
        parts = [_words(element.text)]
        for child in element:
            parts += (self._inline_child(child), _words(child.tail))
        return "".join(parts)

    def _inline_child(self, child: Element) -> str:
        if child.tag in _SILENT or child.tag == f"{_DRAW}frame":
            return ""
        if child.tag == f"{_TEXT}s":
            return " " * self._repeated(child.get(f"{_TEXT}c"))
        if child.tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
            return "\t" if child.tag == f"{_TEXT}tab" else "<br>"
        if child.tag == f"{_TEXT}note":
            return self._note(child)
        words = self._inline(child)
        if child.tag != f"{_TEXT}span" or not words:
            return words
        look = self._styles.look("text", child.get(f"{_TEXT}style-name", ""))
        if look.hidden:
            return ""
        if look.raised:
            words = f"<{look.raised}>{words}</{look.raised}>"
        return f"<strong>{words}</strong>" if look.bold else words

    def _note(self, note: Element) -> str:
        body = note.find(f"{_TEXT}note-body")
        at = len(self._notes)
        self._notes.append("")
        paragraphs = [] if body is None else [self._inline(p).strip() for p in _paragraphs(body)]
        self._notes[at] = "<br>".join(filter(None, paragraphs))
        return f"<sup>[{at + 1}]</sup>"

    def _repeated(self, count: str | None) -> int:
        """Return how often something stands, refusing what would swell without end."""
        times = int(count) if count and re.fullmatch(r"\d{1,9}", count) else 1
        times = min(times, _MOST_SPACES)
        self._spaces += times
        if self._spaces > _MOST_REPEATED:
            raise too_large()
        return times

    def _frame(self, frame: Element) -> Iterator[str]:
        image = frame.find(f"{_DRAW}image")
        name = "" if image is None else image.get(_LINK, "").removeprefix("./")
        if name:
            yield f'<p><img src="{escape(name)}" alt=""></p>'
        for box in frame.findall(f"{_DRAW}text-box"):
            for child in box:
                yield from self._blocks(child)

    def _list(self, element: Element, style: str, depth: int) -> Iterator[str]:
        if depth == 1 and element.get(f"{_TEXT}continue-numbering") != "true":
            self._counts[style].clear()
        for item in element:
            if item.tag not in (f"{_TEXT}list-item", f"{_TEXT}list-header"):
                continue
            numbered = item.tag == f"{_TEXT}list-item"
            start = item.get(f"{_TEXT}start-value", "")
            for child in item:
                if child.tag == f"{_TEXT}list":
                    name = child.get(f"{_TEXT}style-name") or style
                    yield from self._list(child, name, depth + 1)
                elif child.tag in (f"{_TEXT}p", f"{_TEXT}h"):
                    label = self._label(style, depth, start) if numbered else None
                    numbered = False
                    yield from self._paragraph(child, label)
                else:
                    yield from self._blocks(child)

    def _label(self, style: str, depth: int, start: str) -> str | None:
        """Return what stands before an item: empty for a bullet, None for nothing at all."""
        counts = self._counts[style]
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        levels = {} if style not in self._styles.lists else _levels(self._styles.lists[style])
        level = levels.get(depth)
        if level is None:
            return ""
        begin = level.get(f"{_TEXT}start-value", "1")
        begin = start if start.isdecimal() else begin
        fresh = depth not in counts or start.isdecimal()
        counts[depth] = (int(begin[:6]) if begin.isdecimal() else 1) if fresh else counts[depth] + 1
        named = level.get(f"{_STYLE}num-format", "1")
        if not named:
            return None
        form = next((f for sign, f in _FORMS if named.startswith(sign)), "decimal")
        prefix, suffix = level.get(f"{_STYLE}num-prefix", ""), level.get(f"{_STYLE}num-suffix", "")
        label = f"{prefix}{number_in(form, counts[depth])}{suffix}".strip()
        return f"{label} " if label.isascii() else label

    def _table(self, table: Element) -> Iterator[str]:
        yield "<table>"
        for row in _rows(table):
            cells = "".join(self._cell(cell) for cell in row if cell.tag == f"{_TABLE}table-cell")
            yield f"<tr>{cells}</tr>"
        yield "</table>"

    def _cell(self, cell: Element) -> str:
        blocks = [b for child in cell for b in self._blocks(child)]
        lines = [re.sub(r"^<p[^>]*>|</p>$", "", b) for b in blocks]
        plain = all(b.startswith("<p") for b in blocks) and sum(map(len, lines)) <= _LONGEST_CELL
        held = "<br>".join(lines) if plain else "".join(blocks)
        times = 1 if held else self._repeated(cell.get(f"{_TABLE}number-columns-repeated"))
        return f"<td>{held}</td>" * times


def _levels(style: Element) -> Mapping[int, Element]:
    """Return the levels of a list that are numbered."""
    numbered = style.findall(f"{_TEXT}list-level-style-number")
    levels = ((level.get(f"{_TEXT}level", ""), level) for level in numbered)
    return {int(depth): level for depth, level in levels if re.fullmatch(r"\d\d?", depth)}


def _words(text: str | None) -> str:
    """Return text escaped; a run of white space is one space (OpenDocument 1.3, 6.1.2)."""
    return escape(re.sub("[ \t\r\n]+", " ", text or ""), quote=False)


def _paragraphs(element: Element) -> Iterator[Element]:
    """Yield the paragraphs of a text that stand in no table, list or frame."""
    for child in element:
        if child.tag in (f"{_TEXT}p", f"{_TEXT}h"):
            yield child
        elif child.tag == f"{_TEXT}section":
            yield from _paragraphs(child)


def _frames(element: Element) -> Iterator[Element]:
    """Yield the frames that stand in a paragraph itself, not in another frame."""
    for child in element:
        if child.tag == f"{_DRAW}frame":
            yield child
        elif child.tag not in _SILENT and child.tag != f"{_TEXT}note":
            yield from _frames(child)


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == f"{_TABLE}table-row":
            yield child
        elif child.tag in (f"{_TABLE}table-header-rows", f"{_TABLE}table-rows"):
            yield from _rows(child)
