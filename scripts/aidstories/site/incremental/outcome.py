"""What a build says of itself when it has ended."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a build did: the addresses of files that ``changed`` and are ``gone``, all it has.

    ``whole`` says that everything was made anew, ``unusable`` that there was a record and that it
    was of no use: damaged, or of another program, configuration, template or table.
    """

    changed: Collection[str]
    gone: Collection[str]
    files: int
    whole: bool
    unusable: bool = False
