"""What a new archive is asked: its name, whom it is about, its languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

CHINESE, TIBETAN = "zh", "bo"
LANGUAGES = ((CHINESE,), (CHINESE, TIBETAN))
"""What an archive can be in: stories are Chinese, the interface may be Tibetan too."""
OTHER = "其他"
SUBJECTS: Mapping[str, str] = {
    "援藏": "西藏自治区",
    "援疆": "新疆维吾尔自治区",
    "援青": "青海省",
    OTHER: "",
}
"""Whom aid goes to, by what it is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What an editor said of a new archive. ``region`` is the path of a place, or empty."""

    name: str
    subject: str
    region: str
    languages: tuple[str, ...] = LANGUAGES[-1]

    @property
    def about(self) -> str:
        """What the archive is about, as a part of a sentence."""
        if self.subject != OTHER:
            return f"医疗{self.subject}"
        return f"对口支援{self.region.rpartition('/')[2]}" if self.region else "对口帮扶"
