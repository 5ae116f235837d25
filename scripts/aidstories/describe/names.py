"""What names are made of: surnames, Tibetan names, titles, and words that only look like names."""

from __future__ import annotations

from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.person_names import (
    COMPOUND,
    DOTTED,
    OF_OTHERS,
    OF_WORDS,
    OFFICES,
    TIBETAN_NAME,
)
from aidstories.restore.lexicon.person_names import SURNAMES as SIGNING

SURNAMES = "".join(each for each in SIGNING if each not in OF_WORDS)
"""Surnames that open names in running text."""
BEFORE_TITLE = (
    "党委|党组|党总支|支部|主任(?=[药护技检])|主管|执行|常务|名誉|副|总|首席|主治|援[藏疆青琼]|帮扶|支医|挂职"
    "|骨干|年轻|乡村|本地|当地|青年|资深"
    "|护理|住院|坐诊|全科|藏医|中医|医疗队"
)
TITLE_HEAD = (
    "书记|主任医师|主治医师|主任护师|主管护师|医师|医生|大夫|专家|教授|院长|主任|队长"
    "|领队|组长|局长|县长|区长|市长|州长"
    "|部长|处长|科长|站长|所长|会长|主席|干部|护士长|护士|护师|药师|技师|博士|硕士|研究员"
    "|成员|巡视员|调研员|省长|镇长|乡长|场长|校长|馆长|社长|政委|指挥长|总指挥|主委|助理|院士|工程师|发起人|创始人"
    "|队员|学员|徒弟|人才|医务人员|负责人"
    "|带头人|理事长|秘书长|委员|讲师|干事|常委|专员"
    "|校长|镇长|乡长|馆长|台长|政委|会计师|工程师|营养师"
)
OFFICE = late(rf"(?:{OFFICES})(?=[{SIGNING}])")
TITLE = rf"(?:{BEFORE_TITLE}){{0,6}}(?:{TITLE_HEAD})"
_POSTS, _HEADS = "主任医师|主任|教授|院长|书记", "省长|市长|县长|区长|州长|校长"
AFTER = (
    f"副(?:{_POSTS}|{_HEADS})|{_POSTS}|{_HEADS}|常务副?(?:{_HEADS})"
    "|主治医师|医生|医师|博士|护士长|大夫"
)
"""A search passes over characters that open none of its alternatives where each opens with one,
not with an optional one or a class: 副?(?:主任|…) took five times as long."""
TITLE_BEHIND = late(rf"(?:{AFTER})")
SURNAME = rf"(?:{COMPOUND}|[{SURNAMES}])"
SURNAME_OPENS = SURNAMES + "".join(name[0] for name in COMPOUND.split("|"))
"""What a surname begins with, for a class."""
NOT_HAN = late(rf"{TIBETAN_NAME}|{DOTTED}|[A-Z][\w.'’ -]+")
"""A whole name of no Chinese form: 次仁曲珍, 阿依古丽·买买提, Duan Min."""
TITLED = late(rf"(?:{TITLE_HEAD})(?=(?:{DOTTED}|{TIBETAN_NAME}|{SURNAME}|{OF_OTHERS}))")
TITLE_LEFT = late(rf"(?:{TITLE}[、兼]){{0,4}}(?:{BEFORE_TITLE}){{0,4}}$")
"""What belongs to a title before its head: 党委书记、总 before 院长."""
SAYS = late(
    r"说|表示|介绍|指出|强调|坦言|告诉|认为|回忆|感慨|直言|解释|透露|补充|回应|分享|讲解"
    r"|阐述|道出|感叹|提到|欣慰|带来|叮嘱|勉励|寄语|嘱咐|谈到|笑着|要求|希望|提出|肯定|赞扬|评价|宣布|汇报"
)
PAUSE = "，。、；：！？”’）（《“ 　\n"
CLOSED = "院科部室心系所的由与和跟请让队在给"
FUNCTION = set(
    "在等和与及对为把将从向的是也便就正曾率认通给已仍则又还来去到进赴做参主亲依开不两"
    "拿紧沉自一教医博副院同跟会难却先"
    "已曾又都才像"
    "此如走率携着获被受带出迅牵针结深利作负担领组指耐细一每常多刚立随为以上下因走完成至按每用"
)
ACTS = late(
    r"调研|出席|主持|陪同|参加|参与|带队|率队|带领|率领|致辞|讲话|走访|看望|慰问|检查|视察|督导"
    r"|会见|代表|担任|荣获|荣膺|获评|获奖|获得|入选|上榜|榜上|当选|进行|开展|做了|作了|正在|带着|作为|查完|查房|发言"
    r"|抵达|到达|赶赴|奔赴|启程|前往|团队|一行|等人|夫妇|同志|先生|女士|当即|立即|随即|邀请|应邀|受邀|接风|送行|壮行|凯旋|归来|线[上下]|逐[床一个]"
)
"""What a person does right behind the name: 副县长刘丽调研."""
DEPARTMENT = late(
    r"[纪卫发][委办]|.{1,3}[委部办处室局厅组站所系]|(?:药[剂学械事]|医[务政教]|康复|安保|保卫|计财"
    r"|宣[传联]|文宣|信息|财务|护理|设备|检验|管理|项目|金融|方志|施工)科|.{0,2}[内外儿骨眼]科"
)
"""A part of a hospital or an office, whose first character may be a surname: 药剂科, 纪委."""
PARTNERS = late(
    r"(?=[等两二三四五六七八九十\d])"
    rf"(?:[两二三四五六七八九十]人(?:都|均)?是[^，。；]{{0,16}}?{TITLE}"
    rf"|等?[两二三四五六七八九十\d]{{1,2}}[位名](?:{TITLE}|同志|老师|(?:医疗|专业|优秀)*人才))"
)
"""What says of those before it that they are of a profession: 两人是第三批援疆专家, 3位博士."""
_GIVEN = r"[\u4e00-\u9fff]{1,2}(?=[、和]|$)"
_ONE_OF = rf"(?>{SURNAME}{_GIVEN}|[{SURNAMES}]{_GIVEN})"
"""A name of a list, the longest: 欧阳一 is not tried again as 欧 and 阳一."""
LISTED = late(rf"{_ONE_OF}(?>(?:[、和]{_ONE_OF}){{1,40}})$")
NAMELY = late(
    r"[两二三四五六七八九十\d][两二三四五六七八九十\d]?[位名]"
    rf"(?:{TITLE}|医务人员|同志|队员|人员)(?:分别)?(?:[为是]|[:：])"
)
"""What says whom a number of people are: 三位医务人员分别为徐怡、王建国和周宇."""
_GIVEN_HERE = r"[\u4e00-\u9fff]{1,2}(?=[、和，。；）等])"
_ONE_HERE = rf"(?>{SURNAME}{_GIVEN_HERE}|[{SURNAMES}]{_GIVEN_HERE})"
LISTED_HERE = late(rf"{_ONE_HERE}(?>(?:[、和]{_ONE_HERE}){{1,40}})")
"""The names behind such words."""
END_OF_NAME = set("、，。；）")
UNIT = late(
    rf"(?:医院|医疗队的|医学中心|医学部|内科|外科|儿科|骨科|产科|妇科|眼科|医学科|麻醉科)(?={SURNAME})"
)
VERBS = set("说带完正在是对把将从向了的做来去看走赴到率携")
