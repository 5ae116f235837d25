"""Which books an archive has, and what goes into each."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urljoin
from uuid import NAMESPACE_URL, uuid5

from aidstories.model import Role, Story
from aidstories.site.archive.archive import Archive
from aidstories.site.facets import STORIES, UNDATED, UNSTATED, FacetValue, paths_of
from aidstories.site.incremental.dependencies import Stands, never
from aidstories.site.locale import Locale
from aidstories.site.patching.kept.lazily import ids_of, without
from aidstories.site.render import Fragments
from aidstories.site.story.cite import Reference, gbt7714
from aidstories.site.story.view import View, url_of
from aidstories.site.takeaway.books.book import Book, Chapter, Picture, document, epub
from aidstories.site.takeaway.zipped import deflated
from aidstories.stories.store.files import stamp_of
from aidstories.stories.store.keep import Keep, afresh

MOST = 200
"""Stories in a book: about .6 MB, a minute at 100 kbit/s. That of 10,000 stories had 34 MB."""
SEVERAL = "data/#books"
"""Where the lists lead to that are wider than any book: the page that names all books."""
_CORE = ("image/gif", "image/jpeg", "image/png", "image/svg+xml", "image/webp")
"""Pictures that every reading system shows (EPUB 3.3, 3.2)."""
_UNKNOWN_DAY = "2000-01-01"
"""When a book was last modified, where nothing says it: a day that is the same in each build."""


def translated_book(view: View, locale: Locale) -> str:
    """Return the address of the book of a translated story, which no volume holds."""
    return f"{locale.folder}{view.url}{view.story.id}.epub"


def identifier(url: str, archive: str, address: str) -> str:
    """Return the identifier of the book of a page: a UUID (RFC 9562, version 5).

    ``address`` is the page's from the site's root, ``url`` its absolute one or empty.
    """
    return uuid5(NAMESPACE_URL, url or f"{archive}/{address}").urn


def value_book(value: FacetValue) -> str:
    """Return the address of the book of a value, relative to the site's root."""
    return f"{value.url}stories.epub"


def volumes(archive: Archive) -> dict[str, FacetValue]:
    """Return the value whose book holds the stories of a list, by the list's address.

    A value has a book where it has 2 to `MOST` stories and none above it has one: those of 杭州市
    stand in the book of 浙江省. So has the archive; a year has none, of which many stories say
    nothing else than that they came out in it. In an archive that is too large for one book, a
    list may be in none, and stories that no other book holds have books of their own; these are
    found by the addresses of their pages.
    """
    roots = (root for root in archive.trees.values() if root.facet.paged)
    whole = archive.trees[STORIES.key]
    fits = whole if len(whole.stories) <= MOST else None
    found = {url: by or fits for root in roots for url, by in _held(root, None)}
    held = {url: by for url, by in found.items() if by}
    if fits:
        return held if whole.stories else {}
    there = {id_ for value in held.values() for id_ in ids_of(value.stories)}
    rest = _of_the_rest(without(whole.stories, there))
    return held | {url_of(id_): book for book in rest for id_ in ids_of(book.stories)}


def _of_the_rest(stories: Sequence[Story]) -> Iterator[FacetValue]:
    """Yield values for stories that no book holds; new ones come into the last."""
    for number, start in enumerate(range(0, len(stories), MOST), 1):
        end = len(stories) - start
        these = stories[max(0, end - MOST) : end]
        label, url = f"其余报道{number}", f"{STORIES.folder}/rest/{number}/"
        yield FacetValue(facet=STORIES, path=(label,), url=url, stories=these, children=())


def books_of(archive: Archive) -> dict[str, list[tuple[FacetValue, str]]]:
    """Return the values that have a book, by their facets' keys, each with its book's address."""
    found: dict[str, list[tuple[FacetValue, str]]] = {}
    for value in _each(volumes(archive)):
        found.setdefault(value.facet.key, []).append((value, value_book(value)))
    return found


def whole_book(archive: Archive) -> str:
    """Return the address of the book of all stories; empty where they are too many for one."""
    whole = archive.trees[STORIES.key]
    return value_book(whole) if len(whole.stories) <= MOST else ""


def _each(held: Mapping[str, FacetValue]) -> Iterable[FacetValue]:
    return {value.url: value for value in held.values()}.values()


def _held(value: FacetValue, by: FacetValue | None) -> Iterator[tuple[str, FacetValue | None]]:
    fits = value.path and 1 < len(value.stories) <= MOST and value.facet.type != "year"
    here = by or (value if fits and value.label not in (UNSTATED, UNDATED) else None)
    yield value.url, here
    for child in value.children:
        yield from _held(child, here)


class ListBook(NamedTuple):
    """The book that holds the stories of a list: its address, and ``of`` which wider value it is.

    ``of`` is None where the book is the list's own, or the list is wider than any book.
    """

    url: str
    of: FacetValue | None = None


def list_book(
    value: FacetValue, archive: Archive, held: Mapping[str, FacetValue]
) -> ListBook | None:
    """Return the book for the list of ``value``; ``held`` is what `volumes` returns.

    A list of somebody's has none: its book would be wider than any reader of it means. One that
    is wider than any book leads to all of them.
    """
    book = held.get(value.url)
    if book is None and value.facet.paged and len(value.stories) > 1 and held:
        return ListBook(SEVERAL)
    return ListBook(value_book(book), None if book is value else book) if book else None


