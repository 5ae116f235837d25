"""Regions and donors of an article, decided from its weighed mentions.

First the territory that is helped: a scheme says it (援藏: 西藏), or else the part of China that
the story speaks of as its own. Places inside it are candidates for regions, places outside it
for donors; a hospital that helps the counties below its own city gives inside it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from aidstories.describe.cues import SCHEME, SENDS, SERVED, Part
from aidstories.describe.cues.chinese.words import STAFF
from aidstories.describe.evidence import in_text
from aidstories.describe.listed import goes_on, names_all
from aidstories.describe.mentions import Mention, parents, prefecture, within
from aidstories.describe.roles import Weighed
from aidstories.model import Article, Evidence, Passage, Role
from aidstories.restore.lexicon.late import late

_OWN = late(r"[我全本](?:市|县|区|州|省)(?!域)")
_WHOLE = late(r"全区|全自治区|全省|各地市|七地市|西藏各地|全疆|各市地|天山南北")
# The weights from here to the floors are set by judgement. On the gold, 300 made-up articles, 100
# swapped stories and all cases nothing changes between the values in brackets.
_OWN_SHARE = 0.6
"""Share of its province's evidence that makes a prefecture the story's own (0 to more than 1)."""
_HINT = 2
"""The weight of the dateline's or the publisher's place (0 to 4; 6 misses 20 in 100 stories)."""
_OWN_HINT = 4
"""The same where the text writes 我市, 全县 and the like (0 to 10)."""
_LISTED = 0.25
"""The weight of one place among several that the story is not about (0 to 2)."""
_LISTED_OWN = 1.0
"""The same in the question whose story it is (0.5 to 1.5)."""
_ASIDE = 0.25
"""What a caption beside a text counts of what its place would weigh there (0 to 1)."""
_OWN_ASIDE = 0.1
"""The weight of such a place in the question whose story it is (0 to 1)."""
_PROMINENT = {Role.TITLE: 2.0, Role.KICKER: 2.0, Role.SUBTITLE: 1.0, Role.HEADING: 1.0}
"""What a place weighs more where a reader looks first (0 times to twice as much)."""

_REGION_FLOOR = 2.5
"""What a region's mentions weigh together at least. With 2, two cases of describe_*.toml fail;
with 2.75, a region of the gold is missed and ten in 100 swapped stories (tests/describe/swap.py).
"""
_HOSPITAL_FLOOR = 1.5
"""The same for a place with a hospital of its own. With 2, a case fails; with 0, four do,
and ten regions of 100 swapped stories are missed.
"""
_DONOR_FLOOR = SENDS
"""One cue that says so by itself, or two that do not. With 3, four cases fail; with 4.5,
72 donors of 300 made-up articles are missed.
"""


def find_home(article: Article, weighed: Sequence[Weighed], hints: Iterable[str]) -> str | None:
    """Return the territory that the story speaks of as its own, or None where it names none.

    It is a prefecture where that holds most of its province's evidence, else the province.
    ``hints`` are the publisher's place and the dateline's.
    """
    score: defaultdict[str, float] = defaultdict(float)
    away = _sends_elsewhere(weighed)
    for w in weighed:
        own = _own_weight(article, w)
        score[prefecture(w.mention.path)] += min(own, 0) if _province(w) in away else own
    body = "\n".join(article.texts(Role.PARAGRAPH, Role.NOTE))
    for hint in hints:
        if any(within(path, prefecture(hint)) for path in score) or not score:
            score[prefecture(hint)] += _OWN_HINT if _OWN.search(body) else _HINT
    if not score:
        return None
    best, most = max(score.items(), key=lambda item: item[1])
    if most <= 0:
        return None
    province = best.split("/")[0]
    total = sum(v for path, v in score.items() if path.startswith(f"{province}/") and v > 0)
    return best if "/" in best and most >= _OWN_SHARE * total else province


def _province(w: Weighed) -> str:
    return w.mention.path.split("/")[0]


def _sends_elsewhere(weighed: Sequence[Weighed]) -> set[str]:
    """Return the provinces that only send where another one receives: their houses are no scene."""
    sends = {_province(w) for w in weighed if w.part is Part.GIVES and w.weight >= SENDS}
    gets = {_province(w) for w in weighed if w.part is Part.RECEIVES}
    return sends - gets if gets - sends else set()


def _own_weight(article: Article, w: Weighed) -> float:
    if _is_aside(article, article.passages[w.mention.passage]):
        return _OWN_ASIDE
    if w.part is Part.GIVES:
        return -1.0 if w.weight >= SENDS else 0.0
    base = 2.0 if w.part is Part.RECEIVES else w.weight
    if _in_list(article.passages[w.mention.passage].text, w.mention):
        base = min(base, _LISTED_OWN)
    if w.mention.institution and w.weight:
        base = max(base, 1.0)
    return base + _PROMINENT.get(article.passages[w.mention.passage].role, 0.0) * 0.5


def _is_aside(article: Article, passage: Passage) -> bool:
    """Return whether ``passage`` is a caption beside a text; alone, captions are the text."""
    return passage.role is Role.CAPTION and article.first(Role.PARAGRAPH) is not None


def find_regions(
    article: Article, weighed: Sequence[Weighed], home: str, fallback: str | None
) -> tuple[Evidence, ...]:
    """Return evidence for each region inside ``home``, the most specific only.

    ``fallback`` is the dateline's place, used where no other place reaches the floor. The
    territory as a whole is listed too where the story says so (全区).
    """
    score: defaultdict[str, float] = defaultdict(float)
    best: dict[str, tuple[float, Weighed]] = {}
    senders = _senders(weighed)
    for w in weighed:
        if not within(w.mention.path, home) or w.mention.path in senders:
            continue
        value = _region_weight(article, w)
        score[w.mention.path] += value
        if w.mention.path not in best or value > best[w.mention.path][0]:
            best[w.mention.path] = (value, w)
    chosen = {path for path, value in score.items() if value >= _REGION_FLOOR}
    chosen = lowest_of(chosen)
    if not chosen:
        chosen = lowest_of(_second_choice(score, home, fallback))
    if chosen == {home}:
        chosen = _with_hospitals(weighed, score, home) or _only_below(weighed, home) or chosen
    chosen = lowest_of(chosen | _shown(article, weighed, score))
    found = [_evidence("regions", article, best[path][1]) for path in score if path in chosen]
    if home not in chosen and home in best and "/" not in home and _speaks_of_whole(article):
        found.insert(0, _evidence("regions", article, best[home][1]))
    return tuple(found)


def _senders(weighed: Sequence[Weighed]) -> set[str]:
    """Return the places that send in so many words and receive nothing: 上海 in 上海医疗队出征."""
    sends = {w.mention.path for w in weighed if w.part is Part.GIVES and w.weight >= SENDS}
    return sends - {w.mention.path for w in weighed if w.part is Part.RECEIVES}


def _with_hospitals(weighed: Sequence[Weighed], score: Mapping[str, float], home: str) -> set[str]:
    """Return the places below ``home`` whose own hospital the story names."""
    own = {w.mention.path for w in weighed if w.mention.institution and w.mention.path != home}
    return lowest_of({path for path in own if score.get(path, 0.0) >= _HOSPITAL_FLOOR})


def _only_below(weighed: Sequence[Weighed], home: str) -> set[str]:
    """Return the one place below ``home`` that a story names more than once, and no other.

    One above it may be named with it, in two passages at least: 日土县, then 阿里地区日土县.
    """
    below = [
        w.mention
        for w in weighed
        if within(w.mention.path, home) and w.mention.path != home and w.weight
    ]
    paths = {m.path for m in below}
    lowest = lowest_of(paths)
    told = len(below) if paths == lowest else len({m.passage for m in below if m.path in lowest})
    return lowest if told > 1 and len(lowest) == 1 else set()


def _shown(article: Article, weighed: Sequence[Weighed], inside: Collection[str]) -> set[str]:
    """Return the places whose houses captions show with those who help: 上海专家在某县人民医院带教.

    The text may tell of others: each of two pictures is from a county of its own. A city's hospital
    is seen in many that the text is not about (seed 001).
    """
    gives = {w.mention.passage for w in weighed if w.part is Part.GIVES}
    return {
        w.mention.path
        for w in weighed
        if w.part is Part.RECEIVES
        and w.mention.institution
        and w.mention.path in inside
        and w.mention.path.count("/") > 1
        and (w.weight >= SERVED or w.mention.passage in gives or _are_at_work(article, w))
        and _is_aside(article, article.passages[w.mention.passage])
    }


_AT = late(rf"{STAFF}[^，。；]{{0,6}}[在到]$")


def _are_at_work(article: Article, w: Weighed) -> bool:
    """Return whether somebody's people are in a place that the words behind it tell aid of."""
    text = article.passages[w.mention.passage].text
    return bool(_AT.search(text[max(0, w.mention.start - _NEAR) : w.mention.start]))


