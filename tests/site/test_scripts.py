"""Scripts of two versions of the site never meet: their folder is named by what they are."""

import posixpath
import re

import pytest

from aidstories.site.scripts import PLACE, versioned
from tests.site.conftest import Site

ONE = ("story/main.js", b"export const a = 1\n")
OTHER = ("words/zh.js", b"export const own = {}\n")


def test_the_order_of_modules_is_of_no_matter() -> None:
    assert versioned([ONE, OTHER]) == versioned([OTHER, ONE])


@pytest.mark.parametrize(
    "modules",
    [
        [ONE],
        [ONE, ("words/zh.js", b"export const own = {a}\n")],
        [ONE, ("words/bo.js", OTHER[1])],
        [("story/main.jswords", ONE[1]), ("/zh.js", OTHER[1])],
    ],
    ids=["one less", "another text", "another name", "another border"],
)
def test_another_module_is_another_folder(modules: list[tuple[str, bytes]]) -> None:
    assert versioned(modules) != versioned([ONE, OTHER])


def test_all_scripts_of_a_site_stand_in_one_folder(site: Site) -> None:
    names = [path.relative_to(site.folder).as_posix() for path in site.folder.rglob("*.js")]
    scripts = [name for name in names if PLACE.match(name)]
    (folder,) = {name.split("/")[1] for name in scripts}
    assert re.fullmatch(r"javascripts\.[0-9a-f]{8}", folder)
    assert {"early.js", "main.js", "zh.js", "bo.js"} <= {name.split("/")[-1] for name in scripts}


def test_pages_load_scripts_that_there_are(site: Site) -> None:
    asked = set()
    for url, page in site.pages():
        where = "" if url == "404.html" else f"{url.rstrip('/')}/"
        links = [*page.select("script[src]"), *page.select("link[rel=modulepreload]")]
        asked |= {
            posixpath.normpath(posixpath.join("/", where, each.get("src") or each["href"]))[1:]
            for each in links
        }
    assert len(asked) > 9
    assert [name for name in sorted(asked) if not (site.folder / name).is_file()] == []
