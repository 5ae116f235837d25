"""Which captures to import: those of the catalogue, or files and folders an editor names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from aidstories.stories.records import sha256
from aidstories.stories.seeds import CATALOGUE, Seed


def jobs(
    paths: Iterable[Path], seeds: Path, catalogue: Mapping[str, Seed]
) -> Iterator[tuple[Path, Seed]]:
    """Yield each capture with what the catalogue says of it.

    Without ``paths`` these are the captures of the catalogue. A file from elsewhere whose name
    ``seeds`` already has must be the same capture.
    """
    named = False
    for path in expand(paths):
        named = True
        held = seeds / path.name
        seed = catalogue.get(path.name) or Seed(file=path.name)
        if held.is_file() and seed.sha256 is None:
            seed = Seed(file=path.name, sha256=sha256(held.read_bytes()))
        yield path, seed
    if not named:
        yield from ((seeds / seed.file, seed) for seed in catalogue.values())


def expand(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield files; a folder gives the files in it, sorted, hidden ones and the catalogue not."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for file in sorted(path.rglob("*")):
            if file.is_file() and file.name != CATALOGUE and not file.name.startswith("."):
                yield file
