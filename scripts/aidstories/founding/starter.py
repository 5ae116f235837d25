"""The files of a new archive, made from the templates and from what an editor said of it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from importlib.metadata import version
from importlib.resources import files
from string import Template

from aidstories.founding.answers import LANGUAGES, Answers
from aidstories.stories.checks.schema import SCHEMA

SCHEMA_FILE = f"docs/data/{SCHEMA}"
"""Made from the archive's own fields.csv, so never copied."""
_CONFIG, _MANIFEST = "mkdocs.yml", "overrides/manifest.webmanifest"
_PROGRAMMES, _CATALOGUE = "docs/data/programmes.csv", "seeds/seeds.toml"
_OWN = {
    "README.md": "readme",
    "Makefile": "makefile",
    "requirements.txt": "requirements",
    ".gitattributes": "gitattributes",
    ".gitignore": "gitignore",
    ".github/workflows/check.yml": "check",
    ".github/workflows/publish.yml": "publish",
    "docs/index.md": "index",
}
"""Files that this program's own archive has otherwise, by the name of their text in ``files``."""
ONCE = frozenset({"README.md", "docs/index.md", _CATALOGUE})
"""What is the editor's from the first day on: an upgrade leaves it alone."""
_DECISIONS = re.compile(r"\[([^\[\]]*)\]\((?>(?:\.\./)*)decisions/[^()\n]*+\)")
_OF_DECISIONS = re.compile(r"^(?=.*\bdecisions\b).*+\n", re.M)
_OPTIONS = re.compile(r"^  - aidstories$", re.M)


def installed_version() -> str:
    """Return the version of the program."""
    return version("aidstories")


def starter(templates: Mapping[str, bytes], answers: Answers, release: str) -> dict[str, bytes]:
    """Return every file of a new archive by its path; ``release`` is the program's version."""
    made = {path: data for path, data in templates.items() if path != SCHEMA_FILE}
    for path in made:
        if path.endswith(".md"):
            made[path] = _changed(made[path], lambda text: _DECISIONS.sub(r"\1", text))
    changes: dict[str, Callable[[str], str]] = {
        _CONFIG: lambda text: _configuration(text, answers),
        _MANIFEST: lambda text: _manifest(text, answers),
        _PROGRAMMES: lambda text: _programmes(text, answers.region),
        _CATALOGUE: _empty_catalogue,
    }
    made |= {path: _changed(made[path], change) for path, change in changes.items()}
    title = json.dumps(answers.name, ensure_ascii=False)  # YAML takes it whatever it holds
    words = {"name": answers.name, "title": title, "about": answers.about, "version": release}
    for path, name in _OWN.items():
        text = files("aidstories.founding").joinpath("files", f"{name}.txt").read_text("utf-8")
        made[path] = Template(text).substitute(words).encode("utf-8")
    return dict(sorted(made.items()))


def _changed(data: bytes, change: Callable[[str], str]) -> bytes:
    return change(_text(data)).encode("utf-8")


def _text(data: bytes) -> str:
    return data.decode("utf-8")


def _configuration(text: str, answers: Answers) -> str:
    """Return mkdocs.yml with the archive's own name, without the pages for developers."""
    about = f"收录{answers.about}的新闻报道，逐字校勘，注明出处。"
    text = _OF_DECISIONS.sub("", text)
    for key, value in (("site_name", answers.name), ("site_description", about)):
        line = f"{key}: {json.dumps(value, ensure_ascii=False)}".replace("\\", r"\\")
        text = re.sub(rf"^{key}: .*$", line, text, flags=re.M)
    if answers.languages == LANGUAGES[-1]:
        return text
    listed = ", ".join(answers.languages)
    return _OPTIONS.sub(f"  - aidstories:\n      languages: [{listed}]", text)


def _manifest(text: str, answers: Answers) -> str:
    values = json.loads(text) | {"name": answers.name, "short_name": answers.name}
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def _programmes(text: str, region: str) -> str:
    """Return the general programmes, and those of ``region`` or a place in it."""
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    zh, broader, where = map(header.index, ("zh", "broader", "region"))

    province = region.split("/")[0]

    def concerns(place: str) -> bool:
        return not place or (province != "" and f"{place}/".startswith(f"{province}/"))

    kept = [row for row in rows if concerns(row[where])]
    names = {row[zh] for row in kept}
    for row in kept:
        row[broader] = "|".join(name for name in row[broader].split("|") if name in names)
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\n").writerows([header, *kept])
    return written.getvalue()


def _empty_catalogue(text: str) -> str:
    """Return what the catalogue says of itself, without its captures."""
    return re.split(r"^\[\[seed\]\]", text, maxsplit=1, flags=re.M)[0].rstrip() + "\n"
