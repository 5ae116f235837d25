"""What cannot be read is refused in Chinese with the reason: nothing written, memory bounded."""

from __future__ import annotations

import gzip
import json
import os
import random
import re
import sqlite3
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.archive import Archive, make_archive
from tests.restore.reading import handmade as pdf
from tests.restore.reading.archives import packed, with_member
from tests.restore.reading.made import docx, epub, mail, odt, records, texts
from tests.restore.reading.stories import story

MOST_SECONDS = 120
"""CPU seconds for all files together: they take 20."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STORY = story(1)
PROSE = STORY.paragraphs[0]
UNKNOWN = "认不出这是什么文件"
PICTURE = "图片|照片"
"""What is damaged is refused whether recognition is installed or not; the sentences differ."""


def noise(length: int, seed: int = 0) -> bytes:
    return random.Random(seed).randbytes(length)


def half(data: bytes | str) -> bytes:
    made = data.encode() if isinstance(data, str) else data
    return made[: len(made) // 2]


def word() -> bytes:
    return docx.saved(docx.written(STORY, style="Title"))


def large_png() -> bytes:
    """Return a picture that says it has 100,000 by 100,000 pixels."""
    small = docx.png(1, 1)
    return small.replace(small[16:24], struct.pack(">II", 100_000, 100_000))


def jpeg() -> bytes:
    """Return the head of a JPEG and no picture."""
    head = bytes.fromhex("ffd8ffe000104a46494600010100000100010000")
    return head + b"\xff\xdb\x00\x43\x00" + bytes(range(1, 65)) + noise(2000) + b"\xff\xd9"


def webp() -> bytes:
    return b"RIFF" + struct.pack("<I", 900) + b"WEBPVP8 " + noise(900)


def pdf_bomb() -> bytes:
    """Return a PDF of one page whose content swells from 260 KB to 2 GB."""
    spaces = pdf.stream(b" " * (256 << 20), packed=True)
    eight = b"/Contents [" + b"20 0 R " * 8 + b"]"
    return pdf.document(b"", extra=[spaces]).replace(b"/Contents 1001 0 R", eight)


def half_pdf() -> bytes:
    return half(pdf.document(pdf.words(PROSE, 60, 700)))


def laughs(root: str, inside: str) -> bytes:
    """Return XML whose entities swell to 3 GB."""
    entities = "".join(
        f'<!ENTITY {name} "{f"&{before};" * 9 if before else PROSE}">'
        for before, name in zip(["", *"abcdefgh"], "abcdefghi", strict=True)
    )
    return f'<?xml version="1.0"?><!DOCTYPE {root} [{entities}]>{inside}'.encode()


def docx_laughs() -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    paragraph = "<w:body><w:p><w:r><w:t>&i;</w:t></w:r></w:p></w:body>"
    document = f'<w:document xmlns:w="{space}">{paragraph}</w:document>'
    return with_member(word(), "word/document.xml", laughs("w:document", document))


def odt_laughs() -> bytes:
    text = f"<office:body {odt.SPACES}><office:text>&i;</office:text></office:body>"
    data = odt.written(STORY, odt.TITLE)
    return with_member(data, "content.xml", laughs("office:body", text))


def rss_laughs() -> bytes:
    item = "<item><title>甲</title><description>&i;</description></item>"
    return laughs("rss", f"<rss version='2.0'><channel>{item}</channel></rss>")


def office(part: str, kind: str) -> bytes:
    """Return the least that makes an Office file of a kind."""
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.'
        f'{kind}.main+xml"/></Types>'
    )
    return packed({"[Content_Types].xml": types.encode(), part: b"<x/>"})


def xlsx() -> bytes:
    return office("xl/workbook.xml", "spreadsheetml.sheet")


def pptx() -> bytes:
    return office("ppt/presentation.xml", "presentationml.presentation")


def ole(stream: str) -> bytes:
    """Return what looks like a file of the older Office that holds ``stream``."""
    return OLE + bytes(504) + stream.encode("utf-16-le") + bytes(1000)


def deep_rtf() -> bytes:
    return b"{\\rtf1 " + b"{" * 100_000 + b"x" + b"}" * 100_001


def book_with_drm() -> bytes:
    scrambled = (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" '
        'xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>'
        '<enc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/>'
        '<enc:CipherData><enc:CipherReference URI="OEBPS/text/1.xhtml"/></enc:CipherData>'
        "</enc:EncryptedData></encryption>"
    )
    data = epub.book(epub.written(STORY))
    return with_member(data, "META-INF/encryption.xml", scrambled.encode())


def said_to_have(sizes: int, count: int) -> bytes:
    """Return a ZIP of ``count`` files that have ``sizes`` bytes each, as its directory says."""
    data = bytearray(packed({f"{n}.txt": b"x" for n in range(count)}))
    at = -1
    while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
        struct.pack_into("<II", data, at + 20, sizes // 2, sizes)
    return bytes(data)


def within_each_other(depth: int) -> bytes:
    data = PROSE.encode()
    for _ in range(depth):
        data = packed({"a": data})
    return data


def locked_zip() -> bytes:
    data = bytearray(packed({"a.txt": PROSE.encode()}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def climbing_zip() -> bytes:
    """Return a ZIP whose files would lie outside of where it is unpacked."""
    return packed({"../../climbed.doc": ole("WordDocument"), "/tmp/climbed": noise(900)})


def half_crawl() -> bytes:
    return half(records.crawl([("http://a.example/", mail.page(STORY))]))


def attachment_alone() -> bytes:
    message = mail.letter("投稿", plain="\n")
    message.add_attachment(word(), maintype="application", subtype="docx", filename="稿件.docx")
    return message.as_bytes()


def picture_alone() -> bytes:
    lines = ["MIME-Version: 1.0", "Content-Type: multipart/related; boundary=b", "", "--b"]
    return "\r\n".join([*lines, "Content-Type: image/png", "", "x", "--b--", ""]).encode()


def deep_json() -> bytes:
    return b'{"a":' * 100_000 + b"1" + b"}" * 100_000


def json_without_text() -> bytes:
    return json.dumps([{"id": n, "price": n} for n in range(9)]).encode()


def csv_with_odd_quotes() -> bytes:
    return records.table([STORY, story(2)]).encode()[:-40] + b'"x"y'


def csv_without_text() -> bytes:
    return "标题,作者,价格\n甲,何青,3\n乙,李文,4\n丙,段敏,5\n".encode()


def sql_without_text() -> bytes:
    return b"CREATE TABLE `t` (\n`id` int,\n`n` int\n);\nINSERT INTO `t` VALUES (1,2),(3,4);\n"


def word_2003() -> bytes:
    space = "http://schemas.microsoft.com/office/word/2003/wordml"
    text = f"<w:body><w:p><w:r><w:t>{PROSE}</w:t></w:r></w:p></w:body>"
    return (
        f'<?xml version="1.0"?><w:wordDocument xmlns:w="{space}">{text}</w:wordDocument>'.encode()
    )


def database() -> bytes:
    connection = sqlite3.connect(":memory:")
    connection.execute("create table news (title text, body text)")
    connection.execute("insert into news values (?, ?)", (STORY.title, PROSE))
    return connection.serialize()


class Hostile(NamedTuple):
    """A file: its name, how it is made, and a pattern of what the refusal must say."""

    name: str
    make: Callable[[], bytes]
    said: str


HOSTILE = [
    Hostile(*row)
    for row in [
        ("png-cut.png", lambda: half(docx.png()), PICTURE),
        ("png-of-noise.png", lambda: docx.png()[:33] + noise(3000), PICTURE),
        ("png-of-100000x100000.png", large_png, PICTURE),
        ("png-as-word.docx", lambda: docx.png()[:60], PICTURE),
        ("png-and-page.html", lambda: docx.png()[:8] + texts.html(STORY).encode(), PICTURE),
        ("jpeg-of-noise.jpg", jpeg, PICTURE),
        ("tiff-cut.tif", lambda: b"II*\0" + struct.pack("<I", 1 << 20) + noise(500), PICTURE),
        ("webp-of-noise.webp", webp, PICTURE),
        ("heic.jpg", lambda: b"\0\0\0\x18ftypheic" + noise(900), "HEIC.*JPEG"),
        ("pdf-cut.pdf", half_pdf, "PDF 已损坏"),
        ("pdf-locked.pdf", pdf.locked, "PDF 有密码"),
        ("pdf-of-100000-pages.pdf", lambda: pdf.of_pages(b"3 0 R " * 100_000, 100_000), "多于"),
        ("pdf-bomb.pdf", pdf_bomb, "内存超过"),
        ("pdf-forms-in-forms.pdf", lambda: pdf.nested(40), "内存超过"),
        ("pdf-circle.pdf", lambda: pdf.of_pages(b"2 0 R 2 0 R", 5), "空白"),
        ("pdf-cut-and-zip.pdf", lambda: half_pdf() + packed({"a.txt": PROSE.encode()}), "已损坏"),
        ("docx-cut.docx", lambda: half(word()), "压缩包已损坏"),
        ("docx-laughs.docx", docx_laughs, "实体"),
        ("docx-no-text.docx", lambda: with_member(word(), "word/document.xml", None), "没有.*正文"),
        ("docx-locked.docx", lambda: ole("EncryptedPackage"), "密码"),
        ("xlsx-as-csv.csv", xlsx, "电子表格.*csv"),
        ("pptx.pptx", pptx, "演示文稿.*PDF"),
        ("doc.doc", lambda: ole("WordDocument"), "旧格式的 Word.*docx"),
        ("xls.xls", lambda: ole("Workbook"), "电子表格.*csv"),
        ("ppt.ppt", lambda: ole("PowerPoint Document"), "演示文稿.*PDF"),
        ("odt-cut.odt", lambda: half(odt.written(STORY, odt.TITLE)), "压缩包已损坏"),
        ("odt-laughs.odt", odt_laughs, "实体"),
        ("rtf-100000-deep.rtf", deep_rtf, "已损坏"),
        ("epub-cut.epub", lambda: half(epub.book(epub.written(STORY))), "压缩包已损坏"),
        ("epub-drm.epub", book_with_drm, "DRM"),
        ("zip-bomb.zip", lambda: packed({"a.txt": bytes(200 << 20)}), "炸弹"),
        ("zip-of-10-gb.zip", lambda: said_to_have(90 << 20, 120), "超过 1024 MB"),
        ("zip-of-4-gb.zip", lambda: said_to_have(0xFFFF_0000, 1), "超过 100 MB"),
        ("zip-in-zip.zip", lambda: within_each_other(5), "超过 2 层"),
        ("zip-locked.zip", locked_zip, "密码"),
        ("zip-climbing.zip", climbing_zip, "docx"),
        ("zip-empty.zip", lambda: packed({}), "没有文件"),
        ("zip-of-files.zip", lambda: b"PK\3\4" + b"PK\1\2" * 100_000, "超过 10000 个"),
        ("rar.rar", lambda: b"Rar!\x1a\x07\x01\0" + noise(900), "RAR"),
        ("7z.zip", lambda: b"7z\xbc\xaf\x27\x1c" + noise(900), "7z"),
        ("gzip.gz", lambda: gzip.compress(PROSE.encode() * 9, mtime=0), "gzip.*解压"),
        ("gzip-bomb.gz", lambda: gzip.compress(bytes(100 << 20), mtime=0), "gzip.*解压"),
        ("eml-attachment.eml", attachment_alone, "附件"),
        ("mhtml-no-page.mhtml", picture_alone, "附件"),
        ("rss-cut.rss", lambda: half(records.rss([STORY])), "订阅源.*损坏"),
        ("rss-laughs.rss", rss_laughs, "实体"),
        ("json-cut.json", lambda: half(records.listed([STORY])), "JSON.*损坏"),
        ("json-100000-deep.json", deep_json, "嵌套太深"),
        ("json-no-text.json", json_without_text, "没有找到正文.*price"),
        ("csv-odd-quotes.csv", csv_with_odd_quotes, "第 3 行的引号"),
        ("csv-no-text.csv", csv_without_text, "没有找到正文.*价格"),
        ("sql-cut.sql", lambda: records.dump([STORY]).split("<p>")[0].encode(), "SQL.*没有.*完整"),
        ("sql-no-text.sql", sql_without_text, "没有找到正文.*t.n"),
        ("warc-cut.warc.gz", half_crawl, "WARC"),
        ("sqlite.db", database, "SQLite.*CSV"),
        ("mp3.mp3", lambda: b"ID3\x04\0\0\0\0\0\x21" + noise(4000, 1), UNKNOWN),
        ("mp4.mp4", lambda: b"\0\0\0\x20ftypisom" + noise(4000, 2), UNKNOWN),
        ("exe.exe", lambda: b"MZ\x90\0\x03" + noise(4000, 3), UNKNOWN),
        ("elf.txt", lambda: b"\x7fELF\x02\x01\x01" + bytes(9) + noise(4000, 4), UNKNOWN),
        ("caj.caj", lambda: b"CAJ\0" + noise(900), "CAJ.*PDF"),
        ("djvu.pdf", lambda: b"AT&TFORM" + noise(900), "DjVu.*PDF"),
        ("noise.md", lambda: noise(5000, 5), UNKNOWN),
        ("word-2003.doc", word_2003, "XML.*docx"),
        ("script.js", lambda: b"function a(b) { return b; }\n" * 20, "代码"),
        ("shortcut.url", lambda: b"[InternetShortcut]\r\nURL=http://a.example/", "快捷方式"),
        ("zeros.txt", lambda: bytes(5000), UNKNOWN),
        ("blank.txt", lambda: b" \n", "空的"),
    ]
]


@pytest.fixture(scope="module")
def received(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of all the files."""
    folder = tmp_path_factory.mktemp("received")
    for hostile in HOSTILE:
        (folder / hostile.name).write_bytes(hostile.make())
    return folder


