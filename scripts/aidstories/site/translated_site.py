"""The pages under ``/bo/``: a counterpart of every page, in one build, from the same objects."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from aidstories.site.interface.terms import CHINESE, ENDONYMS, TAGS, Translator
from aidstories.site.locale import Locale


def counterparts(files: Files, locale: Locale, config: MkDocsConfig) -> Iterator[tuple[File, File]]:
    """Yield a new, empty file for every page in ``files``, with the file of that page."""
    for file in list(files.documentation_pages()):
        uri = re.sub(r"index\.html$", "index.md", file.dest_uri)
        counterpart = File.generated(
            config, locale.folder + uri, content="", inclusion=InclusionLevel.NOT_IN_NAV
        )
        yield counterpart, file


def translated_nav(
    nav: Navigation, pages: Mapping[str, Page], translator: Translator
) -> Navigation:
    """Return ``nav`` with its words in another language, leading to the counterparts.

    ``pages`` maps the source of a page to its counterpart.
    """

    def turn(item: StructureItem) -> StructureItem:
        title = translator.translate(item.title or "")
        if isinstance(item, Section):
            section = Section(title, [turn(child) for child in item.children])
            for child in section.children:
                child.parent = section
            return section
        if isinstance(item, Page) and item.file.src_uri in pages:
            page = pages[item.file.src_uri]
            page.title = title
            return page
        return item

    items = [turn(item) for item in nav.items]
    turned = Navigation(items, [pages.get(page.file.src_uri, page) for page in nav.pages])
    if nav.homepage:
        turned.homepage = pages.get(nav.homepage.file.src_uri, nav.homepage)
    return turned


Alternates = list[dict[str, str]]


def languages(locales: Mapping[str, Locale], here: Locale) -> Alternates:
    """Return the languages of a page in the language ``here``: ``tag``, ``name``, ``current``."""
    return [
        {
            "tag": TAGS[code],
            "name": ENDONYMS[code],
            "current": "page" if locale is here else "",
        }
        for code, locale in locales.items()
    ]


def alternates(url: str, locales: Mapping[str, Locale], here: Locale) -> Alternates:
    """Return the page at ``url`` in each of `languages`, with its ``href``.

    ``url`` is the Chinese page's; ``href`` is relative to the page in the language ``here``.
    """
    own = here.address(url)
    hrefs = (get_relative_url(locale.address(url), own) for locale in locales.values())
    return [
        {**one, "href": href} for one, href in zip(languages(locales, here), hrefs, strict=True)
    ]


class TranslatedSite:
    """All pages of one more language, made from the Chinese ones while MkDocs builds.

    Without that language nothing is added, and every page is a Chinese one.
    """

    def __init__(self, locales: Mapping[str, Locale], language: str) -> None:
        self.locales = locales
        self.locale = locales.get(language, locales[CHINESE])
        self._sources: dict[str, File] = {}
        self._nav: Navigation | None = None

    def add(self, files: Files, config: MkDocsConfig) -> None:
        """Add a counterpart to ``files`` for every page in it."""
        for counterpart, file in list(counterparts(files, self.locale, config)):
            files.append(counterpart)
            self._sources[counterpart.src_uri] = file

    def turn(self, nav: Navigation, files: Files) -> None:
        """Make the navigation of the language."""
        by_uri = {file.src_uri: files.src_uris[uri].page for uri, file in self._sources.items()}
        pages = {uri: page for uri, page in by_uri.items() if page is not None}
        self._nav = translated_nav(nav, pages, self.locale.translator)

    def source(self, file: File) -> File | None:
        """Return the file that ``file`` is the counterpart of; None for a Chinese page."""
        return self._sources.get(file.src_uri)

    def meta(self, source: File) -> dict[str, Any]:
        """Return the metadata of the counterpart of an ordinary page; it is not searched."""
        meta = source.page.meta if source.page else {}
        kept = {key: value for key, value in meta.items() if key not in ("tags", "title")}
        return {**kept, "search": {"exclude": True}}

    def fill(self, page: Page, source: File) -> None:
        """Show the text of an ordinary page, which is Chinese, and say so."""
        if source.page is None or page.content:
            return
        notice = Markup('<p class="untranslated">{}</p>').format(
            self.locale.translator("untranslated.page")
        )
        text = self.locale.reroot(source.page.content or "", source.page.url)
        page.title = self.locale.translator.translate(source.page.title or "")
        page.toc = source.page.toc
        page.content = f"{notice}<div{self.locale.translator.zh}>{text}</div>"

    def context(self, page: Page, nav: Navigation) -> dict[str, Any]:
        """Return what the theme's templates show of the language of ``page``."""
        here = self._here(page.file)
        return {**self.around(here, nav), "alternates": self.alternates(page.file)}

    def around(self, here: Locale, nav: Navigation) -> dict[str, Any]:
        """Return what all pages in the language ``here`` show; ``nav`` is the Chinese one."""
        own = None if here is self.locales[CHINESE] else self._nav
        return {"nav": own or nav, **words(here)}

    def alternates(self, file: File) -> Alternates:
        """Return the page of ``file`` in each language."""
        source = self.source(file)
        return alternates(address(source or file), self.locales, self._here(file))

    def _here(self, file: File) -> Locale:
        return self.locales[CHINESE] if self.source(file) is None else self.locale


def words(locale: Locale) -> dict[str, Any]:
    """Return the words and names that templates of the theme may use in a language.

    ``translator`` is ``t`` for `partials/language.html`, whose own macro is called ``t``.
    """
    return {
        "t": locale.translator,
        "translator": locale.translator,
        "here": locale.folder,
        "zh": locale.translator.zh,
    }


def address(file: File) -> str:
    """Return the address of a page's file, relative to the site's root."""
    return file.dest_uri.removesuffix("index.html")
