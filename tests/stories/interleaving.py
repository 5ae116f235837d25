"""Imports, edits, renames, deletions and kills in any order, on an archive of two captures.

Imports run in forked processes of this one, which has all modules loaded, so that hundreds fit
into seconds; some are killed at one of their writes or after a moment.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from aidstories.cli import main
from aidstories.model import Article, Correction, Description, Restoration, RestoredPart
from aidstories.restore.reading.extraction import Extraction
from aidstories.stories.checks.verify import verify
from aidstories.stories.importing import prepare as preparing
from aidstories.stories.store.record import read_record
from aidstories.tables import Tables
from tests.archive import HOME, PAPER, Archive

CAPTURES = {
    "a.txt": PAPER,
    "b.txt": PAPER.replace("甲市", "乙市").replace("5月", "6月") + "\n义诊持续了一周，很受欢迎。\n",
}
FOLDERS = ("2024", "选编")
_WRITES = ("replace", "rename", "fsync", "unlink")


def small_archive(root: Path) -> Archive:
    """Make an archive of two captures that shares the authorities of this one."""
    (root / "docs").mkdir(parents=True)
    (root / "seeds").mkdir()
    (root / "docs" / "data").symlink_to(HOME / "docs" / "data")
    archive = Archive(root)
    for name, text in CAPTURES.items():
        archive.add(name, text)
    return archive


def warm_up(folder: Path) -> None:
    """Import once in this process, so that those forked from it have all that is loaded late."""
    archive = small_archive(folder / "warm")
    assert archive.run("import").exit_code == 0
    list(verify(archive.paths))


def fork_import(archive: Archive, version: int, kill_at: int | None) -> int:
    """Start an import in a process of its own, killed at write number ``kill_at``."""
    child = os.fork()
    if child:
        return child
    status = 70
    try:
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        _improve_machine(version)
        if kill_at is not None:
            _die_at(kill_at)
        main(["--root", str(archive.root), "import"], standalone_mode=False)
        status = 0
    except SystemExit as end:
        status = int(end.code or 0)
    finally:
        os._exit(status)


def _improve_machine(version: int) -> None:
    """Let the machine describe and read otherwise, as a later version of it would."""
    describe: Callable[..., tuple[Description, ...]] = vars(preparing)["describe_parts"]
    restore = preparing.restore_capture
    years = (2024, 2024, 2023, 2022)
    changes: dict[str, Any] = {"source": f"第{version}报", "institutions": ("一院", f"{version}院")}

    def described(
        articles: Sequence[Article],
        parts: Sequence[RestoredPart],
        tables: Tables,
        said: Mapping[str, str],
    ) -> Sequence[Description]:
        known = describe(articles, parts, tables, said)
        return [replace(d, year=years[version % 4], **changes) for d in known] if version else known

    def restored(
        extraction: Extraction,
        file: Path,
        corrections: tuple[Correction, ...] = (),
        *rest: Any,
    ) -> Restoration:
        correction = Correction(old="为当地群众看病", new=f"为当地群众看病{'又' * version}")
        return restore(extraction, file, (*corrections, *([correction] if version else ())), *rest)

    vars(preparing).update(describe_parts=described, restore_capture=restored)


def _die_at(number: int) -> None:
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


@dataclass
class Editor:
    """Somebody who works on an archive and remembers everything written.

    ``written`` maps each mark put into a story to whether it must be found; ``gone`` are ids of
    recorded stories that were deleted and must stay away.
    """

    archive: Archive
    rng: random.Random
    version: int = 0
    marks: list[str] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)
    done: list[str] = field(default_factory=list)

    def work(self, steps: int) -> None:
        """Do ``steps`` things in random order, then import twice and look at everything."""
        for _ in range(steps):
            action = self.rng.choice(_ACTIONS)
            self.done.append(action.__name__)
            action(self)
            self.look()
        self.import_whole()
        self.look()
        before = self.archive.files()
        self.import_whole()
        assert self.archive.files() == before, "a second import changed something"
        for path, problems in verify(self.archive.paths):
            assert not problems, (path, problems)

    def look(self) -> None:
        """Hold what stands on the disk against what was done."""
        texts = [path.read_text("utf-8") for path in self.archive.stories()]
        for text in texts:
            assert text.startswith("---\n") and text.endswith("\n") and "\n---\n" in text
        for mark in self.marks:
            assert any(mark in text for text in texts), f"{mark} is lost"
        ids = {path.stem for path in self.archive.stories()}
        assert not self.gone & ids, f"{self.gone & ids} came back"
        for path in (self.archive.docs / "ledgers").glob("*.json"):
            read_record(path)

    # What an editor, or the machine, may do

    def import_whole(self) -> None:
        child = fork_import(self.archive, self.version, None)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        left = list(self.archive.root.rglob(".writing-*"))
        assert left == [], "half a file is left"

    def import_improved(self) -> None:
        self.version += 1
        self.import_whole()

    def import_killed_at_a_write(self) -> None:
        self.version += self.rng.random() < 0.5
        os.waitpid(fork_import(self.archive, self.version, self.rng.randint(1, 24)), 0)

    def import_killed_at_a_moment(self) -> None:
        child = fork_import(self.archive, self.version, None)
        time.sleep(self.rng.random() * 0.03)
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)

    def two_imports(self) -> None:
        children = [fork_import(self.archive, self.version, None) for _ in range(2)]
        for child in children:
            assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0

    def edit(self) -> None:
        path = self._story()
        if path is None:
            return
        mark = f"编者{len(self.marks)}记"
        text = path.read_text("utf-8")
        places = (
            ("开展义诊", f"开展{mark}义诊"),
            ("为当地群众看病", f"为当地{mark}群众看病"),
            ("\ntitle: ", f"\ntitle: {mark}"),
            ("\nsource: ", f"\nsource: {mark}"),
            ("\nyear: 20", f"\nvia: {mark}\nyear: 20"),
            ("\n---\n\n", f"\n---\n\n{mark}一段。\n\n"),
            ("\n---\n", f"\n# {mark}\n---\n"),
            ("institutions: [", f"institutions: [{mark}, "),
        )
        old, new = self.rng.choice([p for p in places if p[0] in text and "\nvia: " not in p[1]])
        path.write_text(text.replace(old, new, 1), "utf-8")
        self.marks.append(mark)

    def rename(self) -> None:
        path = self._story()
        if path is not None:
            path.rename(path.with_name(f"renamed-{len(self.done)}.md"))

    def move(self) -> None:
        path = self._story()
        if path is not None:
            target = self.archive.docs / "stories" / self.rng.choice(FOLDERS) / path.name
            target.parent.mkdir(exist_ok=True)
            path.rename(target)

    def delete(self) -> None:
        path = self._story()
        if path is None or self.rng.random() < 0.5:
            return
        text = path.read_text("utf-8")
        self.marks = [mark for mark in self.marks if mark not in text]
        if path.stem in self._recorded():
            self.gone.add(path.stem)
        path.unlink()

    def take_the_proposal(self) -> None:
        """Put what the machine proposes in the story's place, as an editor may."""
        for beside in (self.archive.docs / "stories").glob("*/*.proposed"):
            path = beside.with_name(beside.name.removesuffix(".proposed"))
            if path.exists():
                kept = beside.read_text("utf-8")
                self.marks = [
                    m for m in self.marks if m not in path.read_text("utf-8") or m in kept
                ]
                beside.replace(path)

    def _story(self) -> Path | None:
        stories = self.archive.stories()
        return self.rng.choice(stories) if stories else None

    def _recorded(self) -> set[str]:
        records = (self.archive.docs / "ledgers").glob("*.json")
        return {story.id for path in records for story in read_record(path).stories}


_ACTIONS = (
    *(Editor.import_whole, Editor.import_improved, Editor.two_imports),
    *(Editor.import_killed_at_a_write,) * 3,
    *(Editor.import_killed_at_a_moment,) * 2,
    *(Editor.edit,) * 5,
    *(Editor.rename, Editor.move, Editor.delete, Editor.take_the_proposal),
)


def interleave(folder: Path, seed: int, steps: int = 10) -> SimpleNamespace:
    """Run the interleaving number ``seed`` and return how much of it there was."""
    archive = small_archive(folder / str(seed))
    editor = Editor(archive, random.Random(seed))
    try:
        editor.work(steps)
    except AssertionError as error:
        raise AssertionError(f"interleaving {seed}: {' '.join(editor.done)}") from error
    shutil.rmtree(archive.root)
    return SimpleNamespace(edits=len(editor.marks), steps=editor.done)
