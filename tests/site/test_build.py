"""What the build says of bad input."""

from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from aidstories.site.incremental.build import VisibleNames
from tests.site.conftest import ROOT, build_site, copy_docs

BAD = """---
id: bad
year: 明年
status: 校对
---

正文。
"""


def test_a_bad_story_stops_the_build_with_all_its_problems(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    docs = copy_docs(tmp_path / "docs", [])
    path = docs / "stories" / "2025" / "bad.md"
    path.parent.mkdir(parents=True)
    path.write_text(BAD, "utf-8")
    with pytest.raises(Abort):
        build_site(docs, tmp_path / "site")
    assert f"{path}:3: year" in caplog.text
    assert f"{path}:4: status" in caplog.text
    assert not (tmp_path / "site" / "index.html").exists()


def test_an_archive_without_stories_builds(tmp_path: Path) -> None:
    build_site(copy_docs(tmp_path / "docs", []), tmp_path / "site")
    assert "还没有报道" in (tmp_path / "site/regions/index.html").read_text("utf-8")


def test_the_files_of_a_theme_are_those_that_mkdocs_lists() -> None:
    theme = load_config(str(ROOT / "mkdocs.yml")).theme

    def shown(name: str) -> bool:
        return not any(part.startswith(".") for part in name.split("/"))

    found = VisibleNames(theme.dirs).list_templates(filter_func=shown)
    assert found == theme.get_env().list_templates(filter_func=shown)
    assert not VisibleNames(theme.dirs).list_templates(filter_func=lambda name: not shown(name))
