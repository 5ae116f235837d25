"""``seeds/seeds.toml``: where each capture comes from, and what an editor decided about it."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from aidstories.errors import BadInput, Problem, nearest
from aidstories.model import Correction
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
}


class Rights(StrEnum):
    """What an editor may do with pictures of a capture's pages; its text is another matter."""

    PUBLIC = "public"
    """In the public domain, or the holder of the rights allows it: the site shows the pages."""
    RESTRICTED = "restricted"
    """Only editors see them, on the review page of their own machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldDecision:
    """An editor gives a description's ``field`` a value. ``story`` is a title or id, or None."""

    story: str | None
    field: str
    value: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderDecision:
    """An editor puts sections in order; ``order`` holds how each of them begins."""

    story: str | None
    order: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureEntry:
    """A capture in the catalogue. ``sha256`` is None for a capture not catalogued yet.

    ``mapping`` says which column or key of a capture of records holds a field. Where nothing is
    said of ``rights``, no page is published.
    """

    file: str
    sha256: str | None = None
    publisher: str | None = None
    rights: Rights = Rights.RESTRICTED
    mapping: Mapping[str, str] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    fields: tuple[FieldDecision, ...] = ()
    orders: tuple[OrderDecision, ...] = ()


def read_catalogue(path: Path) -> dict[str, CaptureEntry]:
    """Return the catalogue at ``path`` by file name, in its order; empty where there is none.

    Raises `BadInput` with all problems of the catalogue.
    """
    if not path.exists():
        return {}
    source = read_text(path)
    try:
        entries = tomllib.loads(source).get("seed", [])
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+)", str(error))
        line = int(at[1]) if at else None
        zh, en = f"不是合规的 TOML：{error}", f"not TOML: {error}"
        raise BadInput([Problem(file=str(path), line=line, zh=zh, en=en)]) from error
    reader = _CatalogueReader(path, source)
    read = [found for entry in entries if (found := reader.entry(entry)) is not None]
    if reader.problems:
        raise BadInput(reader.problems)
    return {entry.file: entry for entry in read}


def add_to_catalogue(path: Path, captures: Iterable[tuple[str, str]]) -> None:
    """Append captures, as pairs of file name and sha256, to the catalogue."""
    entries = "".join(
        f'\n[[seed]]\nfile = {json.dumps(file, ensure_ascii=False)}\nsha256 = "{sha256}"\n'
        for file, sha256 in captures
    )
    if entries:
        write_atomically(path, (read_text(path) if path.exists() else "") + entries)


class _CatalogueReader:
    """Reads the entries of one catalogue and collects the problems."""

    def __init__(self, path: Path, source: str) -> None:
        self.path, self.source = path, source
        self.seen: set[str] = set()
        self.problems: list[Problem] = []

    def entry(self, entry: Mapping[str, Any]) -> CaptureEntry | None:
        file, sha256 = entry.get("file"), entry.get("sha256")
        if not isinstance(file, str) or not isinstance(sha256, str):
            self.wrong("", "seed", "每个 [[seed]] 要有 file 和 sha256", "file or sha256 is missing")
            return None
        if file in self.seen or Path(file).name != file:
            self.wrong(
                file, "seed.file", f"“{file}”重复或不是文件名", f"'{file}' twice, or no name"
            )
            return None
        self.seen.add(file)
        self._check_keys(entry, _ENTRY_KEYS, file, "seed")
        decisions = [d for d in entry.get("decision", []) if self._decides(d, file)]
        return CaptureEntry(
            file=file,
            sha256=sha256,
            publisher=entry.get("publisher"),
            rights=self._rights(entry, file),
            mapping=self._mapping(entry, file),
            corrections=tuple(
                Correction(old=d["old"], new=d["new"], context=d.get("near"))
                for d in decisions
                if "old" in d
            ),
            fields=tuple(
                FieldDecision(story=d.get("story"), field=d["field"], value=d["value"])
                for d in decisions
                if "field" in d
            ),
            orders=tuple(
                OrderDecision(story=d.get("story"), order=tuple(d["order"]))
                for d in decisions
                if "order" in d
            ),
        )

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

    def wrong(self, near: str, field: str, zh: str, en: str) -> None:
        at = self.source.find(f'"{near}"') if near else -1
        line = self.source.count("\n", 0, at) + 1 if at >= 0 else None
        problem = Problem(file=str(self.path), line=line, field=field, zh=zh, en=en)
        self.problems.append(problem)

    def _decides(self, decision: Mapping[str, Any], file: str) -> bool:
        self._check_keys(
            decision, ("story", "field", "value", "old", "new", "near", "order"), file, "decision"
        )
        texts = all(isinstance(v, str) for k, v in decision.items() if k not in ("value", "order"))
        if texts and any(form <= decision.keys() for form in _FORMS):
            return True
        zh = f"[[seed.decision]] 要写 {' 或 '.join(_FORMS.values())}，除 value、order 外都是文字"
        en = f"a decision needs {' or '.join(_FORMS.values())}; all but value, order are texts"
        self.wrong(file, "seed.decision", zh, en)
        return False

    def _check_keys(
        self, entry: Mapping[str, Any], keys: Iterable[str], file: str, at: str
    ) -> None:
        allowed = tuple(keys)
        for key in entry.keys() - set(allowed):
            near = nearest(key, allowed) or "、".join(allowed)
            zh, en = f"不认识的键“{key}”，是不是“{near}”？", f"unknown key '{key}'; '{near}'?"
            self.wrong(file, at, zh, en)
