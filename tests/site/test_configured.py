"""Settings that MkDocs does not take are told in Chinese, at their line, and alone."""

from __future__ import annotations

import logging
import tomllib
from pathlib import Path
from typing import Any

import pytest

from aidstories.errors import BadInput
from aidstories.site.configured import configured
from tests.archive import HOME, Archive

CASES = tomllib.loads((HOME / "tests/cases/settings.toml").read_text("utf-8"))["case"]
PLAIN = "site_name: 档案\ntheme: material\nplugins: [aidstories]\n"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    (tmp_path / "docs").mkdir()
    return Archive(tmp_path)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"].split("\n")[-1])
def test_cases(archive: Archive, case: dict[str, Any], caplog: pytest.LogCaptureFixture) -> None:
    archive.paths.config.write_text(f"{PLAIN}{case['text']}\n", "utf-8")
    if case.get("advice"):
        configured(archive.paths)
        (told,) = [record.getMessage() for record in caplog.records]
    else:
        with pytest.raises(BadInput) as caught:
            configured(archive.paths)
        (told,) = (problem.message({}) for problem in caught.value.problems)
        assert not caplog.records
    assert told.removeprefix(f"{archive.root}/").startswith(
        f"mkdocs.yml:{case['line']}: {case['field']}: "
    )
    assert case["words"] in told


def test_a_name_that_is_wrong_is_told_beside_what_it_leaves_out(archive: Archive) -> None:
    archive.paths.config.write_text(PLAIN.replace("site_name", "sitename"), "utf-8")
    with pytest.raises(BadInput) as caught:
        configured(archive.paths)
    assert [problem.line for problem in caught.value.problems] == [None, 1]


def test_warnings_are_errors_where_they_are_to_be(archive: Archive) -> None:
    archive.paths.config.write_text(f"{PLAIN}site_nmae: 甲\n", "utf-8")
    with pytest.raises(BadInput):
        configured(archive.paths, strict=True)


def test_the_file_is_told_that_says_it(archive: Archive) -> None:
    (archive.root / "all.yml").write_text("extra_css: 5\n", "utf-8")
    archive.paths.config.write_text(f"INHERIT: all.yml\n{PLAIN}", "utf-8")
    with pytest.raises(BadInput) as caught:
        configured(archive.paths)
    (problem,) = caught.value.problems
    assert (Path(problem.file).name, problem.line) == ("all.yml", 1)


def test_what_mkdocs_takes_is_taken(archive: Archive, caplog: pytest.LogCaptureFixture) -> None:
    archive.paths.config.write_text(f"{PLAIN}extra_css: []\n", "utf-8")
    with caplog.at_level(logging.WARNING):
        assert configured(archive.paths, site_dir="there").site_dir == str(archive.root / "there")
    assert not caplog.records
    configured(Archive(HOME).paths)
