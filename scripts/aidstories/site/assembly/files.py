"""The files of a site beside its pages: what scripts read, what is carried away, pictures."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from aidstories.site.archive.browse import DATA, URL, browse_data, entry_files, value_names
from aidstories.site.archive.letters import NAMES, names_data
from aidstories.site.archive.listings import Listing
from aidstories.site.archive.readings import READINGS, names_of, readings
from aidstories.site.archive.search import YEARS, year_pages
from aidstories.site.assembly.assembly import Assembly
from aidstories.site.editor import editor_files, hosts, left_out
from aidstories.site.generated_page import GeneratedPage
from aidstories.site.incremental.dependencies import Dependencies
from aidstories.site.offline import NEAR, near_stories
from aidstories.site.policy import editor_policy
from aidstories.site.takeaway.exports import write_references
from aidstories.site.takeaway.feeds import write_feeds
from aidstories.site.takeaway.parts import json_parts
from aidstories.site.takeaway.sitemap import robots, sitemap_files

ROBOTS = "robots.txt"
_UNUSED = re.compile(r"assets/javascripts/(?:lunr/|workers/|bundle\.)|assets/.*\.min\.css\.map$")
"""Files of the theme: 40 of them, 2.3 MB."""
Made = Iterator[tuple[str, str | bytes | Path]]
"""Files: the address of each with what it holds, or with where it is to be copied from."""
Put = Callable[[File], None]
"""Takes a file as soon as it is made; it may write it and let go of what the file holds."""
log = logging.getLogger("mkdocs.plugins.aidstories")


def wait(file: File) -> None:
    """Let a file wait, with all that it holds, until MkDocs copies it."""


def add_files(
    assembly: Assembly,
    files: Files,
    config: MkDocsConfig,
    dependencies: Dependencies,
    put: Put = wait,
) -> None:
    """Add every file that stands beside pages and does not stand yet to ``files``; ``put`` each.

    What the theme brings for its own scripts and search, which no page has, goes.
    """
    for unused in [file for file in files if _UNUSED.match(file.src_uri)]:
        files.remove(unused)
    for file in files:
        assembly.setting.scripts.place(file)
    for uri, made in chain(_made(assembly, dependencies), _editor(assembly, config)):
        there = files.src_uris.get(uri)
        if there and uri == ROBOTS:  # the archive may have its own
            continue
        if there:  # a table of docs/data, as it is to be downloaded
            files.remove(there)
        file = _file(uri, made, config)
        files.append(file)
        put(file)


def _file(uri: str, made: str | bytes | Path, config: MkDocsConfig) -> File:
    if isinstance(made, Path):
        return File.generated(config, uri, abs_src_path=str(made))
    return File.generated(config, uri, content=made)


def _made(assembly: Assembly, dependencies: Dependencies) -> Made:
    yield from _pictures(assembly)
    yield from _carried(assembly, dependencies)
    yield from _found(assembly)
    yield from _read_by_scripts(assembly)
    yield from _of_each_language(assembly, dependencies)


def _pictures(assembly: Assembly) -> Made:
    """Yield the pages of newspapers that may be shown, and the share cards."""
    for facsimile in assembly.model.facsimiles.values():
        yield from facsimile.files.items()
    cards = assembly.chinese.cards.files
    yield from ((uri, Path(path)) for uri, path in cards.items())


def _carried(assembly: Assembly, dependencies: Dependencies) -> Made:
    """Yield what readers carry away, but for the books, which are written last."""
    context, stands = assembly.extras.context, dependencies.stands
    archive, refs = context.archive, context.references
    yield from write_references(archive, refs, stands)
    yield from write_feeds(archive, refs, context.name, context.url, context.date, stands)
    yield from assembly.extras.files()


def _found(assembly: Assembly) -> Made:
    """Yield what says to the search and to search engines where pages are."""
    url, pages = assembly.setting.url, assembly.pages.values()
    yield YEARS, year_pages(page for page in pages if isinstance(page, Listing))
    passed = {page.url for page in pages if isinstance(page, GeneratedPage) and not page.sought}
    sought = (one for there, one in assembly.chinese.addresses.items() if there not in passed)
    yield from sitemap_files(sought, url)
    yield ROBOTS, robots(url)


def _read_by_scripts(assembly: Assembly) -> Made:
    """Yield what scripts read in all languages: readings of names, the interface's words."""
    yield READINGS, readings(names_of(assembly.model.archive))
    yield from assembly.setting.scripts.files()


def _of_each_language(assembly: Assembly, dependencies: Dependencies) -> Made:
    """Yield what scripts read in one language: stories, values, names, the home page's."""
    archive, indexes = assembly.model.archive, assembly.model.indexes
    for code, renderer in assembly.renderers.items():
        locale = renderer.locale
        there = f"{locale.folder}{URL}{DATA}"
        yield from json_parts(there, browse_data(archive, locale), "stories")
        yield from json_parts(f"{locale.folder}{NEAR}", near_stories(archive, locale), "stories")
        yield from entry_files(archive, renderer.fragments, dependencies)
        if locale.folder:
            yield f"{locale.folder}search/values.json", value_names(archive, locale)
        for index in indexes[code].values():
            there = f"{locale.folder}{index.url}{NAMES}"
            yield from json_parts(there, names_data(index, locale), "names")
        yield from renderer.home_files(dependencies)


def _editor(assembly: Assembly, config: MkDocsConfig) -> Made:
    """Yield the files of the editor at ``/admin/``, or say why there is none."""
    setting, given = assembly.setting, assembly.setting.editor
    if lacking := left_out(given):
        log.info(lacking)
    options = {"bundle": given} if given is None or isinstance(given, bool) else given
    html = (
        config.theme.get_env()
        .get_template("admin.html")
        .render(
            policy=editor_policy(hosts(options)),
            site_name=setting.name,
            hosted=bool(options.get("backend")),
        )
    )
    yield from editor_files(setting.tables, options, html, name=setting.name, url=setting.url)
