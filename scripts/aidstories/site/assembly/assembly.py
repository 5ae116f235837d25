"""All that the pages of one build are rendered from."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import BytecodeCache
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_date

from aidstories.site.archive.bilingual import bilingual_pages, translated_views
from aidstories.site.archive.listings import Listing, listings
from aidstories.site.assembly.placing import place_pages, place_stories
from aidstories.site.assembly.renderers import page_renderers
from aidstories.site.assembly.setting import Setting
from aidstories.site.extras import Extras, extras
from aidstories.site.fonts.site_letters import SiteLetters
from aidstories.site.generated_page import GeneratedPage
from aidstories.site.interface.terms import CHINESE, TIBETAN
from aidstories.site.model import Model, read_model
from aidstories.site.page_address import Content, PageAddress, page_address, page_addresses
from aidstories.site.page_renderer import PageRenderer
from aidstories.site.story.view import View
from aidstories.site.takeaway.export_context import ExportContext
from aidstories.site.takeaway.exports import references
from aidstories.site.takeaway.pack import ADDRESS
from aidstories.site.tibetan_share import Share, tibetan_share
from aidstories.site.translated_site import TranslatedSite, address
from aidstories.stories.store.keep import Keep

log = logging.getLogger("mkdocs.plugins.aidstories")


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembly:
    """What a build is made of. ``renderers`` go by language.

    ``pages`` say what the Chinese pages show, by the sources of their files; those that editors
    wrote are not among them.
    """

    setting: Setting
    model: Model
    extras: Extras
    pages: Mapping[str, Content]
    renderers: Mapping[str, PageRenderer]
    translated_site: TranslatedSite
    letters: SiteLetters

    @property
    def chinese(self) -> PageRenderer:
        """What renders the Chinese pages."""
        return self.renderers[CHINESE]

    def language(self, file: File) -> str:
        """Return the language of the page of ``file``."""
        return TIBETAN if self.translated_site.source(file) else CHINESE

    def source(self, file: File) -> File:
        """Return the Chinese page's file of a page in any language."""
        return self.translated_site.source(file) or file

    def content(self, file: File) -> Content | None:
        """Return what the page of ``file`` shows; None for a page that an editor wrote."""
        return self.pages.get(self.source(file).src_uri)

    def renderer(self, file: File) -> PageRenderer:
        """Return what renders the page of ``file``."""
        return self.renderers[self.language(file)]

    def is_home(self, page: Page) -> bool:
        """Return whether ``page`` is the home page in any language."""
        chinese = self.source(page.file).page
        return page.is_homepage or bool(chinese and chinese.is_homepage)

    def has_own_letters(self, file: File) -> bool:
        """Return whether the page of ``file`` may have a font of its own: a text in Chinese."""
        content = self.content(file)
        return self.language(file) == CHINESE and (content is None or isinstance(content, View))

    def where(self, file: File) -> PageAddress:
        """Return where the page of ``file`` stands; a draft, which the preview shows, too."""
        url = address(self.source(file))
        known = self.chinese.addresses.get(url)
        return known or page_address(url, None, self.model.archive, self.model.locales)

    def context(self, file: File) -> dict[str, object]:
        """Return what templates show of where the page of ``file`` stands."""
        canonical, hreflang = self.standing(file)
        return {"canonical": canonical, "hreflang": hreflang}

    def standing(self, file: File) -> tuple[str, tuple[tuple[str, str], ...]]:
        """Return the canonical address of the page of ``file``, and its address by language."""
        return self.where(file).standing(self.language(file), self.setting.url)

    def basis(self, file: File) -> object:
        """Return what a page that is no editor's is made from, beside what all pages are."""
        content = self.content(file)
        assert content is not None
        return tuple(self.where(file).locales), self.renderer(file).basis(content)

    def common(self) -> object:
        """Return what all pages are made from: letters, the archive's card."""
        return self.letters.common, self.chinese.cards.own


def assembled(
    setting: Setting,
    files: Files,
    config: MkDocsConfig,
    keep: Keep,
    compiled: BytecodeCache,
    without: Collection[Path] = (),
) -> Assembly:
    """Read the archive and return what its pages are made of, placed among ``files``.

    ``keep`` holds what was made of what did not change; the stories in the files ``without`` are
    left out. Raises `BadInput` with the problems of
    all stories.
    """
    names, locales = setting.names, setting.locales
    model = read_model(setting.paths, setting.tables, names, locales, keep, without)
    more = extras(_context(setting, model))
    pages: dict[str, Content] = dict(place_stories(files, model.archive))
    pages |= place_pages(_generated(model, more, keep), files, config)
    where = _addresses(files, pages, model)
    site = TranslatedSite(model.locales, TIBETAN)
    if TIBETAN in model.locales:
        site.add(files, config)
    refs = more.context.references
    return Assembly(
        setting=setting,
        model=model,
        extras=more,
        pages=pages,
        renderers=page_renderers(setting, model, refs, where, keep, compiled),
        translated_site=site,
        letters=SiteLetters(
            setting.theme, setting.scripts.folder, setting.paths, model.locales, model.archive
        ),
    )


def _context(setting: Setting, model: Model) -> ExportContext:
    return ExportContext(
        archive=model.archive,
        references=references(model.archive, setting.url, setting.name),
        data=setting.paths.data,
        tables=setting.tables,
        name=setting.name,
        description=setting.description,
        url=setting.url,
        date=get_build_date(),
        packed=ADDRESS if setting.packed else "",
        tibetan=_share(setting, model),
    )


def _share(setting: Setting, model: Model) -> Share | None:
    """Return how many names in use have a Tibetan one, and say it; None without Tibetan pages."""
    if TIBETAN not in setting.locales:
        return None
    stories = (view.story for view in model.archive.stories)
    share = tibetan_share(setting.tables.facets, stories, setting.locales[TIBETAN].names)
    log.info("%s", share.said())
    return share


def _generated(model: Model, more: Extras, keep: Keep) -> Iterator[Listing | GeneratedPage]:
    archive, translations = model.archive, model.translations
    yield from listings(archive)
    yield from more.pages()
    yield from bilingual_pages(archive, translations, translated_views(archive, translations, keep))


def _addresses(files: Files, pages: Mapping[str, Content], model: Model) -> dict[str, PageAddress]:
    """Return where every Chinese page stands, by its address."""
    contents = ((address(file), pages.get(file.src_uri)) for file in files.documentation_pages())
    return page_addresses(contents, model.archive, model.locales)
