"""Where aid arrives, and whom relief is for."""

from __future__ import annotations

from aidstories.describe.cues import Part, cue
from aidstories.describe.cues.chinese.words import STAFF

_COME = (
    "逆行|出征|驶[进入抵向]|开进|奔赴|赶赴|驰援|赴|前往|来到|走进|深入|抵达|飞[抵赴往]|登机去|"
    "挺进|莅临"
)
_ARRIVE = rf"(?:受援|进驻|入驻|派[驻往赴]|援建|帮扶|支援|援助|落户|给予|{_COME})"
_KIND = (
    r"(?:(?:革命|红色|赣南|沂蒙|大别山|太行山?|陕北)?老区|革命圣地|(?:国家级?)?(?:深度)?贫困[县地山]区?|边境[县城]"
    r"|雪域高原|少数民族(?:自治)?(?:地区|[县州])|红色圣地)"
)
"""What kind of place it is, said before its name: 来到革命老区某县."""
_HOUSE = "(?:医院|卫生院|服务中心|卫生室)"
_TAUGHT = "(?:医生|医师|医护人员|医务人员|护士|助产士|同行)"
_SKILL = (
    "(?:[手微]?术|镜|超声|[彩B]超|检查|穿刺|造影|急救|复苏|护理|心电图|查房|阅片|读片|插管|置管"
    "|[机仪](?![会构关])|诊断|操作|病历)"
)
"""What a hospital's staff is taught to do, or to use."""

ARRIVALS = (
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
        before=_ARRIVE + rf"(?:的|到|了)?(?:{_KIND}的?)?",
        signs="予去征挺助受奔往户扶抵援支来深莅走赴赶逆驰驻驶开",
    ),
    cue(
        "arrival to help",
        Part.RECEIVES,
        3,
        "派医生到|石渠县人民医院|对口支援",
        "派医生到|石渠县人民医院|书写病历",
        before=r"到|进|(?<![送带传寄引请])来",
        behind=r"(?:开展|进行|从事|实施|参与|参加)?(?:为期[^，。；]{1,6}?的?)?(?:医疗|健康|卫生)?"
        r"(?:对口支援|对口帮扶|组团式?帮扶|帮扶|支援|坐诊|义诊|巡诊|带教|驻点|挂职|支医|指导|送医)",
        signs="到进来",
    ),
    cue(
        "staff that is taught",
        Part.RECEIVES,
        3,
        "支医队员给|石渠县|人民医院医生讲解患者的胸片",
        "支医队员给|石渠县|人民医院医生打了电话",
        before=r"(?:给|向|为|指导|带教)",
        behind=rf"(?!.{{0,16}}派)(?:[^，。；]{{0,8}}?{_HOUSE})?的?(?:年轻)?{_TAUGHT}们?"
        r"[^，。；]{0,6}?(?:讲解|示范|授课|演示|传授|培训|讲课)",
        signs="讲示授演传培",
    ),
    cue(
        "staff that is taught a skill",
        Part.RECEIVES,
        3,
        "心内科主任“手把手”教|隆林县|人民医院医生做超声",
        "心内科主任请教|隆林县|人民医院医生做超声",
        before=r"(?<![请求讨])教|(?<!受)指导|带教|(?<!受)培训",
        behind=rf"(?:[^，。；]{{0,8}}?{_HOUSE})?的?(?:[一两三四五六七八九十\d]{{1,2}}[名位])?"
        rf"(?:年轻|青年|本地)?{_TAUGHT}们?[^，。；]{{0,12}}?{_SKILL}",
        signs="教导训",
    ),
    cue(
        "whence one of a team is back",
        Part.RECEIVES,
        3,
        "护士段小敏从|墨竹工卡县|回到|金湖县|",
        "病人段小敏从|墨竹工卡县|回到|金湖县|",
        before=rf"{STAFF}[^，。；]{{0,8}}从(?:[^，。；]{{2,4}}的)?",
        behind=r"(?:平安|载誉|胜利|期满)?(?:回到|返回|归来|凯旋|返程|回家)(?!后?(?:继续)?(?:进修|学习|培训))",
        signs="从",
    ),
    cue(
        "first of two that people are sent to",
        Part.RECEIVES,
        4,
        "国家向|西藏自治区|和新疆维吾尔自治区派出医疗队",
        "|山西省|和陕西省派出医疗队",
        before=r"(?:向|给)",
        behind=r"[和与及、][\u4e00-\u9fff]{2,10}(?:选派|派出|派遣|派驻|输送)",
        across=True,
        signs="向给",
    ),
    cue(
        "second of two that people are sent to",
        Part.RECEIVES,
        4,
        "国家向西藏自治区和|新疆维吾尔自治区|派出医疗队",
        "山西省和|陕西省|派出医疗队",
        before=r"(?:向|给)[\u4e00-\u9fff]{2,10}[和与及、]",
        behind=r"(?:选派|派出|派遣|派驻|输送)",
        signs="向给",
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
        "house that lacks people",
        Part.RECEIVES,
        2,
        "|同心县|医院那年缺一个会做造影的医生",
        "|同心县|医院那年来过一个会做造影的医生",
        behind=rf"[^，。；]{{0,10}}?(?:[紧急奇]?缺少?|没有|招不到)[^，。；]{{0,12}}{STAFF}",
        signs="缺没招",
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
        "those whom a team answers for",
        Part.RECEIVES,
        3,
        "医疗队负责|改则县|二十个村的B超筛查",
        "医疗队负责人|改则县|人，做过B超筛查",
        before=r"负责(?!人)(?:[^，。；]{0,40}、)?",
        behind=r"[^，。；]{0,40}?(?:筛查|普查|流调|体检|义诊|巡诊|巡回医疗|诊疗|救治)",
        across=True,
        signs="负",
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
)
