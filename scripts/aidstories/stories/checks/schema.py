"""The JSON Schema of a story's front matter, made from ``fields.csv`` for editors' tools.

``python -m aidstories.stories.checks.schema docs/data`` writes ``story.schema.json`` there.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aidstories.fields import Field
from aidstories.model import Origin
from aidstories.stories.format.layout import (
    AID_KEYS,
    EVIDENCE_KEYS,
    FIGURE_KEYS,
    PERSON_KEYS,
)
from aidstories.stories.store.files import write_atomically
from aidstories.stories.store.record import json_text
from aidstories.tables import read_tables

SCHEMA = "story.schema.json"
_TEXT: dict[str, Any] = {"type": "string", "minLength": 1}
_PLACE: dict[str, Any] = {"type": "string", "pattern": "^[^/]+(/[^/]+){0,3}$"}


def _record(keys: tuple[str, ...], required: tuple[str, ...] = (), **own: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {key: own.get(key, _TEXT) for key in keys},
        "required": list(required),
        "additionalProperties": False,
    }


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _one_or_more(items: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [items, _list(items)]}


_OWN_EVIDENCE = {
    "by": {"enum": [Origin.EDITOR.value, Origin.TEXT.value]},
    **{key: {"type": "string"} for key in ("value", "quote")},
}
_TYPES: dict[str, dict[str, Any]] = {
    "id": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
    "text": _TEXT,
    "texts": _one_or_more(_TEXT),
    "statement": _one_or_more({"anyOf": [_TEXT, _record(("dateline",), ("dateline",))]}),
    "people": _list(_record(PERSON_KEYS, ("name",))),
    "edtf": _TEXT,
    "year": {"type": "integer"},
    "choice": {"type": "string"},
    "places": _one_or_more(_PLACE),
    "programs": _one_or_more(_TEXT),
    "stories": _one_or_more({"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}),
    "aid": _list(_record(AID_KEYS, donor=_PLACE, recipient=_PLACE)),
    "figures": _list(_record(FIGURE_KEYS, caption={"type": "string"}, credit=_one_or_more(_TEXT))),
    "evidence": _list(_record(EVIDENCE_KEYS, ("field",), **_OWN_EVIDENCE)),
    "file": _TEXT,
    "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
}


def make_schema(fields: Mapping[str, Field]) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) that the fields make."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "援藏故事档案：报道的资料区",
        "type": "object",
        "properties": {name: _property(field) for name, field in fields.items()},
        "required": [name for name, field in fields.items() if field.required],
    }


def schema_text(fields: Mapping[str, Field]) -> str:
    """Return what ``story.schema.json`` holds."""
    return json_text(make_schema(fields)) + "\n"


def _property(field: Field) -> dict[str, Any]:
    schema = {"title": field.zh, "description": field.note, **_TYPES[field.type]}
    limits = dict(zip(("minimum", "maximum"), field.limits or (), strict=False))
    return schema | limits | ({"enum": list(field.values)} if field.values else {})


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    write_atomically(folder / SCHEMA, schema_text(read_tables(folder).fields))
