"""``seeds/seeds.toml``: where each capture comes from, and what an editor decided about it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import repeat
from pathlib import Path
from types import MappingProxyType
from typing import Any

from aidstories.bounded import read_toml
from aidstories.characters import told, unseen
from aidstories.errors import BadInput, Problem, nearest
from aidstories.model import Correction, Joined, Retyped, Role, Split, Structure
from aidstories.paths import is_capture_name
from aidstories.stories.store.files import read_text, write_atomically

_ENTRY_KEYS = (
    *("file", "sha256", "captured", "received", "publisher", "note", "rights", "mapping"),
    "decision",
)
_RIGHTS = "public 版面图像可以公开，restricted 只供编者核对"
_FORMS = {
    frozenset({"field", "value"}): "field, value",
    frozenset({"old", "new"}): "old, new, near",
    frozenset({"order"}): "order",
    frozenset({"line", "role"}): "line, role",
    frozenset({"split"}): "split, into",
    frozenset({"join"}): "join",
}
ROLES = (
    *(Role.TITLE, Role.KICKER, Role.SUBTITLE, Role.BYLINE, Role.NOTE, Role.HEADING),
    *(Role.PARAGRAPH, Role.QUOTE, Role.CAPTION, Role.CREDIT, Role.SOURCE),
)
"""What an editor can say that a passage is."""
INTO = ("story", "paragraph")
"""What an editor can have begin in the midst of a passage."""

_DECISION_KEYS = (
    *("story", "field", "value", "old", "new", "near", "order"),
    *("line", "role", "split", "into", "join"),
)
_NO_TEXT = ("value", "order", "join")
NO_LINES: Mapping[Correction | Structure, int | None] = MappingProxyType({})
_DECISION = re.compile(r"^[^\S\n]*+\[\[\s*+seed\s*+\.\s*+decision\s*+\]\]", re.M)


class Rights(StrEnum):
    """What an editor may do with pictures of a capture's pages; its text is another matter."""

    PUBLIC = "public"
    """In the public domain, or the holder of the rights allows it: the site shows the pages."""
    RESTRICTED = "restricted"
    """Only editors see them, on the review page of their own machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldDecision:
    """An editor gives a description's ``field`` a value; ``line`` is where the catalogue says so.

    ``story`` is a title, an id or how a passage begins; None where the capture holds one story.
    """

    story: str | None
    field: str
    value: Any
    line: int | None = None

    def contradicts(self, before: FieldDecision) -> tuple[str, str]:
        """Return how to say, in Chinese and English, that ``before`` gives another value."""
        at = f"第 {before.line} 行" if before.line else "前面"
        zh = f"与{at}的决定矛盾：{self.field} 已定为“{before.value}”，又定为“{self.value}”"
        return zh, f"{self.field} is '{before.value}' by a decision before, '{self.value}' here"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderDecision:
    """An editor puts sections in order; ``order`` holds how each of them begins."""

    story: str | None
    order: tuple[str, ...]
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureEntry:
    """A capture in the catalogue, or one that is not ``catalogued`` yet; it may lack ``sha256``.

    ``mapping`` says which column or key of a capture of records holds a field; ``lines`` where the
    catalogue has each decision about the text. Where nothing is
    said of ``rights``, no page is published. ``structure`` is carried out in the order given.
    """

    file: str
    sha256: str | None = None
    catalogued: bool = True
    publisher: str | None = None
    rights: Rights = Rights.RESTRICTED
    mapping: Mapping[str, str] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    fields: tuple[FieldDecision, ...] = ()
    orders: tuple[OrderDecision, ...] = ()
    structure: tuple[Structure, ...] = ()
    lines: Mapping[Correction | Structure, int | None] = field(default_factory=dict)


def read_catalogue(path: Path) -> dict[str, CaptureEntry]:
    """Return the catalogue at ``path`` by file name, in its order; empty where there is none.

    Raises `BadInput` with all problems of the catalogue.
    """
    if not path.exists():
        return {}
    source = read_text(path)
    try:
        whole = read_toml(source)
        entries = _tables(whole.get("seed", []), "[[seed]]")
    except (ValueError, RecursionError) as error:  # TOMLDecodeError is a ValueError
        at = re.search(r"line (\d+)", str(error))
        line = int(at[1]) if at else None
        said = str(error)[:200]
        zh, en = f"不是合规的 TOML：{said}", f"not TOML: {said}"
        raise BadInput([Problem(file=str(path), line=line, zh=zh, en=en)]) from error
    reader = _CatalogueReader(path, source, _decision_lines(source, entries))
    for key in whole:  # [[sead]], whose decisions nobody would carry out
        at = re.search(rf"^[\[ \t]*[\"']?{re.escape(key)}\b", source, re.MULTILINE)
        line = source.count("\n", 0, at.start()) + 1 if at else None
        reader.check_keys([key], ["seed"], "", "seed", line)
    read = [found for entry in entries if (found := reader.entry(entry)) is not None]
    if reader.problems:
        raise BadInput(reader.problems)
    return {entry.file: entry for entry in read}


def _tables(value: Any, name: str) -> list[Mapping[str, Any]]:
    """Return ``value`` where it is a list of tables. Raises ValueError."""
    if not isinstance(value, list) or not all(isinstance(one, Mapping) for one in value):
        raise ValueError(f"{name} ≠ [[…]]")
    return value


def _decision_lines(source: str, entries: Iterable[Mapping[str, Any]]) -> Iterable[int | None]:
    """Return the line of each decision in order; nothing is known of those written inline."""
    lines = [source.count("\n", 0, m.end()) + 1 for m in _DECISION.finditer(source)]
    listed = [entry.get("decision") for entry in entries]
    count = sum(len(found) for found in listed if isinstance(found, list))
    return lines if len(lines) == count else repeat(None)


def add_to_catalogue(path: Path, captures: Iterable[tuple[str, str]]) -> None:
    """Append captures, as pairs of file name and sha256, to the catalogue."""
    entries = "".join(
        f'\n[[seed]]\nfile = {json.dumps(file, ensure_ascii=False)}\nsha256 = "{sha256}"\n'
        for file, sha256 in captures
    )
    if entries:
        write_atomically(path, (read_text(path) if path.exists() else "") + entries)


def _correction(decision: Mapping[str, Any]) -> Correction:
    return Correction(old=decision["old"], new=decision["new"], context=decision.get("near"))


def _of_field(decision: Mapping[str, Any], line: int | None) -> FieldDecision:
    story, field_, value = decision.get("story"), decision["field"], decision["value"]
    return FieldDecision(story=story, field=field_, value=value, line=line)


def _of_order(decision: Mapping[str, Any], line: int | None) -> OrderDecision:
    return OrderDecision(story=decision.get("story"), order=tuple(decision["order"]), line=line)


def _structure(decision: Mapping[str, Any]) -> Structure | None:
    """Return what a decision says of the structure of a capture, None where it says another."""
    near = decision.get("near")
    if "line" in decision:
        return Retyped(line=decision["line"], role=Role(decision["role"]), near=near)
    if "split" in decision:
        return Split(at=decision["split"], story=decision.get("into") != "paragraph", near=near)
    if "join" in decision:
        first, second = decision["join"]
        return Joined(first=first, second=second, near=near)
    return None


def _texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, str) for one in value)


def _pair(value: Any) -> bool:
    return _texts(value) and len(value) == 2 and all(value)


class _CatalogueReader:
    """Reads the entries of one catalogue and collects the problems."""

    def __init__(self, path: Path, source: str, lines: Iterable[int | None]) -> None:
        self.path, self.source = path, source
        self.lines = iter(lines)
        self.seen: set[str] = set()
        self.problems: list[Problem] = []

    def entry(self, entry: Mapping[str, Any]) -> CaptureEntry | None:
        """Return what an entry says; None where it names no capture, or one named before."""
        file, sha256 = entry.get("file"), entry.get("sha256")
        if not isinstance(file, str) or not isinstance(sha256, str):
            self.wrong("", "seed", "每个 [[seed]] 要有 file 和 sha256", "file or sha256 is missing")
            return None
        if not self._is_new(file):
            return None
        self.check_keys(entry, _ENTRY_KEYS, file, "seed")
        decisions = [
            (d, line)
            for d, line in zip(self._decisions(entry, file), self.lines, strict=False)
            if self._decides(d, file, line)
        ]
        corrections = [(_correction(d), line) for d, line in decisions if "old" in d]
        self._check_corrections(corrections, file)
        structure = [(found, line) for d, line in decisions if (found := _structure(d))]
        return CaptureEntry(
            file=file,
            sha256=sha256,
            publisher=entry.get("publisher"),
            rights=self._rights(entry, file),
            mapping=self._mapping(entry, file),
            corrections=tuple(correction for correction, _ in corrections),
            fields=tuple(_of_field(d, line) for d, line in decisions if "field" in d),
            orders=tuple(_of_order(d, line) for d, line in decisions if "order" in d),
            structure=tuple(found for found, _ in structure),
            lines=dict([*corrections, *structure]),
        )

    def _is_new(self, file: str) -> bool:
        """Note the name of a capture's file; one that stands twice or cannot be is wrong."""
        if is_new := file not in self.seen and is_capture_name(file):
            self.seen.add(file)
        else:
            zh, en = f"“{file[:60]}”重复或不是文件名", f"'{file[:60]}' twice, or no name"
            self.wrong(file, "seed.file", zh, en)
        return is_new

    def _decisions(self, entry: Mapping[str, Any], file: str) -> list[Mapping[str, Any]]:
        try:
            return _tables(entry.get("decision", []), "decision")
        except ValueError:
            zh, en = "决定要写成 [[seed.decision]]", "a decision is written [[seed.decision]]"
            self.wrong(file, "seed.decision", zh, en)
            return []

    def _check_corrections(
        self, corrections: Iterable[tuple[Correction, int | None]], file: str
    ) -> None:
        seen: dict[tuple[str, str | None], tuple[str, int | None]] = {}
        for correction, line in corrections:
            new, before = seen.setdefault(
                (correction.old, correction.context), (correction.new, line)
            )
            if new != correction.new:
                at = f"第 {before} 行" if before else "前面"
                zh = f"与{at}的决定矛盾：“{correction.old}”已改为“{new}”，又改为“{correction.new}”"
                en = f"'{correction.old}' becomes '{new}' and '{correction.new}'"
                self.wrong(file, "seed.decision", zh, en, line)

    def _rights(self, entry: Mapping[str, Any], file: str) -> Rights:
        said = entry.get("rights", Rights.RESTRICTED)
        if said in list(Rights):
            return Rights(said)
        near = (nearest(said, Rights) if isinstance(said, str) else None) or "、".join(Rights)
        zh = f"不认识的 rights“{said}”，是不是“{near}”？（{_RIGHTS}）"
        en = f"unknown rights '{said}'; '{near}'? Allowed are {', '.join(Rights)}"
        self.wrong(file, "seed.rights", zh, en)
        return Rights.RESTRICTED

    def _mapping(self, entry: Mapping[str, Any], file: str) -> dict[str, str]:
        mapping = entry.get("mapping", {})
        if mapping == {}:
            return {}
        from aidstories.restore.reading.records.fields import FIELDS  # here: few need it

        if not isinstance(mapping, Mapping) or not all(
            isinstance(column, str) and name in FIELDS for name, column in mapping.items()
        ):
            listed = "、".join(FIELDS)
            zh = f'mapping 要写成 {{ title = "栏名" }}，可用的资料是 {listed}'
            en = f'mapping is {{ title = "column" }}; the fields are {", ".join(FIELDS)}'
            self.wrong(file, "seed.mapping", zh, en)
            return {}
        return dict(mapping)

    def wrong(self, near: str, field: str, zh: str, en: str, line: int | None = None) -> None:
        at = self.source.find(f'"{near}"') if near else -1
        line = line or (self.source.count("\n", 0, at) + 1 if at >= 0 else None)
        problem = Problem(file=str(self.path), line=line, field=field, zh=zh, en=en)
        self.problems.append(problem)

    def _decides(self, decision: Mapping[str, Any], file: str, line: int | None) -> bool:
        self.check_keys(decision, _DECISION_KEYS, file, "decision", line)
        texts = all(isinstance(v, str) for k, v in decision.items() if k not in _NO_TEXT)
        listed = _texts(decision.get("order", ["…"])) and _pair(decision.get("join", ["…", "…"]))
        empty = any(decision.get(key) == "" for key in ("field", "old", "line", "split"))
        if (
            "new" in decision
            and isinstance(decision["new"], str)
            and (at := unseen(decision["new"]))
        ):
            zh, en = told(at)
            self.wrong(file, "seed.decision", f"new 里{zh}", f"new has {en}", line)
            return False
        if texts and listed and not empty and any(form <= decision.keys() for form in _FORMS):
            return self._one_of(decision, "role", ROLES, file, line) and self._one_of(
                decision, "into", INTO, file, line
            )
        forms, lists = _FORMS.values(), "、".join(_NO_TEXT)
        zh = f"[[seed.decision]] 要写 {' 或 '.join(forms)}，除 {lists} 外都是文字"
        en = f"a decision needs {' or '.join(forms)}; all but {', '.join(_NO_TEXT)} are texts"
        self.wrong(file, "seed.decision", zh, en, line)
        return False

    def _one_of(
        self,
        decision: Mapping[str, Any],
        key: str,
        allowed: Iterable[str],
        file: str,
        line: int | None,
    ) -> bool:
        said, listed = decision.get(key), [str(one) for one in allowed]
        if said is None or said in listed:
            return True
        near = nearest(said, listed) or "、".join(listed)
        zh = f"{key} 没有“{said}”，是不是“{near}”？可以是 {'、'.join(listed)}"
        en = f"no {key} '{said}'; '{near}'? Allowed are {', '.join(listed)}"
        self.wrong(file, "seed.decision", zh, en, line)
        return False

    def check_keys(
        self,
        entry: Iterable[str],
        keys: Iterable[str],
        file: str,
        at: str,
        line: int | None = None,
    ) -> None:
        """Note each key that is none of ``keys``."""
        allowed = tuple(keys)
        for key in {*entry} - {*allowed}:
            near = nearest(key, allowed) or "、".join(allowed)
            zh, en = f"不认识的键“{key}”，是不是“{near}”？", f"unknown key '{key}'; '{near}'?"
            self.wrong(file, at, zh, en, line)
