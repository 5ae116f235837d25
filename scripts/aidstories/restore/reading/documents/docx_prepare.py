"""A Word file made plain for mammoth: one paragraph style for each role, nothing that it skips.

mammoth prints no hidden text away, no formula, no reading over characters, no number of a list
but 1, 2, 3; and it knows styles by their English names alone.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from aidstories.restore.lexicon.lists import ORDINAL
from aidstories.restore.reading.documents.docx_numbers import Numbering
from aidstories.restore.reading.documents.docx_styles import (
    Look,
    Seen,
    Styles,
    W,
    look_of,
    run_look,
    runs_of,
    seen_of,
    text_of_run,
    value,
)
from aidstories.restore.reading.documents.headings import Line, heading_ranks

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_V = "{urn:schemas-microsoft-com:vml}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DROPPED = frozenset(
    f"{W}{name}"
    for name in (
        *("del", "moveFrom", "softHyphen", "commentReference", "bookmarkStart", "sdtPr"),
        *("rt", "rubyPr", "customXmlPr", "smartTagPr"),
    )
)
"""What is not printed; of a ruby text the base stays and the reading over it goes."""
_OPENED = frozenset(
    f"{W}{name}" for name in ("fldSimple", "bdo", "dir", "ruby", "rubyBase", "customXml")
)
"""Elements that mammoth skips with the text in them."""
_LONGEST_CELL = 120
"""Characters of a cell whose paragraphs are lines of one datum; a longer one frames a text."""


class Rels(NamedTuple):
    """What a part of the file is tied to, by the ids of relationships: images' names, all ids."""

    images: Mapping[str, str]
    ids: Collection[str]


class Found(NamedTuple):
    """A paragraph with what a reader sees of it."""

    paragraph: Element
    seen: Seen


def prepare(root: Element, styles: Styles, numbering: Numbering, rels: Rels) -> None:
    """Make the document, footnotes or endnotes in ``root`` plain for mammoth, in place."""
    images, linked = rels
    root[:] = [kept for child in root for kept in _plain(child, styles, styles.usual)]
    _name_images(root, images)
    _free_links(root, linked)
    lines = {id(p): Found(p, seen_of(p, styles)) for p in root.iter(f"{W}p")}
    body = root.find(f"{W}body")
    top = [] if body is None else [lines[id(p)] for p in _outside_tables(body)]
    roles = _roles(top, styles)
    for found in lines.values():
        role = roles.get(id(found.paragraph), styles.roles.get(found.seen.style, ""))
        _dress(found, role, numbering)
    for cell in root.iter(f"{W}tc"):
        _join_lines(cell)


def _plain(element: Element, styles: Styles, base: Look) -> list[Element]:
    """Return what stands for ``element``: itself, what it holds, or nothing."""
    if element.tag in _DROPPED:
        return []
    if element.tag == f"{MC}AlternateContent":
        return [kept for child in _alternative(element) for kept in _plain(child, styles, base)]
    if element.tag in (f"{_M}oMath", f"{_M}oMathPara"):
        return list(_formula(element))
    if element.tag == f"{W}p":
        style = value(element.find(f"{W}pPr/{W}pStyle"))
        base = look_of(element)._replace(bold=None, size=None, hidden=None).over(styles.look(style))
    elif element.tag == f"{W}r" and run_look(element, base, styles).hidden:
        return []
    elif element.tag == f"{W}drawing" and (boxes := list(element.iter(f"{W}txbxContent"))):
        element = _text_boxes(boxes)
    elif element.tag == f"{_V}imagedata":
        element = _drawn(element.get(f"{_R}id", ""))
    elif element.tag == f"{W}noBreakHyphen":
        element = _text("-")
    elif element.tag in (f"{W}cr", f"{W}ptab"):
        element = Element(f"{W}br" if element.tag == f"{W}cr" else f"{W}tab")
    kept = [k for child in element for k in _plain(child, styles, base)]
    if element.tag in _OPENED:
        return kept
    if element.tag not in (f"{W}pPr", f"{W}rPr"):  # there ``del`` says that the mark is deleted
        element[:] = kept
    return [element]


def _alternative(choices: Element) -> list[Element]:
    """Return the form of a drawing that mammoth reads: the older one if it holds anything."""
    older = choices.find(f"{MC}Fallback")
    if older is not None and len(older):
        return list(older)
    newer = choices.find(f"{MC}Choice")
    return [] if newer is None else list(newer)


def _text_boxes(boxes: Sequence[Element]) -> Element:
    """Return text boxes in the older form, which mammoth reads."""
    picture = Element(f"{W}pict")
    for box in boxes:
        SubElement(SubElement(picture, f"{_V}shape"), f"{_V}textbox").append(box)
    return picture


def _drawn(key: str) -> Element:
    """Return an image of the older form in the newer, of which mammoth reads the name."""
    drawing = Element(f"{_WP}inline")
    around = drawing
    for name in (f"{_A}graphic", f"{_A}graphicData", f"{_PIC}pic", f"{_PIC}blipFill"):
        around = SubElement(around, name)
    SubElement(around, f"{_A}blip", {f"{_R}embed": key})
    return drawing


def _text(words: str) -> Element:
    text = Element(f"{W}t")
    text.text = words
    return text


