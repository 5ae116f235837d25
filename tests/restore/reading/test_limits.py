"""What the guide says of the limits of captures is what the readers hold."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from types import ModuleType

import pytest
from PIL import Image
from tests.archive import HOME
from tests.restore.reading.archives import packed
from tests.restore.reading.test_records_archives import crawled, page

from aidstories.recognition.scans import MOST_PAGES
from aidstories.restore.reading import masks, pieces, unzip
from aidstories.restore.reading.documents import epub, mail, rtf, xml
from aidstories.restore.reading.pages import pdf, pdfium, pictures, recognition
from aidstories.restore.reading.records import (
    feed,
    fields,
    sql,
    sql_dump,
    table,
    warc,
    zip_archive,
)  # fmt: skip
from aidstories.restore.reading.refusal import Refusal
from aidstories.stories.importing import captures

MB, GB = 1 << 20, 1 << 30
LIMITS = {
    "一份原稿，不论哪一种": [captures.MOST_BYTES],
    "网页里一层套一层的标签": [pieces._NESTED],
    "没有结束的标签": [masks._STRAYS],
    "没有结束的注释 `<!--`": [],
    "ZIP": [
        *(unzip.MOST_MEMBERS, unzip.MOST_BYTES, unzip.LARGEST_MEMBER),
        *(zip_archive.DEEPEST, unzip.HIGHEST_RATIO, unzip._SMALL),
    ],
    "表格、JSON、SQL 里的记录": [
        *(fields.MOST_RECORDS, fields.LONGEST_RECORD, fields.MOST_CHARACTERS),
    ],
    "表格的栏": [table.MOST_COLUMNS],
    "SQL 文件的行": [sql_dump.MOST_ROWS, sql_dump.DEEPEST],
    "网页存档（WARC）": [
        *(fields.MOST_RECORDS, warc.MOST_BYTES, warc.LARGEST_PAGE, warc.MOST_RESPONSES),
    ],
    "订阅源里的元素": [feed.DEEPEST],
    "Word、OpenDocument 里的一个 XML 文件": [xml.LARGEST_XML, xml.MOST_ELEMENTS, xml.DEEPEST],
    "RTF": [rtf.LARGEST, rtf.MOST_TOKENS, rtf.DEEPEST, rtf.LONGEST],
    "EPUB": [epub.LARGEST_BOOK, epub.LARGEST_CHAPTER],
    "邮件": [
        *(mail.LARGEST, mail.MOST_LINES, mail.MOST_PARTS),
        *(mail.MOST_BOUNDARIES, mail.MOST_DELIMITERS, mail.MOST_HEADERS),
    ],
    "PDF": [
        *(pdf.MAX_BYTES, pdfium.MAX_PAGES, pdfium.MAX_CHARACTERS, pdfium.MAX_SIDE),
        *(pdf.MAX_MEMORY, pdf.MAX_SECONDS),
    ],
    "扫描的 PDF": [MOST_PAGES],
    "照片": [pictures.MOST_BYTES, pictures.MOST_PIXELS, pictures.MOST_PICTURES],
    "识别的结果": [
        *(recognition.MOST_BYTES, recognition.MOST_PAGES, recognition.MOST_LINES),
        *(recognition.MOST_CHARACTERS, recognition.MOST_SIDE),
    ],
}
"""The limits of each row of the guide, in its order."""


def _rows() -> dict[str, list[int]]:
    """Return the numbers that the guide gives for each thing, MB and GB as bytes."""
    section = (HOME / "docs/guide/captures.md").read_text("utf-8").partition("{ #limits }")[2]
    cells = [line.split("|") for line in section.partition("\n## ")[0].split("\n") if "|" in line]
    return {
        what.strip(): [
            int(number.replace(",", "")) * {"MB": MB, "GB": GB}.get(unit, 1)
            for number, unit in re.findall(r"(\d[\d,]*)(?: (MB|GB))?", limit)
        ]
        for _, what, limit, *_ in cells[2:]
    }


def test_every_limit_of_the_guide_is_known() -> None:
    assert _rows().keys() == LIMITS.keys()


@pytest.mark.parametrize("what", LIMITS)
def test_the_guide_says_what_holds(what: str) -> None:
    assert _rows()[what] == LIMITS[what]


STORY = "援助医生在县医院工作了一年半，带出了一支能独立手术的队伍。"
MAIL = (
    "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
    f"--b\nContent-Type: text/plain; charset=utf-8\n\n{STORY}\n"
    f"--b\nContent-Type: text/plain; charset=utf-8\n\n{STORY}\n--b--\n"
).encode()
RTF = b"{\\rtf1 a{\\b b{\\i c}}}"
ZIP = packed({"a.txt": STORY.encode(), "b.txt": STORY.encode()})
WARC = crawled(*[(f"http://a/{n}", "200 OK", "text/html", page(str(n))) for n in range(4)])
ROW = {"title": "门诊", "content": STORY}
SQL = f"INSERT INTO t (title, content) VALUES ('门诊', ((('{STORY}')))), ('', '');"
TABLE = f"标题,正文,作者\n门诊,{STORY},段敏\n"
PICTURE = io.BytesIO()
Image.new("L", (40, 30)).save(PICTURE, "PNG")
JUST_ENOUGH: dict[str, tuple[ModuleType, str, Callable[[], object], int]] = {
    "bytes of a message": (mail, "LARGEST", lambda: mail.read_mail(MAIL), len(MAIL)),
    "lines of a message": (mail, "MOST_LINES", lambda: mail.read_mail(MAIL), MAIL.count(b"\n")),
    "delimiters of a message": (mail, "MOST_DELIMITERS", lambda: mail.read_mail(MAIL), 3),
    "kinds of delimiters": (mail, "MOST_BOUNDARIES", lambda: mail.read_mail(MAIL), 1),
    "parts of a message": (mail, "MOST_PARTS", lambda: mail.read_mail(MAIL), 2),
    "headers of a message": (mail, "MOST_HEADERS", lambda: mail.read_mail(MAIL), 2),
    "bytes of RTF": (rtf, "LARGEST", lambda: rtf.read_rtf(RTF), len(RTF)),
    "levels of RTF": (rtf, "DEEPEST", lambda: rtf.read_rtf(RTF), 2),
    "bytes of XML": (xml, "LARGEST_XML", lambda: xml.parse_xml(b"<a><b/><b/></a>"), 15),
    "elements of XML": (xml, "MOST_ELEMENTS", lambda: xml.parse_xml(b"<a><b/><b/></a>"), 3),
    "levels of XML": (xml, "DEEPEST", lambda: xml.parse_xml(b"<a><b/><b/></a>"), 2),
    "files of a ZIP": (unzip, "MOST_MEMBERS", lambda: unzip.open_zip(ZIP), 2),
    "a file of a ZIP": (
        unzip, "LARGEST_MEMBER", lambda: unzip.open_zip(ZIP), len(STORY.encode())
    ),
    "all files of a ZIP": (
        unzip, "MOST_BYTES", lambda: unzip.open_zip(ZIP), 2 * len(STORY.encode())
    ),
    "records of a WARC": (warc, "MOST_RESPONSES", lambda: warc.read_warc(WARC), 5),
    "pages of a WARC": (warc, "MOST_RECORDS", lambda: warc.read_warc(WARC), 4),
    "a page of a WARC": (warc, "LARGEST_PAGE", lambda: warc.read_warc(WARC), len(page("0"))),
    "all pages of a WARC": (warc, "MOST_BYTES", lambda: warc.read_warc(WARC), 4 * len(page("0"))),
    "records": (fields, "MOST_RECORDS", lambda: fields.articles([ROW] * 3), 3),
    "a record": (fields, "LONGEST_RECORD", lambda: fields.articles([ROW]), len(STORY)),
    "rows of SQL": (sql_dump, "MOST_ROWS", lambda: sql.read_sql(SQL), 2),
    "levels of SQL": (sql_dump, "DEEPEST", lambda: sql.read_sql(SQL), 3),
    "columns of a table": (table, "MOST_COLUMNS", lambda: table.read_table(TABLE), 3),
    "bytes of a picture": (
        pictures, "MOST_BYTES", lambda: [*pictures.pictures(PICTURE.getvalue())],
        len(PICTURE.getvalue()),
    ),
    "pixels of a picture": (
        pictures, "MOST_PIXELS", lambda: [*pictures.pictures(PICTURE.getvalue())], 40 * 30
    ),
}  # fmt: skip
"""What is read with a limit that is just enough, and refused with one less."""


@pytest.mark.parametrize("name", JUST_ENOUGH)
def test_what_is_at_its_limit_is_read(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    module, limit, read, least = JUST_ENOUGH[name]
    monkeypatch.setattr(module, limit, least)
    assert read()
    monkeypatch.setattr(module, limit, least - 1)
    with pytest.raises(Refusal):
        read()
