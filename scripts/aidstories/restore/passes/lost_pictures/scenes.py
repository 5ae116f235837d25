"""Evidence of words: a phrase says what a picture would show, who does what or what is there."""

from __future__ import annotations

from aidstories.restore.data import table
from aidstories.restore.lexicon.chars import HAN, simplified
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.person_names import SURNAMES
from aidstories.restore.zones.cues import speaks_of_picture

_LISTS = {name: "|".join(patterns) for name, patterns in table("scenes.toml").items()}
"""Whom pictures show, what these do, for whom and where, each list as one pattern."""
_WHO = rf"(?:{_LISTS['who']})(?:[组团]|们|一行)?"
_USES = "(?:(?:学习|练习|演示)?使用|操作|调试|安装|清点|搬运|查看|翻看|观察|学习|练习|演示)"
_DOES = rf"(?:{_LISTS['does']})"
_WHOM = rf"(?:{_LISTS['whom']})们?"
_MEANT = _LISTS["meant"]
"""What headings speak of: 专家为牧民送来健康."""
_HOUSE = "(?:医院|卫生院|服务中心|保健院|院区|卫生室)"
_ROOMS = rf"(?:{_LISTS['rooms']})"
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
    rf"|[{HAN}“”0-9]{{0,26}}?{_WHO}[{SURNAMES}][{HAN}]{{1,2}}正在[{HAN}“”]{{0,16}}?{_DOES}"
    rf"|[{HAN}“”0-9]{{0,26}}?{_WHO}(?:正?在|为|给|向|与|和|同|对|深入|走进|来到|指导|带领|一起)[{HAN}“”]{{0,16}}?{_DOES}"
    rf"|[{SURNAMES}][{HAN}]{{1,2}}(?:正在|在?[为给])[{HAN}]{{1,10}}{_DOES}"
    rf"|[{SURNAMES}][{HAN}]{{1,2}}在?(?:援[藏疆青宁琼]|支医|帮扶|驻点)(?:时|期间|途中)[{HAN}]{{0,6}}{_DOES}"
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
