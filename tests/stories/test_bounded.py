"""Files made to exhaust their reader are a fault with their name; the rest is still told."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from aidstories import table_reader
from aidstories.bounded import read_json, read_toml
from aidstories.table_reader import read_rows
from aidstories.tables import Phrase
from tests.archive import PAPER, Made, make_archive
from tests.growth.measure import at_most

_SECONDS = 10.0
"""CPU seconds for a command; each takes less than one."""
_DEEP_JSON, _DEEP_TOML = "[" * 100_000, "a" + ".a" * 20_000 + " = 1\n"
_WRONG = "---\nnope: 1\n---\n\n# x\n"


class Case(NamedTuple):
    """A hostile file, and the name that a message gives it (none: it is passed over)."""

    file: str
    content: str
    told: str = ""


CASES = {
    "the catalogue": Case("seeds/seeds.toml", _DEEP_TOML, "seeds.toml:1"),
    "a removal": Case(".cache/removal.json", _DEEP_JSON, "removal.json"),
    "what an import noted": Case("docs/ledgers/a.json", _DEEP_JSON),
    "an answer": Case(".cache/answers/0001.json", _DEEP_JSON),
    "a story": Case("docs/stories/2024/yi.md", "---\nid: yi\nseed: [a]\n---\n\n一。\n", "seed"),
    "marks": Case("docs/stories/2024/yi.md", "---\nid: yi\n---\n\n" + "*a **b " * 10_000, "yi.md"),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """An archive with a story of the machine's, and one of an editor's that is wrong."""
    archive = make_archive(tmp_path_factory.mktemp("bounded") / "archive")
    archive.add(text=PAPER)
    assert archive.run("import").exit_code == 0
    (archive.docs / "stories" / "2024" / "zz.md").write_text(_WRONG, "utf-8")
    return Made(archive)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_check_tells_it_and_all_else(made: Made, case: Case) -> None:
    archive = made.as_new()
    path = archive.root / case.file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(case.content, "utf-8")
    with at_most(_SECONDS):
        done = archive.run("check")
    assert done.exit_code == 1
    assert case.told in done.output
    if path.parent.name not in ("seeds", ".cache"):  # nothing can be checked without these
        assert "zz.md" in done.output


def test_a_number_of_a_table_has_few_digits(made: Made) -> None:
    archive = made.as_new()
    path = archive.docs / "data" / "fields.csv"
    header, first, *_ = path.read_text("utf-8").splitlines()
    cells = dict(zip(header.split(","), first.split(","), strict=False))
    row = [{"name": "x", "order": "9" * 5_000}.get(name, cell) for name, cell in cells.items()]
    with path.open("a", encoding="utf-8") as file:
        file.write(",".join(row) + "\n")
    done = archive.run("check")
    assert done.exit_code == 1 and "fields.csv" in done.output and "order" in done.output


def test_a_table_has_so_many_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_reader, "_MOST_LINES", 20)
    path = tmp_path / "not_places.csv"
    path.write_text(
        "phrase,reading,meaning\n" + "".join(f"无{n},other,\n" for n in range(50)), "utf-8"
    )
    _, problems = read_rows(path, Phrase)
    assert [p.line for p in problems if "20" in p.zh] == [21]


@pytest.mark.parametrize("column", ["phrase", "reading", "meaning"])
def test_a_cell_has_so_many_characters(tmp_path: Path, column: str) -> None:
    cells = {"phrase": "无", "reading": "other", "meaning": "", column: "长" * 10_001}
    path = tmp_path / "not_places.csv"
    path.write_text(f"phrase,reading,meaning\n{','.join(cells.values())}\n好,other,\n", "utf-8")
    rows, problems = read_rows(path, Phrase)
    assert [(p.line, p.field) for p in problems] == [(2, column)] and "10000" in problems[0].zh
    assert len(rows) == 1
    path.write_text(f"phrase,reading,meaning\n{'长' * 10_000},other,\n", "utf-8")
    assert read_rows(path, Phrase)[1] == []


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000])
def test_deep_json_is_a_fault(text: str) -> None:
    with pytest.raises(ValueError, match="deep"):
        read_json(text)


@pytest.mark.parametrize("text", [_DEEP_TOML, "a = " + "[" * 100_000, f"[{'a.' * 50}a]"])
def test_deep_toml_is_a_fault(text: str) -> None:
    with pytest.raises(ValueError, match="deep"):
        read_toml(text)


@pytest.mark.parametrize("text", ["a.b.c = 1", 'a = "1.2.3"', "[a.b.c.d]", "x = 'a.b c. d.'"])
def test_other_toml_is_none(text: str) -> None:
    assert read_toml(text)


def test_a_table_of_faults_is_told_soon(made: Made) -> None:
    """Rows whose place is none: the first hundred with what may be meant."""
    archive = made.as_new()
    path = archive.docs / "data" / "institutions.csv"
    header = path.read_text("utf-8").split("\n", 1)[0].split(",")
    rows = "".join(
        ",".join(f"无{n}" if c in header[:2] else "" for c in header) + "\n" for n in range(120)
    )
    with Path(path).open("a", encoding="utf-8") as file:
        file.write(rows)
    with at_most(_SECONDS):
        done = archive.run("check")
    assert done.exit_code == 1 and "institutions.csv" in done.output
