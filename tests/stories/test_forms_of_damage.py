"""Every way in which a file that the program keeps can be none: it is taken for none, or told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aidstories.errors import BadInput
from aidstories.stories.checks.gate import _noted
from aidstories.stories.checks.grounds import _evidence
from aidstories.stories.store.record import parse_record
from aidstories.stories.store.removal import catalogue_without

NO_JSON = {"no text": b"\xff", "no JSON": b"{", "a number": b"5", "a list": b"[]"}
NOTED = {
    "two of three": b"[{}, {}]",
    "a number for files": b"[5, {}, {}]",
    "a number for stories": b"[{}, 5, {}]",
    "a fact of one": b'[{}, {"a": ["x"]}, {}]',
    "a number for a fact": b'[{}, {"a": 5}, {}]',
    "words for entries": b'[{}, {}, "abc"]',
}


@pytest.mark.parametrize("data", (NO_JSON | NOTED).values(), ids=NO_JSON | NOTED)
def test_what_was_found_right(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "kept").write_bytes(data)
    assert _noted(tmp_path / "kept") == ({}, {}, {})


def test_what_was_found_right_is_read(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text('[{"f": [1, 2]}, {"a": ["x", ["b"]]}, {"c": "d"}]', "utf-8")
    files, stories, entries = _noted(tmp_path / "kept")
    assert files == {"f": [1, 2]} and entries == {"c": "d"}
    assert stories == {"a": ("x", ("b",))}


@pytest.mark.parametrize("what", ["gone", "folder"])
def test_nothing_was_found_right(tmp_path: Path, what: str) -> None:
    if what == "folder":
        (tmp_path / "kept").mkdir()
    assert _noted(tmp_path / "kept") == ({}, {}, {})
    assert not (tmp_path / "kept").exists()


STORY = {"id": "a", "base_sha256": "x"}
GIVEN = {"field": "donors", "value": "甲", "by": "program", "quote": "乙"}
EVIDENCE = {
    "no stories": b"{}",
    "a number for stories": b'{"stories": 5}',
    "a number for a story": b'{"stories": [5]}',
    "no id": b'{"stories": [{"base_sha256": "x"}]}',
    **{
        name: json.dumps({"stories": [{**STORY, "evidence": given}]}).encode()
        for name, given in {
            "a number for evidence": 5,
            "a number for one": [5],
            "by nobody": [{**GIVEN, "by": "nobody"}],
            "another key": [{**GIVEN, "by": "editor", "colour": "red"}],
        }.items()
    },
}


@pytest.mark.parametrize("data", (NO_JSON | EVIDENCE).values(), ids=NO_JSON | EVIDENCE)
def test_what_a_record_quotes(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.json").write_bytes(data)
    assert _evidence(tmp_path / "a.json") == {}


def test_a_record_that_quotes_nothing_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"stories": [STORY]}), "utf-8")
    assert _evidence(tmp_path / "a.json") == {"a": ("x", ())}


@pytest.mark.parametrize(
    "text, says",
    [
        *((text, "a.json") for text in ("{", "5", "[]", "{}", '{"format": "2"}')),
        *(('{"format": 1}', "migrate"), ('{"format": 3}', "更新的版本写的（格式 3）")),
    ],
)
def test_records(text: str, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        parse_record(text, Path("a.json"))


@pytest.mark.parametrize("text", ["[[seed", "seed = 5", "seed = [5]", "[[seed]]\nname = 'a'"])
def test_a_catalogue_from_which_no_entry_can_be_cut(tmp_path: Path, text: str) -> None:
    (tmp_path / "seeds.toml").write_text(text, "utf-8")
    with pytest.raises(BadInput):
        catalogue_without(tmp_path / "seeds.toml", "a")
