"""What each line of a page is called, headlines apart, and where that is doubtful."""

from __future__ import annotations

from collections.abc import Iterator

from aidstories.model import Role
from aidstories.restore.draft import Block, Border, Label, Proposal
from aidstories.restore.lexicon.byline import (
    credits_picture,
    is_byline,
    parse_byline,
    says_who_posted,
    says_who_writes,
)
from aidstories.restore.lexicon.chars import ends_sentence, simplified
from aidstories.restore.lexicon.continuity import JOIN
from aidstories.restore.lexicon.imprint import is_day, is_imprint
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.person_names import are_names
from aidstories.restore.lexicon.telling import tells
from aidstories.restore.passes.furniture import why
from aidstories.restore.passes.heads import is_head
from aidstories.restore.passes.lost_pictures.page import fills_blanks, opens_text, shows_lost
from aidstories.restore.passes.lost_pictures.places import breaks_off
from aidstories.restore.passes.lost_pictures.scenes import shows_scene
from aidstories.restore.passes.zoned.page import (
    CERTAIN,
    GONE,
    HEADING,
    LIKELY,
    NUMBERED,
    UNLIKELY,
    Page,
    doubt,
    doubted,
    goes_on_elsewhere,
    has_form,
    is_amid,
    is_sentence,
    is_set_as_title,
    may_head,
    runs_on,
    says_title,
)
from aidstories.restore.zones.cues import says_note
from aidstories.restore.zones.grammar import Part
from aidstories.restore.zones.labels import HEADLINES, REASONS, ROLES, Zone
from aidstories.restore.zones.model import Decision
from aidstories.restore.zones.view import PHRASE

PUBLISHED = late(
    r"(?<!\d)(?:19|20)\d{2}|[〇零○一二三四五六七八九]{4}年|[:：/|｜]|(?:[报網网社]|(?<![\d一二两三四五六七八九十百几多数])台)\s*+$|转自|转载|轉自|轉載"
)
"""What a longer line of source has at least one of."""
_FLAT = 0.97
"""Probability from which a line amid text that nothing sets off is a heading without a flag: .99
flags seven more right lines of 7,910, and no wrong one."""
_PLAIN = 0.99
"""Probability from which a whole sentence is a caption without a flag: .97 leaves six wrong ones of
400 generated pages without, .99 two."""
_WIDE = 3
"""Blank lines that a picture leaves, as in `passes.figures.words`."""
_NAME = 14
"""Characters of a publisher's name, as in `lexicon.imprint`."""
_OFFICE = late(r"\W*[\u4e00-\u9fff]{0,14}(?:记者|通讯员)\s+\S|[（(][^（）()]+[)）]$")
"""A line signs by such words even where the model takes it for a heading: □ 某报记者 段敏."""
_WRITERS = late(r"\W*(?:供\s*+稿|撰\s*+稿|作\s*+者|通讯员|撰\s*+文)\s*+[:：]")
_TELLS = late(r"(?<![\d*＊])[，,](?!\s)[^，,]{3}|[的在为是了被]")
"""What a line says that is more than names which no list knows: 段敏，山里的老医生."""
_COLUMN = late("【[^【】：:]{4,16}】")
"""What stands in such brackets alone is a column, where its words are no names: 【山海故事】."""
_STOP = late(r"[a-z)]\.[\"”’']?\s*+$")
"""How a sentence ends in a language of letters."""
_DAY = late(r"\W*\d{1,2}月\d{1,2}日\W*")
"""What a page's own mark-up calls its day shows no picture: <time>6月7日</time>."""
_FORETELLS = late("将(?![军领士])[^，。]*$|即将|年[内底]|力争|有望")
"""What no picture shows: 六名队员将驻守一年."""
_READ = (Role.SOURCE, Role.BYLINE, Role.TITLE)
"""Roles that the reader of a page guesses by names of classes."""
_FIGURES = (Role.CAPTION, Role.CREDIT)


