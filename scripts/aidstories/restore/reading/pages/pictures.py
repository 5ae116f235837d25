"""Bytes of a scan or a photograph → upright pictures in grey, one for each page."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator

import numpy as np
from PIL import Image, ImageOps

from aidstories.restore.reading.pages.signatures import image_kind
from aidstories.restore.reading.refusal import Refusal

MOST_PIXELS = 80_000_000
"""Of one picture: a newspaper of 42 × 59 cm at 400 dpi has 62 million."""
MOST_PICTURES = 100
"""Of one file: recognition takes about ten seconds for each."""
MOST_BYTES = 256 * 1024 * 1024
"""Of one file: a newspaper at 400 dpi, three bytes for a pixel, has 186 million."""

_FORMATS = ("PNG", "JPEG", "TIFF", "WEBP")
"""As Pillow calls them; the second picture behind a telephone's JPEG (MPO) is a JPEG's as well."""


def pictures(data: bytes, *, colour: bool = False) -> Iterator[Image.Image]:
    """Yield the pictures of a file in grey, or in colour (RGB), turned as its EXIF says.

    A TIFF may hold many; of all others only the first counts (a preview, an animation).
    Raises `Refusal` for what is no picture, is damaged, or is past a limit.
    """
    kind = image_kind(data)
    if kind is None:
        raise Refusal(
            "这不是 PNG、JPEG、TIFF 或 WebP 图片，请另存为其中一种",
            "This is no PNG, JPEG, TIFF or WebP picture: save it as one of them",
        )
    if len(data) > MOST_BYTES:
        size, most = len(data) >> 20, MOST_BYTES >> 20
        raise Refusal(
            f"图片文件有 {size} MB，最多 {most} MB，请用较低的分辨率另存",
            f"The picture has {size} MB, {most} MB at most: save it at a lower resolution",
        )
    for number in range(MOST_PICTURES if kind == "TIFF" else 1):
        picture = _picture(data, number, colour)
        if picture is None:
            return
        yield picture
    if kind == "TIFF" and _picture(data, MOST_PICTURES, False) is not None:
        raise Refusal(
            f"TIFF 里的图片多于 {MOST_PICTURES} 页，请分成几个文件",
            f"The TIFF holds more than {MOST_PICTURES} pages: save it as several files",
        )


def _picture(data: bytes, number: int, colour: bool) -> Image.Image | None:
    """Return a picture of the file, None where there is no such number."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of damaged metadata, and of sizes refused below
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                try:
                    image.seek(number)
                except EOFError:
                    if number:
                        return None
                    raise
                _check_size(image.width, image.height)
                if not colour:
                    image.draft("L", image.size)  # a JPEG is decoded in grey at once
                upright = ImageOps.exif_transpose(image)
                return _coloured(upright) if colour else _grey(upright)
    except Refusal:
        raise
    except Image.DecompressionBombError:
        raise _too_large() from None
    except Exception:  # decoders raise whatever a stranger's bytes lead them to
        raise Refusal(
            "图片损坏或不完整，无法打开，请重新扫描、拍摄或下载",
            "The picture is damaged or cut off: scan, photograph or download it again",
        ) from None


def _check_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise _too_large()


def _too_large() -> Refusal:
    most = MOST_PIXELS // 1_000_000
    return Refusal(
        f"图片超过 {most * 100} 万像素，请用较低的分辨率另存（报纸 300 dpi 足够）",
        f"The picture has more than {most} million pixels: save it at a lower resolution"
        " (300 dpi is enough for a newspaper)",
    )


def _grey(image: Image.Image) -> Image.Image:
    """Return ``image`` in grey, on white where it is transparent."""
    if image.mode[0] in "IF":  # 16 bits or more: the darkest black, the brightest white
        levels = np.asarray(image).astype(np.float32)
        levels -= levels.min()
        levels *= 255 / (float(levels.max()) or 1)
        return Image.fromarray(levels.astype(np.uint8))
    return image.convert("L") if image.mode == "L" else _coloured(image).convert("L")


def _coloured(image: Image.Image) -> Image.Image:
    """Return ``image`` in colour, on white where it is transparent."""
    if image.mode[0] in "IF":
        return _grey(image).convert("RGB")
    if image.has_transparency_data:
        ground = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(ground, image.convert("RGBA")).convert("RGB")
    return image.convert("RGB")
