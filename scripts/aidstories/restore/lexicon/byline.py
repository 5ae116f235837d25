"""Statements of responsibility: who wrote, from where, for which agency.

A byline stands on a line of its own (本报记者 文凤); a dateline opens the first sentence
(本报山南电（记者 武沛涛）). Both name people by a label with the names behind it. Patterns read
the simplified form of a text, so 新華社記者 counts as 新华社记者; names come out as printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from aidstories.model import Person
from aidstories.restore.lexicon import tibetan_heads
from aidstories.restore.lexicon.chars import IS_BO, simplified
from aidstories.restore.lexicon.late import late

HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
_PAPER = (
    rf"(?:本报|本刊|本网|本台|本社|本站|(?:[{HAN}]{{2,6}}[·・-])?+"
    rf"[{HAN}]{{1,8}}?(?:报|社|网|台|刊|客户端|杂志|在线|新闻|融媒体?中心))"
)
_RANK = (
    r"(?:全媒体?|融媒体?|新媒体|见习|特约|特邀|职工|特派|特派驻藏|常驻|实习|首席|高级|资深|前方|外派"
    rf"|驻[{HAN}]{{1,4}}?|评论|摄影|文字|视频)"
)
_NO_NAME = (
    r"(?!手记|札记|日记|感言|观察|调查|见闻|视线|目击|走基层|在线|简介|介绍|单位|[系为是]|现[任为]|团队|会|站|节|证"
    r"|最新|其他|更多|从|在|了解|获悉|采访|发现|看到|近日|昨|今|日前|问|们)"
)
_MARK = r"[:：|｜丨/／]"
_DEED = r"(?:口述|讲述|自述|采访|采写|整理|记录|编译|翻译|撰文|执笔)"
_DEEDS = rf"{_DEED}(?:\s*+[/／、及和]?\s*+{_DEED}){{0,2}}"
"""What those did who made a text together: 采访/整理, 口述."""
LABEL = (
    rf"(?:(?:{_PAPER}\s*+)?(?:[（(][\w.]{{4,30}}[)）]\s*+)?(?:{_RANK}{{1,2}}\s*+)?"
    r"(?:记者|通讯员|撰稿人|撰稿|评论员|实习生)"
    r"|作\s*+者|发表者(?=\s*+[:：])|(?:朗诵|诵读|演播)(?=\s*+[:：])|撰\s*+文|执\s*+笔|[文图]\s*+[、，,]\s*+[文图]\s*+[/／|｜:：]|文\s*+[/／|｜]\s*+图|图\s*+[/／|｜]\s*+文|[文图]\s*+[/／|｜]|摄影报道(?=\s*+[:：]?\s*+[^\s)）])|供稿"
    rf"|{_DEEDS}[人者]?(?=\s*+{_MARK})|(?:摄影|图文|图片|文字?|稿件)(?=\s*+{_MARK}))"
)
_LABEL_RE = late(LABEL)
_NAME = rf"{_NO_NAME}[{HAN}]{{1,8}}(?:[·•‧・][{HAN}]{{1,8}}){{0,3}}"
_NAME_RE = late(_NAME)
_SEPARATORS = r"[\s、，,;；/／|｜丨和及&:：]"
_PARTED = rf"(?:[\s、，,;；/／|｜丨&:：]|(?<=[{HAN}]{{2}})[和及](?=[{HAN}]{{2}}))"
"""What parts two names; 王和平 is one."""
_FROM = (
    rf"(?:(?<!\s)\s++[{HAN}]{{2,6}}(?:摄影)?报道"
    rf"|(?:(?<!\s)\s++)?+(?:[（(]\s*+)?发自\s*+[{HAN}]{{2,12}}\s*+[)）]?)"
)
_DISPATCH = late(
    rf"{_FROM}\s*+$|(?:[（(]\s*+)?综合报道\s*+[)）]?|(?:\d{{1,2}}月\d{{1,2}}日)?报道\W*$|摄$|摄影$|整理$|撰$"
)
_NOT_NAMES = late(
    r"(?:编\s*+辑|责\s*+编|责任编辑|[初复终一二三]审|审核|审校|校对|监制|来源|编审|美编|排版|值班)\s*+[:：/／丨|]?"
    rf"(?:(?!{LABEL}).)*|[编审校核]\s*+[/／](?:(?!{LABEL}).)*"
)
"""The page's staff, up to the next label of a writer: 供稿：甲某 编辑：乙某 摄影：丙某."""
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚"
    "卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温"
    "康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂"
    "成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景"
    "党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官"
    "封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴"
    "慈姒丰支卿代国狄平计索宣晋相初门云容敬来扈晁都芮普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕"
    "危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由傅萧阎赖洪"
    "張劉陳楊黃趙吳孫馬鄭謝許韓馮鄧蕭葉蘇魏呂盧鍾譚陸範賈韋鄒邱湯龍賀顧錢嚴戴倫龐顏莊聶魯關蘭單畢塗駱藍齊"
)
_REPORTS_GLUED = late(rf"\s*+(?P<name>[{SURNAMES}][{HAN}]{{1,2}})(?:摄影)?报道\s*+")
"""One name that what it did is glued to: （记者 段敏报道）, which is no place."""
_ONE = (
    rf"(?!记者|通讯员|本报)(?:[{HAN}]{{2,4}}|[{HAN}][ \u3000]{{1,3}}[{HAN}]"
    rf"|[{HAN}]{{1,6}}[·•‧][{HAN}]{{1,8}})"
)
"""A name as print sets it: of two characters, one may be spaced out."""
_DID = rf"(?:文字?|图[片文]?|摄影?|摄像|供稿|供图|{_DEED}|[编审校]|文\s*+[/／]?\s*+图)"
_SIGNED_BY = rf"{_ONE}(?:[\s、]+{_ONE}){{0,3}}?\s*+[/／]\s*+{_DID}"
"""Who did what, the name first: 段敏/文."""
_ENGLISH = late(
    r"(?:^|\s)(?:By|Author\s*+:)\s+([A-Z][\w'’.-]+(?:\s(?!Time|Date|Editor|Source|Updated)[A-Z][\w'’.-]+)"
    r"{1,3})(?![^\s·|,(])"
)
_ENGLISH_LINE = late(r"\s*+By\s+[A-Z][\w'’.-]+(?:\s[A-Z][\w'’.-]+){1,3}\s*+")
_MARKED = late(r"[\d¹²³⁰-⁹*＊†‡#」\\,，]+")
"""What a journal sets behind the names of its writers."""
_OPENS, _CLOSES = r"^[\s（(□■●○◎◆◇▲△★☆【\[—-]{0,20}", r"\s*+[】\])）]?\s*+$"
_APART = r"[\s、，,;；/／|｜丨&:：]"
_NOT_LONG = rf"{_NO_NAME}(?![{HAN}]{{0,40}}?(?:(?![和及])[{HAN}]){{9}})"
_LISTED_NAMES = rf"{_NOT_LONG}[{HAN}]{{1,60}}(?:[·•‧・][{HAN}]{{1,8}}){{0,3}}"
"""Names that 和 may part, none longer than eight: read at once, since 和 may stand in a name."""
_NAMES_GO_ON = rf"{_NOT_LONG}[{HAN}]{{1,60}}+(?:[·•‧・][{HAN}]{{1,8}}+){{0,3}}+{_APART}++"
_LABELLED = late(
    rf"{_OPENS}{LABEL}\s*+{_MARK}?\s*+"
    rf"(?:{_NAMES_GO_ON}(?:{LABEL}\s*+{_MARK}?\s*+(?={_NOT_LONG}[{HAN}]))?+){{0,40}}{_LISTED_NAMES}"
    rf"(?:{_FROM}|\s*+(?:文\s*+[/／]?\s*+图|[/／]?\s*+(?:文|摄影报道|报道|撰文|整理|综合报道)))?{_CLOSES}"
)
_SIGNED_UNITS = rf"{_SIGNED_BY}(?:[\s、，,;；]+{_SIGNED_BY})*"
_SIGNED_LINE = rf"{_OPENS}{_SIGNED_BY}(?:[\s、，,;；]+{_SIGNED_BY}){{0,3}}{_CLOSES}"
_AGENCY = (
    r"本报|本刊|本网|本台|本社|本站|新华社|新华网|中新社|中新网|中国新闻网|人民网|央视网|央广网|光明网"
    rf"|中国西藏网|中国经济网|(?:(?!本[报刊网台社]|[据从由的了来在说])[{HAN}]){{2,8}}?(?:日报|晚报|早报|晨报|商报|都市报|时报|法制报|法治报"
    rf"|健康报|医师报|医学报|青年报|工人报|农民报|科技报|新闻网|新闻社|广播网|客户端|融媒体?|在线|之家|网|报|社)"
    r"|[A-Z]{2,6}\s?之家"
)
_DATE = r"(?:\d{4}\s*+年\s*+)?(?:[0-9０-９]{1,2}\s*+月\s*+)?[0-9０-９]{1,2}\s*+日"
_PLACE = (
    r"(?:(?![的了据得是被把这记]|从(?!江|化)|获(?!嘉|鹿)|将(?!乐)|那(?!曲|坡))"
    rf"[{HAN}]){{1,12}}?"
)
"""A place name: 本报记者从医院获得消息 names none, 本报那曲电 does."""
_PAREN = (
    rf"[（(](?=[^（）()]{{0,60}}(?:记者|通讯员|(?<!著)作者(?![系为是]|单位|简介|现[任为])|{_RANK}|[文图][、，,/／]?[文图]?\s*+[/／:：]))"
    r"[^（）()。]{2,90}[)）]"
)
_LISTED = rf"(?<=[电讯息\s】\]])[（(]\s*+{_ONE}(?:[、，,\s]++{_ONE}){{0,5}}\s*+[)）]"
"""Names in brackets behind an agency's own words: 中新网某市7月29日电（甲某、乙某）."""
DATELINE = late(
    rf"^\s*+[【\[]?\s*+(?:[{HAN}]{{2,8}}[/／])?(?P<agency>{_AGENCY})(?:[-—·][{HAN}]{{1,6}}(?:网|报|社|台|频道|客户端|新闻))?\s*+"
    rf"(?P<place>{_PLACE})?\s*+(?P<date>{_DATE})?\s*+(?:专?电|消息|讯)"
    rf"(?!视|力|话|子|影|网|脑|商|台|动|池|站|器|梯|价|缆|息|号|问|速|道|员|社|录|稿)\s*+[】\]]?"
    rf"\s*+(?P<who>{_PAREN}|{_LISTED}|(?:本报)?{_RANK}?记者\s*+{_NAME}(?:[、\s]{_NAME}){{0,3}}?\s*+(?:摄影)?报道"
    rf"|[（(]\s*+{_RANK}?记者\s++{_ONE}(?=[“\"]|\Z)"
    rf"|{_ONE}(?:、{_ONE}){{0,3}}、{_RANK}?记者\s*+{_NAME}(?:、{_NAME}){{0,3}}?\s*+报道(?=\s*+[:：]))?"
    rf"\s*+(?:[:：/／]\s*+)?"
)
_SIGNED = late(r"\s*+[（(]([^（）()]{3,16})[)）]\s*+")
_GAPS = late(r"[\s、]+")
_POST = late(
    rf"(?<=[{HAN}])\s*+[（(](?:[{HAN}]{{2,16}}[部科处室办系所队院会局组社中心报台网]"
    rf"|[{HAN}]{{0,16}}(?:医生|医师|护士长?|教师|教授|主任|院长|队员|队长|干部|专家|职工|书记)"
    r"|[a-z0-9-]{2,24}(?:\.[a-z]{2,8}){1,3})[)）]"
)
"""Where a writer works, in brackets behind the name: 作者：段敏（党委办公室）; a paper's address:
本报（example.net）记者段敏."""
_WHO_IS = late(rf"(?<=[{HAN}]{{2}})[，,]?\s*+(?:系|现任|现为)[{HAN}]{{4,40}}")
"""What a writer is, behind the name: 作者段敏系某县医院院长."""
_OF_UNIT = late(
    rf"[（(]?[{HAN}]{{1,10}}[科部室办处]\s*+[/／]\s*+(?P<name>[{HAN}]{{2,4}}(?<![科部室办处院]))\s*+[)）]?"
)
"""Who wrote, behind the department: 消化内科/段敏."""
_POSTS = "医院|医疗队|援|队员|医师|医生|护士|主任|教授|院长|工作"
_WHO_SIGNS = late(
    rf"[（(]\s*+(?P<name>(?!作者)[{HAN}]{{2,4}})(?:[，,]|\s++)(?=[^（）()。]*(?:{_POSTS}))[^（）()。]{{4,60}}[)）]"
)
"""Who wrote and what he is, in brackets around a text: （段敏，某县医院医生）."""
_OF_HOUSE = late(
    rf"(?P<signed>[（(]\s*+)?[{HAN}]{{2,16}}?(?:[医学]院|卫生院|大学|学校|中心|融媒体?|(?(signed)[科部室办处局委]|(?!)))"
    rf"\s++(?P<name>(?!供[稿图]|提供|编辑|审核|{_DEED}|摄)[{HAN}]{{2}}[{HAN}]?)(?(signed)\s*+[)）])"
)
"""The same behind a hospital, a school, a county's media: 某县医院 段敏, 某县融媒 段敏."""
_NAMES_DID = late(
    rf"(?:(?<!\s)\s++)?+(?P<names>[{HAN}·、][{HAN}·\s、]{{1,29}}?)\s*+(?P<did>(?<=\s)(?:摄影|图文|文图|采访)报道|{_DEEDS})(?=\s|$)"
)
"""Names before what they did, once or more on a line: 段敏 王燕 摄影报道, 段敏口述 何青整理."""
_DONE = late(rf"报道|{_DEED}")
_BOTH = late(
    rf"[\s（(]*+(?P<names>[{HAN}·\s、]{{2,30}}?)\s*+文\s*+[/／、]\s*+(?P<others>[{HAN}·\s、]{{2,20}}?)\s*+(?P<did>摄影?|图)[\s）)]*+"
)
"""Who wrote and who took the pictures, on one line: 段敏 王燕文/何青摄."""
_UNIT_CREDITS = late(
    rf"[\s（(]*+[{HAN}、]{{1,30}}?(?:[部科室处办院局委所站]|中心|支部|学院)\s*+供稿"
    rf"(?:\s++(?:{_DID}|编辑|责编|审核|校对)\s*+[/／:：]\s*+[{HAN}]{{2,4}}){{1,5}}[\s）)]*+"
)
"""Departments that sent a text, and who did what, on one line: 宣传科供稿 摄影/段敏 编辑/何青."""
_SENT_FROM = late(rf"\s*+发自\s*+(?!内心|心底|肺腑)[{HAN}]{{2,12}}\s*+")
"""A line of its own that says where a text was sent from: 发自某省某县."""
_HOUSE_LINE = late(
    rf"[\s□■●]{{0,4}}[A-Z]?[{HAN}/／]{{2,12}}?(?:首席|见习|实习|特约|全媒体|融媒体?)?记者\s++"
    rf"(?P<names>[{HAN}·\s、]{{2,40}}?)(?:\s++通讯员\s++(?P<others>[{HAN}·\s、]{{2,60}}))?\s*+"
)
"""Reporters behind a name of a paper that nothing says is one: N海角记者 段敏 通讯员 何青."""
_TWO = "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|夏侯|宇文|长孙|司徒|端木|独孤|南宫|完颜"
_DOUBLE = late(rf"(?:{_TWO})[{HAN}]{{1,2}}$")
_FIRST = frozenset(SURNAMES).union(_TWO[::3])
"""Characters that a name begins with: they save most lines the rest of the question."""
_NOBODY = (
    "管理员",
    "温馨",
    "相关",
    "关于",
    "高原",
    "洪水",
    "时政",
    "文化",
    "文旅",
    "经济",
    "安全",
    "平安",
    "于是",
)
"""Words of pages that begin with a surname."""
_ANONYMOUS = ("佚名", "秩名", "轶名", "匿名", "不详", "未知", "网络", "原创")
"""What stands for the name of a writer whom nobody knows; 秩名 is how sites misspell it."""
_OF_PAGE = late("作者|编辑|科室|来源|来自|时间|日期|点击|阅读|浏览|发布|查看|打印|分享")
"""Words of a page's labels, which stand where a name is left out: 作者： 作者科室：."""
_GLUED = late(
    rf"(通讯员|记者)([{SURNAMES}][{HAN}]{{1,2}})(?=[{HAN}]{{2,6}}?(?:[日晚早晨]报社?|都市报|报社|网|电视台)(?:全媒体|融媒体|首席)?记者[{HAN}])"
)
"""A name right before the paper of the next: 通讯员段小敏某某日报记者何青."""
_LIKE_NAME = late(rf"[{HAN}]{{2,4}}|[{HAN}]{{1,6}}[·•‧・][{HAN}]{{1,8}}")
_LIST_OF_LIKES = late(rf"[{HAN}·]{{2,8}}(?:[、\s]+[{HAN}·]{{2,8}}){{0,5}}")
"""Who sent a dispatch, whatever names are usual where: 电（拉巴卓玛）."""
_HOUSE = late(
    r"[报台社网讯电]$|(?<=..)(?:医院|大学|学院|学校|中心|公司|集团|委员会|[局委科处部馆所队])$"
)
"""A token that is no person: 县医院 王敏."""
_SENT = late("[电讯息]")
_WIRED = late(
    r"\s*+(?P<alone>(?=[A-Z]{3,15}(?: [A-Z]{3,15}){0,2}(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?"
    r"\s+(?:--|—)(?:\s|$)))?"
    r"(?P<place>[A-Z][A-Za-z'’ -]{2,30}?)"
    r"(?(alone)(?<=[A-Z])(?:, [^\s,]{3,9} \d{1,2})?\s|(?:, [A-Z][a-z]{2,12})?,\s+"
    r"(?P<date>[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:, \d{4})?)\s*+"
    r"\((?P<agency>[A-Z][A-Za-z. ]{1,30})\))\s*+(?:--|[—–-])\s*+(?P<who>(?!))?"
)
"""A dateline in English: LHASA, May 6 (Plateau News) --, or LHASA -- alone."""
_DATELINE_BARE = late(rf"^\s*+(?P<who>{_PAREN})\s*+")
_TOLD = late(
    rf"\s*+(?P<agency>(?![据经本从由])[{HAN}]{{2,8}}?)报道\s*+[:：]\s*+(?P<who>{_PAREN})\s*+"
)
"""A house that is no known paper's: 云上海角报道：（全媒体记者 段敏）."""
_SPREAD = late(
    rf"\s*+(?P<agency>(?![据经本从由]|[今去前当同每]年|当地|截至)[{HAN}A-Za-z0-9]{{2,10}}?(?<![市县省州区盟])"
    rf"(?<!北京|上海|天津|重庆|广州|深圳|成都|西宁|拉萨|兰州|西安|昆明|贵阳|南宁|杭州|南京|武汉|郑州|济南))\s*+"
    r"(?P<date>\d{1,2}\s*+月\s*+\d{1,2}\s*+日)\s*+讯[，,]\s*+(?P<place>(?!))?(?P<who>(?!))?"
)
"""A house that is no known paper's before the day of its news: 海角玩 8 月 20 日讯，."""
_PLACED = late(
    rf"\s*+[【\[]\s*+(?P<place>{_PLACE})?\s*+(?P<date>{_DATE})\s*+[讯电]\s*+[】\]]\s*+(?P<who>{_PAREN})?\s*+"
)
"""A place and a day in brackets, of no house: 【某市5月6日讯】（记者 段敏）."""
_REPORTS = late(
    rf"^\s*+(?P<who>(?:{_AGENCY})?\s*+{_RANK}?(?:记者|通讯员)\s*+{_NO_NAME}[{HAN}]{{2,4}}?"
    rf"(?:[、，,\s]++(?:记者|通讯员)?\s*+[{HAN}]{{2,4}}?){{0,4}}\s*+(?:{_DATE}\s*+)?(?:摄影)?报道)(?:\s*+[:：]\s*+|\s+(?=\S)|(?=[\d“《]))"
)


