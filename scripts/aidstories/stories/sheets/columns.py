"""The columns of the spreadsheet: the fields of ``fields.csv`` that an editor edits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aidstories.fields import Field

ID = "id"
VERSION = "aidstories_version"
"""The column that tells the sheet from any other, and what was exported."""
_VERSION_HEADER = f"版本（勿改） {VERSION}"
_KEPT = frozenset({"id", "evidence", "file", "sha256"})
"""Types of fields that nobody types."""
_OF_THE_CAPTURE = "seed_part"
"""A text, but one that says where the story comes from."""

_LEAST = 3
"""Headers such as 标题 title that no table of another system has so many of; with 编号 id, two."""


def editable(fields: Mapping[str, Field]) -> tuple[Field, ...]:
    """Return the fields that the sheet has a column for, beside the id."""
    return tuple(f for f in fields.values() if f.type not in _KEPT and f.name != _OF_THE_CAPTURE)


def header_of(field: Field) -> str:
    """Return what stands above a column: 标题 title."""
    return f"{field.zh} {field.name}"


def headers(fields: Mapping[str, Field]) -> list[str]:
    """Return the first row: the id, the fields, the version."""
    columns = (fields[ID], *editable(fields))
    return [*map(header_of, columns), _VERSION_HEADER]


def name_in(header: str) -> str:
    """Return the name of the field that a header names: its last word, in small letters."""
    return (header.lower().split() or [""])[-1]


def is_ours(first_row: Sequence[str]) -> bool:
    """Return whether the first row is that of an exported sheet."""
    return {ID, VERSION} <= set(map(name_in, first_row))


def lost_column(first_row: Sequence[str], fields: Mapping[str, Field]) -> bool:
    """Return whether the first row is that of an exported sheet without its id or its version.

    It is also where a word was written behind their names: ``aidstories_version（必填）``.
    """
    ours = {*first_row} & {*headers(fields)}
    if any(VERSION in title.lower() for title in first_row):
        return not is_ours(first_row)
    return not is_ours(first_row) and len(ours) >= (2 if header_of(fields[ID]) in ours else _LEAST)
