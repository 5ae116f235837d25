"""The layout of small pages made by hand: order, paragraphs, headlines, captions, running heads."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidstories.model import Role
from aidstories.restore import ledger, settle
from aidstories.restore.accept import accept
from aidstories.restore.draft import Border
from aidstories.restore.reading.extraction import Box, LaidBlock, Line, Page, Part
from aidstories.restore.reading.pages.blocks import open_pages
from aidstories.restore.reading.pages.layout import lay_out
from aidstories.restore.reading.pages.rows import closed_up
from aidstories.restore.reading.pages.upright import upright
from aidstories.restore.run import PASSES

EM, PITCH, WIDE = 10.0, 15.0, 12
"""Size of the type, distance of the lines, and characters in a line of a column."""
SENTENCE = "医疗队走进牧区为老人做检查开展义诊送来药品。"


def line(text: str, x: float, y: float, size: float = EM, **more: Any) -> Line:
    """Return a line of full-width type with its top at ``y``."""
    return Line(text, Box(x, y, x + size * len(text), y + size), size, **more)


def column(text: str, x: float, y: float, *, indent: int = 2, wide: int = WIDE) -> list[Line]:
    """Return a paragraph set in a column: its first line indented, its last one short."""
    first = text[: wide - indent]
    rest = text[wide - indent :]
    rows = [first, *(rest[i : i + wide] for i in range(0, len(rest), wide))]
    return [line(row, x + EM * indent * (n == 0), y + PITCH * n) for n, row in enumerate(rows)]


def numbered(n: int, length: int = 40) -> str:
    """Return a sentence that no other one is like."""
    name = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳"[n]
    return (name + SENTENCE[:-1] * 9)[: length - 1] + "。"


def page(lines: Sequence[Line], number: int = 1, **more: Any) -> Page:
    return Page(number=number, width=600, height=800, lines=tuple(lines), **more)


def blocks(part: Part, **said: bool) -> list[str]:
    """Return the texts of the blocks, lines closed up; ``said``: only those that are so."""
    return [
        part.text[slice(*b.span)].replace("\n", "")
        for b in part.blocks
        if all(getattr(b, name) is value for name, value in said.items())
    ]


def laid(part: Part, text: str) -> LaidBlock:
    """Return the block that begins with ``text``."""
    [block] = [b for b in part.blocks if part.text[slice(*b.span)].startswith(text)]
    return block


def stacked(paragraphs: Sequence[str], x: float, y: float, **how: int) -> list[Line]:
    """Return paragraphs one under the other."""
    found: list[Line] = []
    for text in paragraphs:
        found += column(text, x, found[-1].box.top + PITCH if found else y, **how)
    return found


def test_two_columns_are_read_one_after_the_other() -> None:
    one, other = [numbered(n) for n in (0, 1, 2)], [numbered(n) for n in (3, 4, 5)]
    lines = stacked(one, 40, 100) + stacked(other, 175, 100)
    random.Random(1).shuffle(lines)
    assert blocks(lay_out([page(lines)])) == one + other


def test_a_headline_over_two_columns_comes_first_and_the_next_article_below() -> None:
    lines = [
        line("头一篇的大标题横跨两栏", 40, 60, 20),
        *stacked([numbered(0), numbered(1)], 40, 100),
        *stacked([numbered(2), numbered(3)], 175, 100),
        line("第二篇标题", 40, 260, 20),
        *stacked([numbered(4), numbered(5)], 40, 300),
        *stacked([numbered(6), numbered(7)], 175, 300),
    ]
    part = lay_out([page(lines)])
    heads = ["头一篇的大标题横跨两栏", "第二篇标题"]
    assert blocks(part, begins=True) == heads
    texts = [numbered(n) for n in range(8)]
    assert blocks(part) == [heads[0], *texts[:4], heads[1], *texts[4:]]
    assert [laid(part, head).level for head in heads] == [1, 1]


@pytest.mark.parametrize(
    ("right", "opening"),
    [((), ["报告的题名"]), ((3, 4, 5), ["报告的题名", "第二部分"])],
    ids=["one column", "two columns"],
)
def test_a_smaller_headline_opens_an_article_beside_other_columns_alone(
    right: Sequence[int], opening: list[str]
) -> None:
    lines = [
        line("报告的题名", 40, 50, 24),
        *stacked([numbered(0)], 40, 100),
        line("第二部分", 40, 180, 16),
        *stacked([numbered(1), numbered(2)], 40, 210),
        *stacked([numbered(n) for n in right], 175, 100),
    ]
    assert blocks(lay_out([page(lines)]), begins=True) == opening


def test_of_two_skews_that_level_rows_as_well_the_smaller_is_taken_out() -> None:
    apart, pitch = 500, 3 * 500 * math.tan(math.radians(0.4))
    left = [line("甲", 20, 300 + pitch * n) for n in range(9)]
    right = [line("乙", 20 + apart, 300 + pitch * (n + 1 / 3)) for n in range(-1, 9)]
    level = upright(page([*left, *right]), straighten=True).page.lines
    tops = [n.box.top for n in level]
    assert tops[:9] == pytest.approx(tops[10:])
    heights = [n.box.bottom - n.box.top for n in (*left, *right)]
    assert [n.box.bottom - n.box.top for n in level] == pytest.approx(heights)


def test_articles_side_by_side_are_read_one_after_the_other() -> None:
    lines = [
        line("左边的标题", 40, 60, 20),
        *stacked([numbered(0), numbered(1)], 40, 100),
        *stacked([numbered(2), numbered(3)], 175, 100),
        line("右边的标题", 330, 60, 20),
        *stacked([numbered(4), numbered(5)], 330, 100),
    ]
    assert blocks(lay_out([page(lines)])) == [
        "左边的标题", *map(numbered, range(4)), "右边的标题", numbered(4), numbered(5),
    ]  # fmt: skip


def test_centred_headlines_side_by_side_keep_their_columns() -> None:
    one = [*stacked([numbered(0)], 40, 100), *stacked([numbered(1)], 175, 100)]
    one += stacked([numbered(2)], 310, 100)
    other = [*stacked([numbered(3)], 470, 100), *stacked([numbered(4)], 605, 100)]
    other += stacked([numbered(5)], 740, 100)
    heads = [line("居中标题", 195, 50, 20), line("右边标题", 625, 50, 20)]
    signed = line("本报记者 王敏", 200, 78)
    part = lay_out([replace(page([*one, *other, *heads, signed]), width=900)])
    assert blocks(part) == [
        "居中标题", "本报记者 王敏", *map(numbered, range(3)), "右边标题",
        *map(numbered, range(3, 6)),
    ]  # fmt: skip


def test_a_mark_may_hang_into_a_gutter() -> None:
    one, other = stacked([numbered(0), numbered(1)], 40, 100), stacked([numbered(2)], 170, 100)
    hung = one[2]._replace(box=one[2].box._replace(right=166))
    part = lay_out([page([*one[:2], hung, *one[3:], *other])])
    assert blocks(part) == list(map(numbered, range(3)))


def test_many_lines_take_no_long_time() -> None:
    rng = random.Random(1)
    places = [(rng.uniform(0, 560), rng.uniform(0, 790)) for _ in range(1500)]
    lines = [line("医者仁心", x, y, rng.uniform(5, 25)) for x, y in places]
    start = time.process_time()
    part = lay_out([page(lines)])
    assert time.process_time() - start < 10
    assert part.text.count("医者仁心") == 1500


def test_a_rule_over_the_page_parts_articles_without_headlines() -> None:
    lines = [
        *stacked([numbered(0), numbered(1)], 40, 100),
        *stacked([numbered(2), numbered(3)], 175, 100),
        *stacked([numbered(4), numbered(5)], 40, 300),
        *stacked([numbered(6), numbered(7)], 175, 300),
    ]
    rule = Box(40, 280, 300, 281)
    ruled = lay_out([page(lines, rules=(rule,))])
    assert blocks(ruled) == list(map(numbered, range(8)))
    assert laid(ruled, numbered(4)[:5]).hard
    short = lay_out([page(lines, rules=(rule._replace(right=100),))])
    assert blocks(short) != list(map(numbered, range(8)))


def test_a_frame_stands_by_itself() -> None:
    framed = stacked([numbered(6), numbered(7)], 46, 254)
    box = Box(40, 240, 172, 400)
    sides = (
        Box(40, 240, 172, 240), Box(40, 400, 172, 400), Box(40, 240, 40, 400),
        Box(172, 240, 172, 400),
    )  # fmt: skip
    lines = [
        *stacked([numbered(0), numbered(1)], 40, 100),
        *framed,
        *stacked([numbered(2), numbered(3), numbered(4), numbered(5)], 190, 100),
    ]
    part = lay_out([page(lines, rules=sides)])
    texts = blocks(part)
    assert laid(part, numbered(6)[:5]).hard
    assert abs(texts.index(numbered(6)) - texts.index(numbered(7))) == 1
    assert box.left == 40


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        pytest.param(numbered(0, 70), numbered(1), True, id="goes on over the column's end"),
        pytest.param(numbered(0, 34), numbered(1), False, id="an indent begins a paragraph"),
    ],
)
def test_a_paragraph_over_the_end_of_a_column(first: str, second: str, joined: bool) -> None:
    lines = column(first, 40, 100)
    if joined:
        below, rest = lines[:3], lines[3:]
        over = [
            n._replace(
                box=Box(n.box.left + 135, 100 + PITCH * k, n.box.right + 135, 110 + PITCH * k)
            )
            for k, n in enumerate(rest)
        ]
        lines = [*column(numbered(2), 40, 55), *below, *over]
        after = column(second, 175, 100 + PITCH * len(rest))
    else:
        after = column(second, 175, 100)
    part = lay_out([page([*lines, *after])])
    assert first in blocks(part)
    assert second in blocks(part)


def test_a_paragraph_over_the_end_of_a_page_passes_what_stands_there() -> None:
    text = numbered(0, 70)
    whole = column(text, 40, 600)
    over = [
        n._replace(box=Box(n.box.left, 100 + PITCH * k, n.box.right, 110 + PITCH * k))
        for k, n in enumerate(whole[3:])
    ]
    below = 100 + PITCH * len(over)
    pages = [
        page([line("高原日报 要闻", 40, 30, 8), *stacked([numbered(1), numbered(2)], 40, 480),
              *whole[:3], line("— 1 —", 280, 770, 8)]),
        page([line("高原日报 要闻", 40, 30, 8), *over, *stacked([numbered(3)], 40, below),
              line("— 2 —", 280, 770, 8)], 2),
    ]  # fmt: skip
    part = lay_out(pages)
    assert blocks(part, running=True) == ["高原日报 要闻", "— 1 —", "高原日报 要闻", "— 2 —"]
    assert [b.continues for b in part.blocks].count(True) == 1
    assert part.text.count("\f") == 1
    draft = open_pages(part)
    assert text in [b.text for b in draft.blocks]
    assert {e.reason for e in draft.edits if e.kind == "strip"} == {"page"}


def test_a_sentence_said_on_every_page_is_no_running_head() -> None:
    pages = [
        page(
            stacked([numbered(n), "医者仁心，这是大家常说的一句话。", numbered(n + 4)], 40, 200), n
        )
        for n in (1, 2, 3)
    ]
    assert blocks(lay_out(pages), running=True) == []
    top = [page(stacked(["医者仁心这一句大家常说", numbered(n)], 40, 30), n) for n in (1, 2, 3)]
    assert blocks(lay_out(top), running=True) == []  # it stands with the text, no space between


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("— 3 —", True),
        ("第3页 共8页", True),
        ("Page 3 of 8", True),
        ("A4", True),
        ("第04版 要闻", True),
        ("2024年5月6日 星期一", True),
        ("责任编辑：王敏 校对：李丽", True),
        ("2024年5月6日", False),
        ("共建美好家园", False),
        ("3个月以后", False),
    ],
)
def test_the_form_of_a_folio(text: str, gone: bool) -> None:
    body = stacked([numbered(0), numbered(1)], 40, 100)
    for y in (20, 775):
        part = lay_out([page([line(text, 250, y), *body])])
        assert blocks(part, running=True) == ([text] if gone else [])
    inside = [*body, line(text, 40, 400), *stacked([numbered(2)], 40, 440)]
    assert blocks(lay_out([page(inside)]), running=True) == []


def test_the_title_again_on_later_pages_is_a_running_head() -> None:
    first = [line("高原上的医者", 100, 60, 20), *stacked([numbered(0), numbered(1)], 40, 100)]
    later = [line("高原上的医者", 200, 30, 8), *stacked([numbered(2), numbered(3)], 40, 100)]
    part = lay_out([page(first), page(later, 2)])
    assert blocks(part, running=True) == ["高原上的医者"]
    assert blocks(part, begins=True) == ["高原上的医者"]


PICTURE = Box(40, 160, 160, 220)


@pytest.mark.parametrize(
    ("text", "size", "pictures", "caption"),
    [
        pytest.param("医疗队在义诊", 8, (PICTURE,), True, id="small, under a picture"),
        pytest.param("图为医疗队在义诊", 10, (PICTURE,), True, id="says so, under a picture"),
        pytest.param("医疗队在义诊", 8, (), False, id="small, no picture"),
        pytest.param("医疗队在义诊。", 10, (PICTURE,), False, id="text under a picture"),
        pytest.param("开展义诊。", 10, (), False, id="a short last line"),
        pytest.param("医疗队在义诊", 8, (Box(300, 160, 420, 220),), False, id="elsewhere"),
    ],
)
def test_captions_stand_by_their_picture(
    text: str, size: float, pictures: tuple[Box, ...], caption: bool
) -> None:
    lines = [
        *stacked([numbered(0), numbered(1)], 40, 40),
        line(text, 40, 224, size),
        *stacked([numbered(2), numbered(3)], 40, 250),
    ]
    part = lay_out([page(lines, pictures=pictures)])
    assert blocks(part, caption=True) == ([text] if caption else [])
    roles = {b.text: b.role for b in open_pages(part).blocks}
    assert (roles[text] is Role.CAPTION) is caption


def test_a_caption_does_not_cut_the_sentence_it_stands_in() -> None:
    text = numbered(0, 60)
    whole = column(text, 40, 100)
    moved = [
        n._replace(box=Box(n.box.left, n.box.top + 110, n.box.right, n.box.bottom + 110))
        for n in whole[2:]
    ]
    lines = [
        *column(numbered(1), 40, 40),
        *whole[:2],
        line("医疗队在义诊", 40, 214, 8),
        *moved[:0],
        *[
            n._replace(box=Box(n.box.left, n.box.top + 4, n.box.right, n.box.bottom + 4))
            for n in moved
        ],
        *column(numbered(2), 40, 310),
    ]
    part = lay_out([page(lines, pictures=(Box(40, 132, 160, 210),))])
    assert text in blocks(part)
    assert blocks(part, caption=True) == ["医疗队在义诊"]


def test_kicker_title_and_subtitle_are_told_by_size() -> None:
    lines = [
        line("高原医疗纪实——", 40, 40, 11),
        line("医者走过的山路很长", 40, 56, 20),
        line("——一支队伍的三年", 40, 80, 12),
        line("本报记者 王敏", 40, 96),
        *stacked([numbered(0), numbered(1), numbered(2)], 40, 120),
    ]
    part = lay_out([page(lines)])
    assert [b.level for b in part.blocks[:4]] == [3, 1, 2, 0]
    assert [b.begins for b in part.blocks[:3]] == [True, False, False]
    assert open_pages(part).blocks[1].role is Role.TITLE


def test_a_headline_in_two_lines_is_one() -> None:
    body = stacked([numbered(0), numbered(1)], 40, 120)
    wrapped = [line("医疗队走进高原上的每一", 40, 40, 20), line("个村庄", 40, 64, 20), *body]
    assert open_pages(lay_out([page(wrapped)])).blocks[0].text == "医疗队走进高原上的每一个村庄"
    paired = [line("山海同行", 120, 40, 20), line("情暖高原", 120, 64, 20), *body]
    assert open_pages(lay_out([page(paired)])).blocks[0].text == "山海同行 情暖高原"


def test_a_heading_of_the_texts_own_size_stands_alone() -> None:
    lines = stacked([numbered(0, 34), "一路向西", numbered(1)], 40, 100, indent=2)
    heading = next(n for n in lines if n.text == "一路向西")
    flush = heading._replace(box=Box(40, heading.box.top, 80, heading.box.bottom))
    part = lay_out([page([flush if n is heading else n for n in lines])])
    assert "一路向西" in blocks(part)
    assert laid(part, "一路向西").hard


def test_notes_at_the_foot_come_behind_the_text() -> None:
    lines = [
        *stacked([numbered(0), numbered(1)], 40, 100),
        line("* 通讯作者：王敏", 40, 720, 7),
        *stacked([numbered(2), numbered(3)], 175, 100),
    ]
    part = lay_out([page(lines, rules=(Box(40, 712, 100, 712),))])
    assert blocks(part)[-1] == "* 通讯作者：王敏"
    assert blocks(part, note=True) == ["* 通讯作者：王敏"]
    assert blocks(lay_out([page(lines)]), note=True) == []


@pytest.mark.parametrize(
    ("one", "other", "text"),
    [
        ("义", "诊", "义诊"),
        ("the county", "hospital", "the county hospital"),
        ("the hos-", "pital", "the hospital"),
        ("MRI-", "CT", "MRI-CT"),
        ("有20", "23人", "有2023人"),
        ("གསོ་", "བ", "གསོ་བ"),
        ("ཡིན།", "ནད", "ཡིན། ནད"),
        ("增加了", "30%", "增加了30%"),
    ],
)
def test_lines_are_closed_up(one: str, other: str, text: str) -> None:
    raw = f"{one}\n{other}"
    part = Part(text=raw, blocks=(LaidBlock(span=(0, len(raw))),))
    draft = open_pages(part)
    assert [b.text for b in draft.blocks] == [text]
    assert settle.settle(draft).length == len(raw)


def test_borders_tell_what_is_certain() -> None:
    raw = "一句话，\n\n另一句话。\n\n第三句。"
    spans = [(0, 4), (6, 11), (13, 17)]
    part = Part(text=raw, blocks=tuple(LaidBlock(span=s, hard=n == 2) for n, s in enumerate(spans)))
    borders = [(b.before, b.after) for b in open_pages(part).blocks]
    soft, hard = Border.SOFT, Border.HARD
    assert borders == [(soft, soft), (soft, hard), (hard, hard)]


def test_recognition_is_the_origin_where_it_made_the_text() -> None:
    lines = stacked([numbered(0), numbered(1)], 40, 100)
    certain = lay_out([page(lines)])
    unsure = lay_out([page([n._replace(score=0.97) for n in lines])])
    assert (certain.recognised, unsure.recognised) == (False, True)
    assert open_pages(certain).origin.ocr < 0.01
    assert open_pages(unsure).origin.ocr > 0.99


def test_vertical_lines_are_read_from_the_right() -> None:
    texts = [SENTENCE[:12], SENTENCE[6:18], "末行。"]
    lines = [
        Line(text, Box(400 - 18 * n, 100, 410 - 18 * n, 100 + 10 * len(text)), 10)
        for n, text in enumerate(texts)
    ]
    part = lay_out([page(lines[::-1])])
    assert part.text.replace("\n", "") == "".join(texts)
    assert [n.box for n in part.lines] == [n.box for n in lines]


def test_cells_of_a_table_are_read_across() -> None:
    names = [("年份", "人次"), ("2021", "300"), ("2022", "450"), ("2023", "510")]
    lines = [
        line(text, x, 100 + 20 * n)
        for n, row in enumerate(names)
        for text, x in zip(row, (40, 120), strict=True)
    ]
    assert "".join(blocks(lay_out([page(lines)]))).replace(" ", "") == "".join(map("".join, names))


boxes = st.builds(
    lambda x, y, w, h: Box(x, y, x + w, y + h),
    st.floats(-50, 700), st.floats(-50, 900), st.floats(0, 400), st.floats(0, 300),
)  # fmt: skip
lines_ = st.builds(
    Line,
    text=st.text("医者仁心。，ab -1\n\fགསོ་", max_size=20),
    box=boxes,
    size=st.floats(0, 80),
    score=st.sampled_from([1.0, 0.5]),
)
pages_ = st.builds(
    Page,
    number=st.integers(1, 3),
    width=st.floats(0, 700),
    height=st.floats(0, 900),
    lines=st.lists(lines_, max_size=16).map(tuple),
    rules=st.lists(boxes, max_size=6).map(tuple),
    pictures=st.lists(boxes, max_size=4).map(tuple),
)


@settings(max_examples=80)
@given(st.lists(pages_, max_size=4))
def test_any_page_is_laid_out_every_character_once(pages: list[Page]) -> None:
    part = lay_out(pages)
    printed = "".join(n.text for p in pages for n in p.lines)
    assert sorted("".join(part.text.split())) == sorted("".join(printed.split()))
    covered = [part.text[slice(*b.span)] for b in part.blocks]
    assert "".join("".join(covered).split()) == "".join(part.text.split())
    for placed in part.lines:
        start, end = placed.span
        assert "\n" not in part.text[start:end]
    draft = open_pages(part)
    for step in PASSES:
        draft = accept(draft, step.__name__, step(draft))
    book = settle.settle(draft)
    assert ledger.revert(ledger.apply(part.text, book), book) == part.text


def test_a_line_cut_behind_a_mark_is_one() -> None:
    """Also where another line ends at the same place by chance."""
    first = (
        Line("他们白天看病，", Box(0, 0, 66, 10), EM, score=0.9),
        Line("晚上讲课，外科", Box(74, 0, 144, 10), EM, score=0.9),
    )
    below = (
        Line("医生一堂也没有", Box(0, 15, 70, 25), EM, score=0.9),
        Line("落下，两年来共", Box(78, 15, 144, 25), EM, score=0.9),
        Line("右栏左边的一行", Box(0, 30, 70, 40), EM, score=0.9),
        Line("右栏右边的一行", Box(78, 30, 144, 40), EM, score=0.9),
    )
    made = closed_up((*first, Line("医生没有落下。", Box(0, 30, 68, 40), EM, score=0.9)), ())
    assert made[0].text == "他们白天看病，晚上讲课，外科"
    assert len(closed_up(below, ())) == 4  # no mark there: a gutter
