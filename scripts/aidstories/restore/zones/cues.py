"""What speaks for a label: the words of a line, its length, its place, its mark-up, its likeness.

A cue holds of a block or does not. Running text is told by its length and its stops alone, so
that a long capture costs little.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from operator import add
from typing import NamedTuple

from aidstories.model import Role
from aidstories.restore.data import data_file
from aidstories.restore.draft import Block, Draft
from aidstories.restore.lexicon.byline import are_names, dateline_end, is_byline
from aidstories.restore.lexicon.chars import IS_BO, bare, ends_sentence, simplified
from aidstories.restore.lexicon.imprint import is_imprint
from aidstories.restore.passes.furniture import furniture, recommended

_LONG = 160
"""Characters from which a line's words are no longer asked: no line of a head or a tail of 1,500
generated pages is longer."""
_PROSE = 20
"""Characters from which a sentence counts as running text; as in `passes.furniture`."""
_LEAD = 3
"""Paragraphs whose words a title may share, chosen by hand."""
_LENGTHS = (2, 4, 6, 9, 12, 16, 20, 25, 30, 36, 45, 60, 90, _LONG)
_ENDS = re.compile(
    r"(?P<stop>[。])|(?P<cry>[！!？?])|(?P<colon>[：:])|(?P<pause>[，,、；;])"
    r"|(?P<close>[”’」』）)】\]》])|(?P<digit>\d)"
)
_NAMED = {
    "title": re.compile(r"(?<!sub)title|headline|biaoti|\bbt\b|tit\b", re.I),
    "source": re.compile(r"source|laiyuan|info|meta|date|time|author", re.I),
    "crumb": re.compile(r"crumb|position|location|path|dqwz|nav|menu", re.I),
    "control": re.compile(r"share|tool|font|print|btn", re.I),
    "foot": re.compile(r"foot|copy|bottom", re.I),
    "logo": re.compile(r"logo|site-?(?:name|title)|brand|masthead", re.I),
    "body": re.compile(r"content|article|editor|text|body|con\b", re.I),
}


class Pattern(NamedTuple):
    """A row of ``cues.toml``."""

    name: str
    pattern: str
    example: str
    counter: str
    signs: str = ""
    """Characters, in lower case, of which every line that has the cue holds one."""


_Search = tuple[str, re.Pattern[str], frozenset[str] | None]
"""A cue, its pattern, and its signs where it has any."""


@lru_cache(maxsize=1)
def patterns() -> tuple[tuple[Pattern, re.Pattern[str]], ...]:
    """Return the cues that words give, with their compiled patterns."""
    rows = tomllib.loads(data_file("cues.toml").read_text("utf-8"))["cue"]
    return tuple((Pattern(**row), re.compile(row["pattern"], re.I)) for row in rows)


class View(NamedTuple):
    """A draft as the cues see it: its lines simplified, and which of them are running text."""

    blocks: Sequence[Block]
    lines: Sequence[str]
    bare: Sequence[str]
    """The lines without space and punctuation."""
    prose: Sequence[bool]
    first: int
    """The first block of running text; the number of blocks where there is none."""
    last: int
    title: str
    """What the capture says its title is, bare."""
    lead: frozenset[str]
    """The pairs of characters of the first paragraphs, bare."""
    runs: Sequence[range]
    """The lines without running text between them that a line stands among, itself with them."""
    headline: int
    """The line that the mark-up sets as the first headline; -1 where it sets none."""
    told: Sequence[float]
    """Which part of a line's words the running text says again that follows it."""


def goes_on(one: str, other: str) -> bool:
    """Return whether a title goes on in a second line: behind a mark, or as a pair of phrases."""
    sizes = len(bare(one)), len(bare(other))
    if one.endswith(("—", "-", "─")):
        return False
    pair = 0 < max(sizes) <= PHRASE and abs(sizes[0] - sizes[1]) <= _UNEVEN
    return pair or one.endswith(tuple("！？，：!?,:、"))


