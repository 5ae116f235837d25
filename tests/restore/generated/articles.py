"""Invented articles: headline, people, and a body of some kind, line by line."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from tests.restore.generated.draw import HEADINGS, WORDS, Draw

from aidstories.restore.zones.labels import Zone


class Item(NamedTuple):
    """A line of a page with its label; ``kind`` is what its element would be in a page."""

    label: Zone
    text: str
    kind: str = "p"
    story: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """An invented article: what a restoration has to find."""

    title: str
    below: str
    """The subtitle of a feature, which says without a dash what its title does not; mostly none."""
    names: tuple[str, ...]
    paper: str
    day: date
    body: tuple[Item, ...]


def story(draw: Draw) -> Story:
    """Draw an article; its body never has fewer than two paragraphs."""
    title, below = headlines(draw)
    return Story(
        title=title,
        below=below,
        names=tuple(draw.names(1, 3)),
        paper=draw.one(WORDS["papers"]),
        day=draw.day(),
        body=tuple(body(draw, below or title)),
    )


def headlines(draw: Draw) -> tuple[str, str]:
    """Draw a title, and the subtitle of a feature: 河对岸的手术 over 转诊的人数少了一半.

    What makes a feature of it has its own source of chance: other pages stay as they are drawn.
    """
    title = draw.headline()
    apart = Draw(random.Random(title), draw.family)
    if not apart.maybe(draw.features):
        return title, ""
    forms = [apart.clause(), apart.word("then"), f"{apart.word('who')}{apart.word('did')}"]
    return apart.feature(), apart.one([*forms, f"{apart.house()}有了{apart.word('nouns')}中心"])


def body(draw: Draw, title: str) -> list[Item]:
    """Draw a body: prose, with headings, a list, a table, verse, questions or a letter in it.

    Its lead mostly says again what the title says.
    """
    makers = [_prose, _prose, _prose, _headed, _headed, _listed, _table, _verse, _asked, _letter]
    lead = draw.paragraph()
    if draw.maybe(0.75):
        said = re.split("——|[|｜丨：]", title)[-1].strip("“”？！ ")
        lead = (
            f"{draw.one(['近日', '今年以来', '日前', '5月6日', '记者从会上获悉'])}，{said}。{lead}"
        )
    if draw.maybe(0.05):
        lead = f"{draw.one(WORDS['papers'][:5])}{draw.one(['讯 ', '讯　', '讯'])}{lead}"
    if draw.maybe(0.08):  # one with a number: without, it would be a second title
        mark = draw.one(tuple(_OPENINGS))
        opening = Item(Zone.HEADING, mark + draw.phrase(), "h2")
        rest = _headed(draw, 1, _OPENINGS[mark]) if draw.maybe(0.75) else draw.one(makers)(draw)
        return [opening, Item(Zone.TEXT, lead), *rest, *_prose(draw)]
    return [Item(Zone.TEXT, lead), *draw.one(makers)(draw), *_prose(draw)]


_OPENINGS = {"一、": 0, "（一）": 8, "01 ": 9, "第一天 ": 11}
"""How a heading over the lead opens, and which form the later ones have that count on."""


def _prose(draw: Draw) -> Iterator[Item]:
    for _ in range(draw.rng.randint(1, 5)):
        short = draw.maybe(0.12)
        yield Item(
            Zone.TEXT, f"{draw.word('then')}{draw.one('。！？。')}" if short else draw.paragraph()
        )


def _headed(draw: Draw, first: int = 0, form: int | None = None) -> Iterator[Item]:
    """Draw headings, most of one form and all of one element, with text behind each."""
    common = draw.one(range(HEADINGS)) if form is None else form
    element = draw.one(["h2", "h3", "strong", "p"])
    for index in range(first, first + draw.rng.randint(2, 4)):
        own = common if draw.maybe(0.8) else draw.one(range(HEADINGS))
        yield Item(Zone.HEADING, draw.heading(index, own), element)
        yield from _prose(draw)


def _listed(draw: Draw) -> Iterator[Item]:
    yield Item(Zone.TEXT, f"{draw.word('who')}做了几件事：")
    marks = draw.one(["", "• ", "1.", "（1）", "一是"])
    for index in range(draw.rng.randint(3, 5)):
        mark = marks.replace("1", str(index + 1)).replace("一", "一二三四五"[index])
        stop = draw.one(["；", "。"] if not mark else ["", "；", "。"])
        yield Item(Zone.TEXT, f"{mark}{draw.clause()}{stop}", "li")


def _table(draw: Draw) -> Iterator[Item]:
    yield Item(Zone.TEXT, f"{draw.paragraph()}各年的数目如下。")
    yield Item(Zone.TEXT, f"年份\t{draw.word('nouns')}人次\t场次", "tr")
    for year in range(3):
        cells = [str(2018 + year), str(draw.rng.randint(100, 9000)), draw.number()]
        yield Item(Zone.TEXT, "\t".join(cells), "tr")


def _verse(draw: Draw) -> Iterator[Item]:
    yield Item(Zone.TEXT, f"{draw.name()}写下这样的诗句：")
    for _ in range(4):
        yield Item(Zone.TEXT, f"{draw.phrase()}{draw.one(['，', '', '。'])}", "verse")


def _asked(draw: Draw) -> Iterator[Item]:
    one, other = draw.one([("问：", "答："), ("记者：", f"{draw.name()}："), ("Q：", "A：")])
    for _ in range(draw.rng.randint(2, 4)):
        yield Item(Zone.TEXT, f"{one}{draw.word('where')}，您为什么{draw.word('did')}？")
        yield Item(Zone.TEXT, f"{other}{draw.paragraph()}")


def _letter(draw: Draw) -> Iterator[Item]:
    yield Item(Zone.TEXT, f"亲爱的{draw.name()}：")
    yield Item(Zone.TEXT, draw.one(["你好！", "你们好！", "近来可好？"]))
    yield from _prose(draw)
    yield Item(Zone.TEXT, draw.one(["祝身体健康！", "盼早日归来。", "此致敬礼！"]))
    yield Item(Zone.TEXT, f"{draw.one(['', '——', '你的'])}{draw.name()}")
    day = draw.day()
    yield Item(Zone.TEXT, f"{day.year}年{day.month}月{day.day}日")
