"""Where a site may be written: never where a build would remove somebody's files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from aidstories.errors import BadInput
from aidstories.paths import ArchivePaths
from aidstories.site.incremental.place import NOTE, take_place
from aidstories.stories.store.manifest import Entry, manifest_bytes
from tests.archive import Archive, make_archive


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    archive = make_archive(tmp_path / "here")
    archive.add()
    (archive.root / "overrides").mkdir()
    (archive.root / "overrides" / "a.html").write_text("x", "utf-8")
    return archive


@pytest.mark.parametrize("folder", [".", "..", "seeds", "seeds/new", "docs", "docs/new"])
@pytest.mark.parametrize("more", [(), ("--dirty",), ("--clean",)])
def test_no_site_is_built_over_the_archive(
    archive: Archive, folder: str, more: tuple[str, ...]
) -> None:
    before = archive.every()
    told = archive.run("build", "-q", "-d", archive.root / folder, *more)
    assert told.exit_code == 1 and told.stderr  # MkDocs itself refuses what holds docs
    assert archive.every() == before


@pytest.mark.parametrize("folder", ["overrides", ".cache/search", "notes", "link"])
def test_no_site_is_built_over_what_no_build_made(archive: Archive, folder: str) -> None:
    kept = archive.root / folder / "论文.txt"
    if folder == "link":
        (archive.root / "behind").mkdir()
        (archive.root / folder).symlink_to("behind")
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text("我的", "utf-8")
    told = archive.run("build", "-q", "-d", archive.root / folder)
    assert told.exit_code == 1 and kept.read_text("utf-8") == "我的"


def test_the_home_that_a_shell_leaves_as_it_stands_is_meant(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(archive.root / "seeds"))
    before = archive.every()
    for folder, words in (("~", "档案的 seeds"), ("~/new", "档案的 seeds"), (" ", "没有写")):
        told = archive.run("build", "-q", f"--site-dir={folder}")
        assert told.exit_code != 0 and words in told.stderr
    assert archive.every() == before


def test_the_folder_of_the_configuration_is_held_too(archive: Archive) -> None:
    (archive.root / "mkdocs.yml").write_text("site_name: x\nsite_dir: seeds\n", "utf-8")
    before = archive.every()
    told = archive.run("build", "-q")
    assert told.exit_code == 1 and "档案的 seeds" in told.stderr
    assert archive.every() == before


def _listed(folder: Path, name: str = "404.html") -> None:
    folder.joinpath("manifest.json").write_bytes(manifest_bytes({name: Entry(1, "0" * 64)}))


def _by_mkdocs(folder: Path) -> None:
    for name in ("404.html", "worker.js", "data/datapackage.json"):
        folder.joinpath(name).parent.mkdir(exist_ok=True)
        folder.joinpath(name).write_text("x", "utf-8")


def _hidden(folder: Path) -> None:
    folder.joinpath(".git").mkdir()
    folder.joinpath(".nojekyll").touch()


@pytest.mark.parametrize("fill", [_listed, _by_mkdocs, _hidden, Path.touch])
def test_a_site_is_built_over_a_site(tmp_path: Path, fill: Callable[[Path], None]) -> None:
    paths, site = ArchivePaths(tmp_path / "here"), tmp_path / "site"
    site.mkdir()
    fill(site)
    take_place(paths, site)
    assert (paths.build_cache / NOTE).read_bytes() == bytes(site.resolve())


def test_the_site_of_a_build_that_was_killed_is_known_by_the_note(tmp_path: Path) -> None:
    paths, site = ArchivePaths(tmp_path / "here"), tmp_path / "site"
    take_place(paths, site)
    site.mkdir()
    site.joinpath("index.html").write_text("half a site", "utf-8")
    take_place(paths, site)
    (paths.build_cache / NOTE).unlink()
    with pytest.raises(BadInput, match="index"):
        take_place(paths, site)


@pytest.mark.parametrize("name", ["seeds/a.txt", "index.html"])
def test_another_archive_is_no_site(tmp_path: Path, name: str) -> None:
    _listed(tmp_path, name)
    with pytest.raises(BadInput):
        take_place(ArchivePaths(tmp_path / "else"), tmp_path)


def test_a_damaged_note_is_written_anew(tmp_path: Path) -> None:
    paths = ArchivePaths(tmp_path / "here")
    (paths.build_cache / NOTE).mkdir(parents=True)
    take_place(paths, tmp_path / "site")
    assert (paths.build_cache / NOTE).is_file()


def test_a_configuration_without_the_program_is_named(archive: Archive) -> None:
    """Its build ended as a fault of the program (KeyError)."""
    (archive.root / "mkdocs.yml").write_text("site_name: x\nplugins: []\n", "utf-8")
    told = archive.run("build", "-q")
    assert told.exit_code == 1 and "mkdocs.yml: plugins 里没有 aidstories" in told.stderr
