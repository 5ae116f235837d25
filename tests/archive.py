"""A small archive in a folder of its own, to import into and to run commands on."""

from __future__ import annotations

import hashlib
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from aidstories.cli import main
from aidstories.paths import ArchivePaths
from aidstories.tables import read_tables

HOME = Path(__file__).parents[1]
GOLD_SEEDS = HOME / "tests" / "captures"
"""The captures that the gold is of, with the decisions on them: an editor may change ``seeds``."""
TABLES = read_tables(ArchivePaths(HOME).data)
"""The tables of this archive."""
PAPER = """# 甲市医疗队支援那曲

本报记者 央金

2024年5月，杭州市援藏医疗队来到那曲市色尼区，在区医院开展义诊，为当地群众看病。

医疗队队长说，今后还要把更多的技术留在高原，让群众在家门口看好病。
"""


@dataclass(frozen=True)
class Archive:
    """An archive with the authorities of this one and no captures."""

    root: Path

    @property
    def paths(self) -> ArchivePaths:
        return ArchivePaths(self.root)

    @property
    def docs(self) -> Path:
        return self.root / "docs"

    @property
    def seeds(self) -> Path:
        return self.root / "seeds"

    def run(self, *args: object, lang: str = "zh_CN.UTF-8", **given: Any) -> Result:
        """Run a command of ``aidstories``; its messages are Chinese."""
        runner = CliRunner(env={"LC_ALL": lang})
        # A fault of the program itself ends with exit status 1 as bad input does.
        given.setdefault("catch_exceptions", False)
        done = runner.invoke(main, ["--root", str(self.root), *map(str, args)], **given)
        assert not self.paths.fault.exists(), self.paths.fault.read_text("utf-8")
        return done

    def add(self, name: str = "a.txt", text: str | bytes = PAPER, decisions: str = "") -> Path:
        """Put a capture into ``seeds`` and the catalogue."""
        data = text.encode() if isinstance(text, str) else text
        path = self.seeds / name
        path.write_bytes(data)
        entry = f'\n[[seed]]\nfile = "{name}"\nsha256 = "{hashlib.sha256(data).hexdigest()}"\n'
        with (self.seeds / "seeds.toml").open("a", encoding="utf-8") as file:
            file.write(entry + decisions)
        return path

    def stories(self) -> list[Path]:
        return sorted((self.docs / "stories").glob("*/*.md"))

    def files(self) -> dict[Path, bytes]:
        """Return every file below the root with its bytes, but for caches and the manifest.

        The manifest follows from the others, and from who wrote them: it has tests of its own.
        """
        return {p: data for p, data in self.every().items() if p != self.paths.manifest}

    def every(self) -> dict[Path, bytes]:
        """Return every file below the root with its bytes, but for caches."""
        found = (p for p in sorted(self.root.rglob("*")) if p.is_file())
        return {p: p.read_bytes() for p in found if ".cache" not in p.parts}


@dataclass(frozen=True)
class Snapshot:
    """An archive that tests may change one after another; its tables are read once for all."""

    archive: Archive
    files: dict[Path, bytes]

    def restored(self) -> Archive:
        """Return the archive with every file as it was when the snapshot was taken."""
        for path in sorted(self.archive.root.rglob("*"), reverse=True):
            if path.is_symlink() or (path.is_file() and path not in self.files):
                path.unlink()
            elif path.is_dir() and not any(path.iterdir()):
                path.rmdir()
        for path, data in self.files.items():
            if not path.is_file() or path.read_bytes() != data:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
        self.archive.paths.written.unlink(missing_ok=True)  # no command wrote these
        return self.archive


def taken(archive: Archive) -> Snapshot:
    """Return a snapshot of ``archive``."""
    return Snapshot(archive, archive.every())


def make_archive(root: Path) -> Archive:
    """Make an archive in ``root``."""
    (root / "seeds").mkdir(parents=True)
    shutil.copytree(HOME / "docs" / "data", root / "docs" / "data")
    (root / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
    return Archive(root)


_ENTRY = re.compile(r"\s+- (?:[^:]+: )?(\S+\.md)")
_MADE = re.compile(
    r"(?:browse|data|donors|institutions|overview|people|programs|regions|stories|years)/"
)


def copy_config(root: Path) -> None:
    """Copy this archive's configuration to ``root``, and of its ``nav`` what is there too."""
    text = (HOME / "mkdocs.yml").read_text("utf-8")
    before, nav, after = re.split(r"(?<=\n)(?=nav:\n|# Stories and)", text)
    kept: list[str] = []
    for line in reversed(nav.splitlines()):
        entry = _ENTRY.fullmatch(line)
        if entry and not _MADE.match(entry[1]) and not (root / "docs" / entry[1]).is_file():
            continue
        if line.endswith(":") and line != "nav:" and (not kept or _depth(kept[-1]) <= _depth(line)):
            continue  # nothing of this section is left
        kept.append(line)
    (root / "mkdocs.yml").write_text("\n".join([before, *reversed(kept), "", after]), "utf-8")


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())


class Made:
    """An archive that many tests change, each from the same beginning.

    It stays in one place: tables that have not changed are not read again.
    """

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.files = {p: p.read_bytes() for p in archive.root.rglob("*") if p.is_file()}

    def as_new(self) -> Archive:
        """Return the archive as it was made."""
        for path in list(self.archive.root.rglob("*")):
            if path.is_file() and path not in self.files:
                path.unlink()
        for path, data in self.files.items():
            if not path.is_file() or path.read_bytes() != data:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
        return self.archive
