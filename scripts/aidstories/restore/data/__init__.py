"""What the lexicon and the passes look up: tables and counts; NOTICES.md names the sources."""

import tomllib
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any


def data_file(name: str) -> Traversable:
    """Return the data file ``name`` of this folder."""
    return files(__package__).joinpath(name)


def table(name: str) -> dict[str, Any]:
    """Return what the TOML file ``name`` of this folder holds."""
    return tomllib.loads(data_file(name).read_text("utf-8"))
