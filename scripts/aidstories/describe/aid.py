"""Regions and donors of an article, from its schemes and from its weighed mentions of places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from aidstories.describe.authority import Authorities
from aidstories.describe.cues import SENDS, SERVED, Part
from aidstories.describe.evidence import in_text
from aidstories.describe.languages import Language, text_language
from aidstories.describe.mentions import Mention, prefecture, within
from aidstories.describe.places import find_donors, find_home, find_regions, lowest_of
from aidstories.describe.programmes import LEAD, NamedProgramme
from aidstories.describe.roles import Weighed
from aidstories.describe.sides import province, sentences_of
from aidstories.model import Article, Evidence, Role
from aidstories.restore.lexicon.late import late

_HEAD = (Role.TITLE, Role.KICKER, Role.SUBTITLE)
_TEAM = late(
    r"(?:援|[入赴](?=.(?:医疗|卫生|救援|应急|护理|医护)+队))([\u4e00-\u9fff])"
    r"(?:医疗|卫生|帮扶|抗疫|救援|应急|护理|医护)*(?:队|专家|医生|医师)"
)
_AID = late(
    "[援捐赠贈扶救患诊診]|[医醫](?:院|[疗療][队隊服])|支[教农農医醫]|对口|對口|[选選]派|派[出驻駐遣]|托管"
    "|[协協合]作|[结結]对|結對|[帮幫](?:[助带教]|帶)|免[费費]|下[沉乡鄉]"
    "|(?:来自[\u4e00-\u9fff]{2,8}的|[\u4e00-\u9fff]{2}来的|[^后原]来了)[\u4e00-\u9fff]{0,4}"
    "(?:医[生师]|护士|护师|大夫|助产士|专家|教授|院长|主任|博士|老师|[药技]师|麻醉师|工程师|队员)"
    "|我们?(?:是|来自)[\u4e00-\u9fff]{2,14}(?:医院|保健院)[^，。；]{0,8}的[，。；]"
)
"""Words of aid or of the sick, of which each story of aid in health care has one."""
_GOES = late(
    "[赴往援派驰捐赠扶诊巡托驻]|征|启程|出发|下[沉乡]|[协合]作|对口|结对|[送带]到|to |for "
)
"""Words of going or giving, of which a text that names nobody helped has one: its people only
train others elsewhere."""
_CAME = late("来自|[\u4e00-\u9fff]{2}来的|来了")
"""Words of having come, which tell as much where nobody meets or speaks: 绵阳来的工程师拧开阀门."""
_MEET = late("会议|大会|论坛|[比竞]赛|参[赛会]|研讨|[培集]训|进修|学习|讲座|[讲授]课")
"""What people who came for it met or learned at."""
_CLAUSE = 24
"""Characters around a place in which its clause tells of aid, chosen by hand."""
_ABROAD = "援外医疗"
"""The scheme whose aid arrives at no place in China."""
_TIBET, _TIBETAN = "西藏自治区", "藏族"
"""A territory, and what the names of prefectures beside it have whose schemes are called by it."""
_WITH = ("与", "和", "同")
_BATCH = late(r"(?:第[一二三四五六七八九十\d]{1,3}|首)批[^，。；]{0,8}?" + _TEAM.pattern)
"""A team as a paragraph must name it, for many a doctor was in one once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aid:
    """Evidence for the regions and donors; ``home`` is the territory helped, or empty."""

    regions: tuple[Evidence, ...]
    donors: tuple[Evidence, ...]
    home: str


def find_aid(
    article: Article,
    weighed: Sequence[Weighed],
    programmes: Sequence[NamedProgramme],
    hints: Sequence[str],
    dateline: str | None,
    lists: Authorities,
) -> Aid:
    """Return evidence for the regions and for the donors of ``article``, and its territory.

    ``hints`` are the paths of the dateline and the publisher, ``dateline`` the dateline's alone.
    Where nobody is named as helped, those who send are donors all the same: a report from home.
    """
    bound = _territory(programmes, weighed)
    sign = () if bound else _by_sign(article, weighed, lists)
    territory = bound or next((e.value for e in sign), None)
    home = territory or _helped_home(article, weighed, find_home(article, weighed, hints), lists)
    aided = next((t for t in lists.aided if home and within(home, t)), None)
    regions: tuple[Evidence, ...] = ()
    donors: tuple[Evidence, ...] = ()
    if home:
        regions = find_regions(article, weighed, home, dateline)
        donors = find_donors(article, weighed, aided or home, outside_only=bool(territory))
        regions, donors = _by_pair(programmes, regions, donors)
        donors = _by_ours(article, programmes, hints, donors)
    if not territory:
        regions += _served_beside(article, weighed, regions, donors)
    abroad = all(f.programme.zh == _ABROAD for f in programmes)
    away = abroad and (bool(programmes) or _is_abroad(article, weighed, lists))
    regions = (() if away else regions) or sign
    if all(e.value == territory for e in regions):
        regions = _by_house(article, weighed, programmes) or regions
    regions = regions or _by_territory(programmes)
    if not (donors or programmes):
        regions = _without_donors(article, weighed, regions, lists, away=away)
    if not programmes and not (_speaks_of_aid(article) or _say_who_came(weighed)):
        return Aid(regions=regions, donors=(), home=home or "")
    if not regions and not donors:
        donors = _senders(article, weighed, aided)
    return Aid(regions=regions, donors=donors, home=home or "")


