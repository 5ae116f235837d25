"""Bytes to text: the right encoding, and every byte comes back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.restore.cases import cases

from aidstories.restore.decode import decode
from aidstories.restore.run import restore

TEXT = "援藏医生在县医院工作了一年半，带出了一支能独立手术的队伍，病人们都说好。"


@pytest.mark.parametrize("case", cases("decode", "case"))
def test_decode(case: dict[str, str]) -> None:
    text = case.get("head", "") + case.get("text", TEXT)
    data = text.encode(case["codec"])
    decoded = decode(data)
    assert decoded.text.lstrip("\ufeff") == text
    assert decoded.text.encode(decoded.encoding, "surrogateescape") == data


def test_a_broken_byte_spoils_nothing_else() -> None:
    data = TEXT.encode()[:30] + b"\xff" + TEXT.encode()[30:]
    decoded = decode(data)
    assert decoded.encoding == "utf-8"
    assert decoded.text.replace("\udcff", "") == TEXT
    [article] = restore(data).articles
    assert article.passages[0].text == TEXT


def test_nul_bytes_in_utf8() -> None:
    data = TEXT.encode()[:30] + b"\0\0" + TEXT.encode()[30:]
    assert decode(data).text.replace("\0", "") == TEXT
    [article] = restore(data).articles
    assert article.passages[0].text == TEXT


def test_a_character_cut_at_the_end() -> None:
    for codec in ("utf-8", "gb18030"):
        data = (TEXT * 3).encode(codec)[:-1]
        decoded = decode(data)
        assert decoded.text[:-3] == (TEXT * 3)[: len(decoded.text) - 3]
        assert decoded.text.encode(decoded.encoding, "surrogateescape") == data


def test_lone_surrogates_written_as_utf8() -> None:
    data = f"{TEXT}\ud800{TEXT}".encode("utf-8", "surrogatepass")
    decoded = decode(data)
    assert decoded.text.encode(decoded.encoding, "surrogateescape") == data
    [article] = restore(data).articles
    assert article.passages[0].text == TEXT + TEXT


SIMPLIFIED = (
    *(
        "医疗队",
        "到了县里",
        "，",
        "。",
        "老人们",
        "都说好",
        "2024年",
        "援藏医生",
        "在高原上",
        "做手术",
    ),
    *(
        "：“",
        "”",
        "门诊",
        "第一台",
        "CT",
        "孩子",
        "眼睛",
        "看得见了",
        "、",
        "这里",
        "住院部",
        "海拔",
    ),
)
TRADITIONAL = (
    *(
        "醫療隊",
        "到了縣裡",
        "，",
        "。",
        "老人們",
        "都說好",
        "2024年",
        "援藏醫生",
        "在高原上",
        "做手術",
    ),
    *(
        "：「",
        "」",
        "門診",
        "第一台",
        "CT",
        "孩子",
        "眼睛",
        "看得見了",
        "、",
        "這裡",
        "住院部",
        "海拔",
    ),
)


def chinese(phrases: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Texts of ten characters and more, of a headline's length or of a page's."""
    parts = st.one_of(
        st.lists(st.sampled_from(phrases), min_size=5, max_size=20),
        st.lists(st.sampled_from(phrases), min_size=100, max_size=400),
    )
    return parts.map("".join).filter(lambda t: sum(c > "\u3400" for c in t) >= 10)


@given(chinese(SIMPLIFIED), st.sampled_from(["gbk", "gb18030", "utf-16", "utf-8", "utf-8-sig"]))
def test_simplified_texts_come_back(text: str, codec: str) -> None:
    assert decode(text.encode(codec)).text.lstrip("\ufeff") == text


@given(chinese(TRADITIONAL), st.sampled_from(["big5", "big5hkscs", "gbk", "utf-16-le", "utf-8"]))
def test_traditional_texts_come_back(text: str, codec: str) -> None:
    assert decode(text.encode(codec)).text == text


@given(chinese(SIMPLIFIED), st.sampled_from(["euc-kr", "shift_jis", "big5", "utf-8", "iso-8859-1"]))
def test_a_wrong_declaration_misleads_nobody(text: str, declared: str) -> None:
    page = f"<html><meta charset={declared}><p>{text}</p>"
    assert decode(page.encode("gbk")).text == page


@given(st.one_of(st.binary(max_size=400), st.text(max_size=100).map(lambda s: s.encode("utf-16"))))
def test_every_byte_comes_back(data: bytes) -> None:
    decoded = decode(data)
    assert decoded.text.encode(decoded.encoding, "surrogateescape") == data