def labelled(page: Page, i: int) -> Iterator[Proposal]:
    """Label a line that stays, and flag it where its label is doubtful."""
    block, made = page.blocks[i], page.decisions[i]
    if i > page.top and goes_on_elsewhere(page, i):
        yield Label(block=i, role=Role.PARAGRAPH)
    elif i > page.top and says_title(page, i - 1) and len(block.text) <= HEADING:
        yield Label(block=i, role=Role.CAPTION)  # of the picture that the title stood for
        yield doubt(page, i, 0.5)
    elif shows_lost(page, i):
        yield Label(block=i, role=Role.CAPTION)
        yield doubt(page, i, 0.5)
    elif _heads_text(page, i):
        yield Label(block=i, role=Role.HEADING)
        yield from doubted(page, i, made.sure)
    elif block.src is None and _is_no_caption(page, i):
        yield Label(block=i, role=Role.PARAGRAPH)
    elif block.text.strip() and block.src is None and not _is_printed(page, i):
        role = _role(page, i)
        if role is not None:
            yield Label(block=i, role=role)
        yield from _doubts(page, i)
        if _may_be_two_lines(page, i) or _may_run_on(page, i):
            yield doubt(page, i, 0.5)


def _is_no_caption(page: Page, i: int) -> bool:
    """Return whether a sentence goes on below, or would have: the capture breaks off at a comma."""
    block, made = page.blocks[i], page.decisions[i]
    shows = made.label is Zone.CAPTION
    last = i + 1 == len(page.blocks) and (shows or block.role is Role.CAPTION)
    open_ended = block.text.rstrip().endswith(("，", "、"))
    cut = last and len(block.text) > PHRASE and (open_ended or breaks_off(page.blocks, i))
    return (cut and not shows_scene(block.text)) or (shows and runs_on(page, i))


def _heads_text(page: Page, i: int) -> bool:
    """Return whether a line amid text certainly is a heading, and no piece of a sentence."""
    block, made = page.blocks[i], page.decisions[i]
    certain = made.label is Zone.HEADING and made.sure >= CERTAIN
    return certain and has_form(block, made) and not is_amid(page, i)


def _is_printed(page: Page, i: int) -> bool:
    """Return whether a page that was printed shows a title here: it opens an article by its size,
    alone or under a kicker."""
    if page.blocks[i].role is not Role.TITLE:
        return False
    return page.blocks[i].begins or (i > 0 and page.blocks[i - 1].begins)


def _may_be_two_lines(page: Page, i: int) -> bool:
    """Return whether a headline was joined of lines, which may have been lines of the head."""
    if i >= page.top or page.decisions[i].label not in HEADLINES:
        return False
    block = page.blocks[i]
    return "\n" in page.draft.raw[block.starts[0] : block.ends[-1]]


def _may_run_on(page: Page, i: int) -> bool:
    """Return whether a heading may be the beginning of the sentence below it."""
    made = page.decisions[i]
    return made.label is Zone.HEADING and made.sure >= _FLAT and runs_on(page, i, JOIN)


def _role(page: Page, i: int) -> Role | None:
    """Return what a line that stays is, headlines apart; None where nothing is to be said.

    What may be no part of the article is a paragraph under the title and in the tail; above the
    title it may be a kicker.
    """
    block, made = page.blocks[i], page.decisions[i]
    unread, under = block.role is None, page.title < i < page.top
    if block.role is Role.SOURCE and page.title < i <= page.top and _DAY.fullmatch(block.text):
        return Role.SOURCE
    if unread and under and _is_column(block.text):
        return Role.KICKER
    if unread and (made.label in REASONS or made.sure < CERTAIN) and _signs_alone(page, i):
        return Role.BYLINE
    if unread and under and made.sure < CERTAIN and _stands_with_day(page, i):
        return Role.SOURCE
    if made.label in REASONS:
        if unread and (role := _imprint(block.text)):
            return role
        return Role.PARAGRAPH if unread and (under or made.part is Part.TAIL) else None
    if unread and under and made.sure < CERTAIN and _credits(block.text):
        return Role.BYLINE
    if _signs_below(page, i) or (unread and _names_writers(block, made)):
        return Role.BYLINE
    headline = made.label in HEADLINES and made.sure < CERTAIN
    if unread and headline and i > page.top and _credits(block.text):
        return Role.BYLINE
    if unread and under and made.sure < GONE and _is_section(page, i):
        return Role.HEADING
    if unread and fills_blanks(page, i):
        return Role.CAPTION
    if unread and made.sure < CERTAIN and heads_below_writers(page, i):
        return Role.HEADING
    if unread and made.label is Zone.CAPTION and made.sure < LIKELY and opens_text(page, i):
        return Role.HEADING
    if made.label in ROLES and made.label not in HEADLINES and block.role not in _FIGURES:
        if _has_evidence(page, i):
            return ROLES[made.label]
        if made.label is Zone.BYLINE and is_imprint(block.text):  # （宣传科 供稿）
            return Role.SOURCE
        if unread and i == page.title + 1 and may_head(page, i) and _may_be_deck(block, made):
            return Role.SUBTITLE
        return Role.PARAGRAPH if under and unread and made.heads < UNLIKELY else None
    return _of_text(page, i)


