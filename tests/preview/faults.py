"""A story with ten faults, mended one by one."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from aidstories.stories.store.files import write_atomically
from tests.archive import HOME


@dataclass(frozen=True)
class Fault:
    line: int
    field: str | None
    words: tuple[str, ...]


def mended_one_by_one(root: Path) -> Iterator[list[Fault]]:
    """Write the story below ``root`` with fewer and fewer faults; yield those that it has."""
    case = tomllib.loads((HOME / "tests/cases/ten_faults.toml").read_text("utf-8"))
    path, lines = root / case["path"], list(case["lines"])
    path.parent.mkdir(parents=True, exist_ok=True)
    left = case["fault"]
    while True:
        write_atomically(path, "\n".join(lines))  # none sees it empty
        yield [Fault(f["line"], f.get("field"), tuple(f["words"])) for f in left]
        if not left:
            return
        lines[left[0]["line"] - 1] = left[0]["mended"]
        left = left[1:]
