"""Doubts about pictures and what they show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from aidstories.describe.doubts.ground import Ground
from aidstories.describe.doubts.told import bare
from aidstories.model import FieldDoubt, Role
from aidstories.restore.lexicon.late import late
from aidstories.restore.zones.cues import speaks_of_picture

_TAKEN = late(
    r"(?<=[。！？])\s*+[\u4e00-\u9fff]{2,3}\s?[摄攝](?![影像制製取入氏])(?=[\u4e00-\u9fff])"
    r"|(?:记者|通讯员|[。！？”])\s*+[\u4e00-\u9fff· 、\d]{2,20}[摄攝]\s*+[)）]?\s*+$"
)
"""The credit of a picture amid a text that lost its lines, or behind one that may be its caption:
…架起桥。段小敏 摄海角网讯, 老人在晒药。段敏五月摄."""
_SHOWN = 40
"""Characters of a line below a picture without a caption that may be its caption."""
_SHOWS = late(
    r"(?:^|[。！？”])图为[^，。]{2,30}|供图\s*[)）]?$|图片来源[:：]"
    r"|[（(][^（）()]{2,12}[摄攝][)）]$|[，, 　][\u4e00-\u9fff·]{2,6}(?<!拍)[摄攝]。?$"
)
"""What of a caption a paragraph holds: …走廊。图为活动现场, …（段敏摄）."""
_STAFF = late(r"责任编辑|责编|审核|来源\s*+[:：]|校对")
"""What no caption says."""
_BRIEF, _NAME = 6, 8
"""Characters of a caption that says hardly anything, and of one that may be the title."""
_EVEN = 0.5
"""Weight of a flag below which a caption may be none."""
_UNSURE = 2
"""Lines of doubtful kind among which one may be a caption."""


def of_figures(ground: Ground) -> Iterator[FieldDoubt]:
    """Yield captions that the text may hold, those that may be none, pictures without one, and
    of several lines of doubtful kind the first.

    On 82 pages never met whose captions are known 21 were wrong: 4 of 7 where a picture has no
    caption, 3 of 6 with a brief one, 12 of 35 with two lines of doubtful kind or more.
    """
    yield from _in_text(ground)
    yield from _odd(ground)
    unsure = [line.text for line in ground.lines if line.sure < 1]
    yield from (FieldDoubt("figures", text) for text in unsure[: len(unsure) >= _UNSURE])


def _in_text(ground: Ground) -> Iterator[FieldDoubt]:
    """Yield what of the text may be a caption."""
    told = [line.text for line in ground.lines if line.running and speaks_of_picture(line.text)]
    below = [
        behind.text
        for picture, behind in pairwise(ground.printed.passages)
        if picture.role is Role.CAPTION and not picture.text.strip()
        if behind.role is Role.PARAGRAPH and len(behind.text) <= _SHOWN
    ]
    texts = ground.article.texts(Role.PARAGRAPH)
    held = (hit[0] for text in texts for hit in [_SHOWS.search(text) or _TAKEN.search(text)] if hit)
    yield from (FieldDoubt("figures", text) for text in (*told, *below, *held))


def _odd(ground: Ground) -> Iterator[FieldDoubt]:
    """Yield captions that may be none or those of other pictures, and pictures without one."""
    captions = ground.printed.texts(Role.CAPTION)
    named = bare(ground.printed.first(Role.TITLE) or "")
    times = Counter(map(bare, captions))
    for text in captions:
        own = bare(text)
        titled = len(own) >= _NAME and own in named
        if len(own) <= _BRIEF or times[own] > 1 or titled or _STAFF.search(text):
            yield FieldDoubt("figures", text)
    doubtful = (i for i in ground.lines if i.role is Role.CAPTION and i.sure < _EVEN)
    yield from (FieldDoubt("figures", line.text) for line in doubtful)
