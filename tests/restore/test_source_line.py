"""The items of a line of source, by their labels."""

import pytest

from aidstories.restore.lexicon.source_line import bare_words, items, without_labels


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "来 源：海角日报 作 者：段敏",
            [("source", "来源", "海角日报"), ("writer", "作者", "段敏")],
        ),
        (
            "【文字】段敏|【发布时间】2024-05-06",
            [("writer", "文字", "段敏"), ("day", "发布时间", "2024-05-06")],
        ),
        (
            "来源于海角网责任编辑：段敏",
            [("source", "来源于", "海角网"), ("other", "责任编辑", "段敏")],
        ),
        (
            "来源：海角日报 采访人员：段敏 视觉：何青",
            [
                ("source", "来源", "海角日报"),
                ("writer", "采访人员", "段敏"),
                ("other", "视觉", "何青"),
            ],
        ),
        ("海角日报 视觉 何青", []),
        ("文/段敏 图/何青", [("writer", "文", "段敏"), ("writer", "图", "何青")]),
        ("海角日报 2024-05-06", []),
        ("他采写新闻，编辑文字，用了很长时间", []),
    ],
)
def test_items(line: str, said: list[tuple[str, str, str]]) -> None:
    assert [(i.what, i.label, line[i.start : i.end]) for i in items(line)] == said


def test_a_line_without_its_labels() -> None:
    assert without_labels("本文作者：段敏 来源：海角日报") == "|段敏 |海角日报"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("海角日报 2024年5月6日 星期一 第03版：健康", ["海角日报"]),
        ("2024年5月6日 星期一 海角日报 要闻 A3版", ["海角日报"]),
        ("第03版 海角日报 2024-05-06", ["海角日报"]),
        ("2024-05-06 海角日报 段敏 打印", ["海角日报", "段敏"]),
        ("海角日报 再版 段敏", ["海角日报", "再版", "段敏"]),
    ],
)
def test_words_that_no_label_speaks_of(line: str, words: list[str]) -> None:
    """A page of a paper, with its section, is none of them."""
    assert [word[0] for word in bare_words(line)] == words
