"""Two places that agree on something: which of them is helped, for the sentence says neither.

石渠县人民医院与绍兴市人民医院签订协议: whichever stands first, aid goes where schemes bring it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from aidstories.describe.authority import Authorities
from aidstories.describe.mentions import Mention
from aidstories.model import Article
from aidstories.restore.lexicon.late import late

_WITH = late(
    r"[^，。；、与和同跟]{0,12}?(?:[（(][^（）()]{2,16}[)）])?"
    r"(?:[与和同跟]|[—–]{1,2}|联合)[^，。；、]{0,6}"
    r"|[^，。；]{0,12}(?:代表团|考察[团组]|一行)[^，。；]{0,6}(?:赴|到|来)"
)
"""What stands between the two: 卫健委（以下简称“甲方”）与, 党政代表团赴."""
_PAIRED = late(
    r"[^.;]{0,60}?\b(?:paired|pairing|pairs|twinned) (?:up )?with (?:the )?"
    r"(?:[\w'’]+ ){0,6}?(?:(?:in|of|from) )?(?:the )?"
)
"""The same in English, and what they do together: a hospital paired with those of."""
_AGREE = late(
    r"[^，。；]{0,20}?(?:签[订署约]|结对|结[成为]|对口(?!支援的)|共建|合作|协作|对接|建立|座谈|会商"
    r"|手拉手|牵手|携手|(?:开展|举办|举行)[^，。；]{0,12}(?:行动|活动|义诊))"
)
"""What two do together: nothing in it says who gives."""


class Pair(NamedTuple):
    """Mentions of two parties by their numbers, the helped and the helpers, in no order."""

    helped: tuple[int, ...]
    helpers: tuple[int, ...]


def pairs(article: Article, mentions: Sequence[Mention], lists: Authorities) -> Iterator[Pair]:
    """Yield the parties of each agreement whose direction the lists or the ranks tell."""
    for k, (a, b) in enumerate(itertools.pairwise(mentions)):
        if not _agree(article, a, b):
            continue
        first, second = _listed(article, mentions, k, -1), _listed(article, mentions, k + 1, 1)
        if _is_helped(a.path, b.path, lists):
            yield Pair(first, second)
        elif _is_helped(b.path, a.path, lists):
            yield Pair(second, first)


def _agree(article: Article, a: Mention, b: Mention) -> bool:
    if a.passage != b.passage:
        return False
    text = article.passages[a.passage].text
    if _PAIRED.fullmatch(text, a.end, b.start):
        return True
    return bool(_WITH.fullmatch(text, a.end, b.start) and _AGREE.match(text, b.end))


def _listed(article: Article, mentions: Sequence[Mention], k: int, step: int) -> tuple[int, ...]:
    """Return the numbers of the mentions in one list with ``k``, on one side: 色达县、石渠县与."""
    found = [k]
    while 0 <= (i := found[-1] + step) < len(mentions):
        left, right = sorted((mentions[i], mentions[found[-1]]), key=lambda m: (m.passage, m.start))
        text = article.passages[left.passage].text
        if left.passage != right.passage or text[left.end : right.start] != "、":
            break
        found.append(i)
    return tuple(found)


def _is_helped(path: str, by: str, lists: Authorities) -> bool:
    """Return whether of two places the first is the one that aid goes to."""
    if path.split("/")[0] != by.split("/")[0]:
        return lists.receives_from(path, by)
    return _is_county(path) and not _is_county(by)


def _is_county(path: str) -> bool:
    return "/" in path and path.endswith(("县", "旗"))
