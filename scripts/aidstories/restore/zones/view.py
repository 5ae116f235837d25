"""A draft as the cues see it: its lines, which of them are running text, what they say again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from operator import add
from typing import NamedTuple

from aidstories.model import Role
from aidstories.restore.draft import Block, Draft
from aidstories.restore.lexicon.chars import BO, HAN, bare, ends_sentence, exclaims, simplified
from aidstories.restore.lexicon.counts import Count, count
from aidstories.restore.lexicon.imprint import is_address
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.tibetan_dates import in_figures
from aidstories.restore.lexicon.tibetan_heads import is_head
from aidstories.restore.passes.furniture import recommended
from aidstories.restore.zones.phrased import phrased

LONG = 160
"""Characters from which a line's words are no longer asked: no line of a head or a tail of 1,500
generated pages is longer."""
_LONGEST_TITLE = 1_000
"""Characters of a page's title beyond which it is none, for every line is looked for in it. Chosen
by hand: the longest of the captures at hand has 31."""
SHORT = 60
"""Characters of a line that may stand alone, chosen by hand."""
PHRASE, _UNEVEN = 8, 2
"""Characters of the halves of a paired title, and by how many they may differ chosen by hand:
山海同行 / 情暖高原."""
_PROSE = 20
"""Characters from which a sentence counts as running text; as in `passes.furniture`."""
_LEAD = 3
"""Paragraphs whose words a title may share, chosen by hand."""
_SEEN = 400
"""Characters of a paragraph of the lead that a title may share words with, chosen by hand."""
_TOPIC = late(r"^[^，。：|｜丨/]{2,8}\s*+[|｜丨]\s*+")
"""What stands before a title's bar: 人物丨山海同行."""
COLON = ("：", ":")
_DASHES, _OPEN = tuple("—-─"), tuple("！？，：!?,:、")
"""Marks at the end of a line behind which another one begins, or the same goes on."""
_ENGLISH = late(r"[a-z] [A-Za-z'’]{2,20}[.!?][\"”’]?$")
"""How a sentence in English ends."""
_HEAD_MARKS = "༄༅༆༑། "
"""The marks that open a Tibetan page or its title."""
_TIBETAN = late(rf"[^{HAN}{BO}]*+[{BO}]")
"""A line in Tibetan, whose figures may be Arabic: 2021ལོའི་ཟླ་བ་བརྒྱད་པར་…."""
_FINITE = late("(?:རེད|ཡོད|ཡིན|འདུག|མེད|མིན|མཆིས|བྱུང|སོང|བཤད|གསུངས|ཐུབ|དགོས|གྲགས)[།༎]\\s*+$")
"""How a sentence in Tibetan ends; a headline ends with a noun: …འབྱོར་བ།."""
_OF_PAGE = late("版权归|版权均属|转载请|不得转载|订户|成为.{0,16}会员|免责声明")
"""A sentence with these speaks of the page, not of the story."""


class View(NamedTuple):
    """A draft as the cues see it: its lines simplified, and which of them are running text."""

    blocks: Sequence[Block]
    lines: Sequence[str]
    sizes: Sequence[int]
    """The characters of each line."""
    bare: Sequence[str]
    """The lines without space and punctuation."""
    words: Sequence[frozenset[str]]
    """The pairs of characters of each bare line that is no running text and not too short."""
    prose: Sequence[bool]
    first: int
    """The first block of running text; the number of blocks where there is none."""
    last: int
    title: str
    """What the capture says its title is, bare."""
    lead: frozenset[str]
    """The pairs of characters of the first paragraphs, bare; none where no line may share them."""
    runs: Sequence[range]
    """The lines without running text between them that a line stands among, itself with them."""
    headline: int
    """The line that the mark-up sets as the first headline; -1 where it sets none."""
    told: Sequence[float]
    """Which part of a line's words the running text says again that follows it."""
    counts: Sequence[Count | None]
    """What each line counts."""
    counted: frozenset[Count | None]
    """What all lines count."""
    colons: Sequence[int]
    """The last line up to each that ends in a colon; -1 where there is none."""
    said: Mapping[str, int]
    """The first line of each bare text."""
    recommended: frozenset[int]
    """The lines behind a label such as 新闻推荐."""
    largest: int
    """The characters of the longest line before the running text."""
    loudest: Mapping[int, float]
    """The most that a line of a run is told, by where the run begins."""
    phrased: frozenset[int] = frozenset()
    """The lines over the running text that it opens with, phrase by phrase."""


