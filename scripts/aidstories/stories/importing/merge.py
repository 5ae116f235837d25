"""A story merged three ways: what the machine wrote last, the editor's file, the new import.

Front matter merges field by field, lists item by item, the body line by line and, within a line
that both changed, clause by clause. Where the two contradict, the editor's text stays.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

import yaml

from aidstories.errors import BadInput
from aidstories.stories.format.editable import EditableText, field_lines, read_editable, same_value
from aidstories.stories.format.front_matter import read_front_matter
from aidstories.stories.format.parse import story_of
from aidstories.stories.importing.merge3 import merge3

BODY = "body"
"""What a conflict in the text is called; others are called by their field."""
_UNITS = (("year", "year_basis"),)
"""Fields that say something only together."""
_CLAUSES = re.compile(r"[^，。！？；：\n]*[，。！？；：\n]|[^，。！？；：\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """``text`` keeps the editor's side of each conflict, ``proposed`` has the machine's.

    ``conflicts`` names the fields concerned; without any, the two texts are the same.
    """

    text: str
    proposed: str
    conflicts: tuple[str, ...] = ()


def merge(base: str, ours: str, theirs: str) -> Merged:
    """Return the file ``ours`` with what changed from ``base`` to ``theirs``.

    Where one of them cannot be cut into fields, or the result had faults that ``ours`` has not,
    all of it is one conflict.
    """
    if theirs in (base, ours) or ours == base:
        text = ours if theirs == base else theirs
        return Merged(text=text, proposed=text)
    whole = Merged(text=ours, proposed=theirs, conflicts=(BODY,))
    cut = [read_editable(text) for text in (base, ours, theirs)]
    if None in cut:
        return whole
    one, two, three = (source for source in cut if source is not None)
    merged = _merge(one, two, three)
    faults = _faults(ours)
    sound = all(_faults(text) <= faults for text in (merged.text, merged.proposed))
    return merged if sound else whole


def _merge(base: EditableText, ours: EditableText, theirs: EditableText) -> Merged:
    with_ours, with_theirs, conflicts = ours, ours, list[str]()
    for unit in _units((ours, theirs, base)):
        sides = [[s.fields.get(key) for key in unit] for s in (base, ours, theirs)]
        lines = _pick(unit, *sides)
        if lines is None:
            conflicts.append(unit[0])
            with_theirs = with_theirs.with_lines(dict(zip(unit, sides[2], strict=True)))
        else:
            changed = dict(zip(unit, lines, strict=True))
            with_ours, with_theirs = with_ours.with_lines(changed), with_theirs.with_lines(changed)
    body, proposed = _merge_body(base.body, ours.body, theirs.body)
    if body != proposed:
        conflicts.append(BODY)
    with_ours, with_theirs = replace(with_ours, body=body), replace(with_theirs, body=proposed)
    return Merged(
        text=_with_evidence(base, ours, theirs, with_ours),
        proposed=_with_evidence(base, ours, theirs, with_theirs),
        conflicts=tuple(conflicts),
    )


def _units(sources: Iterable[EditableText]) -> Iterable[tuple[str, ...]]:
    unit_of = {key: unit for unit in _UNITS for key in unit}
    keys = (key for source in sources for key in source.fields if key != "evidence")
    return dict.fromkeys(unit_of.get(key, (key,)) for key in keys)


_Lines = list[str | None]


def _pick(unit: tuple[str, ...], base: _Lines, ours: _Lines, theirs: _Lines) -> _Lines | None:
    """Return the lines of a unit's keys, or None where the two sides contradict."""

    def same(one: _Lines, other: _Lines) -> bool:
        return all(map(same_value, one, other))

    if same(theirs, base) or same(theirs, ours):
        return ours
    if ours == base:
        return theirs
    if len(unit) == 1 and (merged := _merge_list(unit[0], base[0], ours[0], theirs[0])):
        return [merged]
    return None


def _merge_list(key: str, *lines: str | None) -> str | None:
    lists = [_items(key, text) for text in lines]
    if None in lists:
        return None
    packed = [list(map(_packed, listed or [])) for listed in lists]
    merged: list[str] = []
    for hunk in merge3(*packed):
        if hunk.agreed is None:
            return None
        merged += hunk.agreed
    return field_lines(key, [json.loads(item) for item in merged]) if merged else None


def _items(key: str, lines: str | None) -> list[Any] | None:
    """Return the items of a list that stands as the machine writes it, no comment in it."""
    if lines is None:
        return []
    try:
        value = EditableText(fields={key: lines}, body="").value(key)
        as_written = isinstance(value, list) and field_lines(key, value) == lines
        return value if as_written and json.dumps(value) else None
    except (yaml.YAMLError, TypeError):  # a date, as YAML reads it, is no JSON
        return None


def _merge_body(base: str, ours: str, theirs: str) -> tuple[str, str]:
    """Return the body with our side and with their side of the conflicts."""

    def merge_clauses(base: str, ours: str, theirs: str) -> tuple[str, str]:
        return _woven(_CLAUSES.findall, _contradictory, base, ours, theirs)

    return _woven(
        lambda text: re.findall(r"[^\n]*\n|[^\n]+", text), merge_clauses, base, ours, theirs
    )


def _contradictory(base: str, ours: str, theirs: str) -> tuple[str, str]:
    return ours, theirs


def _woven(
    cut: Callable[[str], list[str]],
    contradict: Callable[[str, str, str], tuple[str, str]],
    *texts: str,
) -> tuple[str, str]:
    with_ours = with_theirs = ""
    for hunk in merge3(*map(cut, texts)):
        if hunk.agreed is not None:
            both = "".join(hunk.agreed)
            with_ours, with_theirs = with_ours + both, with_theirs + both
        else:
            sides = map("".join, (hunk.base, hunk.ours, hunk.theirs))
            ours, theirs = contradict(*sides)
            with_ours, with_theirs = with_ours + ours, with_theirs + theirs
    return with_ours, with_theirs


def _with_evidence(
    base: EditableText, ours: EditableText, theirs: EditableText, merged: EditableText
) -> str:
    """Merge the evidence field by field; where the two contradict, the editor's stays."""
    lists = [_items("evidence", s.fields.get("evidence")) for s in (base, ours, theirs)]
    if None in lists:
        return merged.text
    three = [[e for e in listed or [] if isinstance(e, dict)] for listed in lists]
    found: list[dict[str, Any]] = []
    for field in dict.fromkeys(str(e.get("field")) for listed in three[::-1] for e in listed):
        of_field = [[e for e in listed if str(e.get("field")) == field] for listed in three]
        for hunk in merge3(*[list(map(_packed, listed)) for listed in of_field]):
            agreed = hunk.ours if hunk.agreed is None else hunk.agreed
            found += map(json.loads, agreed)
    return merged.with_value("evidence", found).text


def _packed(item: Any) -> str:
    """Return ``item`` as what can be compared and hashed."""
    return json.dumps(item, ensure_ascii=False)


def _faults(text: str) -> int:
    """Return how many faults reading a file meets."""
    try:
        matter = read_front_matter(text, "")
    except BadInput as error:
        return 1000 * len(error.problems)
    story_of(matter)
    return len(matter.problems)
