"""Which lines of a page are its headlines, and which title another article further down."""

from __future__ import annotations

import itertools
from bisect import bisect, bisect_left
from collections.abc import Iterator, Sequence

from aidstories.model import Role
from aidstories.restore.draft import Block, Doubt, Drop, Label, Merge, Proposal
from aidstories.restore.lexicon.byline import credits_picture, is_byline, parse_byline
from aidstories.restore.lexicon.chars import (
    HAN,
    bare,
    ends_sentence,
    is_capitalised,
    simplified,
)
from aidstories.restore.lexicon.continuity import JOIN
from aidstories.restore.lexicon.imprint import is_address, is_imprint, passed_on
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.person_names import are_names
from aidstories.restore.passes.heads import is_head
from aidstories.restore.passes.lost_pictures.page import shows_lost
from aidstories.restore.passes.lost_pictures.scenes import shows_scene
from aidstories.restore.passes.titles import arrange
from aidstories.restore.passes.zoned.again import set_again
from aidstories.restore.passes.zoned.behind import closes, over_its_source
from aidstories.restore.passes.zoned.columns import is_column, tells_kind
from aidstories.restore.passes.zoned.labels import heads_below_writers
from aidstories.restore.passes.zoned.page import (
    CERTAIN,
    GENRE,
    GONE,
    LIKELY,
    NOTICE,
    PROSE,
    SURE,
    UNLIKELY,
    Page,
    is_listed,
    is_sentence,
    is_set_as_title,
    may_head,
    runs_on,
)
from aidstories.restore.zones.grammar import Part
from aidstories.restore.zones.labels import HEADLINES, REASONS, ROLES, Zone
from aidstories.restore.zones.model import Decision
from aidstories.restore.zones.view import PHRASE, goes_on

_SPACED = late(rf"\s*+[{HAN}][ \u3000]{{1,3}}[{HAN}]\s*+")
_WORK = late("《[^《》]{1,30}》")
_DASH = ("——", "──", "--")
"""What opens a subtitle, and no title that has a line above it."""
_ADVISES = late(
    r"\W*(?:(?:受访|指导|审核|咨询|主讲|科普|本期|出诊)(?:专家|医生|医师|嘉宾|对象)|受访[者人])"
    r"\s*+[:：/／|｜丨]\s*+\S"
)
"""A line that says whom the writer asked: 受访专家/某县医院副主任医师 段敏."""
_WORDS = late(r"[\u4e00-\u9fff“”]{3,16}")
_CRY, _ASKED = late(r"[^“「。！？!?]{1,30}[！？!?]{1,2}|[A-Z][A-Za-z ,'’-]{8,90}[?!]"), 5
"""A headline that asks or cries out, and the characters that it has at least, chosen by hand."""
_ALONE = 0.85
"""Probability from which one phrase over a text is its title, whatever headline the model says."""
_LEAD = 100
"""Characters of a lead over the writers at most, chosen by hand."""
_LINES = 3
"""Lines from which a headline is told by a part of the page's title."""
_SET = (Role.ROW, Role.ITEM)
"""What text is besides paragraphs: a page may have one and its table."""
_SITES = late(r"[_|｜]")
_SECTION = 6
"""Characters of a line over a title that is rather its kicker, chosen by hand."""
_PART = 4
"""Characters of a line from which it is told in a longer title, chosen by hand."""


def opening(page: Page) -> Iterator[Proposal]:
    """Label the short lines between the head and the first running text."""
    roles = {Zone.HEADING: Role.HEADING, Zone.TEXT: Role.PARAGRAPH}
    for i in range(page.top, len(page.blocks)) if page.top else ():
        block, made = page.blocks[i], page.decisions[i]
        if block.role is not None or made.part is not Part.BODY or shows_lost(page, i):
            continue
        if passed_on(simplified(block.text)) or is_address(block.text):
            yield Label(block=i, role=Role.SOURCE)
            continue
        if is_sentence(block.text) or (made.sure < LIKELY and made.heads >= UNLIKELY):
            return
        if heads_below_writers(page, i):
            return
        broken = made.label is Zone.HEADING and runs_on(page, i, JOIN)
        set_off = made.label is Zone.TEXT and (block.level or block.hints.strong)  # ## 老师
        if made.label in roles and block.text and not (broken or set_off):
            yield Label(block=i, role=roles[made.label])


