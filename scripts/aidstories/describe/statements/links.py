"""The constructions that join two ends of aid, as newspapers write them.

Each rule shows itself: the bar is where the pattern begins, or, for what stands before an end,
where it ends.
"""

from __future__ import annotations

from aidstories.describe.cues import AID
from aidstories.describe.rules import Rule, compiled
from aidstories.restore.lexicon.late import late

_TITLE = (
    r"(?:党委|党组|总|副|执行|常务|名誉)*"
    r"(?:书记|院长|主任|队长|领队|站长|所长|局长|组长|护士长|区长|县长|市长)"
)
_STAFF = (
    r"(?:专家|医生|医师|医护|护士|教授|博士|主任|院长|药师|技师|名医|团队|骨干|医务人员|医疗队"
    r"|支医|志愿者|白衣(?:战士|天使|勇士))"
)
TEAMS = (
    # The longest of news has 17: 市第十一批“组团式”援藏医疗人才工作队.
    Rule(
        "team",
        r"(?:(?![与和在到赴将对向为由的]|选派|派[出驻遣]|来到|进驻)[\u4e00-\u9fff“”\d]){0,17}?"
        r"(?:医疗队|工作队|支医队|帮扶队|服务队|援\w{1,2}队|工作组|专家组|干部人才[组队]|人才组|指挥部"
        r"|医疗团队?|专家团队?|帮扶团队?)",
        "长沙|援藏工作队在",
        "长沙|的工作队在",
    ),
)
"""What follows a place as its team."""
TEAM = compiled(TEAMS)
STAFF = late(rf"[^，。；、]{{0,12}}?(?:{_STAFF}|{AID})")
"""What follows a place or a house whose people act: 骨科主任."""

_VERB = (
    r"(?:进驻|入驻|抵达|来到|走进|深入|奔赴|援建|落户|惠及|造福|支援|援助|帮扶|对口支援|对口帮扶|结对帮扶|组团帮扶"
    r"|帮助|助力|服务|扎根|派驻到?|赶赴|驰援|逆行|远赴|奔向|前往|托管|捐赠|捐建|赠予|受援|指导|支持|挂职|任职|担任|兼任|出任"
    r"|走遍|下沉|开赴|踏上|筹建|新建|参与|覆盖|送到|送往|送进|带到|带进|接管|牵手|结对|赋能|援)"
)
_LIGHT = r"(?:赴|来|去|到|在|为|对|向|给|与|和|同|往|至|进|于|将|让|使|帮|教)"
_FAR = (
    r"(?:[^，。；、]{0,16}的|[^，。；、]{0,18}——"
    r"|[“”\d一二三四五六七八九十百千万余里外多米海拔]{0,12})?"
)
ENTERS = late(rf"(?:{_VERB}|{_LIGHT})(?:了|的|在|到|于|过|着|给|至|是)?{_FAR}$")
"""What stands right before a recipient that a donor named before it acts on."""

_WITH = r"(?:与|和|同|跟|联合|携手|牵手|及)"
CONTRACT = (
    r"(?:签署|签订|签约|签下|携手|牵手|结对|结成|结为|缔结|达成|合作|建立|共建|共同(?!担任|主持|出席|完成)|成立|搭建|协作|联盟|医联体"
    r"|对口|帮扶|支援|会诊)"
)
PAIRS = (Rule("together", rf"[^，。；]{{0,16}}?{_WITH}[^，。；]{{0,8}}", "|正式与", "|好比"),)
PAIR = compiled(PAIRS)
UNDER = late(r"[^，。；]{0,16}?(?:指导|帮助|支持|帮扶|援助|支援|托管)下，?[^，。；]{0,6}")
"""What stands between those who guide and the recipient: 在上海专家的指导下，县医院…"""
DEED = late(
    r"[^，。；]{0,10}?(?:援建|捐建|捐赠|对口支援|对口帮扶|结对帮扶|组团帮扶|定点帮扶|托管|支援|援助|帮扶|帮助|负责|承担|承包|包保|对接|对口)"
    r"(?:的|了|给)?[^，。；]{0,6}"
)
"""What stands between a giver and the recipient where the verb says who gives: 援建的."""
TOWARDS = late(r"[^，。；]{0,12}?(?:向|为|给|对|帮助)$")
"""What stands between a giver and the recipient, where the act comes behind: 向…捐赠."""
GIFT = late(
    r"[^，。；]{0,16}?(?:捐赠|捐献|赠送|捐款|捐资|援助|提供|派出|派驻|选派|帮扶|支援|派遣|输送|开展帮扶|授牌)"
)
LATE = late(r"(?:[，：]|将|已|正式|有幸|还|也|先后)(?:与|和|同|跟|联合|携手|牵手)[^，。；]{0,4}$")
"""The same behind other words: 妇幼保健院将在多个领域，与…展开合作."""
CONTRACTED = late(rf"[^。；]{{0,40}}?{CONTRACT}")

