"""A pattern that cannot backtrack finds what the plain one finds, on text as it is written.

So does what takes the place of a pattern because it costs less.
"""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from aidstories.describe import names, sides
from aidstories.describe.authority import authorities
from aidstories.describe.cues import Part
from aidstories.describe.mentions import Mention
from aidstories.describe.roles import Weighed
from aidstories.restore.lexicon import byline, chars, dateline
from aidstories.restore.lexicon.chars import NEWLINE, is_han, is_one_line, lines_at_most
from aidstories.restore.passes import closing, debris, repeats, unshift
from aidstories.restore.passes.figures import words
from aidstories.restore.passes.zoned import page
from tests.archive import TABLES

_MANY = settings(max_examples=100, deadline=None)


def _of(*words: str, most: int) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(words), min_size=1, max_size=most).map("".join)


_LISTED = re.compile(
    rf"{names.SURNAME}[\u4e00-\u9fff]{{1,2}}(?:[、和]{names.SURNAME}[\u4e00-\u9fff]{{1,2}}){{1,40}}$"
)


@_MANY
@given(_of("欧阳", "王", "李", "敏", "一", "、", "，", "东方", "平和", most=12))
def test_lists_of_names(text: str) -> None:
    old, new = _LISTED.search(text), names.LISTED.search(text)
    assert (old and old.span()) == (new and new.span())


_STOPPED = re.compile(r"(?:(?<!\s)\s*?\n|[。；;，,、：:])\s*+$")


@_MANY
@given(_of("医院", "，", " ", "\n", "\t", "：", "。", most=8))
def test_ends_of_lines(text: str) -> None:
    old, new = _STOPPED.search(text), page._STOPPED.search(text)
    assert (old and old.span()) == (new and new.span())


@_MANY
@given(_of("医", "a", " ", "\n", "\r", "\r\n", "\x0b", "\x1e", "\x1f", "\x85", "\u2028", most=6))
def test_line_breaks(text: str) -> None:
    breaks = re.findall(NEWLINE, text)
    assert is_one_line(text) is not bool(breaks)
    assert lines_at_most(text) <= len(breaks) + 1


@_MANY
@given(_of("医院", "科", "a", " ", "\u3000", "\n", "，", "𠮷", most=10))
def test_gaps_of_a_column(text: str) -> None:
    pieces = text.split()
    inner = sum(is_han(a[-1]) and is_han(b[0]) for a, b in pairwise(pieces))
    assert len(closing._HAN_GAP.findall(text.strip())) == inner


@_MANY
@given(_of("闭", "劦", "医", "院", "a", "\n", most=16))
def test_rare_characters_that_are_close(text: str) -> None:
    places = [m.start() for m in re.finditer(unshift._RARE, text)]
    close = any(other - one <= unshift._NEAR for one, other in pairwise(places))
    assert unshift.is_suspect(text) is close


@_MANY
@given(_of("医院", "科室", most=14), st.lists(_of("医院", "科室", most=16), max_size=4))
def test_parts_of_earlier_blocks(text: str, seen: list[str]) -> None:
    text = text + "医院" * 10
    ends = any(earlier.startswith(text) or earlier.endswith(text) for earlier in seen)
    assert repeats._repeats(text, seen) is ends


_CREDITED = (
    *("段敏", "王燕", "县医院", "宣传科", "记者", "/", "：", "、", " "),
    *(
        "摄",
        "摄影",
        "撰",
        "撰文",
        "文",
        "图",
        "供图",
        "配图",
        "视频",
        "照片",
        "图源",
        "报道",
        "讲述",
    ),
)


@_MANY
@given(_of(*_CREDITED, most=6))
def test_signs_of_a_credit(text: str) -> None:
    read = byline._OF_PICTURE.fullmatch(byline._kinds(byline._words(text.strip())))
    assert byline.credits_picture(text) is bool(read)
    if read or words.CREDIT.match(text):
        assert byline.may_credit_picture(text)
    assert byline.credit_start(f"乡亲们来到义诊现场{text}") == _credit_start(
        f"乡亲们来到义诊现场{text}"
    )


def _credit_start(text: str) -> int:
    """Return where a credit begins, whatever signs the line has."""
    if not byline._MAY_CREDIT.search(text[-byline._CREDIT :]):
        return 0
    if byline.credits_picture(text) or byline.is_byline(text):
        return 0
    for gap in byline._BEHIND_CAPTION.finditer(text, byline._CAPTION):
        behind = text[gap.end() :]
        whole = sum(map(behind.count, "（(")) == sum(map(behind.count, "）)"))
        if behind and whole and byline.credits_picture(behind):
            return gap.end()
    return 0


@_MANY
@given(_of("义诊现场", "。", " ", "（", "资料图", "资料照片", "资料图片", "某台截图", "）", most=6))
def test_words_of_a_stamped_caption(text: str) -> None:
    if words._STAMPED.fullmatch(text):
        assert any(word in text for word in words._STAMPS)


_SENT_FROM = (
    *("【", "本报", "海角", "日报", "某网", "CN之家", "甲市", "5月6日", " ", "/"),
    *("电", "专电", "讯", "消息", "信息", "（记者 段敏）"),
)


@_MANY
@given(_of(*_SENT_FROM, most=8))
def test_what_a_dateline_opens_with(text: str) -> None:
    if dateline.DATELINE.match(text):
        assert dateline._SENT.search(text)
        assert dateline._BY_AGENCY.match(text)


@_MANY
@given(_of("医院", "。", "_", "-", " ", "\u3000", "a1", "²", "ི", "𠮷", "é", "\n", most=8))
def test_bare_text(text: str) -> None:
    assert chars.bare(text) == "".join(re.split(r"[\W_]+", text))


def test_what_no_white_space_hides_is_a_control() -> None:
    every = map(chr, range(0x110000))
    found = [c for c in every if debris._CONTROL.match(c) or debris._UNDECODABLE.match(c)]
    assert len(found) > 2_000
    hidden = [c for c in found if not debris._FILLER.match(c)]
    assert len(found) - len(hidden) == 4
    assert not any(c.isspace() or c.isprintable() for c in hidden)


@_MANY
@given(_of("闭", "劦", "絹", "医", "院", "，", most=12))
def test_a_run_that_is_not_suspect_is_not_shifted(text: str) -> None:
    if not unshift.is_suspect(text):
        assert unshift.unshift(text) is None


_PATHS = (
    "西藏自治区/那曲市/聂荣县",
    "浙江省/嘉兴市",
    "四川省",
    "四川省/甘孜藏族自治州/石渠县",
    "四川省/成都市",
)


@_MANY
@given(st.lists(st.sampled_from(_PATHS), min_size=1, max_size=3))
def test_sides_of_a_sentence(paths: list[str]) -> None:
    lists = authorities(TABLES)
    here = [Weighed(Mention(0, n, n + 1, path), Part.NAMED, 0.5, n) for n, path in enumerate(paths)]
    provinces = {path.split("/")[0] for path in paths}
    helpers = provinces - lists.receiving - set(lists.aided)
    known = provinces & set(lists.aided) or provinces & lists.receiving
    helped = {p for p in known if any(lists.receives_from(p, other) for other in helpers)}
    helping = {p for p in helpers if any(lists.receives_from(q, p) for q in helped)}
    assert sides.sides_of(here, lists) == (helping, helped)
    cities, counties = sides._by_rank(set(paths))
    assert sides.ends_of(here, lists) == (
        {p for p in paths if p.split("/")[0] in helping} | cities,
        {p for p in paths if p.split("/")[0] in helped} | counties,
    )
