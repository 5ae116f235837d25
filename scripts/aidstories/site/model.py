"""What the pages of a site are rendered from: the archive as it was read, in each language."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from aidstories.model import Role, Story
from aidstories.paths import ArchivePaths
from aidstories.site.addresses import Addresses
from aidstories.site.archive.archive import Archive, build_archive
from aidstories.site.archive.bilingual import own_views, translated_views
from aidstories.site.archive.letters import NameIndex, moved, name_indexes
from aidstories.site.facets import paths_of
from aidstories.site.interface.terms import TIBETAN
from aidstories.site.locale import Locale
from aidstories.site.story.facsimile import Facsimile
from aidstories.site.story.press import facsimiles
from aidstories.site.story.view import view
from aidstories.stories.format.evidence import with_evidence
from aidstories.stories.store.archive import read_archive
from aidstories.stories.store.catalogue import read_catalogue
from aidstories.stories.store.days import read_days
from aidstories.stories.store.files import read_story
from aidstories.stories.store.keep import Keep
from aidstories.stories.store.record import Record, recorded_evidence
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


def with_story(model: Model, path: Path) -> Model | None:
    """Return ``model`` with one story as the file at ``path`` has it now.

    None where more depends on what changed: the story is new or translated, or stands in other
    lists, or in another place of them. Raises `BadInput` for a file that is no story.
    """
    parsed = read_story(path)
    old = model.archive.views.get(path.stem)
    if old is None or parsed.id != path.stem or parsed.id in model.translations:
        return None
    record = model.records.get(parsed.capture or "")
    evidence = recorded_evidence([record]).get(parsed.id, ()) if record else ()
    story = with_evidence(parsed, evidence)
    if _filed(story, model.archive) != _filed(old.story, model.archive):
        return None
    shown = view(story)
    archive = replace(model.archive, views={**model.archive.views, story.id: shown})
    stories = tuple(story if one.id == story.id else one for one in model.stories)
    return replace(model, archive=archive, stories=stories)


def _filed(story: Story, archive: Archive) -> object:
    """Return what decides in which lists a story stands, and where in them."""
    about, facets = story.description, archive.facets.values()
    values = tuple(paths_of(facet, story) for facet in facets)
    order = about.year, about.published, story.article.first(Role.TITLE)
    return story.capture, values, order, about.people, about.byline, about.source, about.other


def read_model(
    paths: ArchivePaths,
    tables: Tables,
    names: Addresses,
    locales: Mapping[str, Locale],
    keep: Keep,
    without: Collection[Path] = (),
) -> Model:
    """Read the archive at ``paths``; ``keep`` holds what was read of files that did not change.

    The stories in the files ``without`` are left out, with their translations.
    Raises `BadInput` with the problems of all files.
    """
    stories, records = read_archive(paths, keep, without)
    translations = read_translations(paths, stories, keep=keep)
    catalogue = read_catalogue(paths.catalogue)
    days = read_days(paths, records.values())
    archive = build_archive(stories, names, tables.facets, days, tables.fields.values(), keep)
    views = {**own_views(archive), **translated_views(archive, translations, keep)}
    indexes = {code: name_indexes(archive, each) for code, each in locales.items()}
    translated = {
        code: replace(each, translations=views, moved=moved(indexes[code]))
        for code, each in locales.items()
        if code == TIBETAN
    }
    return Model(
        archive=archive,
        locales={**locales, **translated},
        stories=stories,
        records=records,
        translations=translations,
        indexes=indexes,
        facsimiles=facsimiles(paths, stories, records.values(), catalogue),
    )
