"""Repeated blocks: a page break doubles a paragraph, or its first half (seed 001, 颈动脉).

What a page says at its top again and again, such as the name of a journal, is its furniture.
"""

from __future__ import annotations

import itertools
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence

from aidstories.model import Kind, Role
from aidstories.restore.draft import (
    Block,
    Border,
    Doubt,
    Draft,
    Drop,
    Label,
    Proposal,
    Rewrite,
)
from aidstories.restore.lexicon.chars import HAN, bare, ends_sentence, is_prose
from aidstories.restore.lexicon.continuity import JOIN, continuity
from aidstories.restore.lexicon.late import late
from aidstories.restore.passes.figures.words import is_single_sentence
from aidstories.restore.passes.page_top import HEAD_LINES

_KEPT = (Role.TITLE, Role.HEADING, Role.VERSE, Role.QUESTION)
_SHORTEST = 24
"""Characters below which a repeated sentence may be the writer's own."""
_SHORTEST_STUMP = 8
"""Characters below which the first part of an earlier block may be a headline."""
_LONGEST_HEAD = 30
"""Characters of a line that heads a page, chosen by hand: 某某医学杂志 2024年第3期."""
_LATIN, _SMALL = late(r"[a-z,]\s*+$"), late(r"\s*+[a-z]")
"""A sentence of a language of letters goes on with a small letter."""
_NEAR = 10
"""Blocks back to which a page break repeats: 4 in the seeds, more where figures stand between.
What stands again further on is the writer's own, or another article's."""


def drop_repeats(draft: Draft) -> Iterator[Proposal]:
    """Drop a block that is an earlier one again, or the first or last part of one.

    Where an element holds each, and other text stands between, no page break doubled it: its writer
    may have said it again, and the first is flagged.
    """
    seen: deque[str] = deque(maxlen=_NEAR)
    for i, block in enumerate(draft.blocks):
        text = "".join(block.text.split())
        repeats = _repeats(text, seen) and not _shows_another(draft.blocks, i)
        repeats = repeats or _captions_again(draft.blocks, i)
        if block.role not in _KEPT and not block.hints.row and repeats:
            yield Drop(block=i, reason="repeat")
            if (first := _said_before(draft.blocks, i)) is not None:
                yield Doubt(block=first, start=0, end=len(draft.blocks[first].text), reason="zone")
        else:
            seen.append(text)


def _said_before(blocks: Sequence[Block], i: int) -> int | None:
    """Return the whole paragraph that a printed one says again, with text between them."""
    if Border.HARD is not blocks[i].before or blocks[i].role not in (None, Role.PARAGRAPH):
        return None
    near = range(max(0, i - _NEAR), i - 1)
    found = (k for k in near if blocks[k].text.strip() == blocks[i].text.strip())
    first = next(found, None)
    return first if first is not None and any(map(_is_text, blocks[first + 1 : i])) else None


def _is_text(block: Block) -> bool:
    return block.role in (None, Role.PARAGRAPH) and ends_sentence(block.text)


_PHRASES, _SHORTEST_PHRASE, _HEADLINE = 4, 4, range(8, 46)
"""Phrases of a line that lists headlines, the characters of each by the mean, and those of the
page's own, chosen by hand."""
_HAN = late(f"[{HAN}]")


def drop_contents(draft: Draft) -> Iterator[Proposal]:
    """Drop a line over the headline that lists it among others: what else stands on the page.

    某县医院开诊 六名医生到丙县 何为好药 over 六名医生到丙县.
    """
    top = draft.blocks[:HEAD_LINES]
    for i, block in enumerate(top):
        phrases = block.text.split()
        listing = sum(map(len, map(_HAN.findall, phrases))) > _PHRASES * _SHORTEST_PHRASE
        listing = listing and len(phrases) >= _PHRASES and all(map(_HAN.search, phrases))
        if block.role is not None or not listing or "。" in block.text:
            continue
        listed = f" {' '.join(phrases)} "
        below = (" ".join(other.text.split()) for other in top[i + 1 :])
        if any(len(line) in _HEADLINE and f" {line} " in listed for line in below):
            yield Drop(block=i, reason="boilerplate")


