"""Postings of some documents put in the place of others, beside all postings packed anew."""

from collections.abc import Mapping

from hypothesis import example, given
from hypothesis import strategies as st

from aidstories.search.documents import Document
from aidstories.search.postings import PostingList, posting_lists_in_memory
from aidstories.search.raw import RawRun
from aidstories.search.splice import spliced
from tests.search.corpus import make

Lists = Mapping[tuple[str, str], PostingList]
WORDS = st.text("医院山", max_size=6)
MANY = "医" * 300
"""More than 127 occurrences: their number takes two bytes."""


@st.composite
def documents(draw: st.DrawFn, numbers: st.SearchStrategy[int]) -> dict[int, Document]:
    chosen = draw(st.lists(numbers, unique=True, max_size=8))
    return {number: draw(_document(number)) for number in chosen}


def _document(number: int) -> st.SearchStrategy[Document]:
    """A document: its text alone, with a title, or with what stands in the capture alone."""
    runs = st.builds(RawRun, before=WORDS, text=WORDS, after=WORDS)
    return st.builds(
        lambda text, titles, raw: make(number, text, titles=titles, raw=raw),
        WORDS | st.just(MANY),
        st.lists(WORDS, max_size=1),
        st.lists(runs, max_size=2),
    )


def _lists(of: Mapping[int, Document]) -> Lists:
    found = posting_lists_in_memory(sorted(of.items(), reverse=True))
    return {(one.first, one.second): one for one in found}


def _all_spliced(
    stays: Mapping[int, Document], gone: Mapping[int, Document], new: Mapping[int, Document]
) -> Lists:
    before, old, own = _lists({**stays, **gone}), _lists(gone), _lists(new)
    made = dict(before)
    for token in old.keys() | own.keys():
        if token not in before:
            made[token] = own[token]
        elif left := spliced(before[token], old.get(token), own.get(token)):
            made[token] = left
        else:
            del made[token]
    return made


EVEN = st.integers(0, 40).map(lambda n: 2 * n)
ODD = st.integers(0, 40).map(lambda n: 2 * n + 1)
FAR = {n: make(n, "医院") for n in range(0, 4_001, 40)}
"""So far apart that they are no bitmap."""


@given(documents(EVEN), documents(ODD), documents(ODD))
@example({}, {}, {})
@example({n: make(n, "医院") for n in range(0, 80, 2)}, {41: make(41, "医院")}, {})
@example(FAR, {41: make(41, "医院")}, {3_939: make(3_939, "医院"), 4_100: make(4_100, "医院")})
@example(FAR, {}, {3_939: make(3_939, "医院")})
@example(FAR, {4_001: make(4_001, "医院")}, {})
@example(
    {0: make(0, "医院"), 150: make(150, "医院")}, {}, {n: make(n, "医院") for n in range(1, 149)}
)
@example({n: make(n, "医院") for n in range(20)}, {90: make(90, "医院")}, {400: make(400, "医院")})
@example({2: make(2, MANY)}, {3: make(3, MANY)}, {3: make(3, "院" + MANY)})
def test_what_is_spliced_is_what_is_packed_anew(
    stays: dict[int, Document], gone: dict[int, Document], new: dict[int, Document]
) -> None:
    assert _all_spliced(stays, gone, new) == _lists({**stays, **new})


def test_a_token_that_no_document_has_any_more_is_none() -> None:
    whole = _lists({3: make(3, "医院")})["医", "院"]
    assert spliced(whole, whole, None) is None
