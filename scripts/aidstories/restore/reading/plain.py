"""Plain text and Markdown → blocks: what blank lines part, template remnants stripped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from aidstories.model import Edit, Role, Span
from aidstories.restore.draft import Block, Border, Hints, Listed, block_of, offsets
from aidstories.restore.lexicon.chars import LINE_ENDS, NEWLINE
from aidstories.restore.lexicon.late import late
from aidstories.restore.reading.edits import opening_edit
from aidstories.restore.reading.images import article_image
from aidstories.restore.reading.lines import Kind, parted
from aidstories.restore.reading.masks import TEMPLATE

_NEWLINE = late(NEWLINE)
_BREAK = late(rf"{NEWLINE}(?:(?:[^\S{LINE_ENDS}]*{NEWLINE})+[^\S\n\u3000]*|(?<=\x0c))")
_INDENT = late(r"\u3000{2,}")
_RUN_ON = late(r"(?<=[。！？”])\u3000{2,}(?=\S)")
"""The indent of a paragraph that stands on the line of the one before."""
_INDENTED = 2
"""Indents behind a sentence that tell of lost line ends: one may be a slip, chosen by hand."""
_IMAGE = late(
    rf"(?<![^{LINE_ENDS}])[ \t]*"
    r"!\[(?P<alt>[^\]\n]*)\]\(\s*+<?(?P<src>[^\s()<>]*)[^()\n]*\)"
    rf"[ \t]*(?![^{LINE_ENDS}])"
)
_ASSET = late(
    rf"(?<![^{LINE_ENDS}])[ \t]*"
    r"\{%[ \t]*(?:asset_)?img[ \t]+(?:[\w-]+[ \t]+){0,3}(?P<src>[^\s%{}\"]{1,200}\.\w{2,5})"
    r"(?:[ \t]+\d{1,5}){0,2}(?:[ \t]+\"(?P<alt>[^\"%\n]{0,200})\")?[ \t]*%\}"
    rf"[ \t]*(?![^{LINE_ENDS}])"
)
"""A picture as Hexo sets it: {% asset_img a.jpg "县医院大厅" %}."""
_SITE = late(
    rf"{TEMPLATE.pattern}|<!--(?:(?!<!--|-->).)*-->"
    r"|\{%(?![ \t]*(?:asset_)?img\b)[^{}%\n]{0,400}%\}",
    re.S | re.I,
)
"""What a site's own programs read: also comments (<!-- more -->) and tags ({% raw %})."""
_ATTRIBUTES = late(
    rf"(?<![^{LINE_ENDS}])[ \t]*"
    r"\{:?[ \t]*(?:[.#][\w-]+|[\w-]+=(?:\"[^\"\n]*\"|'[^'\n]*'))"
    r"(?:[ \t]+(?:[.#][\w-]+|[\w-]+=(?:\"[^\"\n]*\"|'[^'\n]*')))*[ \t]*\}"
    rf"[ \t]*(?![^{LINE_ENDS}])"
)
"""What a line of Markdown says of the block over it: {: .center}, {style="text-align: left"}."""
_LISTED = {Kind.NUMBER: Listed.ORDERED, Kind.BULLET: Listed.UNORDERED}
_BOLD = late(r"\*\*[^*\n]{2,45}\*\*|__[^_\n]{2,45}__")
"""A line of Markdown that is all bold; a heading has at most 45 characters (`passes.heads`)."""
_SLANTED = late(
    rf"[ \t]*{NEWLINE}[ \t]*"
    rf"(?:\*[^*{LINE_ENDS}]{{2,80}}\*|_[^_{LINE_ENDS}]{{2,80}}_)[ \t]*(?![^{LINE_ENDS}])"
)
"""The line right below a picture that Markdown sets in italics: its caption."""
_PATH = late(r"(?:>|&gt;)\s*+[^\s>。，]{2,16}\s*+>\s*+[^\s>][^。，\n]*$", re.M)
"""A way to a page that begins with its sign: > 国内要闻 > 时事."""
_HEADING = late(r"(#{1,6})[ \t\u3000]+\S[^\n]*$")


def open_text(raw: str, begin: int) -> tuple[list[Block], list[Edit]]:
    """Return the blocks of ``raw[begin:]`` and the strips of what is no text.

    A Markdown image on a line of its own becomes a CAPTION block with its address as ``src`` and
    its alternative text as text.
    """
    blocks: list[Block] = []
    text = (raw.find("。", begin), raw.rfind("。", begin))
    remnants = _SITE if "<!--" in raw or "{%" in raw else TEMPLATE
    found = _apart([*remnants.finditer(raw, begin), *_attributes(raw, begin)])
    strips = [opening_edit(raw, m.span(), "template") for m in found]
    for part in _between(raw, (begin, len(raw)), [(e.start, e.end) for e in strips]):
        images = sorted(_images(raw, part), key=re.Match.start)
        rests = _between(raw, part, [m.span() for m in images])
        for rest, image in zip(rests, [*images, None], strict=True):
            blocks += _below_picture(raw, rest, _blocks(raw, rest, text))
            if image:
                block, edits = _image(raw, image)
                blocks += [block] if block else []
                strips += edits
    return blocks, strips


