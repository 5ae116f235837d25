"""Head and tail of a page: the cues, the chain, and what becomes of single lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from tests.restore.cases import cases, only
from tests.restore.generated.pages import page

from aidstories.model import Kind, Restoration, Role
from aidstories.restore.lexicon.chars import simplified
from aidstories.restore.passes.outcome import of_page
from aidstories.restore.reading.capture import open_capture
from aidstories.restore.run import restore
from aidstories.restore.zones.chain import forward_backward
from aidstories.restore.zones.cues import Pattern, cues, patterns, searches, stands_alone
from aidstories.restore.zones.grammar import STATES, Part, State, allowed
from aidstories.restore.zones.labels import Zone
from aidstories.restore.zones.model import decide, weights
from aidstories.restore.zones.view import goes_on, view

PROSE = "援助医生在县医院工作了一年半，带出了一支能独立手术的队伍。"
MORE = "病人们说，家门口有了好医生，看病不用再跑几百公里。"
ROWS = [pytest.param(row, pattern, id=row.name) for row, pattern in patterns()]


def restored(raw: str) -> Restoration:
    return restore(raw.encode())


@pytest.mark.parametrize("row, pattern", ROWS)
def test_each_cue_has_its_example_and_not_its_counter_example(
    row: Pattern, pattern: re.Pattern[str]
) -> None:
    assert pattern.search(simplified(row.example).lower())
    assert not pattern.search(simplified(row.counter).lower())
    assert not row.signs or set(row.signs) & set(row.example.lower())


def test_signs_spare_no_search_that_finds() -> None:
    lines = {simplified(line) for n in range(60) for line in page(n).raw.splitlines()}
    lines |= {simplified(row.example) for row, _ in patterns()} | {"山海同行\u2003情暖高原"}
    for line in lines:
        found = [row.name for row, pattern in patterns() if pattern.search(line.lower())]
        assert list(searches().said(line)) == found
        for row, _ in patterns():
            assert not row.words or row.name not in found or _holds_one(row.words, line.lower())


def _holds_one(words: Sequence[str], line: str) -> bool:
    return any(word in line for word in words)


def test_each_cue_has_a_name_of_its_own() -> None:
    assert len({row.name for row, _ in patterns()}) == len(patterns())


def test_the_weights_fit_the_grammar() -> None:
    known = weights()
    assert known.worth.shape == (len(known.cues), len(STATES))
    assert (known.move == 0).sum() == np.isneginf(allowed()).sum()


def test_a_tail_never_goes_back_to_its_text() -> None:
    tail = STATES.index(State(Part.TAIL, Zone.RELATED))
    text = STATES.index(State(Part.BODY, Zone.TEXT))
    assert np.isneginf(allowed()[tail, text])
    assert allowed()[text, tail] == 0


def test_a_head_begins_with_its_title_and_a_kicker_stands_over_it() -> None:
    legal = allowed()
    over = STATES.index(State(Part.ABOVE, Zone.KICKER))
    title, below = (STATES.index(State(Part.HEAD, z)) for z in (Zone.TITLE, Zone.SUBTITLE))
    assert legal[over, title] == legal[title, below] == 0
    assert np.isneginf(legal[over, below])
    assert State(Part.HEAD, Zone.KICKER) not in STATES


@pytest.mark.filterwarnings("error")
def test_a_state_that_nothing_leads_to_does_no_harm() -> None:
    scores = np.zeros((3000, 2))
    scores[:, 1] = 9.0
    moves = np.array([[0.0, -np.inf], [0.0, 0.0]])
    found = forward_backward(scores, moves, np.array([0.0, -np.inf]))
    assert np.allclose(found.states, [1, 0])


@pytest.mark.parametrize(
    ("one", "other", "on"),
    [
        ("病人不再奔波！", "某县人民医院开诊", True),
        ("山海同行", "情暖高原", True),
        ("山海同行——", "情暖高原路", False),
        ("人物丨山海同行", "情暖高原", True),
        ("人物丨山海同行的一年", "情暖高原", False),
        ("某县人民医院开诊", "医疗队走进牧区的冬天", False),
    ],
)
def test_titles_that_go_on_in_a_second_line(one: str, other: str, on: bool) -> None:
    assert goes_on(one, other) is on


def cues_of(raw: str, line: str) -> list[str]:
    draft = open_capture(raw)
    [at] = [i for i, block in enumerate(draft.blocks) if block.text.strip() == line]
    return cues(view(draft))[at]


LISTED = f"教师做了三件事：\n\n1.开课\n\n2.办图书角\n\n3.送词典\n\n{PROSE}"
HEADED = f"一、开课\n\n{PROSE}\n\n二、办图书角\n\n{MORE}"


@pytest.mark.parametrize(
    ("raw", "line", "has", "has_not"),
    [
        (LISTED, "2.办图书角", "counts on from above", "is counted far apart"),
        (LISTED, "1.开课", "counts on below", "counts on from above"),
        (HEADED, "二、办图书角", "is counted far apart", "counts on from above"),
        (f"三、开课\n\n{PROSE}", "三、开课", "is counted alone", "is counted far apart"),
        (f"首页 > 乡村医讯\n\n乡村医讯\n\n{PROSE}", "乡村医讯",
         "is a step of the crumb", "is named in the foot"),
        (f"首页 > 乡村医讯\n\n山海同行\n\n{PROSE}", "山海同行", "one of 1 alike",
         "is a step of the crumb"),
        (f"河谷新闻网\n\n{PROSE}\n\n版权所有：河谷新闻网", "河谷新闻网", "is named in the foot",
         "is a step of the crumb"),
        (f"医生在县医院工作，\n\n带出了队伍\n\n{PROSE}", "带出了队伍",
         "above: ends pause", "above: ends cry"),
        (f"山那边的药房\n\n六名队员将在丙县工作半年\n\n记者 段敏\n\n{PROSE}", "山那边的药房",
         "opens a headline of two lines", "closes a headline of two lines"),
        (f"山那边的药房\n\n六名队员将在丙县工作半年\n\n{PROSE}", "六名队员将在丙县工作半年",
         "closes a headline of two lines", "opens a headline of two lines"),
        (f"乙县协作\n\n六名队员将在丙县工作半年\n\n{PROSE}", "乙县协作",
         "pauses 0", "opens a headline of two lines"),
        (f"山那边的药房\n\n六名队员将在丙县工作半年\n\n人走了\n\n{PROSE}", "山那边的药房",
         "pauses 0", "opens a headline of two lines"),
        (f"海角网移动版\n\n六名队员将在丙县工作半年\n\n{PROSE}", "海角网移动版",
         "pauses 0", "opens a headline of two lines"),
    ],
)  # fmt: skip
def test_what_the_place_of_a_line_says(raw: str, line: str, has: str, has_not: str) -> None:
    found = cues_of(raw, line)
    assert has in found
    assert has_not not in found


@pytest.mark.parametrize("case", cases("cue_lists", "page"))
def test_all_that_the_lines_of_a_page_say(case: dict[str, Any]) -> None:
    draft = open_capture(case["raw"])
    assert [block.text.strip()[:12] for block in draft.blocks] == [
        line for line, _ in case["lines"]
    ]
    found = cues(view(draft))
    for number, (line, names) in enumerate(case["lines"]):
        assert found[number] == names, line


def test_paragraphs_amid_running_text_are_not_asked_for_cues() -> None:
    said = [f"{PROSE}{n}" for n in "甲乙丙丁戊己庚"]
    raw = "\n\n".join(f"{line}。" for line in said)
    headed = f"山里的医生\n\n{raw}"
    assert list(cues(view(open_capture(headed)), all_blocks=False)) == [0, 1, 2, 6, 7]
    noted = headed.replace(f"{PROSE}丁", f"编者按：{PROSE}丁")
    assert 4 in cues(view(open_capture(noted)), all_blocks=False)


@pytest.mark.parametrize(
    ("line", "prose"),
    [
        ("医生" * 10 + "。", True),
        ("医" * 19 + "。", False),  # twenty may be a label
        ("医生" * 10 + "，", False),
        ("医" * 161, True),
        ("医" * 160, False),
        (f"Eight doctors came to {'a far ' * 6}town.", True),
        (f"Eight doctors came to {'a far ' * 5}town.", False),  # 57 may be a headline
        ("转载请注明出处，侵权的请联系我们删除，谢谢各位。", False),
    ],
)
def test_what_is_running_text(line: str, prose: bool) -> None:
    assert list(view(open_capture(line)).prose) == [prose]


def test_a_page_of_running_text_alone_is_not_asked() -> None:
    raw = "\n\n".join(f"{PROSE}{n}。" for n in "甲乙丙")
    assert not cues(view(open_capture(raw)), all_blocks=False)
    assert [d.label for d in decide(view(open_capture(raw)))] == [Zone.TEXT] * 3
    noted = raw.replace(f"{PROSE}甲", f"编者按：{PROSE}甲")
    assert list(cues(view(open_capture(noted)), all_blocks=False)) == [0, 1, 2]


@pytest.mark.parametrize("number", range(2_000_000, 2_000_040))
def test_what_is_not_asked_is_running_text(number: int) -> None:
    raw = page(number)
    draft = open_capture(raw.raw)
    asked = cues(view(draft), all_blocks=False)
    texts = {raw.raw[m.start : m.end] for m in raw.marks if m.label is Zone.TEXT}
    spared = [b.text.strip() for i, b in enumerate(draft.blocks) if i not in asked]
    assert all(any(text in line for line in texts) for text in spared)


def test_the_lines_of_a_head_are_no_column() -> None:
    raw = f"援建纪实\n医疗队在县医院开展了九台手术\n来源：某某日报\n{PROSE}{MORE}\n{MORE}{PROSE}"
    assert only(raw).first(Role.TITLE) == "医疗队在县医院开展了九台手术"


@pytest.mark.parametrize("kicker", ["<p>山海同行</p>", "<div class='yinti'>山海同行</div>"])
def test_a_kicker_beside_the_headline_is_kept(kicker: str) -> None:
    page = (
        f"<body>{kicker}<h1>医疗队在县医院开展了九台手术</h1><div><p>{PROSE}</p><p>{MORE}</p></div>"
    )
    article = only(page)
    assert article.first(Role.TITLE) == "医疗队在县医院开展了九台手术"
    assert article.first(Role.KICKER) == "山海同行"


def test_what_goes_on_below_a_caption_is_none() -> None:
    raw = f"{PROSE}\n\n\n\n图为手术现场\n\n\n\n县医院新开了三个科室。\n\n{MORE}"
    article = only(raw)
    assert article.texts(Role.CAPTION) == ("图为手术现场",)


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
    assert not {role for role, _ in found} & set(case.get("none", []))


@pytest.mark.parametrize("case", cases("zones", "later"))
def test_titles_of_later_articles(case: dict[str, Any]) -> None:
    assert [a.first(Role.TITLE) for a in restored(case["raw"]).articles] == case["titles"]


@pytest.mark.parametrize("case", cases("zones", "alone"))
def test_lines_that_stand_alone(case: dict[str, Any]) -> None:
    assert stands_alone(case["raw"]) is case["alone"]


def test_no_sentence_is_dropped_before_a_crumb() -> None:
    raw = f"{PROSE}\n\n您现在的位置：首页 > 新闻 > 正文\n\n{MORE}"
    assert only(raw).texts(Role.PARAGRAPH) == (PROSE, MORE)


def test_no_sentence_is_dropped_before_a_path_from_the_first_page() -> None:
    head = "首页 >> 要闻 >> 正文\n\n六名孩子去省城治病\n2024-05-11 09:20 来源:海角报\n\n"
    found = restored(f"{PROSE}\n\n{head}{MORE}\n")
    assert any(PROSE in article.texts(Role.PARAGRAPH) for article in found.articles)


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


def title_doubts(raw: str) -> list[str]:
    return [
        f.quote for f in restored(raw).flags if f.reason == "zone" and f.quote == "高原上的门诊"
    ]


def test_a_line_bold_in_the_middle_that_opens_a_page_is_its_title_without_a_doubt() -> None:
    body = f"<p>{PROSE}</p><p>{MORE}</p><p>作者：段敏</p><p>来源：某某报</p>"
    head = "<p align='center'><strong>高原上的门诊</strong></p>"
    other = head.replace("高原上的门诊", "山里的医生")
    assert not title_doubts(head + body)
    assert title_doubts("<p>高原上的门诊</p>" + other + body)


@pytest.mark.parametrize("case", cases("zones", "phrased"))
def test_phrases_that_open_the_text(case: dict[str, Any]) -> None:
    seen = view(open_capture(case["raw"]))
    assert [seen.lines[i] for i in sorted(seen.phrased)] == case["phrased"]


SIGNED = f"灯下的医生\n\n记者 段敏\n\n{PROSE * 5}\n\n河谷来信\n\n记者 何青\n\n"
CRY = "河谷里的灯今晚又亮了！"


def crying(times: int) -> str:
    told = (f"{CRY}\n\n第{n}天，{MORE}" for n in "一二三四"[:times])
    return "\n\n".join(["灯下的医生", "记者 段敏", *told])


@pytest.mark.parametrize(
    ("raw", "by", "quotes"),
    [
        (f"{SIGNED}{MORE}", "doubt_slight", ["河谷来信"]),
        (f"{SIGNED}{MORE * 6}", "doubt_slight", []),
        (f"灯下的医生\n\n记者 段敏\n\n{MORE}", "doubt_slight", []),
        (crying(3), "doubt_said_again", [CRY]),
        (crying(2), "doubt_said_again", []),
        (f"<p>{PROSE}</p><p>{MORE}</p><p>{PROSE}</p>", "drop_repeats", [PROSE]),
        (f"<p>{PROSE}</p><p>{PROSE}</p><p>{MORE}</p>", "drop_repeats", []),
        (f"{PROSE}\n{MORE}\n{PROSE}\n", "drop_repeats", []),
    ],
)
def test_doubts_about_the_outcome(raw: str, by: str, quotes: list[str]) -> None:
    assert [flag.quote for flag in restored(raw).flags if flag.by == by] == quotes


@pytest.mark.parametrize("case", cases("trouble", "case"))
def test_several_doubts_together_are_one_about_the_text(case: dict[str, Any]) -> None:
    (quote,) = [f.quote for f in restored(case["raw"]).flags if f.reason == "body"] or [""]
    assert quote == case["doubt"]


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("摄影 | 段敏 发自山里 编辑 | 何青 “出门了。”医生说。", 25),
        ("灯下的医生【字体：】【发布时间：2024-05-06】【作者：/来源：】", 36),
        ("取得時間: 2024-05-06T10:00:00", 16),
        ("要闻 民生 健康 图片 医疗队昨天到了县里。", 21),
        ("山里的医生下乡去看病人了 山里的医生下乡去看病人了 昨天，医疗队到了。", 13),
        ("医疗队昨天到了县里。来源：海角日报", 0),
        ("时间：医疗队昨天到了县里。", 0),
        ("上午10:30，医疗队到了 县里 的医院。", 0),
    ],
)
def test_words_of_the_page_that_a_text_opens_with(text: str, size: int) -> None:
    assert of_page(text) == size
