"""Which way aid goes where the words do not tell, or tell it the wrong way round.

``roles`` reads the words around one place. Where two agree on something, 石渠县人民医院与绍兴市人民
医院签订协议, these name neither as helped: aid goes where schemes bring it, within a province to
the county.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from aidstories.describe.authority import Authorities
from aidstories.describe.cues import SCHEME, SENDS, SERVED, Part
from aidstories.describe.mentions import Mention, within
from aidstories.describe.roles import Weighed
from aidstories.describe.sides import is_helped, province, sentences_of, sides_of
from aidstories.model import Article, Role
from aidstories.restore.lexicon.late import late

_WITH = late(
    r"[^，。；、与和同跟]{0,12}?(?:[（(][^（）()]{2,16}[)）])?"
    r"(?:[与和同跟是]|[—–]{1,2}|联合)[^，。；、]{0,6}"
    r"|[^，。；]{0,12}(?:代表团|考察[团组]|一行)[^，。；]{0,6}(?:赴|到|来)|[、·・-]?"
)
"""What stands between the two: 卫健委（以下简称“甲方”）与, 党政代表团赴; nothing in 闽宁协作."""
_PAIRED = late(
    r"[^.;]{0,60}?\b(?:paired|pairing|pairs|twinned) (?:up )?with (?:the )?"
    r"(?:[\w'’]+ ){0,6}?(?:(?:in|of|from) )?(?:the )?"
)
"""The same in English, and what they do together: a hospital paired with those of."""
_AGREE = late(
    r"[^，。；]{0,20}?(?:签[订署约]|续签|结对|结[成为]|对口(?!支援的)|共建|合作|协作|对接|建立|座谈|会商"
    r"|(?:考察|学习|访问|调研|汇报)[^。；]{0,20}(?:座谈|签约|对接|协作|对口)|手拉手|牵手|携手|的“?山海情|(?:开展|举办|举行)[^，。；]{0,12}(?:行动|活动|义诊))|两(?:地|省|市|县|院|家)"
)
"""What two do together: nothing in it says who gives."""


_TELLS = late("[援医诊捐]|帮扶|专家|锦旗|患者|带教|对口")
"""What a sentence of aid has one of: one that says how far two places are apart tells of none."""
_NAMED = 0.5
"""The weight of a place that is only named, as in ``roles``."""
RELIEF = late("疫情|抗疫|疫区|核酸|方舱|新冠|地震|抗震|灾|洪水")
"""Where a disaster is told of, aid goes whichever way: 云南援沪医疗队."""


def directed(
    article: Article, weighed: Sequence[Weighed], lists: Authorities
) -> tuple[Weighed, ...]:
    """Return the mentions with the part that the lists give those whose words do not tell it."""
    found = [_at_home(article, w, lists) for w in weighed]
    for helped, helpers in _agreed(article, [w.mention for w in weighed], lists):
        for i in (i for i in helped if not _sends(found[i])):
            found[i] = found[i]._replace(part=Part.RECEIVES, weight=max(SERVED, found[i].weight))
        for i in helpers:
            found[i] = found[i]._replace(part=Part.GIVES, weight=max(SENDS, found[i].weight))
    if any(RELIEF.search(passage.text) for passage in article.passages):
        return tuple(found)
    return _left_at_home(tuple(_turned(article, found, lists)), lists)


def _left_at_home(weighed: tuple[Weighed, ...], lists: Authorities) -> tuple[Weighed, ...]:
    """Return the houses of counties as helped that seem to give where nobody is helped otherwise.

    来自甲市医院的专家 and, elsewhere, 玉龙县人民医院护士长说: a scheme tells whose house she is of.
    """
    if any(w.part is Part.RECEIVES for w in weighed):
        return weighed
    senders = {province(w) for w in weighed if w.part is Part.GIVES and w.weight >= SENDS}
    return tuple(
        w._replace(part=Part.RECEIVES, weight=SERVED)
        if _is_own_house(w)
        and w.weight < SENDS
        and any(lists.receives_from(province(w), other) for other in senders)
        else w
        for w in weighed
    )


def _is_own_house(w: Weighed) -> bool:
    """Return whether a house of a county seems to give, in no scheme's own words."""
    county = w.mention.path.endswith(("县", "旗"))
    gives = w.part is Part.GIVES and w.weight < SCHEME
    return gives and county and w.mention.institution is not None


