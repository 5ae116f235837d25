"""Where a site may be written: a build removes what it did not make from the site's folder."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from aidstories.errors import BadInput, Problem
from aidstories.paths import MANIFEST, ArchivePaths
from aidstories.site.incremental.standing import named
from aidstories.stories.store.files import bytes_of, discard, write_atomically
from aidstories.stories.store.manifest import read_manifest

NOTE = "place"
"""What the file in the builds' cache is called that names the folder of the last build."""
_PAGE = "404.html"
"""What every site has, whatever it tells of."""
_SIGNS = (_PAGE, "worker.js", "data/datapackage.json")
"""What a site has together that MkDocs' own command made, which writes no manifest."""


def take_place(paths: ArchivePaths, site: Path) -> None:
    """Hold the folder ``site`` for builds, and note that: a build that is killed leaves no site.

    Raises `BadInput` where a build would remove files that are not a site's: the archive's own
    (``-d seeds``), or those of a folder that something else has filled. Raises OSError.
    """
    note = paths.build_cache / NOTE
    folder = site.resolve()
    if (why := _own(paths, folder)) is None and not _is_noted(note, folder):
        why = _foreign(folder)
    if why is not None:
        end = "；生成网站会删去文件夹里别的文件。用 -d（或 mkdocs.yml 的 site_dir）换一个空的文件夹"
        more = ": a build would remove its files. Name an empty folder (-d, site_dir)"
        raise BadInput([Problem(file=str(site), zh=why[0] + end, en=why[1] + more)])
    if not _is_noted(note, folder):
        discard(note)
        write_atomically(note, named(folder))


def _own(paths: ArchivePaths, folder: Path) -> tuple[str, str] | None:
    """Return why ``folder`` is the archive's, in Chinese and English; None where it is not."""
    if paths.root.resolve().is_relative_to(folder):
        return "档案在这个文件夹里", "the archive lies in here"
    for own in paths.own_folders:
        if folder.is_relative_to(own.resolve()):
            return f"这是档案的 {own.name}", f"the archive's {own.name}"
    return None


def _foreign(folder: Path) -> tuple[str, str] | None:
    """Return what a folder holds that no build has made; hidden files stay, as MkDocs has it."""
    try:
        held = [each.name for each in folder.iterdir() if not each.name.startswith(".")]
    except (FileNotFoundError, NotADirectoryError):
        return None
    if not held or _is_site(folder):
        return None
    first = min(held)
    return f"里面有不是网站的文件（{first}……）", f"holds what no build has made ({first})"


def _is_site(folder: Path) -> bool:
    """Return whether a build has made what is in ``folder``; another archive is none."""
    with suppress(BadInput, OSError):
        if _PAGE in (read_manifest(folder / MANIFEST) or ()):
            return True
    return all((folder / name).is_file() for name in _SIGNS)


def _is_noted(note: Path, folder: Path) -> bool:
    try:
        return bytes_of(note) == named(folder)
    except OSError:
        return False
