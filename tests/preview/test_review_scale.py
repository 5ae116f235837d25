"""The review page with a thousand doubts in three hundred stories."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from aidstories.stories.checks.review_items import Topic
from tests.archive import Archive, make_archive
from tests.preview.ask import fetch, items_of, make_desk, send
from tests.preview.conftest import SAME, flag

pytestmark = pytest.mark.long
STORIES = 334
"""With three flags in each, a thousand."""
PAGE, ANSWER = 3, 1
"""How many times longer a first page takes, which reads every file, than a later one and than an
answer: 6 and 4 as measured."""


def _archive(root: Path, stories: int) -> Archive:
    archive = make_archive(root)
    texts = {f"s{n:03d}": SAME.format(f"第{n}支") for n in range(stories)}
    for name, text in texts.items():
        archive.add(f"{name}.txt", text)
    archive.run("import", "--quiet")
    for name, text in texts.items():
        flag(archive, name, text, "于木")
    return archive


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return _archive(tmp_path_factory.mktemp("large") / "archive", STORIES)


def _seconds(act: Callable[[], object], times: int = 5) -> float:
    """Return the shortest of ``times`` runs: what else the machine does only adds."""
    taken = []
    for _ in range(times):
        began = time.process_time()
        act()
        taken.append(time.process_time() - began)
    return min(taken)


@pytest.fixture(scope="module")
def first(large: Archive) -> float:
    """The seconds that a first page takes."""
    return _seconds(lambda: fetch(make_desk(large)))


def test_a_page_reads_what_has_changed(large: Archive, first: float) -> None:
    desk = make_desk(large)
    for path in large.files():
        os.utime(path, (1, 1))
    fetch(desk)
    later = _seconds(lambda: fetch(desk))
    assert len(items_of(desk, Topic.FLAG)) == 3 * STORIES
    print(f"a first page: {first * 1000:.0f} ms, a later one: {later * 1000:.0f} ms")
    assert later * PAGE < first


def test_so_does_an_answer(large: Archive, first: float) -> None:
    desk = make_desk(large)
    fetch(desk)
    keys = iter([item.key for item in items_of(desk, Topic.FLAG)])
    form = {"token": desk.token, "verdict": "corrected", "text": "手术"}
    one = _seconds(lambda: fetch(desk, form | {"key": next(keys)}))
    print(f"an answer: {one * 1000:.0f} ms")
    assert one * ANSWER < first


def test_a_thousand_are_answered_at_once(large: Archive) -> None:
    desk = make_desk(large)
    keys = [item.key for item in items_of(desk, Topic.FLAG)]
    began = time.perf_counter()
    assert send(desk, key=keys, verdict="accepted")[0] == 303
    print(f"{len(keys)} at once: {time.perf_counter() - began:.1f} s")
    assert not items_of(desk, Topic.FLAG)
