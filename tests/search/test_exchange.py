"""One text exchanged in the index: what comes out is what a build of all documents makes."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidstories.search.build import build_index, no_address
from aidstories.search.documents import Document, Filing
from aidstories.search.exchange import Renamed, exchange, put_in, taken_out
from aidstories.search.names import no_name
from aidstories.search.raw import RawRun
from tests.archive import TABLES
from tests.search.corpus import MEMORY, make

WORDS = st.sampled_from(("雪停了。", "路通了，", "医疗队", "A座", "好！", "门诊", "重庆"))
TEXTS = st.lists(st.lists(WORDS, max_size=5).map("".join), min_size=1, max_size=3)


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and path.name != "sums.json")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@settings(max_examples=6, deadline=None)
@given(
    texts=st.lists(TEXTS, min_size=2, max_size=5),
    new=TEXTS,
    title=st.one_of(st.none(), TEXTS),
    at=st.integers(0, 4),
)
def test_an_exchanged_text_gives_the_index_of_all(
    texts: list[list[str]], new: list[str], title: list[str] | None, at: int
) -> None:
    documents = [make(n, *each, titles=[f"题{n}"]) for n, each in enumerate(texts)]
    at %= len(documents)
    after = replace(
        documents[at], texts=tuple(new), raw=(RawRun(before="", text="天晴", after=""),)
    )
    if title is not None:
        after = replace(after, titles=tuple(title), card={**after.card, "title": title[0]})
    with tempfile.TemporaryDirectory(dir=MEMORY) as root:
        folder, whole = Path(root, "one"), Path(root, "all")
        build_index(documents, folder, TABLES)
        before = files(copytree(folder, whole))
        done = exchange(folder, documents[at], after, TABLES.places)
        if done is None:
            old, now = ("|".join((*one.titles, *one.texts)) for one in (documents[at], after))
            assert ("重庆" in old) != ("重庆" in now)
            assert files(folder) == before
            return
        build_index([*documents[:at], after, *documents[at + 1 :]], whole, TABLES)
        made = files(folder)
        assert made == files(whole)
        changed, gone = done
        other = {name for name in made if made[name] != before.get(name)} - {"state.json"}
        assert other <= changed and gone == before.keys() - made.keys()


@settings(max_examples=6, deadline=None)
@given(texts=st.lists(TEXTS, min_size=2, max_size=5), at=st.integers(0, 4))
def test_a_text_put_in_or_taken_out_gives_the_index_of_the_others(
    texts: list[list[str]], at: int
) -> None:
    documents = [make(n, *each, titles=[f"题{n}"]) for n, each in enumerate(texts)]
    one = documents[at % len(documents)]
    others = [each for each in documents if each is not one]
    for act, before, after in ((put_in, others, documents), (taken_out, documents, others)):
        with tempfile.TemporaryDirectory(dir=MEMORY) as root:
            folder, whole = Path(root, "one"), Path(root, "all")
            build_index(before, folder, TABLES)
            was = files(copytree(folder, whole))
            filings = [Filing(each.id, each.date, each.facets) for each in after]
            done = act(folder, one, Renamed(filings, TABLES, no_address, no_name))
            build_index(after, whole, TABLES)
            made = files(folder)
            assert done is not None and made == files(whole)
            changed, gone = done
            other = {name for name in made if made[name] != was.get(name)} - {"state.json"}
            assert other <= changed <= made.keys() and gone == was.keys() - made.keys()


def test_a_text_is_put_in_once_and_taken_out_once(tmp_path: Path) -> None:
    one, other = make(1, "雪停了。", titles=["题"]), make(2, "路通了。", titles=["二"])
    build_index([one], tmp_path, TABLES)
    both = [Filing(each.id, each.date, each.facets) for each in (one, other)]
    again = Renamed(both, TABLES, no_address, no_name)
    was = files(tmp_path)
    assert put_in(tmp_path, one, again) is None
    assert taken_out(tmp_path, other, again) is None
    assert taken_out(tmp_path, one, again._replace(filings=())) is None  # none would be left
    assert files(tmp_path) == was


def of_another_text(document: Document) -> Document:
    return replace(document, texts=("没有的",))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (of_another_text, lambda d: replace(d, texts=("新",))),
        (lambda d: d, lambda d: replace(d, card={**d.card, "source": "新"})),
        (lambda d: d, lambda d: replace(d, facets={**d.facets, "year": ("2020",)})),
        (lambda d: d, lambda d: replace(d, date="2")),
        (lambda d: replace(d, id="none"), lambda d: d),
    ],
)
def test_what_is_more_than_words_is_not_exchanged(
    tmp_path: Path,
    before: Callable[[Document], Document],
    after: Callable[[Document], Document],
) -> None:
    document = make(1, "雪停了。", titles=["题"])
    build_index([document], tmp_path, TABLES)
    was = files(tmp_path)
    assert exchange(tmp_path, before(document), after(document), TABLES.places) is None
    assert files(tmp_path) == was


def test_a_damaged_index_is_not_exchanged(tmp_path: Path) -> None:
    document = make(1, "雪停了。", titles=["题"])
    build_index([document], tmp_path, TABLES)
    next(tmp_path.glob("texts/*.bin")).write_bytes(b"x")
    assert exchange(tmp_path, document, replace(document, texts=("新",)), TABLES.places) is None
