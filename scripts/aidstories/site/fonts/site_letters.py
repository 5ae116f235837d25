"""The Tibetan letters of a site: which font each of its pages is given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from mkdocs.structure.pages import Page

from aidstories.paths import ArchivePaths
from aidstories.site.archive import browse
from aidstories.site.archive.archive import Archive
from aidstories.site.fonts.head import letters_links, with_links
from aidstories.site.fonts.shared import chinese_stacks, head_stacks, shared_stacks
from aidstories.site.fonts.stacks import forget_runs, shown_stacks
from aidstories.site.fonts.typecase import Cut, TypeCase
from aidstories.site.incremental.dependencies import Stands, never
from aidstories.site.interface.terms import CHINESE, TIBETAN
from aidstories.site.locale import Locale

SPEAKING = (browse.URL, "search/")
"""The pages on which scripts show stories, in each language."""


class SiteLetters:
    """Gives pages their letters, and knows which it gave.

    ``scripts`` is the folder of the scripts; ``locales`` go by language.
    """

    def __init__(
        self,
        theme: Path,
        scripts: str,
        paths: ArchivePaths,
        locales: Mapping[str, Locale],
        archive: Archive,
    ) -> None:
        self._scripts = scripts
        shared = shared_stacks(locales.get(TIBETAN, locales[CHINESE]), archive)
        self._case = TypeCase(theme, paths, shared)
        self._heads = {code: head_stacks(one, archive) for code, one in locales.items()}
        self._chinese = chinese_stacks(locales[CHINESE], archive)
        self._given: dict[str, Cut | None] = {}

    @property
    def common(self) -> object:
        """What the letters of all pages are made from."""
        return self._case.shared, self._heads, self._chinese

    def begin(self) -> None:
        """Make what pages of all languages share, so that processes which part have it alike."""
        self._case.begin(self._chinese)

    def put(self, html: str, page: Page, language: str, *, own: bool) -> str:
        """Return ``html`` of ``page`` with the letters that it needs.

        ``own`` says whether it may have a font of its own.
        """
        links = self.links(page.file.dest_uri, page.url, shown_stacks(html), language, own=own)
        return with_links(html, links)

    def links(self, uri: str, url: str, shown: frozenset[str], language: str, *, own: bool) -> str:
        """Return what the head of a page links to, as `put` does; ``shown`` is what it shows.

        The page's file is at ``uri``, its address ``url``.
        """
        told = self._heads[language] if url.endswith(SPEAKING) else frozenset[str]()
        more = self._chinese if language == CHINESE else ()
        cut = self._given[uri] = self._case.cut(shown | told, own=own, more=more)
        return letters_links(url, cut.url, self._scripts) if cut else ""

    def forget(self) -> None:
        """Let go of what runs of letters are drawn from: pages repeat them, and they are made."""
        forget_runs()

    def given(self, uri: str) -> Cut | None:
        """Return what the page at ``uri`` was given; None where it needed nothing."""
        return self._given.get(uri)

    def take(self, uri: str, given: object) -> Cut | None:
        """Note what another process gave the page at ``uri``; of equal ones, one is returned."""
        cut = self._given[uri] = self._case.use(given) if isinstance(given, Cut) else None
        return cut

    def write(self, site: Path, needed: Iterable[object], stands: Stands = never) -> None:
        """Write the fonts of all pages; those that stand as they are have ``needed`` theirs."""
        for cut in needed:
            if isinstance(cut, Cut):
                self._case.use(cut)
        self._case.write(site, stands)
