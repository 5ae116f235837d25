"""``docs/ledgers/<seed>.json``: how a capture became its stories, replayable.

One record holds the ledger of the capture, the flags for the editor and what the editor said of
them, and for each story the machine's description, the hash of the machine's text and the
editor's revisions since.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

from aidstories.errors import BadInput, Problem
from aidstories.model import Article, Flag, Ledger, Story
from aidstories.restore import ledger as ledgers
from aidstories.stories.format.front_matter import as_read
from aidstories.stories.format.parse import read_description
from aidstories.stories.format.serialize import DESCRIBED, story_text, story_values
from aidstories.stories.format.typed import FrontMatter
from aidstories.stories.store.files import read_text
from aidstories.stories.store.revisions import Revision

FORMAT = 1
_SURROGATE = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedStory:
    """A story of the record; ``base_sha256`` is the hash of what the machine wrote (UTF-8).

    ``described`` is the machine's description as front matter; empty in records of old. A story
    that an editor deleted is ``left_out``: an import does not write it again.
    """

    id: str
    base_sha256: str
    revisions: tuple[Revision, ...] = ()
    described: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    left_out: bool = False


class Verdict(StrEnum):
    """What an editor said of a doubtful place."""

    ACCEPTED = "accepted"
    """It is right as it stands."""
    CORRECTED = "corrected"
    REJECTED = "rejected"
    """What the machine noted does not hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A flag or gap that an editor has looked at, by its place in the capture and its reason."""

    start: int
    end: int
    reason: str
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A capture with its ledger; ``stories`` follow ``ledger.layout``."""

    seed: str
    sha256: str
    encoding: str
    ledger: Ledger
    flags: tuple[Flag, ...]
    stories: tuple[RecordedStory, ...]
    settled: tuple[Settled, ...] = ()


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
        "stories": [_held_json(held) for held in record.stories],
        "flags": [asdict(flag) for flag in record.flags],
        **({"settled": [asdict(one) for one in record.settled]} if record.settled else {}),
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
            settled=tuple(
                Settled(**one | {"verdict": Verdict(one["verdict"])})
                for one in data.get("settled", ())
            ),
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


def left_out(docs: Path) -> tuple[str, ...]:
    """Return the ids of all stories that editors deleted. Raises `BadInput`."""
    records = map(read_record, sorted((docs / "ledgers").glob("*.json")))
    return tuple(held.id for record in records for held in record.stories if held.left_out)


def described(story: Story) -> dict[str, Any]:
    """Return the description of ``story`` as its front matter has it."""
    return {key: value for key, value in story_values(story).items() if key in DESCRIBED}


def machine_text(record: Record, number: int, article: Article) -> str | None:
    """Return what the machine wrote of story ``number``, or None in a record of old.

    ``article`` is what the record's ledger yields of it.
    """
    held = record.stories[number]
    if not held.described:
        return None
    matter = FrontMatter(
        file="", values=as_read(dict(held.described)), lines={}, body="", body_line=0
    )
    return story_text(
        Story(
            id=held.id,
            article=article,
            description=read_description(matter),
            seed=record.seed,
            seed_sha256=record.sha256,
        )
    )


def _held_json(held: RecordedStory) -> dict[str, Any]:
    return {
        "id": held.id,
        "base_sha256": held.base_sha256,
        "revisions": [asdict(revision) for revision in held.revisions],
        **({"described": dict(held.described)} if held.described else {}),
        **({"left_out": True} if held.left_out else {}),
    }


def _held(data: dict[str, Any]) -> RecordedStory:
    revisions = tuple(
        Revision(line=int(r["line"]), old=tuple(r["old"]), new=tuple(r["new"]))
        for r in data["revisions"]
    )
    return RecordedStory(
        id=data["id"],
        base_sha256=data["base_sha256"],
        revisions=revisions,
        described=MappingProxyType(dict(data.get("described", {}))),
        left_out=bool(data.get("left_out", False)),
    )
