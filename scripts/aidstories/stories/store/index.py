"""Where the stories of an archive stand, by id and by the capture they come from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import yaml

from aidstories.errors import BadInput, Problem
from aidstories.paths import ArchivePaths
from aidstories.stories.format.editable import read_editable
from aidstories.stories.store.files import read_text


class StoryIndex:
    """The files of all stories, listed once; who writes one tells it with `add`.

    Their paths are kept as texts, which take a fifth of the memory.
    """

    def __init__(self, paths: ArchivePaths) -> None:
        listed = list(paths.story_files())
        self._files = {path.stem: str(path) for path in reversed(listed)}
        self._all = listed if len(listed) > len(self._files) else []
        self._captures: dict[str, str | None] = {}

    def find(self, id_: str) -> Path | None:
        """Return the file of the story ``id_``, in whatever folder it stands; None without one."""
        file = self._files.get(id_)
        return None if file is None else Path(file)

    def find_only(self, id_: str) -> Path | None:
        """Return the file of a story to be changed. Raises `BadInput` where two have its id."""
        files = [path for path in self._all if path.stem == id_]
        if len(files) > 1:
            raise doubled(id_, files)
        return self.find(id_)

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


def name_within(paths: ArchivePaths, name: str) -> str:
    """Return what a capture, record or story is called that ``name`` names, alone or as a file.

    Raises `BadInput` for a file that stands elsewhere: another archive has some of the same names.
    """
    given = Path(name)
    rooms = [room.resolve() for room in (paths.captures, paths.records, paths.stories)]
    if len(given.parts) > 1 and not any(
        place.is_relative_to(room) for place in _places(paths, given) for room in rooms
    ):
        zh = "不是这个档案的原稿、校勘记录或报道；写它在档案里的路径，或者只写名称"
        en = "no capture, record or story of this archive: give its path here, or its name alone"
        raise BadInput([Problem(file=name, zh=zh, en=en)])
    return given.name


def story_named(paths: ArchivePaths, name: str) -> Path | None:
    """Return the file of the story that ``name``, an id or a file, names; None without one.

    Raises `BadInput` for a file of another archive, and where two files have the id.
    """
    id_ = name_within(paths, name).removesuffix(".md")
    files = [path for path in paths.story_files() if path.stem == id_]
    if len(files) > 1 and len(Path(name).parts) > 1:
        meant = _places(paths, Path(name))
        files = [path for path in files if path.resolve() in meant] or files
    if len(files) > 1:
        raise doubled(id_, files)
    return next(iter(files), None)


def doubled(id_: str, files: Sequence[Path]) -> BadInput:
    """Return the fault that an id names several ``files``."""
    listed = "、".join(f"{path.parent.name}/{path.name}" for path in files)
    zh = f"有 {len(files)} 篇叫“{id_}”：{listed}；给其中一篇改名，或写明是哪一个文件"
    en = f"'{id_}' is the id of {listed}: rename one, or name the file"
    return BadInput([Problem(file=str(files[0].parent.parent), zh=zh, en=en)])


def _places(paths: ArchivePaths, given: Path) -> list[Path]:
    """Return where a path may lead: from the folder of the command, or from the archive."""
    return [(home / given).resolve() for home in (Path.cwd(), paths.root)]


def _capture(path: Path) -> str | None:
    """Read the one field of a file that says where it comes from."""
    try:
        text = read_editable(read_text(path))
        value = text.plain_value("seed") if text else None
    except (BadInput, yaml.YAMLError):  # the check names what is wrong
        return None
    return value if isinstance(value, str) else None
