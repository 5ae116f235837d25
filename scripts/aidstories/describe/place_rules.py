"""The rules of ``mentions``: what a name of a place is no place before, and what it opens."""

from __future__ import annotations

from aidstories.describe.rules import Rule, compiled, either
from aidstories.restore.lexicon.late import late

_NOT_ON_ROAD = "(?!上|途|遥|线|程|过|径|桥|演)"
NO_PLACE = (
    # One point or two: 西藏中路, 中山东北路.
    Rule("road by a point of the compass", r"[东南西北中]{1,2}路", "西藏|中路", "西藏|中部"),
    Rule("road", f"[新老]?[一二三四五]?路{_NOT_ON_ROAD}", "从西藏|路步行", "西藏|路途遥远"),
    Rule(
        "street",
        "[新老]?[一二三四五]?(?:大街|街(?!道|头)|大道|巷|胡同|里弄)",
        "长安|街",
        "朝阳|街道",
    ),
    Rule("building", "大厦|饭店|宾馆|酒店|机场|火车站|高铁站|海关", "拉萨|饭店", "拉萨|饭菜"),
    Rule("company", "银行|啤酒|矿业|药业|电力|石油|公司", "西藏|矿业", "西藏|矿工"),
    Rule(
        "village",
        "(?<![省市县区旗州盟])村(?![医卫里民落镇级干支委寨])",
        "兴海县河源|村的老人",
        "兴海县|村头镇",
    ),
    Rule("nation", "族", "东乡|族群众", "东乡|县群众"),
    Rule(
        "where a river rises",
        r"(?<=源)头(?![一二三四五六七八九十\d]|条|家)",
        "某江河源|头的县",
        "河源|头条",
    ),
    Rule("speech, taste or origin", "话|菜|味|籍|户籍", "湖南|话", "湖南|医生"),
    Rule(
        "newspaper or station",
        "日报|晚报|早报|晨报|商报|都市报|新闻网|广播电视台|电视台|卫视|出版社",
        "长治|日报",
        "长治|报道",
    ),
)
"""What follows a name that is no place there: 西藏路, 长治日报."""
NO_PLACE_BEHIND = compiled(NO_PLACE)

NICKNAMES = (Rule("likened to a place", '[“「‘"][小大老新]', "人称|“小上海”", "来到|“上海”号"),)
"""What stands right before a name that a person or another place is only called by: “小上海”."""
NICKNAME = compiled(NICKNAMES)

LIKE_PERSONS = (
    Rule(
        "patient or one of the people",
        "(?:患者|病人|患儿|病患|伤者|老人|老汉|大叔|大爷|大妈|阿妈|阿爸|男孩|女孩|小伙|小朋友|牧民|村民|农民)",
        "为|患者阿里检查",
        "为|医生阿里检查",
    ),
)
"""What stands before the name of a person that is a place's as well."""
LIKE_PERSON = compiled(LIKE_PERSONS)

STOPS = (
    Rule(
        "function word",
        "(?<![仁协永泰康祥])和(?![平睦谐济里])|[的在与及等是为将对从向到由了派选援赴我本该某已并让使被把]",
        "上海|的医院",
        "上海|市医院",
    ),
    Rule(
        "word of the sentence",
        "帮扶|支援|专家|医生|干部|人员|团队|联合|组织|开展|签约|携手|各|两|多家|所有|院长",
        "上海|专家到医院",
        "上海|儿童医院",
    ),
    Rule(
        "number of houses",
        r"(?<!第)[一二三四五六七八九十百千几数多\d]{1,9}余?[家所个座名位支]",
        "上海|四十家医院",
        "上海|六院",
    ),
    Rule(
        "verb",
        "安排|新建|建设|建成|建起|建立|成立|指导|选[派送]|分到|共有|现有|拥有|举办|举行|邀请|帮助|会同|协同(?!医院)",
        "上海|安排医院",
        "上海|安达医院",
    ),
)
"""Where a name of an institution cannot go on."""