_SUMMARY = late(r"\s*+[【\[]?(?:文章|内容|本文|阅读)?(?:简介|摘要|导读|提要)[】\]]?\s*+[:：]\s*+")
"""The label of such a lead: 文章简介：."""
_COVERS = 4
"""Paragraphs whose words such a lead may hold, chosen by hand."""
_CUT_SHORT = late(r"(?<![….。])(?:…{1,6}|\.{3,6}|。{3,6})$")


def drop_leads(draft: Draft) -> Iterator[Proposal]:
    """Drop the lead that a page cut short and set over the text which opens with its words.

    A system for news makes its summary of the first characters: 近日，医疗队将前往甲县 over
    近日，医疗队将前往甲县、乙县义诊。. One that says what it is (文章简介：) may set its marks in
    another way, run over the first paragraphs, or leave out the first.
    """
    for i, (one, other) in enumerate(itertools.pairwise(draft.blocks)):
        if one.role is not None or other.role is not None:
            continue
        lead, text = ("".join(b.text.split()) for b in (one, other))
        cut = _CUT_SHORT.sub("", lead)
        if said := _SUMMARY.match(cut):
            cut = bare(cut[said.end() :])
            text = "".join(bare(b.text) for b in draft.blocks[i + 1 : i + 1 + _COVERS])
        opens = text.startswith(cut) or (said and cut in text)
        if opens and _SHORTEST <= len(cut) < len(text) and not ends_sentence(cut):
            yield Drop(block=i, reason="repeat")


_TWICE = 10
"""Characters of what a page says twice on a line, chosen by hand: a cry is shorter."""


