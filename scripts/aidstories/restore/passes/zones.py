"""Head and tail: every line around the running text gets its label in one decision.

What is no part of an article is dropped, what the model is unsure of is flagged and stays. Between
the first and the last running text only what certainly is none goes; which short lines there are
headings, and where another article begins, `heads.label_heads` says.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect
from collections.abc import Iterator, Sequence

from aidstories.model import Role
from aidstories.restore.draft import Block, Border, Doubt, Draft, Drop, Label, Merge, Proposal
from aidstories.restore.lexicon.byline import is_byline, parse_byline
from aidstories.restore.lexicon.chars import bare, ends_sentence, simplified
from aidstories.restore.lexicon.continuity import JOIN, continuity
from aidstories.restore.lexicon.imprint import is_imprint
from aidstories.restore.lexicon.tibetan_heads import is_head as is_tibetan_head
from aidstories.restore.passes.breaks import CERTAIN
from aidstories.restore.passes.furniture import why
from aidstories.restore.passes.heads import is_head, sets_off
from aidstories.restore.passes.titles import arrange
from aidstories.restore.zones.cues import speaks_of_page, speaks_of_picture
from aidstories.restore.zones.grammar import HEADS, Part
from aidstories.restore.zones.labels import HEADLINES, REASONS, ROLES, Zone
from aidstories.restore.zones.model import RUNNING, Decision, decide
from aidstories.restore.zones.view import PHRASE, goes_on, view

_SURE = 0.93
"""Probability from which a label stands without a flag: with the lines that are not what the model
says, 82 % of 51 wrong lines of 400 generated pages carry a flag, and 3.0 % of 7,910 right ones;
with .94 it would be 4 % of these."""
_GONE = 0.7
"""Probability from which a line is dropped by its label alone; of .7, .8 and .9 on 600 generated
pages all are right in 98.1 % of what they drop, and .7 leaves least. From it, too, a line that is
set apart is a heading: with .9, two more of 899 are missed."""
_CERTAIN = 0.9
"""Probability from which a label stands against a rule of furniture, or amid text."""
_FLAT = 0.97
"""Probability from which a line amid text that nothing sets off is a heading without a flag: .99
flags seven more right lines of 7,910, and no wrong one."""
_PLAIN = 0.99
"""Probability from which a whole sentence is a caption without a flag: .97 leaves six wrong ones of
400 generated pages without, .99 two."""
_PROSE = 20
"""Characters from which a sentence is running text, as in `passes.furniture`."""
_LIKELY = 0.5
"""Probability from which the model says which headline is which; of .0, .5, .65 and .8 the best on
500 generated pages (title and kicker)."""
_LONE = 0.85
"""Probability from which one phrase over a text is its title, whatever headline the model says."""
_UNLIKELY = 0.3
"""Probability below which a line under the title is no subtitle, whatever it is."""
_HEADING = 45
"""Characters of a heading, as in `passes.heads`."""
_NUMBERED = re.compile(
    r"\s*+(?:[（(]?[一二三四五六七八九十]{1,3}[)）、.]|\d{1,2}[、.．](?:\s++(?!\d)|(?!\d))|0\d\s|第[一二三四五六七八九十]{1,3}[天章节])"
)
_STOPPED = re.compile(r"(?:(?<!\s)[^\S\n]*+\n|[。；;，,、：:][”」』’]?)\s*+$")
_WIDE = 3
"""Blank lines that a picture leaves, as in `passes.figures`."""
_WORD = 4
"""Characters of a control that no list knows, chosen by hand."""
_LONGEST = 360
"""Characters of a line of furniture, as in `passes.furniture`."""
_NAME = 14
"""Characters of a publisher's name, as in `lexicon.imprint`."""
_PUBLISHED = re.compile(
    r"\d{4}|[〇零○一二三四五六七八九]{4}年|[:：/|｜]|[报網网社台]\s*+$|转自|转载|轉自|轉載"
)
"""What a longer line of source has at least one of."""
_OFFICE = re.compile(r"\W*[\u4e00-\u9fff]{0,14}(?:记者|通讯员)\s+\S|[（(][^（）()]+[)）]$")
"""A line signs by such words even where the model takes it for a heading: □ 某报记者 段敏."""
_WRITERS = re.compile(r"\W*(?:供\s*+稿|撰\s*+稿|作\s*+者|通讯员|撰\s*+文)\s*+[:：]")
_QUOTED = re.compile("“[^“”]+”")
_ROMAN = re.compile(r"[A-Z][A-Za-z'’ -]{3,44}[a-z]")
"""A heading in English, a few words without a mark: National program."""
_PLAYER = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?|\[\"[\w ,\"]{1,60}\"\]")
"""How long a video over a text is, 02:51, or its keywords as the page's script writes them."""
_CUT = re.compile(r"[^。]+(?:…|\.\.\.)")
"""A line that a list of other articles cut short: 医疗队走进牧区，…; no sentence ends before."""
_STOP = re.compile(r"[a-z)]\.[\"”’']?\s*+$")
"""How a sentence ends in a language of letters."""
_READ = (Role.SOURCE, Role.BYLINE, Role.TITLE)
"""Roles that the reader of a page guesses by names of classes."""
_STEP = re.compile(r"\S\s*+[-–>＞»/]\s|[>＞»]")
_DASH = ("——", "──", "--")
"""What opens a subtitle, and no title that has a line above it."""
_FIGURES = (Role.CAPTION, Role.CREDIT)


