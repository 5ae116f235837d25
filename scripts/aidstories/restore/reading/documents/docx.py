"""Word (.docx) → HTML, by mammoth, of a file that was made plain for it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any
from xml.etree.ElementTree import Element, tostring

import mammoth

from aidstories.restore.lexicon.late import late
from aidstories.restore.reading.documents.docx_numbers import Numbering
from aidstories.restore.reading.documents.docx_parts import main_part, xml_part
from aidstories.restore.reading.documents.docx_prepare import prepare, rels_of
from aidstories.restore.reading.documents.docx_styles import styles_of
from aidstories.restore.reading.documents.page import html_page, printed_title, text_of
from aidstories.restore.reading.documents.xml import damaged, without_text
from aidstories.restore.reading.unzip import Members, open_zip

READER = f"mammoth {version('mammoth')}"
_STYLE_MAP = "\n".join(
    [
        "p.aidtitle => h1:fresh",
        *(f"p.aidh{n} => h{n}:fresh" for n in range(1, 7)),
        "p.aidsubtitle => p.subtitle:fresh",
        "p.aidcaption => p.caption:fresh",
        "p.aidcenter => p.center:fresh",
        "p:unordered-list(1) => ul > li:fresh",
        "p:ordered-list(1) => ol > li:fresh",
        *(
            f"p:{kind}-list({depth}) => {'ul|ol > li > ' * (depth - 1)}{tag} > li:fresh"
            for depth in range(2, 6)
            for kind, tag in (("unordered", "ul"), ("ordered", "ol"))
        ),
        "p => p:fresh",
    ]
)
_BACK = late(r"(?>(?:(?<!\s)\s++)?)<a href=\"#(?:foot|end)note-ref-[^\"]*\">↑</a>")
"""The arrow that leads from a note back to its place."""
_BEHIND = late(r"</(?:p|h[1-6]|li|tr|table|[ou]l)>")
"""Behind what a line of the page ends: mammoth writes one line, a diff or an editor wants many."""
_TITLE = "{http://purl.org/dc/elements/1.1/}title"


def read_docx(data: bytes) -> str:
    """Return a Word document as a page of HTML.

    Insertions stand and deletions do not; hidden text, comments, running heads and macros are left
    out. Images have the names that they have in the file. Raises Refusal.
    """
    members = open_zip(data)
    main = main_part(members)
    if not main:
        raise damaged()
    try:
        body = _body(members, main)
    except RecursionError as e:
        raise damaged() from e
    if not text_of(body).strip():
        raise without_text("Word")
    core = xml_part(members, "docProps/core.xml")
    title = "" if core is None else core.findtext(_TITLE) or ""
    return html_page(body, title=printed_title(title, body))


def _body(members: Members, main: str) -> str:
    folder = main.rpartition("/")[0]
    styles = styles_of(xml_part(members, f"{folder}/styles.xml"))
    counted = xml_part(members, f"{folder}/numbering.xml")
    numbering = Numbering(counted)
    parts: dict[str, Element] = {} if counted is None else {"word/numbering.xml": counted}
    for name in (main.rpartition("/")[2], "footnotes.xml", "endnotes.xml"):
        root = xml_part(members, f"{folder}/{name}")
        if root is None:
            continue
        rels = xml_part(members, f"{folder}/_rels/{name}.rels")
        prepare(root, styles, numbering, rels_of(rels, folder))
        plain = "document.xml" if f"{folder}/{name}" == main else name
        parts[f"word/{plain}"] = root
        if rels is not None:
            parts[f"word/_rels/{plain}.rels"] = rels
    try:
        made = mammoth.convert_to_html(
            io.BytesIO(_package(parts)),
            style_map=_STYLE_MAP,
            include_default_style_map=False,
            include_embedded_style_map=False,
            convert_image=mammoth.images.img_element(_image),
        )
    except Exception as e:  # whatever it raises where an attribute is missing or no number
        raise damaged() from e
    return _BEHIND.sub(r"\g<0>\n", _BACK.sub("", str(made.value)))


def _image(image: Any) -> dict[str, str]:
    """Return the attributes of an image, whose name `prepare` gave it as alternative text."""
    return {"src": image.alt_text or "", "alt": ""}


def _package(parts: Mapping[str, Element]) -> bytes:
    """Return the ZIP that mammoth reads: what was prepared, and nothing else."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, root in parts.items():
            archive.writestr(name, tostring(root, encoding="utf-8", xml_declaration=True))
    return out.getvalue()
