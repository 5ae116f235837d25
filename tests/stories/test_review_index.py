"""The kept list of doubtful places: never stale, and no file read twice for nothing."""

import os
import shutil

import pytest

from aidstories.model import Edit, Flag, Gap, Kind, Ledger, Role, Slot
from aidstories.stories.checks import review_index
from aidstories.stories.checks.review_index import Review, ReviewIndex
from aidstories.stories.checks.review_items import Topic, story_at, story_of
from aidstories.stories.store import kept
from tests.archive import PAPER, Archive, Made, make_archive

NOWHERE = PAPER.replace("那曲市色尼区", "某地").replace("那曲", "某地").replace("杭州市援藏", "")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    archive = make_archive(tmp_path_factory.mktemp("index") / "archive")
    for name, text in {"a": PAPER, "b": NOWHERE, "c": NOWHERE.replace("2024年", "")}.items():
        archive.add(f"{name}.txt", text.replace("甲市", f"{name}市"))
    archive.run("import")
    return Made(archive)


@pytest.fixture
def archive(made: Made) -> Archive:
    return made.as_new()


def anew(archive: Archive) -> Review:
    return ReviewIndex(archive.paths).look()


def test_what_changes_is_seen(archive: Archive) -> None:
    index = ReviewIndex(archive.paths)
    assert index.look() == anew(archive) and index.look().items
    path = next(i.path for i in index.look().items if i.topic is Topic.PLACE)
    text = path.read_text("utf-8")
    given = text.replace("year_basis:", "regions:\n- 西藏自治区/那曲市\nyear_basis:")
    for change in (
        lambda: path.write_text(given, "utf-8"),
        lambda: path.write_text(text, "utf-8"),
        lambda: path.with_name(f"{path.name}.proposed").write_text(given, "utf-8"),
        lambda: path.rename(path.with_name("another-id.md")),
        lambda: archive.run("import"),
        lambda: next(archive.paths.record_files()).unlink(),
        lambda: shutil.rmtree(archive.docs / "stories"),
    ):
        before = index.look()
        change()
        now = index.look()
        assert now == anew(archive) and now != before


def test_a_change_that_leaves_size_and_time_is_seen(archive: Archive) -> None:
    index = ReviewIndex(archive.paths)
    path = next(i.path for i in index.look().items if i.topic is Topic.PLACE)
    times = path.stat()
    old = path.read_bytes()
    title = next(line for line in old.splitlines() if line.startswith(b"title: "))
    path.write_bytes(old.replace(title, title.replace("支援".encode(), "帮扶".encode())))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert path.stat().st_size == times.st_size
    assert index.look() == anew(archive)
    assert "帮扶" in index.look().titles[path.stem]


def test_files_long_unchanged_are_not_read_again(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in archive.files():
        os.utime(path, (1, 1))
    index = ReviewIndex(archive.paths)
    first = index.look()

    def refuse(*_: object) -> None:
        raise AssertionError("a file is read")

    for name in ("read_record", "read_story", "recorded_text"):
        monkeypatch.setattr(review_index, name, refuse)
    monkeypatch.setattr(kept, "bytes_of", refuse)
    assert index.look() == first


def test_what_cannot_be_read_is_passed_over(archive: Archive) -> None:
    index = ReviewIndex(archive.paths)
    before = index.look()
    for path in (next(archive.paths.record_files()), next(archive.paths.story_files())):
        path.write_bytes(b"\xff{")
    assert index.look() == anew(archive) and index.look() != before


def _ledger(*layout: tuple[Slot, ...]) -> Ledger:
    return Ledger(length=20, edits=(), layout=layout)


def _slot(start: int, end: int, gap: Gap | None = None) -> tuple[Slot, ...]:
    return (Slot(role=Role.PARAGRAPH, spans=((start, end),), gap=gap),)


def _flag(start: int, end: int) -> Flag:
    return Flag(start=start, end=end, by="x", reason="confusion", quote="")


TOUCHING = _ledger(_slot(0, 10, Gap.END), _slot(10, 20))


@pytest.mark.parametrize("at, number", [(0, 0), (9, 0), (10, 1), (19, 1), (20, 1)])
def test_a_character_is_the_stories_that_holds_it(at: int, number: int) -> None:
    assert story_at(TOUCHING, at) == number
    assert story_of(TOUCHING, _flag(at, at + 1)) == number


@pytest.mark.parametrize("at, number", [(4, 0), (5, 0), (12, 0), (13, 1), (14, 1)])
def test_between_two_it_is_the_nearer_ones(at: int, number: int) -> None:
    assert story_at(_ledger(_slot(0, 5), _slot(20, 25)), at) == number


def test_a_gap_is_the_stories_that_lacks_text() -> None:
    gap = Edit(10, 10, "", "", Kind.GAP, "x", "cut-off")
    assert story_of(TOUCHING, gap) == 0
    assert story_of(_ledger(_slot(0, 10), _slot(10, 20, Gap.START)), gap) == 1
    assert story_of(_ledger(_slot(0, 10), _slot(10, 20)), gap) == 1
    assert story_of(_ledger(), gap) is None
