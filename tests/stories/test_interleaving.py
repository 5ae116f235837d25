"""No edit lost, no half file, every ledger verifies: whatever happens in whatever order."""

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stories.interleaving import interleave, warm_up

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
MEMORY = Path("/dev/shm")


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder in memory where there is one: every write is synced to the disk."""
    folder = Path(tempfile.mkdtemp(dir=MEMORY if MEMORY.is_dir() else None))
    warm_up(folder)
    gc.collect()
    gc.freeze()  # a forked process then leaves the memory alone that it shares with this one
    yield folder
    gc.unfreeze()
    shutil.rmtree(folder)


def test_twenty_five_interleavings(folder: Path) -> None:
    assert sum(interleave(folder, seed).edits for seed in range(25)) > 25


@pytest.mark.long
def test_five_hundred_interleavings(folder: Path) -> None:
    assert sum(interleave(folder, seed).edits for seed in range(1000, 1500)) > 500
