"""Whether an archive may be published: what `check` refuses, asked again only of what changed."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path

from aidstories.bounded import read_json
from aidstories.errors import BadInput, Problem, faults
from aidstories.paths import ArchivePaths
from aidstories.stories.checks.stories import check, check_story, read_rules
from aidstories.stories.store.files import write_atomically

_FEW = 100
"""Changed stories up to which these alone are looked at: all of 1,000 take 1.2 s."""
Stamps = Mapping[str, list[int]]


def refused(paths: ArchivePaths, kept: Path) -> tuple[Problem, ...]:
    """Return what `check` finds wrong, without advice.

    ``kept`` is the file that notes what was last found right. Where only few stories changed since,
    they alone are checked; what concerns several at once, such as two of one text, is left to
    `check` itself then.
    """
    now, before = _stamps(paths), _noted(kept)
    changed = {name for name in now.keys() | before.keys() if now.get(name) != before.get(name)}
    if not changed:
        return ()
    few = len(changed) <= _FEW and all(_is_alone(name, now, before) for name in changed)
    try:
        found = tuple(_found(paths, changed if few else None))
    except BadInput as error:
        found = error.problems
    if not found:
        write_atomically(kept, json.dumps(now))
    return found


def _found(paths: ArchivePaths, changed: set[str] | None) -> Iterator[Problem]:
    if changed is None:
        for _, problems in check(paths, advice=False):
            yield from faults(problems)
        return
    rules = read_rules(paths)
    for name in sorted(changed):
        yield from faults(check_story(paths.root / name, rules)[0])


def _is_alone(name: str, now: Stamps, before: Stamps) -> bool:
    """Return whether a changed file is a story that was and is there, without a translation."""
    path = Path(name)
    story = path.suffix == ".md" and path.parts[:2] == ("docs", "stories") and len(path.parts) == 4
    beside = [f"{name.removesuffix('.md')}.{language}.md" for language in ("bo", "en")]
    there = name in now and name in before
    return story and there and "." not in path.stem and not any(b in now for b in beside)


def _stamps(paths: ArchivePaths) -> dict[str, list[int]]:
    """Return the length and the time of each file that is checked, with that of the program."""
    found = {"": [int(part) for part in version("aidstories").split(".")[:3]]}
    for folder in (paths.docs, paths.captures):
        below = os.path.relpath(folder, paths.root)
        for path in _files(folder):
            state = os.lstat(path)
            name = f"{below}{path.removeprefix(str(folder))}"
            found[name] = [state.st_size, state.st_mtime_ns]
    return found


def _files(folder: Path) -> Iterator[str]:
    for here, _, names in os.walk(folder):
        yield from (f"{here}{os.sep}{name}" for name in names)


def _noted(kept: Path) -> dict[str, list[int]]:
    try:
        noted = read_json(kept.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return noted if isinstance(noted, dict) else {}
