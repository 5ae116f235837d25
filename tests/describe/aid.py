"""Small articles of aid, made up: who helps whom, under which scheme, and what only looks so.

Words come from several vocabularies (a newspaper's, a hospital's own, a county's); each article has
a distractor or none, a place that neither gives nor receives.
"""

from __future__ import annotations

import csv
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from aidstories.model import Article, Passage, Role

from .swap import DATA, MUNICIPALITIES, Division, divisions

TERRITORIES = {"西藏自治区": "援藏", "新疆维吾尔自治区": "援疆", "青海省": "援青"}
PAIRS = {
    "沪滇": ("上海市", "云南省", "沪滇协作"),
    "闽宁": ("福建省", "宁夏回族自治区", "闽宁协作"),
    "苏陕": ("江苏省", "陕西省", "苏陕协作"),
    "粤黔": ("广东省", "贵州省", "粤黔协作"),
    "津甘": ("天津市", "甘肃省", "津甘协作"),
    "京蒙": ("北京市", "内蒙古自治区", "京蒙协作"),
}
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = (
    *("明远", "晓东", "志强", "海燕", "玉兰", "建国", "思源", "立新", "一帆", "小雨"),
    *("文博", "佳宁", "天佑", "秀英", "春生", "卫东", "静", "磊", "峰"),
)
NUMBERS = "一二三四五六七八九十"

