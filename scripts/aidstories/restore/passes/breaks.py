"""Breaks in mid-sentence: join what belongs together, declare what is missing.

A column or page break cuts a paragraph in two, sometimes around a figure's caption (seed 001:
「从预警、评估到综合」 | two captions | 「救治的全流程意识」). One score decides: above .62 join,
from .3 an editor is asked, below it the text is cut off and the story says so. A border that was
printed, such as the end of an element, is closed only where that is certain.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from aidstories.model import Gap, Role
from aidstories.restore.draft import Block, Border, Doubt, Draft, Label, Lacuna, Merge, Proposal
from aidstories.restore.lexicon.byline import credit_start
from aidstories.restore.lexicon.chars import BO, HAN, IS_BO, ends_sentence, is_han
from aidstories.restore.lexicon.continuity import FLAG, JOIN, continuity
from aidstories.restore.lexicon.imprint import is_address
from aidstories.restore.lexicon.journals import FOOTNOTE, KEYWORDS, PARTS
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.opening import opens_inside
from aidstories.restore.lexicon.person_names import are_names
from aidstories.restore.lexicon.telling import tells
from aidstories.restore.passes.figures.words import is_credit, is_single_sentence

_RUNNING = (Role.PARAGRAPH, Role.NOTE)
_ASIDE = (Role.CAPTION, Role.CREDIT)
_CELLS = r"(?:[ \u3000\xa0]|&nbsp;|&emsp;|&ensp;){2,}"
"""Two cells or more before a paragraph, as spaces or as entities."""
_INDENT = late(rf"(?:[\n>]|^){_CELLS}$|\u3000{{2}}$")
_LINE = late(rf"(?:^|>)({_CELLS})?[^\s<>&][^\n<>]{{40,}}", re.M)
_INSETS = 4
"""Captions and credits that may stand inside one sentence."""
_HABIT = 0.8
_NEAREST = 0.5
"""Logit by which the nearest block is preferred; set on captions and tails of held-out articles."""
CERTAIN = 0.995
"""Above this a join over a hard border is certain: of 1,500 paragraphs of clean text that lost
their full stop, the next one seems to go on so surely behind none; of as many broken, behind
42 %."""
_WORD = 5
"""Characters up to which a line without a mark is a line of its own: 此致, 敬礼."""
_INSIDE = 0.7
"""Above this a plain sentence stands inside another one and is a caption that says nothing of
itself; an editor is asked. Set on the captions of damaged articles."""
_SIGNED = late(r"(?:[（(【\[][^（）()【】\[\]]{1,40}[)）】\]]\s*+){1,3}$")
_ENCLOSED = late(r"\s*+[（(【\[][^（）()【】\[\]]+[)）】\]]\s*+")
_LETTERS = late(rf"[{HAN}{BO}]")
_CLAUSES = late("[，、；：,;:།]")
_PAUSES = tuple("：:；;—~.．")
_CLOSES = tuple(")）】]")
_SAID = late(r"[，：,:]\s*+[“\"][^“”\"]{12,}[”\"]$")
"""Words that someone is said to have written end what tells of it, without a stop of their own."""
_QUOTES = late(r"[，：,:]\s*+[“\"][^“”\"]{3,}[”\"]$")
"""So do shorter ones, where nothing goes on with them: 她说，“明年我还来”."""
_JUMPS = late(r"\s*+[（(【]?\s*+下[转轉]第?\s*+[\w０-９]{1,4}\s*+版")
"""Words that send the reader to a page of the paper that the capture may not have."""
_FIELD = late(rf"[{HAN}]{{2,4}}\s*+[:：][^，,。；]{{0,40}}")
"""A field and what it holds: 收信人：何青、李文."""
_TOPIC = late(
    r"(?!.*[说道称示绍]\s*+[:：])[^，,：:。“”\"]{4,12}[：:](?!\s*+[“\"])[^：:。；;“”]{6,30}"
)
"""A topic and what is said of it, on a line of its own: 共建中心：培养人才，惠及更多患者."""
_COUNTED = late(r"^\s*+[一二三四五六七八九十\d]{1,3}、")
"""The number of a heading or an item parts no clauses: 一、开机."""
_SHORT, _TOPIC_ALONE = 24, late(r"[^，,：:。“”]{2,10}[：:][^，,：:。“”]{2,12}")
"""A line with its topic is likelier a heading than half of a sentence: 镜头一：教室."""
_ROMAN = late("[A-Za-z]+")
_OF_PAPER = late(rf"\s*+【\s*+{PARTS}\s*+】", re.I)
"""What a part of a paper opens with."""
_KEYWORDS = late(
    rf"\s*+(?:【\s*+{KEYWORDS}\s*+】|{KEYWORDS}(?:\s*+[:：]|\s)|\\?[*＊]?\s*+{FOOTNOTE}\s*+[:：])"
)
"""What a paper has that is no sentence: its words to search by, its footnote."""
_SEVERAL, _SHORTEST = 2, 4
"""Whole paragraphs that make a page English, and the words of a last one that is cut off."""
_STOPPED = late(r"[.!?][\"”’')]*\s*+$")
_CAPITAL = late("[A-Z][a-z]")
_FUNCTION = late(
    rf"[{HAN}\d]{{7}}[的和与及在对为从将把被而并是由向于]$"
    rf"|[{HAN}\d]{{6}}(?:(?<![公中])共|(?<![不而])已)$"
    rf"|[{HAN}\d]{{4}}(?:先后|分别|深入|进一步|不断|积极|充分|着力|切实|逐步|持续|大力|共同)$"
)
"""A last line that ends in a word behind which another must come: 在为期三天的走访和, 两地深入."""
_LONG_LINE = 60
"""Letters from which a Tibetan line is running text though no shad parts it, chosen by hand."""
_STUB = late(rf"[{HAN}A-Za-z0-9“”]{{5,24}}")
"""Words without a mark; a signature with its day, a field or a list has one."""
_WORDS = 12
"""Words of running English, chosen by hand: a caption or a line of names has fewer."""


def join_breaks(draft: Draft) -> Iterator[Proposal]:
    """Join paragraphs over a break; captions in between move behind them."""
    blocks = draft.blocks
    found = {
        i: continuation(draft, i)
        for i, block in enumerate(blocks)
        if block.role in _RUNNING and is_open(block.text) and _is_clause(block.text)
    }
    shift = habit([score for i, (k, score) in found.items() if not is_hard(blocks, i, k)])
    taken = 0
    for i, (right, bare) in found.items():
        if right is None or i < taken:
            continue
        hard = is_hard(blocks, i, right)
        score = bare if hard else shifted(bare, shift)
        topic = len(blocks[i].text) < _SHORT and _TOPIC_ALONE.fullmatch(blocks[i].text)
        if score > (CERTAIN if hard or topic else _sure(blocks, i, right)):
            yield Merge(left=i, right=right, reason="break")
            yield from _insets(blocks, i + 1, right)
            taken = right
        elif score > (JOIN if hard else FLAG):
            end = len(blocks[i].text)
            yield Doubt(block=i, start=max(0, end - 12), end=end, reason="break", weight=score)


def is_hard(blocks: Sequence[Block], left: int, right: int | None) -> bool:
    """Return whether a printed border stands between two blocks."""
    if blocks[left].after is Border.HARD:
        return True
    return right is not None and blocks[right].before is Border.HARD


def habit(scores: Sequence[float]) -> float:
    """Return what a capture's clear cases say of its doubtful ones, as a logit.

    A page that certainly broke five sentences has broken the sixth as well; one that certainly
    cut off two has cut off the third. The odds of the clear cases, counted with one of each
    added (Laplace), at most e to the power of 0.8.
    """
    joins, ends = sum(s > JOIN for s in scores), sum(s < FLAG for s in scores)
    return max(-_HABIT, min(_HABIT, math.log((joins + 1) / (ends + 1))))


def shifted(score: float, shift: float) -> float:
    """Return a probability with its logit moved by ``shift``."""
    odds = max(score, 1e-9) / max(1 - score, 1e-9) * math.exp(shift)
    return odds / (1 + odds)


def _sure(blocks: Sequence[Block], left: int, right: int) -> float:
    """Return the score above which two blocks are one sentence, whatever stands between them.

    A plain sentence there is a caption only if the sentence around it surely goes on.
    """
    between = blocks[left + 1 : right]
    plain = sum(b.role not in _ASIDE and not is_credit(b.text) for b in between)
    return (JOIN, _INSIDE, CERTAIN)[min(plain, 2)]


def _insets(blocks: Sequence[Block], start: int, end: int) -> Iterator[Proposal]:
    """Label what stood inside a sentence: captions and their credits; ask about the former."""
    for k in range(start, end):
        text = blocks[k].text
        if blocks[k].role in _ASIDE:
            continue
        yield Label(block=k, role=Role.CREDIT if is_credit(text) else Role.CAPTION)
        if not is_credit(text):
            yield Doubt(block=k, start=0, end=len(text), reason="inset")


def mark_gaps(draft: Draft) -> Iterator[Proposal]:
    """Mark paragraphs whose end the capture lacks, and articles whose beginning it lacks."""
    fresh = True
    end = len(draft.raw.rstrip())
    for i, block in enumerate(draft.blocks):
        fresh = fresh or block.begins
        if block.role is Role.DATELINE:
            fresh = False
        if block.role is Role.ANSWER and block.spans[-1][1] >= end and is_cut_off(block, end):
            yield Lacuna(block=i, gap=Gap.END, reason="cut-off")
        if block.role is not Role.PARAGRAPH:
            continue
        if fresh and block.before is Border.SOFT and opens_inside(block.text):
            yield Lacuna(block=i, gap=Gap.START, reason="cut-off")
        elif fresh and (_may_be_deck(draft.blocks, i) or _opens_phrases(draft.blocks, i)):
            if is_cut_off(block, end):
                yield Doubt(block=i, start=0, end=len(block.text), reason="cut-off")
        elif (
            (is_cut_off(block, end) and not _breaks_hard(draft, block))
            or _jumps(draft, block)
            or (_is_cut_in_english(block, end) and _is_page_in_english(draft.blocks))
            or (block.spans[-1][1] >= end and _TEASED.search(block.text))
        ):
            yield Lacuna(block=i, gap=Gap.END, reason="cut-off")
        elif _may_be_cut_off(draft.blocks, i, end):
            yield Doubt(block=i, start=0, end=len(block.text), reason="cut-off")
        fresh = False


def _may_be_deck(blocks: Sequence[Block], i: int) -> bool:
    """Return whether a line right under the title may say more of what it says, and lack nothing.

    The text below begins with a sentence of its own.
    """
    pair = blocks[i - 1 : i + 2] if i else ()
    if len(pair) < _SEVERAL + 1 or pair[0].role is not Role.TITLE:
        return False
    text, below = pair[1].text, pair[2].text
    return _SHORT <= len(text) <= _DECK < len(below) and not is_open(below)


def _opens_phrases(blocks: Sequence[Block], i: int) -> bool:
    """Return whether a text opens phrase by phrase, each on its line and none with a stop."""
    below = blocks[i + 1 : i + 1 + _PHRASES]
    phrases = (b.role is Role.PARAGRAPH and len(b.text) <= _DECK for b in below)
    return len(below) == _PHRASES and all(phrases) and not any(ends_sentence(b.text) for b in below)


_PHRASES = 3
"""Lines below the first of such an opening at least, chosen by hand."""
_DECK = 40
"""Characters of such a line at most, chosen by hand."""


def _jumps(draft: Draft, block: Block) -> bool:
    """Return whether a paragraph goes on upon a page of the paper that the capture lacks."""
    jumps = bool(block.ends) and _JUMPS.match(draft.raw, block.ends[-1]) is not None
    return jumps and "上接" not in draft.raw


def _breaks_hard(draft: Draft, block: Block) -> bool:
    """Return whether Markdown's hard break, a backslash, stands right behind a paragraph."""
    at = block.ends[-1]
    return draft.raw[at : at + 1] == "\\"


