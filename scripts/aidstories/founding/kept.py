"""What init and the last upgrade wrote, kept in ``.aidstories``: the base of the next merge.

``archive.json`` has the answers, the version and the hash of every file; ``base/`` the texts
themselves. Pictures and fonts are not merged, so their hashes do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from aidstories.bounded import read_json
from aidstories.errors import BadInput, Problem
from aidstories.founding.answers import Answers
from aidstories.stories.store.files import Write, bytes_of
from aidstories.stories.store.record import json_text, sha256

FOLDER = ".aidstories"
_FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Founded:
    """An archive that init began; ``files`` are the hashes of what was written last, by path."""

    answers: Answers
    version: str
    files: Mapping[str, str] = field(default_factory=dict)


def record_path(root: Path) -> Path:
    """Return the file that says how an archive began."""
    return root / FOLDER / "archive.json"


def base_path(root: Path, path: str) -> Path:
    """Return where the text of a file is kept as it was written last."""
    return root / FOLDER / "base" / path


def read_founded(root: Path) -> Founded:
    """Return how the archive in ``root`` began. Raises `BadInput` where init did not begin it."""
    path = record_path(root)
    data = bytes_of(path)
    if data is None:
        zh = "这个档案不是 aidstories init 建的，没有可以对照的底本，不能这样更新"
        en = "aidstories init did not begin this archive: there is nothing to merge from"
        raise BadInput([Problem(file=str(path), zh=zh, en=en)])
    try:
        values = read_json(data)
        answers = values["answers"] | {"languages": tuple(values["answers"]["languages"])}
        if values["format"] != _FORMAT:
            raise ValueError(f"format {values['format']}")
        return Founded(answers=Answers(**answers), version=values["version"], files=values["files"])
    except (KeyError, TypeError, ValueError) as error:
        zh, en = (
            f"这个文件损坏（{error}），从 git 取回它",
            f"damaged ({error}): restore it from git",
        )
        raise BadInput([Problem(file=str(path), zh=zh, en=en)]) from error


def founded_text(founded: Founded) -> str:
    """Return what ``archive.json`` says."""
    return json_text({"format": _FORMAT, **asdict(founded)}) + "\n"


def keeping(root: Path, files: Mapping[str, bytes], founded: Founded) -> Iterator[Write]:
    """Yield what keeps ``files`` as the base of the next merge; that they are comes last."""
    for path, data in files.items():
        if is_text(data):
            yield Write(path=base_path(root, path), data=data)
    hashes = {path: sha256(data) for path, data in files.items()}
    whole = Founded(answers=founded.answers, version=founded.version, files=hashes)
    yield Write(path=record_path(root), data=founded_text(whole).encode("utf-8"))


def is_text(data: bytes) -> bool:
    """Return whether ``data`` is a text, which can be merged."""
    try:
        return "\0" not in data.decode("utf-8")
    except UnicodeDecodeError:
        return False