_NEAR = 12
"""Characters before a place that `_AT` reads: 护士长 is the longest of its words."""


def _region_weight(article: Article, w: Weighed) -> float:
    passage = article.passages[w.mention.passage]
    if w.part is Part.NAMED and w.weight == 0:
        return 0.0
    if _in_list(passage.text, w.mention):
        return _LISTED
    whole = bool(w.mention.institution)
    base = w.weight + 0.5 * whole if w.part is Part.RECEIVES else 1.5 if whole else 1.0
    base += article.first(Role.PARAGRAPH) == passage.text
    if _is_aside(article, passage):
        return base * _ASIDE
    return base + _PROMINENT.get(passage.role, 0.0)


def _in_list(text: str, mention: Mention) -> bool:
    """Return whether the place is one of several, none of them the story's: 阿里、那曲等地.

    A list that names as many as it counts leaves none out, and each is the story's own:
    疏勒、英吉沙等两县.
    """
    listed = goes_on(text, mention)
    if not listed or names_all(text, mention):
        return False
    return not listed.startswith("等") or text.endswith(("、", "和", "及"), 0, mention.start)


def _second_choice(score: Mapping[str, float], home: str, fallback: str | None) -> set[str]:
    if fallback and fallback in score:
        return {fallback}
    top = max(score.values(), default=0.0)
    return {path for path, value in score.items() if value == top and value >= 1.0}


