"""``docs/data/fields.csv``: the one table of front-matter fields, and the authorities."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from aidstories.errors import BadInput, Problem

AUTHORITIES = {"places": "path", "programmes": "zh", "publishers": "name"}
"""Authority → the column whose values a field may have."""

PAGE_KEYS = frozenset({"description", "hide", "icon", "search", "tags", "template"})
"""Keys that a page of the site may have besides the fields."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of a story's front matter: labels, type, and what other schemes call it.

    ``values`` are the values of a ``choice``; ``authority`` names the table in ``docs/data``
    that lists them for other types. ``dc`` is Dublin Core, ``schema`` schema.org.
    """

    name: str
    zh: str
    bo: str
    en: str
    type: str
    required: bool
    dc: str
    schema: str
    facet: bool
    note: str
    values: tuple[str, ...] = ()
    authority: str | None = None


def read_fields(data: Path) -> dict[str, Field]:
    """Return the fields of ``fields.csv`` in ``data`` by name, in their order."""
    return {row["name"]: _field(row) for row in read_table(data / "fields.csv")}


def read_authority(data: Path, name: str) -> frozenset[str]:
    """Return the values that the authority ``name`` allows."""
    column = AUTHORITIES[name]
    return frozenset(row[column] for row in read_table(data / f"{name}.csv") if row[column])


def read_table(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file (UTF-8). Raises `BadInput` where it cannot be read."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        zh, en = f"读不了这张表（{error}）", f"cannot read the table ({error})"
        raise BadInput([Problem(file=str(path), zh=zh, en=en)]) from error


def _field(row: Mapping[str, str]) -> Field:
    listed = row["values"]
    known = listed in AUTHORITIES
    return Field(
        name=row["name"],
        zh=row["zh"],
        bo=row["bo"],
        en=row["en"],
        type=row["type"],
        required=bool(row["required"]),
        dc=row["dc"],
        schema=row["schema"],
        facet=bool(row["facet"]),
        note=row["note"],
        values=() if known or not listed else tuple(listed.split("|")),
        authority=listed if known else None,
    )
