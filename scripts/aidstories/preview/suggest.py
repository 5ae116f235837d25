"""What to choose from: places that a story names or that are like what was typed, rival values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from aidstories.describe.authority import authorities
from aidstories.describe.mentions import SILENT, find_mentions, parents, within
from aidstories.model import DESCRIBED, Article, Person, Role, Story
from aidstories.stories.sheets.cells import cell_of, holds_several
from aidstories.tables import Tables

_SHOWN = 6
"""Places suggested: two rows of buttons on a phone."""
_LIKE = 0.5
"""How alike two names must be (difflib's ratio): 色尼 and 色尼区 are, 色尼 and 色达 too."""


def named_places(article: Article, tables: Tables) -> tuple[str, ...]:
    """Return the divisions that an article names, those in aided territories first.

    Then those that it names most often. A name that may mean several gives all of them, last.
    """
    lists = authorities(tables)
    named = Counter(mention.path for mention in find_mentions(article, lists))
    inner = [path for path in named if not any(path in parents(p)[1:] for p in named)]
    aided = {path for path in inner if any(within(path, one) for one in lists.aided)}
    sure = sorted(inner, key=lambda path: (path not in aided, -named[path], path))
    texts = (p.text for p in article.passages if p.role not in SILENT)
    maybe = (
        path for text in texts for _, name in lists.gazetteer.find(text) for path in name.paths
    )
    known = {above for path in named for above in parents(path)}
    return tuple(dict.fromkeys([*sure, *(p for p in maybe if p not in known)]))[:_SHOWN]


def nearest_places(typed: str, tables: Tables) -> tuple[str, ...]:
    """Return the divisions that ``typed`` may mean: by their names, else by names like it.

    A path of the authority needs none.
    """
    found: list[str] = []
    for text in texts_of(typed):
        if text not in tables.authority("places"):
            found += _meant(text, tables)
    return tuple(dict.fromkeys(found))[:_SHOWN]


def texts_of(typed: str) -> list[str]:
    """Return the places that an editor typed, several parted by 、 or a line end."""
    return [text.strip() for text in typed.replace("、", "\n").split("\n") if text.strip()]


def _meant(text: str, tables: Tables) -> Iterable[str]:
    """Return the paths whose last name ``text`` ends in, or else is most like, the likest first."""
    *above, name = text.split("/")
    names: dict[str, list[str]] = {}
    for place in tables.places:
        for one in (place.zh, *place.shorts, *place.former):
            names.setdefault(one, []).append(place.path)
    like = [name] if name in names else get_close_matches(name, names, n=_SHOWN, cutoff=_LIKE)
    aided = authorities(tables).aided
    found = {path: _in_place(one, name) for one in like for path in names[one]}
    return sorted(
        found,
        key=lambda path: (
            -len({*above} & {*path.split("/")}),
            -found[path],
            not any(within(path, one) for one in aided),
            len(path),
            path,
        ),
    )


def current_cell(field: str, story: Story, tables: Tables) -> str:
    """Return what ``field`` of a story says, as a cell of the spreadsheet; empty for figures."""
    return _cell(field, _values(field, story), tables)


def rival_cell(field: str, rival: str, story: Story, tables: Tables) -> tuple[str, ...]:
    """Return the cell that takes ``rival`` into ``field``, if there is one.

    A list keeps its other values, but for a place that the rival lies in.
    """
    row = tables.fields.get(field)
    if not rival or row is None:
        return ()
    kept = _values(field, story) if holds_several(row) and row.type != "figures" else []
    person = {"name": rival} if row.type == "people" else rival
    return (_cell(field, [*(v for v in kept if not _holds(v, rival)), person], tables),)


def _cell(field: str, values: list[Any], tables: Tables) -> str:
    row = tables.fields.get(field)
    if row is None or row.type == "figures" or not values:
        return ""
    return cell_of(values if holds_several(row) else str(values[0]), row)


def _holds(value: Any, rival: str) -> bool:
    return isinstance(value, str) and value != rival and within(rival, value)


def _values(field: str, story: Story) -> list[Any]:
    """Return the values of a field as front matter has them."""
    if field not in DESCRIBED:
        return [*story.article.texts(Role(field))] if field in tuple(Role) else []
    values = story.description.values(field)
    return [{"name": v.name, "role": v.role} if isinstance(v, Person) else v for v in values]


def _in_place(one: str, other: str) -> int:
    """Return how many characters of two names are the same in the same place: 聂荣县, 聂容县."""
    return sum(a == b for a, b in zip(one, other, strict=False))