def _of_text(page: Page, i: int) -> Role | None:
    """Return what a line is that the model takes for text or for a heading."""
    block, made = page.blocks[i], page.decisions[i]
    least = CERTAIN if says_who_writes(block.text) else GONE
    if made.label in (Zone.HEADING, Zone.TEXT) and made.sure < least and _signs(block):
        return Role.BYLINE
    if made.label is Zone.TEXT:
        unsure = made.sure < GONE or (_is_last(page, i) and not is_day(block.text))
        signs = block.role is Role.SIGNATURE  # a letter's day: 2024年5月6日夜于某县
        if unsure and not signs and i >= page.top and is_imprint(block.text):
            return Role.SOURCE
        return Role.PARAGRAPH if block.role in _READ or _is_line(block, made) else None
    if made.label is Zone.HEADING and _is_heading(block, made):
        return Role.HEADING
    return None


def _stands_with_day(page: Page, i: int) -> bool:
    """Return whether a name is right over the day or below it, the two apart from title and text:
    河西之声 over 2018-08-22."""
    text, made = page.blocks[i].text.strip(), page.decisions[i]
    if not _NAMED.fullmatch(text) or made.label in HEADLINES or tells(text):
        return False
    for upper, day in ((i, i + 1), (i - 1, i - 1)):
        together = upper + 1 < len(page.blocks) and page.blocks[upper + 1].lead == 0
        apart = together and page.blocks[upper].lead > 0 and is_day(page.blocks[day].text)
        below = page.blocks[min(upper + 2, len(page.blocks) - 1)]
        if apart and below.lead > 0:
            return not (is_byline(text) or are_names(simplified(text)))
    return False


_NAMED = late(r"[\u4e00-\u9fff]{4,8}")


def _is_column(text: str) -> bool:
    """Return whether a line is the name of a column in its brackets, and neither day nor writer."""
    return bool(_COLUMN.fullmatch(text)) and not (is_imprint(text) or parse_byline(text))


def _may_be_deck(block: Block, made: Decision) -> bool:
    """Return whether a line under the title that seems its source says more, and no day."""
    return made.label is Zone.SOURCE and not _SAYS_DAY.search(block.text)


_SAYS_DAY = late(r"[:：|｜]|\d月\d|\d日|版$")


def _names_writers(block: Block, made: Decision) -> bool:
    """Return whether a line that may be a caption names the writers: 采写：某报记者 段敏 王燕.

    Who posted a text says so himself, amid it or behind it.
    """
    shows = made.label is Zone.CAPTION and made.sure < CERTAIN
    signs = shows and _credits(block.text) and not credits_picture(block.text)
    return signs or says_who_posted(block.text)


_WORD = late(r"[\u4e00-\u9fff]{2,8}")


def heads_below_writers(page: Page, i: int) -> bool:
    """Return whether a phrase heads the text below the writers, who stand behind a lead: 零点.

    The credit of the pictures may stand between: 图片由受访者提供.
    """
    if not page.top < i < len(page.blocks) - 1 or not _WORD.fullmatch(page.blocks[i].text.strip()):
        return False
    text = page.blocks[i].text
    above = i - 1 if page.blocks[i - 1].role is not Role.CREDIT else i - 2
    signed = page.blocks[above].text
    named = is_byline(signed) or parse_byline(signed)
    writers = page.decisions[above].label is Zone.BYLINE and bool(named)
    apart = page.blocks[i].lead > 0 and page.blocks[i + 1].lead > 0
    says = is_imprint(text) or is_byline(text) or are_names(text)
    return writers and apart and not says and ends_sentence(page.blocks[i + 1].text)


