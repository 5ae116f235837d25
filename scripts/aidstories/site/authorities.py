"""What the site takes from the authorities in ``docs/data``: addresses and the search's words."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from aidstories.site.interface import pinyin

ValuePath = tuple[str, ...]
"""A value with all it lies in: ``("西藏自治区", "那曲市", "聂荣县")``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorities:
    """Addresses (one folder name each) of places and programmes, and all their names.

    Addresses depend on the authority alone, so they stay when stories come and go.
    """

    places: Mapping[ValuePath, str] = field(default_factory=dict)
    programmes: Mapping[ValuePath, str] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    tibetan: Mapping[ValuePath, str] = field(default_factory=dict)
    """Names in Tibetan, of places, programmes, people and institutions alike, where known."""

    def dictionary(self) -> str:
        """Return the words as a user dictionary for jieba, one a line."""
        return "".join(f"{word}\n" for word in self.words)


def read_authorities(data: Path) -> Authorities:
    """Read ``places.csv``, ``programmes.csv`` and ``names_bo.csv`` in ``data``.

    A file that is not there is empty.
    """
    places, programmes = _rows(data / "places.csv"), _rows(data / "programmes.csv")
    names = [name for row in (*places, *programmes) for name in _names(row)]
    return Authorities(
        places=_place_addresses(places),
        programmes={(row["zh"],): row["id"] for row in programmes if row.get("id")},
        words=tuple(sorted(set(names))),
        tibetan={
            tuple((row.get("path") or row["zh"]).split("/")): row["bo"]
            for row in (*places, *programmes, *_rows(data / "names_bo.csv"))
            if row.get("bo")
        },
    )


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _names(row: Mapping[str, str]) -> Iterator[str]:
    for name in (row.get("zh") or "", *(row.get("short") or "").split("|")):
        if len(name) > 1 and not any(c.isspace() for c in name):
            yield name


def _place_addresses(rows: Iterable[Mapping[str, str]]) -> dict[ValuePath, str]:
    siblings: dict[ValuePath, dict[str, str]] = {}
    for row in rows:
        *above, name = row["path"].split("/")
        siblings.setdefault(tuple(above), {})[name] = row.get("pinyin") or ""
    return {
        (*above, name): address
        for above, spelled in siblings.items()
        for name, address in pinyin.slugs(spelled).items()
    }
