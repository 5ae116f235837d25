"""A story's values as flat tags for Material's tags plugin, and how that plugin sorts them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aidstories.fields import Facet
from aidstories.model import Story
from aidstories.site.facets import UNSTATED, paths_of
from aidstories.site.interface.pinyin import sort_key

_TAGGED = ("region", "program", "year")


def story_tags(story: Story, facets: Mapping[str, Facet]) -> list[str]:
    """Return regions with all they lie in, programmes and the year; each once, in that order."""
    paths = [path for key in _TAGGED for path in paths_of(facets[key], story)]
    return list(dict.fromkeys(name for path in paths for name in path if name != UNSTATED))


def by_pinyin(tag: Any, *_: Any) -> tuple[str, ...]:
    """Return the sort key of a tag of Material's tags plugin."""
    return sort_key(tag.name)


def title_by_pinyin(mapping: Any) -> tuple[str, ...]:
    """Return the sort key of a page in a listing of Material's tags plugin."""
    return sort_key(str(mapping.item.title))
