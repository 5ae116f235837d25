"""What a line says of people by the form of its words: names, and what only looks like them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aidstories.restore.lexicon.late import late

HAN = r"\u3400-\u4dbf\u4e00-\u4e27\u4e29-\u9fff"
"""But for 丨 (U+4E28), which bylines have for a bar: 文丨段敏."""
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚"
    "卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温"
    "康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂"
    "成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景"
    "党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官"
    "封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴"
    "慈姒丰支卿代国狄平计索宣晋相初门云容敬来扈晁都芮普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕"
    "危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由傅萧阎赖洪"
    "沿丘畅嵺宇糜稽竺僧习保药洛尼郄占禤岩爨木"
    "張劉陳楊黃趙吳孫馬鄭謝許韓馮鄧蕭葉蘇魏呂盧鍾譚陸範賈韋鄒邱湯龍賀顧錢嚴戴倫龐顏莊聶魯關蘭單畢塗駱藍齊"
)
OF_WORDS = frozenset(
    "向时农连党全应边师和沙荣明麻官南班储原皮粟盘满闻伊仝区海花权强豆朴练祖漆巴慈支卿国狄平计索相初门云容"
    "敬来晁都芮普阙浦戈伏鹿雍羊阿乌母亓修邰赫杭况那宿鲜印隆茹诺战慕危玉亢公哈湛宾戎勾茅利於呼居干但尉冶斯"
    "元束檀衣信展阴昝智幸奉衡富尧闭由岩木張劉陳楊黃趙吳孫馬鄭謝許韓馮鄧蕭葉蘇呂盧鍾譚陸範賈韋鄒湯龍賀顧錢嚴倫"
    "龐顏莊聶魯關蘭單畢塗駱藍齊"
)
"""Surnames that open words far more often than names in running text: 来, 全, 向."""
COMPOUND = (
    "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|夏侯|宇文|长孙"
    "|司徒|端木|独孤|南宫|完颜|闻人|轩辕"
)
_DOUBLE = late(rf"(?:{COMPOUND})[{HAN}]{{1,2}}$")
_OF_PAGES = "管理员|相关|高原|洪水|时政|文化|文旅|经济|安全|平安|于是"
"""Words of pages that begin with a surname."""
WORDS = late(
    r"(?:方便|方案|方面|高级|高年|高兴|高度|高超|高效|任务|任劳|任职|管理|常务|常驻|常年"
    r"|常态|现任|万名|成员|成立|成功|成为"
    r"|温馨|温暖|明显|包括|边远|华西|计划|关于|关注|关心|关怀|文化|石化|单位|单独|单纯"
    r"|宣传|宁静|宁愿|安全|安排|安心|易于"
    r"|卫生|卫健|卫计|盛赞|何时|何地|查房|查看|查体|游客|白天|项目|康复|方式|池州|金牌"
    r"|景象|严格|严谨|严肃|马上|谈|曾[在经先多任参获是被于随]"
    r"|于[手近今当是上下本次每该此一二三四五六七八九十]|陆续|顾不|常常|施行|施展|戴[上着]|焦急"
    r"|费尽|费时|毕业|苏醒|尤其|祝贺|钟情|柔性"
    r"|代表|代理|代管"
    r"|史无|席间|江边|路上|路途|段时|程度|田间|龙头|水平|常德市|牛羊|白衣|黄金(?=[时周地分期海价]|$)|童年|金融"
    r"|季度|季节|阳光|党员|时代|干部"
    r"|常[说住到去来用见备被常有把给要能会]|张[开贴罗望]|高[喊呼唱举烧压]|黄昏|白[大血昼]|祝福|左右"
    r"|安[慰抚置装顿]|段落|程序|薄弱|简[单要直]|古[老稀]|吉祥|甘[愿心甜]|冷静|蓝天|尚[未且有不]"
    r"|齐[声聚全]|符合|纪[念录]|石头|万[里分一]|顾[虑及得]|包[扎含机]|凌晨|童声|司机|米饭|严重"
    r"|车[上里间辆队站子票厢门祸]|乐[意观于呵趣园坏]|舒[服适心展缓]|房[间子屋里门]|惠[及民]|劳[动累作模]|厉害|蒲公"
    r"|解[释决答放除说开]|岩[石层土洞溪画])"
)
"""Words that begin with a surname, or such beginnings of more words: 高原, 关于, 于当年."""
_NOBODY = late(rf"{_OF_PAGES}|{WORDS.pattern}")
_TIBETAN = (
    "次旺|次仁|次珍|次央|次登|次吉|次多|次平|白玛|泽旺|泽仁|卓玛|卓嘎|央金|央宗|央吉|扎西"
    "|达瓦|尼玛|平措|旦增|丹增"
    "|洛桑|格桑|拉姆|曲珍|曲措|曲扎|曲杰|曲吉|曲培|德吉|普布|边巴|巴桑|索朗|索南|多吉"
    "|多杰|顿珠|罗布|仁增|仁青|贡觉"
    "|贡秋|贡嘎|强巴|阿旺|嘎玛|噶玛|伦珠|四郎|土登|益西|云丹|江白|加措|嘉措|群培|群宗"
    "|美朵|梅朵|旺堆|旺姆|旺久|旺扎"
    "|明久|米玛|其美|晋美|坚参|坚赞|江村|赤列|赤烈|占堆|占都|加央|嘉央|玉珍|欧珠|斯朗"
    "|斯曲|向巴|塔杰|塔青|龙珠|让迥"
    "|才旦|才让|桑珠|桑吉|确吉|吉美|落桑|尼珍|色珍|拉巴|拉珍|拉措|班觉|朗杰|朗加|坚才"
    "|宗吉|春拉|石曲|道吉|完么|更登"
    "|东珠|冷本|周加|南杰|华旦|当周|官却|久美|卓措|拉毛|仁措|吉毛|吉措|索巴|布琼|穷达"
    "|巴珍|普琼|巴珠|琼达|群觉|曲尼|白珍"
    "|降央|绛央|泽翁|泽郎|泽里|泽绒|洛绒|洛松|贡布|公保|根秋|呷绒|嘎松|俄色|仁真|仁钦|桑杰|桑姆|彭措|巴登"
    "|措姆|措吉|措毛|达珍|德央|尕藏|尕玛|邓珠|登珠|登巴|旦巴|旦珍|旦正|郎加|郎吉|娘吉|娘毛|普巴|切羊|青梅|拉加|李毛"
    "|南拉|闹吾|万玛|周毛|张毛|卓吉|仓决|仓姆|措珍|德珍|格列|金巴|拉琼|拉宗|琼吉|曲宗|曲达|土旦|旺杰|旺青|希热"
    "|普赤|央珍|普珍|边珍|米珍|尼宗|次卓|罗追|洛追|益珍|玉措|云旦|扎巴|扎桑|斯郎|生格|三智|索巴|华旦|华青|更藏|更桑|看卓|拉布|罗旦|尕松|丁真"
)
_PARTED = late(rf"(?:{_TIBETAN})\s\s*+(?:{_TIBETAN})")
"""Such a name with a blank in it, as print sets it."""
_ONE_WORD = late(_TIBETAN)
TIBETAN_NAME = rf"(?:{_TIBETAN}){{1,3}}"
"""A name of Tibetan words: 次仁曲珍."""
DOTTED = r"[\u4e00-\u9fff]{2,6}[·•][\u4e00-\u9fff]{2,6}"
SOUNDS = (
    "阿艾买麦提木拉热合曼克力江汗吐尔逊尼亚孜古丽娜帕夏迪依沙吾斯别叶努巴达玛伊布哈卡赛肉居库都万如卜杜"
    "不再加姆娅西扎苏图雅格日勒其高娃特琴萨仁那乌云敖登宝音朝鲁呼代钦兰额敦丹"
)
"""Characters with which names of Uyghur, Kazakh and Mongolian are written."""
_STEMS = (
    "古丽|古力|买买提|麦麦提|买提|吐尔逊|热合曼|别克|木拉提|艾山|肉孜|努尔|艾合买提|阿依|阿不都|阿布都|阿卜杜"
    "|提江|帕夏|其其格|巴特尔|巴图|图雅|高娃|格日勒|斯琴|萨仁|娜仁|那仁|乌云|朝鲁|宝音|敖登|额尔敦|苏日娜"
)
"""What such a name has one of: 阿依古丽, 努尔兰, 乌云其木格."""
_YI = (
    "曲木|吉克|沙马|沙玛|吉木|马海|海来|勒伍|曲比|尔古|莫色|阿余|瓦其|木乃|阿库|金古|苏呷|吉胡|阿牛|俄木|罗洪"
    "|吉伍|洛古|海日|杰觉|的日"
)
"""Names of families of the Yi, before two characters: 曲木阿呷."""
_OF_COLUMNS = "国事医疗健我你们的线榜证走进党记闻报社院篇话题楷情谈访聚视点时学校业建设"
"""Characters that write no name's sounds, and that names of columns have: 中国梦·援藏情."""
OF_OTHERS = rf"(?:[{SOUNDS}]{{0,3}}?(?:{_STEMS})[{SOUNDS}]{{0,4}}|(?:{_YI})[{HAN}]{{2}})"
"""What may be such a name in running text, and read too far: 阿依努尔提 of 阿依努尔提出."""
_WHOLE = late(
    rf"(?:{_TIBETAN}){{2,3}}|(?!.*[{_OF_COLUMNS}])[{HAN}]{{1,8}}(?:[·•‧・][{HAN}]{{1,8}}){{1,3}}"
    rf"|(?=.{{3,7}}$)[{SOUNDS}]{{0,4}}?(?:{_STEMS})[{SOUNDS}]{{0,4}}|(?:{_YI})[{HAN}]{{2}}"
)
"""A name of no Chinese form that is no county's: 尼玛 is one, 尼玛次仁 is none."""
_TURKIC = (
    "阿艾埃安巴拜贝别布达丹德迪丁杜多尔菲古哈海赫卡喀克肯库拉莱兰勒雷里力丽莉利列林鲁洛马玛买麦曼米姆木穆娜那纳乃奈尼努诺帕潘普"
    "奇恰热日茹瓦萨赛沙莎斯苏塔提帖图吐吾托维威乌西希夏肖逊亚雅娅也叶依伊因英尤于玉扎再则孜江汗罕加贾居吉江克孜"
)
"""Characters that write the sounds of Uyghur and Kazakh names."""
_IN_SOUNDS = late(rf"(?=.{{4,8}}$)[{_TURKIC}]{{1,6}}(?:古丽|买提|别克|[提江汗罕孜木娜依娅尔])")
"""Such a name by its sounds and its end: 阿依努尔, 买买提江."""
_FIRST = frozenset(SURNAMES).union(COMPOUND[::3], _TIBETAN[::3], SOUNDS, _YI[::3])
"""Characters that a name begins with: they save most lines the rest of the question."""
NO_NAME = (
    rf"(?![{HAN}]{{0,6}}(?:见闻|手记|札记|随笔|侧记|纪行|日记)|感言|观察|调查|视线|目击|走基层|在线|简介|介绍|单位|[系为是]|现[任为]|团队|会|站|节|证"
    r"|从|在|了解|获悉|采访|发现|看到|近日|昨|今|日前|问|们|所有|保留|的|了|最新|更多|走[进近访]|深入|直击|探访|专访|对话|连线)"
)
NAME = rf"{NO_NAME}[{HAN}]{{1,8}}(?:[·•‧・][{HAN}]{{1,8}}){{0,3}}"
_IS_NAME = late(NAME)
ANONYMOUS = ("佚名", "秩名", "轶名", "匿名", "不详", "未知", "网络", "原创")
"""What stands for the name of a writer whom nobody knows; 秩名 is how sites misspell it."""
OF_PAGE = late("作者|编辑|科室|来源|来自|时间|日期|点击|阅读|浏览|发布|查看|打印|分享")
"""Words of a page's labels, which stand where a name is left out: 作者： 作者科室：."""
_HOUSE = late(
    r"[报台社网讯电]$|(?<=..)(?:医院|大学|学院|学校|中心|公司|集团|委员会|[局委科处部馆所队])$"
)
"""A token that is no person: 县医院 王敏."""
_OFFICES = "宣康安平文药项管成金方党单计经关解车温常应保司石卫"
"""Surnames that the names of offices open with, too: 宣传科, 安全处."""
_GAPS = late(r"[\s、]+")
_HAN_ONLY = late(rf"[{HAN}]+")
_COMMON = 180
"""The surnames that many have, of `SURNAMES`; those behind open names of other peoples, too."""


