"""What a capture misread is set right where it is certain, and only there."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidstories.restore.lexicon.confusions import confusions
from aidstories.restore.lexicon.language import LONGEST_WORD
from aidstories.restore.lexicon.shapes import KNOWN, level_shown, shapes
from aidstories.restore.passes import unshift as unshifting
from aidstories.restore.passes.unshift import unshift
from make_known import field_words

TESTS = Path(__file__).parents[1]
CASES = tomllib.loads((TESTS / "cases/confusions.toml").read_text(encoding="utf-8"))
MARKED = re.compile(r"‹([^|]+)\|([^›]+)›")


def corrected(text: str) -> str:
    """Carry out the certain changes."""
    for c in reversed([c for c in confusions(text) if c.certain]):
        text = text[: c.start] + c.new + text[c.end :]
    return text


@pytest.mark.parametrize("case", CASES["certain"])
def test_certain(case: str) -> None:
    damaged, right = MARKED.sub(r"\1", case), MARKED.sub(r"\2", case)
    assert corrected(damaged) == right
    assert corrected(right) == right


@pytest.mark.parametrize("text", CASES["leave"])
def test_leaves_alone(text: str) -> None:
    assert [c for c in confusions(text) if c.certain] == []


@pytest.mark.parametrize("word", CASES["known"])
def test_known_words_are_not_doubted(word: str) -> None:
    assert confusions(f"他们说到{word}。") == ()


def test_the_list_of_known_words_is_up_to_date() -> None:
    """A word added to make_known.toml stands only once make_known.py has run."""
    wanted = [w for w in field_words() if len(w) <= LONGEST_WORD and shapes().misread.search(w)]
    assert len(wanted) > 300
    assert [w for w in wanted if level_shown(w) < KNOWN] == []


@pytest.mark.parametrize("path", sorted((TESTS / "gold").glob("00?.json")), ids=lambda p: p.stem)
def test_gold_has_no_confusions(path: Path) -> None:
    for story in json.loads(path.read_text(encoding="utf-8")):
        for block in story["body"]:
            assert confusions(block["text"]) == ()


def test_most_of_the_usual_damage_is_healed() -> None:
    """One character at a time in the gold: nine of ten are set right, none is set wrong."""
    pairs = [("诊", "珍"), ("治", "冶"), ("士", "土"), ("拔", "拨"), ("日", "曰")]
    made = healed = 0
    for path in sorted((TESTS / "gold").glob("00?.json")):
        for story in json.loads(path.read_text(encoding="utf-8")):
            for text in (b["text"] for b in story["body"]):
                for right, wrong in pairs:
                    for match in re.finditer(right, text):
                        damaged = text[: match.start()] + wrong + text[match.end() :]
                        found = corrected(damaged)
                        assert found in (text, damaged)
                        made, healed = made + 1, healed + (found == text)
    assert made > 100
    assert healed >= 0.9 * made


@given(st.text())
def test_never_raises_and_spans_fit(text: str) -> None:
    end = 0
    for c in confusions(text):
        assert end <= c.start < c.end <= len(text)
        assert text[c.start : c.end] == c.old != c.new
        assert len(c.old) == len(c.new)
        end = c.end


@given(st.text(alphabet="医疗珍断诊治冶于木手术自已己经末未来曰日人入士土问间，。0", max_size=40))
def test_never_raises_on_confusable_text(text: str) -> None:
    confusions(text)
    unshift(text)


@pytest.mark.parametrize("case", CASES["shift"], ids=str)
def test_unshift(case: dict[str, str]) -> None:
    if "damaged" in case:
        assert unshift(case["damaged"]) == case["repaired"]
        return
    shifted = case["plain"].encode("gbk")[1:].decode("gbk", "replace")
    found = unshift(f"2025年，{shifted}\n下一段没有损坏。")
    assert found == f"2025年，\ufffd{case['plain'][1:-1]}\ufffd\n下一段没有损坏。"


@pytest.mark.parametrize(
    ("run", "gain", "whole"),
    [
        ("援藏医生们", 3.75, True),
        ("援藏医生们", 3.74, False),  # four pairs must be likelier by 15 together
        ("援藏医生们来县里", 3.0, True),
        ("援藏医生们来县里", 2.99, False),  # seven by 3 each
    ],
)
def test_a_run_is_decoded_again_where_it_is_likelier_by_far(
    run: str, gain: float, whole: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def likelihoods(characters: Sequence[str]) -> list[float]:
        return [-10.0 if isinstance(characters, str) else gain - 10.0] * len(characters)

    monkeypatch.setattr(unshifting, "_likelihoods", likelihoods)
    monkeypatch.setattr(unshifting, "is_suspect", lambda text: True)
    data = run.encode("gbk")
    pairs = (data[at : at + 2].decode("gbk", "ignore") for at in range(1, len(data) - 1, 2))
    assert unshift(run) == (f"\ufffd{''.join(pairs)}\ufffd" if whole else None)
    assert unshift(run.replace("医", "𠀀")) is None  # GBK has no such character


@pytest.mark.parametrize("text", CASES["unshifted"]["leave"])
def test_unshift_leaves_alone(text: str) -> None:
    assert unshift(text) is None


@given(st.text())
def test_unshift_never_raises(text: str) -> None:
    unshift(text)
