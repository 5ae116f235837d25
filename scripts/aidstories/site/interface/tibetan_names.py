"""The Tibetan names of values: those of the tables, and others put together by stated rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import takewhile
from typing import NamedTuple

from aidstories.site.addresses import Addresses, ValuePath
from aidstories.site.interface.composed_names import (
    KIND,
    PLACE,
    PROPER,
    WORD,
    Piece,
    composed,
    is_name,
    is_proper,
    read_pieces,
)
from aidstories.site.interface.sounds import Sounds, by_sound, sounds
from aidstories.site.interface.tibetan import TSHEG, bare, closed, without_kind
from aidstories.tables import Place, Programme, Tables, TibetanPart

SOUND, PARTS = "sound", "parts"
"""How a name came about that no source has: with Chinese by its sound, or of known words alone."""
_NATION = re.compile("[^族]+族|[^族]+$")
_TIBETAN_AREA = re.compile("^西藏自治区|藏族")
"""Here the Chinese name writes a Tibetan one by its sound: the way back would invent another."""


class MadeName(NamedTuple):
    """A name that was put together; ``how`` is `SOUND` or `PARTS`, ``of`` says of what."""

    text: str
    short: str
    how: str
    of: str = ""


Made = dict[ValuePath, MadeName | None]
"""Names that were put together by the paths of their values; None where the rules make none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TibetanNames(Mapping[ValuePath, str]):
    """Tibetan names by the paths of values; those ``given`` come first and alone are listed.

    A name that is not given is made when it is asked for.
    """

    given: Mapping[ValuePath, str] = field(default_factory=dict)
    composed: Set[ValuePath] = frozenset()
    """Those of ``given`` that the tables say to be put together: 组团式援藏."""
    makers: NameMaker | None = None

    def __getitem__(self, path: ValuePath) -> str:
        given = self.given.get(path)
        if given:
            return given
        made = self._made(path)
        if made is None:
            raise KeyError(path)
        return made.text

    def __contains__(self, path: object) -> bool:
        return isinstance(path, tuple) and self.get(path) is not None

    def __iter__(self) -> Iterator[ValuePath]:
        return iter(self.given)

    def __len__(self) -> int:
        return len(self.given)

    def how(self, path: ValuePath) -> str:
        """Return how the name came about; empty for one that a source has or a reviewer settled."""
        if self.given.get(path):
            return PARTS if path in self.composed else ""
        made = self._made(path)
        return made.how if made else ""

    def of_place(self, name: str) -> str:
        """Return the short name of the one division that ``name`` means; empty where none is."""
        path = self.makers.told(name) if self.makers else None
        return self.short(path) if path and path in self else ""

    def made_of(self, path: ValuePath) -> str:
        """Return what a name was put together from: 北京 པེ་ཅིང + 医院 སྨན་ཁང; of others nothing."""
        made = None if self.given.get(path) else self._made(path)
        return made.of if made else ""

    def short(self, path: ValuePath) -> str:
        """Return the name without the kind of place. Raises `KeyError` where there is none."""
        made = None if self.given.get(path) else self._made(path)
        return made.short if made else without_kind(self[path])

    def _made(self, path: ValuePath) -> MadeName | None:
        return self.makers.made(path) if self.makers else None