POST = late(
    r"[^，。；]{0,18}?(?:队长|领队|干部|专家|医生|队员|人才|成员|医师|组长|主任|教授|书记|团长)"
    r"(?:、|兼(?:任)?|(?:[\u4e00-\u9fff·]{2,4})?(?:，|是)?(?:现任|担任|挂职(?:担任|任)?|兼任|任))"
)
"""What stands between a donor and the house that its person has a post at."""
POSTED = late(rf"[^，。；]{{0,12}}?{_TITLE}")

PASSIVE = late(
    r"(?:由|得到|获得|受到|接受|接收|迎来|来自|来了|邀请|依托|借助|聘请|在|感谢|得益于|争取|引进|引入|加入|请来|受援于)"
    r"(?:了|的|来自|来自于|到|于)?[^，。；]{0,6}$"
)
"""What stands before a donor that the recipient named before it is helped by."""
TOPIC = late(r"^[^，。；]{0,8}[，：]?[^，。；]{0,4}(?:在|走进|来到|步入|位于|地处)[^，。；]{0,12}$")
"""What opens a sentence before the place where it happens: 在那曲市人民医院，大连的专家…"""

VISIT = late(
    r"参观|考察|学习|交流|座谈|调研|观摩|访问|出席|会议|论坛|大会|年会|研讨|培训班|比赛|大赛|竞赛|评委|进修|跟岗|旅游|采访|点评|发言|主持"
)
AID_ACT = late(
    r"义诊|坐诊|巡诊|查房|带教|授课|手术|指导|帮扶|捐赠|支援|援助|诊疗|会诊|培训|救治|示教|体检|筛查|接诊|看病|看诊|帮带"
    r"|讲解|传授|送医|送药|诊治|康复|援[藏疆青]|主刀|复查|听诊"
    r"|[为给][^，。；]{0,10}(?:老人|牧民|群众|孩子|患者|妇女|居民|学生|儿童|村民|百姓|病人|小朋友)"
)
GIVER = late(
    r"(?:卫健委|卫生健康委|卫生局|财政|红十字会|医疗系统|各大医院|的?[^，。；、]{0,6}(?:公司|企业|集团|基金会))"
    r"|[^，。；、]{0,8}(?:援建|捐|派|支持|携手|牵手|托管|对口|帮扶|支援|援助|负责|资助|接力)"
)
"""What stands behind a place that acts without people of its own: 贺州市卫健委把…"""
AIDED = late(
    r"援|帮扶|帮助|帮带|派|捐(?!献)|资金|资助|投入|用于|携手|牵手|接力|设立|建成|建起|建了|启用|对口|托管|跑遍|来了"
    r"|医疗队|坐诊|义诊|巡诊|查房|带教|指导|听诊|主刀|协作医院|工作站|分院|驻|免费|[把手]教|实施[^，。；]{0,8}手术"
    r"|在身边|联合病房|的支持"
)
"""Words of aid, one of which a sentence must have that names both ends in no set construction.

专家, 手术 and 合作 are none: in news of hospitals they stand beside any two.
"""
OTHERWISE = late(
    r"购进|购自|进修|跟岗|学了|学习|培训班|考察|参观|旅游|游客|比不上|不如|相比|媲美|逊色|接近|会议|论坛|大会|年会|研讨"
    r"|转院|转诊|转到|送到|送往|求医|就医|看病|看上|住院|打工|上学|毕业|老家|出生|评委|比赛|大赛|竞赛|交流|调研|采访"
    r"|访问|这样的|曾(?=[经任在赴到参援于先多两三随是获])|从前|此前|以前|过去|早年|当年|公里|出差|商品|旅客|电视|日报|开会|记者会|发布会|点评|学会|委员|成员|均开展|军区|预约|公益组织|器官捐献"
)
"""Words by which both ends are named for another reason."""
PATIENT = late(r"(?:籍)?的?[^，。；]{0,6}?(?:患儿|患者|病人|病童)")
PAST = late(r"曾(?=[经任在赴到参援于先多两三随是获])|早年|当年|那年|从前")
SPEAKS = late(r"记得|回忆|表示|介绍|告诉|认为|看到|得知|获悉|感慨|[^小传据]说")
"""What the words behind it tell no longer of who stands before it."""

