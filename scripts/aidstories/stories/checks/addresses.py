"""Files in ``docs`` at addresses that the site makes itself, or that two files share.

MkDocs lets the later of two files stand at an address, and says nothing.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from aidstories.errors import Problem
from aidstories.left_by_systems import is_left_by_a_system, lies_left_by_a_system
from aidstories.paths import ArchivePaths
from aidstories.stories.store.folders import folders

_SHARED = frozenset({"about", "assets", "data", "guide", "ledgers", "stories"})
"""Folders in which files of the archive stand beside what the site makes."""
_WRITTEN = frozenset({"search.md", "tags.md"})
"""Pages of the archive that the site fills."""
_MADE_FOLDERS = frozenset({"aid", "home", "offline"})
"""Folders of files for scripts, beside those with a first page."""
_MADE = re.compile(
    r"""404\.html | card\.png | manifest\.(?:json|webmanifest) | oai-static\.xml
      | sitemap[^/]*\.xml(?:\.gz)? | worker\.js
      | data/(?:index\.html | datapackage\.json | flows\.csv | site\.zip | stories\.[^/]+)
      | about/tibetan/(?:\d+/)?index\.html
      | stories/[^/]+ | stories/(?:[^/]+/){1,2}(?:index\.html|card\.png)""",
    re.X,
)
"""Addresses of files that a build writes; `tests/site/test_files.py` holds it to a build.

Pictures of a story move up to its page: two folders."""


def check_addresses(
    paths: ArchivePaths, made: frozenset[str]
) -> Iterator[tuple[Path, tuple[Problem, ...]]]:
    """Yield each file that would stand in place of a page, or hide behind one.

    ``made`` are the folders of the site whose first page no file of the archive is.
    """
    at: dict[str, Path] = {}
    for address, file in _published(paths):
        name = file.relative_to(paths.docs)
        if file.suffix == ".md" and name.parts[0] in ("stories", "ledgers"):  # checked as stories
            continue
        if is_made(address, made) and str(name) not in _WRITTEN:
            yield file, (_of_made(file, address),)
        elif (first := at.setdefault(address.casefold(), file)) is not file:
            yield file, (_of_two(file, address, first.relative_to(paths.docs).as_posix()),)


def addresses(paths: ArchivePaths) -> dict[str, Path]:
    """Return all files in ``docs`` by their addresses, those of pages as MkDocs has them."""
    return dict(_published(paths))


def _published(paths: ArchivePaths) -> Iterator[tuple[str, Path]]:
    """Yield every file in ``docs`` with its address."""
    for folder in folders(paths, (paths.docs,)):
        if not lies_left_by_a_system(folder.path.relative_to(paths.docs).as_posix()):
            for entry in folder.entries:
                if not is_left_by_a_system(entry.name) and entry.is_file():
                    file = Path(entry.path)
                    yield address_of(PurePosixPath(*file.relative_to(paths.docs).parts)), file


def address_of(name: PurePosixPath) -> str:
    """Return the file of the site that MkDocs makes of the file ``name`` in ``docs``."""
    if name.suffix != ".md":
        return str(name)
    own = "" if name.stem in ("index", "README") else name.stem
    return str(name.parent / own / "index.html")


def is_made(address: str, made: frozenset[str]) -> bool:
    """Return whether the site itself makes a file at ``address``; ``made`` are as above."""
    folder, slash, _ = address.partition("/")
    whole = slash and folder in (made | _MADE_FOLDERS) - _SHARED
    return bool(whole) or _MADE.fullmatch(address) is not None


def _of_made(file: Path, address: str) -> Problem:
    zh = f"网站自己要做“{address}”，这个文件会顶掉它；改名，或者移到 docs/about/ 里"
    en = f"the site makes '{address}' itself, and this file would replace it: "
    en += "rename it, or move it to docs/about/"
    return Problem(file=os.fspath(file), zh=zh, en=en)


def _of_two(file: Path, address: str, first: str) -> Problem:
    zh = f"和 docs/{first} 是同一个地址“{address}”，只有一个会显示；给其中一个改名"
    en = f"has the address of docs/{first}, '{address}', where one alone shows: rename one of them"
    return Problem(file=os.fspath(file), zh=zh, en=en)
