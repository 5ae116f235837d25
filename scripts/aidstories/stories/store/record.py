"""``docs/ledgers/<capture>.json``: how a capture became its stories, replayable.

One record holds the ledger of the capture, the flags for the editor and what the editor said of
them, and for each story the machine's description with its evidence, the hash of the machine's
text and the editor's revisions since.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any
from unicodedata import normalize

from aidstories.bounded import read_json
from aidstories.errors import BadInput, Problem
from aidstories.model import Article, Description, Evidence, FieldDoubt, Flag, Ledger, Story
from aidstories.paths import ArchivePaths
from aidstories.restore import ledger as ledgers
from aidstories.stories.format.evidence import evidence_of, evidence_values
from aidstories.stories.format.front_matter import as_read
from aidstories.stories.format.layout import canonical
from aidstories.stories.format.parse import read_description
from aidstories.stories.format.serialize import serialize
from aidstories.stories.format.typed import FrontMatter
from aidstories.stories.store.files import read_text
from aidstories.stories.store.keep import Keep, afresh
from aidstories.stories.store.record_values import checked
from aidstories.stories.store.revisions import Revision

FORMAT = 2
_DAYS = ("added", "corrected", "revised_sha256")
_ENCODER = json.JSONEncoder(ensure_ascii=False)
_SURROGATE = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedStory:
    """A story of the record; ``base_sha256`` is the hash of what the machine wrote (UTF-8).

    ``described`` is the machine's description as front matter, empty in records of old,
    ``evidence`` why it says so, ``doubts`` which fields an editor should look at. A story that an
    editor deleted is ``left_out``: an import does not write it again. ``part`` names the record of
    a capture that holds many. ``added`` and ``corrected`` are days (see
    `aidstories.stories.store.days`), empty where unknown or never; ``revised_sha256`` is the hash
    of the file with the revisions, empty without any.
    ``translations`` are the hashes of what the machine wrote of it in other languages.
    """

    id: str
    base_sha256: str
    revisions: tuple[Revision, ...] = ()
    described: Mapping[str, Any] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    doubts: tuple[FieldDoubt, ...] = ()
    left_out: bool = False
    part: str | None = None
    added: str = ""
    corrected: str = ""
    revised_sha256: str = ""
    translations: Mapping[str, str] = field(default_factory=dict)

    @property
    def file_sha256(self) -> str:
        """The hash of the file when it was recorded."""
        return self.revised_sha256 or self.base_sha256


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
class Extracted:
    """How the text of a capture that is no text was made, so that it can be made again.

    ``reader`` is the library with its version, ``sha256`` the hash of the text (UTF-8),
    ``mapping`` says which column or key holds a field.
    """

    reader: str
    sha256: str
    mapping: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A capture with its ledger; ``stories`` follow ``ledger.layout``.

    ``extracted`` is None where the capture is a text. ``structure`` counts the decisions of the
    catalogue about what its passages are, of which the ledger shows no edit.
    """

    capture: str
    sha256: str
    encoding: str
    ledger: Ledger
    flags: tuple[Flag, ...]
    stories: tuple[RecordedStory, ...]
    settled: tuple[Settled, ...] = ()
    extracted: Extracted | None = None
    structure: int = 0


def record_json(record: Record) -> str:
    """Return the record as JSON."""
    values = {
        "format": FORMAT,
        "seed": record.capture,
        "sha256": record.sha256,
        "encoding": record.encoding,
        **({"extracted": _extracted_json(record.extracted)} if record.extracted else {}),
        "stories": [_story_json(story) for story in record.stories],
        "flags": [asdict(flag) for flag in record.flags],
        **({"structure": record.structure} if record.structure else {}),
        **({"settled": [asdict(one) for one in record.settled]} if record.settled else {}),
        "ledger": ledgers.to_json(record.ledger),
    }
    return json_text(values) + "\n"


def read_record(path: Path) -> Record:
    """Read a record. Raises `BadInput` where the file is none, or one of an earlier format."""
    return parse_record(read_text(path), path)


def parse_record(text: str, path: Path) -> Record:
    """Return the record that ``text``, read from ``path``, holds. Raises `BadInput`."""
    try:
        values = read_json(text)
        if values["format"] == FORMAT - 1:
            zh = "校勘记录是旧格式；先运行一次 aidstories migrate"
            raise BadInput(
                [Problem(file=str(path), zh=zh, en="old format: run aidstories migrate")]
            )
        if isinstance(values["format"], int) and values["format"] > FORMAT:
            zh = f"校勘记录是更新的版本写的（格式 {values['format']}）；更新 aidstories 再做"
            en = f"written by a later version (format {values['format']}): update aidstories"
            raise BadInput([Problem(file=str(path), zh=zh, en=en)])
        return record_of(values)
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise damaged(path, error) from error


def hold_own(record: Record, path: Path, paths: ArchivePaths) -> None:
    """Raise `BadInput` where the record at ``path`` is that of a capture with another name.

    A copy put over another record replays without a fault, and what it lay over is gone.
    """
    own = paths.record(str(record.capture)).name
    if normalize("NFC", own) != normalize("NFC", path.name):
        zh = f"这是“{record.capture}”的校勘记录，文件名却不是它的；从备份拿回原来的，或者移开"
        en = f"the record of '{record.capture}' under another name: put back what stood here"
        raise BadInput([Problem(file=str(path), field="seed", zh=zh, en=en)])


