"""What speaks for a label: the words of a line, its length, its place, its mark-up, its likeness.

A cue holds of a block or does not. Running text is told by its length and its stops alone, so
that a long capture costs little.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import lru_cache
from typing import NamedTuple

from aidstories.model import Role
from aidstories.restore.data import table
from aidstories.restore.draft import Block
from aidstories.restore.lexicon.byline import is_byline
from aidstories.restore.lexicon.chars import ends_sentence, simplified
from aidstories.restore.lexicon.dateline import dateline_end
from aidstories.restore.lexicon.imprint import is_address, is_imprint
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.person_names import are_names
from aidstories.restore.lexicon.signs import Signs, signs_of
from aidstories.restore.lexicon.telling import tells
from aidstories.restore.passes.furniture import furniture
from aidstories.restore.zones.places import places
from aidstories.restore.zones.view import LONG, SHORT, View, goes_on

_LENGTHS = (2, 4, 6, 9, 12, 16, 20, 25, 30, 36, 45, 60, 90, LONG, 999)
_PAUSES = "，,；;"
_WHITE = "".join(c for c in map(chr, range(0x3001)) if c.isspace())
_ENDS = late(
    r"(?P<stop>[。])|(?P<cry>[！!？?])|(?P<colon>[：:])|(?P<pause>[，,、；;])"
    r"|(?P<close>[”’」』）)】\]》])|(?P<digit>\d)"
)
_NAMED = {
    "title": late(r"(?<!sub)title|headline|biaoti|\bbt\b|tit\b", re.I),
    "source": late(r"source|laiyuan|info|meta|date|time|author", re.I),
    "crumb": late(r"crumb|position|location|path|dqwz|nav|menu", re.I),
    "control": late(r"share|tool|font|print|btn", re.I),
    "foot": late(r"foot|copy|bottom", re.I),
    "logo": late(r"logo|site-?(?:name|title)|brand|masthead", re.I),
    "body": late(r"content|article|editor|text|body|con\b", re.I),
}


class Pattern(NamedTuple):
    """A row of ``cues.toml``."""

    name: str
    pattern: str
    example: str
    counter: str
    signs: str = ""
    """Characters, in lower case, of which every line that has the cue holds one.

    A blank stands for any white space.
    """
    words: Sequence[str] = ()
    """Words, in lower case, of which every line that has the cue holds one; none: any line may."""


@lru_cache(maxsize=1)
def patterns() -> tuple[tuple[Pattern, re.Pattern[str]], ...]:
    """Return the cues that words give, with their patterns."""
    rows = table("cues.toml")["cue"]
    return tuple((Pattern(**row), late(row["pattern"])) for row in rows)


class Searches(NamedTuple):
    """Some of the cues that words give, by the signs that a line must hold to have one."""

    rows: Sequence[tuple[str, re.Pattern[str]]]
    signs: Signs
    words: re.Pattern[str] | None
    """What a line with any of the cues holds; None where the rows do not say."""

    def said(self, line: str) -> list[str]:
        """Return the cues whose patterns a simplified line has, in the order of the rows."""
        line = line.lower()
        if self.words and not self.words.search(line):
            return []
        rows = map(self.rows.__getitem__, self.signs.called(line))
        return [name for name, pattern in rows if pattern.search(line)]


@lru_cache(maxsize=8)
def searches(among: tuple[str, ...] = ()) -> Searches:
    """Return the searches for the cues of some names, for all where none is given."""
    chosen = [(row, pattern) for row, pattern in patterns() if not among or row.name in among]
    return Searches(
        rows=[(row.name, pattern) for row, pattern in chosen],
        signs=signs_of([row.signs.replace(" ", _WHITE) for row, _ in chosen]),
        words=_any_of([row for row, _ in chosen]),
    )


def _any_of(rows: Sequence[Pattern]) -> re.Pattern[str] | None:
    """Return what finds a word of any of the rows, None where one of them has none."""
    words = {re.escape(word) for row in rows for word in row.words}
    return re.compile("|".join(sorted(words))) if all(row.words for row in rows) else None


def says(line: str, among: tuple[str, ...]) -> bool:
    """Return whether a line has one of some cues."""
    return bool(searches(among).said(line))


def cues(seen: View, *, all_blocks: bool = True) -> dict[int, list[str]]:
    """Return the cues of the blocks of a draft by number, at choice only of those in doubt.

    A paragraph is in no doubt that has running text around it and says nothing of itself; nor is
    any line of a page that has no others.
    """
    asked = range(len(seen.lines)) if all_blocks else _in_doubt(seen)
    own = {i: list(_own(seen, i)) for i in asked}
    carried = {i: [name for name in names if name in _CARRIED] for i, names in own.items()}
    said = {cue: _said_by(seen, own, among) for cue, among in _NAMING.items()}
    return {
        i: [
            *_beside(carried, i),
            *names,
            *_named(seen, said, i),
            *_of_two_lines(seen, own, i),
            *places(seen, i),
        ]
        for i, names in own.items()
    }


_AROUND = 2
"""Paragraphs on either side of one that is in no doubt, chosen by hand."""


def _in_doubt(seen: View) -> Sequence[int]:
    """Return the lines whose cues are asked for."""
    lines = range(len(seen.lines))
    if all(seen.prose) and all(_says_nothing(seen, i) for i in lines):
        return ()  # of 564 such pages the model labels no line otherwise
    return [i for i in lines if i in seen.recommended or not _is_plain(seen, i)]


def _is_plain(seen: View, i: int) -> bool:
    around = seen.prose[max(0, i - _AROUND) : i + _AROUND + 1]
    return len(around) > 2 * _AROUND and all(around) and _says_nothing(seen, i)


def _says_nothing(seen: View, i: int) -> bool:
    return not says(simplified(seen.lines[i][:LONG]), _PROSE_CUES)


_NAMING = {
    "is a step of the crumb": frozenset(
        ("has steps", "says where the reader is", "leads from the first page")
    ),
    "is named in the foot": frozenset(("speaks of rights", "gives an address", "asks to follow")),
}
"""Cues of lines that stand in other lines of the page, and the cues of those."""
_NAME = 20
"""Characters of the name of a site or a section, chosen by hand."""


def _said_by(seen: View, own: Mapping[int, Sequence[str]], among: Set[str]) -> dict[int, str]:
    """Return the bare lines that have one of some cues, by their numbers."""
    return {
        i: seen.bare[i]
        for i, names in own.items()
        if not (seen.prose[i] or among.isdisjoint(names))
    }


def _named(seen: View, said: Mapping[str, Mapping[int, str]], i: int) -> Iterator[str]:
    """Yield which lines of the page hold a short one: the crumb a section, the foot a house."""
    text = seen.bare[i]
    if not seen.prose[i] and 1 < len(text) <= _NAME:
        for cue, lines in said.items():
            if any(text in line for k, line in lines.items() if k != i):
                yield cue


def _of_two_lines(seen: View, own: Mapping[int, Sequence[str]], i: int) -> Iterator[str]:
    """Yield whether a line is the first or the second of two that are a headline by their form.

    山那边的药房 over 六名队员将工作半年: no mark says which is the title and which explains it.
    """
    if seen.runs[i] and seen.headline < 0:
        if _are_two_lines(seen, own, i):
            yield "opens a headline of two lines"
        elif _are_two_lines(seen, own, i - 1):
            yield "closes a headline of two lines"


def _are_two_lines(seen: View, own: Mapping[int, Sequence[str]], first: int) -> bool:
    """Return whether two phrases stand over source, writers or the text and nothing else."""
    lines, below = seen.lines[max(0, first) : first + 2], first + 2
    if first < 0 or len(lines) < 2 or not all(map(_PHRASE.fullmatch, lines)) or goes_on(*lines):
        return False
    plain = all(_OTHERWISE.isdisjoint(own.get(k, ())) for k in (first, first + 1))
    signed = not _BELOW.isdisjoint(own.get(below, ()))
    return plain and (signed or below == seen.first < len(seen.lines))


_PHRASE = late(
    r"(?!.*(?:(?:网|报|频道|客户端)[\u4e00-\u9fff]{0,3}|\d日)$)"
    r"(?=.{7}|.{1,5}[的了着过里上在和与])[\u4e00-\u9fff\d“”]{5,20}(?:，[\u4e00-\u9fff\d“”]{3,16})?"
)
"""A line of a headline by its form, no section, column, site or day: these are shorter, of nouns
alone, or end so, 海角网移动版."""
_SIGNS = frozenset(("is an imprint", "is a byline", "is names", "is a day and a time"))
_BELOW = _SIGNS | {"names a control", "counts readers", "is an account"}
"""Cues of what stands below a headline."""
_OTHERWISE = _SIGNS | frozenset((
    "names a scene", "shows a doing", "opens as a caption", "credits a picture",
    "names a control", "is the name of a section", "is the name of a publisher",
    "ends with a publisher or a section", "names a group", "opens with a number", "is an account",
    "heads other articles", "is one of a series", "opens with a reporter", "ends with a post",
    "furniture section", "furniture controls", "furniture boilerplate", "opens the text",
))  # fmt: skip
"""Cues of lines that are something else than a phrase of a headline."""


_MARKS = late(r"(?<=[\u4e00-\u9fff])(?:[\d*＊¹²³⁴⁵\\」]+[,，;；]?|[,，;；](?=\s))")
"""Marks behind names that lead to notes, as print has them or recognition: 段敏1 王燕*何青」, and
what parts such names: 段敏1, 王燕2."""
_LABELLED = late(
    r"\W*(?:作\s*+者|摄\s*+影|撰\s*+文|撰稿人?|供稿|通讯员|文字?|图片?|发自(?=[\u4e00-\u9fff]{2,12}(?:\s++\d{1,2}月)?\W*$))(?:\s*+[:：/／|｜丨]|(?<=发自))"
)
"""A label that nothing but a byline opens with: 摄影 | 段敏, 发自某县."""
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
    if is_address(line) or _WORKS_AT.fullmatch(line):
        return True
    if len(line) > SHORT or ends_sentence(line):
        return False
    plain = simplified(line.strip())
    if plain.endswith(_SHOT) and says(plain, ("opens as a caption",)):
        return True
    if plain[:1] in _RULES and _RULE.fullmatch(plain):
        return True
    return is_imprint(plain) or is_byline(plain) or says(plain, _ALONE)


_WORKS_AT = late(r"\s*+[（(]?\d{1,2}\s*+[.．、)）]\s*+[^。；;]{4,80}?\s\d{6}\s*+[;；,，.)）]?\s*+")
"""Where a writer of a paper works, by number, with the post's code: 1. 某大学 某省某市 100000;"""
_RULES, _RULE = "—─━=_*-", late(r"[—─━=_*-]{4,}")
"""A rule drawn with letters."""
_SHOT = ("摄", "摄影", "供图")
"""How a caption ends whose credit stands on its line: 图为手术室。段敏 摄."""
_CLAIMS = ("speaks of rights", "asks to follow", "gives an address", "is registered")


