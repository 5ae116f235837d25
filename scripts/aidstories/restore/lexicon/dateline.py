"""Datelines: for which agency, from where, on what day and by whom a text was sent.

Patterns read the simplified form of a text, so 新華社記者 counts as 新华社记者.
"""

from __future__ import annotations

import re
from functools import lru_cache

from aidstories.restore.lexicon import tibetan_heads
from aidstories.restore.lexicon.chars import IS_BO, simplified
from aidstories.restore.lexicon.houses import OWN_PAPER
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.person_names import HAN, NAME, NO_NAME, SURNAMES

RANK = (
    r"(?:全媒体?|融媒体?|新媒体|见习|特约|特邀|职工|特派|特派驻藏|常驻|实习|首席|高级|资深|前方|外派"
    rf"|驻[{HAN}]{{1,4}}?|评论|摄影|文字|视频)"
)
_AGENCY = (
    r"本报|本刊|本网|本台|本社|本站|新华社|新华网|中新社|中新网|中国新闻网|人民网|央视网|央广网|光明网"
    rf"|中国西藏网|中国经济网|(?:(?!本[报刊网台社]|[据从由的了来在说])[{HAN}]){{2,8}}?(?:日报|晚报|早报|晨报|商报|都市报|时报|法制报|法治报"
    rf"|健康报|电视台|电台|医师报|医学报|青年报|工人报|农民报|科技报|新闻网|新闻社|广播网|客户端|融媒体?|在线|之家|网|报|社)"
    r"|[A-Z]{2,6}\s?之家|[本我](?:[校院会馆所]|公司|中心|单位)(?=讯)"
)
_DATE = (
    r"(?:\d{4}\s*+年\s*+)?(?:[0-9０-９]{1,2}\s*+月\s*+)?[0-9０-９]{1,2}\s*+日"
    r"(?:\s*+\d{1,2}\s?[时:：]\s?\d{1,2}分?)?"
)
_PLACE = (
    r"(?:(?![的了据得是被把这记]|从(?!江|化)|获(?!嘉|鹿)|将(?!乐)|那(?!曲|坡))"
    rf"[{HAN}]){{1,12}}?(?<![报社网端])(?<!电视台|广播台)(?<!电台)"
)
"""A place name: 本报记者从医院获得消息 names none, 本报那曲电 does; nor is it the rest of a house's
longer name, 海角网|络电视台."""
ONE = (
    rf"(?!记者|通讯员|本报)(?:[{HAN}]{{2,4}}|[{HAN}][ \u3000]{{1,3}}[{HAN}]"
    rf"|[{HAN}]{{1,6}}[·•‧][{HAN}]{{1,8}})"
)
"""A name as print sets it: of two characters, one may be spaced out."""
_PAREN = (
    rf"(?:[（(](?=[^（）()]{{0,60}}(?:记者|通讯员|(?<!著)作者(?![系为是]|单位|简介|现[任为])|{RANK}(?!中心|工作室|平台)|[文图][、，,/／]?[文图]?\s*+[/／:：]|[/／]\s*+[文图摄](?=[\s、)）])))"
    r"[^（）()。]{2,90}[)）]\s*+){1,2}"
)
_LISTED = rf"(?<=[电讯息\s】\]])[（(]\s*+{ONE}(?:[、，,\s]++{ONE}){{0,5}}\s*+[)）]"
"""Names in brackets behind an agency's own words: 中新网某市7月29日电（甲某、乙某）."""
DATELINE = late(
    rf"^\s*+[【\[]?\s*+(?:[{HAN}]{{2,8}}[/／])?《?(?P<agency>{_AGENCY})》?(?:[-—·][{HAN}]{{1,6}}(?:网|报|社|台|频道|客户端|新闻))?\s*+(?:[/／]\s*+)?"
    rf"(?P<place>{_PLACE})?\s*+(?P<date>{_DATE})?\s*+(?:专?电|消息|讯|报[道导](?={_PAREN}))"
    rf"(?!视|力|话|子|影|网|脑|商|台|动|池|站|器|梯|价|缆|息|号|问|速|道|员|社|录|稿)\s*+[】\]]?"
    rf"\s*+(?P<who>{_PAREN}|{_LISTED}|(?:本报)?{RANK}?(?:记者|通讯员)\s*+{NAME}(?:[、\s]++(?:(?:记者|通讯员)\s*+)?{NAME}){{0,3}}?\s*+(?:摄影)?报道"
    rf"|[（(]\s*+{RANK}?记者\s++{ONE}(?=[“\"]|\Z)"
    rf"|{ONE}(?:、{ONE}){{0,3}}?(?:、{RANK}?(?:记者|通讯员)\s*+{NAME}(?:、{NAME}){{0,3}}?)?\s*+报道(?=\s*+[:：]))?"
    rf"\s*+(?:[:：/／]\s*+)?"
)
_SENT = late("[电讯]|消息|报[道导]\\s*+[（(]")
_BY_AGENCY = late(rf"\s*+[【\[]?\s*+(?:[{HAN}]{{2,8}}[/／])?《?(?:{_AGENCY})")
"""What `DATELINE` opens with; no pattern takes longer to compile (.04 s), and few pages need it."""
_WIRED = late(
    r"\s*+(?P<alone>(?=[A-Z]{3,15}(?: [A-Z]{3,15}){0,2}(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?"
    r"\s+(?:--|—)(?:\s|$)))?"
    r"(?P<place>[A-Z][A-Za-z'’ -]{2,30}?)"
    r"(?(alone)(?<=[A-Z])(?:, [^\s,]{3,9} \d{1,2})?\s|(?:, [A-Z][a-z]{2,12})?,\s+"
    r"(?P<date>[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:, \d{4})?)\s*+"
    r"\((?P<agency>[A-Z][A-Za-z. ]{1,30})\))\s*+(?:--|[—–-])\s*+(?P<who>(?!))?"
)
"""A dateline in English: LHASA, May 6 (Plateau News) --, or LHASA -- alone."""
_DATELINE_BARE = late(rf"^\s*+(?P<who>(?![（(]\s*+来源){_PAREN})\s*+")
_TOLD = late(
    rf"\s*+(?P<open>[【\[])?《?(?P<agency>(?![据经本从由])(?:(?!记者|通讯员)[{HAN}]){{2,10}}?)》?"
    rf"(?(open)讯?[】\]]|(?:\d{{1,2}}月\d{{1,2}}日)?(?:报道\s*+[:：]?|讯))\s*+(?P<who>{_PAREN})\s*+"
)
"""A house that is no known paper's: 云上海角报道：（记者 段敏）, 海角卫健讯（通讯员 段敏）."""
_TELLS, _HEAD = late("[】\\]讯道:：]\\s*+[（(]"), 20
"""What stands before the names there, and within how many characters."""
_FILES = 60
"""Characters within which such a dateline ends."""
_DAY_IN = 30
"""Characters within which the day of the news stands."""
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
_FILED = late(
    rf"\s*+(?:【[^【】]{{2,24}}】\s*+)?[（(]\s*+(?P<agency>(?![据经从由])[{HAN}]{{2,6}}?[社报网台])\s*+"
    rf"(?:(?P<who>记者\s*+[{''.join(SURNAMES)}][{HAN}]{{1,2}})(?:、[{HAN}]{{2,3}}){{0,2}})?"
    rf"(?P<place>[{HAN}]{{2,5}}?[市县]|(?:(?![市县])[{HAN}]){{2,3}})"
    rf"(?P<date>(?:\d{{1,2}}月)?(?:\d{{1,2}}|[一二三四五六七八九十廿卅]{{1,3}})日)(?:专|综合外?)?电[)）]\s*+"
)
"""How papers of Taiwan set it, all in brackets, with who reports or without:
(某央社記者段小敏甲市26日電)."""
_ANY = rf"(?:[{HAN}]{{2,4}}?|[{HAN}]{{1,6}}[·•‧][{HAN}]{{1,8}}?|[{HAN}][ \u3000]{{1,3}}[{HAN}])"
_DONE = "图文|文图|摄影|采访|综合|现场"
"""What somebody did, where a name or a place may stand: （图文／海角报道）, （段敏／采访报道）."""
_SIGNED = late(
    rf"\s*+(?P<agency>(?![据经本从由])[{HAN}]{{1,7}}(?:[报社网台]|新闻))?\s*+[【〔\[(（]\s*+"
    rf"(?P<who>(?!{_DONE})(?:{RANK}*记者\s*+)?(?:{_ANY})(?:[、，,]\s*+{_ANY}){{0,3}})\s*+[/／╱∕]\s*+"
    rf"(?P<place>(?!{_DONE})[{HAN}]{{2,6}}?)(?:综合|专题|连线)?报[道导]\s*+[】〕\])）]\s*+"
)
"""How papers of Taiwan sign at the head of a text: 海角時報【記者段小敏／甲市報導】."""
_SIGNED_WITHIN = late(rf"[/／╱∕]\s*+[{HAN}]{{2,8}}报[道导]\s*+[】〕\])）]")
"""What such a dateline ends with: to look for it saves most texts the rest."""
_REPORTS = late(
    rf"^\s*+(?P<who>(?:{_AGENCY}|[{HAN}]{{1,4}}新闻)?\s*+{RANK}?(?:记者|通讯员)\s*+{NO_NAME}{_ANY}"
    rf"(?:[、，,\s]++(?:记者|通讯员|实习生)?\s*+{_ANY}){{0,4}}\s*+(?:(?:{_DATE}\s*+)?(?:摄影)?报道|{_DATE}\s*+[讯电]))(?:\s*+[:：]\s*+|\s+(?=\S)|(?=[\d“《]))"
)
_FILES_WITH = late("报道|日\\s*+[讯电]")
"""What it ends in, which few texts have."""


