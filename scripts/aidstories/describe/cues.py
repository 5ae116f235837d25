"""The cues of ``roles``: what the words around a place say of its part in the aid.

In an example the place stands between two bars; a cue is read before the first and behind the
second. The first cue that fits decides, so the special ones come first.

How far a cue reads is beside it with the longest reach that decided a mention in 600,000
characters of news of hospitals and of aid; none was met where nothing stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.signs import Signs, signs_of


class Part(StrEnum):
    """What a place does in the story."""

    GIVES = "gives"
    RECEIVES = "receives"
    NAMED = "named"


SCHEME = 5.0
"""The weight of a scheme's own words for a donor (南京援藏医疗队); no other cue has as much."""
SENDS = 4.0
"""The weight from which a cue says by itself that a place sends: 14 of the 19 cues for donors
in Chinese have it. With 5, 37 donors of 300 made-up articles (tests/describe/aid.py) are missed.
"""
SERVED = 3.0
"""The weight from which a cue says by itself that aid arrives; others need a second one."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Words before a place, behind it or both, with the part that they give it.

    ``weight`` counts against the floors of ``places``: 5 names a donor in a scheme's own words,
    4 reaches a donor's floor alone, 3 a region's, 2 needs another cue, 0 takes the place out.
    """

    name: str
    part: Part
    weight: float
    example: str
    counter: str
    before: re.Pattern[str] | None = None
    behind: re.Pattern[str] | None = None
    across: bool = False
    """Whether ``behind`` reads on over the next place; the others stop before it."""
    signs: str = ""
    """Characters of which the words before and behind a place hold one wherever the cue fits."""


class Cues(NamedTuple):
    """Cues in order, with the signs by which most of them are passed over."""

    rows: Sequence[Cue]
    signs: Signs

    def first_fit(self, before: str, behind: str, alone: str) -> tuple[Cue, int] | None:
        """Return the first that fits and where it ends in ``behind``, None without one.

        ``alone`` is ``behind`` up to the next place.
        """
        for cue in map(self.rows.__getitem__, self.signs.called(before + behind)):
            if cue.before is not None and not cue.before.search(before):
                continue
            if cue.behind is None:
                return cue, 0
            if found := cue.behind.match(behind if cue.across else alone):
                return cue, found.end()
        return None


def cues_of(rows: Sequence[Cue]) -> Cues:
    """Return ``rows`` with their signs."""
    return Cues(rows, signs_of([cue.signs for cue in rows]))


def cue(
    name: str,
    part: Part,
    weight: float,
    example: str,
    counter: str,
    *,
    before: str = "",
    behind: str = "",
    across: bool = False,
    signs: str = "",
) -> Cue:
    """Return a cue of its patterns; ``before`` ends where the place begins."""
    return Cue(
        name,
        part,
        weight,
        example,
        counter,
        late(f"(?:{before})$") if before else None,
        late(behind) if behind else None,
        across,
        signs,
    )


AID = r"援[藏疆青琼黔滇川宁桂甘蒙陕贵鄂沪吉黑](?!春|年|高原)"
_TEAM = (
    r"(?:省|市|区|县|州|[两三四五六七八九十]{1,6}(?:省市?|市|地|省区市)|等[省市地]{1,3})?(?:卫生健康委|卫健委|医疗系统|卫生健康系统|选派|派出)?的?"
    r"(?:第[一二三四五六七八九十百\d]{1,4}批次?(?:第[一二三四五\d]+期)?)?"
    r"(?:医疗|卫生|健康|教育|人才|干部|专业|技术|中[青期]|短期|柔性|对口|[“”\"组团式、]|成建制|“){0,12}"
)
_PEOPLE = (
    r"(?:专家(?!组(?:原|副|组长|成员))|医生|医师|医疗队|医护|护士|教授|名医|博士|医疗团队|专家团队|专家组|团队|帮扶队|支医队|工作队"
    r"|医疗专家|帮扶医疗|派驻|挂职|对口支援|支援医疗|骨干医师|医务人员|后方)"
)
_GIVE = (
    r"(?:选派|派出|派驻|组派|抽调|遴选|派遣|先后派|累计派|对口支援|对口帮扶|组团帮扶|组团式?帮扶|结对帮扶|定点帮扶"
    r"|帮扶|支援|援助|援建|捐赠|捐资|捐建|牵手|托管|接管|帮带|支持)"
)
_GET = (
    r"(?:进驻|入驻|抵达|来到|走进|深入|奔赴|援建|落户|惠及|造福|支援|援助|帮扶|对口支援|对口帮扶|帮助|助力|服务"
    r"|扎根|派驻到?|赶赴|驰援|赴|前往|托管|捐赠给?|赠予|受援|来|到|在|(?<![成作图])为|对|向|给|与|支持|指导)"
)
_COME = "奔赴|赶赴|驰援|赴|前往|来到|走进|深入|抵达|莅临"
_ARRIVE = rf"(?:受援|进驻|入驻|派[驻往赴]|援建|帮扶|支援|援助|落户|给予|{_COME})"
_GOAL = (
    r"(?:考察|学习|进修|跟岗|培训|就医|看病|才能?(?:看|治|做)|就诊|求医|问诊|求治|治疗|手术|接受|跑|参会|参加|出差|务工|打工|读书|上学"
    r"|复查|转诊|检查|观摩|取经|做手术|住院|疗养)"
)
_NOUN = (
    r"工作|试点|对象|单位|机制|关系|项目|力度|政策|成效|模式|协议|办|的|下|资金|中"
    r"|规划|方案|任务|工程|交流|推进|传帮带|[“\"]传帮带|座谈|会议|启动|仪式|签约|总结"
)
_VERB = rf"{_GIVE}(?!{_NOUN})"
_SENT = r"(?:选派|派出|派遣|组派|组建)的[^，。；]{0,8}(?:队|专家|医生|医师|护士)"

