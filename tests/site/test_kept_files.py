"""What is kept from build to build is what was made, or is made anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from aidstories.site.kept_files import KeptFiles


def into_folder(path: Path) -> None:
    path.unlink()
    (path / "x").mkdir(parents=True)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "flipped": lambda path: path.write_bytes(b"maDe"),
    "cut": lambda path: path.write_bytes(b"ma"),
    "empty": lambda path: path.write_bytes(b""),
    "gone": Path.unlink,
    "a folder": into_folder,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: Callable[[Path], object]) -> None:
    path = KeptFiles(tmp_path, ".png").file("of this", lambda: b"made")
    for read_before in (False, True):
        kept = KeptFiles(tmp_path, ".png")
        if read_before:
            kept.file("of this", pytest.fail)
        damage(path)
        assert kept.file("of this", lambda: b"made").read_bytes() == b"made"


def test_what_stands_is_not_made_again(tmp_path: Path) -> None:
    kept = KeptFiles(tmp_path, ".png")
    kept.file("of this", lambda: b"made")
    assert kept.file("of this", pytest.fail) == kept.file("of this", pytest.fail)
    assert kept.file("of that", lambda: b"other").read_bytes() == b"other"
