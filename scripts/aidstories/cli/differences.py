"""What an import would change, as a diff, and what it leaves doubtful, the worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher, unified_diff
from pathlib import Path

from rich.console import Console
from rich.text import Text

from aidstories.cli.console import say
from aidstories.errors import relative
from aidstories.stories.checks.review_items import ReviewItem, Topic, ordered
from aidstories.stories.importing.plan import Change, proposed_path
from aidstories.stories.reasons import read_reasons

_SHOWN = 20
"""Doubtful places that are listed; the review page has all."""
_STYLES = {"+": "green", "-": "red", "@": "cyan"}
TOPICS = {
    Topic.PROPOSED: ("机器的新结果与编者的改动冲突", "the machine's new result contradicts edits"),
    Topic.FLAG: ("存疑", "doubtful"),
    Topic.GAP: ("原文残缺", "text lacking"),
    Topic.PLACE: ("受援地区不明", "no region"),
    Topic.NO_YEAR: ("年份不明", "no year"),
    Topic.YEAR: ("年份系推定", "year inferred"),
}


def show_change(change: Change, root: Path) -> None:
    """Print the diff of one story, in colours on a terminal."""
    console = Console(highlight=False, soft_wrap=True)
    before = (change.before or b"").decode("utf-8-sig", "replace").replace("\r\n", "\n")
    name = relative(str(change.found or change.path), root)
    target = relative(str(change.path), root)
    if change.text is not None:
        for line in _diff(before, change.text, name if change.found else "/dev/null", target):
            console.print(line)
    if change.proposed is not None and change.text is not None:
        beside = relative(str(proposed_path(change.path)), root)
        for line in _diff(change.text, change.proposed, target, beside):
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


def show_doubts(doubts: Sequence[ReviewItem], root: Path) -> None:
    """Print the doubtful places, the most important first, and how many there are of each."""
    console = Console(highlight=False, soft_wrap=True)
    if not doubts:
        return
    reasons = read_reasons(root / "docs" / "data")
    console.print(say("请看这些地方，重要的在前：", "Please look, the most important first:"))
    listed = ordered(list(doubts))
    for doubt in listed[:_SHOWN]:
        console.print(Text(f"  {line(doubt, reasons)}"))
    counts = Counter(doubt.topic for doubt in listed)
    total = "，".join(f"{say(*TOPICS[topic])} {counts[topic]}" for topic in Topic if counts[topic])
    more = say("；逐一处理：aidstories review", "; one by one: aidstories review")
    console.print(Text(total + more))


def line(doubt: ReviewItem, reasons: dict[str, tuple[str, str]]) -> str:
    """Return one line that says what is doubtful, where, and how it reads."""
    why = reasons.get(doubt.reason, (doubt.reason, doubt.reason))
    about = f"（{say(*why)}）" if doubt.topic is Topic.FLAG and doubt.reason else ""
    return f"{say(*TOPICS[doubt.topic])}{about}  {doubt.id}  “{' '.join(doubt.quote.split())}”"