def _without_donors(
    article: Article,
    weighed: Sequence[Weighed],
    regions: tuple[Evidence, ...],
    lists: Authorities,
    *,
    away: bool,
) -> tuple[Evidence, ...]:
    """Return the regions of an article that names neither a donor nor a programme.

    ``away`` says that it tells of aid abroad.
    """
    if not (regions or away):
        regions = _of_own_people(article, weighed)
    if _are_guests(article, weighed):
        regions = ()
    return () if _is_by_the_way(article, weighed, regions, lists) else regions


def _senders(
    article: Article, weighed: Sequence[Weighed], aided: str | None
) -> tuple[Evidence, ...]:
    """Return who sends, by the text alone, outside the territory that is ``aided``."""
    able = [
        w for w in weighed if w.weight >= SENDS and not (aided and within(w.mention.path, aided))
    ]
    told_in = {w.mention.passage for w in able}
    going = {n for n in told_in if _go_or_came(article.passages[n].text)}
    senders = [w for w in able if w.mention.passage in going]
    return find_donors(article, senders, "", outside_only=True)


def _go_or_came(text: str) -> bool:
    return bool(_GOES.search(text) or (_CAME.search(text) and not _MEET.search(text)))


def _of_own_people(article: Article, weighed: Sequence[Weighed]) -> tuple[Evidence, ...]:
    """Return the only place of an article, if it is a county whose people work where none is named.

    某县人民医院组织专家到乡镇义诊: they do so at home. A city's may have gone anywhere.
    """
    lowest = lowest_of({w.mention.path for w in weighed})
    acts = (w for w in weighed if w.part is Part.GIVES and w.weight < SENDS)
    own = [w.mention for w in acts if {w.mention.path} == lowest]
    if not own or prefecture(own[0].path) == own[0].path:
        return ()
    m = own[0]
    return (in_text(article, "regions", m.path, m.passage, (m.start, m.end)),)


def _is_by_the_way(
    article: Article, weighed: Sequence[Weighed], regions: Sequence[Evidence], lists: Authorities
) -> bool:
    """Return whether the only region is named in one sentence, of something else than aid.

    本次论坛在厦门举办 in the midst of other news; the title and the opening tell what it is of, in
    河南的五名医生在皮山县 those who came do, and where reporters went they do.
    """
    inside = [w for w in weighed if any(within(w.mention.path, e.value) for e in regions)]
    told = sum(any(w in inside for w in here) for _, here in sentences_of(article, weighed))
    if len(regions) != 1 or told != 1 or not _is_chinese(article):
        return False
    w, passages = max(inside, key=lambda each: each.weight), article.passages
    if w.part is not Part.RECEIVES or w.weight >= SERVED or _is_come_to(article, w, weighed, lists):
        return False
    first = next((i for i, p in enumerate(passages) if p.role is Role.PARAGRAPH), 0)
    at, text = w.mention.start, passages[w.mention.passage].text
    opens = w.mention.passage == first and "。" not in text[:at]
    of_aid = _AID.search(text[max(0, at - _CLAUSE) : w.end + _CLAUSE])
    of_aid = of_aid or (_REPORTERS.search(text[max(0, at - _CLAUSE) : at]))
    return passages[w.mention.passage].role is Role.PARAGRAPH and not opens and not of_aid