def record_of(unchecked: Mapping[str, Any]) -> Record:
    """Return the record that values read from JSON hold. Raises ValueError and TypeError."""
    if unchecked["format"] != FORMAT:
        raise ValueError(f"format {unchecked['format']}")
    values = checked(unchecked)
    if len(values["stories"]) != (told := len(values["ledger"]["layout"])):
        raise ValueError(f"{len(values['stories'])} stories, {told} in the ledger")
    return Record(
        capture=values["seed"],
        sha256=values["sha256"],
        encoding=values["encoding"],
        ledger=ledgers.from_json(values["ledger"]),
        flags=tuple(Flag(**flag) for flag in values["flags"]),
        stories=tuple(map(_recorded_story, values["stories"])),
        settled=tuple(
            Settled(
                start=one["start"],
                end=one["end"],
                reason=one["reason"],
                verdict=Verdict(one["verdict"]),
            )
            for one in values.get("settled", ())
        ),
        extracted=_extracted(values.get("extracted")),
        structure=values.get("structure", 0),
    )


def _extracted_json(extracted: Extracted) -> dict[str, Any]:
    values = {"reader": extracted.reader, "sha256": extracted.sha256}
    return values | ({"mapping": dict(extracted.mapping)} if extracted.mapping else {})


def _extracted(values: Mapping[str, Any] | None) -> Extracted | None:
    if values is None:
        return None
    mapping = dict(values.get("mapping", {}))
    return Extracted(reader=values["reader"], sha256=values["sha256"], mapping=mapping)


def damaged(path: Path, error: Exception) -> BadInput:
    """Return the error that the file at ``path`` is no record."""
    zh = f"校勘记录损坏（{error}）；从备份或 git 恢复它"
    en = f"the record is damaged ({error}): restore it from a backup or from git"
    return BadInput([Problem(file=str(path), zh=zh, en=en)])


def read_if_there(path: Path, keep: Keep = afresh) -> Record | None:
    """Read a record, or return None where there is none. Raises `BadInput`."""
    if not path.exists():
        return None
    text = read_text(path)
    return keep(("record", path), text, partial(parse_record, text, path))


def read_records(
    paths: ArchivePaths, captures: Iterable[str | None], keep: Keep = afresh
) -> dict[str, Record]:
    """Return the records of ``captures`` by their names, where there are any, each read once.

    Raises `BadInput` with the problems of all of them.
    """
    records: dict[str, Record] = {}
    problems: list[Problem] = []
    for capture in dict.fromkeys(filter(None, captures)):
        try:
            record = read_if_there(paths.record(capture), keep)
        except BadInput as error:
            problems.extend(error.problems)
            continue
        if record is not None:
            records[capture] = record
    if problems:
        raise BadInput(problems)
    return records


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
    return _ENCODER.encode(value)


def sha256(content: str | bytes) -> str:
    """Return the hexadecimal SHA-256 of ``content``, a text as UTF-8."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    return hashlib.sha256(data).hexdigest()


def left_out(paths: ArchivePaths) -> tuple[str, ...]:
    """Return the ids of all stories that editors deleted. Raises `BadInput`."""
    records = map(read_record, paths.record_files())
    return tuple(story.id for record in records for story in record.stories if story.left_out)


def recorded_evidence(records: Iterable[Record]) -> dict[str, tuple[Evidence, ...]]:
    """Return the machine's evidence for each story of ``records`` by its id."""
    return {story.id: story.evidence for record in records for story in record.stories}


def machine_text(record: Record, number: int, article: Article) -> str | None:
    """Return what the machine wrote of story ``number``, or None in a record of old.

    ``article`` is what the record's ledger yields of it.
    """
    recorded = record.stories[number]
    if not recorded.described:
        return None
    story = Story(
        id=recorded.id,
        article=canonical(article),
        description=described(recorded),
        capture=record.capture,
        capture_sha256=record.sha256,
        part=recorded.part,
    )
    return serialize(story).text


def described(recorded: RecordedStory) -> Description:
    """Return the machine's description of a story; an empty one in a record of old."""
    values = as_read(dict(recorded.described))
    return read_description(FrontMatter(file="", values=values, lines={}, body="", body_line=0))


def _story_json(story: RecordedStory) -> dict[str, Any]:
    return {
        "id": story.id,
        "base_sha256": story.base_sha256,
        "revisions": [asdict(revision) for revision in story.revisions],
        **({"described": dict(story.described)} if story.described else {}),
        **({"evidence": [evidence_values(e) for e in story.evidence]} if story.evidence else {}),
        **({"doubts": [_doubt_json(doubt) for doubt in story.doubts]} if story.doubts else {}),
        **({"left_out": True} if story.left_out else {}),
        **({"part": story.part} if story.part else {}),
        **{name: day for name in _DAYS if (day := getattr(story, name))},
        **({"translations": dict(story.translations)} if story.translations else {}),
    }


def _doubt_json(doubt: FieldDoubt) -> dict[str, str]:
    return {key: text for key, text in doubt._asdict().items() if text}


def _recorded_story(values: Mapping[str, Any]) -> RecordedStory:
    revisions = tuple(
        Revision(line=int(r["line"]), old=tuple(r["old"]), new=tuple(r["new"]))
        for r in values["revisions"]
    )
    return RecordedStory(
        id=values["id"],
        base_sha256=values["base_sha256"],
        revisions=revisions,
        described=dict(values.get("described", {})),
        evidence=tuple(map(evidence_of, values.get("evidence", ()))),
        doubts=tuple(FieldDoubt(**doubt) for doubt in values.get("doubts", ())),
        left_out=bool(values.get("left_out", False)),
        part=values.get("part"),
        **{name: str(values.get(name, "")) for name in _DAYS},
        translations=dict(values.get("translations", {})),
    )
