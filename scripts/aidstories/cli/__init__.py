"""The command ``aidstories``. Exit status: 0 done, 1 bad input, 2 bad usage, 143 told to end."""

from aidstories.cli import (  # noqa: F401  they add commands
    adding,
    founding,
    importing,
    preview,
    reading,
    sheets,
    undoing,
    writing,
)
from aidstories.cli.group import main

__all__ = ["main"]
