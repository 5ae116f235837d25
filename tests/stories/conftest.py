"""Fixtures of the tests about stories."""

import pytest

from tests.archive import Archive, make_archive


@pytest.fixture
def archive(tmp_path) -> Archive:
    """An archive without captures."""
    return make_archive(tmp_path / "archive")