NOT_SUBJECT = late(r"通过|依托|[为对给被与和向让把在跟随]")
"""What stands before a team in its clause that makes it no subject: 昭通市通过医疗队…"""
AGENT = late(
    r"(?=[这那一援医工帮支专巡柔服队他她])(?:(?:这|那|一)支(?:队伍|团队)"
    rf"|(?:{AID})?(?:医疗|工作|帮扶|支医|专家|巡回|柔性|服务){{1,6}}(?:队|组|团队|团|小组)(?:员们?)?"
    r"|队员们?|专家们|(?<![其])他们?|她们?"
    rf"|{AID}(?:医生|专家|医师|干部|教师|人才|医疗))"
)
"""A team that was named before, or who was named in the sentence before."""
COUNTED = late(
    rf"(?:\d{{1,9}}|[一二三四五六七八九十百千]{{1,9}})(?:余|多)?(?:名|位|批次?|人次|人)[^，。；]{{0,24}}?{AID}[^，。；]{{0,12}}"
    rf"|{AID}[^，。；\d]{{0,12}}(?:\d{{1,9}}|[一二三四五六七八九十百千]{{1,9}})(?:余|多)?(?:名|位|人次)[^，。；]{{0,12}}"
)
"""Those who came, counted: 2417人次“组团式”援藏专家进藏."""
HELPERS = late(rf"{AID}(?:医疗)?(?:队|专家|医生|医师|团队|干部)")
"""Those who help, whoever sent them."""
HERE = late(
    r"(?<![\u4e00-\u9fff])(?:县|区|市|州)(?:人民|中心|中)?医院|[该当本我][地县区市院州]|受援|在县医院|县医院|当地"
)
"""A recipient that was named before."""

ACTS = late(
    r"签署[^，。；]{0,12}?协议|签订[^，。；]{0,12}?协议|签约|结对(?:帮扶)?|结成对子|达成[^，。；]{0,10}?合作|展开[^，。；]{0,6}合作|开展[^，。；]{0,12}?合作"
    r"|建立[^，。；]{0,10}?关系|搭建|义诊|坐诊|巡诊|查房|带教|授课|做[^，。；]{0,8}手术|实施[^，。；]{0,12}手术|传授|讲解"
    r"|筹建|打造|建成|建起|创建|开设|成立|捐赠|会诊|指导|培训|挂职|体检|筛查|支援|帮扶|援建|投入|开展[^，。；]{0,8}"
)
"""Words of an act behind its ends."""
VERBS = late(
    r"进驻|入驻|抵达|来到|走进|深入|奔赴|援建|落户|惠及|造福|对口支援|对口帮扶|结对帮扶|组团帮扶|支援|援助|帮扶|助力"
    r"|服务|扎根|派驻|赶赴|驰援|远赴|前往|托管|捐赠|捐建|指导|支持|挂职|任职|担任|兼任|出任|筹建|下沉|开赴|踏上|接管|牵手"
    r"|选派|派出|派遣|组派|帮助|赋能"
)
"""Words of an act between its ends; the last is the act."""
TABLES = (TEAMS, PAIRS)
AT = late(r"(?:在|到|赴|于|往|从|抵达|来到|走进)[^，。；]{0,4}$")
"""What stands before a place that is only where a picture was taken."""