def view(draft: Draft) -> View:
    """Return what the cues of ``draft`` are read from."""
    lines = [_line(b.text) for b in draft.blocks]
    prose = [_is_prose(line, b) for line, b in zip(lines, draft.blocks, strict=True)]
    found = [i for i, p in enumerate(prose) if p]
    naked = [bare(line) if len(line) <= _LONG else line for line in lines]
    runs = _runs(prose)
    return View(
        blocks=draft.blocks,
        lines=lines,
        bare=naked,
        prose=prose,
        first=found[0] if found else len(lines),
        last=found[-1] if found else -1,
        title=bare(simplified(draft.meta.get("title", ""))),
        lead=_pairs("".join(bare(lines[i][:_SEEN]) for i in found[:_LEAD])),
        runs=runs,
        headline=next((i for i, b in enumerate(draft.blocks) if _is_headline(b)), -1),
        told=[_told(lines, naked, run, i) for i, run in enumerate(runs)],
    )


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


def _told(lines: Sequence[str], naked: Sequence[str], run: range, i: int) -> float:
    """Return which part of a line's pairs of characters stand in the text behind its run."""
    if not run or run.stop == len(lines) or not 3 < len(naked[i]) <= _LONG:
        return 0
    pairs = _pairs(naked[i])
    return len(pairs & _first_words(lines[run.stop][:_SEEN])) / len(pairs)


@lru_cache(maxsize=64)
def _first_words(text: str) -> frozenset[str]:
    return _pairs(bare(simplified(text)))


def _line(text: str) -> str:
    """Return a line simplified; a long one, whose words are not asked, as it is."""
    return simplified(text.strip()) if len(text) <= _LONG else text.strip()


def cues(draft: Draft) -> list[list[str]]:
    """Return the cues of each block of ``draft``."""
    seen = view(draft)
    own = [list(_own(seen, i)) for i in range(len(seen.lines))]
    for i in recommended(draft.blocks):
        own[i].append("recommended")
    return [[*_beside(own, i), *names, *_place(seen, i)] for i, names in enumerate(own)]


_SHORT = 60
"""Characters of a line that may stand alone, chosen by hand."""
_DIGIT = re.compile(r"\d")
_MARKS = re.compile(r"(?<=[\u4e00-\u9fff])[\d*＊¹²³]+(?=[\s，,、]|$)")
"""Marks behind names that lead to notes: 段敏1 王燕*."""
_OF_PAGE = re.compile("版权归|版权均属|转载请|不得转载|订户|成为.{0,16}会员|免责声明")
"""A sentence with these speaks of the page, not of the story."""
PHRASE, _UNEVEN = 8, 2
"""Characters of the halves of a paired title, and by how many they may differ chosen by hand:
山海同行 / 情暖高原."""
_COLON = ("：", ":")
_SEEN = 400
"""Characters of a paragraph of the lead that a title may share words with, chosen by hand."""
_ALONE = (
    "opens with the label of a source",
    "opens with the label of a date",
    "opens with the label of staff",
    "says where the reader is",
    "leads from the first page",
    "is a menu with bars",
    "heads other articles",
    "is a neighbour of the page",
    "is a day and a time",
    "is registered",
    "is a long number",
)
"""Cues of lines that no line of running text goes on from, or goes on in."""


@lru_cache(maxsize=1024)
def stands_alone(line: str) -> bool:
    """Return whether a line is certainly no piece of a wrapped paragraph: 来源：某某网."""
    if len(line) > _SHORT or ends_sentence(line):
        return False
    plain = simplified(line.strip())
    return is_imprint(plain) or is_byline(plain) or bool(_any_of(_ALONE).search(plain))


@lru_cache(maxsize=4)
def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    """Return one pattern for several cues."""
    chosen = (f"(?:{row.pattern})" for row, _ in patterns() if row.name in names)
    return re.compile("|".join(chosen), re.I)


