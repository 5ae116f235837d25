"""Which kind of document bytes are, by their content; what other kinds should be saved as."""

from __future__ import annotations

from aidstories.restore.reading.documents.docx_parts import main_part
from aidstories.restore.reading.extraction import Kind
from aidstories.restore.reading.refusal import Refusal
from aidstories.restore.reading.unzip import Members, open_zip

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TYPE = 100
"""Bytes of a stated type; the longest in use has 59."""
_TEXTS = (
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.text-template",
)


def is_rtf(data: bytes) -> bool:
    """Return whether ``data`` is an RTF document."""
    return data.removeprefix(b"\xef\xbb\xbf").lstrip()[:5] == b"{\\rtf"


def is_ole(data: bytes) -> bool:
    """Return whether ``data`` is a file of the older Office, or a locked one of the newer."""
    return data.startswith(_OLE)


def zip_kind(data: bytes) -> Kind:
    """Return what a ZIP is: a Word file, ODT, EPUB, or an archive of captures.

    Raises Refusal where it is damaged or locked, or of a kind that is not read.
    """
    members = open_zip(data)
    stated = _stated(members)
    if stated == "application/epub+zip" or ("META-INF/container.xml" in members and not stated):
        return Kind.EPUB
    if stated in _TEXTS:
        return Kind.ODT
    if "[Content_Types].xml" in members and main_part(members):
        return Kind.DOCX
    if refusal := _of_other_kind(members, stated):
        raise refusal
    return Kind.ZIP


def _stated(members: Members) -> str:
    """Return the type that the file ``mimetype`` states, as ODT and EPUB have it."""
    if "mimetype" not in members or members.size("mimetype") > _TYPE:
        return ""
    return members["mimetype"].decode("ascii", "replace").strip()


def _of_other_kind(members: Members, stated: str) -> Refusal | None:
    """Return why an office file of another kind is not read, None where it is none."""
    if "xl/workbook.xml" in members or "xl/workbook.bin" in members or "spreadsheet" in stated:
        return sheet()
    if "ppt/presentation.xml" in members or "presentation" in stated:
        return slides()
    if any(name.startswith("Index/") and name.endswith(".iwa") for name in members):
        return Refusal(
            "苹果 iWork（Pages 等）的文件无法读取。请导出为 Word（.docx）或 PDF。",
            "This is a file of Apple's iWork, which is not read. Export it as Word (.docx) or PDF.",
        )
    if "OFD.xml" in members:
        return Refusal(
            "OFD 版式文件无法读取。请在阅读软件里另存为 PDF。",
            "OFD files are not read. Save it as PDF.",
        )
    if "[Content_Types].xml" in members or stated.startswith("application/vnd.oasis."):
        return Refusal(
            "这个办公文件里没有可读的正文。请另存为 Word（.docx）或 PDF。",
            "This office file holds no text that is read. Save it as Word (.docx) or PDF.",
        )
    return None


def ole_refusal(data: bytes) -> Refusal:
    """Return why a file of the older Office is not read, and what to save instead."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Refusal(
            "这个 Office 文件设了密码，无法读取。请打开后去掉密码，另存一份。",
            "This Office file is locked by a password. Open it and save it without one.",
        )
    if "Workbook".encode("utf-16-le") in data:
        return sheet()
    if "PowerPoint Document".encode("utf-16-le") in data:
        return slides()
    return Refusal(
        "旧格式的 Word（.doc）或 WPS 文件无法读取。请打开后另存为 .docx。",
        "Older Word (.doc) and WPS files are not read. Open it and save it as .docx.",
    )


def sheet() -> Refusal:
    """Return the refusal of a spreadsheet."""
    return Refusal(
        "电子表格（Excel、WPS 表格）无法直接读取。请另存为 .csv，第一行写栏目名。",
        "Spreadsheets are not read. Save it as .csv, names of columns in the first row.",
    )


def slides() -> Refusal:
    """Return the refusal of a presentation."""
    return Refusal(
        "演示文稿（PPT）无法直接读取。请另存为 PDF。",
        "Presentations are not read. Save it as PDF.",
    )