def label_zones(draft: Draft) -> Iterator[Proposal]:
    """Label head and tail; drop what a page carries beside its articles."""
    seen = view(draft)
    decisions = decide(seen)
    top = _top(decisions)
    title = next((i for i in range(top) if decisions[i].label is Zone.TITLE), top)
    opened = next((i for i, b in enumerate(draft.blocks) if _is_sentence(b.text)), len(decisions))
    titled = any(d.label is Zone.TITLE for d in decisions)
    headed = any(d.label is Zone.TITLE and d.sure >= _CERTAIN for d in decisions)
    gone = [
        None
        if made is RUNNING
        else _why_dropped(draft.blocks, i, made, (i in seen.recommended, headed, titled, opened))
        for i, made in enumerate(decisions)
    ]
    gone = [_among_controls(draft.blocks, gone, i) for i in range(len(gone))]
    gone = [reason or _repeats(draft.blocks, title, i, top) for i, reason in enumerate(gone)]
    gone = [reason or _leads_to_title(draft.blocks, i, top) for i, reason in enumerate(gone)]
    kept = [i for i, reason in enumerate(gone) if not reason]
    for i, (block, made) in enumerate(_paired(draft, decisions)):
        if made is RUNNING or _says_by_label(block):
            continue
        if reason := gone[i]:
            if block.text and (made.label in ROLES or made.part in HEADS):
                yield from _doubted(i, block, made.gone)
            yield Drop(block=i, reason=reason)
        elif (
            made.label is Zone.HEADING
            and made.sure >= _CERTAIN
            and _has_form(block, made)
            and not _opens(draft.blocks, i)
            and not _amid(draft, i, kept)
        ):
            yield Label(block=i, role=Role.HEADING)
            yield from _doubted(i, block, made.sure)
        elif made.label is Zone.CAPTION and block.src is None and _runs_on(draft, i, kept):
            yield Label(block=i, role=Role.PARAGRAPH)
        elif block.text.strip() and block.src is None and not _is_printed(draft.blocks, i):
            yield from _labelled(draft.blocks, i, made, i < top, title < i)
            yield from _doubts(draft.blocks, i, made, i < top)
            if (i < top and made.label in HEADLINES and _is_of_lines(draft.raw, block)) or (
                made.label is Zone.HEADING and made.sure >= _FLAT and _runs_on(draft, i, kept, JOIN)
            ):
                yield Doubt(block=i, start=0, end=len(block.text), reason="zone", weight=0.5)
    yield from _opening(draft, decisions, top, kept)
    yield from _later(draft, decisions, [i for i in kept if i >= top])
    head = [i for i in kept if i < top and _heads(draft.blocks[i], decisions[i])]
    names = [i for i in kept if i < top and i not in head and _names(draft.blocks[i], decisions[i])]
    yield from (Label(block=i, role=Role.BYLINE) for i in names)
    signed = _signed(decisions, title, top)
    cut = [i for i in head if i > signed or (i + 1 not in head and _runs_on(draft, i, kept))]
    first = head == kept[:1] and not titled
    lone = [i for i in head if first and _stands_over(draft, i, decisions[i])]
    cut = [i for i in cut if i not in lone]
    cut += [i for i in kept if signed < i < top and _is_unknown(draft.blocks[i], decisions[i])]
    yield from (Label(block=i, role=Role.PARAGRAPH) for i in cut)
    head = [i for i in head if i not in cut]
    if not (top < len(decisions) and _closes(decisions)):
        if any(decisions[i].label is Zone.TITLE for i in head):
            yield from _headlines(draft, kept, head, decisions)
        elif len(head) == 1 and titled and title not in kept:  # the title was the page's own name
            yield Label(block=head[0], role=Role.TITLE)
        elif head == lone:
            yield from (Label(block=i, role=Role.TITLE) for i in lone)
            yield from (
                Doubt(block=i, start=0, end=len(draft.blocks[i].text), reason="zone") for i in lone
            )
    elif all(decisions[i].label is Zone.KICKER for i in head):  # its headline stands behind
        yield from (Label(block=i, role=Role.KICKER) for i in head)


