"""Which blocks head an article, where one article ends and the next begins.

A run of short blocks with a byline or a dateline in it opens an article; short blocks elsewhere
are headings. Within the run the title stands next to the byline, a kicker before, a subtitle
behind it (长沙援藏 / 打造西藏首家高原产儿协同中心; 藏东地区首例…成功开展 / 患者术后恢复良好).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aidstories.model import TEXT_ROLES, Kind, Role
from aidstories.restore.draft import (
    Begin,
    Block,
    Cut,
    Doubt,
    Draft,
    Label,
    Place,
    Proposal,
    Rewrite,
)
from aidstories.restore.lexicon.byline import is_byline
from aidstories.restore.lexicon.chars import HAN, bare, simplified
from aidstories.restore.lexicon.continuity import JOIN
from aidstories.restore.lexicon.dateline import dateline_end, names_agency_alone
from aidstories.restore.lexicon.days import heads_day, is_diary_day
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.person_names import are_names
from aidstories.restore.lexicon.telling import tells
from aidstories.restore.passes.breaks import CERTAIN, candidates, continuation, is_hard
from aidstories.restore.passes.marked import goes_as_marked, marked_heads
from aidstories.restore.passes.titles import arrange

_LONGEST = 45
_SENTENCE = late(r"[。；;\n]|[，,、：:]$|[，,].*[，,]")
_CLOSED = late(r"[。；;\n]|[，,、：:]$")
_CRY = late(r"[！？!?…][”’」』\"']?$")
_LETTER = late(r"[^\W\d_]")
_IN_LETTERS = late(r"[A-Z“\"‘'][\u0020-\u024f\u2010-\u201f]*[^.!?:;,\"”’']")
"""A line in English that no mark ends; English takes about three letters for a character."""
_TOLD_IN_LETTERS = late(r"\s*+[A-Z“\"‘']\S*+\s++(?:\S++\s++){3,}\S*[a-z\d)]\.[\"”’']?\s*+")
"""A sentence of five words and more with its stop: Most of the doctors are aged 25 to 55."""
_ANNEX = late(r"\s*+附\s*+件\s*+\d{0,2}\s*+[:：]")
"""What an official letter encloses: 附件：名单."""
_EQUATION = late(rf"[^{HAN}]*[=≈≤≥∑∫√][^{HAN}]*")
"""A formula on a line of its own; a headline has words."""
_HEAD_ROLES = (
    Role.KICKER, Role.TITLE, Role.SUBTITLE, Role.BYLINE, Role.DATELINE, Role.SOURCE,
)  # fmt: skip
_STYLED = late(
    rf"^[^，,]*[{HAN}][”’》）\"]?\s+[“‘《（\"]?[{HAN}][^，,]*$|^[^，：:“\"]{{2,10}}[：:](?![“\"])[^，：:]{{4,30}}$"
)
"""A space between phrases, or a topic and its colon: no running sentence is set so."""
_BROKEN = 0.5
"""Continuity above which a short block with a comma is the broken start of a paragraph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Consecutive head blocks: indices of the draft; ``signed`` if a byline or dateline is in."""

    blocks: tuple[int, ...]
    signed: bool

    @property
    def start(self) -> int:
        """The first block's index."""
        return self.blocks[0]


def cut_datelines(draft: Draft) -> Iterator[Proposal]:
    """Cut datelines from the first sentence; one that names an agency alone fills no field."""
    closing = max((i for i, b in enumerate(draft.blocks, 1) if "。" in b.text), default=1)
    for i, block in enumerate(draft.blocks):
        if block.role is not None or is_byline(block.text):
            continue
        if labelled := _labelled_source(block.text):
            shown = len(block.text[:labelled].rstrip())
            yield Rewrite(i, shown, labelled, "", Kind.STRIP, "blank")
            yield Cut(block=i, at=labelled, role=Role.SOURCE)
            yield Cut(
                block=i, at=labelled + dateline_end(block.text[labelled:]), role=Role.DATELINE
            )
        elif titled := _titled_inline(block.text):
            yield from _cut_titled(i, titled)
        elif at := _buried_dateline(block.text):
            yield Cut(block=i, at=at)
            if (end := at + dateline_end(block.text[at:])) < len(block.text):
                yield Cut(block=i, at=end, role=Role.DATELINE)
        elif end := dateline_end(block.text):
            if end >= len(block.text):
                signs = i and i >= closing and _OF_WRITER.match(block.text)
                yield Label(block=i, role=Role.BYLINE if signs else Role.DATELINE)
            elif not names_agency_alone(block.text):
                shown = len(block.text[:end].rstrip())
                if shown < end:
                    yield Rewrite(
                        block=i, start=shown, end=end, new="", kind=Kind.STRIP, reason="blank"
                    )
                yield Cut(block=i, at=end, role=Role.DATELINE)