def dateline_end(text: str) -> int:
    """Return how many characters of ``text`` are a dateline at its start (0: none).

    本报讯, 本报山南电（记者 武沛涛） and 本报记者王敏报道： are; 电视 and 通讯员 make none.
    """
    found = _dateline(text)
    return found.end() if found else 0


def names_agency_alone(text: str) -> bool:
    """Return whether the dateline of ``text`` names an agency, no place, no day and nobody.

    So does 某某网讯; 本报讯 names none.
    """
    found = _dateline(text)
    if found is None or found.re.pattern != DATELINE.pattern or found["agency"].startswith("本"):
        return False
    return not (found["place"] or found["date"] or found["who"])


@lru_cache(maxsize=4)
def _compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern that few captures need: of names before a slash, for 35 ms in all."""
    return re.compile(pattern)


def wired_by(text: str) -> re.Match[str] | None:
    """Return the dateline in English that ``text`` opens with; its group ``agency`` sent it."""
    return _WIRED.match(text)


def _has_slash(text: str) -> bool:
    return "/" in text or "／" in text


_LONGEST = 80
"""Characters of a byline."""
_AROUND = " \t\n\u3000（）()【】[]□■●○◎◆◇▲△★☆—-"


@lru_cache(maxsize=1024)
def is_byline(text: str) -> bool:
    """Return whether ``text`` is a byline and nothing else (of `_LONGEST` characters at most)."""
    if len(text) > _LONGEST or "。" in text:
        return False
    if IS_BO.search(text):
        return tibetan_heads.is_byline(text)
    plain = _parted(simplified(text))
    plain = _POST.sub("", plain) if "(" in text or "（" in text else plain
    signed = _SIGNED.fullmatch(plain)
    return (
        bool(
            _LABELLED.match(plain)
            or (_has_slash(plain) and _compiled(_SIGNED_LINE).match(plain))
            or _ENGLISH_LINE.fullmatch(plain)
        )
        or (signed is not None and are_names(signed[1]))
        or _names_reporters(plain)
        or _of_unit(plain.strip()) is not None
        or bool(_did(plain.strip(_AROUND)))
        or _writes_and_shows(plain) is not None
        or _SENT_FROM.fullmatch(plain) is not None
        or ("供稿" in plain and _UNIT_CREDITS.fullmatch(plain) is not None)
    )


def _of_unit(plain: str) -> re.Match[str] | None:
    """Return the department and the name of a line that has nothing else."""
    found = (_OF_UNIT if _has_slash(plain) else _OF_HOUSE).fullmatch(plain)
    found = found or _WHO_SIGNS.fullmatch(plain)
    if found is None or _is_house(found["name"]):
        return None
    signed = found.groupdict().get("signed")
    return found if signed or are_names(found["name"]) else None


def _did(plain: str) -> list[re.Match[str]]:
    """Return the names of a line that has nothing else but what they did, each before it."""
    if len(plain) > _LONGEST or not _DONE.search(plain):
        return []
    units = list(_NAMES_DID.finditer(plain))
    whole = "".join(unit[0] for unit in units) == plain
    return units if whole and all(are_names(unit["names"]) for unit in units) else []


def _writes_and_shows(plain: str) -> re.Match[str] | None:
    """Return the names of a line that says who wrote and who took the pictures."""
    found = _BOTH.fullmatch(plain) if "文" in plain else None
    return found if found and all(are_names(n) for n in found.group("names", "others")) else None


def _parted(text: str) -> str:
    """Return ``text`` with a blank behind a name that the next paper's name is glued to."""
    return _GLUED.sub(r"\1\2 ", text) if "记者" in text else text


