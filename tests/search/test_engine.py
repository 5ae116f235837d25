"""The engine finds exactly the documents that hold the words, whatever the text."""

import json
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidstories.search import Index, engine, search, shards
from aidstories.search.build import read_state
from aidstories.search.documents import Document
from aidstories.search.query import parse, query_words
from aidstories.search.raw import RawRun
from aidstories.search.sums import SUMS
from tests.archive import TABLES
from tests.search.corpus import MEMORY, ids, indexed, make
from tests.search.truth import bare, matching

# Few characters, so that phrases repeat; 醫 folds to 医, 𠮷 is beyond the first plane.
WORDS = query_words(TABLES.facets)
HAN = st.text("医院藏曲手5Gg醫𠮷，。 ", max_size=40) | st.text("0,, 3手", max_size=40)
TIBETAN = st.text("ལསཧ་ི།3 医", max_size=30) | st.lists(
    st.sampled_from(["ལ", "ལས", "ལའི", "མཁའ", "མཁའི", "བོད", "བོ", "བོར", "ས", "།"]), max_size=12
).map("་".join)
SYLLABLES = ["ལ", "ས", "ཧི", "ལས", "བོ", "བོར", "མཁའི", "མཁའ"]
TEXTS = st.lists(st.lists(HAN | TIBETAN, max_size=4), min_size=1, max_size=8)
WORD = st.text("医院藏曲手5Gg醫𠮷", min_size=1, max_size=6) | st.text(
    "03手", min_size=2, max_size=6
)


def documents(texts: list[list[str]]) -> list[Document]:
    return [make(n, *passages[1:], titles=passages[:1]) for n, passages in enumerate(texts)]


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=MEMORY) as name:
        yield Path(name)


@settings(max_examples=150, deadline=None)
@given(texts=TEXTS, words=st.lists(WORD, min_size=1, max_size=3), block=st.sampled_from([8, 2**21]))
def test_words_are_found_exactly(
    folder: Path, texts: list[list[str]], words: list[str], block: int
) -> None:
    corpus = documents(texts)
    index = indexed(corpus, folder, block=block)
    assert set(ids(index, " ".join(words))) == matching(corpus, words)


@settings(max_examples=60, deadline=None)
@given(texts=TEXTS, phrase=HAN)
def test_marks_in_quotes_count_for_nothing(
    folder: Path, texts: list[list[str]], phrase: str
) -> None:
    corpus = documents(texts)
    found = set(ids(indexed(corpus, folder), f'"{phrase}"'))
    assert found == (matching(corpus, [phrase]) if bare(phrase) else set())


@settings(max_examples=60, deadline=None)
@given(texts=TEXTS, syllables=st.lists(st.sampled_from(SYLLABLES), min_size=1))
def test_syllables_are_found_whole(
    folder: Path, texts: list[list[str]], syllables: list[str]
) -> None:
    corpus = documents(texts)
    phrase = "་".join(syllables)
    assert set(ids(indexed(corpus, folder), phrase)) == matching(corpus, [phrase])


@settings(max_examples=60, deadline=None)
@given(texts=TEXTS, word=WORD, left=WORD)
def test_excluded_words_are_left_out(
    folder: Path, texts: list[list[str]], word: str, left: str
) -> None:
    corpus = documents(texts)
    wanted = matching(corpus, [word]) - matching(corpus, [left])
    assert set(ids(indexed(corpus, folder), f"{word} -{left}")) == wanted


@settings(max_examples=40, deadline=None)
@given(texts=TEXTS, number=st.integers(0, 7), passage=HAN, more=HAN)
def test_a_change_gives_the_index_that_making_it_anew_gives(
    folder: Path, texts: list[list[str]], number: int, passage: str, more: str
) -> None:
    corpus = documents(texts)
    with tempfile.TemporaryDirectory(dir=MEMORY) as name:
        changed, anew = Path(name, "changed"), Path(name, "anew")
        indexed(corpus, changed)
        corpus[number % len(corpus)] = make(number % len(corpus), passage)
        indexed(corpus, changed)
        corpus.append(make(len(corpus), more, titles=[passage]))
        indexed(corpus, changed)
        indexed(corpus, anew)
        assert contents(changed) == contents(anew)


