"""Ways into the archive: trees of values, each with the stories that have it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from aidstories.model import Description, Person, Story
from aidstories.site.addresses import Addresses, ValuePath
from aidstories.site.interface import pinyin

UNSTATED = "未注明"
UNDATED = "年份不详"
_LAST = {UNSTATED: "unstated", UNDATED: "undated"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """A field that readers browse by. ``key`` is its folder in the site's addresses."""

    key: str
    label: str
    lead: str
    paths: Callable[[Story], tuple[ValuePath, ...]]
    authority: Callable[[Addresses], Mapping[ValuePath, str]] = lambda _: {}
    descending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A value of a dimension; the empty path stands for the whole dimension.

    ``stories`` are those of the value and of all below it, each once, in the archive's order.
    ``url`` is relative to the site's root and ends with a slash.
    """

    dimension: Dimension
    path: ValuePath
    url: str
    stories: tuple[Story, ...]
    children: tuple[Facet, ...]

    @property
    def label(self) -> str:
        """The value's own name, or the dimension's."""
        return self.path[-1] if self.path else self.dimension.label

    def walk(self) -> Iterator[Facet]:
        """Yield this facet and all below it, parents first."""
        yield self
        for child in self.children:
            yield from child.walk()


def _split(values: Iterable[str]) -> tuple[ValuePath, ...]:
    return tuple(tuple(value.split("/")) for value in values) or ((UNSTATED,),)


def named_people(known: Description) -> tuple[Person, ...]:
    """Return those whom the text names, and its writers."""
    return (*known.people, *known.byline)


def _year(story: Story) -> tuple[ValuePath, ...]:
    year = story.description.year
    return ((UNDATED if year is None else f"{year}年",),)


REGIONS = Dimension(
    key="regions",
    label="地区",
    lead="帮扶到达的地方。上级地区包含其下各地的报道。",
    paths=lambda story: _split(story.description.regions),
    authority=lambda names: names.places,
)
DONORS = Dimension(
    key="donors",
    label="援助方",
    lead="派出医疗队、提供帮扶的地方。",
    paths=lambda story: _split(story.description.donors),
    authority=lambda names: names.places,
)
PROGRAMS = Dimension(
    key="programs",
    label="项目",
    lead="帮扶所属的机制：援藏、对口合作、县域综合医改等。",
    paths=lambda story: _split(story.description.programs),
    authority=lambda names: names.programmes,
)
YEARS = Dimension(
    key="years",
    label="年份",
    lead="报道发表的年份；据文内日期推断的年份，报道页上有说明。",
    paths=_year,
    descending=True,
)
SOURCES = Dimension(
    key="sources",
    label="来源",
    lead="首发的报社、通讯社或网站。",
    paths=lambda story: ((story.description.source or UNSTATED,),),
)
STATUSES = Dimension(
    key="statuses",
    label="校对",
    lead="人工校对到了哪一步。",
    paths=lambda story: ((story.status.value,),),
)
PEOPLE = Dimension(
    key="people",
    label="人物",
    lead="报道写到的人和署名的作者，注明文中的身份。同名的人未作区分。",
    paths=lambda story: tuple(
        dict.fromkeys((person.name,) for person in named_people(story.description))
    ),
)
INSTITUTIONS = Dimension(
    key="institutions",
    label="机构",
    lead="报道写到的医院和其他机构。",
    paths=lambda story: tuple((name,) for name in dict.fromkeys(story.description.institutions)),
)
STORIES = Dimension(
    key="stories",
    label="全部报道",
    lead="新近的在前。",
    paths=lambda story: ((),),
)

DIMENSIONS = (REGIONS, DONORS, PROGRAMS, YEARS)
"""What readers browse by, in the order in which pages show them."""

INDEXES = (PEOPLE, INSTITUTIONS)
"""Names, too many to browse by: they have an index, as at the back of a book."""


Placed = Sequence[tuple[ValuePath, Story]]


def grow(dimension: Dimension, stories: Sequence[Story], known: Mapping[ValuePath, str]) -> Facet:
    """Return the tree of all values that ``stories`` have in ``dimension``.

    ``known`` holds the addresses that an authority gives; others are spelled in pinyin.
    """
    placed = [(path, story) for story in stories for path in dimension.paths(story)]
    return _branch(dimension, (), f"{dimension.key}/", placed, known)


def _branch(
    dimension: Dimension,
    path: ValuePath,
    url: str,
    placed: Placed,
    known: Mapping[ValuePath, str],
) -> Facet:
    depth = len(path)
    below: dict[str, list[tuple[ValuePath, Story]]] = {}
    for at, story in placed:
        if len(at) > depth:
            below.setdefault(at[depth], []).append((at, story))
    folders = _folders(path, below, known)
    children = [
        _branch(dimension, (*path, name), f"{url}{folders[name]}/", below[name], known)
        for name in _ordered(folders, dimension.descending)
    ]
    stories = tuple({story.id: story for _, story in placed}.values())
    return Facet(dimension=dimension, path=path, url=url, stories=stories, children=tuple(children))


def _folders(
    path: ValuePath, names: Iterable[str], known: Mapping[ValuePath, str]
) -> dict[str, str]:
    given = {name: known.get((*path, name)) or _LAST.get(name, "") for name in names}
    return pinyin.slugs(given)


def _ordered(folders: Mapping[str, str], descending: bool) -> list[str]:
    listed = sorted(folders, key=lambda name: (folders[name], name), reverse=descending)
    return sorted(listed, key=_LAST.__contains__)


def ancestry(root: Facet, path: ValuePath) -> tuple[Facet, ...]:
    """Return the facets from the first level of ``root`` down to ``path``."""
    found: list[Facet] = []
    here = root
    for depth in range(1, len(path) + 1):
        here = next(child for child in here.children if child.path == path[:depth])
        found.append(here)
    return tuple(found)


def all_facets(roots: Iterable[Facet]) -> Iterator[Facet]:
    """Yield every facet of every tree."""
    return chain.from_iterable(root.walk() for root in roots)