_CLAIMS = ("speaks of rights", "asks to follow", "gives an address", "is registered")


def speaks_of_page(line: str) -> bool:
    """Return whether a sentence speaks of the page and not of a story: 未经授权不得转载。."""
    return bool(_any_of(_CLAIMS).search(line))


_PICTURED = ("opens as a caption", "names a scene")


def speaks_of_picture(line: str) -> bool:
    """Return whether a line's words are those of a caption: 签约仪式现场, 图为手术室."""
    return bool(_any_of(_PICTURED).search(simplified(line)))


def _is_prose(line: str, block: Block) -> bool:
    """Return whether a line is running text; a statement of rights or a caption is none."""
    if block.role not in (None, Role.DATELINE, Role.PARAGRAPH) or _OF_PAGE.search(line[:_LONG]):
        return False
    if IS_BO.match(line):
        several = "།" in line[:-1] and len(line) > 2 * _PROSE
        return not _DIGIT.search(line) and (several or len(line) > 2 * _SHORT)
    return (len(line) > _PROSE and ends_sentence(line) and "。" in line) or len(line) > _LONG


def _own(seen: View, i: int) -> Iterator[str]:
    """Yield what a line says by itself."""
    line, block = seen.lines[i], seen.blocks[i]
    yield f"length {_bucket(len(line))}"
    end = _ENDS.search(line[-1:])
    yield f"ends {end.lastgroup if end else 'open'}"
    yield f"stops {min(2, line.count('。'))}"
    if block.role is not None:
        yield f"role {block.role}"
    if seen.prose[i]:
        yield from _said(line[:_LONG], _searches_of_prose())
    elif len(line) <= _LONG:
        yield from _words(line)
        yield from _likeness(seen, seen.bare[i])
    yield from _markup(block)


@lru_cache(maxsize=1)
def _searches() -> tuple[_Search, ...]:
    return tuple((r.name, p, frozenset(r.signs) if r.signs else None) for r, p in patterns())


@lru_cache(maxsize=1)
def _searches_of_prose() -> tuple[_Search, ...]:
    """Return the cues that running text can give."""
    return tuple(search for search in _searches() if search[0] in _PROSE_CUES)


def _said(line: str, searches: Iterable[_Search]) -> Iterator[str]:
    """Yield the cues whose patterns a line has."""
    signs = set(line.lower())
    for name, pattern, needed in searches:
        if (needed is None or not needed.isdisjoint(signs)) and pattern.search(line):
            yield name


def _words(line: str) -> Iterator[str]:
    yield from _said(line, _searches())
    yield f"pauses {min(2, len(re.findall('[，,；;]', line)))}"
    if line.isdigit():
        yield "is a number"
    if line.isascii():
        yield "is Latin"
    if is_imprint(line):
        yield "is an imprint"
    if is_byline(line):
        yield "is a byline"
    elif are_names(_MARKS.sub("", line.strip("（）()[]【】 "))):
        yield "is names"
    if dateline_end(line):
        yield "has a dateline"
    if reason := furniture(line):
        yield f"furniture {reason}"


def _likeness(seen: View, text: str) -> Iterator[str]:
    """Yield how a line stands to the page's own title, and to the words of the lead."""
    if len(text) < 4:
        return
    if seen.title:
        if text == seen.title:
            yield "is the page's title"
        elif text in seen.title:
            yield "is in the page's title"
        elif len(seen.title) > 5 and seen.title in text:
            yield "holds the page's title"
    pairs = _pairs(text)
    yield f"shared {int(len(pairs & seen.lead) / len(pairs) * 3.99)}"


def _pairs(text: str) -> frozenset[str]:
    return frozenset(map(add, text, text[1:]))


def _markup(block: Block) -> Iterator[str]:
    hints = block.hints
    if block.level:
        yield f"level {min(block.level, 3)}"
    if hints.tag:
        yield f"tag {hints.tag}"
        yield from (f"named {name}" for name, p in _NAMED.items() if p.search(hints.names))
    for name in ("strong", "linked", "centred"):
        if getattr(hints, name):
            yield name
    if block.lead >= 3:
        yield "set apart"


