"""Evidence of words: a phrase says what a picture would show, who does what or what is there."""

from __future__ import annotations

from aidstories.restore.lexicon.chars import HAN, simplified
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.person_names import SURNAMES
from aidstories.restore.zones.cues import speaks_of_picture

_WHO = (
    "(?:专家|医生|医师|大夫|队员|医护(?:人员)?|护士长?|助产士|教授|主任|医疗队|团队|志愿者|学[员生]|老师|徒弟"
    "|牧民|群众|患者)(?:[组团]|们|一行)?"
)
_USES = "(?:(?:学习|练习|演示)?使用|操作|调试|安装|清点|搬运|查看|翻看|观察|学习|练习|演示)"
_DOES = (
    "(?:查房|义诊|坐诊|问诊|看诊|听诊|会诊|巡诊|接诊|诊疗|手术|检查|筛查|体检|训练|培训|换药|穿刺|缝合|插管|抢救"
    "|讲解|授课|讲课|示教|演示|带教|座谈|交谈|交流|研讨|合影|[量测]血压|发放药品|赠送锦旗)"
)
_WHOM = (
    "(?:老人|农?牧民|村民|居民|乡亲|群众|孩子|儿童|患儿|婴儿|产妇|孕妇|病人|患者|学[员生]|师生|徒弟|同事"
    "|护士|医生|村医|官兵|战士|僧人|阿妈)们?"
)
_MEANT = (
    "光明|希望|温暖|健康[^操]?$|保障|平台|支撑|力量|守护|贡献|[爱暖民同]心|心[声愿意里中]|未来|桥|福|幸"
    "|[真深温热友亲]情|情[谊怀暖]|梦|爱|解难|撑腰|难题|困难|底气|信心|亲人|朋友"
)
"""What headings speak of: 专家为牧民送来健康."""
_HOUSE = "(?:医院|卫生院|服务中心|保健院|院区|卫生室)"
_ROOMS = (
    "(?:大厅|走廊|候诊区|会诊中心|门诊|诊室|药房|手术[间室]|实验室|病[房区]|产房"
    "|[血透]透析?室|监护室|康复室|设备)"
)
_NAMED = rf"(?:[{HAN}](?<![了有成到起变进在从让把被给是出说])){{0,6}}?"
"""Words between a house and its room, of which no sentence is made: 县医院有了手术室 is none."""
_SCENE = late(
    rf"(?!.*(?:{_MEANT}))[{HAN}“”0-9]{{0,26}}?{_WHO}(?:在[{HAN}]{{2,8}}?)?[为给向与和同帮教带][^，。]{{0,4}}?{_WHOM}[{HAN}A-Za-z“”]{{2,10}}"
    rf"|[{HAN}“”0-9]{{0,16}}?{_WHO}在[{HAN}]{{1,6}}[里上前旁外下中边][{HAN}]{{2,5}}"
    rf"|[{HAN}“”0-9]{{0,16}}?{_WHO}(?:抵达|乘[坐车船]|走下|登上|走出|合力)[{HAN}]{{2,10}}"
    rf"|(?:[{HAN}]{{2,10}}(?:行驶|排|停|围坐)|[{HAN}]{{0,10}}{_WHO}[走站坐蹲])在[{HAN}]{{2,8}}[里上前旁外下中边][{HAN}]{{0,2}}"
    rf"|[{HAN}]{{2,8}}排队(?:等候|候诊|领|取)[{HAN}]{{0,4}}"
    rf"|(?:航拍|无人机拍摄|镜头[里下中])的[{HAN}]{{2,16}}|[{HAN}]{{0,12}}(?:捐赠|赠送|援建)的[{HAN}A-Z]{{2,12}}"
    rf"|[{HAN}“”0-9]{{0,26}}?{_WHO}[{HAN}“”]{{0,14}}?{_USES}[{HAN}A-Za-z“”]{{2,10}}"
    rf"|[{HAN}“”0-9]{{0,26}}?{_WHO}(?:正?在|为|给|向|与|和|同|对|深入|走进|来到|指导|带领|一起)[{HAN}“”]{{0,16}}?{_DOES}"
    rf"|[{SURNAMES}][{HAN}]{{1,2}}(?:正在|在?[为给])[{HAN}]{{1,10}}{_DOES}"
    rf"|{_DOES}(?:(?:中|时|台[上前旁])的[{HAN}]{{2,6}}|的?(?:第一天|那天|间隙|途中|路上))"
    rf"|[{HAN}“”]{{1,20}}(?:医院|卫生院|院区|中心|科|站)[{HAN}]{{0,8}}?(?:外景|内景|全景|外观|[门急]诊楼|住院[部大]?楼|综合楼|新?大楼)"
    rf"|[{HAN}“”0-9]{{2,20}}?{_HOUSE}{_NAMED}{_ROOMS}"
    rf"|[{HAN}“”0-9]{{2,20}}?{_HOUSE}[与和同][{HAN}“”0-9]{{2,20}}?(?:签约|揭牌|交接|结对|捐赠|座谈)(?:仪式|会)"
    rf"|[{HAN}“”0-9]{{2,20}}?{_HOUSE}(?:“组团式”|组团式)?(?:对口)?(?:帮扶|支援|援助|援建)[{HAN}]{{2,16}}?{_HOUSE}"
    rf"|[{HAN}“”0-9]{{2,20}}?{_HOUSE}(?:对口)?(?:帮扶|支援|援助|援[藏疆青川])?医疗队"
    rf"|[{HAN}“”0-9]{{0,20}}?{_WHO}指导[{HAN}]{{2,16}}?(?:医护人员|护士|医生|医师|学员|同事|技师)"
    rf"|(?:新|刚)(?:建成|落成|投用|启用|装修)好?的[{HAN}“”]{{2,12}}"
    rf"|[{HAN}]{{2,8}}(?:会会场|会场内外|整装待发|献上?哈达|献哈达)"
    rf"|[{HAN}]{{2,8}}现场[，,][{HAN}]{{4,14}}"
)
"""Who uses what or does what for whom, a building, a row of people: 甲院专家指导护士使用监护仪."""


def shows_scene(line: str) -> bool:
    """Return whether a phrase without a stop says what a picture would show.

    A heading says what came of it: 专家为高原带来光明 is none.
    """
    return speaks_of_picture(line) or bool(_SCENE.fullmatch(simplified(line.strip())))