def _names_reporters(plain: str) -> bool:
    """Return whether a line is a house's reporters and nothing else, all with common surnames."""
    found = _HOUSE_LINE.fullmatch(plain) if "记者" in plain else None
    return found is not None and all(are_names(n) for n in found.group(1, 2) if n)


def are_names(text: str) -> bool:
    """Return whether ``text`` is nothing but names of two to four characters: 杜琴 王燕, 梁 锦."""
    text = text.strip()
    return text[:1] in _FIRST and all(map(_is_name, _closed_up(_GAPS.split(text))))


def _is_name(word: str) -> bool:
    """Return whether a word is a Chinese name: four characters only behind a double surname."""
    if word in _NOBODY or not _NAME_RE.fullmatch(word):
        return False
    return bool(_DOUBLE.match(word)) or (2 <= len(word) <= 3 and word[0] in SURNAMES)


@lru_cache(maxsize=256)
def parse_byline(text: str) -> tuple[Person, ...]:
    """Return the people that a byline or dateline names, with their role as printed.

    The paper's own 本报 is left out of the role unless several papers share the byline
    (北京日报记者 … 本报记者 …). A name without a label has an empty role.
    """
    if IS_BO.search(text):
        return tibetan_heads.people(text)
    body = _parted(_statement(text))
    plain = simplified(body)
    if unit := _of_unit(simplified(text := text.strip())):
        return (Person(name=text[slice(*unit.span("name"))], role=""),)
    if both := _writes_and_shows(plain):
        signed = (("names", "文"), ("others", both["did"]))
        parts = ((body[slice(*both.span(group))], role) for group, role in signed)
        return tuple(Person(name=n, role=role) for part, role in parts for n in _names(part))
    if _did(plain):
        return tuple(_people(body, ""))
    if _has_slash(plain) and _compiled(_SIGNED_UNITS).fullmatch(plain):
        return tuple(_by_unit(body, plain))
    if english := _ENGLISH.search(plain):
        return (Person(name=english[1], role="By"),)
    labels = list(_LABEL_RE.finditer(plain))
    ends = [*(m.start() for m in labels), len(body)][1:]
    people = [
        person
        for m, end in zip(labels, ends, strict=True)
        for person in _people(body[m.end() : end], _role(body[m.start() : m.end()]))
    ]
    head = _MARKED.sub("、", body[: labels[0].start()] if labels else body).strip(" 、")
    sent = _dateline(text) if head and not labels else None
    listed = sent is not None and bool(sent["who"]) and _LIST_OF_LIKES.fullmatch(head)
    if head and (listed or _name_people(head)):
        people = [Person(name=name, role="") for name in _names(head)] + people
    papers = {
        re.sub(r"[记記]者.*", "", p.role) for p in people if p.role.endswith(("记者", "記者"))
    }
    if len(papers) == 1:
        people = [Person(name=p.name, role=_plain_role(p.role)) for p in people]
    return tuple(dict.fromkeys(people))


