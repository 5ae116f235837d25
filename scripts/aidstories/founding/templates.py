"""What a new archive is made from: theme, pages and tables of this program's own archive.

They stand once, in the repository; ``setup.py`` puts them into the wheel, into the folder
``kept`` beside this module. Which they are says ``tool.aidstories.templates`` in pyproject.toml.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from aidstories.errors import BadInput, Problem

_KEPT = Path(__file__).parent / "kept"
_CHECKOUT = Path(__file__).parents[3]


def read_templates() -> Mapping[str, bytes]:
    """Return the files by their paths in an archive. Raises `BadInput` where they are missing."""
    files = dict(_packaged() if _KEPT.is_dir() else _from_checkout())
    if not files:
        zh, en = "安装不完整，缺少新档案的样板；请重新安装", "templates are missing: install again"
        raise BadInput([Problem(file=str(_KEPT), zh=zh, en=en)])
    return files


def _packaged() -> Iterator[tuple[str, bytes]]:
    yield from _files(_KEPT, _KEPT)


def _from_checkout() -> Iterator[tuple[str, bytes]]:
    project = _CHECKOUT / "pyproject.toml"
    if not project.is_file():
        return
    for name in tomllib.loads(project.read_text("utf-8"))["tool"]["aidstories"]["templates"]:
        yield from _files(_CHECKOUT / name, _CHECKOUT)


def _files(path: Path, root: Path) -> Iterator[tuple[str, bytes]]:
    found = [path] if path.is_file() else (p for p in path.rglob("*") if p.is_file())
    for file in sorted(found):
        if not file.name.startswith("."):
            yield file.relative_to(root).as_posix(), file.read_bytes()
