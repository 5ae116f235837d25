"""RTF files: GBK and Unicode, what is printed and what is not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.restore.reading.damage import bears, mutated, refused
from tests.restore.reading.made.rtf import HEAD, TITLE, document, gbk, written
from tests.restore.reading.stories import check, restored, story

from aidstories.model import Role
from aidstories.restore.reading.documents import rtf
from aidstories.restore.reading.documents.rtf import read_rtf

PROSE = "援助医生在县医院工作了一年半，带出了一支能独立手术的队伍。"


def letters(text: str) -> str:
    """The same, but a byte that is a letter stands as such, as some programs write it."""
    return "".join(
        chr(b) if chr(b).isalnum() and b < 0x80 else f"\\'{b:02x}" for b in text.encode("gb18030")
    )


def numbered(text: str) -> str:
    """Return text in UTF-16 by number, a question mark for programs that know no Unicode."""
    halves = text.encode("utf-16-le")
    codes = [halves[i] | halves[i + 1] << 8 for i in range(0, len(halves), 2)]
    return "".join(f"\\u{c - 0x10000 if c > 0x7FFF else c}?" for c in codes)


@pytest.mark.parametrize("title", [r"\qc\fs44 @", r"\qc{\b @}", TITLE])
@pytest.mark.parametrize("seed", range(3))
def test_an_article_comes_out_as_it_was_written(seed: int, title: str) -> None:
    expected = story(seed)
    check(restored(read_rtf(written(expected, title))), expected, image="picture1.png")


@pytest.mark.parametrize("written_as", [gbk, letters, numbered])
def test_characters_are_read_however_they_are_written(written_as: object) -> None:
    text = "镕丂亙𠮷援助医生abc乙县"
    if written_as is not numbered:
        text = text.replace("𠮷", "")
    assert callable(written_as)
    assert f"<p>{text}</p>" in read_rtf(document(r"\f0 " + written_as(text)))


@pytest.mark.parametrize(
    ("inside", "printed"),
    [
        (r"a\tab b\line c", "a\tb<br>c"),
        (r"a{\v hidden}b{\deleted gone}c", "abc"),
        (r"a{\b b}{\b0 c}", "a<strong>b</strong>c"),
        (r"CO{\sub 2}", "CO<sub>2</sub>"),
        (r"a{\*\unknown b}{\fldinst HYPERLINK x}{\fldrslt c}", "ac"),
        (r"\ldblquote a\rdblquote\emdash b", "“a”—b"),
        (r"a\\\{b\}\~c\-d\_e", "a\\{b} cd-e"),
        (r"a<b&c", "a&lt;b&amp;c"),
        (r"\uc2\u25588\'d4\'ae b", "援 b"),
        (r"\uc0\u25588 b", "援b"),
        (r"\f1 \'e9t\'e9", "été"),
        (r"\f2\'a4\'a4", "中"),
        (r"a{\pict\bin4 }{{\}b", "ab"),
        (r"a{\annotation b}{\header c}d", "ad"),
    ],
)
def test_what_is_printed_is_read(inside: str, printed: str) -> None:
    assert f"<p>{printed}</p>" in read_rtf(document(inside))


def test_utf_16_without_a_code_page_is_read() -> None:
    page = read_rtf(document(numbered(PROSE), head=r"{\rtf1\ansi\ansicpg1252 "))
    assert f"<p>{PROSE}</p>" in page


def test_a_text_box_is_read_once() -> None:
    box = r"{\shp{\*\shpinst{\sp{\sn a}{\sv 1}}{\shptxt box\par}}{\shprslt{box\par}}}"
    assert "<p>box</p>\n<p>ab</p>" in read_rtf(document(f"a{box}b"))


def test_notes_stand_behind_the_text() -> None:
    page = read_rtf(document(r"a{\super\chftn{\footnote note 7\par}}b"))
    assert "<p>a<sup>[1]</sup>b</p>\n<ol>\n<li>1. note 7</li>" in page


@pytest.mark.parametrize(
    ("label", "printed"),
    [
        (r"1.\tab", "<ol>\n<li>1. a</li>\n</ol>"),
        (r"\'b7\tab", "<ul>\n<li>a</li>\n</ul>"),
        (gbk("一、"), "<p>一、a</p>"),
    ],
)
def test_what_stands_before_items_is_printed(label: str, printed: str) -> None:
    assert printed in read_rtf(document(rf"{{\listtext\f1 {label}}}a", "b")).replace("•", "")


def test_lines_of_a_cell_are_one_datum() -> None:
    row = r"\trowd\pard\intbl a\par b\cell c\cell\row"
    assert "<tr><td>a<br>b</td><td>c</td></tr>" in read_rtf(document(row))


def test_properties_name_the_title_only_if_it_is_printed() -> None:
    for stated, told in (("门诊开到牧区帐篷", True), ("工作总结模板", False)):
        head = HEAD + rf"{{\info{{\title {gbk(stated)}}}{{\author typist}}}}"
        page = read_rtf(document(gbk("门诊开到牧区帐篷"), gbk(PROSE), gbk(PROSE), head=head))
        assert (f"<title>{stated}</title>" in page) is told
        assert "typist" not in page
        assert restored(page).first(Role.TITLE) == "门诊开到牧区帐篷"


PLAIN = document(gbk(PROSE), r"{\listtext 1.\tab}\b a{\footnote b}", r"\intbl c\cell\row")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (PLAIN[:-40], "损坏"),
        (b"{\\rtf1 " + b"{" * 600, "损坏"),
        (document(), "没有文字"),
        (document(r"{\pict\pngblip 89504e47}"), "没有文字"),
        (b"", "没有文字"),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes, said: str) -> None:
    assert said in refused(read_rtf, data)


@pytest.mark.parametrize("limit", ["LARGEST", "LONGEST", "MOST_TOKENS"])
def test_limits_hold(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_rtf(PLAIN)
    monkeypatch.setattr(rtf, limit, 50)
    assert "太长" in refused(read_rtf, PLAIN)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_page_or_refused(data: bytes) -> None:
    bears(read_rtf, data)
    bears(read_rtf, b"{\\rtf1" + data + b"}")


@settings(max_examples=200)
@given(st.data())
def test_a_mutated_file_is_a_page_or_refused(data: st.DataObject) -> None:
    bears(read_rtf, data.draw(mutated(PLAIN)))


WORDS = ["par", "cell", "row", "intbl", "footnote", "listtext", "shptxt", "*", "u-1", "b", "pict"]


@given(st.lists(st.sampled_from([*(f"\\{w} " for w in WORDS), "{", "}", "\\'d4", "x"])))
def test_any_order_of_words_is_a_page_or_refused(tokens: list[str]) -> None:
    bears(read_rtf, ("{\\rtf1 " + "".join(tokens) + "}").encode())
