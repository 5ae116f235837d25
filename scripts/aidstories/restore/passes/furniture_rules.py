"""The rules of furniture, a row each: name, reason, pattern, what it takes and what it leaves.

Patterns read simplified text without regard to case. A bound such as ``{0,60}`` counts
characters: what may stand beside the words of the rule in a line that is still no sentence. The
bounds are wide, not close: on the seeds and 23 other pages the longest line that a rule takes
has 45 characters, and of 540,000 characters of clean hospital and news text they take no line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from aidstories.restore.lexicon.late import late

_PAGE = r"第?\s*+[0-9０-９一二三四五六七八九十ABCDabcd]{1,4}\s*+版"
"""A page of a newspaper: four signs write 第A12版."""
ONWARD = rf"(?:下转|紧转|转)\s*+{_PAGE}"
"""What says on which page a text goes on: 下转第2版."""
_LEADS = r"(?:下转|上接|紧接|紧转|转|接|见|详见)"
_JUMP = rf"(?:[◆▲▼★●■→]++(?>(?:\s*+{_LEADS})?)|{_LEADS})\s*+{_PAGE}"
_NAMED = r"(?:\s*+[:：丨|｜/／]\s*+[^。！？]{0,60}|\s+(?P<names>[^。！？，]{2,30}))"
_STAFF = (
    r"(?:(?:本版|本期|责任|值班|执行|文字|图片|视频|新媒体|文章|信息|稿件)\s*+)?(?:编辑|录入|责编|编审|编校|编发|主编|总编|审核|校对|监制|总监制"
    r"|终审|初审|复审|[一二三四]审|审校|审稿|版式|美编|检校|排版|制作|设计|策划|统筹|值班主任|值班总监)人?"
)
_SECTION = 8
"""Characters that a label of a section has at most (seed 001: 时讯快递, “风采录”)."""


class Scope(StrEnum):
    """What a rule reads, and how its pattern is framed."""

    LINE = "line"
    """A whole block."""
    CLAUSE = "clause"
    """A whole block in which no full stop stands."""
    STAFF = "staff"
    """The beginning of a block that names the page's staff."""
    TAIL = "tail"
    """What stands in brackets at the end of a paragraph."""
    JUMP = "jump"
    """A mark at either end of a paragraph."""
    MORE = "more"
    """A label: what follows is of other articles."""
    LINKS = "links"
    """A label: what follows is of other articles where only headlines follow."""


class Rule(NamedTuple):
    """``example`` is taken by the rule alone, ``counter`` looks alike and is left."""

    name: str
    scope: Scope
    reason: str
    pattern: str
    example: str
    counter: str


