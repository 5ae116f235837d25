"""The tasks of a new editor that are done in the browser, with ``aidstories serve`` running."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.archive import HOME, Archive, copy_config, make_archive
from tests.browser import goto
from tests.shared import free_port
from tests.tasks.test_tasks import TASKS, do

pytestmark = pytest.mark.browser
SEEN = [task for task in TASKS if any("open" in step for step in task["steps"])]
_PATIENCE = 60_000
"""Milliseconds that a page may take to show what is waited for."""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    archive = make_archive(tmp_path_factory.mktemp("seen") / "archive")
    for name in ("index.md", "search.md"):
        shutil.copy(HOME / "docs" / name, archive.docs)
    copy_config(archive.root)
    (archive.root / "overrides").symlink_to(HOME / "overrides")
    archive.add("甲.txt")
    assert archive.run("import").exit_code == 0
    return archive


@pytest.fixture(scope="module")
def address(archive: Archive) -> Iterator[str]:
    """Where the preview answers; it runs as the editor starts it, until Ctrl+C."""
    port = free_port()
    command = [sys.executable, "-m", "aidstories", "--root", str(archive.root), "serve"]
    env = os.environ | {"LC_ALL": "C.UTF-8", "PYTHONPATH": str(HOME / "scripts")}
    env |= {"PYTHONUNBUFFERED": "1"}
    running = subprocess.Popen(
        [*command, "-a", f"127.0.0.1:{port}"],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=_heeds_interrupts,
    )
    assert running.stdout
    said = ""
    for line in running.stdout:
        said += line
        if found := re.search(rf"http://127\.0\.0\.1:{port}/", line):
            yield found.group()
            break
    else:
        raise AssertionError(said)
    running.send_signal(signal.SIGINT)
    assert running.wait(120) == 0 and "Traceback" not in running.stdout.read()


def _heeds_interrupts() -> None:
    """Undo what a shell does to what it runs with ``&``, tests and all that they start."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture(scope="module")
def page(browser: Browser, address: str) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def see(step: dict[str, Any], page: Page, address: str) -> None:
    if "open" in step:
        goto(page, urljoin(address, step["open"]))
    if "click" in step:
        page.get_by_role("button", name=step["click"]).first.click()
    if "type" in step:
        return
    for words in step.get("sees", ()):
        expect(page.locator("body")).to_contain_text(words, timeout=_PATIENCE)
    for words in step.get("not", ()):
        expect(page.locator("body")).not_to_contain_text(words, timeout=_PATIENCE)


@pytest.mark.parametrize("task", SEEN, ids=[task["ask"] for task in SEEN])
def test_the_page_says_what_the_editor_needs(
    task: dict[str, Any], archive: Archive, address: str, page: Page
) -> None:
    for step in task["steps"]:
        do(step, archive)
        see(step, page, address)


def test_some_tasks_are_done_in_the_browser() -> None:
    assert len(SEEN) >= 4
