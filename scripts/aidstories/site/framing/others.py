"""What else wants to see pages while they are made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from material.plugins.tags.plugin import TagsPlugin
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin

_OF_PAGES = (
    "pre_page",
    "page_read_source",
    "page_markdown",
    "page_content",
    "page_context",
    "post_page",
)
_OF_FILES = ("files", "nav", "env")
"""What happens between the making of a file and MkDocs' copying it."""


def others(config: MkDocsConfig) -> list[str]:
    """Return the events of pages that a plugin or a hook asks for of which nobody here knows.

    It may change any page, so that MkDocs' own loop has to make all of them. The theme's tags are
    known: the plugin says itself which a story has, and no page that it makes shows them.
    """
    return [*_asked(config, _OF_PAGES)]


def readers(config: MkDocsConfig) -> list[str]:
    """Return the events in which a plugin or a hook of which nobody here knows may read files."""
    return [*_asked(config, _OF_FILES)]


def _asked(config: MkDocsConfig, events: Iterable[str]) -> Iterator[str]:
    for event in events:
        for method in config.plugins.events[event]:
            owner = getattr(method, "__self__", None)
            if not isinstance(owner, TagsPlugin) and not _ours(owner):
                yield event


def _ours(owner: object) -> bool:
    return isinstance(owner, BasePlugin) and type(owner).__module__.startswith("aidstories.")
