"""How a text ends: its end-mark, and what stands behind it on its line."""

from __future__ import annotations

from aidstories.restore.passes.furniture_rules.rule import Rule, Scope

ENDS = (
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
)
