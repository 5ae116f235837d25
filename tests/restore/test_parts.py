"""Structure as it was printed: lists, tables, verse, quotations, dialogue, letters."""

from __future__ import annotations

from typing import Any

import pytest
from tests.restore.cases import cases

from aidstories.model import TEXT_ROLES, Gap, Role
from aidstories.restore import ledger
from aidstories.restore.run import restore


@pytest.mark.parametrize("case", cases("parts", "case", "negative"))
def test_parts(case: dict[str, Any]) -> None:
    result = restore(case["raw"].encode())
    passages = [p for a in result.articles for p in a.passages if p.role in TEXT_ROLES]
    assert [[str(p.role), p.text] for p in passages] == case["passages"]
    assert len(result.articles) == case.get("articles", len(result.articles))
    assert ledger.revert(result.articles, result.ledger) == case["raw"]


OPEN = "援助医生在县医院工作了一年半，把最后一台手术交给了"


def page(*paragraphs: str) -> str:
    return "".join(f"<p>{p}</p>" for p in paragraphs)


def test_a_printed_border_is_closed_only_with_certainty() -> None:
    last = "病人们说，家门口有了好医生，看病不用跑远路。"
    apart = restore(
        page(
            "他在日记里写道：高原的孩子，我们来了", "全县的医生都来了，挤满了一间屋。", last
        ).encode()
    )
    assert len(apart.articles[0].passages) == 3
    assert not [e for e in apart.ledger.edits if e.reason == "break"]
    joined = restore(
        page("援助医生带来了新的设备，病人们都说", "，家门口有了好医生。", last).encode()
    )
    assert len(joined.articles[0].passages) == 2


@pytest.mark.parametrize(
    ("raw", "gap"),
    [
        (f"一支带不走的队伍\n\n病人们说，家门口有了好医生。\n\n{OPEN}，那\n", Gap.END),
        (page("病人们说，家门口有了好医生，看病不用跑远路。") + f"<p>{OPEN}", Gap.END),
        ("病人们说，家门口有了好医生。\n甲乙两县共同\n", Gap.END),
        ("醫療團來到縣醫院，五百名病患求診，事情....\n", Gap.END),
        ("醫療團來到縣醫院，五百名病患求診……\n", None),
        ("醫療團來到縣醫院，五百名病患求診。他想....\n\n第二天，他又來了，帶來了藥。\n", None),
        ("病人们说，家门口有了好医生。\n甲乙两县共建\n", None),
        (page(OPEN, "第二年，“另一支队伍来了，他们带着新的设备。”"), None),
        ("援助医生来了，一年半后才走。（本刊记者 白某）\n", None),
        ("援助医生来了，一年半后才走。（白某某易某）（来源：甲县时报）\n", None),
        ("Eight doctors from a hospital arrived in town, and stayed for a whole year\n", None),
        (
            "病人出院了。\n\n两地共建中心：培养本地人才，惠及更多患者\n\n他住了三天就回家了。\n",
            None,
        ),
        (f"病人出院了。\n\n院长介绍说：{OPEN}，那\n\n他住了三天就回家了。\n", Gap.END),
        (
            "甲县人民医院 乙县人民医院 丙县人民医院 丁县人民医院 戊县人民医院 己县人民医院 庚县\n",
            None,
        ),
    ],
)
def test_a_gap_is_declared_on_running_text_that_the_capture_lacks(
    raw: str, gap: Gap | None
) -> None:
    passages = [p for a in restore(raw.encode()).articles for p in a.passages]
    assert [p.gap for p in passages if p.gap] == ([gap] if gap else [])


def test_a_sentence_becomes_a_caption_only_where_it_surely_interrupts_another() -> None:
    caption = "县医院的医生在病房里查房。"
    broken = "援助医生在县医院工作了一年半，带出了一支能独立手"
    sure = restore(f"{broken}\n\n{caption}\n\n术的队伍，病人们都说好。\n".encode())
    assert [f.quote for f in sure.flags if f.reason == "inset"] == [caption]
    assert sure.articles[0].texts(Role.CAPTION) == (caption,)
    unsure = restore(f"{broken}\n\n{caption}\n\n村里的老人都来送行，送了一路。\n".encode())
    assert not unsure.articles[0].texts(Role.CAPTION)


_TWO = "丙县医院的医生在风雪里送医进牧区。\n本报记者采访丙县的老人段敏。\n"
_LEAD = "丙县医院的医生在风雪里送医进牧区。随后的事，县志里都有，老人们至今还讲给孩子们听。\n"


@pytest.mark.parametrize(("over", "flagged"), [(_TWO, 2), (_LEAD, 0)])
def test_single_sentences_over_the_byline_of_a_text_without_headline_are_doubted(
    over: str, flagged: int
) -> None:
    text = (
        "一个“丙”字,像一间屋里坐着一个人,二十年前,乙医院的人就坐进了这间屋,一坐就没有走。\n"
        "随着新一轮对口支援开始,屋里的人越来越多,县城里的人说,夜里能看见四楼的灯。\n"
    )
    found = restore(f"{over}本报记者 王燕\n{text}".encode())
    assert len([f for f in found.flags if f.reason == "inset"]) == flagged
    assert not found.articles[0].texts(Role.CAPTION)
