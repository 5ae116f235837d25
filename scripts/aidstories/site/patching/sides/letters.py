"""The Tibetan letters of a page that is exchanged: which font it needs then, as it did before."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import cached_property
from pathlib import Path
from typing import Any

from aidstories.site.fonts.head import letters_links
from aidstories.site.fonts.stacks import shown_stacks
from aidstories.site.fonts.typecase import LIGHT, TypeCase
from aidstories.site.framing.frame import encoded
from aidstories.site.interface.terms import CHINESE
from aidstories.site.patching.pieces.tables import Unlike
from aidstories.site.patching.words.story import Words

LETTERS = "letters"
"""What the stacks that many pages show are called among the values of a build."""


class Letters:
    """The letters of all pages; ``value`` returns what the last build kept, ``names`` those in use.

    Pages of the last build were given subsets of these stacks: see `SiteLetters`.
    """

    def __init__(
        self, words: Words, value: Callable[[Hashable], Any], names: Callable[[], Any]
    ) -> None:
        self._words, self._value, self._names = words, value, names

    @cached_property
    def _common(self) -> Any:
        return self._value(LETTERS)

    @cached_property
    def _case(self) -> TypeCase:
        return TypeCase(Path(self._words.ground.templates[0]), self._words.paths, self._common[0])

    def hold(self, others: frozenset[str], language: str) -> bool:
        """Return whether a page needs `relinked` that shows ``others`` more or fewer."""
        return bool(others) and not others <= self._words.shared_letters(language, self._names)

    def relinked(self, before: bytes, after: bytes, url: str, language: str, *, own: bool) -> bytes:
        """Return the page ``after`` with links to the font that it needs, once ``before``.

        ``own`` says whether it may have a font of its own. Raises `Unlike` where it has, and for a
        font that not all sites of these letters have.
        """
        old, new = (self.links(page, url, language, own=own) for page in (before, after))
        head, end, body = after.partition(b"</head>")
        if not head.endswith(encoded(old)):
            raise Unlike("letters")
        return head[: len(head) - len(encoded(old))] + encoded(new) + end + body

    def links(
        self, page: bytes, url: str, language: str, *, own: bool, site: Path | None = None
    ) -> str:
        """Return what the head of a page links to, as `relinked` does.

        A page that is new may need a font that the ``site`` has for others.
        """
        shown = shown_stacks(page.decode("utf-8"))
        cut, scripts = self._cut(shown, language), self._words.ground.scripts
        if not shown:
            return ""
        there = cut and (cut.url in self._used(shown, language) or _has(site, cut.url))
        if not there or (own and cut.size > LIGHT):
            raise Unlike("letters")
        return letters_links(f"{self._words.folder(language)}{url}", cut.url, scripts)

    def _used(self, shown: frozenset[str], language: str) -> set[str]:
        """Return the subsets that pages need whatever lists show: of words, and of all heads."""
        shared, heads, _ = self._common
        found = (self._cut(each, language) for each in (*shared[:1], shown | heads[language]))
        return {cut.url for cut in found if cut}

    def _cut(self, stacks: frozenset[str], language: str) -> Any:
        _, _, chinese = self._common
        return self._case.cut(stacks, own=False, more=chinese if language == CHINESE else ())


def _has(site: Path | None, uri: str) -> bool:
    return site is not None and (site / uri).is_file()
