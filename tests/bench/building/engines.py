"""The programs that are measured: how each has the same stories, builds them and serves them."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from aidstories.model import Role, Story
from tests.site.conftest import ROOT, copy_docs


class Engine(NamedTuple):
    """A program. Commands run in the project's folder; ``again`` is its own fast way to renew.

    A site is built into ``site``; of a full build that and ``kept`` are removed before.
    """

    name: str
    prepare: Callable[[Path, Sequence[Story]], None]
    build: tuple[str, ...]
    again: tuple[str, ...]
    serve: tuple[str, ...]
    site: str
    kept: tuple[str, ...] = ()

    def serving(self, port: int) -> list[str]:
        """Return the command that serves the project at ``port``."""
        return [part.format(port=port) for part in self.serve]


MKDOCS_YML = """\
site_name: 报道
theme: {name: material, language: zh, font: false}
nav: [index.md, tags.md]
not_in_nav: /stories/
plugins:
  - search: {separator: '[\\s\\u200b\\-、。，．？！；：“”]+'}
  - tags
"""
HUGO_TOML = """\
baseURL = "/"
title = "报道"
languageCode = "zh"
hasCJKLanguage = true
[taxonomies]
region = "regions"
donor = "donors"
program = "programs"
year = "years"
"""
FRAME = """\
<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><nav><a href="/">报道</a></nav><main>{{ block "main" . }}{{ end }}</main></body></html>
"""
LIST = """\
{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range (.Paginate .Pages 20).Pages }}
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Date.Format "2006-01-02" }}</li>{{ end }}
</ul>{{ template "_internal/pagination.html" . }}{{ end }}
"""
SINGLE = """\
{{ define "main" }}<article><h1>{{ .Title }}</h1>{{ range $name, $_ := .Site.Taxonomies }}
{{ range $.GetTerms $name }}<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ end }}{{ end }}
{{ .Content }}</article>{{ end }}
"""


def _ours(folder: Path, stories: Sequence[Story]) -> None:
    copy_docs(folder / "docs", list(stories))
    shutil.copy(ROOT / "mkdocs.yml", folder)
    shutil.copytree(ROOT / "overrides", folder / "overrides")


def _material(folder: Path, stories: Sequence[Story]) -> None:
    (folder / "mkdocs.yml").write_text(MKDOCS_YML, "utf-8")
    for story in stories:
        d = story.description
        tags = [*d.regions, *d.donors, *d.programs, *filter(None, [d.year and str(d.year)])]
        _page(folder / "docs", story, {"tags": tags})
    (folder / "docs/index.md").write_text("# 报道\n", "utf-8")
    (folder / "docs/tags.md").write_text("# 标签\n\n<!-- material/tags -->\n", "utf-8")


def _hugo(folder: Path, stories: Sequence[Story]) -> None:
    (folder / "hugo.toml").write_text(HUGO_TOML, "utf-8")
    layouts = {"baseof": FRAME, "list": LIST, "single": SINGLE}
    for name, text in layouts.items():
        file = folder / f"layouts/_default/{name}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    for story in stories:
        d = story.description
        said = {"date": d.published, "regions": d.regions, "donors": d.donors}
        _page(folder / "content", story, said | {"programs": d.programs, "years": [str(d.year)]})


def _page(folder: Path, story: Story, said: dict[str, object]) -> None:
    """Write a story as Markdown with its front matter, which is JSON, and so YAML too."""
    file = folder / f"stories/{story.description.year}/{story.id}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    title = story.article.first(Role.TITLE) or ""
    head = chain([("title", title)], said.items())
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in head]
    body = "\n\n".join(story.article.texts(Role.PARAGRAPH))
    file.write_text("\n".join(["---", *lines, "---", "", body, ""]), "utf-8")


_AIDSTORIES = (sys.executable, "-m", "aidstories")
_MKDOCS = (sys.executable, "-m", "mkdocs")
ENGINES = {
    engine.name: engine
    for engine in (
        Engine(
            name="ours",
            prepare=_ours,
            build=(*_AIDSTORIES, "build", "-q"),
            again=(*_AIDSTORIES, "build", "-q"),
            serve=(*_AIDSTORIES, "serve", "-a", "127.0.0.1:{port}"),
            site="site",
            kept=(".cache",),
        ),
        Engine(
            name="material",
            prepare=_material,
            build=(*_MKDOCS, "build", "-q"),
            again=(*_MKDOCS, "build", "-q", "--dirty"),
            serve=(*_MKDOCS, "serve", "-q", "--dirty", "-a", "127.0.0.1:{port}"),
            site="site",
        ),
        Engine(
            name="hugo",
            prepare=_hugo,
            build=("hugo", "--quiet"),
            again=("hugo", "--quiet"),
            serve=("hugo", "server", "--quiet", "--bind", "127.0.0.1", "--port", "{port}"),
            site="public",
        ),
    )
}
