"""Every value in use is found by every form of its name: its stories and its card."""

import random
import shutil
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page
from pypinyin import lazy_pinyin

from aidstories.fields import Shape
from aidstories.search import Index, search
from aidstories.search.documents import Document
from aidstories.search.name_files import NameTable
from aidstories.search.names import Shorts
from aidstories.search.query import parse
from aidstories.search.reading import read
from aidstories.stories.store.files import read_stories
from tests.archive import GOLD_SEEDS, TABLES, make_archive
from tests.search.corpus import described, indexed

Value = tuple[str, str]
"""The key of a facet and a value."""
KIND = "市县区省旗州盟"


def holders(documents: Sequence[Document]) -> dict[Value, set[str]]:
    """Return the ids of the stories that have each value, looked up in every story."""
    found: dict[Value, set[str]] = {}
    for facet in TABLES.facets:
        if facet.shape is Shape.QUERY or facet.type == "choice":
            continue
        for document in documents:
            for value in document.facets[facet.key]:
                parts = value.split("/") if facet.shape is Shape.TREE else [value]
                for depth in range(1, len(parts) + 1):
                    found.setdefault((facet.key, "/".join(parts[:depth])), set()).add(document.id)
    return found


def typed(facet: str, value: str) -> Iterator[str]:
    """Yield what readers may type for a value."""
    name = value.rpartition("/")[2] if facet in ("region", "donor") else value
    yield name
    if facet == "year":
        yield f"{value}年"
        return
    syllables = lazy_pinyin(name, errors="ignore")
    if facet != "person":  # whose surnames are read otherwise
        yield "".join(syllables)
        yield "".join(s[0] for s in syllables)
    for place in PLACES.get(value, ()) if facet in ("region", "donor") else ():
        yield from (value.replace("/", ""), *place.shorts, *place.former)
        yield from filter(None, (place.wylie, place.bo, place.wylie.upper()))
        yield place.pinyin.replace(" ", "")
    for programme in (p for p in TABLES.programmes if p.zh == value):
        yield from filter(None, (programme.bo, f"“{value}”", f"“{value[:2]}”{value[2:]}"))
    for publisher in (p for p in TABLES.publishers if p.name == value):
        yield from publisher.aliases
    for institution in (i for i in TABLES.institutions if i.name == value):
        yield from institution.aliases


PLACES = {place.path: [place] for place in TABLES.places}


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Document], Index]:
    """The stories of the gold's captures, as an import describes them."""
    archive = make_archive(tmp_path_factory.mktemp("own") / "archive")
    shutil.copytree(GOLD_SEEDS, archive.seeds, dirs_exist_ok=True)
    assert archive.run("import").exit_code == 0
    documents = [described(story) for story in read_stories(archive.paths)]
    return documents, indexed(documents, tmp_path_factory.mktemp("own"), tables=TABLES)


def named(text: str, table: NameTable, index: Index) -> set[Value]:
    parts = read(parse(text, index.words), table)
    return {(row.facet, row.value) for part in parts for row in part.rows}


def missing(documents: Sequence[Document], index: Index, every: int) -> list[tuple[str, Value]]:
    """Return what was typed in vain for a card, and for one name in ``every`` for its stories."""
    table = NameTable(index)
    ids = {number: index.record(number)["id"] for number in range(index.numbers)}
    lost: list[tuple[str, Value]] = []
    count = 0
    for value, stories in holders(documents).items():
        for text in dict.fromkeys(filter(None, typed(*value))):
            count += 1
            found = stories
            if count % every == 0:
                found = {ids[hit.number] for hit in search(index, text).hits}
            if value not in named(text, table, index) or not stories <= found:
                lost.append((text, value))
    assert count > len(holders(documents))
    return lost


def test_every_value_of_this_archive_is_found_by_every_name(
    own: tuple[list[Document], Index],
) -> None:
    assert missing(*own, every=1) == []


ASK_NAMES = """async texts => {
  const { engine } = await import(new URL("../assets/javascripts/search/site.js", document.baseURI))
  const searching = await engine()
  const answers = []
  for (const text of texts) {
    const { hits, parts } = await searching.search(text)
    const rows = parts.flatMap(part => part.rows)
    answers.push([hits.map(hit => hit.number), rows.map(row => [row.facet, row.value, row.total])])
  }
  return answers
}"""


@pytest.mark.browser
def test_the_browser_finds_the_same_by_the_same_names(
    many_documents: list[Document], many_index: Index, many_page: Page
) -> None:
    texts = list(dict.fromkeys(text for v in holders(many_documents) for text in typed(*v)))
    texts = random.Random(3).sample(texts, 120)
    for text, (hits, rows) in zip(texts, many_page.evaluate(ASK_NAMES, texts), strict=True):
        found = search(many_index, text)
        said = [[r.facet, r.value, r.total] for part in found.parts for r in part.rows]
        assert (hits, rows) == ([hit.number for hit in found.hits], said), text
        assert rows


def test_every_value_of_a_thousand_stories_is_found_by_every_name(
    many_documents: list[Document], many_index: Index
) -> None:
    assert missing(many_documents, many_index, every=20) == []


SIGNS = "那曲拉萨市a"


@given(st.lists(st.text(SIGNS, max_size=3), unique=True), st.lists(st.text(SIGNS), max_size=3))
def test_places_that_a_text_mentions_are_those_that_stand_in_it(
    shorts: list[str], texts: list[str]
) -> None:
    document = Document(
        id="", date="", titles=tuple(texts[:1]), texts=tuple(texts[1:]), raw=(), facets={}, card={}
    )
    whole = "\n".join(texts)
    assert Shorts(shorts).mentioned(document) == tuple(s for s in shorts if s in whole)