def later(page: Page) -> Iterator[Proposal]:
    """Label what certainly is the title of another article, in all its lines, and what is near."""
    blocks, decisions = page.blocks, page.decisions
    kept = page.kept[bisect_left(page.kept, page.top) :]
    last = max((i for i in kept if decisions[i].label is Zone.TEXT), default=0)
    fresh = [
        i
        for i in kept[: bisect(kept, last)]
        if blocks[i].role is None and decisions[i].sure >= LIKELY
    ]
    alike = set_again(page)
    found = [] if closes(page) else sorted({*_titled(page, fresh), *alike})
    if not found:
        return
    yield from (Label(block=i + 1, role=Role.SOURCE) for i in alike)
    first = next(bare(blocks[i].text) for i, d in enumerate(decisions) if d.label is Zone.TITLE)
    again = [i for i in found if _heads_part(blocks[i].text.strip(), first) or _is_led(page, i)]
    yield from (Label(block=i, role=Role.HEADING) for i in again)  # the page's own line holds it
    titles = [i for i in found if i not in again]
    yield from (Label(block=i, role=Role.TITLE) for i in titles)
    yield from _joined(blocks, titles)
    near = {k for i in titles for k in (i - 1, i + 1)} & set(fresh)
    roles = {Zone.KICKER: Role.KICKER, Zone.SUBTITLE: Role.SUBTITLE}
    yield from (
        Label(block=k, role=roles[decisions[k].label])
        for k in sorted(near)
        if decisions[k].label in roles
    )


def _heads_part(text: str, title: str) -> bool:
    """Return whether a line that seems a title heads a part of the text under ``title``.

    The page's own line holds it, or it names a work that the text quotes: 《山行》.
    """
    return _says(bare(text), title) or bool(_WORK.fullmatch(text) and not _WORK.fullmatch(title))


def _is_led(page: Page, i: int) -> bool:
    """Return whether a line below the page's only writers heads its first part, behind a lead.

    The lead is of a few words: an article that its writers sign below has more of them.
    """
    above = [page.blocks[k].text for k in page.kept if page.title < k < i - 1]
    signed = any(map(is_byline, above))
    return not signed and sum(map(len, above)) <= _LEAD and heads_below_writers(page, i)


def headlines(page: Page) -> Iterator[Proposal]:
    """Label the lines of the page's own headline, and what only looks like one."""
    kept = page.kept[: bisect_left(page.kept, page.top)]
    heads = [i for i in kept if _heads(page.blocks[i], page.decisions[i])]
    names = {i for i in heads[1:] if _is_spaced_name(page.blocks[i].text)}
    told = {i for i in heads[:1] if len(heads) == 1 and _is_told(page, i)}
    listed = [i for i in heads if is_listed(page.blocks, i)]
    head = [i for i in heads if i not in {*page.form, *names, *told, *listed}]
    for i in told:
        shown = shows_scene(page.blocks[i].text.strip().rstrip("。"))
        yield Label(block=i, role=Role.CAPTION if shown else Role.PARAGRAPH)
        yield Doubt(block=i, start=0, end=len(page.blocks[i].text), reason="zone")
    yield from (Label(block=i, role=Role.PARAGRAPH) for i in page.form)
    said = {i: _says_whose(page.blocks[i], page.decisions[i]) for i in kept if i not in head}
    said |= dict.fromkeys(names, Role.BYLINE)
    yield from (Label(block=i, role=role) for i, role in said.items() if role)
    signed = _signed(page)
    lone = _lone(page, head)
    cut = [
        i for i in head if i != lone and (i > signed or (i + 1 not in head and runs_on(page, i)))
    ]
    cut += [i for i in head if i not in cut and _ADVISES.match(page.blocks[i].text)]
    cut += [i for i in kept if i > signed and _is_unknown(page.blocks[i], page.decisions[i])]
    yield from (Label(block=i, role=Role.PARAGRAPH) for i in cut)
    lost = _lost_its_title(page) or said.get(page.title) is not None or page.title in listed
    again = [i for i in head if i - 1 in head and page.bare[i] == page.bare[i - 1]]
    again += [i for i in head[1:] if i not in again and _is_in_title(page, head, i)]
    yield from (Drop(block=i, reason="repeat") for i in again)  # a bar says the title, so does h1
    yield from _arranged(page, [i for i in head if i not in (*cut, *again)], lost)
    if (title := _under_dash(page)) is not None:
        yield Label(block=title - 1, role=Role.KICKER)
        yield Label(block=title, role=Role.TITLE)
    if not head and (behind := over_its_source(page)) is not None:
        yield Label(block=behind, role=Role.TITLE)
        yield Doubt(block=behind, start=0, end=len(page.blocks[behind].text), reason="zone")
    elif not head and (first := _first_alone(page)) is not None:
        yield Label(block=first, role=Role.TITLE)
        yield Doubt(block=first, start=0, end=len(page.blocks[first].text), reason="zone")