def speaks_of_page(line: str) -> bool:
    """Return whether a sentence speaks of the page and not of a story: 未经授权不得转载。."""
    return says(line, _CLAIMS)


_NOTED = ("opens an editor's note", "opens a lead", "is the label of a note")
_PICTURED = ("opens as a caption", "names a scene", "shows a doing")


def speaks_of_picture(line: str) -> bool:
    """Return whether a line's words are those of a caption: 签约仪式现场, 图为手术室."""
    return says(simplified(line), _PICTURED)


def says_note(line: str) -> bool:
    """Return whether a line's words are those of an editor's note or a summary: 编者按：…."""
    return says(simplified(line[:LONG]), _NOTED)


def _own(seen: View, i: int) -> Iterator[str]:
    """Yield what a line says by itself."""
    line, block = seen.lines[i], seen.blocks[i]
    yield f"length {_bucket(len(line))}"
    end = _ENDS.search(line[-1:])
    yield f"ends {end.lastgroup if end else 'open'}"
    yield f"stops {min(2, line.count('。'))}"
    if _is_only_title(seen, i):
        yield "is the only title"
    elif i in seen.phrased:
        yield "opens the text"
    elif 0 <= seen.headline < i and len(line) <= SHORT and _is_plain_line(block):
        yield from _under_title(line)
    if block.role is not None:
        yield f"role {block.role}"
    if seen.prose[i]:
        yield from searches(_PROSE_CUES).said(simplified(line[:LONG]))
    elif len(line) <= LONG:
        yield from _words(line)
        yield from _likeness(seen, i)
    yield from _markup(block)
    if i in seen.recommended:
        yield "recommended"