def check(said: str, hostile: Hostile) -> None:
    """Compare what was said of a file with what must be."""
    assert re.search(hostile.said, said), f"{hostile.name}: {said}"
    assert re.fullmatch(r"[^\n]*[\u4e00-\u9fff][^\n]*", said), f"{hostile.name}: {said}"
    assert not re.search(r"Traceback|Error|Exception|\b[a-z]+ [a-z]+ [a-z]+\b", said), said


def test_all_are_refused_and_nothing_is_written(received: Path, tmp_path: Path) -> None:
    archive = make_archive(tmp_path / "within" / "archive")
    before = everything(tmp_path)
    done, memory, seconds = measured(
        *("-m", "aidstories", "--root", str(archive.root), "import", str(received))
    )
    assert done.returncode == 1
    said: dict[str, list[str]] = {}
    for line in done.stderr.splitlines():
        name, _, message = line.removeprefix(f"{received}/").partition(": ")
        said.setdefault(name, []).append(message)
    assert {hostile.name for hostile in HOSTILE} == set(said) - {"导入"}
    for hostile in HOSTILE:
        [message] = said[hostile.name]
        check(message, hostile)
    assert everything(tmp_path) == before
    assert memory < 1 << 30
    assert seconds < MOST_SECONDS


def everything(folder: Path) -> dict[Path, bytes]:
    """Return all files below a folder, but for caches and the lock among them."""
    files = (path for path in folder.rglob("*") if path.is_file() and ".cache" not in path.parts)
    return {path: path.read_bytes() for path in files}


