"""Headings that are set alike, each over text: the first, right under the title, is no subtitle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aidstories.model import Role
from aidstories.restore.draft import Block, Doubt, Draft, Label, Proposal
from aidstories.restore.lexicon.byline import is_byline
from aidstories.restore.lexicon.chars import bare, ends_sentence
from aidstories.restore.lexicon.counts import count
from aidstories.restore.lexicon.dateline import dateline_end
from aidstories.restore.lexicon.days import day_of_event, goes_forward, is_due
from aidstories.restore.lexicon.imprint import is_imprint
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.lists import number_in_words
from aidstories.restore.lexicon.telling import tells
from aidstories.restore.passes.heads import is_head
from aidstories.restore.passes.lost_pictures.scenes import shows_scene

_COUNTED = late(
    r"\s*+(?:第(?P<nth>[一二三四五六七八九十]{1,3})[^，。：:！？\s\d]{1,6}(?:[：:\s][^。]{1,30})?"
    r"|其(?P<bare>[一二三四五六七八九十]{1,2})(?:[：:\s][^。]{1,30})?"
    r"|(?P<what>[\u4e00-\u9fff]{2,4})(?:(?P<word>[一二三四五六七八九十]{1,3})[：:\s]|(?P<number>\d{1,2})(?!\d))[^。]{1,30})"
)
"""A heading that says which it is: 第一条路：请进来, 第一双手, 镜头二：操场, 故事1 教室, 其一."""
_BRACKETED = late(r"\s*+(?:【[^【】，。]{2,16}】|〖[^〖〗，。]{2,16}〗)\s*+")
_HOUR = late(
    r"\s*+(?:(?:凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|深夜)[一二三四五六七八九十\d]{1,3}点[半整]?|\d{1,2}[:：]\d{2})"
    r"(?:[ \u3000]?[\u4e00-\u9fff“”][\u4e00-\u9fff\d“”]{1,11})?\s*+"
)
"""The hour of which the text below tells, and what there was: 早上八点, 08:30, 11:05 第一台手术."""
_LONGEST, _TEXT = 40, 20
"""Characters of a heading at most and of the text below it at least, as in `zones.view`."""


def label_series(draft: Draft) -> Iterator[Proposal]:
    """Label headings set alike: all that their words say so of, of others the first over the text.

    A level or bold type alone may also set what a page has around its text.
    """
    blocks = draft.blocks
    over = [i for i in range(1, len(blocks) - 1) if _may_head(blocks, i)]
    forms: dict[str, list[int]] = {}
    for i in over:
        if form := _form(blocks[i]):
            forms.setdefault(form, []).append(i)
    for form, found in forms.items():
        if len(found) > 1 and (form in _SAID or _counts_on([blocks[i] for i in found])):
            yield from (Label(block=i, role=Role.HEADING) for i in found)
    for i in (*_opening_alike(blocks, over), *_first_counted(blocks)):
        yield Label(block=i, role=Role.HEADING)
    first = next((i for i, b in enumerate(blocks) if _is_text(b)), 0)
    titled = any(b.role is Role.TITLE or b.level == 1 for b in blocks[:first])
    alike = [i for i in over if titled and _style(blocks[i]) == _style(blocks[first - 1])]
    if len(alike) > 1 and alike[0] == first - 1 and _style(blocks[first - 1]):
        yield Label(block=first - 1, role=Role.HEADING)


def _first_counted(blocks: Sequence[Block]) -> Iterator[int]:
    """Yield the line that a page begins with where it counts the parts of the text: 一、看病难.

    The next line set so counts the second; a title counts nothing.
    """
    first = next((i for i, b in enumerate(blocks) if b.text.strip() and b.src is None), 0)
    one = count(blocks[first].text) if blocks else None
    if not one or one.number != 1 or blocks[first].role is not None or not _style(blocks[first]):
        return
    alike = (b for b in blocks[first + 1 :] if _style(b) == _style(blocks[first]))
    other = next((c for b in alike if (c := count(b.text))), None)
    if other and other == one._replace(number=2):
        yield first


def label_timetable(draft: Draft) -> Iterator[Proposal]:
    """Label hours with what is due, right below each other, as items of a list.

    7:30 集合 / 8:00 发车; one alone over a text heads it. So are days with what happened.
    """
    at = {i for i, b in enumerate(draft.blocks) if b.role is None and is_due(b.text)}
    yield from (Label(block=i, role=Role.ITEM) for i in sorted(at) if {i - 1, i + 1} & at)
    yield from (Label(block=i, role=Role.ITEM) for run in _chronicled(draft.blocks) for i in run)


def _chronicled(blocks: Sequence[Block]) -> Iterator[range]:
    """Yield the lines of which each says what happened on another day.

    Three of them may be what a source is, too: 2017年3月 首批队员抵达某县人民医院. Behind text the
    days go forward: a page's list of other articles has the newest first, or one day for all.
    """
    days = [day_of_event(b.text) if b.role is None else "" for b in blocks]
    text = next((i for i, b in enumerate(blocks) if _is_text(b)), len(blocks))
    start = 0
    for end in range(1, len(days) + 1):
        if end == len(days) or not days[end] or days[end] == days[end - 1]:
            run = range(start, end) if days[start] else range(0)
            sure = len(run) > 2 or not any(is_imprint(blocks[i].text) for i in run)
            if len(run) > 1 and sure and (start <= text or goes_forward(days[start:end])):
                yield run
            start = end
        elif not days[end - 1]:
            start = end


def _opening_alike(blocks: Sequence[Block], over: Sequence[int]) -> Sequence[int]:
    """Return the lines over text that open with the same two characters, and are built alike.

    坚持党建引领，凝聚合力 and 坚持以师带徒，培养人才: the first, under the title, is none.
    """
    built: dict[tuple[str, int], list[int]] = {}
    for i in over:
        text = blocks[i].text.strip()
        said = shows_scene(text) or tells(text)
        if _PHRASES.fullmatch(text) and is_head(text) and not said:
            built.setdefault((text[:2], len(_PAUSE.findall(text))), []).append(i)
    return [i for found in built.values() if len(found) > 1 for i in found]


_PHRASES = late(r"[\u4e00-\u9fff0-9“”、·—-]{4,20}(?:[，\s][\u4e00-\u9fff0-9“”、·—-]{4,20})?")
"""A heading of one phrase or of two."""
_PAUSE = late(r"[，\s]")
_SAID = ("bracketed", "hour")


def _form(block: Block) -> str | None:
    """Return in which way the words of a line say that it heads a part."""
    if _BRACKETED.fullmatch(block.text):
        return "bracketed"
    if _HOUR.fullmatch(block.text):
        return "hour"
    found = _COUNTED.fullmatch(block.text)
    return f"counted {found['what'] or ''}" if found else None


def _counts_on(blocks: Sequence[Block]) -> bool:
    """Return whether lines count from one on: 镜头一, 镜头二."""
    found = [_COUNTED.fullmatch(b.text) for b in blocks]
    said = [m["nth"] or m["bare"] or m["word"] or m["number"] for m in found if m]
    numbers = [int(n) if n.isdecimal() else number_in_words(n) for n in said]
    return numbers == list(range(1, len(blocks) + 1))


def _style(block: Block) -> tuple[int, bool] | None:
    """Return the level and the type in which a page sets a line; None where it is that of text."""
    return (block.level, block.hints.strong) if block.level > 1 or block.hints.strong else None


def _may_head(blocks: Sequence[Block], i: int) -> bool:
    text = blocks[i].text.strip()
    short = blocks[i].role is None and 1 < len(text) <= _LONGEST and not ends_sentence(text)
    said = _HOUR.fullmatch(text) or _COUNTED.fullmatch(text)
    brief = said and ends_sentence(blocks[i + 1].text)  # 7:30 over 起床，吸氧。
    if not short or not (brief or _is_text(blocks[i + 1])):
        return False
    return not (is_byline(text) or is_imprint(text) or dateline_end(text))


def _is_text(block: Block) -> bool:
    running = block.role in (None, Role.PARAGRAPH)
    return running and len(block.text) > _TEXT and ends_sentence(block.text)


_COLUMN = late(
    r"(?:频道|专题|专栏|栏目|系列|新闻|动态|故事|要闻|资讯|综合|聚焦|进行时|园地|[网报刊]|首页|正文)$|[|｜>＞»/_·：:]"
)
"""A line over the source that is a column of the page rather than its headline: 健康频道."""
_HEADLINE, _SURE = 6, 13
"""Characters of a headline at least that stands over the source, and from which the model knows it
by itself: with 58 phrases below, it took up to 10 characters for a banner, never 16."""
_PHRASE = 24
"""Characters of the phrase below the source at most, chosen by hand."""


def label_over_source(draft: Draft) -> Iterator[Proposal]:
    """Label the first line as the title where source and day stand below it, then a phrase, then
    text: the phrase is of a picture that is lost, or a subtitle, but no title.

    两地医生一条心, 2024-05-06 来源：海角报, 领导为队员佩戴红花.
    """
    said = [i for i, b in enumerate(draft.blocks) if b.text.strip() and b.src is None][:4]
    if len(said) < 4 or any(draft.blocks[i].role is not None for i in said):
        return
    title, source, phrase, text = (draft.blocks[i].text.strip() for i in said)
    if not (is_imprint(source) and _DAY.search(source)) or is_byline(phrase) or is_imprint(phrase):
        return
    told = "。" in text and len(text) > 2 * len(phrase)
    short = len(phrase) <= _PHRASE and is_head(phrase) and not _COUNTED.match(phrase)
    whole = _HEADLINE <= len(bare(title)) < _SURE and is_head(title) and not _COLUMN.search(title)
    plain = not (draft.blocks[said[0]].hints.linked or is_imprint(title) or is_byline(title))
    if told and short and whole and plain:
        yield Label(block=said[0], role=Role.TITLE)
        if shows_scene(phrase):
            yield Label(block=said[2], role=Role.CAPTION)
        elif phrase.startswith(_DASH) or _heads_alone(draft.blocks, said[2]):
            yield Label(block=said[2], role=Role.SUBTITLE)
        else:
            return
        if not phrase.startswith(_DASH):
            yield Doubt(block=said[2], start=0, end=len(draft.blocks[said[2]].text), reason="zone")


def _heads_alone(blocks: Sequence[Block], i: int) -> bool:
    """Return whether a phrase stands over text that has no other line without a stop: a heading
    would have more of its kind below."""
    below = [b for b in blocks[i + 1 :] if b.src is None and b.text.strip()]
    return all(b.role is None and ends_sentence(b.text) for b in below) and bool(
        below and _PLAIN.fullmatch(blocks[i].text.strip())
    )


_DASH = ("——", "──", "--")
_PLAIN = late(r"[\u4e00-\u9fff\d“”]{5,16}(?:，[\u4e00-\u9fff\d“”]{3,16})?")
"""A phrase by its form, as of a headline of two lines."""
_DAY = late(r"(?:19|20)\d{2}\D|\d{2}-\d{2}")
"""What a line of source with its day has."""
