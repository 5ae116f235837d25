"""How often Python looks for garbage that only points at itself."""

from __future__ import annotations

import gc

SELDOM = 50_000
"""New objects between two looks. A newspaper page makes some 10,000, and drops them at once."""


def collect_seldom() -> None:
    """Let this process look for cycles of garbage seldom: a tenth of the time of restoring.

    By default Python 3.11 looks after every 700 objects. For the start of a process that handles
    many texts; what is in no cycle is freed at once all the same.
    """
    gc.set_threshold(SELDOM)
