"""RTF (Word, WPS, TextEdit) → HTML.

A reader of our own: striprtf gives the text alone, so titles, tables, hidden and deleted text would
be lost; and it takes a letter for a letter where that is the second byte of a character in GBK.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from typing import NamedTuple

from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.lists import BULLET, ORDINAL
from aidstories.restore.reading.documents.headings import Line, heading_ranks, role_of_style
from aidstories.restore.reading.documents.page import html_page, printed_title
from aidstories.restore.reading.documents.xml import damaged, too_large, without_text

LARGEST = 64 << 20
"""Bytes of a file; pictures stand in it as digits, at twice their size."""
LONGEST = 8_000_000
"""Characters of the page; as much as the XML of other documents may have."""
MOST_TOKENS = 1_000_000
"""Control words, braces and runs of text. A character that is given by its number takes two, so
this is a book of 500,000 at least; 10 s and 500 MB."""
DEEPEST = 500
"""Groups within groups; Word nests some twenty."""
_TOKEN = late(
    r"\\([a-zA-Z]{1,32})(-?\d{1,9})? ?"
    r"|((?:\\'[0-9a-fA-F]{2}){1,999})|\\(.)|([{}])|([^\\{}\r\n]+)|[\r\n]+",
    re.S,
)
_CODECS = {128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5hkscs"}
"""The codecs of fonts whose characters have two bytes, by ``fcharset`` (RTF 1.9.1)."""
_PAGES = {936: "gb18030", 950: "big5hkscs", 65001: "utf-8"}
_SKIPPED = frozenset(
    """colortbl pict header headerl headerr headerf footer footerl footerr footerf fldinst
    listtable listoverridetable rsidtbl generator xmlnstbl themedata colorschememapping latentstyles
    datastore annotation atnid atnauthor atntime atndate atnref bkmkstart bkmkend pntxta pntxtb
    nonshppict nonesttables tc xe rxe ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn private objdata
    objclass shprslt sp sn sv do author operator creatim revtim printim company manager subject
    category keywords doccomm comment filetbl revtbl pgptbl template passwordhash fname
    background docvar userprops wgrffmtfilter""".split()  # noqa: SIM905
)
"""Groups that are not printed where they stand."""
_KEPT = frozenset(["shppict", "shpinst", "shptxt", "listtext", "pntext", "footnote"])
"""Groups that a reader may skip (``\\*``) and we do not."""
_SIGNS = {
    "tab": "\t",
    "emdash": "—",
    "endash": "–",
    "bullet": "•",
    "emspace": "\u3000",
    "enspace": " ",
    "qmspace": " ",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "~": " ",
    "_": "-",
    "{": "{",
    "}": "}",
    "\\": "\\",
}
_LINE = "\u2028"
"""A line break inside a paragraph, until it becomes ``<br>``."""


class _State(NamedTuple):
    """What holds inside a group, until its brace closes."""

    place: str = "text"
    """``text``, ``skip``, or what a group holds: ``fonts``, ``styles``, ``title``, ``label``,
    ``shape`` (of which only a text box is printed)."""
    bold: bool = False
    size: int = 24
    """Half-points."""
    hidden: bool = False
    deleted: bool = False
    raised: str = ""
    font: int = -1
    skipped: int = 1
    """Bytes that stand in for a character given by its number (``\\uc``)."""
    centred: bool = False
    tabular: bool = False
    style: int = -1
    box: bool = False
    """The group is a text box or a note: paragraphs of its own."""

    def plain(self) -> _State:
        """Return the state behind ``\\plain``: no bold, no size, shown."""
        return self._replace(bold=False, size=24, hidden=False, deleted=False, raised="")


class _Run(NamedTuple):
    text: str
    state: _State


class _Paragraph(NamedTuple):
    runs: tuple[_Run, ...]
    label: str
    """What Word printed before it: ``1.``."""
    cells: tuple[str, ...] = ()
    """The cells of a row, as HTML; of a paragraph outside a table none."""
    image: str = ""


@dataclass(slots=True)
class _Open:
    """A paragraph that is not ended yet."""

    runs: list[_Run] = field(default_factory=list)
    label: str = ""
    note: int | None = None
    """The number of the note that it belongs to, from 0."""
    cells: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    """The lines of the cell so far, as HTML."""


def read_rtf(data: bytes) -> str:
    """Return an RTF document as a page of HTML.

    Deletions, comments, hidden text and running heads are left out. Raises Refusal.
    """
    if len(data) > LARGEST:
        raise too_large()
    reader = _Reader()
    reader.read(data.decode("latin-1"))
    body = "\n".join(_blocks(reader))
    if len(body) > LONGEST:
        raise too_large()
    if not any(p.runs or p.cells for p in reader.paragraphs):
        raise without_text("RTF")
    return html_page(body, title=printed_title(reader.title, body))


class _Reader:
    """Reads the tokens of a file, in their order, into paragraphs."""

    def __init__(self) -> None:
        self.paragraphs: list[_Paragraph] = []
        self.notes: list[str] = []
        self.styles: dict[int, str] = {}
        self.title = ""
        self._codec = "cp1252"
        self._fonts: dict[int, str] = {}
        self._state = _State()
        self._stack: list[_State] = []
        self._open = _Open()
        self._outer: list[_Open] = []
        self._bytes = bytearray()
        self._stand_ins = 0
        self._images = 0
        self._named = ""

    def read(self, text: str) -> None:
        at = 0
        for _ in range(MOST_TOKENS):
            found = _TOKEN.match(text, at)
            if not found:
                break
            at = found.end()
            word, number, code, sign, brace, plain = found.groups()
            if code or plain:
                codes = bytes.fromhex(code.replace("\\'", "")) if code else plain.encode("latin-1")
                self._add(codes)
            elif word or sign or brace:
                self._flush()
                self._stand_ins = 0
                if brace:
                    if not self._brace(brace):
                        break
                elif word == "bin":
                    at += max(int(number or 0), 0)
                else:
                    self._word(word or sign, None if number is None else int(number))
        else:
            raise too_large()
        if self._stack:  # the rest is missing
            raise damaged()
        self._flush()
        self._end()

    def _brace(self, brace: str) -> bool:
        """Open or close a group; return False where the document's own closes."""
        if brace == "{":
            if len(self._stack) > DEEPEST:
                raise damaged()
            self._stack.append(self._state)
            self._state = self._state._replace(box=False)
            return True
        if not self._stack:
            return False
        if self._state.box:
            self._end()
            self._open = self._outer.pop()
        self._state = self._stack.pop()
        return bool(self._stack)

    def _add(self, data: bytes) -> None:
        if self._stand_ins:
            skipped = min(self._stand_ins, len(data))
            self._stand_ins -= skipped
            data = data[skipped:]
        if self._state.place not in ("skip", "shape"):
            self._bytes += data

    def _flush(self) -> None:
        if self._bytes:
            data = bytes(self._bytes)
            self._bytes.clear()
            self._print(data.decode("ascii") if data.isascii() else self._decoded(data))

    def _decoded(self, data: bytes) -> str:
        codecs = [self._fonts.get(self._state.font, self._codec), self._codec, "cp1252"]
        for codec in codecs:
            try:
                return data.decode(codec)
            except (UnicodeDecodeError, LookupError):
                continue
        return data.decode("gb18030", "replace")

    def _print(self, text: str) -> None:
        """Put text where the group says that it belongs."""
        state = self._state
        if state.place == "text":
            if not state.hidden and not state.deleted:
                self._open.runs.append(_Run(text, state))
        elif state.place == "label":
            self._open.label += text
        elif state.place == "title":
            self.title += text
        elif state.place == "styles":
            self._named += text
            if ";" in text:
                self.styles[max(state.style, 0)] = self._named.partition(";")[0].strip()
                self._named = ""

    def _word(self, word: str, number: int | None) -> None:
        on = number != 0
        state = self._state
        if word == "*":
            self._state = state._replace(place="skip")
        elif word in _KEPT:
            self._group(word)
        elif word in ("fonttbl", "stylesheet"):
            self._state = state._replace(place="fonts" if word == "fonttbl" else "styles")
        elif word == "info":
            self._state = state._replace(place="skip")
        elif word == "title":
            self._state = state._replace(place="title")
        elif word in ("pngblip", "jpegblip"):
            self._picture("png" if word == "pngblip" else "jpg")
        elif word in _SKIPPED:
            self._state = state._replace(place="skip")
        elif word == "ansicpg":
            self._codec = _PAGES.get(number or 0, f"cp{number}")
        elif word == "fcharset" and state.place == "fonts":
            if number in _CODECS:
                self._fonts[state.font] = _CODECS[number]
        elif word == "u" and number is not None:
            self._print(chr(number % 0x10000))
            self._stand_ins = state.skipped
        elif word in _SIGNS:
            self._print(_SIGNS[word])
        elif state.place != "skip":
            self._set(word, number, on)

    def _group(self, word: str) -> None:
        """Open a group that is read although others may skip it."""
        around = self._stack[-1].place if self._stack else "text"
        if around not in ("text", "shape") or self._state.box:
            self._state = self._state._replace(place="skip")
        elif word in ("listtext", "pntext"):
            self._state = self._state._replace(place="label")
        elif word in ("shptxt", "footnote"):
            note = None
            if word == "footnote":
                note = len(self.notes)
                self.notes.append("")
                self._state = self._state._replace(place="text")
                self._print(f"[{note + 1}]")
            self._outer.append(self._open)
            self._open = _Open(note=note)
            self._state = self._state.plain()._replace(place="text", box=True, tabular=False)
        else:
            self._state = self._state._replace(place="shape" if word == "shpinst" else "text")

    def _picture(self, ending: str) -> None:
        hidden = any(s.place == "skip" for s in self._stack)
        if not hidden:
            self._images += 1
            self.paragraphs.append(_Paragraph((), "", image=f"picture{self._images}.{ending}"))

    def _set(self, word: str, number: int | None, on: bool) -> None:
        """Carry out a control word of the text."""
        state = self._state
        if word in ("par", "sect", "page", "\n", "\r"):
            self._end()
        elif word in ("line", "lbr", "softline"):
            self._print(_LINE)
        elif word in ("cell", "nestcell"):
            self._end_cell()
        elif word in ("row", "nestrow"):
            self._end_row()
        elif word == "pard":
            self._state = state._replace(centred=False, tabular=False, style=-1)
        elif word == "plain":
            self._state = state.plain()
        elif word in ("qc", "ql", "qr", "qj", "qd"):
            self._state = state._replace(centred=word == "qc")
        elif word in ("super", "sub", "nosupersub"):
            self._state = state._replace(raised={"super": "sup", "sub": "sub"}.get(word, ""))
        elif word == "b":
            self._state = state._replace(bold=on)
        elif word == "v":
            self._state = state._replace(hidden=on)
        elif word == "deleted":
            self._state = state._replace(deleted=on)
        elif word == "intbl":
            self._state = state._replace(tabular=on)
        elif number is not None:
            self._number(word, number)

    def _number(self, word: str, number: int) -> None:
        """Carry out a control word whose number matters."""
        if word == "fs":
            self._state = self._state._replace(size=number)
        elif word == "f":
            self._state = self._state._replace(font=number)
        elif word == "uc":
            self._state = self._state._replace(skipped=max(number, 0))
        elif word == "s":
            self._state = self._state._replace(style=number)

    def _end(self) -> None:
        """End a paragraph: of the text, of a cell, of a note."""
        runs, label = tuple(self._open.runs), self._open.label
        self._open.runs = []
        if not any(run.text.strip() for run in runs):
            return
        if (at := self._open.note) is not None:
            self.notes[at] = "<br>".join(filter(None, (self.notes[at], _inline(runs))))
            return
        self._open.label = ""
        if self._state.tabular:
            self._open.lines.append(escape(label.strip()) + _inline(runs))
        else:
            self.paragraphs.append(_Paragraph(runs, " ".join(label.split())))

    def _end_cell(self) -> None:
        if self._open.runs:
            self._state = self._state._replace(tabular=True)
            self._end()
        self._open.cells.append("<br>".join(self._open.lines))
        self._open.lines = []

    def _end_row(self) -> None:
        if self._open.cells:
            self.paragraphs.append(_Paragraph((), "", cells=tuple(self._open.cells)))
        self._open.cells = []


