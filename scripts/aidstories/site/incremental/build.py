"""MkDocs' build, leaving out what stands as it is.

`mkdocs.commands.build.build` makes the same files, all of them; the tests hold the two equal.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from copy import copy
from itertools import chain
from pathlib import Path
from typing import cast

from jinja2 import Environment
from mkdocs.commands.build import (
    _build_extra_template,
    _build_page,
    _build_theme_template,
    _populate_page,
)
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page

from aidstories.errors import BadInput, Problem
from aidstories.site.archive.listings import Listing
from aidstories.site.framing.folder import Folder
from aidstories.site.framing.frames import Frames, Known
from aidstories.site.framing.memory import release_free
from aidstories.site.framing.others import others, readers
from aidstories.site.framing.pages import make_pages
from aidstories.site.framing.shares import processors, rounds, shared
from aidstories.site.generated_page import GeneratedPage
from aidstories.site.incremental.collecting import seldom_collecting, young_collected
from aidstories.site.incremental.compiled import Compiled
from aidstories.site.incremental.dependencies import Told
from aidstories.site.incremental.saved_story import saved_files, with_saved
from aidstories.site.incremental.written import SiteFiles, keep_rendered, written_basis
from aidstories.site.links import forget_addresses
from aidstories.site.plugin import AidStoriesPlugin
from aidstories.site.story.view import View
from aidstories.stories.store.files import stamp_of

FRAMES = "frames"
"""What the frames of pages are called among the values of a build: see `Frames.left`."""
MANY = 600
"""Pages of stories from which on two processes share pages: it costs .3 s of CPU in all."""
_BESIDE = 8
"""Of so many stories this process makes the pages of one, beside all lists: of 1,000, lists took
3.6 s, stories 5.7."""
MOST = 250
"""Pages that the other process makes before it ends and another begins: what either touches of what
was read, each has for itself then. One for all 20,000 pages of 10,000 stories had .6 GB so; of
1,000 stories each process has 57 MB for itself behind 875 pages, 36 behind 250."""

_TAG = 'class="md-tag"'
"""What the index of tags has of each, wherever an editor puts it."""


def plugin_of(config: MkDocsConfig) -> AidStoriesPlugin:
    """Return the plugin that makes the pages of ``config``."""
    plugin = config.plugins.get("aidstories")
    if plugin is None:
        zh, en = "plugins 里没有 aidstories；补上这一项", "plugins lacks aidstories: add it"
        raise BadInput([Problem(file=config.config_file_path, zh=zh, en=en)])
    assert isinstance(plugin, AidStoriesPlugin)
    return plugin


class Build:
    """A build of ``config`` into ``config.site_dir``, an empty folder; `run` once, or again.

    It writes what does not stand since the last build that the plugin's dependencies have settled.
    """

    files: Files
    nav: Navigation
    env: Environment
    frames: Frames
    folder: Folder

    def __init__(self, config: MkDocsConfig) -> None:
        self.config, self.plugin = config, plugin_of(config)
        self._framed = not others(config)
        if not readers(config):
            self.plugin.put = self._put_early

    def run(self) -> None:
        """Build. Raises what MkDocs and its plugins raise; who called settles the dependencies."""
        with self._unless_whole(), seldom_collecting():
            self._run()

    def _run(self) -> None:
        self.plugin.compiled = self.plugin.dependencies.value("templates", None, Compiled)
        self.config.plugins.on_config(self.config)
        self.config.plugins.on_pre_build(config=self.config)
        self.folder, self._put = Folder(Path(self.config.site_dir)), set[str]()
        self._gather()
        with young_collected():
            self._make_all()
            self.config.plugins.on_post_build(config=self.config)

    def _make_all(self) -> None:
        pages, content = self.files.documentation_pages(), self.plugin.assembly.content
        rendered = [file for file in pages if content(file)]
        written = [file for file in pages if not content(file)]
        self._populate_written(written)
        for file in rendered:
            self.plugin.tag(file, self.config, self.files)
        self.env = self.config.plugins.on_env(self.env, config=self.config, files=self.files)
        site = self.plugin.assembly.translated_site
        self._listed = {page.file.src_uri for page in self.nav.pages}
        self.frames = Frames(self.env, self.config, self.nav, site)
        self._copy()
        self._render(rendered)
        self._build_written(written)
        for file in written:
            level = self.config.validation.links.anchors
            _page(file).validate_anchor_links(files=self.files, log_level=level)

    def show(self, path: Path) -> None:
        """Render the pages of the story at ``path`` alone, in the frames of the last build.

        Raises what MkDocs and its plugins raise, `BadInput` where the story cannot be read.
        """
        plugin = self.plugin
        saved = with_saved(plugin.assembly, path, plugin.dependencies.value, plugin.compiled)
        if saved is None:
            return
        with plugin.showing(saved):
            self.folder = Folder(Path(self.config.site_dir))  # which is another one, or empty again
            self._make(saved_files(saved, path, self.files, self.config))

    def pages_of(self, path: Path) -> tuple[str, ...]:
        """Return the addresses of the pages that the last build made of the file at ``path``."""
        uri, source = path.relative_to(self.config.docs_dir).as_posix(), self.plugin.assembly.source
        return tuple(file.dest_uri for file in self.files if source(file).src_uri == uri)

    @contextmanager
    def _unless_whole(self) -> Iterator[None]:
        """Put everything back as the last whole build had it where this one fails."""
        before = dict(vars(self.plugin)), dict(vars(self))
        try:
            yield
        except BaseException:
            vars(self.plugin).update(before[0])
            vars(self).update(before[1])
            raise

    def _gather(self) -> None:
        config = self.config
        files = get_files(config)
        self.env = config.theme.get_env()
        self._add_theme(files)
        self.files = config.plugins.on_files(files, config=config)
        set_exclusions(self.files, config)
        nav = get_navigation(self.files, config)
        self.nav = config.plugins.on_nav(nav, config=config, files=self.files)

    def _add_theme(self, files: Files) -> None:
        """Add the theme's files as MkDocs does, having looked for them once."""

        def found() -> list[File]:
            alone = Files([])
            alone.add_files_from_theme(
                cast(Environment, VisibleNames(self.config.theme.dirs)), self.config
            )
            return list(alone)

        for file in self.plugin.dependencies.value("theme", None, found):
            if files.get_file_from_path(file.src_uri) is None:
                files.append(copy(file))

    def _render(self, rendered: list[File]) -> None:
        common, assembly = self._digest_of_common(), self.plugin.assembly
        dependencies, waiting = self.plugin.dependencies, []
        known = dependencies.value(FRAMES, common, list[Known])
        if known:
            self.frames.take(known[0])
        for file in rendered:
            witness = assembly.renderer(file).fragments.witness
            witness.held()  # what answers held is another's
            basis = common, assembly.basis(file)
            dependencies.held[file.dest_uri] = witness.held()
            if not dependencies.stands(file.dest_uri, basis, witness.answer):
                waiting.append(file)
        shares = self._shares(waiting)
        if len(shares) > 1:
            shares = self._begun(shares)
        parted = [*rounds(shares, MOST)]
        last = {assembly.language(file): n for n, round_ in enumerate(parted) for file in round_[0]}
        for number, round_ in enumerate(parted):
            release_free()
            for told in shared(round_, self._noted)[1:]:
                take, made = assembly.letters.take, told.made.items()
                one = {uri: each._replace(needs=take(uri, each.needs)) for uri, each in made}
                dependencies.hear(told._replace(made=one))
            for language in (one for one, end in last.items() if end == number):
                assembly.renderers[language].fragments.forget_pieces()
        for language, renderer in assembly.renderers.items():
            dependencies.rest(language, renderer.fragments.witness.answer)
            renderer.fragments.forget()
        assembly.letters.forget()
        known[:] = [self.frames.left()]
        release_free()

    def _shares(self, files: list[File]) -> list[list[File]]:
        """Return ``files`` in shares for as many processes: where they are many, stories apart.

        Lists share entries, which are made once so; a page of a story touches little. Indexes of
        names come first.
        """
        content = self.plugin.assembly.content
        stories = [f for f in files if isinstance(content(f), View) and self.is_framed(f)]
        if len(stories) < MANY or processors() < 2:
            return [files]
        apart = stories[len(stories) // _BESIDE :]
        uris = {file.src_uri for file in apart}
        here = (file for file in files if file.src_uri not in uris)
        return [sorted(here, key=lambda file: not self._names(file)), apart]

    def _names(self, file: File) -> bool:
        """Return whether ``file`` is a page of an index of names.

        These seek names in stories, so they touch most: they are made while the least is held.
        """
        content = self.plugin.assembly.content(file)
        return isinstance(content, Listing) and bool(content.names)

    def _begun(self, shares: list[list[File]]) -> list[list[File]]:
        """Make a page by each template, and fonts; return what is left for the processes to make.

        They need not load the same things once each.
        """
        self.plugin.assembly.letters.begin()
        first: dict[object, File] = {}
        for file in (file for share in shares for file in share):
            first.setdefault(self._template(file), file)
        self._noted([*first.values()])
        made = {file.src_uri for file in first.values()}
        return [[file for file in share if file.src_uri not in made] for share in shares]

    def _template(self, file: File) -> object:
        """Return what tells pages of one template from others: those of stories by language."""
        assembly = self.plugin.assembly
        content = assembly.content(file)
        if isinstance(content, GeneratedPage):
            return content.template
        return type(content), isinstance(content, View) and assembly.language(file)

    def _noted(self, files: list[File]) -> Told:
        """Make pages, and return what they were made from."""
        assembly, dependencies = self.plugin.assembly, self.plugin.dependencies
        for file in files:
            fragments, uri = assembly.renderer(file).fragments, file.dest_uri
            fragments.asked()
            self._make([file])
            dependencies.note(uri, fragments.asked(), assembly.letters.given(uri))
        forget_addresses()
        return dependencies.told([file.dest_uri for file in files])

    def _populate_written(self, written: list[File]) -> None:
        dependencies = self.plugin.dependencies
        site = SiteFiles(self.files, dependencies.standing, self.config, written)
        known = dependencies.digests.of(site.sources())
        for file in written:
            keep_rendered(_page(file), dependencies.value, site, known)
            self._populate(file)

    def _build_written(self, written: list[File]) -> None:
        common, assembly = self._digest_of_common(), self.plugin.assembly
        dependencies = self.plugin.dependencies
        told = ((file.dest_uri, _page(assembly.source(file)).content or "") for file in written)
        self.plugin.tagging = [uri for uri, html in told if _TAG in html]
        for file in written:
            page, source = _page(file), assembly.translated_site.source(file)
            basis = common, written_basis(page, source.page if source else None)
            tagged = "tags" in page.meta  # its tags lead to lists
            if tagged or not dependencies.stands(file.dest_uri, basis):
                self._build(file)
                if not tagged:
                    dependencies.note(file.dest_uri, {}, assembly.letters.given(file.dest_uri))

    def _populate(self, file: File) -> None:
        _populate_page(_page(file), self.config, self.files)

    def _build(self, file: File) -> None:
        # no template of ours asks for all pages of the site
        _build_page(_page(file), self.config, [], self.nav, self.env)

    def _make(self, files: Collection[File]) -> None:
        """Make pages that no editor wrote, by MkDocs' loop where the frames cannot."""
        own = [file for file in files if self.is_framed(file)]
        make_pages(self.plugin.assembly, own, self.frames, self.folder)
        for file in files:
            if not self.is_framed(file):
                self._populate(file)
                self._build(file)
                _page(file).content = None  # of 10,000 stories lists in the navigation have 30 MB

    def is_framed(self, file: File) -> bool:
        """Return whether the page of ``file`` is made in a frame.

        Pages of the navigation are not: it marks the one that is open.
        """
        assembly = self.plugin.assembly
        if not self._framed or assembly.content(file) is None:
            return False
        return assembly.source(file).src_uri not in self._listed

    def _digest_of_common(self) -> bytes:
        """Return the digest of what all pages share, beside configuration and templates."""
        listed = tuple((page.title, page.url) for page in self.nav.pages)
        shared = self.env.globals["style_sheet"], self.env.globals["scripts"]
        told = listed, shared, self.plugin.assembly.common()
        return self.plugin.dependencies.digests.of(told)

    def _copy(self) -> None:
        for file in self.files:
            if not file.is_documentation_page() and file.src_uri not in self._put:
                self._copy_file(file)
        for template in self.config.theme.static_templates:
            _build_theme_template(template, self.env, self.files, self.config, self.nav)
        for template in self.config.extra_templates:
            _build_extra_template(template, self.files, self.config, self.nav)

    def _put_early(self, file: File) -> None:
        """Write a file before the next one is made: those of 10,000 stories hold 110 MB."""
        if file.abs_src_path is None and not file.is_documentation_page():
            set_exclusions([file], self.config)
            self._copy_file(file)
            self._put.add(file.src_uri)

    def _copy_file(self, file: File) -> None:
        """Write a file that is no page where it does not stand, and let go of what it holds."""
        dependencies = self.plugin.dependencies
        if file.inclusion in (InclusionLevel.EXCLUDED, InclusionLevel.DRAFT):
            return
        made = file.dest_uri in dependencies.made  # from a basis of its own, which it keeps
        if made or not dependencies.stands(file.dest_uri, _content(file)):
            self.folder.write(file.dest_uri, file.content_bytes)
        if file.abs_src_path is None:
            file._content = b""


class VisibleNames:
    """The names of a theme's files without the folders that begin with a dot.

    MkDocs leaves these out one by one: Material has 14,000 icons there, .07 s.
    """

    def __init__(self, folders: Iterable[str]) -> None:
        self._folders = folders

    def list_templates(self, *, filter_func: Callable[[str], bool]) -> list[str]:
        """Return the names that ``filter_func`` takes, as `jinja2.Environment` does."""
        return sorted(filter(filter_func, {*chain.from_iterable(map(_below, self._folders))}))


def _below(folder: str) -> Iterator[str]:
    for here, inner, files in os.walk(folder):
        inner[:] = [name for name in inner if not name.startswith(".")]
        yield from (Path(here, name).relative_to(folder).as_posix() for name in files)


def _page(file: File) -> Page:
    assert file.page is not None  # the navigation has made them all
    return file.page


def _content(file: File) -> object:
    """Return what a file is copied from: its bytes' hash, or the file on the disk and its stamp."""
    if file.abs_src_path is None:
        return hashlib.blake2b(file.content_bytes, digest_size=16).digest()
    return file.abs_src_path, stamp_of(Path(file.abs_src_path))