_REPORTERS = late(
    r"(?:记者|采访[小组团队]{1,3}|报社)[们一行]{0,3}(?:在|来到|走进|赶到|赴|[到去]了?)$"
)
"""Who went to a place that a story is of: 采访组在大关县住了六天."""
_LECTURES = late(
    "[^，。；]{0,10}?(?:主任|教授|[医药护技]师|护士长|院长|博士|专家)[^，。；赴到来在]{0,8}?(?:授课|主讲|[讲作]了?[^，。；]{0,6}(?:课|讲座))"
)
"""What stands behind the house of a guest who teaches: 某市第一医院主任段敏线上授课."""
_INVITED = late("邀请|特邀|应邀|请来|评委")
_SPEAK = late("点评|评委|评审|裁判|讲课|授课|讲座|主讲|学术|论坛|嘉宾|致辞")


def _are_guests(article: Article, weighed: Sequence[Weighed]) -> bool:
    """Return whether all places are of guests who speak or judge: 特邀青海省人民医院段敏任评委.

    Nobody need say that they were asked: 某市第一医院主任段敏线上授课.
    """
    if any(w.part is Part.RECEIVES for w in weighed):
        return False
    words = list(sentences_of(article, [w for w in weighed if w.weight]))
    return bool(words) and all(
        all(_lectures(article, w) for w in here)
        or (
            (invited := _INVITED.search(text))
            and _SPEAK.search(text)
            and all(_begins(article, w, text) > invited.start() for w in here)
        )
        for text, here in words
    )


def _lectures(article: Article, w: Weighed) -> bool:
    """Return whether somebody of the house that is named teaches, wherever that is."""
    m = w.mention
    return bool(m.institution and _LECTURES.match(article.passages[m.passage].text, m.end))


def _begins(article: Article, w: Weighed, sentence: str) -> int:
    """Return where a mention begins in its sentence."""
    text = article.passages[w.mention.passage].text
    return w.mention.start - text.rfind(sentence, 0, w.mention.end + len(sentence))


def _is_come_to(
    article: Article, w: Weighed, weighed: Sequence[Weighed], lists: Authorities
) -> bool:
    """Return whether people of a place that schemes join with this one act in its sentence."""
    near = next((s for _, s in sentences_of(article, weighed) if w in s), ())
    return any(
        o.part is Part.GIVES and lists.receives_from(w.mention.path, o.mention.path) for o in near
    )


def _speaks_of_aid(article: Article) -> bool:
    """Return whether a text has a word of aid at all; Chinese that has none names who met where."""
    said = any(_AID.search(p.text) for p in article.passages)
    return said or not _is_chinese(article)


def _is_chinese(article: Article) -> bool:
    return text_language("\n".join(p.text for p in article.passages)) is Language.CHINESE


def _say_who_came(weighed: Sequence[Weighed]) -> bool:
    """Return whether one sentence says by its words who gives and who is helped.

    四名某市医生来到某县: people who came from elsewhere, without a word of aid.
    """
    gave = {w.mention.passage for w in weighed if w.part is Part.GIVES and w.weight >= SENDS}
    return any(
        w.part is Part.RECEIVES and w.weight >= SERVED and w.mention.passage in gave
        for w in weighed
    )


def _helped_home(
    article: Article, weighed: Sequence[Weighed], home: str | None, lists: Authorities
) -> str | None:
    """Return ``home``, or where a territory that only ever receives has a house that is named.

    类乌齐县人民医院与无锡市中医院结成对子: of the two, a county of Tibet is the one that is helped.
    """
    if home and any(within(home, territory) for territory in lists.aided):
        return home
    if home and any(_is_headed(article, w) and within(w.mention.path, home) for w in weighed):
        return home  # 驰援荆州 in the title: the rest is told of who helps
    named = {t for t in lists.aided for w in weighed if within(w.mention.path, t)}
    if len(named) != 1:
        return _served_elsewhere(article, weighed, home) or home
    (territory,) = named
    inside = [w for w in weighed if within(w.mention.path, territory) and w.weight]
    if (
        home
        and _is_only_named(weighed, home)
        and any(w.mention.path.count("/") > 1 for w in inside)
    ):
        return find_home(article, inside, ()) or territory
    if any(_sends_alone(article, w) for w in inside):
        return home
    apart = not any(
        w.part is Part.RECEIVES and home and within(w.mention.path, home) for w in weighed
    )
    if not any(_is_served(w) or (apart and w.part is Part.RECEIVES) for w in inside):
        return home
    if home and _arrives(weighed, home) > _arrives(weighed, territory):
        return home  # a county of Sichuan is helped, and once those of Qinghai were
    return find_home(article, inside, ()) or territory


