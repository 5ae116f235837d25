"""When the archive added and last corrected each story: days of UTC, as ISO 8601 writes them.

The record of a capture holds both, and the hash of the file that they speak of. Of a file that
is not, or not any more, what its record speaks of, the history of git tells, where it is whole
and the file is in it as it stands. Else the day is unknown; the clock and the files' own times
say nothing, so a build twice is the same twice.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from aidstories.errors import BadInput, Problem
from aidstories.paths import ArchivePaths
from aidstories.stories.store.files import read_text
from aidstories.stories.store.record import Record, RecordedStory, sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """When a story came in and when its file last changed; empty where nobody knows.

    ``changed`` is the day of ``added`` for a story that was never corrected.
    """

    added: str = ""
    changed: str = ""

    @property
    def latest(self) -> str:
        """The last day that is known, or an empty text."""
        return max(self.added, self.changed)


UNKNOWN = Days()
_EPOCH = "SOURCE_DATE_EPOCH"
"""The variable of the environment that fixes the day (reproducible-builds.org)."""


def today() -> str:
    """Return the day for what is written now; ``SOURCE_DATE_EPOCH`` (seconds) stands in for it.

    Raises `BadInput` where that is no time.
    """
    epoch = os.environ.get(_EPOCH)
    try:
        now = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    except (ValueError, OverflowError, OSError) as error:
        zh, en = f"应为秒数，如 1700000000，现为“{epoch}”", f"expected seconds, found '{epoch}'"
        raise BadInput([Problem(file=_EPOCH, zh=zh, en=en)]) from error
    return now.date().isoformat()


def hold_epoch() -> None:
    """Raise `BadInput` where ``SOURCE_DATE_EPOCH`` is no time: MkDocs, too, reads it as a number.

    An empty one is none (``SOURCE_DATE_EPOCH= make site``), as for `today`; it is taken away.
    """
    if not os.environ.get(_EPOCH):
        os.environ.pop(_EPOCH, None)
    today()


def dated(
    story: RecordedStory, before: RecordedStory | None, text: str | None, *, new: bool
) -> RecordedStory:
    """Return ``story`` with its days; ``before`` is what was recorded of it until now.

    ``text`` is what its file will hold, None where it has none; ``new`` says that it had none.
    """
    added, corrected = (before.added, before.corrected) if before else ("", "")
    if text is None:
        return replace(story, added=added, corrected=corrected)
    digest = sha256(text)
    if new or before is None:  # lost records are made again, and the days begin with them
        added = added or today()
    elif not _same(story, before, digest):
        corrected = today()
    revised = digest if digest != story.base_sha256 else ""
    return replace(story, added=added, corrected=corrected, revised_sha256=revised)


def _same(story: RecordedStory, before: RecordedStory, digest: str) -> bool:
    """Return whether a file is what was recorded; records of old know no hash of revised ones."""
    told = (before.base_sha256, before.revisions) == (story.base_sha256, story.revisions)
    return told or before.file_sha256 == digest


def read_day(paths: ArchivePaths, path: Path, story: RecordedStory | None) -> Days:
    """Return the days of the story whose file is at ``path``, as `read_days` does.

    ``story`` is what a record says of it. Raises `BadInput` where the file is no text.
    """
    if (known := _recorded(path, story)) is not None:
        return known
    told = history(paths, f"*/{path.name}").get(path.stem, UNKNOWN)
    return replace(told, added=(story.added if story else "") or told.added)


def _recorded(path: Path, story: RecordedStory | None) -> Days | None:
    """Return the days that a record holds of a file; None where it speaks of another text."""
    if story and story.added and story.file_sha256 == sha256(read_text(path)):
        return Days(added=story.added, changed=story.corrected or story.added)
    return None


def read_days(paths: ArchivePaths, records: Iterable[Record]) -> dict[str, Days]:
    """Return the days of every story by its id, of a translation by ``<id>.bo``.

    Raises `BadInput` where a file is no text.
    """
    recorded = {story.id: story for record in records for story in record.stories}
    days: dict[str, Days] = {}
    open_: list[str] = []
    for path in chain(paths.story_files(), paths.translation_files()):
        known = _recorded(path, recorded.get(path.stem))
        if known is None:
            open_.append(path.stem)
        else:
            days[path.stem] = known
    told = history(paths) if open_ else {}
    for name in open_:
        story, days_ = recorded.get(name), told.get(name, UNKNOWN)
        days[name] = replace(days_, added=(story.added if story else "") or days_.added)
    return days


def history(paths: ArchivePaths, which: str = "") -> Mapping[str, Days]:
    """Return what git knows of the files in ``docs/stories``, by their names without ``.md``.

    ``which`` is a pattern of their paths in there, for some of them. A name keeps its history when
    its file moves to another year. A file with changes that are not committed has no day of its
    last change. Nothing is known without git, without a repository, or from a clone that lacks the
    older commits.
    """
    if _git(paths.root, "rev-parse", "--is-shallow-repository").strip() != "false":
        return {}
    found: dict[str, list[str]] = {}
    day, folder = "", paths.stories.relative_to(paths.root).as_posix()
    folder = f":(glob){folder}/{which}" if which else folder
    log = _git(paths.root, "log", "--format=%x01%cd", "--name-only", "-z", "--", folder)
    for field in log.replace("\n", "\0").split("\0"):
        if field.startswith("\x01"):
            day = field[1:]
        elif field.endswith(".md"):
            found.setdefault(_name(field), []).append(day)
    changed = _git(paths.root, "status", "--porcelain", "-z", "-uall", "--", folder)
    open_ = {_name(field) for field in changed.split("\0") if field.endswith(".md")}
    return {
        name: Days(added=min(days), changed="" if name in open_ else max(days))
        for name, days in found.items()
    }


def _name(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".md")


def _git(root: Path, *command: str) -> str:
    """Return what a command of git says of the repository at ``root``, nothing where it fails."""
    whole = ["git", "-c", "core.quotePath=false", *command]
    if command[0] == "log":
        whole.insert(4, "--date=format-local:%Y-%m-%d")
    try:
        done = subprocess.run(
            whole,
            cwd=root,
            env={**os.environ, "TZ": "UTC"},
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError:
        return ""
    return done.stdout if done.returncode == 0 else ""
