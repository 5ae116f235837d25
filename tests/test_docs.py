"""The words about the program agree with the program."""

import csv
import re
import tomllib
from pathlib import Path

import click
import pytest
import yaml
from click import Command

from aidstories.cli import main
from aidstories.cli.importing import ACTIONS
from aidstories.model import Kind, Role
from aidstories.stories.format.layout import KEYS, PAGE_KEYS
from aidstories.stories.format.parse import parse_story
from aidstories.stories.format.serialize import serialize
from aidstories.stories.importing.decisions import decidable
from aidstories.stories.importing.plan import Action
from tests.archive import HOME, TABLES

GUIDE = HOME / "docs" / "guide"
DECISIONS = sorted((HOME / "docs" / "decisions").glob("0*.md"))


def _read(*parts: str) -> str:
    return HOME.joinpath(*parts).read_text(encoding="utf-8")


COMMANDS = _read("docs", "guide", "commands.md")
MAKEFILE = _read("Makefile")
TARGETS = re.findall(r"^([a-z][a-z-]*):.*##", MAKEFILE, re.M)
OWN = [c for c in main.commands.values() if c.name != "build"]


def _section(name: str) -> str:
    return COMMANDS.split(f"\n## {name}", 1)[1].split("\n## ", 1)[0]


@pytest.mark.parametrize("command", main.commands.values(), ids=lambda c: c.name)
def test_commands_are_explained(command: Command) -> None:
    assert f"`aidstories {command.name}" in COMMANDS


@pytest.mark.parametrize("command", OWN, ids=lambda c: c.name)
def test_options_are_explained_and_exist(command: Command) -> None:
    inside = command.commands.values() if isinstance(command, click.Group) else ()
    options = {
        o
        for p in (p for c in (command, *inside) for p in c.params)
        if isinstance(p, click.Option)
        for o in (*p.opts, *p.secondary_opts)
    }
    described = set(re.findall(r"`(--?[a-z-]+)", _section(command.name or "")))
    assert described == options


def test_exit_statuses() -> None:
    table = re.findall(r"^\| (\d) \|", _section("退出状态"), re.M)
    assert table == ["0", "1", "2"]


def test_outcomes_of_the_import() -> None:
    assert ACTIONS.keys() == set(Action)
    rows = re.findall(r"^\| (\S+) \|", _section("import"), re.M)
    assert {zh for zh, _ in ACTIONS.values()} <= set(rows)


def test_make_targets_are_explained_and_exist() -> None:
    assert set(re.findall(r"^\| `make ([a-z-]+)`", COMMANDS, re.M)) == set(TARGETS)
    phony = re.findall(r"^\.PHONY: (.*)$", MAKEFILE, re.M)[0].split()
    assert set(phony) == set(TARGETS)


PAGES = [
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "CODE_OF_CONDUCT.md",
    ".github/PULL_REQUEST_TEMPLATE.md",
    *(f"docs/guide/{p.name}" for p in GUIDE.glob("*.md")),
    *(f"docs/decisions/{p.name}" for p in DECISIONS),
]


@pytest.mark.parametrize("page", PAGES)
def test_commands_that_pages_name_exist(page: str) -> None:
    text = _read(*page.split("/"))
    assert set(re.findall(r"\bmake ([a-z-]+)", text)) <= set(TARGETS)
    assert set(re.findall(r"\baidstories ([a-z]+)\b", text)) <= set(main.commands)


def test_the_field_table_of_the_guide() -> None:
    page = _read("docs", "guide", "front-matter.md")
    rows = re.findall(r"^\| `(\w+)` \| (\S+) \| \S+ \| (是?) *\| (.*) \|$", page, re.M)
    fields = TABLES.fields.values()
    assert [
        (n, zh, bool(r), note.replace("`{", "{").replace("}`", "}")) for n, zh, r, note in rows
    ] == [(f.name, f.zh, f.required, f.note) for f in fields]
    assert all(f"`{key}`" in page for key in PAGE_KEYS)


