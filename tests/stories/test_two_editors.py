"""No word lost, none silently: two editors, the machine, kills, in whatever order."""

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.stories.interleaving import MEMORY, warm_up
from tests.stories.two_editors import TwoEditors

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
_PHASES = (Phase.generate,)
"""What fails is reported as it was drawn: kills at a moment do not shrink."""


@pytest.fixture(scope="module", autouse=True)
def warm() -> Iterator[None]:
    """Everything loaded, so that what is forked starts at once."""
    folder = Path(tempfile.mkdtemp(dir=MEMORY if MEMORY.is_dir() else None))
    warm_up(folder)
    gc.collect()
    gc.freeze()  # a forked process then leaves the memory alone that it shares with this one
    yield
    gc.unfreeze()
    shutil.rmtree(folder)


def interleave(count: int) -> None:
    run_state_machine_as_test(
        TwoEditors,
        settings=settings(
            max_examples=count,
            stateful_step_count=6,
            phases=_PHASES,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_five_interleavings() -> None:
    """Each is seven processes and more, half a second together."""
    interleave(5)


@pytest.mark.long
def test_five_hundred_interleavings() -> None:
    interleave(500)


def test_a_lost_word_is_seen() -> None:
    """Without this a check that looks nowhere would pass."""
    machine = TwoEditors()
    machine.begin()
    machine.edit_by_hand("甲", 0, 0)
    for path in machine.archive.stories():
        path.write_text(path.read_text("utf-8").replace("甲记1号", ""), "utf-8")
    with pytest.raises(AssertionError, match="甲记1号"):
        machine._look()
    machine.marks.clear()
    machine.teardown()