_OF_WRITER = late(r"\s*+[（(]\s*+作者")
"""How the last line opens that says who wrote a text: （作者：段敏，某市援疆医生）."""


def _cut_titled(i: int, titled: re.Match[str]) -> Iterator[Proposal]:
    """Cut a dateline, the title that it announces and the writer from the text of their line."""
    parts = (("sent", Role.DATELINE), ("title", Role.TITLE), ("by", Role.BYLINE))
    following = (titled.start("title"), titled.start("by"), titled.end())
    for (name, role), at in zip(parts, following, strict=True):
        yield Rewrite(i, titled.end(name), at, "", Kind.STRIP, "blank")
        yield Cut(block=i, at=at, role=role)


_SOURCED = late(
    rf"\s*+(?:消息|文章|信息|稿件|新闻)?来源\s*+[:：]\s*+[{HAN}]{{2,12}}\s++(?=[{HAN}]{{2,8}}\d)"
)


def _labelled_source(text: str) -> int:
    """Return where a dateline and its text begin behind a source on one line; 0: nowhere.

    消息来源:某某新闻网 中新网甲市5月6日电(段敏)牧民写来一封信.
    """
    found = _SOURCED.match(simplified(text[:60]))
    sent = dateline_end(text[found.end() :]) if found else 0
    return found.end() if found and 0 < sent < len(text) - found.end() else 0


_BURIED = late(
    rf"[^。，,：:；！？、《》“”（）()\n]{{4,24}}?(?=(?:新华社|中新[网社]|中国新闻网|人民网|央视网|光明网)[{HAN}]{{2,8}}"
    r"\d{1,2}月\d{1,2}日[电讯])"
)
"""Words of a page stuck to a dispatch: 某某下载中新网甲市5月6日电; 据 before it are not so many."""


_TITLED_INLINE = late(
    rf"(?P<sent>[^。，,]{{0,30}}?\d{{1,2}}月\d{{1,2}}日[电讯])\s++(?P<title>题\s*+[:：]\s*+\S[^。]{{5,60}}?)"
    rf"\s++(?P<by>作者\s++[{HAN}]{{2,4}}(?:\s++[{HAN}]{{2,4}}){{0,2}})\s++(?=\S.{{20}})"
)
"""A dispatch whose dateline, title and writer stand on the line of its text, blanks between."""


def _titled_inline(text: str) -> re.Match[str] | None:
    """Return the title and the writer that stand before the first words of one line."""
    head = text[:40]
    said = "电 题" in head or "電 題" in head or "电 題" in head
    return _TITLED_INLINE.match(simplified(text)) if said else None


def _buried_dateline(text: str) -> int:
    """Return where the dateline begins that words without a mark stand before; 0: nowhere."""
    found = _BURIED.match(text) if "日电" in text[:60] or "日讯" in text[:60] else None
    return found.end() if found else 0


def label_days(draft: Draft) -> Iterator[Proposal]:
    """Label the days of a diary, each a line over text, as its headings.

    One alone may date the page or sign a letter.
    """
    blocks = draft.blocks
    days = [
        i
        for i, (block, after) in enumerate(itertools.pairwise(blocks))
        if block.role in _OVER_TEXT and heads_day(block.text) and _is_told(after)
    ]
    if len(days) > 1:
        yield from (Label(block=i, role=Role.HEADING) for i in days)


_OVER_TEXT = (
    None, Role.PARAGRAPH, Role.SOURCE, Role.BYLINE, Role.TITLE, Role.SUBTITLE, Role.HEADING,
)  # fmt: skip
"""What a day over text may have been taken for: 5月6日 晴 for who wrote it."""


_PHRASE = late(
    rf"(?=[{HAN}0-9“])(?!“[^”]*+”[^”]*说)[{HAN}0-9A-Za-z“”、·—-]{{4,24}}[，,][{HAN}0-9A-Za-z“”、·—-]{{4,24}}"
)
"""Two phrases without an end: 有了这些医生，小镇医院看病的人多了."""
_LONG = 40
"""Characters of the paragraphs around such a line, chosen by hand: lines of verse, of lists and
of a wrapped column are shorter."""


