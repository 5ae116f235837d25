"""Pairs by a contract, and what fits where nothing closer does."""

from __future__ import annotations

from aidstories.describe.cues import Part, cue
from aidstories.describe.cues.chinese.words import PEOPLE

_GET = (
    r"(?:进驻|入驻|抵达|来到|走进|深入|奔赴|援建|落户|惠及|造福|支援|援助|帮扶|对口支援|对口帮扶|帮助|助力|服务"
    r"|扎根|派驻到?|赶赴|驰援|逆行|赴|前往|托管|捐赠给?|赠予|受援|来|到|在|(?<![成作图])为|对|向|给|与|支持|指导)"
)
_FORMS = r"[^，。；]{0,8}?(?:带出|带起|留下|培养|培育|打造|锻造|组建|成立)[^，。；]{0,4}[一支批本]"
"""What brings forth people that are of here: 在县里带出一支医疗队."""

PAIRS = (
    cue(
        "team of here",
        Part.GIVES,
        4,
        "|上海|市医疗队带着九个科室",
        "|上海|市第六人民医院的专家",
        behind=r"(?:市|省|自治区)?(?:国家|[“”\"]|传帮带|对口|帮扶|支援|支医|巡回|派来|派出|的|第[一二三四五六七八九十\d]{1,3}批){0,8}"
        r"(?:医疗队|医[疗学]救[援护]队|支医队|帮扶队|专家团|专家组|医疗团队|(?:体检|巡诊|义诊|诊疗|手术|医护|护理|筛查|送医)(?:小?分?队|小组))",
        signs="团扶支组队",
    ),
    cue(  # reach: 10 of 10
        "people of here",
        Part.GIVES,
        3,
        "|天津|市的外科专家",
        "|天津|市的居民",
        behind=rf"(?!{_FORMS})[^，。；在与和及对向]{{0,10}}?{PEOPLE}",
        signs="专博使勇名员士工师扶护挂支教方生组队驻夫医",
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
        signs="与为到助受向在奔对往惠户扎托扶抵持指捐援支服来深福给赠走赴赶逆驰驻",
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
