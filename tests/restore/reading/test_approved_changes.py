"""What one change of a capture changes in what is read, as it was approved (tests/approved).

On printed pages a line is set elsewhere, or otherwise; in exports and heads of pages something
between two signs is left out, or stands there twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

import pytest
from tests.approved import approve, approved, cut, shown
from tests.changes import changed, parts, signs
from tests.restore.reading.archives import unpacked, with_member
from tests.restore.reading.made import dressed, exported
from tests.restore.reading.made.printed import printed

from aidstories.restore.reading.extract import extract
from aidstories.restore.reading.extraction import Box, LaidBlock, Line, Page
from aidstories.restore.reading.pages.layout import lay_out
from aidstories.restore.reading.pages.pdfium import pages_of
from aidstories.restore.reading.refusal import Refusal

Pages = Sequence[Page]


def _set(line: Line, right: float = 0, down: float = 0, size: float = 1, wide: float = 1) -> Line:
    """Return a line moved, by ems, and larger or wider by factors."""
    box, em = line.box, line.size
    left, top = box.left + right * em, box.top + down * em
    height, width = (box.bottom - box.top) * size, (box.right - box.left) * size * wide
    return line._replace(box=Box(left, top, left + width, top + height), size=em * size, edges=())


CHANGES: Mapping[str, Callable[[Line], list[Line]]] = {
    "gone": lambda line: [],
    "right": lambda line: [_set(line, right=2)],
    "left": lambda line: [_set(line, right=-1)],
    "lower": lambda line: [_set(line, down=0.6)],
    "higher": lambda line: [_set(line, down=-0.6)],
    "smaller": lambda line: [_set(line, size=0.8)],
    "larger": lambda line: [_set(line, size=1.3)],
    "narrower": lambda line: [_set(line, wide=0.7)],
    "bold": lambda line: [line._replace(bold=not line.bold)],
    "with a full stop": lambda line: [line._replace(text=f"{line.text}。")],
}


def _laid(pages: Pages) -> Iterator[str]:
    part = lay_out(pages)
    yield from (f"[{_kind(b)}] {cut(part.text[slice(*b.span)])}" for b in part.blocks)


def _kind(block: LaidBlock) -> str:
    names = ("caption", "running", "begins", "hard", "continues", "note")
    return " ".join([f"{block.level}", *(name for name in names if getattr(block, name))])


def _set_otherwise(pages: Pages) -> Iterator[tuple[str, Pages]]:
    """Yield pages with a line changed: of each line two of the changes, by turns."""
    for n, page in enumerate(pages):
        for at, line in enumerate(page.lines):
            names = [*CHANGES]
            for name in (names[at % 10], names[(at + 3) % 10]):
                lines = (*page.lines[:at], *CHANGES[name](line), *page.lines[at + 1 :])
                others = [*pages[:n], replace(page, lines=lines), *pages[n + 1 :]]
                yield f"{cut(line.text, 6)} {name}", others


def _pages(name: str) -> Iterator[str]:
    pages = pages_of(dict(printed())[name])
    yield from changed(pages, _set_otherwise(pages), _laid)


def _read(data: bytes) -> Iterator[str]:
    """Yield what a capture is read as, or why it is refused."""
    try:
        found = extract(data)
    except Refusal as refused:
        yield f"{type(refused).__name__} {refused.zh}"
        return
    yield f"{found.kind} {found.reader.split(' ')[0]}"
    for part in found.parts:
        yield f"part {shown(part.name)}"
        yield from (f"{key}={shown(value)}" for key, value in part.meta.items())
        yield from (cut(line) for line in part.text.split("\n") if line)


def _written(captures: Callable[[], Iterator[tuple[str, str]]], of: int) -> Iterator[str]:
    for name, text in captures():
        yield f"==== {name}"
        yield from changed(text, signs(text, of), lambda text: _read(text.encode()))


def _document(data: bytes, member: str, of: int) -> Iterator[str]:
    """Yield what becomes of a document without something in the XML of its text."""
    text = unpacked(data)[member].decode()

    def read(text: str) -> Iterator[str]:
        return _read(with_member(data, member, text.encode()))

    yield from changed(text, parts(text, of), read)


_NAMES = {name.replace(",", "").replace(" ", "-"): name for name, _ in printed()}
OUTCOMES: Mapping[str, Callable[[], Iterator[str]]] = {
    **{f"changed-pages/{file}": partial(_pages, name) for file, name in _NAMES.items()},
    "changed-pages/exports": partial(_written, exported.exports, 24),
    "changed-pages/heads": partial(_written, exported.pages, 5),
    "changed-pages/word": lambda: _document(dressed.word(), "word/document.xml", 24),
    "changed-pages/open-document": lambda: _document(dressed.open_document(), "content.xml", 2),
}


@pytest.mark.parametrize("name", OUTCOMES)
def test_what_a_change_changes_is_what_was_approved(name: str) -> None:
    approve(name, OUTCOMES[name]())


def test_nothing_else_is_approved() -> None:
    assert approved("changed-pages") == {*OUTCOMES}
