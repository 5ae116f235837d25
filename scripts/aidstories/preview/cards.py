"""Doubtful places as the review page shows them: the capture around each, what to answer."""

from __future__ import annotations

from dataclasses import dataclass

from aidstories.errors import BadInput
from aidstories.model import Role, Status, Story
from aidstories.paths import ArchivePaths
from aidstories.preview.crops import Crops, Cutting
from aidstories.stories.checks.review_items import ReviewItem, Topic
from aidstories.stories.editing.answers import proposed_changes
from aidstories.stories.store.captures import recorded_text
from aidstories.stories.store.files import read_story
from aidstories.stories.store.record import Record, Verdict, read_if_there
from aidstories.stories.store.revisions import Revision
from aidstories.tables import Tables

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

    ``before``, ``mark`` and ``after`` are the capture around it, ``cutting`` its page there;
    ``lines`` the two sides of a contradiction; ``typed`` is what a correction starts from.
    """

    item: ReviewItem
    title: str
    status: str
    why: str
    before: str = ""
    mark: str = ""
    after: str = ""
    line: int = 0
    cutting: Cutting | None = None
    lines: Revision | None = None
    story: str = ""
    typed: str = ""
    buttons: tuple[tuple[str, str], ...] = ()
    label: str = ""


def make_card(item: ReviewItem, paths: ArchivePaths, tables: Tables, crops: Crops) -> Card:
    """Return what is shown of ``item``. Raises `BadInput` where its record cannot be read."""
    try:
        story = read_story(item.path)
    except BadInput:
        story = None
    title = (story and story.article.first(Role.TITLE)) or item.id
    reason = tables.reasons_of("reason").get(item.reason)
    why = (reason.zh if reason else item.reason) if item.topic is Topic.FLAG else ""
    buttons = _BREAK if item.reason == "break" else _BUTTONS[item.topic]
    before, mark, after, line, cutting = _around(item, paths, story, crops)
    lines = _contradiction(item) if item.topic is Topic.PROPOSED else None
    return Card(
        item=item,
        title=title,
        status=story.status if story else Status.UNCHECKED,
        why=why,
        before=before,
        mark=mark,
        after=after,
        line=line,
        cutting=cutting,
        lines=lines,
        story=_passage(item, story),
        typed=_typed(item, lines),
        buttons=tuple((verdict.value, label) for verdict, label in buttons.items()),
        label=_LABELS[item.topic],
    )


def _around(
    item: ReviewItem, paths: ArchivePaths, story: Story | None, crops: Crops
) -> tuple[str, str, str, int, Cutting | None]:
    """Return the capture before, at and after a doubtful place, the line it is on (from 1), and
    the page there.

    A doubt of a whole story shows where the quotation stands, else how the capture begins.
    """
    name = item.capture or (story.capture if story else None)
    record = _record(name, paths) if name else None
    pages = crops.pages(record) if record else None
    raw = pages.text if pages else recorded_text(record, paths) if record else None
    if record is None or raw is None:
        return "", "", "", 0, None
    if item.capture is not None and item.start is not None and item.end is not None:
        start, end = item.start, item.end
    else:
        first, last = _extent(record, item.id)
        start = raw.find(item.quote, first, last) if item.topic is Topic.YEAR else -1
        start, end = (start, start + len(item.quote)) if start >= 0 else (first, first)
    before, after = raw[max(0, start - _AROUND) : start], raw[end : end + _AROUND]
    words = start < end or item.topic is Topic.GAP
    cutting = crops.cutting(record, (start, end)) if words else None
    return before, raw[start:end], after, raw.count("\n", 0, start) + 1, cutting


def _record(capture: str, paths: ArchivePaths) -> Record | None:
    try:
        return read_if_there(paths.record(capture))
    except BadInput:
        return None


def _extent(record: Record, id_: str) -> tuple[int, int]:
    """Return the first and last character of a story in its capture."""
    for recorded, slots in zip(record.stories, record.ledger.layout, strict=False):
        spans = [span for slot in slots for span in slot.spans]
        if recorded.id == id_ and spans:
            return min(start for start, _ in spans), max(end for _, end in spans)
    return 0, record.ledger.length


def _contradiction(item: ReviewItem) -> Revision | None:
    differ = proposed_changes(item.path)
    return differ[item.start or 0] if (item.start or 0) < len(differ) else None


def _passage(item: ReviewItem, story: Story | None) -> str:
    """Return the passage of the story that holds the doubtful words."""
    texts = [p.text for p in story.article.passages] if story else []
    return next((text for text in texts if item.quote and item.quote in text), "")


def _typed(item: ReviewItem, lines: Revision | None) -> str:
    if lines is not None:
        return "\n".join(lines.old)
    return item.quote if item.topic is Topic.FLAG else ""