def _run(words: str, *, bold: bool = False, raised: bool = False) -> Element:
    run = Element(f"{W}r")
    if bold or raised:
        properties = SubElement(run, f"{W}rPr")
        if bold:
            SubElement(properties, f"{W}b")
        if raised:
            SubElement(properties, f"{W}vertAlign", {f"{W}val": "superscript"})
    run.append(_text(words))
    return run


def _formula(formula: Element) -> Iterator[Element]:
    """Yield the characters of a formula as runs, its powers raised."""
    powers = {id(t) for power in formula.iter(f"{_M}sup") for t in power.iter(f"{_M}t")}
    for text in formula.iter(f"{_M}t"):
        yield _run(text.text or "", raised=id(text) in powers)


def _name_images(root: Element, images: Mapping[str, str]) -> None:
    """Write the name of each image where mammoth takes its alternative text from."""
    for kind in ("inline", "anchor"):
        for drawing in root.iter(f"{_WP}{kind}"):
            blip = next(drawing.iter(f"{_A}blip"), None)
            about = drawing.find(f"{_WP}docPr")
            if about is None:
                about = SubElement(drawing, f"{_WP}docPr")
            key = "" if blip is None else blip.get(f"{_R}embed") or ""
            about.set("descr", images.get(key, ""))
            about.set("title", "")


def _free_links(root: Element, linked: Collection[str]) -> None:
    """Take from links and images the target that the file has lost; words stand as any others."""
    for tag, names in ((f"{W}hyperlink", ("id",)), (f"{_A}blip", ("embed", "link"))):
        for one in root.iter(tag):
            for name in names:
                if one.get(f"{_R}{name}", "") not in linked:
                    one.attrib.pop(f"{_R}{name}", None)


def _outside_tables(element: Element) -> Iterator[Element]:
    """Yield the paragraphs of the body that stand in no table and no text box."""
    for child in element:
        if child.tag == f"{W}p":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}smartTag"):
            yield from _outside_tables(child)


def _roles(top: Sequence[Found], styles: Styles) -> dict[int, str]:
    """Return ``h1`` … ``h6`` for each title and heading of the body, by the ``id`` of it."""
    lines = [
        Line(
            seen.text,
            styles.roles.get(seen.style, ""),
            seen.look.size or 0,
            bool(seen.look.bold),
            bool(seen.look.centred),
        )
        for _, seen in top
    ]
    ranks = heading_ranks(lines)
    return {id(f.paragraph): f"h{rank}" for f, rank in zip(top, ranks, strict=True) if rank}


def _dress(found: Found, role: str, numbering: Numbering) -> None:
    """Give a paragraph the one style that says its role, and print the number before it."""
    paragraph, seen = found
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = Element(f"{W}pPr")
        paragraph.insert(0, properties)
    for name in ("pStyle", "numPr"):
        for old in properties.findall(f"{W}{name}"):
            properties.remove(old)
    number = seen.look.number or "0"
    label = numbering.label(number, seen.look.depth or 0) if number != "0" else None
    listed = role in ("", "caption") and label is not None and _is_item(label)
    style = role or ("center" if seen.look.centred else "")
    if listed and label is not None:
        listing = SubElement(properties, f"{W}numPr")
        SubElement(listing, f"{W}ilvl", {f"{W}val": str(seen.look.depth or 0)})
        SubElement(listing, f"{W}numId", {f"{W}val": number})
    elif style:
        properties.insert(0, Element(f"{W}pStyle", {f"{W}val": f"aid{style}"}))
    bold = bool(seen.look.bold)
    for run in _printed_runs(paragraph) if bold else ():
        marks = run.find(f"{W}rPr")
        if marks is None:
            marks = Element(f"{W}rPr")
            run.insert(0, marks)
        if marks.find(f"{W}b") is None:
            SubElement(marks, f"{W}b")
    if label and seen.text:
        paragraph.insert(1, _run(label, bold=bold))


def _printed_runs(paragraph: Element) -> Iterator[Element]:
    return (run for run in runs_of(paragraph) if text_of_run(run).strip())


def _is_item(label: str) -> bool:
    """Return whether a number is one of an item (1. ①) and not of a section (一、 1.1)."""
    return not label or ORDINAL.fullmatch(label) is not None


def _join_lines(cell: Element) -> None:
    """Make one paragraph of those in a cell that holds a datum in lines."""
    paragraphs = [p for p in cell.findall(f"{W}p") if any(_printed_runs(p))]
    words = sum(len(text_of_run(run)) for p in paragraphs for run in runs_of(p))
    if len(paragraphs) < 2 or words > _LONGEST_CELL:
        return
    first, *rest = paragraphs
    for paragraph in rest:
        line = SubElement(first, f"{W}r")
        SubElement(line, f"{W}br")
        first.extend(child for child in paragraph if child.tag != f"{W}pPr")
        cell.remove(paragraph)


def rels_of(rels: Element | None, folder: str) -> Rels:
    """Return what a part is tied to, by its list of relationships.

    Targets of images are relative to ``folder`` (``media/image1.png`` → ``word/media/image1.png``).
    """
    found = {}
    for rel in () if rels is None else rels:
        target = rel.get("Target", "")
        if rel.get("Type", "").endswith("/image") and rel.get("TargetMode") != "External":
            path = posixpath.normpath(posixpath.join("/", folder, target))
            found[rel.get("Id", "")] = path.lstrip("/")
    return Rels(found, frozenset(rel.get("Id", "") for rel in (() if rels is None else rels)))
