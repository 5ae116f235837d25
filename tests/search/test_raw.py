"""What only the capture says, with the words that stand beside it."""

import pytest

from aidstories.model import Edit, Kind, Ledger, Role, Slot
from aidstories.search.fold import fold
from aidstories.search.raw import RawRun, raw_runs


def runs(raw: str, restored: str, *, stripped: tuple[int, int] | None = None) -> list[str]:
    """Return the stretches of a capture of one article whose only passage is ``restored``."""
    edits: tuple[Edit, ...] = ()
    if stripped:
        start, end = stripped
        old = raw[start:end]
        edits = (Edit(start, end, old, "", Kind.STRIP, "test", "markup"),)
    slot = Slot(role=Role.PARAGRAPH, spans=((0, len(raw)),))
    ledger = Ledger(length=len(raw), edits=edits, layout=((slot,),))
    (found,) = raw_runs(raw, ledger, [[fold(restored)]])
    return [run.text for run in found]


@pytest.mark.parametrize(
    ("raw", "restored", "found"),
    [
        ("医生做手术。患者康复。", "医生做手术。患者康复。", []),
        ("“组团式”援藏", "组团式援藏", []),  # a mark more is no word more
        (
            "医生做于木。患者康复。回家了。",
            "医生做手术。患者康复。回家了。",
            ["医生做于木。患者康复"],
        ),
        ("甲。乙丙。于木。丁。戊", "甲。乙丙。手术。丁。戊", ["乙丙。于木。丁"]),
        ("于木。甲。乙。丙。于木。", "手术。甲。乙。丙。手术。", ["于木。甲", "丙。于木"]),
        ("于木。甲。乙。于木。", "手术。甲。乙。手术。", ["于木。甲。乙。于木"]),
        ("甲乙\n　　于木\n丙丁", "甲乙手术丙丁", ["甲乙 于木 丙丁"]),
        ("甲乙" + "。" * 4 + "于木", "甲乙手术", ["甲乙。。。。于木"]),
        ("甲乙" + "。" * 5 + "于木", "甲乙手术", ["于木"]),  # too far to be one phrase
        ("于木" + "。" * 5 + "甲乙", "手术甲乙", ["于木"]),
        ("于木", "手术", ["于木"]),
        ("，。", "", []),
        ("", "", []),
    ],
)
def test_what_the_article_lacks_stands_with_its_neighbours(
    raw: str, restored: str, found: list[str]
) -> None:
    assert runs(raw, restored) == found


def test_what_no_reader_saw_is_in_no_stretch() -> None:
    assert runs("甲<b>于木", "甲手术", stripped=(1, 4)) == ["甲 于木"]


def test_what_no_reader_saw_moves_no_word_to_another_article() -> None:
    raw = "甲<b>手术。木"
    layout = tuple((Slot(role=Role.PARAGRAPH, spans=(span,)),) for span in ((0, 7), (7, len(raw))))
    edit = Edit(1, 4, "<b>", "", Kind.STRIP, "test", "markup")
    ledger = Ledger(length=len(raw), edits=(edit,), layout=layout)
    found = raw_runs(raw, ledger, [[fold("甲手术。")], [fold("术")]])
    assert [[run.text for run in runs] for runs in found] == [[], ["木"]]


@pytest.mark.parametrize("around, shown", [(3, 3), (24 - 5, 24 - 5), (30, 24 - 5)])
def test_a_stretch_is_shown_with_24_characters_on_both_sides(around: int, shown: int) -> None:
    before, after, apart = "甲" * around, "乙" * around, "。" * 5
    raw = f"{before}{apart}于木{apart}{after}"
    slot = Slot(role=Role.PARAGRAPH, spans=((0, len(raw)),))
    ledger = Ledger(length=len(raw), edits=(), layout=((slot,),))
    [[run]] = raw_runs(raw, ledger, [[fold(f"{before}手术{after}")]])
    assert run == RawRun(before=before[:shown] + apart, text="于木", after=apart + after[:shown])
