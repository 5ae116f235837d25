"""Memory does not grow with the number of captures."""

import pytest

from tests.bench.import_many import main


@pytest.mark.long
def test_memory_stays_flat() -> None:
    """Nothing of a capture is kept once it is written: the second half adds next to nothing."""
    rows = main(2000, 1)
    assert rows[-1] - rows[4] < 8
