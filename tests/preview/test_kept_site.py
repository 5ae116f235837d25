"""A preview begins with the site that the last one left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from aidstories.preview.serve import Preview
from tests.site.test_again import Archive
from tests.site.test_incremental import differing, files
from tests.site.test_kept_files import DAMAGES


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    archive = Archive(tmp_path_factory.mktemp("kept") / "archive")
    archive.write("jia", 0)
    yield archive


def opened(archive: Archive, port: int = 8123) -> Preview:
    return Preview(
        archive.paths,
        address=f"127.0.0.1:{port}",
        ready=lambda url: None,
        complain=lambda problem: None,
    )


def stands(preview: Preview) -> bool:
    return preview.kept.stands(preview.config.site_url or "")


def shown(preview: Preview) -> str:
    return (preview.tree.folder / "stories/jia/index.html").read_text("utf-8")


def test_the_site_stands_until_something_changes(archive: Archive) -> None:
    first = opened(archive)
    assert not stands(first)
    first.build()
    first.kept.leave()

    second = opened(archive)
    assert stands(second)
    path = archive.file("jia")
    path.write_text(f"{path.read_text('utf-8')}\n新添的一段。\n", "utf-8")
    assert not stands(second)
    assert "新添的一段" not in shown(second)
    second.build()
    assert "新添的一段" in shown(second)
    second.kept.leave()

    third = opened(archive)
    assert stands(third)
    other = opened(archive)
    assert other.tree.folder != third.tree.folder
    assert not stands(other)
    other.kept.leave()
    assert not other.kept.folder.exists()
    third.kept.leave()


def test_another_address_is_another_site(archive: Archive) -> None:
    preview = opened(archive, 8124)
    assert not stands(preview)
    preview.kept.leave()


def test_a_changed_text_is_put_into_the_site_without_a_build(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = archive.file("jia")
    path.write_text(f"{path.read_text('utf-8').rstrip()}\n\n雪停了。\n", "utf-8")
    preview = opened(archive)
    preview.build()
    path.write_text(f"{path.read_text('utf-8').rstrip()}路通了。\n", "utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(preview, "build", lambda: pytest.fail("built"))
        preview.update({path.resolve()})
    now = files(preview.tree.folder)
    assert "路通了" in shown(preview)
    preview.build()
    assert differing(files(preview.tree.folder), now) == []
    preview.kept.leave()
    again = opened(archive)
    assert stands(again)
    again.kept.leave()


@pytest.mark.long
@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
@pytest.mark.parametrize("name", ["site.sqlite", "site/stories/jia/index.html"])
def test_a_damaged_site_is_made_anew(
    archive: Archive, name: str, damage: Callable[[Path], object]
) -> None:
    preview = opened(archive)
    preview.build()
    whole = files(preview.tree.folder)
    preview.kept.leave()
    damage(preview.kept.folder / name)
    again = opened(archive)
    assert not stands(again)
    again.build()
    assert differing(files(again.tree.folder), whole) == []
    again.kept.leave()
