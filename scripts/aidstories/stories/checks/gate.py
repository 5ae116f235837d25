"""Whether an archive may be published: what `check` refuses, asked again only of what changed."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from aidstories.bounded import read_json
from aidstories.errors import BadInput, Problem, faults
from aidstories.paths import ArchivePaths
from aidstories.stories.checks.facts import Facts
from aidstories.stories.checks.files import check_captures, check_places, check_records
from aidstories.stories.checks.links import check_links
from aidstories.stories.checks.stories import check, check_added, check_decisions, read_rules
from aidstories.stories.store.catalogue import read_catalogue
from aidstories.stories.store.files import Read, discard, read_story, write_atomically

_FEW = 100
"""Changed stories up to which these alone are looked at: all of 1,000 take 1.2 s."""
_STORY = re.compile(r"docs[/\\]stories[/\\][^/\\]+[/\\]([^./\\]+)\.md")
"""A story, and its id. Of 10,000 files a `Path` each takes .1 s."""
Stamps = Mapping[str, list[int]]


class _Noted(NamedTuple):
    """What was last found right: files by their stamps, facts of stories, entries of captures."""

    files: Stamps
    stories: Mapping[str, Facts]
    entries: Mapping[str, str]


def refused(
    paths: ArchivePaths, kept: Path, right: dict[Path, Read] | None = None
) -> tuple[Problem, ...]:
    """Return what `check` finds wrong, without advice.

    ``kept`` is the file that notes what was last found right. Where since then only few stories
    changed, came or went, or captures came, they alone are checked, and held against what is noted
    of the others; that a story changed into another one's text is left to `check` itself then.
    ``right`` takes in the stories without a problem where all are looked at.
    """
    now, before = _stamps(paths), _noted(kept)
    changed = {n for n in now.keys() | before.files.keys() if now.get(n) != before.files.get(n)}
    if not changed:
        return ()
    try:
        stories = _stories(paths, changed, now, before)
        if stories is None:
            found, noted = _all(paths, right)
        else:
            found, noted = _few(paths, stories, before, beside=len(stories) < len(changed))
    except BadInput as error:
        return error.problems
    if not found:
        write_atomically(kept, json.dumps(noted._replace(files=now)))
    return found


def unreadable(paths: ArchivePaths, found: Iterable[Problem]) -> frozenset[Path]:
    """Return the files of stories among those with problems that no page can be made of.

    Nothing can be read of them, or no file is called as the story says.
    """
    named = {problem.file for problem in found}
    if not named:  # the folders of 10,000 stories need not be gone through for that
        return frozenset()
    return frozenset(p for p in paths.story_files() if str(p) in named and not _has_page(p))


def _has_page(path: Path) -> bool:
    try:
        return read_story(path).id == path.stem
    except BadInput:
        return False


def _all(
    paths: ArchivePaths, right: dict[Path, Read] | None = None
) -> tuple[tuple[Problem, ...], _Noted]:
    facts: dict[str, Facts] = {}
    told = tuple(check(paths, advice=False, facts=facts, right=right))
    found = tuple(problem for _, problems in told for problem in faults(problems))
    return found, _Noted({}, facts, _entries(paths))


def _few(
    paths: ArchivePaths, stories: set[Path], before: _Noted, *, beside: bool
) -> tuple[tuple[Problem, ...], _Noted]:
    """Return what is wrong with ``stories``, which changed, came or went, and what to note then.

    ``beside`` these, captures came.
    """
    rules, found = read_rules(paths), list[Problem]()
    told = {path.stem for path in stories}
    facts = {id_: own for id_, own in before.stories.items() if id_ not in told}
    for path in sorted(filter(Path.is_file, stories)):
        problems, own = check_added(path, rules)
        found += faults(problems)
        if own:
            facts[path.stem] = own
    came, gone = told & facts.keys() - before.stories.keys(), told - facts.keys()
    if not found and (came or gone or beside):
        twins = Counter(each.twin for each in facts.values() if each.twin)
        doubled = any(twins[facts[id_].twin] > 1 for id_ in came)
        if doubled or any(not facts.keys() >= set(each.named) for each in facts.values()):
            return _all(paths)  # which says what with what
        others = check_decisions(paths, rules), check_places(paths), check_links(paths)
        records = check_records(paths, before.entries.keys())
        all_of = (*others, check_captures(paths, rules.captures.keys()), records)
        found += (one for each in all_of for _, problems in each for one in faults(problems))
    return tuple(found), _Noted({}, facts, _entries(paths))


def _stories(
    paths: ArchivePaths, changed: set[str], now: Stamps, before: _Noted
) -> set[Path] | None:
    """Return the stories among what ``changed``; None where all has to be looked at.

    Nothing else may have changed but captures that came, with their records.
    """
    stories = {name for name in changed if _is_story(name)}
    others = {paths.root / name for name in changed - stories}
    came = {paths.root / name for name in changed if name not in before.files}
    at = Counter(found[1] for found in map(_STORY.fullmatch, now) if found)
    alone = all(at[Path(name).stem] < 2 and not _is_translated(name, now) for name in stories)
    beside = all(
        path == paths.catalogue or (path in came and path.parent in (paths.captures, paths.records))
        for path in others
    )
    if not before.files or len(stories) > _FEW or not (alone and beside):
        return None
    if paths.catalogue in others and not _entries(paths).items() >= before.entries.items():
        return None
    return {paths.root / name for name in stories}


def _is_story(name: str) -> bool:
    return _STORY.fullmatch(name) is not None


def _is_translated(name: str, now: Stamps) -> bool:
    return any(f"{name.removesuffix('.md')}.{language}.md" in now for language in ("bo", "en"))


def _entries(paths: ArchivePaths) -> dict[str, str]:
    """Return a digest of each capture's entry in the catalogue."""
    entries = read_catalogue(paths.catalogue)
    return {name: sha256(repr(entry).encode()).hexdigest()[:16] for name, entry in entries.items()}


def _stamps(paths: ArchivePaths) -> dict[str, list[int]]:
    """Return the length and the times of each file that is checked, with that of the program.

    `cp -p` sets the first of the times, nothing the second.
    """
    found = {"": [int(part) for part in version("aidstories").split(".")[:3]]}
    if paths.config.is_file():
        found[paths.config.name] = _stamp(paths.config.stat())
    for folder in (paths.docs, paths.captures):
        below = os.path.relpath(folder, paths.root)
        for path in _files(folder):
            name = f"{below}{path.removeprefix(str(folder))}"
            found[name] = _stamp(os.lstat(path))
    return found


def _stamp(state: os.stat_result) -> list[int]:
    return [state.st_size, state.st_mtime_ns, state.st_ctime_ns]


def _files(folder: Path) -> Iterator[str]:
    for here, _, names in os.walk(folder):
        yield from (f"{here}{os.sep}{name}" for name in names)


def _noted(kept: Path) -> _Noted:
    try:
        files, stories, entries = read_json(kept.read_text("utf-8"))
        facts = {id_: Facts(twin, tuple(named)) for id_, (twin, named) in stories.items()}
        return _Noted(dict(files), facts, dict(entries))
    except IsADirectoryError:
        discard(kept)
    except (OSError, ValueError, TypeError, AttributeError):
        pass
    return _Noted({}, {}, {})
