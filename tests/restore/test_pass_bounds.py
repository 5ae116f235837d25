"""Numbers that decide what a pass proposes of a line: just below each, and just above."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pytest
from tests.bounds import Bound

from aidstories.model import Role
from aidstories.restore.draft import Draft, Label, Proposal
from aidstories.restore.lexicon.imprint import is_imprint
from aidstories.restore.lexicon.opening import _is_stump
from aidstories.restore.origin import Origin, plain_origin
from aidstories.restore.passes import breaks
from aidstories.restore.passes.figures.captions import label_figures
from aidstories.restore.passes.figures.words import is_caption, is_single_sentence
from aidstories.restore.passes.furniture import drop_over_crumb, furniture
from aidstories.restore.passes.lost_pictures.places import is_set_apart
from aidstories.restore.passes.repeats import drop_repeats
from aidstories.restore.passes.title_days import cut_days
from aidstories.restore.passes.titles import label_named, label_numbered, label_series
from aidstories.restore.passes.zoned.drops.beside import _among_items
from aidstories.restore.passes.zoned.page import may_head, read
from aidstories.restore.reading.capture import open_capture
from aidstories.restore.reading.records.json_records import read_json
from aidstories.restore.reading.records.sql_tables import _are_dates, _are_titles
from aidstories.restore.reading.records.table import is_table
from aidstories.restore.reading.refusal import Refusal

TEXT = "援助医生在县医院工作了一年半，带出了一支能独立手术的队伍。"
SOURCE = "来源：某某日报 2021-03-04"
SERIES = "《山海答卷》系列报道（一）"
SHORT = ("医生", "护士", "县里")
OTHERS = tuple(
    f"第{n}天，医生们到了县里的另一个地方，给那里的人们看病。" for n in "一二三四五六七八九十"
)


def proposes(by: Callable[[Draft], Iterable[Proposal]], *lines: str) -> bool:
    """Return whether a pass proposes anything of a page of lines."""
    return any(True for _ in by(open_capture("\n\n".join(lines))))


def _caption(text: str) -> bool:
    return is_caption(open_capture(text).blocks[0], None)


def _under_picture(length: int) -> bool:
    draft = open_capture("\n\n".join(("image-20240506084612-1", "义" * length, TEXT)))
    return Label(block=1, role=Role.CAPTION) in label_figures(draft)


def _may_head(line: str) -> bool:
    lines = ("海角县人民医院", line, SOURCE, TEXT, TEXT)
    return may_head(read(open_capture("\n\n".join(lines))), 1)


def _again(length: int, *between: str) -> bool:
    text = "医" * (length - 1) + "。"
    return proposes(drop_repeats, text, *between, text)


def _nested(depth: int) -> bool:
    text = f'{{"title": "门诊", "content": "{TEXT}"}}'
    for _ in range(depth):
        text = f'{{"a": {text}}}'
    try:
        return len(read_json(f"[{text}]")) == 1
    except Refusal:
        return False


def _odds(*paragraphs: str) -> float:
    return round(plain_origin([*paragraphs, "完"]).odds - plain_origin(["完"]).odds, 9)


def _titles(length: int) -> list[str]:
    return [f"山里的医生{n}" for n in range(length)]


CRUMB = "当前位置：某院 > 某科 > 某栏"
HEAD, DAY = "山里的医生又回来了", "来源：某报 2021-03-04"
ITEMS = ["本院", "本科"]


def _over_crumb(over: Iterable[str], *below: str) -> bool:
    """Return whether a page's lines over its crumb go."""
    return proposes(drop_over_crumb, *over, CRUMB, *below)


