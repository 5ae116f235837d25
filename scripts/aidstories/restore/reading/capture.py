"""Decoded capture → draft: front matter, HTML or plain blocks.

A capture of the Hexo kind has YAML front matter before HTML; what the front matter says goes to
``meta``, its characters are stripped under the reason ``front-matter``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import yaml

from aidstories.bounded import read_toml
from aidstories.model import Edit, Role, Span
from aidstories.restore.draft import Block, Draft, block_of
from aidstories.restore.lexicon.chars import LINE_ENDS, NEWLINE, bare
from aidstories.restore.lexicon.houses import names_house
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.source_line import PAPER
from aidstories.restore.origin import Origin, plain_origin
from aidstories.restore.reading.edits import opening_edit
from aidstories.restore.reading.extraction import Part
from aidstories.restore.reading.plain import open_text

_MOST = 1000
"""Values within a value of front matter, chosen by hand: of tags a hundred are many."""
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # values as printed: no dates, no numbers
_FRONT_MATTER = late(
    rf"\A(\ufeff?\s*+(?P<marks>---|\+\+\+)[ \t]*{NEWLINE}(?P<said>.*?{NEWLINE})(?P=marks)[ \t]*"
    rf"(?:{NEWLINE}|\Z))",
    re.S,
)
_HEADER = late(
    rf"\A((?P<marks>)(?P<said>\ufeff?Title:[ \t]+\S[^{LINE_ENDS}]*{NEWLINE}"
    r"(?>(?:(?:Authors?|Date|Category|Tags|Slug|Summary|Modified|Status|Source|Lang|Language"
    rf"|Keywords|Template|Publisher|Updated|Published):[ \t]+[^{LINE_ENDS}]+{NEWLINE})+)))"
    rf"(?=[ \t]*{NEWLINE})"
)
"""Fields over a Markdown file without marks around them, as Pelican and MultiMarkdown write
them."""
_TAGS = (
    "html head body div p br span table tbody tr td img a ul ol li h1 h2 h3 h4 h5 h6 section "
    "article font strong b em i center meta title script style hr figure figcaption blockquote"
)
_IS_HTML = late(rf"<(?:/?(?:{'|'.join(_TAGS.split())})(?:\s[^<>]*)?/?|!doctype[^<>]*)>", re.I)
_SHORTEST = 5
"""Characters of a name of a page that may be its site's alone, as in `reading.headline`."""
_OPENING = 8
"""Lines of a text among which a subtitle may stand, as of a title."""
_SECTION = 2
"""The level from which a heading that does not say the title heads a section: <h2>12月4日</h2>."""
_NOTHING: tuple[object, ...] = (None, "", [], {})
_WRITERS = ("author", "authors", "byline", "creator")
_CAPTION, _PICTURES = "caption", ("image", "cover", "thumbnail", "photo", "picture")
_ADDRESSES = ("src", "image", "url", "path", "filename")
"""What front matter calls a text's picture, and within it the picture's address."""
_SWITCH = late("true|false|yes|no|on|off|null|none", re.I)
"""A value that says whether captions are shown."""
_LINKED = late(r"\[\[([^\[\]|]+)(?:\|[^\[\]]*)?\]\]")
"""A name that a note book links to its note: [[段敏]], [[段敏|段医生]]."""
_ADDRESS = late(r"https?://\S+$")
_MADE = ("creat", "ctime", "add", "input")
"""How a key begins that says when a file was made: a clipper's ``created``."""
_KEY = late(r"^([A-Za-z_][\w-]*)\s*+:\s*+(.*?)[^\S\n]*+$", re.M)


def open_part(part: Part) -> Draft:
    """Return the draft of a part of a capture: its blocks, nothing repaired yet."""
    if part.blocks:
        from aidstories.restore.reading.pages.blocks import open_pages

        draft = open_pages(part)
    else:
        draft = open_capture(part.text)
    if not part.meta and not part.flags:
        return draft
    meta = MappingProxyType({**draft.meta, **part.meta})
    return replace(draft, meta=meta, flags=(*draft.flags, *part.flags))


