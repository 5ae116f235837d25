"""Lines that a capture ran together: paragraphs, blanks between them; a picture's file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aidstories.model import Kind, Span
from aidstories.restore.draft import Cut, Draft, Proposal, Rewrite
from aidstories.restore.lexicon.chars import HAN, ends_sentence, is_one_line
from aidstories.restore.lexicon.dateline import dateline_end
from aidstories.restore.lexicon.late import late

_GAP = late(rf"(?<=[^\s])[ \u3000\xa0]{{2,12}}(?=[{HAN}“「（\d])")
_LONG, _LINE, _TOLD = 240, 45, 3
"""Characters of such a line, those of a line of it that is no sentence, and its sentences at least,
chosen by hand; half of its lines are such, in a wrapped column few."""


_INDENT = late(rf"(?<=[^\s])(?:\u3000{{2}}|[ \xa0]{{4}})(?=[{HAN}“「（\d])")
"""The indent of a paragraph, whole."""
_ANY = late(
    rf"(?<=[{HAN}，、；：。！？”）])[ \u3000](?=[{HAN}“‘「（(《])"
    r"|(?<=[。！？])[ \u3000](?=\d{1,4}[年月日])"
)
_PROSE, _PARAGRAPH, _SOME = 20, 45, 2
"""Characters of running text, as in `passes.furniture`; of a paragraph between two single blanks,
and such blanks, at least. Of 540,000 characters of clean text no line is cut so."""


_BEFORE_DATELINE = late(rf"(?<=[。！？])[ \u3000\xa0]{{1,4}}(?=[{HAN}]{{2,8}}[讯电訊電]\s?[（(])")
"""Where a dateline may begin that the caption over it stands before: …查房。 本报讯（."""
_OVER = 200
"""Characters among which it begins: those of a caption or two, chosen by hand."""


def part_lines(draft: Draft) -> Iterator[Proposal]:
    """Cut a line at the gaps that were its paragraphs' ends.

    欢送现场  近年来，…支援。  日前，…日记。: each was the indent of a paragraph, or its break.
    """
    for i, block in enumerate(draft.blocks):
        text = block.text
        if block.role is not None or block.hints.row or not is_one_line(text):
            continue
        for start, end in _gaps(text):
            yield Rewrite(i, start, end, "", Kind.STRIP, "blank")
            yield Cut(block=i, at=end)


def _gaps(text: str) -> Iterator[Span]:
    """Yield the gaps of a line; the blanks that part names in a dateline are none."""
    told = dateline_end(text) if len(text) >= _LONG else 0
    for gap in _BEFORE_DATELINE.finditer(text, 0, _OVER):
        if length := dateline_end(text[gap.end() :]):
            yield gap.span()
            told = gap.end() + length
            break
    rest = text[told:]
    for gap in _indents(rest) or _wide_gaps(rest) or _breaks(rest):
        yield gap.start() + told, gap.end() + told


def _lines(text: str, gaps: Sequence[re.Match[str]]) -> list[str]:
    """Return what stands before each gap."""
    starts = (0, *(gap.end() for gap in gaps))
    return [text[a : gap.start()] for a, gap in zip(starts, gaps, strict=False)]


def _indents(text: str) -> Sequence[re.Match[str]]:
    """Return the whole indents of a line, if each stands behind running text and a stop."""
    found = list(_INDENT.finditer(text)) if len(text) > 2 * _PROSE else []
    told = (ends_sentence(line) and len(line) > _PROSE for line in _lines(text, found))
    return found if all(told) else ()


def _wide_gaps(text: str) -> Sequence[re.Match[str]]:
    """Return the gaps of a long line, if most stand behind a sentence."""
    gaps = list(_GAP.finditer(text)) if len(text) >= _LONG else []
    lines = _lines(text, gaps)
    told = sum(map(ends_sentence, lines))
    whole = all(ends_sentence(line) or len(line) <= _LINE for line in lines)
    return gaps if told >= max(_TOLD, len(gaps) / 2) and whole else ()


def _breaks(text: str) -> Sequence[re.Match[str]]:
    """Return the single blanks of a long line, if they stand behind some of its sentences alone.

    …回到驻地。 第二天一早，…。他们…。 据了解，…: a page's paragraphs. Who types a blank behind each
    stop parts none, nor does a column whose lines end amid a sentence. What stands behind the last
    one may be the credit of a picture, the first paragraph its caption.
    """
    if len(text) < _LONG:
        return ()
    found = [gap for gap in _ANY.finditer(text) if len(text) - gap.end() >= _PARAGRAPH]
    lines = _lines(text, found)
    told = all(map(ends_sentence, lines)) and all(len(line) >= _PARAGRAPH for line in lines[1:])
    some = len(found) >= _SOME and len(lines[0]) > _PROSE and text.count("。") >= 2 * len(found)
    return found if told and some else ()


_FILE = late(
    r"(?<=[。！？”)）])\s*(?=(?:微信图片|QQ图片|IMG|image)[-_]?\d{6,}[\w-]{0,12}\.(?:jpe?g|png|gif)\s*$)",
    re.I,
)


def part_files(draft: Draft) -> Iterator[Proposal]:
    """Cut the name of a picture's file from the line that it stands behind.

    （段敏/文图）微信图片_20240506.jpg.
    """
    for i, block in enumerate(draft.blocks):
        named = block.role is None and block.text.rstrip()[-3:].lower() in ("jpg", "peg", "png")
        if named and (found := _FILE.search(block.text)):
            yield Cut(block=i, at=found.end())
