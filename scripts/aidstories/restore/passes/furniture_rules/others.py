"""Other articles, and the labels over them."""

from __future__ import annotations

from aidstories.restore.passes.furniture_rules.rule import Rule, Scope

OTHERS = (
    Rule(
        "other articles in English",
        Scope.LINE,
        "boilerplate",
        r"(?:related|read more|see also|also read|more stories|recommended)(?: \w{4,8})?\s*+[:：]"
        r"\s*+\S[^.。]{3,100}",
        example="Related: Eye clinic reaches herders",
        counter="Related work: the nurses kept a diary.",
    ),
    Rule(
        "another article that a line leads to",
        Scope.LINE,
        "boilerplate",
        r"[>＞»》]{0,4}\s*+点击(?:查看|阅读|进入|观看|收看)(?:更多|相关|详情|专题|视频)?\s*+(?:[:：]|[>＞»》]{1,4})[^。]{2,60}",
        example="点击查看:山里的医生六十年",
        counter="点击查看的人越来越多",
    ),
    Rule(
        "other articles",
        Scope.MORE,
        "boilerplate",
        r"(?:新闻推荐|相关推荐|喜欢此内容的人还喜欢|往期(?:推荐|精选|精彩)(?:内容)?|(?:作者)?最新文章|热点推荐|推荐阅读|[猜为][你您](?:喜欢|推荐)|更多新闻|更多精彩(?:内容)?|热门(?:推荐|新闻|文章|评论|资讯|搜索)|热文推荐|热点新闻|我要留言|网友评论.{0,4}|最新评论"
        r"|今日热[点图门]|焦点图片?|热点图片|图片热点|精彩图[片集]|(?:点击|阅读|新闻|热点|热文|一周)排行榜?|编辑推荐|频道精选"
        r"|精彩评论|大家都在看|你可能还?(?:喜欢|感兴趣).{0,6})\s*+[:：]?",
        "猜你喜欢",
        "大家都喜欢他",
    ),
    Rule(
        "other articles, labelled in English",
        Scope.MORE,
        "boilerplate",
        r"(?i:related (?:channel )?(?:news|stories|articles)"
        r"|most (?:popular|read|viewed)(?: [\w ]{1,30})?"
        r"|you (?:may|might) also like|your message)\s*+:?",
        example="Related Channel News",
        counter="Most read by candlelight, for the line was down.",
    ),
    Rule(
        "related articles",
        Scope.LINKS,
        "boilerplate",
        r"(?:相关的?(?:新闻|文章|阅读|报道|链接|图片|专题)|延伸阅读|新闻链接|往期回顾|友情链接|(?:文章)?标签(?=\s*+[:：]))\s*+(?:[:：]|[>＞»]{1,3})?",
        "相关阅读：",
        "相关报道引起反响",
    ),
)
