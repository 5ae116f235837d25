"""ODT files: what is printed comes out, and nothing that is not."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.restore.reading.archives import with_member
from tests.restore.reading.damage import bears, mutated, refused
from tests.restore.reading.made.odt import SPACES, TITLE, items, odt, p, written
from tests.restore.reading.stories import check, restored, story

from aidstories.model import Role
from aidstories.restore.reading.documents.odt import read_odt

PROSE = "援助医生在县医院工作了一年半，带出了一支能独立手术的队伍。"


@pytest.mark.parametrize(
    "title",
    [
        TITLE,
        '<text:p text:style-name="big">{}</text:p>',
        '<text:p text:style-name="Title"><text:span text:style-name="sub">{}</text:span></text:p>',
        '<text:h text:outline-level="1">{}</text:h>',
        '<text:p text:style-name="标题_20_1">{}</text:p>',
    ],
)
@pytest.mark.parametrize("seed", range(3))
def test_an_article_comes_out_as_it_was_written(seed: int, title: str) -> None:
    expected = story(seed)
    page = read_odt(written(expected, title))
    assert ("<h1>" in page) is ("big" not in title)
    article = restored(page)
    check(article, expected, image="Pictures/a.png")


@pytest.mark.parametrize(
    ("inside", "printed"),
    [
        ('甲<text:s text:c="3"/>乙', "甲   乙"),
        ("甲<text:s/>乙", "甲 乙"),
        ("甲 \n  乙", "甲 乙"),
        ("甲<text:tab/>乙", "甲\t乙"),
        ("甲<text:line-break/>乙", "甲<br>乙"),
        ('甲<text:span text:style-name="hidden">丙</text:span>乙', "甲乙"),
        ('甲<text:span text:style-name="sub">2</text:span>乙', "甲<sub>2</sub>乙"),
        ('甲<text:span text:style-name="bold">乙</text:span>', "甲<strong>乙</strong>"),
        ("甲<office:annotation><text:p>批注</text:p></office:annotation>乙", "甲乙"),
        (
            "甲<text:ruby><text:ruby-base>乙</text:ruby-base><text:ruby-text>yǐ</text:ruby-text>"
            "</text:ruby>",
            "甲乙",
        ),
        ("甲<text:a xlink:href='x'>乙</text:a>", "甲乙"),
        ("a&lt;b&amp;c", "a&lt;b&amp;c"),
    ],
)
def test_what_is_printed_is_read(inside: str, printed: str) -> None:
    assert f"<p>{printed}</p>" in read_odt(odt(p(inside)))


def test_deleted_and_hidden_paragraphs_are_left_out() -> None:
    deletion = f"<text:deletion>{p('删去的话')}</text:deletion>"
    deleted = f"<text:tracked-changes>{deletion}</text:tracked-changes>"
    section = f'<text:section text:display="none">{p("藏起的话")}</text:section>'
    page = read_odt(odt(deleted + section + p("看不见的话", "gone") + p(PROSE)))
    assert page.count("<p>") == 1


@pytest.mark.parametrize(
    ("style", "printed"),
    [
        ("L1", "<ol>\n<li>1. 甲</li>\n<li>2. 乙</li>\n</ol>"),
        ("L2", "<p>二、甲</p>\n<p>三、乙</p>"),
        ("L3", "<p>甲</p>\n<p>乙</p>"),
        ("unknown", "<ul>\n<li>甲</li>\n<li>乙</li>\n</ul>"),
    ],
)
def test_the_numbers_of_a_list_are_printed(style: str, printed: str) -> None:
    assert printed in read_odt(odt(items("甲", "乙", style=style)))


def test_a_list_goes_on_or_begins_anew() -> None:
    one = items("甲")
    page = read_odt(
        odt(one + one.replace("<text:list ", '<text:list text:continue-numbering="true" '))
    )
    assert "<li>2. 甲</li>" in page
    page = read_odt(odt(one + p(PROSE) + one))
    assert page.count("<li>1. 甲</li>") == 2
    inner = items("乙").replace(' text:style-name="L1"', "")
    item = f"<text:list-item>{p('甲')}{inner}</text:list-item>"
    nested = f'<text:list text:style-name="L1">{item}</text:list>'
    assert "<li>1. 甲</li>\n</ol>\n<ul>\n<li>乙</li>" in read_odt(odt(nested))


def test_notes_stand_behind_the_text() -> None:
    body = f"<text:note-body>{p('据县志。')}</text:note-body>"
    note = f"<text:note><text:note-citation>1</text:note-citation>{body}</text:note>"
    page = read_odt(odt(p(f"甲{note}乙")))
    assert "<p>甲<sup>[1]</sup>乙</p>\n<ol>\n<li>1. 据县志。</li>" in page


def test_properties_name_the_title_only_if_it_is_printed() -> None:
    for stated, told in (("门诊开到牧区帐篷", True), ("工作总结模板", False)):
        page = read_odt(odt(p("门诊开到牧区帐篷") + p(PROSE) + p(PROSE), title=stated))
        assert (f"<title>{stated}</title>" in page) is told
        assert restored(page).first(Role.TITLE) == "门诊开到牧区帐篷"


PLAIN = odt(p(PROSE))
ENTITY = f'<!DOCTYPE x [<!ENTITY a "哈">]><office:document-content {SPACES}/>'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (PLAIN[: len(PLAIN) // 2], "损坏"),
        (with_member(PLAIN, "content.xml", None), "损坏"),
        (with_member(PLAIN, "content.xml", b"<office/>"), "损坏"),
        (with_member(PLAIN, "content.xml", ENTITY.encode()), "实体"),
        (with_member(PLAIN, "META-INF/manifest.xml", b"<m:encryption-data/>"), "密码"),
        (odt(p(" ")), "没有文字"),
        (odt(p('<text:s text:c="999999999"/>' * 20_000)), "太长"),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes, said: str) -> None:
    assert said in refused(read_odt, data)


def test_an_empty_cell_repeated_without_end_is_not() -> None:
    cell = '<table:table-cell table:number-columns-repeated="1048576"/>'
    row = f"<table:table-row>{cell}</table:table-row>"
    page = read_odt(odt(f"<table:table>{row}</table:table>{p(PROSE)}"))
    assert page.count("<td>") == 100


@given(st.binary(max_size=200))
def test_any_bytes_are_a_page_or_refused(data: bytes) -> None:
    bears(read_odt, data)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_mutated_text_is_a_page_or_refused(data: st.DataObject) -> None:
    body = (items("甲", style="L2") + p('<text:s text:c="3"/>乙') + p(PROSE, "big")).encode()
    text = data.draw(mutated(body))
    bears(read_odt, odt(text.decode("utf-8", "replace")))


def test_an_item_may_state_its_number_and_be_a_heading() -> None:
    item = f'<text:list-item text:start-value="7">{p("甲")}</text:list-item>'
    head = f"<text:list-header>{p('表头')}</text:list-header>"
    held = '<text:list-item><text:h text:outline-level="1">章名</text:h></text:list-item>'
    data = odt(f'<text:list text:style-name="L1">{head}{item}{held}</text:list>{p(PROSE)}')
    page = read_odt(data)
    assert "<li>7. 甲</li>" in page
    assert "<p>表头</p>" in page
    assert "8. 章名</h" in page


def test_lines_of_a_cell_are_one_datum_and_a_text_in_a_frame_is_none() -> None:
    def table(*texts: str) -> str:
        cell = f"<table:table-cell>{''.join(map(p, texts))}</table:table-cell>"
        row = f"<table:table-row>{cell}</table:table-row>"
        return (
            f"<table:table><table:table-header-rows>{row}</table:table-header-rows></table:table>"
        )

    page = read_odt(odt(table("甲", "乙") + table(PROSE * 3, PROSE * 3)))
    assert "<td>甲<br>乙</td>" in page
    assert f"<td><p>{PROSE * 3}</p><p>{PROSE * 3}</p></td>" in page
