"""Which kind of picture bytes are, by how they begin."""

from __future__ import annotations

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
)
"""PNG 5.2, JPEG (SOI and the next marker), TIFF 6.0 section 2."""


def image_kind(data: bytes) -> str | None:
    """Return PNG, JPEG, TIFF or WEBP by the first bytes, None for all else."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    return next((kind for sign, kind in _SIGNATURES if data.startswith(sign)), None)
