"""Imports in processes of their own, by one version of the program or a later, some killed.

They are forked from this one, which has all modules loaded, so that hundreds fit into seconds.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from aidstories.cli import main
from aidstories.describe.describe import Described
from aidstories.model import Article, Correction, Restoration, RestoredPart
from aidstories.restore.reading.extraction import Extraction
from aidstories.stories.checks.verify import verify
from aidstories.stories.importing import prepare as preparing
from aidstories.tables import Tables
from tests.archive import HOME, PAPER, Archive

CAPTURES = {
    "a.txt": PAPER,
    "b.txt": PAPER.replace("甲市", "乙市").replace("5月", "6月") + "\n义诊持续了一周，很受欢迎。\n",
}
MEMORY = Path("/dev/shm")
"""A folder in memory where there is one: every write is synced to the disk."""
_WRITES = ("replace", "rename", "fsync", "unlink")


def small_archive(root: Path) -> Archive:
    """Make an archive of two captures with the authorities of this one."""
    (root / "docs").mkdir(parents=True)
    (root / "seeds").mkdir()
    shutil.copytree(HOME / "docs" / "data", root / "docs" / "data")
    archive = Archive(root)
    for name, text in CAPTURES.items():
        archive.add(name, text)
    return archive


def warm_up(folder: Path) -> None:
    """Import once in this process, so that those forked from it have all that is loaded late."""
    archive = small_archive(folder / "warm")
    assert archive.run("import").exit_code == 0
    list(verify(archive.paths))


def fork_import(
    archive: Archive, version: int, kill_at: int | None, said: Path | None = None
) -> int:
    """Start an import in a process of its own, killed at write number ``kill_at``.

    What it says goes into the file ``said``.
    """
    child = os.fork()
    if child:
        return child
    status = 70
    try:
        told = (said or Path(os.devnull)).open("w", encoding="utf-8")
        sys.stdout = sys.stderr = told
        _improve_machine(version)
        if kill_at is not None:
            die_at(kill_at)
        main(["--root", str(archive.root), "import"], standalone_mode=False)
        status = 0
    except SystemExit as end:
        status = int(end.code or 0)
    finally:
        sys.stdout.flush()
        os._exit(status)


def _improve_machine(version: int) -> None:
    """Let the machine describe and read otherwise, as a later version of it would."""
    describe: Callable[..., tuple[Described, ...]] = vars(preparing)["described_parts"]
    restore = preparing.restore_capture
    years = (2024, 2024, 2023, 2022)
    changes: dict[str, Any] = {"source": f"第{version}报", "institutions": ("一院", f"{version}院")}

    def described(
        articles: Sequence[Article],
        parts: Sequence[RestoredPart],
        tables: Tables,
        *said: Any,
    ) -> Sequence[Described]:
        known = describe(articles, parts, tables, *said)
        year = years[version % 4]
        later = [
            d._replace(description=replace(d.description, year=year, **changes)) for d in known
        ]
        return later if version else known

    def restored(
        extraction: Extraction,
        file: Path,
        corrections: tuple[Correction, ...] = (),
        *rest: Any,
    ) -> Restoration:
        correction = Correction(old="为当地群众看病", new=f"为当地群众看病{'又' * version}")
        return restore(extraction, file, (*corrections, *([correction] if version else ())), *rest)

    vars(preparing).update(described_parts=described, restore_capture=restored)


def die_at(number: int) -> None:
    """Have this process killed before or after its write ``number``."""
    left = [number]

    def counted(call: Callable[..., Any]) -> Callable[..., Any]:
        def write(*args: Any, **given: Any) -> Any:
            left[0] -= 1
            if left[0] == 0 and number % 2:
                os.kill(os.getpid(), signal.SIGKILL)
            done = call(*args, **given)
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return done

        return write

    for name in _WRITES:
        setattr(os, name, counted(getattr(os, name)))
