"""Where the aid came from and where it arrived: every mention of a place is weighed by its words.

Each cue is a pattern over the words before or after a mention within its sentence. It says that
the place gives (南京援藏医疗队), receives (进驻色尼区) or is only named (赴南通市考察). The weights
are set so that one explicit cue is enough and bare mentions never are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from aidstories.describe.mentions import Mention
from aidstories.model import Article


class Part(StrEnum):
    """What a place does in the story."""

    GIVES = "gives"
    RECEIVES = "receives"
    NAMED = "named"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A mention with its part and weight; ``end`` is where the deciding words end."""

    mention: Mention
    part: Part
    weight: float
    end: int


AID = r"援[藏疆青琼黔滇川宁桂甘蒙陕贵](?!春|年|高原)"
_TEAM = (
    r"(?:省|市|区|县|州|两省市|等[省市地]{1,3})?(?:卫生健康委|卫健委|医疗系统|卫生健康系统|选派|派出)?的?"
    r"(?:第[一二三四五六七八九十百\d]{1,4}批次?(?:第[一二三四五\d]+期)?)?"
    r"(?:医疗|卫生|健康|教育|人才|干部|专业|技术|中[青期]|短期|柔性|对口|[“”\"组团式、]|成建制|“)*"
)
_PEOPLE = (
    r"(?:专家|医生|医师|医疗队|医护|护士|教授|名医|博士|医疗团队|专家团队|专家组|团队|帮扶队|支医队|工作队"
    r"|医疗专家|帮扶医疗|派驻|挂职|对口支援|支援医疗|骨干医师|医务人员|后方)"
)
_GIVE = (
    r"(?:选派|派出|派驻|组派|抽调|遴选|派遣|先后派|累计派|对口支援|对口帮扶|组团帮扶|组团式?帮扶|结对帮扶|定点帮扶"
    r"|帮扶|支援|援助|援建|捐赠|捐资|捐建|牵手|托管|帮带|支持)"
)
_GET = (
    r"(?:进驻|入驻|抵达|来到|走进|深入|奔赴|援建|落户|惠及|造福|支援|援助|帮扶|对口支援|对口帮扶|帮助|助力|服务"
    r"|扎根|派驻到?|赶赴|驰援|赴|前往|托管|捐赠给?|赠予|受援|来|到|在|为|对|向|给|与|支持|指导)"
)
_COME = "奔赴|赶赴|驰援|赴|前往|来到|走进|深入|抵达|莅临"
_ARRIVE = rf"(?:受援|进驻|入驻|援建|帮扶|支援|援助|落户|给予|{_COME})"
_GOAL = (
    r"(?:考察|学习|进修|跟岗|培训|就医|看病|就诊|求医|问诊|求治|治疗|手术|接受|跑|参会|参加|出差|务工|打工|读书|上学"
    r"|复查|转诊|检查|观摩|取经|做手术|住院|疗养)"
)


@dataclass(frozen=True, slots=True)
class _Cue:
    part: Part
    weight: float
    before: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None
    across: bool = False
    """Whether ``after`` reads on over the next place; the others stop before it."""


def _cue(
    part: Part, weight: float, before: str = "", after: str = "", *, across: bool = False
) -> _Cue:
    return _Cue(
        part,
        weight,
        re.compile(f"(?:{before})$") if before else None,
        re.compile(after) if after else None,
        across,
    )


