"""What all tests share: no test fails because the machine is slow; there is one browser."""

import pytest
from hypothesis import settings

from tests.browser import chromium

settings.register_profile("archive", deadline=None)
settings.load_profile("archive")


@pytest.fixture(scope="session")
def browser():
    """The system's Chromium; Playwright runs one at a time."""
    with chromium() as running:
        yield running