KINDS = (
    Rule("hospital", "医院(?!校)|藏医院", "河曲县人民|医院", "河曲县|医院校"),
    Rule(
        "clinic",
        "卫生院|卫生室|卫生所|卫生服务中心|卫生服务站",
        "巴嘎乡|卫生院",
        "巴嘎乡|卫生城",
    ),
    Rule("maternity", "保健院|保健计划生育服务中心", "色尼区妇幼|保健院", "色尼区|保健品"),
    Rule(
        "disease control and blood",
        "疾病预防控制中心|疾控中心|急救中心|血液中心|中心血站",
        "那曲市|疾控中心",
        "那曲市|疾病",
    ),
    Rule("centre", "医学中心|医疗中心|康复中心|医疗集团", "河曲县|医疗集团", "河曲县|医疗队"),
    Rule("school", "医学院|医科大学|医药大学|中医药研究院", "南京|医科大学", "南京|大学"),
)
"""The last words of an institution's name."""

_SORT = r"附属|第[一二三四五六七八九十\d]{1,3}|中心|中医|总|人民|口腔|肿瘤|妇产|儿童|妇幼|临床"
BELOW = (
    Rule(
        "hospital of a school",
        f"(?:{_SORT}){{1,8}}(?:医院|医学中心|保健院)",
        "南京医科大学|第一附属医院",
        "南京医科大学|医院",
    ),
)
"""What may stand behind a kind: 南京医科大学第一附属医院."""

# The longest of 314 names in news of hospitals has 11: 上海市复旦大学附属眼耳鼻喉科医院.
_MIDDLE = rf"(?:(?!{either(STOPS)})[\u4e00-\u9fff·]){{0,14}}?"
_TAIL = f"(?:{either(BELOW)})?"
_KIND = f"(?:{either(KINDS)})"
INSTITUTION = late(_MIDDLE + _KIND + _TAIL)
"""What a place opens as the name of an institution, read right behind it."""
TAIL = late(_TAIL)

SCHOOLS = (Rule("school", ".*(?:大学|学院|科学院|军区|研究所)", "|首都医科大学", "|北京协和医院"),)
"""Known names that open others: 首都医科大学 opens 首都医科大学宣武医院."""
SCHOOL = compiled(SCHOOLS)

INNERS = (
    Rule(
        "house",
        ".*(?:医院|大学|学院|附属)(?:第[一二三四五六七八九十]{1,2}师)?",
        "|上海市第一人民医院",
        "|上海市第一",
    ),
)
"""What stands before the place that a second name opens: 上海市第一人民医院酒泉医院."""
INNER = compiled(INNERS)

GENERICS = (
    Rule(
        "level or kind of hospital",
        ".*(?:县级|市级|省级|州级|乡镇|公立|受援|基层|三甲|三级|当地|本地|农村|定点|社区|县|区|市|乡|村)"
        "(?:医院|卫生院|卫生室|卫生服务中心|卫生服务站|医疗集团)",
        "贵州|乡镇卫生院",
        "贵州|人民医院",
    ),
)
"""What a place opens and is no name: 贵州乡镇卫生院."""
GENERIC = compiled(GENERICS)

_BATCH = "(?:第[一二三四五六七八九十]{1,6}批)?[“”]?"
SIGNS = (
    # Two to four cities of one character each: 杭嘉, 杭嘉湖.
    Rule(
        "cities by one character",
        r"([\u4e00-\u9fff]{2,4}?)(?:两市|两地)?"
        rf"(?={_BATCH}(?:医疗|卫生|教育|人才|对口|组团式|[“”]){{0,12}}"
        "(?:援[藏疆青琼黔滇川宁桂甘蒙陕]|对口(?:合作|协作|支援|帮扶)|协作))",
        "浙江|杭嘉援藏医疗队",
        "浙江|援藏医疗队",
    ),
)
SIGN = compiled(SIGNS)

