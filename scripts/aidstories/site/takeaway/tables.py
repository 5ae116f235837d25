"""Stories and flows as rows, and as records that keep their structure."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple
from typing import Any
from urllib.parse import urljoin

from aidstories.fields import Field
from aidstories.model import TEXT_ROLES, Story
from aidstories.site.story.view import View
from aidstories.site.takeaway.export_context import ExportContext
from aidstories.site.takeaway.flows import flows
from aidstories.stories.format.evidence import evidence_values
from aidstories.stories.format.layout import FIELDS
from aidstories.stories.format.markdown import mark_gap
from aidstories.stories.format.serialize import story_values

_INSIDE = frozenset({"aid", "figures", "evidence"})
"""Types with a structure of their own: they are in the records, not in the table."""
BOM = "\ufeff"
"""Without it Excel reads UTF-8 as the code page of the system: GBK on Chinese Windows."""
_FORMULA = re.compile(r"[\s'\ufeff]*[=+\-@＝＋－＠]|[\t\r]")
_NUMBER = re.compile(r"[-+]?\d+(\.\d+)?")
_LISTS = frozenset({"texts", "people", "places", "programs", "stories"})


def columns(fields: Iterable[Field]) -> list[str]:
    """Return the columns of ``stories.csv``."""
    return [field.name for field in fields if field.type not in _INSIDE] + ["characters", "url"]


def record(view: View, fields: Mapping[str, Field], url: str) -> dict[str, Any]:
    """Return a story by the names in ``fields.csv``, with ``characters``, ``url`` and ``text``.

    ``fields`` are the archive's, ``url`` the site's absolute address or empty. ``text`` lists the
    passages of the text in reading order: ``{"role": …, "text": …}``.
    """
    text = [
        {"role": passage.role.value, "text": mark_gap(passage.text, passage.gap)}
        for passage in view.story.article.passages
        if passage.role in TEXT_ROLES
    ]
    return {
        **_described(view.story, fields),
        "characters": view.length,
        "url": urljoin(url, view.url),
        "text": text,
    }


def _described(story: Story, fields: Mapping[str, Field]) -> dict[str, Any]:
    """Return what ``fields`` say of a story, in their order, with all of its evidence."""
    values = story_values(story)
    if evidence := story.description.evidence:  # the record's too
        values["evidence"] = [evidence_values(e) for e in evidence]
    return {n: _typed(field, values[n]) for n, field in fields.items() if n in values}


def _typed(field: Field, value: Any) -> Any:
    """Return a value of a field by its type: a year is a number, several texts are a list."""
    if field.name not in FIELDS and field.type in _LISTS and not isinstance(value, list):
        return [value]
    return int(value) if field.type == "year" else value


def stories_rows(records: Iterable[Mapping[str, Any]], names: Sequence[str]) -> list[Sequence[str]]:
    """Return the stories as rows; lists are joined by ``|``, a name and its role by ``/``."""
    return [[_flat(item.get(name, "")) for name in names] for item in records]


def json_line(item: Mapping[str, Any]) -> str:
    """Return a record as a line of JSON Lines."""
    return f"{json.dumps(item, ensure_ascii=False)}\n"


def flows_rows(context: ExportContext) -> list[Sequence[str]]:
    """Return who helped whom as rows."""
    return [astuple(flow) for flow in flows(context.archive.stories, context.url)]


def _flat(value: Any) -> str:
    if isinstance(value, Mapping):
        return "/".join(map(_flat, value.values()))
    return "|".join(map(_flat, value)) if isinstance(value, list) else str(value)


def table_csv(text: str) -> str:
    """Return a table of ``docs/data``, whose text is ``text``, as readers download it."""
    names, *rows = csv.reader(io.StringIO(text.removeprefix(BOM), newline="")) or [[]]
    return table(names, rows)


def harmless(cell: str) -> str:
    """Return ``cell`` so that a spreadsheet shows it and runs nothing: =1+1 becomes '=1+1.

    Plain numbers stay, negative ones too. Source: OWASP, "CSV Injection".
    """
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def table(names: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return ``rows`` as a CSV file under a header of ``names``."""
    file = io.StringIO(newline="")
    file.write(BOM)
    writer = csv.writer(file)  # ends lines with CR LF, as RFC 4180 has it, and quotes both inside
    writer.writerow(names)
    writer.writerows(map(harmless, row) for row in rows)
    return file.getvalue()
