"""A damaged record is an error with its file, in every command; never a traceback."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aidstories.errors import BadInput
from aidstories.stories.checks.gate import refused
from aidstories.stories.checks.verify import verify
from aidstories.stories.store.captures import recorded_text
from aidstories.stories.store.record import Record, parse_record, read_record
from tests.archive import PAPER, Archive, make_archive

WRONG: tuple[Any, ...] = (
    None, 0, -1, 10**30, "x", [], {}, [[1]], {"a": 1}, True, 1.5, float("nan"),
)  # fmt: skip
RAW = {
    "deep lists": "[" * 100_000,
    "deep objects": '{"a":' * 50_000,
    "many digits": '{"format": ' + "2" * 5_000 + "}",
    "empty": "",
    "NUL": "\0",
    "no object": "NaN",
    "no text": b"\xff\xfe",
}
OPTIONAL = ("part", "passage", "start", "end")
"""Of a story and of its evidence: null says that there is none."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """An archive with one story that verifies."""
    archive = make_archive(tmp_path_factory.mktemp("damaged") / "archive")
    archive.add()
    assert archive.run("import").exit_code == 0
    return archive


@pytest.fixture(scope="module")
def record(whole: Archive) -> Path:
    return whole.paths.record("a.txt")


@pytest.fixture(scope="module")
def values(record: Path) -> Any:
    return json.loads(record.read_text("utf-8"))


def places(values: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of each value; of a list, that of its first item."""
    yield path
    items: Any = ()
    if isinstance(values, dict):
        items = values.items()
    elif isinstance(values, list):
        items = enumerate(values[:1])
    for key, value in items:
        yield from places(value, (*path, key))


@pytest.mark.parametrize("name", ["../../x", "a/b", "a\\b", "a\0b", "a\ud800b", ""])
def test_no_record_is_of_a_capture_elsewhere(values: Any, record: Path, name: str) -> None:
    """The problem is the record's: of ``seeds/../../x`` nobody could tell which one names it."""
    with pytest.raises(BadInput) as caught:
        parse_record(json.dumps(values | {"seed": name}), record)
    assert caught.value.problems[0].file == str(record)


@pytest.mark.parametrize("day", ["", "昨天", "2024-13-01", "2024-5-1", "2024-05-01T00", "\ud800"])
@pytest.mark.parametrize("field", ["added", "corrected"])
def test_a_day_of_a_record_is_one(values: Any, record: Path, field: str, day: str) -> None:
    """Feeds and sitemaps repeat it as it is."""
    told = {**values["stories"][0], field: day}
    with pytest.raises(BadInput):
        parse_record(json.dumps(values | {"stories": [told]}), record)


@pytest.mark.parametrize("id_", ["../../x", "a/b", "..", ".a", "a\\b", "a\0b", "a\ud800b", ""])
@pytest.mark.parametrize("place", [("stories", 0, "id"), ("stories", 0, "translations")])
def test_no_name_in_a_record_leads_elsewhere(
    values: Any, record: Path, place: tuple[Any, ...], id_: str
) -> None:
    value: Any = id_ if place[-1] == "id" else {id_: "0" * 64}
    with pytest.raises(BadInput):
        parse_record(json.dumps(put(values, place, value)), record)


def test_other_names_are_names(values: Any, record: Path) -> None:
    found = parse_record(json.dumps(put(values, ("stories", 0, "id"), "2024.甲-1")), record)
    assert found.stories[0].id == "2024.甲-1"


def put(values: Any, path: tuple[Any, ...], value: Any) -> Any:
    """Return ``values`` with another value at ``path``."""
    if not path:
        return value
    copy = json.loads(json.dumps(values))
    place = copy
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return copy


def opened(record: Path, content: str) -> Record | None:
    """Return the record, or None where it is refused by its name."""
    record.write_text(content, "utf-8")
    try:
        return read_record(record)
    except BadInput as error:
        assert all(problem.file == str(record) for problem in error.problems)
        return None


def test_the_right_one_is_read(record: Path, values: Any) -> None:
    assert opened(record, json.dumps(values)) is not None


def test_a_wrong_value_is_found_where_it_is_read(record: Path, values: Any) -> None:
    whole = [
        path
        for path in places(values)
        if path and path[-1] != "weight"  # 0 and 1.5 are weights as any
        for wrong in WRONG
        if type(wrong) is not type(_at(values, path)) and not isinstance(wrong, dict | list)
        if opened(record, json.dumps(put(values, path, wrong))) is not None
        if "described" not in path and not (wrong is None and path[-1] in OPTIONAL)
    ]
    assert whole == []


def _at(values: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        values = values[key]
    return values


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.data())
def test_verify_tells_of_what_passes(
    whole: Archive, record: Path, values: Any, data: st.DataObject
) -> None:
    path = data.draw(st.sampled_from(list(places(values))))
    changed = put(values, path, data.draw(st.sampled_from(WRONG)))
    record.write_text(json.dumps(changed), "utf-8")
    for _ in verify(whole.paths):
        pass


@pytest.mark.parametrize("command", ["verify", "import", "check"])
@pytest.mark.parametrize("raw", RAW.values(), ids=RAW)
def test_no_command_ends_in_a_traceback(
    whole: Archive, record: Path, raw: str | bytes, command: str
) -> None:
    record.write_bytes(raw if isinstance(raw, bytes) else raw.encode())
    done = whole.run(command)
    assert done.exit_code == 1
    assert record.name in done.output


def test_check_names_the_record_of_a_story_that_an_editor_removed(tmp_path: Path) -> None:
    archive = make_archive(tmp_path / "archive")
    archive.add()
    assert archive.run("import").exit_code == 0
    archive.stories()[0].unlink()
    assert archive.run("import").exit_code == 0 and archive.run("check").exit_code == 0
    archive.paths.record("a.txt").write_text('{"format": 2', "utf-8")
    done = archive.run("check")
    assert done.exit_code == 1
    assert "docs/ledgers/a.json: 校勘记录损坏" in done.stderr and "从备份或 git 恢复" in done.stderr
    (told,) = refused(archive.paths, tmp_path / "kept")  # and so does `build`
    assert told.file == str(archive.paths.record("a.txt"))


@pytest.mark.parametrize("data", [None, b"", b"%PDF-1.7\n%%EOF", "别的字".encode()])
def test_a_capture_that_is_another_gives_no_text(tmp_path: Path, data: bytes | None) -> None:
    archive = make_archive(tmp_path)
    capture = archive.add()
    assert archive.run("import").exit_code == 0
    kept = read_record(archive.paths.record("a.txt"))
    assert kept is not None and recorded_text(kept, archive.paths) == PAPER
    capture.unlink() if data is None else capture.write_bytes(data)
    assert recorded_text(kept, archive.paths) is None


def test_a_record_that_lies_over_another_is_told(tmp_path: Path) -> None:
    own = make_archive(tmp_path / "archive")
    own.add()
    assert own.run("import").exit_code == 0
    copy = own.paths.record("b.txt")
    copy.write_bytes(own.paths.record("a.txt").read_bytes())
    [said] = [problem for path, told in verify(own.paths) for problem in told if path == copy]
    assert said.file == str(copy) and said.field == "seed" and "a.txt" in said.zh
    for command in ("verify", "check", "build"):
        told = own.run(command)
        assert told.exit_code == 1 and "b.json" in told.output + told.stderr, command
    copy.unlink()
    assert own.run("verify").exit_code == own.run("check").exit_code == 0
