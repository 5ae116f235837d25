"""Which languages the interface is built in: Chinese, and Tibetan unless it is not asked for."""

from dataclasses import replace

import pytest
from mkdocs.config import load_config
from mkdocs.exceptions import PluginError

from aidstories.site.addresses import Addresses
from aidstories.site.archive.archive import build_archive
from aidstories.site.interface.terms import CHINESE, TIBETAN, Translator, interface_terms
from aidstories.site.locale import Locale
from aidstories.site.page_address import page_address
from aidstories.site.plugin import AidStoriesPlugin
from aidstories.site.translated_site import TranslatedSite, alternates
from tests.archive import HOME, TABLES
from tests.site.test_home import WEAK, made

TERMS = interface_terms(TABLES)
LOCALES = {CHINESE: Locale(translator=Translator(terms=TERMS))}


def configured(languages: list[str] | None) -> tuple[AidStoriesPlugin, tuple[list[object], ...]]:
    plugin = AidStoriesPlugin()
    faults = plugin.load_config({} if languages is None else {"languages": languages})
    return plugin, faults  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("asked", "built"), [(None, ["zh", "bo"]), (["zh"], ["zh"]), (["bo", "zh"], ["zh", "bo"])]
)
def test_the_interface_is_in_the_languages_asked_for(
    asked: list[str] | None, built: list[str]
) -> None:
    plugin, (errors, warnings) = configured(asked)
    assert (errors, warnings) == ([], [])
    plugin.on_config(load_config(str(HOME / "mkdocs.yml")))
    assert list(plugin.setting.locales) == built


def test_without_chinese_nothing_is_built() -> None:
    plugin, _ = configured(["bo"])
    with pytest.raises(PluginError, match="languages 里要有 zh"):
        plugin.on_config(load_config(str(HOME / "mkdocs.yml")))


def test_pages_that_are_no_folders_are_refused() -> None:
    """Each page of the site linked to ``about/method/``, and MkDocs had written ``method.html``."""
    plugin, _ = configured(None)
    with pytest.raises(PluginError, match="use_directory_urls 要是 true"):
        plugin.on_config(load_config(str(HOME / "mkdocs.yml"), use_directory_urls=False))


def test_another_language_is_a_fault_of_the_configuration() -> None:
    _, (errors, _) = configured(["zh", "en"])
    assert "en" in str(errors)


def test_a_page_in_one_language_names_no_other() -> None:
    archive = build_archive([made("a", WEAK)], Addresses(), TABLES.facets)
    where = page_address("stories/a/", archive.views["a"], archive, LOCALES)
    assert list(where.locales) == [CHINESE] and not list(where.languages("https://a.example/"))
    assert [one["tag"] for one in alternates("stories/a/", LOCALES, LOCALES[CHINESE])] == [
        "zh-Hans"
    ]
    both = LOCALES | {TIBETAN: replace(LOCALES[CHINESE], translations=archive.views)}
    assert list(page_address("stories/a/", archive.views["a"], archive, both).locales) == [*both]


def test_the_site_of_another_language_is_empty_without_it() -> None:
    assert TranslatedSite(LOCALES, TIBETAN).locale is LOCALES[CHINESE]
