"""What all tests share: hypothesis without deadlines, drawn alike each time, and one browser."""

import gc
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from tests.archive import Archive, make_archive
from tests.browser import block_workers, chromium
from tests.editors_files import watch
from tests.once import shared_by_builds

watch()
os.environ["AIDSTORIES_ADMIN"] = "false"  # no test depends on what `make admin` built before
os.environ.setdefault("SOURCE_DATE_EPOCH", str(int(time.time())))  # at midnight, too, one day
# Half of hypothesis' own budget, whole in make test-long: properties were a tenth of the CPU.
settings.register_profile("archive", deadline=None, derandomize=True, max_examples=50)
settings.register_profile("search for failures", deadline=None)


def pytest_configure(config: pytest.Config) -> None:
    """Draw the same cases every time: a commit is green or red. make test-long draws new."""
    long = config.getoption("markexpr") == "long"
    settings.load_profile("search for failures" if long else "archive")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Keep the collector off what stays: 14.7 s of CPU for collecting, 11.4 s so (7,000 tests)."""
    gc.disable()
    yield
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def _made_once() -> Iterator[None]:
    """Share between the builds of a process what is equal in all of them."""
    with shared_by_builds():
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium; Playwright runs one at a time."""
    with chromium() as running:
        block_workers(running)
        yield running


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """An archive without captures."""
    return make_archive(tmp_path / "archive")