_FORMS = r"[^，。；]{0,8}?(?:带出|带起|留下|培养|培育|打造|锻造|组建|成立)[^，。；]{0,4}[一支批本]"
"""What brings forth people that are of here: 在县里带出一支医疗队."""
_NOBODY_ELSE = r"(?:(?!专家|医生|医师|教授|团队|医疗队)[^，。；]){0,16}?"
"""What may stand between a place and its patients: no doctor who comes to them."""

CUES = (
    cue(
        "house that is named as helped",
        Part.RECEIVES,
        3,
        "受援单位：|改则县|人民医院",
        "采购单位：|改则县|人民医院",
        before=r"受[援助](?:单位|医院|地区?|方)[:：]\s?",
        signs="受",
    ),
    cue(
        "house that is named as helping",
        Part.GIVES,
        4,
        "支援单位：|南京|市第一医院",
        "采购单位：|南京|市第一医院",
        before=r"(?<!受)(?:支援|援助|帮扶|派出|援派|选派|捐赠|援建)(?:单位|医院|地区?|方)[:：]\s?",
        signs="支助扶派捐建",
    ),
    cue(
        "house that helps, in brackets",
        Part.GIVES,
        4,
        "改则县人民医院（|南京|市第一医院对口支援单位）",
        "改则县人民医院（|南京|市第一医院旁边）",
        before=r"[（(]",
        behind=r"[^，。；（）()]{0,12}?(?:对口(?:支援|帮扶)|挂职|援派|选派|派驻)[^，。；（）()]{0,6}[）)]",
        signs="（(",
    ),
    cue(
        "experts that an action names",
        Part.GIVES,
        4,
        "“|南京|名医改则行”活动",
        "“|南京|名医馆”活动",
        behind=r"[市省]?(?:医疗|健康)?(?:专家|名医|医生|医疗队)[\u4e00-\u9fff]{2,6}行(?:[”」]|$)",
        across=True,
        signs="行",
    ),
    cue(
        "where a scheme's people work",
        Part.RECEIVES,
        3,
        "南京市在|改则县|的援藏医生下乡义诊",
        "在|南京市|援藏医生的帮助下",
        before=r"(?:在|驻)",
        behind=rf"[省市州县区]?的{AID}(?![^，。；]{{0,16}}[下中]，)",
        signs="援",
    ),
    cue(
        "where one goes for a scheme",
        Part.RECEIVES,
        3,
        "医生响应号召，来到|改则县|援藏",
        "医生来到|南京市|援藏指挥部",
        before=r"(?:到|赴|前往|奔赴)",
        behind=rf"[省市州县区]?{AID}(?:支医|工作)?(?=[，。；的已三两一半]|$)",
        signs="援",
    ),
    cue(
        "team of a scheme",
        Part.GIVES,
        5,
        "|南京|第九批援藏医疗队",
        "|南京|医疗队",
        behind=_TEAM + AID,
        signs="援",
    ),
    cue(
        "team for a place by its sign",
        Part.GIVES,
        5,
        "|陕西|援长医疗队877人",
        "|陕西|援手877人",
        behind=_TEAM
        + r"援[\u4e00-\u9fff]{1,2}(?:\d{1,4}余?名)?"
        + r"(?=(?:医疗|卫生|抗疫|医护|护理){1,2}(?:队|专家|人员))",
        across=True,
        signs="援",
    ),
    cue(
        "place of departure",
        Part.NAMED,
        0,
        "在|兰州|火车站，医疗队员登车出发",
        "在|兰州|市人民医院，医疗队员查房",
        before=r"(?:在|从|由)",
        behind=r"市?(?:[\u4e00-\u9fff]{2,4}(?:国际)?机场|火车站|高铁站|[东西南北]站|(?:乘|搭)|启程|出发|登机|起飞|动身)",
        signs="乘出启场搭登站身铁飞",
    ),
    cue(
        "team that is there",
        Part.RECEIVES,
        3,
        "远在|改则县|的医疗队员",
        "来自|改则县|的医疗队员",
        before=r"(?:远在|身在|派?驻(?:在|守)?)",
        behind=r"[省市州县区]?的?(?:医疗|帮扶|支医|援[藏疆青])[^，。；]{0,6}(?:队|组|专家|医生)",
        signs="在驻守",
    ),
    cue(
        "many sent off",
        Part.GIVES,
        4,
        "我州欢送|兰州|、某地医疗队返程",
        "我州欢送|兰州|的客人返程",
        before=r"(?:欢送|送别|感谢|致敬)(?:[\u4e00-\u9fff]{2,4}、){0,3}",
        behind=r"[市省]?(?:、[\u4e00-\u9fff]{2,4}){0,4}(?:援助|支援|驰援)?[\u4e00-\u9fff]{0,4}医疗队",
        across=True,
        signs="敬欢谢送",
    ),
    cue(
        "patients of here",
        Part.RECEIVES,
        3,
        "17名|果洛|先心病患儿启程",
        "17名|果洛|先心病专家启程",
        before=r"(?:^|[^自])",
        behind=r"[省市州县]?的?(?:[\u4e00-\u9fff]{1,4}族)?(?:(?:\d{1,4}|[一二三四五六七八九十百]{1,5})余?名)?(?:贫困|困难|百名|儿童|小|白内障|包虫病|先天性心脏病|先心病){0,3}(?:患儿|患者|病童|儿童患|病儿)",
        signs="儿患童",
    ),
    cue(
        "place that a team's sign names",
        Part.RECEIVES,
        3,
        "我市援|黄石|医疗队队员归来",
        "我市支援|黄石|医疗队队员归来",
        before=r"(?<![支增应驰救声后外])援",
        behind=r"(?:\d{1,4}余?名)?(?:医疗|卫生|抗疫|医护|护理)",
        signs="援",
    ),
    cue(
        "airport",
        Part.NAMED,
        0,
        "海口|美兰|国际机场",
        "海口|美兰|区医院",
        behind=r"市?(?:[\u4e00-\u9fff]{2})?(?:国际)?机场",
        signs="场",
    ),
    cue(
        "patients come here",
        Part.NAMED,
        0,
        "患儿在家属陪同下，乘火车抵达|北京|西站",
        "医生在家属陪同下，乘火车抵达|北京|西站",
        before=r"(?:患儿|患者|病人|病员|病童|儿童们)[^。；]{0,24}(?:抵达|来到|飞抵|到达|赴|前往|接到|送到)",
        signs="往抵接来赴达送",
    ),
    cue(
        "to a place that lies there",
        Part.RECEIVES,
        3,
        "派出医疗队到位于高原的|萨迦|县人民医院进行对口支援",
        "派出医疗队，位于高原的|萨迦|县人民医院进行对口支援",
        before=r"(?:到|赴|抵达|进驻|前往|走进)(?:位于|地处)[^，。；]{0,20}",
        signs="位处",
    ),
    cue(
        "team for a place by its name",
        Part.GIVES,
        5,
        "|陕西|第六批支援湖北医疗队",
        "|陕西|第六批次医疗队",
        behind=r"省?第[一二三四五六七八九十\d]{1,3}批(?:支援|援助|驰援)[\u4e00-\u9fff]{2,4}"
        r"(?:医疗|抗疫|护理)队",
        across=True,
        signs="批",
    ),
    cue(
        "hospitals of here",
        Part.GIVES,
        4,
        "|大连|市10家三甲医院以院包科支援当地医院",
        "|大连|市10家三甲医院接受检查",
        behind=r"[省市]?\d{1,3}家[^，。；]{0,8}医院[^，。；]{0,20}(?:支援|帮扶|援助)",
        across=True,
        signs="助扶支",
    ),
    cue(
        "guest from here",
        Part.NAMED,
        0,
        "大赛邀请|湖南|中医药大学教授担任评委",
        "医院邀请|湖南|中医药大学教授来院指导",
        before=r"(?:邀请|特邀|聘请|请来)[^，。；]{0,6}",
        behind=r"[^。；]{0,36}(?:评委|评审|裁判|主讲|授课|讲座|讲课|嘉宾|主持|出席|参会|致辞)",
        across=True,
        signs="聘请邀",
    ),
    cue(
        "first of many that are honoured",
        Part.NAMED,
        0,
        "授予|北京|大学第三医院等三百个单位称号",
        "授予|北京|大学第三医院牌匾",
        before=r"(?:授予|表彰|评选|命名)(?:了)?",
        behind=r"[^，。；]{0,12}等[一二三四五六七八九十百千\d]{1,6}余?[个家名位]",
        signs="予命彰评",
    ),
    cue(
        "letter to here",
        Part.NAMED,
        0,
        "县医院给|上海|写了一封信",
        "县医院给|上海|送去病人",
        before=r"(?:给|向|致|往)",
        behind=r"[^，。；]{0,10}(?:写|致|寄|发|送)[^，。；]{0,6}(?:信|锦旗)",
        across=True,
        signs="信锦",
    ),
    cue(
        "compared with",
        Part.NAMED,
        0,
        "医院的水平已接近|成都|市的医院",
        "医院已靠近|成都|市的医院",
        before=r"(?:相比于?|比起|接近|媲美|堪比|不亚于|对标|参观|观摩|借鉴|效仿|学习)了?",
        signs="习亚仿参堪媲接摩标比鉴",
    ),
    cue(  # reach: 9 of 12 before, 11 of 14 behind
        "journey for another end",
        Part.NAMED,
        0,
        "队员们前往|南通|市考察学习",
        "队员们前往|南通|市义诊",
        before=r"(?:往|前往|赴|去|到|回|转至|转到|转诊至|送至|送往|送到|远赴)[^，。；：]{0,12}",
        behind=rf"[^，。；：]{{0,14}}{_GOAL}",
        across=True,
        signs="到去回往至赴转送",
    ),
    cue(
        "meeting held here",
        Part.NAMED,
        0,
        "在|长沙市|召开的全国会议上，院长介绍了经验",
        "在|长沙市|召开的动员会上，医疗队出征",
        before=r"在",
        behind=r"[^，。；]{0,8}(?:召开|举行|举办|承办)的?[^，。；]{0,12}"
        r"(?:会议|论坛|年会|研讨会|学术会|大赛|比赛|博览会)",
        signs="举办召",
    ),
    cue(
        "life of a person",
        Part.NAMED,
        0,
        "他毕业于|武汉|大学",
        "他来到|武汉|大学",
        before=r"(?:毕业于|就读于|考入|曾[在任是]|去过|(?:从前|以前|过去|原先|原来|原)(?:是|在|任)|出生于|生长于|(?<![医先学])生于|籍贯|原籍|(?<![专大国])家在|距离?|相隔)[^，。；]{0,6}",
        signs="于从先前原去家曾毕籍考读距隔",
    ),
    cue(
        "origin of a person",
        Part.NAMED,
        0,
        "|四川|人，四十岁",
        "|四川|人民医院",
        behind=r"(?:籍|人[，。、]|方言|口音|毕业|户口|旅游|游客)",
        signs="人户毕游籍言音",
    ),
    cue(  # reach: 15 of 16
        "patients from here",
        Part.RECEIVES,
        3,
        "来自|改则县|的先心病患儿",
        "来自|北京|的先心病专家",
        before=r"来自",
        behind=rf"{_NOBODY_ELSE}(?:患儿|患者|病人|病童|先心病|白内障|包虫病)(?!专家|医生|医师|团队)",
        signs="自",
    ),
    cue(
        "patient on a journey",
        Part.NAMED,
        0,
        "孩子抵达|成都|接受手术治疗",
        "专家来到|成都|接受采访",
        before=r"(?:抵达|来到|接到|带到|进)",
        behind=r"[^，。；]{0,10}(?:接受[^，。；]{0,6}(?:治疗|救治|手术)|求医|寻医|就医)",
        across=True,
        signs="寻就接求",
    ),
    cue(  # reach: 1 of 6
        "your people from here",
        Part.GIVES,
        4,
        "你们大|上海|的专家每年都来",
        "听说大|上海|的专家每年都来",
        before=r"(?:你们|您们)(?:大|这些|从)?",
        behind=rf"[^，。；]{{0,6}}{_PEOPLE}",
        signs="你您",
    ),
    cue(  # reach: 18 of 24
        "people from here",
        Part.GIVES,
        4,
        "来自|北京|协和医院的专家",
        "来自|北京|的消息",
        before=r"(?:来自|选自)(?:祖国|首都)?",
        behind=rf"[^，。；]{{0,24}}(?:{_PEOPLE}|副?主任|院长|护士长)",
        signs="自选",
    ),
    cue(  # reach: 2 of 16, 10 of 12
        "doctor of a house here",
        Part.GIVES,
        4,
        "她是|大连|市中心医院的外科医生",
        "她找|大连|市中心医院的外科医生",
        before=r"(?:是|系|作为|身为)",
        behind=r"(?:[^，。；]{0,16}(?:医院|中心|大学))?的?(?![^，。；]{0,12}(?:乡村|基层|村里的?|社区)医)"
        r"[^，。；]{0,12}(?:医生|医师|主任|护士|教授|专家|药师)",
        signs="作是系身",
    ),
    cue(
        "sent by",
        Part.GIVES,
        4,
        "由|杭州|市第一医院选派",
        "在|杭州|市第一医院选派",
        before=r"由",
        behind=rf"[^，。；]{{0,10}}{_GIVE}",
        signs="由",
    ),
    cue(
        "works for the health of another county",
        Part.GIVES,
        4,
        "|萧山|区聚焦旺苍县医疗短板",
        "|旺苍|县聚焦全县医疗短板",
        behind=r"[市区]?(?![^。；]{0,12}医院)[^。；]{0,16}?(?:聚焦|助力|赋能|夯实|补齐)(?![全本我该各一])"
        r"[\u4e00-\u9fff]{1,5}[县州旗盟]域?(?:医疗|卫生|健康|人民医院)",
        across=True,
        signs="县州旗盟",
    ),
    cue(
        "sees its team off",
        Part.GIVES,
        4,
        "|北京|市医管局领导到机场送行",
        "|北京|市医管局领导到会致辞",
        behind=r"[省市区]?(?:卫生健康委|卫健委|卫生局|卫计委|医管局|医管中心|组织部)[^，。；]{0,6}领导[^。；]{0,12}"
        r"(?:送行|送别|欢送)",
        across=True,
        signs="送",
    ),
    cue(
        "house that a regional centre is of",
        Part.GIVES,
        4,
        "|杭州|市第一医院作为输出医院",
        "|杭州|市第一医院作为三甲医院",
        behind=r"[^，。；]{0,12}(?:作为|是|为)[^，。；]{0,6}输出医院",
        signs="输",
    ),
    cue(
        "led by",
        Part.GIVES,
        4,
        "由|杭州|市第一医院段主任带领的医疗团队",
        "由|杭州|市卫健委编写的医疗手册",
        before=r"由",
        behind=r"[^，。；]{0,20}?(?:带领|率领|领衔|带队)的?[^，。；]{0,8}(?:医疗队|团队|专家|小组|队伍)",
        signs="由",
    ),
    cue(  # reach: 3 of 16, 1 of 6
        "under guidance of experts",
        Part.GIVES,
        4,
        "在|上海|市第一人民医院专家的指导下",
        "在|上海|市卫健委的指导下",
        before=r"在",
        behind=r"[^，。；]{0,16}(?:专家|医生|教授|团队|老师)[^，。；]{0,6}(?:指导|帮助|支持|帮扶)下",
        signs="下",
    ),
    cue(
        "under guidance",
        Part.GIVES,
        2,
        "在|上海|市卫健委的指导下",
        "|上海|市卫健委的指导下",
        before=r"在",
        behind=r"[^，。；]{0,16}(?:指导|帮助|支持|帮扶|援助|支援)下",
        signs="下",
    ),
    cue(  # reach: 1 of 4
        "receiver of aid",
        Part.RECEIVES,
        3,
        "|阿克苏|的受援医院",
        "|阿克苏|的医院",
        behind=r"[^，。；]{0,4}受援(?:医院|单位|地|县|市|科室)",
        signs="受",
    ),
    cue(
        "welcome",
        Part.RECEIVES,
        3,
        "|贡山县|人民医院今年也来了三名专家",
        "|贡山县|人民医院今年也来了患者",
        behind=r"[^，。；]{0,14}?(?:迎来|来了)[^，。；]{0,8}"
        r"(?:专家|医生|医师|医疗队|帮扶队|[一二两三四五六七八九十\d]+[名位]$)",
        signs="来迎",
    ),
    cue(
        "arrival",
        Part.RECEIVES,
        3,
        "医疗队进驻|色尼区|人民医院",
        "医疗队离开|色尼区|人民医院",
        before=_ARRIVE + r"(?:的|到|了)?",
        signs="予助受奔往户扶抵援支来深莅走赴赶驰驻",
    ),
    cue(
        "arrival to help",
        Part.RECEIVES,
        3,
        "派医生到|石渠县人民医院|对口支援",
        "派医生到|石渠县人民医院|书写病历",
        before=r"到|进",
        behind=r"(?:开展|进行|从事|实施|参与|参加)?(?:为期[^，。；]{1,6}?的?)?(?:医疗|健康|卫生)?"
        r"(?:对口支援|对口帮扶|组团式?帮扶|帮扶|支援|坐诊|义诊|巡诊|带教|驻点|挂职|支医|指导|送医)",
        signs="到进",
    ),
    cue(
        "house that is helped, by what it is called",
        Part.RECEIVES,
        3,
        "医疗队来到对口支援单位——|石渠县|人民医院",
        "医疗队来到市里的单位——|石渠县|人民医院",
        before=rf"(?:到|{_COME})[^，。；]{{0,8}}(?:对口|帮扶|支援|受援|结对){{1,3}}的?"
        r"(?:单位|医院|[县地点村])?的?(?:[—–-]{1,2}|[:：])?",
        signs="受口扶支结",
    ),
    cue(
        "project of relief for here",
        Part.RECEIVES,
        2,
        "红十字会发起的|桑珠孜区|常见病救治项目",
        "红十字会发起的|桑珠孜区|常见病调查",
        before=r"(?:发起|启动|实施|开展|举办|组织)的",
        behind=r"[^，。；]{0,16}(?:救治|救助|筛查|义诊|帮扶)(?:项目|工程|行动|活动|计划)",
        signs="义扶救筛",
    ),
    cue(
        "built by",
        Part.GIVES,
        4,
        "|山西|援建的社区服务中心",
        "|山西|新建的社区服务中心",
        before=r"(?:^|[^在为给向对])",
        behind=r"[省市]?(?:对口|投资|出资){0,2}(?:援建|捐建)的",
        signs="捐援",
    ),
    cue(
        "founder of a work of relief",
        Part.GIVES,
        2,
        "“心连心”工程由|南京|市儿童医院发起，专门救助困难家庭的患儿",
        "“心连心”商场由|南京|市商会发起，专门服务市民",
        behind=r"[^，。；]{0,24}?(?:组织|联合|牵头)?(?:发起|创办|设立)[^。；]{0,16}"
        r"(?:救助|帮扶|援助|免费救治|健康扶贫|义诊)",
        signs="义助扶救贫费",
    ),
    cue(
        "sends to learn",
        Part.NAMED,
        0.5,
        "|改则县|人民医院选派骨干到|南通|市跟岗学习",
        "|南通|市第一医院选派骨干到|改则县|带教",
        before=r"(?:^|[^由])",
        behind=r"[^，。；援]{0,16}?(?:选派|派出|派遣|组织|安排)[^，。；]{0,32}"
        r"(?:进修|跟岗|培训|学习|观摩)",
        across=True,
        signs="习修岗摩训",
    ),
    cue(
        "doctors of here in a scheme",
        Part.GIVES,
        4,
        "|杭州|医生援藏三年",
        "|杭州|医生三年没有休假",
        behind=rf"[^，。；、：]{{0,8}}(?:医生|医师|专家|护士|医护|干部|医疗人才)[^，。；、：]{{0,4}}{AID}",
        signs="援",
    ),
    cue(  # reach: 16 of 16
        "sends",
        Part.GIVES,
        4,
        "|厦门|市第一医院选派专家",
        "|厦门|市第一医院受选派",
        before=r"(?:^|[^到赴往在向对为给])",
        behind=rf"(?![^，。；]{{0,8}}(?:受|被|获|作为|成为))(?:(?!(?<!一)对(?![口接我]))[^，。；与和及在]){{0,16}}?(?:{_VERB}|{_SENT})",
        signs="助帮托扶抽持捐接援支派牵组遣遴驻",
    ),
    cue(
        "helps another",
        Part.GIVES,
        4,
        "|北海|市人民医院帮助|改则县|人民医院创建二级医院",
        "|北海|市人民医院得到帮助，|改则县|人民医院创建二级医院",
        before=r"(?:^|[^到赴往在向对为给])",
        behind=r"(?![^，。；]{0,8}(?:受|被|获))[^，。；与和及在]{0,16}?(?:帮助|包建|包扶|包联|赋能)$",
        signs="助包赋",
    ),
    cue(
        "leaves for another",
        Part.GIVES,
        4,
        "|北海|市十名医疗专家告别|北海|，奔赴|改则县|",
        "|北海|市十名医疗专家告别|北海|，退休回乡",
        behind=r"[^，。；]{0,12}(?:专家|医生|医疗队|团队|队员)们?[^，。；]{0,4}(?:离开|告别|辞别)[^。；]{0,12}(?:赴|前往|来到|踏上)",
        across=True,
        signs="离别",
    ),
    cue(
        "sends off",
        Part.GIVES,
        4,
        "|邯郸市|举行仪式，欢送第五批援藏医疗队",
        "|邯郸市|举行仪式，欢送老兵",
        behind=r"[^。；]{0,20}(?:欢送|送别|送行|壮行)[^。；]{0,16}(?:医疗队|队员|专家|医生|医师)",
        signs="壮欢送",
    ),
    cue(
        "pays",
        Part.GIVES,
        4,
        "|江苏|省累计投入援藏资金",
        "|江苏|省累计投入资金",
        behind=r"(?:市|省)?(?:共|已|先后|累计){0,4}(?:投入|出资|拨付|安排)的?[^，。；]{0,10}(?:援[藏疆青]|帮扶)资金",
        signs="金",
    ),
    cue(
        "pays for another",
        Part.GIVES,
        4,
        "|江苏|省投入资金500万元，为|改则县|购置设备",
        "|江苏|省投入资金500万元，|改则县|购置设备",
        behind=r"(?:市|省)?[^，。；]{0,6}(?:投入|出资|拨付|安排|拨款|筹[资集措])[^。；]{0,20}"
        r"(?:为|给|向|用于|支持|帮助)$",
        signs="投资拨安筹",
    ),
    cue(
        "gives to another",
        Part.GIVES,
        4,
        "|江苏|省人民医院为|改则县|人民医院捐赠呼吸机",
        "|江苏|省人民医院为|改则县|人民医院的患者手术",
        behind=r"[^，。；为给向]{0,12}?(?:为|给|向)[^，。；]{2,20}?"
        r"(?:捐[赠助资]|赠送(?!锦旗)|赠予|送[去来上](?!锦旗)|添置|援建|培[养训]|带教)",
        across=True,
        signs="捐赠送添援培带",
    ),
    cue(
        "team stationed elsewhere",
        Part.GIVES,
        4,
        "|江苏|省驻|改则县|医疗帮扶队",
        "|江苏|省驻|改则县|办事处",
        behind=r"[省市]?(?:卫健委|卫生健康委)?派?驻[\u4e00-\u9fff]{2,16}?(?:医疗|帮扶|支医|援)[^，。；]{0,6}(?:队|组|指挥部)",
        across=True,
        signs="驻",
    ),
    cue(
        "shares what it has",
        Part.GIVES,
        4,
        "|江苏|省人民医院将优质资源下沉到|改则县|",
        "|江苏|省人民医院将会议改到|改则县|",
        behind=r"[^，。；]{0,8}?(?:将|把)[^，。；]{2,14}?(?:下沉|输送|送|带|延伸)[到至往]",
        signs="下输送带延",
    ),
    cue(
        "house that another trusts",
        Part.GIVES,
        4,
        "县医院整体委托|江苏|省人民医院管理",
        "县医院整体搬到|江苏|省人民医院管理",
        before=r"(?:委托|交由|交给)(?:给|由)?",
        behind=r"[^，。；]{0,8}?(?:管理|托管|运营|指导|培训|培养)",
        signs="委交",
    ),
    cue(
        "leads those who come",
        Part.GIVES,
        4,
        "|江苏|省卫健委主任带队到|改则县|",
        "|江苏|省卫健委主任带着锦旗到|改则县|",
        behind=r"[^。；]{0,20}?(?:带队|率队|率团|率[^，。；]{1,12}?)(?:到|赴|来到|深入|走进|抵达)$",
        signs="率带",
    ),
    cue(
        "experts who have come",
        Part.GIVES,
        4,
        "听说|江苏|省的专家来了",
        "听说|江苏|省的专家走了",
        behind=r"[省市]?的?(?:专家|医生|大夫|医疗队|名医)们?(?:来了|来啦|到了|进村|上门)",
        signs="专医大名",
    ),
    cue(
        "house that others join",
        Part.GIVES,
        4,
        "县医院加入|上海|市第六人民医院医联体",
        "县医院加入|上海|市第六人民医院采购群",
        before=r"(?:加入|加盟|成为|纳入|并入|挂牌)[了“\"]?",
        behind=r"[^，。；]{0,8}?(?:医联体|医疗集团|协作(?:医院|单位)|联合体|帮扶医院|合作医院)",
        signs="联集协合帮",
    ),
    cue(
        "guides",
        Part.GIVES,
        4,
        "|广州|多次指导手术",
        "|广州|指导下开展",
        behind=r"(?:已|先后|累计|多次|长期)?指导(?!下)",
        signs="指",
    ),
    cue(  # reach: 10 of 24, 5 of 8
        "party that sets out",
        Part.GIVES,
        4,
        "|浙江|大学医学院刘教授一行来到|那曲|",
        "|浙江|大学医学院来到|那曲|",
        behind=r"[^，。；]{0,24}(?:专家|医生|医疗队|团队|一行)[^，。；]{0,8}(?:赴|来到|走进|奔赴|抵达)$",
        signs="奔抵来走赴",
    ),
    cue(
        "officer that comes to thank",
        Part.RECEIVES,
        2,
        "|改则县|人民医院院长来到锦州市中心医院，感谢多年的援助",
        "|锦州|市中心医院院长来到改则县，看望援藏医生",
        behind=r"[^。；]{0,24}(?:主任|科长|院长|书记|局长|县长|主席|一行)[^，。；]{0,10}(?:赴|来到|到|前往)"
        r"[^。；]{2,20}(?:感谢|致谢|道谢|汇报|求援|送(?:来|上|去)?锦旗|赠送锦旗)",
        across=True,
        signs="谢汇求锦",
    ),
    cue(  # reach: 4 of 36, 7 of 10
        "officer that sets out",
        Part.GIVES,
        4,
        "|锦州|市卫健委主任赴|裕民县|",
        "|锦州|市卫健委赴|裕民县|",
        behind=r"[^。；]{0,36}(?:主任|科长|院长|书记|局长|主席)[^，。；]{0,10}(?:莅临|赴|来到)$",
        signs="来莅赴",
    ),
    cue(
        "branch that lies here",
        Part.RECEIVES,
        3,
        "挂牌“上海市胸科医院|改则|分院”",
        "挂牌的|上海市胸科医院|分院”",
        before=r"(?:医院|保健院|大学)[“”·]?",
        behind=r"[市县区]?(?:分院|分部|分中心|协作医院)",
        signs="分协",
    ),
    cue(
        "house of a branch elsewhere",
        Part.GIVES,
        4,
        "挂牌“|上海市胸科医院|改则分院”",
        "挂牌“|上海市胸科医院|改则县医院分院”",
        behind=r"(?![^，。；]{0,6}医院)[\u4e00-\u9fff]{2,6}(?:分院|分部|分中心)",
        across=True,
        signs="分",
    ),
    cue(
        "branch of a house",
        Part.GIVES,
        4,
        "|上海|市胸科医院分院",
        "|上海|市胸科医院院长",
        behind=r"(?![^，。；]{0,8}(?:设立|建立|成立|建起|揭牌|挂牌))[^，。；]{0,16}(?:分院|专家工作站|名医工作室|协作单位)",
        signs="分协室站",
    ),
    cue(
        "team of here",
        Part.GIVES,
        4,
        "|上海|市医疗队带着九个科室",
        "|上海|市第六人民医院的专家",
        behind=r"(?:市|省|自治区)?(?:国家|[“”\"]|传帮带|对口|帮扶|支援|支医|巡回|派来|派出|的|第[一二三四五六七八九十\d]{1,3}批){0,8}"
        r"(?:医疗队|支医队|帮扶队|专家团|专家组|医疗团队)",
        signs="团扶支组队",
    ),
    cue(  # reach: 10 of 10
        "people of here",
        Part.GIVES,
        3,
        "|天津|市的外科专家",
        "|天津|市的居民",
        behind=rf"(?!{_FORMS})[^，。；在与和及对向]{{0,10}}?{_PEOPLE}",
        signs="专博名员士工师扶护挂支教方生组队驻",
    ),
    cue(  # reach: 18 of 26
        "pair by a scheme",
        Part.GIVES,
        4,
        "|佛山|与|黔东南|结对",
        "|佛山|与|黔东南|相邻",
        behind=r"与[^，。；]{0,26}(?:结对|结成|对口|帮扶)",
        across=True,
        signs="与",
    ),
    cue(  # reach: 14 of 26
        "pair by a contract",
        Part.GIVES,
        2,
        "|佛山|与|黔东南|签署协议",
        "|佛山|与|黔东南|相邻",
        behind=r"与[^，。；]{0,26}(?:签署|签约|共建|合作)",
        across=True,
        signs="与",
    ),
    cue(  # reach: 13 of 16
        "partner by a contract",
        Part.GIVES,
        2,
        "县医院与|佛山|市第一医院签约",
        "县医院比|佛山|市第一医院签约早",
        before=r"(?:与|和|同|联合)",
        behind=r"[^，。；]{0,16}(?:签署|签约|结对|共建|合作|建立)",
        signs="共合立签结署",
    ),
    cue(
        "goal",
        Part.RECEIVES,
        2,
        "药品捐赠给了|改则县|",
        "药品来源：|改则县|",
        before=_GET + r"(?:了|在|到|于)?",
        signs="与为到助受向在奔对往惠户扎托扶抵持指捐援支服来深福给赠走赴赶驰驻",
    ),
    cue(
        "people who live here",
        Part.RECEIVES,
        2,
        "|改则县|群众",
        "|改则县|书店",
        behind=r"(?:当地|本地|各族|广大|基层|农牧民|牧民|百姓|老百姓|群众|患者|居民|村民|适龄|儿童|学生)",
        signs="众农姓学层居广当患族本村牧童龄",
    ),
)