@pytest.mark.parametrize("seed", range(2))
def test_a_change_of_shards_side_by_side_gives_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """One story's words stand in most of the shards, and move their borders."""
    for name, size in (("LEAST", 40), ("MOST", 90), ("_BORDER", 4)):
        monkeypatch.setattr(shards, name, size)
    rng = random.Random(seed)
    words = [chr(0x4E00 + n) for n in range(60)]

    def story(number: int) -> Document:
        return make(number, "".join(rng.choices(words, k=40)))

    corpus = [story(number) for number in range(24)]
    indexed(corpus, tmp_path / "changed")
    assert len(read_state(tmp_path / "changed").shards) > 40
    for number in (7, 23):
        corpus[number] = story(number)
        indexed(corpus, tmp_path / "changed")
    indexed(corpus, tmp_path / "anew")
    assert contents(tmp_path / "changed") == contents(tmp_path / "anew")


def contents(folder: Path) -> dict[Path, bytes]:
    """Return every file by its path; the sums of files without the times of these."""
    found = {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    sums = json.loads(found[Path(SUMS)])
    timeless = {path: [digest, length] for path, (digest, length, _) in sums.items()}
    return found | {Path(SUMS): json.dumps(timeless, sort_keys=True).encode()}


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60) | st.text('-"“”：:地区 医院', max_size=30))
def test_any_text_is_a_query(text: str) -> None:
    parse(text, WORDS)


TABLE = [
    make(0, "那曲市人民医院。援藏医生", titles=["组团式"], region=["西藏自治区/那曲市"]),
    make(1, "“组团式”援藏，在那曲", year=["2021"], author=["央金"]),
    make(2, "手术在拉萨", titles=["那曲的手术"], year=["2025"], region=["西藏自治区/拉萨市"]),
    make(3, "手术", raw=[RawRun(before="张", text="于木医生", after="")], source=["西藏日报"]),
]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("那曲", [2, 0, 1]),  # in a title, in the catalogue, in the text
        ("那曲 -手术", [0, 1]),
        ("拉萨", [2]),
        ("那曲市", [0]),
        ("西藏", [2, 0]),  # what the places lie in
        ("西藏自治区 手术", [2]),
        ("2025", [2]),
        ("央金 -2025", [1]),
        ("西藏日报", [3]),
        ("日报", []),  # a part of a name names nothing
        ("未校对", []),
        ("-西藏 那曲", [1]),
        ("那曲 手术", [2]),
        ("人民医院。援藏", [0]),
        ('"组团式”援藏"', [1]),  # marks count for nothing, in texts and in queries
        ('"组团式、援藏"', [1]),
        ('"组团式援藏"', [1]),
        ("组团式援藏", [1]),
        ("“组团式”援藏", [1]),
        ("组团式·援藏", [1]),
        ("组团式　援藏", [0, 1]),
        ("援藏、组团式", [0, 1]),  # a list is not one phrase
        ("“援藏”“组团式”", [0, 1]),
        ("“援藏 组团式”援藏", []),  # what is quoted stays together in a longer word, too
        ("援藏组团式", []),
        ("组团式医生", []),  # nor does a match run from one passage into another
        ('"组团式那曲市"', []),
        ('"人民医院援藏"', [0]),
        ('"那曲市，人民医院"', [0]),
        ("那曲市人民医院援藏医生", [0]),
        ("“院。援”", [0]),
        ('"曲 术"', []),
        ("地区:那曲", [0]),
        ("地区：那曲 手术", []),
        ("-地区:那曲 手术", [2, 3]),
        ("年份:2021", [1]),
        ("作者:央金 那曲", [1]),
        ("来源:日报", [3]),
        ("region:拉萨", [2]),
        ("regions:拉萨", [2]),  # as keys were once
        ("于木", [3]),
        ("手", [2, 3]),
        ("手术 于木", [3]),
        ("手术 -于木", [2, 3]),  # what only the capture says excludes nothing
        ("-手术", [1, 0]),
        ("张于木", []),
        ("", []),
        ("，。", []),
        ('"', []),
        ("地区:", []),
        ("-", []),
        ("年份:2021 年份:2025", []),
        ("别的:那曲", []),
    ],
)
def test_the_language_of_queries(tmp_path: Path, query: str, found: list[int]) -> None:
    assert ids(indexed(TABLE, tmp_path, tables=TABLES), query) == [f"story-{n}" for n in found]


