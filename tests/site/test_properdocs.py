"""ProperDocs, which goes on where MkDocs 1 ends, builds the same site (decision 0005)."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.site.conftest import ROOT, Site

CONFIG = """\
INHERIT: {root}/mkdocs.yml
docs_dir: {docs}
theme: {{custom_dir: {root}/overrides}}
watch: []
strict: true
"""


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@pytest.mark.long
def test_properdocs_builds_the_same_bytes(
    aided: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", f"{ROOT}/scripts")
    docs = aided.folder.parent / "docs"
    config, site = tmp_path / "mkdocs.yml", tmp_path / "site"
    config.write_text(CONFIG.format(root=ROOT, docs=docs), "utf-8")
    command = [sys.executable, "-m", "properdocs", "build", "-q", "-f", str(config)]
    subprocess.run([*command, "-d", str(site)], check=True)
    ours, theirs = files(aided.folder), files(site)
    assert ours.keys() == theirs.keys()
    assert [name for name in ours if ours[name] != theirs[name]] == []
    assert b"MkDocs" not in theirs["index.html"]  # no generator's tag, which alone would differ
