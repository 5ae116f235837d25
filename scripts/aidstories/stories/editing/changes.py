"""What an editor changed in a story's file, one thing after another, and any of it taken back.

A change is a field, or a paragraph that was rewritten, added, removed, moved, split or joined. A
paragraph is what blank lines part: a heading, a whole table and the place of a figure count.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import yaml

from aidstories.stories.editing.paragraphs import Group, paired
from aidstories.stories.format.editable import EditableText, field_lines, read_editable

WHOLE = ""
"""The key of a change that is the whole file: it cannot be cut into fields."""
BODY = "body"
_UNITS = {"year": ("year", "year_basis"), "year_basis": ("year", "year_basis")}
"""Fields that say something only together."""
_LEAD = re.compile(r"(?:[^\S\n]*\n)*")
_PIECE = re.compile(
    r"((?>(?:(?<![^\S\n])[^\S\n]++)?)\S[^\n]*+(?>(?:\n[^\S\n]*+\S[^\n]*+)*))((?:\n[^\S\n]*+)*\n|)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that an editor changed.

    ``keys`` are the fields concerned, or `BODY`, or `WHOLE`. ``before`` is the machine's text,
    ``after`` the editor's, each a field's lines or paragraphs, None for nothing there. ``line``
    is where it stands in the file as it is (from 1), ``end`` the line behind it; for what was
    removed both are the line that it stood before. ``paragraphs`` are its numbers (from 1) there.
    """

    keys: tuple[str, ...]
    before: str | None
    after: str | None
    line: int
    end: int
    paragraphs: tuple[int, ...] = ()
    group: Group | None = None
    """Which paragraphs of the machine's became which."""


def changes(base: str, current: str) -> tuple[Change, ...]:
    """Return what changed from ``base``, what the machine wrote, to ``current``, in its order."""
    if base == current:
        return ()
    one, two = read_editable(base), read_editable(current)
    if one is None or two is None:
        end = current.count("\n") + 1
        return (Change(keys=(WHOLE,), before=base, after=current, line=1, end=end),)
    return (*_field_changes(one, two), *_body_changes(one, two))


def take_back(base: str, current: str, chosen: Collection[Change]) -> str:
    """Return ``current`` with the machine's text in place of what ``chosen`` changed.

    ``chosen`` are some of `changes(base, current)`; whatever else an editor wrote stays exactly.
    """
    every = changes(base, current)
    one, two = read_editable(base), read_editable(current)
    if one is None or two is None or set(every) <= set(chosen):
        return base if chosen else current
    for change in chosen:
        if BODY not in change.keys:
            two = _with_fields(one, two, change.keys)
    return replace(two, body=_with_paragraphs(one.body, two.body, chosen)).text


# Fields


def _field_changes(one: EditableText, two: EditableText) -> Iterator[Change]:
    units = dict.fromkeys(_UNITS.get(key, (key,)) for key in (*two.fields, *one.fields))
    said: set[str] = set()
    lines = _field_places(two)
    for unit in units:
        before, after = _lines_of(one, unit), _lines_of(two, unit)
        if before != after and unit != ("evidence",):
            said.update(unit)
            yield _field_change(unit, before, after, lines)
    given, now = _evidence(one), _evidence(two)
    rest = [[e for e in listed if e.get("field") not in said] for listed in (given, now)]
    if rest[0] != rest[1]:
        both = (_lines_of(one, ("evidence",)), _lines_of(two, ("evidence",)))
        yield _field_change(("evidence",), *both, lines)


def _field_change(
    unit: tuple[str, ...],
    before: str | None,
    after: str | None,
    lines: Mapping[str, tuple[int, int]],
) -> Change:
    last = max((end for _, end in lines.values()), default=2)
    places = [lines[key] for key in unit if key in lines] or [(last, last)]
    return Change(
        keys=unit, before=before, after=after, line=min(places)[0], end=max(p[1] for p in places)
    )


def _lines_of(source: EditableText, keys: Iterable[str]) -> str | None:
    return "".join(source.fields.get(key, "") for key in keys) or None


def _field_places(source: EditableText) -> dict[str, tuple[int, int]]:
    at, places = 2, dict[str, tuple[int, int]]()
    for key, text in source.fields.items():
        places[key] = (at, at + text.count("\n"))
        at += text.count("\n")
    return places


