"""The MkDocs plugin ``aidstories``: wires MkDocs' events to the plain objects beside it."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import escape
from mkdocs.config import Config
from mkdocs.config.config_options import Choice, ExtraScriptValue, ListOfItems
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from aidstories.errors import BadInput
from aidstories.fields import ways_of
from aidstories.left_by_systems import lies_left_by_a_system
from aidstories.site.archive.tags import values_of_tags, written
from aidstories.site.assembly.assembly import Assembly, assembled
from aidstories.site.assembly.files import Put, add_files, wait
from aidstories.site.assembly.finish import finish
from aidstories.site.assembly.setting import Setting, read_setting
from aidstories.site.framing.others import others
from aidstories.site.framing.rendered_page import RenderedPage
from aidstories.site.framing.slots import CONTENTS
from aidstories.site.incremental.compiled import Compiled
from aidstories.site.incremental.dependencies import Dependencies
from aidstories.site.interface.terms import CHINESE, TIBETAN
from aidstories.site.interface.tongues import marked_html
from aidstories.site.policy import policy
from aidstories.site.squeezed import squeeze
from aidstories.site.story.view import View
from aidstories.site.styles import add_sheet, with_sheets
from aidstories.site.takeaway.pack import SERVER
from aidstories.site.takeaway.sitemap import SITEMAP
from aidstories.site.translated_site import words


class Options(Config):  # type: ignore[no-untyped-call]
    """What ``mkdocs.yml`` may say of the plugin: the languages of the interface."""

    languages = ListOfItems(Choice((CHINESE, TIBETAN)), default=[CHINESE, TIBETAN])


class AidStoriesPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """Gives stories their addresses and pages, and generates the lists that lead to them."""

    setting: Setting
    assembly: Assembly
    intro: str
    """What an editor wrote of the home page, as HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.dependencies = Dependencies()
        """What the last build of this process was made from; at first nothing."""
        self.compiled = Compiled()
        self.put: Put = wait
        """Takes each file that stands beside pages; what waits, MkDocs copies."""
        self.without: Collection[Path] = ()
        """The files of stories that are left out."""
        self.tagging: list[str] = []
        """The pages with the index of tags, of those that editors wrote."""
        self._only_tagged = False

    def on_config(self, config: MkDocsConfig) -> None:
        """Read the tables, and what is said of the site."""
        logging.getLogger("jieba").setLevel(logging.WARNING)
        with _told():
            self.setting = read_setting(config, self.config.languages, self.dependencies.value)
        for script in config.extra_javascript:
            if isinstance(script, ExtraScriptValue):
                script.path = self.setting.scripts.address(script.path)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Read the stories, move their files to permanent addresses, add the lists."""
        keep = self.dependencies.value
        for left in [file for file in files if lies_left_by_a_system(file.src_uri)]:
            files.remove(left)
        with _told():
            self.assembly = assembled(
                self.setting, files, config, keep, self.compiled, self.without
            )
        add_files(self.assembly, files, config, self.dependencies, self.put)
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files, **_: Any) -> None:
        """Make the Tibetan navigation from the Chinese one."""
        listed = {page.file.src_uri for page in nav.pages}
        for file in files.documentation_pages():
            if self.assembly.content(file) is not None and file.src_uri not in listed:
                RenderedPage(None, file, config)  # takes the place of the file's page
        if TIBETAN in self.assembly.renderers:
            self.assembly.translated_site.turn(nav, files)

    def on_pre_page(self, page: Page, **_: Any) -> Page:
        """Begin to listen to what the templates of a page ask."""
        self.assembly.renderer(page.file).fragments.asked()
        return page

    @event_priority(50)  # before the tags plugin reads page.meta
    def on_page_markdown(self, markdown: str, *, page: Page, **_: Any) -> str:
        """Describe the page; a story's text is rendered from its passages, not by Markdown."""
        if self._only_tagged:
            return markdown
        content = self.assembly.content(page.file)
        if content is not None:
            page.meta = self.assembly.renderer(page.file).meta(content)
            return ""
        translated_site = self.assembly.translated_site
        if source := translated_site.source(page.file):
            page.meta = translated_site.meta(source)
        else:
            page.meta = meta_of_page(page.meta)
        return markdown

    def on_page_content(self, html: str, *, page: Page, **_: Any) -> str:
        """Return the fragment of a story, a list or the home page."""
        content = self.assembly.content(page.file)
        renderer = self.assembly.renderer(page.file)
        if content is not None:
            page.toc = CONTENTS
            return with_sheets(page, renderer.body(content))
        if page.is_homepage:
            self.intro = html
        if not self.assembly.is_home(page):
            return marked_html(html)
        page.meta["head"] = renderer.home_head() + renderer.card_head()
        return with_sheets(page, renderer.home(self.intro))

    @event_priority(200)  # before the tags plugin fills in its index
    def _on_env_first(self, env: Environment, **_: Any) -> None:
        """Have templates compiled once, without indents; let tags lead to the archive's pages."""
        env.bytecode_cache = self.compiled
        squeeze(env)
        content = self.assembly.content
        env.globals.update(
            tagged=values_of_tags(self.assembly.model.archive.trees),
            written=partial(written, is_story=lambda file: content(file) is not None),
        )

    @event_priority(-100)  # after the plugins that write into the content of a page
    def _on_env_last(
        self, env: Environment, *, config: MkDocsConfig, files: Files, **_: Any
    ) -> None:
        """Give templates the policy, and pages without a file, such as 404.html, their words."""
        locales, facets = self.assembly.model.locales, self.setting.tables.facets
        content, keep = self.assembly.content, self.dependencies.value
        env.globals.update(words(locales[CHINESE]))
        env.globals.update(
            locales=locales,
            policy=policy,
            scripts=self.setting.scripts.folder,
            server=SERVER,
            style_sheet=add_sheet(files, lambda file: content(file) is None, config, env, keep),
            ways=ways_of(facets),
            indexes=tuple(facet for facet in facets if facet.indexed),
        )

    on_env = CombinedEvent(_on_env_first, _on_env_last)

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
        translated_site = self.assembly.translated_site
        if source := translated_site.source(page.file):
            translated_site.fill(page, source)
        context.update(translated_site.context(page, nav))  # type: ignore[typeddict-item]
        context.update(self.assembly.context(page.file))  # type: ignore[typeddict-item]
        if self.assembly.content(page.file) is None and page.meta.get("title"):
            own: dict[str, object] = {"own_title": escape(page.meta["title"])}
            context.update(own)  # type: ignore[typeddict-item]
        return context

    def on_post_page(self, output: str, *, page: Page, **_: Any) -> str:
        """Give the page the Tibetan letters that it needs."""
        assembly = self.assembly
        own = assembly.has_own_letters(page.file) or assembly.is_home(page)
        return assembly.letters.put(output, page, assembly.language(page.file), own=own)

    def on_post_template(self, output: str, *, template_name: str, **_: Any) -> str:
        """Leave out MkDocs' own sitemap: ours knows the days and the languages."""
        return "" if template_name == SITEMAP else output

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what is made of the whole site."""
        alone = not (config.strict or others(config))  # a warning, a plugin is of every page
        site = Path(config.site_dir)
        finish(self.assembly, site, self.dependencies, self.tagging, alone=alone)

    def tag(self, file: File, config: MkDocsConfig, files: Files) -> None:
        """Have the other plugins take the tags of a page that may stand as it is."""
        content = self.assembly.pages.get(file.src_uri)
        if isinstance(content, View) and file.page:
            file.page.meta = self.assembly.chinese.tagged(content)
            file.page.markdown = ""
            self._only_tagged = True
            config.plugins.on_page_markdown("", page=file.page, config=config, files=files)
            self._only_tagged = False

    @contextmanager
    def showing(self, assembly: Assembly) -> Iterator[None]:
        """Have pages be made of ``assembly`` meanwhile."""
        whole, self.assembly = self.assembly, assembly
        try:
            yield
        finally:
            self.assembly = whole


@contextmanager
def _told() -> Iterator[None]:
    """Raise bad input as MkDocs tells it."""
    try:
        yield
    except BadInput as error:
        raise PluginError(str(error)) from error


_OF_RENDERERS = frozenset({"address", "code", "head"})
"""What templates take from the metadata as HTML that renderers have made."""


def meta_of_page(meta: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a page of Markdown says of itself, as templates put it into a head: as text."""
    kept = {key: value for key, value in meta.items() if key not in _OF_RENDERERS}
    told = {key: str(escape(kept[key])) for key in ("author", "description") if kept.get(key)}
    return kept | told
