"""``docs/ledgers/<seed>.json``: how a capture became its stories, replayable.

One record holds the ledger of the capture, the flags for the editor, and for each story the
hash of the machine's text with the editor's revisions since.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from aidstories.errors import BadInput, Problem
from aidstories.model import Flag, Ledger
from aidstories.restore import ledger as ledgers
from aidstories.stories.files import read_text
from aidstories.stories.revisions import Revision

FORMAT = 1
_SURROGATE = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A story of the record; ``base_sha256`` is the hash of what the machine wrote (UTF-8)."""

    id: str
    base_sha256: str
    revisions: tuple[Revision, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A capture with its ledger; ``stories`` follow ``ledger.layout``."""

    seed: str
    sha256: str
    encoding: str
    ledger: Ledger
    flags: tuple[Flag, ...]
    stories: tuple[Held, ...]


def record_path(docs: Path, seed: str) -> Path:
    """Return where the record of the capture ``seed`` stands."""
    return docs / "ledgers" / f"{Path(seed).stem}.json"


def record_json(record: Record) -> str:
    """Return the record as JSON."""
    values = {
        "format": FORMAT,
        "seed": record.seed,
        "sha256": record.sha256,
        "encoding": record.encoding,
        "stories": [asdict(held) for held in record.stories],
        "flags": [asdict(flag) for flag in record.flags],
        "ledger": ledgers.to_json(record.ledger),
    }
    return json_text(values) + "\n"


def read_record(path: Path) -> Record:
    """Read a record. Raises `BadInput` where the file is none."""
    try:
        data = json.loads(read_text(path))
        if data["format"] != FORMAT:
            raise ValueError(f"format {data['format']}")
        return Record(
            seed=data["seed"],
            sha256=data["sha256"],
            encoding=data["encoding"],
            ledger=ledgers.from_json(data["ledger"]),
            flags=tuple(Flag(**flag) for flag in data["flags"]),
            stories=tuple(_held(held) for held in data["stories"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        zh, en = f"校勘记录损坏（{error}）", f"the record is damaged ({error})"
        raise BadInput([Problem(file=str(path), zh=zh, en=en)]) from error


def json_text(values: Mapping[str, Any]) -> str:
    """Return ``values`` as JSON with each item of a list on a line of its own.

    So a changed edit is one changed line. Lone surrogates are escaped.
    """
    return _SURROGATE.sub(lambda m: f"\\u{ord(m[0]):04x}", _lines(values))


def _lines(value: Any) -> str:
    if isinstance(value, Mapping) and value:
        items = (f"{_compact(key)}: {_lines(item)}" for key, item in value.items())
        return "{\n" + ",\n".join(items) + "\n}"
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(map(_compact, value)) + "\n]"
    return _compact(value)


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def sha256(content: str | bytes) -> str:
    """Return the hexadecimal SHA-256 of ``content``, a text as UTF-8."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    return hashlib.sha256(data).hexdigest()


def _held(data: dict[str, Any]) -> Held:
    revisions = tuple(
        Revision(line=int(r["line"]), old=tuple(r["old"]), new=tuple(r["new"]))
        for r in data["revisions"]
    )
    return Held(id=data["id"], base_sha256=data["base_sha256"], revisions=revisions)