def _stands_over(draft: Draft, i: int, made: Decision) -> bool:
    """Return whether a phrase over whole paragraphs, blank lines between, is all of a headline.

    It has no title below it that it could be the kicker of, and no piece of a sentence stands in
    a capture that breaks none.
    """
    block, below = draft.blocks[i], [b for b in draft.blocks[i + 1 :] if len(b.text) > _PROSE]
    whole = len(below) > 1 and all(ends_sentence(b.text) and b.lead for b in below)
    return made.heads >= _LONE and block.role is None and is_head(block.text) and whole


def _heads(block: Block, made: Decision) -> bool:
    """Return whether a line is of the headline; a page's own source is none that is not sure."""
    source = block.role is Role.SOURCE and made.label is not Zone.TITLE
    signs = is_byline(block.text) and parse_byline(block.text)
    return made.label in HEADLINES and not ((source or signs) and made.sure < _GONE)


def _names(block: Block, made: Decision) -> bool:
    """Return whether a line looks like a headline to the whole page, but names who wrote."""
    named = block.role is None and is_byline(block.text) and parse_byline(block.text)
    return made.label in HEADLINES and bool(named)


def _says_by_label(block: Block) -> bool:
    """Return whether a line in Tibetan is labelled already, by the labels that it prints itself."""
    return block.role in (Role.SOURCE, Role.BYLINE) and is_tibetan_head(block.text)


def _is_printed(blocks: Sequence[Block], i: int) -> bool:
    """Return whether a page that was printed shows a title here: it opens an article by its size,
    alone or under a kicker."""
    opens = blocks[i].begins or (i > 0 and blocks[i - 1].begins)
    return opens and blocks[i].role is Role.TITLE


def _signed(decisions: Sequence[Decision], title: int, top: int) -> int:
    """Return where names stand below the title: behind them text begins, though it be cut off."""
    below = range(title + 1, top)
    return next((i for i in below if decisions[i].label is Zone.BYLINE), top)


def _is_of_lines(raw: str, block: Block) -> bool:
    """Return whether a headline was joined of lines, which may have been lines of the head."""
    return "\n" in raw[block.starts[0] : block.ends[-1]]


def _is_unknown(block: Block, made: Decision) -> bool:
    """Return whether a line has no label that is likelier than all others."""
    unread = block.role is None and made.label not in REASONS and not is_imprint(block.text)
    return unread and made.sure < _LIKELY


def _runs_on(draft: Draft, i: int, kept: Sequence[int], sure: float = CERTAIN) -> bool:
    """Return whether the next line certainly goes on with this one: a break, no line by itself."""
    blocks = draft.blocks
    k = next((k for k in kept if k > i), None)
    if k is None or blocks[i].level or Border.HARD in (blocks[i].after, blocks[k].before):
        return False
    return continuity(blocks[i].text, blocks[k].text, draft.raw) > sure


def _amid(draft: Draft, i: int, kept: Sequence[int]) -> bool:
    """Return whether a line may be a piece of the sentence above it or below it.

    One that no mark sets off may always be: with `continuity` alone, 5 more splits of 1,530 borders
    of damaged captures.
    """
    above = max((k for k in kept if k < i), default=i)
    text = draft.blocks[i].text.strip()
    own = _QUOTED.fullmatch(text) or _ROMAN.fullmatch(text) or sets_off(text)
    return not own or _runs_on(draft, i, kept) or (above < i and _runs_on(draft, above, kept, JOIN))