def _arrives(weighed: Sequence[Weighed], path: str) -> float:
    """Return what the words weigh together that say of a place, or one in it, that it is helped."""
    inside = (w for w in weighed if w.part is Part.RECEIVES and within(w.mention.path, path))
    return sum(w.weight for w in inside)


def _is_only_named(weighed: Sequence[Weighed], home: str) -> bool:
    """Return whether nothing is said to be done at ``home``: a girl of 墨脱县 learnt there."""
    here = [w for w in weighed if within(w.mention.path, home)]
    return all(w.part is Part.NAMED and not w.mention.institution for w in here)


def _served_elsewhere(article: Article, weighed: Sequence[Weighed], home: str | None) -> str | None:
    """Return the one province where aid arrives, if those at ``home`` only give.

    A paper of Guangdong tells of 珠海市人民医院与泸水市人民医院结对.
    """
    told = [w for w in weighed if w.part is Part.RECEIVES and w.weight >= SERVED]
    here = [w for w in weighed if home and w.weight and within(w.mention.path, home)]
    gives = bool(here) and all(w.part is Part.GIVES for w in here)
    if not gives or len({province(w) for w in told}) != 1:
        return None
    return find_home(article, told, ())


def _is_headed(article: Article, w: Weighed) -> bool:
    """Return whether the title says that aid arrives at a place."""
    arrives = w.part is Part.RECEIVES and w.weight >= SERVED
    return arrives and article.passages[w.mention.passage].role is Role.TITLE


def _is_served(w: Weighed) -> bool:
    return bool(w.mention.institution) or (w.part is Part.RECEIVES and w.weight >= SERVED)


def _sends_alone(article: Article, w: Weighed) -> bool:
    """Return whether the place sends; one that is paired with another is only named first."""
    m = w.mention
    paired = article.passages[m.passage].text[m.end : m.end + 1] in _WITH
    return w.part is Part.GIVES and w.weight >= SENDS and not paired


def _by_sign(
    article: Article, weighed: Sequence[Weighed], lists: Authorities
) -> tuple[Evidence, ...]:
    """Return the province that a team's name implies where it leads the article: 援宁医疗队.

    Nothing where aid arrives elsewhere, as it does in a story of someone who once was there.
    """
    evidence = next(_signs(article, lists), None)
    served = (w.mention.path for w in weighed if w.part is Part.RECEIVES and w.weight >= SERVED)
    if evidence is None or not all(within(path, evidence.value) for path in served):
        return ()
    return (evidence,)


def _signs(article: Article, lists: Authorities) -> Iterator[Evidence]:
    """Yield evidence for the provinces of teams in the title and the first two paragraphs."""
    paragraphs = 0
    for index, passage in enumerate(article.passages):
        paragraphs += passage.role is Role.PARAGRAPH
        if passage.role not in (*_HEAD, Role.PARAGRAPH) or paragraphs > LEAD:
            continue
        team = _TEAM if passage.role in _HEAD else _BATCH
        for hit in team.finditer(passage.text):
            paths = [p for p in lists.abbreviations.get(hit[1], ()) if "/" not in p]
            if len(paths) == 1:
                yield in_text(article, "regions", paths[0], index, hit.span())


def _is_abroad(article: Article, weighed: Sequence[Weighed], lists: Authorities) -> bool:
    """Return whether the title or the first paragraph sets the story in another country.

    A place in China that aid arrives at keeps it here, and the house of one that gives nothing:
    在美国进修 is told of many doctors.
    """
    served = (w for w in weighed if w.part is Part.RECEIVES and w.weight >= SERVED)
    givers = {w.mention.path for w in weighed if w.part is Part.GIVES}
    houses = (w for w in weighed if w.mention.institution and w.mention.path not in givers)
    if next(served, None) or next(houses, None):
        return False
    lead = (*article.texts(*_HEAD), *article.texts(Role.PARAGRAPH)[:1])
    return any(lists.abroad.search(lists.fold(text)) for text in lead)


def _territory(programmes: Sequence[NamedProgramme], weighed: Sequence[Weighed]) -> str | None:
    """Return the territory of the scheme that the article names most often.

    甲县 of a Tibetan prefecture in 四川省 calls those who come to it 援藏专家, too.
    """
    bound = [f for f in programmes if f.programme.region]
    territory = max(bound, key=lambda f: f.count).programme.region if bound else None
    beside = any(_TIBETAN in w.mention.path for w in weighed if _is_served(w))
    inside = any(territory and within(w.mention.path, territory) for w in weighed)
    return None if territory == _TIBET and beside and not inside else territory


