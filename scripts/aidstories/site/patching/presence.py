"""One story put into the site that is new, or taken out of it that is gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cached_property

from mkdocs.utils import get_build_date

from aidstories.search.documents import document
from aidstories.search.exchange import put_in, taken_out
from aidstories.site.incremental import spelt
from aidstories.site.incremental.build import FRAMES
from aidstories.site.incremental.dependencies import Lost
from aidstories.site.incremental.snapshot import Seen
from aidstories.site.patching.coming import Coming
from aidstories.site.patching.entering import entered_pages, hold_letters
from aidstories.site.patching.patch import Patch
from aidstories.site.patching.pieces.tables import Part, Unlike
from aidstories.site.patching.sides.sides import Sides
from aidstories.site.patching.words.story import Both, Words
from aidstories.site.patching.words.titled import carded
from aidstories.site.story.view import view
from aidstories.site.takeaway.books.shelf import chapter_name
from aidstories.site.takeaway.cards import NAME as CARD
from aidstories.site.takeaway.stamps import stamps
from aidstories.stories.store.days import read_day
from aidstories.stories.store.files import bytes_of


class Presence(Patch):
    """Does what `Patch` does for a story that only one of the two sites has."""

    @cached_property
    def _comes(self) -> bool:
        return self._path.stem not in self._stood

    @cached_property
    def _story(self) -> Both:
        """The story as it is, or was. Raises `Unlike` for one of a capture."""
        id_ = self._path.stem
        shown = view(self._parsed) if self._comes else self._known.value(("view", id_))
        if shown.story.capture is not None or shown.story.id != id_:
            raise Unlike(id_)
        return Both(shown, shown)

    def _made(self) -> Iterator[tuple[str, bytes]]:
        story, id_ = self._story, self._path.stem
        words = Words(self._paths, self._tables, self._given, self._known.value("templates"))
        self._coming = coming = self._coming_of(words)
        self._given = self._given._replace(order=coming.order)
        self._rows = super()._tables_now(words)  # which may be left to a build: so first
        made: dict[str, bytes] = {}
        for uri, edit in coming.edits():
            made[uri] = edit(made.get(uri) or bytes_of(self._found.site / uri) or b"")
        hold_letters(coming.move, coming.went, self._read)
        made |= entered_pages(coming.move, coming.came, self._known.value(FRAMES)[0])
        if self._comes:
            made[f"{story.after.url}{CARD}"] = carded(b"", story, words)
            self._values[chapter_name(id_)] = words.chapters(story)[1]
        self._values |= coming.values
        self._edited, self._given = made, coming.ground(self._given)
        yield from made.items()
        yield from self._data(words)

    def _tables_now(self, words: Words) -> Mapping[str, Part]:
        """Return the tables of stories, which were made already."""
        return self._rows

    def _coming_of(self, words: Words) -> Coming:
        days = dict(self._given.days)
        if self._comes:
            told = read_day(self._paths, self._path, None)
            days[self._path.stem] = told.added, told.changed
        with suppress(Lost):
            spelt.carry(self._known.value(spelt.NAME))
        sides = Sides(self._story, words, self._known.value, self._found.site, None, days)
        return Coming(sides, self._read, self._path, comes=self._comes)

    @property
    def _counts(self) -> tuple[int, int]:
        """How many stories there were and are."""
        return len(self._stood), len(self._given.order)

    @property
    def _created(self) -> str:
        """The day of the package, as `descriptor` has it."""
        built = get_build_date()
        return max(stamps(self._coming.move.after.archive, built).values(), default=built)

    @property
    def _gone(self) -> frozenset[str]:
        """The outputs that are no more."""
        return frozenset(self._coming.gone)

    def _exchanged(self) -> dict[str, bytes | None]:
        one = document(self._story.after.story, tuple(self._tables.facets))
        act = put_in if self._comes else taken_out
        return self._index(act(self._paths.search_cache, one, self._coming.names(self._tables)))

    @property
    def _inputs(self) -> Mapping[str, Seen | None]:
        return self._seen if self._comes else {str(self._path): None}
