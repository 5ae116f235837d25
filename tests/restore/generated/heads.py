"""What stands before the text: banner, crumb, headline with its lines, source, controls."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tests.restore.generated.articles import Item, Story
from tests.restore.generated.draw import WORDS, Draw, written

from aidstories.restore.zones.labels import Zone

_SOURCE: list[str] = WORDS["source"]
_DATE: list[str] = WORDS["date"]
_AUTHOR: list[str] = WORDS["author"]
_EDITOR: list[str] = WORDS["editor"]
_COUNTER: list[str] = WORDS["counter"]
_CONTROLS: list[str] = WORDS["controls"]


_TWO_LINES = re.compile(r"([^！？，]{4,20}[！？，])(.{5,})$|(\S{4,7}) (\S{4,7})$")
"""A title that may stand on two lines: behind a mark, or as a pair of phrases."""


_LIKE_TITLE = 5
"""Characters from which a phrase without a mark is rather the title itself than over it: of
seven unmarked pairs of such lines in captures the first was the title of five."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What one site does the same everywhere."""

    site: str
    section: str
    """Where the story stands on it: its headings, its crumbs and its foot say the same."""
    colon: str
    between: str
    """What stands between the parts of a line of source."""
    spaced: bool
    """Names of two characters are spaced out."""
    day: str
    clock: str
    arrow: str


def style(draw: Draw) -> Style:
    """Draw a style."""
    return Style(
        site=draw.one(WORDS["sites"]),
        section=draw.one(WORDS["sections"] * 2 + WORDS["columns"]),
        colon=draw.one(["：", "：", ":", "： ", ": "]),
        between=draw.one(["  ", "   ", "　", " | ", " ｜ ", " ", "    ", " · "]),
        spaced=draw.maybe(0.4),
        day=draw.one(
            ["{y}-{m:02}-{d:02}"] * 4
            + ["{y}年{m}月{d}日", "{y}年{m:02}月{d:02}日", "{y}/{m}/{d}", "{y}.{m:02}.{d:02}"]
            + ["{y}-{m}-{d}", "{w}", "{y} 年 {m} 月 {d} 日", "{y} {m:02}/ {d:02}"]
        ),
        clock=draw.one(["", "", " 09:20", " 16:05:31", " 09时20分", "T10:00:00"]),
        arrow=draw.one([" > ", ">", " >> ", " - ", " / ", "＞", " » ", "→", " › "]),
    )


def dated(day: date, style: Style) -> str:
    """Return a day as the site prints it."""
    clock = "" if "{w}" in style.day else style.clock
    return style.day.format(y=day.year, m=day.month, d=day.day, w=written(day)) + clock


def head(draw: Draw, story: Story, style: Style) -> list[Item]:
    """Draw the lines before the text, in an order that sites have."""
    items = [*_above(draw, story, style)]
    title = [*_headline(draw, story)]
    lines = [*account(draw, story, style)] if draw.maybe(0.08) else [*sources(draw, story, style)]
    if draw.maybe(0.12):  # the date over the headline
        items += [*lines, *title]
    else:
        items += _under(story, title, lines) if draw.features else [*title, *lines]
    items += controls(draw, 0.35, 3)
    if draw.maybe(0.06):
        items.append(
            Item(Zone.SOURCE, f"{draw.one(['新闻链接', '原文链接'])}{style.colon}《{story.paper}》")
        )
    if draw.maybe(0.15):
        items = [*note(draw, 2), *items] if draw.maybe(0.5) else [*items, *note(draw, 1)]
    if draw.maybe(0.2):
        items += figure(draw)
    if draw.maybe(0.05):
        first = draw.one(["本文转自【{}】；", "本文转自{}", "转载自：{}", "（来源：{}）"])
        items.append(Item(Zone.SOURCE, first.format(story.paper)))
    if draw.maybe(0.08):
        items += profile(draw)
    return items


def _under(story: Story, title: Sequence[Item], lines: Sequence[Item]) -> list[Item]:
    """Return the headline over the lines of source, or them over its subtitle."""
    apart = random.Random(story.title).random() < (0.3 if story.below else 0.1)
    below = [i for i in title if apart and i.label is Zone.SUBTITLE]
    if any(i.label is Zone.BYLINE for i in lines):  # what stands below writers is text
        below = []
    return [*(i for i in title if i not in below), *lines, *below]


