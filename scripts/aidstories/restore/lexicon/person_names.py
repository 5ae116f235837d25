"""What a line says of people by the form of its words: names, and what only looks like them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from typing import Any

from aidstories.restore.data import data_file
from aidstories.restore.lexicon.late import late

_NAMES: dict[str, Any] = tomllib.loads(data_file("names.toml").read_text("utf-8"))
"""The lists of what names are made of, each with what it is."""

HAN = r"\u3400-\u4dbf\u4e00-\u4e27\u4e29-\u9fff"
"""But for 丨 (U+4E28), which bylines have for a bar: 文丨段敏."""
SURNAMES: str = _NAMES["surnames"]
OF_WORDS = frozenset(_NAMES["of_words"])
"""Surnames that open words far more often than names in running text: 来, 全, 向."""
COMPOUND = "|".join(_NAMES["compound"])
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
_TIBETAN = "|".join(_NAMES["tibetan"])
_PARTED = late(rf"(?:{_TIBETAN})\s\s*+(?:{_TIBETAN})")
"""Such a name with a blank in it, as print sets it."""
_ONE_WORD = late(_TIBETAN)
TIBETAN_NAME = rf"(?:{_TIBETAN}){{1,3}}"
"""A name of Tibetan words: 次仁曲珍."""
DOTTED = r"[\u4e00-\u9fff]{2,6}[·•][\u4e00-\u9fff]{2,6}"
SOUNDS: str = _NAMES["sounds"]
"""Characters with which names of Uyghur, Kazakh and Mongolian are written."""
_STEMS = "|".join(_NAMES["stems"])
"""What such a name has one of: 阿依古丽, 努尔兰, 乌云其木格."""
_YI = "|".join(_NAMES["yi"])
"""Names of families of the Yi, before two characters: 曲木阿呷."""
_OF_COLUMNS: str = _NAMES["of_columns"]
"""Characters that write no name's sounds, and that names of columns have: 中国梦·援藏情."""
OF_OTHERS = rf"(?:[{SOUNDS}]{{0,3}}?(?:{_STEMS})[{SOUNDS}]{{0,4}}|(?:{_YI})[{HAN}]{{2}})"
"""What may be such a name in running text, and read too far: 阿依努尔提 of 阿依努尔提出."""
_WHOLE = late(
    rf"(?:{_TIBETAN}){{2,3}}|(?!.*[{_OF_COLUMNS}])[{HAN}]{{1,8}}(?:[·•‧・][{HAN}]{{1,8}}){{1,3}}"
    rf"|(?=.{{3,7}}$)[{SOUNDS}]{{0,4}}?(?:{_STEMS})[{SOUNDS}]{{0,4}}|(?:{_YI})[{HAN}]{{2}}"
)
"""A name of no Chinese form that is no county's: 尼玛 is one, 尼玛次仁 is none."""
_ALONE: str = _NAMES["sounds_alone"]
"""Characters that write sounds, too, where a name stands alone."""
_IN_SOUNDS = late(
    rf"(?=.{{4,8}}$)[{SOUNDS}{_ALONE}]{{1,6}}(?:古丽|买提|别克|[提江汗罕孜木娜依娅尔])"
)
"""Such a name by its sounds and its end: 阿依努尔, 买买提江."""
_FIRST = frozenset(SURNAMES).union(
    SOUNDS, (word[0] for of in ("compound", "tibetan", "yi") for word in _NAMES[of])
)
"""Characters that a name begins with: they save most lines the rest of the question."""
NO_NAME = (
    rf"(?![{HAN}]{{0,6}}(?:见闻|手记|札记|随笔|侧记|纪行|日记)|感言|观察|调查|视线|目击|走基层|在线|简介|介绍|单位|[系为是]|现[任为]|团队|会|站|节|证"
    r"|从|在|了解|获悉|采访|发现|看到|近日|昨|今|日前|问|们|所有|保留|的|了|最新|更多|走[进近访]|深入|直击|探访|专访|对话|连线)"
)
NAME = rf"{NO_NAME}[{HAN}]{{1,8}}(?:[·•‧・][{HAN}]{{1,8}}){{0,3}}"
_IS_NAME = late(NAME)
OFFICES = "|".join(_NAMES["posts"])
"""Posts that one person holds, whose name follows."""
ANONYMOUS = tuple(_NAMES["anonymous"])
"""What stands for the name of a writer whom nobody knows; 秩名 is how sites misspell it."""
OF_PAGE = late("作者|编辑|科室|来源|来自|时间|日期|点击|阅读|浏览|发布|查看|打印|分享")
"""Words of a page's labels, which stand where a name is left out: 作者： 作者科室：."""
_HOUSE = late(
    r"[报台社网讯电]$|(?<=..)(?:医院|大学|学院|学校|中心|公司|集团|委员会|[局委科处部馆所队])$"
)
"""A token that is no person: 县医院 王敏."""
_OF_HOUSES: str = _NAMES["of_houses"]
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
    person = len(token) == 3 and token[0] in SURNAMES and token[0] not in _OF_HOUSES
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