def _is_told(page: Page, i: int) -> bool:
    """Return whether the only headline is a sentence with its stop, below the source: none is."""
    over = any(page.decisions[k].label is Zone.SOURCE for k in range(i))
    plain = page.blocks[i].role is None and not page.blocks[i].level
    return over and plain and page.blocks[i].text.rstrip().endswith("。")


def _is_in_title(page: Page, head: Sequence[int], i: int) -> bool:
    """Return whether a headline is a part of the first: 市医院帮扶丙县 below 甲市医院帮扶丙县."""
    titled = page.decisions[head[0]].label is Zone.TITLE
    own, title = page.bare[i], page.bare[head[0]]
    return titled and PHRASE < len(own) < len(title) and own in title


def _is_spaced_name(text: str) -> bool:
    """Return whether a line is one name that print has spaced out: 段 敏, below a headline."""
    return bool(_SPACED.fullmatch(text)) and are_names(simplified(text))


def _under_dash(page: Page) -> int | None:
    """Return the line under one that seems the only title and is none by its form.

    It opens with a dash (——记一支医疗队), or names the kind of text: 记者手记.
    """
    titles = [i for i, d in enumerate(page.decisions[: page.top]) if d.label is Zone.TITLE]
    first = page.blocks[titles[0]].text.strip() if titles else ""
    if titles != page.kept[:1] or not (first.startswith(_DASH) or GENRE.fullmatch(first)):
        return None
    under = titles[0] + 1
    if under not in page.kept or under >= page.top:
        return None
    short = GENRE.fullmatch(first) and _is_bare_phrase(page.blocks[under].text.strip())
    return under if short or may_head(page, under) else None


def _is_bare_phrase(text: str) -> bool:
    """Return whether a short line is no more than words: 那曲的风, under 记者手记."""
    return bool(_WORDS.fullmatch(text)) and not (is_byline(text) or is_imprint(text))


def _first_alone(page: Page) -> int | None:
    """Return the first line of a page where it is a headline by its form, whatever the model says.

    The words of an English one have capitals; one in Chinese may ask or cry out over paragraphs, or
    call itself a notice.
    """
    kept = [k for k in page.kept[:3] if page.blocks[k].role is not Role.SOURCE]
    first, second = [*kept, -1, -1][:2]
    lost = _lost_its_title(page)
    if first in (0, 1) and lost and may_head(page, first):
        return first  # over it stood its site's name, or below it a control like a headline
    titles = [i for i, d in enumerate(page.decisions) if d.label is Zone.TITLE]
    if second < 0 or (not lost and not page.form.issuperset(titles)):
        return None
    block = page.blocks[first]
    asks = _asks(page, first)
    notice = first == 0 and bool(NOTICE.fullmatch(block.text.strip()))
    heads = block.role is None and (is_capitalised(block.text) or asks or notice)
    heads = heads and not is_sentence(block.text)
    below = page.blocks[second].text
    told = is_sentence(below) or (asks and "。" in below)
    told = told or (notice and (len(below) > PROSE or second in page.form))
    return first if heads and told else None