def _opening(
    draft: Draft, decisions: Sequence[Decision], top: int, kept: Sequence[int]
) -> Iterator[Proposal]:
    """Label the short lines between the head and the first running text."""
    roles = {Zone.HEADING: Role.HEADING, Zone.TEXT: Role.PARAGRAPH}
    for i, (block, made) in enumerate(_paired(draft, decisions)):
        if i < top or block.role is not None or made.part is not Part.BODY:
            continue
        unsure = made.sure < _LIKELY and made.heads >= _UNLIKELY
        if _is_sentence(block.text) or unsure or not top:
            return
        broken = made.label is Zone.HEADING and _runs_on(draft, i, kept, JOIN)
        if made.label in roles and block.text and not broken:
            yield Label(block=i, role=roles[made.label])


def _later(draft: Draft, decisions: Sequence[Decision], kept: Sequence[int]) -> Iterator[Proposal]:
    """Label what certainly is the title of another article, in all its lines, and what is near."""
    blocks = draft.blocks
    last = max((i for i in kept if decisions[i].label is Zone.TEXT), default=0)
    fresh = [
        i
        for i in kept[: bisect(kept, last)]
        if blocks[i].role is None and decisions[i].sure >= _LIKELY
    ]
    head = [bare(b.text) for b, d in _paired(draft, decisions) if d.label is Zone.TITLE][:1]
    titles = [i for i in _titled(blocks, decisions, fresh) if not _closes(decisions)]
    again = [i for i in titles if head and _says(bare(blocks[i].text), head[0])]
    yield from (Label(block=i, role=Role.HEADING) for i in again)  # the page's own line holds it
    titles = [i for i in titles if i not in again]
    yield from (Label(block=i, role=Role.TITLE) for i in titles)
    yield from _joined(blocks, titles)
    near = {k for i in titles for k in (i - 1, i + 1)} & set(fresh)
    roles = {Zone.KICKER: Role.KICKER, Zone.SUBTITLE: Role.SUBTITLE}
    yield from (
        Label(block=k, role=roles[decisions[k].label])
        for k in sorted(near)
        if decisions[k].label in roles
    )


def _says(own: str, title: str) -> bool:
    """Return whether a line is a part of a longer title, both bare."""
    return _WORD < len(own) < len(title) and own in title


def _titled(
    blocks: Sequence[Block], decisions: Sequence[Decision], lines: Sequence[int]
) -> list[int]:
    """Return which lines certainly are a title, or go on in one or from one."""
    likely = [
        i for i in lines if decisions[i].label is Zone.TITLE and decisions[i].part is Part.HEAD
    ]
    certain = {i for i in likely if decisions[i].sure >= _CERTAIN}
    pairs = [p for p in itertools.pairwise(likely) if p[1] == p[0] + 1 and certain & set(p)]
    halves = {i for p in pairs if _goes_on(blocks, *p) for i in p}
    return sorted(certain | halves)


def _goes_on(blocks: Sequence[Block], one: int, other: int) -> bool:
    return goes_on(blocks[one].text.strip(), blocks[other].text.strip())


def _paired(draft: Draft, decisions: Sequence[Decision]) -> Iterator[tuple[Block, Decision]]:
    return zip(draft.blocks, decisions, strict=True)


def _labelled(
    blocks: Sequence[Block], i: int, made: Decision, top: bool, below: bool
) -> Iterator[Proposal]:
    """Label a line that stays, headlines apart; flag it where the model is not sure.

    ``top``: it stands in the head; ``below``: under the title. What may be no part of the article
    is a paragraph there and in the tail; above the title it may be a kicker.
    """
    block = blocks[i]
    if made.label in REASONS and block.role is None and is_imprint(block.text):
        yield Label(block=i, role=Role.SOURCE)
    elif made.label in REASONS and block.role is None and _credits(block.text):
        yield Label(block=i, role=Role.BYLINE)
    elif made.label in REASONS:
        if block.role is None and ((top and below) or made.part is Part.TAIL):
            yield Label(block=i, role=Role.PARAGRAPH)
    elif made.label in ROLES and made.label not in HEADLINES and block.role not in _FIGURES:
        if _has_evidence(blocks, i, made, top):
            yield Label(block=i, role=ROLES[made.label])
        elif top and below and block.role is None and made.heads < _UNLIKELY:
            yield Label(block=i, role=Role.PARAGRAPH)
    elif made.label in (Zone.HEADING, Zone.TEXT) and made.sure < _GONE and _signs(block):
        yield Label(block=i, role=Role.BYLINE)
    elif made.label is Zone.TEXT and made.sure < _GONE and not top and is_imprint(block.text):
        yield Label(block=i, role=Role.SOURCE)
    elif made.label is Zone.TEXT and (block.role in _READ or _is_line(block, made)):
        yield Label(block=i, role=Role.PARAGRAPH)
    elif made.label is Zone.HEADING and _is_heading(block, made) and not _opens(blocks, i):
        yield Label(block=i, role=Role.HEADING)