def _may_be_cut_off(blocks: Sequence[Block], i: int, end: int) -> bool:
    """Return whether the capture's last words may be the beginning of a sentence: 协作始终秉.

    They are no name and no field, and whole paragraphs stand over them, headings between.
    """
    text = blocks[i].text.strip()
    if blocks[i].spans[-1][1] < end or not is_open(text) or not _STUB.fullmatch(text):
        return False
    above = (blocks[k] for k in range(i - 1, -1, -1) if blocks[k].role is not Role.HEADING)
    over = [*islice(above, 2)]
    whole = len(over) > 1 and all(b.role is Role.PARAGRAPH and ends_sentence(b.text) for b in over)
    return whole and not (is_credit(text) or are_names(text))


_TEASED = late(r"[\u4e00-\u9fff）)]\.{4,6}\s*+\Z")
"""The dots that a site sets behind a text's first words: 事情....; a writer has ……"""
_ENDS = late(r"[\u4e00-\u9fff]{2}[吧吗呢呀啦嘛]\Z")
"""A particle that a sentence ends with, its stop left out: 司机说，歇一歇吧."""
_SHAD_LEFT_OUT = late("[\u0f40\u0f42\u0f64][\u0f71-\u0f7e]*\\Z")
"""ka, ga or sha at a sentence's end: in Tibetan no shad stands behind them."""
_CLOSING = "完终图文注"
"""What a text may close with that is one character: 完."""


