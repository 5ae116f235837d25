"""EPUB: the chapters in their order, without what is around them."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.restore.reading.archives import unpacked, with_member
from tests.restore.reading.damage import bears, mutated, refused
from tests.restore.reading.made.epub import ABOUT, book, chapter, written
from tests.restore.reading.stories import check, restored, story

from aidstories.restore.reading.documents import epub
from aidstories.restore.reading.documents.epub import read_epub

PROSE = "援助医生在县医院工作了一年半，带出了一支能独立手术的队伍。"


def test_each_chapter_is_a_part_and_comes_out_as_it_was_written() -> None:
    stories = [story(seed) for seed in range(3)]
    parts = read_epub(book(*map(written, stories)))
    assert [part.name for part in parts] == [f"OEBPS/text/{n}.xhtml" for n in (1, 2, 3)]
    for part, expected in zip(parts, stories, strict=True):
        check(restored(part.text), expected, image="OEBPS/images/a%20b.png")
        assert part.meta == {"author": "段敏", "date": "2021-05-01", "source": "援藏十年"}


def test_a_book_of_one_chapter_has_its_publisher_as_source() -> None:
    about = ABOUT + "<dc:publisher>甲市出版社</dc:publisher>"
    [part] = read_epub(book(chapter(f"<p>{PROSE}</p>"), about=about))
    assert part.meta["source"] == "甲市出版社"


@pytest.mark.parametrize(
    ("about", "missing"),
    [
        ("<dc:title>援藏十年</dc:title><dc:date>0101-01-01T00:00</dc:date>", "date"),
        ("<dc:creator>段敏</dc:creator><dc:creator>王燕</dc:creator>", "author"),
    ],
)
def test_what_is_not_known_is_not_said(about: str, missing: str) -> None:
    [part] = read_epub(book(chapter(f"<p>{PROSE}</p>"), about=about))
    assert missing not in part.meta


@pytest.mark.parametrize(
    "around",
    [
        chapter("<h1>目录</h1>", opening=' epub:type="toc"'),
        chapter('<section epub:type="titlepage"><h1>援藏十年</h1></section>'),
        chapter("<p><a href='2.xhtml'>第一篇</a></p><p><a href='3.xhtml'>第二篇</a></p>"),
        chapter('<img src="cover.png"/>'),
    ],
)
def test_what_is_around_the_text_is_left_out(around: str) -> None:
    parts = read_epub(book(around, chapter(f"<p>{PROSE}</p>")))
    assert [part.name for part in parts] == ["OEBPS/text/2.xhtml"]


def test_the_navigation_and_asides_are_left_out() -> None:
    extra = (
        '<item id="n" href="text/1.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
        '<item id="f" href="font.ttf" media-type="font/ttf"/>'
    )
    data = book(
        chapter("<p>目录在这里，不是正文。</p>"),
        chapter(f"<p>{PROSE}</p>"),
        extra=extra,
        refs='<itemref idref="n"/><itemref idref="f"/><itemref idref="lost"/>',
    )
    names = [part.name for part in read_epub(data)]
    assert names == ["OEBPS/text/1.xhtml", "OEBPS/text/2.xhtml"]
    only_nav = with_member(data, "OEBPS/book.opf", book_without(data, '<itemref idref="c1"/>'))
    assert [part.name for part in read_epub(only_nav)] == ["OEBPS/text/2.xhtml"]


def book_without(data: bytes, words: str) -> bytes:
    return unpacked(data)["OEBPS/book.opf"].replace(words.encode(), b"")


def test_a_chapter_in_gbk_is_read() -> None:
    text = chapter(f"<p>{PROSE}</p>").replace("utf-8", "gb2312").encode("gb18030")
    data = with_member(book(chapter("")), "OEBPS/text/1.xhtml", text)
    assert PROSE in read_epub(data)[0].text


PLAIN = book(chapter(f"<h1>门诊开到牧区</h1><p>{PROSE}</p>"))
LOCK = """<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"
 xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData><enc:CipherData>
 <enc:CipherReference URI="{}"/></enc:CipherData></enc:EncryptedData></encryption>"""


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (PLAIN[: len(PLAIN) // 2], "损坏"),
        (with_member(PLAIN, "META-INF/container.xml", None), "损坏"),
        (with_member(PLAIN, "META-INF/container.xml", b"<container/>"), "损坏"),
        (with_member(PLAIN, "OEBPS/book.opf", None), "损坏"),
        (with_member(PLAIN, "OEBPS/book.opf", b"<package>"), "损坏"),
        (with_member(PLAIN, "OEBPS/text/1.xhtml", None), "没有文字"),
        (with_member(PLAIN, "OEBPS/text/1.xhtml", b"\xff\xfe"), "没有文字"),
        (
            with_member(
                PLAIN, "META-INF/encryption.xml", LOCK.format("OEBPS/text/1.xhtml").encode()
            ),
            "DRM",
        ),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes, said: str) -> None:
    assert said in refused(read_epub, data)


def test_a_book_whose_fonts_alone_are_scrambled_is_read() -> None:
    lock = LOCK.format("OEBPS/font.ttf").encode()
    assert read_epub(with_member(PLAIN, "META-INF/encryption.xml", lock))


@pytest.mark.parametrize("limit", ["LARGEST_CHAPTER", "LARGEST_BOOK"])
def test_limits_hold(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(epub, limit, 100)
    assert "太长" in refused(read_epub, PLAIN)


def test_tags_that_never_close_take_no_time() -> None:
    [part] = read_epub(book(chapter(f"<p>{PROSE}</p>" + "<a href='x'>" * 40_000)))
    assert PROSE in part.text


@given(st.binary(max_size=200))
def test_any_bytes_are_parts_or_refused(data: bytes) -> None:
    bears(read_epub, data)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_a_mutated_book_is_parts_or_refused(data: st.DataObject) -> None:
    bears(read_epub, data.draw(mutated(PLAIN)))
    package = data.draw(mutated(book_without(PLAIN, "")))
    bears(read_epub, with_member(PLAIN, "OEBPS/book.opf", package))


def test_the_guide_of_an_older_book_names_what_is_around_the_text() -> None:
    data = book(chapter("<p>封面上的话，不是正文。</p>"), chapter(f"<p>{PROSE}</p>"))
    guide = b'<guide><reference type="cover" href="text/1.xhtml#top"/></guide></package>'
    package = book_without(data, "").replace(b"</package>", guide)
    parts = read_epub(with_member(data, "OEBPS/book.opf", package))
    assert [part.name for part in parts] == ["OEBPS/text/2.xhtml"]


def test_an_image_elsewhere_keeps_its_address() -> None:
    [part] = read_epub(book(chapter(f'<p>{PROSE}</p><img src="https://a.example/b.png"/>')))
    assert 'src="https://a.example/b.png"' in part.text
