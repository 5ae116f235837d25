"""Small valid files of each kind, from which fuzzing and damage begin."""

from __future__ import annotations

import gzip
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from aidstories.restore.reading.extraction import Box, Line, Page
from aidstories.restore.reading.pages.recognition import Recognition, Sheet, recognition_json
from aidstories.search.index import encode_directory
from tests.archive import HOME, make_archive
from tests.restore.reading.archives import unpacked
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
        "catalogue": lambda: [_CATALOGUE.encode()],
        "table": lambda: [
            b"\n".join((HOME / "docs/data" / name).read_bytes().split(b"\n")[:4])
            for name in ("places.csv", "programmes.csv", "terms.csv")
        ],
        "index": lambda: [
            gzip.decompress(encode_directory([(("医", "院"), "00" * 16, 9)])),
            bytes([1, 3, 0, 2, 0, 0, 1]) + "医院".encode() + bytes([2]),
        ],
        "query": lambda: ["“医院” -上海 region:拉萨 year:2024 sman khang".encode()],
    }
)
"""By target."""
