"""``manifest.json`` of a site: every file with its length and hash, for whoever keeps a copy.

It is made of the files of the folder alone, so the same site has the same manifest. After a build
that left most files alone only the others are read; what was not sealed after the last build, as
the times of the manifest and of the build's record say, is read anew, all of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from aidstories.errors import BadInput, Problem, of_system
from aidstories.paths import MANIFEST
from aidstories.site.incremental.standing import names_of
from aidstories.stories.store.files import stamp_of, sweep, write_atomically
from aidstories.stories.store.manifest import (
    Entry,
    entry_of,
    hashed,
    manifest_bytes,
    read_manifest,
)


def sealed(site: Path, record: Path) -> dict[str, Entry] | None:
    """Return what the manifest of ``site`` lists, None where the last build did not end with it.

    ``record`` is the file that builds note themselves in before they are sealed.
    """
    manifest, noted = stamp_of(site / MANIFEST), stamp_of(record)
    if manifest is None or noted is None or manifest[1] < noted[1]:
        return None
    try:
        return read_manifest(site / MANIFEST)
    except BadInput:
        return None


def seal(
    site: Path,
    known: dict[str, Entry] | None,
    changed: Collection[str],
    there: Collection[str] | None = None,
) -> None:
    """Write the manifest of ``site``; ``known`` is right but for the files ``changed`` or gone.

    Without ``known`` all files are read. ``there`` are the files it has; None asks the folder,
    which takes .2 s at 10,000 stories. Raises OSError.
    """
    sweep([site])  # of a manifest whose writer was killed
    there = names_of(str(site)) if there is None else set(there)
    stands = {path: entry for path, entry in (known or {}).items() if path in there}
    fresh = [path for path in there if path not in stands or path in changed]
    write_atomically(site / MANIFEST, manifest_bytes(stands | hashed(site, fresh)))


def fixity(site: Path) -> Iterator[tuple[Path, tuple[Problem, ...]]]:
    """Yield every file of ``site`` with what is wrong with it by the site's own manifest.

    Raises `BadInput` where there is no manifest, or none that can be read.
    """
    known = read_manifest(site / MANIFEST)
    if known is None:
        zh, en = "这里没有网站的清单；aidstories build 写一份", "no manifest here: run a build"
        raise BadInput([Problem(file=str(site / MANIFEST), zh=zh, en=en)])
    there = names_of(str(site))
    for path in sorted(known.keys() | there):
        yield site / path, tuple(_problems(site / path, known.get(path), path in there))


def _problems(file: Path, before: Entry | None, there: bool) -> Iterator[Problem]:
    if not there:
        yield Problem(file=str(file), zh="清单里有，文件不见了", en="missing")
        return
    try:
        now = entry_of(file.read_bytes())
    except OSError as error:
        yield of_system(error, file)
        return
    if before is None:
        yield Problem(file=str(file), zh="清单里没有这个文件", en="added: not in the manifest")
    elif now != before:
        yield Problem(file=str(file), zh="与清单记的不同", en="changed: not what the manifest says")
