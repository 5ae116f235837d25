"""Which files have changed: told at once, and never for the same bytes."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from aidstories.preview.watching import Watcher


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[tuple[Watcher, Path]]:
    """A watcher of a folder with one file, and the folder."""
    (tmp_path / "a.md").write_text("甲", "utf-8")
    watcher = Watcher(interval=60)
    watcher.watch([tmp_path, tmp_path / "gone"])
    yield watcher, tmp_path
    watcher.end()


def heard(watcher: Watcher, act: Callable[[], object]) -> set[str]:
    """Return the names of the files of the first change that is told after ``act``."""
    found: list[frozenset[Path]] = []
    waiting = threading.Thread(target=lambda: found.append(watcher.changed()), daemon=True)
    waiting.start()
    act()
    waiting.join(60)
    return {path.name for path in found[0]} if found else set()


def test_changes_are_told(watched: tuple[Watcher, Path]) -> None:
    watcher, folder = watched
    assert heard(watcher, lambda: (folder / "a.md").write_text("乙", "utf-8")) == {"a.md"}
    assert heard(watcher, lambda: (folder / "b.md").write_text("乙", "utf-8")) == {"b.md"}
    renamed = heard(watcher, lambda: (folder / "b.md").rename(folder / "c.md"))
    assert "c.md" in renamed
    assert "c.md" in heard(watcher, lambda: (folder / "c.md").unlink())


def test_the_same_bytes_are_no_change(watched: tuple[Watcher, Path]) -> None:
    watcher, folder = watched

    def save() -> None:
        (folder / "a.md").write_text("甲", "utf-8")
        watcher.tell([folder / "a.md"])
        (folder / "b.md").write_text("乙", "utf-8")

    assert heard(watcher, save) == {"b.md"}


def test_what_a_writer_has_beside_the_file_is_no_change(watched: tuple[Watcher, Path]) -> None:
    watcher, folder = watched

    def save() -> None:
        (folder / ".writing-1").write_text("乙", "utf-8")
        watcher.tell([])
        (folder / ".writing-1").replace(folder / "a.md")

    assert heard(watcher, save) == {"a.md"}


def test_the_end_is_no_change(watched: tuple[Watcher, Path]) -> None:
    watcher, _ = watched
    assert heard(watcher, watcher.end) == set()
