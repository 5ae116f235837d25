"""Write ``aidstories/search/t2s.txt`` from the npm package opencc-js, unpacked.

    npm pack opencc-js@1.4.2 && tar xzf opencc-js-1.4.2.tgz
    python scripts/make_t2s.py package

One line holds the pairs, traditional before simplified, sorted by code point: ``丟丢並并…``.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from pathlib import Path

SOURCE = "dist/esm-lib/dict/TSCharacters.js"
TARGET = Path(__file__).parent / "aidstories/search/t2s.txt"


def pairs(source: str) -> dict[str, str]:
    """Return the map of single characters, followed to its end: 薴 → 苧 → 苎 is 薴 → 苎."""
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
    """Read the unpacked ``package`` and write the map; print what NOTICES.md must say."""
    data = (package / SOURCE).read_bytes()
    version = json.loads((package / "package.json").read_text("utf-8"))["version"]
    found = pairs(data.decode("utf-8"))
    TARGET.write_text("".join(old + new for old, new in found.items()) + "\n", encoding="utf-8")
    print(f"opencc-js {version}: {len(found)} pairs, {SOURCE} {hashlib.sha256(data).hexdigest()}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