def _served_beside(
    article: Article,
    weighed: Sequence[Weighed],
    regions: Sequence[Evidence],
    donors: Sequence[Evidence],
) -> tuple[Evidence, ...]:
    """Return the places of other provinces that one sentence says are helped with a region.

    某市两支医疗队出发，六人前往旬阳市，四人前往尼勒克县: its donor stands in it, and nothing that
    tells of one person's life.
    """
    own, gives = {e.value for e in regions}, {e.value for e in donors}
    found: dict[str, Evidence] = {}
    for text, here in sentences_of(article, weighed):
        if not any(w.mention.path in gives for w in here) or _ONE_LIFE.search(text):
            continue
        sure = [w for w in here if w.part is Part.RECEIVES and w.weight >= SERVED]
        inside = {province(w) for w in sure if w.mention.path in own}
        for m in (w.mention for w in sure if inside and province(w) not in inside):
            if "/" in m.path and m.path not in gives:
                shown = in_text(article, "regions", m.path, m.passage, (m.start, m.end))
                found.setdefault(m.path, shown)
    lowest = lowest_of(set(found))
    return tuple(e for path, e in found.items() if path in lowest)


_ONE_LIFE = late("曾|先后|此前|过[去往]?|从前|以前|多次|次[赴到]|毕业|后又|[又再][赴到去]")
"""What tells of one who helped at several places, one after another."""


def _by_house(
    article: Article, weighed: Sequence[Weighed], programmes: Sequence[NamedProgramme]
) -> tuple[Evidence, ...]:
    """Return the only place of a scheme's territory, if it is named by its hospital alone.

    医疗队队员走出某县人民医院 says of nobody who is helped; the doctors of the scheme work there.
    """
    territory = next((f.programme.region for f in programmes if not f.programme.donor), None)
    inside = [w for w in weighed if territory and w.weight and within(w.mention.path, territory)]
    inside = [w for w in inside if w.mention.path != territory]
    houses = [w.mention for w in inside if _HOSPITAL.search(_quote(article, w.mention))]
    if not houses or len({w.mention.path for w in inside}) != 1:
        return ()
    m = houses[0]
    return (in_text(article, "regions", m.path, m.passage, (m.start, m.end)),)


def _quote(article: Article, m: Mention) -> str:
    return article.passages[m.passage].text[m.start : m.end]


_HOSPITAL = late("(?:医院|卫生院|保健院|藏医院)$")


def _by_territory(programmes: Sequence[NamedProgramme]) -> tuple[Evidence, ...]:
    """Return the territories that schemes imply, shown by their names: 援藏 is 西藏自治区."""
    by_region = {
        f.programme.region: replace(f.evidence, field="regions", value=f.programme.region)
        for f in programmes
        if f.programme.region and not f.programme.donor
    }
    return tuple(by_region.values())


_OURS = late("我[市县区州省旗](?![域民])")


def _by_ours(
    article: Article,
    programmes: Sequence[NamedProgramme],
    hints: Sequence[str],
    donors: tuple[Evidence, ...],
) -> tuple[Evidence, ...]:
    """Return the donors, with the place of whose own people its publisher tells: 我区四名援宁医生.

    It lies outside the territory of the scheme, which shows it, and in the only donor, if any.
    """
    schemes = [f for f in programmes if f.programme.region]
    apart = (h for h in hints if not any(within(h, f.programme.region) for f in schemes))
    own = next(apart, None) if schemes else None
    known = [e.value for e in donors]
    if not own or known not in ([], [v for v in known if v != own and within(own, v)]):
        return donors
    if not any(_OURS.search(text) for text in article.texts(Role.TITLE, Role.PARAGRAPH)):
        return donors
    return (replace(schemes[0].evidence, field="donors", value=own),)


def _by_pair(
    programmes: Sequence[NamedProgramme],
    regions: tuple[Evidence, ...],
    donors: tuple[Evidence, ...],
) -> tuple[tuple[Evidence, ...], tuple[Evidence, ...]]:
    """Complete ``regions`` and ``donors`` by the pair that a scheme's name holds: 京蒙协作."""
    for finding in programmes:
        pair, evidence = finding.programme, finding.evidence
        if pair.donor and not any(within(e.value, pair.donor) for e in donors):
            donors = (*donors, replace(evidence, field="donors", value=pair.donor))
        if pair.donor and not any(within(e.value, pair.region) for e in regions):
            regions = (*regions, replace(evidence, field="regions", value=pair.region))
    return regions, donors