def _credits(text: str) -> bool:
    """Return whether a line names writers, and has the form of a byline or opens with a label."""
    labelled = _WRITERS.match(simplified(text)) or is_byline(text)
    return bool(labelled and parse_byline(text))


def _signs(block: Block) -> bool:
    """Return whether a line names the writers by their office, or alone in brackets."""
    return bool(_OFFICE.match(block.text) and parse_byline(block.text))


def _doubts(blocks: Sequence[Block], i: int, made: Decision, top: bool) -> Iterator[Proposal]:
    """Flag a line of which the model is not sure, or that is not what the model says.

    No evidence bears its label out, or it stays though it seems to be no part of an article.
    """
    block = blocks[i]
    labelled = made.label in ROLES and made.label not in HEADLINES
    if labelled and block.role not in _FIGURES and not _has_evidence(blocks, i, made, top):
        yield Doubt(block=i, start=0, end=len(block.text), reason="zone", weight=1 - made.sure)
    elif made.label in REASONS and not is_imprint(block.text):
        yield from _doubted(i, block, 1 - made.gone)
    elif made.label is Zone.HEADING and made.sure < _FLAT and not _is_heading(block, made):
        yield Doubt(block=i, start=0, end=len(block.text), reason="zone", weight=1 - made.sure)
    elif made.label is Zone.CAPTION and i + 1 == len(blocks) and _may_be_cut_off(block):
        yield Doubt(block=i, start=0, end=len(block.text), reason="zone", weight=0.5)
    elif "。" not in block.text or not _is_sentence(block.text) or made.label is Zone.NOTE:
        yield from _doubted(i, block, made.sure)
    elif made.sure < (_PLAIN if made.label is Zone.CAPTION else _GONE):
        yield Doubt(block=i, start=0, end=len(block.text), reason="zone", weight=made.sure)


def _may_be_cut_off(block: Block) -> bool:
    """Return whether the last line of a capture may be text that it lacks the rest of."""
    return not (ends_sentence(block.text) or block.hints.tag or speaks_of_picture(block.text))


def _is_pictured(blocks: Sequence[Block], i: int) -> bool:
    """Return whether a line shows a picture beside it: by its words, its place, a neighbour."""
    beside = [*blocks[max(0, i - 1) : i], *blocks[i + 1 : i + 2]]
    apart = blocks[i].lead >= _WIDE and (i + 1 == len(blocks) or blocks[i + 1].lead >= _WIDE)
    near = any(b.role in _FIGURES or b.src is not None for b in beside)
    return apart or near or speaks_of_picture(blocks[i].text)


def _has_evidence(blocks: Sequence[Block], i: int, made: Decision, top: bool) -> bool:
    """Return whether a label may stand: a byline names someone, a source a date or a publisher.

    In the head a byline may name whom no list of names knows: 格桑旺堆*. Amid text a label must be
    certain, and a sentence certainly is a caption or is none.
    """
    block = blocks[i]
    sentence = _is_sentence(block.text) or _STOP.search(block.text)
    if made.label is Zone.CAPTION and not sentence and _is_pictured(blocks, i):
        return made.sure >= _LIKELY
    if made.label is Zone.CAPTION and sentence and made.sure < _CERTAIN:
        return False
    if made.label is Zone.BYLINE:
        likely = made.sure >= _LIKELY
        named = (likely or block.role is None) and parse_byline(block.text)  # an item: 查视力
        return bool(named) or (top and likely)
    if made.label is Zone.SOURCE and made.sure < _LIKELY and not is_imprint(block.text):
        return False
    known = _PUBLISHED.search(block.text) or is_imprint(block.text)
    if made.label is Zone.SOURCE and len(block.text) > _NAME and not known:
        return False
    dated = made.label is Zone.SOURCE and is_imprint(block.text)
    return top or dated or made.part is Part.TAIL or made.sure >= _CERTAIN


