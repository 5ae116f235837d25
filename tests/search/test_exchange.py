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

from aidstories.search.build import build_index
from aidstories.search.documents import Document
from aidstories.search.exchange import exchange
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
