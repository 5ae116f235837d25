"""Which files have changed: the system tells at once, or a slow look round finds out."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from aidstories.left_by_systems import is_left_by_a_system
from aidstories.stories.store.files import stamp_of

_STILL = 0.04
"""Seconds without a change after which a change is over: editors and imports write several."""
_EVENTS = frozenset({"created", "modified", "moved", "deleted"})


class Watcher:
    """Watches files and folders below; `changed` returns those whose bytes are others than before.

    One that was written while nobody waited counts as changed, though it may be as it was: what
    was made meanwhile may have read it as it was in between.

    Not every disk tells of its changes (a shared folder, Windows' under Linux): every ``interval``
    seconds all files are looked at as well.
    """

    def __init__(self, interval: float) -> None:
        self.waiting = threading.Event()
        """Set while somebody waits for a change."""
        self._told: set[Path] = set()
        self._meanwhile: set[Path] = set()
        self._known: dict[Path, _State] = {}
        self._condition = threading.Condition()
        self._observers: list[BaseObserver] = [PollingObserver(timeout=interval), Observer()]
        self._ended = False

    def watch(self, paths: Iterable[Path]) -> None:
        """Begin to watch what lies at ``paths`` and below, as it is now."""
        handler = _Handler(self)
        there = [path.resolve() for path in paths if path.exists()]
        for path in there:
            self._known.update({file: _state(file) for file in _below(path)})
        for observer in list(self._observers):
            try:
                for path in there:
                    observer.schedule(handler, str(path), recursive=True)
                observer.start()
            except OSError:  # the system has no watches left: the slow look must do
                self._observers.remove(observer)

    def tell(self, paths: Iterable[Path]) -> None:
        """Note that the files at ``paths`` may have changed."""
        with self._condition:
            found = set(paths)
            self._told |= found
            if not self.waiting.is_set():
                self._meanwhile |= found
            self._condition.notify_all()

    def changed(self) -> frozenset[Path]:
        """Wait for changes and return the files; none when `end` was called."""
        while True:
            with self._condition:
                self.waiting.set()
                # An end to the wait, again and again: on Windows no interrupt comes through it.
                while not self._condition.wait_for(lambda: self._told or self._ended, 0.25):
                    pass
                while not self._ended and self._condition.wait(_STILL):
                    pass
                self.waiting.clear()
                told, self._told = self._told, set()
                meanwhile, self._meanwhile = self._meanwhile, set()
                if self._ended:
                    return frozenset()
            differ = [path for path in told if self._differs(path, written=path in meanwhile)]
            if differ:
                return frozenset(differ)

    def end(self) -> None:
        """Watch no more."""
        for observer in self._observers:
            observer.stop()
        with self._condition:
            self._ended = True
            self._condition.notify_all()

    def _differs(self, path: Path, *, written: bool) -> bool:
        """Return whether a file's bytes are others, or, where it may be ``written``, its times."""
        state = _state(path)
        before, self._known[path] = self._known.get(path, _NO_FILE), state
        return state != before if written else state.digest != before.digest


class _Handler(FileSystemEventHandler):
    """Passes over hidden files: what a writer, ours or an editor's, has beside what it writes.

    Where the disk is slow, `.writing-1` stands there longer than a change lasts.
    """

    def __init__(self, watcher: Watcher) -> None:
        self._watcher = watcher

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Tell the watcher of files; of a folder that came or went, of what lies in it."""
        if event.event_type not in _EVENTS:
            return
        named = filter(None, (os.fsdecode(event.src_path), os.fsdecode(event.dest_path)))
        told = (file for path in named for file in _below(Path(path)))
        self._watcher.tell(file for file in told if not is_left_by_a_system(file.name))


def _below(path: Path) -> Iterator[Path]:
    """Yield ``path``, or the files in it where it is a folder."""
    if not path.is_dir():
        yield path
        return
    seen = set[str]()
    for folder, inner, names in os.walk(path, followlinks=True):
        if (real := os.path.realpath(folder)) in seen:  # by a link to a folder above it
            inner.clear()
        else:
            seen.add(real)
            yield from (Path(folder, name) for name in names)


class _State(NamedTuple):
    """The hash of a file's bytes, None for no file, and its `stamp_of` before they were read."""

    digest: bytes | None
    stamp: tuple[int, int] | None


_NO_FILE = _State(None, None)


def _state(path: Path) -> _State:
    stamp = stamp_of(path)
    try:
        return _State(hashlib.blake2b(path.read_bytes(), digest_size=16).digest(), stamp)
    except OSError:
        return _NO_FILE