def _people(text: str, role: str) -> Iterator[Person]:
    """Yield who is named in ``text``: by what each did where it says so, else in ``role``."""
    text = text.strip(_AROUND + ":：")
    units = _did(simplified(text))
    for unit in units:
        yield from (
            Person(name=n, role=unit["did"]) for n in _names(text[slice(*unit.span("names"))])
        )
    if not units:
        yield from (Person(name=name, role=role) for name in _names(text))


def _name_people(text: str) -> bool:
    """Return whether words are names, of which one at least has a common surname: 王敏 央金."""
    words = _closed_up(_GAPS.split(text.strip()))
    return all(_LIKE_NAME.fullmatch(w) for w in words) and any(are_names(w) for w in words)


_STAFF = ("编", "审", "校")
"""What the page's staff did: they sign no text."""


def _by_unit(body: str, plain: str) -> Iterator[Person]:
    """Yield the people of 甲某/文 乙某/图."""
    for unit in _compiled(_SIGNED_BY).finditer(plain):
        names, _, did = body[slice(*unit.span())].replace("／", "/").rpartition("/")
        if did.strip() not in _STAFF:
            yield from (Person(name=name, role=did.strip()) for name in _names(names))


def parse_place(text: str) -> str | None:
    """Return the place that a dateline was sent from, or None: 本报山南电 → 山南."""
    plain = simplified(text)
    found = DATELINE.match(plain) or tibetan_heads.DATELINE.match(plain) or _PLACED.match(plain)
    if found and found["place"]:
        return text[slice(*found.span("place"))]
    wired = _WIRED.match(text)
    if wired:
        return wired["place"]
    sent = re.search(
        rf"发自\s*+([{HAN}]{{2,12}})|\s(?!摄影|图文|文图|采访)([{HAN}]{{2,6}}?)(?:摄影)?报道\s*+$",
        plain,
    )
    return text[slice(*sent.span(sent.lastindex or 0))] if sent else None


