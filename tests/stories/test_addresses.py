"""Files in ``docs`` at addresses that the site makes itself, or that two files share."""

from __future__ import annotations

from pathlib import Path

import pytest

from aidstories.stories.checks.addresses import check_addresses
from tests.archive import HOME, make_archive

MADE = frozenset({"about", "browse", "data", "guide", "regions", "search", "stories", "tags"})


def _told(root: Path, names: list[str]) -> list[str]:
    paths = make_archive(root).paths
    for name in names:
        (paths.docs / name).parent.mkdir(parents=True, exist_ok=True)
        (paths.docs / name).write_text("# 甲\n", "utf-8")
    found = check_addresses(paths, MADE)
    return sorted(path.relative_to(paths.docs).as_posix() for path, _ in found)


def test_what_would_take_the_place_of_a_page_is_told(tmp_path: Path) -> None:
    names = [
        "search/index.md",
        "browse/a/index.md",
        "regions/x.html",
        "browse.md",
        "tags/README.md",
    ]
    names += [
        "stories/a/index.html",
        "stories/2021/b/index.html",
        "stories/feed.atom",
        "home/x.json",
    ]
    names += ["sitemap.xml", "404.html", "worker.js", "data/index.md", "data/stories.csv"]
    assert _told(tmp_path / "a", names) == sorted(names)


@pytest.mark.parametrize(
    "names, told",
    [
        (["a.md", "a/index.md"], 1),
        (["about/index.md", "about/README.md"], 1),
        (["about/me.md", "about/ME/index.html"], 1),
        (["about/me.md", "about/me.html", "about/me.pdf"], 0),
    ],
)
def test_of_two_files_at_one_address_one_is_told(
    tmp_path: Path, names: list[str], told: int
) -> None:
    assert len(_told(tmp_path / "a", names)) == told


def test_what_has_an_address_of_its_own_stands(tmp_path: Path) -> None:
    names = [
        "search.md",
        "tags.md",
        "robots.txt",
        "about/sitemap.xml",
        "data/own.csv",
        ".a/404.html",
    ]
    names += [
        "stories/2021/a.md",
        "stories/2021/a/1.jpg",
        "stories/2021/a/b.html",
        "assets/a.js",
        "guide/search/index.md",
    ]
    assert _told(tmp_path / "a", names) == []
    assert not (HOME / "docs/search").exists()


def test_check_and_build_name_file_and_address(tmp_path: Path) -> None:
    archive = make_archive(tmp_path / "here")
    archive.paths.config.write_text("site_name: 档案\n", "utf-8")
    (archive.docs / "search").mkdir()
    (archive.docs / "search/index.md").write_text("# 甲\n", "utf-8")
    for command in ("check", "build"):
        said = archive.run(command)
        assert said.exit_code == 1 and "docs/search/index.md" in said.stderr
        assert "网站自己要做“search/index.html”" in said.stderr