def are_names(text: str) -> bool:
    """Return whether ``text`` is nothing but names: 杜琴 王燕, 梁 锦, 扎西卓玛 段敏."""
    text = text.strip()
    if text[:1] not in _FIRST:
        return False
    names = closed_up(_GAPS.split(text))
    signed = [is_person(name) for name in names]
    beside = any(signed) and all(  # 扎西 beside 何丹; alone it may be a place
        sure or _ONE_WORD.fullmatch(name) for sure, name in zip(signed, names, strict=True)
    )
    return all(signed) or beside or bool(_PARTED.fullmatch(text))  # 阿旺  次仁


def is_name(word: str) -> bool:
    """Return whether a word is a Chinese name: four characters only behind a double surname."""
    if _NOBODY.fullmatch(word) or not _IS_NAME.fullmatch(word):
        return False
    return bool(_DOUBLE.match(word)) or (2 <= len(word) <= 3 and word[0] in SURNAMES)


def is_person(word: str) -> bool:
    """Return whether a word is a name by its form: 段敏, 扎西卓玛, 古丽·买买提."""
    return is_name(word) or bool(_WHOLE.fullmatch(word))


def is_in_sounds(word: str) -> bool:
    """Return whether a word is a Uyghur or Kazakh name by its sounds: 阿依努尔.

    So are places (巴音布鲁克, 乌苏里江): where a name is due, it is one.
    """
    return bool(_IN_SOUNDS.fullmatch(word))