def _headlines(
    draft: Draft, kept: Sequence[int], head: Sequence[int], decisions: Sequence[Decision]
) -> Iterator[Proposal]:
    """Label the headlines as decided; where that is not sure, as their lengths and marks say."""
    titles = _titles(draft.blocks, kept, head, decisions)
    pair = [i for i in titles if decisions[i].label is not Zone.TITLE]
    dashed = [i for i in head if draft.blocks[i].text.lstrip().startswith(_DASH)]
    said = [i for i in head if decisions[i].label is Zone.TITLE]
    if dashed and said == dashed and dashed[0] - 1 in head:
        yield Label(block=dashed[0] - 1, role=Role.TITLE)
        yield from (Label(block=i, role=Role.SUBTITLE) for i in dashed)
    elif all(decisions[i].sure >= _LIKELY for i in head if i not in pair):
        yield from (Label(block=i, role=ROLES[decisions[i].label]) for i in head)
        yield from _joined(draft.blocks, titles)
    else:
        yield from arrange(draft, head)


def _top(decisions: Sequence[Decision]) -> int:
    """Return where the running text begins."""
    return next((i for i, d in enumerate(decisions) if d.part not in HEADS), len(decisions))


def _closes(decisions: Sequence[Decision]) -> bool:
    """Return whether a headline stands behind the last text: it is that text's (seed 000)."""
    if any(d.label is Zone.TITLE and d.sure >= _CERTAIN for d in decisions[: _top(decisions)]):
        return False
    labels = [d.label for d in reversed(decisions)]
    return Zone.TITLE in labels and labels.index(Zone.TITLE) < _index(labels, Zone.TEXT)


def _index(labels: Sequence[Zone], label: Zone) -> int:
    return labels.index(label) if label in labels else len(labels)


def _why_dropped(
    blocks: Sequence[Block], i: int, made: Decision, page: tuple[bool, bool, bool, int]
) -> str | None:
    """Return why a block is certainly no text, by a rule of furniture or by the whole page.

    ``page`` says whether it stands among other articles, whether the page has a sure headline,
    whether it has any, and which block is its first sentence.

    A sentence goes only among other articles, or where it speaks of the page.
    """
    block, (among_others, headed, titled, opened) = blocks[i], page
    if (
        block.src is not None
        or block.hints.row
        or (len(block.text) > _LONGEST and made.label is Zone.TEXT)
    ):
        return None
    text = simplified(block.text.strip())
    if not text:
        return None
    ruled = block.role in (None, Role.SOURCE) or block.hints.linked
    rule = why(blocks, i) if ruled else None
    if among_others:
        return rule or REASONS[Zone.RELATED]
    if made.label not in REASONS:
        vague = text.isdigit() or rule == "section"  # a number in a table, 援藏实录 as a title
        both = rule == "staff" and made.label is Zone.SOURCE and _PUBLISHED.search(text)
        return None if (vague or both) and made.sure >= _CERTAIN else rule
    if rule:
        return rule
    if made.label in (Zone.STAFF, Zone.CONTROL) and is_imprint(text):
        return None
    if made.label is Zone.CONTROL and headed and i < opened and _PLAYER.fullmatch(text):
        return REASONS[Zone.CONTROL]
    signs = is_byline(text) and parse_byline(text)
    if made.label is not Zone.STAFF and (signs or block.role is Role.DATELINE):
        return None
    claimed = not _is_sentence(text) or speaks_of_page(text) or _CUT.fullmatch(text)
    first = made.part is Part.ABOVE and i <= opened
    least = _LIKELY if first and block.role is None else _GONE
    only = not headed and (block.role is Role.TITLE or block.level == 1)
    only = only or (not titled and made.label is Zone.BANNER and len(text) > _PROSE)
    only = only or (text.endswith("。") and not speaks_of_page(text))
    least = _CERTAIN if only else least  # over the first text .5: F1 of kickers .947 against .918
    return REASONS[made.label] if made.gone >= least and claimed else None


def _among_controls(blocks: Sequence[Block], gone: Sequence[str | None], i: int) -> str | None:
    """Return why a line is dropped; a short link between two controls is one: 放大 正常 缩小."""
    beside = {*gone[max(0, i - 1) : i], *gone[i + 1 : i + 2]}
    linked = blocks[i].hints.linked and len(blocks[i].text.strip()) <= _WORD
    return "controls" if linked and beside == {"controls"} else gone[i]


