"""Made-up stories of several donors and recipients, paired as newspapers pair them.

Each sentence of a story comes from a table of constructions; what it states stands beside it.
``FAMILIAR`` is what the rules were written for, ``HELD_OUT`` was written when they stood.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aidstories.model import Article, Passage, Role

from .aid import GIVEN, NUMBERS, SURNAMES, TERRITORIES
from .swap import MUNICIPALITIES, Division, divisions

Pair = tuple[str, str]
"""The paths of a donor and a recipient; empty is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An article with the pairs that it states."""

    article: Article
    pairs: frozenset[Pair]
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Constructions:
    """Sentences by what they state.

    Names: ``{D}`` a donor, ``{H}`` a hospital of it, ``{T}`` its team, ``{Y}`` a recipient,
    ``{R}`` a hospital of it, ``{p}`` a person, ``{aid}`` 援藏, ``{X}`` a place that is no end.
    """

    joined: tuple[str, ...]
    """Sentences that name both ends."""
    chained: tuple[tuple[str, str], ...]
    """A sentence that names the team, and one later in the passage that speaks of it."""
    by_head: tuple[str, ...]
    """Sentences that speak of the team that the kicker names."""
    listed: tuple[str, ...]
    """Sentences of two donors and two recipients, the first with the first."""
    shared: tuple[str, ...]
    """Sentences of one donor and two recipients."""
    united: tuple[str, ...]
    """Sentences of two donors and one recipient."""
    captions: tuple[str, ...]
    open_captions: tuple[str, ...]
    """Captions that name who gives and not to whom."""
    territorial: tuple[str, ...]
    """Sentences that name the donor and, by the scheme, the territory."""
    unsent: tuple[str, ...]
    """Sentences that say that aid arrives and not from whom."""
    idle: tuple[str, ...]
    """Sentences that state no aid."""


FAMILIAR = Constructions(
    joined=(
        "{T}进驻{R}，开展为期一年的帮扶。",
        "由{D}选派的六名医生抵达{Y}，将在{R}工作一年半。",
        "{H}对口支援{R}已进入第{n}个年头。",
        "{R}由{H}对口帮扶，去年新开了三个科室。",
        "在{H}专家的指导下，{R}完成了首例介入手术。",
        "{R}急诊科在{H}专家指导下建起胸痛中心。",
        "在{R}门诊楼，{H}{aid}医生{p}正在查房。",
        "来自{H}的{aid}专家{p}，现任{R}副院长。",
        "“这里的病人更需要我。”{T}队长、{R}院长{p}说。",
        "{R}日前迎来{D}派出的第{n}批帮扶专家。",
        "{D}投入{aid}资金三千万元，援建{R}门诊楼。",
        "{H}与{R}签署合作协议，双方将在远程会诊等方面深化合作。",
        "{R}与{H}结成对子，建立远程会诊机制。",
        "{H}医生{p}挂职{R}副院长以来，带教了十名徒弟。",
        "{H}已指导{R}完成五台复杂手术。",
        "{H}向{R}捐赠两台彩超机。",
        "{D}{aid}医疗队在{R}开展白内障复明手术。",
        "来自{D}的医疗专家走进{Y}，为群众义诊。",
        "{D}援建的{R}新院区启用。",
        "{T}深入{Y}的乡镇，送医送药。",
    ),
    chained=(
        ("{T}平均年龄三十八岁。", "医疗队来到{R}，当天就开诊。"),
        ("{T}去年夏天出发。", "队员们深入{Y}的乡镇，为群众义诊。"),
        ("{p}是{T}的一员。", "{aid}医疗队在{R}建起了血透室。"),
    ),
    by_head=(
        "医疗队深入{Y}，为群众送医送药。",
        "{aid}医疗队在{R}开展新技术二十项。",
        "在{R}，专家们来到{R}的病房查房带教。",
        "队员们走进{Y}的学校，为孩子们体检。",
    ),
    listed=(
        "{D}、{D2}的医疗队分别进驻{Y}、{Y2}。",
        "{D}医疗队进驻{R}，{D2}医疗队进驻{R2}。",
        "{H}对口支援{R}，{H2}对口支援{R2}。",
        "{R}由{H}帮扶，{R2}由{H2}帮扶。",
    ),
    shared=(
        "{T}先后走进{Y}、{Y2}，为农牧民送医送药。",
        "{H}选派骨干，“组团式”支援{R}和{R2}。",
    ),
    united=(
        "{D}、{D2}{aid}医疗队进驻{R}。",
        "{H}和{H2}的专家来到{R}坐诊。",
    ),
    captions=(
        "图为{H}{aid}医生{p}（右）在{R}查房。",
        "{H}专家在{R}为小朋友义诊。",
        "{T}队员在{Y}为牧民检查身体。",
    ),
    open_captions=(
        "图为{H}主治医师为当地妇女做手术。",
        "{H}医生{p}（左一）为老人义诊。",
    ),
    territorial=(
        "{T}的二十名队员今天启程，踏上征途。",
        "作为{T}的一员，她在高原度过了第一个冬天。",
    ),
    unsent=(
        "{aid}专家{p}在{R}完成了首例微创手术。",
        "{aid}工作开展以来，{Y}建起了新的门诊楼。",
    ),
    idle=(
        "{R}的两名护士还赴{X}进修半年。",
        "{R}选派业务骨干到{X}跟岗学习三个月。",
        "{X}卫健委一行到{R}考察交流。",
        "如今，{R}的条件与{X}相比并不逊色。",
        "在{X}召开的全国会议上，{R}院长作了经验介绍。",
        "一名来自{X}的游客突发高原反应，被送到{R}。",
        "她曾在{X}人民医院工作八年。",
        "院长{p}毕业于{X}的一所医学院。",
        "以前，病人要到{X}才能看上病。",
        "患者被转到{X}接受手术治疗。",
        "队员们还参观了{X}人民医院。",
        "全国许多省市都派出了医疗队，大家说，值得。",
        "高原的冬天来得早，十月就下雪了。",
        "“在家门口就能看上好医生，太方便了。”一位老人说。",
    ),
)


SECOND = Constructions(
    joined=(
        "{Y}的乡亲们记住了{T}的名字：三个月里，队员们跑遍了{Y}的每一个村。",
        "{R}里来了{H}的心内科主任{p}，门诊天天排长队。",
        "{R}新落成的影像楼，是{D}援建的。",
        "作为{H}派驻{R}的专家，{p}每天要看八十个病人。",
        "{D}与{Y}携手十年，{T}接力奔赴高原。",
        "{H}在{R}设立专家工作站，每月派人坐诊。",
        "截至目前，{D}已累计向{Y}选派医疗人才三百余人次。",
        "{H}“以院包科”，重点支援{R}的妇产科。",
        "去年七月，{p}告别{H}的同事，随{T}来到{R}。",
        "记者在{R}见到{T}领队{p}时，他刚做完一台手术。",
        "远在千里之外的{H}专家通过屏幕，指导{R}医生完成了超声检查。",
        "{T}把{R}的血液透析室建了起来。",
        "{R}挂上了“{H}协作医院”的牌子。",
        "{D}卫健委把{R}列为重点帮扶对象，派出八名骨干。",
    ),
    chained=(
        ("{T}一行十二人日前抵达。", "放下行李，他们就赶到{R}查房。"),
        ("{p}来自{T}。", "在{R}，他带出了六名徒弟。"),
        ("{H}骨科医生{p}报名参加了{aid}医疗队。", "如今，{p}在{R}已经做了两百台手术。"),
    ),
    by_head=(
        "三年来，医疗队的足迹遍布{Y}的十二个乡镇。",
        "由{aid}医疗队牵头，{R}建成了胸痛中心。",
        "医疗队把{R}的手术室改造一新。",
        "{R}院长说，{aid}专家来了以后，病人不用往外跑了。",
    ),
    listed=(
        "其中，{D}负责{Y}，{D2}负责{Y2}，各派出一支医疗队。",
        "{T}到了{Y}，{D2}{aid}医疗队则去了{Y2}。",
        "{Y}、{Y2}分别由{D}、{D2}对口支援。",
    ),
    shared=(
        "{T}兵分两路，一路赴{Y}，一路赴{Y2}。",
        "{R}、{R2}都由{H}托管。",
    ),
    united=(
        "在{D}和{D2}的支持下，{R}的新楼启用了。",
        "{H}、{H2}共同帮扶{R}。",
    ),
    captions=(
        "{R}，{T}队员{p}为患者听诊。",
        "{H}医生{p}（中）指导{R}医生操作腹腔镜。",
    ),
    open_captions=(
        "{H}{p}医生给牧区的孩子检查牙齿。",
        "{H}的专家正在义诊。",
    ),
    territorial=(
        "欢送会上，{T}队员戴上了大红花。",
        "{H}的{p}递交了{aid}申请书，成为一名{aid}医生。",
    ),
    unsent=(
        "得益于{aid}资金，{R}添置了核磁共振仪。",
        "{aid}医生走后，{R}留下了一支能做手术的队伍。",
    ),
    idle=(
        "{R}派三名医生去{X}的大医院学了一年。",
        "{X}的一家企业负责人来{Y}旅游，住了三天。",
        "{p}老家在{X}，父亲是村医。",
        "他从前是{X}一家医院的医生。",
        "论规模，{R}比不上{X}的医院。",
        "“我在{X}打工时落下了腰伤。”患者说。",
        "省里的培训班在{X}举办，{R}去了两个人。",
        "这项技术，此前只有{X}等大城市的医院能做。",
        "{X}电视台播出了这个故事。",
        "北京、上海、广东等地的网友纷纷留言。",
        "门诊大厅里，一面面锦旗挂满了墙。",
    ),
)


HELD_OUT = Constructions(
    joined=(
        "八月的{Y}迎来了新一批客人——{T}的十五名队员。",
        "{p}是{H}派往{R}的第三任儿科主任。",
        "翻过唐古拉山，{T}终于到了{Y}。",
        "{R}的孕产妇如今有了底气，因为{H}的产科专家就在身边。",
        "从{D}到{Y}，{p}坐了三天的车，接过了前任队长手里的接力棒，继续带领{T}工作。",
        "{D}财政安排八百万元，用于{R}的传染病楼建设。",
        "{R}同{H}开通了双向转诊绿色通道，并挂牌成立联合病房。",
        "“要把{H}的管理经验搬到{R}。”{aid}医生{p}说。",
        "三名来自{H}的医生进驻{R}的第一天，就遇上了一台急诊手术。",
        "{H}连续六年为{R}免费培训骨干医师。",
        "为了帮{R}建好检验科，{H}先后派来四名检验师。",
        "{T}在{Y}巡诊时，为一名牧民取出了肾结石。",
        "{D}中心血站的专家手把手教{R}的同行配血。",
        "{Y}卫健局局长说，没有{D}的支持，就没有今天的{R}。",
    ),
    chained=(
        ("{T}共有九名队员，来自五个科室。", "进驻{R}后，医疗队分头下到病房。"),
        ("{H}的护士长{p}主动请缨。", "到{R}上班第一天，{p}就教大家留置针。"),
        ("{T}出发前，家人到车站送行。", "如今，这支医疗队已在{R}站稳脚跟。"),
    ),
    by_head=(
        "援建、带教、义诊，这支队伍把{Y}当成了第二故乡。",
        "在{R}的产房里，{aid}医生一守就是一夜。",
        "医疗队还为{R}送去了三台监护仪。",
        "截至年底，医疗队在{Y}累计接诊两千余人次。",
    ),
    listed=(
        "{D}对口{Y}，{D2}对口{Y2}，格局就此确定。",
        "{H}的专家在{R}坐诊，{H2}的专家在{R2}带教。",
        "{R}迎来{H}的医生，{R2}迎来{H2}的医生。",
    ),
    shared=(
        "{H}除了帮扶{R}，还托管了{R2}。",
        "{T}在{Y}和{Y2}两地建起了流动诊所。",
    ),
    united=(
        "{R}的三名副院长分别来自{H}和{H2}，都是{aid}干部。",
        "{D}、{D2}两市联手帮扶{Y}。",
    ),
    captions=(
        "{R}手术室内，{H}的{p}主任（右二）正在主刀。",
        "{aid}医生{p}来自{H}，图为他在{R}查房。",
    ),
    open_captions=(
        "{H}眼科专家为白内障老人复查视力。",
        "图②：{H}护士为牧区老人量血压。",
    ),
    territorial=(
        "出征仪式上，{T}接过了队旗。",
        "{D}{aid}前方指挥部召开了总结会。",
    ),
    unsent=(
        "{aid}医疗队的到来，让{R}有了自己的重症监护室。",
        "{Y}的{aid}干部今年轮换了一半。",
    ),
    idle=(
        "{R}的医生每年轮流去{X}人民医院跟台。",
        "{X}的医学院毕业生{p}考进了{R}。",
        "{p}把女儿从{X}接到了{Y}过暑假。",
        "{R}买的是{X}一家厂子生产的床。",
        "来自{X}的登山者在{Y}失温，被牧民救起。",
        "{Y}的牦牛肉卖到了{X}。",
        "{p}在{X}读了五年医学院，毕业后回到{Y}。",
        "{X}人民医院的病房比{R}大十倍。",
        "《{X}日报》的记者来到{Y}。",
        "{R}书记到{X}参加了培训。",
        "中央、各省市都很关心这里。",
    ),
)


class _Story:
    """The names of one story, and the passages and pairs that it has so far."""

    def __init__(self, rng: random.Random, use: Constructions, territory: str) -> None:
        self.rng, self.use, self.territory = rng, use, territory
        every = divisions().values()
        plain = [d for d in every if len(d.name) > 2 and d.name[-1] in "县市"]
        counties = [d for d in plain if d.path.count("/") == 2 and d.path.startswith(territory)]
        cities = [
            d
            for d in plain
            if d.path.count("/") == 1
            and d.name not in MUNICIPALITIES
            and not d.path.startswith(tuple(TERRITORIES))
        ]
        self.recipients = rng.sample(counties, 3)
        self.donors = _apart(rng, cities, 4)
        self.stranger = self.donors.pop()
        self.aid = TERRITORIES[territory]
        self.passages: list[Passage] = []
        self.pairs: set[Pair] = set()

    def words(self, donor: Division, recipient: Division) -> dict[str, str]:
        second = self.donors[(self.donors.index(donor) + 1) % len(self.donors)]
        other = self.recipients[(self.recipients.index(recipient) + 1) % len(self.recipients)]
        house, other_house = self.rng.choice((("第一人民医院", "中心医院"), ("中医院", "人民医院")))
        n = self.rng.choice(NUMBERS)
        return {
            "D": donor.name,
            "D2": second.name,
            "H": donor.name + house,
            "H2": second.name + other_house,
            "T": self.rng.choice(("{d}第{n}批{a}医疗队", "{d}{a}医疗队", "{d}{a}工作队")).format(
                d=self.rng.choice((donor.name, donor.name, donor.short)), n=n, a=self.aid
            ),
            "Y": recipient.name,
            "Y2": other.name,
            "R": f"{recipient.name}人民医院",
            "R2": f"{other.name}{self.rng.choice(('人民医院', '中心医院'))}",
            "p": self.rng.choice(SURNAMES) + self.rng.choice(GIVEN),
            "n": n,
            "aid": self.aid,
            "X": self.stranger.name,
        }

    def tell(self, texts: Sequence[str], donor: int, recipient: int, role: Role) -> None:
        words = self.words(self.donors[donor], self.recipients[recipient])
        self.passages.append(Passage(role=role, text="".join(texts).format(**words)))

    def state(self, donor: int | None, recipient: int | str | None) -> None:
        giver = "" if donor is None else self.donors[donor % 3].path
        whom = recipient if isinstance(recipient, str) else ""
        if isinstance(recipient, int):
            whom = self.recipients[recipient % 3].path
        self.pairs.add((giver, whom))

    def idle(self, times: int) -> None:
        for text in self.rng.sample(self.use.idle, times):
            self.tell((text,), 0, 0, Role.PARAGRAPH)

    def told(self, kind: str) -> Told:
        return Told(
            article=Article(passages=tuple(self.passages)), pairs=frozenset(self.pairs), kind=kind
        )


def _apart(rng: random.Random, cities: Sequence[Division], count: int) -> list[Division]:
    """Return cities of different provinces, whose short names are two characters."""
    found: list[Division] = []
    while len(found) < count:
        city = rng.choice(cities)
        provinces = {d.path.split("/")[0] for d in found}
        if city.path.split("/")[0] not in provinces and len(city.short) == 2:
            found.append(city)
    return found


def _pairs(story: _Story) -> str:
    """Two or three donors, each with its own recipient, in sentences of their own."""
    for at in range(story.rng.choice((2, 3))):
        if story.rng.random() < 0.25:
            story.tell(story.rng.choice(story.use.chained), at, at, Role.PARAGRAPH)
        else:
            story.tell((story.rng.choice(story.use.joined),), at, at, Role.PARAGRAPH)
        story.state(at, at)
        story.idle(1)
    return "pairs"


def _head(story: _Story) -> str:
    """One team that the kicker names, and what it does."""
    team = "{T}" if story.rng.random() < 0.7 else "{D}{aid}"
    story.tell((team,), 0, 0, Role.KICKER)
    story.tell(("高原上的守护",), 0, 0, Role.TITLE)
    story.idle(1)
    story.tell((story.rng.choice(story.use.by_head),), 0, 0, Role.PARAGRAPH)
    story.idle(2)
    story.state(0, 0)
    return "head"


def _listed(story: _Story) -> str:
    story.tell((story.rng.choice(story.use.listed),), 0, 0, Role.PARAGRAPH)
    story.idle(2)
    story.state(0, 0)
    story.state(1, 1)
    return "listed"


def _one_to_two(story: _Story) -> str:
    story.tell((story.rng.choice(story.use.shared),), 0, 0, Role.PARAGRAPH)
    story.idle(2)
    story.state(0, 0)
    story.state(0, 1)
    return "shared"


def _two_to_one(story: _Story) -> str:
    story.tell((story.rng.choice(story.use.united),), 0, 0, Role.PARAGRAPH)
    story.idle(2)
    story.state(0, 0)
    story.state(1, 0)
    return "united"


def _caption(story: _Story) -> str:
    """A pair in the text, another in a caption, one that a caption leaves open."""
    story.tell((story.rng.choice(story.use.joined),), 0, 0, Role.PARAGRAPH)
    story.idle(1)
    story.tell((story.rng.choice(story.use.captions),), 1, 1, Role.CAPTION)
    story.tell((story.rng.choice(story.use.open_captions),), 2, 2, Role.CAPTION)
    story.state(0, 0)
    story.state(1, 1)
    story.state(2, None)
    return "caption"


def _open(story: _Story) -> str:
    """A donor of the territory, and a recipient whose donor is not named."""
    if story.rng.random() < 0.5:
        story.tell((story.rng.choice(story.use.territorial),), 0, 0, Role.PARAGRAPH)
        story.state(0, story.territory)
    else:
        story.tell((story.rng.choice(story.use.unsent),), 0, 0, Role.PARAGRAPH)
        story.state(None, 0)
    return "open"


KINDS = (_pairs, _head, _pairs, _caption, _listed, _one_to_two, _two_to_one, _open)


def stories(count: int, seed: int, use: Constructions = FAMILIAR) -> Iterator[Told]:
    """Yield ``count`` stories of all kinds in turn; ``seed`` makes them the same each time."""
    rng = random.Random(seed)
    for n in range(count):
        story = _Story(rng, use, rng.choice(list(TERRITORIES)))
        kind = KINDS[n % len(KINDS)](story)
        yield story.told(kind)
