"""What is fuzzed: each a function from bytes that may raise nothing but what its reader says.

``make fuzz`` gives them to atheris, ``test_damage.py`` what hypothesis damages, and
``test_findings.py`` what once fell.
"""

from __future__ import annotations

import gzip
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from aidstories.errors import BadInput
from aidstories.restore.decode import decode
from aidstories.restore.ledger import revert
from aidstories.restore.reading.pages.recognition import read_recognition
from aidstories.restore.reading.refusal import Refusal
from aidstories.restore.run import restore
from aidstories.search.index import decode_directory, document_lists, text_pieces
from aidstories.search.query import parse, query_words
from aidstories.search.shards import decode_positions, decode_shard
from aidstories.stories.format.parse import parse_story
from aidstories.stories.store.catalogue import read_catalogue
from aidstories.stories.store.record import parse_record
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
        "catalogue": _in_file(read_catalogue, "seeds.toml"),
        "table": _in_file(_tables, "places.csv"),
        "index": _index,
        "query": _text(lambda text: parse(text, _WORDS)),
    }
)
"""By name; each reads bytes that are as hostile as may be."""
