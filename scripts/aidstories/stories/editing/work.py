"""Changes of several files, made in memory and written together: all of them or none."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from aidstories.errors import BadInput
from aidstories.stories.store.files import Write, bytes_of, decode_text, write_many, write_together


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A file before and after a change; None stands for no file."""

    path: Path
    before: bytes | None
    after: bytes | None


@dataclass(slots=True)
class Work:
    """What files hold and shall hold; `write` changes nothing on the disk, `commit` does."""

    _before: dict[Path, bytes | None] = field(default_factory=dict)
    _after: dict[Path, bytes | None] = field(default_factory=dict)

    def bytes_of(self, path: Path) -> bytes | None:
        """Return what ``path`` shall hold, None for no file."""
        if path not in self._before:
            self._before[path] = bytes_of(path)
        return self._after.get(path, self._before[path])

    def text_of(self, path: Path) -> str:
        """Return the text of ``path``, an empty one for no file. Raises `BadInput`."""
        return decode_text(self.bytes_of(path) or b"", path)

    def write(self, path: Path, content: str | bytes | None) -> None:
        """Have ``path`` hold ``content``; None takes the file away."""
        self.bytes_of(path)
        data = content.encode("utf-8") if isinstance(content, str) else content
        self._after[path] = data

    def changes(self) -> tuple[Changed, ...]:
        """Return the files that shall change, in the order in which they were first written."""
        return tuple(
            Changed(path=path, before=self._before[path], after=after)
            for path, after in self._after.items()
            if after != self._before[path]
        )

    def commit(self) -> None:
        """Write what was changed. Raises `BadInput` where somebody changed a file meanwhile."""
        carry_out(self.changes())


def carry_out(changes: tuple[Changed, ...]) -> None:
    """Write ``changes``; where one of the files is not as it was before, none of them.

    Raises `BadInput` then, OSError where the system refuses one: none of them either. What takes
    a file away comes last.
    """
    writes = [
        Write(path=change.path, data=change.after, before=change.before)
        for change in changes
        if change.after is not None
    ]
    try:
        write_many(writes)
        for change in changes:
            if change.after is None:
                change.path.unlink(missing_ok=True)
    except (BadInput, OSError):
        for change in changes:
            if change.before != change.after == bytes_of(change.path):
                _restore(change)
        raise


def _restore(change: Changed) -> None:
    if change.before is None:
        change.path.unlink(missing_ok=True)
    else:
        write_together([Write(path=change.path, data=change.before)])
