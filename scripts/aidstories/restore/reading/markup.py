"""HTML → blocks: a walk over the DOM that knows where every character stands in the capture.

BeautifulSoup says what belongs to what; what is no article is stripped with its reason, and the
tags, entities and breaks of the article become edits.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from bs4 import BeautifulSoup, Tag
from bs4.exceptions import ParserRejectedMarkup

from aidstories.model import Edit, Role, Span
from aidstories.restore.draft import Block, Border, block_of, offsets
from aidstories.restore.lexicon.chars import HAN, ends_sentence, simplified
from aidstories.restore.lexicon.imprint import is_day, is_imprint
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.person_names import are_names
from aidstories.restore.reading.edits import opening_edit
from aidstories.restore.reading.groups import grouped
from aidstories.restore.reading.headline import names
from aidstories.restore.reading.hints import hints_of, is_centred
from aidstories.restore.reading.main_text import main_pieces
from aidstories.restore.reading.masks import Masked, mask
from aidstories.restore.reading.page_meta import page_meta
from aidstories.restore.reading.pieces import Piece, nodes_of, pieces
from aidstories.restore.reading.raised import RAISED, raised

_DECLARATION = late(r"<!\[(?!CDATA\[|(?:if|endif)\b)[^<>]{0,80}>?", re.I)
"""A marked section that no parser knows: ``<![`` that opens nothing."""
_IMAGE = late(r"<image(?=\s[^<>]*\bsrc\s*+=)", re.I)
"""Another name of ``<img>``; that of SVG has an ``href``."""
_CUT_TAG = late(
    r"</?(?:a|b|br|div|em|font|h[1-6]|i|img|li|p|section|span|strong|table|td|tr|ul)\b[^<>]*\s*+\Z",
    re.I,
)
"""A tag that a capture breaks off within, which browsers leave out: <img src="http://exam"""
_HEADING = late("h[1-6]")
_PARAGRAPH = late(r"<(?:(?P<end>/)p>|p(?=[\s>])[^<>]*(?<!/)>)", re.I)
_BLANK = late(r"(?:\A|>)\s++(?:<|\Z)")
_IS_HAN = late(rf"[{HAN}]+")
_LONGEST_LINE = 80
"""Characters of a line that is no running text, such as that of a source, chosen by hand."""
_LONGEST_SHOWN = 160
"""Characters that a frame says of its picture with the credit, as in `passes.figures.words`."""
_OF_PAGE = late(
    r"[（(【\[]?\s*+(?:责任编辑|责\s*+编|编\s*+辑|来\s*+源|作\s*+者|供\s*+稿|[审校]\s*+[核对])\s*+[:：]"
)
"""The label of a line that is no caption, though it stands behind a picture: (责编：段敏)."""
_CAPTION_NAME = late(
    r"caption|pic[-_]?(?:text|info|desc|title)|img[-_]?(?:text|info|desc|title)", re.I
)


def open_html(raw: str, begin: int) -> tuple[list[Block], list[Edit], dict[str, str]]:
    """Return the blocks of the main text, the strips of all else, and the page's own metadata.

    An image of the article becomes an empty CAPTION block with its address as ``src``.
    """
    masked = mask(_readable(raw), begin)
    soup = _soup(_with_breaks(masked.text[begin:]))
    if soup is None:
        return [block_of(raw, begin, len(raw))], [], {}
    nodes = nodes_of(soup)
    meta = page_meta(nodes, raw[begin:])
    found = list(pieces(nodes, masked.text, begin))
    kept = main_pieces(found, meta.get("title", ""))
    blocks: list[Block] = []
    edits: list[Edit] = []
    framed = frozenset(_said_in_frames(kept))
    for group in grouped(kept):
        block, changes = _block(raw, group, masked)
        behind_image = bool(blocks) and blocks[-1].src is not None
        shown = "figcaption" in block.hints.within or group[0].span[0] in framed
        if block.src is None and (shown or (behind_image and _is_caption(group, block))):
            block = block._replace(role=Role.CAPTION)
        blocks.append(block)
        edits += changes
    return blocks, edits + _strips(raw, begin, blocks, _left_over(found, kept)), meta


def _said_in_frames(kept: Sequence[Piece]) -> Iterator[int]:
    """Yield where pieces begin that a table holds below its one picture, and nothing more.

    ``<tr><td><img></td></tr><tr><td>9月1日，段敏在查房。</td></tr>``; such a table frames no text:
    the page has more of it elsewhere.
    """
    tables: dict[int, list[Piece]] = {}
    for piece in kept:
        if piece.inside("table") and (piece.src is not None or piece.text.strip()):
            tables.setdefault(id(_table_of(piece)), []).append(piece)
    total = sum(len(p.text) for p in kept)
    for first, *said in tables.values():
        length = sum(len(p.text) for p in said)
        alone = first.src is not None and all(p.src is None and p.row is None for p in said)
        if alone and length <= min(_LONGEST_SHOWN, total // 2):
            yield from (p.span[0] for p in said)


def _table_of(piece: Piece) -> Tag | None:
    """Return the nearest table around a piece."""
    around = (a.near[0] for a in piece.around.outward() if a.near)
    return next((tag for tag in around if tag.name == "table"), None)


def _left_over(found: Iterable[Piece], kept: Iterable[Piece]) -> Iterator[tuple[Span, str]]:
    """Yield the spans of text that no block takes, also a ``<title>`` behind the headline."""
    ends = {p.span[0]: p.span[1] for p in kept}
    for p in found:
        start = ends.get(p.span[0], p.span[0])
        if p.text and start < p.span[1]:
            yield (start, p.span[1]), _unread(p)


def _unread(piece: Piece) -> str:
    """Return why no block takes a piece of the page."""
    if piece.around.deleted:
        return "deleted"
    return "hidden" if piece.around.hidden else "boilerplate"


def _readable(raw: str) -> str:
    """Return a page with all that a parser takes otherwise than browsers, at the same places."""
    named = _IMAGE.sub("<img  ", _DECLARATION.sub(_blank, raw))
    return _CUT_TAG.sub(_blank, named)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def _with_breaks(source: str) -> str:
    """Return a page with a break for each ``</p>`` that closes nothing, as browsers show it.

    Each takes as many characters: 医疗队到了。</p>八名队员查房。</p>
    """
    deep, done = 0, 0
    out: list[str] = []
    for found in _PARAGRAPH.finditer(source):
        opens = not found["end"]
        if not opens and not deep:
            out += (source[done : found.start()], "<br>")
            done = found.end()
        deep += 1 if opens else -bool(deep)
    return "".join((*out, source[done:]))


def _soup(source: str) -> BeautifulSoup | None:
    try:
        return BeautifulSoup(source, "html.parser", multi_valued_attributes=None)
    except (ParserRejectedMarkup, RecursionError):
        return None


def _is_caption(group: Sequence[Piece], block: Block) -> bool:
    """Return whether what follows an image is its caption: marked up so, or short and centred.

    ``<p align="center">县医院大厅</p>``; a bold or heading line opens a section instead, a line
    with a colon what follows, 活动对象：, and 《高原日报》2021年5月6日 is where all of it stood.
    """
    home, text = group[0].home, block.text.strip()
    if block.role is not None or block.level or home is None or not text:
        return False
    if _CAPTION_NAME.search(names(home)):
        return True
    if _OF_PAGE.match(simplified(text)) or (is_imprint(text) and not is_day(text)):
        return False
    if text.splitlines()[0].rstrip().endswith(("：", ":")):
        return False
    bold = all(p.inside("strong", "b", "h1", "h2", "h3", "h4") for p in group)
    centred = is_centred(home)
    return (
        not bold and len(text) <= (80 if centred else 40) and (centred or not ends_sentence(text))
    )


def _block(raw: str, group: Sequence[Piece], masked: Masked) -> tuple[Block, list[Edit]]:
    """Return one block; inline tags inside it are stripped, ``<br>`` becomes a newline.

    White space at either end, such as an indent, stays outside.
    """
    first, last = group[0], group[-1]
    lead = len(first.text) - len(first.text.lstrip())
    trail = len(last.text) - len(last.text.rstrip())
    span = (first.span[0] + lead, last.span[1] - trail)
    if first.src is not None:
        image = Block(text="", starts=array("l"), ends=array("l"), spans=(span,), src=first.src)
        return image._replace(role=Role.CAPTION), [opening_edit(raw, span, "markup")]
    laid = _laid(raw, group, span, masked)
    home = first.home
    level = int(home.name[1]) if home and _HEADING.fullmatch(home.name) else 0
    words = "".join(laid.text)
    role = Role.TITLE if first.title else None
    if first.source:
        role = Role.BYLINE if are_names(words) else Role.SOURCE
    block = Block(
        text=words,
        starts=laid.starts,
        ends=laid.ends,
        spans=(span,),
        role=role,
        level=level,
        before=Border.HARD,
        after=Border.HARD,
        hints=hints_of(group),
    )
    return block, laid.edits


class _Laid(NamedTuple):
    """The characters of a block, where each begins and ends in the capture, and the edits."""

    text: list[str]
    starts: array[int]
    ends: array[int]
    edits: list[Edit]

    def replace(self, raw: str, span: Span, reason: str, chars: str) -> None:
        """Put ``chars`` in the place of what the capture has at ``span``."""
        self.edits.append(opening_edit(raw, span, reason, chars))
        self.text.append(chars)
        self.starts.extend([span[0]] * len(chars))
        self.ends.extend([span[1]] * len(chars))

    def keep(self, raw: str, start: int, end: int) -> None:
        """Put the characters of the capture themselves."""
        self.text.append(raw[start:end])
        self.starts.extend(offsets(start, end))
        self.ends.extend(offsets(start + 1, end + 1))


def _laid(raw: str, group: Sequence[Piece], span: Span, masked: Masked) -> _Laid:
    """Return what the pieces of a block say within ``span``, and what stands between them."""
    laid = _Laid([], array("l"), array("l"), [])
    first, done = group[0], span[0]
    runs = ends_sentence(group[-1].text) or sum(len(p.text) for p in group) > _LONGEST_LINE
    for before, piece in zip((None, *group), group, strict=False):
        if piece.span[0] > done:
            gap = (done, piece.span[0])
            shown = before and (
                _shows_blank(raw[slice(*gap)], before, piece, runs=runs)
                or (first.source and _parts_names(before, piece))
                or _goes_on_in_cell(before, piece)
            )
            laid.replace(raw, gap, "markup", " " if shown else "")
        within = (max(piece.span[0], span[0]), min(piece.span[1], span[1]))
        for start, end, chars, reason in _characters(raw, piece, within, masked):
            if reason:
                laid.replace(raw, (start, end), reason, chars)
            else:
                laid.keep(raw, start, end)
        done = piece.span[1]
    return laid


def _shows_blank(gap: str, before: Piece, behind: Piece, *, runs: bool) -> bool:
    """Return whether white space alone stands between two elements of a line: </b> <i>.

    Chinese that ``runs`` on is typed in several elements without meaning any.
    """
    ends = f"{before.text[-1:]}{behind.text[:1]}"
    return (
        len(ends) == 2
        and behind.row is None
        and not any(map(str.isspace, ends))
        and not (runs and _IS_HAN.fullmatch(ends))
        and bool(_BLANK.search(gap))
    )


def _goes_on_in_cell(before: Piece, behind: Piece) -> bool:
    """Return whether two paragraphs of one cell meet: ``<td><p>妇科</p><p>产科</p></td>``."""
    together = behind.row is not None and before.row is behind.row
    ends = f"{before.text[-1:]}{behind.text[:1]}"
    plain = len(ends) == 2 and not any(map(str.isspace, ends))
    return together and plain and before.home is not behind.home


def _parts_names(before: Piece, behind: Piece) -> bool:
    """Return whether two pieces of a line of source stand in elements beside each other.

    The page's style sets them apart: ``<span>旺堆</span><a>高原健康</a>`` names two.
    """
    one, other = before.near[0], behind.near[0]
    beside = one is not before.home and other is not behind.home and before.home is behind.home
    inside = other in before.near or one in behind.near
    return beside and not inside and bool(before.text and behind.text)


def _characters(
    raw: str, piece: Piece, span: Span, masked: Masked
) -> Iterator[tuple[int, int, str, str | None]]:
    """Yield (start, end, new characters, reason); no reason where the capture's own stand."""
    if piece.printed:
        yield *span, piece.printed, "list-mark" if piece.row is None else "cell"
    elif piece.newline:
        yield *span, "\n" if piece.row is None else " ", "line-break"
    else:
        high = piece.inside(*RAISED) and raised(raw[slice(*span)], piece.inside("sup"))
        if high:
            yield from ((at, at + 1, char, "raised") for at, char in enumerate(high, span[0]))
            return
        for start, end, char in masked.within(span):
            yield (start, end, char, "entity") if char is not None else (start, end, "", None)


def _strips(
    raw: str, begin: int, blocks: Sequence[Block], dropped: Iterable[tuple[Span, str]]
) -> list[Edit]:
    """Strip all that is in no block: text of the page around the article, and the markup."""
    covered = [s for b in blocks for s in b.spans]
    out = [opening_edit(raw, span, reason) for span, reason in dropped]
    covered += [(e.start, e.end) for e in out]
    done = begin
    for a, b in [*sorted(covered), (len(raw), len(raw))]:
        gap = raw[done:a]
        if gap.strip():
            span = (done + len(gap) - len(gap.lstrip()), done + len(gap.rstrip()))
            out.append(opening_edit(raw, span, "markup"))
        done = max(done, b)
    return out
