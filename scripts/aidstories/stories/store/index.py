"""Where the stories of an archive stand, by id and by the capture they come from."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import yaml

from aidstories.errors import BadInput
from aidstories.paths import ArchivePaths
from aidstories.stories.format.editable import read_editable
from aidstories.stories.store.files import read_text


class StoryIndex:
    """The files of all stories, listed once; who writes one tells it with `add`.

    Their paths are kept as texts, which take a fifth of the memory.
    """

    def __init__(self, paths: ArchivePaths) -> None:
        self._files = {path.stem: str(path) for path in reversed(list(paths.story_files()))}
        self._captures: dict[str, str | None] = {}

    def find(self, id_: str) -> Path | None:
        """Return the file of the story ``id_``, in whatever folder it stands; None without one."""
        file = self._files.get(id_)
        return None if file is None else Path(file)

    def add(self, id_: str, path: Path, capture: str | None) -> None:
        """Note that the story ``id_``, which comes from ``capture``, stands at ``path`` now."""
        self._files[id_] = str(path)
        self._captures[str(path)] = capture
        self.__dict__.pop("_by_capture", None)

    def capture_of(self, path: Path) -> str | None:
        """Return the capture that the story at ``path`` names; None where it names none."""
        file = str(path)
        if file not in self._captures:
            self._captures[file] = _capture(path)
        return self._captures[file]

    def stories_from(self, capture: str) -> tuple[Path, ...]:
        """Return the files of the stories that name ``capture``, in order."""
        return self._by_capture.get(capture, ())

    @cached_property
    def _by_capture(self) -> dict[str, tuple[Path, ...]]:
        found: dict[str, tuple[Path, ...]] = {}
        for path in sorted(map(Path, self._files.values())):
            capture = self.capture_of(path)
            if capture is not None:
                found[capture] = (*found.get(capture, ()), path)
        return found


def _capture(path: Path) -> str | None:
    """Read the one field of a file that says where it comes from."""
    try:
        text = read_editable(read_text(path))
        value = text.plain_value("seed") if text else None
    except (BadInput, yaml.YAMLError):  # the check names what is wrong
        return None
    return value if isinstance(value, str) else None