@lru_cache(maxsize=1024)
def _dateline(text: str) -> re.Match[str] | None:
    plain = simplified(text[:240])
    if IS_BO.match(plain.lstrip()):
        return tibetan_heads.DATELINE.match(plain)
    return (
        (DATELINE.match(plain) if _SENT.search(plain) else None)
        or _DATELINE_BARE.match(plain)
        or (_SPREAD.match(plain) if "讯" in plain[:30] else None)
        or (_PLACED.match(plain) if plain.lstrip()[:1] in ("【", "[") else None)
        or ((_TOLD.match(plain) or _REPORTS.match(plain)) if "报道" in plain else None)
        or (_WIRED.match(text) if text[:1].isascii() else None)
    )


def told_by(text: str) -> re.Match[str] | None:
    """Return the house that tells, as its own words say before names or its day."""
    plain = simplified(text[:80])
    told = _TOLD.match(plain) if "报" in plain[:12] else None
    return told or (_SPREAD.match(plain) if "讯" in plain[:30] else None)


def _statement(text: str) -> str:
    """Return the part of a dateline that names people: what stands in its brackets."""
    found = _dateline(text)
    if found:
        text = text[slice(*found.span("who"))] if found["who"] else ""
    if "(" in text or "（" in text:
        text = _blanked(text, _POST)
    if "作者" in text:
        text = _blanked(text, _WHO_IS)
    return _blanked(text, _NOT_NAMES).strip(_AROUND)


