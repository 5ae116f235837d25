"""Write ``aidstories/restore/data/simplified.txt`` from the npm package opencc-js, unpacked.

    npm pack opencc-js@1.4.2 && tar xzf opencc-js-1.4.2.tgz
    python scripts/make_simplified.py package

A line of traditional characters, a line of the simplified ones: those of OpenCC's
``TSCharacters.txt`` of which one character stands for one.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from pathlib import Path

SOURCE = "dist/esm-lib/dict/TSCharacters.js"
SHA256 = "85aee197470c6fa5fce207b4d1fe17b178eb8075b622133cd0eaa3c7d75fe16c"
OUT = Path(__file__).parent / "aidstories/restore/data/simplified.txt"


def table(source: str) -> dict[str, str]:
    """Return the map, each character followed to its end: 薴 → 苧 → 苎 is 薴 → 苎."""
    entries = json.loads(re.findall(r'"[^"]*"', source)[0]).split("|")
    first = {old: new.split(" ")[0] for old, new in (e.split(" ", 1) for e in entries)}
    single = {old: new for old, new in first.items() if len(old) == len(new) == 1 and old != new}
    return {old: _end(old, single) for old in sorted(single)}


def _end(character: str, single: dict[str, str]) -> str:
    seen = {character}
    while (after := single.get(character)) and after not in seen:
        seen.add(after)
        character = after
    return character


def main(package: Path) -> None:
    """Read the unpacked ``package`` and write the table. Raises ValueError if it changed."""
    data = (package / SOURCE).read_bytes()
    if (digest := hashlib.sha256(data).hexdigest()) != SHA256:
        raise ValueError(f"sha256 of {SOURCE} is {digest}, expected {SHA256}")
    found = table(data.decode("utf-8"))
    OUT.write_text("".join(found) + "\n" + "".join(found.values()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