def open_capture(raw: str) -> Draft:
    """Return the draft of a text that is text, Markdown or HTML."""
    front = _FRONT_MATTER.match(raw) or _HEADER.match(raw)
    meta, edits, begin = _front_matter(front, raw) if front else ({}, [], 0)
    if not meta:
        begin = 0
    if _serves_html(raw, begin):
        # Here, so that who has no page to read need not load what parses pages.
        from aidstories.restore.reading.markup import open_html

        blocks, markup, found = open_html(raw, begin)
        blocks = _with_named(raw, (begin, len(raw)), found, blocks)
        meta = {**found, **meta}
        edits += markup
        origin = Origin()
    else:
        blocks, strips = open_text(raw, begin)
        edits += strips
        origin = Origin() if meta else plain_origin([b.text for b in blocks])
    if front and begin:
        blocks = _with_subtitle(raw, front, meta, _with_title(raw, front, meta, blocks))
        blocks = _with_caption(raw, front, meta, blocks)
    for role in (Role.TITLE, Role.SUBTITLE, Role.CAPTION):
        said = next((b for b in blocks if b.role is role), None)
        if said and (role is not Role.CAPTION or said.spans[0][0] < begin):
            edits = _around(edits, said.spans[0], raw)
    return Draft(
        raw=raw,
        blocks=tuple(blocks),
        edits=tuple(edits),
        meta=MappingProxyType(dict(meta)),
        origin=origin,
    )


def _serves_html(raw: str, begin: int = 0) -> bool:
    """Return whether ``raw[begin:]`` is marked up: at least one closing or two opening tags."""
    tags = [m.group() for _, m in zip(range(3), _IS_HTML.finditer(raw, begin), strict=False)]
    return len(tags) > 1 or any(t.startswith(("</", "<p", "<br", "<img")) for t in tags)


def _front_matter(front: re.Match[str], raw: str) -> tuple[dict[str, str], list[Edit], int]:
    """Return the keys, the strip of the front matter, and where the text begins."""
    try:
        toml = "\n".join(front["said"].splitlines()) if front["marks"] == "+++" else ""
        data = read_toml(toml) if toml else yaml.load(front["said"], Loader=_LOADER)
    except (yaml.YAMLError, ValueError, RecursionError):  # a lone surrogate; no TOML
        data = dict(_KEY.findall("\n".join(front["said"].splitlines())))
    if not isinstance(data, Mapping) or not data:
        return {}, [], 0
    plain = {str(k).lower(): v for k, v in data.items() if v not in _NOTHING and _is_small(v)}
    meta = {key: _value(key, value) for key, value in plain.items()} | _pictured(plain)
    return _by_field(meta), [opening_edit(raw, front.span(1), "front-matter")], front.end()


def _is_small(value: object) -> bool:
    """Return whether a value says something of a text: aliases make ten million of a line."""
    left, seen = [value], 0
    while left and seen <= _MOST:
        one = left.pop()
        seen += 1
        if isinstance(one, Mapping):
            left += one.values()
        elif isinstance(one, list):
            left += one
    return seen <= _MOST


def _pictured(said: Mapping[str, object]) -> dict[str, str]:
    """Return the caption of a text's picture and its address, as front matter has them.

    image_caption: 段敏查房, beside image; image: with its own caption and src.
    """
    for key, value in said.items():
        inner = value if isinstance(value, Mapping) else {}
        own = {str(name).lower(): v for name, v in inner.items()}
        beside = [key[: -len(_CAPTION)].rstrip("_-"), *_PICTURES] if key.endswith(_CAPTION) else []
        caption = value if beside else own.get(_CAPTION)
        if isinstance(caption, str) and bare(caption) and not _SWITCH.fullmatch(caption):
            srcs = [*map(own.get, _ADDRESSES), *(said.get(name) for name in beside)]
            src = next((src for src in srcs if isinstance(src, str) and src), "")
            return {_CAPTION: caption, "picture": src}
    return {}


def _value(key: str, value: object) -> str:
    """Return a value as text: writers as a line lists them, without the links of a note book."""
    if key in _WRITERS and isinstance(value, list):
        named = (each.get("name") if isinstance(each, Mapping) else each for each in value)
        return "、".join(_LINKED.sub(r"\1", str(each)) for each in named if each)
    return str(value)


def _by_field(meta: dict[str, str]) -> dict[str, str]:
    """Return what front matter says, also under the names of the fields: ``published`` is a date.

    An address is no paper: a clipper calls it the source; nor is what a blog says it is ``from``,
    unless it has a paper's form.
    """
    from aidstories.restore.reading.records.fields import columns_of

    names = columns_of(key for key in meta if not key.startswith(_MADE))
    known = {field: meta[names[field][0]] for field in ("author", "date") if field in names}
    papers = (meta[key] for key in names.get("source", ()) if PAPER.fullmatch(meta[key]))
    known |= {"source": paper} if (paper := next(papers, None)) else {}
    said = meta | {field: value for field, value in known.items() if field not in meta}
    if not _ADDRESS.match(meta.get("source", "")):
        return said
    return {"url": said.pop("source")} | said