def profile(draw: Draw) -> list[Item]:
    """Draw who is spoken of, in lines without a stop, or what the text says in short."""
    if draw.maybe(0.4):
        label = draw.one(["核心提示：", "【摘要】", "导读：", "[摘要]", "内容提要 "])
        return [Item(Zone.TEXT, label + draw.paragraph())]
    post = ["主任", "副院长", "第六、七批专家", "高级教师", "先进个人", "研究员"]
    first = f"{draw.name()}{draw.one(['：', '，', ' '])}{draw.house()}{draw.one(post)}"
    rest = [f"{draw.house()}{draw.one(post)}" for _ in range(draw.rng.randint(0, 3))]
    return [Item(Zone.TEXT, text) for text in (first, *rest)]


def _above(draw: Draw, story: Story, style: Style) -> Iterator[Item]:
    site, section = style.site, style.section
    where = crumb(draw, style) if draw.maybe(0.5) else ""
    known = section in where or section not in WORDS["columns"]  # else it could be a kicker
    if draw.maybe(0.3):
        joint = draw.one(["|", " | ", " ", "　", "\n"])
        names = draw.some(WORDS["menu"], 4, 10)
        for line in joint.join(names).split("\n"):
            yield Item(Zone.BANNER, line, "a")
    if draw.maybe(0.25):
        forms = [site, section, f"{site} {section}"] if known else [site]
        yield Item(Zone.BANNER, draw.one(forms), "h1")
    if where:
        yield Item(Zone.CRUMB, where, "crumb")
    if known and draw.maybe(0.2):
        for _ in range(draw.rng.randint(1, 2)):
            yield Item(Zone.BANNER, section, draw.one(["h2", "p"]))
    if draw.maybe(0.05):
        yield Item(Zone.BANNER, f"{draw.place()}“{draw.day().year}{draw.phrase()}”专题报道")
    yield from controls(draw, 0.08, 1)


def crumb(draw: Draw, style: Style) -> str:
    """Return where the reader is: down to the section of the story, or to one above it."""
    label = draw.one(
        [
            "",
            "",
            "当前位置：",
            "您所在的位置：",
            "您现在的位置: ",
            "当前位置: ",
            "位置：",
            "您的位置：",
        ]
    )
    steps = [draw.one(["首页", style.site, "网站首页"]), *draw.some(WORDS["sections"], 0, 2)]
    if len(steps) == 1 or draw.maybe(0.8):
        steps.append(style.section)
    if draw.maybe(0.5):
        steps.append(draw.one(["正文", "详情", "内容", "文章"]))
    return label + style.arrow.join(steps)


def _headline(draw: Draw, story: Story) -> Iterator[Item]:
    if draw.maybe(0.25):
        forms = [f"{draw.phrase()}——", f"{draw.place()}{draw.word('nouns')}", f"{draw.clause()}——"]
        forms += [draw.phrase(), f"{draw.place()[:2]}{draw.word('nouns')}协作"]
        forms.append(f"{draw.place()[:2]}{draw.word('nouns')}")
        forms.append(f"{draw.place()[:2]}{draw.word('nouns')}{draw.one(['队', '工作队', '团队'])}")
        kicker = draw.one(forms)
        if len(kicker) >= _LIKE_TITLE and kicker == forms[3] and " " not in kicker:
            kicker += "——"
        if kicker.endswith("—") or len(kicker) < 0.6 * len(story.title):
            yield Item(Zone.KICKER, kicker, "kicker")
    title = _TWO_LINES.match(story.title)
    if title and draw.maybe(0.5):
        yield from (Item(Zone.TITLE, line, "title") for line in title.groups() if line)
    else:
        yield Item(Zone.TITLE, story.title, "title")
    if story.below:
        yield Item(Zone.SUBTITLE, story.below, "subtitle")
    elif draw.maybe(0.25):
        dash = draw.one(["——", "—", "── ", ""])
        line = draw.one([draw.phrase(), draw.clause(), draw.word("then")])
        if dash or len(line) < 0.7 * len(story.title):
            yield Item(Zone.SUBTITLE, dash + line, "subtitle")


def sources(draw: Draw, story: Story, style: Style) -> Iterator[Item]:
    """Draw the lines of source and date, with the writer in them or on a line of its own."""
    parts: list[str] = []
    if draw.maybe(0.85):
        label = draw.one(_DATE) + style.colon if draw.maybe(0.5) else ""
        parts.append(label + dated(story.day, style))
    if draw.maybe(0.65):
        label = draw.one(_SOURCE) + style.colon if draw.maybe(0.75) else ""
        parts.append(label + story.paper)
    names = " ".join(draw.set_name(n, style.spaced) for n in story.names)
    if draw.maybe(0.3):
        parts.append(draw.one(_AUTHOR) + style.colon + names)
    if draw.maybe(0.25):
        parts.append(draw.one(_EDITOR) + style.colon + draw.name())
    if draw.maybe(0.3):
        number = draw.one(["", str(draw.rng.randint(1, 9999)), "1024次"])
        parts.append(draw.one(_COUNTER) + style.colon + number)
    if draw.maybe(0.3):
        draw.rng.shuffle(parts)
    if draw.maybe(0.25):
        yield from (Item(_label_of(part), part, "source") for part in parts)
    elif parts:
        labels = [_label_of(part) for part in parts]
        told = len(parts) > 1 and {Zone.SOURCE, Zone.BYLINE} & set(labels)
        yield Item(Zone.SOURCE if told else labels[0], style.between.join(parts), "source")
    if draw.maybe(0.25):
        yield Item(Zone.BYLINE, signature(draw, story, style), "p")


