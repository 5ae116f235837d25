"""Which short lines stand for a picture that is lost: they say what it showed."""

from __future__ import annotations

from aidstories.restore.draft import Block
from aidstories.restore.lexicon.byline import is_byline
from aidstories.restore.lexicon.chars import ends_sentence
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.scenes import shows_scene as shows
from aidstories.restore.passes.zoned.page import HEADING, NUMBERED, Page
from aidstories.restore.zones.cues import speaks_of_picture
from aidstories.restore.zones.labels import Zone

_NO_SCENE = late("[。！？；]$|[（(][上中下][)）]$")
"""How a sentence ends, and a part of a series: 山里的医生（上）."""


def shows_scene(page: Page, i: int) -> bool:
    """Return whether a short line right over the text, or the only one between paragraphs, says
    what a lost picture shows.

    队员在机场合影. Among other lines without a number it may be one of the page's headings.
    """
    if not page.title < i or not _is_plain(page.blocks[i]):
        return False
    text = page.blocks[i].text.strip()
    if not _says_scene(text) or _NO_SCENE.search(text):
        return False
    if page.decisions[i].label in (Zone.BYLINE, Zone.SOURCE, Zone.STAFF) or is_byline(text):
        return False
    if i < page.top:
        return page.title > -1 and i + 1 == page.top < len(page.blocks)
    if not (_is_whole_beside(page, i, -1) and _is_whole_beside(page, i, 1)):
        return False
    others = (
        page.blocks[k].text
        for k in range(page.top, len(page.blocks))
        if k != i and page.decisions[k].label is Zone.HEADING
    )
    return all(NUMBERED.match(text) or _says_scene(text) for text in others)


def _says_scene(text: str) -> bool:
    return not NUMBERED.match(text) and (speaks_of_picture(text) or shows(text))


def _is_whole_beside(page: Page, i: int, step: int) -> bool:
    """Return whether a sentence with its stop stands beside a line and others that show a scene.

    Behind them may be the next heading of a page that numbers these, or nothing more: two pictures
    before （二）…, or below its last paragraph.
    """
    k = i + step
    while page.title < k < len(page.blocks) and _says_scene(page.blocks[k].text):
        k += step
    if k == len(page.blocks):
        return any(NUMBERED.match(block.text) for block in page.blocks[page.top :])
    if k < 0:
        return False
    text = page.blocks[k].text
    return ends_sentence(text) or (step > 0 and bool(NUMBERED.match(text)))


def _is_plain(block: Block) -> bool:
    unread = block.role is None and block.src is None
    return unread and not (block.level or block.hints.strong) and len(block.text) <= HEADING