def is_cut_off(block: Block, end: int) -> bool:
    """Return whether the capture, which ends at ``end``, lacks the rest of a paragraph.

    An element that was closed is whole, whatever it ends in.
    """
    last = block.spans[-1][1] >= end
    closed = block.after is Border.HARD and not last
    short = len(block.text) < _SHORT
    if not last and (_TOPIC.fullmatch(block.text) or (short and tells(block.text))):
        return False
    if closed or not is_open(block.text) or _QUOTES.search(block.text) or _ENDS.search(block.text):
        return False
    if not last and _SHAD_LEFT_OUT.search(block.text.rstrip()):
        return False
    if last and len(block.text) == 1:
        return is_han(block.text) and block.text not in _CLOSING
    said = last and opens_only(block.text)
    return said or is_running(block.text) or (last and bool(_FUNCTION.search(block.text)))


def opens_only(text: str) -> bool:
    """Return whether a quotation or a bracket opens last that none closes: 队长说“, （段敏，196."""
    return any(text.rfind(opens) > text.rfind(closes) for opens, closes in _PAIRS)


_PAIRS = (("“", "”"), ("「", "」"), ("（", "）"), ("(", ")"))
_HALF_WORD = late("[A-Z](?:[a-z]{2,})?")
"""The last line of a page in English that is one word, as of a sentence cut off: However, H."""
_OPENS = late(
    r"(?:In|At|On|As|To|For|With|By|But|And|It|He|She|They|We|This|These|When|While|Since|After)"
    r" [a-z]"
)
"""How a sentence opens, however few of its words are left: In addit."""