def _blanked(text: str, pattern: re.Pattern[str]) -> str:
    for found in pattern.finditer(simplified(text)):
        text = text[: found.start()] + " " * len(found.group()) + text[found.end() :]
    return text


def _role(label: str) -> str:
    role = re.sub(r"\s+|[（(][^（(）)]*+[)）]", "", label)
    return {"文/": "文", "图/": "图", "圖/": "图"}.get(role, role)


def _plain_role(role: str) -> str:
    plain = re.search(r"([记記]者|通[讯訊]员|通訊員|评论员|评論員|实习生|撰稿人?)$", role)
    return plain.group(1) if plain else role


def _names(text: str) -> list[str]:
    """Split names; a two-character name may be set with a space inside (王 敏)."""
    plain = simplified(text)
    if glued := _REPORTS_GLUED.fullmatch(plain):
        text = text[: glued.end("name")]
    for m in _DISPATCH.finditer(plain) if not glued else ():
        text = text[: m.start()] + " " * len(m.group()) + text[m.end() :]
    groups = re.split(rf"\s*+(?!\s){_PARTED}\s*+", text.strip(" 　:："))
    tokens = [token for group in groups for token in _closed_up(group.split())]
    names = [name for token in tokens for name in _unglued(token)]
    names = [n for n in names if _NAME_RE.fullmatch(n) and len(n) > 1 and not _is_house(n)]
    return [n for n in names if n not in _ANONYMOUS and not _OF_PAGE.search(n)]