OPENED = (
    Rule(
        "scheme",
        f"{_BATCH}(?:医疗|教育|人才|对口|组团式|[“”]){{0,12}}援(?:[藏疆青]|[\u4e00-\u9fff]{{1,4}}(?:医疗|支医)队)",
        "白银|援藏医疗队",
        "白银|医疗器械",
    ),
    Rule("medical school", "医科大学|医学院", "安康|医学院", "安康|大学"),
    Rule(
        "first hospital of a city",
        "市?(?:第[一二三四五六七八九]|中心)?人民医院|市?中心医院|市?中医院",
        "安康|市中心医院",
        "安康|医院",
    ),
)
"""Words that a division's name opens and a word (白银, 安康) does not."""
OPENS = compiled(OPENED)
_COUNTED = r"[一二两三四五六七八九十百\d]{1,4}余?[名位]"
_STAFF = (
    "(?:医护人员|医务人员|医疗专家|医疗骨干|医生|医师|护士长?|专家|队员|大夫|牙医|助产士|老师|主任|工程师|[药技护麻]师"
    "|(?:检验|药剂|影像|放射|康复|治疗|营养|超声|病理)师)"
)
TEAMED = (
    Rule(
        "team",
        f"{_BATCH}(?:对口|帮扶|支援|支医|巡回|志愿|国家|援助|“[\u4e00-\u9fff]{{2,6}}”){{0,3}}(?:医疗队|支医队|医疗专家|医疗团队|护理队|医护队)",
        "白银|第三批医疗队",
        "白银|的医疗队",
    ),
    Rule(
        "people who set out",
        rf"市?(?:的?{_COUNTED}|来?的)[^，。；的]{{0,4}}?{_STAFF}[^，。；]{{0,8}}?"
        "(?:赴|前往|来到|抵达|到达|走进|进驻|踏上|启程|到(?![底场处期])|坐上|在(?![于场])|[把给为将带教])",
        "温岭|的八名医护人员赴四川",
        "温岭|的八名医护人员说",
    ),
    Rule(
        "people called by it who come",
        f"{_STAFF}们?(?:[一二两三四五六七八九十]次|[又再也])?(?:赴|前往|来到|抵达|到达|走进|进驻|启程|到了|在(?![于场]))",
        "温岭|医生三次来到四川",
        "温岭|医生的孩子",
    ),
    Rule(
        "people who came from here",
        rf"市?来的(?:{_COUNTED})?[^，。；的]{{0,4}}?{_STAFF}",
        "温岭|来的医生说",
        "温岭|来的信里说",
    ),
    Rule(
        "place that sends",
        rf"市?(?:派来的?|派出(?!所)的?|选派的?)[^，。；]{{0,6}}?{_STAFF}|的?{_STAFF}(?:走进|走村|结束|完成)",
        "温岭|派来的护士长",
        "温岭|派出所说",
    ),
    Rule(
        "place that helps another",
        r"市?(?:对口(?:帮扶|支援|协作|援助)|(?:和|与|同|跟)[\u4e00-\u9fff]{2,14}?(?:结对|结成|签订|签约|建立[^，。；]{0,6}协作)"
        r"|[给为向][\u4e00-\u9fff]{2,14}?(?:捐赠?了?|送[来去]了?|援建))",
        "温岭|对口帮扶囊谦县",
        "温岭|对口罩的需求",
    ),
)
"""The same for a name that is one division's alone: 朝阳医疗队 may be of several."""
OPENS_TEAM = compiled(TEAMED)
COMERS = (
    Rule(
        "people of a place",
        rf"市?来?的(?:{_COUNTED})?[^，。；的]{{0,4}}?{_STAFF}",
        "来自温岭|的儿科医生说",
        "来自温岭|的儿科病人说",
    ),
)
"""What stands behind such a name where somebody is said to come from it."""
OF_COMERS = compiled(COMERS)
SUPPORTED = (
    Rule(
        "by whose aid",
        "市?的?(?:对口|大力|无私|倾力)?(?:支援|帮扶|援助|帮助|支持)下",
        "在温岭|的支援下",
        "在温岭|的支部",
    ),
    Rule("where people came from", "市?来(?=[，,到在])", "医生从温岭|来，", "医生从温岭|来信"),
)
"""What stands behind it where people are helped: 在温岭的支援下, or come from there."""
OF_SUPPORT = compiled(SUPPORTED)

_OWN = "第[一二三四五]|人民|藏|妇产|儿童"
AUTONOMOUS = (
    Rule(
        "own hospital, alone",
        rf"(?<![\u4e00-\u9fff])自治区((?:{_OWN}|中|维吾尔|蒙|妇幼)+(?:医|保健)院)",
        "，|自治区妇幼保健院",
        "西藏|自治区妇幼保健院",
    ),
    Rule(
        "own hospital, in a sentence",
        f"(?<=[^族尔古藏])自治区((?:{_OWN})+医院)",
        "走进|自治区人民医院",
        "西藏|自治区人民医院",
    ),
)
"""自治区人民医院 without the region's name."""

