"""JSON, JSON Lines, objects written in a program → a part for each that has a body."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from aidstories.restore.lexicon.late import late
from aidstories.restore.reading.extraction import NO_MAPPING, Part
from aidstories.restore.reading.records.block_tree import html_of
from aidstories.restore.reading.records.fields import (
    Row,
    articles,
    bare_name,
    columns_of,
    field_of,
    names_of,
    no_body,
    running,
    worth,
)
from aidstories.restore.reading.records.parts import one_line, unread
from aidstories.restore.reading.records.script import is_written, objects_of
from aidstories.restore.reading.refusal import Refusal

DEEPEST = 8
"""Levels of objects among which records are looked for: an export of a search engine keeps them
in ``hits.hits[]._source``, pages of a paper in ``data.pages[].articles[]``."""
MOST_PATHS = 2_000
"""Places looked at; an object that has more keys with objects in them is no list of articles."""
_OPENS = late(r'[\s\ufeff]*+(?>(?:\[\s*+)*)\{\s*+"(?>(?:[^"\\]|\\.)*)"\s*+:')
"""An object with its first key, alone or in lists: no prose begins so."""
_BRACKET = late(r'[\s\ufeff]*+(?:\{\s*+["}]|\[\s*+["{\[\]])')
_CALL = late(r"[\s\ufeff;]*+(?:(?:var|let|const)\s+)?[A-Za-z_$][\w$.]{0,60}+\s*+[=(]\s*+(?=[\[{])")
"""What makes a script of JSON: ``callback({…})``, ``var news = […]``."""
_BETWEEN = late(r"[\s\ufeff\x1e,;)]*+")
"""What may stand between values and behind the last."""
_WRAPPERS = frozenset(["_source", "attributes", "fields", "node", "doc", "subInfo"])
"""Keys whose object holds a record's own values: ``_source``, ``attributes``, ``fields``."""
_NAMES = (
    *("rendered", "text", "value", "name", "title", "html", "content", "cdata"),
    *("nickname", "username", "screenname", "date", "numberlong", "oid"),
)
"""Keys of an object that stands for a text: ``{"rendered": "<p>…"}``, ``{"name": "何青"}``, and
those of MongoDB for a moment and an id."""
_LONGEST_KEY = 40
_MISSED, _SHOWN = 100, 20
"""Characters of running text that an editor would miss, chosen by hand; how many are shown."""
_WHOLE, _MORE_THAN_ASKED = 100, 20
"""Characters of running text of an article in a program, and of what stands beside one, chosen by
hand: what a window asks, 确定要退出登录吗？, has fewer."""
_OUTER = float("inf")
"""Running text of what stands further out: more than any."""


class _Twice(ValueError):
    """A key stands twice in one object, with two values: JSON keeps the last without a word."""


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        for key, value in pairs:
            if found[key] != value:
                raise _Twice(key)
    return found


_DECODER = json.JSONDecoder(
    parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=_object
)
"""Numbers stay as they are written: 007, 20210901, a figure of 5,000 digits."""


class _Place(NamedTuple):
    """The objects that stand at one path of a value, ``many`` where a list holds them."""

    objects: list[Mapping[str, object]]
    many: bool


class _Candidate(NamedTuple):
    """The rows of a place, and what speaks for it."""

    rows: list[Row]
    many: bool
    article: bool
    text: bool
    running: float

    @property
    def rank(self) -> tuple[bool, bool, float]:
        return self.article, self.many, self.running


def is_json(text: str) -> bool:
    """Return whether ``text`` is JSON, JSON Lines or a script of JSON, be it cut off.

    What begins with a bracket and is not, such as ``[图片]`` and ``{{ title }}``, is text.
    """
    call = _CALL.match(text)
    if _OPENS.match(text, call.end() if call else 0):
        return True
    if call or not _BRACKET.match(text):
        return False
    try:
        _values(text)
    except (RecursionError, _Twice):
        return True
    except ValueError:
        return False
    return True


def is_script(text: str) -> bool:
    """Return whether ``text`` is a program that writes out articles: ``{ title: '…' }``."""
    return is_written(text) and any(map(_tells_whole, objects_of(text)))


def _read_script(text: str, mapping: Mapping[str, str]) -> tuple[Part, ...]:
    rows = [row for o in objects_of(text) if _tells(row := _row(o))]
    parts = articles(rows, mapping)
    return parts if len(rows) > 1 else tuple(replace(part, name="") for part in parts)


def _tells_whole(record: Mapping[str, object]) -> bool:
    return _tells(_row(record), _WHOLE)


def _tells(row: Row, least: int = _MORE_THAN_ASKED) -> bool:
    """Return whether an object has a title, and a text of so many characters beside it."""
    columns = columns_of(row)
    texts = (*columns.get("body", ()), *columns.get("summary", ()))
    titled = any(row[name] for name in columns.get("title", ()))
    return titled and any(running(row[name]) >= least for name in texts)


def read_json(text: str, mapping: Mapping[str, str] = NO_MAPPING) -> tuple[Part, ...]:
    """Return a part for each record: an object in a list anywhere near the top, or the only one.

    ``mapping`` gives keys by field. Raises Refusal where ``text`` is cut off or no JSON, nests
    too deep, and where no object has a body.
    """
    if not is_json(text):
        return _read_script(text, mapping)
    try:
        values = _values(text)
    except RecursionError as e:
        raise Refusal(
            "这个 JSON 文件嵌套太深，没有读取。请只导出报道的列表。",
            "This JSON file nests too deep. Export the list of articles alone.",
        ) from e
    except _Twice as e:
        key = str(e)[:_LONGEST_KEY]
        raise Refusal(
            f"同一条里“{key}”写了两次，内容不同，只能留一个，没有读取。请给其中一个换个名称。",
            f"An object has '{key}' twice, with two values. Give one of them another name.",
        ) from e
    except ValueError as e:
        raise Refusal(
            "这个 JSON 文件已损坏或没有下载完整，无法读取。请重新导出。",
            "This JSON file is damaged or incomplete. Export it again.",
        ) from e
    rows, many = _records(values, mapping)
    if many and (paper := _paper(values)):
        rows = [{"source": paper, **row} for row in rows]
    parts = articles(rows, mapping)
    parts = parts if many else tuple(replace(part, name="") for part in parts)
    return (*parts, *_left_out(values, rows))


