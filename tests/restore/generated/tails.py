"""What stands behind the text: signatures, staff, source, other articles, the foot of the page."""

from __future__ import annotations

from collections.abc import Iterator

from tests.restore.generated.articles import Item, Story
from tests.restore.generated.draw import WORDS, Draw
from tests.restore.generated.heads import Style, controls, signature

from aidstories.restore.zones.labels import Zone

_RELATED: list[str] = WORDS["related"]
_FOOT: list[str] = WORDS["foot"]


def tail(draw: Draw, story: Story, style: Style, signed: bool) -> list[Item]:
    """Draw the lines behind the text; ``signed``: the head has named the writers already."""
    items: list[Item] = []
    if draw.maybe(0.1 if signed else 0.45):
        items.append(Item(Zone.BYLINE, _signed(draw, story, style), "p"))
    if draw.maybe(0.15):
        label = draw.one(["来源：", "【来源：", "信息来源：", "稿源：", "来源 | ", "原标题："])
        name = draw.headline() if label == "原标题：" else story.paper
        items.append(Item(Zone.SOURCE, label + name + "】" * label.startswith("【"), "p"))
        if draw.maybe(0.4):
            link = (
                draw.one(["链接：", "", "原文链接：", "地址："])
                + f"https://example.org/{draw.number()}.html"
            )
            items.append(Item(Zone.SOURCE, link, "p"))
    items += _staff(draw, style)
    items += controls(draw, 0.3, 3)
    if draw.maybe(0.35):
        items += _related(draw, style)
    if draw.maybe(0.35):
        for text in draw.some(_FOOT, 1, 4):
            line = text.replace("{s}", style.site).replace("{c}", draw.place())
            line = line.replace("{n}", draw.number())
            items.append(Item(Zone.FOOT, line, "foot"))
    return items


def _signed(draw: Draw, story: Story, style: Style) -> str:
    names = [draw.set_name(n, style.spaced) for n in story.names]
    joined = draw.one([" ", "、", "　"]).join(names)
    other = draw.set_name(draw.name(), style.spaced)
    forms = [
        f"（{joined}）",
        f"（{names[0]}/文 {other}/图）",
        f"（文/{joined}）",
        f"（本报记者 {joined}）",
        f"（通讯员 {joined}）",
        f"供稿：{joined}",
        f"供稿：{joined}　摄影：{other}　编辑：{draw.name()}",
        f"文：{joined} 图：{other}",
        f"文字：{joined} 图片：{other} 编辑：{draw.name()} 审核：{draw.name()}",
        f"撰稿：{joined}",
        f"（供稿：{joined}）",
        f"文/{joined}",
        f"作者：{joined}",
        signature(draw, story, style),
    ]
    return draw.one(forms)


def _staff(draw: Draw, style: Style) -> Iterator[Item]:
    if not draw.maybe(0.4):
        return
    words = [
        "编辑",
        "责任编辑",
        "责编",
        "审核",
        "校对",
        "初审",
        "终审",
        "监制",
        "排版",
        "一审",
        "主编",
    ]
    parts = [f"{w}{style.colon}{draw.name()}" for w in draw.some(words, 1, 3)]
    if draw.maybe(0.3):
        yield from (Item(Zone.STAFF, part, "p") for part in parts)
        return
    if draw.maybe(0.2):
        yield Item(
            Zone.STAFF,
            draw.one(["【纠错】 ", "（完） ", ""]) + " ".join(f"【{part}】" for part in parts),
        )
        return
    line = draw.one([" ", "　", " | ", "  "]).join(parts)
    yield Item(Zone.STAFF, draw.one([line, f"【{line}】", f"（{line}）", f"[{line}]"]), "p")


def _related(draw: Draw, style: Style) -> Iterator[Item]:
    label = draw.one(_RELATED)
    if label == "上一篇：":
        yield Item(Zone.CONTROL, f"上一篇：{draw.headline()}", "a")
        yield Item(Zone.CONTROL, f"下一篇：{draw.one([draw.headline(), '没有了'])}", "a")
        return
    for text in [label, *draw.some(_RELATED[:10], 0, 1)]:
        yield Item(Zone.RELATED, text.replace("上一篇：", "相关新闻"), "h3")
    mark = draw.one(["• ", "· ", "", "", "1. ", "- "])
    for index in range(draw.rng.randint(2, 6)):
        if draw.maybe(0.1):
            yield Item(Zone.RELATED, f"{draw.headline()}... {draw.sentence()[:-1]}...", "p")
        text = draw.headline() + draw.one(
            ["", "", "…", "...", f" {draw.day():%m-%d}", f"[{draw.day()}]"]
        )
        yield Item(Zone.RELATED, mark.replace("1", str(index + 1)) + text, "a")
