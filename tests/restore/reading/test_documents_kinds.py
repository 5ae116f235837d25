"""Documents are told by their content; other kinds are refused with what to save instead."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.restore.reading.archives import packed
from tests.restore.reading.damage import bears, refused

from aidstories.restore.reading.documents.kinds import is_ole, is_rtf, ole_refusal, zip_kind
from aidstories.restore.reading.extraction import Kind

OFFICE = "application/vnd.openxmlformats-officedocument"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def office(kind: str, part: str) -> bytes:
    """Return the least that makes an Office file of a kind."""
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/{part}" ContentType="{kind}.main+xml"/></Types>'
    )
    return packed({"[Content_Types].xml": types.encode(), part: b"<x/>"})


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (office(f"{OFFICE}.wordprocessingml.document", "word/document.xml"), Kind.DOCX),
        (office(f"{OFFICE}.wordprocessingml.template", "word/document.xml"), Kind.DOCX),
        (office("application/vnd.ms-word.document.macroEnabled", "word/document2.xml"), Kind.DOCX),
        (packed({"mimetype": b"application/vnd.oasis.opendocument.text"}), Kind.ODT),
        (packed({"mimetype": b"application/epub+zip"}), Kind.EPUB),
        (packed({"META-INF/container.xml": b"<container/>"}), Kind.EPUB),
        (packed({"a.txt": b"x", "b.docx": b"PK"}), Kind.ZIP),
        (packed({"folder/[Content_Types].xml": b"x"}), Kind.ZIP),
        (packed({"mimetype": b"x" * 1000}), Kind.ZIP),
        (packed({}), Kind.ZIP),
    ],
)
def test_a_zip_is_told_by_what_it_holds(data: bytes, kind: Kind) -> None:
    assert zip_kind(data) is kind


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (office(f"{OFFICE}.spreadsheetml.sheet", "xl/workbook.xml"), ".csv"),
        (office(f"{OFFICE}.presentationml.presentation", "ppt/presentation.xml"), "PDF"),
        (packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), ".csv"),
        (packed({"mimetype": b"application/vnd.oasis.opendocument.presentation"}), "PDF"),
        (packed({"mimetype": b"application/vnd.oasis.opendocument.graphics"}), "PDF"),
        (packed({"Index/Document.iwa": b"x"}), "iWork"),
        (packed({"OFD.xml": b"x"}), "OFD"),
        (packed({"[Content_Types].xml": b"<x/>"}), ".docx"),
        (packed({"[Content_Types].xml": b"<x"}), "损坏"),
        (b"PK\x03\x04", "损坏"),
    ],
)
def test_other_kinds_are_refused_with_what_to_save_instead(data: bytes, said: str) -> None:
    assert said in refused(zip_kind, data)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("EncryptedPackage", "密码"),
        ("Workbook", ".csv"),
        ("PowerPoint Document", "PDF"),
        ("WordDocument", ".docx"),
    ],
)
def test_files_of_the_older_office_are_refused_by_kind(name: str, said: str) -> None:
    data = OLE + bytes(500) + name.encode("utf-16-le")
    assert is_ole(data)
    assert not is_ole(data[1:])
    assert said in ole_refusal(data).zh


def test_rtf_is_told_by_its_first_word() -> None:
    assert is_rtf(b"{\\rtf1 x}")
    assert is_rtf(b"\xef\xbb\xbf\r\n{\\rtf1 x}")
    assert not is_rtf(b"{rtf1}")
    assert not is_rtf(b'{"rtf": 1}')


@given(st.dictionaries(st.sampled_from(["mimetype", "[Content_Types].xml", "a"]), st.binary()))
def test_any_zip_has_a_kind_or_is_refused(files: dict[str, bytes]) -> None:
    bears(zip_kind, packed(files))
