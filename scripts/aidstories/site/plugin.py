"""The MkDocs plugin ``aidstories``: wires MkDocs' events to the plain objects beside it."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fnmatch import fnmatch
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from jinja2 import Environment
from markupsafe import Markup
from mkdocs.config import Config
from mkdocs.config.config_options import Choice, ListOfItems
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import get_build_date
from mkdocs.utils.templates import TemplateContext

from aidstories.errors import BadInput
from aidstories.fields import ways_of
from aidstories.paths import ArchivePaths
from aidstories.search.query import query_words
from aidstories.site.addresses import Addresses, addresses
from aidstories.site.archive.archive import Archive
from aidstories.site.archive.bilingual import bilingual_pages, translated_views
from aidstories.site.archive.browse import (
    DATA,
    URL,
    browse_data,
    entry_files,
    value_names,
)
from aidstories.site.archive.home import doubts, home
from aidstories.site.archive.letters import NAMES, names_data
from aidstories.site.archive.listings import Listing, listings
from aidstories.site.archive.readings import READINGS, names_of, readings
from aidstories.site.archive.related import related
from aidstories.site.archive.search import YEARS, write_index, year_pages
from aidstories.site.archive.tags import story_tags
from aidstories.site.editor import editor_files, hosts, left_out
from aidstories.site.extras import extras
from aidstories.site.fonts.head import with_letters
from aidstories.site.fonts.shared import head_stacks, shared_stacks
from aidstories.site.fonts.typecase import Cut, TypeCase
from aidstories.site.generated_page import GeneratedPage
from aidstories.site.incremental.compiled import Compiled
from aidstories.site.incremental.dependencies import Dependencies
from aidstories.site.incremental.rendered_page import RenderedPage
from aidstories.site.interface.script_words import SCRIPTS, word_modules
from aidstories.site.interface.terms import CHINESE, TIBETAN, Translator, interface_terms
from aidstories.site.locale import Locale
from aidstories.site.model import Model, read_model, with_story
from aidstories.site.offline import NEAR, near_stories
from aidstories.site.page_address import Content, PageAddress, page_address
from aidstories.site.page_renderer import PageRenderer
from aidstories.site.policy import editor_policy, policy
from aidstories.site.render import Fragments
from aidstories.site.story.cite import Reference, reference
from aidstories.site.story.facsimile import Facsimile
from aidstories.site.story.repairs import repairs, write_apparatus
from aidstories.site.story.report import report_pattern
from aidstories.site.story.view import View
from aidstories.site.styles import hoisted, sheet_address, site_sheet, words_of
from aidstories.site.takeaway import ExportContext
from aidstories.site.takeaway.books import Shelf, volumes, write_files
from aidstories.site.takeaway.cards import Press, make_cards
from aidstories.site.takeaway.exports import references, write_references
from aidstories.site.takeaway.feeds import write_feeds
from aidstories.site.takeaway.pack import ADDRESS, SERVER, pack_site
from aidstories.site.takeaway.sitemap import SITEMAP, robots, sitemap_files
from aidstories.site.takeaway.texts import Texts
from aidstories.site.translated_site import TranslatedSite, address, words
from aidstories.tables import Tables, read_tables

STORIES = "stories/*/*.md"
SPEAKING = (URL, "search/")
"""The pages on which scripts show stories, in each language."""
ROBOTS = "robots.txt"
log = logging.getLogger("mkdocs.plugins.aidstories")


class Options(Config):  # type: ignore[no-untyped-call]
    """What ``mkdocs.yml`` may say of the plugin: the languages of the interface."""

    languages = ListOfItems(Choice((CHINESE, TIBETAN)), default=[CHINESE, TIBETAN])


class AidStoriesPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """Gives stories their addresses and pages, and generates the lists that lead to them."""

    paths: ArchivePaths
    tables: Tables
    model: Model
    names: Addresses
    plain_locales: Mapping[str, Locale]
    """Both languages before the stories are read."""
    locales: Mapping[str, Locale]
    renderer: PageRenderer
    renderers: dict[str, PageRenderer]
    translated_site: TranslatedSite
    typecase: TypeCase
    heads: dict[str, frozenset[str]]
    intro: str
    pages: dict[str, Content]
    addresses: dict[str, PageAddress]

    def __init__(self) -> None:
        super().__init__()
        self.dependencies = Dependencies()
        """What the last build of this process was made from; at first nothing."""
        self.compiled = Compiled()
        self.frame: object = None
        """What all pages of a build have in common."""
        self._only_tagged = False
        self._letters: dict[str, Cut | None] = {}

    def on_config(self, config: MkDocsConfig) -> None:
        """Prepare the templates."""
        logging.getLogger("jieba").setLevel(logging.WARNING)
        self.paths = ArchivePaths(Path(config.docs_dir).parent)
        try:
            self.tables = read_tables(self.paths.data)
        except BadInput as error:
            raise PluginError(str(error)) from error
        self.names, terms = addresses(self.tables), interface_terms(self.tables)
        if CHINESE not in self.config.languages:
            raise PluginError("mkdocs.yml：aidstories 的 languages 里要有 zh，报道是中文的")
        plain = {CHINESE: Locale(translator=Translator(terms=terms))}
        if TIBETAN in self.config.languages:
            plain[TIBETAN] = Locale(
                translator=Translator(terms=terms, language=TIBETAN), names=self.names.tibetan
            )
            missing = terms.missing
            told = "藏文界面 %d 条，缺 %d 条：%s"
            log.info(told, len(terms.rows), len(missing), "、".join(missing))
        self.locales = self.plain_locales = plain

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Read the stories, move their files to permanent addresses, add the lists."""
        keep = self.dependencies.value
        try:
            model = read_model(self.paths, self.tables, self.names, self.plain_locales, keep)
        except BadInput as error:
            raise PluginError(str(error)) from error
        self.model, self.locales = model, model.locales
        archive = model.archive
        views = translated_views(archive, model.translations, keep)
        self.translated_site = TranslatedSite(self.locales, TIBETAN)
        self.pages = {}
        for file in [f for f in files if fnmatch(f.src_uri, STORIES)]:
            self._place_story(file, files, archive)
        refs = references(archive, config.site_url, config.site_name)
        context = self._context(archive, refs, config)
        more = extras(context)
        generated: list[Listing | GeneratedPage] = [
            *listings(archive),
            *more.pages(),
            *bilingual_pages(archive, model.translations, views),
        ]
        for page in generated:
            uri = f"{page.url}index.md"
            self.pages[uri] = page
            files.append(
                File.generated(config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV)
            )
        self.addresses = {
            url: page_address(url, self.pages.get(file.src_uri), archive, self.locales)
            for file in files.documentation_pages()
            for url in (address(file),)
        }
        for facsimile in model.facsimiles.values():
            self._add_pictures(facsimile, files, config)
        theme = Path(config.theme.dirs[0])
        shared = shared_stacks(self.locales.get(TIBETAN, self.locales[CHINESE]), archive)
        self.typecase = TypeCase(theme, self.paths, shared)
        self.heads = {code: head_stacks(one, archive) for code, one in self.locales.items()}
        cards = make_cards(
            archive,
            self.locales.values(),
            Press(theme, config.site_name),
            self.paths,
            about=config.site_description or "",
            site_url=config.site_url or "",
        )
        for uri, path in cards.files.items():
            files.append(File.generated(config, uri, abs_src_path=str(path)))
        loader = config.theme.get_env().loader
        fragments = {
            code: Fragments(loader, locale, archive, self.compiled)
            for code, locale in self.locales.items()
        }
        self.renderer = PageRenderer(
            archive=archive,
            references=refs,
            related=related(archive, keep),
            fragments=fragments[CHINESE],
            texts=Texts(fragments[CHINESE], model.facsimiles),
            translated=model.translations.keys(),
            fields=self.tables.fields,
            repairs=repairs(self.paths, model.records.values(), model.stories, keep),
            facsimiles=model.facsimiles,
            front=home(archive, doubts(model.records.values()), keep),
            cards=cards,
            volumes=volumes(archive),
            indexes=model.indexes[CHINESE],
            site_name=config.site_name,
            site_description=config.site_description or "",
            site_url=config.site_url or "",
            addresses=self.addresses,
            report=self._report(config),
        )
        years = year_pages(page for page in generated if isinstance(page, Listing))
        stands = self.dependencies.stands
        site = config.site_name, config.site_url
        feeds = write_feeds(archive, refs, *site, context.date, stands)
        written = (*write_references(archive, refs, stands), *feeds, *more.files())
        found = sitemap_files(self.addresses.values(), config.site_url)
        spoken = self._spoken(config, archive, fragments)
        for uri, text in (*written, (YEARS, years), *found, *spoken):
            if uri in files.src_uris:  # a table of docs/data, as it is to be downloaded
                files.remove(files.src_uris[uri])
            files.append(File.generated(config, uri, content=text))
        if ROBOTS not in files.src_uris:  # the archive may have its own
            files.append(File.generated(config, ROBOTS, content=robots(config.site_url)))
        self.renderers = self._in_each_language(fragments, model)
        for code, locale in self.locales.items():
            for index in model.indexes[code].values():
                uri = f"{locale.folder}{index.url}{NAMES}"
                files.append(File.generated(config, uri, content=names_data(index, locale)))
        for renderer in self.renderers.values():
            for uri, text in renderer.home_files(self.dependencies):
                files.append(File.generated(config, uri, content=text))
        if TIBETAN in self.locales:
            self.translated_site.add(files, config)
        for uri, content in self._editor(config):
            if isinstance(content, Path):
                files.append(File.generated(config, uri, abs_src_path=str(content)))
            else:
                files.append(File.generated(config, uri, content=content))
        return files

    @staticmethod
    def _add_pictures(facsimile: Facsimile, files: Files, config: MkDocsConfig) -> None:
        for uri, path in facsimile.files.items():
            if uri not in files.src_uris:  # another story of the page has added it
                files.append(File.generated(config, uri, abs_src_path=str(path)))

    def _spoken(
        self, config: MkDocsConfig, archive: Archive, fragments: Mapping[str, Fragments]
    ) -> Iterator[tuple[str, str]]:
        """Yield the address and text of every file that scripts read in one language."""
        for code, locale in self.locales.items():
            yield f"{locale.folder}{URL}{DATA}", browse_data(archive, locale)
            yield f"{locale.folder}{NEAR}", near_stories(archive, locale)
            yield from entry_files(archive, fragments[code], self.dependencies)
            if locale.folder:
                yield f"{locale.folder}search/values.json", value_names(archive, locale)
        yield READINGS, readings(names_of(archive))
        overrides = Path(config.theme.dirs[0])
        terms, fields = self.locales[CHINESE].translator.terms, query_words(self.tables.facets)
        yield from self.dependencies.value(
            "words", fields, lambda: tuple(word_modules(terms, overrides / SCRIPTS, fields))
        )

    def _report(self, config: MkDocsConfig) -> str:
        try:
            return report_pattern(config.extra.get("report"))
        except BadInput as error:
            raise PluginError(str(error)) from error

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files, **_: Any) -> None:
        """Make the Tibetan navigation from the Chinese one."""
        for file in files.documentation_pages():
            if self.content(file) is not None and file.page not in nav.pages:
                RenderedPage(None, file, config)  # takes the place of the file's page
        if TIBETAN in self.locales:
            self.translated_site.turn(nav, files)

    def _place_story(self, file: File, files: Files, archive: Archive) -> None:
        files.remove(file)
        story = archive.views.get(file.name)
        if story is None:  # a translation (<id>.bo.md), or no story at all
            return
        moved = File(
            file.src_uri,
            file.src_dir,
            file.dest_dir,
            use_directory_urls=True,
            dest_uri=f"{story.url}index.html",
            inclusion=InclusionLevel.NOT_IN_NAV,
        )
        files.append(moved)
        self.pages[file.src_uri] = story

    def tag(self, file: File, config: MkDocsConfig, files: Files) -> None:
        """Have the other plugins take the tags of a page that may stand as it is."""
        content = self.pages.get(file.src_uri)
        if isinstance(content, View) and file.page:
            file.page.meta = self.renderer.tagged(content)
            file.page.markdown = ""
            self._only_tagged = True
            config.plugins.on_page_markdown("", page=file.page, config=config, files=files)
            self._only_tagged = False

    def common(self) -> object:
        """Return what all pages are made from, beside the frame: letters, the archive's card."""
        return self.typecase.shared, self.heads, self.renderer.cards.own

    def stands(self, file: File) -> bool:
        """Return whether the page of ``file`` is what the last build made of it."""
        source, content = self.translated_site.source(file), self.content(file)
        assert content is not None
        renderer, where = self._renderer(file), self.addresses[address(source or file)]
        basis = self.frame, tuple(where.locales), renderer.basis(content)
        return self.dependencies.stands(file.dest_uri, basis, renderer.fragments.witness.answer)

    def note(self, file: File) -> None:
        """Note what the page of ``file``, which was just rendered, asked and needs."""
        asked = self._renderer(file).fragments.asked()
        self.dependencies.note(file.dest_uri, asked, self._letters.get(file.dest_uri))

    def _renderer(self, file: File) -> PageRenderer:
        return self.renderers[TIBETAN if self.translated_site.source(file) else CHINESE]

    def _in_each_language(
        self, fragments: Mapping[str, Fragments], model: Model
    ) -> dict[str, PageRenderer]:
        return {
            code: replace(self.renderer, fragments=fragments[code], indexes=model.indexes[code])
            for code in model.locales
        }

    def take_in(self, path: Path, files: Files, config: MkDocsConfig) -> tuple[File, ...]:
        """Have the pages of the story at ``path`` show what its file holds now; return them.

        What they say of other stories is as the last build had it. `on_files` makes all of it
        anew. Raises `BadInput` where the story, or one that it stands beside, cannot be read.
        """
        id_, _, language = path.stem.partition(".")
        original = path.with_name(f"{id_}.md")
        model = None if language else with_story(self.model, original)
        if model is None:
            keep = self.dependencies.value
            model = read_model(self.paths, self.tables, self.names, self.plain_locales, keep)
        view = model.archive.views.get(id_)
        if view is None:
            return ()
        self.locales = model.locales
        self._render_with(model, view, config)
        return self._files_of(original, view, files, config)

    def _render_with(self, model: Model, view: View, config: MkDocsConfig) -> None:
        """Take the pages' renderers over to ``model``, for the page of ``view`` alone."""
        id_, keep = view.story.id, self.dependencies.value
        tags = story_tags(view.story, model.archive.facets)
        url = urljoin(config.site_url, view.url) if config.site_url else None
        loader = config.theme.get_env().loader
        fragments = {
            code: Fragments(loader, locale, model.archive, self.compiled)
            for code, locale in model.locales.items()
        }
        record = model.records.get(view.story.capture or "")
        mended = repairs(self.paths, [record], model.stories, keep) if record else {}
        own = reference(view.story, tags, url, config.site_name)
        self.renderer = replace(
            self.renderer,
            archive=model.archive,
            references={**self.renderer.references, id_: own},
            related={id_: self.renderer.related.get(id_, ())},
            fragments=fragments[CHINESE],
            texts=Texts(fragments[CHINESE], self.model.facsimiles),
            translated=model.translations.keys(),
            repairs=mended,
            indexes=model.indexes[CHINESE],
        )
        self.renderers = self._in_each_language(fragments, model)
        self.addresses[view.url] = page_address(view.url, view, model.archive, model.locales)

    def _files_of(
        self, path: Path, view: View, files: Files, config: MkDocsConfig
    ) -> tuple[File, ...]:
        """Return the files of a story's pages in each language; new ones for a new story."""
        uri = path.relative_to(config.docs_dir).as_posix()
        if uri not in files.src_uris:
            source = File(uri, config.docs_dir, config.site_dir, use_directory_urls=True)
            files.append(source)
            self._place_story(source, files, self.renderer.archive)
            only = Files([files.src_uris[uri]])
            if TIBETAN in self.locales:
                self.translated_site.add(only, config)
            for file in only:
                if file.src_uri != uri:
                    files.append(file)
                RenderedPage(None, file, config)
        self.pages[uri] = view
        return tuple(file for file in files if self.source(file).src_uri == uri)

    def source(self, file: File) -> File:
        """Return the Chinese page's file of a page in any language."""
        return self.translated_site.source(file) or file

    def content(self, file: File) -> Content | None:
        """Return what the page of ``file`` shows; None for a page that an editor wrote."""
        return self.pages.get(self.source(file).src_uri)

    def on_pre_page(self, page: Page, **_: Any) -> Page:
        """Begin to listen to what the templates of a page ask."""
        self._renderer(page.file).fragments.asked()
        return page

    @event_priority(50)  # before the tags plugin reads page.meta
    def on_page_markdown(self, markdown: str, *, page: Page, **_: Any) -> str:
        """Describe the page; a story's text is rendered from its passages, not by Markdown."""
        source = self.translated_site.source(page.file)
        if self._only_tagged:
            return markdown
        content = self.content(page.file)
        if content is None:
            page.meta = self.translated_site.meta(source) if source else page.meta
            return markdown
        page.meta = self.renderers[TIBETAN if source else CHINESE].meta(content)
        return ""

    def on_page_content(self, html: str, *, page: Page, **_: Any) -> str:
        """Return the fragment of a story, a list or the home page."""
        source = self.translated_site.source(page.file)
        content = self.content(page.file)
        renderer = self._renderer(page.file)
        if content is None:
            if page.is_homepage:
                self.intro = html
            home = page.is_homepage or (source and source.page and source.page.is_homepage)
            if not home:
                return html
            page.meta["head"] = renderer.home_head() + renderer.card_head()
            return _with_sheets(page, renderer.home(self.intro))
        page.toc = TableOfContents([AnchorLink("正文", "sheet", 1)])
        return _with_sheets(page, renderer.body(content))

    def on_post_template(self, output: str, *, template_name: str, **_: Any) -> str:
        """Leave out MkDocs' own sitemap: ours knows the days and the languages."""
        return "" if template_name == SITEMAP else output

    @event_priority(-100)  # after the plugins that write into the content of a page
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files, **_: Any) -> None:
        """Give templates the policy, and pages without a file, such as 404.html, their words."""
        env.globals.update(words(self.locales[CHINESE]))
        env.globals.update(
            locales=self.locales,
            policy=policy,
            server=SERVER,
            style_sheet=self._style_sheet(env, config, files),
            ways=ways_of(self.tables.facets),
            indexes=tuple(facet for facet in self.tables.facets if facet.indexed),
        )

    def _style_sheet(self, env: Environment, config: MkDocsConfig, files: Files) -> str:
        """Add the style sheet of all pages to ``files`` and return its address."""
        ordinary = (
            file.page.content or ""
            for file in files.documentation_pages()
            if file.page and file.src_uri not in self.pages
        )
        words = words_of(ordinary)
        css = self.dependencies.value("sheet", words, lambda: site_sheet(config, env, words))
        files.append(File.generated(config, sheet_address(css), content=css))
        return sheet_address(css)

    def on_page_context(
        self,
        context: TemplateContext,
        *,
        page: Page,
        config: MkDocsConfig,
        nav: Navigation,
        **_: Any,
    ) -> TemplateContext:
        """Put the page into its language, and say where it is."""
        source = self.translated_site.source(page.file)
        if source:
            self.translated_site.fill(page, source)
        context.update(self.translated_site.context(page, nav))  # type: ignore[typeddict-item]
        url = address(source or page.file)
        where = self.addresses.get(url)  # a draft, which only the preview shows, has none
        where = where or page_address(url, None, self.renderer.archive, self.locales)
        language = TIBETAN if source else CHINESE
        context.update(  # type: ignore[call-arg]
            canonical=where.canonical(language, config.site_url),
            hreflang=tuple(where.languages(config.site_url)) if language in where.locales else (),
        )
        return context

    def on_post_page(self, output: str, *, page: Page, **_: Any) -> str:
        """Give the page the Tibetan letters that it needs."""
        source = self.translated_site.source(page.file)
        content = self.content(page.file)
        home = page.is_homepage or (source and source.page and source.page.is_homepage)
        own = home or (source is None and (content is None or isinstance(content, View)))
        told = self.heads[TIBETAN if source else CHINESE] if page.url.endswith(SPEAKING) else ()
        cut = self.typecase.style(output, own=bool(own), more=frozenset(told))
        self._letters[page.file.dest_uri] = cut
        return with_letters(output, page.url, cut.url) if cut else output

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what is made of the whole site; the ZIP file of it last, if asked for."""
        stands = self.dependencies.stands
        for needed in self.dependencies.standing.values():
            if isinstance(needed, Cut):
                self.typecase.use(needed)
        self.typecase.write(Path(config.site_dir), stands)
        archive = self.renderer.archive
        stories = [view.story for view in archive.stories]
        site = Path(config.site_dir)
        write_index(self.paths, site, archive, self.model.records, self.tables, stands)
        reasons = self.tables.reasons_of("reason")
        records = self.model.records.values()
        shown = self.model.facsimiles
        write_apparatus(self.paths, site, stories, records, reasons, shown, stands)
        shelf = Shelf(
            archive=archive,
            references=self.renderer.references,
            docs=Path(config.docs_dir),
            name=config.site_name,
            url=config.site_url or "",
            days={id_: days.latest for id_, days in archive.days.items() if days.latest},
        )
        for renderer in self.renderers.values():
            write_files(site, shelf.books(renderer.fragments, stands))
        if config.extra.get("packed"):
            pack_site(site, self._readme())

    def _readme(self) -> str:
        """Return how to open the ZIP file of the site, in Chinese and English."""
        translators = (replace(self.locales[CHINESE].translator, language=n) for n in ("zh", "en"))
        return "\n\n".join(t.plain("site.readme", **SERVER) for t in translators) + "\n"

    def _editor(self, config: MkDocsConfig) -> Iterator[tuple[str, str | Path]]:
        given = config.extra.get("admin")
        if lacking := left_out(given):
            log.info(lacking)
        options = {"bundle": given} if given is None or isinstance(given, bool) else given
        page = config.theme.get_env().get_template("admin.html")
        html = page.render(
            policy=editor_policy(hosts(options)),
            site_name=config.site_name,
            hosted=bool(options.get("backend")),
        )
        name, url = config.site_name, config.site_url
        return editor_files(self.tables, options, html, name=name, url=url)

    def _context(
        self, archive: Archive, refs: Mapping[str, Reference], config: MkDocsConfig
    ) -> ExportContext:
        return ExportContext(
            archive=archive,
            references=refs,
            data=self.paths.data,
            tables=self.tables,
            name=config.site_name,
            description=config.site_description or "",
            url=config.site_url or "",
            date=get_build_date(),
            packed=ADDRESS if config.extra.get("packed") else "",
        )


def _with_sheets(page: Page, body: str) -> str:
    """Move the style sheets that ``body`` asks for into the page's head; return the rest."""
    sheets, rest = hoisted(body)
    page.meta["head"] = Markup(page.meta.get("head", "")) + Markup(sheets)
    return rest