def _evidence(source: EditableText) -> list[dict[str, Any]]:
    try:
        listed = source.plain_value("evidence")
    except yaml.YAMLError:
        return []
    return [e for e in listed if isinstance(e, dict)] if isinstance(listed, list) else []


def _with_fields(one: EditableText, two: EditableText, keys: tuple[str, ...]) -> EditableText:
    """Return the file with the machine's lines of ``keys``, and what is said to be their source."""
    two = two.with_lines({key: one.fields.get(key) for key in keys})
    given, now = _evidence(one), _evidence(two)
    kept = [e for e in now if e.get("field") not in keys]
    listed = [*kept, *(e for e in given if e.get("field") in keys)]
    if "evidence" in keys or listed == now:
        return two
    same = one.fields.get("evidence") if listed == given else None
    return two.with_lines(
        {"evidence": same or (field_lines("evidence", listed) if listed else None)}
    )


# Paragraphs


@dataclass(frozen=True, slots=True)
class _Piece:
    """A paragraph, with the end of its last line and the blank lines behind it."""

    text: str
    gap: str


def _pieces(body: str) -> tuple[str, list[_Piece]]:
    """Return the blank lines that a body begins with, and its paragraphs."""
    found = _LEAD.match(body)
    lead = found[0] if found else ""
    return lead, [_Piece(m[1], m[2]) for m in _PIECE.finditer(body, len(lead))]


def _paired(ours: Sequence[_Piece], theirs: Sequence[_Piece]) -> list[Group]:
    return paired([piece.text for piece in ours], [piece.text for piece in theirs])


def _body_changes(one: EditableText, two: EditableText) -> list[Change]:
    (_, ours), (lead, theirs) = _pieces(one.body), _pieces(two.body)
    groups = _paired(ours, theirs)
    at = two.text.removesuffix(two.body).count("\n") + lead.count("\n") + 1
    starts = [at]
    for piece in theirs:
        starts.append(starts[-1] + (piece.text + piece.gap).count("\n"))
    found: list[Change] = []
    for group in groups:
        before, after = _text(ours, group.old), _text(theirs, group.new)
        if before != after or group.moved:
            first = group.new[0] if group.new else _anchor(group.old[0], groups)
            last = first if not group.new else group.new[-1]
            end = starts[last] + (theirs[last].text.count("\n") + 1 if group.new else 0)
            numbers = tuple(number + 1 for number in group.new)
            place = {"line": starts[first], "end": end}
            found.append(
                Change(
                    keys=(BODY,),
                    before=before,
                    after=after,
                    paragraphs=numbers,
                    group=group,
                    **place,
                )
            )
    return sorted(found, key=lambda change: (change.line, change.end))


def _text(pieces: Sequence[_Piece], numbers: Sequence[int]) -> str | None:
    return "\n\n".join(pieces[n].text for n in numbers) if numbers else None


def _with_paragraphs(base: str, current: str, chosen: Collection[Change]) -> str:
    (_, ours), (lead, theirs) = _pieces(base), _pieces(current)
    groups = _paired(ours, theirs)
    kept: list[list[_Piece]] = [[piece] for piece in theirs]
    before: list[list[_Piece]] = [[] for _ in range(len(theirs) + 1)]
    for group in sorted((c.group for c in chosen if c.group), key=lambda group: group.old):
        for number in group.new:
            kept[number] = []
        if group.new and not group.moved:
            kept[group.new[0]] = [ours[n] for n in group.old]
        else:
            for number in group.old:
                before[_anchor(number, groups)].append(ours[number])
    laid = [p for put, here in zip(before, [*kept, []], strict=True) for p in (*put, *here)]
    return lead + _joined(laid, (ours or theirs)[-1].gap if laid else "")


def _anchor(number: int, groups: Iterable[Group]) -> int:
    """Return before which of the editor's paragraphs the machine's paragraph ``number`` belongs."""
    still = [group for group in groups if group.old and group.new and not group.moved]
    before = [group.new[-1] for group in still if group.old[0] < number]
    return max(before, default=-1) + 1


def _joined(pieces: Sequence[_Piece], end: str) -> str:
    """Return paragraphs as a body: a blank line between any two, and at most one end of line."""
    parted = [p.text + (p.gap if p.gap.count("\n") > 1 else "\n\n") for p in pieces[:-1]]
    last = [p.text + (p.gap if p.gap.count("\n") < 2 else end) for p in pieces[-1:]]
    return "".join((*parted, *last))