SCHEME_TITLES = (
    "{d}第{n}批“组团式”{aid}医疗队在{c}的一年",
    "{aid}一线：{d}医生扎根{c}",
    "带着{c}的徒弟做手术——记{D}{aid}医疗队",
    "我院欢送第{n}批{aid}医疗队队员",
)
SCHEME_LEADS = (
    "近日，{D}第{n}批{aid}医疗队进驻{C}人民医院，开展为期一年的帮扶。",
    "本报讯　由{D}选派的{aid}专家抵达{C}，将在{C}人民医院工作一年半。",
    "清晨，{C}人民医院门诊楼前排起长队，{d}{aid}医疗队的专家正在坐诊。",
    "{aid}工作开展以来，{D}先后派出{n}批医疗人才，支援{C}人民医院建设。",
)
PLACELESS_LEADS = (
    "7月20日，医院举行欢送会，欢送{D}第{n}批{aid}医疗队队员启程。",
    "作为{D}第{n}批{aid}医疗队的一员，她在高原度过了第一个冬天。",
)
PAIR_LEADS = (
    "{pair}协作启动以来，{D}医疗队来到{C}人民医院，帮助建起胸痛中心。",
    "{d}专家“组团式”帮扶{C}人民医院，是{pair}协作的一个缩影。",
    "在{pair}协作框架下，{D}选派医生到{C}驻点帮扶，受到{C}群众欢迎。",
)
CITY_LEADS = (
    "日前，{D}第一人民医院选派五名专家来到{C}，对口帮扶{C}人民医院。",
    "{D}医疗队走进{C}，在{C}人民医院坐诊带教。",
    "在{D}人民医院专家的指导下，{C}人民医院开展了首例介入手术，两家医院已结成对子。",
    "由{D}卫健委选派的医疗专家进驻{C}中医医院，这是{D}对口帮扶{C}的第六年。",
    "{C}人民医院日前迎来{D}派出的第{n}批帮扶专家。",
)
SHORT_LEADS = (
    "今年是{d}对口{aid}的第{n}年，{aid}医生刚到{c}工作，就遇上一台急诊。",
    "{d}{aid}医生来到{c}，一干就是两年。{aid}的日子里，他们把诊室当成家。",
    "{aid}医生扎根{c}，{D}{aid}医疗队的足迹遍布乡村。",
)
HOME_LEADS = (
    "4月2日，{D}选派的第{n}批医疗队出征，队员将在当地医院工作一年。",
    "{D}派出医疗队，十名医生今天启程。",
)
ENGLISH_LEADS = (
    "Eight doctors from {d} arrived in {c} last week to help local colleagues.",
    "A medical team sent by {d} is working in {c} this year.",
    "{d} has sent twelve teams to support hospitals in {c} since 2016.",
    "Lin Hai, a surgeon of {d} First Hospital, was sent to {c} People's Hospital.",
)
ENGLISH_ENDS = (
    "Two local nurses were trained in {X}.",
    "The team leader, who was born in {X}, speaks of hard work.",
    "Some patients went to {X} for surgery.",
    "They have treated four hundred patients.",
)
ENGLISH_NAMES = {
    "西藏自治区/拉萨市": "Lhasa",
    "西藏自治区/日喀则市": "Shigatse",
    "西藏自治区/林芝市": "Nyingchi",
    "西藏自治区/山南市/错那市": "Cuona City",
    "西藏自治区/拉萨市/当雄县": "Dangxiong County",
    "新疆维吾尔自治区/和田地区": "Hotan",
    "青海省/玉树藏族自治州": "Yushu",
    "北京市": "Beijing",
    "广东省": "Guangdong",
    "江苏省": "Jiangsu",
    "湖北省/武汉市": "Wuhan",
    "陕西省": "Shaanxi",
}
BODIES = (
    "“{d}专家手把手教我们。”{C}人民医院院长{p}说。",
    "在{C}人民医院，骨科主任{p}带着徒弟完成了首例关节置换手术。",
    "{C}人民医院副院长{p}表示，门诊量比去年增长三成。",
    "队员们走进{C}的乡镇，为{C}群众义诊，送去药品。",
    "队长{p}介绍，医疗队在{C}开展新技术二十项。",
)
DISTRACTORS = (
    "{C}的两名护士还赴{X}进修半年。",
    "以前，{C}的病人要去{X}看病，来回三天。",
    "这里的条件与{X}相比并不逊色。",
    "队员们还参观了{X}人民医院。",
    "医院邀请{X}人民医院的专家担任技能比赛评委。",
    "他毕业于{X}的一所医学院。",
    "孩子曾被送到{X}接受手术治疗。",
    "来源：{X}日报",
    "",
)
QUIET = (
    ("新书上架", "图书馆购进新书三百册，{X}籍作家的作品摆在门口，读者可在比如周末前来借阅。"),
    (
        "我院举办护理技能竞赛",
        "5月12日，医院举办护理技能竞赛，邀请{X}人民医院护理专家担任评委，纪委、医务科、护理部人员到场。",
    ),
    ("院办发布排班通知", "药剂科、医务科和护理部负责人参加会议，会同有关部门安排值班。"),
    ("职工医院的一天", "清晨六点，值班医生交班，药房开门，食堂飘出香味。"),
    ("培训归来", "三名青年医生赴{X}参加培训归来，在科室作了交流。"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An article with what a reader would tag; ``regions`` and ``donors`` hold paths."""

    article: Article
    regions: tuple[str, ...] = ()
    donors: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


class _Writer:
    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        every = divisions().values()
        plain = [d for d in every if len(d.name) > 2 and d.name[-1] in "县市"]
        self.counties = [d for d in plain if d.path.count("/") == 2]
        self.cities = [
            d
            for d in plain
            if d.path.count("/") == 1
            and d.name not in MUNICIPALITIES
            and d.path.split("/")[0] not in TERRITORIES  # no city there helps another province's
        ]
        self.plain = _plain(self.counties)
        self.givers = [
            d for d in every if d.path.count("/") == 0 and d.path not in (*TERRITORIES, "台湾省")
        ]

    def place(self, among: list[Division], within: str = "", but: str = "") -> Division:
        """Return one of ``among`` inside ``within`` and outside ``but``."""
        fit = [d for d in among if d.path.startswith(within)]
        return self.rng.choice([d for d in fit if not but or not d.path.startswith(but)])

    def name(self) -> str:
        return self.rng.choice(SURNAMES) + self.rng.choice(GIVEN)

    def body(self, words: dict[str, str], county: Division) -> tuple[list[str], tuple[str, ...]]:
        """Return a paragraph or two with the people in them, and a distractor."""
        person = self.name()
        told = self.rng.sample(BODIES, 2)
        texts = [text.format(**words, p=person) for text in told]
        stranger = self.place(self.cities, but=county.path.split("/")[0])
        extra = self.rng.choice(DISTRACTORS).format(**{"X": stranger.name, **words})
        return [*texts, *filter(None, [extra])], (person,) if any("{p}" in t for t in told) else ()

    def scheme(self) -> Told:
        territory = self.rng.choice(list(TERRITORIES))
        county = self.place(self.counties, territory)
        donor = self.place(self.givers, but=territory)
        words = self.words(donor, county) | {"aid": TERRITORIES[territory]}
        title = self.rng.choice(SCHEME_TITLES).format(**words)
        lead = self.rng.choice(SCHEME_LEADS).format(**words)
        texts, people = self.body(words, county)
        kind = "组团式" if "组团式" in title else "对口"
        programme = f"{kind}{words['aid']}"
        return told(title, [lead, *texts], county.path, donor.path, (programme,), people)

    def placeless(self) -> Told:
        territory = self.rng.choice(list(TERRITORIES))
        donor = self.place(self.givers, but=territory)
        words = self.words(donor, donor) | {"aid": TERRITORIES[territory]}
        lead = self.rng.choice(PLACELESS_LEADS).format(**words)
        title = "欢送第{n}批{aid}医疗队".format(**words)
        end = "大家说，这是光荣的任务。"
        return told(title, [lead, end], territory, donor.path, (f"对口{words['aid']}",), ())

    def pair(self) -> Told:
        sign = self.rng.choice(list(PAIRS))
        giver, territory, programme = PAIRS[sign]
        county = self.place(self.counties, territory)
        donor = Division(giver, giver.rstrip("省市"))
        words = self.words(donor, county) | {"pair": sign}
        texts, people = self.body(words, county)
        title = f"{county.name}来了新医生"
        lead = self.rng.choice(PAIR_LEADS).format(**words)
        programmes = (programme, "组团式帮扶") if "组团式" in lead else (programme,)
        return told(title, [lead, *texts], county.path, donor.path, programmes, people)

    def city(self) -> Told:
        county = self.place(self.counties)
        donor = self.place(self.cities, but=county.path.split("/")[0])
        words = self.words(donor, county)
        texts, people = self.body(words, county)
        lead = self.rng.choice(CITY_LEADS).format(**words)
        programmes = ("对口帮扶",) if "对口帮扶" in lead else ()
        return told("专家来了", [lead, *texts], county.path, donor.path, programmes, people)

    def short(self) -> Told:
        territory = self.rng.choice(list(TERRITORIES))
        county = self.place(self.plain, territory)
        donor = self.place(self.givers, but=territory)
        words = self.words(donor, county) | {"aid": TERRITORIES[territory]}
        lead = self.rng.choice(SHORT_LEADS).format(**words)
        programmes = (f"对口{words['aid']}",)
        return told("", [lead, "大家说，值得。"], county.path, donor.path, programmes, ())

    def home(self) -> Told:
        donor = self.place(self.givers)
        lead = self.rng.choice(HOME_LEADS).format(**self.words(donor, donor))
        return Told(article=article("医疗队出征", [lead]), donors=(donor.path,))

    def english(self) -> Told:
        donor, other = self.rng.sample([p for p in ENGLISH_NAMES if not _aided(p)], 2)
        region = self.rng.choice([p for p in ENGLISH_NAMES if _aided(p)])
        words = {"d": ENGLISH_NAMES[donor], "c": ENGLISH_NAMES[region], "X": ENGLISH_NAMES[other]}
        texts = [self.rng.choice(t).format(**words) for t in (ENGLISH_LEADS, ENGLISH_ENDS)]
        return told("Doctors on the plateau", texts, region, donor, (), ())

    def quiet(self) -> Told:
        title, text = self.rng.choice(QUIET)
        text = text.format(X=self.place(self.cities).name)
        return Told(article=article(title, [text]))

    def words(self, donor: Division, county: Division) -> dict[str, str]:
        return {
            "D": donor.name,
            "d": donor.short,
            "C": county.name,
            "c": county.short,
            "n": self.rng.choice(NUMBERS),
        }


def _plain(counties: list[Division]) -> list[Division]:
    """Return the counties whose short names are no words and no other division's."""
    with (DATA / "places.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with (DATA / "not_places.csv").open(encoding="utf-8", newline="") as file:
        words = {row["phrase"] for row in csv.DictReader(file)}
    names = Counter(name for row in rows for name in row["short"].split("|"))
    common = {row["path"] for row in rows if row["common"]}
    return [
        d for d in counties if names[d.short] == 1 and d.path not in common and d.short not in words
    ]


def told(
    title: str,
    texts: list[str],
    region: str,
    donor: str,
    programmes: tuple[str, ...],
    people: tuple[str, ...],
) -> Told:
    return Told(
        article=article(title, texts),
        regions=(region,),
        donors=(donor,),
        programs=programmes,
        people=people,
    )


def _aided(path: str) -> bool:
    return path.startswith(tuple(TERRITORIES))


def article(title: str, texts: list[str]) -> Article:
    """Return an article; a line that names its source is one."""
    parts = [(Role.TITLE, title)] if title else []
    parts += [(Role.SOURCE if t.startswith("来源") else Role.PARAGRAPH, t) for t in texts]
    return Article(passages=tuple(Passage(role=role, text=text) for role, text in parts))


def articles(count: int, seed: int) -> Iterator[Told]:
    """Yield ``count`` articles of all kinds in turn; ``seed`` makes them the same each time."""
    writer = _Writer(seed)
    kinds = (
        *(writer.scheme, writer.pair, writer.placeless, writer.city, writer.short),
        *(writer.home, writer.english, writer.quiet),
    )
    for n in range(count):
        yield kinds[n % len(kinds)]()