def _is_only_title(seen: View, i: int) -> bool:
    """Return whether a line is the page's title, and no other over the text is set as a heading.

    In Markdown, where no site sets its name so, it is the first of its level: # 山里的医生.
    """
    if i != seen.headline:
        return False
    over = [b for k, b in enumerate(seen.blocks[: seen.first]) if k != i]
    if seen.blocks[i].level == 1 and not seen.blocks[i].hints.tag:
        return sum(b.level == 1 for b in seen.blocks) == 1
    said = bool(seen.title) and seen.bare[i] == seen.title
    return said and not any(b.level or b.hints.strong or b.role is Role.TITLE for b in over)


def _is_plain_line(block: Block) -> bool:
    return block.role is None and not (block.level or block.hints.strong)


def _under_title(line: str) -> Iterator[str]:
    """Yield what a plain line under a headline says that neither writers nor papers say."""
    if tells(line):
        yield "tells under the title"
    elif line[0] == "“" and line.find("”") == len(line) - 1:
        yield "is quoted under the title"


@lru_cache(maxsize=256)
def _named_by(names: str) -> tuple[str, ...]:
    """Return what the names of classes and ids say, which many blocks of a page have in common."""
    return tuple(f"named {name}" for name, pattern in _NAMED.items() if pattern.search(names))


