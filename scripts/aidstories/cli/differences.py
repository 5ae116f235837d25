"""What an import would change, as a diff, and what it leaves doubtful, the worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher, unified_diff
from pathlib import Path

from rich.console import Console
from rich.text import Text

from aidstories.cli.console import say
from aidstories.errors import relative
from aidstories.paths import ArchivePaths, proposed_path
from aidstories.stories.checks.review_items import ReviewItem, Topic, by_importance
from aidstories.stories.importing.plan import Change
from aidstories.tables import Reason, read_tables

_MOST_LISTED = 20
"""Doubtful places that are listed; the review page has all."""
_STYLES = {"+": "green", "-": "red", "@": "cyan"}


def show_change(change: Change, root: Path) -> None:
    """Print the diff of one story, in colours on a terminal."""
    console = Console(highlight=False, soft_wrap=True)
    before = (change.before or b"").decode("utf-8-sig", "replace").replace("\r\n", "\n")
    name = relative(str(change.current or change.path), root)
    target = relative(str(change.path), root)
    if change.text is not None:
        for line in _diff(before, change.text, name if change.current else "/dev/null", target):
            console.print(line)
    if change.proposed is not None and change.text is not None:
        beside = relative(str(proposed_path(change.path)), root)
        for line in _diff(change.text, change.proposed, target, beside):
            console.print(line)


def show_texts(
    name: str, before: bytes | None, after: bytes | None, proposed: bytes | None
) -> None:
    """Print how a file changes, and what stands beside it, where both are texts."""
    console = Console(highlight=False, soft_wrap=True)
    old, new, beside = (
        None if data is None else data.decode("utf-8", "replace")
        for data in (before, after, proposed)
    )
    if old is not None and new is not None and "\0" not in old + new:
        for line in _diff(old, new, name, name):
            console.print(line)
        for line in _diff(new, beside, name, f"{name}.proposed") if beside is not None else ():
            console.print(line)


def _diff(before: str, after: str, old: str, new: str) -> Iterator[Text]:
    lines = list(unified_diff(before.split("\n"), after.split("\n"), old, new, lineterm="", n=1))
    for number, line in enumerate(lines):
        text = Text(line, style=_STYLES.get(line[:1], ""))
        for other, sign in ((number + 1, "-"), (number - 1, "+")):
            if line[:1] == sign and 0 <= other < len(lines) and number > 1:
                _emphasise(text, line, lines[other])
        yield text


def _emphasise(text: Text, line: str, other: str) -> None:
    """Reverse the colours of what differs between a line and the one that takes its place."""
    if other[:1] == line[:1] or other[:1] not in "+-":
        return
    matcher = SequenceMatcher(None, line[1:], other[1:], autojunk=False)
    if matcher.quick_ratio() < 0.5:
        return
    for tag, start, end, _, _ in matcher.get_opcodes():
        if tag != "equal":
            text.stylize("reverse", start + 1, end + 1)


class Doubts:
    """How many doubtful places there are of each topic; of any number, the most important ones."""

    def __init__(self) -> None:
        self.counts = Counter[Topic]()
        self._kept: list[ReviewItem] = []

    def add(self, items: Sequence[ReviewItem]) -> None:
        """Count ``items``."""
        self.counts.update(item.topic for item in items)
        self._kept += items
        if len(self._kept) > 50 * _MOST_LISTED:  # seldom enough that sorting costs nothing
            self._kept = self.listed()

    def listed(self) -> list[ReviewItem]:
        """Return those to list, the most important first."""
        return by_importance(self._kept)[:_MOST_LISTED]


def show_review(doubts: Doubts, paths: ArchivePaths) -> None:
    """Print the doubtful places, the most important first, and how many there are of each."""
    console = Console(highlight=False, soft_wrap=True)
    if not doubts.counts:
        return
    tables = read_tables(paths.data)
    topics, reasons = tables.reasons_of("topic"), tables.reasons_of("reason")
    console.print(say("请看这些地方，重要的在前：", "Please look, the most important first:"))
    for item in doubts.listed():
        console.print(Text(f"  {line(item, topics, reasons)}"))
    counts = doubts.counts
    total = say("，", ", ").join(
        f"{_name(topics, topic)} {counts[topic]}" for topic in Topic if counts[topic]
    )
    more = say("；逐一处理：aidstories review", "; one by one: aidstories review")
    console.print(Text(total + more))


def line(item: ReviewItem, topics: Mapping[str, Reason], reasons: Mapping[str, Reason]) -> str:
    """Return one line that says what is doubtful, where, and how it reads."""
    flagged = item.topic in (Topic.FLAG, Topic.FIELD) and item.reason
    about = f"（{_name(reasons, item.reason)}）" if flagged else ""
    return f"{_name(topics, item.topic)}{about}  {item.id}  “{' '.join(item.quote.split())}”"


def _name(table: Mapping[str, Reason], key: str) -> str:
    """Return what the table calls ``key``, or the key itself."""
    row = table.get(key)
    return say(row.zh, row.en) if row else key