def test_every_field_that_is_written_is_in_the_table() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (HOME / "docs/guide").glob("f*"))
    example = source.split("```yaml\n")[1].split("```")[0]
    story = parse_story(example, "example.md")
    fields = TABLES.fields
    written = yaml.safe_load(serialize(story).text.split("---\n")[1])
    assert written.keys() <= fields.keys() and set(KEYS.values()) <= fields.keys()


def test_decidable_fields_are_named() -> None:
    page = _read("docs", "guide", "index.md")
    named = set(re.findall(r"`(\w+)`", page.split("可定的字段：")[1].split("\n")[0]))
    assert named == set(decidable(TABLES.fields))


def test_the_example_of_decisions_is_one() -> None:
    page = _read("docs", "guide", "index.md")
    (entry,) = tomllib.loads(page.split("```toml\n")[1].split("```")[0])["seed"]
    assert len(entry["decision"]) == 3


def test_the_glossary_has_the_words_of_the_model() -> None:
    page = _read("docs", "guide", "glossary.md")
    assert [kind for kind in Kind if not re.search(rf"\b{kind}\b", page)] == []
    assert (
        "seed" in page and len(Role) == page.split("| passage |")[1].split("|")[0].count("、") + 1
    )


def test_the_files_that_the_walk_throughs_name_exist() -> None:
    page = _read("CONTRIBUTING.md")
    walks = page.split("\n## Your first rule\n")[1].split("\n## Releasing\n")[0]
    named = set(re.findall(r"`((?:docs|tests|scripts|overrides)/[^`\s]*)`", walks))
    new = {"tests/site/test_gaps.py", "overrides/archive/gaps.html"}
    assert new <= named and len(named) > 10
    assert [name for name in sorted(named) if (HOME / name).exists() == (name in new)] == []


def test_the_first_field_is_a_row_of_the_table() -> None:
    walk = _read("CONTRIBUTING.md").split("## Your first field")[1]
    row = walk.split("```text\n")[1].split("\n")[0].strip()
    assert len(next(csv.reader([row]))) == len(
        _read("docs", "data", "fields.csv").split("\n")[0].split(",")
    )


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_says_when_why_what_and_what_follows(path: Path) -> None:
    text = path.read_text("utf-8")
    title = re.findall(r"^title: (.+)$", text, re.M)[0]
    number = path.stem.split("-")[0]
    assert re.search(rf"^# {number} {title}\n\n20\d\d-\d\d-\d\d，\S+。$", text, re.M)
    assert re.findall(r"^## (.+)$", text, re.M) == ["背景", "决定", "后果"]
    assert all(part.strip() for part in re.split(r"^## .+$", text, flags=re.M))


def test_the_list_of_decisions_is_whole() -> None:
    found = re.findall(
        r"^\| (\d{4}) \| \[(.+)\]\((.+)\) \| (\S+) \|$",
        _read("docs", "decisions", "index.md"),
        re.M,
    )
    expected = []
    for number, path in enumerate(DECISIONS, start=1):
        title, date = re.findall(r"^# \d{4} (.+)\n\n([\d-]+)，", path.read_text("utf-8"), re.M)[0]
        expected.append((f"{number:04}", title, path.name, date))
    assert found == expected


def test_links_of_the_guide_lead_somewhere() -> None:
    pages = [*(HOME.joinpath(*page.split("/")) for page in PAGES), HOME / "docs/decisions/index.md"]
    for page in pages:
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_repository_names_no_registry() -> None:
    hosts = ("pypi." + "org", "npmjs." + "org", "deb.debian" + ".org", "pythonhosted." + "org")
    for name in ("requirements.lock", "pyproject.toml", "Makefile", "scripts/ensure_browser"):
        assert not any(host in _read(*name.split("/")) for host in hosts)


def test_every_column_of_a_table_has_a_head() -> None:
    pages = [*DECISIONS, *GUIDE.glob("*.md"), *HOME.glob("*.md")]
    rows = re.compile(r"^\|[^\n]*\|\n\|[-:| ]+\|$", re.M)
    heads = [found for page in pages for found in rows.findall(page.read_text("utf-8"))]
    assert heads
    assert [head for head in heads if re.search(r"\|\s*\|", head.split("\n")[0])] == []
