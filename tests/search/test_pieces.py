"""Words in pieces, and the names that an index has beside those of its values."""

from __future__ import annotations

from typing import cast

import pytest

from aidstories.search.build import no_address
from aidstories.search.documents import Document
from aidstories.search.forms import Inside
from aidstories.search.name_files import NameTable, Row
from aidstories.search.names import Shorts, Value, named, values_of
from aidstories.search.pieces import LONGEST, MOST, Kind, Piece, apart, pieces_of, settled
from aidstories.search.query import Phrase
from tests.archive import TABLES
from tests.search.corpus import make

NAMED = next(p for p in TABLES.places if p.bo and p.short and "/" in p.path)
UNNAMED = next(p for p in TABLES.places if not p.bo and p.short != NAMED.short)


def mentioned(documents: list[Document], **mentions: tuple[str, ...]) -> list[Value]:
    """Return the values without a facet: ``mentions`` are those of documents, by number."""
    numbers = {document.id: n for n, document in enumerate(documents)}
    by_id = {d.id: mentions.get(f"of_{n}", ()) for n, d in enumerate(documents)}
    found = values_of(documents, numbers, by_id, TABLES, no_address)
    return [value for value in found if not value.facet]


def test_a_place_with_a_tibetan_name_that_only_texts_mention_has_its_names() -> None:
    documents = [make(0), make(1), make(2)]
    found = mentioned(documents, of_2=(NAMED.short,), of_0=(NAMED.short,))
    assert found == [Value("", NAMED.path, "", (0, 2))]
    (name,) = named(found, TABLES)
    assert {form.name for form in name.forms} >= {"", NAMED.short}
    assert all(form.inside is Inside.ANY for form in name.forms if form.name)


def test_one_without_a_tibetan_name_has_none() -> None:
    assert mentioned([make(0)], of_0=(UNNAMED.short,)) == []


def test_nor_has_one_that_no_text_mentions() -> None:
    assert mentioned([make(0)]) == []


def test_nor_one_that_a_story_is_about_already() -> None:
    assert mentioned([make(0, region=[NAMED.path])], of_0=(NAMED.short,)) == []


def test_a_name_is_mentioned_where_it_stands_in_one_text_or_title() -> None:
    shorts = Shorts(["那曲", "拉萨", "林芝"])
    assert shorts.mentioned(make(0, "医生到那曲。", titles=["林芝来的人"])) == ("那曲", "林芝")
    assert shorts.mentioned(make(0, "那边的曲子", "拉", "萨")) == ()


class Names:
    """A table of few names: what begins with each is answered, as of files."""

    asking = frozenset({"谁", "哪些地方"})
    light = frozenset({"的", "帮助", "在"})

    def __init__(self, *rows: Row) -> None:
        self._rows = rows

    def may_begin(self, text: str) -> bool:
        return any(row.key.startswith(text[:1]) for row in self._rows)

    def beginning(self, prefix: str) -> list[Row]:
        return [row for row in self._rows if row.key.startswith(prefix)]


def row(key: str, inside: Inside = Inside.ANY) -> Row:
    return Row(key, "region", key, 1, "", [], inside, "")


ROWS = (
    *map(row, ("那曲", "那曲市", "拉萨", "2025", "曲", "naqu")),
    row("和平", Inside.QUESTION),
    *(row(name, Inside.PERSON) for name in ("次仁", "央金")),
    row("长" * LONGEST),
    row("远" * (LONGEST + 1)),
)
TABLE = cast(NameTable, Names(*ROWS))


def said(text: str, *, quoted: bool = False) -> str:
    """Return the pieces of a word: its kind behind each."""
    phrase = Phrase(units=tuple(text), places=tuple(range(len(text))), quoted=quoted)
    found = pieces_of(phrase, TABLE)
    assert [p.end for p in found[:-1]] == [p.start for p in found[1:]]
    return " ".join(f"{text[p.start : p.end]}{p.kind.name[0]}" for p in found)


