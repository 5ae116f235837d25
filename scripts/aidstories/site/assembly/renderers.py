"""The renderers of a site's pages, one for each language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from jinja2 import BytecodeCache

from aidstories.site.archive.home import doubts, home
from aidstories.site.archive.related import related
from aidstories.site.assembly.setting import Setting
from aidstories.site.interface.terms import CHINESE
from aidstories.site.model import Model
from aidstories.site.page_address import PageAddress
from aidstories.site.page_renderer import PageRenderer
from aidstories.site.render import Fragments
from aidstories.site.story.cite import Reference
from aidstories.site.story.repairs import repairs
from aidstories.site.takeaway.books.shelf import volumes
from aidstories.site.takeaway.cards import Press, Shelf, make_cards
from aidstories.site.takeaway.texts import Texts
from aidstories.stories.store.keep import Keep


def page_renderers(
    setting: Setting,
    model: Model,
    references: Mapping[str, Reference],
    addresses: Mapping[str, PageAddress],
    keep: Keep,
    compiled: BytecodeCache,
) -> dict[str, PageRenderer]:
    """Return what renders all pages of ``model``, by language."""
    archive, fragments = model.archive, fragments_of(setting, model, compiled)
    chinese = PageRenderer(
        archive=archive,
        references=references,
        related=related(archive, keep),
        fragments=fragments[CHINESE],
        texts=Texts(fragments[CHINESE], model.facsimiles),
        translated=model.translations.keys(),
        fields=setting.tables.fields,
        repairs=repairs(setting.paths, model.records.values(), model.stories, keep),
        facsimiles=model.facsimiles,
        front=home(archive, doubts(model.records.values()), keep),
        cards=_cards(setting, model),
        volumes=volumes(archive),
        indexes=model.indexes[CHINESE],
        site_name=setting.name,
        site_description=setting.description,
        site_url=setting.url,
        addresses=addresses,
        report=setting.report,
    )
    return in_each_language(chinese, fragments, model)


def fragments_of(setting: Setting, model: Model, compiled: BytecodeCache) -> dict[str, Fragments]:
    """Return the templates in each language of ``model``."""
    return {
        code: Fragments(setting.loader, locale, model.archive, setting.scripts.folder, compiled)
        for code, locale in model.locales.items()
    }


def in_each_language(
    renderer: PageRenderer, fragments: Mapping[str, Fragments], model: Model
) -> dict[str, PageRenderer]:
    """Return ``renderer`` as it is for each language."""
    return {
        code: replace(renderer, fragments=fragments[code], indexes=model.indexes[code])
        for code in model.locales
    }


def _cards(setting: Setting, model: Model) -> Shelf:
    return make_cards(
        model.archive,
        model.locales.values(),
        Press(setting.theme, setting.name),
        setting.paths,
        about=setting.description,
        site_url=setting.url,
    )
