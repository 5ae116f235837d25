"""Neither memory nor work grows with the number of captures."""

from statistics import median

import pytest

from tests.bench.import_many import main


@pytest.mark.long
def test_memory_and_rate_stay_flat() -> None:
    """Nothing of a capture is kept once it is written: the second half adds next to nothing."""
    rows = main(2000, 1)
    assert rows[-1].writer_mb - rows[4].writer_mb < 8
    assert median(row.cpu for row in rows[-3:]) < 1.5 * median(row.cpu for row in rows[1:4])
