"""What all of a site is made from, as one digest: the program, templates, tables, configuration."""

from __future__ import annotations

import os
import re
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path

import aidstories
from aidstories.site.incremental.snapshot import files_below

_VARIABLES = re.compile(r"!ENV\s*\[?\s*([\w,\s]+)")
_PARENT = re.compile(r"^INHERIT:\s*(\S+)", re.MULTILINE)
_MADE = ("__pycache__/", ".pyc")


def version(config: Path, frames: Iterable[str]) -> bytes:
    """Return the digest of the program and of the files at and below ``config`` and ``frames``.

    The variables that the configuration reads, and the libraries, are part of it.
    """
    config, digest = config.absolute(), blake2b(digest_size=16)
    for told in _told(config):
        digest.update(repr(told).encode("utf-8", "backslashreplace"))
    package = str(Path(aidstories.__file__).parent)
    for place in (package, str(config), *map(str, _parents(config)), *sorted(frames)):
        for path in sorted(_files(place)):
            digest.update(path.encode("utf-8", "backslashreplace") + b"\0")
            digest.update(blake2b(_bytes(path)).digest())
    return digest.digest()


def _told(config: Path) -> Iterator[object]:
    yield sys.version, str(config)
    libraries = Path(sysconfig.get_paths()["purelib"])
    yield sorted(path.name for path in libraries.iterdir() if path.suffix == ".dist-info")
    for path in (config, *_parents(config)):
        for names in _VARIABLES.findall(_bytes(path).decode("utf-8", "replace")):
            for name in filter(None, map(str.strip, names.split(","))):
                yield name, os.environ.get(name)


def _parents(config: Path) -> Iterator[Path]:
    """Yield the files that a configuration inherits from."""
    seen = {config}
    while found := _PARENT.search(_bytes(config).decode("utf-8", "replace")):
        config = config.parent / found[1].strip("'\"")
        if config in seen:
            return
        seen.add(config)
        yield config


def _files(place: str) -> Iterator[str]:
    if Path(place).is_dir():
        below = (path for path, _ in files_below(place) if not any(part in path for part in _MADE))
        yield from (f"{place}/{path}" for path in below)
    else:
        yield place


def _bytes(path: str | Path) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError:
        return b""