RULES = (
    Rule(
        "number by which a page is filed",
        Scope.LINE,
        "page",
        r"\d{20,}",
        example="010020030000000000000000011100001310000001",
        counter="13812345678",
    ),
    Rule(
        "where a post of a feed stands, as WordPress adds it",
        Scope.LINE,
        "foot",
        r"The post(?![a-z]).{2,120}?appeared (?:first )?on.{2,60}",
        example="The post 墙上的照片 appeared first on 海角日报.",
        counter="The post in the valley stood empty.",
    ),
    Rule(
        "sponsor of a site in English",
        Scope.LINE,
        "foot",
        r"(?:Sponsor|Sponsored by|Organi[sz]er|Hosted by)s?\s*+:[^.!?]{2,80}",
        example="Sponsor: Society of the Hills",
        counter="Sponsors came from the hills",
    ),
    Rule(
        "how to come back to a page",
        Scope.LINE,
        "controls",
        r"[^。]{0,12}(?:Ctrl\s*+[+＋]\s*+D|加入收藏夹?|设为书签)[^。]{0,12}(?:收藏|书签|保存|页面|本[页站])[^。]{0,40}。?",
        example="按Ctrl+D收藏本页，下次再看更方便。",
        counter="他按Ctrl+D删掉了一行病历",
    ),
    Rule(
        "search of a page without its box",
        Scope.LINE,
        "controls",
        r"(?:文章|站内|全文|新闻|本站|高级|标题)(?:搜索|检索|查询)\s*+[:：]?",
        example="文章搜索：",
        counter="搜索：三天三夜",
    ),
    Rule(
        "account of a platform that posted a text",
        Scope.LINE,
        "section",
        r"(?:湃客|头条|百家|网易|搜狐|企鹅|大鱼)号\s*+[:：]\s*+@?[^，。：:]{2,20}|今日头条",
        example="湃客号：@山里的鹿",
        counter="百家号召：都来献血",
    ),
    Rule(
        "what a page shows while it loads",
        Scope.LINE,
        "controls",
        r"(?:正在)?(?:努力)?(?:加载|载入|读取)(?:中|数据)?(?:[,，]?请稍[候等后])?[.…。·]{0,6}|Video\s?Player\s?Close|[此本](?:为|链接|页面?)?[^。]{0,6}(?:临时链接|仅(?:用于|供)预览)[^。]{0,30}。?",
        example="加载中…",
        counter="加载中药的箱子",
    ),
    Rule(
        "ask for a press that leads nowhere",
        Scope.LINE,
        "controls",
        r"请(?:点击|戳|扫码)(?:图片|链接|下[图方]|上[图方]|视频|播放|查看)?[↓↑>：:]?",
        example="请点击图片",
        counter="请点击图片上的山",
    ),
    Rule(
        "notice of a databank or of an empty list",
        Scope.LINE,
        "controls",
        r"(?:论文|文章)?部分内容阅读|暂无(?:列表|数据|评论|内容|相关内容)[哦啊]?(?:[，,][^。]{0,12})?[！!~。]?|更多精彩内容",
        example="论文部分内容阅读",
        counter="论文部分内容",
    ),
    Rule(
        "number under which a paper is printed",
        Scope.LINE,
        "page",
        r"[^。，]{0,60}(?:国内统一(?:连续出版物|刊)号|(?:邮发)?代号\s*+[:：]?\s*+\d{1,3}-\d)[^。，]{0,60}",
        example="某某日报社 出版 国内统一刊号:CN00-0000 代号00-1",
        counter="某某日报社出版了新书",
    ),
    Rule(
        "numbers and classes by which a paper is filed",
        Scope.LINE,
        "page",
        r"(?:[【\[]?\s*+(?:文章编号|中图分类号|文献标[识志]码|doi)\s*+[】\]]?\s*+[:：]?[\sa-z0-9.,;/()（）_-]{0,40}){1,4}",
        example="文章编号：1000-0000(2024)01-0001-06 文献标识码：A",
        counter="文章编号要写清楚",
    ),
    Rule(
        "number to tell a site of abuse",
        Scope.LINE,
        "foot",
        r"[^。]{0,60}(?:不良|有害|违法|虚假|侵权)信息举报(?:电话|热线|邮箱|中心)?\s*+[:：][^。]{0,60}",
        example="总机:000-00000 违法和不良信息举报电话:00000000",
        counter="县里开通了违法和不良信息举报电话",
    ),
    Rule(
        "counter or size of letters",
        Scope.LINE,
        "controls",
        r"[-－]\s*+[+＋]\s*+1|[+＋]\s*+1|A\s*+[-－]\s*+A\s*+[+＋]",
        example="- +1",
        counter="1 + 1",
    ),
    Rule(
        "word of a menu in English",
        Scope.LINE,
        "controls",
        r"home(?:page)?|menu|from clipboard|log\s?in|sign in|search(?: forums?)?|back to top"
        r"|(?:new|unread|latest|today'?s) (?:posts?|threads|topics)|(?:mark )?forums? (?:home|read)"
        r"|what'?s new"
        r"|(?:(?:travel|cultural|related|latest|top|more|hot|breaking|world|china|tibet) ){1,2}news"
        r"|latest|photos?",
        example="Travel News",
        counter="Travel news came late.",
    ),
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
        "what a site in English asks of its readers",
        Scope.LINE,
        "controls",
        r"(?:join|subscribe to|sign up (?:to|for)) (?:our|the) (?:free |daily |weekly |e-?mail )?"
        r"(?:mailing list|newsletters?|e-?mails?|updates|channel)[.!]?"
        r"|(?:subscribe|donate)(?: now| today| here)?[.!]?"
        r"|(?:follow|like|find|contact|support) us(?: (?:on|at) [^.!?]{2,60})?[.!:]?"
        r"|share (?:this(?: article| story| page| post)?|on (?:facebook|twitter|x|linkedin))\s*+:?"
        r"|(?:print|e-?mail) this(?: page| article| story)?"
        r"|(?:comments?|share|print|e-?mail|tweet|save)(?:\s*+[|/·]\s*+(?:comments?|share|print|e-?mail|tweet|save)){1,5}"
        r"|(?:font|text)(?: size)?\s*+:?\s*+"
        r"(?:(?:[+-]|[AT][+-]?|small|medium|large|big|l|m|s)[\s/|]*+){1,4}"
        r"|(?:views?|reads?|hits|comments?)\s*+:?\s*+\d{1,7}"
        r"|(?:developed|powered|produced) by [^.!?]{2,40}",
        example="Join our Mailing List",
        counter="Join our mailing list of doctors",
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
        "how much of a recording was played",
        Scope.LINE,
        "controls",
        r"0{1,2}:00\s*+/\s*+\d{1,2}:\d{2}",
        example="0:00 / 1:30",
        counter="8:00 / 9:30",
    ),
    Rule(
        "way past the menus",
        Scope.LINE,
        "controls",
        r"(?:直接)?跳[转过]?[到至](?:主要|页面|正文|网页)?(?:内容|正文|导航栏?|路径导航栏)(?:区域?)?|不支持flash"
        r"|(?:press .?enter.? to )?skip to (?:the )?(?:main )?(?:content|navigation|article)",
        example="跳转到正文内容",
        counter="跳到河里救人",
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
        "counter that a script fills in",
        Scope.LINE,
        "controls",
        r"[^。]{0,20}_[A-Z]{3,12}_[^。]{0,16}|(?:共有?|已有)?(?:评论|留言)\s*+\d+\s*+条?[^。]{0,10}",
        example="转发此文至微博已有_COUNT_条评论我要评论",
        counter="他们评论了三天",
    ),
    Rule(
        "picture in a forum",
        Scope.LINE,
        "image",
        r"\[attach(?:img)?\]\s*+\d{1,9}\s*+\[/attach(?:img)?\]",
        example="[attach]39510[/attach]",
        counter="[attach]",
    ),
    Rule(
        "place of a picture or a video",
        Scope.LINE,
        "image",
        r"[\[【（(]\s*+(?:图片|配图|图|照片|视频|动图|音频|(?:相关)?资料(?:图片?)?(?:仅供参考)?)\s*+\d{0,2}\s*+[\])】）]|文章(?:插图|配图)|\\{1,2}",
        example="[图片]",
        counter="[图解]",
    ),
    Rule(
        "account that no writer has",
        Scope.LINE,
        "staff",
        r"(?:作者|发布[者人]|发稿人)\s*+[:：]\s*+(?:robot|admin|administrator|root|webmaster|(?:超级|系统|网站)?管理员)",
        example="作者：admin",
        counter="作者：段敏",
    ),
    Rule(
        "place of a picture without brackets",
        Scope.LINE,
        "image",
        r"图像\s*+\d{0,2}",
        example="图像",
        counter="图像清楚",
    ),
    Rule(
        "menu of a site",
        Scope.LINE,
        "controls",
        r"(?:网站|栏目|频道|快速|版面)?导航\s*+[:：].{1,80}"
        r"|首\s*+页(?:\s*+[|｜]\s*+[^\s|｜，。：]{1,8}){2,20}\s*+"
        r"|(?:(?:设为首页|加入收藏|收藏本站|联系我们|关于我们|网站地图|无障碍(?:阅读|浏览)?|返回首页|手机版)(?:[\s|｜·]+|$)){2,12}",
        example="栏目导航：要闻 | 民生",
        counter="导航员说：向北走",
    ),
    Rule(
        "what a player says",
        Scope.LINE,
        "controls",
        r"(?:抱歉|对不起)?[，,]?\s*+(?:您|你)的浏览器(?:版本)?(?:暂?不支持|[过太]低)[^。]{0,40}[。！]?"
        r"|(?=.{0,40}(?:[倍播放清静全]|\dx))"
        r"(?:(?:\d(?:\.\d{1,2})?\s*+(?:x|倍速?)|倍速|自动播放|连续播放|播放|暂停|高清|标清|超清|流畅|静音|全屏)(?![\u4e00-\u9fff])\s*+"
        r"|\d{1,2}:\d{2}(?::\d{2})?(?:\s*+/\s*+\d{1,2}:\d{2}(?::\d{2})?)?(?!\d)\s*+){1,8}",
        example="您的浏览器不支持video标签",
        counter="高清影像传到县里",
    ),
    Rule(
        "what a forum asks of guests",
        Scope.LINE,
        "controls",
        r"马上注册[，,][^。]{0,40}|您需要\s*+登录\s*+才可以[^。]{0,40}",
        example="马上注册，结交更多好友，享用更多功能",
        counter="他马上注册了一个账号",
    ),
    Rule(
        "open it in the application",
        Scope.LINE,
        "controls",
        r"打开[^，。\s]{2,10}[，,\s]*+(?:查看|阅读|观看)(?:更多|全文|原文|完整|精彩|评论)[^，。\s]{0,6}"
        r"|返回[\u4e00-\u9fff]{2,6}[，,]\s*+查看更多"
        r"|[【\[]\s*+(?:点击)?查看(?:原图|大图|更多图片)\s*+[】\]]",
        example="打开某某新闻 查看更多图片",
        counter="打开病历查看了三遍，他才放心",
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
        "byline without a name",
        Scope.LINE,
        "staff",
        r"本[报刊网台](?:首席|特约|见习)?(?:记者|通讯员)\s*+[:：]?",
        example="本报记者",
        counter="本报记者 段敏",
    ),
    Rule(
        "share it",
        Scope.LINE,
        "controls",
        r"分享[，,]?\s*+(?:给|让|到)(?:更多|好友|朋友)[^。，]{0,12}",
        example="分享让更多人看到",
        counter="分享给大家的经验有三条",
    ),
    Rule(
        "ask for a gift to the writer",
        Scope.LINE,
        "controls",
        r"给(?:作者|ta|他|她|博主|小编)(?:打赏|赞赏)(?:[，,！!][^。]{0,20})?",
        example="给作者打赏，鼓励TA继续写！",
        counter="给作者打赏的人里有两位护士",
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
        "picture named by its day",
        Scope.LINE,
        "image",
        r"(?:image|img|pic|photo|微信图片|qq图片)[-_]?\d{8,}(?:[-_]\d{1,3})?",
        example="image-20240506084612-1",
        counter="image 2024",
    ),
    Rule(
        "label of a row of share buttons",
        Scope.LINE,
        "controls",
        r"\W*(?:[A-Za-z]{2,10}\s*+[/／]\s*+)分享[到至]?\s*+[:：]?",
        example="SHARE/分享到:",
        counter="他把办法分享到各县",
    ),
    Rule(
        "row of places to share a page in",
        Scope.LINE,
        "controls",
        r"\W*(?:分享|转发)[到至给]?\s*+[:：]?\s*+(?:(?:微信|(?:新浪|腾讯)?微博|qq(?:空间|好友)?|朋友圈|人人网?|豆瓣|贴吧|抖音"
        r"|facebook|twitter|邮件|好友|更多|复制链接)\W*){1,10}",
        example="分享到：微信 微博 QQ空间",
        counter="分享到微信群的照片",
    ),
    Rule(
        "row of buttons below a page",
        Scope.LINE,
        "controls",
        r"\W*(?:(?:收藏|点赞|评论|打印|分享|转发|纠错|举报|关闭|投诉|反馈)\W{1,3}){1,8}(?:收藏|点赞|评论|打印|分享|转发|纠错|举报|关闭|投诉|反馈)\W*",
        example="收藏 点赞 评论",
        counter="收藏点赞",
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
        r"(?:(?:投稿|联系|举报|编辑部?|新闻|电子)?(?:邮箱|信箱|邮件|邮址|e-?mail)\s*+[:：]?\s*+)?[\w.-]{2,30}@[\w.-]{2,30}\.[A-Za-z]{2,6}",
        example="editor@example.org",
        counter="写信给 editor@example.org",
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
        "name of a site in Tibetan",
        Scope.LINE,
        "section",
        r"[\u0f40-\u0fbc་]{3,24}(?:དྲ་བ|དྲ་ཚིགས|ཚགས་པར)།?",
        example="གསར་འགྱུར་དྲ་བ།",
        counter="ཡོང་ཁུངས། གསར་འགྱུར་དྲ་བ།",
    ),
    Rule(
        "jump to another page",
        Scope.LINE,
        "jump",
        rf"[（(【]?\s*+{_JUMP}[^。，]{{0,20}}[)）】]?",
        "（下转第2版）",
        "详见本院网站",
    ),
    Rule(
        "page of the paper",
        Scope.LINE,
        "jump",
        rf"[（(【]?{_PAGE}(?:[:：·\s][^。，]{{0,12}})?[)）】]?",
        "第3版：要闻",
        "第三版教材已经付印",
    ),
    Rule("page break", Scope.LINE, "page", r"page\s*+break", "pagebreak", "page breakers"),
    Rule(
        "number of a page",
        Scope.LINE,
        "page",
        r"[-—–·]{1,3}\s*+\d{1,3}\s*+[-—–·]{1,3}",
        "— 3 —",
        "3",
    ),
    Rule(
        "page of pages",
        Scope.LINE,
        "page",
        r"第\s*+\d+\s*+页(?:\s*+[共/]\s*+\d+\s*+页)?",
        "第 3 页 共 8 页",
        "第3页上写着他的名字",
    ),
    Rule("mark of a break", Scope.LINE, "page", r"分页符?", "分页符", "分页阅读"),
    Rule(
        "day and page",
        Scope.LINE,
        "page",
        rf"(?:星期|周)[一二三四五六日天]\s*+{_PAGE}[^。]{{0,12}}",
        "星期三 第2版 综合",
        "星期三义诊",
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
        "neighbour of the page",
        Scope.LINE,
        "controls",
        r"(?:上|下)一[篇条页版期]\s*+[:：>].*",
        "上一篇：县医院迎来新设备",
        "下一期培训班将在六月开班",
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
        "code to scan",
        Scope.LINE,
        "controls",
        r"(?:微信)?扫(?:一扫|码|描)[^。]{0,40}",
        "扫一扫下载某某新闻APP",
        "病房里扫码枪响个不停",
    ),
    Rule(
        "where the reader is",
        Scope.LINE,
        "controls",
        r"(?:正在阅读|您?(?:现在|当前)?所?的?(?:当前)?位置)(?:是)?\s*+[:：].{0,80}",
        "您现在的位置：首页 > 新闻 > 正文",
        "医院位置偏远",
    ),
    Rule(
        "application to download",
        Scope.LINE,
        "controls",
        r"(?:点击|扫码|立即)?下载[^。]{0,20}(?:app|客户端)(?:关注更多[^。，]{0,6})?|app\s*+下载|[^。，\s]{2,8}客户端下载",
        "立即下载某某客户端",
        "病人学会下载病历",
    ),
    Rule(
        "more of it",
        Scope.LINE,
        "controls",
        r"更多[^。，]{0,12}(?:请|点击|关注|扫码|下载|>>).{0,40}",
        "更多内容请关注某某网",
        "更多的孩子得到救治",
    ),
    Rule(
        "follow us by a press",
        Scope.LINE,
        "controls",
        r"(?:点击|长按|扫码)[^。]{0,20}(?:关注|订阅|蓝字|二维码|识别)[^。]{0,20}",
        "点击蓝字关注我们",
        "点击鼠标就能看到片子",
    ),
    Rule(
        "follow us",
        Scope.LINE,
        "controls",
        r"(?:请)?关注[^。，]{2,8}(?:网|微博|微信|公众号|客户端)|(?:快来)?关注我们[，,][^。]{0,16}",
        "关注某某网微信",
        "关注高原上的孩子们",
    ),
    Rule(
        "ask for a sign of liking",
        Scope.LINE,
        "controls",
        r"[^。]{0,8}(?:点|戳|点亮|点击)(?:个|一下|亮)?[“「【]\s*+(?:在看|好看|赞|关注)\s*+[”」】][^。]{0,16}",
        "喜欢就点个“在看”吧",
        "他点了“在看”的那篇文章",
    ),
    Rule(
        "welcome to a site",
        Scope.LINE,
        "controls",
        r"(?:您好|你好)?[，,！!]?\s*+欢迎(?:您|你)?(?:访问|光临|浏览|登[录陆]|来到|进入)[^。，]{2,30}(?:网站?|官网|门户|平台|公众号)[！!。]?",
        "欢迎访问某县人民医院网站",
        "欢迎访问学者来到县医院",
    ),
    Rule(
        "ask to pay for a paper",
        Scope.LINE,
        "controls",
        r"请(?:加入|订阅)[^。，]{2,14}(?:订户|会员)[，,！!。].{0,60}|[^。，：:\s]{0,8}(?:订户|会员|订阅)\s*+网址\s*+[:：]\s*+[\w./#?=&-]+",
        "请加入成为某报的月费订户，长期支持我们的工作。",
        "请加入的会员都到县医院报到",
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
        "whose blog it is",
        Scope.LINE,
        "section",
        r"(?:博客|专栏)\s*+[|｜丨]\s*+[^。，]{2,16}",
        "博客 | 某某医生",
        "博客里写着这件事",
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
        "size of letters",
        Scope.LINE,
        "controls",
        r"[【\[（(]?\s*+字[体号](?:大小)?\s*+[:：].{0,24}",
        "【字体：大 中 小】",
        "字体工整的病历",
    ),
    Rule(
        "path from the first page",
        Scope.LINE,
        "controls",
        r"首页\s*+[>＞»].{0,60}",
        "首页 > 新闻 > 正文",
        "首页刊登了这条消息",
    ),
    Rule(
        "text of a site",
        Scope.LINE,
        "controls",
        r"[^。，\s]{2,8}[网报社]\s+正文",
        "某某网 正文",
        "某某网刊发正文",
    ),
    Rule(
        "sites of friends",
        Scope.LINE,
        "controls",
        r"[^。，、\s]{2,12}(?:部门|相关|友情)网站",
        "各级政府部门网站",
        "登录部门的网站挂号",
    ),
    Rule(
        "name of a picture",
        Scope.LINE,
        "controls",
        r"[（(]?(?:微信图片_?|img_?|dsc_?)\d*[)）]?|[（(]\d*[)）]",
        "微信图片_20240501",
        "微信图片里的雪山",
    ),
    Rule(
        "file of a picture",
        Scope.LINE,
        "boilerplate",
        r"\S{0,60}\.(?:jpe?g|png|gif|webp|bmp)",
        "微信图片_1.jpg",
        "照片存为jpg",
    ),
    Rule(
        "path of a picture",
        Scope.LINE,
        "boilerplate",
        r"[a-z]:\\[^。！？]{1,160}\.(?:jpe?g|png|gif|webp|bmp)",
        r"D:\网站\图 (1).png",
        "见D:盘",
    ),
    Rule(
        "time to read",
        Scope.LINE,
        "controls",
        r"(?:本[篇文](?:文章)?|全文)?[^。，]{0,6}\d+\s*+字[，,]?\s*+(?:读完|阅读)[^。]{0,6}\d+\s*+分钟"
        r"|(?:点击)?(?:播报|收听|朗读|听)(?:本文|全文|本篇)[，,]?\s*+(?:[约需]{1,2}\s*+(?:\d+[分秒:：\d\s钟]*)?)?",
        "本篇文章600字，读完约2分钟",
        "全文600字，读完让人落泪",
    ),
    Rule(
        "field for comments",
        Scope.LINE,
        "controls",
        r"(?:暂无|我要|发表|查看|全部)?(?:留言|评论)|0\s*+/\s*+(?:\d00|140|250)|(?:\d+\s+){2,12}(?:\.{2,3}|…+)?[\s\d]{0,8}下一页",
        "暂无留言",
        "留言簿上写满了感谢",
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
        "form for comments",
        Scope.LINE,
        "controls",
        r"Be (?:the )?first to comment[.!]?|Leave a (?:Reply|Comment)(?: Cancel reply)?"
        r"|(?:No|\d{1,4}) Comments?"
        r"|Your email address will not be published\..{0,60}",
        "Your email address will not be published. Required fields are marked *",
        "Be first to comment on the work of the doctors",
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
        "end",
        Scope.LINE,
        "end-mark",
        r"[-—=\s]*(?:the\s+end|end|全文完|正文完|本文完|分[隔割]线|完)[-—=\s]*",
        "—— 全文完 ——",
        "完成",
    ),
    Rule(
        "end in brackets",
        Scope.LINE,
        "end-mark",
        r"[（(【\[]\s*+(?:完|end)\s*+[)）】\]]",
        "（完）",
        "（未完）",
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
        "address of a house",
        Scope.CLAUSE,
        "boilerplate",
        r"[^。]{0,12}(?:地址|邮编|电话|传真|热线|邮箱)\s*+[:：]?\s*+[^。，]{0,40}\d{3,}[^。]{0,60}",
        "地址：某县某路1号 邮编：000000",
        "电话那头传来哭声",
    ),
    Rule(
        "staff of the page",
        Scope.STAFF,
        "staff",
        rf"[（(【\[]?\s*+{_STAFF}{_NAMED}",
        "责任编辑：段敏",
        "编辑部收到一封信",
    ),
    Rule("end of the text", Scope.TAIL, "end-mark", "完", "谢谢大家。（完）", "任务没有完成。"),
    Rule(
        "end of the whole text",
        Scope.TAIL,
        "end-mark",
        "本文完|全文完",
        "谢谢大家。【全文完】",
        "全文完整发表。",
    ),
    Rule(
        "control behind a title",
        Scope.TAIL,
        "controls",
        r"打印本页|打印|收藏本文|复制链接|本页",
        "山里的医生 [打印本页]",
        "山里的医生（打印稿）",
    ),
    Rule(
        "more news",
        Scope.TAIL,
        "end-mark",
        "更多新闻请.{0,30}",
        "谢谢大家。（更多新闻请关注某某网）",
        "谢谢大家。（更多新闻）",
    ),
    Rule(
        "editor of the text",
        Scope.TAIL,
        "end-mark",
        r"(?:(?:“[^”]{1,8}”[—-]{0,2})?[\u4e00-\u9fff]{2,6}网)?(?:责任编辑|责编|编辑|校对|审核)\s*+[:：]?[^（）()【】\[\]。]{0,30}",
        "谢谢大家。（责任编辑：段敏）",
        "谢谢大家。（记者 段敏）",
    ),
    Rule(
        "end of a dispatch in English",
        Scope.JUMP,
        "end-mark",
        r"(?<=[a-z.!?\"”])\s*+Enditem\.?\s*+$",
        "They went on. Enditem",
        "They went on with the item",
    ),
    Rule(
        "way back to the portal",
        Scope.JUMP,
        "controls",
        r"(?<!\s)\s*+返回[\u4e00-\u9fff]{2,6}[，,]\s*+查看更多\s*+$",
        "作者：段敏返回海角，查看更多",
        "他返回海角，查看更多病人",
    ),
    Rule(
        "continued from a page",
        Scope.JUMP,
        "jump",
        rf"^\s*+[（(]\s*+(?:上接|接)\s*+{_PAGE}[^（）()]{{0,8}}[)）]",
        "（上接第1版）他们又出发了。",
        "（接诊时）他们又出发了。",
    ),
    Rule(
        "continued on a page",
        Scope.JUMP,
        "jump",
        rf"(?:[（(【]\s*+|(?<!\s)\s*+)(?<![◆▲▼])[◆▲▼]*+\s*+{ONWARD}[^（）()，。]{{0,8}}[)）】]?\s*+$",
        "他们又出发了。（下转第2版）",
        "他转院了。",
    ),
    Rule(
        "ornament and page",
        Scope.JUMP,
        "jump",
        rf"(?<!\s)\s*+(?<!◆)◆++\s*+{_PAGE}\s*+$",
        "出发了 ◆◆2版",
        "印了2版",
    ),
    Rule(
        "page break behind a credit",
        Scope.JUMP,
        "jump",
        r"(?<=[摄攝影图圖])\s*+page\s*+break\s*+$",
        "段敏 摄pagebreak",
        "段敏 pagebreak",
    ),
    Rule(
        "other articles",
        Scope.MORE,
        "boilerplate",
        r"(?:新闻推荐|相关推荐|喜欢此内容的人还喜欢|往期(?:推荐|精选|精彩)(?:内容)?|(?:作者)?最新文章|热点推荐|推荐阅读|[猜为][你您](?:喜欢|推荐)|更多新闻|更多精彩(?:内容)?|热门(?:推荐|新闻|文章|评论|资讯|搜索)|热文推荐|热点新闻|我要留言|网友评论.{0,4}|最新评论"
        r"|精彩评论|大家都在看|你可能还?(?:喜欢|感兴趣).{0,6})\s*+[:：]?",
        "猜你喜欢",
        "大家都喜欢他",
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
"""All rules; of rules with one scope the first that fits gives the reason."""
_FRAMES = {
    Scope.CLAUSE: "(?!.*。)(?:{})",
    Scope.TAIL: r"(?>(?:(?<!\s)\s++)?)(?:[（(【\[]\s*+(?:{})\s*+[)）】\]]\s*+){1,3}$",
}
"""Where a scope is more than the pattern itself: no full stop in the block, brackets around it, one
behind another."""


def framed(rule: Rule) -> str:
    """Return the pattern of ``rule`` as its scope frames it."""
    return _FRAMES.get(rule.scope, "{}").replace("{}", rule.pattern)


def compiled(scope: Scope, rules: Iterable[Rule] = RULES) -> re.Pattern[str]:
    """Return one pattern for the rules of ``scope``."""
    body = "|".join(rule.pattern for rule in rules if rule.scope is scope)
    return late(_FRAMES.get(scope, "{}").replace("{}", body))


def takes(rule: Rule, text: str) -> bool:
    """Return whether ``rule``, alone of all, takes ``text`` or a part of it, as its scope says."""
    if rule.scope in (Scope.TAIL, Scope.JUMP):
        return bool(compiled(rule.scope, [rule]).search(text))
    if rule.scope is Scope.STAFF:
        return bool(compiled(rule.scope, [rule]).match(text))
    return bool(re.fullmatch(rule.pattern, text, re.I | re.S))
