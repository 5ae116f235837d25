"""What an answer to a doubtful field writes into a story: the value, and that an editor gave it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from aidstories.errors import BadInput, Problem
from aidstories.fields import Field
from aidstories.model import Origin
from aidstories.stories.format.editable import EditableText, read_editable
from aidstories.stories.format.layout import PERSON_KEYS
from aidstories.stories.sheets.cells import value_of
from aidstories.table_reader import BadCell

_HEADLINES = ("kicker", "subtitle")
"""Lists that a file holds as one text where there is one."""


def decided(
    text: str, path: Path, field: str, value: Any, *, also: bool = False, **more: Any
) -> str:
    """Give a field the editor's value, with the evidence that it is the editor's.

    ``also`` keeps what spoke for it before. Raises `BadInput`.
    """
    asserted = editable(text, path).value("evidence") or []
    kept = [e for e in asserted if also or e.get("field") != field]
    listed = value if isinstance(value, list) else [value]
    by = {"by": Origin.EDITOR.value}
    given = [{"field": field, "value": _named(one)} | by for one in listed or [None]]
    return with_values(text, path, **{field: value}, **more, evidence=[*kept, *given])


def _named(value: Any) -> str:
    """Return a value as evidence names it: somebody by the name."""
    if isinstance(value, dict):
        return str(value.get(PERSON_KEYS[0], ""))
    return "" if value is None else str(value)


def kept_as_is(text: str, path: Path, field: str) -> str:
    """Return the story with the evidence that an editor says what ``field`` says already."""
    return decided(text, path, field, editable(text, path).value(field), also=True)


def corrected(text: str, path: Path, field: Field, typed: str) -> str:
    """Return the story with what an editor typed, written as a cell of the spreadsheet.

    Raises `BadInput` where it cannot be read.
    """
    try:
        value = value_of(typed, field)
    except BadCell as error:
        raise BadInput(
            [Problem(file=str(path), field=field.name, zh=error.zh, en=error.en)]
        ) from error
    if field.name in _HEADLINES and len(value) == 1:
        value = value[0]
    return decided(text, path, field.name, value)


def with_values(text: str, path: Path, **values: Any) -> str:
    """Return the story with other values in its front matter. Raises `BadInput`."""
    matter = editable(text, path)
    for key, value in values.items():
        matter = matter.with_value(key, value)
    return matter.text


def editable(text: str, path: Path) -> EditableText:
    """Return the front matter of a story. Raises `BadInput` where it cannot be read."""
    matter = read_editable(text)
    if matter is None:
        zh, en = "资料区读不了，请先改正", "the front matter cannot be read; mend it first"
        raise BadInput([Problem(file=str(path), line=1, zh=zh, en=en)])
    return matter
