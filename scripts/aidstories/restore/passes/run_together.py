"""Lines that a capture ran together: paragraphs, two blanks between them; a picture's file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aidstories.model import Kind
from aidstories.restore.draft import Cut, Draft, Proposal, Rewrite
from aidstories.restore.lexicon.chars import HAN, ends_sentence, is_one_line
from aidstories.restore.lexicon.late import late

_GAP = late(rf"(?<=[^\s])[ \u3000\xa0]{{2,12}}(?=[{HAN}“「（\d])")
_LONG, _LINE, _TOLD = 240, 45, 3
"""Characters of such a line, those of a line of it that is no sentence, and its sentences at least,
chosen by hand; half of its lines are such, in a wrapped column few."""


def part_lines(draft: Draft) -> Iterator[Proposal]:
    """Cut a long line at its wide gaps, where most of them stand behind a sentence.

    欢送现场  近年来，…支援。  日前，…日记。: each gap was the indent of a paragraph.
    """
    for i, block in enumerate(draft.blocks):
        text = block.text
        if block.role is not None or block.hints.row or len(text) < _LONG or not is_one_line(text):
            continue
        gaps = list(_GAP.finditer(text))
        starts = (0, *(gap.end() for gap in gaps))
        lines = [text[a : gap.start()] for a, gap in zip(starts, gaps, strict=False)]
        told = sum(map(ends_sentence, lines))
        whole = all(ends_sentence(line) or len(line) <= _LINE for line in lines)
        if told < max(_TOLD, len(gaps) / 2) or not whole:
            continue
        for gap in gaps:
            yield Rewrite(i, *gap.span(), "", Kind.STRIP, "blank")
            yield Cut(block=i, at=gap.end())


_AFTER = late(rf"(?<=[。！？”])[ \u3000](?=[{HAN}“])")
_BLANK = late(rf"(?<=\S)[ \u3000](?=[{HAN}“‘（(《])")
_PARAGRAPH, _CAPTION, _CUTS = 60, 20, 2
"""Characters of each part of such a line, those of its first, and its cuts at least. Of 540,000
characters of clean text no line is cut so, of 140 captures three are."""


def part_told(draft: Draft) -> Iterator[Proposal]:
    """Cut a long line at single blanks, where it has them behind some of its sentences alone.

    …支援。 日前，…日记。…义诊。 队员说，…: a page's paragraphs. A writer who sets one behind each
    sentence parts none, nor does a column whose lines end amid a sentence.
    """
    for i, block in enumerate(draft.blocks):
        text = block.text
        if block.role is not None or block.hints.row or len(text) < _LONG or not is_one_line(text):
            continue
        cuts = [found for found in _AFTER.finditer(text) if len(text) - found.end() >= _PARAGRAPH]
        if len(cuts) < _CUTS or text.count("。") < 2 * len(cuts):
            continue
        edges = [0, *(cut.end() for cut in cuts)]
        parts = [b.start() - a for a, b in zip(edges, cuts, strict=False)]
        blanks = _BLANK.findall(text, 0, cuts[-1].end() + 1)
        least = [_CAPTION, *[_PARAGRAPH] * len(parts)]  # an agency's caption opens its text
        if all(map(int.__ge__, parts, least)) and len(blanks) == len(cuts):
            for cut in cuts:
                yield Rewrite(i, *cut.span(), "", Kind.STRIP, "blank")
                yield Cut(block=i, at=cut.end())


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
