"""Labels of what a paper in a journal says of itself: its footnote, its class, its summary."""

from __future__ import annotations

from aidstories.restore.data import table

_LABELS = {name: "|".join(labels) for name, labels in table("journals.toml").items()}

FOOTNOTE = f"(?:{_LABELS['footnote']})"
"""基金项目, 作者单位."""
FILED = f"(?:{_LABELS['filed']})"
"""中图分类号, doi."""
KEYWORDS = f"(?:{_LABELS['keywords']})"
PARTS = f"(?:{_LABELS['before_text']}|{KEYWORDS}|{FILED})"
"""What its parts before the text are called: 摘要, 关键词, 中图分类号."""
