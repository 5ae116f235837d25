"""Files that no editor wrote: what systems and programs lay beside those that one did."""

from __future__ import annotations

_BEGIN = (".", "~$")
"""How the names begin of hidden files and folders, and of those that Word lays beside a document
that is open (``~$a.docx``)."""
_WHOLE = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
"""What Windows lays into a folder, and macOS into a ZIP, in lower case."""


def is_left_by_a_system(name: str) -> bool:
    """Return whether a file or folder of this name, without its folders, is no editor's own."""
    of_path = name in (".", "..")
    return not of_path and (name.startswith(_BEGIN) or name.lower() in _WHOLE)
