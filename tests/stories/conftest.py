"""An archive of one imported story, for the modules whose archive is that."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.archive import Archive, Snapshot, make_archive, taken


@pytest.fixture(scope="session")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    archive = make_archive(tmp_path_factory.mktemp("imported") / "archive")
    archive.add()
    archive.run("import")
    return taken(archive)


@pytest.fixture
def story(archive: Archive) -> Path:
    (path,) = archive.stories()
    return path
