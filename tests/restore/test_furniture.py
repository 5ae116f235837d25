"""What a page carries beside its articles, and headings that only look so."""

from __future__ import annotations

from typing import Any

import pytest
from tests.restore.cases import cases, only

from aidstories.model import Role
from aidstories.restore.lexicon.imprint import is_imprint
from aidstories.restore.passes.furniture import WHOLE, furniture
from aidstories.restore.passes.furniture_rules import RULES
from aidstories.restore.passes.furniture_rules.rule import Rule, takes
from aidstories.restore.run import restore

PROSE = "援助医生在县医院工作了一年半，带出了一支能独立手术的队伍。"
MORE = "病人们说，家门口有了好医生，看病不用再跑几百公里。"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_rule_takes_its_example_and_leaves_its_counter_example(rule: Rule) -> None:
    assert takes(rule, rule.example)
    assert not takes(rule, rule.counter)


def test_each_rule_has_a_name_of_its_own() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("case", cases("furniture", "case"))
def test_furniture(case: dict[str, str]) -> None:
    assert furniture(case["raw"]) == case["reason"]
    assert only(f"{PROSE}\n\n{case['raw']}\n\n{MORE}").texts(Role.PARAGRAPH) == (PROSE, MORE)


@pytest.mark.parametrize("case", cases("furniture", "negative"))
def test_what_only_looks_like_furniture(case: dict[str, str]) -> None:
    text = case.get("text", case["raw"])
    assert furniture(text) is None
    kept = only(f"{PROSE}\n\n{text}\n\n{MORE}")
    assert text in [p.text for p in kept.passages]


@pytest.mark.parametrize("case", cases("furniture", "source"))
def test_source_lines(case: dict[str, str]) -> None:
    assert is_imprint(case["raw"])
    assert furniture(case["raw"]) is None


@pytest.mark.parametrize("case", cases("furniture", "no_source"))
def test_no_source_lines(case: dict[str, str]) -> None:
    assert not is_imprint(case["raw"])


@pytest.mark.parametrize("case", cases("furniture", "tail"))
def test_tails(case: dict[str, Any]) -> None:
    assert only(case["raw"]).texts(Role.PARAGRAPH) == (case["text"],)


def test_recommended_articles_end_the_text() -> None:
    raw = f"{PROSE}\n\n{MORE}\n\n新闻推荐\n\n甲县公开出让采矿权\n\n{MORE.replace('病人', '记者')}"
    assert only(raw).texts(Role.PARAGRAPH) == (PROSE, MORE)


def test_a_signed_article_follows_the_recommended_ones() -> None:
    raw = f"{PROSE}\n\n相关推荐\n\n乙县医院开诊\n\n乡镇有了好医生\n\n本报讯（记者 王敏）{MORE}"
    assert [a.texts(Role.PARAGRAPH) for a in restore(raw.encode()).articles][-1] == (MORE,)


def test_related_links_can_head_a_part_of_the_text() -> None:
    raw = f"{PROSE}\n\n相关链接\n\n{MORE}"
    assert only(raw).texts(Role.PARAGRAPH) == (PROSE, MORE)
    assert (
        only(f"{PROSE}\n\n相关链接\n\n甲县公开招聘医生\n\n乙县医院开诊").passages[-1].text == PROSE
    )


def test_a_rule_has_one_group_and_one_reason() -> None:
    """A group inside a rule would give the next rule's reason."""
    for rules in WHOLE.values():
        assert rules.whole.groups == len(rules.reasons)
