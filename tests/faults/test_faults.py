"""Every call that changes a disk fails once, or the process dies there: nothing is lost or halved.

As SQLite tests itself (sqlite.org/testing.html, "I/O Error Testing", "Crash Testing"): the calls of
a command are counted, then it is run once for each, which fails or kills. Each file is as it was or
as the command leaves it; what is said is a sentence; the next run leaves what one that never failed
does, to the byte.
"""

from __future__ import annotations

import errno
import json
import os
import random
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.archive import PAPER, Archive
from tests.faults.faulty import DIED, Faults, in_child
from tests.faults.scenarios import SCENARIOS, Scenario, ran
from tests.stories.interleaving import MEMORY, warm_up

ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EMFILE, errno.EROFS)
_CHINESE = re.compile("[一-鿿].*[一-鿿]")
_SAMPLED, _SHORT = 2, ("import", "review", "revert", "import bag")
"""Calls in `make test`, and of which scenarios, 5 s; all of all of them in `make test-long`."""


@dataclass
class Ground:
    """A folder with an archive and a folder beside it, put back before each run."""

    base: Path
    files: dict[Path, bytes]

    @property
    def archive(self) -> Archive:
        return Archive(self.base / "archive")

    @property
    def out(self) -> Path:
        return self.base / "out"

    def put_back(self) -> None:
        for path in sorted(self.base.rglob("*"), reverse=True):
            if path.is_dir() and not path.is_symlink():
                if not any(path.iterdir()):
                    path.rmdir()
            elif path not in self.files:
                path.unlink()
        for path, data in self.files.items():
            if not path.is_file() or path.read_bytes() != data:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
        self.out.mkdir(exist_ok=True)

    def state(self) -> dict[str, bytes]:
        """Return every file by its path, but for caches."""
        found = (path for path in self.base.rglob("*") if path.is_file())
        named = {path.relative_to(self.base).as_posix(): path for path in found}
        return {name: _content(p) for name, p in named.items() if ".cache" not in p.parts}


def _content(path: Path) -> bytes:
    """Return what a file holds; of a workbook, which says when it was made, its sheets."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as packed:
        names = (name for name in packed.namelist() if not name.startswith("docProps/"))
        return b"".join(map(packed.read, names))


@pytest.fixture(scope="module")
def begun() -> Iterator[Ground]:
    """An archive of one story, imported."""
    home = MEMORY if MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(dir=home) as name:
        base = Path(name) / "ground"
        base.mkdir()
        archive = Archive(base / "archive")
        warm_up(base)
        shutil.rmtree(base / "warm")
        archive.seeds.mkdir(parents=True)
        shutil.copytree(Path(__file__).parents[2] / "docs" / "data", archive.docs / "data")
        (archive.root / "mkdocs.yml").write_text("site_name: 试验\n", "utf-8")
        archive.add("a.txt", PAPER)
        assert archive.run("import").exit_code == 0
        yield Ground(base, {path: path.read_bytes() for path in base.rglob("*") if path.is_file()})


@dataclass
class Run:
    """A scenario made ready on its ground: what was before, what is after it, and its calls."""

    ground: Ground
    scenario: Scenario
    before: dict[str, bytes]
    after: dict[str, bytes]
    calls: int
    said: Path

    def work(self, at: int = 0, error: int | None = None) -> tuple[int, int, str]:
        """Do it in a process whose call number ``at`` fails: exit status, calls, what it said."""
        ground, rooms = self.ground, (self.ground.archive.root, self.ground.out)
        faults = Faults(rooms, at, error)
        done = in_child(lambda: self.scenario.work(ground.archive, ground.out), faults, self.said)
        return *done, self.said.read_text("utf-8")


def made(begun: Ground, name: str) -> Run:
    """Return the scenario ``name`` made ready, having been done once without a fault."""
    scenario = SCENARIOS[name]
    begun.put_back()
    scenario.prepare(begun.archive, begun.out)
    files = {path: path.read_bytes() for path in begun.base.rglob("*") if path.is_file()}
    ground = Ground(begun.base, files)
    said = begun.base.with_name(f"{begun.base.name}.said")
    run = Run(ground, scenario, ground.state(), {}, 0, said)
    status, run.calls, told = run.work()
    assert status == 0, told
    assert healed(run) is None
    run.after = ground.state()
    return run


def healed(run: Run) -> str | None:
    """Have any next command heal what it can; return what it says where it does not end well."""
    ground = run.ground
    whole = Faults((), 0, None)
    said = run.said
    status, _ = in_child(lambda: ran(ground.archive, "verify", "--fixity"), whole, said)
    return None if status == 0 else said.read_text("utf-8")


def hold(run: Run, at: int, error: int | None) -> None:
    """Have call number ``at`` fail, and hold what is promised."""
    run.ground.put_back()
    status, _, said = run.work(at, error)
    place = (at, error, said)
    assert status in (0, 1, DIED) and "Traceback" not in said, place
    assert not run.ground.archive.paths.fault.exists(), place
    if status == 1:
        assert any(map(_CHINESE.search, said.splitlines())), place
    _hold_conserved(run, died=error is None, place=place)
    _hold_heals(run, place)


def _hold_conserved(run: Run, *, died: bool, place: object) -> None:
    state = run.ground.state()
    for name in run.before.keys() | run.after.keys() | state.keys():
        now, known = state.get(name), (run.before.get(name), run.after.get(name))
        if "/.writing-" in name:
            assert died, (name, place)
        elif name.endswith("manifest.json"):
            assert now is None or json.loads(now)["format"] == 1, (name, place)
        elif name.endswith("seeds.toml") and now not in known:
            assert now is not None and now.startswith(run.before[name]), (name, place)
        else:
            assert now in known, (name, place)


def _hold_heals(run: Run, place: object) -> None:
    """The next run leaves what one that never failed does, to the byte."""
    healed(run)
    if _visible(run.ground.state()) != run.after:
        status, _, said = run.work()
        assert status == 0, (said, place)
    if _visible(run.ground.state()) != run.after:  # a record that a killed edit had not reached
        whole = Faults((), 0, None)
        archive = run.ground.archive
        assert in_child(lambda: ran(archive, "import", "-q"), whole, run.said)[0] == 0, place
    wrong = healed(run)
    assert wrong is None, (wrong, place)
    state = _visible(run.ground.state())
    assert state.keys() == run.after.keys(), place
    assert [name for name in state if state[name] != run.after[name]] == [], place


def _visible(state: dict[str, bytes]) -> dict[str, bytes]:
    """Leave out what a killed writer left in a folder that is not the archive's: it has no end."""
    return {n: d for n, d in state.items() if not ("/.writing-" in n and n.startswith("out/"))}


@pytest.mark.parametrize("name", _SHORT)
def test_a_call_fails_or_the_process_dies(begun: Ground, name: str) -> None:
    run = made(begun, name)
    drawn = random.Random(name).sample(range(1, run.calls + 1), min(_SAMPLED, run.calls))
    for number, at in enumerate(drawn):
        hold(run, at, None if number % 2 else ERRORS[at % len(ERRORS)])


@pytest.mark.long
@pytest.mark.parametrize("name", SCENARIOS)
def test_every_call_fails_and_the_process_dies_at_every_call(begun: Ground, name: str) -> None:
    run = made(begun, name)
    for at in range(1, run.calls + 1):
        hold(run, at, ERRORS[at % len(ERRORS)])
        hold(run, at, None)
    print(f"{name}: {run.calls} calls, {2 * run.calls} runs", os.getpid())