class NameMaker:
    """Puts together the names that ``tables`` do not give, each once.

    ``made`` holds what was put together of the same tables before, and takes in what is made.
    """

    def __init__(self, tables: Tables, names: Addresses, made: Made) -> None:
        self._sounds: Sounds = sounds(tables.parts)
        self._parts: dict[str, dict[str, TibetanPart]] = {}
        for part in tables.parts:
            self._parts.setdefault(part.type, {})[part.part] = part
        self._places = {tuple(place.path.split("/")): place for place in tables.places}
        self._programmes = {(programme.zh,): programme for programme in tables.programmes}
        self._given, self._divisions = names.tibetan, names.divisions
        self._houses = names.houses
        self._papers = {publisher.name for publisher in tables.publishers}
        self._listed = {*names.houses, *self._papers}
        self._kept = made

    def made(self, path: ValuePath) -> MadeName | None:
        """Return a name for ``path``; None where the rules make none."""
        if path not in self._kept:
            self._kept[path] = self._make(path)
        return self._kept[path]

    def _make(self, path: ValuePath) -> MadeName | None:
        if path in self._places:
            return self._place(self._places[path])
        if path in self._programmes:
            return self._programme(self._programmes[path])
        return self._institution(path[0]) if len(path) == 1 else None

    def _place(self, place: Place) -> MadeName | None:
        kind = self._ending("kind", place.zh)
        if kind is None or _TIBETAN_AREA.search(place.path):
            return None
        stripped = place.zh.removesuffix(kind.part)
        stem = next((s for s in place.shorts if stripped.startswith(s)), stripped)
        rest = _NATION.findall(stripped.removeprefix(stem))
        nations = [self._nation(zh) for zh in rest]
        short = by_sound(stem, self._sounds)
        if not short or not all(nations):
            return None
        of = _of((stem, short), *zip(rest, nations, strict=True), (kind.part, kind.bo))
        return MadeName(_joined(short, *nations, kind.bo), closed(short), SOUND, of)

    def _nation(self, zh: str) -> str:
        """Return the name of a nation; empty for 各族, which names none."""
        known = self._parts.get("nation", {})
        if zh in known or zh == "各族" or "族" not in known:
            return known[zh].bo if zh in known else ""
        spoken = by_sound(zh.removesuffix("族"), self._sounds)
        return f"{spoken}{TSHEG}{known['族'].bo}" if spoken else ""

    def _programme(self, programme: Programme) -> MadeName | None:
        """Return the name of a programme of two places: 京沈对口合作."""
        end = self._ending("programme", programme.zh)
        ends = [self._known(tuple(p.split("/"))) for p in (programme.donor, programme.region) if p]
        if end is None or len(ends) != 2 or not all(ends):
            return None
        shorts = [found.short for found in ends if found]
        how = SOUND if any(found and found.how == SOUND for found in ends) else PARTS
        text = _joined(*shorts, end.bo)
        zh = (programme.donor.rpartition("/")[2], programme.region.rpartition("/")[2], end.part)
        return MadeName(text, text, how, _of(*zip(zh, (*shorts, end.bo), strict=True)))

    def _institution(self, zh: str) -> MadeName | None:
        """Return the name of an institution or a newspaper; none in a Tibetan area by sound.

        那曲市第一人民医院 is ནག་ཆུ་གྲོང་ཁྱེར་མི་དམངས་སྨན་ཁང་དང་པོ།
        """
        house = self._houses.get(zh, ())

        def place(text: str, before: Sequence[Piece]) -> Piece | None:
            return self._piece(text, before, house)

        found = read_pieces(zh, self._parts, place, lambda text: by_sound(text, self._sounds))
        pieces = found if is_name(found, listed=zh in self._listed) else self._as_one(zh)
        spoken = any(piece.type == PROPER for piece in pieces)
        where = [house, *(piece.path for piece in pieces if piece.path)]
        if not pieces or (spoken and any(_TIBETAN_AREA.search("/".join(path)) for path in where)):
            return None
        by_ear = spoken or any(piece.how == SOUND for piece in pieces)
        text = closed(composed(pieces))
        of = _of(*((piece.zh, piece.bo) for piece in pieces))
        return MadeName(text, text, SOUND if by_ear else PARTS, of)

    def _as_one(self, zh: str) -> tuple[Piece, ...]:
        """Return the name of a paper in the tables as a proper name: 趣头条; none for others."""
        named = zh in self._papers and is_proper(zh, self._parts, whole=True)
        spoken = by_sound(zh, self._sounds) if named else ""
        return (Piece(PROPER, zh, spoken),) if spoken else ()

    def _piece(self, text: str, before: Sequence[Piece], house: ValuePath) -> Piece | None:
        """Return the place that ``text`` names behind the pieces ``before``.

        It is the first of its phrase or lies within the one before it; where the table says that
        the institution stands elsewhere, it is none: 同仁 in 北京同仁医院 is no county.
        """
        phrase = list(takewhile(lambda piece: piece.type != KIND, reversed(before)))
        above = next((piece.path for piece in phrase if piece.path), ())
        path = self.told(text, above) if len(text) > 1 and text in self._divisions else None
        known = self._known(path) if path else None
        if path is None or known is None or (above and path[: len(above)] != above):
            return None
        elsewhere = house and path[0] != house[0] and len(path) > 1
        if elsewhere and not above and text != path[-1]:
            return None
        return Piece(PLACE, text, self._as_said(text, path, known), known.how, path)

    def _as_said(self, text: str, path: ValuePath, known: MadeName) -> str:
        """Return a place as a name has it: 西藏 is བོད་ལྗོངས there, 大理州 ཏ་ལི་ཁུལ."""
        word, kind = self._parts.get(WORD, {}).get(text), self._parts.get("kind", {}).get("州")
        if word or text == path[-1]:
            return bare(word.bo if word else known.text)
        if kind and text.endswith("州") and path[-1].endswith("自治州"):
            return f"{bare(known.short)}{TSHEG}{kind.bo}"
        return bare(known.short)

    def told(self, name: str, above: ValuePath = ()) -> ValuePath | None:
        """Return the one place of ``name``; of several, the one within what stands before it.

        Else of a prefecture and a county of one name it is the prefecture: 通化市, 通化县.
        """
        paths = self._divisions.get(name, ())
        inside = [path for path in paths if above and path[: len(above)] == above]
        among = inside or list(paths)
        level = min(map(len, among), default=0)
        highest = [path for path in among if len(path) == level]
        return highest[0] if len(highest) == 1 else None

    def _known(self, path: ValuePath) -> MadeName | None:
        given = self._given.get(path)
        return MadeName(given, without_kind(given), "") if given else self.made(path)

    def _ending(self, type_: str, zh: str) -> TibetanPart | None:
        """Return the longest part of a type with which ``zh`` ends, before which something is."""
        parts = self._parts.get(type_, {})
        ends = (zh[at:] for at in range(1, len(zh)))
        return next((parts[end] for end in ends if end in parts), None)


def spoken(names: TibetanNames) -> Callable[[str, str], str]:
    """Return what says a value's name by its facet and itself: empty where there is none."""
    return lambda _, value: names.get(tuple(value.split("/"))) or ""


def _joined(*words: str) -> str:
    """Return words as one name: a tsheg between, a shad at the end."""
    return closed(TSHEG.join(map(bare, words)))


def _of(*parts: tuple[str, str]) -> str:
    """Return what a name is put together from, Chinese and Tibetan."""
    return " + ".join(f"{zh} {bare(bo)}" for zh, bo in parts)


def tibetan_names(tables: Tables, names: Addresses, made: Made | None = None) -> TibetanNames:
    """Return the Tibetan names of ``tables`` and those that its parts make.

    ``made`` holds names that were made of these tables before, and takes in those that are made.
    """
    composed_names = {
        (name.zh,) for name in tables.names if name.status == "composed" and not name.reviewer
    }
    return TibetanNames(
        given=names.tibetan,
        composed=frozenset(composed_names),
        makers=NameMaker(tables, names, {} if made is None else made),
    )
