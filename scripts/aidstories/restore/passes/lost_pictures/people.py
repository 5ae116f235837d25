"""Evidence of people: a phrase is of somebody whom the text around it names."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from aidstories.restore.draft import Block
from aidstories.restore.lexicon.chars import HAN, bare, ends_sentence, simplified
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.lists import counted
from aidstories.restore.lexicon.person_names import SURNAMES, TIBETAN_NAME, are_names
from aidstories.restore.passes.figures.words import SECTION, SHORT
from aidstories.restore.passes.lost_pictures.places import PARTED, is_free
from aidstories.restore.zones.view import pairs

_IN_TIBET = late(TIBETAN_NAME)
_SHORTEST = 4
"""Characters of a phrase that names somebody at least, chosen by hand."""
_NEAR = 4
"""Blocks around a line of whose words it is asked, chosen by hand."""
_PHRASE = 8
"""Characters of a caption without a sign of one, chosen by hand: a heading may be shorter."""
_TOLD, _SAID_BELOW = 0.8, 0.15
"""Which part of a line's pairs of characters the text above holds at least, and that below at
most, chosen by hand."""


def names_somebody(blocks: Sequence[Block], i: int, lead: int) -> bool:
    """Return whether a phrase that more blanks part from the text around it names its people.

    何青在山里查房 between paragraphs of which one tells of 何青; a heading has fewer blanks behind.
    """
    before, block, after = blocks[i - 1 : i + 2]
    text = block.text.strip()
    plain = is_free(block) and counted(text) is None
    if not plain or not _SHORTEST <= len(text) <= SHORT or text[-1] in "。！？：；，、…”":
        return False
    apart = min(block.lead, after.lead) >= lead and len(after.text) > len(text)
    if not apart or _is_short(before) or not ends_sentence(before.text):
        return False
    near = (*blocks[max(0, i - _NEAR) : i], *blocks[i + 1 : i + _NEAR])
    told, own = simplified("".join(b.text for b in near)), simplified(text)
    names = (own[at : at + n] for n in (2, 3) for at in range(len(own) - n + 1))
    return any(_is_name(name) and name in told for name in names)


_OF_POST = late(
    rf"\s*+[{HAN}]{{0,8}}?(?:[省市州县区乡镇院队局校]长|书记|主任|教授|专家|医[生师]|护士长?)"
    rf"(?P<name>[{SURNAMES}][{HAN}]{{1,2}})\s*+"
)


def named_row(blocks: Sequence[Block]) -> int:
    """Return how many lines that open a page name each one person, all of whom the sentence below
    speaks of: 副县长段敏 / 专家何青 over 副县长段敏、专家何青出席启动仪式。"""
    found = (_OF_POST.fullmatch(simplified(b.text)) if is_free(b) else None for b in blocks)
    names = [one["name"] for one in takewhile(bool, found) if one]
    below = simplified(blocks[len(names)].text) if len(names) < len(blocks) else ""
    told = ends_sentence(below) and all(name in below for name in names)
    return len(names) if len(names) > 1 and told else 0


def _is_name(word: str) -> bool:
    return are_names(word) or bool(_IN_TIBET.fullmatch(word))


def tells_of_above(blocks: Sequence[Block], i: int) -> bool:
    """Return whether a line between paragraphs says what the text above has told, not that below.

    It stands by a picture that is lost: 77岁的患者何某某, where she spoke one paragraph before. A
    heading has its words from what follows, and seldom ends with a person's name.
    """
    if not 0 < i < len(blocks) - 1 or not _is_phrase(blocks[i]):
        return False
    before, after = blocks[i - 1], blocks[i + 1]
    if _is_short(before) or not ends_sentence(before.text):
        return False
    above = before.text + blocks[max(i - 2, 0)].text
    if _is_short(after) or not _ends_with_person(blocks[i].text.strip(), above):
        return False
    own, below = _pairs(blocks[i : i + 1]), _pairs(blocks[i + 1 : i + _NEAR])
    told = len(own & _pairs(blocks[max(0, i - _NEAR) : i])) / max(len(own), 1)
    return len(own & below) <= _SAID_BELOW * len(own) and told >= _TOLD


def _ends_with_person(text: str, above: str) -> bool:
    """Return whether a line ends with the name of somebody of whom the text ``above`` speaks."""
    names = (simplified(text[-length:]) for length in (3, 2))
    return any(are_names(name) and name in simplified(above) for name in names)


def _pairs(blocks: Sequence[Block]) -> frozenset[str]:
    return pairs("".join(bare(b.text) for b in blocks))


def _is_phrase(block: Block) -> bool:
    text = block.text.strip()
    said = _PHRASE <= len(text) <= SHORT and text[-1] not in "！？：；，、…”"
    return said and is_free(block) and not PARTED.search(text) and not SECTION.match(text)


def _is_short(block: Block) -> bool:
    return len(block.text) <= SHORT
