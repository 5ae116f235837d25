"""The parties of aid that no cue tells: where the article names none of a province otherwise.

``roles`` and ``directions`` read the words around a place. What stands here asks the lists: of two
places that schemes join, in sentences that tell of aid, one gives and the other receives.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from aidstories.describe.authority import Authorities
from aidstories.describe.cues import SENDS, SERVED, Part
from aidstories.describe.names import SURNAME
from aidstories.describe.places import lowest_of
from aidstories.describe.programmes import NEIGHBOURLY, NamedProgramme
from aidstories.describe.roles import Weighed
from aidstories.describe.sides import ends_of, province, sentences_of
from aidstories.describe.statements.links import AIDED, OTHERWISE, STAFF
from aidstories.model import Article, Role
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.person_names import WORDS

_BROUGHT = late("远程|[把将][^，。；]{2,14}?[带送]到|送[医药诊]|筛查|受聘")
"""Words of aid over a distance: 把技术带到了."""
_OURS = late("我省|[本我]市(?!民)")
"""How those who give speak of themselves; a territory that is helped says 我区."""
_ENOUGH = {Part.GIVES: SENDS, Part.RECEIVES: SERVED}
"""The weight that tells a part by itself."""
_COMES = late(r"(?:来自|从|由|选自|作为|[^不也]是|系|身为|告别|离开|放弃|辞别)(?:了|的)?$")
"""What stands before where somebody comes from."""
_WHOSE = late(rf"的(?!{WORDS.pattern}){SURNAME}[\u4e00-\u9fff]{{1,2}}[，。；]")
"""Somebody of a hospital: 嘉兴市第一医院的段海峰。"""
_CLINIC = late("义诊|巡诊|送医|支医")
"""What a title says whose people go to patients: 牧场上的义诊."""
_SENT = late(r"(?:来自|选自)于?$")
_ASKED = late(r"(?:问|找|请教|咨询|求助|联系|邀请|请)(?:了|过)?$")
"""What stands before those who give no more than advice."""


def supplied(
    article: Article,
    weighed: Sequence[Weighed],
    schemes: Sequence[NamedProgramme],
    lists: Authorities,
) -> tuple[Weighed, ...]:
    """Return the mentions, with givers and receivers where the article tells none of a province.

    依托某市医院的技术，某县医院建成了中心: a sentence of aid names both. 医生来自某市医院, in an
    article that names a scheme: those who come from elsewhere give.
    """
    named = any(s.programme.tier < NEIGHBOURLY for s in schemes)
    if not any(ends_of(weighed, lists)):
        return tuple(_of_ours(article, weighed, lists) if named else weighed)
    told = _told(weighed)
    both = tuple(_of_both(article, weighed, told, lists))
    clinic = any(_CLINIC.search(title) for title in article.texts(Role.TITLE))
    come = tuple(_of_those_who_come(article, both, lists, named=named or clinic))
    if not named:
        return come
    return tuple(_of_the_only_place(tuple(_of_ours(article, come, lists)), lists))


def _told(weighed: Sequence[Weighed]) -> set[tuple[Part, str]]:
    """Return the provinces that words say to give or to receive."""
    return {
        (w.part, province(w)) for w in weighed if w.part in _ENOUGH and w.weight >= _ENOUGH[w.part]
    }


def _of_both(
    article: Article,
    weighed: Sequence[Weighed],
    told: Collection[tuple[Part, str]],
    lists: Authorities,
) -> Iterator[Weighed]:
    for words, sentence in sentences_of(article, weighed):
        helpers, helped = ends_of(sentence, lists)
        helpers = helpers - _of_the_scene(article, sentence, helpers, helped)
        acts = any(_is_own_people(w) and w.mention.path in helpers for w in sentence)
        both = _says_both(sentence, helpers, helped)
        of_aid = helped and _tells_of_aid(words, acts=acts or both)
        of_aid = of_aid and not _is_reversed(sentence, helped)
        sides = {Part.GIVES: helpers, Part.RECEIVES: helped} if of_aid else {}
        for w in sentence:
            part = next((p for p, side in sides.items() if w.mention.path in side), Part.NAMED)
            own = (both and part is w.part) or (part, province(w)) not in told
            if w.weight and part is not Part.NAMED and own:
                yield w._replace(part=part, weight=max(w.weight, _ENOUGH[part]))
            else:
                yield w


def _of_the_scene(
    article: Article,
    sentence: Sequence[Weighed],
    helpers: Collection[str],
    helped: Collection[str],
) -> set[str]:
    """Return the ``helpers`` by rank alone that are where aid arrives.

    Words say that it does, or they stand in a list with a place that is no party:
    在包括改则县在内的那曲市、阿里地区九个县筛查.
    """
    served = {w.mention.path for w in sentence if w.part is Part.RECEIVES and w.weight >= SERVED}
    listed = {
        one.mention.path
        for a, b in pairwise(sentence)
        for one, other in ((a, b), (b, a))
        if other.mention.path not in (*helpers, *helped) and _are_listed(article, a, b)
    }
    return (served | listed) & set(helpers)


def _are_listed(article: Article, a: Weighed, b: Weighed) -> bool:
    return article.passages[a.mention.passage].text[a.mention.end : b.mention.start] == "、"


def _says_both(
    sentence: Sequence[Weighed], helpers: Collection[str], helped: Collection[str]
) -> bool:
    """Return whether the words around both sides, of one province, say that one gives to the other:
    西宁市第一人民医院的医生在称多县工作了半年."""
    if len({province(w) for w in sentence}) > 1:
        return False
    given = any(w.part is Part.GIVES and w.mention.path in helpers for w in sentence)
    return given and any(w.part is Part.RECEIVES and w.mention.path in helped for w in sentence)


def _is_own_people(w: Weighed) -> bool:
    """Return whether people are called by their city: 岳阳医生. A house may only have a guest."""
    return w.part is Part.GIVES and not w.mention.institution


def _tells_of_aid(words: str, *, acts: bool) -> bool:
    told = acts or AIDED.search(words) or _BROUGHT.search(words)
    return bool(told) and not OTHERWISE.search(words)


def _is_reversed(sentence: Sequence[Weighed], helped: Collection[str]) -> bool:
    """Return whether words say that one of those helped gives."""
    return any(
        w.part is Part.GIVES and w.weight >= SENDS and w.mention.path in helped for w in sentence
    )


def _of_those_who_come(
    article: Article, weighed: Sequence[Weighed], lists: Authorities, *, named: bool
) -> Iterator[Weighed]:
    """Yield the mentions; people from a place that schemes join with one helped give, if no one.

    Where nothing ``named`` a scheme, nor the title a clinic, they are said to come from a hospital,
    or are staff from there: 他来自厦门市第五医院, 来自厦门的儿科医生.
    """
    told = _told(weighed)
    senders = {p for part, p in told if part is Part.GIVES}
    helped = {province(w) for w in weighed if w.weight} - senders
    gives = any(lists.receives_from(h, p) for p in senders for h in helped)
    for words, sentence in sentences_of(article, weighed):
        plain = not gives and not OTHERWISE.search(words)
        for w in sentence:
            comes = plain and any(lists.receives_from(h, province(w)) for h in helped)
            sent = _are_people(article, w) if named else _is_sent(article, w) or _act(w)
            if comes and w.weight and w.part is not Part.RECEIVES and sent:
                yield w._replace(part=Part.GIVES, weight=SENDS)
            else:
                yield w


def _of_ours(article: Article, weighed: Sequence[Weighed], lists: Authorities) -> Iterator[Weighed]:
    """Yield the mentions; the only province that can give does, where it speaks as 我省."""
    sends = any(part is Part.GIVES for part, _ in _told(weighed))
    able = {province(w) for w in weighed if w.weight} - set(lists.aided)
    ours = not sends and len(able) == 1 and any(_OURS.search(p.text) for p in article.passages)
    for w in weighed:
        if ours and w.weight and province(w) in able and w.part is not Part.RECEIVES:
            yield w._replace(part=Part.GIVES, weight=SENDS)
        else:
            yield w


def _of_the_only_place(weighed: Sequence[Weighed], lists: Authorities) -> Iterator[Weighed]:
    """Yield the mentions; the only place receives that others can give to, where none is told."""
    told = _told(weighed)
    senders = {p for part, p in told if part is Part.GIVES}
    helped = {p for p in map(province, weighed) if any(lists.receives_from(p, s) for s in senders)}
    none_told = not any((Part.RECEIVES, p) in told for p in helped)
    inside = {w.mention.path for w in weighed if province(w) in helped and w.weight}
    lowest = lowest_of(inside)
    for w in weighed:
        alone = none_told and {w.mention.path} == lowest and "/" in w.mention.path
        if alone and w.weight and w.part is not Part.GIVES:
            yield w._replace(part=Part.RECEIVES, weight=SERVED)
        else:
            yield w


def _is_sent(article: Article, w: Weighed) -> bool:
    """Return whether somebody is said to come from a hospital, or staff from a place."""
    m = w.mention
    text = article.passages[m.passage].text
    staff = text[m.end : m.end + 1] == "的" and STAFF.match(text, m.end)
    return bool((m.institution or staff) and _SENT.search(text[max(0, m.start - 3) : m.start]))


def _act(w: Weighed) -> bool:
    """Return whether people called by their city do something: 天津医生每周三来讲课."""
    return _is_own_people(w) and w.weight >= SERVED


def _are_people(article: Article, w: Weighed) -> bool:
    """Return whether people of a place are named, or somebody who comes from it."""
    m = w.mention
    text = article.passages[m.passage].text
    before = text[max(0, m.start - 8) : m.start]
    if m.institution and _WHOSE.match(text, m.end):
        return True
    return bool(_COMES.search(before) or (STAFF.match(text, m.end) and not _ASKED.search(before)))
