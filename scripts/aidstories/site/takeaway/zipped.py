"""ZIP files whose bytes follow from what is in them: no clock, no user, no machine."""

from __future__ import annotations

import zipfile

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP can say."""
_UNIX, _MODE = 3, 0o100644 << 16


def add(archive: zipfile.ZipFile, name: str, data: bytes, *, stored: bool = False) -> None:
    """Put a file into an archive that is being written; ``stored`` leaves it uncompressed."""
    info = zipfile.ZipInfo(name, _EPOCH)
    info.create_system, info.external_attr = _UNIX, _MODE
    info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    archive.writestr(info, data)
