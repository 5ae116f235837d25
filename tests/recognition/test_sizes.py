"""The size of the type, by the characters' distances where the box of a line does not tell it."""

import pytest

from aidstories.recognition import _BOX, _size
from aidstories.recognition.seen import Read

HIGH = 38.0 * _BOX


@pytest.mark.parametrize(
    "text, centres, width, least, most",
    [
        ("了旱地！”", (0.12, 0.34, 0.56, 0.75, 0.9), 134, 28, 32),  # a mark makes the box high
        ("县医院", (0.17, 0.5, 0.83), 120, 38, 38),  # as large as its box says
        ("山 海 情", (0.05, 0.25, 0.5, 0.75, 0.95), 60, 38, 38),  # not Chinese alone
        ("OK！", (0.2, 0.5, 0.8), 40, 38, 38),
        ("好。", (0.3, 0.7), 60, 38, 38),  # two say nothing
        ("县医院", (), 60, 38, 38),  # nor does an engine without places
        ("山海情深", (0.03, 0.34, 0.66, 0.97), 600, 38, 38),  # set wide
    ],
)
def test_size(
    text: str, centres: tuple[float, ...], width: float, least: float, most: float
) -> None:
    assert least <= _size(Read(text, 1.0, centres), width, HIGH) <= most
