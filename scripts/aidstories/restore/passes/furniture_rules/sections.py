"""Names of sections, columns and accounts."""

from __future__ import annotations

from aidstories.restore.passes.furniture_rules.rule import Rule, Scope

_SECTION = 8
"""Characters that a label of a section has at most (seed 001: 时讯快递, “风采录”)."""

SECTIONS = (
    Rule(
        "account of a platform that posted a text",
        Scope.LINE,
        "section",
        r"(?:湃客|头条|百家|网易|搜狐|企鹅|大鱼)号\s*+[:：]\s*+@?[^，。：:]{2,20}|今日头条",
        example="湃客号：@山里的鹿",
        counter="百家号召：都来献血",
    ),
    Rule(
        "column of a magazine in English",
        Scope.LINE,
        "section",
        r"(?:special|cover|photo) (?:report|story|feature)s?|cover story|in[- ]depth"
        r"|old version|opinion|people",
        example="Special Report",
        counter="Special report from the plateau",
    ),
    Rule(
        "column of pictures",
        Scope.LINE,
        "section",
        r"[【\[]?(?:(?:图片|视频|影像|摄影)(?:新闻|报道|专题)|新闻图片|图片集锦)[】\]]?",
        example="图片新闻",
        counter="图片新闻获奖",
    ),
    Rule(
        "name of a site in Tibetan",
        Scope.LINE,
        "section",
        r"[\u0f40-\u0fbc་]{3,24}(?:དྲ་བ|དྲ་ཚིགས|ཚགས་པར)།?",
        example="གསར་འགྱུར་དྲ་བ།",
        counter="ཡོང་ཁུངས། གསར་འགྱུར་དྲ་བ།",
    ),
    Rule(
        "label of a section",
        Scope.LINE,
        "section",
        rf"(?!.{{{_SECTION + 1}}})"
        r"[“\"「【《◆■●★]*[^，。、！？：“”\s]{0,5}(?:录|快递|快讯|简讯|速览|速递|要闻|资讯|专栏|专版|导读|导航"
        r"|传真|之窗|集锦|播报|直通车|版面|栏目|特刊)[”\"」】》]*",
        "时讯快递",
        "一份高原手术的完整记录",
    ),
    Rule(
        "whose blog it is",
        Scope.LINE,
        "section",
        r"(?:博客|专栏)\s*+[|｜丨]\s*+[^。，]{2,16}",
        "博客 | 某某医生",
        "博客里写着这件事",
    ),
)