def _sends(w: Weighed) -> bool:
    """Return whether a scheme's own words say that a place gives: 辽宁两省援藏医疗队."""
    return w.part is Part.GIVES and w.weight >= SCHEME


def _at_home(article: Article, w: Weighed, lists: Authorities) -> Weighed:
    """Return a mention as helped where the scheme that it would give in is its own territory's.

    措勤县人民医院援藏医生 works there: nobody in Tibet sends a doctor to Tibet.
    """
    if article.passages[w.mention.passage].role is Role.SIGNATURE and province(w) in lists.giving:
        return w._replace(part=Part.NAMED, weight=0.0)  # 2023年1月15日于徐州
    if w.part is not Part.GIVES:
        return w
    text, start, end = article.passages[w.mention.passage].text, w.mention.end, w.end
    own = (p for p in lists.programmes if p.region and within(w.mention.path, p.region))
    if any(p.pattern and p.pattern.search(text, start, end) for p in own):
        return w._replace(part=Part.RECEIVES, weight=SERVED)
    return w


def _turned(article: Article, weighed: Sequence[Weighed], lists: Authorities) -> Iterator[Weighed]:
    """Yield the mentions, those turned round whose words say the reverse of what schemes do.

    向江苏省人民医院赠送锦旗: beside a county of Tibet, the hospital is no receiver of aid. The own
    words of a scheme stand: 青海第六批支援湖北医疗队.
    """
    gave = [w for w in weighed if w.part is Part.GIVES and w.weight >= SENDS]
    _, helped = sides_of(gave, lists)
    for words, sentence in sentences_of(article, weighed):
        told = _TELLS.search(words)
        here = _turned_here(sentence, lists) if told else sentence
        yield from (_of_the_house_helped(w, helped, lists) for w in here)


def _of_the_house_helped(w: Weighed, helped: Collection[str], lists: Authorities) -> Weighed:
    """Return a house of a county as helped where its territory is, by who else gives.

    我是墨玉县人民医院的护士 and, in another sentence, 队长是芜湖市来的: only the latter gave.
    """
    if _is_own_house(w) and province(w) in helped and province(w) in lists.aided:
        return w._replace(part=Part.RECEIVES, weight=SERVED)
    return w


def _turned_here(sentence: Sequence[Weighed], lists: Authorities) -> Iterator[Weighed]:
    helpers, helped = sides_of(sentence, lists)
    if any(w.weight >= SCHEME and province(w) not in helpers for w in sentence):
        yield from sentence
        return
    for w in sentence:
        if province(w) in helpers and w.part is Part.RECEIVES:
            yield w._replace(part=Part.NAMED, weight=_NAMED)
        elif (
            province(w) in helped
            and w.part is Part.GIVES
            and (w.weight < SENDS or province(w) in lists.aided)
        ):
            yield w._replace(part=Part.RECEIVES, weight=SERVED)
        else:
            yield w


_Parties = tuple[tuple[int, ...], tuple[int, ...]]
"""The numbers of the mentions of who is helped, and of who helps."""


def _agreed(
    article: Article, mentions: Sequence[Mention], lists: Authorities
) -> Iterator[_Parties]:
    """Yield the parties of each agreement whose direction the lists or the ranks tell."""
    for k, (a, b) in enumerate(pairwise(mentions)):
        if not _agree(article, a, b):
            continue
        first, second = _listed(article, mentions, k, -1), _listed(article, mentions, k + 1, 1)
        if is_helped(a.path, b.path, lists):
            yield first, second
        elif is_helped(b.path, a.path, lists):
            yield second, first


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
