"""What captures of every kind are read as, as it was read and approved (tests/approved)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import pytest
from tests.approved import approve, approved, cut, shown
from tests.restore.reading.made import docx, dressed, exported, odt, rtf
from tests.restore.reading.made.printed import printed
from tests.restore.reading.stories import story

from aidstories.restore.reading.extract import extract
from aidstories.restore.reading.extraction import Extraction, Kind, LaidBlock
from aidstories.restore.reading.pages.layout import lay_out
from aidstories.restore.reading.pages.pdfium import pages_of
from aidstories.restore.reading.refusal import Refusal
from aidstories.restore.run import restore_extraction

Captures = Iterator[tuple[str, bytes]]


def _opened(name: str, data: bytes) -> Iterator[Extraction | str]:
    """Yield a capture as it is opened, or why it is refused."""
    try:
        yield extract(data)
    except Refusal as refused:
        yield f"{type(refused).__name__}: {refused.zh} {refused.en}"


def _read(captures: Captures, *, restored: bool = True) -> Iterator[str]:
    """Yield the text of each part of captures, and the passages that become of all."""
    for name, data in captures:
        yield f"== {name}"
        for found in _opened(name, data):
            if isinstance(found, str):
                yield found
                continue
            yield f"{found.kind} {found.encoding} {found.reader.split(' ')[0]}"
            for part in found.parts:
                yield f"part {shown(part.name)}{_said(part.meta)} {part.unread}".rstrip()
                yield from (f"  {cut(line, 30)}" for line in part.text.split("\n"))
            if restored:
                yield from _restored(found)


def _said(meta: Mapping[str, str]) -> str:
    return "".join(f" {key}={shown(value)}" for key, value in meta.items())


def _restored(found: Extraction) -> Iterator[str]:
    """Yield what a capture says of its parts, their passages and the doubts."""
    restored = restore_extraction(found)
    for part in restored.parts:
        yield f"-- {part.articles}{_said(part.meta)}"
    for number, article in enumerate(restored.articles, 1):
        for passage in article.passages:
            gap = f" gap at the {passage.gap}" if passage.gap else ""
            yield f"{number} {passage.role} {cut(passage.text)}{gap} {passage.src or ''}".rstrip()
    for flag in restored.flags:
        yield f"? {flag.by} {flag.reason} {flag.weight:.3f} {cut(flag.quote)}"


def _documents() -> Captures:
    yield "word", docx.saved(docx.written(story(1), style="Heading 1"))
    yield "word, by looks", docx.saved(docx.written(story(2), style=None))
    yield "word, everything", dressed.word()
    yield "odt", odt.written(story(1), odt.TITLE)
    yield "odt, everything", dressed.open_document()
    yield "rtf", rtf.written(story(1), rtf.TITLE)
    yield "rtf, everything", dressed.rich_text()
    yield "epub, everything", dressed.electronic_book()


def _pages() -> Iterator[str]:
    """Yield the lines of printed pages with their places, and what becomes of them."""
    for name, data in printed():
        yield f"== {name}"
        pages = pages_of(data)
        for page in pages:
            for line in page.lines:
                box = " ".join(f"{side:.0f}" for side in line.box)
                yield f"{page.number} {box} {line.size:.3g}{' bold' * line.bold} {cut(line.text)}"
        part = lay_out(pages)
        for block in part.blocks:
            yield f"[{_kind(block)}] {cut(part.text[slice(*block.span)])}"
        yield from _restored(Extraction(kind=Kind.PDF, encoding="pdf", parts=(part,)))


def _kind(block: LaidBlock) -> str:
    names = ("caption", "running", "begins", "hard", "continues", "note")
    said = (name for name in names if getattr(block, name))
    return " ".join([f"{block.level}", *said])


def _encoded(captures: Iterator[tuple[str, str]]) -> Captures:
    return ((name, text.encode()) for name, text in captures)


OUTCOMES: Mapping[str, Callable[[], Iterator[str]]] = {
    "reading/documents": lambda: _read(_documents()),
    "reading/exports": lambda: _read(_encoded(exported.exports()), restored=False),
    "reading/heads": lambda: _read(_encoded(exported.pages())),
    "reading/archives": lambda: _read(exported.archives()),
    "reading/pages": _pages,
}


@pytest.mark.parametrize("name", OUTCOMES)
def test_what_captures_are_read_as_is_what_was_approved(name: str) -> None:
    approve(name, OUTCOMES[name]())


def test_nothing_else_is_approved() -> None:
    assert approved("reading") == {*OUTCOMES}
