"""Pages that the site did not have, in the frames of the last build."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from aidstories.site.archive.listings import Listing
from aidstories.site.framing.frame import LETTERS, encoded
from aidstories.site.framing.frames import Known
from aidstories.site.framing.shape import shown_by
from aidstories.site.interface.terms import CHINESE
from aidstories.site.page_address import page_address
from aidstories.site.patching.pieces.tables import Read, Unlike, page_of
from aidstories.site.patching.sides.move import Move
from aidstories.site.story.view import View
from aidstories.site.takeaway.texts import Texts
from aidstories.site.translated_site import alternates


def entered_pages(
    move: Move, contents: Iterable[View | Listing], frames: Known
) -> Iterator[tuple[str, bytes]]:
    """Yield the pages of ``contents`` in each language.

    Raises `Unlike` where no frame for one is known, or no letters.
    """
    for content in contents:
        for language in move.languages:
            yield _page(move, content, language, frames)


def _page(move: Move, content: View | Listing, language: str, frames: Known) -> tuple[str, bytes]:
    side, own = move.after, language == CHINESE and isinstance(content, View)
    texts = Texts(side.chinese.fragments, {})
    renderer = replace(side.renderers[language], texts=texts)
    locales = {code: each.locale for code, each in side.renderers.items()}
    where = page_address(content.url, content, side.archive, locales)
    standing = where.standing(language, renderer.site_url)
    there = alternates(content.url, locales, renderer.locale)
    url = f"{renderer.locale.folder}{content.url}"
    shown = shown_by(renderer, content, url, standing, there)
    frame, values = frames.of(shown), shown.values()
    if frame is None:
        raise Unlike(content.url)
    bare = frame.fill(values | {LETTERS: b""})
    letters, site = move.sides.letters, move.sides.site
    links = letters.links(bare, content.url, language, own=own, site=site)
    return page_of(url), frame.fill(values | {LETTERS: encoded(links)})


def hold_letters(move: Move, contents: Iterable[View | Listing], read: Read) -> None:
    """Raise `Unlike` where a page that goes may be the last one that needs its font."""
    for content in contents:
        own = isinstance(content, View)
        for language in move.languages:
            page = read(f"{move.sides.words.folder(language)}{page_of(content.url)}")
            about = page, content.url, language
            move.sides.letters.links(*about, own=own and language == CHINESE)