def _asks(page: Page, first: int) -> bool:
    """Return whether a line asks or cries out over whole paragraphs: 牧场上能做彩超吗？."""
    text, below = page.blocks[first].text.strip(), page.blocks[first + 1 :]
    ended = (b.text.endswith(".") or ends_sentence(b.text) for b in below)
    apart = len(below) > 1 and all(ended) and all(b.lead for b in below)
    return apart and len(bare(text)) >= _ASKED and bool(_CRY.fullmatch(text))


def _arranged(page: Page, head: Sequence[int], lost: bool) -> Iterator[Proposal]:
    """Label the headlines ``head``; another headline may stand behind the text, or none be left.

    Where the title was ``lost``, the only line that is left is it.
    """
    labels = [page.decisions[i].label for i in head]
    if page.top < len(page.decisions) and closes(page):
        if all(label is Zone.KICKER for label in labels):  # its headline stands behind
            yield from (Label(block=i, role=Role.KICKER) for i in head)
    elif Zone.TITLE in labels:
        yield from _decided(page, head)
    elif len(head) == 1 and lost:
        yield Label(block=head[0], role=Role.TITLE)
    elif head and head[0] == _lone(page, head):
        yield Label(block=head[0], role=Role.TITLE)
        if not is_set_as_title(page, head[0]):
            yield Doubt(block=head[0], start=0, end=len(page.blocks[head[0]].text), reason="zone")


def _lone(page: Page, head: Sequence[int]) -> int | None:
    """Return the one line of ``head`` if it is a headline all by itself, not sure which.

    A phrase over whole paragraphs with blank lines between: it has no title below it that it could
    be the kicker of, and no piece of a sentence stands in a capture that breaks none.
    """
    titled = any(d.label is Zone.TITLE for d in page.decisions)
    if titled or len(head) != 1 or head[0] != page.kept[0]:
        return None
    block, made = page.blocks[head[0]], page.decisions[head[0]]
    rest = page.blocks[head[0] + 1 :]
    below = [b for b in rest if len(b.text) > PROSE and b.role is None]
    more = any(b.role in _SET or ends_sentence(b.text) for b in rest[1:])
    alone = len(rest) == 1 and len(rest[0].text) > 2 * PROSE
    told = len(below) > 1 or (below and (more or alone))
    whole = told and all(ends_sentence(b.text) and b.lead for b in below)
    stands = made.heads >= _ALONE and block.role is None and is_head(block.text) and whole
    return head[0] if stands else None


def _lost_its_title(page: Page) -> bool:
    """Return whether the title went: it was the page's own name."""
    titled = any(d.label is Zone.TITLE for d in page.decisions)
    return titled and page.title not in page.kept


def _heads(block: Block, made: Decision) -> bool:
    """Return whether a line is of the headline; a page's own source is none that is not sure."""
    unread = block.role in (None, Role.SOURCE)
    if block.role is Role.DATELINE or (unread and is_imprint(block.text)):
        return False
    source = block.role is Role.SOURCE and made.label is not Zone.TITLE
    if made.label not in HEADLINES or made.sure >= GONE:
        return made.label in HEADLINES and not source
    return not (source or _form(block.text))


def _says_whose(block: Block, made: Decision) -> Role | None:
    """Return what a line is that looks like a headline to the whole page, but names who wrote or
    who published when."""
    return _form(block.text) if made.label in HEADLINES and block.role is None else None


def _form(text: str) -> Role | None:
    if is_byline(text) and parse_byline(text):
        return Role.BYLINE
    return Role.SOURCE if is_imprint(text) else None


def _signed(page: Page) -> int:
    """Return where names stand below the title: behind them text begins, though it be cut off."""
    below = range(page.title + 1, page.top)
    return next((i for i in below if page.decisions[i].label is Zone.BYLINE), page.top)


def _is_unknown(block: Block, made: Decision) -> bool:
    """Return whether a line has no label that is likelier than all others."""
    said = is_imprint(block.text) or credits_picture(block.text)
    unread = block.role is None and made.label not in REASONS and not said
    return unread and made.sure < LIKELY


