"""What an editor decides about the structure of a capture, and that no character is lost."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidstories.model import Gap, Joined, Kind, Restoration, Retyped, Role, Split, Structure
from aidstories.restore import ledger as ledgers
from aidstories.restore.reading.capture import open_capture
from aidstories.restore.reading.extract import extract
from aidstories.restore.run import restore_extraction
from aidstories.restore.structure import StructureError, _glue, following

PAGE = """# 甲市医疗队来到乙县

本报记者 央金

医疗队在县医院开展义诊，为当地群众看病，受到欢迎。

图为医疗队在义诊

乙县办起藏医学堂

学堂里来了二十名学员，他们要学三年，

今年秋天开课，由老藏医任教。
"""


def decided(*structure: Structure, page: str = PAGE) -> Restoration:
    """Restore a page with decisions; what every ledger must keep is asserted."""
    restored = restore_extraction(extract(page.encode()), structure=structure)
    assert ledgers.apply(restored.raw, restored.ledger) == restored.articles
    assert ledgers.revert(restored.articles, restored.ledger) == restored.raw
    assert sum(restored.ledger.counts.values()) == len(restored.raw)
    assert sum(part.articles for part in restored.parts) == len(restored.articles)
    return restored


def roles(restored: Restoration) -> dict[str, Role]:
    return {p.text[:4]: p.role for a in restored.articles for p in a.passages}


def test_another_line_is_the_title() -> None:
    found = roles(decided(Retyped(line="乙县办起", role=Role.TITLE)))
    assert found["乙县办起"] is Role.TITLE and found["甲市医疗"] is Role.KICKER


def test_a_title_before_the_machines_leaves_that_a_subtitle() -> None:
    page = "山南来信：一个小标签\n\n" + PAGE
    restored = decided(Retyped(line="山南来信", role=Role.TITLE), page=page)
    found = roles(restored)
    assert found["山南来信"] is Role.TITLE and found["甲市医疗"] is Role.SUBTITLE


@pytest.mark.parametrize("role", [Role.CAPTION, Role.HEADING, Role.NOTE, Role.PARAGRAPH])
def test_what_a_line_is(role: Role) -> None:
    assert roles(decided(Retyped(line="图为医疗队", role=role)))["图为医疗"] is role


def test_a_story_begins_with_its_title() -> None:
    restored = decided(Split(at="乙县办起藏医学堂", story=True))
    first, second = restored.articles
    assert second.first(Role.TITLE) == "乙县办起藏医学堂"
    assert first.first(Role.TITLE) == "甲市医疗队来到乙县"
    assert "学堂里来了" not in "".join(p.text for p in first.passages)


def test_a_story_that_begins_with_a_sentence_gets_no_title() -> None:
    restored = decided(Split(at="今年秋天开课", story=True))
    assert restored.articles[1].first(Role.TITLE) is None


def test_a_paragraph_begins_in_the_midst_of_one() -> None:
    texts = [p.text for p in decided(Split(at="为当地群众看病")).articles[0].passages]
    at = texts.index("为当地群众看病，受到欢迎。")
    assert texts[at - 1] == "医疗队在县医院开展义诊，"


def test_a_paragraph_goes_on() -> None:
    cut = "学堂里来了二十名学员，他们要学三年"
    page = PAGE.replace(f"{cut}，", cut)
    before = restore_extraction(extract(page.encode()))
    assert any(p.gap is Gap.END for p in before.articles[0].passages)
    restored = decided(Joined(first="学堂里来了", second="今年秋天"), page=page)
    (whole,) = [p for p in restored.articles[0].passages if p.text.startswith("学堂")]
    assert whole.text.endswith("由老藏医任教。") and whole.gap is None
    assert not [e for e in restored.ledger.edits if e.kind is Kind.GAP]
    assert not [f for f in restored.flags if f.reason == "break"]


def test_paragraphs_go_on_around_what_stands_between() -> None:
    page = PAGE.replace("受到欢迎。", "受到")
    restored = decided(
        Retyped(line="图为医疗队", role=Role.CAPTION),
        Joined(first="医疗队在县", second="乙县办起"),
        page=page,
    )
    texts = [p.text for p in restored.articles[0].passages]
    assert any(text.endswith("受到乙县办起藏医学堂") for text in texts)
    assert "图为医疗队在义诊" in texts


def test_words_of_a_title_in_two_lines_keep_apart() -> None:
    page = PAGE.replace("乙县办起藏医学堂\n", "雪山下的\n\n新学堂开课\n")
    restored = decided(
        Split(at="雪山下的", story=True),
        Retyped(line="新学堂", role=Role.TITLE),
        Retyped(line="雪山下", role=Role.TITLE),
        Retyped(line="新学堂", role=Role.TITLE),
        page=page,
    )
    assert restored.articles[1].first(Role.TITLE) == "新学堂开课"
    assert restored.articles[1].first(Role.KICKER) == "雪山下的"


DONE = {
    "split": (Split(at="乙县办起藏医学堂", story=True),) * 2,
    "joined": (Joined(first="学堂里来了", second="今年秋天"),) * 2,
    "role": (Retyped(line="图为医疗队", role=Role.CAPTION),) * 2,
}


@pytest.mark.parametrize("twice", DONE.values(), ids=DONE)
def test_what_is_so_already_stays_so(twice: tuple[Structure, ...]) -> None:
    once, again = decided(twice[0]), decided(*twice)
    assert once.articles == again.articles and once.ledger == again.ledger


MISFITS: dict[str, tuple[Structure, bool]] = {
    "no such line": (Retyped(line="没有这一行", role=Role.TITLE), False),
    "nothing said": (Retyped(line="", role=Role.TITLE), True),
    "no such words": (Split(at="没有这几个字"), False),
    "words in two places": (Split(at="县"), True),
    "no such passage behind": (Joined(first="学堂里来了", second="医疗队在"), False),
    "near what is not near": (Retyped(line="图为", role=Role.CAPTION, near="今年"), False),
}


@pytest.mark.parametrize("decision, several", MISFITS.values(), ids=MISFITS)
def test_what_fits_nothing(decision: Structure, several: bool) -> None:
    with pytest.raises(StructureError) as raised:
        decided(decision)
    assert raised.value.several is several and raised.value.decision == decision


def test_near_tells_equal_lines_apart() -> None:
    line = "图为医疗队在义诊"
    page = f"{PAGE}\n{line}\n"
    with pytest.raises(StructureError):
        decided(Retyped(line=line, role=Role.HEADING), page=page)
    restored = decided(Retyped(line=line, role=Role.HEADING, near="学堂里来"), page=page)
    found = [p.role for p in restored.articles[0].passages if p.text == line]
    assert found[-1] is Role.HEADING and found.count(Role.HEADING) == 1


def test_a_whole_line_comes_before_lines_that_begin_so() -> None:
    page = f"{PAGE}\n图为医疗队在义诊现场，人们排起长队。\n"
    found = decided(Retyped(line="图为医疗队在义诊", role=Role.HEADING), page=page)
    assert [p.text for p in found.articles[0].passages if p.role is Role.HEADING] == [
        "图为医疗队在义诊"
    ]


def test_what_goes_on_in_what() -> None:
    listed = [Role.TITLE, Role.PARAGRAPH, Role.CAPTION, Role.PARAGRAPH, Role.TITLE]
    assert [following(listed, n) for n in range(5)] == [4, 3, None, None, None]


@st.composite
def _decisions(draw: st.DrawFn) -> list[Structure]:
    """Decisions about passages of the page, each quoted from what those before it left."""
    made: list[Structure] = []
    for _ in range(draw(st.integers(1, 4))):
        articles = restore_extraction(extract(PAGE.encode()), structure=made).articles
        article = draw(st.sampled_from(articles))
        n = draw(st.integers(0, len(article.passages) - 1))
        text = article.passages[n].text
        after = following([p.role for p in article.passages], n)
        at = draw(st.integers(0, max(0, len(text) - 1)))
        role, story = draw(st.sampled_from(list(Role))), draw(st.booleans())
        one: Structure = Retyped(line=text, role=role)
        if draw(st.booleans()):
            one = Split(at=text[at:], story=story)
        if after is not None and draw(st.booleans()):
            one = Joined(first=text, second=article.passages[after].text)
        try:
            restore_extraction(extract(PAGE.encode()), structure=[*made, one])
        except StructureError:
            continue
        made.append(one)
    return made


@settings(max_examples=20)  # each restores the page five times
@given(_decisions())
def test_every_character_keeps_one_fate(structure: list[Structure]) -> None:
    restored = decided(*structure)
    shown = "".join(p.text for a in restored.articles for p in a.passages)
    kept = re.sub(r"\s", "", shown)
    plain = "".join(p.text for a in decided().articles for p in a.passages)
    assert sorted(kept) == sorted(re.sub(r"\s", "", plain))


def test_articles_are_counted_in_the_part_that_they_begin_in() -> None:
    short = "# 医疗队到县医院\n\n八名队员当天开始查房。\n"
    opened = extract(b"A")
    [part] = opened.parts
    parts = (replace(part, text=PAGE), replace(part, text=short))
    extraction = replace(opened, parts=parts)
    split = Split(at="乙县办起藏医学堂", story=True)
    restored = restore_extraction(extraction, structure=(split,))
    assert [part.articles for part in restored.parts] == [2, 1]


@pytest.mark.parametrize(
    "left, right, glue",
    [
        ("学员有二十名", "他们要学三年", ""),
        ("做了CT", "3次", " "),
        ("they came", "and left", " "),
        ("到了2024", "年", ""),
        ("见图1", "。", ""),
    ],
)
def test_what_stands_between_two_joined_lines(left: str, right: str, glue: str) -> None:
    one, other = (open_capture(text).blocks[0] for text in (left, right))
    assert _glue(one, other) == glue
    assert _glue(one._replace(role=Role.TITLE), other) == " "
    assert _glue(one._replace(role=Role.TITLE, text=f"{left}，"), other) == ""