def _attributes(raw: str, begin: int) -> Iterator[re.Match[str]]:
    if "{" in raw:
        yield from _ATTRIBUTES.finditer(raw, begin)


def _apart(found: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Yield what is found, in order, without what stands within another."""
    done = 0
    for one in sorted(found, key=re.Match.start):
        if one.start() >= done:
            yield one
            done = one.end()


def _below_picture(raw: str, rest: Span, blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the ``blocks`` behind a picture, the first as its caption if it is set so."""
    slanted = _SLANTED.match(raw, *rest)
    for i, block in enumerate(blocks):
        caption = slanted and i == 0 and block.starts[0] < slanted.end()
        yield block._replace(role=Role.CAPTION) if caption else block


def _between(raw: str, span: Span, holes: list[Span]) -> list[Span]:
    """Return the spans around ``holes``, one more than there are holes."""
    edges = [span[0], *(x for hole in holes for x in hole), span[1]]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _images(raw: str, part: Span) -> Iterator[re.Match[str]]:
    if "](" in raw:
        yield from _IMAGE.finditer(raw, *part)
    if "{%" in raw:
        yield from _ASSET.finditer(raw, *part)


def _image(raw: str, found: re.Match[str]) -> tuple[Block | None, list[Edit]]:
    start, end = found.span()
    if not found["src"]:
        return None, [opening_edit(raw, (start, end), "markdown")]
    said = re.search(r"[\u3400-\u9fff]", found["alt"] or "")
    alt = found.span("alt") if said else (start, start)
    edges = [(start, alt[0]), (alt[1], end)] if alt[1] > alt[0] else [(start, end)]
    block = Block(
        text=raw[slice(*alt)],
        starts=offsets(*alt),
        ends=offsets(alt[0] + 1, alt[1] + 1),
        spans=((start, end),),
        role=Role.CAPTION,
        src=article_image(found["src"]),
    )
    return block, [opening_edit(raw, edge, "markdown") for edge in edges if edge[1] > edge[0]]


def _blocks(raw: str, span: Span, text: Span) -> Iterator[Block]:
    start, end = span
    lead, at = 1, start
    breaks = _INDENT if _has_lost_its_lines(raw, span) else _BREAK
    for brk in [*breaks.finditer(raw, start, end), None]:
        a, b = _trimmed(raw, at, brk.start() if brk else end)
        for piece in _at_indents(raw, (a, b)) if b > a else ():
            yield from _parts(raw, piece, text, lead)
        if brk:
            lead = max(len(_NEWLINE.findall(brk.group())) - 1, 0)
            at = brk.end()


def _at_indents(raw: str, span: Span) -> Iterator[Span]:
    """Yield the paragraphs of a line that lost its line ends: …坐诊。\u3000\u3000病人说…"""
    start, end = span
    found = [m.span() for m in _RUN_ON.finditer(raw, start, end)]
    for a, b in found if len(found) >= _INDENTED else ():
        yield start, a
        start = b
    yield start, end


def _has_lost_its_lines(raw: str, span: Span) -> bool:
    """Return whether a text has no line end, and its paragraphs show by their indents alone."""
    start, end = _trimmed(raw, *span)
    alone = _NEWLINE.search(raw, start, end) is None
    return alone and len(_RUN_ON.findall(raw, start, end)) >= _INDENTED


def _parts(raw: str, span: Span, text: Span, lead: int) -> Iterator[Block]:
    """Yield the blocks of what stands between blank lines: rows, items, and lines of other text.

    ``lead`` is how many stand before the first.
    """
    for (a, b), kind in parted(raw, span, text):
        a, b = _trimmed(raw, a, b) if kind is not Kind.ROW else (a, b)
        if b <= a:
            continue
        heading = _HEADING.match(raw, a, b) if raw[a] == "#" else None
        block = block_of(raw, a, b, level=len(heading[1]) if heading else 0, lead=lead)
        lead = 1
        if kind is not None:
            hints = Hints(row=kind is Kind.ROW, listed=_LISTED.get(kind))
            block = block._replace(before=Border.HARD, after=Border.HARD, hints=hints)
        elif raw.startswith(("**", "__"), a) and _BOLD.fullmatch(raw, a, b):
            block = block._replace(hints=Hints(strong=True))
        elif raw.startswith((">", "&gt;"), a) and not _PATH.match(raw, a, b):
            block = block._replace(hints=Hints(within=frozenset(["blockquote"])))
        yield block


def _trimmed(raw: str, start: int, end: int) -> Span:
    while start < end and raw[start].isspace() and raw[start] != "\u3000":
        start += 1
    while end > start and raw[end - 1].isspace():
        end -= 1
    return (start, end) if raw[start:end].strip() else (start, start)