def _says(own: str, title: str) -> bool:
    """Return whether a line is a part of a longer title, both bare."""
    return _PART < len(own) < len(title) and own in title


def _titled(page: Page, lines: Sequence[int]) -> list[int]:
    """Return which lines certainly are a title, or go on in one or from one."""
    decisions = page.decisions
    likely = [
        i for i in lines if decisions[i].label is Zone.TITLE and decisions[i].part is Part.HEAD
    ]
    certain = {i for i in likely if decisions[i].sure >= CERTAIN}
    pairs = [p for p in itertools.pairwise(likely) if p[1] == p[0] + 1 and certain & set(p)]
    halves = {i for p in pairs if _goes_on(page.blocks, *p) for i in p}
    return sorted(certain | halves)


def _goes_on(blocks: Sequence[Block], one: int, other: int) -> bool:
    return goes_on(blocks[one].text.strip(), blocks[other].text.strip())


def _decided(page: Page, head: Sequence[int]) -> Iterator[Proposal]:
    """Label the headlines as decided; where that is not sure, as their lengths and marks say."""
    blocks, decisions = page.blocks, page.decisions
    titles = _titles(page, head)
    pair = [i for i in titles if decisions[i].label is not Zone.TITLE]
    dashed = [i for i in head if blocks[i].text.lstrip().startswith(_DASH)]
    said = [i for i in head if decisions[i].label is Zone.TITLE]
    if (lead := _told_for_title(page, head)) is not None:
        yield Label(block=lead - 1, role=Role.TITLE)
        yield Label(block=lead, role=Role.PARAGRAPH)
        rest = [i for i in head if i not in (lead - 1, lead)]
        yield from (Label(block=i, role=ROLES[decisions[i].label]) for i in rest)
    elif lines := _as_titled(page, head):
        rest = [i for i in head if i not in lines]
        yield from (Label(block=i, role=ROLES[decisions[i].label]) for i in rest)
        yield from (Label(block=i, role=Role.TITLE) for i in lines)
        for one, other in itertools.pairwise(lines):
            yield Merge(left=one, right=other, reason="title-lines")
    elif (again := _said_again(page, head)) is not None:
        yield Label(block=again, role=Role.TITLE)
        yield from (Label(block=i, role=Role.KICKER) for i in head if i < again)
        yield from (Label(block=i, role=Role.SUBTITLE) for i in head if i > again)
    elif len(head) > 1 and len(titles) > 1 and is_column(blocks[titles[0]].text):
        said_so = {i: ROLES[decisions[i].label] for i in head} | {titles[0]: Role.KICKER}
        yield from (Label(block=i, role=role) for i, role in said_so.items())
    elif (below := _tells_genre(page, head)) is not None:
        roles = {below - 1: Role.TITLE, below: Role.SUBTITLE}
        yield from (Label(block=i, role=roles.get(i, Role.KICKER)) for i in head)
        yield Doubt(block=below, start=0, end=len(blocks[below].text), reason="zone")
    elif dashed and said == dashed and dashed[0] - 1 in head:
        yield Label(block=dashed[0] - 1, role=Role.TITLE)
        yield from (Label(block=i, role=Role.SUBTITLE) for i in dashed)
    elif all(decisions[i].sure >= LIKELY for i in head if i not in pair):
        yield from (Label(block=i, role=ROLES[decisions[i].label]) for i in head)
        yield from _joined(blocks, titles)
    else:
        yield from arrange(page.draft, head)


def _told_for_title(page: Page, head: Sequence[int]) -> int | None:
    """Return the line that seems the title and is a sentence with its stop, below one without.

    A lead of one sentence may stand between the title and the writers.
    """
    titles = [i for i in head if page.decisions[i].label is Zone.TITLE]
    if not titles or titles[-1] - 1 not in head or titles[:-1] not in ([], [titles[-1] - 1]):
        return None
    lead = titles[-1]
    over, told = (page.blocks[i].text.strip() for i in (lead - 1, lead))
    stops = told.endswith(("。", "。”")) and not over.endswith(("。", "。”", "：", ":"))
    return lead if stops and is_head(over) else None


