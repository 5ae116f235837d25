"""What is written of the whole site once its pages are."""

from __future__ import annotations

import marshal
from collections.abc import Collection
from functools import partial
from pathlib import Path
from typing import TypeVar

from aidstories.site.archive.listings import Listing
from aidstories.site.archive.search import write_index
from aidstories.site.assembly.assembly import Assembly
from aidstories.site.incremental.dependencies import Dependencies, Stands
from aidstories.site.incremental.digests import MARSHAL
from aidstories.site.interface.terms import CHINESE, TIBETAN
from aidstories.site.interface.tibetan_names import spoken
from aidstories.site.patching.kept.ground import HOLDERS, NAME
from aidstories.site.patching.sides.leaving import ground, holders
from aidstories.site.patching.sides.letters import LETTERS
from aidstories.site.patching.sides.shelves import shelved
from aidstories.site.story.repairs import write_apparatus
from aidstories.site.takeaway.books.shelf import Shelf, chapter_name, write_files
from aidstories.site.takeaway.pack import pack_site, readme

T = TypeVar("T")


def finish(
    assembly: Assembly,
    site: Path,
    dependencies: Dependencies,
    tagging: Collection[str] = (),
    *,
    alone: bool = False,
) -> None:
    """Write fonts, the index, apparatus and books into the folder ``site``.

    Where this program makes the site ``alone``, what the next build can begin from is left;
    ``tagging`` are the pages with the index of tags. The ZIP file of the site comes last, if asked
    for. Raises `PluginError` for the index.
    """
    setting, model, stands = assembly.setting, assembly.model, dependencies.stands
    assembly.letters.write(site, dependencies.standing.values(), stands)
    about = model.archive, model.records, setting.tables, spoken(setting.tibetan)
    write_index(setting.paths, site, *about, stands, dependencies.value)
    _write_apparatus(assembly, site, stands)
    shelf = _shelf(assembly)
    for id_ in model.archive.views:
        dependencies.hold(chapter_name(id_))
    for renderer in assembly.renderers.values():
        write_files(site, shelf.books(renderer.fragments, stands, dependencies.value))
    if alone and not setting.packed:
        _leave_ground(assembly, dependencies, tagging)
    if setting.packed:
        pack_site(site, readme(model.locales[CHINESE].translator))


def _write_apparatus(assembly: Assembly, site: Path, stands: Stands) -> None:
    setting, model = assembly.setting, assembly.model
    stories = [view.story for view in model.archive.stories]
    reasons, records = setting.tables.reasons_of("reason"), model.records.values()
    write_apparatus(setting.paths, site, stories, records, reasons, model.facsimiles, stands)


def _shelf(assembly: Assembly) -> Shelf:
    setting, archive = assembly.setting, assembly.model.archive
    return Shelf(
        archive=archive,
        references=assembly.chinese.references,
        docs=setting.paths.docs,
        name=setting.name,
        url=setting.url,
        days={id_: days.latest for id_, days in archive.days.items() if days.latest},
    )


def _leave_ground(assembly: Assembly, dependencies: Dependencies, tagging: Collection[str]) -> None:
    """Keep what the next build needs to put a changed story into its places, and no more."""
    setting, model = assembly.setting, assembly.model
    front, archive = assembly.chinese.front, model.archive
    about = assembly.extras.context, setting.report, setting.scripts.folder, tagging
    listings = [page for page in assembly.pages.values() if isinstance(page, Listing)]
    shown = model.locales, front, model.facsimiles, listings
    found = ground(*about, setting.templates, *shown, assembly.extras.resources)
    dependencies.value(NAME, tuple(found), lambda: found)
    letters = assembly.letters.common
    dependencies.value(LETTERS, letters, partial(_same, letters))
    abroad = model.locales.get(TIBETAN)
    for name, part in shelved(archive, abroad, tuple(model.translations)):
        dependencies.value(name, marshal.dumps(part, MARSHAL), partial(_same, part))
    held = holders(dependencies.told_of(), archive, model.locales, front)
    dependencies.value(HOLDERS, held, lambda: held)


def _same(part: T) -> T:
    return part
