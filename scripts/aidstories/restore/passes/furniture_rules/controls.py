"""Menus, buttons and fields: what a reader presses, or what a page shows in their place."""

from __future__ import annotations

from aidstories.restore.passes.furniture_rules.rule import Rule, Scope

CONTROLS = (
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
        "what a page shows while it loads",
        Scope.LINE,
        "controls",
        r"(?:[视音]频|图片|页面|内容|数据)?(?:正在)?(?:努力)?(?:加载|载入|读取)(?:中|数据)?(?:[,，]?请稍[候等后])?[.…。·]{0,6}"
        r"(?:\s*+(?:自动|连续|点击)播放)?|Video\s?Player\s?Close|[此本](?:为|链接|页面?)?[^。]{0,6}(?:临时链接|仅(?:用于|供)预览)[^。]{0,30}。?",
        example="视频加载中，请稍候… 自动播放",
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
        "way past the menus",
        Scope.LINE,
        "controls",
        r"(?:直接)?跳[转过]?[到至](?:主要|页面|正文|网页)?(?:内容|正文|导航栏?|路径导航栏)(?:区域?)?|不支持flash"
        r"|(?:press .?enter.? to )?skip to (?:the )?(?:main )?(?:content|navigation|article)",
        example="跳转到正文内容",
        counter="跳到河里救人",
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
        r"|(?=.{0,40}(?:[倍播放清静全画]|\dx))"
        r"(?:(?:\d(?:\.\d{1,2})?\s*+(?:x|倍速?)|倍速|自动播放|连续播放|播放(?:视频|音频)?|暂停|高清|标清|超清|流畅|静音|全屏|画中画|字幕|弹幕)(?![\u4e00-\u9fff])\s*+"
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
        r"|[【\[]\s*+(?:点击)?查看(?:原图|大图|更多图片)\s*+[】\]]"
        r"|(?:点击|点此|轻触|点)(?:展开|阅读|查看|显示)(?:全文|原文|全部|剩余|更多)(?:内容|正文|\d{1,3}%)?\W*",
        example="打开某某新闻 查看更多图片",
        counter="打开病历查看了三遍，他才放心",
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
        "neighbour of the page",
        Scope.LINE,
        "controls",
        r"(?:上|下)一[篇条页版期]\s*+[:：>].*",
        "上一篇：县医院迎来新设备",
        "下一期培训班将在六月开班",
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
        r"更多[^。，]{0,12}(?:(?:请|点击|关注|扫码|下载|>>).{0,40}"
        r"|[，,]\s*+(?:敬请|欢迎)[^。，]{0,16}(?:关注|扫[码描]|订阅|下载)[^。]{0,30}。?)",
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
        "ask for signs of liking one by one",
        Scope.LINE,
        "controls",
        r"(?:(?:请|欢迎|记得)?点个?(?:分享|收藏|点?赞|在看|关注|转发)[！!，,、\s]*){2,6}",
        "点分享！点收藏！点点赞！点在看！",
        "点赞、分享，他都做了",
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
        "field for comments",
        Scope.LINE,
        "controls",
        r"(?:暂无|我要|发表|查看|全部)?(?:留言|评论)|0\s*+/\s*+(?:\d00|140|250)|(?:\d+\s+){2,12}(?:\.{2,3}|…+)?[\s\d]{0,8}下一页"
        r"|[<＜«‹]\s*+(?:\d{1,3}\s+){2,20}[>＞»›]",
        "暂无留言",
        "留言簿上写满了感谢",
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
)
