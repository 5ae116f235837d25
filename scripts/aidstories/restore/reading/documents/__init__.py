"""Bytes of a document → HTML, which is then read as a web page is: Word, ODT, RTF, EPUB, mail."""

from __future__ import annotations

from aidstories.restore.reading.extraction import Kind


def is_mail(data: bytes) -> bool:
    """Return whether ``data`` is a message."""
    return False


is_rtf = is_mail


def zip_kind(data: bytes) -> Kind:
    """Return what a ZIP holds."""
    return Kind.ZIP
