"""``docs/data/reasons.csv``: why edits were made, in words."""

from __future__ import annotations

from pathlib import Path

from aidstories.stories.fields import read_table


def read_reasons(data: Path) -> dict[str, tuple[str, str]]:
    """Return the name of each reason in Chinese and English. Raises `BadInput`."""
    return {row["key"]: (row["zh"], row["en"]) for row in read_table(data / "reasons.csv")}
