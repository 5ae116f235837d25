"""An import on a Dask cluster: every capture once, also where a worker dies half-way."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import LocalCluster

from aidstories.stories.store.record import read_record
from tests.archive import PAPER, Archive

CAPTURES = 80


@pytest.fixture
def cluster() -> Iterator[LocalCluster]:
    with LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, processes=True
    ) as made:
        yield made


def _papers(folder: Path, count: int) -> Path:
    folder.mkdir()
    for number in range(count):
        text = PAPER.replace("甲市", f"甲{number}市")
        (folder / f"paper{number:03}.txt").write_text(text, encoding="utf-8")
    return folder


def _kill_one(cluster: LocalCluster, archive: Archive, after: int) -> None:
    """Kill a worker as soon as ``after`` captures have been imported."""
    until = time.monotonic() + 120
    while len(list(archive.paths.record_files())) < after and time.monotonic() < until:
        time.sleep(0.02)
    os.kill(cluster.workers[0].process.pid, signal.SIGKILL)


def test_a_worker_dies_half_way(archive: Archive, tmp_path: Path, cluster: LocalCluster) -> None:
    folder = _papers(tmp_path / "incoming", CAPTURES)
    killer = threading.Thread(target=_kill_one, args=(cluster, archive, CAPTURES // 4))
    killer.start()
    done = archive.run("import", folder, "--scheduler", cluster.scheduler_address, "-q")
    killer.join()
    assert done.exit_code == 0, done.output
    assert f"新建 {CAPTURES}" in done.stdout
    records = [read_record(path) for path in archive.paths.record_files()]
    assert sorted(r.capture for r in records) == [f"paper{n:03}.txt" for n in range(CAPTURES)]
    assert all(len(record.stories) == 1 for record in records)
    again = archive.run("import", "--workers", "1", "-q")
    assert again.stdout == f"{CAPTURES} 个原稿：未变 {CAPTURES}\n"


def test_no_scheduler_answers(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aidstories.stories.importing.workers._PATIENCE", 1)
    files = archive.files()
    folder = _papers(tmp_path / "incoming", 1)
    done = archive.run("import", folder, "--scheduler", "tcp://127.0.0.1:9")
    assert done.exit_code == 1
    assert "tcp://127.0.0.1:9" in done.stderr and "没有回应" in done.stderr
    assert archive.files() == files


def test_an_address_that_is_none(archive: Archive, tmp_path: Path) -> None:
    done = archive.run("import", _papers(tmp_path / "incoming", 1), "--scheduler", "nowhere:x")
    assert done.exit_code == 1 and "nowhere:x" in done.stderr
