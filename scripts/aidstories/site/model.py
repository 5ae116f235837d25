"""What the pages of a site are rendered from: the archive as it was read, in each language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from aidstories.model import Story
from aidstories.paths import ArchivePaths
from aidstories.site.addresses import Addresses
from aidstories.site.archive.archive import Archive, build_archive
from aidstories.site.archive.bilingual import translated_views
from aidstories.site.archive.letters import NameIndex, moved, name_indexes
from aidstories.site.interface.terms import TIBETAN
from aidstories.site.locale import Locale
from aidstories.site.story.facsimile import Facsimile, facsimiles
from aidstories.stories.store.archive import read_archive
from aidstories.stories.store.catalogue import read_catalogue
from aidstories.stories.store.days import read_days
from aidstories.stories.store.keep import Keep
from aidstories.stories.store.record import Record
from aidstories.stories.store.translations import Translation, read_translations
from aidstories.tables import Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """An archive at one moment. ``locales`` and ``indexes`` go by the codes of languages.

    ``records`` go by their captures; ``translations`` and ``facsimiles`` by the stories' ids.
    """

    archive: Archive
    locales: Mapping[str, Locale]
    stories: tuple[Story, ...]
    records: Mapping[str, Record]
    translations: Mapping[str, Translation]
    indexes: Mapping[str, Mapping[str, NameIndex]]
    facsimiles: Mapping[str, Facsimile]


def read_model(
    paths: ArchivePaths,
    tables: Tables,
    names: Addresses,
    locales: Mapping[str, Locale],
    keep: Keep,
) -> Model:
    """Read the archive at ``paths``; ``keep`` holds what was read of files that did not change.

    Raises `BadInput` with the problems of all files.
    """
    stories, records = read_archive(paths, keep)
    translations = read_translations(paths, stories, keep=keep)
    catalogue = read_catalogue(paths.catalogue)
    days = read_days(paths, records.values())
    archive = build_archive(stories, names, tables.facets, days, keep)
    views = translated_views(archive, translations, keep)
    indexes = {code: name_indexes(archive, each) for code, each in locales.items()}
    tibetan = replace(locales[TIBETAN], translations=views, moved=moved(indexes[TIBETAN]))
    return Model(
        archive=archive,
        locales={**locales, TIBETAN: tibetan},
        stories=stories,
        records=records,
        translations=translations,
        indexes=indexes,
        facsimiles=facsimiles(paths, stories, records.values(), catalogue),
    )