def label_phrases(draft: Draft) -> Iterator[Proposal]:
    """Label a line of two phrases that stands alone between paragraphs with their stops.

    It may be a sentence that lost its stop: the flag says so.
    """
    blocks = draft.blocks
    for i in range(1, len(blocks) - 1):
        block = blocks[i]
        if block.role not in (None, Role.PARAGRAPH) or not _PHRASE.fullmatch(block.text.strip()):
            continue
        apart = all(is_hard(blocks, k - 1, k) or blocks[k].lead for k in (i, i + 1))
        if (
            apart
            and not tells(block.text)
            and _stands_whole(blocks[i - 1])
            and _is_long(blocks[i + 1])
            and continuation(draft, i)[1] <= JOIN
        ):
            yield Label(block=i, role=Role.HEADING)
            yield Doubt(block=i, start=0, end=len(block.text), reason="zone", weight=0.5)


def _is_long(block: Block) -> bool:
    return block.role in (None, Role.PARAGRAPH) and len(block.text) >= _LONG


def _stands_whole(block: Block) -> bool:
    return _is_long(block) and block.text.rstrip().endswith(("。", "！", "？", "。”", "！”", "？”"))


def _is_told(block: Block) -> bool:
    """Return whether a block is what a day's heading may stand over."""
    text = block.role in (None, Role.PARAGRAPH)
    return text and not is_head(block.text) and not is_diary_day(block.text)


def label_heads(draft: Draft) -> Iterator[Proposal]:
    """Label titles, kickers, subtitles and headings; say where each article begins."""
    blocks = draft.blocks
    heads = [_is_head(draft, i) for i in range(len(blocks))]
    runs = _runs(blocks, heads)
    prose = _prose(blocks)
    marked = marked_heads(blocks, (i for run in runs[1:] if not run.signed for i in run.blocks))
    closing = [_closes(blocks, runs, n, prose) for n in range(len(runs))]
    closing = [
        closes and not _is_headed(blocks, runs, closing, n) for n, closes in enumerate(closing)
    ]
    for n, run in enumerate(runs):
        titles = [i for i in run.blocks if blocks[i].role in (None, Role.TITLE)]
        first = run.start <= prose.start
        if closing[n]:
            yield from arrange(draft, titles)
            yield from _moved_up(blocks, run, runs[n - 1] if n else None)
        elif first and not run.signed and _closes_next(runs, closing, n):
            yield from (Label(block=i, role=Role.KICKER) for i in titles)
        elif not first and (
            _say_again(blocks, titles)
            or _goes_under(blocks, run, titles)
            or goes_as_marked(blocks, marked, titles)
        ):
            yield from (Label(block=i, role=Role.HEADING) for i in titles)
        elif first or _opens_article(blocks, runs, run, titles):
            yield from arrange(draft, titles)
            if not first:
                yield Begin(block=_opening(blocks, run.start))
        elif titles:
            last = not any(_is_text(b) for b in blocks[run.blocks[-1] + 1 :])
            yield from (Label(block=i, role=_inside(blocks[i], last)) for i in titles)
    for i, block in enumerate(blocks):
        if block.role is None and not heads[i]:
            yield Label(block=i, role=Role.PARAGRAPH)


def _say_again(blocks: Sequence[Block], titles: Sequence[int]) -> bool:
    """Return whether a headline is only a part of the one over the page: it opens no article.

    A site writes the column and the writer around it: 作家在线：山里的医生／段敏.
    """
    said = next((bare(b.text) for b in blocks if b.role is Role.TITLE), "")
    own = bare(blocks[titles[0]].text) if titles else ""
    return len(own) > _PART and own != said and own in said


def _goes_under(blocks: Sequence[Block], run: Run, titles: Sequence[int]) -> bool:
    """Return whether the second line of a heading stands here: no title opens with a dash."""
    above = run.start > 0 and blocks[run.start - 1].role is Role.HEADING
    return bool(above and titles) and blocks[titles[0]].text.lstrip().startswith(_DASHES)


_DASHES = ("——", "──", "--")
_IN_CHINESE = late(f"[{HAN}]")
_PART = 6
"""Characters of a headline from which it is told in a longer one, chosen by hand."""


