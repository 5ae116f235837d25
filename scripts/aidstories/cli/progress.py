"""Progress of long work: a bar on a terminal, a plain line where there is none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def progress(items: Iterable[T], label: str, total: int | None = None) -> Iterator[T]:
    """Yield ``items`` and show on standard error how far the work is."""
    from rich.console import Console  # here: no command's help needs it
    from rich.progress import track

    console = Console(stderr=True)
    if console.is_terminal:
        yield from track(items, label, total=total, console=console, transient=True)
        return
    done = 0
    for item in items:
        yield item
        done += 1
    console.print(f"{label}: {done}", highlight=False, soft_wrap=True)
