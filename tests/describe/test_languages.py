"""Where names of places stand in a text in English."""

import pytest

from aidstories.describe.languages import Language, english_names, find_names
from tests.archive import TABLES

NAMES = {Language.ENGLISH: english_names(TABLES)}


@pytest.mark.parametrize(
    "texts, found",
    [
        pytest.param(
            ["They work in Baicheng county.", "Baicheng's people came."],
            ["Baicheng county 拜城县", "Baicheng 拜城县"],
            id="alone, once its kind was said",
        ),
        pytest.param(["Baicheng's people came."], ["Baicheng 白城市"], id="its kind was not said"),
        pytest.param(
            ["They work in Yecheng county.", "Zhao Yecheng and Yechengs came."],
            ["Yecheng county 叶城县"],
            id="a given name, a longer word",
        ),
        pytest.param(
            ["They work in Nang County.", "Nang is a nurse."],
            ["Nang County 朗县"],
            id="too short a name",
        ),
        pytest.param(["They work in Aksu prefecture."], ["Aksu 阿克苏地区"], id="a prefecture"),
    ],
)
def test_names_stand_where_the_text_says_them(texts: list[str], found: list[str]) -> None:
    named = find_names(enumerate(texts), NAMES)
    told = [(texts[i][a:b], path) for i in named for a, b, path in sorted(named[i])]
    assert [f"{text} {path.rpartition('/')[2]}" for text, path in told] == found
