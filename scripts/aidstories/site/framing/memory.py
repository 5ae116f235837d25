"""Memory of a process that nothing uses."""

from __future__ import annotations

import ctypes
import sys


def release_free() -> None:
    """Give the system back what this process has freed, where its allocator is glibc's.

    It keeps for itself what lies below anything still in use: behind the cards and pages of 10,000
    stories some 50 MB. (Linux manual, malloc_trim(3).)
    """
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:  # musl has none
            trim(0)