def _with_title(
    raw: str, front: re.Match[str], meta: Mapping[str, str], blocks: list[Block]
) -> list[Block]:
    """Let the front matter's title stand where the text has none of its own.

    ``_`` in it stands for a character that a file name cannot hold; a line of the text that
    differs only there is the true title ('_输血_变_造血_ 山西县域综合医改出实效').
    """
    title = meta.get("title", "").strip()
    own = next((b for b in blocks if b.role is Role.TITLE), None)
    if not title or (own and (own.level < _SECTION or _holds_title(own.text, title))):
        return blocks
    blocks = [b._replace(role=None) if b is own else b for b in blocks]
    if any(_holds_title(b.text, title) for b in blocks[:8]):
        return blocks
    for form in (title, title.replace("'", "''"), title.replace('"', '\\"')):
        at = raw.find(form, front.start("said"), front.end("said"))
        if at >= 0:
            return [block_of(raw, at, at + len(form), role=Role.TITLE), *blocks]
    if found := _over_lines(title).search(raw, *front.span("said")):
        return [block_of(raw, *found.span(), role=Role.TITLE), *blocks]
    return blocks


def _with_subtitle(
    raw: str, front: re.Match[str], meta: Mapping[str, str], blocks: list[Block]
) -> list[Block]:
    """Let the front matter's subtitle stand under its title, where the text does not print it."""
    said = meta.get("subtitle", "").strip()
    if not bare(said) or not blocks:
        return blocks
    for i, block in enumerate(blocks[:_OPENING]):
        if i and bare(block.text) == bare(said):
            return [*blocks[:i], block._replace(role=Role.SUBTITLE), *blocks[i + 1 :]]
    at = raw.find(said, *front.span("said"))
    printed = any(bare(said) in bare(b.text) for b in blocks[:_OPENING])
    if at < 0 or printed or blocks[0].role is not Role.TITLE:
        return blocks
    return [blocks[0], block_of(raw, at, at + len(said), role=Role.SUBTITLE), *blocks[1:]]


def _with_caption(
    raw: str, front: re.Match[str], meta: Mapping[str, str], blocks: list[Block]
) -> list[Block]:
    """Let the picture that front matter has a caption of stand below the headline."""
    said = meta.get(_CAPTION, "").strip()
    at = raw.find(said, *front.span("said")) if bare(said) else -1
    if at < 0 or any(b.role is Role.CAPTION and bare(said) in bare(b.text) for b in blocks):
        return blocks
    shown = block_of(raw, at, at + len(said), role=Role.CAPTION)
    shown = shown._replace(src=meta.get("picture") or None)
    top = sum(b.role in (Role.TITLE, Role.SUBTITLE) for b in blocks[:2])
    return [*blocks[:top], shown, *blocks[top:]]


def _over_lines(title: str) -> re.Pattern[str]:
    """Return a pattern for a title that YAML set on several lines: ``title: |``."""
    return re.compile(r"\s+".join(map(re.escape, title.split())))


def _with_named(raw: str, span: Span, meta: Mapping[str, str], blocks: list[Block]) -> list[Block]:
    """Let the headline that a page states in its head stand where it shows none.

    ``{"@type": "NewsArticle", "headline": "…"}`` under a ``<title>`` that names the site alone.
    """
    title = meta.get("title", "").strip()
    shown = any(b.role is Role.TITLE or b.level or _holds_title(b.text, title) for b in blocks[:8])
    if shown or len(bare(title)) <= _SHORTEST or names_house(title) or not blocks:
        return blocks
    at = raw.find(title, *span)
    if at < 0 or at + len(title) > blocks[0].spans[0][0]:
        return blocks
    return [block_of(raw, at, at + len(title), role=Role.TITLE), *blocks]


def _holds_title(text: str, title: str) -> bool:
    """Return whether a block is the title, or announces it (… 20日电 题：“输血”变“造血”).

    A heading of the text that a short title stands in is not: 投诉 in 一、现场投诉.
    """
    found = title_pattern(title).search(text[:400])
    if not found:
        return False
    sentence = text.rstrip().endswith("。") and not title.endswith("。")
    alone = len(text) <= min(len(title) + 12, 2 * len(title)) and not sentence
    return alone or bool(re.search(r"[题題]\W{0,6}$", text[: found.start()]))


def title_pattern(title: str) -> re.Pattern[str]:
    """Return a pattern for the true form of a file-name title, spaces and `_` left open."""
    parts = [re.escape(p) for p in re.split(r"[_\s]+", title)]
    return re.compile(r"[\s:/\\?*“”\"‘’'<>|\[\]：？《》]{0,4}".join(parts))


def _around(edits: list[Edit], span: Span, raw: str) -> list[Edit]:
    """Cut ``span`` out of the strip that covers it."""
    out = []
    for e in edits:
        if e.start <= span[0] and span[1] <= e.end:
            out += [opening_edit(raw, s, e.reason) for s in ((e.start, span[0]), (span[1], e.end))]
        else:
            out.append(e)
    return [e for e in out if e.end > e.start]