def _speaks_of_whole(article: Article) -> bool:
    return any(_WHOLE.search(p.text) or "自治区人民医院" in p.text for p in article.passages)


def find_donors(
    article: Article, weighed: Sequence[Weighed], home: str, *, outside_only: bool
) -> tuple[Evidence, ...]:
    """Return evidence for each donor: places outside ``home`` that give.

    Unless ``outside_only``, a prefecture inside ``home`` that gives to another place in it counts.
    """
    score: defaultdict[str, float] = defaultdict(float)
    best: dict[str, Weighed] = {}
    last = _last_named(weighed)
    for i, w in enumerate(weighed):
        path = w.mention.path
        if w.part is not Part.GIVES or not _may_give(article, w):
            continue
        if within(path, home) and (outside_only or not _gives_below(w, i, last)):
            continue
        if within(home, path) and path != home and not _gives_below(w, i, last):
            continue
        score[path] += w.weight
        if path not in best or w.weight > best[path].weight:
            best[path] = w
    chosen = lowest_of({path for path, value in score.items() if value >= _DONOR_FLOOR})
    return tuple(_evidence("donors", article, best[path]) for path in score if path in chosen)


def _may_give(article: Article, w: Weighed) -> bool:
    """A caption proves a gift only by the scheme's own word: 上海市援藏医生."""
    return article.passages[w.mention.passage].role is not Role.CAPTION or w.weight >= SCHEME


_Last = Mapping[tuple[int, str], Mapping[str, int]]
"""By passage and province: its places that the passage names, each with its last mention."""


def _last_named(weighed: Sequence[Weighed]) -> _Last:
    found: defaultdict[tuple[int, str], dict[str, int]] = defaultdict(dict)
    for i, w in enumerate(weighed):
        found[w.mention.passage, w.mention.path.split("/")[0]][w.mention.path] = i
    return found


def _gives_below(w: Weighed, i: int, last: _Last) -> bool:
    """Return whether mention ``i`` helps a lower place in the same passage, or its equal elsewhere.

    One in another prefecture may stand before it: 在永顺县…，衡阳市选派专家. A county helps such a
    one alone: 来自什邡市、在喜德县从事帮扶工作.
    """
    if w.weight < SENDS:
        return False
    own, depth = w.mention.path, w.mention.path.count("/")
    return any(
        path.count("/") >= depth
        and path != own
        and (
            (at > i and depth < 2) or (path.count("/") > 1 and prefecture(path) != prefecture(own))
        )
        for path, at in last[w.mention.passage, own.split("/")[0]].items()
    )


def lowest_of(paths: set[str]) -> set[str]:
    """Return ``paths`` without those that hold another of them."""
    return paths - {above for path in paths for above in parents(path)[1:]}


def _evidence(field: str, article: Article, w: Weighed) -> Evidence:
    m = w.mention
    return in_text(article, field, m.path, m.passage, (m.start, w.end))
