"""The pages that editors wrote in Markdown: rendered when they, or what they link to, changed."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import unquote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, get_toc
from mkdocs.utils import CountHandler

from aidstories.stories.store.keep import Keep

_FILE = re.compile(r"(?<![^\s/()<>\[\]\"'#?])[^\s/()<>\[\]\"'#?]+\.md\b")
"""A name of a file; one that begins amid another's run would be looked for at each character."""
Heading = Mapping[str, Any]
"""A line of a table of contents: ``name``, ``id``, ``level``, ``children``."""


class Rendered(NamedTuple):
    """What rendering a page's Markdown found out.

    ``links`` are the anchors that it links to, each with how it was written, by the files. A page
    with ``warnings`` is rendered each time, so that they are said each time.
    """

    content: str
    toc: tuple[Heading, ...]
    title: str | None
    anchors: tuple[str, ...]
    links: tuple[tuple[str, Mapping[str, str]], ...]
    warnings: bool


class SiteFiles:
    """What a page may link to: the files of a build, and those of the last one that stand.

    ``written`` are the pages that editors wrote.
    """

    def __init__(
        self,
        files: Files,
        standing: Iterable[str],
        config: MkDocsConfig,
        written: Iterable[File] = (),
    ) -> None:
        self._files, self._standing, self._config = files, standing, config
        self._written = {file.src_uri for file in written}

    def sources(self) -> object:
        """Return what any editor's page may name: others, and files beside them."""
        found = (file for file in self._files if _is_source(file) and not self._is_made(file))
        return tuple((file.src_uri, file.dest_uri) for file in found)

    def named(self, markdown: str) -> tuple[tuple[str, str], ...]:
        """Return the stories and lists, thousands, that ``markdown`` names by their files."""
        names = dict.fromkeys(_FILE.findall(unquote(markdown)))
        return tuple(found for name in names for found in self._made.get(name, ()))

    @cached_property
    def _made(self) -> Mapping[str, list[tuple[str, str]]]:
        found: dict[str, list[tuple[str, str]]] = {}
        for file in filter(self._is_made, self._files):
            place = file.src_uri, file.dest_uri
            found.setdefault(file.src_uri.rpartition("/")[2], []).append(place)
        return found

    def _is_made(self, file: File) -> bool:
        return file.is_documentation_page() and file.src_uri not in self._written

    @cached_property
    def whole(self) -> Files:
        """All of the files."""
        there = self._files.src_uris
        stand = (
            File.generated(self._config, uri, content="")
            for uri in self._standing
            if uri not in there
        )
        return Files([*self._files, *stand])


def _is_source(file: File) -> bool:
    return file.is_documentation_page() or (file.generated_by is None and bool(file.src_dir))


def keep_rendered(page: Page, keep: Keep, site: SiteFiles, known: object) -> None:
    """Have ``page`` render its Markdown by ``keep``; ``known`` stands for `SiteFiles.sources`."""

    def render(config: MkDocsConfig, files: Files) -> None:
        fresh: list[Rendered] = []

        def make() -> Rendered:
            fresh.append(_rendered(page, config, site.whole))
            return fresh[0]

        basis = page.markdown, known, site.named(page.markdown or "")
        found = keep(("markdown", page.file.src_uri), basis, make)
        if not fresh and found.warnings:
            _rendered(page, config, site.whole)
        elif not fresh:
            _restore(page, found, site.whole)

    page.render = render  # type: ignore[method-assign]


def written_basis(page: Page, source: Page | None) -> object:
    """Return what the page of an editor is made from, beside what all pages are.

    ``source`` is the page that it is the counterpart of in another language.
    """
    around = (page.previous_page, page.next_page)
    own = tuple((near.title, near.url) if near else None for near in around)
    return _told(page), own, source and _told(source)


def _told(page: Page) -> object:
    toc = tuple(map(_heading, page.toc))
    return page.title, page.url, page.meta, page.content, toc, page.edit_url


def _rendered(page: Page, config: MkDocsConfig, files: Files) -> Rendered:
    with warned() as counter:
        Page.render(page, config, files)
    links = page.links_to_anchors or {}
    return Rendered(
        content=page.content or "",
        toc=tuple(map(_heading, page.toc)),
        title=page._title_from_render,
        anchors=tuple(sorted(page.present_anchor_ids or ())),
        links=tuple((file.src_uri, dict(anchors)) for file, anchors in links.items()),
        warnings=bool(counter.get_counts()),
    )


def _restore(page: Page, found: Rendered, files: Files) -> None:
    page.content = found.content
    page.toc = get_toc([*found.toc])  # type: ignore[list-item]
    page._title_from_render = found.title
    page.present_anchor_ids = set(found.anchors)
    there = ((files.src_uris.get(uri), anchors) for uri, anchors in found.links)
    page.links_to_anchors = {file: dict(anchors) for file, anchors in there if file}


def _heading(line: AnchorLink) -> dict[str, Any]:
    children = [*map(_heading, line.children)]
    return {"name": line.title, "id": line.id, "level": line.level, "children": children}


@contextmanager
def warned() -> Iterator[CountHandler]:
    """Count the warnings that MkDocs and its plugins give meanwhile."""
    counter, logger = CountHandler(), logging.getLogger("mkdocs")
    counter.setLevel(logging.WARNING)
    logger.addHandler(counter)
    try:
        yield counter
    finally:
        logger.removeHandler(counter)
