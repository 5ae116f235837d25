"""What was seen of stories one by one, for what is asked of several."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from aidstories.stories.checks.facts import Facts

if TYPE_CHECKING:  # it loads numpy
    from aidstories.stories.checks.duplicates import Text


@dataclass(slots=True)
class Seen:
    """Files by the ids of stories, by none where they cannot be read; texts; captures."""

    files: defaultdict[str, list[Path]] = field(default_factory=lambda: defaultdict(list))
    texts: list[Text] = field(default_factory=list)
    captured: list[tuple[str, Path]] = field(default_factory=list)

    def facts(self) -> dict[str, Facts]:
        """Return what other stories are held against, by the ids of stories."""
        from aidstories.stories.checks.duplicates import facts_of

        return {text.id: facts_of(text) for text in self.texts}
