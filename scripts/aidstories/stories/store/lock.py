"""One writer at a time: imports, new stories and the review page wait for each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from filelock import FileLock, Timeout

from aidstories.errors import BadInput, Problem, no_archive
from aidstories.paths import ArchivePaths
from aidstories.stories.store.files import sweep
from aidstories.stories.store.fixity import Renewal, Renewed, begin, renew


@contextmanager
def writing(
    paths: ArchivePaths,
    *,
    wait: float = -1,
    waiting: Callable[[], None] | None = None,
    manifest: Renewal = Renewal.OWN,
    taken: Callable[[Renewed], object] = lambda _: None,
    founding: bool = False,
) -> Iterator[None]:
    """Hold the archive's lock; what killed writers left half written is removed first.

    Where another process holds it, ``waiting`` is called once and the lock awaited for ``wait``
    seconds, for ever by default. Raises `BadInput` after that. ``manifest`` says what of the
    changes the archive's manifest takes in at the end, where the writer raises only what it wrote;
    ``taken`` hears what that is beside what commands wrote. Raises `BadInput` where no archive is,
    and leaves nothing there, unless the writer is ``founding`` one.
    """
    if not (founding or paths.is_archive):
        raise BadInput([no_archive(paths.root)])
    paths.lock.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(paths.lock)
    try:
        _acquire(lock, wait, waiting or _nothing)
    except Timeout as error:
        zh, en = (
            "另一个导入正在写这个档案，请稍后再试",
            "an import is writing here; try again later",
        )
        raise BadInput([Problem(file=str(paths.root), zh=zh, en=en)]) from error
    try:
        notes = (paths.answers, paths.removal.parent)
        rooms = (paths.root, paths.captures, paths.records, paths.data)
        sweep([*rooms, *notes, *paths.stories.glob("*/")])
        if manifest is not Renewal.NOTHING:
            begin(paths)
        with _renewed(paths, manifest, taken):
            yield
    finally:
        lock.release()


@contextmanager
def _renewed(
    paths: ArchivePaths, renewal: Renewal, taken: Callable[[Renewed], object]
) -> Iterator[None]:
    """Have the manifest know what is written meanwhile, by a writer that fails too."""
    if renewal is Renewal.NOTHING:
        yield
        return
    try:
        yield
    except BaseException:
        with suppress(OSError, BadInput):  # the next one that writes does it
            if paths.manifest.is_file():
                renew(paths, edits=False)
        raise
    taken(renew(paths, edits=renewal is Renewal.EDITS))


def _acquire(lock: FileLock, wait: float, waiting: Callable[[], None]) -> None:
    try:
        lock.acquire(blocking=False)
    except Timeout:
        waiting()
        lock.acquire(timeout=wait)


def _nothing() -> None:
    return
