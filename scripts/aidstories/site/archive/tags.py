"""A story's values as flat tags for Material's tags plugin, and what its index makes of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from aidstories.fields import Facet
from aidstories.model import Story
from aidstories.site.facets import UNSTATED, FacetValue, all_values, paths_of
from aidstories.site.interface.pinyin import sort_key

if TYPE_CHECKING:
    from mkdocs.structure.files import File

TAGGED = ("region", "program", "year")
"""The facets whose values are tags."""


def story_tags(story: Story, facets: Mapping[str, Facet]) -> list[str]:
    """Return regions with all they lie in, programmes and the year; each once, in that order."""
    paths = [path for key in TAGGED for path in paths_of(facets[key], story)]
    return list(dict.fromkeys(name for path in paths for name in path if name != UNSTATED))


def values_of_tags(trees: Mapping[str, FacetValue]) -> Mapping[str, tuple[FacetValue, ...]]:
    """Return the values that have a page, by the tags that name them; two places may share a name.

    The index of tags leads to those pages: with the titles of all stories under each of their
    tags it would grow with the archive (745 KB at 1,000 stories).
    """
    found: dict[str, tuple[FacetValue, ...]] = {}
    for value in all_values(trees[key] for key in TAGGED if key in trees):
        if value.path:
            found[value.label] = (*found.get(value.label, ()), value)
    return found


def written(mappings: Iterable[Any], is_story: Callable[[File], bool]) -> list[Any]:
    """Return of the mappings of a tag those to a page that an editor wrote, or out of the site."""
    files = ((mapping, getattr(mapping.item, "file", None)) for mapping in mappings)
    return [mapping for mapping, file in files if file is None or not is_story(file)]


def by_pinyin(tag: Any, *_: Any) -> tuple[str, ...]:
    """Return the sort key of a tag of Material's tags plugin."""
    return sort_key(tag.name)


def title_by_pinyin(mapping: Any) -> tuple[str, ...]:
    """Return the sort key of a page in a listing of Material's tags plugin."""
    return sort_key(str(mapping.item.title))
