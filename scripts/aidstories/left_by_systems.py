"""Files that no editor wrote: what systems and programs lay beside those that one did."""

from __future__ import annotations

import re
from collections.abc import Collection

_BEGIN = (".", "~$", "~WRL")
"""How the names begin of hidden files and folders, and of those that Word lays beside a document
that is open (``~$a.docx``, ``~WRL0001.tmp``)."""
_END = ("~", ".crdownload", ".part", ".partial", ".swp", ".orig", ".rej")
"""How the names end of what editors of text and merges keep of the version before, and of downloads
that are under way."""
_WHOLE = frozenset(
    {"thumbs.db", "ehthumbs.db", "desktop.ini", "$recycle.bin", "system volume information"}
    | {"__macosx", "icon\r", "lost+found"}
    | {"@eadir", "@recycle", "@recently-snapshot", "@tmp", "#recycle", "#snapshot"}
)
"""What Windows lays into a folder, macOS (into a ZIP too), file systems, and the servers of files
of Synology and QNAP, in lower case."""
_SAVED = re.compile(r"#[^#]+#")
"""What Emacs keeps of a text that is not saved yet."""
_COPY = re.compile(
    r"""\s?[(（]\d{1,3}[)）] | \s\d{1,2}          # browsers, Google Drive; iCloud
      | .*(?:副本|拷贝|冲突|(?i:conflict|\bcopy\b)).*   # of systems, Syncthing, Dropbox
      | _(?:BACKUP|BASE|LOCAL|REMOTE)_\d+          # a merge of git
      | -(?:DESKTOP|LAPTOP)-[A-Z0-9]+(?:-\d+)?      # OneDrive: the machine's name
    """,
    re.X | re.S,
)
"""What programs put behind the name of a file whose name is taken, before its ending."""
_MOST = 255
"""Characters of a name that is looked at: no file system takes more bytes."""


def is_left_by_a_system(name: str) -> bool:
    """Return whether a file or folder of this name, without its folders, is no editor's own."""
    if name in (".", ".."):
        return False
    lowered = name.lower()
    other = lowered in _WHOLE or lowered.endswith(_END) or _SAVED.fullmatch(name) is not None
    return other or name.startswith(_BEGIN)


def lies_left_by_a_system(path: str) -> bool:
    """Return whether a file at ``path``, with folders, or any of these is no editor's own."""
    return any(map(is_left_by_a_system, path.replace("\\", "/").split("/")))


def copied_from(name: str, beside: Collection[str]) -> str | None:
    """Return the file of those ``beside`` that ``name`` is called a copy of; None for none.

    ``a (1).md`` is called so, and ``a 的冲突副本.md``. The name alone tells nothing where no file
    has the name that was taken: ``(1).md``.
    """
    if len(name) > _MOST:
        return None
    for dot in (at for at, character in enumerate(name) if character == "."):
        taken = (at for at in range(dot - 1, 0, -1) if name[:at] + name[dot:] in beside)
        if found := next((at for at in taken if _COPY.fullmatch(name[at:dot])), None):
            return name[:found] + name[dot:]
    return None
