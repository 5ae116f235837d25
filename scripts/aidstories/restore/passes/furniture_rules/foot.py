"""Rights, addresses and registration; who put a text on the page."""

from __future__ import annotations

from aidstories.restore.passes.furniture_rules.rule import Rule, Scope

FOOT = (
    Rule(
        "where a post of a feed stands, as WordPress adds it",
        Scope.LINE,
        "boilerplate",
        r"The post(?![a-z]).{2,120}?appeared (?:first )?on.{2,60}",
        example="The post 墙上的照片 appeared first on 海角日报.",
        counter="The post in the valley stood empty.",
    ),
    Rule(
        "sponsor of a site in English",
        Scope.LINE,
        "boilerplate",
        r"(?:Sponsor|Sponsored by|Organi[sz]er|Hosted by)s?\s*+:[^.!?]{2,80}",
        example="Sponsor: Society of the Hills",
        counter="Sponsors came from the hills",
    ),
    Rule(
        "number to tell a site of abuse",
        Scope.LINE,
        "boilerplate",
        r"[^。]{0,60}(?:不良|有害|违法|虚假|侵权)信息举报(?:电话|热线|邮箱|中心)?\s*+[:：][^。]{0,60}",
        example="总机:000-00000 违法和不良信息举报电话:00000000",
        counter="县里开通了违法和不良信息举报电话",
    ),
    Rule(
        "editor of the site recommends more of it",
        Scope.LINE,
        "boilerplate",
        r"[^。！!]{0,80}小编[^。！!]{0,12}(?:推荐|整理|准备|带来)[^。！!]{0,12}(?:文章|内容|资讯|新闻)[^。]{0,24}[。！!]?"
        r"(?:\s*+[（(]责任?编辑?[:：][^（）()]{1,12}[)）])?",
        example="看完《山里的医生》后，小编为您推荐更多相关文章，不要错过哦！(责任编辑:段敏)",
        counter="小编的母亲也是一位医生，文章里写的就是她。",
    ),
    Rule(
        "address of a mailbox alone",
        Scope.LINE,
        "boilerplate",
        r"(?:(?:(?:投稿|联系|举报|编辑部?|新闻|电子|纠错)?(?:邮箱|信箱|邮件|邮址|e-?mail)|[纠报]错|勘误)\s*+[:：]?\s*+)?[\w.-]{2,30}@[\w.-]{2,30}\.[A-Za-z]{2,6}",
        example="editor@example.org",
        counter="写信给 editor@example.org",
    ),
    Rule(
        "label of an address that says none",
        Scope.LINE,
        "boilerplate",
        r"(?:官方|联系|服务|咨询|广告|订阅|发行|投稿|读者|办公)?(?:网站|网址|电话|传真|邮箱|热线|地址|邮编)"
        r"\s*+[:：]\s*+(?:https?://)?",
        example="官方网站：http://",
        counter="官方网站：海角报",
    ),
    Rule(
        "what a portal of papers says of one",
        Scope.LINE,
        "boilerplate",
        r"(?:报[纸刊]|刊物)(?:简介|(?:类别|名称|级别)\s*+[:：][^。]{1,24})"
        r"|(?:所属地|发行(?:地区|范围|周期))\s*+[:：][^。]{1,24}",
        example="发行地区：某省",
        counter="发行地区很广",
    ),
    Rule(
        "where the writers of a paper work, with its postcode",
        Scope.LINE,
        "boilerplate",
        r"[（(][^（）()。]{0,40}(?:大学|学院|研究[院所]|医院|中心)[^（）()。]{0,40}\d{6}[)）]",
        example="(某某大学 公共卫生学院，某省某市 100000)",
        counter="（编号 100000 的病历）",
    ),
    Rule(
        "call for letters to the editor",
        Scope.LINE,
        "boilerplate",
        r"[^。]{0,60}(?:稿件|来稿|投稿)请(?:以?电邮|邮寄|发送|发|寄|投)[至到给][^。]{2,60}(?:。[^。]{0,60}){0,3}。?",
        "这个专栏不设稿酬，稿件请电邮至某报编辑部。",
        "稿件请他先看一遍",
    ),
    Rule(
        "request of reprints",
        Scope.LINE,
        "boilerplate",
        r"(?:如需)?转[载發发](?:请|請|时请?)?[注註]明(?:出处|来源|原文|作者|本[站网文]|[^。，]{0,8}[:：]).{0,60}|转载请注明.{0,60}",
        "转载请注明出处",
        "转载需经同意",
    ),
    Rule(
        "statement of rights",
        Scope.LINE,
        "boilerplate",
        r"(?:(?:[一二三四五]、|\d[.、])?\s*+(?:(?:(?:内容|文章|本[站网文])?(?:版权|免责)|特别|平台|郑重|重要|网站)声明|声明[:：]"
        r"|凡(?:本网)?[^。，]{0,6}注明|凡来源[^。，]{0,20}(?=.{0,40}(?:转载|传播|注明))"
        r"|本网站?(?:转载|刊载|所|注明)|如因作品内容)"
        r"|[（(]?版权作品[，,]|未经[^。，]{0,16}(?:授权|许可|书面))"
        r".*(?:转载|版权|授权|侵权|注明|观点|存储).*|[^。，：:]{0,12}版权[与和及]免责声明[:：]?"
        r"|[^。，：:]{2,12}[:：][^。]{0,60}新闻网站[^。]{0,80}资质网站.*",
        "声明：本文为转载，如有侵权请联系删除。",
        "医院发表声明，表示感谢。",
    ),
    Rule(
        "who put a text on a portal",
        Scope.LINE,
        "boilerplate",
        r"Notice\s*+: The content above .{0,240}information storage services\.?",
        "Notice: The content above is put up by a user of our information storage services.",
        "Notice: The content above is out of date.",
    ),
    Rule(
        "address of this text",
        Scope.LINE,
        "boilerplate",
        r"(?:本文|原文|文章)(?:链接|地址|网址)\s*+[:：]\s*+https?://\S{1,200}",
        "本文链接：http://example.org/1.html",
        "本文链接：山里的医生",
    ),
    Rule(
        "path of sections",
        Scope.CLAUSE,
        "boilerplate",
        r"(?:[^。，<>＞»›]{1,14}\s*+(?:>{1,2}|＞|»|›)\s*+){1,6}[^。，]{0,24}",
        "某某网 > 援助",
        "血氧 < 80",
    ),
    Rule(
        "registration of a site",
        Scope.CLAUSE,
        "boilerplate",
        r"[^。]{0,60}(?:ICP备|公网安备|版权所有|Copyright|备案(?:许可证)?(?:编|序)?号)[^。]{0,120}",
        "某县人民医院版权所有 某ICP备00000000号",
        "备案材料已经送到县里",
    ),
    Rule(
        "rights of a year, in English",
        Scope.LINE,
        "boilerplate",
        r"(?:Copyright\s*+)?[©Ⓒ]\s*+(?:19|20)\d{2}\b[^。]{2,60}All Rights Reserved\W{0,3}",
        "© 2024 Plateau Daily Company. All Rights Reserved.",
        "© 2024 年，医院成立。",
    ),
    Rule(
        "address of a house",
        Scope.CLAUSE,
        "boilerplate",
        r"[^。]{0,12}(?:地址|邮编|电话|传真|热线|邮箱)\s*+[:：]?\s*+[^。，]{0,40}\d{3,}[^。]{0,60}",
        "地址：某县某路1号 邮编：000000",
        "电话那头传来哭声",
    ),
)
