"""The cards of an archive: drawn once, kept from build to build, found by story and language."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin

from aidstories.paths import ArchivePaths
from aidstories.site.archive.archive import Archive
from aidstories.site.kept_files import KeptFiles
from aidstories.site.locale import Locale
from aidstories.site.story.view import View
from aidstories.site.takeaway.cards.drawing import HEIGHT, WIDTH, Press
from aidstories.site.takeaway.cards.type import forget_types, lacking
from aidstories.site.takeaway.cards.wording import Wording, of_all, wording
from aidstories.stories.store.record import sha256
from aidstories.words import forget_words

NAME = "card.png"
_RECIPE = 6
"""Raised when cards are drawn otherwise than before: what is cached is drawn anew."""
_MADE_BY = ("pillow", "deflate")
log = logging.getLogger("mkdocs.plugins.aidstories")


class Picture(NamedTuple):
    """A card: its address relative to the site's root, its sides in pixels, what it says."""

    url: str
    alt: str
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """All cards of a site. ``files`` are the paths of pictures by their addresses.

    ``own`` is the archive's card, None where not even that could be drawn; ``site_url`` the
    absolute address of the site's root, or an empty text.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    stories: Mapping[str, Picture] = field(default_factory=dict)
    """By the address of a story's page, relative to the site's root."""
    own: Picture | None = None
    site_url: str = ""

    def card(self, view: View, locale: Locale) -> Picture | None:
        """Return the card of a story's page in a language: the Chinese one if not translated."""
        own = self.stories.get(f"{locale.folder}{view.url}")
        return own or self.stories.get(view.url) or self.own

    def properties(self, card: Picture | None) -> Iterator[tuple[str, str]]:
        """Yield what Open Graph says of a card; nothing without the site's absolute address.

        A relative ``og:image`` is none (https://ogp.me).
        """
        if card and self.site_url:
            yield "og:image", urljoin(self.site_url, card.url)
            yield "og:image:type", "image/png"
            yield "og:image:width", str(card.width)
            yield "og:image:height", str(card.height)
            yield "og:image:alt", card.alt
            yield "twitter:card", "summary_large_image"


def make_cards(
    archive: Archive,
    locales: Iterable[Locale],
    press: Press,
    paths: ArchivePaths,
    *,
    about: str,
    site_url: str = "",
) -> Shelf:
    """Return the cards of every story in each language that it is in, and the archive's own.

    ``about`` is what the archive says of itself. Cards that are not in the cache are drawn; one
    that cannot be drawn is left out and told.
    """
    cards = _Cards(paths.cards_cache, press)
    wanted = {NAME: of_all(about, press.name), **dict(_wanted(archive, locales))}
    drawn = {url: str(path) for url, said in wanted.items() if (path := cards.card(said))}
    forget_words()  # of a first build; later cards are few
    forget_types()
    _tell(wanted)
    pictures = {
        url.removesuffix(NAME): Picture(url, said.alt)
        for url, said in wanted.items()
        if url in drawn
    }
    own = pictures.pop("", None)
    return Shelf(files=drawn, stories=pictures, own=own, site_url=site_url)


def story_card(view: View, locale: Locale, press: Press, paths: ArchivePaths) -> Path | None:
    """Return the file of one story's card in a language; None where it cannot be drawn."""
    return _Cards(paths.cards_cache, press).card(wording(view, locale))


def _wanted(archive: Archive, locales: Iterable[Locale]) -> Iterator[tuple[str, Wording]]:
    for locale in locales:
        for view in archive.stories:
            if not locale.folder or view.story.id in locale.translations:
                yield f"{locale.folder}{view.url}{NAME}", wording(view, locale)


def _tell(wanted: Mapping[str, Wording]) -> None:
    for url, said in wanted.items():
        if missing := lacking("".join((said.title, *said.aid, said.imprint))):
            log.info("分享图片 %s 的字体没有：%s", url, missing)


class _Cards:
    """Draws cards, or takes them from what was kept."""

    def __init__(self, folder: Path, press: Press) -> None:
        self._press = press
        self._kept = KeptFiles(folder, ".png")
        files = (sha256(path.read_bytes()) for path in press.files if path.is_file())
        self._basis = (_RECIPE, *map(version, _MADE_BY), press.name, *files)

    def card(self, said: Wording) -> Path | None:
        """Return the file of a card, None where it cannot be drawn."""
        try:
            return self._kept.file((*self._basis, said), lambda: self._press.card(said))
        except (OSError, ValueError) as error:
            log.info("分享图片没有画成：%s（%s）", said.title, error)
            return None