BORDERS = [
    make(0, "做CT 检查，有 5 G 和COVID-19"),
    make(1, "the art、20、25和 3,000 例"),
    make(2, "heart，2025年3000例，又 12 345 例"),
    make(3, "CTA、ICU 各１０００，２００ 例，20,300"),
    make(4, "雪山白\n草原青", "花开"),
]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("CT检查", [0]),
        ('"CT 检查"', [0]),
        ("5G", [0]),
        ("COVID19", [0]),
        ("COVID-19", [0]),
        ("heart", [2]),  # not the art
        ('"the art"', [1]),
        ("theart", []),
        ("AI", []),  # not CTA、ICU
        ("2025", [2]),  # not 20、25
        ('"20 25"', [1]),
        ("20-25", [1]),
        ("3000例", [2, 1]),
        ("3,000例", [2, 1]),
        ("12345", [2]),
        ('"12 345"', [2]),
        ("1000200", []),  # no thousands
        ("20300", [3]),
        ("白草原", [4]),  # the lines of a stanza are one passage
        ("青花开", []),
    ],
)
def test_words_and_numbers_end_where_marks_part_them(
    tmp_path: Path, query: str, found: list[int]
) -> None:
    assert ids(indexed(BORDERS, tmp_path), query) == [f"story-{n}" for n in found]


def test_newest_first_on_demand(tmp_path: Path) -> None:
    assert ids(indexed(TABLE, tmp_path), "手术", by_date=True) == ["story-3", "story-2"]


def test_an_older_story_that_comes_later_keeps_its_place_in_time(tmp_path: Path) -> None:
    corpus = [make(n, "手术") for n in range(40)]
    indexed(corpus[:7] + corpus[8:], tmp_path)
    index = indexed(corpus, tmp_path)
    assert index.manifest["order"] is not None
    assert ids(index, "手术", by_date=True) == [f"story-{n}" for n in reversed(range(40))]


def test_a_removed_story_is_found_no_more(tmp_path: Path) -> None:
    indexed(TABLE, tmp_path)
    assert ids(indexed(TABLE[1:], tmp_path), "那曲") == ["story-2", "story-1"]


def test_lone_surrogates_are_no_text(tmp_path: Path) -> None:
    index = indexed([make(0, "医\ud800院"), make(1, "医院")], tmp_path)
    assert ids(index, "医院\udfff") == ["story-1", "story-0"]
    assert ids(index, "\ud800") == []


def test_what_only_a_capture_says_is_found_though_its_shard_is_lost(tmp_path: Path) -> None:
    run = RawRun(before="做了", text="于木", after="。")
    titled = make(2, "又一篇。", titles=["于木其人"])
    index = indexed([make(0, "做了手术。", raw=[run]), make(1, "于木。"), titled], tmp_path)
    whole = search(index, "于木").hits
    for path in tmp_path.glob("*.bin"):
        if path.stem in {shard.name for shard in read_state(tmp_path).shards}:
            path.unlink()
    results = search(Index(tmp_path), "于木")
    assert results.hits == whole and len(whole) == 3 and results.lost
    assert [hit.number for hit in whole if hit.raw] == [0]


def test_no_text_is_read_where_the_index_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "_start_in_text", lambda *_: pytest.fail("a text was read"))
    index = indexed(TABLE, tmp_path)
    assert search(index, "组团式援藏").hits and search(index, "于木医生").hits