def goes_on(one: str, other: str) -> bool:
    """Return whether a title goes on in a second line: behind a mark, or as a pair of phrases."""
    if one.endswith(_DASHES):
        return False
    if one.endswith(_OPEN):
        return True
    sizes = len(bare(_TOPIC.sub("", one))), len(bare(other))
    return 0 < max(sizes) <= PHRASE and abs(sizes[0] - sizes[1]) <= _UNEVEN


def view(draft: Draft) -> View:
    """Return what the cues of ``draft`` are read from."""
    lines = [_line(b.text) for b in draft.blocks]
    prose = [_is_prose(line, b) for line, b in zip(lines, draft.blocks, strict=True)]
    found = [i for i, p in enumerate(prose) if p]
    naked = [bare(line) if len(line) <= LONG else line for line in lines]
    words = [frozenset() if p else _words(n) for n, p in zip(naked, prose, strict=True)]
    runs = _runs(prose)
    sizes, first = list(map(len, lines)), found[0] if found else len(lines)
    told = [_told(lines, own, run) for own, run in zip(words, runs, strict=True)]
    counts = [count(line) for line in lines]
    title = draft.meta.get("title", "")
    return View(
        blocks=draft.blocks,
        lines=lines,
        sizes=sizes,
        bare=naked,
        words=words,
        prose=prose,
        first=first,
        last=found[-1] if found else -1,
        title=bare(simplified(title)) if len(title) <= _LONGEST_TITLE else "",
        lead=pairs("".join(bare(lines[i][:_SEEN]) for i in found[:_LEAD] if any(words))),
        runs=runs,
        headline=next((i for i, b in enumerate(draft.blocks) if _is_headline(b)), -1),
        told=told,
        counts=counts,
        counted=frozenset(counts),
        colons=list(accumulate(_colons(lines), max, initial=-1))[1:],
        said={text: i for i, text in reversed(list(enumerate(naked)))},
        recommended=recommended(draft.blocks),
        largest=max(sizes[:first], default=0),
        loudest={run.start: max(told[run.start : run.stop]) for run in set(runs) if run},
        phrased=phrased(draft.blocks, lines, first),
    )


def _colons(lines: Iterable[str]) -> list[int]:
    return [i if line.endswith(COLON) else -1 for i, line in enumerate(lines)]


def said_behind(seen: View, run: range) -> str:
    """Return the beginning of the running text behind a run of lines, bare."""
    return _first_bare(seen.lines[run.stop][:_SEEN]) if run.stop < len(seen.lines) else ""


@lru_cache(maxsize=64)
def _first_bare(text: str) -> str:
    return bare(simplified(text))


def pairs(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters."""
    return frozenset(map(add, text, text[1:]))


def _is_headline(block: Block) -> bool:
    return block.role is Role.TITLE or block.level == 1


def _runs(prose: Sequence[bool]) -> list[range]:
    """Return for each line the stretch of lines around it that are no running text, or nothing."""
    found = [range(0)] * len(prose)
    start = 0
    for end in range(len(prose) + 1):
        if end == len(prose) or prose[end]:
            found[start:end] = [range(start, end)] * (end - start)
            start = end + 1
    return found


def _words(naked: str) -> frozenset[str]:
    """Return the pairs of characters of a bare line, none of one that says too little or much."""
    return pairs(naked) if 3 < len(naked) <= LONG else frozenset()


def _told(lines: Sequence[str], found: frozenset[str], run: range) -> float:
    """Return which part of a line's pairs of characters stand in the text behind its run."""
    if not found or run.stop == len(lines):
        return 0
    text = _first_bare(lines[run.stop][:_SEEN])
    return sum(map(text.__contains__, found)) / len(found)


def _line(text: str) -> str:
    """Return a line simplified, its figures Arabic; a long one, not asked, as it is.

    A headline in English loses its mark, with which it would look like a sentence.
    """
    line = text.strip()
    if len(text) > LONG:
        return line
    return line[:-1] if exclaims(line) else in_figures(simplified(line))


def _is_english(line: str) -> bool:
    return len(line) > SHORT and line[0].isascii() and bool(_ENGLISH.search(line))


def _is_prose(line: str, block: Block) -> bool:
    """Return whether a line is running text; a statement of rights or a caption is none."""
    if len(line) <= _PROSE or block.role not in (None, Role.DATELINE, Role.PARAGRAPH):
        return False
    if _TIBETAN.match(line):
        several = "།" in line.lstrip(_HEAD_MARKS)[:-1] and len(line) > 2 * _PROSE
        said = several or len(line) > 2 * SHORT or bool(_FINITE.search(line))
        running = said and not is_head(line)
    else:
        stopped = ends_sentence(line) and ("。" in line or line.endswith("."))
        long = len(line) > LONG and not is_address(line)
        running = long or stopped or _is_english(line)
    return running and not _OF_PAGE.search(line[:LONG])
