"""Articles for the tests of describing, built from the gold of the seeds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from aidstories.model import Article, Passage, Role

GOLD = Path(__file__).resolve().parents[1] / "gold"

PRINTED = {
    "让高原百姓在家门口看上病、看好病": "本报记者 文凤",
    "扎根雪域高原 守护人民健康": "本报记者 文凤",
    "宁墨情深，医疗帮扶托起百姓“健康梦”": "本报记者 央金",
    "“输血”变“造血” 山西县域综合医改出实效": "作者 吴琼",
    "北京长治医疗合作升级！老百姓家门口享“京”医看好病": (
        "北京日报记者 颌亚珍 本报记者 贾志敏 马慧荣"
    ),
}
"""Bylines on a line of their own, by title."""

DATELINES = {
    "打造西藏首家高原产儿协同中心": "本报山南电（记者 武沛涛）",
    "成功为135名骨关节病患者实施手术": "本报日喀则电（记者 杨子彦）",
    "藏东地区首例颈动脉内膜剥脱术成功开展": "本报昌都电（记者 贡秋曲措）",
    "夯实藏北区域医疗服务基石": "本报那曲电（记者 汪纯 赵书彬）",
    "5G助力搭建起京陇健康通道": "医师报讯（融媒体记者 湘雪 通讯员 陈丽娟 毕晓媛发自肃州）",
    "“输血”变“造血” 山西县域综合医改出实效": "中新网太原12月20日电 题：",
}

SOURCES = {"“输血”变“造血” 山西县域综合医改出实效": "来源：中国新闻网"}

META = {
    "003": {
        "title": "_输血_变_造血_ 山西县域综合医改出实效",
        "author": "趣头条",
        "date": "Mon, 20 Dec 2021 07:10:44 GMT",
        "categories": "新媒体 趣头条 分类",
    }
}


def article_of(story: dict[str, Any]) -> Article:
    """Return the article that restoring should give for ``story`` of the gold."""
    title = story["title"]
    parts: list[tuple[Role, str | None]] = [
        *((Role.NOTE, text) for text in story.get("editors_note", ())),
        (Role.KICKER, story["kicker"]),
        (Role.TITLE, title),
        (Role.SUBTITLE, story["subtitle"]),
        (Role.BYLINE, PRINTED.get(title)),
        (Role.DATELINE, DATELINES.get(title)),
        *((Role(b["type"]), b["text"]) for b in story["body"]),
    ]
    for figure in story["figures"]:
        parts += [(Role.CAPTION, figure["caption"]), (Role.CREDIT, figure["credit"])]
    parts.append((Role.SOURCE, SOURCES.get(title)))
    return Article(passages=tuple(Passage(role=r, text=t) for r, t in parts if t))


def gold_articles() -> Iterator[tuple[str, tuple[Article, ...], dict[str, str], list[Any]]]:
    """Yield ``(seed, articles, meta, gold stories)`` for each seed."""
    for path in sorted(GOLD.glob("[0-9]*.json")):
        stories = json.loads(path.read_text(encoding="utf-8"))
        articles = tuple(article_of(story) for story in stories)
        yield path.stem, articles, META.get(path.stem, {}), stories


def article_in(case: dict[str, Any]) -> Article:
    """Return the article of a case: title, dateline, paragraphs and the rest, as they print."""
    parts: list[tuple[Role, str | None]] = [
        *((Role.NOTE, text) for text in case.get("notes", ())),
        (Role.KICKER, case.get("kicker")),
        (Role.TITLE, case.get("title")),
        (Role.BYLINE, case.get("byline_line")),
        *((Role.SOURCE, line) for line in case.get("source_lines", [case.get("source_line")])),
        (Role.DATELINE, case.get("dateline")),
        *((Role.PARAGRAPH, text) for text in case["paragraphs"]),
        *((Role.ANSWER, text) for text in case.get("answers", ())),
        *((Role.ROW, text) for text in case.get("rows", ())),
        *((Role.SIGNATURE, text) for text in case.get("signatures", ())),
        *((Role.CAPTION, text) for text in case.get("captions", ())),
        *((Role.CREDIT, text) for text in case.get("credits", ())),
    ]
    return Article(passages=tuple(Passage(role=r, text=t) for r, t in parts if t))