_MEASURED = """
import json, resource, subprocess, sys
resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))  # a bomb shall not take the machine
done = subprocess.run([sys.executable, *sys.argv[1:]], capture_output=True, text=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
seconds = used.ru_utime + used.ru_stime
print(json.dumps([done.returncode, done.stdout, done.stderr, used.ru_maxrss, seconds]))
"""


def measured(*command: str) -> tuple[subprocess.CompletedProcess[str], int, float]:
    """Run Python in Chinese; return what came of it, the most bytes of any process, CPU seconds.

    A process between counts: other tests' processes shall not be among its children.
    """
    env = {**os.environ, "LANG": "zh_CN.UTF-8", "PYTHONPATH": os.pathsep.join(sys.path)}
    env.pop("LC_ALL", None)
    told = subprocess.run(
        [sys.executable, "-c", _MEASURED, *command], capture_output=True, check=True, env=env
    )
    status, out, err, used, seconds = json.loads(told.stdout)
    done = subprocess.CompletedProcess(command, status, out, err)
    return done, used * (1 if sys.platform == "darwin" else 1024), seconds


@pytest.mark.parametrize("hostile", HOSTILE, ids=[hostile.name for hostile in HOSTILE])
def test_each_is_refused_when_it_is_shown(
    hostile: Hostile, received: Path, elsewhere: Archive
) -> None:
    said = elsewhere.run("restore", received / hostile.name, "--json")
    assert (said.exit_code, said.stdout) == (1, "")
    name, _, message = said.stderr.rstrip("\n").removeprefix(f"{received}/").partition(": ")
    assert name == hostile.name
    check(message, hostile)


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """An archive that nothing is imported into."""
    return make_archive(tmp_path_factory.mktemp("elsewhere") / "archive")
