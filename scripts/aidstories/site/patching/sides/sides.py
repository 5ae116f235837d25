"""What renders the pages of an archive of which one story was and is another: see `Shelves`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, cast

from jinja2 import FileSystemLoader
from markupsafe import Markup

from aidstories.site.addresses import ValuePath, addresses
from aidstories.site.archive.archive import Archive
from aidstories.site.archive.home import Home
from aidstories.site.archive.letters import NameIndex, moved, name_index
from aidstories.site.interface.terms import CHINESE, TIBETAN, Translator, interface_terms
from aidstories.site.interface.tibetan_names import TibetanNames, tibetan_names
from aidstories.site.locale import Locale
from aidstories.site.page_address import PageAddress, page_address
from aidstories.site.page_renderer import PageRenderer
from aidstories.site.patching.kept.lazily import Lazy
from aidstories.site.patching.pieces.tables import Unlike
from aidstories.site.patching.sides.letters import Letters
from aidstories.site.patching.sides.shelves import Branch, Now, Shelves
from aidstories.site.patching.words.story import Both, Words
from aidstories.site.render import Fragments
from aidstories.site.story.repairs import Repairs
from aidstories.site.story.view import View
from aidstories.site.takeaway.books.shelf import volumes
from aidstories.site.takeaway.cards import NAME, Picture
from aidstories.site.takeaway.cards import Shelf as Cards
from aidstories.site.takeaway.cards.wording import of_all, wording
from aidstories.site.takeaway.texts import Texts

CUT = "\0"
"""Stands for the text of a story, which is the same on both sides."""
Value = Callable[[Hashable], Any]


class Side(NamedTuple):
    """The archive as it was, or as it is, and what renders its pages, by language."""

    archive: Archive
    renderers: Mapping[str, PageRenderer]

    @property
    def chinese(self) -> PageRenderer:
        """What renders the Chinese pages."""
        return self.renderers[CHINESE]


class Sides:
    """Makes both sides of the change of ``story``; ``value`` returns what the last build kept.

    ``repairs`` are the story's, None for one that an editor wrote; ``days`` those of all stories,
    where they are not what the last build left.
    """

    def __init__(
        self,
        story: Both,
        words: Words,
        value: Value,
        site: Path,
        repairs: Repairs | None,
        days: Mapping[str, tuple[str, str]] | None = None,
    ) -> None:
        self.story, self.words, self.value, self.site = story, words, value, site
        self._repairs = repairs
        given, tables = words.ground, words.tables
        self.authority = addresses(tables)
        self.days = days or given.days
        self.shelves = Shelves(value, tables, self.authority, given.order, self.days)

    @cached_property
    def names(self) -> TibetanNames:
        """The names of values in Tibetan."""
        made = dict(self.value("made names"))
        return tibetan_names(self.words.tables, self.authority, made)

    @cached_property
    def letters(self) -> Letters:
        """The Tibetan letters of pages."""
        return Letters(self.words, self.value, self.names_in_use)

    @property
    def own_abroad(self) -> Collection[str]:
        """The stories that are written in another language than Chinese."""
        return self.shelves.abroad().own if TIBETAN in self.words.ground.languages else ()

    def names_in_use(self) -> Iterator[str]:
        """Yield the Tibetan names of what stories are listed under."""
        for facet in self.words.tables.facets:
            if facet.paged:
                for path in _paths(self.shelves.branch(facet.key), ()):
                    yield self.names.get(path, "")

    def side(
        self,
        own: View,
        now: Now,
        related: Callable[[str], tuple[str, ...]],
        before: Side | None = None,
    ) -> Side:
        """Return a side with the lists of ``now``.

        ``related`` returns the ids of the stories nearest to another.
        Pieces of lists are shared with the side ``before``.
        """
        archive = self.shelves.archive(own, now)
        locales = self._locales(archive, now)
        loader, compiled = FileSystemLoader(self.words.ground.templates), self.words.compiled
        scripts = self.words.ground.scripts
        fragments = {
            code: Fragments(loader, locale, archive, scripts, compiled)
            for code, locale in locales.items()
        }
        if before:
            for code, each in fragments.items():
                each.share_pieces(before.renderers[code].fragments)
        renderer = self._renderer(archive, locales, fragments[CHINESE], related)
        renderers = {
            code: replace(renderer, fragments=each, indexes=_indexes(archive, each.locale))
            for code, each in fragments.items()
        }
        return Side(archive, renderers)

    def _locales(self, archive: Archive, now: Now) -> dict[str, Locale]:
        terms = interface_terms(self.words.tables)
        found = {CHINESE: Locale(translator=Translator(terms=terms))}
        if TIBETAN in self.words.ground.languages:
            abroad = self.shelves.abroad()
            own = frozenset(abroad.own)

            def shown(id_: str) -> View:
                if id_ in own:
                    return archive.views[id_]
                view: View = self.value(("translated view", id_))
                return view

            locale = Locale(
                translator=Translator(terms=terms, language=TIBETAN),
                names=self.names,
                translations=Lazy((*abroad.own, *abroad.translated), shown),
            )
            places = moved(_indexes(archive, locale)) if now.moves else abroad.moved
            found[TIBETAN] = replace(locale, moved=places)
        return found

    def _renderer(
        self,
        archive: Archive,
        locales: Mapping[str, Locale],
        fragments: Fragments,
        related: Callable[[str], tuple[str, ...]],
    ) -> PageRenderer:
        words, given = self.words, self.words.ground
        id_ = self.story.after.story.id
        views = archive.views
        abroad = locales[TIBETAN].translations if TIBETAN in locales else {}
        return PageRenderer(
            archive=archive,
            references=Lazy(views.keys(), lambda each: words.reference(views[each])),
            related=Lazy(views.keys(), lambda each: tuple(views[one] for one in related(each))),
            fragments=fragments,
            texts=cast(Texts, lambda view: Markup(CUT)),
            translated=frozenset(self.shelves.abroad().translated) if abroad else frozenset(),
            fields=words.tables.fields,
            repairs={id_: self._repairs} if self._repairs else {},
            facsimiles={},
            front=cast(Home, None),
            cards=self._cards(archive, locales),
            volumes=volumes(archive),
            indexes={},
            site_name=given.name,
            site_description=given.description,
            site_url=given.url,
            addresses=self._addresses(archive, locales),
            report=given.report,
        )

    def _own(self, archive: Archive) -> View:
        """Return the story as a side has it, or would."""
        after = self.story.after
        return archive.views.get(after.story.id, after)

    def _cards(self, archive: Archive, locales: Mapping[str, Locale]) -> Cards:
        view = self._own(archive)
        urls = {
            f"{locale.folder}{view.url}": locale
            for locale in locales.values()
            if not locale.folder or view.story.id in locale.translations
        }

        def picture(url: str) -> Picture:
            new = view.story.id not in self.words.ground.order  # whose card is drawn with it
            if not new and not (self.site / url / NAME).is_file():
                raise Unlike(url)
            return Picture(f"{url}{NAME}", wording(view, urls[url]).alt)

        given = self.words.ground
        about = of_all(given.description, given.name).alt
        own = Picture(NAME, about) if (self.site / NAME).is_file() else None
        return Cards(stories=Lazy(urls, picture), own=own, site_url=given.url)

    def _addresses(
        self, archive: Archive, locales: Mapping[str, Locale]
    ) -> Mapping[str, PageAddress]:
        view = self._own(archive)
        return {view.url: page_address(view.url, view, archive, locales)}


def _indexes(archive: Archive, locale: Locale) -> Mapping[str, NameIndex]:
    """Return the indexes of names as `name_indexes` does, each when it is asked for."""
    keys = [facet.key for facet in archive.names_of]
    return Lazy(keys, lambda key: name_index(archive.trees[key].url, archive.indexes[key], locale))


def _paths(branch: Branch, path: ValuePath) -> Iterator[ValuePath]:
    yield path
    for child in branch[3]:
        yield from _paths(child, (*path, child[0]))
