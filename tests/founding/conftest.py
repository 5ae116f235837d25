"""An archive that init began, and a later version of the program to bring it up to."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from aidstories.founding import begin as beginning
from aidstories.founding import upgrade as upgrading
from aidstories.founding.answers import Answers
from aidstories.founding.templates import read_templates
from tests.archive import Archive

ANSWERS = Answers(name="雪线故事档案", subject="援疆", region="新疆维吾尔自治区", languages=("zh",))


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an archive that was just begun; it is only read."""
    root = tmp_path_factory.mktemp("begun") / "own"
    beginning.begin(root, ANSWERS)
    return root


@pytest.fixture
def own(begun: Path, tmp_path: Path) -> Archive:
    """An archive that was just begun."""
    shutil.copytree(begun, tmp_path / "own")
    return Archive(tmp_path / "own")


Later = Callable[[dict[str, bytes | None]], None]


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Later:
    """What makes the installed version a later one, with other templates (None: gone)."""

    def release(changed: dict[str, bytes | None]) -> None:
        whole = {**read_templates(), **changed}
        kept = {path: data for path, data in whole.items() if data is not None}
        monkeypatch.setattr(upgrading, "read_templates", lambda: kept)
        monkeypatch.setattr(upgrading, "installed_version", lambda: "9.9.9")

    return release
