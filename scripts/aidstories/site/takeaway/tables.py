"""Stories and flows as rows, and as records that keep their structure."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple
from typing import Any
from urllib.parse import urljoin

from aidstories.describe.flows import COLUMNS, flows
from aidstories.model import TEXT_ROLES
from aidstories.site.story.view import View
from aidstories.site.takeaway.shelf import Shelf
from aidstories.stories.fields import Field
from aidstories.stories.markdown import mark_gap
from aidstories.stories.write import story_values

_INSIDE = frozenset({"figures", "evidence"})
"""Fields with a structure of their own: they are in the records, not in the table."""


def columns(fields: Iterable[Field]) -> list[str]:
    """Return the columns of ``stories.csv``."""
    return [field.name for field in fields if field.name not in _INSIDE] + ["characters", "url"]


def record(view: View, shelf: Shelf) -> dict[str, Any]:
    """Return a story by the names in ``fields.csv``, with ``characters``, ``url`` and ``text``.

    ``text`` lists the passages of the text in reading order: ``{"role": …, "text": …}``.
    """
    text = [
        {"role": passage.role.value, "text": mark_gap(passage.text, passage.gap)}
        for passage in view.story.article.passages
        if passage.role in TEXT_ROLES
    ]
    return {
        **story_values(view.story),
        "characters": view.length,
        "url": urljoin(shelf.url, view.url),
        "text": text,
    }


def stories_csv(records: Iterable[Mapping[str, Any]], names: Sequence[str]) -> str:
    """Return the stories as a table; lists are joined by ``|``, a name and its role by ``/``."""
    return _csv(names, ([_flat(item.get(name, "")) for name in names] for item in records))


def stories_json(records: Iterable[Mapping[str, Any]]) -> str:
    """Return the stories as one JSON array."""
    return json.dumps(list(records), ensure_ascii=False, indent=1) + "\n"


def stories_jsonl(records: Iterable[Mapping[str, Any]]) -> str:
    """Return the stories as JSON Lines."""
    return "".join(f"{json.dumps(item, ensure_ascii=False)}\n" for item in records)


def flows_csv(shelf: Shelf) -> str:
    """Return who helped whom as a table."""
    return _csv(COLUMNS, map(astuple, flows(view.story for view in shelf.archive.stories)))


def _flat(value: Any) -> str:
    if isinstance(value, Mapping):
        return "/".join(map(_flat, value.values()))
    return "|".join(map(_flat, value)) if isinstance(value, list) else str(value)


def _csv(names: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    file = io.StringIO(newline="")
    writer = csv.writer(file)  # ends lines with CR LF, as RFC 4180 has it, and quotes both inside
    writer.writerow(names)
    writer.writerows(rows)
    return file.getvalue()
