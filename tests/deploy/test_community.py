"""What a Git host shows and runs beside the workflows: citation, templates, renewals."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.archive import HOME

GITHUB = HOME / ".github"
FORMS = sorted((GITHUB / "ISSUE_TEMPLATE").glob("[0-9]*.yml"))
PROJECT = tomllib.loads((HOME / "pyproject.toml").read_text("utf-8"))["project"]

CFF_KEYS = (
    "abstract authors cff-version commit contact date-released doi identifiers keywords license "
    "license-url message preferred-citation references repository repository-artifact "
    "repository-code title type url version"
)
"""Keys of the Citation File Format 1.2.0, guide to the schema."""


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def citation_faults(given: dict[str, Any]) -> Iterator[str]:
    """Yield what the Citation File Format 1.2.0 does not allow in a citation."""
    yield from (f"unknown: {key}" for key in given if key not in CFF_KEYS.split())
    needed = ("authors", "cff-version", "message", "title")
    yield from (f"missing: {key}" for key in needed if not given.get(key))
    if given.get("cff-version") != "1.2.0":
        yield "version of the format"
    if given.get("type") not in ("software", "dataset"):
        yield "type"
    for author in given.get("authors", ()):
        if not author.keys() & {"name", "family-names", "given-names", "alias"}:
            yield "author without a name"


def test_the_citation_is_valid() -> None:
    citation = read(HOME / "CITATION.cff")
    assert list(citation_faults(citation)) == []
    assert citation["license"] == PROJECT["license"]
    assert citation["title"] in PROJECT["description"]
    assert "version" not in citation  # it stands in pyproject.toml


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"subtitle": "x"}, "unknown: subtitle"),
        ({"message": ""}, "missing: message"),
        ({"cff-version": "1.1"}, "version of the format"),
        ({"type": "book"}, "type"),
        ({"authors": [{"orcid": "x"}]}, "author without a name"),
    ],
)
def test_faults_of_a_citation_are_seen(change: dict[str, Any], fault: str) -> None:
    assert list(citation_faults(read(HOME / "CITATION.cff") | change)) == [fault]


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_is_one(path: Path) -> None:
    form = read(path)
    assert form["name"] and form["description"]
    ids = [item["id"] for item in form["body"]]
    assert len(set(ids)) == len(ids)
    for item in form["body"]:
        assert item["type"] in ("input", "textarea", "checkboxes")
        assert item["attributes"]["label"]
    assert any(item.get("validations", {}).get("required") for item in form["body"])


def test_editors_have_forms_in_chinese_and_developers_theirs() -> None:
    names = [read(path)["name"] for path in FORMS]
    assert names[:3] == ["报错", "更正一篇报道", "提供原稿"] and "developers" in names[3]


def test_readers_can_open_an_issue_with_a_prepared_text() -> None:
    assert read(GITHUB / "ISSUE_TEMPLATE" / "config.yml") == {"blank_issues_enabled": True}


def test_renewals_know_every_place_with_dependencies() -> None:
    rules = {rule["package-ecosystem"]: rule for rule in read(GITHUB / "dependabot.yml")["updates"]}
    assert rules.keys() == {"pip", "npm", "github-actions"}
    found = (path for room in ("admin", "tests") for path in (HOME / room).rglob("package.json"))
    folders = [p.parent.relative_to(HOME) for p in found if "node_modules" not in p.parts]
    assert set(rules["npm"]["directories"]) == {f"/{folder.as_posix()}" for folder in folders}


def test_what_is_pinned_by_decision_is_not_renewed() -> None:
    pinned = {line.split("==")[0] for line in PROJECT["dependencies"] if "==" in line}
    pip = read(GITHUB / "dependabot.yml")["updates"][0]
    assert {rule["dependency-name"] for rule in pip["ignore"]} == pinned
