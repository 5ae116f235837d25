"""What queries name: values inside words, questions, quotations."""

import itertools
import tomllib
from pathlib import Path
from typing import Any, cast

import pytest
from playwright.sync_api import Browser

from aidstories.search import Index
from aidstories.search.name_files import NameTable, Row
from aidstories.search.pieces import Kind, Piece, settled
from aidstories.search.query import parse
from aidstories.search.reading import Part, read, whole
from tests.archive import HOME
from tests.browser import served
from tests.search.corpus import make
from tests.search.site import make_site, opened

CASES: dict[str, Any] = tomllib.loads((HOME / "tests/cases/reading.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    documents = [make(n, **{key: [value]}) for n, (key, value) in enumerate(CASES["values"])]
    return make_site(tmp_path_factory.mktemp("reading"), documents)


@pytest.fixture(scope="module")
def index(folder: Path) -> Index:
    return Index(folder / "search/index")


def said(part: Part) -> str:
    return "".join(part.phrase.units) + ("*" if part.named else "")


def parts_of(case: dict[str, Any], index: Index) -> list[str]:
    query = parse(case["query"], index.words)
    loose = case.get("loose", False)
    return [said(part) for part in read(query, NameTable(index), loose=loose)]


@pytest.mark.parametrize(
    ("ends", "kinds"),
    [
        ((2, 3, 5), ["rest"]),  # 传帮带 is one word
        ((1, 3), ["light", "rest"]),
        ((2, 3), ["rest", "light"]),
        ((2, 4, 6), ["rest", "light", "rest"]),
    ],
)
def test_a_light_character_amid_others_is_one_of_them(
    ends: tuple[int, ...], kinds: list[str]
) -> None:
    light = 0 if ends[0] == 1 else 1
    pieces = [
        Piece(kind=Kind.LIGHT if n == light else Kind.REST, start=start, end=end)
        for n, (start, end) in enumerate(itertools.pairwise((0, *ends)))
    ]
    assert [piece.kind.name.lower() for piece in settled(pieces, free=False)] == kinds


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["query"])
def test_values_are_read(case: dict[str, Any], index: Index) -> None:
    assert parts_of(case, index) == case["parts"]


@pytest.mark.parametrize("case", CASES["negative"], ids=lambda case: case["query"])
def test_what_names_nothing_stays_as_it_is(case: dict[str, Any], index: Index) -> None:
    wanted = parse(case["query"], index.words).wanted
    assert parts_of(case, index) == ["".join(phrase.units) for phrase in wanted]


class Lost:
    """A table of names whose files cannot be read."""

    def named(self, key: str) -> list[Row]:
        raise LookupError(key)


@pytest.mark.parametrize("loose", [False, True])
def test_without_its_names_a_query_is_its_words(loose: bool) -> None:
    query = parse("那曲 手术 -义诊", {})
    table = cast(NameTable, Lost())
    assert read(query, table, loose=loose) == tuple(map(Part, query.wanted))
    assert [whole(phrase, table) for phrase in query.wanted] == [*map(Part, query.wanted)]


READ = """async cases => {
  const base = new URL("../assets/javascripts/search/", document.baseURI)
  const { engine } = await import(base + "site.js")
  const { parse } = await import(base + "query.js")
  const { read } = await import(base + "reading.js")
  const { index, names, folding } = await engine()
  const found = []
  for (const { query, loose = false } of cases) {
    const { phrases } = parse(query, folding, index.manifest.words)
    const wanted = phrases.filter(phrase => !phrase.exclude)
    const parts = await read(wanted, names, folding, loose)
    found.push(parts.map(({ phrase, rows, name }) => [
      phrase.units, phrase.places, rows.map(row => [row.facet, row.value]), name?.units ?? null,
    ]))
  }
  return found
}"""


@pytest.mark.browser
def test_the_browser_reads_the_same(folder: Path, index: Index, browser: Browser) -> None:
    cases = [*CASES["case"], *CASES["negative"]]
    with served(folder) as address, opened(browser, address) as page:
        answers = page.evaluate(READ, cases)
    for case, answer in zip(cases, answers, strict=True):
        query = parse(case["query"], index.words)
        parts = read(query, NameTable(index), loose=case.get("loose", False))
        assert answer == [
            [
                list(part.phrase.units),
                list(part.phrase.places),
                [[row.facet, row.value] for row in part.rows],
                list(part.name.units) if part.name else None,
            ]
            for part in parts
        ], case