def _tells_genre(page: Page, head: Sequence[int]) -> int | None:
    """Return the last line of ``head`` where it names the kind of text under its only headline.

    A short line over it is its kicker rather: 大爱无疆 over 某市医疗队援藏纪实.
    """
    if len(head) != 2 or head[0] + 1 != head[1]:
        return None
    over, below = (page.blocks[i].text.strip() for i in head)
    named = tells_kind(below) and not tells_kind(over)
    whole = len(bare(over)) > _SECTION and not is_column(over)
    return head[1] if named and whole and is_head(over) else None


def _said_again(page: Page, head: Sequence[int]) -> int | None:
    """Return the only line that the head says twice, where another is its title without being sure.

    A page says its title over its day, and its editor once more over the text.
    """
    found = [i for i in head if page.said[page.bare[i]] > 1 and len(page.bare[i]) >= PHRASE]
    titles = [i for i in head if page.decisions[i].label is Zone.TITLE]
    sure = any(i in found or page.decisions[i].sure >= CERTAIN for i in titles)
    return found[0] if len(found) == 1 and not sure else None


def _as_titled(page: Page, head: Sequence[int]) -> Sequence[int]:
    """Return the lines on which the page sets what its own title says in one.

    So do the titles of laws and notices: 乙县人民医院／关于开展义诊及／送药下乡的通知. Two lines
    are all that it says before the name of the site, a subtitle none of them.
    """
    said = page.draft.meta.get("title", "")
    own, whole = bare(said), bare(_SITES.split(said)[0])
    for start in range(len(head) - 1) if own else ():
        text, end = "", start
        while end < len(head) and own.startswith(bare(page.blocks[head[end]].text), len(text)):
            text, end = text + bare(page.blocks[head[end]].text), end + 1
        second = page.blocks[head[start + 1]].text.lstrip()
        several = end - start >= _LINES and 2 * len(text) > len(own)
        if several or (end - start > 1 and text == whole and not second.startswith(_DASH)):
            return head[start:end]
    return ()


def _titles(page: Page, head: Sequence[int]) -> list[int]:
    """Return the lines of the title, with the line above that may be the first phrase of it.

    That is a kicker that is not sure; two phrases of one length are a pair, whatever the model
    takes the first for without being sure of it.
    """
    blocks, decisions = page.blocks, page.decisions
    found = [i for i in head if decisions[i].label is Zone.TITLE]
    if found[-1] + 1 in head and _ends_below(blocks, found[-1], decisions[found[-1] + 1]):
        found.append(found[-1] + 1)
    above = found[0] - 1
    whole = len(found) > 1 and _goes_on(blocks, *found[:2])
    if whole or above not in page.kept or blocks[above].role is not None:
        return found
    made, sizes = decisions[above], {len(bare(blocks[i].text)) for i in (above, found[0])}
    dashed = blocks[above].text.rstrip().endswith(("—", "-", "─"))
    pair = len(sizes) == 1 and max(sizes) <= PHRASE and is_head(blocks[above].text) and not dashed
    kicker = made.label is Zone.KICKER
    if (kicker and LIKELY <= made.sure < SURE) or (pair and (kicker or made.sure < LIKELY)):
        return [above, *found]
    return found


def _ends_below(blocks: Sequence[Block], title: int, made: Decision) -> bool:
    """Return whether a line under a cry is the title's second line: it is no sure subtitle."""
    cry, below = (blocks[i].text.strip() for i in (title, title + 1))
    open_ended = cry.endswith(("！", "!")) and not below.startswith(("—", "-", "─"))
    return open_ended and made.label is Zone.SUBTITLE and made.sure < SURE


def _joined(blocks: Sequence[Block], titles: Sequence[int]) -> Iterator[Proposal]:
    """Join two lines of one title."""
    last = -1
    for one, other in itertools.pairwise(titles):
        if one > last and other == one + 1 and _goes_on(blocks, one, other):
            glue = "" if blocks[one].text.rstrip().endswith(tuple("！？，：!?,:、")) else " "
            yield from (Label(block=i, role=Role.TITLE) for i in (one, other))
            yield Merge(left=one, right=other, reason="title-lines", glue=glue)
            last = other
