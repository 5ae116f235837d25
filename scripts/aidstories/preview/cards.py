"""Doubtful places as the review page shows them: the capture around each, what to answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from aidstories.errors import BadInput
from aidstories.model import DESCRIBED, Role, Status, Story
from aidstories.preview.crops import Crops, Cutting
from aidstories.preview.opened import Captures, Opened
from aidstories.preview.suggest import current_cell, named_places, nearest_places, rival_cell
from aidstories.restore.ledger import place_of
from aidstories.stories.checks.review_items import ReviewItem, Topic
from aidstories.stories.editing.answers import proposed_changes
from aidstories.stories.store.files import read_story
from aidstories.stories.store.record import Record, Verdict
from aidstories.stories.store.revisions import Revision
from aidstories.tables import Tables

NOTHING: Mapping[str, str] = MappingProxyType({})
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
    Topic.FIELD: {Verdict.ACCEPTED: "现在的没有错", Verdict.REJECTED: "不对，空着"},
}
_LABELS = {
    Topic.PROPOSED: "改成这样",
    Topic.FLAG: "这几个字改为",
    Topic.GAP: "残缺处补为",
    Topic.PLACE: "受援地区（全路径）",
    Topic.NO_YEAR: "年份",
    Topic.YEAR: "年份改为",
    Topic.FIELD: "改为（几项用 | 分开，人写作 姓名/身份）",
}


ROLES = {
    Role.TITLE: "标题",
    Role.KICKER: "引题",
    Role.SUBTITLE: "副题",
    Role.BYLINE: "作者",
    Role.NOTE: "编者按",
    Role.HEADING: "小标题",
    Role.PARAGRAPH: "正文",
    Role.QUOTE: "引文",
    Role.CAPTION: "图说",
    Role.CREDIT: "图片作者",
    Role.SOURCE: "来源",
}
"""What an editor can say that a passage is, as the page calls it."""
_NEAR = 2
"""Passages shown on either side of a doubtful one."""


class Shown(NamedTuple):
    """A passage whose kind can be said: ``value`` are the numbers of its article and its own."""

    value: str
    role: str
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One doubtful place as it is shown.

    ``before``, ``mark`` and ``after`` are the capture around it, ``cutting`` its page there;
    ``lines`` the two sides of a contradiction; ``typed`` is what a correction starts from.
    ``same`` counts the doubts of the same words, ``kind`` those of the same kind. ``passages`` are
    those of the capture ``capture`` beside it, ``suggested`` what may be meant; ``current`` is what
    a doubtful field says now.
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
    capture: str = ""
    passages: tuple[Shown, ...] = ()
    suggested: tuple[str, ...] = ()
    current: str = ""
    same: int = 0
    kind: int = 0


def make_card(
    item: ReviewItem,
    captures: Captures,
    tables: Tables,
    *,
    same: int = 0,
    kind: int = 0,
    given: Mapping[str, str] = NOTHING,
) -> Card:
    """Return what is shown of ``item``; ``given`` is the form of an answer to it that failed."""
    try:
        story = read_story(item.path)
    except BadInput:
        story = None
    name = item.capture or (story.capture if story else None) or ""
    opened = captures.of(name) if name else None
    lines = _contradiction(item) if item.topic is Topic.PROPOSED else None
    before, mark, after, line, cutting = _around(item, opened, captures.crops)
    current = (
        current_cell(item.reason, story, tables) if item.topic is Topic.FIELD and story else ""
    )
    return Card(
        item=item,
        title=(story and story.article.first(Role.TITLE)) or item.id,
        status=story.status if story else Status.UNCHECKED,
        why=why(item, tables),
        before=before,
        mark=mark,
        after=after,
        line=line,
        cutting=cutting,
        lines=lines,
        story=_passage(item, story, opened),
        typed=given.get("text") or _typed(item, lines) or current,
        buttons=buttons(item),
        label=label(item),
        capture=name,
        passages=_beside(item, opened),
        suggested=_suggested(item, story, tables, given.get("text", "")),
        current=current,
        same=same,
        kind=kind,
    )


def buttons(item: ReviewItem) -> tuple[tuple[str, str], ...]:
    """Return the answers to ``item`` but for a correction: verdict and what the button says."""
    return tuple(buttons_of(item.topic, item.reason).items())


def buttons_of(topic: Topic, reason: str) -> dict[str, str]:
    """Return what the buttons for a doubt of ``topic`` say, by their verdicts."""
    found = _BREAK if topic is Topic.FLAG and reason == "break" else _BUTTONS[topic]
    printed = topic is Topic.FIELD and reason not in DESCRIBED  # a line: it cannot be emptied
    return {v.value: text for v, text in found.items() if not (printed and v is Verdict.REJECTED)}


def label(item: ReviewItem) -> str:
    """Return what the field for a correction is called; empty where none can be typed."""
    return "" if item.topic is Topic.FIELD and item.reason == "figures" else _LABELS[item.topic]


def why(item: ReviewItem, tables: Tables) -> str:
    """Return why a flag was raised, or a field doubted, in Chinese; nothing for other doubts."""
    reason = tables.reasons_of("reason").get(item.reason)
    told = item.topic in (Topic.FLAG, Topic.FIELD)
    return (reason.zh if reason else item.reason) if told else ""


def _suggested(
    item: ReviewItem, story: Story | None, tables: Tables, typed: str
) -> tuple[str, ...]:
    if item.topic is Topic.FIELD and story is not None:
        return rival_cell(item.reason, item.rival, story, tables)
    if item.topic is not Topic.PLACE or story is None:
        return ()
    return nearest_places(typed, tables) or named_places(story.article, tables)


def _around(
    item: ReviewItem, opened: Opened | None, crops: Crops
) -> tuple[str, str, str, int, Cutting | None]:
    """Return the capture before, at and after a doubtful place, the line it is on (from 1), and
    the page there.

    A doubt of a whole story shows where the quotation stands, else how the capture begins.
    """
    if opened is None:
        return "", "", "", 0, None
    raw, record = opened.raw, opened.record
    if item.capture is not None and item.start is not None and item.end is not None:
        start, end = item.start, item.end
    else:
        first, last = _extent(record, item.id)
        start = _quoted_at(raw, item, first, last)
        start, end = (start, start + len(item.quote)) if start >= 0 else (first, first)
    before, after = raw[max(0, start - _AROUND) : start], raw[end : end + _AROUND]
    words = start < end or item.topic is Topic.GAP
    cutting = crops.cutting(record, (start, end)) if words and record.extracted else None
    return before, raw[start:end], after, raw.count("\n", 0, start) + 1, cutting


def _quoted_at(raw: str, item: ReviewItem, first: int, last: int) -> int:
    """Return where the words of a doubtful field stand: in the story, else on its page; or -1."""
    if item.topic not in (Topic.YEAR, Topic.FIELD) or not item.quote:
        return -1
    inside = raw.find(item.quote, first, last)
    return raw.find(item.quote) if inside < 0 and item.topic is Topic.FIELD else inside


def _beside(item: ReviewItem, opened: Opened | None) -> tuple[Shown, ...]:
    """Return the passages around a doubtful place; of a whole story, its first ones."""
    if opened is None or item.topic is Topic.PROPOSED:
        return ()
    ids = [story.id for story in opened.record.stories]
    if item.id not in ids:
        return ()
    number = ids.index(item.id)
    at = place_of(opened.record.ledger, number, item.start) if item.start is not None else None
    here = at[0] if at else 0
    return story_passages(opened, number, here)[max(0, here - _NEAR) : here + _NEAR + 1]


def story_passages(opened: Opened, number: int, chosen: int = 0) -> tuple[Shown, ...]:
    """Return the passages of story ``number`` of a capture; ``chosen`` is the one marked."""
    return tuple(
        Shown(f"{number}.{n}", ROLES.get(p.role, p.role.value), p.text, n == chosen)
        for n, p in enumerate(opened.articles[number].passages)
        if p.text
    )


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


def _passage(item: ReviewItem, story: Story | None, opened: Opened | None) -> str:
    """Return the passage of the story that holds the doubtful words: the one that comes from there.

    Where an editor changed that one, the first that has the words.
    """
    texts = [p.text for p in story.article.passages] if story else []
    here = next((one.text for one in _beside(item, opened) if one.chosen), "")
    quoted = (text for text in texts if item.quote and item.quote in text)
    return here if here in texts and item.quote in here else next(quoted, "")


def _typed(item: ReviewItem, lines: Revision | None) -> str:
    if lines is not None:
        return "\n".join(lines.old)
    return item.quote if item.topic is Topic.FLAG else ""
