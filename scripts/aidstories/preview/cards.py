"""Doubtful places as the review page shows them: the capture around each, what to answer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from aidstories.errors import BadInput
from aidstories.model import Role, Status, Story
from aidstories.restore.decode import decode
from aidstories.stories.checks.review_items import ReviewItem, Topic
from aidstories.stories.reasons import read_reasons
from aidstories.stories.store.files import read_story, read_text
from aidstories.stories.store.record import Verdict, read_record, record_path
from aidstories.stories.store.revisions import Revision, compare

_AROUND = 90
"""Characters of the capture shown on either side."""

_BREAK = {Verdict.ACCEPTED: "与下一段接上", Verdict.REJECTED: "不接"}
_BUTTONS: dict[Topic, dict[Verdict, str]] = {
    Topic.PROPOSED: {Verdict.ACCEPTED: "采用程序的", Verdict.REJECTED: "保留编者的"},
    Topic.FLAG: {Verdict.ACCEPTED: "原文无误", Verdict.REJECTED: "有误，无从改正"},
    Topic.GAP: {Verdict.ACCEPTED: "确实残缺", Verdict.REJECTED: "并不残缺"},
    Topic.PLACE: {Verdict.ACCEPTED: "确无具体地区"},
    Topic.NO_YEAR: {Verdict.ACCEPTED: "确实查不到"},
    Topic.YEAR: {Verdict.ACCEPTED: "推定无误", Verdict.REJECTED: "依据不足，改为不知道"},
}
_LABELS = {
    Topic.PROPOSED: "改成这样",
    Topic.FLAG: "这几个字改为",
    Topic.GAP: "残缺处补为",
    Topic.PLACE: "受援地区（全路径）",
    Topic.NO_YEAR: "年份",
    Topic.YEAR: "年份改为",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One doubtful place as it is shown.

    ``before``, ``mark`` and ``after`` are the capture around it, ``lines`` the two sides of a
    contradiction; ``typed`` is what a correction starts from.
    """

    doubt: ReviewItem
    title: str
    status: str
    why: str
    before: str = ""
    mark: str = ""
    after: str = ""
    line: int = 0
    lines: Revision | None = None
    story: str = ""
    typed: str = ""
    buttons: tuple[tuple[str, str], ...] = ()
    label: str = ""


def make_card(doubt: ReviewItem, docs: Path, seeds: Path) -> Card:
    """Return what is shown of ``doubt``. Raises `BadInput` where its record cannot be read."""
    try:
        story = read_story(doubt.path)
    except BadInput:
        story = None
    title = (story and story.article.first(Role.TITLE)) or doubt.id
    reasons = read_reasons(docs / "data")
    why = reasons.get(doubt.reason, (doubt.reason, ""))[0] if doubt.topic is Topic.FLAG else ""
    buttons = _BREAK if doubt.reason == "break" else _BUTTONS[doubt.topic]
    before, mark, after, line = _around(doubt, docs, seeds, story)
    lines = _contradiction(doubt) if doubt.topic is Topic.PROPOSED else None
    return Card(
        doubt=doubt,
        title=title,
        status=story.status if story else Status.UNCHECKED,
        why=why,
        before=before,
        mark=mark,
        after=after,
        line=line,
        lines=lines,
        story=_passage(doubt, story),
        typed=_typed(doubt, lines),
        buttons=tuple((verdict.value, label) for verdict, label in buttons.items()),
        label=_LABELS[doubt.topic],
    )


def _around(
    doubt: ReviewItem, docs: Path, seeds: Path, story: Story | None
) -> tuple[str, str, str, int]:
    """Return the capture before, at and after a doubtful place, and the line it is on (from 1).

    A doubt of a whole story shows where the quotation stands, else how the capture begins.
    """
    seed = doubt.seed or (story.seed if story else None)
    capture = seeds / seed if seed else None
    if capture is None or not capture.is_file():
        return "", "", "", 0
    raw = decode(capture.read_bytes()).text
    if doubt.seed is not None and doubt.start is not None and doubt.end is not None:
        start, end = doubt.start, doubt.end
    else:
        first, last = _extent(docs, seed or "", doubt.id, len(raw))
        start = raw.find(doubt.quote, first, last) if doubt.topic is Topic.YEAR else -1
        start, end = (start, start + len(doubt.quote)) if start >= 0 else (first, first)
    before, after = raw[max(0, start - _AROUND) : start], raw[end : end + _AROUND]
    return before, raw[start:end], after, raw.count("\n", 0, start) + 1


def _extent(docs: Path, seed: str, id_: str, length: int) -> tuple[int, int]:
    """Return the first and last character of a story in its capture."""
    try:
        record = read_record(record_path(docs, seed))
    except BadInput:
        return 0, length
    for held, slots in zip(record.stories, record.ledger.layout, strict=False):
        spans = [span for slot in slots for span in slot.spans]
        if held.id == id_ and spans:
            return min(start for start, _ in spans), max(end for _, end in spans)
    return 0, length


def _contradiction(doubt: ReviewItem) -> Revision | None:
    beside = doubt.path.with_name(doubt.path.name + ".proposed")
    differ = compare(read_text(doubt.path), read_text(beside))
    return differ[doubt.start or 0] if (doubt.start or 0) < len(differ) else None


def _passage(doubt: ReviewItem, story: Story | None) -> str:
    """Return the passage of the story that holds the doubtful words."""
    texts = [p.text for p in story.article.passages] if story else []
    return next((text for text in texts if doubt.quote and doubt.quote in text), "")


def _typed(doubt: ReviewItem, lines: Revision | None) -> str:
    if lines is not None:
        return "\n".join(lines.old)
    return doubt.quote if doubt.topic is Topic.FLAG else ""
