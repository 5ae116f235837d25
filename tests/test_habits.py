"""What keeps the repository in order agrees with itself: layout of files, hooks, words."""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.archive import HOME

MAKEFILE = (HOME / "Makefile").read_text("utf-8")
PYPROJECT = tomllib.loads((HOME / "pyproject.toml").read_text("utf-8"))
BUNDLED = "scripts/aidstories/site/cms/"
"""What `make admin` makes; it is in no commit."""
EDITORS = ("seeds/", "docs/stories/", "docs/ledgers/", "docs/data/")
"""What editors write and programs keep for them; `check` looks after these."""
KEPT_AS_THEY_ARE = (*EDITORS, "tests/captures/", "tests/gold/", BUNDLED)
ROOMS = ("admin", "deploy", "docs", "overrides", "scripts", "tests", ".github", ".ci")
TEXT = ["py", "js", "mjs", "css", "html", "md", "toml", "yml", "csv", "tsv", "json", "po"]


def texts() -> Iterator[Path]:
    """Yield the paths, relative to the root, of all text files that follow ``.editorconfig``."""
    tops = (top for room in ROOMS for top in sorted((HOME / room).iterdir()))
    mine = [top for top in tops if f"{top.relative_to(HOME).as_posix()}/" not in EDITORS]
    rooms = (
        path for top in mine for path in ([top] if top.is_file() else sorted(top.rglob("*.*")))
    )
    for path in (*HOME.glob("*.*"), *rooms):
        name = path.relative_to(HOME)
        kept = name.as_posix().startswith(KEPT_AS_THEY_ARE) or "node_modules" in name.parts
        if path.suffix[1:] in TEXT and not kept:
            yield name


def faults(name: str, data: bytes) -> Iterator[str]:
    """Yield what in the bytes of a file ``.editorconfig`` does not allow."""
    text = data.decode("utf-8")
    if text.startswith("\ufeff"):
        yield "byte order mark"
    if "\r" in text:
        yield "line end"
    if text and not text.endswith("\n"):
        yield "no final newline"
    if not name.endswith(".tsv") and re.search(r"[ \t]$", text, re.M):
        yield "trailing white space"
    if name.endswith((".py", ".js", ".css", ".html", ".yml")) and re.search(r"^ *\t", text, re.M):
        yield "tab"


@pytest.mark.parametrize(
    ("name", "data", "fault"),
    [
        ("a.md", b"x \ny\n", "trailing white space"),
        ("a.md", b"x\r\n", "line end"),
        ("a.md", b"x", "no final newline"),
        ("a.csv", b"\xef\xbb\xbfx\n", "byte order mark"),
        ("a.py", b"if x:\n\ty\n", "tab"),
    ],
)
def test_a_fault_of_layout_is_seen(name: str, data: bytes, fault: str) -> None:
    assert list(faults(name, data)) == [fault]
    assert list(faults("a.tsv", b"x\t\n")) == []


def test_files_follow_the_editorconfig() -> None:
    names = list(texts())
    assert len(names) > 300
    found = {str(n): list(faults(n.name, (HOME / n).read_bytes())) for n in names}
    assert {name: said for name, said in found.items() if said} == {}


def lints() -> list[str]:
    return str(re.findall(r"^LINTS := (.*)$", MAKEFILE, re.M)[0]).split()


def test_the_hooks_are_the_lints() -> None:
    config = HOME / ".pre-commit-config.yaml"
    (repo,) = yaml.safe_load(config.read_text("utf-8"))["repos"]
    assert repo["repo"] == "local"
    assert [hook["entry"] for hook in repo["hooks"]] == [f"make {name}" for name in lints()]
    assert all(hook["language"] == "system" for hook in repo["hooks"])
    run = [sys.executable, "-m", "pre_commit", "validate-config", str(config)]
    assert subprocess.run(run, check=False).returncode == 0


def test_the_tests_begin_with_the_lints() -> None:
    assert re.search(r"^lint: \$\(LINTS\) ##", MAKEFILE, re.M)
    assert re.search(r"^test: .*\n.*\$\(MAKE\) .*\blint\b", MAKEFILE, re.M)
    for name in lints():
        assert re.search(rf"^{name}: setup\n\t\$\(RUN\)/", MAKEFILE, re.M), name


def test_words_that_the_spelling_passes_over_are_needed() -> None:
    words = PYPROJECT["tool"]["typos"]["default"]["extend-words"]
    text = "".join((HOME / n).read_text("utf-8") for n in texts() if n != Path("pyproject.toml"))
    assert [word for word in words if word not in text.lower()] == []


def test_the_floor_of_coverage_only_rises() -> None:
    pinned = tomllib.loads((HOME / "tests/gold/floors.toml").read_text("utf-8"))["coverage"]
    assert PYPROJECT["tool"]["coverage"]["run"]["branch"] is True
    assert PYPROJECT["tool"]["coverage"]["report"]["fail_under"] >= pinned["fail_under"]


CHANGELOG = (HOME / "CHANGELOG.md").read_text("utf-8")


def test_the_changelog_has_the_version_with_its_date() -> None:
    heads = re.findall(r"^## (.*)$", CHANGELOG, re.M)
    form = re.compile(r"\[(\d+)\.(\d+)\.(\d+)\] - 20\d\d-\d\d-\d\d")
    released = [found for head in heads[1:] if (found := form.fullmatch(head))]
    assert heads[0] == "[Unreleased]" and len(released) == len(heads) - 1
    versions = [tuple(map(int, found.groups())) for found in released]
    assert versions == sorted(versions, reverse=True)
    assert PYPROJECT["project"]["version"] == ".".join(map(str, versions[0]))


def test_changes_are_kinds_of_keep_a_changelog() -> None:
    kinds = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    assert set(re.findall(r"^### (.*)$", CHANGELOG, re.M)) <= kinds


def test_the_version_stands_in_one_place() -> None:
    program = [name for name in texts() if name.parts[0] == "scripts"]
    assert not [n for n in program if "__version__" in (HOME / n).read_text("utf-8")]