def closed_up(tokens: Sequence[str]) -> list[str]:
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


def is_house(token: str) -> bool:
    """Return whether a token is an office and no person: 宣传科, but not 段泽科."""
    person = len(token) == 3 and token[0] in SURNAMES and token[0] not in _OFFICES
    return bool(_HOUSE.search(token)) and not (person and token[-1] in "科部处馆所队委局")


def unglued(token: str) -> tuple[str, ...]:
    """Return the names of which a token is made in one way, all with common surnames.

    朱婕张富贵盛学卿 is three, though 富 is a surname too; 古丽巴哈尔 is one.
    """
    if not 5 <= len(token) <= 12 or is_house(token) or not _HAN_ONLY.fullmatch(token):
        return (token,)
    ways = sorted(_ways(token), key=_rarest)[:2]
    ranks = [*map(_rarest, ways), len(SURNAMES), len(SURNAMES)]
    return ways[0] if ranks[0] < min(_COMMON, ranks[1]) else (token,)


def _rarest(names: Sequence[str]) -> int:
    """Return how rare the rarest surname of ``names`` is: `SURNAMES` has common ones first."""
    return max(SURNAMES.index(name[0]) for name in names)


def _ways(token: str) -> Iterator[tuple[str, ...]]:
    """Yield how a token may be parted into names of two and three characters."""
    if not token:
        yield ()
    for size in (2, 3):
        name = token[:size]
        if len(name) == size and name[0] in SURNAMES and not _NOBODY.fullmatch(name):
            yield from ((name, *rest) for rest in _ways(token[size:]))
