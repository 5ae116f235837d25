"""Names in Latin letters: what the library reads, and nothing else."""

import json
from importlib.resources import files
from typing import Any

import pypinyin
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style
from pypinyin.constants import PHRASES_DICT

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


def test_the_dictionary_says_what_its_file_does_each_reading_once() -> None:
    lazy_pinyin("重庆")
    assert json.loads(files("pypinyin").joinpath("phrases_dict.json").read_text("utf-8")) == (
        PHRASES_DICT
    )
    one, other = PHRASES_DICT["重庆"], PHRASES_DICT["重复"]
    assert one[0] is other[0] and one[1] is not other[1]


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
