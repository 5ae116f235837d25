"""A site's manifest: every file of it, alike however it was made, and what it names as wrong."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from aidstories.cli import main
from aidstories.site.incremental.standing import files_of, site_of
from aidstories.site.sealed import fixity, seal, sealed
from aidstories.stories.store.manifest import hashed

PAGES = {"index.html": b"<p>a", "stories/yi/index.html": b"<p>b", "data/x.json": b"{}"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name, data in PAGES.items():
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_bytes(data)
    (tmp_path / "site" / ".git").mkdir()
    (tmp_path / "site" / ".git" / "config").write_bytes(b"somebody else's")
    return tmp_path / "site"


@pytest.fixture
def record(site: Path) -> Path:
    """What a build notes of the site in its folder."""
    file = site.with_name("site.sqlite")
    with closing(sqlite3.connect(file)) as made, made:
        made.execute("CREATE TABLE meta (name TEXT PRIMARY KEY, told BLOB)")
        made.execute("INSERT INTO meta VALUES ('site', ?)", (str(site).encode(),))
    return file


def read(site: Path) -> dict[str, tuple[int, str]]:
    told = json.loads((site / "manifest.json").read_bytes())
    return {one["path"]: (one["bytes"], one["sha256"]) for one in told["files"]}


def test_every_file_is_listed_and_no_other(site: Path) -> None:
    seal(site, None, ())
    assert read(site) == {n: (len(d), hashlib.sha256(d).hexdigest()) for n, d in PAGES.items()}
    assert files_of(str(site)).keys() == PAGES.keys()


def test_it_is_alike_whether_all_or_only_what_changed_is_read(
    site: Path, record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal(site, None, ())
    known = sealed(site, record)
    (site / "index.html").write_bytes(b"<p>c")
    (site / "stories/yi/index.html").unlink()
    (site / "new.html").write_bytes(b"<p>d")
    looked: list[str] = []

    def noting(root: Path, names: list[str]) -> object:
        looked.extend(names)
        return hashed(root, names)

    with monkeypatch.context() as patch:
        patch.setattr("aidstories.site.sealed.hashed", noting)
        seal(site, known, {"index.html", "new.html"})
    after = (site / "manifest.json").read_bytes()
    assert sorted(looked) == ["index.html", "new.html"]
    seal(site, None, ())
    assert (site / "manifest.json").read_bytes() == after


def test_what_was_not_sealed_behind_the_last_build_is_read_anew(site: Path, record: Path) -> None:
    assert site_of(record) == site and sealed(site, record) is None
    seal(site, None, ())
    assert sealed(site, record) is not None
    later = (site / "manifest.json").stat().st_mtime_ns + 1
    os.utime(record, ns=(later, later))  # a build was killed before it sealed
    assert sealed(site, record) is None
    (site / "manifest.json").write_bytes(b"{")
    assert sealed(site, record) is None
    record.write_bytes(b"no record")
    assert site_of(record) is None and site_of(record.with_name("none")) is None


HARM: dict[str, tuple[Callable[[Path], object], str]] = {
    "changed": (lambda s: (s / "index.html").write_bytes(b"<p>x"), "index.html: 与清单记的不同"),
    "missing": (lambda s: (s / "index.html").unlink(), "index.html: 清单里有，文件不见了"),
    "added": (lambda s: (s / "x.html").write_bytes(b""), "x.html: 清单里没有这个文件"),
    "no manifest": (lambda s: (s / "manifest.json").unlink(), "这里没有网站的清单"),
}


@pytest.mark.parametrize("harm, word", HARM.values(), ids=HARM)
def test_what_is_wrong_with_a_copy_is_named(
    site: Path, harm: Callable[[Path], object], word: str
) -> None:
    seal(site, None, ())
    assert [found for _, found in fixity(site) if found] == []
    harm(site)
    runner = CliRunner(env={"LC_ALL": "zh_CN.UTF-8"})
    done = runner.invoke(main, ["--root", str(site.parent), "verify", "--site", str(site)])
    assert done.exit_code == 1 and word in done.stderr


def test_what_a_killed_writer_left_goes(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("一", "utf-8")
    (tmp_path / ".writing-0123").write_text("{", "utf-8")
    seal(tmp_path, None, ())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["index.html", "manifest.json"]
