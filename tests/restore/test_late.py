"""Patterns that are compiled when they are first asked."""

from __future__ import annotations

import copy
import re
from re import _compiler as compiler  # type: ignore[attr-defined]
from typing import cast

import pytest

from aidstories.restore.lexicon.late import Late, late


def test_nothing_is_compiled_before_it_is_asked() -> None:
    unasked = late("(")
    with pytest.raises(re.error):
        unasked.search("")


def test_it_answers_as_the_pattern_does() -> None:
    pattern, text = late("A(b)", re.I), "ab AB"
    assert [m.group(1) for m in pattern.finditer(text)] == ["b", "B"]
    assert pattern.sub("", text) == " "
    assert pattern.fullmatch(text) is None
    assert pattern.groups == 1
    assert pattern.search is pattern.search  # no second look for the pattern


def test_what_no_pattern_has_it_has_not() -> None:
    with pytest.raises(AttributeError):
        _ = late("a").nothing  # type: ignore[attr-defined]
    held = copy.copy(late("a"))
    assert isinstance(held, Late)
    assert held.search("a")


@pytest.mark.parametrize(
    ("written", "flags"),
    [
        ("[\u4e00-\u9fff]{2,4}(?![\u4e00-\u4e27\u4e29-\u9fff])|[^\u4e00-\u9fff]", 0),
        ("[，。；：][，。；：]|[a-zß\u4e00-\u9fffſK]+|[^a-z]", re.I),
        ("[\U00020000-\U0003ffff〇々·]|[\\w\\s，]|[^\\d，]", re.I | re.M),
        ("[a-z，] [\ud800-\udfff\u0f00-\u0fff]  # of two", re.X),
        ("[a-zé]+|[^é]", re.A | re.I),
        ("[a-z\x80-\xff]+", re.L | re.I),
    ],
)
def test_classes_are_laid_out_as_python_does(written: str, flags: int) -> None:
    pattern = written.encode("latin-1") if flags & re.L else written
    re.purge()  # re keeps what it compiled
    plain = re.compile(pattern, flags)
    for _ in range(2):
        re.purge()
        assert cast(Late, late(pattern, flags)).compiled() == plain


def test_python_lays_out_its_classes_itself_where_nothing_late_is_asked() -> None:
    before = compiler._optimize_charset
    assert late("[，。]").search("甲。")
    with pytest.raises(re.error):
        late("[，。](").search("")
    assert compiler._optimize_charset is before


def test_a_python_that_lays_out_nothing_is_let_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aidstories.restore.lexicon.late._LAY_OUT", None)
    monkeypatch.setattr("aidstories.restore.lexicon.late._laid_out", None)
    assert late("[\u4e00-\u9fff，]{2}").search("甲，")
