"""Doubts about the title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aidstories.describe.dates import find_dates
from aidstories.describe.doubts.ground import Ground
from aidstories.describe.doubts.line_words import is_house, unread
from aidstories.describe.doubts.page_lines import PageLine
from aidstories.describe.doubts.told import bare, prose, told
from aidstories.model import FieldDoubt, Role
from aidstories.restore.lexicon.chars import ends_sentence
from aidstories.restore.lexicon.counts import count
from aidstories.restore.lexicon.late import late

_FIRST = 2
"""Passages among which a line that is no sentence may be the title, chosen by hand."""
_MAY_HEAD = (Role.KICKER, Role.SUBTITLE, Role.HEADING, Role.PARAGRAPH)
_LINE = 60
"""Characters of such a line, chosen by hand."""
_SHORT, _NAME = 5, 8
"""Characters by which the capture's own title is known, and of a line that may be a title."""
_NO_TITLE = late(
    r"[。；，、：;,:]$|——$|^本文|^\W?原标题|来源\s*+[:：]|转[载自]\W|^[（(【\[][^)）】\]]{0,12}[)）】\]]$|[|_]{2}|[|_]\s*+$"
    r"|[|｜_][^|｜_]*(?:www|app|\.com|\.cn)[^|｜_]{0,6}$",
    re.I,
)
"""What no headline ends with or says: 本文转自【海角报】; a kicker leads on with a dash."""
_TOLD, _LITTLE, _HARDLY_TOLD = 0.5, 0.2, 0.12
"""Shares of a line that the text says again: of a headline; of one that a line beside it may be
instead; of what is none, in a text of some length."""
_TELLS, _TELLS_ALL = 80, 300
"""Characters of a text that says a word of its headline again, and more than one."""
_BESIDE = (Role.KICKER, Role.SUBTITLE, Role.SOURCE, None)
"""What a headline may have been taken for, or dropped as."""
_SITE = late(r"[-_|｜—·]\s*+([^-_|｜—·]{2,16})$")
"""What may be the name of a site behind a title: …的日子-海角新闻网."""
_LEADS_ON = late(r"[—-]{1,2}")
"""How a subtitle opens, whatever its headline is."""
_LIKELY = 0.9
"""Weight of a flag below which the label of a line beside a title is doubtful."""


def of_title(ground: Ground) -> Iterator[FieldDoubt]:
    """Yield the doubts about the title, or about its lack."""
    title = ground.article.first(Role.TITLE)
    yield from _lacking_title(ground) if title is None else _of_title(ground, title)


def _unsure(ground: Ground) -> Iterator[PageLine]:
    """Yield the lines above and below a title that may be its other half."""
    beside = (Role.KICKER, Role.SUBTITLE)
    return (line for line in ground.lines if line.role in beside and line.sure < _LIKELY)


def _lacking_title(ground: Ground) -> Iterator[FieldDoubt]:
    """Doubt that a story has no title where a line that is no sentence may be it."""
    for passage in ground.printed.passages[:_FIRST]:
        text = passage.text
        if passage.role in _MAY_HEAD and len(text) <= _LINE and "。" not in text:
            yield FieldDoubt("title", text)


def _of_title(ground: Ground, title: str) -> Iterator[FieldDoubt]:
    """Doubt a title that the page calls by another line, that has another's form, or a flag."""
    own, said = bare(title), bare(ground.meta.get("title", ""))
    for line in ground.lines:
        other = bare(line.text)
        kept = line.role is not None and line.role is not Role.TITLE
        if kept and own not in said and len(other) >= _SHORT and other in said:
            yield FieldDoubt("title", line.text)
    dated = any(d.year and d.day for d in find_dates(title))
    odd = _NO_TITLE.search(title) or _is_open(title)
    if odd or dated or _counts_on(ground, title):
        yield FieldDoubt("title", title)
    if (behind := _SITE.search(title)) and _is_site(behind[1], title[: behind.start()], ground):
        yield FieldDoubt("title", title, title[: behind.start()].rstrip())
    if own and said.startswith(own):  # what the capture calls itself, its site behind
        return
    text = prose(ground)
    share = told(title, text)
    yield from _told_more(ground, text, share)
    if len(text) > (_TELLS_ALL if share else _TELLS) and share < _HARDLY_TOLD:
        yield FieldDoubt("title", title)
    stands = share >= _TOLD and len(text) > _TELLS
    if any(_unsure(ground)) and not stands:
        flagged = (i.text for i in ground.lines if i.role is Role.TITLE and i.sure < 1)
        yield from (FieldDoubt("title", line) for line in flagged)


def _told_more(ground: Ground, text: str, share: float) -> Iterator[FieldDoubt]:
    """Doubt a title of which the text says hardly a word again, beside a line of which it does."""
    if share >= _LITTLE or len(text) < _TELLS:
        return
    for line in ground.lines:
        told_on = "。" in line.text or (line.running and ends_sentence(line.text))
        may_head = (line.running or line.role in _BESIDE) and not told_on
        words = bare(unread(ground, line) if line.role is Role.SOURCE else line.text)
        formed = _NAME <= len(words) <= _LINE and not _LEADS_ON.match(line.text)
        if may_head and formed and told(words, text) > _TOLD:
            yield FieldDoubt("title", line.text, words)


def _is_site(behind: str, title: str, ground: Ground) -> bool:
    """Return whether what stands behind a title is its site: a house, or of the two the one that
    the text never says."""
    text = prose(ground)
    apart = told(behind, text) == 0 and told(title, text) >= _TOLD
    return is_house(bare(behind), ground.lists) or apart


def _is_open(title: str) -> bool:
    """Return whether a mark of a title lacks its other half: ‘小药箱”上山."""
    return any(title.count(one) != title.count(other) for one, other in _PAIRS)


_PAIRS = (("“", "”"), ("《", "》"), ("（", "）"), ("【", "】"))
"""Marks that stand in pairs; ’ stands alone in other languages."""


def _counts_on(ground: Ground, title: str) -> bool:
    """Return whether a title counts the first part of a text, of which a line counts the second."""
    first = count(title)
    if not first or first.number != 1:
        return False
    return any(count(p.text) == first._replace(number=2) for p in ground.printed.passages)
