"""The files inside a Word file: which holds the text, and each as XML."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from aidstories.restore.lexicon.late import late
from aidstories.restore.reading.documents.xml import LARGEST_XML, parse_xml, too_large
from aidstories.restore.reading.unzip import Members

_MAIN = late(
    r".*(?:wordprocessingml\.(?:document|template)|ms-word\.(?:document|template)\.macroEnabled"
    r"(?:Template)?)\.main\+xml"
)
"""The types of the file with the text, with and without macros."""
_OVERRIDE = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"
_STRICT = (
    (
        b"purl.oclc.org/ooxml/wordprocessingml/",
        b"schemas.openxmlformats.org/wordprocessingml/2006/",
    ),
    (b"purl.oclc.org/ooxml/drawingml/", b"schemas.openxmlformats.org/drawingml/2006/"),
    (
        b"purl.oclc.org/ooxml/officeDocument/",
        b"schemas.openxmlformats.org/officeDocument/2006/",
    ),
)
"""The namespaces of the strict form of the standard, and the usual ones."""


def main_part(members: Members) -> str:
    """Return the name of the file that holds a Word document's text, empty where there is none.

    Raises Refusal where its table of contents is damaged.
    """
    types = xml_part(members, "[Content_Types].xml")
    if types is None:
        return ""
    names = (
        part.get("PartName", "").lstrip("/")
        for part in types.iter(_OVERRIDE)
        if _MAIN.fullmatch(part.get("ContentType", ""))
    )
    return next((name for name in names if name in members), "")


def xml_part(members: Members, name: str) -> Element | None:
    """Return the root of one of the files, None where it is missing.

    The strict form of the standard is read as the usual one. Raises Refusal.
    """
    if name not in members:
        return None
    if members.size(name) > LARGEST_XML:
        raise too_large()
    data = members[name]
    if b"purl.oclc.org/ooxml/" in data:
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
    return parse_xml(data)
