"""What a build reads of names, carried to the next one in its record."""

from __future__ import annotations

from collections.abc import Mapping
from secrets import token_bytes
from typing import cast

from aidstories.carried import Carried, Known
from aidstories.search import spelling
from aidstories.site.incremental.dependencies import Dependencies, Held, Lost
from aidstories.site.incremental.digests import SIZE
from aidstories.site.interface import pinyin, tibetan

NAME = "spelt"
"""What the readings are called among the values of a build."""
_FUNCTIONS: Mapping[str, Carried[object]] = {
    each.name: cast(Carried[object], each)
    for each in (*pinyin.CARRIED, *tibetan.CARRIED, *spelling.CARRIED)
}


def take(dependencies: Dependencies) -> None:
    """Take over what the last build read."""
    dependencies.hold(NAME)
    carry(_known(dependencies))


def carry(known: Mapping[str, Known]) -> None:
    """Let this process know what was read before."""
    for name, told in known.items():
        if name in _FUNCTIONS:
            _FUNCTIONS[name].take(told)


def leave(dependencies: Dependencies) -> None:
    """Keep what this process has read, and what it took over: a build of all takes over nothing."""
    told = {name: dict(function.told()) for name, function in _FUNCTIONS.items()}
    before = _known(dependencies)
    if any(before.get(name, {}).keys() != known.keys() for name, known in told.items()):
        dependencies.values[NAME] = Held(token_bytes(SIZE), told)


def _known(dependencies: Dependencies) -> Mapping[str, Known]:
    try:
        return cast("Mapping[str, Known]", dependencies.kept(NAME))
    except Lost:
        return {}
