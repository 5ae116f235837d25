"""The names of places and institutions, and where they stand in a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

Row = Mapping[str, str]


class Form(StrEnum):
    """What a name in the gazetteer stands for."""

    FULL = "full"
    """A division with its type: 聂荣县."""
    SHORT = "short"
    """A division without it: 聂荣."""
    INSTITUTION = "institution"
    OTHER = "other"
    """No place, though one is in it: 长治久安, 西藏日报."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name and the divisions that it may mean.

    ``guarded`` names set nothing alone: they are words too (白银), or several divisions share
    them (城关区), or they are short names of counties (和平).
    """

    text: str
    form: Form
    paths: tuple[str, ...] = ()
    guarded: bool = False
    word: bool = False
    """Whether the list of other readings has it: 白银. It is guarded, wherever it stands."""


class Gazetteer:
    """Finds names in a text in one pass, the longest at each place, none overlapping."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._names = {name.text: name for name in names}
        lengths: dict[str, set[int]] = {}
        for text in self._names:
            lengths.setdefault(text[:2], set()).add(len(text))
        self._lengths = {head: sorted(found, reverse=True) for head, found in lengths.items()}

    def find(self, text: str) -> Iterator[tuple[int, Name]]:
        """Yield ``(start, name)`` for each name in ``text``, in order.

        A guarded name gives way to a sure one that begins inside it: 莅临西峡县 holds 西峡县,
        not 临西.
        """
        heads, at, last = self._lengths, 0, len(text) - 1
        while at < last:
            if text[at : at + 2] in heads:  # nine places in ten open no name
                name = self._at(text, at)
                if name and not (name.guarded and self._inside(text, at, name)):
                    yield at, name
                    at += len(name.text)
                    continue
            at += 1

    def _at(self, text: str, at: int) -> Name | None:
        """Return the longest name that begins at ``at``."""
        for length in self._lengths.get(text[at : at + 2], ()):
            if name := self._names.get(text[at : at + length]):
                return name
        return None

    def _inside(self, text: str, at: int, name: Name) -> bool:
        later = (self._at(text, i) for i in range(at + 1, at + len(name.text)))
        return any(
            n and not n.guarded and len(n.text) > len(name.text) and n.form is not Form.OTHER
            for n in later
        )


def read_names(
    places: Sequence[Row],
    institutions: Sequence[Row],
    readings: Sequence[Row],
    publishers: Iterable[str],
) -> list[Name]:
    """Return every name of the lists once.

    ``places``, ``institutions`` and ``readings`` are rows of places.csv, institutions.csv and
    not_places.csv. What is certain to be something else hides the place in it (西藏日报).
    """
    names: dict[str, Name] = {}
    guarded = {row["phrase"] for row in readings if row["reading"] == "guarded"}
    for text, (form, paths, high) in _place_names(places, guarded).items():
        # 和县 and 聂荣 turn up across words; 墨竹工卡 and 长治 do not.
        plain = len(text) > 2 or (form is Form.SHORT and high)
        sure = plain and len(paths) == 1 and text not in guarded
        word = text in guarded
        names[text] = Name(text=text, form=form, paths=paths, guarded=not sure, word=word)
    for row in institutions:
        for text in (row["name"], *several(row["aliases"])):
            names[text] = Name(text=text, form=Form.INSTITUTION, paths=(row["place"],))
    others = (row["phrase"] for row in readings if row["reading"] == "other")
    for text in (*publishers, *others):
        if len(text) > 1:
            names[text] = Name(text=text, form=Form.OTHER)
    return list(names.values())


def _place_names(
    places: Sequence[Row], guarded: set[str]
) -> dict[str, tuple[Form, tuple[str, ...], bool]]:
    """Return ``(form, paths, whether a province or prefecture has it)`` by name.

    A short name that divisions of two levels share is the higher one's (吉林, 长沙), unless it
    is guarded (朝阳).
    """
    found: dict[str, tuple[Form, tuple[str, ...], bool]] = {}
    levels: dict[str, int] = {}
    taken = {row["zh"] for row in places}
    taken |= {f"{name}县" for row in places if level(row) < 3 for name in several(row["short"])}
    for row in sorted(places, key=level):
        short = "" if row["common"] else row["short"]
        full = "|".join(filter(None, (row["zh"], row["former"], *_county_once(row, taken))))
        for form, cell in ((Form.FULL, full), (Form.SHORT, short)):
            for text in several(cell):
                old = found.get(text)
                if old is None:
                    found[text] = (form, (row["path"],), level(row) < 3)
                    levels[text] = level(row)
                elif form is Form.FULL or levels[text] == level(row) or text in guarded:
                    found[text] = (old[0], (*old[1], row["path"]), old[2])
    return found


def _county_once(row: Row, taken: set[str]) -> tuple[str, ...]:
    """Return the county's name that a division had or goes by, 水城县 or 贡山县, if it is its own.

    河南县 is not: in 河南县域医改 it is the province's.
    """
    once = f"{row['short']}县"
    made = row["type"] in ("市辖区", "县级市", "自治县") and len(once) > 2
    return (once,) if made and "|" not in once and once not in taken else ()


def level(row: Row) -> int:
    """Return 1 for a province, 2 for a prefecture, 3 for a county."""
    if row["code"].endswith("0000"):
        return 1
    return 2 if row["code"].endswith("00") else 3


def several(cell: str) -> tuple[str, ...]:
    """Return the values of a cell that holds any number, divided by ``|``."""
    return tuple(cell.split("|")) if cell else ()