def _left_out(values: Sequence[object], rows: Sequence[Row]) -> Iterator[Part]:
    """Yield a note where a file holds more running text than its records say."""
    texts = list(_strings(values))
    told = sum(running(value) for row in rows for value in row.values())
    more = sum(map(running, texts)) - told
    if more > max(told, _MISSED):
        kept = " ".join(value for row in rows for value in row.values())
        left = max((t for t in texts if t not in kept), key=running, default="")
        yield unread(f"这个文件里还有 {more} 个字没有收，其中有：“{one_line(left)[:_SHOWN]}……”。")


def _strings(values: Sequence[object]) -> Iterator[str]:
    """Yield the texts of a value, in any order."""
    pending = list(values)
    while pending:
        value = pending.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, list | Mapping):
            pending += value.values() if isinstance(value, Mapping) else value


def _paper(values: Sequence[object]) -> str:
    """Return whose articles a feed in JSON holds (jsonfeed.org), empty where none is."""
    feed = values[0] if len(values) == 1 and isinstance(values[0], Mapping) else {}
    return str(feed.get("title") or "") if "jsonfeed.org" in str(feed.get("version")) else ""


def _values(text: str) -> list[object]:
    """Return the values of ``text``, one after another; ValueError where it is no JSON."""
    call = _CALL.match(text)
    at = call.end() if call else _end(_BETWEEN, text, 0)
    values: list[object] = []
    while at < len(text):
        value, at = _DECODER.raw_decode(text, at)
        values.append(value)
        at = _end(_BETWEEN, text, at)
    return values


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _records(values: Sequence[object], mapping: Mapping[str, str]) -> tuple[list[Row], bool]:
    """Return the rows of the place that looks most like articles, and whether a list holds them.

    Articles with titles go before comments on them, a list before what describes it, an outer
    place before one within it, and more running text before less.
    """
    best: _Candidate | None = None
    seen: dict[str, None] = {}
    for level in _levels(values):
        for found in (_candidate(place, mapping) for place in level):
            seen |= dict.fromkeys(names_of(found.rows))
            if found.text and (best is None or found.rank > best.rank):
                best = found
        if best and best.article:
            break
        best = best and best._replace(running=_OUTER)
    if best is None:
        raise no_body(list(seen))
    return best.rows, best.many


def _candidate(place: _Place, mapping: Mapping[str, str]) -> _Candidate:
    rows: list[Row] = [_row(o) for o in place.objects]
    article, text = worth(rows, mapping)
    body = columns_of(names_of(rows), mapping).get("body", ())
    length = sum(running(row.get(name, "")) for row in rows for name in body)
    return _Candidate(rows, place.many, article, text, length)


def _levels(values: Sequence[object]) -> Iterator[list[_Place]]:
    """Yield the places of each level, the outermost first."""
    level: list[list[object]] = [list(values)]
    for _ in range(DEEPEST):
        places = [place for nodes in level if (place := _place(nodes)).objects]
        if not places:
            return
        yield places
        level = [nodes for place in places for nodes in _below(place)][:MOST_PATHS]


def _place(nodes: list[object]) -> _Place:
    """Return the objects among nodes, in lists and in objects that only number them."""
    objects: list[Mapping[str, object]] = []
    many = len(nodes) > 1
    pending = nodes[::-1]
    while pending:
        node = pending.pop()
        if isinstance(node, Mapping) and not _numbers(node):
            objects.append(node)
        elif isinstance(node, list | Mapping):
            many = True
            pending += [*(node.values() if isinstance(node, Mapping) else node)][::-1]
    return _Place(objects, many)


def _numbers(node: Mapping[str, object]) -> bool:
    """Return whether an object is a list under its keys: ``{"101": {…}, "102": {…}}``."""
    kinds = [set(map(field_of, v)) if isinstance(v, Mapping) else set() for v in node.values()]
    return bool(kinds) and all({"body", "title"} & kind for kind in kinds)


def _below(place: _Place) -> list[list[object]]:
    found: dict[str, list[object]] = {}
    for o in place.objects:
        for name, value in o.items():
            if isinstance(value, list | Mapping):
                found.setdefault(name, []).append(value)
    return list(found.values())


def _row(record: Mapping[str, object]) -> dict[str, str]:
    """Return the values of an object as text, those within a wrapper beside its own."""
    row: dict[str, str] = {}
    for name, value in record.items():
        if isinstance(value, Mapping) and name in _WRAPPERS:
            row |= {n: _text(v) for n, v in value.items() if n not in row}
        else:
            row[name] = _text(value)
    return row


def _text(value: object, depth: int = 0) -> str:
    """Return the text of a value: its own, that of its items, line by line, or of its name."""
    if isinstance(value, str):
        return value
    if depth > DEEPEST or not value or isinstance(value, bool):
        return ""
    if html := html_of(value):
        return html
    if isinstance(value, list):
        return "\n".join(text for item in value if (text := _text(item, depth + 1)))
    if isinstance(value, Mapping):
        by_name = {bare_name(name): item for name, item in value.items()}
        return next((t for n in _NAMES if (t := _text(by_name.get(n), depth + 1))), "")
    return ""