def story_volume(view: View, archive: Archive, held: Mapping[str, FacetValue]) -> ListBook | None:
    """Return the book that holds a story: that of its place, donor or programme, or another.

    A file for each story was one of the five that a story may have (docs/decisions/0022). A script
    takes the story alone out of this one.
    """
    lists = (archive.url_of(f.key, path) for f in archive.ways for path in paths_of(f, view.story))
    found = [held[url] for url in (*lists, view.url) if url in held]
    book = next((one for one in found if one.path), found[0] if found else None)
    return ListBook(value_book(book), book) if book else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The books of an archive. ``docs`` is the folder that pictures lie in.

    ``days`` holds the days on which stories came in or were last corrected, by id (ISO 8601).
    """

    archive: Archive
    references: Mapping[str, Reference]
    docs: Path
    name: str
    url: str
    days: Mapping[str, str] = field(default_factory=dict)

    def books(
        self, fragments: Fragments, stands: Stands = never, keep: Keep = afresh
    ) -> Iterator[tuple[str, bytes]]:
        """Yield the address and bytes of every book in the language of ``fragments``.

        Those that stand are left out; ``keep`` has the chapters of the last build. In another
        language than Chinese these are the stories that are translated into it.
        """
        locale = fragments.locale
        if locale.folder:
            for story_id in locale.translations:
                view = self.archive.views[story_id]
                uri = translated_book(view, locale)
                if not stands(uri, self._basis(locale, view)):
                    yield uri, self._of_story(fragments, view, self.chapter(fragments, view))
            return
        told = {v.story.id: self._basis(locale, v) for v in self.archive.stories}

        @cache
        def chapter(id_: str) -> Chapter:
            make = partial(self.chapter, fragments, self.archive.views[id_])
            return keep(chapter_name(id_), told[id_], make)

        for value in _each(volumes(self.archive)):
            basis = value.path, [told[story.id] for story in value.stories]
            if not stands(value_book(value), basis):
                found = tuple(chapter(story.id) for story in value.stories)
                yield value_book(value), self.book(fragments, value, found)

    def _basis(self, locale: Locale, view: View) -> object:
        """Return what the chapter of a story is made from."""
        own, id_ = locale.own(view), view.story.id
        sources = (b.figure.src for b in own.blocks if b.figure and b.figure.src)
        pictures = tuple((src, stamp_of(self.docs / src)) for src in sources)
        return own, view, self.references[id_], self.days.get(id_), pictures

    def _of_story(self, fragments: Fragments, view: View, chapter: Chapter) -> bytes:
        locale, ref = fragments.locale, self.references[view.story.id]
        book = Book(
            title=locale.own(view).title,
            archive=self.name,
            language=locale.tag(view),
            identifier=self._identifier(locale, view.url),
            url=self._absolute(locale, view.url),
            modified=self._day(view),
            chapters=(chapter,),
            several=False,
            authors=ref.authors,
            container=ref.container or "",
            date="-".join(f"{part:02}" for part in ref.date),
            subjects=ref.keywords,
        )
        return self._file(fragments, book)

    def book(self, fragments: Fragments, value: FacetValue, chapters: tuple[Chapter, ...]) -> bytes:
        """Return the book of a value, of the ``chapters`` of its stories."""
        whole = not value.path
        locale = fragments.locale
        book = Book(
            title=self.name if whole else f"{' · '.join(value.path)} · {self.name}",
            archive=self.name,
            language=locale.translator.tag,
            identifier=self._identifier(locale, value.url),
            url=self._absolute(locale, value.url),
            modified=max(self._day(self.archive.views[story.id]) for story in value.stories),
            chapters=chapters,
            several=True,
            subjects=value.path,
        )
        return self._file(fragments, book)

    def chapter(self, fragments: Fragments, view: View) -> Chapter:
        """Return the chapter of a story."""
        own = fragments.locale.own(view)
        sources = dict.fromkeys(b.figure.src for b in own.blocks if b.figure and b.figure.src)
        pictures = {src: found for src in sources if (found := self._picture(src))}
        text = fragments.render(
            "epub/story",
            view.url,
            view=own,
            images={src: picture.name for src, picture in pictures.items()},
            citation=gbt7714(self.references[view.story.id]),
        )
        return Chapter(
            name=f"{view.story.id}.xhtml",
            title=own.title,
            year=view.story.description.year,
            headings=tuple(block for block in own.blocks if block.role is Role.HEADING),
            pictures=tuple(pictures.values()),
            packed=deflated(document(text)),
        )

    def _picture(self, src: str) -> Picture | None:
        """Return a picture of the archive; None for one that it has not, or no reader can show."""
        media = mimetypes.guess_type(src)[0]
        path = (self.docs / src).resolve()
        if media not in _CORE or not path.is_relative_to(self.docs.resolve()):
            return None
        if not path.is_file():
            return None
        data = path.read_bytes()
        digest = hashlib.sha256(data).hexdigest()[:16]
        return Picture(f"{digest}{path.suffix.lower()}", media, data)

    def _day(self, view: View) -> str:
        parts = self.references[view.story.id].date
        published = "-".join(f"{part:02}" for part in parts) if len(parts) == 3 else ""
        return self.days.get(view.story.id) or published or _UNKNOWN_DAY

    def _identifier(self, locale: Locale, url: str) -> str:
        return identifier(self._absolute(locale, url), self.name, locale.address(url))

    def _absolute(self, locale: Locale, url: str) -> str:
        return urljoin(self.url, locale.address(url)) if self.url else ""

    @staticmethod
    def _file(fragments: Fragments, book: Book) -> bytes:
        def render(name: str, **values: Any) -> str:
            return fragments.render(f"epub/{name}", "", **values)

        return epub(book, render)


def chapter_name(id_: str) -> Hashable:
    """Return what the chapter of the story ``id_`` is called among what builds keep."""
    return "chapter", id_


def write_files(site: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Write files into the folder of a built site by their addresses."""
    for address, data in files:
        path = site / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
