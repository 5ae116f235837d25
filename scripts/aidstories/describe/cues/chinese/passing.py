"""Places that are named in passing: of guests, of meetings, of journeys for another end."""

from __future__ import annotations

from aidstories.describe.cues import Part, cue

_GOAL = (
    r"(?:考察|学习|进修|跟岗|培训|就医|看病|才能?(?:看|治|做)|就诊|求医|问诊|求治|治疗|手术|接受|跑|参会|参加|出差|务工|打工|读书|上学"
    r"|复查|转诊|检查|观摩|取经|做手术|住院|疗养)"
)
_NOBODY_ELSE = r"(?:(?!专家|医生|医师|教授|团队|医疗队)[^，。；]){0,16}?"
"""What may stand between a place and its patients: no doctor who comes to them."""

PASSING = (
    cue(
        "guest from here",
        Part.NAMED,
        0,
        "大赛邀请|湖南|中医药大学教授担任评委",
        "医院邀请|湖南|中医药大学教授来院指导",
        before=r"(?:邀请|特邀|聘请|请来)[^，。；到赴往在]{0,6}",
        behind=r"[^，。；]{0,48}(?:点评|打分)|[^。；]{0,36}(?:评委|评审|裁判|主讲|授课|讲座|讲课|嘉宾|主持|出席|参会|致辞)",
        across=True,
        signs="聘请邀",
    ),
    cue(
        "another guest from here",
        Part.NAMED,
        0,
        "大赛邀请某大学段教授、|青海|大学附属医院副主任医师讲课",
        "医院邀请某大学段教授、|青海|大学附属医院副主任医师来院会诊",
        before=r"(?:邀请|特邀|聘请|请来)[^。；赴往]{2,38}[、和及与]",
        behind=r"[^。；]{0,36}(?:点评|打分|评委|评审|裁判|主讲|授课|讲座|讲课|嘉宾|主持|致辞)",
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
        behind=r"(?:籍|人[，。、]|方言|口音|毕业|户口|旅游|游客|频道|记者站|分站)",
        signs="人户毕游籍言音道站",
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
        "place that another lies by",
        Part.NAMED,
        0,
        "|大连|以北的县医院",
        "|大连|以医疗队的名义",
        behind=r"[市县区州]?(?:以[东南西北]|[东南西北]{1,2}[部面边侧]?(?:约|大约|近)?"
        r"[\d一二三四五六七八九十百千]+多?(?:公里|千米|里))",
        signs="以里米",
    ),
    cue(
        "stage of a journey",
        Part.NAMED,
        0,
        "队员们到|成都|适应三天，再上高原",
        "队员们到|改则县|巡诊三天，再回县城",
        before=r"(?:在|到|抵达|飞到|飞抵|来到)",
        behind=r"[市县]?(?:转机|转车|换乘|中转|候机|(?:短暂)?(?:休整|停留|适应)"
        r"(?=了?(?:[一二两三四五六七八九十几数半\d]+[个]?[天日晚夜]|一下)|[后，]))",
        across=True,
        signs="机车乘转整留应",
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
)
