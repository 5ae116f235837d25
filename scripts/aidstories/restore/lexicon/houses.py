"""Names of houses that run sites: 某县人民医院, 海角日报."""

from __future__ import annotations

from aidstories.restore.lexicon.chars import HAN, bare
from aidstories.restore.lexicon.late import late

_HOUSE = late(
    r"(?:网|网站|门户|(?:[日晚晨早商]|都市|数字|电子)报|人民政府|医院|委员会|在线|公众平台)$"
)
PICTURE_SERVICE = (
    rf"\s*+[（(/／]?\s*+(?:[{HAN}]{{2}}(?:视觉|图片|影像|中国)|(?:视觉|影像|图片)[{HAN}]{{2}})"
)
"""The service that a picture came by, behind who took it: 段敏摄（海角视觉）, 段敏摄/视觉海角."""
OWN_PAPER = late(r"本(?:报|刊|网|台|社|站)|[本我](?:[校院会馆所]|公司|中心|单位)(?=讯|$)")
"""What a paper calls itself: it names nobody."""
PRESS = late(
    r"(?P<name>.{2,7}?(?:[日晚早晨商时]报|都市报|电视台|新闻网|通讯社))(?:[\u4e00-\u9fff]{2}新闻)?"
)
"""What only a paper, a station or an agency is called, be it in no list, also before what it calls
its programme: 海角晚报记者 段敏, 海角日报慧眼新闻记者 段敏."""
_BEHIND_SITE = late(rf"[^-—－]{{2,12}}(?:[网線线端]|频道|頻道)[-—－]{{1,2}}(?={PRESS.pattern}\Z)")
_LONGEST = 20
"""Characters of the longest name of a site, as in `reading.headline`."""
_SHORTEST = 4
"""Characters of a name that tells a house from others: 县医院 is any."""
_OF_STATE = late(
    rf"(?:中[国华]|国家|[{HAN}]{{1,8}}[省市州盟县区旗乡镇])[{HAN}]{{2,12}}[部委局厅署院所站会]"
)
_VISIT = late("走[进近]|探访|来到|致敬|点赞|对话|情系|记")
"""How a headline opens that ends with a house's name: 走进某县人民医院."""


def names_house(text: str) -> bool:
    """Return whether a short line is a house's name: 某县人民医院, but not 走进某县人民医院."""
    name = bare(text)
    return len(name) <= _LONGEST and bool(_HOUSE.search(name)) and not _VISIT.match(name)


def names_body(text: str) -> bool:
    """Return whether a text is the name of a house or of an office of the state or of a place.

    某县人民医院, 国家海角局, 某省卫生健康委, but neither 宣传科 nor 县医院.
    """
    name = bare(text)
    return len(name) >= _SHORTEST and (names_house(text) or bool(_OF_STATE.fullmatch(name)))


def is_site_with_paper(text: str) -> bool:
    """Return whether a line is a site and the paper whose it is: 海角网-海角日报."""
    return bool(_BEHIND_SITE.match(text.strip()))


def paper_at(name: str) -> int:
    """Return where the paper begins in a name with the site before it, 0 where none stands there.

    人民网-《人民日报海外版》, 海角网-海角日报.
    """
    behind = _BEHIND_SITE.match(name)
    return name.find("《") + 1 or (behind.end() if behind else 0)
