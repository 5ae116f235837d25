"""Write the theme's Tibetan fonts as the build cuts them: out of WOFF2, which takes .5 s a font.

    python scripts/make_unpacked_fonts.py

A site loads the WOFF2 files, and an archive may have others, which are unpacked at each full build.
"""

from __future__ import annotations

import lzma
from pathlib import Path

from aidstories.site.fonts.subset import UNPACKED, unpacked, unpacked_name

FONTS = Path(__file__).parents[1] / "overrides/assets/fonts"


def main() -> None:
    """Write the files, and remove those of fonts that are no more."""
    UNPACKED.mkdir(exist_ok=True)
    for old in UNPACKED.glob("*.xz"):
        old.unlink()
    for font in sorted(FONTS.glob("*.woff2")):
        packed = font.read_bytes()
        path = UNPACKED / unpacked_name(packed)
        path.write_bytes(lzma.compress(unpacked(packed), preset=9 | lzma.PRESET_EXTREME))
        print(path.name, font.name)


if __name__ == "__main__":
    main()