def _is_cut_in_english(block: Block, end: int) -> bool:
    """Return whether the last paragraph of a page in English lacks its end."""
    if block.spans[-1][1] < end or not re.search(r"[\w,]$", block.text):
        return False
    opens = _OPENS.match(block.text) or _HALF_WORD.fullmatch(block.text)
    return len(_ROMAN.findall(block.text)) >= _SHORTEST or bool(opens)


def _is_page_in_english(blocks: Sequence[Block]) -> bool:
    """Return whether several whole paragraphs of a page are in English."""
    return sum(bool(_STOPPED.search(b.text)) and _is_english(b.text) for b in blocks) >= _SEVERAL


def is_running(text: str) -> bool:
    """Return whether ``text`` is running Chinese or Tibetan, no line of names, figures, code."""
    if _FIELD.fullmatch(text) or _KEYWORDS.match(text):
        return False
    text = _COUNTED.sub("", text, count=1)
    letters = len(_LETTERS.findall(text))
    long = letters > _LONG_LINE and IS_BO.match(text.lstrip("“"))
    return 2 * letters > len(text) and bool(long or _CLAUSES.search(text))


def _is_english(text: str) -> bool:
    """Return whether ``text`` is running English."""
    words = _ROMAN.findall(text)
    return len(words) >= _WORDS and 2 * sum(map(len, words)) > len(text)


