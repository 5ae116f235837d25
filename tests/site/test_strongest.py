"""The sentence that stands for a story: verbatim, whole, and the one that tells most."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidstories.model import Article, Description, Gap, Passage, Person, Role, Story
from aidstories.site.story.sentences import SENTENCE_END
from aidstories.site.story.strongest import candidates, strongest
from aidstories.site.story.view import view
from tests.site.aided import NAQU, telling, to

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/strongest.toml").read_text("utf-8"))
TOLD = "昨夜，医疗队为一名六十二岁的牧民成功实施了手术。"


def of(*passages: Passage, **known: Any) -> Story:
    return Story(id="a", article=Article(passages=passages), description=Description(**known))


def paragraphs(texts: list[str]) -> tuple[Passage, ...]:
    return tuple(Passage(role=Role.PARAGRAPH, text=text) for text in texts)


def chosen(story: Story, *doubtful: str) -> str | None:
    found = strongest(view(story), doubtful)
    return found.quotation.text if found else None


@pytest.mark.parametrize("case", CASES["chosen"], ids=lambda case: case["why"])
def test_the_sentence_that_tells_most_stands(case: Any) -> None:
    assert chosen(of(*paragraphs(case["text"]))) == case["sentence"]


@pytest.mark.parametrize("case", CASES["none"], ids=lambda case: case["why"])
def test_what_only_looks_strong_never_stands(case: Any) -> None:
    assert chosen(of(*paragraphs(case["text"]))) is None


@pytest.mark.parametrize(
    "role", [r for r in Role if r not in (Role.PARAGRAPH, Role.QUOTE, Role.ANSWER)]
)
def test_only_the_running_text_speaks(role: Role) -> None:
    assert chosen(of(Passage(role=role, text=TOLD))) is None


@pytest.mark.parametrize(
    ("gap", "text"),
    [
        (Gap.START, f"{TOLD}雪还在下。"),
        (Gap.END, f"雪还在下。{TOLD}"),
        (Gap.START, TOLD),
        (Gap.END, TOLD),
    ],
)
def test_a_sentence_at_a_gap_is_not_shown(gap: Gap, text: str) -> None:
    assert chosen(of(Passage(role=Role.PARAGRAPH, text=text, gap=gap))) is None


def test_a_sentence_away_from_the_gap_is() -> None:
    cut = Passage(role=Role.PARAGRAPH, text=f"了一天。{TOLD}雪还在下。", gap=Gap.START)
    assert chosen(of(cut)) == TOLD


@pytest.mark.parametrize("words", ["六十二岁", "昨夜,医疗 队为", TOLD])
def test_a_sentence_with_a_flagged_place_is_not_shown(words: str) -> None:
    """The capture has other widths and blanks than the text that was made of it."""
    assert chosen(of(*paragraphs([TOLD])), words) is None
    assert chosen(of(*paragraphs([TOLD])), "别处的字", "  ") == TOLD


def test_a_headline_is_not_said_again() -> None:
    head = Passage(role=Role.TITLE, text=TOLD.rstrip("。"))
    assert chosen(of(head, *paragraphs([TOLD]))) is None


def test_whom_the_story_names_and_what_it_states_count() -> None:
    plain = ["医生甲给三十名患者做了检查，天已经黑了。", "医生乙给三十名患者做了检查，天已经黑了。"]
    assert chosen(of(*paragraphs(plain))) == plain[0]
    named = of(*paragraphs(plain), people=(Person(name="医生乙", role=""),))
    assert chosen(named) == plain[1]
    stated = telling("b", (plain[1], to(NAQU, "山东省")), passages=paragraphs(plain))
    assert chosen(stated) == plain[1]


def test_a_statement_is_enough_without_a_figure() -> None:
    text = "青岛的医生在草原上陪牧人们过了春节。"
    assert chosen(telling("a", (text, to(NAQU, "山东省")))) == text


def test_it_opens_where_it_stands() -> None:
    shown = view(of(*paragraphs(["雪还在下。", TOLD])))
    found = strongest(shown)
    assert found
    assert found.quotation.anchor == shown.anchors[1]


pieces = st.lists(
    st.sampled_from(
        [*"“”‘’（）《》。！？，…", "三十名患者", "成功出院", "我们都很高兴", "她说", "记者 甲乙摄",
         "医疗队翻过雪山", "སྨན་པ་ 30 ", "། ", "\n", " "]
    ),
    max_size=14,
).map("".join)  # fmt: skip


@given(pieces, st.sampled_from([None, *Gap]))
def test_a_candidate_is_whole_and_verbatim(text: str, gap: Gap | None) -> None:
    for sentence in candidates(Passage(role=Role.PARAGRAPH, text=text, gap=gap)):
        assert sentence in text
        end = list(SENTENCE_END.finditer(sentence))[-1].end()
        assert end == len(sentence)
        assert "…" not in sentence
        for left, right in ("“”", "‘’", "（）", "《》"):
            assert sentence.count(left) == sentence.count(right)
        if gap is Gap.START:
            assert text.rfind(sentence) > 0
        if gap is Gap.END:
            assert text.find(sentence) + len(sentence) < len(text)
