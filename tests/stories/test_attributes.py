"""What git gives back is what it was given, on Windows as well (core.autocrlf)."""

import shutil
import subprocess
from pathlib import Path

from tests.archive import HOME

KINDS = ("txt", "html", "md", "csv", "json", "xml", "eml", "rtf", "sql")


def _git(folder: Path, *arguments: str) -> None:
    set_up = ("-c", "core.autocrlf=true", "-c", "user.name=x", "-c", "user.email=x@x.example")
    subprocess.run(["git", *set_up, *arguments], cwd=folder, check=True, capture_output=True)


def test_captures_and_stories_keep_their_bytes(tmp_path: Path) -> None:
    given = tmp_path / "given"
    files = {f"seeds/a.{kind}": "一行\r\n又一行\n末行\r".encode() for kind in KINDS}
    files |= {"docs/stories/2024/a.md": b"---\nid: a\n---\n", "docs/ledgers/a.json": b"{\n}\n"}
    for name, data in files.items():
        path = given / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    shutil.copy(HOME / ".gitattributes", given)
    _git(given, "init", "--quiet")
    _git(given, "add", ".")
    _git(given, "commit", "--quiet", "-m", "x")
    _git(tmp_path, "clone", "--quiet", "-c", "core.autocrlf=true", "given", "taken")
    assert {name: (tmp_path / "taken" / name).read_bytes() for name in files} == files
