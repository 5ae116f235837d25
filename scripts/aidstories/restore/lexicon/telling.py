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
    r"|[，,][^，,。：:“]{0,6}[说喊问答][^，,。：:“”]{0,8}[“\"][^“”\"]{1,40}[”\"]\s*+$"
)
"""Words of who says them: 她在日记里写道：孩子们，我们来了. That is a sentence, no headline; nor is
one that counts what it names: 值班表上只有两个名字：段敏和何青."""


def tells(text: str) -> bool:
    """Return whether a line is a sentence that tells what someone says, without its stop."""
    return bool(_TELLS.search(text))