def _inside(block: Block, last: bool) -> Role:
    """Return what a short block inside of an article is: 还是一碗粥！ is a sentence.

    The ``last`` line heads nothing, unless the capture itself set it as a heading.
    """
    text = (last or _CRY.search(block.text)) and not _styled(block)
    return Role.PARAGRAPH if text else Role.HEADING


def _is_text(block: Block) -> bool:
    """Return whether a block may be what a heading stands over."""
    return block.role is None or block.role in TEXT_ROLES


def _styled(block: Block) -> bool:
    """Return whether the capture itself set a block as a heading."""
    return block.level > 0 or block.hints.strong


def is_head(text: str) -> bool:
    """Return whether a block could be a headline: at most 45 characters, no full stop."""
    longest = _LONGEST if len(text) <= _LONGEST or not _IN_LETTERS.fullmatch(text) else 3 * _LONGEST
    if not 1 < len(text) <= longest or _SENTENCE.search(text) or _EQUATION.fullmatch(text):
        return False
    if encloses(text):
        return False
    if _CRY.search(text) and (len(text) > 30 or text[0] in '“"「‘'):
        return False
    words = bool(_LETTER.search(text)) and not is_diary_day(text)
    return words and not tells_in_letters(text)


def encloses(text: str) -> bool:
    """Return whether a line says what an official letter encloses: it heads nothing."""
    return bool(_ANNEX.match(text))


def sets_off(text: str) -> bool:
    """Return whether a line is set as no running sentence is: phrases parted, a topic."""
    return bool(_STYLED.search(text))


def tells_in_letters(text: str) -> bool:
    """Return whether a line is a sentence of a language of letters, with its stop."""
    return "." in text[-2:] and bool(_TOLD_IN_LETTERS.fullmatch(text))


def _opens_page(text: str) -> bool:
    """Return whether the first block, a byline behind it, is a headline: commas may be in it.

    跨越山海，心系雪域，医者仁心暖高原 opens no sentence that the byline could go on with.
    """
    return len(text) <= _LONGEST and not _CLOSED.search(text) and bool(_LETTER.search(text))


def _is_head(draft: Draft, i: int) -> bool:
    """A short block that its neighbour continues is a broken paragraph, not a headline."""
    blocks, block = draft.blocks, draft.blocks[i]
    after = blocks[i + 1] if i + 1 < len(blocks) else None
    if block.role is None and i == 0 and after and after.role in (Role.BYLINE, Role.DATELINE):
        return _opens_page(block.text)
    if block.role is not None or not _may_head(block):
        return False
    if i > 0 and tells(block.text) and not _styled(block):
        return False
    if _styled(block) or after is None or after.role in (Role.BYLINE, Role.DATELINE, Role.SOURCE):
        return True
    if sets_off(block.text):
        return continuation(draft, i)[1] <= CERTAIN
    if all(is_head(blocks[k].text) for k in candidates(blocks, i)):
        return True
    right, score = continuation(draft, i)
    sure = _BROKEN if re.search("[，,]", block.text) else JOIN
    opens = i == 0 and right is not None and right > 1  # a page's first line, a sentence below it
    sure = CERTAIN if is_hard(blocks, i, right) or opens else sure
    return right is None or is_head(blocks[right].text) or score <= sure


def _may_head(block: Block) -> bool:
    """Return whether a block has the form of a heading; a page says which lines are such.

    On a page, a line with a comma that is set as any other is a sentence without its stop.
    """
    if _styled(block):
        return len(block.text) <= _LONGEST and not _CLOSED.search(block.text)
    plain = block.hints.tag == "p" and not block.hints.centred
    return is_head(block.text) and not (plain and re.search("[，,]", block.text))


def _runs(blocks: Sequence[Block], heads: Sequence[bool]) -> list[Run]:
    runs: list[Run] = []
    members: list[int] = []
    for i in range(len(blocks) + 1):
        if i < len(blocks) and (heads[i] or blocks[i].role in _HEAD_ROLES):
            members.append(i)
        elif members:
            roles = {blocks[k].role for k in members}
            signed = bool(roles & {Role.BYLINE, Role.DATELINE, Role.TITLE})
            runs.append(Run(blocks=tuple(members), signed=signed))
            members = []
    return runs


def _prose(blocks: Sequence[Block]) -> range:
    """Return from which block to which running text stands; empty, behind all, where none does."""
    running = (None, Role.PARAGRAPH)
    found = [i for i, b in enumerate(blocks) if b.role in running and not is_head(b.text)]
    return range(found[0], found[-1] + 1) if found else range(len(blocks), len(blocks))


