"""What is fuzzed: each a function from bytes that may raise nothing but what its reader says.

``make fuzz`` gives them to atheris, ``test_damage.py`` what hypothesis damages, and
``test_findings.py`` what once fell.
"""

from __future__ import annotations

import gzip
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

from openpyxl import Workbook

from aidstories.errors import BadInput
from aidstories.paths import ArchivePaths
from aidstories.restore.decode import decode
from aidstories.restore.ledger import revert
from aidstories.restore.reading.extraction import Extraction, Kind
from aidstories.restore.reading.pages.layout import lay_out
from aidstories.restore.reading.pages.recognition import low_scores, read_recognition
from aidstories.restore.reading.refusal import Refusal
from aidstories.restore.run import restore, restore_extraction
from aidstories.search.index import decode_directory, document_lists, text_pieces
from aidstories.search.query import parse, query_words
from aidstories.search.shards import decode_positions, decode_shard
from aidstories.stories.bags.check import checked
from aidstories.stories.bags.format import DECLARED, digest, manifest_text
from aidstories.stories.bags.restore import heal as finish_restoring
from aidstories.stories.bags.source import is_bag, opened
from aidstories.stories.editing import journal
from aidstories.stories.format.parse import parse_story
from aidstories.stories.sheets.columns import headers
from aidstories.stories.sheets.read import is_sheet, read_sheet
from aidstories.stories.store.catalogue import read_catalogue
from aidstories.stories.store.manifest import read_manifest
from aidstories.stories.store.record import parse_record
from aidstories.stories.store.removal import heal
from aidstories.table_reader import read_rows
from aidstories.tables import Place, Programme, Term
from tests.archive import TABLES
from tests.restore.reading.archives import packed, with_member
from tests.restore.reading.made import docx, epub, odt
from tests.restore.reading.stories import story

Target = Callable[[bytes], object]


def _capture(data: bytes) -> None:
    try:
        restored = restore(data)
    except Refusal:
        return
    assert revert(restored.articles, restored.ledger) == restored.raw


def _member(name: str, whole: Callable[[], bytes]) -> Target:
    """Return a target that puts its bytes into an archive of files, for a part of it."""
    kept = cache(whole)
    return lambda data: _capture(with_member(kept(), name, data))


def _in_file(read: Callable[[Path], object], name: str) -> Target:
    def target(data: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, name)
            path.write_bytes(data)
            try:
                read(path)
            except BadInput as error:
                assert all(problem.file for problem in error.problems)

    return target


def _tables(path: Path) -> None:
    for row_type in (Place, Programme, Term):
        _, problems = read_rows(path, row_type)
        assert all(problem.file for problem in problems)


def _text(read: Callable[[str], object]) -> Target:
    """Return a target for a text, whose bytes may be none."""

    def target(data: bytes) -> None:
        try:
            read(data.decode("utf-8", "surrogatepass" if b"\xed" in data else "replace"))
        except (BadInput, Refusal, UnicodeDecodeError):
            return

    return target


def _index(data: bytes) -> None:
    """Read what an index holds, below its gzip: the sums above it would never let it through."""
    squeezed = gzip.compress(data, 1)
    for read in (decode_directory, decode_shard, decode_positions, text_pieces):
        try:
            found = read(squeezed if read is not text_pieces else data)
        except (BadInput, ValueError, OSError):
            continue
        if read is decode_shard:
            _documents(found)


def _documents(shard: object) -> None:
    for codes, data in zip(shard.codes, shard.documents, strict=True):  # type: ignore[attr-defined]
        try:
            document_lists(codes, data)
        except (IndexError, ValueError):
            continue


def _pages(text: str) -> None:
    """Lay out what somebody says that recognition saw on a picture, and restore it."""
    seen = read_recognition(text)
    part = lay_out(seen.pages, recognised=True)
    part = replace(part, flags=tuple(low_scores(part, seen)))
    opened = Extraction(kind=Kind.IMAGE, encoding="image", parts=(part,), reader=seen.engine)
    restored = restore_extraction(opened)
    assert revert(restored.articles, restored.ledger) == restored.raw


def _sheet(path: Path) -> None:
    if is_sheet(path, TABLES.fields):
        read_sheet(path, TABLES.fields)


@cache
def _workbook() -> bytes:
    book, written = Workbook(), BytesIO()
    book.worksheets[0].append(headers(TABLES.fields))
    book.save(written)
    return written.getvalue()


def _in_bag(name: str) -> Target:
    """Return a target that puts its bytes into a bag in a folder, as the file ``name``."""
    whole = {"data/seeds/seeds.toml": b"", "data/docs/a.md": b"a", "bagit.txt": DECLARED.encode()}
    whole["manifest-sha256.txt"] = manifest_text({p: digest(b) for p, b in whole.items()}).encode()

    def target(data: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            for path, held in (whole | {name: data}).items():
                Path(folder, path).parent.mkdir(parents=True, exist_ok=True)
                Path(folder, path).write_bytes(held)
            _bag(Path(folder))

    return target


def _bag(path: Path) -> None:
    try:
        if is_bag(path):
            with opened(path) as source:
                checked(path, source)
    except BadInput as error:
        assert all(problem.file for problem in error.problems)


def _notes(data: bytes) -> None:
    """Read what commands noted in ``.cache``, which somebody damaged or put there."""
    with tempfile.TemporaryDirectory() as folder:
        paths = ArchivePaths(Path(folder, "archive"))
        for note in (paths.answers / "000001.json", paths.removal, paths.restoring, paths.stamps):
            note.parent.mkdir(parents=True, exist_ok=True)
            note.write_bytes(data)
        [*journal.entries(paths), journal.find(paths, 1)]
        for mend in (heal, finish_restoring):
            try:
                mend(paths)
            except BadInput as error:
                assert all(problem.file for problem in error.problems)
        assert [path.name for path in Path(folder).iterdir()] == ["archive"], "written outside"


_WORDS = query_words(TABLES.facets)
TARGETS: Mapping[str, Target] = MappingProxyType(
    {
        "decode": decode,
        "capture": _capture,
        "docx": _member(
            "word/document.xml", lambda: docx.saved(docx.written(story(1), style="Title"))
        ),
        "odt": _member("content.xml", lambda: odt.written(story(1), odt.TITLE)),
        "epub": _member("OEBPS/text/1.xhtml", lambda: epub.book(epub.written(story(1)))),
        "zip": lambda data: _capture(packed({"a.html": data, "b.txt": data[::-1]})),
        "story": _text(lambda text: parse_story(text, "a.md")),
        "record": _text(lambda text: parse_record(text, Path("a.json"))),
        "recognition": _text(read_recognition),
        "pages": _text(_pages),
        "catalogue": _in_file(read_catalogue, "seeds.toml"),
        "table": _in_file(_tables, "places.csv"),
        "manifest": _in_file(read_manifest, "manifest.json"),
        "sheet": _in_file(_sheet, "a.csv"),
        "workbook": lambda data: _in_file(_sheet, "a.xlsx")(
            with_member(_workbook(), "xl/worksheets/sheet1.xml", data)
        ),
        "bag": _in_bag("manifest-sha256.txt"),
        "zipped": _in_file(_bag, "bag.zip"),
        "notes": _notes,
        "index": _index,
        "query": _text(lambda text: parse(text, _WORDS)),
    }
)
"""By name; each reads bytes that are as hostile as may be."""
