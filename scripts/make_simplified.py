"""Write the table of :func:`aidstories.restore.chars.simplified`.

From ``TSCharacters.txt`` of OpenCC (Apache-2.0), in opencc-python-reimplemented 0.1.7: one
character for one, both of the Basic Multilingual Plane.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

PACKAGE = "opencc-python-reimplemented==0.1.7"
MEMBER = "opencc/dictionary/TSCharacters.txt"
SHA256 = "6b5a0a799bea2bb22c001f635eaa3fc2904310f0c08addbff275477a80ecf09a"
OUT = Path(__file__).parent / "aidstories/restore/data/simplified.txt"


def fetch(path: Path | None) -> str:
    """Return OpenCC's table, from a wheel at ``path`` or by pip. Raises ValueError if changed."""
    with tempfile.TemporaryDirectory() as folder:
        if path is None:
            command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", folder]
            subprocess.run([*command, PACKAGE], check=True)
            path = next(Path(folder).glob("*.whl"))
        data = zipfile.ZipFile(io.BytesIO(path.read_bytes())).read(MEMBER)
    if (found := hashlib.sha256(data).hexdigest()) != SHA256:
        raise ValueError(f"{path}: sha256 of {MEMBER} is {found}, expected {SHA256}")
    return data.decode("utf-8")


def table(text: str) -> dict[str, str]:
    """Return traditional → simplified, one character each; the first of several readings counts."""
    pairs = (line.split() for line in text.splitlines() if line.strip())
    return {p[0]: p[1] for p in pairs if p[0] != p[1] and max(p[0] + p[1]) < "\U00010000"}


def main() -> None:
    """Write the table: a line of traditional characters, a line of simplified ones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wheel", nargs="?", type=Path, help="the wheel, if it is at hand")
    found = table(fetch(parser.parse_args().wheel))
    OUT.write_text("".join(found) + "\n" + "".join(found.values()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
