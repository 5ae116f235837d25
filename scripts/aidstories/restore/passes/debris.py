"""Characters that no newspaper printed: controls, byte order marks, Markdown and HTML remnants."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import nh3

from aidstories.model import Kind
from aidstories.restore.draft import Draft, Drop, Proposal, Rewrite
from aidstories.restore.lexicon.chars import HAN
from aidstories.restore.lexicon.late import late
from aidstories.restore.reading.raised import raised

_CONTROL = late(
    "(?:(?<![\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d|\u200d(?![\u2190-\u2bff\U0001f000-\U0001faff])|[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u061c\u115f\u1160\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\U000e0001\U000e0020-\U000e007f])+"
)
"""What nobody sees; the joiner between two pictures makes one of them: 👨\u200d⚕️."""
_FILLER = late("[\u115f\u1160\u3164\uffa0]")
"""Those of them that Unicode counts among the letters, so that Python calls them printable."""
_ENTITY = late(
    r"&(?:amp[;；])*(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31})[;；]"
)
"""&ldquo; and &amp;ldquo;, its semicolon of either width."""
_UNDECODABLE = late("[\ud800-\udfff]+")
_MARKS = (
    (late(r"^#{1,6}[ \t\u3000]+(?=\S)"), "markdown"),
    (late(r"^(?:>{1,3}|》{2})\s*+(?=\S)"), "markdown"),
    (late(r"!\[[^\[\]\n]*\]\([^()\n]*\)"), "markdown"),
    (
        late(
            r"(?<!!)(\[)[^\[\]\n]{1,200}(\]\((?=[^()\s]*[/.#])(?:[^()\s]|\([^()\s]*\)){1,600}(?:\s{1,3}\"[^\"\n]{0,200}\")?\))"
        ),
        "markdown",
    ),
    (late(r"(?<!!)(\[)[^\[\]\n]{1,200}(\]\(https?://[^()\s]{0,600})$"), "markdown"),
    (late(r"(?<=\[)(\^)(?=[\w-]{1,12}\])"), "markdown"),
    (late(r"(\*{2,3}|__)(?=[^\s*_]).+?(?<=[^\s*_])(\1)"), "markdown"),
    (late(r"^([*_])(?=[^\s*_])[^*_\n]++(?<=[^\s*_])(\1)$"), "markdown"),
    (late(rf"(?<=[{HAN}，。、：；！？”])(\\)$"), "markdown"),
    (late(r"(?<!\\)(\\)(?=[_*#~]|(?<=\d\\)\.\s)"), "markdown"),
    (late(r"^[|｜]\s++(?=[^|｜]+$)|(?<=[^|｜\s])\s++[|｜]$"), "markup"),
    (late(r"(?<=[^|｜\s:：])\s++[|｜](?>(?:\s*+[|｜])+)$"), "markup"),
    (late(r"^\s*+[<＜]正[>＞]\s*+"), "markup"),
    (late(r"#p#[^#\n]{0,30}#e#"), "template"),
    (late(r"(?<![\w:\\])(\\(?:b|i|ul) )(?=\w)[^\\\n]{1,80}(\\(?:b0|i0|ulnone) ?)"), "markup"),
    (
        late(
            r"[?？<＜]?(?:span|div|p|font)\s[^<>\n]{0,80}display\s?:\s?none[^<>\n]{0,80}>[^<\n]{0,60}"
            r"(?:</(?:span|div|p|font)>)?"
        ),
        "hidden",
    ),
    (
        late(r"<(?:p|div|span|img|a|td|tr|table|section|font|strong|li|br)\s[^<>\n]{0,400}$"),
        "markup",
    ),
    (late(r"[?？<＜]{0,2}/(?:p|div|span|strong|br|td|li)>"), "markup"),
    (
        late(
            r"data:image/[\w.+-]{1,20}[,;](?:\"[^\"\s]{1,400}\"|[^\s<>\"]{1,4000})"
            r"(?:\s{1,3}\w{1,12}=\"[^\"\n]{0,200}\"){0,6}"
        ),
        "markup",
    ),
)
"""Marks of Markdown, of pages cut in two, of empty cells, halves of tags, pictures written out, of
RTF (\\b head\\b0), and what a tag that was pasted with its text had hidden.