def account(draw: Draw, story: Story, style: Style) -> Iterator[Item]:
    """Draw the lines of a portal: who posted the page, which is nobody, when, how many answered."""
    nobody = draw.one(
        ["管理员", "系统管理员", "admin", "Admin", "小编", "网站编辑", "佚名", "编辑部"]
    )
    yield Item(Zone.CONTROL, nobody, "control")
    yield Item(Zone.SOURCE, dated(story.day, style), "source")
    if draw.maybe(0.5):
        yield Item(Zone.CONTROL, str(draw.rng.randint(0, 120)), "control")


def _label_of(part: str) -> Zone:
    """Return what a part of a line of source is where it stands alone."""
    word = part.split("：")[0].split(":")[0].strip()
    if word in _EDITOR:
        return Zone.STAFF
    if word in _COUNTER:
        return Zone.CONTROL
    return Zone.BYLINE if word in _AUTHOR else Zone.SOURCE


def signature(draw: Draw, story: Story, style: Style) -> str:
    """Return a line that names the writers."""
    names = [draw.set_name(n, style.spaced) for n in story.names]
    joined = draw.one([" ", "、", "　", "  "]).join(names)
    forms = [
        f"本报记者 {joined}",
        f"记者 {joined}",
        f"□ {story.paper}记者 {joined}",
        f"□首席记者 {joined}",
        f"通讯员 {joined}",
        f"文/{joined}",
        f"作者：{joined}",
        f"本报记者 {names[0]} 通讯员 {draw.name()}",
        f"{joined}",
        f"（{joined}）",
        f"{names[0]}/文 {draw.name()}/图",
        f"文/图 {joined}",
        f"撰文：{joined}",
        f"全媒体记者 {joined}",
    ]
    return draw.one(forms)


def controls(draw: Draw, chance: float, most: int) -> list[Item]:
    """Draw some lines of controls."""
    if not draw.maybe(chance):
        return []
    return [Item(Zone.CONTROL, text, "control") for text in draw.some(_CONTROLS, 1, most)]


def note(draw: Draw, most: int) -> list[Item]:
    """Draw an editor's note of up to ``most`` paragraphs.

    Right over the text it has one: no line would say where it ends.
    """
    word = draw.one(["编者按", "编者的话", "编前语", "开栏的话"])
    said = [draw.paragraph().rstrip("！？…。”") + "。" for _ in range(draw.rng.randint(1, most))]
    if draw.maybe(0.3):
        paper = draw.one(WORDS["papers"])
        said[-1] = f"近日，《{paper}》刊发《{draw.headline()}》，本报今日转载此文，以飨读者。"
    if draw.maybe(0.5):
        return [Item(Zone.NOTE, draw.one([f"{word}：{said[0]}", f"【{word}】{said[0]}"]))]
    return [Item(Zone.NOTE, text) for text in (word, *said)]


def figure(draw: Draw) -> list[Item]:
    """Draw the caption of a picture, with its credit or without."""
    what = draw.one(["合影留念", "医疗队合影", "活动现场", "座谈会现场", "欢送现场", "签约仪式"])
    clause = draw.clause()
    forms = [
        Item(Zone.CAPTION, what, "caption"),
        Item(Zone.CAPTION, f"图为{clause}。", "caption"),
        Item(Zone.CAPTION, f"{draw.house()}{draw.word('did')}", "plain caption"),
        Item(Zone.CAPTION, f"▲{clause}", "caption"),
        Item(Zone.CAPTION, f"图①：{clause}。", "caption"),
        Item(
            Zone.CAPTION,
            f"{draw.name()}（左二）{draw.word('where')}{draw.word('did')}。",
            "caption",
        ),
    ]
    items = [draw.one(forms)]
    if draw.maybe(0.4):
        credit = draw.one(
            [
                f"{draw.name()} 摄",
                f"本报记者 {draw.name()} 摄",
                "（图片由医院提供）",
                f"摄影：{draw.name()}",
            ]
        )
        items.append(Item(Zone.CREDIT, credit, "caption"))
    return items
