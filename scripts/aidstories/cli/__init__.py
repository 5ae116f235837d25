"""The command ``aidstories``. Exit status: 0 done, 1 bad input, 2 bad usage."""

from aidstories.cli import adding, importing, preview, reading, writing  # noqa: F401  they add commands
from aidstories.cli.group import main

__all__ = ["main"]
