"""The editor's configuration follows the field table and the authorities."""

import inspect
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from aidstories.site.editor import (
    PACKAGED,
    bundle_folder,
    configuration,
    editor_files,
    hosts,
    left_out,
    unknown_types,
)
from aidstories.site.policy import editor_policy, policy
from aidstories.stories.format.front_matter import read_front_matter
from aidstories.stories.format.layout import EVIDENCE_KEYS, FIGURE_KEYS, PERSON_KEYS
from tests.archive import HOME, TABLES

VALUELESS = ("_places", "_notes")
"""Parts of the form that no file holds."""
OWN = ("seed", "seed_sha256", "seed_part")
BACKENDS = {
    "github": {"name": "github", "repo": "owner/archive", "branch": "main"},
    "gitlab": {"name": "gitlab", "repo": "owner/archive"},
    "gitea": {"name": "gitea", "repo": "o/a", "api_root": "https://git.example/api/v1"},
}


def made(backend: dict[str, str] | None = None) -> dict[str, Any]:
    return configuration(TABLES, {"backend": backend}, "档案", "https://archive.example/")


def forms(config: dict[str, Any]) -> dict[str, Any]:
    fields = config["collections"][0]["fields"]
    return {form["name"]: form for form in fields if form["name"] not in VALUELESS}


def test_every_field_has_a_form_with_its_label() -> None:
    fields = TABLES.fields
    assert unknown_types(field.type for name, field in fields.items() if name not in OWN) == ()
    config = made()
    shown = forms(config)
    assert shown.keys() == fields.keys() - set(OWN) | {"body"}
    for name, form in shown.items():
        assert name == "body" or form["label"] == fields[name].zh
        assert name == "body" or form["required"] is fields[name].required
    assert [entry["name"] for entry in config["fields"]] == list(fields)


def test_values_are_those_of_the_authorities() -> None:
    shown = forms(made())
    places, programmes = TABLES.authority("places"), TABLES.authority("programmes")
    assert set(shown["regions"]["options"]) == set(shown["donors"]["options"]) == set(places)
    assert tuple(shown["programs"]["options"]) == programmes
    assert [o["value"] for o in shown["status"]["options"]] == list(TABLES.fields["status"].values)
    assert {o["label"] for o in shown["year_basis"]["options"]} == {
        *("文中写明", "由文中推得", "不知道")
    }


def test_forms_of_lists_have_the_keys_of_the_file() -> None:
    shown = forms(made())
    assert [part["name"] for part in shown["byline"]["fields"]] == list(PERSON_KEYS)
    assert {part["name"] for part in shown["evidence"]["fields"]} == set(EVIDENCE_KEYS)
    for kind in shown["figures"]["types"]:
        assert {part["name"] for part in kind["fields"]} == set(FIGURE_KEYS)
    (picture,) = (kind for kind in shown["figures"]["types"] if kind["name"] == "image")
    assert all(part.get("required", True) for part in picture["fields"]), "caption and credit too"


@pytest.mark.parametrize("name", ["id", "published"])
def test_patterns_let_through_what_stories_have(name: str) -> None:
    pattern = forms(made())[name]["pattern"][0]
    for path in (HOME / "docs/stories").glob("*/*.md"):
        value = read_front_matter(path.read_text("utf-8"), path.name).values.get(name)
        assert value is None or (isinstance(value, str) and re.search(pattern, value))
    for value in ("2025?", "2025~", "XXXX-03-16", "[2021..2023]", "2021-12/2022-01"):
        assert name == "id" or re.search(pattern, value)
    assert not re.search(pattern, "去年")


@pytest.mark.parametrize("backend", [None, *BACKENDS.values()], ids=lambda b: b and b["name"])
def test_sveltia_knows_every_option(packages: Path, backend: dict[str, str] | None) -> None:
    config = made(backend)
    del config["fields"], config["words"]  # ours: what the file format and the preview need
    schema = json.loads((packages / "@sveltia/cms/schema/sveltia-cms.json").read_text("utf-8"))
    jsonschema.Draft7Validator(schema).validate(config)


def test_a_wrong_option_is_not_valid(packages: Path) -> None:
    """The schema is strict enough to be worth asking."""
    schema = json.loads((packages / "@sveltia/cms/schema/sveltia-cms.json").read_text("utf-8"))
    config = made()
    del config["fields"], config["words"]
    config["publish_mode"] = "editorial"
    assert not jsonschema.Draft7Validator(schema).is_valid(config)


@pytest.mark.parametrize(
    ("backend", "mode", "asked"),
    [
        (None, "simple", ()),
        (BACKENDS["github"], "editorial_workflow", ("https://api.github.com",)),
        (BACKENDS["gitlab"], "editorial_workflow", ("https://gitlab.com",)),
        (BACKENDS["gitea"], "simple", ("https://git.example",)),
    ],
)
def test_a_git_host_reviews_changes_where_it_can(
    backend: dict[str, str] | None, mode: str, asked: tuple[str, ...]
) -> None:
    assert made(backend)["publish_mode"] == mode
    assert hosts({"backend": backend}) == asked


def test_the_policy_is_the_sites_with_what_the_editor_needs() -> None:
    site = dict(rule.split(" ", 1) for rule in policy().split("; "))
    own = dict(rule.split(" ", 1) for rule in editor_policy().split("; "))
    same = {name for name, value in site.items() if own[name] == value}
    assert site.keys() - same == {"style-src", "img-src", "connect-src"}
    assert own["script-src"] == "'self'" and "http" not in editor_policy()
    hosted = editor_policy(hosts({"backend": BACKENDS["github"]}))
    assert hosted.count("https://") == 1 and "https://api.github.com" in hosted


def test_nothing_is_written_without_a_bundle(tmp_path: Path) -> None:
    def files(bundle: str | bool) -> list[tuple[str, str | Path]]:
        return list(editor_files(TABLES, {"bundle": bundle}, "", name="x", url=None))

    assert files("") == files(False) == files(str(tmp_path)) == []
    (tmp_path / "editor.js").write_text("", "utf-8")
    addresses = [address for address, _ in files(str(tmp_path))]
    assert addresses == ["admin/index.html", "admin/config.json", "admin/cms/editor.js"]


@pytest.mark.parametrize("options", [None, True, {}, {"bundle": True}, {"backend": {}}])
def test_the_program_has_the_bundle_of_a_site_that_names_none(options: Any) -> None:
    assert bundle_folder(options) == PACKAGED
    assert PACKAGED.parent == Path(inspect.getfile(bundle_folder)).parent


@pytest.mark.parametrize("options", [False, {"bundle": False}, {"bundle": ""}])
def test_a_site_may_want_no_editor(options: Any) -> None:
    assert bundle_folder(options) is None and left_out(options) is None


def test_an_editor_that_is_left_out_is_said_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = {"bundle": str(tmp_path)}
    for language, said in (("zh_CN.UTF-8", "make admin"), ("en_GB.UTF-8", "run make admin")):
        monkeypatch.setenv("LC_ALL", language)
        line = left_out(wanted)
        assert line and said in line and "\n" not in line and "/admin/" in line
    (tmp_path / "editor.js").write_text("", "utf-8")
    assert left_out(wanted) is None