# 12 characters hold a verb with what goes before it.
ARRIVALS = (
    Rule(
        "arrival",
        ".{0,12}(?:来到|抵达|到达|走进|进驻|入驻|挺进|奔赴|赶赴|飞[抵赴往到]|空运[到进至]|前往|返回|重返|再返|扎根|驰援|援助|对口支援|对口帮扶|边城|边陲|小城|山城)了?",
        "|不远万里来到边城",
        "|不远万里来信",
    ),
)
"""What stands before a short name of a county that people come to."""
REACHED = (
    Rule(
        "end or place",
        "[，。、；！？”]|工作|开展|进行|救[灾援治]|[县的已后时]|[地灾]区|人民|医院|各族|群众|百姓",
        "裕民|，以一腔热血",
        "裕民|路上",
    ),
)
STAYS = (Rule("stay", ".{0,12}(?:到|在|去|往|赴|为)", "|他们刚到", "|他们刚刚"),)
"""What stands before the name of a place to stay at, where ``WORKS`` stands behind it."""
WORKS = (
    Rule(
        "work",
        "[住待呆干守]了|工作|开展|义诊|坐诊|查房|带教|支医|任职|挂职|(?:县|人民)?医院|各族|群众|百姓|人民(?!法|检|政|代)",
        "裕民|工作不久",
        "裕民|走了一遭",
    ),
)
OPENS_CLAUSE = (
    Rule(
        "beginning of a clause",
        r"(?:.{0,11}[，。、；：“”（）()【】\s在到赴往从对与和及的由])?(?![\u4e00-\u9fff])",
        "|雪山脚下的，",
        "|雪山",
    ),
)
TOWNS = (
    Rule(
        "its township",
        "[\u4e00-\u9fff]{2,3}[镇乡](?![镇乡医])",
        "裕民|新地乡的孩子",
        "裕民|乡亲",
    ),
)
"""What stands behind the name of the county that a township lies in."""
SCENES = (
    Rule(
        "beginning of a sentence or of its scene",
        r"(?:.{0,11}[。；：！？“”（）()\s在到])?(?![\u4e00-\u9fff])",
        "|路很远，在",
        "|从",
    ),
)
OWNED = (
    Rule(
        "what is of it, or its people",
        "的(?![一二两三四五六七八九十百几\\d]|医|护|专|队)[\u4e00-\u9fff]|人(?=[说家讲叫爱喜都把常也管])|县城|城里|山里|乡下",
        "裕民|的雨季有五个月",
        "裕民|的医生",
    ),
)
"""What stands behind a place that a story opens with, or sets its scene in: 在泸水的坝子里."""
OF_PLACE = compiled(OWNED)
PLACED = (
    (compiled(ARRIVALS), compiled(REACHED)),
    (compiled(STAYS), compiled(WORKS)),
    (compiled(OPENS_CLAUSE), compiled(TOWNS)),
    (compiled(SCENES), compiled(OWNED)),
)
"""What stands before and behind a short name that is a place: 刚到裕民工作, 来到边城裕民，"""
PAIRED = (
    Rule(
        "pair of places",
        r"[市县区省州]?(?:[、·・—–\-]{1,2}|到|与|和|携手|牵手|(?:对口|结对|组团|定点)?(?:支援|帮扶|援助|协作)|援)",
        "烟台|—",
        "烟台|路",
    ),
)
"""What stands between two places that are named as a pair: 从烟台到聂拉木, 烟台援聂拉木."""
PAIR_OF_PLACES = compiled(PAIRED)
OWN_HOSPITAL = compiled(AUTONOMOUS)

TABLES = (
    *(
        NO_PLACE,
        NICKNAMES,
        LIKE_PERSONS,
        STOPS,
        KINDS,
        BELOW,
        SCHOOLS,
        INNERS,
        GENERICS,
        SIGNS,
        OPENED,
        TEAMED,
        COMERS,
        SUPPORTED,
        AUTONOMOUS,
    ),
    *(ARRIVALS, REACHED, STAYS, WORKS, OPENS_CLAUSE, TOWNS, SCENES, OWNED, PAIRED),
)
