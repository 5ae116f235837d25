"""The marks that lists and headings count with."""

from __future__ import annotations

import pytest

from aidstories.restore.lexicon.counts import Count, count


@pytest.mark.parametrize(
    ("line", "counted"),
    [
        ("一、建队伍", Count("headed", 1)),
        ("（十二）建队伍", Count("ringed", 12)),
        ("(3) 建队伍", Count("ringed", 3)),
        ("二十三、建队伍", Count("headed", 23)),
        ("04 建队伍", Count("step", 4)),
        ("4.建队伍", Count("dotted", 4)),
        ("三是建队伍", Count("listed", 3)),
        ("第二天，建队伍", Count("nth", 2)),
        ("• 建队伍", Count("bullet", 0)),
        ("- 建队伍", Count("bullet", 0)),
        ("一个是建队伍", None),
        ("一是个开始", None),
        ("4.5万人", None),
        ("04年建队伍", None),
        ("第二书记建队伍", None),
        ("-5度的早晨", None),
        ("建队伍", None),
    ],
)
def test_what_a_line_counts(line: str, counted: Count | None) -> None:
    assert count(line) == counted
