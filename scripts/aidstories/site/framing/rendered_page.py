"""A page whose text the plugin renders: MkDocs need not look for Markdown in it."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents


class RenderedPage(Page):
    """A page without a source. A Markdown converter takes 1 ms to make, for an empty text too."""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Leave the page as empty as its source; nobody knows which anchors it will have."""
        self.content = ""
        self.toc = TableOfContents([])
        self.links_to_anchors = {}
