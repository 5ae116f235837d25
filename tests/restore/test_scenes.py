"""Phrases of which a picture is told (tests/cases/scenes.toml)."""

from __future__ import annotations

import tomllib

import pytest
from tests.restore.cases import CASES

from aidstories.restore.passes.lost_pictures.scenes import shows_scene

LINES = tomllib.loads((CASES / "scenes.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("line", LINES["shows"])
def test_scene(line: str) -> None:
    assert shows_scene(line)


@pytest.mark.parametrize("line", LINES["heads"])
def test_heading_shows_no_scene(line: str) -> None:
    assert not shows_scene(line)
