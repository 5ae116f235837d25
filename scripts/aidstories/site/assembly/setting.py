"""What a site is built from beside its stories: the tables, and what ``mkdocs.yml`` says."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from aidstories.paths import ArchivePaths
from aidstories.search.query import query_words
from aidstories.site.addresses import Addresses, addresses
from aidstories.site.interface.terms import (
    CHINESE,
    TIBETAN,
    Translator,
    interface_terms,
)
from aidstories.site.interface.tibetan_names import Made, TibetanNames, tibetan_names
from aidstories.site.locale import Locale
from aidstories.site.page_address import site_address
from aidstories.site.scripts import Scripts, read_scripts
from aidstories.site.story.report import report_pattern
from aidstories.stories.store.keep import Keep, afresh
from aidstories.tables import Tables, read_tables

log = logging.getLogger("mkdocs.plugins.aidstories")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """The setting of a site. ``locales`` go by languages, as they are before stories are read.

    ``names`` are the addresses of names, ``tibetan`` the names in Tibetan, ``url`` is the site's
    absolute address or empty, ``theme`` the folder of our templates and scripts, ``templates`` all
    folders that ``loader`` looks in, ``report`` the pattern of `report_pattern`, ``editor`` what
    ``extra.admin`` says.
    """

    paths: ArchivePaths
    tables: Tables
    names: Addresses
    tibetan: TibetanNames
    locales: Mapping[str, Locale]
    name: str
    description: str
    url: str
    theme: Path
    scripts: Scripts
    loader: BaseLoader | None
    templates: tuple[str, ...]
    report: str
    packed: bool
    editor: Mapping[str, Any] | bool | None


def read_setting(config: MkDocsConfig, languages: Collection[str], keep: Keep = afresh) -> Setting:
    """Return the setting of ``config`` with the interface in ``languages``.

    ``keep`` keeps the names that were put together of the tables. Raises `BadInput` for these and
    for ``extra.report``, `PluginError` without Chinese and for pages that are no folders.
    """
    if not config.use_directory_urls:  # the links of what is made of stories lead to folders
        raise PluginError("mkdocs.yml：use_directory_urls 要是 true（默认），网址才是永久的")
    paths = ArchivePaths(Path(config.docs_dir).parent)
    tables = read_tables(paths.data)
    names = addresses(tables)
    tibetan = tibetan_names(tables, names, _made(paths, keep))
    locales, theme = _locales(tables, tibetan, languages), _theme(config)
    terms = locales[CHINESE].translator.terms
    # MkDocs' own canonical addresses, too, are then URIs; an empty one stays what it is.
    config.site_url = site_address(config.site_url) or config.site_url
    return Setting(
        paths=paths,
        tables=tables,
        names=names,
        tibetan=tibetan,
        locales=locales,
        name=config.site_name,
        description=config.site_description or "",
        url=config.site_url or "",
        theme=theme,
        scripts=read_scripts(theme, terms, query_words(tables.facets)),
        loader=config.theme.get_env().loader,
        templates=tuple(map(str, config.theme.dirs)),
        report=report_pattern(config.extra.get("report")),
        packed=bool(config.extra.get("packed")),
        editor=config.extra.get("admin"),
    )


def _made(paths: ArchivePaths, keep: Keep) -> Made:
    """Return what holds the names that are put together: 1,000 take .2 s."""
    basis = [path.read_bytes() for path in sorted(paths.data.glob("*.[ct]sv"))]
    return keep("made names", basis, dict)


def _theme(config: MkDocsConfig) -> Path:
    return Path(config.theme.dirs[0])


def _locales(tables: Tables, names: TibetanNames, languages: Collection[str]) -> dict[str, Locale]:
    if CHINESE not in languages:
        raise PluginError("mkdocs.yml：aidstories 的 languages 里要有 zh，报道是中文的")
    terms = interface_terms(tables)
    chinese = {CHINESE: Locale(translator=Translator(terms=terms))}
    if TIBETAN not in languages:
        return chinese
    told = "藏文界面 %d 条，缺 %d 条：%s"
    log.info(told, len(terms.rows), len(terms.missing), "、".join(terms.missing))
    why = "；".join(f"{one.what}（{one.why}）" for one in tables.remaining)
    log.info("藏文页面上仍是汉文的 %d 项：%s", len(tables.remaining), why)
    translator = Translator(terms=terms, language=TIBETAN)
    return {**chinese, TIBETAN: Locale(translator=translator, names=names)}
