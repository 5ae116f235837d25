"""The fields of a story's front matter, and the facets that some of them make.

Both are rows of ``docs/data/fields.csv``: a field that an archive adds to its table is checked,
edited, published and browsed like the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from aidstories.table_reader import BadCell, column, one_of, several, whole_number

AUTHORITIES = {"places": "path", "programmes": "zh", "publishers": "name", "institutions": "name"}
"""Tables that a field may name, with the column whose values it allows."""
TYPES = (
    *("id", "text", "texts", "statement", "people", "edtf", "year", "choice", "places"),
    *("programs", "stories", "aid", "figures", "evidence", "file", "sha256"),
)
_STATES = ("q", "sort", "page")
"""What pages that narrow put into their addresses beside the keys of facets."""


class Shape(StrEnum):
    """How the values of a facet are laid out, and so where readers meet them."""

    TREE = "tree"
    """Values lie in one another (西藏自治区/那曲市): pages of their own, filters."""
    LIST = "list"
    """Values stand side by side: pages of their own, filters."""
    INDEX = "index"
    """Names, too many to tick: an index, as at the back of a book."""
    FILTER = "filter"
    """No pages of their own: values narrow ``/browse/`` and the search."""
    QUERY = "query"
    """Names that narrow the search alone."""


def _facet_key(cell: str) -> str:
    """Read the key of a facet: what an address can say, and does not say already."""
    if re.fullmatch(r"([a-z]+(-[a-z]+)*)?", cell) and cell not in _STATES:
        return cell
    zh = f"“{cell}”不能作网址里的名称：用小写字母，不用 {'、'.join(_STATES)}"
    raise BadCell(zh, f"'{cell}' cannot stand in an address: lower case, not one of {_STATES}")


def _order(cell: str) -> int:
    """Read the place among the facets; a blank cell comes last."""
    return whole_number(cell) if cell else 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of a story's front matter: labels, type, and what other schemes call it.

    ``values`` are the values of a choice, ``limits`` the least and greatest of a number (written
    ``1900..2100``), ``authority`` the table that lists the values of other types; a cell of the
    table holds one of the three. ``dc`` is Dublin Core; ``schema`` schema.org, with the class of
    the values where they are things (``author/Person``). ``facet`` is the key of the facet that
    the field makes, with its ``shape`` and its ``order`` among the facets; blank for no facet.
    """

    name: str = column(key=True)
    zh: str = column(required=True)
    bo: str = column()
    en: str = column()
    type: str = column(one_of(*TYPES), required=True)
    allowed: str = column(name="values")
    required: bool = column(bool)
    dc: str = column()
    schema: str = column()
    facet: str = column(_facet_key)
    shape: str = column(one_of(*Shape, ""))
    order: int = column(_order)
    note: str = column()

    @property
    def authority(self) -> str | None:
        """The name of the table that lists the values, or None."""
        return self.allowed if self.allowed in AUTHORITIES else None

    @property
    def limits(self) -> tuple[int, int] | None:
        """The least and the greatest value of a number, or None where any will do."""
        found = re.fullmatch(r"(\d+)\.\.(\d+)", self.allowed)
        return (int(found[1]), int(found[2])) if found else None

    @property
    def values(self) -> tuple[str, ...]:
        """The values of a choice."""
        return () if self.authority or self.limits else several(self.allowed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """What readers browse by and narrow by: the values of one field.

    ``key`` names it in every address (``?region=…``), ``folder`` holds the pages of its values.
    An index of people names those of ``beside`` too, fields that hold people as well.
    """

    key: str
    folder: str
    shape: Shape
    label: str
    field: str
    type: str
    authority: str | None = None
    beside: tuple[str, ...] = ()

    @property
    def paged(self) -> bool:
        """Whether its values have pages and feeds."""
        return self.shape in (Shape.TREE, Shape.LIST)

    @property
    def indexed(self) -> bool:
        """Whether its values stand in an index of names."""
        return self.shape is Shape.INDEX

    @property
    def browsed(self) -> bool:
        """Whether it narrows ``/browse/``."""
        return self.shape in (Shape.TREE, Shape.LIST, Shape.FILTER)

    @property
    def searched(self) -> bool:
        """Whether it narrows the search."""
        return self.browsed or self.shape is Shape.QUERY


def facets_of(fields: Iterable[Field], labels: Mapping[str, str]) -> tuple[Facet, ...]:
    """Return the facets that ``fields`` make, in their order.

    ``labels`` holds the names of facets by key that differ from their fields'.
    """
    listed = tuple(fields)
    people = tuple(f.name for f in listed if f.type == "people")
    with_facet = sorted((f for f in listed if f.facet), key=lambda f: f.order)
    return tuple(_facet(f, labels.get(f.facet, f.zh), people) for f in with_facet)


def ways_of(facets: Iterable[Facet]) -> tuple[Facet, ...]:
    """Return the facets whose values have pages, in the order of pages: trees before lists."""
    paged = [facet for facet in facets if facet.paged]
    return tuple(sorted(paged, key=lambda facet: facet.shape is not Shape.TREE))


def _facet(field: Field, label: str, people: tuple[str, ...]) -> Facet:
    shape = Shape(field.shape or Shape.LIST)
    named = people if shape is Shape.INDEX and field.type == "people" else ()
    return Facet(
        key=field.facet,
        folder=field.name if field.name != field.facet else f"{field.facet}s",
        shape=shape,
        label=label,
        field=field.name,
        type=field.type,
        authority=field.authority,
        beside=tuple(name for name in named if name != field.name),
    )
