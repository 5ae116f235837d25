"""Which short lines stand for a picture that is lost: they say what it showed."""

from __future__ import annotations

from aidstories.model import Role
from aidstories.restore.draft import Block
from aidstories.restore.lexicon.byline import is_byline
from aidstories.restore.lexicon.chars import ends_sentence
from aidstories.restore.lexicon.imprint import is_imprint
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.person_names import are_names
from aidstories.restore.lexicon.telling import tells
from aidstories.restore.passes.lost_pictures.scenes import shows_scene as shows
from aidstories.restore.passes.zoned.page import HEADING, NUMBERED, Page
from aidstories.restore.zones.cues import speaks_of_picture
from aidstories.restore.zones.labels import REASONS, Zone

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
        page.blocks[k]
        for k in range(page.top, len(page.blocks))
        if k != i and page.decisions[k].label is Zone.HEADING
    )
    return all(_is_counted(block) or _says_scene(block.text) for block in others)


def _is_counted(block: Block) -> bool:
    """Return whether a heading is one of a series by its number or by its words."""
    return block.role is Role.HEADING or bool(NUMBERED.match(block.text))


def heads_nothing(page: Page, i: int) -> bool:
    """Return whether a phrase stands between a paragraph and the next heading that a page counts.

    It has no text to head: a picture is lost, 病人送来的锦旗 over （二）…. Two may stand so.
    """
    if not page.top < i < len(page.blocks) - 1 or not _may_show(page, i):
        return False
    over, below = i - 1, i + 1
    if not _heads_counted(page, below) and below + 1 < len(page.blocks) and _may_show(page, below):
        below += 1
    elif not _is_told(page, over) and over > page.top and _may_show(page, over):
        over -= 1
    told = _is_told(page, over) and _heads_counted(page, below)
    return told and sum(_heads_counted(page, k) for k in range(len(page.blocks))) > 1


def _is_told(page: Page, i: int) -> bool:
    text = page.blocks[i].text
    return len(text) > HEADING // 2 and ends_sentence(text)


def _heads_counted(page: Page, i: int) -> bool:
    """Return whether a heading of a series stands over text: the items of a list do not."""
    block = page.blocks[i]
    last = i + 1 == len(page.blocks)
    return len(block.text) <= HEADING and _is_counted(block) and not last and _is_told(page, i + 1)


def _may_show(page: Page, i: int) -> bool:
    """Return whether a line may be a caption by its form: words without a stop or a number."""
    block = page.blocks[i]
    text = block.text.strip()
    if not _is_plain(block) or not _PHRASE.fullmatch(text) or NUMBERED.match(text):
        return False
    signs = is_byline(text) or is_imprint(text) or are_names(text)
    return not (signs or tells(text)) and page.decisions[i].label not in REASONS


_PHRASE = late(r"[\u4e00-\u9fff0-9A-Za-z“”·、]{2,30}")


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
    return ends_sentence(text) or (step > 0 and _is_counted(page.blocks[k]))


def _is_plain(block: Block) -> bool:
    unread = block.role is None and block.src is None
    return unread and not (block.level or block.hints.strong) and len(block.text) <= HEADING