def _inline(runs: tuple[_Run, ...]) -> str:
    """Return runs as HTML on one line."""
    out = []
    for (bold, raised), group in groupby(runs, key=lambda r: (r.state.bold, r.state.raised)):
        text = escape(_joined(r.text for r in group), quote=False).replace(_LINE, "<br>")
        text = f"<{raised}>{text}</{raised}>" if raised and text.strip() else text
        out.append(f"<strong>{text}</strong>" if bold and text.strip() else text)
    return "".join(out).strip()


def _joined(texts: Iterator[str]) -> str:
    """Return text whose characters beyond the first plane came as two halves."""
    text = "".join(texts)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _line(reader: _Reader, paragraph: _Paragraph) -> Line:
    printed = [r for r in paragraph.runs if r.text.strip()]
    if not printed:
        return Line("")
    sizes: Counter[int] = Counter()
    for run in printed:
        sizes[run.state.size] += len(run.text)
    state = printed[-1].state
    return Line(
        _joined(r.text for r in paragraph.runs).replace(_LINE, " ").strip(),
        role_of_style(reader.styles.get(state.style, "")),
        sizes.most_common(1)[0][0],
        all(r.state.bold for r in printed),
        state.centred,
    )


def _blocks(reader: _Reader) -> Iterator[str]:
    """Yield the blocks of HTML that the paragraphs make, and the notes behind them."""
    lines = [_line(reader, p) for p in reader.paragraphs]
    ranks = heading_ranks(lines)
    written = [
        _written(p, line, rank)
        for p, line, rank in zip(reader.paragraphs, lines, ranks, strict=True)
    ]
    for kind, group in groupby(written, key=lambda block: block[0]):
        blocks = "\n".join(html for _, html in group)
        yield f"<{kind}>\n{blocks}\n</{kind}>" if kind else blocks
    if reader.notes:
        notes = "\n".join(f"<li>{n}. {note}</li>" for n, note in enumerate(reader.notes, 1))
        yield f"<ol>\n{notes}\n</ol>"


def _written(paragraph: _Paragraph, line: Line, rank: int) -> tuple[str, str]:
    """Return the element that a paragraph stands in (``table``, ``ol``), and its HTML."""
    if paragraph.image:
        return "", f'<p><img src="{paragraph.image}" alt=""></p>'
    if paragraph.cells:
        cells = "".join(f"<td>{cell}</td>" for cell in paragraph.cells)
        return "table", f"<tr>{cells}</tr>"
    words, label = _inline(paragraph.runs), paragraph.label
    if label and not rank and (BULLET.match(f"{label} 一") or not label.isprintable()):
        return "ul", f"<li>{words}</li>"
    numbered = f"{escape(label)}{' ' if label.isascii() and label else ''}{words}"
    if rank:
        return "", f"<h{rank}>{numbered}</h{rank}>"
    if label and ORDINAL.fullmatch(label):
        return "ol", f"<li>{numbered}</li>"
    named = line.role if line.role in ("caption", "subtitle") else "center" if line.centred else ""
    return "", f'<p class="{named}">{numbered}</p>' if named else f"<p>{numbered}</p>"
