"""The value of a field ↔ the text of one cell.

Items of a list stand in one cell, parted by ``|``; a person is ``姓名/身份``, anything with more
parts is written as in a story's file, ``{donor: …, recipient: …}``. A backslash before a character
says that it is meant, and parts nothing.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from aidstories.fields import Field
from aidstories.stories.format.layout import PERSON_KEYS
from aidstories.stories.format.yaml_reader import Unbounded, read_yaml
from aidstories.table_reader import BadCell

ELSEWHERE = "（请在报道的文件里改）"
"""What a cell says that cannot hold its value."""
LONGEST = 32_767
"""Characters of a cell: Excel's limit ("Excel specifications and limits")."""
_SINGLE = frozenset({"id", "text", "edtf", "year", "choice", "file", "sha256"})
_PARTED, _ROLE = "|｜", "/／"  # a Chinese keyboard gives the wide ones
_PIECE = re.compile(r"(?:\\.|\\$|[^\\|｜])+", re.S)
_NAME = re.compile(r"((?:\\.|\\$|[^\\/／])*)(?:[/／](.*))?", re.S)
_STRANGE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What no XML holds, and returns, which programs turn into line ends."""


def holds_several(field: Field) -> bool:
    """Return whether a field holds a list."""
    return field.type not in _SINGLE


def cell_of(value: Any, field: Field) -> str:
    """Return the text of a cell for a value as front matter is read; `ELSEWHERE` for none."""
    if value is None:
        return ""
    if not holds_several(field):
        text = value if isinstance(value, str) else ELSEWHERE
    else:
        listed = value if isinstance(value, list) else [value]
        text = "|".join(_item(one, field) for one in listed)
    return ELSEWHERE if len(text) > LONGEST or _STRANGE.search(text) else text


def value_of(cell: str, field: Field) -> Any:
    """Return the value that a cell gives a field, every scalar a text. Raises `BadCell`."""
    if not holds_several(field):
        return cell.strip()
    return [_read_item(piece, field) for piece in pieces(cell)]


def pieces(cell: str) -> tuple[str, ...]:
    """Return the items of a cell as they are written, without those that are blank."""
    return tuple(filter(None, (piece.strip() for piece in _PIECE.findall(cell))))


def _item(item: Any, field: Field) -> str:
    if isinstance(item, str):
        text = _escaped(item, _PARTED + (_ROLE if field.type == "people" else ""))
        return f"\\{text}" if text.startswith("{") else text
    if field.type == "people" and isinstance(item, dict) and _is_person(item):
        parts = [_escaped(item[key], _PARTED + _ROLE) for key in PERSON_KEYS if key in item]
        text = "/".join(parts)
        return f"\\{text}" if text.startswith("{") else text
    flow = yaml.safe_dump(
        item, default_flow_style=True, allow_unicode=True, sort_keys=False, width=1 << 30
    )
    return _escaped(flow.strip().removesuffix("\n..."), _PARTED)


def _is_person(item: dict[str, Any]) -> bool:
    texts = all(isinstance(value, str) and value.strip() for value in item.values())
    return texts and PERSON_KEYS[0] in item and item.keys() <= set(PERSON_KEYS)


def _read_item(piece: str, field: Field) -> Any:
    if piece.startswith("{"):
        return _read_mapping(_plain(piece))
    if field.type != "people":
        return _plain(piece)
    found = _NAME.fullmatch(piece)
    name, role = (found[1], found[2]) if found else (piece, None)
    parts = {"name": _plain(name.strip()), "role": _plain((role or "").strip())}
    return {key: text for key, text in parts.items() if text}


def _read_mapping(text: str) -> Any:
    try:
        found = read_yaml(f"x: {text}").values
    except (yaml.YAMLError, Unbounded) as error:
        raise _unreadable(text) from error
    value = found.get("x") if isinstance(found, dict) else None
    if not isinstance(value, dict):
        raise _unreadable(text)
    return value


def _unreadable(text: str) -> BadCell:
    zh = f"“{text[:40]}”读不了；写作 {{名称: 值, 名称: 值}}，冒号后空一格，用半角符号"
    return BadCell(zh, f"cannot read '{text[:40]}': write {{key: value, key: value}}")


def _escaped(text: str, marks: str) -> str:
    return re.sub(rf"[\\{marks}]", r"\\\g<0>", text)


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text, flags=re.S)
