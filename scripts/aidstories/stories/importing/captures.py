"""Which captures to import: those of the catalogue, or files and folders an editor names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

from aidstories.stories.store.catalogue import CATALOGUE, CaptureEntry
from aidstories.stories.store.files import held_bytes
from aidstories.stories.store.record import sha256


def jobs(
    paths: Iterable[Path], seeds: Path, catalogue: Mapping[str, CaptureEntry]
) -> Iterator[tuple[Path, CaptureEntry]]:
    """Yield each capture with what the catalogue says of it.

    Without ``paths`` these are the captures of the catalogue, and files in ``seeds`` that nobody
    has catalogued yet. Each capture comes once, under the name that it has already; another
    capture of the same name is yielded as that one, which it will be found not to be.
    """
    named = list(paths)
    if not named:
        yield from ((seeds / seed.file, seed) for seed in catalogue.values())
        named = [path for path in expand([seeds]) if path.name not in catalogue]
    held = {Path(file).stem: seed for file, seed in catalogue.items()}
    by_hash = {seed.sha256: seed for seed in catalogue.values()}
    seen: set[str] = set()
    for path in expand(named):
        data = held_bytes(path) if path.is_file() else None
        digest = None if data is None else sha256(data)
        seed = (
            by_hash.get(digest)
            or held.get(path.stem)
            or CaptureEntry(file=path.name, sha256=digest)
        )
        if digest is not None:
            by_hash.setdefault(digest, seed)
            held.setdefault(path.stem, seed)
        if digest is None or digest not in seen:
            yield path, seed
        seen.add(digest or "")


def expand(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield files; a folder gives the files in it, sorted, hidden ones and the catalogue not.

    A terminal may give what is dragged into it as an address (``file:///home/…``).
    """
    for path in map(_local, paths):
        if not path.is_dir():
            yield path
            continue
        for file in sorted(path.rglob("*")):
            if file.is_file() and file.name != CATALOGUE and not file.name.startswith("."):
                yield file


def _local(path: Path) -> Path:
    scheme, colon, rest = str(path).partition(":")
    return Path(unquote(rest)) if colon and scheme == "file" else path
