"""Doubts about who published."""

from __future__ import annotations

from collections.abc import Iterator

from aidstories.describe.doubts.ground import Ground
from aidstories.describe.doubts.line_words import SIGN, WORD, is_house, is_unsure, unread
from aidstories.describe.doubts.page_lines import PageLine
from aidstories.describe.publishers import publisher
from aidstories.model import FieldDoubt, Role
from aidstories.restore.lexicon.dateline import RANK
from aidstories.restore.lexicon.houses import OWN_PAPER
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.source_line import PAPER, What, items

_PRESS = late(
    r"(?<![\w'’])(?:(?i:xinhua)|CCTV"
    r"|(?:[A-Z][\w'’]++ ){1,3}"
    r"(?i:daily|news|times|post|review|weekly|herald|agency|online|television|radio)\b)"
)
"""A paper or an agency by the form of its English name: China Daily, CHINA DAILY."""
_TOLD = late(
    r"\b(?:told|tells) (?:the )?(?P<name>(?:[A-Z][\w'’]*+ ){0,2}"
    r"(?:[A-Z][a-z]*)?(?:News(?:[A-Z][a-z]+)?|Daily|Times|Post|Xinhua|CGTN|Review|Weekly|Agency))\b"
    r"|[（(](?P<agency>[\u4e00-\u9fff]{2,6}[社网網报報])[记記]者[\u4e00-\u9fff]{2,12}\d{1,2}日?[电電讯訊][)）]"
    r"|(?P<sent>[\u4e00-\u9fff·]{2,14}(?:[網网报報社]|客[户戶]端))[讯訊电電]\s?(?=(?:\d{1,2}月)?\d{1,2}日)"
    r"|^.{0,16}?《(?P<opens>[\u4e00-\u9fff]{2,10}[报报網网刊])》(?![\u4e00-\u9fff]{0,4}(?:[刊发报]|记者))"
    r"|^[据據]《?(?P<cited>[\u4e00-\u9fff]{2,10}?[报報网網社台])》?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:消息|报道|報道)"
)
"""A paper in English that speaks of itself (Lin Wei told NewsCape), an agency in brackets amid a
text that lost its lines (（海角社记者段敏海角4日电）, 海角网讯 5月6日), or one it cites."""
_ADDRESS = late(
    r"(?<![A-Za-z\d.-])[A-Za-z\d-]++(?:\.(?!(?:com|cn|net|org)\b)[A-Za-z\d-]++){0,3}"
    r"(?:\.(?:com|cn|net|org)\b){1,2}"
)
"""Whose a text is where the paper calls itself 本报: 本报(paper.example.cn)记者."""
_SITE = late(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{2,6}(?:[日晚早晨]报|都市报|电视台))社?版权所有")
"""The paper that a page is of, as its notice of rights says."""
_OF_HOUSE = late(
    rf"\W*+(?!{RANK}|本)(?P<name>[\u4e00-\u9fff]{{3,8}}?){RANK}?记者\s*+[\u4e00-\u9fff]"
)
"""Whose reporter signs, though nothing else says that it is a house: 今日海角记者 段敏."""
_DASH = late("[-—－/／]")
_FIGURE = late(r"\d|[一二][〇零○九]|[：:|｜_]")
"""What a day has, or two names."""
_SECTION = late(r"(?:频道|栏目|专栏|专题|頻道|欄目|專題)$")
"""What a part of a site is called, and no house."""
_LONGEST = 12
"""Characters of a publisher's name that no list has, chosen by hand."""


def of_source(ground: Ground) -> Iterator[FieldDoubt]:
    """Yield the doubts about who published first."""
    if ground.found.source is None:
        for line in ground.lines:
            yield from _missed(ground, line)
        told = filter(None, map(_TOLD.search, ground.printed.texts(Role.PARAGRAPH)))
        names = (next(filter(None, hit.groups())) for hit in told)
        yield from (FieldDoubt("source", name, name) for name in names)
        kept = (ground.meta.get(key) for key in ("publisher", "from", "media", "origin"))
        yield from (FieldDoubt("source", name) for name in kept if name and "://" not in name)
    yield from _joined(ground)
    yield from _odd(ground)
    own = filter(None, (ground.found.source, ground.found.via))
    yield from (FieldDoubt("source", name) for name in own if _SECTION.search(name))


def _missed(ground: Ground, line: PageLine) -> Iterator[FieldDoubt]:
    """Doubt that no source is known where a line has a house, or a label of sources."""
    rest, labelled, lists = unread(ground, line), _is_labelled(ground, line), ground.lists
    if line.role is None and (site := _SITE.search(lists.fold(line.text))):
        yield FieldDoubt("source", site[1], site[1])
    if not line.running and (press := _PRESS.search(rest)):
        yield FieldDoubt("source", press[0], press[0])
    if line.role in SIGN and (address := _ADDRESS.search(rest)):
        yield FieldDoubt("source", address[0])
    if line.role is Role.BYLINE and (hit := _OF_HOUSE.match(lists.fold(line.text))):
        yield FieldDoubt("source", line.text, hit["name"])
    own = labelled or line.role in SIGN or is_unsure(line)
    named = labelled or line.role is Role.SOURCE
    for word in WORD.findall(rest):
        if OWN_PAPER.fullmatch(word):  # of 本报记者: it names no house
            continue
        house = is_house(word, lists) if own else publisher(word, lists) is not None
        paper = not line.running and PAPER.fullmatch(word) is not None
        if house or paper or (named and len(word) < _LONGEST):
            yield FieldDoubt("source", word, word)


def _is_labelled(ground: Ground, line: PageLine) -> bool:
    """Return whether a line says by a label who published; running text opens with the label."""
    said = items(ground.lists.fold(line.text))
    return any(i.what is What.SOURCE and (i.at <= 1 or not line.running) for i in said)


def _joined(ground: Ground) -> Iterator[FieldDoubt]:
    """Doubt a publisher whose name is those of two: 海角网-海角日报."""
    named = [part for part in _DASH.split(ground.found.source or "") if part]
    if len(named) > 1 and all(is_house(ground.lists.fold(part), ground.lists) for part in named):
        yield FieldDoubt("source", ground.found.source or "", named[-1])


def _odd(ground: Ground) -> Iterator[FieldDoubt]:
    """Doubt a publisher to which more is glued, 海角网2024, and a platform, which passes on."""
    source, lists = ground.found.source, ground.lists
    if source is None:
        return
    opens = (lists.publishers.get(source[:length]) for length in range(2, len(source) + 1))
    known = [entry for entry in opens if entry]
    platform = any(entry.kind == "platform" for entry in known)
    glued = (known or _FIGURE.search(source)) and publisher(source, lists) is None
    if platform or glued:
        yield FieldDoubt("source", source)
