"""What all tests share: hypothesis without deadlines, drawn alike each time, and one browser."""

from pathlib import Path

import pytest
from hypothesis import settings

from tests.browser import chromium

TESTS = Path(__file__).parent
BUILDING = {"admin", "bo", "search", "site"}
"""Folders whose tests look at sites that are built once."""
SHARED = {"imported", "tools"}
"""The second site of ``tests/site``, and what is installed to check it."""

settings.register_profile("archive", deadline=None, derandomize=True)
settings.register_profile("search for failures", deadline=None)


def pytest_configure(config: pytest.Config) -> None:
    """Draw the same cases every time: a commit is green or red. make test-long draws new."""
    long = config.getoption("markexpr") == "long"
    settings.load_profile("search for failures" if long else "archive")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep in one process what shares a built site or an installed tool; other files go alone."""
    for item in items:
        folder = item.path.relative_to(TESTS).parts[0]
        shared = f"{folder} imported" if SHARED.intersection(item.fixturenames) else folder
        group = shared if folder in BUILDING else str(item.path)
        item.add_marker(pytest.mark.xdist_group(group))


@pytest.fixture(scope="session")
def browser():
    """The system's Chromium; Playwright runs one at a time."""
    with chromium() as running:
        yield running
