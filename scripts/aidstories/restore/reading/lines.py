"""Lines of plain text that were printed as lines: rows of a table, items of a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum, auto
from itertools import pairwise

from aidstories.model import Span
from aidstories.restore.lexicon.chars import LINE_ENDS, ends_sentence, is_one_line
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.lists import BULLET, RULE, counted, number_of
from aidstories.restore.lexicon.person_names import are_names

_LINE = late(rf"[^{LINE_ENDS}]+")
_TAB = late(r"(?<=\S)[ \u3000]*\t[ \t\u3000]*(?=\S)")
_PIPES = late(r"\s*+\|.*\|\s*+")
_FRAME = late(r"\s*+\+(?>(?:[-=]++\+)+)\s*+")
"""What frames the rows of a table that is drawn with letters: +----+----+."""
_LOOSE = late(r"(?>(?:(?<!\s)\s++)?)[|｜]\s*+|[ \xa0]{2,}|\u3000{2,}|\s/\s")
"""What parts cells where no tab does: a bar, blanks, a slash between blanks."""
_CELL = late(r"[^。，；！？：|｜]{1,20}")
_OF_PERSON = late(
    r"\s*+(?P<name>[\u4e00-\u9fff](?:[ \u3000]{0,3}[\u4e00-\u9fff]|[\u4e00-\u9fff]{1,3}))"
    r"(?:[ \xa0]{2,}|\u3000+)[^，。；！？：|｜]{2,40}"
)
"""A row of a roster: a name, wide blanks, and where or what somebody is."""
_COLUMN = late(
    r"序\s*+号|姓\s*+名|性\s*+别|年\s*+龄|民\s*+族|电\s*+话|备\s*+注|批\s*+次|人\s*+数|时\s*+间|地\s*+点"
    r"|.{0,4}(?:单\s*+位|医\s*+院|科\s*+室|专\s*+业|职\s*+[务称]|岗\s*+位)"
)
"""What the first line of a list of people calls its columns: 姓名 派出单位 科室."""
_CELLS = 3
"""Cells of a row that only such parts; two are a pair of phrases, or a name and an office."""


class Kind(Enum):
    """What a line is."""

    ROW = auto()
    NUMBER = auto()
    BULLET = auto()


def parted(raw: str, span: Span, text: Span = (0, 0)) -> Iterator[tuple[Span, Kind | None]]:
    """Yield the rows and items of ``raw[start:end]``, one each, and what stands around them.

    ``text`` is where running text begins and ends: only amid it are cells told by blanks or bars,
    as a menu over it has them too, but where the first line names the columns.

    One line alone is neither: two rows with as many cells, two numbers that follow each other,
    or two bullets make a table or a list.
    """
    start, end = span
    if is_one_line(raw[start:end]):
        yield span, None
        return
    lines = [m.span() for m in _LINE.finditer(raw, start, end)]
    kinds = _kinds([raw[a:b] for a, b in lines])
    amid = text[0] < start and end <= text[1]
    if len(lines) > 1 and not any(kinds) and (amid or _names_columns(raw[slice(*lines[0])])):
        kinds = _loose([raw[a:b] for a, b in lines])
    if amid:
        kinds = _rosters([raw[a:b] for a, b in lines], kinds)
    done = start
    ends = _wrapped([raw[a:b] for a, b in lines], kinds)
    for i, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        if kind is None or line[0] < done:
            continue
        line = line[0], lines[ends[i]][1]
        if raw[done : line[0]].strip():
            yield (done, line[0]), None
        yield line, kind
        done = line[1]
    if raw[done:end].strip():
        yield (done, end), None


def _kinds(lines: Sequence[str]) -> list[Kind | None]:
    found: list[Kind | None] = [None] * len(lines)
    for i, (one, other) in enumerate(pairwise(lines)):
        if kind := _alike(one, other):
            found[i] = found[i + 1] = kind
    for i, kind in enumerate(found):
        if kind is Kind.BULLET and found[i + 1 : i + 2] == [None]:
            found[i + 1] = _goes_on(lines, found, i)
    return _ruled(lines, found)


def _rosters(lines: Sequence[str], kinds: Sequence[Kind | None]) -> list[Kind | None]:
    """Return what lines are with the rows of people and their houses: 段  敏  某县人民医院.

    One such line alone may sign the text.
    """
    listed = [kind is None and _is_of_person(line) for kind, line in zip(kinds, lines, strict=True)]
    beside = [any(listed[max(0, i - 1) : i] + listed[i + 1 : i + 2]) for i in range(len(lines))]
    return [
        Kind.ROW if own and other else kind
        for own, other, kind in zip(listed, beside, kinds, strict=True)
    ]


def _is_of_person(line: str) -> bool:
    found = _OF_PERSON.fullmatch(line)
    return found is not None and are_names("".join(found["name"].split()))


def _wrapped(lines: Sequence[str], kinds: list[Kind | None]) -> list[int]:
    """Return for each line the last that it goes on in: the items of a column wrap.

    Also says in ``kinds`` which numbers count on over such lines.
    """
    ends = list(range(len(lines)))
    numbers = [number_of(line) for line in lines]
    last: int | None = None
    for i, number in enumerate(numbers):
        if number is not None:
            counts = last is not None and number == (numbers[last] or 0) + 1
            if counts and last is not None and i - last > 1 and ends[last] == i - 1:
                kinds[last] = kinds[i] = Kind.NUMBER
            last = i
        elif last is not None and ends[last] == i - 1 and _runs_over(lines[i - 1]):
            ends[last] = i
        else:
            last = None
    return [end if kinds[i] is Kind.NUMBER else i for i, end in enumerate(ends)]


def _runs_over(line: str) -> bool:
    """Return whether a line is as wide as a column and ends in mid-sentence."""
    return len(line.strip()) >= _WRAPPED and not ends_sentence(line)


def _goes_on(lines: Sequence[str], kinds: Sequence[Kind | None], last: int) -> Kind | None:
    """Return what the line behind the bullet ``last`` is: the next item of the list around it."""
    above = next((k for k in range(last, -1, -1) if kinds[k] is not Kind.BULLET), -1)
    number = number_of(lines[above]) if above >= 0 else None
    return Kind.NUMBER if number and number_of(lines[last + 1]) == number + 1 else None


def _split(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]


def _ruled(lines: Sequence[str], kinds: list[Kind | None]) -> list[Kind | None]:
    """Return what lines are with the rows of a table whose head a rule parts from them.

    Its cells may have bars between them alone: 医院 | 科室 over --- | ---.
    """
    for at, line in enumerate(lines):
        if at and "|" in line and "-" in line and RULE.fullmatch(line):
            bars = line.count("|")
            ends = (k for k in range(at, len(lines)) if lines[k].count("|") != bars)
            rows = range(at - (lines[at - 1].count("|") == bars), next(ends, len(lines)))
            filled = [k for k in rows if k != at and sum(map(bool, _split(lines[k]))) > 1]
            for k in rows if len(filled) > 1 else ():
                kinds[k] = Kind.ROW
    return kinds


def _loose(lines: Sequence[str]) -> list[Kind | None]:
    """Return what lines are that all have as many cells, told by bars or by blanks."""
    width = len(_LOOSE.split(lines[0].strip()))
    wide = width >= _CELLS or (width > 1 and len(lines) >= _CELLS and _ends_in_numbers(lines[1:]))
    table = wide and all(_has_cells(line, width) for line in lines)
    return [Kind.ROW if table else None] * len(lines)


def _ends_in_numbers(lines: Sequence[str]) -> bool:
    return all(line.strip()[-1:].isdigit() for line in lines)


def _names_columns(line: str) -> bool:
    return all(map(_COLUMN.fullmatch, _LOOSE.split(line.strip())))


def _has_cells(line: str, count: int) -> bool:
    cells = _LOOSE.split(line.strip())
    return len(cells) == count and all(map(_CELL.fullmatch, cells))


_LABEL = late(r"^\s*+[\u4e00-\u9fff]{2,4}[:：]\s*+(?=\d)")
"""What may stand before the first item of a list on its line: 附件：1．名单."""


_ONE = late(r"\s*+1[.)][ \t]++\S")
"""An item as Markdown may number all of a list."""
_WRAPPED = 20
"""Characters of a line of an item that wraps, chosen by hand: narrower columns have no lists."""
_HEADED, _ITEM = late(r"\s*+[一二三四五六七八九十]{1,3}、"), 40
"""A number that paragraphs and headings have as well, and the characters of an item that has it,
chosen by hand."""


def _alike(one: str, other: str) -> Kind | None:
    """Return what two neighbouring lines are together."""
    cells = _cells(one)
    if cells and cells == _cells(other):
        return Kind.ROW
    number = number_of(_LABEL.sub("", one, count=1))
    if number is not None and number_of(other) == number + 1:
        return Kind.NUMBER
    if _ONE.match(one) and _ONE.match(other):
        return Kind.NUMBER
    if (first := counted(one)) is not None and counted(other) == first + 1:
        listed = not _HEADED.match(one) or (_is_short(one) and _is_short(other))
        return Kind.NUMBER if listed else None
    bullet = BULLET.match(one)
    same = bullet and one.strip()[0] == other.strip()[:1] and BULLET.match(other)
    return Kind.BULLET if same else None


def _is_short(line: str) -> bool:
    return len(line.strip()) <= _ITEM and "。" not in line


def _cells(line: str) -> int:
    """Return how many borders stand between the cells of a line, 0 in running text."""
    if _PIPES.fullmatch(line) or _FRAME.fullmatch(line):
        return line.count(line.strip()[0])
    return len(_TAB.findall(line)) if "\t" in line else 0
