"""What queries name: values inside words, questions, quotations."""

import tomllib
from typing import Any

import pytest

from aidstories.search import Index
from aidstories.search.name_files import NameTable
from aidstories.search.query import parse
from aidstories.search.reading import Part, read
from tests.archive import HOME, TABLES
from tests.search.corpus import indexed, make

CASES: dict[str, Any] = tomllib.loads((HOME / "tests/cases/reading.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    documents = [make(n, **{key: [value]}) for n, (key, value) in enumerate(CASES["values"])]
    return indexed(documents, tmp_path_factory.mktemp("reading"), tables=TABLES)


def said(part: Part) -> str:
    return "".join(part.phrase.units) + ("*" if part.named else "")


def parts_of(case: dict[str, Any], index: Index) -> list[str]:
    query = parse(case["query"], index.words)
    loose = case.get("loose", False)
    return [said(part) for part in read(query, NameTable(index), loose=loose)]


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["query"])
def test_values_are_read(case: dict[str, Any], index: Index) -> None:
    assert parts_of(case, index) == case["parts"]


@pytest.mark.parametrize("case", CASES["negative"], ids=lambda case: case["query"])
def test_what_names_nothing_stays_as_it_is(case: dict[str, Any], index: Index) -> None:
    wanted = parse(case["query"], index.words).wanted
    assert parts_of(case, index) == ["".join(phrase.units) for phrase in wanted]
