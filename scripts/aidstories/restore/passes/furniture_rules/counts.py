"""What a page counts and files for its readers: readers, words, keywords, accounts."""

from __future__ import annotations

from aidstories.restore.passes.furniture_rules.rule import Rule, Scope

COUNTS = (
    Rule(
        "how much of a recording was played",
        Scope.LINE,
        "controls",
        r"0{1,2}:00\s*+/\s*+\d{1,2}:\d{2}",
        example="0:00 / 1:30",
        counter="8:00 / 9:30",
    ),
    Rule(
        "how long a text is",
        Scope.LINE,
        "controls",
        r"(?:(?:tips|提示|温馨提示)\s*+[:：]\s*+)?[本全]文(?:共有?|约|大约|字数)\s*+[:：]?\s*+\d{2,6}\s*+个?字"
        r"(?:[，,、；;。\s]*+(?:预计)?(?:阅读|读完)?[^。，,]{0,12}\d+\s*+(?:分钟|秒)。?)?",
        example="TIPS：本文共有 822 个字，阅读大概需要 2 分钟。",
        counter="全文共五章，他写了三年。",
    ),
    Rule(
        "how long a text is, as a databank counts",
        Scope.LINE,
        "controls",
        r"\d{1,3}(?:,\d{3}){0,2}\s*+(?:字|words)",
        example="1,548 字",
        counter="一封 822 字的信",
    ),
    Rule(
        "counter that a script fills in",
        Scope.LINE,
        "controls",
        r"[^。]{0,20}_[A-Z]{3,12}_[^。]{0,16}|(?:共有?|已有)?(?:评论|留言)\s*+\d+\s*+条?[^。]{0,10}",
        example="转发此文至微博已有_COUNT_条评论我要评论",
        counter="他们评论了三天",
    ),
    Rule(
        "number of an account",
        Scope.LINE,
        "controls",
        r"(?:美篇|头条|企鹅|百家|视频|抖音|快手)号\s*+[:：]\s*+[A-Za-z0-9_.-]{4,24}",
        example="美篇号：7300114",
        counter="视频号：山里的医生",
    ),
    Rule(
        "counters of an account",
        Scope.LINE,
        "controls",
        r"(?:(?:阅读|赞|在看|转发|评论|点赞|收藏|分享|喜欢|留言)\s*+[:：]?\s*+\d[\d.,]{0,9}(?:万|w|k)?\+?\s*+){2,8}",
        example="阅读 1032 赞 12 在看 3",
        counter="阅读 1032 份病历",
    ),
    Rule(
        "counter of a page's readers, or a label of tags without one",
        Scope.LINE,
        "controls",
        r"人气\s*+[:：]?\s*+\d{1,9}|(?:标签|关键[词字]|tags?|分类)\s*+[:：][\s,，、]*+",
        example="人气 9",
        counter="人气最旺的是义诊台",
    ),
    Rule(
        "how many have read a page, rounded or not",
        Scope.LINE,
        "controls",
        r"(?:阅读|浏览|点击|访问|播放|围观)(?:量|次?数|人数)?\s*+[:：]?\s*+\d[\d.,]{0,9}\s*+[万亿wk]?\+?\s*+[次人]?"
        r"|(?:\d{2}p[xt]\s*+)?(?:阅读|浏览|点击|访问|播放)(?:量|次?数|人数)?\s*+[（(]\s*+\d[\d.,]{0,9}\s*+[次人]?[)）]"
        r"|\d[\d.,]{0,9}\s*+[万亿wk]?\+?\s*+[次人]?(?:阅读|浏览|点击|播放|围观)(?:量|次?数)?",
        example="阅读 1.2万",
        counter="阅读 1.2万册图书",
    ),
    Rule(
        "class under which a page is filed",
        Scope.LINE,
        "controls",
        r"(?:新闻|文章|信息|稿件)(?:分类|类别|类型|栏目)\s*+[:：]\s*+[^。，]{0,16}",
        example="新闻分类:重大新闻",
        counter="新闻分类很多",
    ),
    Rule(
        "counter of readers, or a label that the program of a page left empty",
        Scope.LINE,
        "controls",
        r"(?:本(?:页面?|文))?(?:点击|阅读|浏览|访问|评论)(?:量|数|次数|率)?\s*+[:：]?\s*+\d+\s*+次?|(?:(?:点击|阅读|浏览|访问|评论)(?:量|数|次数|率)?|热度|人气|hits|views|(?:保护)?视力(?:保护)?色|背景色?|文\s?号|索\s?引\s?号|有效性|主题词|发布(?:机构|人|者)|录入[者人]?|投稿邮箱|字[体号]大小)\s*+[:：]",
        "阅读：1234次",
        "阅读量超过1234次",
    ),
    Rule(
        "keywords",
        Scope.LINE,
        "controls",
        r"(?:标签|关键词|关键字|tags?)\s*+[:：][^。]{0,80}",
        "关键词：医疗 援助",
        "关键词有三个：人、事、情",
    ),
    Rule(
        "accounts of the publisher",
        Scope.LINE,
        "controls",
        r"[^。，、\s]{2,10}(?:微博|微信)(?:[、\s]+(?:微博|微信|客户端))*",
        "某某网微博、微信",
        "他用微信教学",
    ),
    Rule(
        "readers and comments",
        Scope.LINE,
        "controls",
        r"已有\s*+\d+\s*+条?评论[，,]?\s*+(?:共\s*+\d+\s*+人参与)?|(?:\d+\s*+条?评论)?\s*+(?:登录|登陆|注册)后(?:才能|方可|才?可以?)?(?:发表|参与|查看)?(?:评论|发言|留言|回复)\s*+(?:全部评论)?|\d+\s*+条评论|全部评论|\d+\s*+(?:阅读|评论|人参与|人已?(?:赞赏|点赞|打赏|收藏))|\d+\s*+条?评论\s*+\d+\s*+人参与.{0,40}"
        r"|文明(?:上网|发言).{0,40}|请自觉遵守互联网[^。]{0,40}言论。?|[（(]\d{1,6}[)）]\s*+\d{1,3}(?:\.\d{1,2})?%",
        "12评论",
        "12人参与抢救",
    ),
    Rule(
        "time to read",
        Scope.LINE,
        "controls",
        r"(?:本[篇文](?:文章)?|全文)?[^。，]{0,6}\d+\s*+字[，,]?\s*+(?:读完|阅读)[^。]{0,6}\d+\s*+分钟"
        r"|(?:点击)?(?:播报|收听|朗读|听)(?:本文|全文|本篇)[，,]?\s*+(?:[约需]{1,2}\s*+(?:\d[分秒:：\d\s钟]*+)?)?",
        "本篇文章600字，读完约2分钟",
        "全文600字，读完让人落泪",
    ),
)
