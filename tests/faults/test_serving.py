"""A preview whose disk fails, or that is killed: its sources stay, the next save heals it.

The site that it shows at the end, and the one that the next preview shows, are those of a preview
whose disk never failed.
"""

from __future__ import annotations

import random
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from aidstories.preview import serve
from tests.archive import Archive
from tests.faults.faulty import DIED, Faults, in_child
from tests.faults.scenarios import ran
from tests.faults.test_builds import built
from tests.faults.test_faults import ERRORS, Ground

__all__ = ["built"]  # a fixture
_SAMPLED = 5
"""Calls of some hundreds that fail, and as many at which the process dies: a run takes 6 s."""
_SAVES = (("title: ", "title: 又："), ("巡诊", "巡回义诊"), ("title: 又：", "title: 再："))
"""What an editor changes meanwhile, one after another: what lists show, a text, lists again."""


class _Watcher:
    """Saves in place of an editor; ``noted`` holds how many calls were made before each."""

    def __init__(self, archive: Archive, faults: Faults, noted: Path) -> None:
        self._story = archive.stories()[0]
        self._faults, self._noted, self._saves = faults, noted, list(_SAVES)

    def watch(self, paths: object) -> None:
        pass

    def changed(self) -> frozenset[Path]:
        with self._noted.open("a", encoding="utf-8") as file:
            file.write(f"{self._faults.count}\n")
        if not self._saves:
            return frozenset()
        _save(self._story, *self._saves.pop(0))
        return frozenset({self._story.resolve()})

    def end(self) -> None:
        pass


def _free() -> int:
    """Return a port that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def _save(story: Path, old: str, new: str) -> None:
    text = story.read_text("utf-8")
    assert old in text
    story.write_text(text.replace(old, new), "utf-8")


class Preview:
    """Runs of ``aidstories serve`` on a ground, in processes of their own."""

    def __init__(self, ground: Ground, beside: Path) -> None:
        self.ground, self.said, self.noted = ground, beside / "said", beside / "noted"
        self.cache = ground.archive.paths.build_cache
        self.story = ground.archive.stories()[0]
        self.address = f"127.0.0.1:{_free()}"  # which pages say, so that all runs have the same

    def run(self, at: int = 0, error: int | None = None, *, saves: bool = True) -> tuple[int, str]:
        """Serve until all is saved; return the exit status and what was said."""
        self.noted.unlink(missing_ok=True)
        faults = Faults((self.cache,), at, error)

        def work() -> int:
            watcher = _Watcher(self.ground.archive, faults, self.noted)
            if not saves:
                watcher._saves.clear()
            vars(serve)["Watcher"] = lambda interval: watcher
            return ran(self.ground.archive, "serve", "-a", self.address)

        status, _ = in_child(work, faults, self.said)
        return status, self.said.read_text("utf-8")

    def site(self) -> dict[str, bytes]:
        folder = self.cache / "preview" / "site"
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }

    def sources(self) -> dict[str, bytes]:
        """Return what is nobody's to change but the editor's, whose story is left out."""
        state = self.ground.state()
        return {name: data for name, data in state.items() if not name.endswith(self.story.name)}


@pytest.fixture(scope="module")
def preview(built: Ground, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    yield Preview(built, tmp_path_factory.mktemp("serving"))


@pytest.mark.long
@pytest.mark.parametrize("how", ["whole", "kept"])
def test_a_preview_fails_or_dies(preview: Preview, how: str) -> None:
    """Of the calls before the last save some are drawn, alike each time."""
    ground = preview.ground
    ground.put_back()
    shutil.rmtree(preview.cache, ignore_errors=True)
    if how == "kept":
        assert preview.run(saves=False)[0] == 0
    files = {path: path.read_bytes() for path in ground.base.rglob("*") if path.is_file()}
    begun = Ground(ground.base, files)
    sources = preview.sources()
    status, said = preview.run()
    assert status == 0, said
    whole, last = preview.site(), preview.story.read_bytes()
    calls = int(preview.noted.read_text("utf-8").split()[len(_SAVES) - 1])
    drawn = random.Random(how).sample(range(1, calls + 1), 2 * _SAMPLED)
    for number, at in enumerate(drawn):
        error = None if number % 2 else ERRORS[number // 2 % len(ERRORS)]
        begun.put_back()
        status, said = preview.run(at, error)
        place = (how, at, error, said)
        assert status in (0, 1, DIED) and "Traceback" not in said, place
        assert not ground.archive.paths.fault.exists() and preview.sources() == sources, place
        if status == 0:
            assert differing(preview.site(), whole) == [], place
        preview.story.write_bytes(last)
        status, healed = preview.run(saves=False)
        assert status == 0 and differing(preview.site(), whole) == [], (healed, place)
    print(f"{how}: {calls} calls, {len(drawn)} runs")


def differing(site: dict[str, bytes], whole: dict[str, bytes]) -> list[str]:
    return sorted(name for name in site.keys() | whole.keys() if site.get(name) != whole.get(name))
