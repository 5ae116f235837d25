"""Small valid files of each kind, from which fuzzing and damage begin."""

from __future__ import annotations

import gzip
import io
import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from openpyxl import Workbook

from aidstories.restore.reading.extraction import Box, Line, Page
from aidstories.restore.reading.pages.recognition import Recognition, Sheet, recognition_json
from aidstories.search.index import encode_directory
from aidstories.stories.bags.format import DECLARED, digest, manifest_text
from aidstories.stories.sheets.columns import headers
from aidstories.stories.sheets.csv_file import write_csv
from aidstories.stories.store.manifest import entry_of, manifest_bytes
from tests.archive import HOME, TABLES, make_archive
from tests.restore.reading.archives import packed, unpacked
from tests.restore.reading.made import docx, epub, mail, odt, records, rtf, texts
from tests.restore.reading.stories import story

_TOLD = (story(1), story(2))
_STORY = """---
id: yi
title: 一
year: 2024
year_basis: stated
regions: [西藏自治区]
people: [{name: 王敏, role: 医生}]
seed: a.txt
---

# 一

正文。
"""
_CATALOGUE = """[[seed]]
file = "a.txt"
sha256 = "0000"
rights = "restricted"

[[seed.correction]]
old = "甲"
new = "乙"
"""


def _word() -> bytes:
    return unpacked(docx.saved(docx.written(_TOLD[0], style="Title")))["word/document.xml"]


def _captures() -> Sequence[bytes]:
    made = (texts.plain, texts.markdown, texts.html)
    told = (records.rss, records.atom, records.listed, records.lines, records.table, records.dump)
    return [
        *(make(_TOLD[0]).encode() for make in made),
        *(make(_TOLD).encode() for make in told),
        rtf.written(_TOLD[0], rtf.gbk("题名")),
        mail.saved(mail.page(_TOLD[0]), "utf-8"),
        records.crawl([("https://a.example/1.html", texts.html(_TOLD[0]))]),
    ]


def _record() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        archive = make_archive(Path(folder, "archive"))
        archive.add()
        assert archive.run("import").exit_code == 0
        return archive.paths.record("a.txt").read_bytes()


def _seen() -> bytes:
    line = Line(text="医院", box=Box(10, 10, 90, 20), size=10, score=0.9)
    page = Page(number=1, width=120, height=120, lines=(line,))
    seen = Recognition(
        engine="e", model="m", version=1, settings={}, sha256="0" * 64, sheets=(Sheet(page=page),)
    )
    return recognition_json(seen).encode()


def _page() -> bytes:
    """A page in two columns under a headline, with a picture, as recognition may see one."""
    told = "".join(_TOLD[0].paragraphs)
    rows = [told[n : n + 14] for n in range(0, 14 * 24, 14)]
    lines = [Line(text=_TOLD[0].title, box=Box(40, 20, 460, 50), size=28, score=0.99)]
    for n, text in enumerate(rows):
        left, top = 40 + 230 * (n // 12), 80 + 22 * (n % 12)
        box = Box(left, top, left + 14 * len(text), top + 14)
        lines.append(Line(text=text, box=box, size=14, score=0.8))
    page = Page(number=1, width=500, height=700, lines=tuple(lines))
    seen = Recognition(
        engine="e", model="m", version=1, settings={}, sha256="0" * 64, sheets=(Sheet(page=page),)
    )
    return recognition_json(seen).encode()


def _exported() -> Sequence[bytes]:
    row = ["yi", *[""] * (len(headers(TABLES.fields)) - 2), f"{'0' * 16}:"]
    return [write_csv([headers(TABLES.fields), row]), write_csv([headers(TABLES.fields)])]


def _first_sheet() -> bytes:
    book, written = Workbook(), io.BytesIO()
    for cells in (headers(TABLES.fields), ["yi", "=1", 2024, True]):
        book.worksheets[0].append(cells)
    book.save(written)
    return unpacked(written.getvalue())["xl/worksheets/sheet1.xml"]


_BAG = {
    "bag/data/docs/a.md": b"a",
    "bag/bagit.txt": DECLARED.encode(),
    "bag/bag-info.txt": b"Payload-Oxum: 1.1\n",
    "bag/manifest-sha256.txt": manifest_text({"data/docs/a.md": digest(b"a")}).encode(),
}
_ANSWER = {
    "number": 1,
    "when": "2026-01-01T00:00:00+08:00",
    "said": [{"id": "yi", "topic": "gap", "quote": "", "verdict": "accepted"}],
    "changes": [{"path": "docs/a.md", "before": None, "after": "eJzLzcxLBQAENAGq"}],
}
_REMOVAL = {"files": [["docs/a.md", "0" * 64]], "capture": "a.txt", "story": "yi"}


SEEDS: Mapping[str, Callable[[], Sequence[bytes]]] = MappingProxyType(
    {
        "decode": lambda: [
            "醫院，。".encode(code) for code in ("utf-8", "gb18030", "big5", "utf-16")
        ],
        "capture": _captures,
        "docx": lambda: [_word()],
        "odt": lambda: [unpacked(odt.written(_TOLD[0], odt.TITLE))["content.xml"]],
        "epub": lambda: [epub.written(_TOLD[0]).encode()],
        "zip": lambda: [texts.html(_TOLD[0]).encode()],
        "story": lambda: [_STORY.encode()],
        "record": lambda: [_record()],
        "recognition": lambda: [_seen()],
        "pages": lambda: [_page(), _seen()],
        "catalogue": lambda: [_CATALOGUE.encode()],
        "table": lambda: [
            b"\n".join((HOME / "docs/data" / name).read_bytes().split(b"\n")[:4])
            for name in ("places.csv", "programmes.csv", "terms.csv")
        ],
        "manifest": lambda: [
            manifest_bytes({"docs/a.md": entry_of(b"a"), "seeds/a.txt": entry_of(b"b")})
        ],
        "sheet": _exported,
        "workbook": lambda: [_first_sheet()],
        "bag": lambda: [_BAG["bag/manifest-sha256.txt"]],
        "zipped": lambda: [packed(_BAG)],
        "notes": lambda: [
            *(json.dumps(note).encode() for note in (_ANSWER, _REMOVAL, ["docs", "mkdocs.yml"]))
        ],
        "index": lambda: [
            gzip.decompress(encode_directory([(("医", "院"), "00" * 16, 9)])),
            bytes([1, 3, 0, 2, 0, 0, 1]) + "医院".encode() + bytes([2]),
        ],
        "query": lambda: ["“医院” -上海 region:拉萨 year:2024 sman khang".encode()],
    }
)
"""By target."""
