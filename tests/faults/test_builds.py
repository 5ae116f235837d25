"""A build whose disk fails, or that is killed: its sources stay, the next one is whole."""

from __future__ import annotations

import logging
import random
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.archive import HOME, PAPER, Archive, copy_config
from tests.faults.faulty import DIED, Faults, in_child
from tests.faults.scenarios import ran
from tests.faults.test_faults import ERRORS, Ground
from tests.stories.interleaving import MEMORY

_SAMPLED = 12
"""Calls of some hundreds that fail, and as many at which the process dies: a build takes 2 s."""


def _build(archive: Archive) -> int:
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    return ran(archive, "build", "-q")


@pytest.fixture(scope="module")
def built() -> Iterator[Ground]:
    """An archive that was built, and of which a story has changed since."""
    home = MEMORY if MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(dir=home) as name:
        archive = Archive(Path(name) / "archive")
        archive.seeds.mkdir(parents=True)
        shutil.copytree(HOME / "docs" / "data", archive.docs / "data")
        shutil.copytree(HOME / "overrides", archive.root / "overrides")
        for page in ("index.md", "tags.md", "search.md"):
            shutil.copy(HOME / "docs" / page, archive.docs)
        copy_config(archive.root)
        archive.add("a.txt", PAPER)
        archive.add("b.txt", PAPER.replace("甲市", "乙市"))
        assert ran(archive, "import", "-q") == 0 and _build(archive) == 0
        story = archive.stories()[0]
        story.write_text(story.read_text("utf-8").replace("义诊", "巡诊"), "utf-8")
        files = {path: path.read_bytes() for path in Path(name).rglob("*") if path.is_file()}
        yield Ground(Path(name), files)


def _parted(ground: Ground) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return the files of the site, and all others."""
    state = ground.state()
    site = {n: d for n, d in state.items() if n.startswith("archive/site/")}
    return site, {n: d for n, d in state.items() if n not in site}


@pytest.mark.long
@pytest.mark.parametrize("how", ["whole", "incremental"])
def test_a_build_fails_or_dies(built: Ground, how: str, tmp_path: Path) -> None:
    """Of the calls some are drawn, alike each time."""

    def begin() -> None:
        built.put_back()
        if how == "whole":
            shutil.rmtree(built.archive.root / "site")
            shutil.rmtree(built.archive.root / ".cache")

    def build(at: int = 0, error: int | None = None) -> tuple[int, int, str]:
        faults = Faults((built.archive.root,), at, error)
        done = in_child(lambda: _build(built.archive), faults, tmp_path / "said")
        return *done, (tmp_path / "said").read_text("utf-8")

    begin()
    _, sources = _parted(built)
    status, calls, said = build()
    assert status == 0, said
    whole, _ = _parted(built)
    drawn = random.Random(how).sample(range(1, calls + 1), 2 * _SAMPLED)
    for number, at in enumerate(drawn):
        error = None if number % 2 else ERRORS[number // 2 % len(ERRORS)]
        begin()
        status, _, said = build(at, error)
        place = (how, at, error, said)
        assert status in (0, 1, DIED) and "Traceback" not in said, place
        assert status != 1 or said.strip(), place
        assert not built.archive.paths.fault.exists(), place
        assert _parted(built)[1] == sources, place
        assert build()[0] == 0, place
        site, _ = _parted(built)
        assert site.keys() == whole.keys(), place
        assert [name for name in site if site[name] != whole[name]] == [], place
    print(f"{how}: {calls} calls, {len(drawn)} runs")
