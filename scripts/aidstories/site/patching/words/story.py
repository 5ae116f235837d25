"""The outputs of one story as they were and are to be, in the words of the site's templates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any, NamedTuple, cast

from jinja2 import BytecodeCache, FileSystemLoader

from aidstories.paths import ArchivePaths
from aidstories.site.archive.archive import Archive
from aidstories.site.fonts.stacks import shown_stacks, stacks
from aidstories.site.framing.frame import encoded
from aidstories.site.interface.terms import CHINESE, Translator, interface_terms
from aidstories.site.locale import Locale
from aidstories.site.patching.kept.ground import Ground
from aidstories.site.patching.pieces.tables import Unlike
from aidstories.site.render import Fragments
from aidstories.site.story.cite import Reference
from aidstories.site.story.repairs import Repairs
from aidstories.site.story.view import View
from aidstories.site.takeaway.books.book import Chapter
from aidstories.site.takeaway.books.shelf import Shelf
from aidstories.site.takeaway.exports import reference_of
from aidstories.site.takeaway.tables import record
from aidstories.site.takeaway.texts import Texts
from aidstories.tables import Tables


class Both(NamedTuple):
    """A story as the last build had it, and as its file has it now."""

    before: View
    after: View


class _Unasked:
    """Stands for the archive where a template asks nothing of it: see `Unlike`."""

    def __getattr__(self, name: str) -> Any:
        raise Unlike(name)


class Words:
    """Renders what holds the text of a story, and asks the archive for nothing.

    Raises `Unlike` where a template does, or where the page would need other Tibetan letters.
    """

    def __init__(
        self, paths: ArchivePaths, tables: Tables, ground: Ground, compiled: BytecodeCache
    ) -> None:
        self.paths, self.tables, self.ground = paths, tables, ground
        self.compiled = compiled
        self._archive = cast(Archive, _Unasked())
        self._spoken: dict[str, Fragments] = {}

    @cached_property
    def _fragments(self) -> Fragments:
        return self._in(CHINESE)

    def _in(self, language: str) -> Fragments:
        """Return the templates in a language, of which no name of an authority is asked."""
        if language not in self._spoken:
            terms = interface_terms(self.tables)
            locale = Locale(translator=Translator(terms=terms, language=language))
            loader = FileSystemLoader(self.ground.templates)
            made = Fragments(loader, locale, self._archive, compiled=self.compiled)
            self._spoken[language] = made
        return self._spoken[language]

    def locale(self, language: str) -> Locale:
        """Return a language, with no name of an authority."""
        return self._in(language).locale

    def folder(self, language: str) -> str:
        """Return the folder of the pages in a language."""
        return self.locale(language).folder

    def shared_letters(
        self, language: str, names: Callable[[], Iterable[str]] = tuple
    ) -> frozenset[str]:
        """Return the Tibetan letters of which a page in a language may show more or fewer.

        A Chinese page has a font for what it shows; all others have those of the interface's words,
        and of the ``names`` that stories are listed under.
        """
        if language == CHINESE:
            return frozenset()
        terms = self.locale(language).translator.terms.rows.values()
        return stacks(" ".join((*(term.bo for term in terms), *names())))

    def begun(self, url: str, story: Both, level: int) -> tuple[str, str]:
        """Return how a story began and begins in the list at ``url``, in Chinese."""
        begun = self._fragments.macro
        before, after = (begun("begun", url, view, level) for view in story)
        return _of_same_letters(before, after)

    def pieces(
        self, url: str, name: str, about: Iterable[tuple[object, ...]], language: str
    ) -> tuple[str, str]:
        """Return what `made` does. Raises `Unlike` where one needs other Tibetan letters."""
        return _of_same_letters(*self.made(url, name, about, language))

    def made(
        self, url: str, name: str, about: Iterable[tuple[object, ...]], language: str
    ) -> tuple[str, str]:
        """Return what macro ``name`` makes of two things for the page at ``url`` in a language."""
        before, after = (self._in(language).macro(name, url, *each) for each in about)
        return before, after

    def texts(self, story: Both) -> tuple[bytes, bytes]:
        """Return the text of a story's page as it was and is."""
        before, after = (str(Texts(self._fragments, {})(view)) for view in story)
        return _encoded(before, after)

    def repairs(self, story: Both, told: Iterable[Repairs]) -> tuple[bytes, bytes]:
        """Return what a story's page says of its repairs, which were and are ``told``."""
        url = story.after.url
        before, after = (self._fragments.render("repairs", url, repairs=each) for each in told)
        return _encoded(before, after)

    def chapters(self, story: Both) -> tuple[Chapter, Chapter]:
        """Return the chapter of a story in a book as it was and is."""
        before, after = (self._chapter(view) for view in story)
        return before, after

    def reference(self, view: View) -> Reference:
        """Return how a story is cited."""
        given, facets = self.ground, {facet.key: facet for facet in self.tables.facets}
        return reference_of(view, facets, given.url, given.name)

    def _chapter(self, view: View) -> Chapter:
        given, ref = self.ground, self.reference(view)
        shelf = Shelf(
            archive=self._archive,
            references={view.story.id: ref},
            docs=self.paths.docs,
            name=given.name,
            url=given.url,
        )
        return shelf.chapter(self._fragments, view)

    def records(self, story: Both) -> tuple[Mapping[str, object], Mapping[str, object]]:
        """Return a story's record among the data as it was and is."""
        before, after = (record(v, self.tables.fields, self.ground.url) for v in story)
        return before, after


def _encoded(before: str, after: str) -> tuple[bytes, bytes]:
    old, new = map(encoded, _of_same_letters(before, after))
    return old, new


def _of_same_letters(before: str, after: str) -> tuple[str, str]:
    """Return two pieces of a page; raises `Unlike` where it would need other Tibetan letters."""
    if shown_stacks(before) != shown_stacks(after):
        raise Unlike("letters")
    return before, after
