"""Who made the page."""

from __future__ import annotations

from aidstories.restore.passes.furniture_rules.rule import Rule, Scope

_NAMED = r"(?:\s*+[:：丨|｜/／]\s*+[^。！？]{0,60}|\s+(?P<names>[^。！？，]{2,30}))"
_STAFF = (
    r"(?:(?:本版|本期|责任|值班|执行|文字|图片|视频|新媒体|文章|信息|稿件)\s*+)?(?:编辑|录入|责编|编审|编校|编发|主编|总编|审核|校对|监制|总监制"
    r"|视觉设计|网页(?:制作|设计)"
    r"|终审|初审|复审|[一二三四]审|审校|审稿|版式|美编|检校|排版|制作|设计|策划|统筹|值班主任|值班总监)人?"
)
_HANDS = (
    r"(?:视觉|后期|剪辑|编导|动画|海报)(?:\s*+[:：丨|｜/／]\s*+|\s+)(?P<hands>[^。！？，]{2,30})"
)
"""What else than staff such a label may open needs a name: 视觉：段敏, but 视觉：看东西有重影."""

STAFF = (
    Rule(
        "account that no writer has",
        Scope.LINE,
        "staff",
        r"(?:作者|发布[者人]|发稿人)\s*+[:：]\s*+(?:robot|admin|administrator|root|webmaster|(?:超级|系统|网站)?管理员)",
        example="作者：admin",
        counter="作者：段敏",
    ),
    Rule(
        "byline without a name",
        Scope.LINE,
        "staff",
        r"(?:本[报刊网台]|新华社|中新社)(?:首席|特约|见习)?(?:记者|通讯员)\s*+[:：]?",
        example="本报记者",
        counter="本报记者 段敏",
    ),
    Rule(
        "label that nobody is behind",
        Scope.LINE,
        "staff",
        r"(?:作者|责任编辑|编辑|责编|供稿|摄影|审核|校对|发布[人者])\s*+[:：]",
        example="作者：",
        counter="作者：段敏",
    ),
    Rule(
        "staff of the page",
        Scope.STAFF,
        "staff",
        rf"[（(【\[]?\s*+(?:{_STAFF}{_NAMED}|{_HANDS})",
        "责任编辑：段敏",
        "编辑部收到一封信",
    ),
)