@lru_cache(maxsize=1024)
def _words(line: str) -> tuple[str, ...]:
    """Return what the words of a line say; the pages of one site have many lines in common."""
    return (*searches().said(line), *_spoken(line))


def _spoken(line: str) -> Iterator[str]:
    yield f"pauses {min(2, sum(map(line.count, _PAUSES)))}"
    if line.isdigit():
        yield "is a number"
    if line.isascii():
        yield "is Latin"
    if is_imprint(line):
        yield "is an imprint"
    if is_byline(line):
        yield "is a byline"
        if _LABELLED.match(line):
            yield "signs by a label"
    elif are_names(_MARKS.sub(" ", line.strip("（）()[]【】 "))):
        yield "is names"
    if dateline_end(line):
        yield "has a dateline"
    if reason := furniture(line):
        yield f"furniture {reason}"


def _likeness(seen: View, i: int) -> Iterator[str]:
    """Yield how a line stands to the page's own title, and to the words of the lead."""
    text, found = seen.bare[i], seen.words[i]
    if not found:
        return
    if seen.title:
        if text == seen.title:
            yield "is the page's title"
        elif text in seen.title:
            yield "is in the page's title"
        elif len(seen.title) > 5 and seen.title in text:
            yield "holds the page's title"
    yield f"shared {int(len(found & seen.lead) / len(found) * 3.99)}"


def _markup(block: Block) -> Iterator[str]:
    hints = block.hints
    if block.level:
        yield f"level {min(block.level, 3)}"
    if hints.tag:
        yield f"tag {hints.tag}"
        yield from _named_by(hints.names)
    for name in ("strong", "linked", "centred"):
        if getattr(hints, name):
            yield name
    if block.lead >= 3:
        yield "set apart"


_PROSE_CUES = (
    *_CLAIMS,
    "opens an editor's note",
    "opens a lead",
    "opens as a caption",
    "credits a picture",
    "names a scene",
    "trails off",
)
_CARRIED = frozenset((
    "is an imprint", "is a byline", "is a day and a time", "is names", "heads other articles",
    "opens with a bullet", "opens an editor's note", "is the label of a note", "level 1",
    "names a control", "has steps",
    "credits a picture", "role caption", "opens with a place", "role dateline", "has a dateline",
    "is the page's title", "furniture controls", "tag h1",
    "named title", "ends cry", "ends pause", "opens with a number", "ends with a dash or a colon",
    "opens with a dash", "set apart",
))  # fmt: skip
"""Cues that speak for the lines beside their own, too."""


def _beside(carried: Mapping[int, Sequence[str]], i: int) -> Iterator[str]:
    for step, word in ((-1, "above"), (1, "below")):
        for name in carried.get(i + step, ()):
            yield f"{word}: {name}"


def _bucket(length: int) -> int:
    return _LENGTHS[bisect_left(_LENGTHS, min(length, _LENGTHS[-1]))]
