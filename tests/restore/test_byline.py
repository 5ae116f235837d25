"""Statements of responsibility, and what only looks like one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.restore.cases import cases, only

from aidstories.model import Role
from aidstories.restore.lexicon.byline import is_byline, parse_byline
from aidstories.restore.lexicon.byline_words import words
from aidstories.restore.lexicon.chars import simplified
from aidstories.restore.lexicon.dateline import dateline_end, parse_place


def people(text: str) -> list[list[str]]:
    return [[p.name, p.role] for p in parse_byline(text)]


@pytest.mark.parametrize("case", cases("byline", "byline"))
def test_byline(case: dict[str, Any]) -> None:
    assert is_byline(case["raw"])
    assert people(case["raw"]) == case["people"]
    assert parse_place(case["raw"]) == case.get("place")


@pytest.mark.parametrize("case", cases("byline", "no_byline"))
def test_no_byline(case: dict[str, Any]) -> None:
    assert not is_byline(case["raw"])


@pytest.mark.parametrize("case", cases("byline", "dateline"))
def test_dateline(case: dict[str, Any]) -> None:
    end = dateline_end(case["raw"])
    assert case["raw"][:end] == case["end"]
    assert people(case["raw"][:end]) == case["people"]
    assert parse_place(case["raw"][:end]) == case.get("place")


@pytest.mark.parametrize("case", cases("byline", "no_dateline"))
def test_no_dateline(case: dict[str, Any]) -> None:
    assert dateline_end(case["raw"]) == 0


_NAMES = (
    ("段敏", "何小青", "扎西卓玛"),
    ("王 燕", "欧阳文", "古丽·买买提"),
    ("李石头", "次仁央金", "曲珍"),
)


def _set_in(form: str, names: Sequence[str]) -> str:
    for letter, name in zip("ABC", names, strict=True):
        form = form.replace(f"{{{letter}}}", name)
    return form


def _named(case: dict[str, Any], names: Sequence[str]) -> list[list[str]]:
    return [[_set_in(n, names).replace(" ", ""), role] for n, role in case["people"]]


@pytest.mark.parametrize("names", _NAMES)
@pytest.mark.parametrize("case", cases("byline_forms", "byline"))
def test_form_of_a_byline(case: dict[str, Any], names: Sequence[str]) -> None:
    raw = _set_in(case["raw"], names)
    assert is_byline(raw)
    assert people(raw) == _named(case, names)


@pytest.mark.parametrize("names", _NAMES)
@pytest.mark.parametrize("case", cases("byline_forms", "dateline"))
def test_form_of_a_dateline(case: dict[str, Any], names: Sequence[str]) -> None:
    raw = _set_in(case["raw"], names)
    assert dateline_end(f"{raw}5月6日，医疗队到了县里。") == len(raw)
    assert people(raw) == _named(case, names)


@pytest.mark.parametrize("case", cases("byline_forms", "neither"))
def test_no_form_of_either(case: dict[str, Any]) -> None:
    assert not is_byline(case["raw"])
    assert dateline_end(f"{case['raw']}5月6日，医疗队到了县里。") == 0


def test_signature_at_the_end_of_the_text() -> None:
    article = only("援助医生在县医院工作了一年半，带出了一支能手术的队伍。（杜琴 王燕）")
    assert article.texts(Role.BYLINE) == ("（杜琴 王燕）",)


_WORDS = (
    *(
        "记者",
        "通讯员",
        "本报",
        "某某报",
        "实习",
        "摄影",
        "供稿",
        "文",
        "图",
        "报道",
        "摄影报道",
        "讯",
    ),
    *(
        "王敏",
        "李",
        "王" * 9,
        "那曲",
        "发自",
        "驻",
        "手记",
        "和",
        "·",
        "、",
        " ",
        "　",
        "：",
        "/",
        "電",
    ),
    *(
        "（abcd）",
        "作 者",
        "（",
        "）",
        "【",
        "】",
        "12月3日",
        "来源",
        "编辑",
        "扎西卓玛",
        "县医院",
        "1",
    ),
)


@given(st.lists(st.sampled_from(_WORDS), max_size=10).map("".join))
def test_names_are_in_the_text(text: str) -> None:
    """No name is invented, whatever the text; a space inside a name may go."""
    bare = "".join(text.split())
    assert all(p.name in bare for p in parse_byline(text))
    assert 0 <= dateline_end(text) <= len(text)
    assert all(0 <= w.start < w.end <= len(text) for w in words(simplified(text)))