def dateline_end(text: str) -> int:
    """Return how many characters of ``text`` are a dateline at its start (0: none).

    本报讯, 本报山南电（记者 武沛涛） and 本报记者王敏报道： are; 电视 and 通讯员 make none.
    """
    found = opening(text)
    return found.end() if found else 0


def names_agency_alone(text: str) -> bool:
    """Return whether the dateline of ``text`` names an agency, no place, no day and nobody.

    So does 某某网讯; 本报讯 names none.
    """
    found = opening(text)
    if found is None or found.re.pattern != DATELINE.pattern or OWN_PAPER.match(found["agency"]):
        return False
    return not (found["place"] or found["date"] or found["who"])


def wired_by(text: str) -> re.Match[str] | None:
    """Return the dateline in English that ``text`` opens with; its group ``agency`` sent it."""
    return _WIRED.match(text)


def told_by(text: str) -> re.Match[str] | None:
    """Return the house that tells, as its own words say before names in brackets or its day."""
    plain = simplified(text[:80])
    told = _TOLD.match(plain) if _TELLS.search(plain[:_HEAD]) else None
    told = told or (_FILED.match(plain) if "日电" in plain else None)
    if (signed := _signed(plain)) and signed["agency"]:
        return signed
    return told or (_SPREAD.match(plain) if "讯" in plain[:_DAY_IN] else None)


