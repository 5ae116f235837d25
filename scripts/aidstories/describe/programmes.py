"""Which schemes of aid an article is about, by the words that the authority gives them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from aidstories.describe.authority import Authorities
from aidstories.describe.directions import RELIEF
from aidstories.describe.evidence import in_text
from aidstories.describe.languages import Language, text_language
from aidstories.describe.mentions import Mention, is_silent, within
from aidstories.model import Article, Evidence, Role
from aidstories.restore.lexicon.late import late
from aidstories.tables import Programme

_PROMINENT = (Role.TITLE, Role.KICKER, Role.SUBTITLE, Role.HEADING, Role.NOTE)
_HEAD = (Role.TITLE, Role.KICKER, Role.SUBTITLE)
LEAD = 2
"""Paragraphs that lead an article. One fails four cases of describe_*.toml, three one."""
NEIGHBOURLY = 3
"""The tier of schemes that no other place need have a part in: 医共体, 巡回医疗."""
_TEAM = late(
    r"[”\"]?的?(?:医疗|卫生|医务|教育|人才|干部|技术|专业)*(?:队|专家|医生|医师|护士|教师|人才|干部|队员|岗位)"
    r"|的?第[一二三四五六七八九十\d]{1,3}年"
)
_PLAIN = ("支援", "援助")
"""How a scheme's words open that may speak of a disaster as well: 支援新疆."""
_BODY = late(
    r"(?:公益|慈善|医[学药疗]|教育|扶贫|发展|建设|文化|经济|志愿者?){0,3}(?:基金会|促进会|协会|学会|研究会|联谊会)"
)
"""What makes a scheme's words a part of the name of a body: 援助西藏发展基金会."""
_PAST = late(r"(?:曾|曾经|参加过|先后参加|多次参加|有过)[^，。；]{0,8}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedProgramme:
    """A programme that the article names, with its first and most prominent place."""

    programme: Programme
    count: int
    prominent: bool
    leading: bool
    """Whether the title names it, or the lead names a team of it: 第九批“组团式”援藏医疗队."""
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class _Text:
    """The searched passages as one string; ``starts`` and ``indices`` lead back to them."""

    whole: str
    starts: tuple[int, ...]
    indices: tuple[int, ...]
    prominent: frozenset[int]
    language: Language

    def locate(self, at: int) -> tuple[int, int]:
        """Return ``(passage, offset in it)`` of a position in ``whole``."""
        nth = bisect_right(self.starts, at) - 1
        return self.indices[nth], at - self.starts[nth]


def search_programmes(article: Article, lists: Authorities) -> tuple[NamedProgramme, ...]:
    """Return every scheme that the article names, in the order of the authority."""
    text = _joined(article)
    found = (_search(article, text, programme) for programme in lists.programmes)
    return tuple(f for f in found if f)


def choose_programmes(
    found: Sequence[NamedProgramme],
    places: Collection[str],
    served: Collection[str],
    teams: Collection[str] = (),
    headed: Collection[str] = (),
) -> tuple[NamedProgramme, ...]:
    """Return the schemes among ``found`` that the article is about.

    ``places`` are the paths that the article names, ``served`` those that aid arrives at,
    ``teams`` the words by which it says who sends a team of a scheme: 第九批援藏医疗队. A
    scheme for a territory counts where a place of that territory is named, or where it leads the
    article and no other territory is served, or an article that names no place at all opens with
    it: a doctor of Changzhi who once went to Tibet makes no
    story about Tibet. Nor does what the text tells of such a scheme further on, where the title
    has aid arrive elsewhere (``headed``). Named schemes hide general ones, narrower ones broader.
    """
    likely = [
        f
        for f in found
        if (f.prominent or f.count > 1 or _has_team(f, served, teams))
        and (
            _in_its_place(f.programme, places)
            or _gives_in_it(f.programme, places, served)
            or (f.leading and not served)
            or (f.prominent and not places)
        )
        and not (headed and f.programme.region and _is_aside(f, headed))
    ]
    likely += [f for f in found if f not in likely and _narrows(f, likely, teams)]
    tier = min((f.programme.tier for f in likely), default=0)
    named = [f for f in likely if f.programme.tier == tier]
    hidden = {zh for f in named for zh in f.programme.broader}
    return tuple(f for f in named if f.programme.zh not in hidden)


def paired(
    chosen: Sequence[NamedProgramme],
    article: Article,
    mentions: Sequence[Mention],
    lists: Authorities,
) -> tuple[NamedProgramme, ...]:
    """Return the schemes, a general one as the only pair of it that its passage or the title names.

    对口合作 beside 广州 and 龙岩 is 广龙对口合作: the lists say which of the two is helped.
    """
    heads = {i for i, p in enumerate(article.passages) if p.role in _HEAD}
    found = []
    for one in chosen:
        near = {m.path for m in mentions if m.passage in heads | {one.evidence.passage}}
        found.append(replace(one, programme=_pair(one.programme, near, lists)))
    return tuple(found)


def _pair(general: Programme, near: Collection[str], lists: Authorities) -> Programme:
    pairs = [
        p
        for p in lists.programmes
        if p.donor
        and p.zh != general.zh
        and p.zh.endswith(general.zh)
        and all(any(within(path, end) for path in near) for end in (p.donor, p.region))
    ]
    return pairs[0] if len(pairs) == 1 else general


def _is_aside(found: NamedProgramme, headed: Collection[str]) -> bool:
    """Return whether a scheme for a territory is told of behind the lead of another's story."""
    region = found.programme.region
    return not found.prominent and not any(within(path, region) for path in headed)


def _has_team(found: NamedProgramme, served: Collection[str], teams: Collection[str]) -> bool:
    """Return whether a team of a scheme for a territory is said to be sent where aid arrives."""
    region = found.programme.region
    arrives = region and any(within(path, region) for path in served)
    in_letters = found.evidence.quote[:1].isascii()  # English names a scheme in all its words
    return bool(arrives) and (in_letters or _is_sent(found, teams))


def _is_sent(found: NamedProgramme, teams: Collection[str]) -> bool:
    return any(found.evidence.quote in team for team in teams)


def _narrows(
    found: NamedProgramme, likely: Sequence[NamedProgramme], teams: Collection[str]
) -> bool:
    """Return whether a scheme is named for a third of the times of the likely one that holds it.

    Or where it says who sends a team of it: 来自某大学“组团式”援疆医疗队的医生们.

    An article on 对口援藏 that names 组团式援藏 once among twenty is not about that.
    """
    broader = [f for f in likely if f.programme.zh in found.programme.broader]
    return any(
        f.programme.region and (_is_sent(found, teams) or 3 * found.count >= f.count)
        for f in broader
    )


def spoken_territories(found: Sequence[NamedProgramme]) -> tuple[str, ...]:
    """Return the territories that schemes among ``found`` name: 援藏 more than once, 津甘协作."""
    paths = (f.programme.region for f in found if f.count > 1 or f.programme.donor)
    return tuple(dict.fromkeys(p for p in paths if p))


def _in_its_place(programme: Programme, places: Collection[str]) -> bool:
    region = programme.region
    return not region or any(within(p, region) or within(region, p) for p in places)


def _gives_in_it(programme: Programme, places: Collection[str], served: Collection[str]) -> bool:
    """Return whether who gives in a pair is named, and aid arrives nowhere else.

    The name itself says who is helped: 闽宁协作.
    """
    gives = programme.donor and any(within(p, programme.donor) for p in places)
    return bool(gives) and all(within(p, programme.region) for p in served)


def _joined(article: Article) -> _Text:
    """Return the passages but the publication's, a line break between them."""
    parts: list[str] = []
    starts: list[int] = []
    indices: list[int] = []
    prominent: set[int] = set()
    at = paragraphs = 0
    told = article.first(Role.PARAGRAPH)
    for index, passage in enumerate(article.passages):
        if is_silent(passage):
            continue
        paragraphs += passage.role is Role.PARAGRAPH
        lead = passage.role is Role.PARAGRAPH and paragraphs <= LEAD
        lead = lead or (passage.role is Role.CAPTION and told is None)
        if lead or passage.role in _PROMINENT:
            prominent.add(index)
        parts.append(passage.text)
        starts.append(at)
        indices.append(index)
        at += len(passage.text) + 1
    whole = "\n".join(parts)
    return _Text(
        whole, tuple(starts), tuple(indices), frozenset(prominent), _language(article, whole)
    )


def _language(article: Article, whole: str) -> Language:
    """Return the language of most paragraphs: the name of a site over them may be in another."""
    spoken = Counter(map(text_language, article.texts(Role.PARAGRAPH))).most_common(1)
    return spoken[0][0] if spoken else text_language(whole)


def _is_team(article: Article, index: int, end: int) -> bool:
    """Return whether a team of the scheme, or work in it, is named up to ``end`` and behind."""
    return bool(_TEAM.match(article.passages[index].text, end))


def _search(article: Article, text: _Text, programme: Programme) -> NamedProgramme | None:
    """Return where ``text`` names the programme now; what somebody once did is left out, and what
    a body is called, or relief of which the title or the lead tells."""
    relief = programme.region and any(
        RELIEF.search(article.passages[i].text) for i in text.prominent
    )
    pattern = programme.english if text.language is Language.ENGLISH else programme.pattern
    hits = [
        (*text.locate(hit.start()), hit[0])
        for hit in (pattern.finditer(text.whole) if pattern else ())
        if not _PAST.search(text.whole, max(0, hit.start() - 16), hit.start())
        and not (relief and hit[0].startswith(_PLAIN))
        and not _BODY.match(text.whole, hit.end())
    ]
    if not hits:
        return None
    index, start, quote = next((h for h in hits if h[0] in text.prominent), hits[0])
    leading = any(
        article.passages[i].role in _HEAD
        or (i in text.prominent and _is_team(article, i, at + len(q)))
        for i, at, q in hits
    )
    return NamedProgramme(
        programme=programme,
        count=len(hits),
        leading=leading,
        prominent=index in text.prominent,
        evidence=in_text(article, "programs", programme.zh, index, (start, start + len(quote))),
    )
