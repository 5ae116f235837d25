"""Head and tail of a page: the cues, the chain, and what becomes of single lines."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from tests.restore.cases import cases, only

from aidstories.model import Kind, Restoration, Role
from aidstories.restore.lexicon.chars import simplified
from aidstories.restore.run import restore
from aidstories.restore.zones.chain import forward_backward
from aidstories.restore.zones.cues import Pattern, patterns, stands_alone
from aidstories.restore.zones.grammar import STATES, Part, State, allowed
from aidstories.restore.zones.labels import Zone
from aidstories.restore.zones.model import weights

PROSE = "援助医生在县医院工作了一年半，带出了一支能独立手术的队伍。"
MORE = "病人们说，家门口有了好医生，看病不用再跑几百公里。"
ROWS = [pytest.param(row, pattern, id=row.name) for row, pattern in patterns()]


def restored(raw: str) -> Restoration:
    return restore(raw.encode())


@pytest.mark.parametrize("row, pattern", ROWS)
def test_each_cue_has_its_example_and_not_its_counter_example(
    row: Pattern, pattern: re.Pattern[str]
) -> None:
    assert pattern.search(simplified(row.example))
    assert not pattern.search(simplified(row.counter))
    assert not row.signs or set(row.signs) & set(row.example.lower())


def test_each_cue_has_a_name_of_its_own() -> None:
    assert len({row.name for row, _ in patterns()}) == len(patterns())


def test_the_weights_fit_the_grammar() -> None:
    known = weights()
    assert known.worth.shape == (len(known.cues), len(STATES))
    assert np.isneginf(known.moves).sum() == np.isneginf(allowed()).sum()


def test_a_tail_never_goes_back_to_its_text() -> None:
    tail = STATES.index(State(Part.TAIL, Zone.RELATED))
    text = STATES.index(State(Part.BODY, Zone.TEXT))
    assert np.isneginf(allowed()[tail, text])
    assert allowed()[text, tail] == 0


def test_probabilities_of_a_chain_add_up() -> None:
    rng = np.random.default_rng(3)
    scores, moves = rng.normal(size=(6, 4)), rng.normal(size=(4, 4))
    moves[0, 1] = -np.inf
    found = forward_backward(scores, moves, np.zeros(4))
    assert np.allclose(found.states.sum(axis=1), 1)
    assert np.allclose(found.pairs.sum(), 5)
    assert found.pairs[0, 1] == 0


def test_the_chain_agrees_with_counting_all_paths() -> None:
    rng = np.random.default_rng(4)
    scores, moves, opening = rng.normal(size=(3, 2)), rng.normal(size=(2, 2)), rng.normal(size=2)
    paths = {
        (a, b, c): np.exp(
            opening[a] + scores[0, a] + moves[a, b] + scores[1, b] + moves[b, c] + scores[2, c]
        )
        for a in (0, 1)
        for b in (0, 1)
        for c in (0, 1)
    }
    found = forward_backward(scores, moves, opening)
    share = sum(v for k, v in paths.items() if k[1] == 1) / sum(paths.values())
    assert np.isclose(found.states[1, 1], share)
    assert np.isclose(found.log_sum, np.log(sum(paths.values())))


@pytest.mark.parametrize("case", cases("zones", "page"))
def test_pages(case: dict[str, Any]) -> None:
    article = only(case["raw"])
    found = [[p.role.value, p.text] for p in article.passages]
    for line in case["lines"]:
        assert line in found
    text = "".join(p.text for p in article.passages)
    assert not [words for words in case.get("gone", []) if words in text]


@pytest.mark.parametrize("case", cases("zones", "alone"))
def test_lines_that_stand_alone(case: dict[str, Any]) -> None:
    assert stands_alone(case["raw"]) is case["alone"]


def test_no_sentence_is_dropped_before_a_crumb() -> None:
    raw = f"{PROSE}\n\n您现在的位置：首页 > 新闻 > 正文\n\n{MORE}"
    assert only(raw).texts(Role.PARAGRAPH) == (PROSE, MORE)


def test_a_file_name_gets_its_quotation_marks_and_a_flag() -> None:
    raw = f"---\ntitle: '三年点亮_窗口_的灯'\n---\n\n{PROSE}\n\n{MORE}\n"
    found = restored(raw)
    assert found.articles[0].first(Role.TITLE) == "三年点亮“窗口”的灯"
    assert "file-name" in {flag.reason for flag in found.flags}


def test_a_single_underscore_of_a_file_name_stays() -> None:
    raw = f"---\ntitle: '三年_点亮的灯'\n---\n\n{PROSE}\n\n{MORE}\n"
    assert only(raw).first(Role.TITLE) == "三年_点亮的灯"


def test_a_name_behind_an_office_is_closed_up() -> None:
    assert (
        "副县长何辰，"
        in only(f"近日，副县长何 辰，副局长刘丽到县医院调研。\n\n{PROSE}").passages[0].text
    )


def test_a_space_that_parts_words_stays() -> None:
    edits = restored(f"队长 何其多，山里的路很长。\n\n{PROSE}").ledger.edits
    assert not [e for e in edits if e.kind is Kind.JOIN and e.by == "close_names"]