_KIND_OF_PAPER = late("[日晚晨早商]报")


def _unglued(token: str) -> tuple[str, ...]:
    """Return the names of which a token is made in one way, all with common surnames.

    朱婕张富贵盛学卿 is three, though 富 is a surname too; 古丽巴哈尔 is one. What kind of paper
    it is stands before a name, or what one did: 作者：晚报段敏, 通讯员段敏 图何小青.
    """
    paper = _KIND_OF_PAPER.match(token)
    if paper and are_names(token[paper.end() :]):
        return (token[paper.end() :],)
    if len(token) == 4 and token[0] in "图文摄圖攝" and _is_name(simplified(token[1:])):
        return (token[1:],)
    if not 5 <= len(token) <= 12 or _is_house(token) or not _HAN_ONLY.fullmatch(token):
        return (token,)
    ways = sorted(_ways(token), key=_rarest)[:2]
    ranks = [*map(_rarest, ways), len(SURNAMES), len(SURNAMES)]
    return ways[0] if ranks[0] < min(_COMMON, ranks[1]) else (token,)


_COMMON = 180
"""The surnames that many have, of `SURNAMES`; those behind open names of other peoples, too."""


def _rarest(names: Sequence[str]) -> int:
    """Return how rare the rarest surname of ``names`` is: `SURNAMES` has common ones first."""
    return max(SURNAMES.index(name[0]) for name in names)


def _ways(token: str) -> Iterator[tuple[str, ...]]:
    """Yield how a token may be parted into names of two and three characters."""
    if not token:
        yield ()
    for size in (2, 3):
        name = token[:size]
        if len(name) == size and name[0] in SURNAMES and name not in _NOBODY:
            yield from ((name, *rest) for rest in _ways(token[size:]))


_HAN_ONLY = late(rf"[{HAN}]+")


def _is_house(token: str) -> bool:
    """Return whether a token is an office and no person: 宣传科, but not 段泽科."""
    person = len(token) == 3 and token[0] in SURNAMES and token[0] not in _OFFICES
    return bool(_HOUSE.search(token)) and not (person and token[-1] in "科部处馆所队委局")


_OFFICES = "宣康安平文药项管成金方党单计经关解车温常应保司石卫"
"""Surnames that the names of offices open with, too: 宣传科, 安全处."""


def _closed_up(tokens: Sequence[str]) -> list[str]:
    """Close up names of two characters that are spaced out: 王 敏."""
    names: list[str] = []
    alone = False
    for token in tokens:
        if alone and len(token) == 1:
            names[-1] += token
        else:
            names.append(token)
        alone = not alone and len(token) == 1
    return names
