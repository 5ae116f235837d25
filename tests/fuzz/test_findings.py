"""What fuzzing has found to fall: each of ``findings/TARGET/`` has an answer or a reason now."""

from pathlib import Path

import pytest

from tests.fuzz.targets import TARGETS
from tests.growth.measure import at_most

FINDINGS = sorted(p for p in (Path(__file__).parent / "findings").glob("*/*") if p.is_file())
_SECONDS = 10.0


@pytest.mark.parametrize("finding", FINDINGS, ids=lambda p: f"{p.parent.name}-{p.name}")
def test_what_once_fell_stands(finding: Path) -> None:
    with at_most(_SECONDS):
        TARGETS[finding.parent.name](finding.read_bytes())


def test_each_belongs_to_a_target() -> None:
    assert {p.parent.name for p in FINDINGS} <= set(TARGETS)
