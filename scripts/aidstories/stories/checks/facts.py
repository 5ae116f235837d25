"""What is noted of a story so that others can be held against it without reading it again."""

from __future__ import annotations

from typing import NamedTuple


class Facts(NamedTuple):
    """``twin`` is the digest of title and text, empty for a short one; ``named`` other stories."""

    twin: str
    named: tuple[str, ...]
