"""Names in Latin letters: what the library reads, and nothing else."""

from typing import Any

import pypinyin
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style

from aidstories.search.pinyin import lazy_pinyin
from aidstories.search.spelling import spelled

HOW: tuple[dict[str, Any], ...] = (
    {},
    {"style": Style.TONE3},
    {"errors": "ignore"},
    {"errors": list},
)
SIGNS = st.sampled_from("重庆长行吕绿妈了的〇龘藏乐单解那曲市院aÉ3—·é\u0f40 \n") | st.characters(
    min_codepoint=0x3400, max_codepoint=0x9FFF
)


@given(st.text(SIGNS, min_size=1, max_size=8), st.sampled_from(HOW))
def test_names_are_read_as_the_library_reads_them(name: str, how: dict[str, Any]) -> None:
    assert lazy_pinyin(name, **how) == pypinyin.lazy_pinyin(name, **how)


@pytest.mark.parametrize(
    ("name", "read"),
    [("重庆", "chong qing"), ("重量", "zhong liang"), ("吕梁", "lv liang"), ("A座", "A zuo")],
)
def test_a_sign_is_read_as_its_word_asks(name: str, read: str) -> None:
    assert " ".join(lazy_pinyin(name)) == read
    assert lazy_pinyin(name) == lazy_pinyin(name)  # nothing changes the dictionary


def test_tones_are_told_where_they_are_asked_for() -> None:
    assert lazy_pinyin("西藏", style=Style.TONE3) == ["xi1", "zang4"] != lazy_pinyin("西藏")


@pytest.mark.parametrize(
    ("name", "person", "read"),
    [
        ("单增", True, ["shanzeng", "sz"]),
        ("单增", False, ["danzeng", "dz"]),
        ("曾解", True, ["zengjie", "zj"]),
        ("单", True, ["shan"]),
        ("那曲Ⅱ", False, ["naqu", "nq"]),
        ("，", False, []),
        ("", True, []),
    ],
)
def test_names_are_found_by_their_sound(name: str, person: bool, read: list[str]) -> None:
    assert list(spelled(name, person=person)) == read
