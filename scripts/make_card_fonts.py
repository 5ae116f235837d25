"""Write the font of share cards: a subset of Noto Serif CJK SC Bold.

    apt-get install fonts-noto-cjk     # Debian 12: 1:20220127+repack1-1
    python scripts/make_card_fonts.py /usr/share/fonts/opentype/noto

Kept are the characters of GB 2312, those of ``docs/data``, what jieba's dictionary has counted
three times and is no traditional character (names such as 喆 and 玥 are not in GB 2312), and Latin
letters. They stand in ``characters.txt`` beside the font: the cards know from it what they can set.
Shaping, vertical forms and hints are left out, since cards set one sign after another, and large.
"""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import jieba
from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

ROOT = Path(__file__).parents[1]
OUT = ROOT / "scripts/aidstories/site/takeaway/cards/fonts"
SIMPLIFIED = ROOT / "scripts/aidstories/restore/data/simplified.txt"
FAMILY = "Noto Serif CJK SC"
SOURCE = "NotoSerifCJK-Bold.ttc"
SHA256 = "a5d4b046c127da3d7c72f98b46c41489cd29bf52abfdf18aba920903e920d4ac"
_OFTEN = 3
_LATIN = range(0x20, 0x180)
_SIGNS = "—…·“”‘’〔〕→～〓◆●"
_DROPPED = ("GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx")


def characters() -> list[str]:
    """Return what the fonts keep, in the order of code points."""
    counted: Counter[str] = Counter()
    for line in (Path(jieba.__file__).parent / "dict.txt").read_text("utf-8").splitlines():
        word, count = line.split(" ")[:2]
        for character in word:
            counted[character] += int(count)
    traditional = set(SIMPLIFIED.read_text("utf-8").splitlines()[0])
    named = "".join(path.read_text("utf-8") for path in sorted((ROOT / "docs/data").glob("*.csv")))
    often = {c for c, count in counted.items() if count >= _OFTEN and c not in traditional}
    han = {c for c in (*often, *named) if "\u3400" <= c <= "\u9fff"}
    latin = {chr(code) for code in _LATIN if chr(code).isprintable()}
    return sorted({*_gb2312(), *han, *latin, *_SIGNS})


def _gb2312() -> Iterator[str]:
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                yield bytes((row, cell)).decode("gb2312")
            except UnicodeDecodeError:
                continue


def _opened(path: Path) -> TTFont:
    """Return the simplified face of a collection."""
    faces = TTCollection(path, lazy=True).fonts
    return next(f for f in faces if FAMILY in {f["name"].getDebugName(n) for n in (1, 16)})


def _reduced(font: TTFont, kept: list[str]) -> TTFont:
    options = subset.Options()
    options.layout_features, options.hinting = [], False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]  # copyright, names, version, licence
    options.drop_tables += _DROPPED
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=map(ord, kept))
    subsetter.subset(font)
    font.flavor = "woff2"
    return font


def main(folder: Path) -> None:
    """Read the collection in ``folder``. Raises ValueError where it is not the one named here."""
    OUT.mkdir(exist_ok=True)
    source = folder / SOURCE
    found = hashlib.sha256(source.read_bytes()).hexdigest()
    if found != SHA256:
        raise ValueError(f"{source}: SHA-256 {found}, not {SHA256}")
    reduced = _reduced(_opened(source), characters())
    reduced.save(OUT / "noto-serif-cjk-sc-bold.woff2")
    (OUT / "characters.txt").write_text(
        "".join(map(chr, sorted(reduced.getBestCmap()))) + "\n", "utf-8"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
