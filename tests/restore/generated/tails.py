"""What stands behind the text: signatures, staff, source, other articles, the foot of the page."""

from __future__ import annotations

from collections.abc import Iterator

from aidstories.restore.zones.labels import Zone
from generated.articles import Item, Story
from generated.draw import WORDS, Draw
from generated.heads import Style, controls, signature

_RELATED = [
    "相关新闻", "相关阅读：", "相关链接", "推荐阅读", "热门推荐", "相关内容", "延伸阅读", "更多新闻", "猜你喜欢", "热门资讯",
    "新闻排行", "24小时新闻排行榜", "频道推荐", "往期回顾", "最新资讯", "相关报道", "大家都在看", "相关评论", "网友评论", "上一篇：", "精彩推荐",
]  # fmt: skip
_FOOT = [
    "版权所有：{s}　ICP备12345678号", "主办单位：{s} 承办单位：信息中心", "地址：{c}人民路1号 邮编：850000",
    "联系电话：0891-6322222", "Copyright © 2024 {s} All Rights Reserved", "关于我们 | 广告服务 | 网站地图 | 联系我们",
    "网站标识码：5400000001", "互联网新闻信息服务许可证：10120170001", "声明：本文为转载，版权归原作者所有，如有侵权请联系删除。",
    "免责声明：本网注明来源的作品，版权均属于原作者，转载请注明出处。", "版权归原作者所有，向原创者致敬。", "技术支持：某某科技",
    "请关注{s}微信公众号", "长按识别二维码，关注我们", "扫描二维码关注官方微信", "更多精彩内容请下载客户端", "转载请注明出处",
    "（更多新闻请关注{s}）", "本站所有图文未经授权不得转载", "欢迎投稿：news@example.org", "国新办发函[2001]232号",
    "010020{n}000000000000000111", "心情版", "打印 | 收藏 | 发给好友 【字号", "网站声明 | 法律顾问", "{s}出品", "|",
    "请加入成为{s}的会员，长期支持我们的工作。所有会员都可以收到我们的通讯。", "如果您喜欢这篇文章，欢迎转发给朋友。",
    "本文由{s}原创，未经许可不得转载。如需转载，请在后台留言。", "（本文图片均由受访者提供，版权归{s}所有。）",
    "成为会员，支持我们的工作", "订阅我们的通讯，每周一期", "点击“阅读原文”查看更多", "喜欢就点个在看",
]  # fmt: skip


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
        site = draw.one(WORDS["sites"])
        for text in draw.some(_FOOT, 1, 4):
            line = text.replace("{s}", site).replace("{c}", draw.place())
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