The groups of a pattern go, or all where it has none.
"""
_EMPHASIS = late(
    rf"(?<=[{HAN}，。、：；“])(\*)(?!\*)(?=[{HAN}A-Za-z“])[^*\n]{{1,30}}(?<=[^\s*、，])(\*)(?=[{HAN}，。、：；”])"
)
"""Emphasis amid a sentence, 做了*三百*例; behind names such marks lead to notes."""
_SIGN = late(r"[\\#>》\[*_<=|｜-]")
"""What every mark has at least one of; most blocks have none."""
_RAISED = late(r"<(su[pb])>([^<>]{1,8})</\1>", re.I)
_RULE = late(r"(?:-{3,}|\*{3,}|_{3,}|={3,}|(?:- ){2,}-|\|?(?:-{3,}\|)+(?:-{3,})?)")
_TAG = late(r"</?[A-Za-z][A-Za-z0-9]{0,11}(?:\s[^<>]*)?/?>")


def set_raised(draft: Draft) -> Iterator[Proposal]:
    """Raise and lower the figures of text that writes m<sup>2</sup> and is no page."""
    for i, block in enumerate(draft.blocks):
        for m in _RAISED.finditer(block.text) if "</su" in block.text.lower() else ():
            if new := raised(m[2], m[1].lower() == "sup"):
                start, end = m.span()
                yield Rewrite(i, start, end, new, Kind.REG, "raised")


def decode_entities(draft: Draft) -> Iterator[Proposal]:
    """Decode entities that stand in the text: pasted ones, and those that were escaped twice."""
    for i, block in enumerate(draft.blocks):
        for m in _ENTITY.finditer(block.text) if "&" in block.text else ():
            if (new := _decoded(m.group())) is not None:
                yield Rewrite(
                    block=i, start=m.start(), end=m.end(), new=new, kind=Kind.REG, reason="entity"
                )


def _decoded(entity: str) -> str | None:
    """Return what ``entity`` stands for, None where HTML knows no such one."""
    text = entity.replace("；", ";")
    while (plain := unescape(text)) != text:
        text = plain
    return text if len(text) == 1 else None


def strip_controls(draft: Draft) -> Iterator[Proposal]:
    """Strip control characters, zero-width characters and undecodable bytes."""
    for i, block in enumerate(draft.blocks):
        seen = block.text.isprintable() or "".join(block.text.split()).isprintable()
        if seen and not _FILLER.search(block.text):
            continue  # nobody sees white space either, but it is no control
        for pattern, reason in ((_CONTROL, "control"), (_UNDECODABLE, "undecodable")):
            for m in pattern.finditer(block.text):
                yield Rewrite(
                    block=i, start=m.start(), end=m.end(), new="", kind=Kind.STRIP, reason=reason
                )


def strip_marks(draft: Draft) -> Iterator[Proposal]:
    """Strip marks of Markdown, and tags that were entities (``&lt;p&gt;``) or lost a half."""
    for i, block in enumerate(draft.blocks):
        text = block.text
        if not _SIGN.search(text):
            continue
        if _RULE.fullmatch(text.strip()):
            yield Drop(block=i, reason="markdown")
            continue
        done = 0
        for start, end, reason in sorted(_marks(text)):
            if start >= done:
                done = end
                yield Rewrite(block=i, start=start, end=end, new="", kind=Kind.STRIP, reason=reason)


def _marks(text: str) -> Iterator[tuple[int, int, str]]:
    for pattern, reason in _MARKS:
        for m in pattern.finditer(text):
            spans = m.regs[1:] or m.regs
            yield from ((a, b, reason) for a, b in spans)
    marks = text.count("*") - 2 * text.count("**")
    for m in _EMPHASIS.finditer(text) if marks == 2 and "。" in text else ():
        yield from ((a, b, "markdown") for a, b in m.regs[1:])
    if "<" in text and nh3.is_html(text):
        for m in _TAG.finditer(text):
            if not nh3.clean(m.group()).startswith("&lt;"):
                yield *m.span(), "markup"


def drop_empty(draft: Draft) -> Iterator[Proposal]:
    """Drop blocks of which nothing is left, images apart."""
    for i, block in enumerate(draft.blocks):
        if not block.text.strip() and block.src is None:
            yield Drop(block=i, reason="blank")