def _repeats(blocks: Sequence[Block], title: int, i: int, top: int) -> str | None:
    """Return why a line is dropped that says the title again before the first sentence."""
    if not title < i <= top or blocks[i].role is not None or title >= len(blocks):
        return None
    said, own = bare(blocks[title].text), bare(blocks[i].text)
    short = len(own) <= _HEADING and not ends_sentence(blocks[i].text)
    return "repeat" if own and own == said and short else None


def _leads_to_title(blocks: Sequence[Block], i: int, top: int) -> str | None:
    """Return why a line of the head is dropped that leads to the next: 新闻 - 要闻 - 山里的医生."""
    if i + 1 >= top or blocks[i].role is not None or not _STEP.search(blocks[i].text):
        return None
    own, following = bare(blocks[i].text), bare(blocks[i + 1].text)
    leads = len(following) > PHRASE and own != following and own.endswith(following)
    return REASONS[Zone.CRUMB] if leads else None


def _is_heading(block: Block, made: Decision) -> bool:
    """Return whether a short line is certainly a heading, though a comma may be in it.

    It stands in an element of its own or has a number: else it may be a piece of a sentence.
    """
    apart = Border.HARD is block.before is block.after or _NUMBERED.match(block.text)
    return bool(apart) and made.sure >= _GONE and _has_form(block, made)


def _has_form(block: Block, made: Decision) -> bool:
    """Return whether a line amid text has the length and the end of a heading."""
    short = len(block.text) <= _HEADING and not _STOPPED.search(block.text)
    return block.role is None and short and made.part is Part.BODY


def _opens(blocks: Sequence[Block], i: int) -> bool:
    """Return whether a line opens the page without a number: it heads all of it."""
    return i == 0 and not _NUMBERED.match(blocks[i].text)


def _is_line(block: Block, made: Decision) -> bool:
    """Return whether a short line is certainly text and no heading: of verse, of a list, a cry."""
    styled = block.level > 0 or block.hints.strong
    short = block.role is None and is_head(block.text) and not styled
    return short and made.sure >= _GONE


def _is_sentence(text: str) -> bool:
    return len(text) > _PROSE and ends_sentence(text)


def _doubted(i: int, block: Block, sure: float) -> Iterator[Proposal]:
    if sure < _SURE:
        yield Doubt(block=i, start=0, end=len(block.text), reason="zone", weight=sure)


def _titles(
    blocks: Sequence[Block], kept: Sequence[int], head: Sequence[int], decisions: Sequence[Decision]
) -> list[int]:
    """Return the lines of the title, with the line above that may be the first phrase of it.

    That is a kicker that is not sure; two phrases of one length are a pair, whatever the model
    takes the first for without being sure of it.
    """
    found = [i for i in head if decisions[i].label is Zone.TITLE]
    if found[-1] + 1 in head and _ends_below(blocks, found[-1], decisions[found[-1] + 1]):
        found.append(found[-1] + 1)
    above = found[0] - 1
    whole = len(found) > 1 and _goes_on(blocks, *found[:2])
    if whole or above not in kept or blocks[above].role is not None:
        return found
    made, sizes = decisions[above], {len(bare(blocks[i].text)) for i in (above, found[0])}
    dashed = blocks[above].text.rstrip().endswith(("—", "-", "─"))
    pair = len(sizes) == 1 and max(sizes) <= PHRASE and is_head(blocks[above].text) and not dashed
    kicker = made.label is Zone.KICKER
    if (kicker and _LIKELY <= made.sure < _SURE) or (pair and (kicker or made.sure < _LIKELY)):
        return [above, *found]
    return found


def _ends_below(blocks: Sequence[Block], title: int, made: Decision) -> bool:
    """Return whether a line under a cry is the title's second line: it is no sure subtitle."""
    cry, below = (blocks[i].text.strip() for i in (title, title + 1))
    open_ended = cry.endswith(("！", "!")) and not below.startswith(("—", "-", "─"))
    return open_ended and made.label is Zone.SUBTITLE and made.sure < _SURE


def _joined(blocks: Sequence[Block], titles: Sequence[int]) -> Iterator[Proposal]:
    """Join two lines of one title."""
    last = -1
    for one, other in itertools.pairwise(titles):
        if one > last and other == one + 1 and _goes_on(blocks, one, other):
            glue = "" if blocks[one].text.rstrip().endswith(tuple("！？，：!?,:、")) else " "
            yield from (Label(block=i, role=Role.TITLE) for i in (one, other))
            yield Merge(left=one, right=other, reason="title-lines", glue=glue)
            last = other
