"""WARC and ZIP: the pages and files within them."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from aidstories.model import Role
from aidstories.restore.reading import extract as whole
from aidstories.restore.reading.extraction import Extraction, Kind, Part
from aidstories.restore.reading.records import warc, zip_archive
from aidstories.restore.reading.records.warc import is_warc, read_warc
from aidstories.restore.reading.records.zip_archive import read_zip
from aidstories.restore.reading.refusal import Refusal
from aidstories.restore.run import restore, restore_extraction

BODY = "九月一日，医疗队抵达县医院，八名队员当天就开始查房。"
OTHER = "一周之后，医疗队开出第一张带教清单，二十名本地医生认领了题目。"


def page(title: str, body: str = BODY) -> bytes:
    return f"<html><body><h1>{title}</h1><p>{body}</p><p>{OTHER}</p></body></html>".encode()


def crawled(
    *answers: tuple[str, str, str, bytes], packed: bool = True, encoding: str = ""
) -> bytes:
    """Return a WARC of answers: address, status, type, bytes."""
    more = [("Content-Encoding", encoding)] if encoding else []
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "test"}))
    for url, status, kind, body in answers:
        headers = StatusAndHeaders(status, [("Content-Type", kind), *more], "HTTP/1.1")
        record = writer.create_warc_record(url, "response", io.BytesIO(body), http_headers=headers)
        writer.write_record(record)
    return out.getvalue()


@pytest.mark.parametrize("packed", [True, False])
def test_pages_of_a_warc(packed: bool) -> None:
    data = crawled(
        ("http://a.example/1", "200 OK", "text/html; charset=gbk", page("甲")),
        ("http://a.example/a.png", "200 OK", "image/png", b"\x89PNG"),
        ("http://a.example/robots.txt", "200 OK", "text/plain", b"User-agent: *"),
        ("http://a.example/404", "404 Not Found", "text/html", page("没有")),
        ("http://a.example/2", "200 OK", "text/html", page("乙").decode().encode("gb18030")),
        ("http://a.example/1", "200 OK", "text/html", page("甲")),
        ("http://a.example/1", "200 OK", "text/html", page("甲改")),
        ("http://a.example/3", "200 OK", "text/html", b""),
        packed=packed,
    )
    assert is_warc(data)
    parts = read_warc(data)
    assert [p.name for p in parts] == [
        *("http://a.example/1", "http://a.example/2", "http://a.example/1#2")
    ]
    result = restore(parts[1].text.encode())
    assert result.parts[0].meta["url"] == "http://a.example/2" and "date" not in parts[1].meta
    assert result.articles[0].first(Role.TITLE) == "乙"
    assert result.articles[0].texts(Role.PARAGRAPH) == (BODY, OTHER)


def test_a_page_that_its_server_packed() -> None:
    long = page("甲", BODY * 9_000)
    answer = ("http://a.example/1", "200 OK", "text/html", gzip.compress(long))
    (part,) = read_warc(crawled(answer, encoding="gzip"))
    assert part.text.endswith(f"---\n{long.decode()}\n")


def test_a_page_that_swells_is_refused() -> None:
    bomb = gzip.compress(bytes(warc.LARGEST_PAGE + 1))
    answer = ("http://a.example/1", "200 OK", "text/html", bomb)
    with pytest.raises(Refusal, match="16 MB"):
        read_warc(crawled(answer, encoding="gzip"))


def test_pages_beyond_the_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    data = crawled(*[(f"http://a/{n}", "200 OK", "text/html", page(str(n))) for n in range(4)])
    for limit in ("MOST_BYTES", "MOST_RECORDS", "MOST_RESPONSES"):
        with monkeypatch.context() as patch:
            patch.setattr(warc, limit, 3)
            with pytest.raises(Refusal):
                read_warc(data)


@pytest.mark.parametrize(
    "data",
    [
        crawled(("http://a.example/a.png", "200 OK", "image/png", b"\x89PNG")),
        b"WARC/1.0",
        b"WARC/1.0\r\n\r\n",
        crawled(("http://a.example/1", "200 OK", "text/html", page("甲")), packed=False)[:-30],
        crawled(("http://a.example/1", "200 OK", "text/html", page("甲")), packed=True)[:-30],
    ],
)
def test_warcs_that_are_refused(data: bytes) -> None:
    assert is_warc(data)
    with pytest.raises(Refusal):
        read_warc(data)


@pytest.mark.parametrize(
    "data", [b"", b"WARC", b"\x1f\x8b", gzip.compress(b"text", mtime=0), b"WAR C/1"]
)
def test_what_is_no_warc(data: bytes) -> None:
    assert not is_warc(data)


WHOLE = crawled(("http://a.example/1", "200 OK", "text/html", page("甲")), packed=False)


@given(st.binary(max_size=20), st.integers(0, len(WHOLE)), st.integers(0, len(WHOLE)))
def test_any_bytes_are_read_or_refused(noise: bytes, start: int, end: int) -> None:
    for data in (noise, WHOLE[:start] + noise + WHOLE[end:], gzip.compress(WHOLE)[:end] + noise):
        is_warc(data)
        try:
            read_warc(data)
        except Refusal:
            continue


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def extract(data: bytes, depth: int = 1) -> Extraction:
    """Open text, two records between bars, and archives; refuse what begins with a percent sign."""
    if data.startswith(b"PK"):
        parts = read_zip(data, lambda inner: extract(inner, depth + 1), depth=depth)
        return Extraction(kind=Kind.ZIP, encoding="zip", parts=parts)
    if data.startswith(b"%"):
        raise Refusal("读不了。", "Unreadable.")
    texts = data.decode().split("|")
    parts = tuple(
        Part(text=t, name=str(n) if len(texts) > 1 else "") for n, t in enumerate(texts, 1)
    )
    return Extraction(kind=Kind.TEXT, encoding="utf-8", parts=parts)


def read(files: dict[str, bytes]) -> list[tuple[str, str]]:
    return [(part.name, part.text) for part in extract(zipped(files)).parts]


def test_files_of_a_zip() -> None:
    assert read(
        {
            "二月/b.txt": b"B",
            "__MACOSX/._b.txt": b"\0",
            "二月/": b"",
            ".DS_Store": b"\0",
            "二月/Thumbs.db": b"\0",
            "二月/~$b.docx": b"\0",
            ".git/config": b"[core]",
            "./三月/../DESKTOP.INI": b"x",
            "a.txt": b"A1|A2",
            "./c.txt": b"C",
        }
    ) == [("二月/b.txt", "B"), ("a.txt#1", "A1"), ("a.txt#2", "A2"), ("./c.txt", "C")]


def test_a_file_that_is_refused_loses_no_other() -> None:
    parts = extract(zipped({"a.bin": b"%", "b.txt": b"B"})).parts
    assert [(p.name, p.text) for p in parts] == [("a.bin", ""), ("b.txt", "B")]
    assert parts[0].unread == "a.bin：读不了。"


def test_archives_within_an_archive_to_a_depth() -> None:
    month = zipped({"a.txt": b"A", "b.txt": b"1|2"})
    assert read({"m.zip": month, "c.txt": b"C"}) == [
        *(("m.zip#a.txt", "A"), ("m.zip#b.txt#1", "1"), ("m.zip#b.txt#2", "2"), ("c.txt", "C"))
    ]
    opened = whole.extract(zipped({"m.zip": zipped({"a.txt": b"A"})}))
    assert [(p.text, p.unread) for p in opened.parts] == [("A", "")]
    deep = zipped({"x.zip": zipped({"y.zip": month}), "c.txt": b"C"})
    note, part = extract(deep).parts
    assert part.text == "C" and "2 层" in note.unread


def test_a_link_in_a_zip_is_no_file() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", BODY)
        for name, mode in (("b.txt", 0o120777), ("c.txt", 0o100644)):
            info = zipfile.ZipInfo(name)
            info.external_attr = mode << 16
            archive.writestr(info, "/etc/passwd")
    found = [
        (p.name, bool(p.text), "链接" in p.unread) for p in whole.extract(out.getvalue()).parts
    ]
    assert found == [("a.txt", True, False), ("b.txt", False, True), ("c.txt", True, False)]


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({}, "没有文件"),
        ({".DS_Store": b"\0"}, "没有文件"),
        ({"a.bin": b"%", "b.bin": b"%"}, "读不了"),
        ({"a.zip": zipped({"b.zip": zipped({"c.zip": b"PK"})})}, "2 层"),
    ],
)
def test_zips_that_are_refused(files: dict[str, bytes], reason: str) -> None:
    with pytest.raises(Refusal) as caught:
        read(files)
    assert reason in caught.value.zh


def test_archives_multiply_no_further_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    files = {f"{n}.txt": b"1|2" for n in range(4)}
    for limit in ("MOST_RECORDS", "MOST_CHARACTERS"):
        with monkeypatch.context() as patch:
            patch.setattr(zip_archive, limit, 7)
            with pytest.raises(Refusal, match="more than"):
                read(files)
            patch.setattr(zip_archive, limit, 8)
            assert len(read(files)) == 8


def test_a_note_is_no_article() -> None:
    """What was not read is told beside the stories and becomes none."""
    opened = extract(zipped({"a.bin": b"%", "b.txt": BODY.encode()}))
    result = restore_extraction(opened)
    assert [(part.name, part.articles) for part in result.parts] == [("a.bin", 0), ("b.txt", 1)]
    assert [f.quote for f in result.flags if f.reason == "unread"] == ["a.bin：读不了。"]
