"""How a paragraph of a Word file looks: its own properties over those of its styles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from xml.etree.ElementTree import Element

from aidstories.restore.reading.documents.headings import role_of_style

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_USUAL_SIZE = 21
"""Half-points of the type where a file states none: 五号, 10.5 points."""
_DEEPEST = 12
"""Styles that a style may be based on, one upon the other; Word itself allows 10."""
_OFF = ("0", "false", "off", "none")


class Look(NamedTuple):
    """Properties of a paragraph or run; None where nothing is said."""

    bold: bool | None = None
    size: int | None = None
    """Half-points."""
    hidden: bool | None = None
    centred: bool | None = None
    level: int | None = None
    """Outline level, 0 for the first, 9 for running text."""
    number: str | None = None
    """Id of the list that numbers the paragraph; ``0`` takes it out of any."""
    depth: int | None = None

    def over(self, other: Look) -> Look:
        """Return these properties, those of ``other`` where nothing is said."""
        return other._replace(**{k: v for k, v in self._asdict().items() if v is not None})


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a file: the look of each by id, what is based on others included."""

    looks: Mapping[str, Look]
    roles: Mapping[str, str]
    """``title``, ``subtitle``, ``caption``, ``h1`` … ``h6`` by the id of a style."""
    usual: Look
    """The look of a paragraph without a style."""

    def look(self, style: str | None) -> Look:
        """Return the look of a style, the usual one where there is none of this id."""
        return self.looks.get(style or "", self.usual)


def styles_of(root: Element | None) -> Styles:
    """Return the styles that ``word/styles.xml`` defines; None stands for a file without."""
    if root is None:
        return Styles({}, {}, Look())
    defined = {s.get(f"{W}styleId", ""): s for s in root.findall(f"{W}style")}
    default = next(
        (
            k
            for k, s in defined.items()
            if s.get(f"{W}default") and s.get(f"{W}type") == "paragraph"
        ),
        "",
    )
    basis = look_of(root.find(f"{W}docDefaults/{W}rPrDefault"))
    looks: dict[str, Look] = {}
    roles: dict[str, str] = {}
    for key in defined:
        chain = list(_chain(defined, key))
        look = Look()
        for style in chain:
            look = look.over(look_of(style))
        looks[key] = look.over(basis) if chain[0].get(f"{W}type") == "paragraph" else look
        named = (_role(style) for style in chain)
        if role := next(filter(None, named), ""):
            roles[key] = role
        elif look.level is not None and look.level < 9:
            roles[key] = f"h{min(look.level + 1, 6)}"
    return Styles(looks, roles, looks.get(default, basis))


def _chain(defined: Mapping[str, Element], key: str) -> Iterator[Element]:
    """Yield a style, and those it is based on."""
    for _ in range(_DEEPEST):
        style = defined.get(key)
        if style is None:
            return
        yield style
        key = value(style.find(f"{W}basedOn")) or ""


def _role(style: Element) -> str:
    """Return what a style of paragraphs is for."""
    if style.get(f"{W}type") != "paragraph":
        return ""
    return role_of_style(value(style.find(f"{W}name")) or "")


def look_of(element: Element | None) -> Look:
    """Return what the ``pPr`` and ``rPr`` of a paragraph, a run or a style say."""
    if element is None:
        return Look()
    properties = element if element.tag == f"{W}rPr" else element.find(f"{W}rPr")
    bold = size = hidden = None
    if properties is not None:
        bold, hidden = _flag(properties.find(f"{W}b")), _flag(properties.find(f"{W}vanish"))
        size = _whole(value(properties.find(f"{W}sz")))
    paragraph = element.find(f"{W}pPr")
    if paragraph is None:
        return Look(bold=bold, size=size, hidden=hidden)
    jc = value(paragraph.find(f"{W}jc"))
    return Look(
        bold=bold,
        size=size,
        hidden=hidden,
        centred=None if jc is None else jc == "center",
        level=_whole(value(paragraph.find(f"{W}outlineLvl"))),
        number=value(paragraph.find(f"{W}numPr/{W}numId")),
        depth=_whole(value(paragraph.find(f"{W}numPr/{W}ilvl"))),
    )


def value(element: Element | None) -> str | None:
    """Return the ``w:val`` of a property, None where there is none."""
    return None if element is None else element.get(f"{W}val")


def _flag(element: Element | None) -> bool | None:
    """Return a property that is on by standing there: ``<w:b/>``, ``<w:b w:val="0"/>``."""
    return None if element is None else value(element) not in _OFF


def _whole(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch(r"\d{1,4}", text) else None


def runs_of(paragraph: Element) -> Iterator[Element]:
    """Yield the runs that a paragraph itself prints, not those of a text box in it."""
    for child in paragraph:
        if child.tag == f"{W}r":
            yield child
        if child.tag not in (f"{W}txbxContent", f"{W}p"):
            yield from runs_of(child)


def text_of_run(run: Element) -> str:
    """Return the characters of a run."""
    return "".join(t.text or "" for t in run if t.tag == f"{W}t")


class Seen(NamedTuple):
    """A paragraph as a reader of the page sees it."""

    text: str
    style: str
    look: Look
    """Of nearly all its characters: the size of most, bold where all are."""


def seen_of(paragraph: Element, styles: Styles) -> Seen:
    """Return what a paragraph prints and how it looks."""
    own = look_of(paragraph)._replace(bold=None, size=None, hidden=None)  # of its mark alone
    style = value(paragraph.find(f"{W}pPr/{W}pStyle")) or ""
    base = own.over(styles.look(style))
    sizes: Counter[int] = Counter()
    bold, text = True, []
    for run in runs_of(paragraph):
        words = text_of_run(run)
        if words.strip():
            look = run_look(run, base, styles)
            sizes[look.size or _USUAL_SIZE] += len(words)
            bold = bold and bool(look.bold)
        text.append(words)
    size = sizes.most_common(1)[0][0] if sizes else _USUAL_SIZE
    return Seen("".join(text).strip(), style, base._replace(bold=bool(sizes) and bold, size=size))


def run_look(run: Element, base: Look, styles: Styles) -> Look:
    """Return the look of a run in a paragraph whose look is ``base``."""
    named = value(run.find(f"{W}rPr/{W}rStyle"))
    style = styles.looks.get(named, Look()) if named else Look()
    return look_of(run).over(style).over(base)