BOUNDS = {
    "lines over a crumb": Bound(
        lambda n: _over_crumb([f"栏{i}" for i in range(n)], HEAD, DAY), (39, True), (40, False)
    ),
    "lines below a crumb, with the day": Bound(
        lambda n: _over_crumb(ITEMS, HEAD, *["短行"] * (n - 2), DAY), (5, True), (6, False)
    ),
    "characters of a headline below a crumb": Bound(
        lambda n: _over_crumb(ITEMS, "山" * n, DAY), (6, False), (7, True)
    ),
    "headlines below a crumb, which is none": Bound(
        lambda n: _over_crumb(ITEMS, *[HEAD] * n, DAY), (0, False), (1, True)
    ),
    "lines over a crumb that there must be": Bound(
        lambda n: _over_crumb(ITEMS[:n], HEAD, DAY), (0, False), (1, True)
    ),
    "characters of a caption with its stop": Bound(
        lambda n: is_single_sentence("医" * (n - 1) + "。"), (80, True), (81, False)
    ),
    "the fewest characters of one": Bound(
        lambda n: is_single_sentence("医" * (n - 1) + "。"), (7, False), (8, True)
    ),
    "characters of a caption with a sign": Bound(
        lambda n: _caption("图为" + "医" * (n - 2)), (160, True), (161, False)
    ),
    "letters of a caption in English": Bound(
        lambda n: _caption("A doctor " + "x" * (n - 26) + " (Xinhua/Lin Wei)"),
        (480, True),
        (481, False),
    ),
    "characters under a picture's name": Bound(_under_picture, (40, True), (41, False)),
    "the fewest characters there": Bound(_under_picture, (3, False), (4, True)),
    "characters before a day in figures": Bound(
        lambda n: is_imprint("名" * n + "2016-07-26"), (10, True), (11, False)
    ),
    "characters of a title before its day": Bound(
        lambda n: proposes(cut_days, "山" * n + " 2024年05月06日", TEXT), (61, True), (62, False)
    ),
    "the fewest characters before its day": Bound(
        lambda n: proposes(cut_days, "山" * n + " 2024年05月06日", TEXT), (6, False), (7, True)
    ),
    "lines over a title with its day": Bound(
        lambda n: proposes(cut_days, *SHORT[:n], "山里的医生又回来了 2024年05月06日", TEXT),
        (2, True),
        (3, False),
    ),
    "characters of a numbered title": Bound(
        lambda n: proposes(label_numbered, "三、" + "补" * n, SOURCE, TEXT), (40, True), (41, False)
    ),
    "the fewest of a numbered title": Bound(
        lambda n: proposes(label_numbered, "三、" + "补" * n, SOURCE, TEXT), (3, False), (4, True)
    ),
    "characters of a title with its label": Bound(
        lambda n: proposes(label_named, TEXT, "标题：" + "山" * n, TEXT), (60, True), (61, False)
    ),
    "the fewest of a title with its label": Bound(
        lambda n: proposes(label_named, TEXT, "标题：" + "山" * n, TEXT), (3, False), (4, True)
    ),
    "characters of a title under a series": Bound(
        lambda n: proposes(label_series, SERIES, "山" * n, TEXT), (80, True), (81, False)
    ),
    "the fewest of a title under a series": Bound(
        lambda n: proposes(label_series, SERIES, "山" * n, TEXT), (5, False), (6, True)
    ),
    "lines over a series": Bound(
        lambda n: proposes(label_series, *SHORT[:n], SERIES, "山里的医生们", TEXT),
        (2, True),
        (3, False),
    ),
    "characters of a sentence that stands again": Bound(
        lambda n: _again(n, TEXT), (23, False), (24, True)
    ),
    "blocks between the two": Bound(lambda n: _again(24, *OTHERS[:n]), (9, True), (10, False)),
    "characters of the beginning of an earlier block": Bound(
        lambda n: proposes(drop_repeats, TEXT, OTHERS[0], TEXT[:n]), (7, False), (8, True)
    ),
    "controls beside a stranger": Bound(
        lambda n: furniture(" ".join([*("打印", "分享", "关注")[:n], "某某"])),
        (2, None),
        (3, "controls"),
    ),
    "strangers beside controls": Bound(
        lambda n: furniture(" ".join(["打印", "分享", "关注", *("某某", "何人")[:n]])),
        (1, "controls"),
        (2, None),
    ),
    "rows of titles": Bound(
        lambda n: is_table("标题,作者,日期\n" + "门诊,段敏,2024-05-06\n" * n), (2, False), (3, True)
    ),
    "rows in ten with a title": Bound(
        lambda n: _are_titles(_titles(n) + ["x"] * (10 - n)), (8, False), (9, True)
    ),
    "titles in ten that differ": Bound(
        lambda n: _are_titles(_titles(n) + _titles(1) * (10 - n)), (8, False), (9, True)
    ),
    "characters of a title in a table": Bound(
        lambda n: _are_titles(["山" * n]), (100, True), (101, False)
    ),
    "the fewest of a title in a table": Bound(
        lambda n: _are_titles(["山" * n]), (3, False), (4, True)
    ),
    "rows in ten with a day": Bound(
        lambda n: _are_dates(["2024-05-06"] * n + ["x"] * (10 - n)), (8, False), (9, True)
    ),
    "levels of JSON": Bound(_nested, (8, True), (9, False)),
    "paragraphs that break off": Bound(
        lambda n: _odds(*["医生在县里，" + "医" * 44] * n), (1, 4.0), (2, 8.0)
    ),
    "no more of them count": Bound(
        lambda n: _odds(*["医生在县里，" + "医" * 44] * n), (2, 8.0), (3, 8.0)
    ),
    "characters of one that breaks off": Bound(
        lambda n: _odds("医生在县里，" + "医" * (n - 6)), (45, 0.0), (46, 4.0)
    ),
    "lines of a column": Bound(
        lambda n: _odds(" ".join(["医" * 12] * n)), (5, 0.0), (6, 9.0)
    ),
    "characters of a narrow column": Bound(
        lambda n: _odds(" ".join(["医" * n] * 8)), (6, 0.0), (7, 9.0)
    ),
    "characters of a wide column": Bound(
        lambda n: _odds(" ".join(["医" * n] * 8)), (40, 9.0), (41, 0.0)
    ),
    "characters of a section's label": Bound(
        lambda n: furniture("【" * (n - 8) + "山山山山山直通车"), (8, "section"), (9, None)
    ),
    "characters of a title under a house": Bound(
        lambda n: _may_head("山" * n), (45, True), (46, False)
    ),
    "impossible words": Bound(
        lambda n: round(Origin(odds=1.0).with_words(n, 1000).odds, 3), (0, 1.0), (1, 4.615)
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BOUNDS)
def test_a_number_decides_where_it_stands(name: str) -> None:
    BOUNDS[name].holds()


def test_the_second_half_of_a_formal_title_heads_nothing() -> None:
    assert _may_head("开展义诊活动的通知第一号")
    assert not _may_head("关于开展义诊活动的通知")


@pytest.mark.parametrize(
    "scores, goes_on", [((0.5, 0.62), 1), ((0.5, 0.63), 3), ((0.9, 0.5), 1), ((0.0, 0.0), 1)]
)
def test_the_nearest_paragraph_goes_on_unless_another_is_likelier(
    monkeypatch: pytest.MonkeyPatch, scores: tuple[float, float], goes_on: int
) -> None:
    """By half a logit: .5 counts as .622."""
    draft = open_capture("\n\n".join((TEXT[:-8], "医生在县里给人看病。", TEXT, TEXT[6:])))
    first, left, between, right = draft.blocks
    captioned = (first, left, between._replace(role=Role.CAPTION), right)
    draft = replace(draft, blocks=captioned)
    told = dict(zip((draft.blocks[1].text, draft.blocks[3].text), scores, strict=True))
    monkeypatch.setattr(breaks, "continuity", lambda left, right, raw: told[right])
    assert breaks.continuation(draft, 0)[0] == goes_on


PLAIN = open_capture("\n\n".join((TEXT, "义诊现场", "二、带教"))).blocks


@pytest.mark.parametrize(
    "text, changed, apart",
    [
        ("医生来到县里义诊", {}, True),
        ("医生来到县里义诊", {"level": 2}, False),
        ("医生来到县里义诊", {"hints": PLAIN[1].hints._replace(tag="h2")}, False),
        ("二、县里的义诊", {}, False),
        ("医生来到县里义诊。", {}, False),
        ("义诊车", {}, False),
        ("义诊车上", {}, True),
        ("义" * 40, {}, True),
        ("义" * 41, {}, False),
    ],
)
@pytest.mark.parametrize("lead", [2, 1])
def test_a_line_stands_apart_where_headings_are_numbered(
    text: str, changed: dict[str, Any], apart: bool, lead: int
) -> None:
    """By its blank lines, or between a full stop and the next number."""
    line = PLAIN[1]._replace(text=text, lead=lead, **changed)
    assert is_set_apart([PLAIN[0], line, PLAIN[2]], 1, 2) is apart
    assert is_set_apart([PLAIN[0], line, PLAIN[0]], 1, 2) is (apart and lead == 2)


@pytest.mark.parametrize(
    "gone, why",
    [
        (["related"] * 4, "related"),
        (["related"] * 3, None),
        (["related"] * 3 + [None], None),
        (["related"] * 5 + [None], None),
        ([None] * 5, None),
    ],
)
def test_an_item_goes_with_all_others_of_its_list(gone: list[str | None], why: str | None) -> None:
    item = PLAIN[1]._replace(role=Role.ITEM)
    blocks = [PLAIN[0], *[item] * (len(gone) + 1), PLAIN[2]]
    every = [None, gone[0], None, *gone[1:], "related"]
    assert _among_items(blocks, every, 2) == why


class Counted:
    """A language of which a few words are counted, and how often a character opens or stands."""

    levels = (-20.0,)

    def __init__(self, opens: float = -9.0, stands: float = -5.0, **words: float) -> None:
        self._opens, self._stands, self._words = opens, stands, words

    def char(self, before: str, _: str) -> float:
        return self._opens if before else self._stands

    def word(self, text: str) -> float | None:
        return self._words.get(text)

    def cut(self, text: str) -> float:
        return -1.0


@pytest.mark.parametrize(
    "model, stump",
    [
        (Counted(开展=-10.0), True),
        (Counted(开=-10.0), False),  # the word behind has two characters at least
        (Counted(开展=-12.49), True),
        (Counted(开展=-12.5), False),
        (Counted(opens=-8.01, 开展=-10.0), True),
        (Counted(opens=-8.0, 开展=-10.0), False),
        (Counted(opens=-9.0, stands=-7.99, 开展=-10.0), True),
        (Counted(opens=-9.0, stands=-8.0, 开展=-10.0), False),
        (Counted(开展=-10.0, 计=-3.0, 计开=-3.0), False),
        (Counted(开展=-10.0, 计=-3.0, 计开=-3.01), True),
        (Counted(开展=-10.0, 计开展新=-19.99), False),
    ],
)
def test_what_a_text_that_lost_its_beginning_opens_with(model: Any, stump: bool) -> None:
    assert _is_stump("计开展新", model) is stump