def halve_lines(draft: Draft) -> Iterator[Proposal]:
    """Strip the second half of a line that says the first again.

    A page writes a picture's caption where the picture is, and below it: 医生段敏为牧民义诊 twice.
    """
    for i, block in enumerate(draft.blocks):
        text = block.text.strip()
        one = block.role is None and "\n" not in text
        if one and 2 * _TWICE <= len(text) <= 2 * _CAPTION:
            said, again = text[: len(text) // 2].rstrip(), text[(len(text) + 1) // 2 :].lstrip()
            parted = len(text) > 2 * len(said) or not ends_sentence(said)
            if said == again and parted and len(said) >= _TWICE:
                end = block.text.index(said) + len(said)
                yield Rewrite(i, end, len(block.text), "", Kind.STRIP, "repeat")


_CAPTION = 60
"""Characters of a sentence that shows a picture, chosen by hand."""


def caption_doubles(draft: Draft) -> Iterator[Proposal]:
    """Label sentences that stand twice in a row as captions, where a page has several such.

    A page shows each picture small and large; a page break doubles one paragraph, not two.
    """
    found = [
        i
        for i, (one, other) in enumerate(itertools.pairwise(draft.blocks))
        if one.role in (None, Role.PARAGRAPH)
        and _SHORTEST_STUMP <= len(one.text) <= _CAPTION
        and one.text.strip() == other.text.strip()
        and ends_sentence(one.text)
        and is_single_sentence(one.text)
    ]
    if len({draft.blocks[i].text.strip() for i in found}) > 1:
        for i in found:
            yield Label(block=i, role=Role.CAPTION)
            yield Doubt(block=i, start=0, end=len(draft.blocks[i].text), reason="inset")
            yield Drop(block=i + 1, reason="repeat")


def _shows_another(blocks: Sequence[Block], i: int) -> bool:
    """Return whether a caption with its credit stands below running text: of another picture, with
    the words of the one above."""
    if blocks[i].role is not Role.CAPTION or not 0 < i < len(blocks) - 1:
        return False
    over, below = blocks[i - 1], blocks[i + 1]
    told = over.role in (None, Role.PARAGRAPH) and ends_sentence(over.text)
    return told and below.role is Role.CREDIT


def _captions_again(blocks: Sequence[Block], i: int) -> bool:
    """Return whether a caption and its credit stand twice, for a small picture and a large one."""
    if blocks[i].role not in (Role.CAPTION, Role.CREDIT):
        return False
    first = i - (blocks[i].role is Role.CREDIT)
    pair = blocks[max(first, 2) : first + 2]
    roles = [b.role for b in pair] == [Role.CAPTION, Role.CREDIT]
    return roles and [(b.role, b.text) for b in pair] == [
        (b.role, b.text) for b in blocks[first - 2 : first]
    ]


def drop_running_heads(draft: Draft) -> Iterator[Proposal]:
    """Drop a short line that stands again and again, and once at least amid a sentence.

    Where it heads all text, it is the title that each page repeats, and stays. No head ends in a
    full stop, and a cry is the same line only to the letter: 机制更加顺畅！ is not 机制更加顺畅.
    """
    places: defaultdict[str, list[int]] = defaultdict(list)
    for i, block in enumerate(draft.blocks):
        text = block.text.strip()
        short = 0 < len(text) <= _LONGEST_HEAD and not text.endswith("。")
        if block.role in (None, Role.HEADING) and short:
            places[text if ends_sentence(text) else bare(text)].append(i)
    for text, found in places.items():
        if len(text) > 1 and len(found) > 1 and any(_amid(draft, i) for i in found):
            opens = not any(is_prose(b.text) for b in draft.blocks[: found[0]])
            yield from (Drop(block=i, reason="page") for i in found[opens:])


_PAGE_NUMBER = late(r"\s*+(?:P\.?\s?\d{1,3}|\d{1,3}(?:\s?/\s?\d{1,3})?)\s*+")
_LINE = 12
"""Characters of a line of print at least, chosen by hand: a list's items are shorter."""
_COUNTS = late(r"[是为有到达共约第超过近升降至了在\d：:]\s*+$")
"""How a line ends that a number goes on from: 血氧升到."""
_COUNTED = late(r"\s*+[日号月年时分秒人名位个例台次家所床张条天岁度楼层米斤元公%％万亿多余]")
"""How one opens that a number goes on in: 6月／3／日到达."""


def drop_page_numbers(draft: Draft) -> Iterator[Proposal]:
    """Drop a number that stands alone amid a sentence: a page ends there.

    Below 血氧升到 a number is the text's.
    """
    for i, block in enumerate(draft.blocks):
        number = block.role is None and _PAGE_NUMBER.fullmatch(block.text)
        if not number or not _amid(draft, i, _LINE):
            continue
        left, right = draft.blocks[i - 1].text, draft.blocks[i + 1].text
        if not (_COUNTS.search(left) or _COUNTED.match(right)):
            yield Drop(block=i, reason="page")


def _amid(draft: Draft, i: int, least: int = _SHORTEST) -> bool:
    """Return whether a line stands in the middle of a sentence that a page break cut in two."""
    if not 0 < i < len(draft.blocks) - 1:
        return False
    one, block, other = draft.blocks[i - 1 : i + 2]
    if Border.HARD in (one.after, block.before, block.after, other.before):
        return False
    if not all(b.role in (None, Role.PARAGRAPH) and len(b.text) >= least for b in (one, other)):
        return False
    if _LATIN.search(one.text) and _SMALL.match(other.text):
        return True
    return not ends_sentence(one.text) and continuity(one.text, other.text, draft.raw) > JOIN


def _repeats(text: str, seen: Iterable[str]) -> bool:
    if len(text) >= _SHORTEST:
        said = "\n".join(("", *seen, ""))
        return f"\n{text}" in said or f"{text}\n" in said
    stump = len(text) >= _SHORTEST_STUMP and not ends_sentence(text)
    running = (earlier for earlier in seen if len(earlier) >= _SHORTEST and is_prose(earlier))
    return stump and any(earlier.startswith(text) for earlier in running)