def _signed(plain: str) -> re.Match[str] | None:
    """Return the dateline of a paper of Taiwan that a simplified text opens with."""
    return _SIGNED.match(plain) if _SIGNED_WITHIN.search(plain[:_FILES]) else None


def parse_place(text: str) -> str | None:
    """Return the place that a dateline was sent from, or None: 本报山南电 → 山南."""
    plain = simplified(text)
    found = _FILED.match(plain) or _signed(plain) or DATELINE.match(plain)
    found = found or tibetan_heads.DATELINE.match(plain) or _PLACED.match(plain)
    if found and found["place"]:
        return text[slice(*found.span("place"))]
    wired = _WIRED.match(text)
    if wired:
        return wired["place"]
    sent = re.search(
        rf"发自\s*+([{HAN}]{{2,12}})|\s(?!摄影|图文|文图|采访|记者|通讯员)([{HAN}]{{2,6}}?)(?:摄影)?报道\s*+$",
        plain,
    )
    return text[slice(*sent.span(sent.lastindex or 0))] if sent else None


@lru_cache(maxsize=1024)
def opening(text: str) -> re.Match[str] | None:
    """Return the dateline that ``text`` opens with; its group ``who`` names people, if any."""
    plain = simplified(text[:240])
    if IS_BO.match(plain.lstrip()):
        return tibetan_heads.DATELINE.match(plain)
    return (
        (_FILED.match(plain) if "日电" in plain[:_FILES] else None)
        or _signed(plain)
        or (DATELINE.match(plain) if _SENT.search(plain) and _BY_AGENCY.match(plain) else None)
        or _DATELINE_BARE.match(plain)
        or (_SPREAD.match(plain) if "讯" in plain[:_DAY_IN] else None)
        or (_PLACED.match(plain) if plain.lstrip()[:1] in ("【", "[") else None)
        or (_REPORTS.match(plain) if _FILES_WITH.search(plain) else None)
        or (_TOLD.match(plain) if _TELLS.search(plain[:_HEAD]) else None)
        or (_WIRED.match(text) if text[:1].isascii() else None)
    )
