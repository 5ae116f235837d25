"""What the lexicon and the passes look up: tables and counts; NOTICES.md names the sources."""

from importlib.resources import files
from importlib.resources.abc import Traversable


def data_file(name: str) -> Traversable:
    """Return the data file ``name`` of this folder."""
    return files(__package__).joinpath(name)