def _closes(blocks: Sequence[Block], runs: Sequence[Run], n: int, prose: range) -> bool:
    """Return whether the titles of a run belong to the text before it (seed 000).

    So it is where no text follows the last run. A capture that opens with text and ends so has
    all its titles behind their texts.
    """
    run, last = runs[n], runs[-1]
    if not run.signed or run.start <= prose.start:
        return False
    if not any(blocks[i].role in (None, Role.TITLE) for i in run.blocks):
        return False
    if not last.signed or prose.stop > last.blocks[-1] + 1:
        return False
    return run is last or next(r for r in runs if r.signed).start > prose.start


def _is_headed(
    blocks: Sequence[Block], runs: Sequence[Run], closing: Sequence[bool], n: int
) -> bool:
    """Return whether the text before run ``n`` has a title over it already, the page's first.

    What stands behind it then is no headline: 汽车／楼市／视频, the sections of a site.
    """
    over = runs[n - 1] if n else None
    if over is None or closing[n - 1] or over.start > 0:
        return False
    return any(blocks[i].role is Role.TITLE for i in over.blocks)


def _closes_next(runs: Sequence[Run], closing: Sequence[bool], n: int) -> bool:
    """Return whether the next signed run closes the text that run ``n`` stands before."""
    return next((closing[k] for k in range(n + 1, len(runs)) if runs[k].signed), False)


def _opens_article(
    blocks: Sequence[Block], runs: Sequence[Run], run: Run, titles: Sequence[int]
) -> bool:
    """Return whether a run amid text heads an article: a dateline, or a headline before a byline.

    A byline with a headline only behind it signs what stands before: a lead, or a whole text.
    """
    if _has_dateline(blocks, run):
        chinese = bool(_IN_CHINESE.search(blocks[run.start].text))
        return bool(titles) or (chinese and not _goes_on(blocks, runs[0], run.start))
    signed = [i for i in run.blocks if blocks[i].role in (Role.BYLINE, Role.TITLE)]
    return bool(signed and titles) and titles[0] <= signed[-1]


def _goes_on(blocks: Sequence[Block], top: Run, start: int) -> bool:
    """Return whether a dateline without a headline goes on after the lead under a title.

    发放疫苗三千支 / 本月起，…… / 本报山南5月6日电 ……; of two briefs the first has its own.
    """
    titled = any(blocks[i].role in (None, Role.TITLE) for i in top.blocks if i < start)
    return titled and not any(_is_signed(block) for block in blocks[:start])


def _is_signed(block: Block) -> bool:
    """Return whether a block says who tells a text, in brackets behind its last sentence too."""
    behind = _IN_BRACKETS.search(block.text[-_BRACKETS:])
    named = behind is not None and are_names(simplified(behind[1]))
    return named or block.role in (Role.DATELINE, Role.BYLINE)


_IN_BRACKETS = late(rf"[。！？”]\s?[（(]([{HAN}·]{{2,4}})[）)]$")
_BRACKETS = 10
"""Characters at the end of a block among which such a name stands."""


def _has_dateline(blocks: Sequence[Block], run: Run) -> bool:
    """Return whether a dateline opens a text here; a byline alone signs the text before it."""
    return any(blocks[i].role is Role.DATELINE for i in run.blocks)


def _moved_up(blocks: Sequence[Block], run: Run, before: Run | None) -> Iterator[Proposal]:
    """Move a closing run to the head of the text before it, over the dateline of that."""
    own = before and _has_dateline(blocks, before) and not _is_above(blocks, before)
    start = before.blocks[-1] + 1 if before and before.signed and not own else 0
    for i in run.blocks:
        yield Place(block=i, before=start, reason="title-behind")
    if start:
        yield Begin(block=run.start)


def _is_above(blocks: Sequence[Block], run: Run) -> bool:
    """Return whether a run has a title, or text stands over it."""
    titled = any(blocks[i].role in (None, Role.TITLE) for i in run.blocks)
    return titled or any(_is_text(block) for block in blocks[: run.start])


def _opening(blocks: Sequence[Block], start: int) -> int:
    """Return where an article opens: an editor's note may stand before its headline."""
    while start and blocks[start - 1].role is Role.NOTE:
        start -= 1
    return start
