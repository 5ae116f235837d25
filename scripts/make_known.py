"""Write ``aidstories/restore/data/known.txt``: words that stand as they are.

    python scripts/make_known.py

Words in which a character of ``confusions.toml`` stands and which ``language.bin`` hardly knows:
the phrases of pypinyin (MIT), the names of ``docs/data/places.csv``, and the words of the archive's
field in ``make_known.toml``.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from pypinyin.phrases_dict import phrases_dict

from aidstories.restore.data import table
from aidstories.restore.lexicon.language import LONGEST_WORD, language
from aidstories.restore.lexicon.shapes import KNOWN

HERE = Path(__file__).parent
OUT = HERE / "aidstories/restore/data/known.txt"


def field_words() -> Iterator[str]:
    """Yield the words of the archive's field that are written by hand."""
    for words in tomllib.loads((HERE / "make_known.toml").read_text(encoding="utf-8")).values():
        yield from words.split()


def places() -> Iterator[str]:
    """Yield the names of places, whole and short."""
    with (HERE.parent / "docs/data/places.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield from (row["zh"], row["short"], *row["common"].split("|"))


def confusable() -> frozenset[str]:
    """Return the characters that may stand for another."""
    data = table("confusions.toml")
    return frozenset(pair[0] for pair in data["strokes"] + data["parts"])


def main() -> None:
    """Write the list, one word a line, sorted."""
    misread, known = confusable(), language().words
    found = {
        w
        for w in [*phrases_dict, *field_words(), *places()]
        if 2 <= len(w) <= LONGEST_WORD and not misread.isdisjoint(w) and known.get(w) & 31 < KNOWN
    }
    head = f"# pypinyin {version('pypinyin')} (MIT), docs/data/places.csv, scripts/make_known.toml"
    OUT.write_text("\n".join([head, *sorted(found)]) + "\n", encoding="utf-8")
    print(f"{OUT.name}: {len(found)} words")


if __name__ == "__main__":
    main()