@pytest.mark.parametrize(
    "text, pieces",
    [
        ("那曲市", "那曲市N"),
        ("那曲人", "那曲N 人R"),
        ("谁帮助那曲", "谁A 帮助L 那曲N"),
        ("哪些地方", "哪些地方A"),
        ("哪些", "哪R 些R"),
        ("曲", "曲R"),  # one character is no name inside a word
        ("naqu", "nR aR qR uR"),  # nor are Latin letters
        ("2025那曲", "2025N 那曲N"),
        ("12025", "1R 2R 0R 2R 5R"),
        ("20251", "2R 0R 2R 5R 1R"),
        ("在2025的", "在L 2025N 的L"),
        ("长" * LONGEST, "长" * LONGEST + "N"),
        ("远" * (LONGEST + 1), " ".join(["远R"] * (LONGEST + 1))),
        ("谁" * MOST, " ".join(["谁A"] * MOST)),
        ("谁" * (MOST + 1), ""),
        ("", ""),
    ],
)
def test_a_word_is_parted(text: str, pieces: str) -> None:
    assert said(text) == pieces


def test_a_quotation_is_not_parted() -> None:
    assert said("谁帮助那曲", quoted=True) == ""


def kinds(text: str, *, free: bool) -> str:
    """Return what is settled of a word whose pieces are written with a blank between."""
    phrase = Phrase(units=tuple(text), places=tuple(range(len(text))))
    found = settled(pieces_of(phrase, TABLE), free=free)
    return " ".join(f"{text[p.start : p.end]}{p.kind.name[0]}" for p in found)


@pytest.mark.parametrize(
    "text, free, pieces",
    [
        ("传那曲带", False, "传R 那曲N 带R"),
        ("传帮那曲", False, "传帮R 那曲N"),
        ("和平那曲", False, "和平R 那曲N"),
        ("和平那曲", True, "和平N 那曲N"),
        ("次仁那曲", False, "次仁R 那曲N"),
        ("次仁那曲", True, "次仁N 那曲N"),
        ("次仁央金", True, "次仁央金R"),
        ("次仁的央金", True, "次仁N 的L 央金N"),
        ("次仁央金那曲", True, "次仁央金R 那曲N"),
        ("那曲次仁央金", True, "那曲N 次仁央金R"),
        ("传的带", False, "传的带R"),
        ("的传", False, "的L 传R"),
        ("传的", False, "传R 的L"),
        ("传帮助带", False, "传R 帮助L 带R"),  # of two characters
        ("那曲的带", False, "那曲N 的L 带R"),
        ("带的那曲", False, "带R 的L 那曲N"),
        ("那曲的拉萨", False, "那曲N 的L 拉萨N"),
    ],
)
def test_names_that_do_not_count_are_rest(text: str, free: bool, pieces: str) -> None:
    assert kinds(text, free=free) == pieces


def pieces(*parts: tuple[Kind, int]) -> list[Piece]:
    """Return pieces of so many units."""
    found: list[Piece] = []
    for kind, length in parts:
        start = found[-1].end if found else 0
        found.append(Piece(kind=kind, start=start, end=start + length))
    return found


NAME, REST, LIGHT = Kind.NAME, Kind.REST, Kind.LIGHT


@pytest.mark.parametrize(
    "parts, holds",
    [
        ([(NAME, 2), (REST, 1)], False),
        ([(REST, 1), (NAME, 2)], False),
        ([(NAME, 2), (REST, 2)], True),
        ([(REST, 2), (NAME, 2)], True),
        ([(NAME, 2), (LIGHT, 1), (REST, 1)], True),
        ([(LIGHT, 1), (NAME, 2)], True),
        ([(REST, 2), (NAME, 2), (REST, 1)], False),
        ([(REST, 1), (LIGHT, 1)], True),
        ([(NAME, 2)], True),
        ([], True),
    ],
)
def test_a_single_character_beside_a_name_may_belong_to_it(
    parts: list[tuple[Kind, int]], holds: bool
) -> None:
    assert apart(pieces(*parts)) is holds