_NOUN = r"工作|试点|对象|单位|机制|关系|项目|力度|政策|成效|模式|协议|办|的|下|资金|中"
_VERB = rf"{_GIVE}(?!{_NOUN})"
_CUES = (
    _cue(Part.GIVES, 5, after=_TEAM + AID),
    _cue(
        Part.NAMED,
        0,
        before=r"(?:往|前往|赴|去|到|回|转至|转到|转诊至|送至|送往|送到|远赴)[^，。；：]{0,12}",
        after=rf"[^，。；：]{{0,14}}{_GOAL}",
        across=True,
    ),
    _cue(
        Part.NAMED,
        0,
        before=r"(?:毕业于|就读于|考入|曾在|曾任|出生于|生于|籍贯|原籍|家在|距离?|相隔)[^，。；]{0,6}",
    ),
    _cue(Part.NAMED, 0, after=r"(?:籍|人[，。、]|方言|口音|毕业|户口|旅游|游客)"),
    _cue(
        Part.RECEIVES,
        3,
        before=r"来自",
        after=r"[^，。；]{0,16}?(?:患儿|患者|病人|病童|先心病|白内障|包虫病)(?!专家|医生|医师|团队)",
    ),
    _cue(
        Part.NAMED,
        0,
        before=r"(?:抵达|来到|接到|带到|进)",
        after=r"[^，。；]{0,10}(?:接受[^，。；]{0,6}(?:治疗|救治|手术)|求医|寻医|就医)",
        across=True,
    ),
    _cue(
        Part.GIVES, 4, before=r"(?:来自|选自)(?:祖国|首都)?", after=rf"[^，。；]{{0,24}}{_PEOPLE}"
    ),
    _cue(Part.GIVES, 4, before=r"由", after=rf"[^，。；]{{0,10}}{_GIVE}"),
    _cue(Part.GIVES, 2, before=r"在", after=r"[^，。；]{0,16}(?:指导|帮助|支持|帮扶|援助|支援)下"),
    _cue(Part.RECEIVES, 3, before=_ARRIVE + r"(?:的|到|了)?"),
    _cue(
        Part.GIVES,
        4,
        after=rf"(?![^，。；]{{0,8}}(?:受|被|获|作为|成为))[^，。；与和及在]{{0,16}}?{_VERB}",
    ),
    _cue(
        Part.GIVES,
        4,
        after=r"(?:市|省)?(?:共|已|先后|累计)*(?:投入|出资|拨付|安排)的?[^，。；]{0,10}(?:援[藏疆青]|帮扶)资金",
    ),
    _cue(Part.GIVES, 4, after=r"(?:已|先后|累计|多次|长期)?指导(?!下)"),
    _cue(
        Part.GIVES,
        4,
        after=r"[^，。；]{0,24}(?:专家|医生|医疗队|团队|一行)[^，。；]{0,8}(?:赴|来到|走进|奔赴|抵达)$",
    ),
    _cue(
        Part.GIVES,
        4,
        after=r"[^。；]{0,36}(?:主任|科长|院长|书记|局长|主席)[^，。；]{0,10}(?:莅临|赴|来到)$",
    ),
    _cue(Part.GIVES, 4, after=r"[^，。；]{0,16}(?:分院|专家工作站|名医工作室|协作单位)"),
    _cue(Part.GIVES, 3, after=rf"[^，。；在与和及对向]{{0,10}}?{_PEOPLE}"),
    _cue(Part.GIVES, 4, after=r"与[^，。；]{0,26}(?:结对|结成|对口|帮扶)", across=True),
    _cue(Part.GIVES, 2, after=r"与[^，。；]{0,26}(?:签署|签约|共建|合作)", across=True),
    _cue(
        Part.GIVES,
        2,
        before=r"(?:与|和|同|联合)",
        after=r"[^，。；]{0,16}(?:签署|签约|结对|共建|合作|建立)",
    ),
    _cue(Part.RECEIVES, 2, before=_GET + r"(?:了|在|到|于)?"),
    _cue(Part.RECEIVES, 2, after=r"(?:当地|本地|各族|广大|基层|农牧民|牧民|百姓|老百姓|群众|患者)"),
)
_SENTENCE = re.compile(r"[。！？；\n]")
_LIST = ("、", "和", "与", "及", "以及")
_REACH = 40


def weigh(article: Article, mentions: Sequence[Mention]) -> tuple[Weighed, ...]:
    """Return each mention with the part that the words around it give, in the same order."""
    weighed: list[Weighed] = []
    following: Weighed | None = None
    for mention in reversed(mentions):
        text = article.passages[mention.passage].text
        near = following and following.mention.passage == mention.passage
        limit = following.mention.start if following and near else len(text)
        found = _weigh_one(text, mention, max(limit, mention.end))
        if following and following.weight >= 5 and _lists(text, mention, following.mention):
            found = Weighed(mention=mention, part=Part.GIVES, weight=5, end=following.end)
        following = found
        weighed.append(found)
    return tuple(reversed(weighed))


def _weigh_one(text: str, mention: Mention, limit: int) -> Weighed:
    """Return the first cue that fits; none: the place is only named.

    ``limit`` is where the next place begins.
    """
    lo = max(0, mention.start - _REACH)
    before = _SENTENCE.split(text[lo : mention.start])[-1]
    after = _SENTENCE.split(text[mention.end : mention.end + _REACH])[0]
    alone = after[: limit - mention.end]
    for cue in _CUES:
        if cue.before and not cue.before.search(before):
            continue
        hit = cue.after.match(after if cue.across else alone) if cue.after else None
        if cue.after and not hit:
            continue
        end = mention.end + (hit.end() if hit else 0)
        return Weighed(mention=mention, part=cue.part, weight=cue.weight, end=end)
    return Weighed(mention=mention, part=Part.NAMED, weight=0.5, end=mention.end)


def _lists(text: str, mention: Mention, following: Mention) -> bool:
    """Return whether two mentions stand in one list: 北京、江苏援藏医疗队, 杭嘉援藏医疗队."""
    if mention.passage != following.passage:
        return False
    return mention.end > following.start or text[mention.end : following.start] in _LIST
