"""Lines that tell what someone says or writes, though no stop ends them."""

from __future__ import annotations

from aidstories.restore.lexicon.late import late

_TELLS = late(
    r"(?:[写说问答喊讲]道|[^传听小据学访疑][说问答喊讲]|表示|介绍|坦言|感慨|告诉[^，：]{1,8}"
    r"|(?:写[着下上了有]?|[记刻印贴挂题留][着下上了])(?:[一二两三四五几][^，：。]{1,4})?"
    r"|[说问答喊讲留]了?[一几两这][句行段][^，：。]{0,2}|[^理思梦设联构感妄幻，。]想(?=[：:])"
    r"|心想|暗想|留言|感叹|叮嘱|嘱咐|喊话|念叨|回答|回复|笑称|直言)"
    r"(?:[：:]\s*+[^\s“\"]|[，：,:]\s*+[“\"][^“”\"]+[”\"]\s*+$)"
    r"|^[^，,。：:]{2,12}(?:有|是|写着|带[来着了]|留下|剩下|提到|记着)了?[一二两三四五六七八九十几][^，,。：:]{1,6}[：:]\s*+[^\s“\"]"
    r"|^(?:[他她我]们?|大家|[\u4e00-\u9fff]{2,3}们)[\u4e00-\u9fff]{1,4}(?<![值记觉懂舍认显获])得[很真更]?[\u4e00-\u9fff]{1,3}$"
    r"|^(?:第[一二三四五六七八九十]个|最后一个)(?:也|还|就)?是[^，。：:]{1,8}$"
    r"|^[他她我]们?把[^，。：:—]{3,14}—{1,2}[那这][^，。：:—]{3,16}$"
    r"|[，,][^，,。：:“]{0,6}[说喊问答][^，,。：:“”]{0,8}[“\"][^“”\"]{1,40}[”\"]\s*+$"
)
"""Words of who says them: 她在日记里写道：孩子们，我们来了. That is a sentence, no headline; nor is
one that counts what it names: 值班表上只有两个名字：段敏和何青; nor 护士们背得很熟, 第二个是我."""


def tells(text: str) -> bool:
    """Return whether a line is a sentence that tells what someone says, without its stop."""
    return bool(_TELLS.search(text))
