"""The commands of the page about keeping an archive, run as they stand."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from aidstories.site.sealed import seal
from tests.archive import HOME, Archive, make_archive

PAGE = (HOME / "docs" / "guide" / "keeping.md").read_text("utf-8")
LINES = [
    shlex.split(line)
    for block in re.findall(r"^```sh\n(.*?)^```", PAGE, re.M | re.S)
    for line in block.splitlines()
]
STORY = ("new", "--title", "义诊", "--year", "2024", "--region", "西藏自治区/那曲市")


@pytest.fixture
def keys() -> Iterator[dict[str, str]]:
    """The environment of GPG with a key of its own; its socket wants a short path."""
    with tempfile.TemporaryDirectory(dir="/tmp") as home:
        Path(home).chmod(0o700)
        env = os.environ | {"GNUPGHOME": home}
        make = ["gpg", "--batch", "--passphrase", "", "--quick-gen-key", "editor@archive.example"]
        subprocess.run(make, env=env, check=True, capture_output=True)
        yield env
        subprocess.run(["gpgconf", "--kill", "all"], env=env, check=False, capture_output=True)


def test_the_commands_of_the_page_run(
    tmp_path: Path, keys: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = make_archive(tmp_path / "archive")
    text = tmp_path / "text.txt"
    text.write_text("医疗队在乡里义诊。", "utf-8")
    assert archive.run(*STORY, "--text", text).exit_code == 0
    (archive.root / "site").mkdir()
    (archive.root / "site" / "index.html").write_text("<p>a", "utf-8")
    seal(archive.root / "site", None, ())
    monkeypatch.chdir(archive.root)
    for program, *arguments in LINES:
        if program == ".venv/bin/aidstories":
            at = arguments[:2] == ["--root", "../huifu"]
            home = Archive(tmp_path / "huifu") if at else archive
            done = home.run(*(arguments[2:] if at else arguments))
            assert done.exit_code == 0, done.output
        else:
            subprocess.run([program, *arguments], env=keys, check=True, capture_output=True)
    assert len(LINES) == 9
    manifest = archive.paths.manifest
    assert (tmp_path / "huifu" / "manifest.json").read_bytes() == manifest.read_bytes()


def test_another_manifest_is_not_what_was_signed(tmp_path: Path, keys: dict[str, str]) -> None:
    (tmp_path / "manifest.json").write_text("{}", "utf-8")
    sign, check = (["gpg", *line[1:]] for line in LINES[-2:])
    subprocess.run(sign, env=keys, cwd=tmp_path, check=True, capture_output=True)
    (tmp_path / "manifest.json").write_text("[]", "utf-8")
    done = subprocess.run(check, env=keys, cwd=tmp_path, check=False, capture_output=True)
    assert done.returncode != 0