def _is_clause(text: str) -> bool:
    """Return whether ``text`` may be the beginning of a sentence, and is no 此致."""
    return len(text) > _WORD or bool(_CLAUSES.search(text))


def is_open(text: str) -> bool:
    """Return whether a paragraph ends in mid-sentence.

    A colon may stand before a list, a signature in brackets behind the full stop; a note that
    is all in brackets is closed by them: （文中的名字都改过，望读者谅解）.
    """
    shown = text.rstrip()
    if not text or ends_sentence(text) or shown.endswith(_PAUSES) or _ENCLOSED.fullmatch(text):
        return False
    if _SAID.search(text) or is_address(text):
        return False
    if (at := credit_start(shown)) and ends_sentence(shown[:at].rstrip()):
        return False  # …走进了牧区。某社记者 段敏 摄
    signed = _SIGNED.search(text) if shown.endswith(_CLOSES) else None
    return not (signed and ends_sentence(text[: signed.start()]))


def continuation(draft: Draft, i: int) -> tuple[int | None, float]:
    """Return the block that continues block ``i`` best, with its score (0 to 1).

    The nearest has a little credit: what seems a caption may be the sentence's own end.
    """
    blocks = draft.blocks
    best: tuple[float, int | None, float] = (0.0, None, 0.0)
    for n, k in enumerate(candidates(blocks, i)):
        if opens_indented(draft, k) or _is_parted(blocks[i].text, blocks[k].text):
            continue
        dashed = not n and k == i + 1 and _DASHED.fullmatch(blocks[k].text)
        score = CERTAIN if dashed else continuity(blocks[i].text, blocks[k].text, draft.raw)
        credit = shifted(score, 0.0 if n else _NEAREST)
        best = max(best, (credit, k, score), key=lambda found: found[0])
    return best[1], best[2]


_DASHED = late(r"(?:—{1,2}|─{2})(?!.*——)[^—]{4,60}[。！？]”?")
"""A line that a dash opens and a stop ends goes on with the sentence above it; a signature and a
subtitle have no stop."""


def _is_parted(left: str, right: str) -> bool:
    """Return whether a line in English, a heading, stands before a new sentence.

    Nor does a sentence go on in what has a label of its own: 【摘要】背景….
    """
    if _OF_PAPER.match(right):
        return True
    return bool(left[-1:].isascii() and left[-1:].isalpha() and _CAPITAL.match(right))


def candidates(blocks: Sequence[Block], i: int) -> Iterator[int]:
    """Yield the paragraphs that may continue block ``i``: past captions, not past a headline."""
    passed = 0
    for k in range(i + 1, len(blocks)):
        block = blocks[k]
        if block.begins:
            return
        if block.role in _ASIDE:
            continue
        if block.role is not blocks[i].role:
            return
        yield k
        passed += 1
        if passed >= _INSETS or not (is_single_sentence(block.text) or is_credit(block.text)):
            return


def opens_indented(draft: Draft, k: int) -> bool:
    """Return whether a block opens with an indent, as most paragraphs of the capture do."""
    block = draft.blocks[k]
    if not block.text or not _indents(draft.raw):
        return False
    return bool(_INDENT.search(draft.raw[max(0, block.starts[0] - 80) : block.starts[0]]))


@lru_cache(maxsize=8)
def _indents(raw: str) -> bool:
    """Return whether a capture indents its paragraphs: most of its longer lines."""
    lines = [bool(m[1]) for m in _LINE.finditer(raw)]
    return sum(lines) > 0.6 * len(lines)
