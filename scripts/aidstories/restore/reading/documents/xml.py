"""XML of a document, parsed within limits: no entities, nothing from outside, not endless."""

from __future__ import annotations

from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from aidstories.restore.reading.refusal import Refusal

LARGEST_XML = 8 << 20
"""Bytes of one XML file of a document. Word writes about 250 for a paragraph: 30,000 of them."""
MOST_ELEMENTS = 100_000
"""Elements of one XML file. A story has 5,000; Word writes about 11 for a paragraph, so this is a
book of 9,000 of them. mammoth takes 0.1 to 0.3 ms and 3.5 kB for each: at most 30 s and 430 MB."""
DEEPEST = 200
"""Elements around an element: tables nested twenty deep have 120."""


def parse_xml(data: bytes) -> Element:
    """Return the root element of an XML file.

    Raises Refusal where it is damaged, declares entities (of which bombs are made), or is past a
    limit of this module.
    """
    if len(data) > LARGEST_XML:
        raise too_large()
    try:
        root: Element = fromstring(data)
    except DefusedXmlException as e:
        raise Refusal(
            "文件的 XML 里声明了实体，正常的文档没有这种内容，没有读取。请用原来的软件另存一份。",
            "The XML of this file declares entities, as no sound document does. Save it anew.",
        ) from e
    except (ParseError, ValueError, LookupError, RecursionError) as e:
        raise damaged() from e
    return _bounded(root)


def _bounded(root: Element) -> Element:
    """Return ``root`` if neither the number of its elements nor their depth is past its limit."""
    level, seen = [root], 0
    for _ in range(DEEPEST):
        seen += len(level)
        if seen > MOST_ELEMENTS:
            raise too_large()
        level = [child for element in level for child in element]
    if level:
        raise damaged()
    return root


def damaged() -> Refusal:
    """Return the refusal of a document that cannot be parsed."""
    return Refusal(
        "文档已损坏或没有传完整，无法读取。请用原来的软件打开，另存一份。",
        "This document is damaged or incomplete. Open it where it was made and save it anew.",
    )


def too_large() -> Refusal:
    """Return the refusal of a document with more text than is read at once."""
    return Refusal(
        "文档的正文太长（超过一本书的篇幅），没有读取。请把它拆成几个较小的文件。",
        "The text of this document is longer than a book. Divide it into smaller files.",
    )


def without_text(kind: str) -> Refusal:
    """Return the refusal of a document of ``kind`` (``Word``) that holds pictures only."""
    return Refusal(
        f"这个 {kind} 文件里没有文字，只有图片或是空的。若是扫描件，请另存为 PDF 或图片再导入。",
        f"This {kind} file holds no text. If it holds scans, save it as PDF or as images.",
    )