def _signs_below(page: Page, i: int) -> bool:
    """Return whether a line names who took the pictures right below the one that names the writer.

    记者 段敏 / 摄影 王燕 under the title, 文字丨段敏 / 图片丨王燕 behind the text.
    """
    block, made = page.blocks[i], page.decisions[i]
    if block.role not in (None, Role.CREDIT) or i == 0 or block.src is not None:
        return False
    above = page.blocks[i - 1]
    if page.decisions[i - 1].label is not Zone.BYLINE or not credits_picture(block.text):
        return False
    near = made.label is Zone.BYLINE or (page.title < i < page.top and made.sure < LIKELY)
    signed = bool(parse_byline(above.text) and parse_byline(block.text))
    return signed and (near or not _shows_beside(page, i))


def _shows_beside(page: Page, i: int) -> bool:
    """Return whether a page has a picture or a caption that a credit could be of."""
    shown = (b.src is not None or b.role is Role.CAPTION for b in page.blocks)
    return any(shown) or Zone.CAPTION in {d.label for d in page.decisions[max(0, i - 3) : i + 3]}


def _is_section(page: Page, i: int) -> bool:
    """Return whether Markdown sets a line under the title as it sets a heading amid the text."""
    block = page.blocks[i]
    level = block.level if block.level > 1 and not block.hints.tag else 0
    return bool(level) and any(b.level == level for b in page.blocks[page.top :])


def _signs_alone(page: Page, i: int) -> bool:
    """Return whether a line is a name of three characters right behind the last of the text."""
    text = page.blocks[i].text.strip()
    if i == 0 or len(text) != 3 or not are_names(simplified(text)):
        return False
    ends = page.decisions[i - 1].part is Part.BODY and ends_sentence(page.blocks[i - 1].text)
    return ends and _is_last(page, i)


def _is_last(page: Page, i: int) -> bool:
    """Return whether nothing but the page's tail and its furniture stands behind a line."""
    behind = range(i + 1, len(page.blocks))
    return all(page.decisions[k].part is Part.TAIL or why(page.blocks, k) for k in behind)


def _imprint(text: str) -> Role | None:
    """Return what a line says of its text that the model takes for the page's own."""
    if is_imprint(text):
        return Role.SOURCE
    return Role.BYLINE if _credits(text) else None


def _credits(text: str) -> bool:
    """Return whether a line names writers, and has the form of a byline or opens with a label."""
    labelled = _WRITERS.match(simplified(text)) or is_byline(text)
    return bool(labelled and parse_byline(text))


def _signs(block: Block) -> bool:
    """Return whether a line names the writers by their office, or alone in brackets."""
    return bool(_OFFICE.match(block.text) and parse_byline(block.text))


def _doubts(page: Page, i: int) -> Iterator[Proposal]:
    """Flag a line of which the model is not sure, or that is not what the model says.

    No evidence bears its label out, or it stays though it seems to be no part of an article.
    """
    block, made = page.blocks[i], page.decisions[i]
    named = made.label in ROLES and made.label not in HEADLINES
    if is_set_as_title(page, i) or _is_said_again(page, i):
        return
    if named and block.role not in _FIGURES and not _has_evidence(page, i):
        yield doubt(page, i, 1 - made.sure)
    elif made.label in REASONS and not is_imprint(block.text):
        yield from doubted(page, i, 1 - made.gone)
    elif made.label is Zone.HEADING and made.sure < _FLAT and not _is_heading(block, made):
        yield doubt(page, i, 1 - made.sure)
    elif made.label is Zone.CAPTION and i + 1 == len(page.blocks) and _may_be_cut_off(block):
        yield doubt(page, i, 0.5)
    elif "。" not in block.text or not is_sentence(block.text) or made.label is Zone.NOTE:
        yield from doubted(page, i, made.sure)
    elif made.sure < (_PLAIN if made.label is Zone.CAPTION else GONE):
        yield doubt(page, i, made.sure)


