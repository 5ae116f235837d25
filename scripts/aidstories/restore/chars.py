"""Classes of characters that the passes share."""

from __future__ import annotations

import re

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇々"
BO = r"\u0f00-\u0fff"
IS_HAN = re.compile(rf"[{HAN}]")
IS_BO = re.compile(rf"[{BO}]")
FULL_STOPS = "。！？!?…"
CLOSERS = "”’」』》〉）)】〕]\"'"
OPENERS = "“‘「『《〈（(【〔["
MARKS = "，。、；：！？…—·,;:!?"
SPACE = r"[^\S\n]"


_TRADITIONAL = str.maketrans(
    "報記訊電網絡時間發佈來責編輯審監製攝圖聞評論關註轉載權聲閱讀瀏覽點擊數熱線員訪綜專題實習見約駐譯"
    "執筆華國東黨團隊醫視廣鳳環體號頁級導簡傳遞錄單頭條複閉開啟稱處採訊館藝學經濟誌臺際衛門戶資訊設為節"
    "連結鏈檢舉舊後從縣區會與參應長書話個這對們於邊遠別選項運動鍵標籤類聯繫絡郵碼鈔營贊讚還過進達務",
    "报记讯电网络时间发布来责编辑审监制摄图闻评论关注转载权声阅读浏览点击数热线员访综专题实习见约驻译"
    "执笔华国东党团队医视广凤环体号页级导简传递录单头条复闭开启称处采讯馆艺学经济志台际卫门户资讯设为节"
    "连结链检举旧后从县区会与参应长书话个这对们于边远别选项运动键标签类联系络邮码钞营赞赞还过进达务",
)


def simplified(text: str) -> str:
    """Return ``text`` with the traditional characters of set phrases simplified, one for one.

    For patterns only (新華社記者 is 新华社记者): spans in the result are spans in ``text``.
    """
    return text.translate(_TRADITIONAL)


def is_han(char: str) -> bool:
    """Return whether ``char`` (one character) is a Han character."""
    return bool(IS_HAN.match(char))


def cells(text: str) -> float:
    """Return the width of ``text`` in full-width cells; Latin and digits take half a cell."""
    return sum(0.5 if ord(c) < 0x250 else 1.0 for c in text)


def ends_sentence(text: str) -> bool:
    """Return whether ``text`` ends where a sentence may end: 。！？… or a shad, then quotes."""
    return bool(re.search(rf"[{re.escape(FULL_STOPS)}།༎]\s*[{re.escape(CLOSERS)}]*\s*$", text))


def is_prose(text: str) -> bool:
    """Return whether ``text`` is running text rather than a headline, a byline or a label."""
    return (
        ends_sentence(text)
        or len(text) > 45
        or (len(text) > 24 and bool(re.search("[，,。；;]", text)))
    )