def _place(seen: View, i: int) -> Iterator[str]:
    """Yield where a line stands: from the top, from the text, between texts."""
    yield "bias"
    yield f"from the top {min(i, 5)}"
    yield f"from the end {min(len(seen.lines) - 1 - i, 3)}"
    if seen.prose[i]:
        yield "prose"
    if i < seen.first:
        yield f"before the text {min(seen.first - i, 5)}"
        if len(seen.lines[i]) == max(map(len, seen.lines[: seen.first])):
            yield "longest of the head"
    elif i > seen.last:
        yield f"behind the text {min(i - seen.last, 5)}"
    else:
        yield "among the text"
    if i and seen.prose[i - 1]:
        yield "behind prose"
    if i + 1 < len(seen.lines) and seen.prose[i + 1]:
        yield "before prose"
    for step, word in ((-1, "above"), (1, "below")):
        if 0 <= i + step < len(seen.lines) and not seen.prose[i + step]:
            other = len(seen.lines[i + step])
            size = "longer" if len(seen.lines[i]) > 1.25 * other else "shorter"
            yield f"{size} than {word}" if abs(len(seen.lines[i]) - other) > 2 else f"like {word}"
    if len(seen.bare[i]) > 3 and seen.bare[i] in seen.bare[:i]:
        yield "said before"
    if i == seen.headline:
        yield "is set as the headline"
    elif seen.headline >= 0:
        yield f"{'over' if i < seen.headline else 'under'} the headline"
    if seen.runs[i]:
        yield from _among(seen, seen.runs[i], i)


def _among(seen: View, run: range, i: int) -> Iterator[str]:
    """Yield where a line stands in its run, what opens the run, what the text behind it says."""
    yield f"in a run of {min(len(run), 6)}"
    yield f"in its run {min(i - run.start, 4)}"
    yield f"to its end {min(run.stop - 1 - i, 4)}"
    if i + 1 < run.stop and goes_on(seen.lines[i], seen.lines[i + 1]):
        yield "goes on below"
    if i > run.start and goes_on(seen.lines[i - 1], seen.lines[i]):
        yield "goes on from above"
    above = range(max(0, run.start - 1), i)
    colon = next((i - k for k in reversed(above) if seen.lines[k][-1:] in _COLON), 0)
    if colon:
        yield f"behind a colon {min(colon, 5)}"
    if seen.told[i]:
        yield f"told {int(seen.told[i] * 3.99)}"
        if seen.bare[i] in bare(simplified(seen.lines[run.stop][:_SEEN])):
            yield "told whole"
        if seen.told[i] == max(seen.told[k] for k in run):
            yield f"told most {int(seen.told[i] * 3.99)}"


_PROSE_CUES = (
    *_CLAIMS,
    "opens an editor's note",
    "opens a lead",
    "opens as a caption",
    "credits a picture",
    "names a scene",
    "trails off",
)
_CARRIED = (
    "is an imprint", "is a byline", "is a day and a time", "is names", "heads other articles",
    "opens with a bullet", "opens an editor's note", "is the label of a note", "level 1",
    "names a control", "has steps",
    "credits a picture", "role caption", "is the page's title", "furniture controls", "tag h1",
    "named title", "ends cry", "ends with a dash or a colon", "opens with a dash", "set apart",
)  # fmt: skip
"""Cues that speak for the lines beside their own, too."""


def _beside(own: Sequence[Sequence[str]], i: int) -> Iterator[str]:
    for step, word in ((-1, "above"), (1, "below")):
        if 0 <= i + step < len(own):
            yield from (f"{word}: {name}" for name in own[i + step] if name in _CARRIED)


def _bucket(length: int) -> int:
    return next((n for n in _LENGTHS if length <= n), 999)
