"""How the lines around a headline look that name a column, or the kind of a text."""

from __future__ import annotations

from aidstories.restore.lexicon.late import late

_KIND_OF_TEXT = late(
    r"[^，。！？：]{6,30}(?:纪实|侧记|纪事|记事|掠影|见闻|特写|综述|回眸|巡礼|采访记|工作记)"
)
"""A line that says of what a text tells, and how: 某市第五批医疗队工作纪实."""

_OF_COLUMN = ("进行时", "专题", "专栏", "栏目", "系列", "综合", "聚焦", "—", "：")
"""How a line over a title ends that is no phrase of it: 对口支援进行时."""

_COUNTED = late(
    "[\u4e00-\u9fff](?:[①-⑳]|[（(][一二三四五六七八九十]{1,3}[)）]|之[一二三四五六七八九十]{1,2})$"
)
"""How the number of a column ends: 高原来信③."""


def is_column(text: str) -> bool:
    """Return whether a line over a title names a column, or counts its parts."""
    text = text.strip()
    return text.endswith(_OF_COLUMN) or bool(_COUNTED.search(text))


def tells_kind(text: str) -> bool:
    """Return whether a line names the kind of a text, and of what that tells."""
    return bool(_KIND_OF_TEXT.fullmatch(text))
