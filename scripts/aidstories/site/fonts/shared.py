"""The stacks that many pages show."""

from __future__ import annotations

from collections.abc import Iterator

from aidstories.site.archive.archive import Archive
from aidstories.site.fonts.stacks import stacks
from aidstories.site.locale import Locale
from aidstories.site.story.view import View

_FIGURES = "༠༡༢༣༤༥༦༧༨༩"
"""What a reader may choose in place of Arabic figures."""


FEW = 150
"""Stacks of texts up to which their pages share one subset: 155 take 37 KB in both weights."""


def shared_stacks(locale: Locale, archive: Archive) -> tuple[frozenset[str], frozenset[str]]:
    """Return the stacks of words and names, and those with the heads of stories.

    ``locale`` is the Tibetan one; heads are those of pages in Chinese too.
    """
    words = stacks(" ".join(_words(locale, archive)))
    heads = [head for view in archive.stories for head in _heads(view)]
    return words, words | stacks(" ".join(heads)) | head_stacks(locale, archive)


def head_stacks(locale: Locale, archive: Archive) -> frozenset[str]:
    """Return the stacks of what lists show of stories in a language."""
    views = map(locale.own, archive.stories)
    return stacks(" ".join(head for view in views for head in _heads(view)))


def chinese_stacks(locale: Locale, archive: Archive) -> tuple[frozenset[str], ...]:
    """Return the stacks of what pages in Chinese show of stories: of heads, and of texts as well.

    Without the second where texts have more than `FEW`. ``locale`` is the Chinese one.
    """
    heads = head_stacks(locale, archive)
    texts = (each.text for view in archive.stories for each in view.story.article.passages)
    all_ = heads | stacks(" ".join(texts))
    return (heads, all_) if len(all_) <= FEW else (heads,)


def _words(locale: Locale, archive: Archive) -> Iterator[str]:
    """Yield the words of the interface, and the names of what stories are listed under."""
    for term in locale.translator.terms.rows.values():
        yield term.bo
    yield _FIGURES
    for tree in archive.trees.values():
        for value in () if tree.facet.indexed else tree.walk():
            yield locale.names.get(value.path, "")


def _heads(view: View) -> Iterator[str]:
    yield from filter(None, (view.kicker, view.title, view.subtitle, view.excerpt))
