"""The stacks that many pages show."""

from __future__ import annotations

from collections.abc import Iterator

from aidstories.site.archive.archive import Archive
from aidstories.site.fonts.stacks import stacks
from aidstories.site.locale import Locale


def shared_stacks(locale: Locale, archive: Archive) -> tuple[frozenset[str], frozenset[str]]:
    """Return the stacks of words and names, and those with the heads of stories.

    ``locale`` is the Tibetan one.
    """
    words = stacks(" ".join(_words(locale)))
    return words, words | stacks(" ".join(_heads(locale, archive)))


def _words(locale: Locale) -> Iterator[str]:
    for term in locale.translator.terms.rows.values():
        yield term.bo
    yield from locale.names.values()


def _heads(locale: Locale, archive: Archive) -> Iterator[str]:
    for view in archive.stories:
        for shown in {id(one): one for one in (view, locale.own(view))}.values():
            yield from filter(None, (shown.kicker, shown.title, shown.subtitle, shown.excerpt))