def _is_said_again(page: Page, i: int) -> bool:
    """Return whether the head says a line of more than a phrase again: no name of a section."""
    own = page.bare[i]
    return i < page.top and len(own) > PHRASE and page.said[own] > 1


def _may_be_cut_off(block: Block) -> bool:
    """Return whether the last line of a capture may be text that it lacks the rest of."""
    return not (ends_sentence(block.text) or block.hints.tag or shows_scene(block.text))


def _has_evidence(page: Page, i: int) -> bool:
    """Return whether a label may stand: a byline names someone, a source a date or a publisher.

    In the head a byline may name whom no list of names knows: 格桑旺堆*. Amid text a label must be
    certain, and a sentence certainly is a caption or is none.
    """
    block, made, top = page.blocks[i], page.decisions[i], i < page.top
    if made.label is Zone.CAPTION:
        if block.role is Role.SOURCE and _DAY.fullmatch(block.text):
            return False
        if block.role is None and _FORETELLS.search(block.text) and not block.hints.tag:
            return False
        sentence = is_sentence(block.text) or _STOP.search(block.text)
        if not sentence and _is_pictured(page, i):
            return made.sure >= LIKELY
        if sentence and made.sure < CERTAIN:
            return False
    if made.label in (Zone.BYLINE, Zone.SOURCE) and says_note(block.text):
        return False  # 摘要：高原缺氧不缺药
    if made.label is Zone.BYLINE:
        likely = made.sure >= LIKELY
        named = (likely or block.role is None) and parse_byline(block.text)  # an item: 查视力
        speaks = block.text.rstrip().endswith((":", "：")) and not _WRITERS.match(block.text)
        nobody = is_byline(block.text) and not is_imprint(block.text)  # 作者：某某新闻
        speaks = speaks or _is_column(block.text.strip())
        likely = top and likely and not speaks
        likely = likely and not _TELLS.search(simplified(block.text.strip("（）() ")))
        return bool(named) or nobody or likely  # 各科室： names whom it speaks to
    if made.label is Zone.NOTE and top and made.sure < CERTAIN and not _is_noted(page, i):
        return False
    source = made.label is Zone.SOURCE
    dated = source and is_imprint(block.text)
    if source and not dated:
        known = len(block.text) <= _NAME or PUBLISHED.search(block.text)
        if made.sure < LIKELY or not known:
            return False
    return top or dated or made.part is Part.TAIL or made.sure >= CERTAIN


def _is_noted(page: Page, i: int) -> bool:
    """Return whether a line of the head says that it is a note, or stands below one that does.

    What no such word speaks for is the text between two pictures, or its lead.
    """
    while i >= 0 and page.decisions[i].label is Zone.NOTE:
        if page.blocks[i].role is Role.NOTE or says_note(page.blocks[i].text):
            return True
        i -= 1
    return False


def _is_pictured(page: Page, i: int) -> bool:
    """Return whether a line shows a picture beside it: by its words, its place, a neighbour."""
    blocks = page.blocks
    beside = [*blocks[max(0, i - 1) : i], *blocks[i + 1 : i + 2]]
    apart = blocks[i].lead >= _WIDE and (i + 1 == len(blocks) or blocks[i + 1].lead >= _WIDE)
    near = any(b.role in _FIGURES or b.src is not None for b in beside)
    return apart or near or shows_scene(blocks[i].text)


def _is_heading(block: Block, made: Decision) -> bool:
    """Return whether a short line is certainly a heading, though a comma may be in it.

    It stands in an element of its own or has a number: else it may be a piece of a sentence.
    """
    apart = Border.HARD is block.before is block.after or NUMBERED.match(block.text)
    return bool(apart) and made.sure >= GONE and has_form(block, made)


def _is_line(block: Block, made: Decision) -> bool:
    """Return whether a short line is certainly text and no heading: of verse, of a list, a cry."""
    if block.role is not None or block.level > 0 or block.hints.strong or made.sure < GONE:
        return False
    return is_head(block.text)
