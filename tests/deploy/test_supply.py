"""What the product is made of: listed, under licences that allow it, and made alike each time."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from make_sbom import bill, is_compatible, npm_parts, python_parts
from tests.archive import HOME, copy_config, make_archive

SAID = {"pypdfium2": "BSD-3-Clause, Apache-2.0, dependency licenses"}
"""What is said of a package in words that are no list, and was looked at: PDFium is under BSD and
Apache-2.0, what it holds of others under MIT, BSD, FTL, IJG, libtiff and Zlib."""


def test_every_locked_package_is_listed_with_its_hashes() -> None:
    told = bill()
    assert told["bomFormat"] == "CycloneDX" and told["specVersion"] == "1.6"
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", told["serialNumber"])
    listed = {one["purl"]: one for one in told["components"]}
    lock = (HOME / "requirements.lock").read_text("utf-8")
    pinned = re.findall(r"^([\w.-]+)==([^\s;\\]+)", lock, re.M)
    names = ((name.lower().replace("_", "-").replace(".", "-"), v) for name, v in pinned)
    assert {f"pkg:pypi/{name}@{version}" for name, version in names} <= set(listed)
    packages = json.loads((HOME / "admin" / "package-lock.json").read_text("utf-8"))["packages"]
    assert len([purl for purl in listed if purl.startswith("pkg:npm/")]) == len(
        {(p.rpartition("node_modules/")[2], t["version"]) for p, t in packages.items() if p}
    )
    sums = {
        sum_["content"]
        for one in listed.values()
        for each in (one, *one.get("externalReferences", ()))
        for sum_ in each.get("hashes", ())
    }
    assert sums >= set(re.findall(r"--hash=sha256:([0-9a-f]{64})", lock))
    assert listed["pkg:pypi/mkdocs@1.6.1"]["scope"] == "required"
    assert next(c for p, c in listed.items() if p.startswith("pkg:pypi/pytest@"))["scope"] == (
        "excluded"
    )
    assert bill() == told


def test_the_product_is_made_of_what_its_licence_allows() -> None:
    parts = [*python_parts(), *npm_parts()]
    needed = [part for part in parts if part.needed]
    wrong = [
        part
        for part in needed
        if not is_compatible(part.licence) and SAID.get(part.name) != part.licence
    ]
    assert wrong == [] and len(needed) > 60
    assert not [part for part in parts if re.search(r"\bA?GPL", part.licence)]


@pytest.mark.parametrize(
    "licence, allowed",
    [
        ("MIT", True),
        ("BSD-3-Clause AND 0BSD AND MIT", True),
        ("GPL-3.0-only OR MIT", True),
        ("GPL-3.0-or-later", False),
        ("MIT AND AGPL-3.0-only", False),
        ("GNU General Public License v3 (GPLv3)", False),
        ("", False),
        ("UNKNOWN", False),
    ],
)
def test_which_licences_are_allowed(licence: str, allowed: bool) -> None:
    assert is_compatible(licence) == allowed


def test_what_a_site_is_imported_from_is_checked() -> None:
    for name in ("Makefile", "scripts/aidstories/founding/files/makefile.txt"):
        text = (HOME / name).read_text("utf-8")
        recipe = text.partition("\nsite: import")[2].partition("\n\n")[0]
        assert 0 < recipe.index("aidstories check") < recipe.index("aidstories build")


def test_only_what_is_locked_is_installed() -> None:
    text = (HOME / "Makefile").read_text("utf-8")
    installs = re.findall(r"pip install .*", text)
    assert len(installs) >= 5
    for line in installs:
        assert "--require-hashes" in line or line.endswith("--no-build-isolation -e .")
    assert "npm ci --ignore-scripts" in text and "npm install" not in text


# Made alike each time

PLACES = (
    {"TZ": "Asia/Shanghai", "LANG": "zh_CN.UTF-8", "PYTHONHASHSEED": "1"},
    {"TZ": "America/Adak", "LANG": "de_DE.UTF-8", "PYTHONHASHSEED": "2"},
)
EPOCH = {"SOURCE_DATE_EPOCH": "1700000000"}


def files(folder: Path) -> dict[str, str]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in found
    }


@pytest.mark.long
def test_a_site_is_built_alike_wherever_and_whenever(tmp_path: Path) -> None:
    built = []
    for number, place in enumerate(PLACES):
        archive = make_archive(tmp_path / f"folder {number}" / "archive")
        shutil.copytree(HOME / "overrides", archive.root / "overrides")
        for page in ("index.md", "tags.md", "search.md"):
            shutil.copy(HOME / "docs" / page, archive.docs)
        copy_config(archive.root)
        archive.add()
        for command in (["import", "-q"], ["build", "-q"]):
            run = [sys.executable, "-m", "aidstories", "--root", str(archive.root), *command]
            subprocess.run(run, env=os.environ | place | EPOCH, check=True, capture_output=True)
        built.append(files(archive.root / "site"))
    assert built[0] == built[1] and len(built[0]) > 100 and "manifest.json" in built[0]


@pytest.mark.long
def test_a_wheel_and_a_source_distribution_are_made_alike(tmp_path: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=HOME, check=True, capture_output=True
    ).stdout
    editors = ("docs/stories/", "docs/ledgers/", "seeds/", "tests/")
    names = [n for n in os.fsdecode(listed).split("\0") if n and not n.startswith(editors)]
    names.append("seeds/seeds.toml")
    made = []
    for number, place in enumerate(PLACES):
        home = tmp_path / f"{number}" / "home"
        for name in names:
            (home / name).parent.mkdir(parents=True, exist_ok=True)
            if (HOME / name).is_file():
                shutil.copy(HOME / name, home / name)
        out = tmp_path / f"{number}" / "out"
        out.mkdir()
        for make in ("build_wheel", "build_sdist"):
            code = f"from setuptools import build_meta as b; b.{make}({str(out)!r})"
            run = [sys.executable, "-c", code]
            env = os.environ | place | EPOCH
            subprocess.run(run, cwd=home, env=env, check=True, capture_output=True)
        made.append(files(out))
    assert made[0] == made[1] and len(made[0]) == 2


DIGEST = f"sha256:{'0123456789abcdef' * 4}"
_PINNED = re.compile(r"@sha256:[0-9a-f]{64}")


def loose(text: str) -> list[str]:
    """Return the images that a Dockerfile or a workflow takes without a digest."""
    named = re.findall(r"^(?:FROM|\s*(?:- )?(?:image|container):)\s+(\S+)", text, re.M)
    stages = re.findall(r"^FROM .* AS (\S+)", text, re.M)
    return [image for image in named if not _PINNED.search(image) and image not in stages]


def test_every_image_is_pinned() -> None:
    files = [HOME / "Dockerfile", *(HOME / "deploy").iterdir(), *(HOME / ".github").rglob("*.yml")]
    texts = {path.name: path.read_text("utf-8") for path in files}
    assert not {name: loose(text) for name, text in texts.items() if loose(text)}
    assert len(_PINNED.findall(texts["Dockerfile"])) == 3


def test_an_image_without_a_digest_is_found() -> None:
    pinned = f"node:20@{DIGEST}"
    assert loose(f"FROM {pinned} AS one\nFROM one\nFROM nginx:1\n") == ["nginx:1"]
    assert loose(f"    image: {pinned[:-1]}\n    container: redis") == [pinned[:-1], "redis"]


@pytest.mark.parametrize("known", [True, False])
def test_images_are_pinned_all_or_none(tmp_path: Path, known: bool) -> None:
    docker = tmp_path / "bin" / "docker"
    docker.parent.mkdir()
    alone = "" if known else 'case "$4" in node:*) ;; *) echo "no such host" >&2; exit 1 ;; esac'
    docker.write_text(f"#!/bin/sh\n{alone}\necho {DIGEST}\n", "utf-8")
    docker.chmod(0o755)
    written = _PINNED.sub("", (HOME / "Dockerfile").read_text("utf-8"))
    (tmp_path / "Dockerfile").write_text(written, "utf-8")
    path = f"{docker.parent}:{os.environ['PATH']}"
    for _ in range(2):  # a digest gives way to the next one
        done = subprocess.run(
            [HOME / "scripts" / "pin_images", tmp_path],
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
        )
        assert (done.returncode == 0) == known
    now = (tmp_path / "Dockerfile").read_text("utf-8")
    if known:
        assert re.sub(f"@{DIGEST}", "", now) == written
        assert now.count(f"@{DIGEST}") == written.count("\nFROM ") == 3
    else:
        assert now == written and "查不到摘要" in done.stderr and "no such host" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["Dockerfile", "bin"]


def test_fuzzing_fails_where_one_target_falls_and_runs_the_others(tmp_path: Path) -> None:
    python = tmp_path / "bin" / "python"
    python.parent.mkdir()
    python.write_text('#!/bin/sh\necho "ERROR of $3"\ntest "$3" != two || exit 77\n', "utf-8")
    python.chmod(0o755)
    shutil.copy(HOME / "Makefile", tmp_path)
    made = ["-o", "ocr", "-o", f"{tmp_path}/.installed"]
    done = subprocess.run(
        ["make", *made, "fuzz", f"FUZZ={tmp_path}", "TARGETS=one two three"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode != 0 and "没有守住的： two，" in done.stdout
    assert [line for line in done.stdout.splitlines() if "ERROR" in line] == [
        f"ERROR of {target}" for target in ("one", "two", "three")
    ]
